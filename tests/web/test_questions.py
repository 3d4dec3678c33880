"""The pages of the question library."""

from __future__ import annotations

from urllib.parse import quote

from starlette.testclient import TestClient

from tests.web.pages import HTML, Page

TOPIC = "https://w3id.org/oogo/begrip/onderwerp/voorkomen-schooluitval"


def test_page_has_form_table_sources_and_edition(site: TestClient) -> None:
    page = Page(site.get("/questions/afspraken-per-sector", headers=HTML).text)
    assert "primair onderwijs po 63 6 7 25 120" in page.text  # document 000, line 2142
    assert "tabel 2-14b" in page.text
    assert "regel 2142" in page.text
    assert "154 van 388 gemeenten" in page.text
    assert "Antwoord uit editie 1." in page.text
    assert page.attributes("select", "name") == ["onderwerp"]
    assert "#bron-1" in page.attributes("a", "href")
    assert "bron-1" in page.ids


def test_each_table_is_named_once_with_all_its_lines(site: TestClient) -> None:
    page = Page(site.get("/questions/ondersteuning-per-gemeente", headers=HTML).text)
    # Document 003, lines 1695-1703: 35 cells of one table.
    assert page.text.count("tabel C-gemeenten (") == 1
    assert [each for each in page.ids if each.startswith("bron-")] == [
        f"bron-{n}" for n in range(1, 36)
    ]


def test_parameter_changes_the_answer_and_the_links(site: TestClient) -> None:
    page = Page(
        site.get("/questions/afspraken-per-sector", params={"onderwerp": TOPIC}, headers=HTML).text
    )
    assert "primair onderwijs po 65" in page.text  # document 000, line 2392
    links = page.attributes("a", "href")
    query = "?onderwerp=" + quote(TOPIC, safe="")
    for suffix in (".csv", ".xlsx", ".json"):
        assert f"/api/v1/questions/afspraken-per-sector{suffix}{query}" in links
    assert any(link.startswith("/sparql?text=") for link in links)
    assert f"/questions/afspraken-per-sector{query}&edition=1" in links


def test_the_sparql_behind_it_opens_in_the_workbench(site: TestClient) -> None:
    page = Page(site.get("/questions/agendapunten-per-thema", headers=HTML).text)
    (link,) = [each for each in page.attributes("a", "href") if each.startswith("/sparql?text=")]
    opened = site.get(link, headers=HTML)
    assert opened.status_code == 200
    assert "oogo:heeftAgendapunt" in opened.text


def test_english_question(site: TestClient) -> None:
    answer = site.get("/questions/deelnemers-per-overleg?lang=en", headers=HTML)
    site.cookies.clear()
    text = Page(answer.text).text
    assert "occasionally, consultation of officials" in text
    assert "What this rests on" in text


def test_hostile_value_is_shown_as_text(site: TestClient) -> None:
    answer = site.get(
        "/questions/afspraken-per-sector?onderwerp=<script>alert(1)</script>", headers=HTML
    )
    assert answer.status_code == 400
    assert "<script>" not in answer.text


def test_errors_are_pages(site: TestClient) -> None:
    unknown = site.get("/questions/bestaat-niet", headers=HTML)
    assert unknown.status_code == 404
    assert "Er is geen vraag die ‘bestaat-niet’ heet." in Page(unknown.text).text
    wrong = site.get("/questions/afspraken-per-sector?x=1", headers=HTML)
    assert wrong.status_code == 400
    assert "Kies uit: onderwerp." in Page(wrong.text).text
    as_json = site.get("/questions/bestaat-niet", headers={"Accept": "application/json"})
    assert as_json.headers["content-type"] == "application/problem+json"
    assert as_json.json()["detail"] == "er is geen vraag die ‘bestaat-niet’ heet"


def test_an_unknown_address_is_told_in_the_language_of_the_visitor(site: TestClient) -> None:
    english = "There is nothing at this address. Look whether the address is written well"
    assert english in Page(site.get("/bestaat-niet?lang=en", headers=HTML).text).text
    dutch = Page(site.get("/bestaat-niet?lang=nl", headers={**HTML, "Accept-Language": "en"}).text)
    assert "Op dit adres is niets." in dutch.text
    assert "/search" in dutch.attributes("a", "href")
    site.cookies.clear()


def test_old_edition_is_not_passed_off_as_this_one(site: TestClient) -> None:
    assert site.get("/questions/afspraken-per-sector?edition=1").status_code == 200
    assert site.get("/questions/afspraken-per-sector?edition=99").status_code == 404
