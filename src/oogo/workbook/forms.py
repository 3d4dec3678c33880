"""The templates as shapes/sjablonen.ttl describes them: sheets, columns, codes, rules."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from pyoxigraph import Literal, NamedNode, Triple

from oogo import __version__
from oogo.content import folder
from oogo.errors import NotFoundError
from oogo.rdf import GRAPH, read_turtle

__all__ = [
    "RDF_TYPE",
    "Choice",
    "CodeKind",
    "Column",
    "Form",
    "Forms",
    "Rule",
    "Sheet",
    "Text",
    "load",
]

_SH = "http://www.w3.org/ns/shacl#"
_OOGO = "https://w3id.org/oogo/def/"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_DCTERMS = "http://purl.org/dc/terms/"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDF_TYPE = NamedNode(_RDF + "type")
_CHOICES = "https://w3id.org/oogo/vorm/keuze/"
_PLACEHOLDER = re.compile(r"\{([A-Za-z]+)\}")


@dataclass(frozen=True)
class Text:
    """The same words in Dutch and English."""

    nl: str
    en: str

    def filled(self, values: Mapping[str, str]) -> dict[str, str]:
        """Both languages with the named values filled in."""
        return {
            language: _PLACEHOLDER.sub(
                lambda found, language=language: values.get(  # type: ignore[misc]
                    found[1], values.get(f"{found[1]}_{language}", "")
                ),
                text,
            )
            for language, text in (("nl", self.nl), ("en", self.en))
        }


@dataclass(frozen=True)
class CodeKind:
    """An official code: its pattern, and the address of what it stands for."""

    iri: str
    name: Text
    form: Text
    pattern: re.Pattern[str]
    length: int
    prefix: str
    address: str
    example: str
    known: Mapping[str, str]  # by capitals; empty where a register, not this release, knows them

    def normal(self, text: str) -> str:
        """The code as it should be written; empty where the text is no such code."""
        code = re.sub(r"\s", "", text).upper().removeprefix(self.prefix)
        if code.isdigit() and 0 < self.length - len(code) <= 2:
            code = code.zfill(self.length)  # a spreadsheet drops leading zeros
        code = self.known.get(code, "") if self.known else code
        return code if self.pattern.fullmatch(code) else ""

    def node(self, code: str) -> NamedNode:
        """What this code, in its normal form, stands for."""
        return NamedNode(self.address.replace("{code}", code))


@dataclass(frozen=True)
class Choice:
    """A choice of a list that stands for classes, or for one thing."""

    label: Text
    words: tuple[str, ...]
    classes: tuple[NamedNode, ...]
    value: NamedNode | None


@dataclass(frozen=True, eq=False)
class Column:
    """One column: its heading, what it says and what fits in it."""

    iri: NamedNode
    code: str
    name: Text
    help: Text
    message: Text
    path: NamedNode
    inverse: bool
    then: NamedNode | None
    between: str
    between_class: NamedNode | None
    opposite: NamedNode | None
    datatype: str
    required: bool
    many: bool
    pattern: re.Pattern[str] | None
    codes: tuple[CodeKind, ...]
    sheets: tuple[str, ...]
    choices: tuple[Choice, ...]
    scheme: NamedNode | None
    severity: str
    example: str

    @property
    def blocks(self) -> bool:
        """Whether a row without this cannot be published."""
        return self.required and self.severity == "violation"

    @cached_property
    def local(self) -> str:
        """The last word of the name of this column's shape, used in address patterns."""
        return self.iri.value.rpartition("-")[2]


@dataclass(frozen=True, eq=False)
class Sheet:
    """One sheet: a class of things, one per row."""

    iri: str
    name: Text
    help: Text
    classes: tuple[NamedNode, ...]
    address: str
    columns: tuple[Column, ...]

    @cached_property
    def key(self) -> tuple[Column, ...]:
        """The columns that together name a row, in the order of the address."""
        by_local = {column.local: column for column in self.columns}
        return tuple(by_local[n] for n in _PLACEHOLDER.findall(self.address) if n in by_local)

    @property
    def simple(self) -> bool:
        """Whether one written code or reference names a row."""
        return len(self.key) == 1 and self.key[0].datatype != ""

    def row(self, sender: str, keys: Mapping[str, str]) -> NamedNode:
        """The thing that a row with these keys is about."""
        values = {"afzender": sender, **keys}
        return NamedNode(_PLACEHOLDER.sub(lambda found: values[found[1]], self.address))


@dataclass(frozen=True, eq=False)
class Form:
    """One type of template."""

    type: str
    name: Text
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True)
class Rule:
    """What can be wrong with a cell, a column or a sheet."""

    code: str
    severity: str
    name: Text
    message: Text
    remedy: Text


@dataclass(frozen=True)
class Forms:
    """All templates, the rules of reading and the words for not known."""

    version: str
    forms: Mapping[str, Form]
    sheets: Mapping[str, Sheet]
    codes: tuple[CodeKind, ...]
    rules: Mapping[str, Rule]
    not_known: Mapping[str, NamedNode]

    def form(self, type_: str) -> Form:
        """The template of this type."""
        try:
            return self.forms[type_]
        except KeyError:
            raise NotFoundError(
                f"er is geen sjabloon ‘{type_}’",
                f"there is no template ‘{type_}’",
                remedy_nl=f"Kies uit: {', '.join(self.forms)}.",
                remedy_en=f"Choose from: {', '.join(self.forms)}.",
            ) from None


class _Facts:
    """The triples of a file by subject and predicate."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._objects: dict[tuple[str, str], list[NamedNode | Literal]] = defaultdict(list)
        self.types: dict[str, list[str]] = defaultdict(list)
        for triple in triples:
            subject = triple.subject.value  # type: ignore[union-attr]
            self._objects[subject, triple.predicate.value].append(triple.object)  # type: ignore[arg-type]
            if triple.predicate == RDF_TYPE:
                self.types[triple.object.value].append(subject)  # type: ignore[union-attr]

    def nodes(self, subject: str, predicate: str) -> tuple[NamedNode, ...]:
        found = self._objects.get((subject, predicate), ())
        return tuple(node for node in found if isinstance(node, NamedNode))

    def one(self, subject: str, predicate: str) -> NamedNode | None:
        return next(iter(self.nodes(subject, predicate)), None)

    def value(self, subject: str, predicate: str) -> str:
        found = self._objects.get((subject, predicate), ())
        return found[0].value if found else ""

    def text(self, subject: str, predicate: str) -> Text:
        words = {
            literal.language: literal.value
            for literal in self._objects.get((subject, predicate), ())
            if isinstance(literal, Literal)
        }
        return Text(words.get("nl", ""), words.get("en", ""))

    def values(self, subject: str, predicate: str) -> list[str]:
        return [found.value for found in self._objects.get((subject, predicate), ())]


@cache
def load() -> Forms:
    """The templates of this release."""
    file = folder("shapes") / "sjablonen.ttl"
    facts = _Facts(read_turtle(file, GRAPH + "vorm"))
    duties = _duties()
    codes = {iri: _code(facts, iri, duties) for iri in facts.types[_OOGO + "Codesoort"]}
    sheets = {iri: _sheet(facts, iri, codes) for iri in facts.types[_OOGO + "Blad"]}
    orders = {iri: int(facts.value(iri, _SH + "order")) for iri in sheets}
    forms = {}
    for iri in facts.types[_OOGO + "Sjabloon"]:
        parts = [node.value for node in facts.nodes(iri, _OOGO + "heeftBlad")]
        parts.sort(key=orders.__getitem__)
        name = facts.value(iri, _DCTERMS + "identifier")
        form = Form(name, facts.text(iri, _RDFS + "label"), tuple(sheets[part] for part in parts))
        forms[name] = form
    rules = [_rule(facts, iri) for iri in facts.types[_OOGO + "Leesregel"]]
    digest = hashlib.sha256(file.read_bytes()).hexdigest()[:12]
    return Forms(
        f"{__version__}+{digest}",
        forms,
        sheets,
        tuple(codes.values()),
        {rule.code: rule for rule in rules},
        _not_known(facts),
    )


def _duties() -> Mapping[str, str]:
    """The codes of the duties in the law register, by their capitals."""
    files = (folder("ontology") / "wet").glob("*.ttl")
    facts = _Facts(t for file in files for t in read_turtle(file, GRAPH + "wet"))
    duties = facts.types[_OOGO + "Plicht"]
    codes = sorted(facts.value(duty, _DCTERMS + "identifier") for duty in duties)
    return {code.upper(): code for code in codes}


def _code(facts: _Facts, iri: str, duties: Mapping[str, str]) -> CodeKind:
    of_duties = facts.value(iri, _OOGO + "codeVan") == _OOGO + "Plicht"
    return CodeKind(
        iri,
        facts.text(iri, _SH + "name"),
        facts.text(iri, _SH + "description"),
        re.compile(facts.value(iri, _SH + "pattern")),
        int(facts.value(iri, _SH + "minLength")),
        facts.value(iri, _OOGO + "voorvoegsel"),
        facts.value(iri, _OOGO + "adrespatroon"),
        facts.value(iri, _SKOS + "example"),
        duties if of_duties else {},
    )


def _sheet(facts: _Facts, iri: str, codes: Mapping[str, CodeKind]) -> Sheet:
    columns = sorted(
        facts.nodes(iri, _SH + "property"),
        key=lambda node: int(facts.value(node.value, _SH + "order")),
    )
    return Sheet(
        iri,
        facts.text(iri, _RDFS + "label"),
        facts.text(iri, _SH + "description"),
        facts.nodes(iri, _OOGO + "geeftKlasse"),
        facts.value(iri, _OOGO + "adrespatroon"),
        tuple(_column(facts, column.value, codes) for column in columns),
    )


def _column(facts: _Facts, iri: str, codes: Mapping[str, CodeKind]) -> Column:
    first = facts.one(iri, _SH + "path")
    if first is None:
        raise ValueError(iri)
    inverse = facts.one(first.value, _SH + "inversePath")
    head = facts.one(first.value, _RDF + "first")
    then = None
    if head is not None:
        rest = facts.value(first.value, _RDF + "rest")
        first, then = head, facts.one(rest, _RDF + "first")
    pattern = facts.value(iri, _SH + "pattern")
    datatype = facts.value(iri, _SH + "datatype")
    limited = bool(facts.value(iri, _SH + "maxCount")) or first == RDF_TYPE or bool(datatype)
    return Column(
        NamedNode(iri),
        facts.value(iri, _DCTERMS + "identifier"),
        facts.text(iri, _SH + "name"),
        facts.text(iri, _SH + "description"),
        facts.text(iri, _SH + "message"),
        inverse or first,
        inverse is not None,
        then,
        facts.value(iri, _OOGO + "tussenpatroon"),
        facts.one(iri, _OOGO + "tussenklasse"),
        facts.one(iri, _OOGO + "omgekeerdePad"),
        datatype,
        facts.value(iri, _SH + "minCount") == "1",
        not limited or (datatype.endswith("#string") and not facts.value(iri, _SH + "maxCount")),
        re.compile(pattern) if pattern else None,
        tuple(codes[node.value] for node in facts.nodes(iri, _OOGO + "codesoort")),
        tuple(node.value for node in facts.nodes(iri, _OOGO + "verwijstNaarBlad")),
        tuple(_choice(facts, node.value) for node in facts.nodes(iri, _OOGO + "heeftKeuze")),
        facts.one(iri, _OOGO + "uitSchema"),
        _severity(facts, iri),
        facts.value(iri, _SKOS + "example"),
    )


def _choice(facts: _Facts, iri: str) -> Choice:
    label = facts.text(iri, _RDFS + "label")
    words = (label.nl, label.en, *facts.values(iri, _SKOS + "hiddenLabel"))
    classes = facts.nodes(iri, _OOGO + "geeftKlasse")
    return Choice(label, words, classes, facts.one(iri, _OOGO + "geeftWaarde"))


def _rule(facts: _Facts, iri: str) -> Rule:
    return Rule(
        facts.value(iri, _DCTERMS + "identifier"),
        _severity(facts, iri),
        facts.text(iri, _SH + "name"),
        facts.text(iri, _SH + "message"),
        facts.text(iri, _OOGO + "herstel"),
    )


def _severity(facts: _Facts, iri: str) -> str:
    return facts.value(iri, _SH + "severity").rpartition("#")[2].lower() or "violation"


def _not_known(facts: _Facts) -> dict[str, NamedNode]:
    """The words for not applicable and does not know, and the answers they stand for."""
    words = {}
    for name in ("n-v-t", "weet-niet"):
        answer = facts.one(_CHOICES + name, _OOGO + "geeftWaarde")
        if answer is not None:
            labels = [facts.text(_CHOICES + name, _RDFS + "label").nl]
            for word in labels + facts.values(_CHOICES + name, _SKOS + "hiddenLabel"):
                words[word] = answer
    return words
