"""A visitor of the workbench in a real browser: with script and without, mouse and keyboard."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

PREFIXES = "PREFIX oogo: <https://w3id.org/oogo/def/>\nPREFIX org: <http://www.w3.org/ns/org#>\n"
FRUIT = "SELECT ?wat ?aantal { VALUES (?wat ?aantal) { ('appels' 3) ('peren' 5) } }"
MEMBERS = PREFIXES + "SELECT ?tafel ?lid { ?x org:organization ?tafel ; org:member ?lid }"
WRONG = "SELECT ?s WHERE {\n  ?s a \n}"
NOTHING = "SELECT ?s { ?s <x:p> 1 }"
SLOW = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
GEMEENTE = "https://identifier.overheid.nl/tooi/id/gemeente"
HOSTILE = "<img src=x onerror=alert(1)>"


def opened(browser: Browser, address: str, **settings: object) -> Page:
    """A new visitor, whose browser asks nothing of another machine."""
    context = browser.new_context(base_url=address, locale="nl-NL", **settings)  # type: ignore[arg-type]
    context.set_default_timeout(15_000)
    return context.new_page()


def editor(page: Page) -> str:
    """What stands in the editor, after it has come."""
    lines = page.locator(".cm-line")
    expect(lines.first).to_be_attached()
    return "\n".join(lines.all_inner_texts())


def write(page: Page, text: str) -> None:
    """Put this in the place of what is in the editor, by keyboard."""
    page.locator(".cm-content").focus()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(text)


def asked(page: Page, text: str, view: str = "table") -> None:
    page.goto(f"/sparql?text={quote(text)}&view={view}")
    expect(page.locator(".cm-content")).to_be_visible()


def rows(page: Page) -> list[str]:
    return page.locator("#uitkomst tbody tr").all_inner_texts()


def test_type_complete_run_with_the_keyboard_alone(visitor: Page) -> None:
    visitor.goto("/sparql")
    visitor.locator(".cm-content").focus()
    visitor.keyboard.press("Control+a")
    visitor.keyboard.type("SELECT ?tafel WHERE { ?tafel a overlegt")
    option = visitor.get_by_role("option", name="overlegtafel").first
    expect(option).to_contain_text("oogo:Overlegtafel – klasse, ")
    expect(option).to_have_attribute("aria-selected", "true")
    visitor.wait_for_timeout(150)  # the list takes keys a moment after it came
    visitor.keyboard.press("Enter")
    visitor.keyboard.type(" }")
    assert editor(visitor) == (
        "PREFIX oogo: <https://w3id.org/oogo/def/>\n"
        "SELECT ?tafel WHERE { ?tafel a oogo:Overlegtafel }"
    )
    visitor.keyboard.press("Control+Enter")
    # Document 003: the tables of Utrecht West.
    expect(visitor.locator("#uitkomst tbody")).to_contain_text("Regionale Educatieve Agenda")
    expect(visitor.locator("#stand")).to_have_text(f"{len(rows(visitor))} rijen")

    visitor.keyboard.press("Tab")
    expect(visitor.get_by_role("button", name="Voer uit")).to_be_focused()
    visitor.keyboard.press("Shift+Tab")
    expect(visitor.locator(".cm-content")).to_be_focused()


@pytest.mark.parametrize(
    ("language", "typed", "name", "written"),
    [
        ("en", "standing", "standing table oogo:Overlegtafel", "oogo:Overlegtafel"),
        ("nl", "primair", "primair onderwijs <", "<https://w3id.org/oogo/begrip/sector/po>"),
        ("nl", "percen", "percentage oogo:percentage", "oogo:percentage"),
        ("nl", "Oudew", "Oudewater gemeente", f"<{GEMEENTE}/gm0589>"),
    ],
)
def test_completion_by_name(
    visitor: Page, language: str, typed: str, name: str, written: str
) -> None:
    visitor.goto(f"/sparql?lang={language}")
    write(visitor, "SELECT * WHERE { ?x ?y ")
    visitor.keyboard.type(typed)
    visitor.get_by_role("option", name=name).first.click()
    assert written in editor(visitor)


def test_a_long_address_does_not_push_out_how_often_a_word_is_used(visitor: Page) -> None:
    visitor.set_viewport_size({"width": 390, "height": 800})
    visitor.goto("/sparql")
    write(visitor, "SELECT * WHERE { ?x ?y ")
    visitor.keyboard.type("besproken")
    option = visitor.get_by_role("option", name="/begrip/item/").first
    expect(option).to_contain_text("×")
    cut = "each => [each, ...each.children].some(part => part.scrollWidth > part.clientWidth + 1)"
    options = visitor.get_by_role("option").all()
    assert options
    assert not [each.inner_text() for each in options if each.evaluate(cut)]


def test_completion_of_prefixes_and_variables(visitor: Page) -> None:
    visitor.goto("/sparql")
    write(visitor, "")
    visitor.keyboard.type("PREFIX sko")
    visitor.get_by_role("option", name="skos:").click()
    visitor.keyboard.press("Control+End")
    visitor.keyboard.type("\nSELECT ?onderwerp { ?x skos:prefLabel ?onde")
    visitor.get_by_role("option", name="?onderwerp").click()
    assert editor(visitor) == (
        "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n"
        "SELECT ?onderwerp { ?x skos:prefLabel ?onderwerp"
    )


def test_nothing_is_completed_in_a_comment(visitor: Page) -> None:
    visitor.goto("/sparql")
    write(visitor, "")
    visitor.keyboard.type("# gemeente")
    visitor.wait_for_timeout(600)
    expect(visitor.get_by_role("listbox")).to_have_count(0)


def test_a_service_that_does_not_complete_leaves_the_editor_usable(visitor: Page) -> None:
    visitor.route("**/sparql/terms.json*", lambda route: route.fulfill(status=503))
    visitor.route("**/api/v1/search*", lambda route: route.fulfill(status=503))
    visitor.goto("/sparql")
    write(visitor, "")
    visitor.keyboard.type("SELECT ?x { VALUES ?x { 1 } } # gemeen")
    visitor.keyboard.press("Control+Enter")
    expect(visitor.locator("#stand")).to_have_text("1 rij")
    visitor.unroute_all()
    write(visitor, "")
    visitor.keyboard.type("oogo:Gemeent")
    expect(visitor.get_by_role("option", name="gemeente oogo:Gemeente").first).to_be_visible()


def test_error_with_its_place(visitor: Page) -> None:
    visitor.goto("/sparql")
    write(visitor, WRONG)
    visitor.keyboard.press("Control+Enter")
    alert = visitor.get_by_role("alert")
    expect(alert).to_contain_text("(regel 3, teken 1)")
    expect(visitor.locator(".cm-fault")).to_have_text("}")
    expect(visitor.locator(".cm-content")).to_have_attribute("aria-invalid", "true")
    visitor.get_by_role("button", name="Ga naar deze plaats").click()
    expect(visitor.locator(".cm-content")).to_be_focused()
    visitor.keyboard.type("oogo:Gemeente")
    assert editor(visitor).endswith("\noogo:Gemeente}")
    expect(visitor.locator(".cm-fault")).to_have_count(0)


def test_views_without_leaving_the_page(visitor: Page) -> None:
    asked(visitor, FRUIT)
    visitor.evaluate("window.same = true")
    visitor.get_by_role("link", name="Grafiek").click()
    drawing = visitor.get_by_role("img")
    expect(drawing).to_have_attribute(
        "alt",
        "Staafdiagram van 2 waarden (aantal). Hoogste: peren (5). Laagste: appels (3). "
        "Alle waarden staan in de tabel hieronder.",
    )
    assert drawing.evaluate("image => image.decode().then(() => image.naturalWidth)") > 100
    expect(visitor.get_by_role("link", name="Grafiek")).to_be_focused()
    assert "view=chart" in visitor.url
    visitor.get_by_role("link", name="Onbewerkt").click()
    expect(visitor.locator("pre.raw")).to_contain_text('"wat"')
    visitor.go_back()
    expect(drawing).to_be_visible()
    assert visitor.evaluate("window.same") is True


def test_network(visitor: Page) -> None:
    loaded: list[str] = []
    visitor.on("request", lambda request: loaded.append(request.url))
    asked(visitor, MEMBERS)
    expect(visitor.locator("#uitkomst tbody")).to_be_visible()
    assert not [each for each in loaded if "network.js" in each]
    visitor.get_by_role("link", name="Netwerk", exact=True).click()
    drawing = visitor.locator("#netwerk .network")
    expect(drawing.locator("canvas").first).to_be_visible()
    expect(visitor.locator("#netwerk .still")).to_be_hidden()
    expect(visitor.locator("#netwerk")).to_contain_text("Dezelfde verbanden staan in de tabel")
    visitor.get_by_role("button", name="Groter").click()
    visitor.get_by_role("button", name="Alles in beeld").click()
    drawing.focus()
    for key in ("ArrowLeft", "ArrowUp", "+", "-", "0", "n"):
        visitor.keyboard.press(key)
    chosen = visitor.locator("#netwerk .chosen a")
    first = chosen.inner_text()
    assert any(first in row for row in rows(visitor))
    visitor.keyboard.press("n")
    assert chosen.inner_text() != first
    visitor.keyboard.press("p")
    assert chosen.inner_text() == first
    chosen.click()
    expect(visitor.locator("h1")).to_have_text(first)


def test_share_link(visitor: Page) -> None:
    visitor.goto("/sparql")
    write(visitor, FRUIT)
    visitor.get_by_role("button", name="Kopieer de link").click()
    expect(visitor.locator("#stand")).to_have_text("De link is gekopieerd.")
    visitor.goto(visitor.evaluate("navigator.clipboard.readText()"))
    assert editor(visitor) == FRUIT
    assert rows(visitor) == ["appels\t3", "peren\t5"]


def test_earlier_queries(visitor: Page) -> None:
    visitor.goto("/sparql")
    expect(visitor.locator("#eerder")).to_be_hidden()
    write(visitor, FRUIT)
    visitor.keyboard.press("Control+Enter")
    expect(visitor.locator("#stand")).to_have_text("2 rijen")
    visitor.goto("/sparql")
    visitor.get_by_text("Eerder gevraagd in deze browser").click()
    item = visitor.locator("#eerder li")
    expect(item).to_contain_text("2 rijen")
    item.get_by_role("link").click()
    expect(visitor.locator("#uitkomst tbody")).to_contain_text("peren")
    assert editor(visitor) == FRUIT
    visitor.get_by_role("button", name="Wis deze lijst").click()
    expect(visitor.locator("#eerder")).to_be_hidden()
    visitor.reload()
    expect(visitor.locator("#eerder")).to_be_hidden()


def test_a_spoilt_memory_does_no_harm(visitor: Page) -> None:
    visitor.goto("/sparql")
    visitor.evaluate("localStorage.setItem('oogo-eerder-gevraagd', '{\"x\": [')")
    asked(visitor, FRUIT)
    assert editor(visitor) == FRUIT


def test_stop(visitor: Page) -> None:
    visitor.goto("/sparql")
    stop = visitor.get_by_role("button", name="Stop")
    # More often than there are workers: each of them is free again after a stop.
    for _ in range(3):
        write(visitor, SLOW)
        visitor.keyboard.press("Control+Enter")
        expect(stop).to_be_visible()
        visitor.wait_for_timeout(200)
        stop.click()
        expect(visitor.locator("#stand")).to_have_text("Gestopt.")
        expect(stop).to_be_hidden()
        expect(visitor.locator(".cm-content")).to_be_focused()
    write(visitor, FRUIT)
    visitor.keyboard.press("Control+Enter")
    expect(visitor.locator("#stand")).to_have_text("2 rijen")


def test_an_example_opens_in_the_editor_and_can_be_undone(visitor: Page) -> None:
    visitor.goto("/sparql")
    write(visitor, FRUIT)
    visitor.get_by_role("link", name="Wie zit aan welke tafel?").click()
    expect(visitor.locator("#stand")).to_contain_text("rijen")
    expect(visitor.locator(".cm-content")).to_be_focused()
    assert "org:organization" in editor(visitor)
    visitor.keyboard.press("Control+z")
    assert editor(visitor) == FRUIT


def test_the_pattern_that_is_empty(visitor: Page) -> None:
    visitor.goto("/sparql")
    write(visitor, PREFIXES + "SELECT * {\n  ?g a oogo:Gemeente ;\n    oogo:geenTerm ?x\n}")
    visitor.keyboard.press("Control+Enter")
    expect(visitor.locator("#uitkomst")).to_contain_text("Het patroon op regel 5 vindt niets")
    expect(visitor.locator("#stand")).to_have_text("0 rijen")


@pytest.mark.parametrize("view", ["table", "network", "raw"])
def test_hostile_text_is_text(visitor: Page, view: str) -> None:
    text = f'SELECT ?a ?b {{ VALUES (?a ?b) {{ (<x:{HOSTILE[1:4]}> "{HOSTILE}") }} }}'
    asked(visitor, text, view)
    expect(visitor.locator("#uitkomst h2")).to_be_visible()
    assert visitor.locator("img").count() == 0
    visitor.get_by_role("button", name="Voer uit").click()
    expect(visitor.locator("#stand")).to_have_text("1 rij")
    assert visitor.locator("img").count() == 0


def test_hostile_names_are_words_under_the_pointer_and_in_completion(visitor: Page) -> None:
    asked(visitor, f'SELECT ?a ?n {{ VALUES (?a ?n) {{ ("{HOSTILE}" 3) ("b" 5) }} }}', "chart")
    picture = visitor.locator("#uitkomst img")
    picture.hover()
    visitor.locator(f'#uitkomst svg [aria-label="{HOSTILE}: 3"]').hover(force=True)
    expect(visitor.locator("#uitkomst .tip")).to_have_text(f"{HOSTILE}: 3")
    expect(visitor.locator("img")).to_have_count(1)
    thing = {"iri": "javascript:alert(1)", "label": HOSTILE, "typeLabel": HOSTILE}
    visitor.route("**/api/v1/search*", lambda route: route.fulfill(json={"results": [thing]}))
    write(visitor, "SELECT * { ?x ?y ")
    visitor.keyboard.type("zzyzx")
    expect(visitor.get_by_role("option", name=HOSTILE)).to_be_visible()
    expect(visitor.locator("img")).to_have_count(1)


@pytest.mark.parametrize("view", ["chart", "network", "raw", "error"])
@pytest.mark.parametrize(
    ("width", "scale"), [(360, 3), (640, 2)], ids=["telephone", "200 per cent"]
)
def test_nothing_sticks_out(
    address: str, browser: Browser, width: int, scale: int, view: str
) -> None:
    size = {"width": width, "height": 700}
    page = opened(browser, address, viewport=size, device_scale_factor=scale)
    asked(page, {"error": WRONG, "network": MEMBERS}.get(view, FRUIT), view)
    wide = page.evaluate("document.documentElement.scrollWidth")
    run = page.get_by_role("button", name="Voer uit").bounding_box()
    page.context.close()
    assert wide <= width
    assert run is not None and run["height"] >= 24


def test_without_script(address: str, browser: Browser) -> None:
    page = opened(browser, address, java_script_enabled=False)
    page.goto("/sparql")
    field = page.get_by_label("Uw SPARQL-vraag")
    field.fill(WRONG)
    page.get_by_role("button", name="Voer uit").click()
    expect(page.get_by_role("alert")).to_contain_text("(regel 3, teken 1)")
    expect(field).to_have_value(WRONG)
    field.fill(FRUIT)
    page.get_by_role("button", name="Voer uit").click()
    assert rows(page) == ["appels\t3", "peren\t5"]
    page.get_by_role("link", name="Grafiek").click()
    expect(page.get_by_role("img")).to_be_visible()
    field.fill(MEMBERS)
    page.get_by_role("button", name="Voer uit").click()
    page.get_by_role("link", name="Netwerk", exact=True).click()
    still = page.get_by_role("region", name="Tekening van het netwerk")
    expect(still.get_by_role("link", name="Oudewater", exact=True)).to_be_visible()
    assert page.get_by_role("button").all_inner_texts() == ["Zoek", "Voer uit"]
    page.context.close()


@pytest.mark.parametrize(
    ("state", "language"),
    [
        *((state, language) for state in ("results", "error", "list") for language in ("nl", "en")),
        ("chart", "nl"),
        ("network", "en"),
        ("raw", "nl"),
        ("empty", "en"),
    ],
)
def test_accessible(visitor: Page, state: str, language: str) -> None:
    text = {"error": WRONG, "network": MEMBERS, "empty": NOTHING}.get(state, FRUIT)
    view = state if state in ("chart", "network", "raw") else "table"
    visitor.goto(f"/sparql?text={quote(text)}&view={view}&lang={language}")
    if state == "list":
        write(visitor, "SELECT ?x { ?x a ")
        visitor.keyboard.type("o")
        expect(visitor.get_by_role("option").first).to_be_visible()
    if state == "network":
        expect(visitor.locator("#netwerk canvas").first).to_be_visible()
    if state == "results":
        visitor.locator("#vraag button[type=submit]").click()
        expect(visitor.locator("#stand")).not_to_have_text("")
        visitor.locator("#eerder summary").click()
    result = Axe().run(visitor).response
    assert result["passes"]
    told = [
        (each["id"], [node["html"][:200] for node in each["nodes"][:3]])
        for each in result["violations"]
    ]
    assert told == []
