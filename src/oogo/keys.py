"""API keys: for which organisation, with which role, until when.

A key is 256 random bits. Nobody can guess or try out such a number, so one round of SHA-256 is
enough: slow hashes such as scrypt protect passwords that people make up, and would cost 50 ms at
each request. Only the hash is kept; a key is shown once.
"""

from __future__ import annotations

import fcntl
import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from oogo.addresses import BASE
from oogo.errors import ForbiddenError, NotFoundError, ParameterError, UnauthorizedError
from oogo.keeping import write_whole
from oogo.workbook import forms

__all__ = ["PER_DAY", "ROLES", "Key", "Keys", "organisation_iri"]

# What each role may do; reading is one's own submissions, reading-all everybody's.
ROLES = {
    "lezer": frozenset({"read"}),
    "aanleveraar": frozenset({"read", "deliver"}),
    "beoordelaar": frozenset({"read", "read-all", "waive"}),
    "beheerder": frozenset({"read", "read-all", "deliver", "waive"}),
}
_PREFIX = "oogo_"
_ORGANISATIONS = ("https://identifier.overheid.nl/tooi/id/", BASE + "id/")
_SENDER = BASE + "vorm/blad/afzender"
_ID_LENGTH = 10
PER_DAY = 200


@dataclass(frozen=True)
class Key:
    """What is known of one key; ``until`` is its first day without effect."""

    id: str
    digest: str
    organisation: str
    role: str
    until: str
    made_at: str
    per_day: int = PER_DAY
    revoked_at: str = ""

    def may(self, act: str) -> bool:
        """Whether the role of this key allows this."""
        return act in ROLES[self.role]

    def counts(self, on: date) -> bool:
        """Whether the key has effect on this day."""
        return not self.revoked_at and on < date.fromisoformat(self.until)


class Keys:
    """The keys of a data folder, in one file that only its owner can read."""

    def __init__(self, data_dir: Path) -> None:
        """Kept in this folder; there is no key until somebody makes one."""
        self._file = data_dir / "keys.json"

    def all(self) -> tuple[Key, ...]:
        """All keys ever made, oldest first."""
        if not self._file.is_file():
            return ()
        return tuple(Key(**values) for values in json.loads(self._file.read_text("utf-8")))

    def add(
        self, organisation: str, role: str, until: date, *, per_day: int = PER_DAY
    ) -> tuple[Key, str]:
        """A new key and the secret that stands for it, which can never be shown again."""
        if role not in ROLES:
            raise ParameterError(
                f"er is geen rol ‘{role}’",
                f"there is no role ‘{role}’",
                remedy_nl=f"Kies uit: {', '.join(ROLES)}.",
                remedy_en=f"Choose from: {', '.join(ROLES)}.",
            )
        now = datetime.now(UTC)
        if until <= now.date():
            raise ParameterError(
                f"{until} is al voorbij",
                f"{until} has passed already",
                remedy_nl="Geef een einddatum in de toekomst.",
                remedy_en="Give an end date in the future.",
            )
        secret = _PREFIX + secrets.token_urlsafe(32)
        digest = _digest(secret)
        key = Key(
            id=digest[:_ID_LENGTH],
            digest=digest,
            organisation=organisation_iri(organisation),
            role=role,
            until=until.isoformat(),
            made_at=now.strftime("%Y-%m-%dT%H:%M:%SZ"),
            per_day=per_day,
        )
        with self._turn():
            self._write([*self.all(), key])
        return key, secret

    def revoke(self, id_: str) -> Key:
        """Let a key have no effect from now on."""
        with self._turn():
            keys = self.all()
            for key in keys:
                if key.id == id_:
                    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
                    revoked = replace(key, revoked_at=key.revoked_at or now)
                    self._write([revoked if each == key else each for each in keys])
                    return revoked
        raise NotFoundError(
            f"er is geen sleutel {id_}",
            f"there is no key {id_}",
            remedy_nl="‘oogo token list’ noemt de sleutels.",
            remedy_en="‘oogo token list’ lists the keys.",
        )

    def known(self, authorization: str) -> Key:
        """The key in an ``Authorization`` header; UnauthorizedError where it has no effect."""
        scheme, _, secret = authorization.partition(" ")
        if scheme.lower() != "bearer" or not secret.strip():
            raise _unauthorized("er is een sleutel nodig", "a key is needed")
        digest = _digest(secret.strip())
        # Every key is compared in full, so the time taken tells nothing about any of them.
        found = [key for key in self.all() if hmac.compare_digest(key.digest, digest)]
        if not found:
            raise _unauthorized("deze sleutel kennen we niet", "this key is not known")
        if not found[0].counts(datetime.now(UTC).date()):
            raise _unauthorized(
                "deze sleutel is verlopen of ingetrokken", "this key has expired or was revoked"
            )
        return found[0]

    def allowed(self, authorization: str, act: str) -> Key:
        """The key in this header, which may do this; else UnauthorizedError or ForbiddenError."""
        key = self.known(authorization)
        if not key.may(act):
            able = [role for role, acts in ROLES.items() if act in acts]
            raise ForbiddenError(
                f"de rol {key.role} mag dit niet",
                f"the role {key.role} may not do this",
                remedy_nl=f"Gebruik een sleutel met de rol {' of '.join(able)}.",
                remedy_en=f"Use a key with the role {' or '.join(able)}.",
            )
        return key

    def _write(self, keys: Iterable[Key]) -> None:
        write_whole(self._file, json.dumps([asdict(key) for key in keys], indent=1).encode())

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """One program at a time changes the keys: the service and the command may both run."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(self._file.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)


def organisation_iri(text: str) -> str:
    """The address of an organisation, given as such or by its official code.

    >>> organisation_iri("0632")
    'https://identifier.overheid.nl/tooi/id/gemeente/gm0632'
    """
    if text.startswith(_ORGANISATIONS) and not set(text) & set(' <>"{}|\\^`'):
        return text
    for kind in forms.load().sheets[_SENDER].columns[0].codes:
        if code := kind.normal(text.removeprefix("gm")):
            return kind.node(code).value
    raise ParameterError(
        f"‘{text}’ is geen organisatie",
        f"‘{text}’ is not an organisation",
        remedy_nl="Geef haar adres (IRI) of officiële code, bijvoorbeeld PO2604 of 0632.",
        remedy_en="Give its address (IRI) or official code, such as PO2604 or 0632.",
    )


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _unauthorized(nl: str, en: str) -> UnauthorizedError:
    return UnauthorizedError(
        nl,
        en,
        place="Authorization",
        remedy_nl="Neem de hele sleutel over (een programma stuurt ‘Authorization: Bearer …’), "
        "of vraag de beheerder van deze dienst om een nieuwe.",
        remedy_en="Copy the whole key (a program sends ‘Authorization: Bearer …’), "
        "or ask the operator of this service for a new one.",
    )
