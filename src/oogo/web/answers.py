"""What the API answers, field by field: one type for mypy, for OpenAPI and for readers."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired

from pydantic import ConfigDict, Field, with_config
from typing_extensions import TypedDict

__all__ = [
    "Both",
    "Choice",
    "Count",
    "Day",
    "DutiesAnswer",
    "DutyAnswer",
    "Edition",
    "Facet",
    "Force",
    "Hit",
    "Iri",
    "Kind",
    "KindsAnswer",
    "Labelled",
    "ListAnswer",
    "Listed",
    "ListedQuestion",
    "Moment",
    "Place",
    "QuestionLinks",
    "QuestionParameter",
    "QuestionsAnswer",
    "Referring",
    "Related",
    "RuleAnswer",
    "RuleCode",
    "RulesAnswer",
    "SearchAnswer",
    "ThingAnswer",
    "closed",
]

closed = with_config(ConfigDict(extra="forbid"))
"""What stands in the answer stands in its description: there are no other fields."""

Iri = Annotated[
    str,
    Field(description="Blijvend adres van het ding.", json_schema_extra={"format": "iri"}),
]
Place = Annotated[
    str, Field(description="Pad op deze dienst.", json_schema_extra={"format": "uri-reference"})
]
Edition = Annotated[int, Field(description="Nummer van de editie.", ge=1, examples=[1])]
Count = Annotated[int, Field(description="Aantal.", ge=0)]
Moment = Annotated[str, Field(json_schema_extra={"format": "date-time"})]
Day = Annotated[str, Field(json_schema_extra={"format": "date"}, examples=["2014-08-01"])]
Holds = Annotated[
    str,
    Field(
        description="Of zij geldt op de dag van ‘peildatum’.",
        json_schema_extra={"enum": ["yes", "uncertain", "unknown"]},
    ),
]
DutyCode = Annotated[str, Field(description="Code van de plicht.", examples=["PO-09"])]
RuleCode = Annotated[str, Field(description="Code van de regel.", examples=["PO-09c"])]


@closed
class Labelled(TypedDict):
    """Something with its address and its name."""

    iri: Iri
    label: Annotated[str, Field(description="Naam, in de gevraagde taal.")]


@closed
class Both(TypedDict):
    """One text in Dutch and in English."""

    nl: str
    en: str


@closed
class Kind(TypedDict):
    """A kind of things of which there is a list."""

    type: Annotated[str, Field(description="Naam in het adres.", examples=["plicht"])]
    iri: Iri
    label: Annotated[str, Field(description="Naam, in de gevraagde taal.", examples=["plicht"])]
    count: Count
    href: Place


@closed
class KindsAnswer(TypedDict):
    """All kinds of things, and how many there are of each."""

    edition: Edition
    lists: list[Kind]


@closed
class Choice(TypedDict):
    """One value by which a list is narrowed, and how many things it leaves."""

    iri: Iri
    label: str
    count: Count


@closed
class Facet(TypedDict):
    """A property by which a list is narrowed: ``?name=IRI``."""

    name: Annotated[str, Field(description="Naam van de parameter.", examples=["sector"])]
    iri: Iri
    label: str
    chosen: Annotated[str | None, Field(description="Wat gekozen is.")]
    values: list[Choice]


@closed
class Listed(TypedDict):
    """One thing of a list."""

    iri: Iri
    label: Annotated[str, Field(description="Naam, in de gevraagde taal.")]
    codes: Annotated[list[str], Field(description="Codes van het ding.", examples=[["PO-09"]])]
    key: Annotated[str, Field(description="De sleutel in de lijst.", examples=["PO-09"])]
    href: Annotated[Place, Field(description="Het hele ding in deze API.")]
    page: Annotated[Place, Field(description="De pagina voor mensen.")]


@closed
class ListAnswer(TypedDict):
    """One page of the things of a kind, and the facets that narrow it."""

    type: Annotated[str, Field(description="De soort.", examples=["plicht"])]
    iri: Iri
    label: str
    total: Annotated[int, Field(description="Hoeveel dingen er in alle bladzijden zijn.", ge=0)]
    page: Annotated[int, Field(description="Nummer van deze bladzijde.", ge=1)]
    perPage: Annotated[int, Field(description="Hoeveel op een bladzijde.", ge=1, le=500)]
    facets: list[Facet]
    things: list[Listed]


@closed
class Related(Labelled):
    """A thing that another has to do with."""

    page: Annotated[Place, Field(description="De pagina voor mensen.")]
    href: Annotated[Place | None, Field(description="Hetzelfde ding in deze API.")]


@closed
class Referring(Labelled):
    """The things that point to a thing by one property: how many, and those told here."""

    name: Annotated[str, Field(description="Naam van de eigenschap.", examples=["plichtdrager"])]
    count: Count
    things: list[Related]


@closed
class ThingAnswer(TypedDict):
    """One thing; what the fields of ``values`` and ``relations`` mean stands in ``terms``."""

    edition: Edition
    type: Annotated[str, Field(description="De soort.", examples=["plicht"])]
    key: Annotated[str, Field(description="De sleutel in de lijst.", examples=["PO-09"])]
    iri: Iri
    label: Annotated[str, Field(description="Naam, in de gevraagde taal.")]
    codes: list[str]
    page: Annotated[Place, Field(description="De pagina voor mensen.")]
    types: Annotated[list[Labelled], Field(description="De klassen waar het bij hoort.")]
    values: Annotated[
        dict[str, list[str | int | float | bool] | dict[str, list[str]]],
        Field(description="Tekst, getallen en dagen: een lijst, of een lijst per taal."),
    ]
    relations: Annotated[
        dict[str, list[Related]], Field(description="De dingen waar het naar wijst.")
    ]
    referredBy: Annotated[list[Referring], Field(description="De dingen die ernaar wijzen.")]
    next: Annotated[
        Place | None, Field(description="Waar ‘referredBy’ verder gaat, als het niet op is.")
    ]
    terms: Annotated[dict[str, Labelled], Field(description="Wat de veldnamen betekenen.")]


@closed
class Hit(TypedDict):
    """One thing, or one question, that fits the words."""

    iri: Annotated[str | None, Field(description="Van een vraag is er geen.")]
    label: str
    type: Annotated[str | None, Field(description="De soort.", examples=["begrip"])]
    typeLabel: str | None
    codes: list[str]
    page: Place


@closed
class SearchAnswer(TypedDict):
    """What fits the words, best first."""

    query: Annotated[str, Field(description="De woorden, hoogstens 200 tekens.")]
    readAs: Annotated[str | None, Field(description="De woorden na het goed lezen van een fout.")]
    edition: Edition
    total: Count
    results: list[Hit]


@closed
class Force(TypedDict):
    """When a duty holds, as far as is known: the first and the last day that it can be."""

    from_earliest: Annotated[Day | None, Field(description="Vroegste eerste dag.")]
    from_latest: Annotated[Day | None, Field(description="Laatste eerste dag.")]
    to_earliest: Annotated[Day | None, Field(description="Vroegste dag van verval.")]
    to_latest: Annotated[Day | None, Field(description="Laatste dag van verval.")]


@closed
class DutyAnswer(TypedDict):
    """One row of the law register."""

    id: DutyCode
    iri: Iri
    name: str
    requirement: Annotated[str, Field(description="Wat de wet vraagt.")]
    bearers: Annotated[list[Labelled], Field(description="Wie de plicht heeft.")]
    counterparties: Annotated[list[Labelled], Field(description="Tegenover wie.")]
    law: Labelled | None
    article_then: Annotated[str | None, Field(description="Artikel zoals het toen heette.")]
    article_now: Annotated[str | None, Field(description="Artikel zoals het nu heet.")]
    links: Annotated[list[Iri], Field(description="Waar de wettekst staat.")]
    in_force: Force
    severity: Labelled
    confidence: Annotated[Labelled, Field(description="Hoe zeker de lezing van de wet is.")]
    rules: Annotated[list[RuleCode], Field(description="De toetsregels die erop rusten.")]
    unchecked_because: Annotated[
        str | None, Field(description="Waarom geen aanlevering dit kan laten zien.")
    ]
    page: Place
    holds: NotRequired[Holds]


@closed
class DutiesAnswer(TypedDict):
    """The law register, or what was chosen from it."""

    duties: list[DutyAnswer]


@closed
class RuleChange(TypedDict):
    """What one version of the model changed in a part of a rule."""

    version: Annotated[str, Field(examples=["1.1.0"])]
    part: str
    was: str
    now: str


@closed
class LawMoment(TypedDict):
    """What happened to the law behind a rule, between its first and its last possible day."""

    duty: DutyCode
    earliest: Annotated[str, Field(examples=["2014-08-01"])]
    latest: Annotated[str, Field(examples=["2014-08-01"])]
    told: str
    link: Iri | None


@closed
class RuleAnswer(TypedDict):
    """One promise that a delivery is checked for."""

    code: RuleCode
    iri: Iri
    name: str | None
    message: Annotated[str | None, Field(description="Wat een bevinding zegt.")]
    remedy: Annotated[str | None, Field(description="Hoe het te herstellen is.")]
    severity: Labelled
    example: Annotated[
        str | None, Field(description="Hoe het goed is: in Turtle, of wat er in de cel staat.")
    ]
    bad_example: Annotated[str | None, Field(description="Wat de lezer van werkmappen afkeurt.")]
    since: Annotated[str, Field(description="Eerste versie van het model met deze regel.")]
    duties: Annotated[list[Labelled], Field(description="De plichten waar hij op rust.")]
    page: Place
    changes: NotRequired[
        Annotated[
            list[RuleChange],
            Field(description="Wat elke versie van het model veranderde; bij één regel."),
        ]
    ]
    law: NotRequired[
        Annotated[
            list[LawMoment],
            Field(description="Wat er met de wet gebeurde; een jaar waar de dag niet bekend is."),
        ]
    ]


@closed
class RulesAnswer(TypedDict):
    """All rules."""

    rules: list[RuleAnswer]


@closed
class QuestionParameter(TypedDict):
    """What a question asks for."""

    name: str
    type: Literal["iri", "string", "integer", "date"]
    label: str
    example: str


@closed
class QuestionLinks(TypedDict):
    """Where a question is answered."""

    self: Place
    csv: Place
    xlsx: Place
    page: Place


@closed
class ListedQuestion(TypedDict):
    """One question of the library."""

    name: Annotated[str, Field(examples=["afspraken-per-sector"])]
    title: str
    question: str
    parameters: list[QuestionParameter]
    links: QuestionLinks


@closed
class QuestionsAnswer(TypedDict):
    """The questions of the library."""

    questions: list[ListedQuestion]
