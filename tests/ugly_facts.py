"""Deliveries as nobody should make them: wrong kinds of value, too many, too few, in rings."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Store, Triple

from oogo.addresses import BASE
from oogo.intake import Submission
from oogo.rdf import normalise
from oogo.slice import Term
from tests.deliveries import quads, store_of, surroundings, triples_of
from tests.test_slice import FILES, TYPE, bare_edition

XSD = "http://www.w3.org/2001/XMLSchema#"
# By datatype what XML Schema 1.1 part 2 allows, and rdflib can read.
VALID = {
    "anyURI": ("https://example.org/",),
    "base64Binary": ("AA==",),
    "boolean": ("true", "false", "1", "0"),
    "date": ("2020-02-29", "2019-01-01Z", "2019-01-01+02:00", "2019-01-01-14:00"),
    "dateTime": ("2019-01-01T00:00:00", "2019-01-01T00:00:00.123456789+05:30"),
    "decimal": ("1.0", "1", "100.0", "100.00000000001", "-0.0", ".5", "5."),
    "double": ("1.5", "NaN", "INF", "-INF"),
    "duration": ("P4Y", "P12M"),
    "float": ("63",),
    "gYear": ("2019",),
    "gYearMonth": ("2019-05",),
    "int": ("3",),
    "integer": ("1", "01", "+1", "-1", "0", "100", "101"),
    "nonNegativeInteger": ("3",),
    "string": ("x",),
    "time": ("12:00:00",),
    "token": ("x",),
}
# What it does not allow, or rdflib or the store cannot read. Not among them: years that a date of
# Python cannot hold (0, before it, after 9999); rdflib calls them invalid, and they are not.
INVALID = {
    "anyURI": ("http://a b",),
    "base64Binary": ("#",),
    "boolean": ("ja", "TRUE"),
    "date": (*("2019-13-45", "2019-02-29", "20190101", " 2019-01-01 ", "2019-1-1", ""),),
    "dateTime": ("2019-01-01T24:00:00Z",),
    "decimal": ("1e3", "1,5", "NaN", "9" * 60 + ".5"),
    "double": ("1E400", "abc"),
    "gYear": ("abc", "19"),
    "hexBinary": ("zz",),
    "int": ("99999999999999",),
    "integer": ("1.0", "abc", "9" * 40, "", " 4 "),
    "nonNegativeInteger": ("-3",),
}
TEXTS = ("", " ", "x", "x" * 500, 'regel\neen "aanhaling" \\ \t', "e\u0301 😀", "2019-01-01")
LANGUAGES = (("nee", "nl"), ("", "nl"), ("no", "en"), ("x", "fr"), ("x", "nl-BE"))
ADDRESSES = (
    *("urn:x", "https://example.org/niets", "mailto:a@b.nl", "https://example.org/é"),
    *(BASE + "id/plan/bestaat-niet", BASE + "begrip/x", "https://example.org/a)b(c"),
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#nil",
)
OTHERS: tuple[Literal | NamedNode, ...] = (
    *map(Literal, TEXTS),
    *(Literal(text, language=language) for text, language in LANGUAGES),
    Literal("x", datatype=NamedNode("urn:eigen")),
    *map(NamedNode, ADDRESSES),
)


def _literals(forms: Mapping[str, Iterable[str]]) -> tuple[Literal, ...]:
    return tuple(
        Literal(form, datatype=NamedNode(XSD + kind)) for kind in forms for form in forms[kind]
    )


UGLY = (*_literals(VALID), *OTHERS)
UGLIEST = (*UGLY, *_literals(INVALID))


def ugly_world(
    number: int, values: Sequence[Literal | NamedNode] = UGLIEST
) -> tuple[Submission, Store]:
    """Good and bad deliveries with some of their statements made ugly, and what stands around."""
    chance = random.Random(number)  # noqa: S311
    files = chance.sample(FILES, chance.randint(2, 5))
    good = list({triple: None for file in files for triple in triples_of(file)})
    share = chance.choice((0.05, 0.15, 0.4))
    making = _Making(good, values, chance)
    every = {
        made: None
        for triple in good
        for made in (making.ugly(triple) if chance.random() < share else (triple,))
    }
    delivered = chance.choice((0.7, 1))
    subjects = sorted({str(triple.subject) for triple in every})
    mine = {subject for subject in subjects if chance.random() < delivered}
    own = normalise(triple for triple in every if str(triple.subject) in mine)
    edition = store_of([*bare_edition(), *surroundings()])
    edition.extend(quads(triple for triple in every if str(triple.subject) not in mine))
    return Submission(f"lelijk {number}", "", tuple(sorted(own, key=str))), edition


@dataclass(frozen=True)
class _Making:
    """Makes statements ugly: with these values, or what stands elsewhere."""

    good: Sequence[Triple]
    values: Sequence[Literal | NamedNode]
    chance: random.Random

    def ugly(self, triple: Triple) -> Iterator[Triple]:
        """Nothing, or the statement with another or more than one value, subject or direction."""
        subject, predicate, value = triple
        luck = self.chance.random()
        if predicate == TYPE:
            yield triple
            kinds = [other.object for other in self.good if other.predicate == TYPE]
            if luck < 0.4:
                kind = self.chance.choice(kinds if luck < 0.3 else self.values)
                yield Triple(subject, predicate, kind)
        elif luck < 0.55:
            if luck >= 0.2:
                yield Triple(subject, predicate, self._value(triple))
        elif luck < 0.9:
            yield triple
            for _ in range(self.chance.randint(1, 3)):
                yield Triple(subject, predicate, self._value(triple))
        elif luck < 0.95 or not isinstance(value, NamedNode):
            yield Triple(self.chance.choice(self.good).subject, predicate, value)
        else:
            yield triple
            yield Triple(value, predicate, subject)

    def _value(self, triple: Triple) -> Term:
        """Another value: ugly, the thing itself, of another thing, or its own as text or so."""
        luck = self.chance.random()
        if luck < 0.65:
            return self.chance.choice(self.values)
        if luck < 0.7:
            return triple.subject
        if luck < 0.85:
            return self.chance.choice(self.good).subject
        if luck < 0.92 and isinstance(triple.object, NamedNode | Literal):
            text = triple.object.value
            kind = self.chance.choice(("string", "token", "anyURI"))
            typed = Literal(text, datatype=NamedNode(XSD + kind))
            return self.chance.choice((Literal(text), Literal(text, language="nl"), typed))
        return self.chance.choice(self.good).object
