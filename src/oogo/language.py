"""Dutch and English: texts in both, the choice between them, and the catalogue of the pages."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

__all__ = ["LANGUAGES", "Text", "catalogue", "folded", "gettext", "ngettext", "preferred"]

LANGUAGES = ("nl", "en")
_LOCALE = Path(__file__).parent / "locale"


@dataclass(frozen=True)
class Text:
    """One text in both languages."""

    nl: str
    en: str

    def __getitem__(self, language: str) -> str:
        """The text in this language."""
        return self.en if language == "en" else self.nl

    def tag(self, language: str) -> str:
        """The language of what a reader of this language sees: Dutch where there is no English."""
        return "nl" if self.en == self.nl else language

    def filled(self, values: Mapping[str, object]) -> Text:
        """The text with each ``{name}`` replaced by its value."""
        return Text(self.nl.format_map(values), self.en.format_map(values))


def preferred(accept_language: str) -> str:
    """The language an ``Accept-Language`` header likes best; Dutch when it likes neither."""
    liked = {"nl": 0.0, "en": 0.0}
    for part in accept_language.split(","):
        tag, _, weight = part.strip().partition(";")
        language = tag.strip().lower().partition("-")[0]
        if language in liked:
            liked[language] = max(liked[language], _quality(weight))
    return "en" if liked["en"] > liked["nl"] else "nl"


def _quality(weight: str) -> float:
    name, _, value = weight.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0


@cache
def catalogue(language: str) -> Mapping[str, str | tuple[str, ...]]:
    """The translations of the pages, by their Dutch source text; empty for Dutch itself."""
    path = _LOCALE / f"{language}.po"
    if not path.is_file():
        return {}
    with path.open("rb") as file:
        messages = read_po(file, locale=language)
    texts: dict[str, str | tuple[str, ...]] = {}
    for message in messages:
        if not message.id:
            continue
        source = message.id if isinstance(message.id, str) else message.id[0]
        target = message.string
        texts[source] = target if isinstance(target, str) else tuple(target or ())
    return texts


def gettext(language: str, source: str) -> str:
    """This text of the pages in this language."""
    target = catalogue(language).get(source, source)
    return target if isinstance(target, str) else target[0]


def ngettext(language: str, singular: str, plural: str, count: int) -> str:
    """This text of the pages in this language, for one or for more."""
    target = catalogue(language).get(singular)
    one, many = target if isinstance(target, tuple) else (singular, plural)
    return one if count == 1 else many


def folded(text: str) -> str:
    """The text without capitals and accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))
