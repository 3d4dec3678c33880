"""How personal data look in running text: numbers, names, dates, addresses, small counts."""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["SMALL", "in_text", "is_citizen_number", "is_private_contact", "mask"]

SMALL = 5
_URL = re.compile(r"(?:https?|ftp)://[^\s<>\"]+|www\.[^\s<>\"]+")
_OURS = "https://w3id.org/oogo/id/"
_NINE = re.compile(
    r"(?<![\w.,/-])(?:[0-9]{9}|[0-9]{3}([. -])[0-9]{3}\1[0-9]{3}|[0-9]{4}[. ][0-9]{2}[. ][0-9]{3})"
    r"(?![\w-]|[.,][0-9])"
)
_LAST_STEP = re.compile(r"(?<=/)[0-9]{9}(?![\w.-])")
_OTHER_NUMBER = re.compile(
    r"(rsin|kvk|oin|btw|dossier|zaak|corsa|nummer besluit)\W*$", re.IGNORECASE
)
_MAIL = re.compile(r"[\w.+-]{1,64}@([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)")
_PRIVATE = re.compile(
    r"(?:gmail|googlemail|hotmail|outlook|live|msn|yahoo|ymail|icloud|me|mac|aol|gmx|proton|"
    r"protonmail|ziggo|kpnmail|kpnplanet|planet|xs4all|home|hetnet|telfort|casema|chello|upcmail|"
    r"quicknet|solcon|online|zonnet|tele2|wxs|freeler|caiway|delta|zeelandnet|versatel|hccnet)"
    r"\.(?:com|nl|net|org|eu|be|de|me|ch|co\.uk)",
    re.IGNORECASE,
)
_MOBILE = re.compile(r"(?<![\w+])(?:\+31|0031|0)[\s-]?(?:\(0\))?6(?:[\s.-]?[0-9]){8}(?!\w)")
_DATE = (
    r"(?:[0-9]{1,2}[-/. ][0-9]{1,2}[-/. ](?:[0-9]{4}|[0-9]{2})|[0-9]{4}-[0-9]{2}-[0-9]{2}|"
    r"[0-9]{1,2} (?:jan|feb|maart|mrt|apr|mei|jun|jul|aug|sep|okt|nov|dec)[a-z]*\.? [0-9]{4})"
)
_BORN = re.compile(
    rf"\b(?:geboren|geboortedatum|geb|born|date of birth)\b[^0-9\n]{{0,15}}({_DATE})", re.IGNORECASE
)
_PUPIL = re.compile(
    r"\b(?:[Ll]eerlinge?|[Kk]ind|[Jj]ongen|[Mm]eisje|[Jj]eugdige|[Zz]oon|[Dd]ochter|[Pp]upil|"
    r"[Ss]cholier|[Tt]huiszitter|[Cc]asus)\b(?:\s*[:,]\s*|\s+(?:genaamd\s+)?)"
    r"((?:[A-Z]\.\s?)+(?:(?:van|de|den|der|ter|ten|el|al)\s+){0,3}[A-Z][a-zà-ÿ]+|"
    r"[A-Z][a-zà-ÿ]{1,20}(?:\s(?:(?:van|de|den|der|ter|ten|el|al)\s+){0,3}[A-Z][a-zà-ÿ]+)?)"
)
_NO_NAME = re.compile(
    r"(?:.*(?:onderwijs|school|college|team|hulp|zorg|punt|centrum|plan|beleid|volg|wet|overleg|"
    r"regio|verband|gezin|stichting|vervoer|profiel|plein|huis|raad|agenda)s?|De|Het|Een|In|Op|"
    r"Bij|Voor|Met|Na|Wie|Wat|Waar|Als|Dit|Deze|Die|Dat|Is|Er|Passend|Passende|Inclusie|Centraal|"
    r"Ja|Nee|Po|Vo|Naam|Leeftijd|Type|Aantal|Soort|Jeugd|Utrecht|Nederland|The|Name|Number)",
)
_COUNT = re.compile(
    r"(?<![\w.,/-])([0-4]|twee|drie|vier)\s+(?:\w+e\s+)?"
    r"(?:leerling(?:en)?|kind(?:eren)?|jeugdigen?|thuiszitters?|jongeren?|scholier(?:en)?|"
    r"persoon|personen|pupils?|children)\b",
    re.IGNORECASE,
)
_NO_COUNT = re.compile(
    r"(?:op de|per|maximaal|maximum|max\.?|minimaal|minimum|min\.?|minstens|ten minste|hooguit|"
    r"hoogstens|minder dan|meer dan|groepen van|groep|klas|leerjaar|cluster|fase|artikel|lid|tot|"
    r"van elke|fewer than|at most)\s*$",
    re.IGNORECASE,
)
_NO_COUNT_AFTER = re.compile(r"\s*(?:per|in een groep|tegelijk)\b", re.IGNORECASE)


def in_text(text: str) -> Iterator[tuple[str, str]]:
    """Each piece of personal data in the text, as rule code and the words that show it."""
    own, plain = _without_addresses(text)
    for found in [*_NINE.finditer(plain), *_LAST_STEP.finditer(own)]:
        known = _OTHER_NUMBER.search(plain[: found.start()]) if found.string is plain else None
        if is_citizen_number(found[0]) and not known:
            yield "PG-01", found[0]
    for found in _PUPIL.finditer(plain):
        if not _NO_NAME.fullmatch(found[1].split()[0]):
            yield "PG-02", found[1]
    for found in _BORN.finditer(plain):
        yield "PG-03", found[1]
    for found in _MAIL.finditer(plain):
        if _PRIVATE.fullmatch(found[1]):
            yield "PG-04", found[0]
    for found in _MOBILE.finditer(plain):
        yield "PG-04", found[0]
    for found in _COUNT.finditer(plain):
        before, after = plain[: found.start()], plain[found.end() :]
        if not _NO_COUNT.search(before) and not _NO_COUNT_AFTER.match(after):
            yield "PG-05", found[1]


def _without_addresses(text: str) -> tuple[str, str]:
    """Our own addresses in the text, and the text without any address."""
    addresses = [found[0] for found in _URL.finditer(text)]
    own = "\n".join(address for address in addresses if address.startswith(_OURS))
    return own, _URL.sub(" ", text)


def is_citizen_number(text: str) -> bool:
    """Whether these nine digits pass the eleven test of the citizen service number.

    >>> is_citizen_number("111222333"), is_citizen_number("111222334")
    (True, False)
    """
    digits = [int(sign) for sign in text if sign.isdigit()]
    if len(digits) != 9 or not any(digits):
        return False
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(w * d for w, d in zip(weights, digits, strict=True)) % 11 == 0


def is_private_contact(text: str) -> bool:
    """Whether the text is a private mail address or a mobile number."""
    return any(rule == "PG-04" for rule, _ in in_text(text))


def mask(rule: str, text: str) -> str:
    """The words with all but a hint of them hidden.

    >>> mask("PG-01", "111222333"), mask("PG-02", "Sanne"), mask("PG-05", "3")
    ('•••••••33', 'S••••', '< 5')
    """
    if rule == "PG-05":
        return f"< {SMALL}"
    if rule == "PG-01":
        return re.sub(r"[0-9](?=(?:.*[0-9]){2})", "•", text)
    if rule == "PG-02":
        return re.sub(r"(?<=\w)\w", "•", text)
    head, at, domain = text.partition("@")
    return f"{head[:1]}•••{at}{domain}" if at else re.sub(r"[0-9]", "•", text)
