"""Keys: shown once, kept as a hash, without effect after their end."""

from __future__ import annotations

import stat
from datetime import date, timedelta
from pathlib import Path

import pytest

from oogo.cli import main
from oogo.errors import ForbiddenError, NotFoundError, ParameterError, UnauthorizedError
from oogo.keys import ROLES, Keys, organisation_iri

TOMORROW = date.today() + timedelta(days=1)
SWV = "https://w3id.org/oogo/id/samenwerkingsverband/PO2604"


def test_without_anybody_making_one_there_is_no_key(tmp_path: Path) -> None:
    with pytest.raises(UnauthorizedError):
        Keys(tmp_path).known("Bearer oogo_")
    assert Keys(tmp_path).all() == ()


def test_a_key_names_organisation_and_role(tmp_path: Path) -> None:
    made, secret = Keys(tmp_path).add("PO2604", "aanleveraar", TOMORROW)
    known = Keys(tmp_path).known(f"Bearer {secret}")
    assert known == made
    assert (known.organisation, known.role) == (SWV, "aanleveraar")


def test_only_the_hash_is_kept_and_only_for_the_owner(tmp_path: Path) -> None:
    _, secret = Keys(tmp_path).add("PO2604", "lezer", TOMORROW)
    file = tmp_path / "keys.json"
    assert secret not in file.read_text()
    assert secret.removeprefix("oogo_") not in file.read_text()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    # 32 bytes in base64 without padding are 43 signs.
    assert len(secret) == len("oogo_") + 43


@pytest.mark.parametrize(
    "header",
    ["", "Bearer", "Bearer ", "Basic {secret}", "Bearer {secret}x", "{secret}", "Bearer oogo_"],
)
def test_what_is_no_key(tmp_path: Path, header: str) -> None:
    _, secret = Keys(tmp_path).add("PO2604", "lezer", TOMORROW)
    with pytest.raises(UnauthorizedError):
        Keys(tmp_path).known(header.format(secret=secret))


def test_scheme_in_any_case(tmp_path: Path) -> None:
    _, secret = Keys(tmp_path).add("PO2604", "lezer", TOMORROW)
    assert Keys(tmp_path).known(f"bearer {secret}")


def test_a_key_ends(tmp_path: Path) -> None:
    key, _ = Keys(tmp_path).add("PO2604", "lezer", TOMORROW)
    assert key.counts(date.today())
    assert not key.counts(TOMORROW)
    with pytest.raises(ParameterError):
        Keys(tmp_path).add("PO2604", "lezer", date.today())


def test_revoked_is_without_effect_and_stays_on_record(tmp_path: Path) -> None:
    keys = Keys(tmp_path)
    key, secret = keys.add("PO2604", "lezer", TOMORROW)
    other, _ = keys.add("0632", "lezer", TOMORROW)
    assert keys.revoke(key.id).revoked_at
    with pytest.raises(UnauthorizedError):
        keys.known(f"Bearer {secret}")
    assert [each.id for each in keys.all()] == [key.id, other.id]
    assert keys.all()[1] == other
    with pytest.raises(NotFoundError):
        keys.revoke("bestaatniet")


def test_what_each_role_may(tmp_path: Path) -> None:
    """Goals, section C: lezer, aanleveraar, beoordelaar, beheerder."""
    may = {
        "lezer": "read",
        "aanleveraar": "read deliver",
        "beoordelaar": "read read-all waive",
        "beheerder": "read read-all deliver waive",
    }
    assert set(ROLES) == set(may)
    for role, acts in may.items():
        _, secret = Keys(tmp_path).add("PO2604", role, TOMORROW)
        for act in ("read", "read-all", "deliver", "waive"):
            if act in acts.split():
                assert Keys(tmp_path).allowed(f"Bearer {secret}", act).role == role
            else:
                with pytest.raises(ForbiddenError):
                    Keys(tmp_path).allowed(f"Bearer {secret}", act)
    with pytest.raises(ParameterError):
        Keys(tmp_path).add("PO2604", "baas", TOMORROW)


@pytest.mark.parametrize(
    ("text", "iri"),
    [
        ("PO2604", SWV),
        (SWV, SWV),
        ("0632", "https://identifier.overheid.nl/tooi/id/gemeente/gm0632"),
        ("gm0632", "https://identifier.overheid.nl/tooi/id/gemeente/gm0632"),
        ("40169", "https://w3id.org/oogo/id/schoolbestuur/40169"),
    ],
)
def test_organisation_by_code_or_address(text: str, iri: str) -> None:
    assert organisation_iri(text) == iri


@pytest.mark.parametrize("text", ["", "Woerden", "PO-09", "https://example.org/x", SWV + "> ."])
def test_what_is_no_organisation(text: str) -> None:
    with pytest.raises(ParameterError):
        organisation_iri(text)


def test_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def run(*arguments: str) -> tuple[int, str]:
        code = main(["token", *arguments, "--data-dir", str(tmp_path)])
        return code, capsys.readouterr().out

    until = TOMORROW.isoformat()
    asked = ("--organisation", "PO2604", "--role", "aanleveraar", "--until", until)
    code, shown = run("add", *asked)
    secret = shown.splitlines()[-1]
    key = Keys(tmp_path).known(f"Bearer {secret}")
    assert code == 0
    code, shown = run("list")
    assert (code, secret in shown, key.id in shown, SWV in shown) == (0, False, True, True)
    assert run("revoke", key.id)[0] == 0
    assert "ingetrokken" in run("list")[1]
    assert run("revoke")[0] == 2
    assert run("revoke", "bestaatniet")[0] == 2
    assert run("add", "--organisation", "PO2604")[0] == 2
