"""What changed between two deliveries, and where two senders differ, in words.

Things are told by their kind and name, never by their address. Of a thing that has parts the
number of them is told first, and then which of them came or went.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property

from babel.dates import format_date
from pyoxigraph import Literal, NamedNode, Triple

from oogo.addresses import BASE
from oogo.language import LANGUAGES, Text
from oogo.plurals import plural
from oogo.sentences import SENTENCES

__all__ = ["Names", "between_senders", "differences", "differences_in_both", "things"]

Names = Callable[[str], Text]

_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
_DEF = BASE + "def/"
_DATES = tuple(NamedNode(_DEF + name) for name in ("datum", "versiedatum", "vastgesteldOp"))
_SAME = NamedNode(_DEF + "zelfdeGebeurtenis")
# Each sender has a name and a reference of its own for what is one event.
_OWN = {_TYPE, _LABEL, _SAME, NamedNode("http://purl.org/dc/terms/identifier")}
# In our ontology ‘heeft…’ leads to a part, and ‘…Van’ and these others lead from it.
_TO_PART = re.compile(r"heeft[A-Z]")
_FROM_PART = re.compile(r"[a-z]+Van|gemaaktIn|operationaliseert|opgaveOver")
_SHORT = re.compile(r"\((\w+)\)$")
_PAGE = re.compile(rf"https?://(?!{re.escape(BASE.partition('//')[2])}|identifier\.overheid\.nl/)")
_PERIOD = BASE + "id/periode/"
_MANY = 5

_Value = NamedNode | Literal


class _World:
    """The things that one delivery describes."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self.values: dict[NamedNode, dict[NamedNode, set[_Value]]] = defaultdict(
            lambda: defaultdict(set)
        )
        for triple in triples:
            if isinstance(triple.subject, NamedNode) and isinstance(triple.object, _Value):
                self.values[triple.subject][triple.predicate].add(triple.object)
        self.kinds = {
            thing: _kind(said[_TYPE]) for thing, said in self.values.items() if _TYPE in said
        }

    @cached_property
    def parts(self) -> Mapping[NamedNode, set[NamedNode]]:
        """The described parts of each thing."""
        found: dict[NamedNode, set[NamedNode]] = defaultdict(set)
        for thing in self.kinds:
            for predicate, values in self.values[thing].items():
                for value in values & self.kinds.keys():
                    if not isinstance(value, NamedNode):
                        continue
                    if _TO_PART.match(_local(predicate)):
                        found[thing].add(value)
                    elif _FROM_PART.fullmatch(_local(predicate)):
                        found[value].add(thing)
        return found

    def wholes(self, thing: NamedNode) -> set[NamedNode]:
        """The things that this one is a part of."""
        return {whole for whole, parts in self.parts.items() if thing in parts}

    def parts_by_kind(self, thing: NamedNode) -> dict[str, set[NamedNode]]:
        """The parts of a thing, kind by kind."""
        found: dict[str, set[NamedNode]] = defaultdict(set)
        for part in self.parts.get(thing, ()):
            found[self.kinds[part]].add(part)
        return found


def things(triples: Iterable[Triple]) -> frozenset[str]:
    """The addresses of the things that a delivery gives a kind."""
    return frozenset(
        triple.subject.value
        for triple in triples
        if triple.predicate == _TYPE and isinstance(triple.subject, NamedNode)
    )


def differences(old: Iterable[Triple], new: Iterable[Triple], names: Names) -> tuple[Text, ...]:
    """What is different in the new delivery, one sentence for each thing."""
    before, after = _World(old), _World(new)
    told = [_Teller(before, after, names, language).sentences() for language in LANGUAGES]
    return tuple(Text(nl, en) for nl, en in zip(*told, strict=True))


def differences_in_both(
    one: tuple[str, Iterable[Triple]], other: tuple[str, Iterable[Triple]], names: Names
) -> tuple[Text, ...]:
    """Where two files, each with its name, differ on a thing that both describe."""
    before, after = _World(one[1]), _World(other[1])
    both = sorted(before.kinds.keys() & after.kinds.keys(), key=_order)
    told = [
        [
            text
            for thing in both
            if (text := _Teller(before, after, names, language).of_two(one[0], other[0], thing))
        ]
        for language in LANGUAGES
    ]
    return tuple(Text(nl, en) for nl, en in zip(*told, strict=True))


def between_senders(
    one: tuple[Text, NamedNode, Iterable[Triple]],
    other: tuple[Text, NamedNode, Iterable[Triple]],
    names: Names,
) -> tuple[Text, ...]:
    """Where two senders differ on one event: who they are, their address for it, what they say."""
    first, second = _World(one[2]), _World(other[2])
    told = [
        list(
            _Teller(first, second, names, language).against(
                one[0][language], one[1], other[0][language], other[1]
            )
        )
        for language in LANGUAGES
    ]
    return tuple(Text(nl, en) for nl, en in zip(*told, strict=True))


class _Teller:
    """Tells the differences between two worlds in one language."""

    def __init__(self, before: _World, after: _World, names: Names, language: str) -> None:
        self._before = before
        self._after = after
        self._names = names
        self._language = language
        self._words = SENTENCES[language]

    def sentences(self) -> list[str]:
        """All differences; the order is the same in each language."""
        every = {*self._before.kinds, *self._after.kinds}
        found = (self._about(thing) for thing in sorted(every, key=_order))
        return [_capital(sentence) + "." for sentence in found if sentence]

    def _about(self, thing: NamedNode) -> str:
        before, after = self._before, self._after
        if thing in before.kinds and thing in after.kinds:
            return self._changed(thing)
        world, form = (
            (before, self._words.gone) if thing in before.kinds else (after, self._words.new)
        )
        # A thing that comes or goes with its whole, or is told there, has no sentence of its own.
        if world.wholes(thing):
            return ""
        sentence = form.format(thing=self._name(thing, world))
        parts = [
            self._amount(len(members), kind)
            for kind, members in sorted(world.parts_by_kind(thing).items())
        ]
        if parts:
            return self._words.with_parts.format(sentence=sentence, parts=self._listed(parts))
        return sentence

    def _changed(self, thing: NamedNode) -> str:
        """How many parts there were and are, which came and went, and which values changed."""
        counts = list(self._counts(thing))
        others = [*self._members(thing), *self._values(thing)]
        if not counts and not others:
            return ""
        name = self._name(thing, self._after)
        said = "; ".join([*counts, *others])
        return f"{name} {said}" if counts else f"{name}: {said}"

    def _counts(self, thing: NamedNode) -> Iterator[str]:
        before, after = self._before.parts_by_kind(thing), self._after.parts_by_kind(thing)
        for kind in sorted({*before, *after}):
            old, new = len(before.get(kind, ())), len(after.get(kind, ()))
            if old != new:
                yield self._words.had.format(old=old, parts=self._parts(kind, old), new=new)

    def _members(self, thing: NamedNode) -> Iterator[str]:
        before, after = self._before, self._after
        old, new = before.parts.get(thing, set()), after.parts.get(thing, set())
        for part in sorted(old - new, key=_order):
            form = self._words.left if part in after.kinds else self._words.gone
            yield form.format(thing=self._name(part, before))
        for part in sorted(new - old, key=_order):
            form = self._words.joined if part in before.kinds else self._words.new
            yield form.format(thing=self._name(part, after))

    def _values(self, thing: NamedNode) -> Iterator[str]:
        """The properties of which a value changed."""
        before, after = self._before.values[thing], self._after.values[thing]
        for predicate in sorted({*before, *after} - {_TYPE}, key=lambda p: p.value):
            old = before.get(predicate, set()) - after.get(predicate, set())
            new = after.get(predicate, set()) - before.get(predicate, set())
            old, new = self._in_language(old), self._in_language(new)
            if (old or new) and not self._leads_to_part(predicate, old | new):
                yield self._value(predicate, old, new)

    def _in_language(self, values: set[_Value]) -> set[_Value]:
        """Of a text in two languages the one that is told, if it is there."""
        own = (None, self._language)
        told = {v for v in values if not isinstance(v, Literal) or v.language in own}
        return told or values

    def _leads_to_part(self, predicate: NamedNode, values: set[_Value]) -> bool:
        """Whether a property only says which parts there are: the counts tell that."""
        local = _local(predicate)
        described = {*self._before.kinds, *self._after.kinds}
        belongs = _TO_PART.match(local) or _FROM_PART.fullmatch(local)
        return bool(belongs) and values <= described

    def _value(self, predicate: NamedNode, old: set[_Value], new: set[_Value]) -> str:
        words = {
            "property": self._property(predicate),
            "old": self._all(old, self._before),
            "new": self._all(new, self._after),
        }
        if old and new:
            return self._words.was.format_map(words)
        return (self._words.added if new else self._words.dropped).format_map(words)

    def against(self, one: str, thing: NamedNode, other: str, its: NamedNode) -> Iterator[str]:
        """Where two senders say something else about one event."""
        before, after = self._before.values[thing], self._after.values[its]
        for predicate in sorted(before.keys() & after.keys(), key=lambda p: p.value):
            if predicate in _OWN or before[predicate] == after[predicate]:
                continue
            if self._leads_to_part(predicate, before[predicate] | after[predicate]):
                continue
            said = self._all(before[predicate], self._before)
            answered = self._all(after[predicate], self._after)
            # Of things of their own each has its own address, which begins with who it is.
            if said.replace(_owner(thing), "") == answered.replace(_owner(its), ""):
                continue
            yield self._words.says.format(
                property=self._property(predicate), one=one, old=said, other=other, new=answered
            )
        mine, theirs = self._before.parts_by_kind(thing), self._after.parts_by_kind(its)
        for kind in sorted({*mine, *theirs}):
            old, new = len(mine.get(kind, ())), len(theirs.get(kind, ()))
            if old != new:
                yield self._words.counts.format(
                    one=one,
                    old=old,
                    parts=self._parts(kind, old),
                    other=other,
                    new=new,
                )

    def of_two(self, one: str, other: str, thing: NamedNode) -> str:
        """Where two files differ on one thing; empty where they say the same."""
        said = "; ".join(self.against(one, thing, other, thing))
        return f"{_capital(self._name(thing, self._before))}: {said}." if said else ""

    # names

    def _name(self, thing: NamedNode, world: _World) -> str:
        """Kind and name of a thing: its label, date, what it is about, or else its key."""
        kind = self._kind_name(world.kinds[thing])
        said = world.values[thing]
        labels = [v for v in said.get(_LABEL, ()) if isinstance(v, Literal)]
        if labels:
            best = min(labels, key=lambda v: (v.language != self._language, v.value))
            return f"{kind} ‘{best.value}’"
        for predicate in _DATES:
            for value in said.get(predicate, ()):
                if isinstance(value, Literal):
                    return self._words.dated.format(kind=kind, day=self._shown(value, world))
        return f"{kind} {self._subject(thing, world)}"

    def _subject(self, thing: NamedNode, world: _World) -> str:
        """What a thing without name and date is about: a concept, or else an organisation."""
        key = _key(thing.value)
        about = sorted(
            (
                not value.value.startswith(_PERIOD),  # of a state which quarter it was
                not key.endswith(_key(value.value)),  # its own address tells what it is about
                not value.value.startswith(BASE + "begrip/"),
                len(values),
                predicate.value,
                value.value,
            )
            for predicate, values in world.values[thing].items()
            if predicate != _TYPE
            for value in values
            if isinstance(value, NamedNode) and value not in world.kinds
        )
        for *_, iri in about:
            name = self._names(iri)[self._language]
            if name or iri.startswith(_PERIOD):
                return name or _key(iri)
        return _key(thing.value)

    def _property(self, predicate: NamedNode) -> str:
        if predicate == _LABEL:
            return self._words.name
        return self._names(predicate.value)[self._language] or _local(predicate)

    def _all(self, values: set[_Value], world: _World) -> str:
        return self._listed(sorted(self._shown(value, world) for value in values))

    def _listed(self, texts: list[str]) -> str:
        shown = texts[:_MANY]
        if len(texts) > _MANY:
            shown.append(self._words.more.format(number=len(texts) - _MANY))
        if len(shown) == 1:
            return shown[0]
        return f"{', '.join(shown[:-1])} {self._words.and_} {shown[-1]}" if shown else ""

    def _amount(self, number: int, kind: str) -> str:
        return f"{number} {self._parts(kind, number)}"

    def _parts(self, kind: str, number: int) -> str:
        return plural(self._kind_name(kind), number, self._language)

    def _kind_name(self, kind: str) -> str:
        """What a class is called; where its name ends with a short form, that: (oogo)."""
        name = self._names(kind)[self._language] or _key(kind)
        short = _SHORT.search(name)
        return short[1] if short else name

    def _shown(self, value: _Value, world: _World) -> str:
        if isinstance(value, NamedNode):
            if value in world.kinds:
                return self._name(value, world)
            whole = value.value if _PAGE.match(value.value) else _key(value.value)
            return self._names(value.value)[self._language] or whole
        kind = value.datatype.value.rpartition("#")[2]
        if kind == "date":
            return _day(value.value, self._language)
        if kind == "boolean":
            return self._words.yes if value.value in {"true", "1"} else self._words.no
        if kind in {"integer", "decimal"}:
            return value.value.replace(".", ",") if self._language == "nl" else value.value
        return f"‘{value.value}’"


def _kind(types: set[_Value]) -> str:
    """The most telling of the classes of a thing: ours, and with the longest name."""
    names = sorted(kind.value for kind in types)
    return max(names, key=lambda name: (name.startswith(_DEF), len(name)))


def _day(text: str, language: str) -> str:
    try:
        return str(format_date(date.fromisoformat(text), "d MMMM y", locale=language))
    except ValueError:
        return text


def _local(predicate: NamedNode) -> str:
    return re.split(r"[/#]", predicate.value)[-1]


def _key(iri: str) -> str:
    return iri.rstrip("/").rpartition("/")[2]


def _owner(thing: NamedNode) -> str:
    """With what the key of a thing of a sender begins: its code and a hyphen."""
    return _key(thing.value).partition("-")[0] + "-"


def _order(thing: NamedNode) -> str:
    return thing.value


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
