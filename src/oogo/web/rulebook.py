"""The rule catalogue: what each rule asks, why, how to mend it, with examples, and since when."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import date

from fastapi import APIRouter
from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import Response

from oogo import history, norms
from oogo.differences import differences
from oogo.examples import Case, cases
from oogo.language import Text
from oogo.names import name_things
from oogo.norms import Rule
from oogo.store.reader import Reader
from oogo.web.desk import desk_of
from oogo.web.frame import page, pool_of
from oogo.workbook import forms
from oogo.workbook.forms import RDF_TYPE
from oogo.workbook.wording import Spot, in_sheets, misfit, spots, spots_of

__all__ = ["router"]

router = APIRouter(include_in_schema=False)

_KINDS = ("law", "practice", "quality", "reader", "column", "privacy")


@router.get("/rules")
async def list_rules(request: Request) -> Response:
    """The rules that a delivery is checked for, by what they rest on."""
    rules = await norms.rules(pool_of(request))
    kinds = [(kind, [rule for rule in rules if _kind(rule) == kind]) for kind in _KINDS]
    return page(request, "rules.html", {"kinds": kinds})


@router.get("/rules/{code}")
async def show_rule(request: Request, code: str) -> Response:
    """One rule: what it asks, why, how to mend it, with examples, and since when."""
    pool = pool_of(request)
    rule = await norms.rule(pool, code)
    resting = {duty.iri for duty in rule.duties}
    based = [duty for duty in await norms.duties(pool) if duty.iri in resting]
    columns = spots_of(code)
    written = columns or (await asyncio.to_thread(_spots, rule) if cases(code) else ())
    remedy = Text(**_in_sheets(rule, written[0])) if written else rule.mending
    values = {
        "rule": rule,
        "kind": _kind(rule),
        "duties": based,
        "remedy": remedy,
        "spots": written,
        "misfit": misfit(columns[0].column) if columns else None,
        "cases": await _told(pool, code),
        "steps": await history.of_rule(pool, rule),
        "law": [(duty, await history.of_duty(pool, duty)) for duty in based],
        "waived": await asyncio.to_thread(_in_force, request, code),
    }
    return page(request, "rule.html", values)


def _spots(rule: Rule) -> tuple[Spot, ...]:
    return spots(rule.example.nl)


def _in_sheets(rule: Rule, spot: Spot) -> dict[str, str]:
    texts = {"nl": rule.mending.nl, "en": rule.mending.en}
    return in_sheets(texts, spot.form.type, sheet=spot.sheet.name.nl)


def _in_force(request: Request, code: str) -> int:
    """How many organisations need not meet this rule today."""
    today = date.today().isoformat()
    waivers = desk_of(request).waivers.all()
    return len({each.organisation for each in waivers if each.rule == code and each.until > today})


@dataclass(frozen=True)
class _Told:
    """An example with what it changes in the good delivery, in words."""

    case: Case
    words: tuple[Text, ...]


async def _told(pool: Reader, code: str) -> tuple[_Told, ...]:
    """The examples of a rule, in words."""
    found = await asyncio.to_thread(cases, code)
    terms = {
        term.value
        for case in found
        for triple in case.before ^ case.after
        for term in (triple.subject, triple.predicate, triple.object)
        if isinstance(term, NamedNode)
    }
    kinds = {
        triple.object.value
        for case in found
        for triple in case.before | case.after
        if triple.predicate == RDF_TYPE and isinstance(triple.object, NamedNode)
    }
    names = await name_things(pool, terms | kinds)

    def called(iri: str) -> Text:
        return Text(names.of(iri, "nl"), names.of(iri, "en"))

    return tuple(_Told(case, differences(case.before, case.after, called)) for case in found)


def _kind(rule: Rule) -> str:
    """What a rule rests on: a duty, good practice, privacy, the reader, a column, or quality."""
    if rule.code.startswith("PG-"):
        return "privacy"
    if rule.code.startswith("GP-"):
        return "practice"
    if rule.duties:
        return "law"
    if rule.code in forms.load().rules:
        return "reader"
    return "column" if spots_of(rule.code) else "quality"
