"""A term goes only after notice, and release notes are what the RDF differs in."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from oogo import cli, releases

DEF = "https://w3id.org/oogo/def/"
DEPRECATED = NamedNode("http://www.w3.org/2002/07/owl#deprecated")
TRUE = Literal("true", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#boolean"))
TABLE = f"{DEF}Overlegtafel"


@pytest.fixture(scope="module")
def now() -> frozenset[Triple]:
    return releases.present()


def without(triples: frozenset[Triple], iri: str) -> frozenset[Triple]:
    return frozenset(each for each in triples if each.subject != NamedNode(iri))


def test_nothing_went_without_notice_since_the_last_version(now: frozenset[Triple]) -> None:
    version, before = releases.kept()
    found = releases.changes(before, now)
    assert len(before) > 5000
    assert found.vanished == (), f"was in {version}: keep it, with owl:deprecated true"


def test_a_changed_model_has_a_version_of_its_own(now: frozenset[Triple]) -> None:
    version, before = releases.kept()
    assert (before == now) == (releases.version() == version)


def test_a_term_that_is_taken_out_is_found(now: frozenset[Triple]) -> None:
    found = releases.changes(now, without(now, TABLE))
    assert found.vanished == (TABLE,)
    assert found.withdrawn == ()


def test_a_term_may_go_after_a_version_that_advises_against_it(now: frozenset[Triple]) -> None:
    advised = now | {Triple(NamedNode(TABLE), DEPRECATED, TRUE)}
    assert releases.changes(now, advised).deprecated == (TABLE,)
    found = releases.changes(advised, without(now, TABLE))
    assert (found.vanished, found.withdrawn) == ((), (TABLE,))


def test_the_notes_say_what_differs(now: frozenset[Triple]) -> None:
    label = next(
        each
        for each in now
        if each.subject == NamedNode(TABLE)
        and each.predicate.value.endswith("#label")
        and each.object == Literal("overlegtafel", language="nl")
    )
    renamed = (now - {label}) | {
        Triple(label.subject, label.predicate, Literal("tafel", language="nl"))
    }
    assert releases.notes("1.0.0", now, renamed, "nl") == (
        "# Wijzigingen in het model sinds 1.0.0\n\n## Gewijzigd (1)\n\n"
        "- `def/Overlegtafel` tafel: naam\n"
    )
    assert "## Added (1)" in releases.notes("1.0.0", without(now, TABLE), now, "en")


def test_the_command_fails_on_a_term_without_notice(
    now: frozenset[Triple], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["release-notes"]) == 0
    assert "begrip/gewenste-rol/geen-wijziging" in capsys.readouterr().out
    monkeypatch.setattr(releases, "present", lambda: without(now, TABLE))
    assert cli.main(["release-notes", "--since", "1.0.0"]) == 1
    assert "## Verdwenen zonder aankondiging (1)" in capsys.readouterr().out
    assert cli.main(["release-notes", "--since", "0.1.0"]) == 2
