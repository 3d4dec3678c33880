"""Notes in the cells of a workbook of Excel; all parts that need no note stay byte for byte."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from oogo.workbook.archive import Archive
from oogo.workbook.markup import events
from oogo.workbook.places import cell_name, row_and_column
from oogo.workbook.splice import Element, elements, escape, insert, quoteattr
from oogo.workbook.xlsx import sheet_parts

__all__ = ["AUTHOR", "annotate"]

AUTHOR = "OOGO"
_STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_TYPES = "[Content_Types].xml"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# What may follow legacyDrawing in a worksheet (ECMA-376, CT_Worksheet).
_LATER = {
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
}
_SHAPE_TYPE = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
    'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_VML_SPACES = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)


@dataclass
class _Package:
    """The parts that change, over those of the file as it came."""

    archive: Archive
    changed: dict[str, bytes] = field(default_factory=dict)

    def read(self, part: str) -> bytes:
        return self.changed[part] if part in self.changed else self.archive.read(part)

    def holds(self, part: str) -> bool:
        return part in self.changed or part in self.archive

    def free(self, pattern: str) -> str:
        """The first name of this pattern that no part has."""
        number = 1
        while self.holds(pattern.format(number)):
            number += 1
        return pattern.format(number)


def annotate(
    archive: Archive, file: str, notes: Mapping[str, Mapping[str, str]]
) -> dict[str, bytes]:
    """The parts to replace or add for these notes: sheet name → cell → text."""
    package = _Package(archive)
    sheets, _ = sheet_parts(archive, file)
    for sheet in sheets:
        if sheet.name in notes:
            _annotate_sheet(package, sheet.part, notes[sheet.name])
    return package.changed


def _annotate_sheet(package: _Package, sheet: str, notes: Mapping[str, str]) -> None:
    root = _root(package, sheet)
    parts = _related(package, sheet, root)
    office = _STRICT_OFFICE if root.space == _STRICT else _OFFICE
    comments = parts.get("comments", "")
    threads = _threaded(package, parts.get("threadedComment", ""))
    notes = _beside(notes, threads)
    new = set(notes)
    if comments:
        new -= _extend_comments(package, comments, notes)
    else:
        comments = package.free("xl/comments{}.xml")
        package.changed[comments] = _comments(root.space, notes).encode()
        _relate(package, sheet, f"{office}/comments", comments)
        _declare(
            package,
            f'<Override xmlns="{_PACKAGE}/content-types" PartName="/{comments}" '
            f'ContentType="{_COMMENTS_TYPE}"/>',
        )
    drawing = parts.get("vmlDrawing", "")
    if drawing:
        _extend_drawing(package, drawing, new)
    elif new:
        drawing = package.free("xl/drawings/vmlDrawing{}.vml")
        package.changed[drawing] = _drawing(new, _number(drawing)).encode()
        identifier = _relate(package, sheet, f"{office}/vmlDrawing", drawing)
        _point_to_drawing(package, sheet, root, f'xmlns:r="{office}" r:id="{identifier}"')
        _declare_vml(package)


def _root(package: _Package, sheet: str) -> Element:
    """The sheet and what stands directly in it, without its rows."""
    return next(elements(package.read(sheet), sheet, depth=3))


def _related(package: _Package, part: str, root: Element) -> dict[str, str]:
    """Comments, threaded comments and note drawing of this sheet, by kind."""
    relations = _relations_of(part)
    found: dict[str, str] = {}
    if not package.holds(relations):
        return found
    folder = posixpath.dirname(part)
    drawings = {}
    for element in elements(package.read(relations), relations, "Relationship"):
        kind = element.attributes.get("Type", "").rpartition("/")[2]
        target = posixpath.join("/" + folder, element.attributes.get("Target", ""))
        target = posixpath.normpath(target).lstrip("/")
        if kind == "vmlDrawing":
            drawings[element.attributes.get("Id", "")] = target
        elif kind in {"comments", "threadedComment"} and package.holds(target):
            found[kind] = target
    for child in root.children:
        target = drawings.get(child.attributes.get("id", ""), "")
        if child.name == "legacyDrawing" and package.holds(target):
            found["vmlDrawing"] = target
    return found


def _threaded(package: _Package, part: str) -> set[str]:
    """The cells with a conversation; Excel shows that instead of a note."""
    if not part:
        return set()
    found = elements(package.read(part), part, "threadedComment")
    return {element.attributes["ref"] for element in found if "ref" in element.attributes}


def _beside(notes: Mapping[str, str], threads: set[str]) -> dict[str, str]:
    """The notes, with those of a cell that holds a conversation in the cell to its right."""
    placed: dict[str, str] = {}
    for cell, text in notes.items():
        row, column = row_and_column(cell)
        while cell_name(row, column) in threads:
            column += 1
        name = cell_name(row, column)
        words = text if name == cell else f"Bij cel {cell}: {text}"
        placed[name] = f"{placed[name]}\n\n{words}" if name in placed else words
    return placed


# comments


def _comments(space: str, notes: Mapping[str, str]) -> str:
    listed = "".join(_comment(cell, text, 0) for cell, text in notes.items())
    return (
        f'{_DECLARATION}<comments xmlns="{space}"><authors><author>{AUTHOR}</author></authors>'
        f"<commentList>{listed}</commentList></comments>"
    )


def _comment(cell: str, text: str, author: int, space: str = "") -> str:
    name = f' xmlns="{space}"' if space else ""
    return f'<comment{name} ref="{cell}" authorId="{author}"><text>{_run(text)}</text></comment>'


def _run(text: str, space: str = "") -> str:
    name = f' xmlns="{space}"' if space else ""
    return f'<r{name}><t xml:space="preserve">{escape(text)}</t></r>'


def _extend_comments(package: _Package, part: str, notes: Mapping[str, str]) -> set[str]:
    """Put the notes among the comments there are; the cells that had one already."""
    data = package.read(part)
    found = list(elements(data, part, "authors", "author", "commentList", "comment"))
    space = found[0].space
    by_name = {element.name: element for element in found}
    author = sum(element.name == "author" for element in found)
    old = {e.attributes.get("ref", ""): e for e in found if e.name == "comment"}
    pieces: dict[int, str] = {}
    for cell in notes.keys() & old.keys():
        text = next((child for child in old[cell].children if child.name == "text"), None)
        if text is not None and not text.closed:
            pieces[text.close] = _run(f"\n\n{AUTHOR}: {notes[cell]}", space)
    fresh = [cell for cell in notes if cell not in old]
    names, comments = by_name["authors"], by_name["commentList"]
    _append(pieces, data, names, f'<author xmlns="{space}">{AUTHOR}</author>')
    added = "".join(_comment(cell, notes[cell], author, space) for cell in fresh)
    _append(pieces, data, comments, added)
    package.changed[part] = _spliced(data, pieces)
    return set(old) & set(notes)


_OPENED = "\x00"


def _append(pieces: dict[int, str], data: bytes, element: Element, text: str) -> None:
    """Note that text goes in at the end of an element, opening it where it has no content."""
    if element.closed:
        tag = data[element.start : element.end].decode()
        name = re.split(r"[\s/>]", tag[1:], maxsplit=1)[0]
        pieces[element.end] = f"{_OPENED}{text}</{name}>"
    else:
        pieces[element.close] = text


def _spliced(data: bytes, pieces: Mapping[int, str]) -> bytes:
    """Insert; a piece that opens an empty element first takes its slash away."""
    shift = 0
    plain: dict[int, str] = {}
    for offset, text in sorted(pieces.items()):
        if text.startswith(_OPENED):
            at = offset + shift
            data = data[: at - 2] + b">" + data[at:]
            shift -= 1
        plain[offset + shift] = text.removeprefix(_OPENED)
    return insert(data, plain)


# the drawing that Excel keeps the boxes of notes in


def _drawing(cells: Iterable[str], number: int) -> str:
    ordered = sorted(cells, key=row_and_column)
    blocks = ",".join(str(number + extra) for extra in range(len(ordered) // 1000 + 1))
    shapes = "".join(_shape(cell, number * 1024 + index) for index, cell in enumerate(ordered, 1))
    return (
        f'<xml {_VML_SPACES}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{blocks}"/>'
        f"</o:shapelayout>{_SHAPE_TYPE}{shapes}</xml>"
    )


def _number(part: str) -> int:
    found = re.search(r"([0-9]+)\.vml$", part)
    return 40 + int(found[1]) * 8 if found else 40


def _extend_drawing(package: _Package, part: str, cells: set[str]) -> None:
    """Add boxes; done in text, as Excel's own drawings are not always well-formed XML."""
    text = package.read(part).decode("utf-8", "surrogateescape")
    position = text.rfind("</xml>")
    used = [int(number) for number in re.findall(r"_x0000_s([0-9]{1,9})", text)]
    first = max(used, default=1024) + 1
    ordered = sorted(cells, key=row_and_column)
    shapes = [_shape(cell, first + index) for index, cell in enumerate(ordered)]
    if "_x0000_t202" not in text:
        shapes.insert(0, _SHAPE_TYPE.replace("<v:shapetype", f"<v:shapetype {_VML_SPACES}", 1))
    if cells and position >= 0:
        changed = text[:position] + "".join(shapes) + text[position:]
        package.changed[part] = changed.encode("utf-8", "surrogateescape")


def _shape(cell: str, number: int) -> str:
    row, column = row_and_column(cell)
    anchor = f"{column}, 15, {max(row - 2, 0)}, 10, {column + 4}, 15, {row + 5}, 4"
    return (
        f'<v:shape {_VML_SPACES} id="_x0000_s{number}" type="#_x0000_t202" '
        'style="position:absolute;width:260pt;height:110pt;z-index:1;visibility:hidden" '
        'fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
        '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
        '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill>"
        f"<x:Row>{row - 1}</x:Row><x:Column>{column - 1}</x:Column></x:ClientData></v:shape>"
    )


# relations and content types


def _relations_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _relate(package: _Package, part: str, kind: str, target: str) -> str:
    """Relate the part to the target; the identifier of the relation."""
    relations = _relations_of(part)
    identifier = "oogo" + kind.rpartition("/")[2]
    entry = (
        f'<Relationship xmlns="{_PACKAGE}/relationships" Id="{identifier}" '
        f"Type={quoteattr(kind)} Target={quoteattr('/' + target)}/>"
    )
    if not package.holds(relations):
        empty = f'<Relationships xmlns="{_PACKAGE}/relationships"></Relationships>'
        package.changed[relations] = (_DECLARATION + empty).encode()
    _append_to_root(package, relations, entry)
    return identifier


def _append_to_root(package: _Package, part: str, entry: str) -> None:
    data = package.read(part)
    pieces: dict[int, str] = {}
    _append(pieces, data, next(elements(data, part)), entry)
    package.changed[part] = _spliced(data, pieces)


def _declare(package: _Package, entry: str) -> None:
    _append_to_root(package, _TYPES, entry)


def _declare_vml(package: _Package) -> None:
    for kind, name, attributes in events(package.read(_TYPES), _TYPES):
        if kind == "start" and name == "Default" and attributes["Extension"].lower() == "vml":
            return
    data = package.read(_TYPES)
    root = next(elements(data, _TYPES))
    entry = f'<Default xmlns="{_PACKAGE}/content-types" Extension="vml" ContentType="{_VML_TYPE}"/>'
    package.changed[_TYPES] = insert(data, {root.inside: entry})


def _point_to_drawing(package: _Package, sheet: str, root: Element, pointer: str) -> None:
    """Name the drawing in the sheet, in the order that the standard asks for."""
    at = next((child.start for child in root.children if _is_later(child)), root.close)
    entry = f'<legacyDrawing xmlns="{root.space}" {pointer}/>'
    package.changed[sheet] = insert(package.read(sheet), {at: entry})


def _is_later(child: Element) -> bool:
    if child.name != "AlternateContent":
        return child.name in _LATER
    return any(inner.name in _LATER for choice in child.children for inner in choice.children)
