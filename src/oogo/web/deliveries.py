"""What the API answers about deliveries, field by field."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypedDict

from oogo.submissions import State
from oogo.web.answers import Both, Count, Day, Edition, Iri, Moment, Place, RuleCode, closed

__all__ = [
    "DeliveredAnswer",
    "PublishedAnswer",
    "RefusedAnswer",
    "ReportAnswer",
    "SubmissionAnswer",
    "SubmissionsAnswer",
    "TemplatesAnswer",
    "WaiverAnswer",
    "WaiversAnswer",
]

Severity = Annotated[
    Literal["violation", "warning", "uncertain", "not-assessable", "waived"],
    Field(description="Hoe zwaar het weegt; alleen ‘violation’ houdt publicatie tegen."),
]


@closed
class Finding(TypedDict):
    """One promise that one thing breaks, with the law behind it and the way out."""

    rule: RuleCode
    name: dict[str, str]
    severity: Severity
    severity_label: Both
    weight: Annotated[
        Literal["legal", "agreed", "advised"],
        Field(description="Waar het op rust: de wet, een afspraak of een aanbeveling."),
    ]
    weight_label: Both
    shape: Annotated[str, Field(description="Adres van de vorm.")]
    focus: Annotated[str, Field(description="Het ding waar het om gaat.")]
    focus_label: str
    path: Annotated[str, Field(description="De eigenschap, of leeg.")]
    value: str
    value_label: str
    message: dict[str, str]
    article: str
    link: Annotated[str, Field(description="Waar de wettekst staat.")]
    duties: list[str]
    act_date: Annotated[
        str | None,
        Field(
            description="Dag van de handeling waarop de wet ziet.",
            json_schema_extra={"format": "date"},
        ),
    ]
    in_force: Annotated[dict[str, str], Field(description="Wanneer de plicht geldt.")]
    remedy: dict[str, str]
    example: str
    file: Annotated[str, Field(description="Bestand, of leeg.")]
    sheet: Annotated[str, Field(description="Tabblad, of leeg.")]
    cell: Annotated[str, Field(description="Cel of regel, of leeg.")]
    actor: Annotated[dict[str, str], Field(description="Wie iets moet doen.")]
    waiver: Annotated[dict[str, str], Field(description="Waarop ontheffing rust.")]


@closed
class ReportAnswer(TypedDict):
    """What was found in a delivery."""

    name: Annotated[str, Field(description="Naam van het bestand.")]
    date: Annotated[Day, Field(description="De dag waarop het moet gelden.")]
    accepted: Annotated[bool, Field(description="Of het gepubliceerd mag worden.")]
    checked: Annotated[int, Field(description="Hoeveel dingen bekeken zijn.", ge=0)]
    counts: Annotated[dict[Severity, Count], Field(description="Bevindingen per zwaarte.")]
    findings: list[Finding]
    versions: Annotated[dict[str, str], Field(description="Waarmee getoetst is.")]
    organisation: Annotated[str, Field(description="De afzender, of leeg.")]
    template: Annotated[str, Field(description="Het sjabloon, of leeg.")]
    refused: Annotated[bool, Field(description="Of er persoonsgegevens in stonden.")]
    removed: Annotated[list[str], Field(description="Weggehaalde namen van personen.")]


@closed
class SubmissionLinks(TypedDict):
    """What can be done with a submission."""

    self: Place
    report: Place
    original: Place
    publication: Place


@closed
class SubmissionAnswer(TypedDict):
    """How far a submission is, and what its publication would bring about."""

    id: Annotated[str, Field(description="Nummer (ULID).")]
    state: State
    name: Annotated[str, Field(description="Naam van het bestand.")]
    digest: Annotated[str, Field(description="SHA-256 van het bestand.")]
    organisation: Iri
    role: str
    received_at: Moment
    licence: str | None
    template: str | None
    graph: Annotated[Iri, Field(description="De graaf waar het in staat of komt te staan.")]
    accepted: bool
    counts: dict[Severity, Count]
    supersedes: Annotated[list[str], Field(description="Wat hierdoor vervangen wordt.")]
    beside: Annotated[list[str], Field(description="Eigen aanleveringen die ernaast blijven.")]
    differences_beside: Annotated[list[str], Field(description="Wat daarin anders staat.")]
    differences: Annotated[list[str], Field(description="Wat er verandert, in woorden.")]
    other_senders: Annotated[list[str], Field(description="Wat anderen over hetzelfde zeggen.")]
    links: SubmissionLinks


@closed
class DeliveredAnswer(SubmissionAnswer):
    """A submission that is kept, with its report."""

    report: ReportAnswer


@closed
class PublishedAnswer(SubmissionAnswer):
    """A submission that was published or withdrawn, and the edition that this made."""

    edition: Edition


@closed
class RefusedAnswer(TypedDict):
    """What was not kept, for it held personal data."""

    id: None
    state: Literal["geweigerd"]
    report: ReportAnswer


@closed
class SelfLink(TypedDict):
    """Where it stands."""

    self: Place


@closed
class ListedSubmission(TypedDict):
    """One submission of an organisation."""

    id: str
    name: str
    state: State
    received_at: Moment
    template: str | None
    links: SelfLink


@closed
class SubmissionsAnswer(TypedDict):
    """The submissions of the organisation of the key, newest first."""

    submissions: list[ListedSubmission]


@closed
class WaiverAnswer(TypedDict):
    """One rule that one organisation need not meet before a day."""

    id: str
    rule: RuleCode
    organisation: Iri
    ground: Annotated[str, Field(description="Waarom.")]
    document: Annotated[str, Field(description="Waar dat staat.")]
    until: Annotated[Day, Field(description="De eerste dag dat het niet meer geldt.")]
    granted_by: Iri
    granted_at: Moment


@closed
class WaiversAnswer(TypedDict):
    """All waivers, those that ended included."""

    waivers: list[WaiverAnswer]


@closed
class WorkbookLink(TypedDict):
    """Where the workbook stands."""

    xlsx: Place


@closed
class ListedTemplate(TypedDict):
    """One template."""

    type: Annotated[str, Field(examples=["overleg"])]
    name: str
    sheets: Annotated[list[str], Field(description="Namen van de tabbladen.")]
    links: WorkbookLink


@closed
class TemplatesAnswer(TypedDict):
    """The templates for deliveries."""

    version: Annotated[str, Field(description="Versie van de sjablonen.")]
    templates: list[ListedTemplate]
