"""An answer as a map: per municipality a figure or a word, and what nobody said.

Of an area of which the answer says nothing a map says just that, which is something else than
nought, "nee", "weet niet" and "n.v.t.". So are two different values for one area.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from babel.numbers import format_decimal
from pyoxigraph import Literal, NamedNode

from oogo.addresses import BASE
from oogo.geometry import Boundary, Box, boundary_of
from oogo.language import Text
from oogo.names import name_things
from oogo.questions import Cell, QuestionAnswer
from oogo.reading import Reader, page_query

__all__ = [
    "MOST_NAMED",
    "NOTHING",
    "SEVERAL",
    "Area",
    "Map",
    "Panel",
    "Shown",
    "map_of",
    "map_of_thing",
]

_MOST_PANELS = 12
MOST_NAMED = 24
_SHARES = ("%", "percent", "‰", "promil")
_AROUND = 0.6
NOTHING = Text("niets bekend", "nothing known")
SEVERAL = Text("meer dan één waarde", "more than one value")
_BELONGS = Text("hoort erbij", "belongs to it")
_PARTLY = Text("voor een deel", "in part")
_WORDS = Text("Kaart van {areas} gemeenten. {panels}", "Map of {areas} municipalities. {panels}")
_OF_THING = Text(
    "Kaart van {name}. Gemeenten: {own}. Eromheen: {around}.",
    "Map of {name}. Municipalities: {own}. Around it: {around}.",
)
_SAID = Text("{place} ({value})", "{place} ({value})")
_UNSTATED = Text("niet vermeld", "not stated")
_UNSAID = Text("niets bekend van {n}", "nothing known of {n}")
_WHOLLY = BASE + "begrip/dekking/geheel"


@dataclass(frozen=True)
class Area:
    """A municipality with its boundary, and what the boundary is from."""

    iri: str
    name: Text
    boundary: Boundary
    source: str
    source_name: Text


@dataclass(frozen=True)
class Shown:
    """What a map says of one area: a word, and the figure or the thing that it stands for."""

    word: str
    figure: float | None = None
    key: str = ""


@dataclass(frozen=True)
class Panel:
    """One of the small maps: its title, its unit, and what it says of which area."""

    title: str
    unit: str
    shown: Mapping[str, Shown]

    @property
    def is_share(self) -> bool:
        """Whether the figures are parts of a whole, which areas of any size can be shaded by."""
        return any(word in self.unit.casefold() for word in _SHARES)


@dataclass(frozen=True)
class Map:
    """Small maps of the same areas; of so many things no boundary is known, or no room is left."""

    areas: tuple[Area, ...]
    panels: tuple[Panel, ...]
    language: str
    unknown: tuple[str, ...] = ()
    left_out: int = 0
    title: str = ""

    @property
    def sources(self) -> tuple[tuple[str, Text], ...]:
        """What the boundaries are from: addresses and names."""
        found = {area.source: area.source_name for area in self.areas if area.source}
        return tuple(found.items())

    def in_words(self) -> str:
        """What who does not see the map should know; the table beside it has every value."""
        if self.title:
            shown = self.panels[0].shown
            partly = {iri for iri, each in shown.items() if each.key == _PARTLY.nl}
            own = [
                self._name(area.iri, shown[area.iri]) if area.iri in partly else name
                for area in self.areas
                if area.iri in shown and (name := area.name[self.language])
            ]
            others = [area.name[self.language] for area in self.areas if area.iri not in shown]
            parts = {"own": ", ".join(own), "around": ", ".join(others[:MOST_NAMED]) or "–"}
            return _OF_THING.filled({"name": self.title, **parts})[self.language]
        told = " ".join(f"{self._told(panel)}." for panel in self.panels)
        return _WORDS.filled({"areas": len(self.areas), "panels": told})[self.language]

    def told(self, area: Area, panel: Panel) -> str:
        """What this map says of this area, in words."""
        shown = panel.shown.get(area.iri)
        name = area.name[self.language]
        if shown is None:
            return name if self.title else f"{name}: {NOTHING[self.language]}"
        unit = f" ({panel.unit})" if panel.unit else ""
        return f"{name}: {shown.word}{unit}"

    def _told(self, panel: Panel) -> str:
        said = [self._name(iri, each) for iri, each in panel.shown.items()]
        missing = len(self.areas) - len(panel.shown)
        if missing:
            said.append(_UNSAID.filled({"n": missing})[self.language])
        title = f"{panel.title}: " if panel.title else ""
        return title + ", ".join(said[:MOST_NAMED])

    def _name(self, iri: str, shown: Shown) -> str:
        name = next(area.name[self.language] for area in self.areas if area.iri == iri)
        return _SAID.filled({"place": name, "value": shown.word})[self.language]


async def map_of(reader: Reader, answer: QuestionAnswer) -> Map | None:
    """The map that the question asks for; None where no boundary of its areas is known."""
    asked, language = answer.question.map, answer.language
    if asked is None or not answer.rows:
        return None
    areas = {area.iri: area for area in await _areas(reader)}
    at = {column.name: i for i, column in enumerate(answer.columns)}
    found: dict[tuple[str, str], dict[str, list[Cell]]] = {}
    unknown: dict[str, None] = {}
    for row in answer.rows:
        place, value = row[at[asked.area]], row[at[asked.value]]
        if str(place.value) not in areas:
            unknown[str(place.shown(language))] = None
            continue
        panel = _word(row[at[asked.panel]], language) if asked.panel else ""
        unit = _word(row[at[asked.unit]], language) if asked.unit else ""
        here = found.setdefault((panel, unit), {})
        here.setdefault(str(place.value), []).append(value)
    panels = tuple(
        Panel(title, unit, {iri: _shown(cells, language) for iri, cells in values.items()})
        for (title, unit), values in found.items()
    )
    if not panels:
        return None
    left_out = max(len(panels) - _MOST_PANELS, 0)
    drawn = tuple(areas.values())
    return Map(drawn, panels[:_MOST_PANELS], language, tuple(unknown), left_out)


async def map_of_thing(reader: Reader, iri: str, language: str) -> Map | None:
    """The municipalities of which a thing consists or which it is, among those around them."""
    found = await reader.rows(page_query("kaart-van-ding"), {"iri": NamedNode(iri)})
    if not found.rows:
        return None
    areas = await _areas(reader)
    known = {area.iri for area in areas}
    shown: dict[str, Shown] = {}
    for _, place, share in found.rows:
        wholly = share is None or _lexical(share) == _WHOLLY
        said = _BELONGS if wholly else _PARTLY
        if _lexical(place) in known and (wholly or _lexical(place) not in shown):
            shown[_lexical(place)] = Shown(said[language], None, said.nl)
    own = [area.boundary.box for area in areas if area.iri in shown]
    if not own:
        return None
    room = Box.around(own).wider(_AROUND)
    near = tuple(area for area in areas if area.boundary.box.meets(room))
    title = (await name_things(reader, [iri])).of(iri, language)
    return Map(near, (Panel("", "", shown),), language, title=title)


async def _areas(reader: Reader) -> tuple[Area, ...]:
    """Every municipality whose boundary the graph has, in the order of their names."""
    found = await reader.rows(page_query("kaart"))
    boundaries: dict[str, tuple[Boundary, str]] = {}
    for row in found.rows:
        iri, _, text, source = map(_lexical, row)
        boundary = boundary_of(text)
        if boundary is not None:
            boundaries[iri] = boundary, source
    sources = {source for _, source in boundaries.values() if source}
    names = await name_things(reader, {*boundaries, *sources})

    def named(iri: str) -> Text:
        return Text(names.of(iri, "nl"), names.of(iri, "en")) if iri else Text("", "")

    areas = [
        Area(iri, named(iri), boundary, source, named(source))
        for iri, (boundary, source) in boundaries.items()
    ]
    return tuple(sorted(areas, key=lambda area: (area.name.nl.casefold(), area.iri)))


def _shown(cells: Sequence[Cell], language: str) -> Shown:
    """One value, also where several rows repeat it; different words are joined."""
    values = list({cell.value: cell for cell in cells}.values())
    first = values[0]
    if all(_is_figure(cell) for cell in values):
        if len(values) > 1:
            return Shown(SEVERAL[language], None, SEVERAL.nl)
        number = float(first.value or 0)
        return Shown(format_decimal(number, locale=language), number)
    words = [_word(cell, language) for cell in values]
    return Shown(" + ".join(words), None, " ".join(str(cell.value) for cell in values))


def _is_figure(cell: Cell) -> bool:
    return isinstance(cell.value, int | float) and not isinstance(cell.value, bool)


def _word(cell: Cell, language: str) -> str:
    shown = cell.shown(language)
    return _UNSTATED[language] if shown is None else str(shown)


def _lexical(term: object) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else ""
