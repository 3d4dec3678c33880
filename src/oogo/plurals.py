"""The plural of the names of our classes, in Dutch and English."""

from __future__ import annotations

import re

__all__ = ["plural"]

# What no rule below tells; the end of a compound word decides (bewijsstuk as stuk).
_DUTCH = {
    "aanbod": "aanbod",
    "begrip": "begrippen",
    "beleid": "beleid",
    "bron": "bronnen",
    "gemeente": "gemeenten",
    "indicator": "indicatoren",
    "initiatief": "initiatieven",
    "klasse": "klassen",
    "inzet": "inzetten",
    "oordeel": "oordelen",
    "overleg": "overleggen",
    "plan": "plannen",
    "status": "statussen",
    "stuk": "stukken",
    "tabel": "tabellen",
    "team": "teams",
    "verband": "verbanden",
    "besluit": "besluiten",
    "contract": "contracten",
}
# Names of which not only the last word and its adjectives change.
_WHOLE = {
    "op overeenstemming gericht overleg (oogo)": "op overeenstemming gerichte overleggen (oogo)",
    "wet of regeling": "wetten en regelingen",
    "consultation aimed at agreement (oogo)": "consultations aimed at agreement (oogo)",
}
_ENGLISH = {"series": "series", "piece": "pieces", "cannot": "cannot"}
_DUTCH_TAIL = re.compile(r" (?:over|van|bij|aan|in|op|passend|primair|voortgezet|te)\b.*| \(.*")
_ENGLISH_TAIL = re.compile(r" (?:of|on|about|at|in|by|be)\b.*| \(.*")
# A syllable with a double vowel loses one where it becomes open: afspraak, afspraken.
_DOUBLE = re.compile(r"(.*)(aa|ee|oo|uu)([bdfgklmnprst])")
_VOWELS = "aeiou"


def plural(name: str, number: int, language: str) -> str:
    """The name for so many of them; in a name of several words the noun and its adjective change.

    >>> plural("afspraak", 5, "nl"), plural("afspraak", 1, "nl"), plural("duty", 2, "en")
    ('afspraken', 'afspraak', 'duties')
    >>> plural("bestuurlijk overleg", 2, "nl"), plural("oogo over het jeugdplan", 2, "nl")
    ('bestuurlijke overleggen', 'oogo’s over het jeugdplan')
    """
    if number == 1 or not name:
        return name
    if name in _WHOLE:
        return _WHOLE[name]
    found = (_ENGLISH_TAIL if language == "en" else _DUTCH_TAIL).search(name)
    tail = found[0] if found else ""
    *before, noun = name[: len(name) - len(tail)].split(" ")
    if language == "en":
        return " ".join([*before, _english(noun)]) + tail
    return " ".join([*map(_inflected, before), _dutch(noun)]) + tail


def _inflected(adjective: str) -> str:
    """The adjective before a plural: bestuurlijk, bestuurlijke; lokaal, lokale."""
    if adjective.endswith("e"):
        return adjective
    double = _DOUBLE.fullmatch(adjective)
    return f"{double[1]}{double[2][0]}{double[3]}e" if double else adjective + "e"


def _dutch(noun: str) -> str:
    for end, many in _DUTCH.items():
        if noun.endswith(end):
            return noun[: len(noun) - len(end)] + many
    if noun.endswith(("e", "el", "em", "en", "er", "or")):
        return noun + "s"
    if double := _DOUBLE.fullmatch(noun):
        return f"{double[1]}{double[2][0]}{double[3]}en"
    if noun.endswith("schap"):
        return noun + "pen"
    if noun.endswith("heid"):
        return noun[:-4] + "heden"
    return noun + ("’s" if noun[-1] in _VOWELS else "en")


def _english(noun: str) -> str:
    if noun in _ENGLISH:
        return _ENGLISH[noun]
    if noun.endswith("y") and noun[-2:-1] not in _VOWELS:
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")
