"""Bytes → Submission: one graph in Turtle, N-Triples or JSON-LD, read without any connection."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath

import pyoxigraph
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple

from oogo.addresses import BASE
from oogo.context import CONTEXT, json_ld_context
from oogo.errors import SubmissionError, TooLargeError, UnsupportedError
from oogo.rdf import normalise, skolemise

__all__ = ["LIMIT", "Submission", "parse"]

LIMIT = 25 * 1024 * 1024

_DEPTH = 200
_MEDIA_TYPES = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/json": RdfFormat.JSON_LD,
}
_SUFFIXES = {
    ".ttl": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".jsonld": RdfFormat.JSON_LD,
    ".json": RdfFormat.JSON_LD,
}
# XML 1.0 cannot carry these, so no answer that holds them could be given in every format.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')


@dataclass(frozen=True)
class Submission:
    """One graph that somebody delivered, without blank nodes; ``digest`` is the SHA-256 of it."""

    name: str
    digest: str
    graph: tuple[Triple, ...]

    @property
    def nodes(self) -> frozenset[NamedNode]:
        """The things that the submission itself says something about."""
        return frozenset(t.subject for t in self.graph if isinstance(t.subject, NamedNode))


def parse(data: bytes, *, name: str, media_type: str | None = None) -> Submission:
    """The graph in these bytes; ``media_type`` decides the format, else the name's suffix does."""
    if len(data) > LIMIT:
        raise TooLargeError(
            f"dit bestand is groter dan {LIMIT // 1024 // 1024} MB",
            f"this file is larger than {LIMIT // 1024 // 1024} MB",
            place=name,
            remedy_nl="Lever het plan en zijn overleggen los van andere gegevens aan.",
            remedy_en="Deliver the plan and its meetings apart from other data.",
        )
    form = _format(name, media_type)
    text = _text(data, name)
    if form == RdfFormat.JSON_LD:
        text = _with_bundled_context(text, name)
    digest = hashlib.sha256(data).hexdigest()
    try:
        quads = list(pyoxigraph.parse(text, form))
    except SyntaxError as error:
        raise _unreadable(error, name) from error
    _refuse_named_graphs(quads, name)
    triples = skolemise((quad.triple for quad in quads), f"{BASE}graph/aanlevering/{digest[:20]}")
    _refuse_odd_terms(triples, name)
    return Submission(name, digest, tuple(sorted(normalise(triples), key=str)))


def _format(name: str, media_type: str | None) -> RdfFormat:
    stated = (media_type or "").partition(";")[0].strip().lower()
    form = _MEDIA_TYPES.get(stated) or _SUFFIXES.get(PurePath(name).suffix.lower())
    if form is None:
        raise UnsupportedError(
            f"dit soort bestand ({stated or PurePath(name).suffix or 'onbekend'}) lezen we niet",
            f"this kind of file ({stated or PurePath(name).suffix or 'unknown'}) is not read here",
            place=name,
            remedy_nl="Lever een werkmap (xlsx, ods), een zip met csv-bestanden, "
            "of Turtle (.ttl), N-Triples (.nt) of JSON-LD (.jsonld) aan.",
            remedy_en="Deliver a workbook (xlsx, ods), a zip with csv files, "
            "or Turtle (.ttl), N-Triples (.nt) or JSON-LD (.jsonld).",
        )
    return form


def _text(data: bytes, name: str) -> str:
    """The bytes as text, without byte order mark."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SubmissionError(
            "dit bestand is geen UTF-8",
            "this file is not UTF-8",
            place=f"{name}, regel {line}",
            remedy_nl="Bewaar het bestand opnieuw met de codering UTF-8.",
            remedy_en="Save the file again with the encoding UTF-8.",
        ) from error
    if found := _CONTROL.search(text):
        raise _control_character(found[0], f"{name}, {_position(text, found.start())}")
    return text


def _position(text: str, offset: int) -> str:
    line = text.count("\n", 0, offset) + 1
    return f"regel {line}, kolom {offset - text.rfind(chr(10), 0, offset)}"


def _control_character(character: str, place: str) -> SubmissionError:
    return SubmissionError(
        f"hier staat een stuurteken (U+{ord(character):04X})",
        f"there is a control character here (U+{ord(character):04X})",
        place=place,
        remedy_nl="Haal dit teken weg; het is onzichtbaar en vaak meegekopieerd.",
        remedy_en="Remove this character; it is invisible and often came along with a copy.",
    )


# What the parser of Turtle trips over in TriG and N-Quads.
_NAMES_GRAPH = re.compile(r"(?:\{|GRAPH) is not a valid|Quads must be followed by a dot")


def _unreadable(error: SyntaxError, name: str) -> SubmissionError:
    place = f"{name}, regel {error.lineno}, kolom {error.offset}" if error.lineno else name
    if _NAMES_GRAPH.search(error.msg):
        return SubmissionError(
            "een aanlevering is één graaf, hier begint een graaf met een eigen naam",
            "a submission is one graph, here a graph with a name of its own begins",
            place=place,
            remedy_nl="Laat de naam van de graaf en de accolades weg.",
            remedy_en="Leave out the name of the graph and the braces.",
        )
    return SubmissionError(
        f"dit kan niet worden gelezen: {error.msg}",
        f"this cannot be read: {error.msg}",
        place=place,
        remedy_nl="Verbeter het bestand op deze plaats; kijk ook één regel hoger.",
        remedy_en="Mend the file at this place; look one line above as well.",
    )


def _refuse_named_graphs(quads: Iterable[Quad], name: str) -> None:
    for quad in quads:
        if not isinstance(quad.graph_name, DefaultGraph):
            raise SubmissionError(
                f"een aanlevering is één graaf, hier staat ook graaf {quad.graph_name.value}",
                f"a submission is one graph, here is also graph {quad.graph_name.value}",
                place=name,
                remedy_nl="Laat de naam van de graaf (bij JSON-LD: @id naast @graph) weg.",
                remedy_en="Leave out the name of the graph (in JSON-LD: @id beside @graph).",
            )


def _refuse_odd_terms(triples: Iterable[Triple], name: str) -> None:
    """Escapes can bring characters, and RDF 1.2 statements, that the text itself does not show."""
    for triple in triples:
        if isinstance(triple.object, Triple):
            raise SubmissionError(
                "een uitspraak over een uitspraak (RDF 1.2) lezen we niet",
                "a statement about a statement (RDF 1.2) is not read here",
                place=f"{name}, bij {triple.subject}",
                remedy_nl="Maak er een gewone uitspraak van.",
                remedy_en="Turn it into an ordinary statement.",
            )
        for term in (triple.subject, triple.predicate, triple.object):
            if isinstance(term, NamedNode | Literal) and (found := _CONTROL.search(term.value)):
                raise _control_character(found[0], f"{name}, bij {triple.subject}")


def _with_bundled_context(text: str, name: str) -> str:
    """The same JSON-LD with our context written out; any other remote context is refused."""
    if _depth(text) > _DEPTH:
        raise SubmissionError(
            f"dit JSON-bestand is dieper genest dan {_DEPTH} niveaus",
            f"this JSON file is nested deeper than {_DEPTH} levels",
            place=name,
            remedy_nl="Schrijf de gegevens platter op, met @id als verwijzing.",
            remedy_en="Write the data flatter, with @id as reference.",
        )
    try:
        document = json.loads(text, object_pairs_hook=lambda pairs: _once(pairs, name))
    except json.JSONDecodeError as error:
        raise SubmissionError(
            f"dit is geen JSON: {error.msg}",
            f"this is not JSON: {error.msg}",
            place=f"{name}, regel {error.lineno}, kolom {error.colno}",
            remedy_nl="Verbeter het bestand op deze plaats; kijk ook één regel hoger.",
            remedy_en="Mend the file at this place; look one line above as well.",
        ) from error
    return json.dumps(_expand(document, name))


def _once(pairs: list[tuple[str, object]], name: str) -> dict[str, object]:
    """The pairs of an object; of a key that is given twice only one value would be read."""
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise SubmissionError(
                f'de sleutel "{key}" staat twee keer in één object',
                f'the key "{key}" stands twice in one object',
                place=name,
                remedy_nl="Zet de waarden samen in één lijst.",
                remedy_en="Put the values together in one list.",
            )
        found[key] = value
    return found


def _depth(text: str) -> int:
    """How deep brackets outside strings are nested at most."""
    deepest = depth = 0
    for character in _STRING.sub("", text):
        if character in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif character in "]}":
            depth -= 1
    return deepest


def _expand(value: object, name: str) -> object:
    if isinstance(value, list):
        return [_expand(item, name) for item in value]
    if isinstance(value, dict):
        return {
            key: _context(item, name) if key in {"@context", "@import"} else _expand(item, name)
            for key, item in value.items()
        }
    return value


def _context(value: object, name: str) -> object:
    if value == CONTEXT:
        return json_ld_context()
    if isinstance(value, str):
        raise SubmissionError(
            f"de context {value} halen we niet op",
            f"the context {value} is not fetched",
            place=name,
            remedy_nl=f'Gebruik "{CONTEXT}" of schrijf de context in het bestand zelf.',
            remedy_en=f'Use "{CONTEXT}" or write the context in the file itself.',
        )
    if isinstance(value, list):
        return [_context(item, name) for item in value]
    return _expand(value, name)
