"""The law register and the rules, as pages and for programs."""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter, Path, Query
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from oogo import history, norms
from oogo.language import Text
from oogo.norms import Duty, Rule, Thing
from oogo.web.answers import (
    DutiesAnswer,
    DutyAnswer,
    Force,
    Labelled,
    RuleAnswer,
    RulesAnswer,
)
from oogo.web.days import day_of
from oogo.web.frame import language_of, page, pool_of
from oogo.web.openapi import IN_WORDS

__all__ = ["api_router", "router"]

router = APIRouter(include_in_schema=False)
api_router = APIRouter(prefix="/api/v1")

_KINDS = ("law", "practice", "quality", "reader", "column", "privacy")


@router.get("/duties")
async def list_duties(request: Request) -> Response:
    """The law register, all of it or that of one bearer or law, or as it was on one day."""
    pool = pool_of(request)
    every = await norms.duties(pool)
    rules = await norms.rules(pool)
    bearer = request.query_params.get("bearer", "")
    law = request.query_params.get("law", "")
    day = day_of(request.query_params.get("peildatum", ""))
    return page(
        request,
        "duties.html",
        {
            "duties": [(duty, _checking(duty, rules)) for duty in _chosen(every, bearer, law, day)],
            "bearers": _choices([thing for duty in every for thing in duty.bearers], request),
            "laws": _choices([duty.law for duty in every if duty.law], request),
            "bearer": bearer,
            "law": law,
            "day": day,
        },
    )


@router.get("/duties/{code}")
async def show_duty(request: Request, code: str) -> Response:
    """One duty, and the rules that check it."""
    pool = pool_of(request)
    duty = await norms.duty(pool, code)
    checked = _checking(duty, await norms.rules(pool))
    moments = await history.of_duty(pool, duty)
    return page(request, "duty.html", {"duty": duty, "rules": checked, "moments": moments})


def _checking(duty: Duty, rules: tuple[Rule, ...]) -> list[Rule]:
    return [rule for rule in rules if duty.iri in _iris(rule.duties)]


@api_router.get(
    "/duties", summary="De plichten uit de wet", response_model=DutiesAnswer, dependencies=IN_WORDS
)
async def list_duties_api(
    request: Request,
    bearer: str = Query("", description="Alleen van deze plichtdrager (IRI)."),
    law: str = Query("", description="Alleen uit deze wet (IRI)."),
    peildatum: str = Query(
        "", description="Alleen wat op deze dag geldt of kan gelden.", examples=["2014-08-01"]
    ),
) -> Response:
    """The law register, or the duties that hold or may hold on one day."""
    language = language_of(request)
    day = day_of(peildatum)
    chosen = _chosen(await norms.duties(pool_of(request)), bearer, law, day)
    rules = await norms.rules(pool_of(request))
    answer: DutiesAnswer = {"duties": [_duty_json(duty, rules, language, day) for duty in chosen]}
    return JSONResponse(answer)


@api_router.get(
    "/duties/{code}",
    summary="Eén plicht uit de wet",
    response_model=DutyAnswer,
    dependencies=IN_WORDS,
)
async def show_duty_api(
    request: Request, code: str = Path(description="Code van de plicht.", examples=["PO-09"])
) -> Response:
    """One duty."""
    pool = pool_of(request)
    duty = await norms.duty(pool, code)
    return JSONResponse(_duty_json(duty, await norms.rules(pool), language_of(request)))


@api_router.get(
    "/rules",
    summary="De regels waarop een aanlevering wordt getoetst",
    response_model=RulesAnswer,
    dependencies=IN_WORDS,
)
async def list_rules_api(request: Request) -> Response:
    """The rules."""
    language = language_of(request)
    found = await norms.rules(pool_of(request))
    answer: RulesAnswer = {"rules": [_rule_json(rule, language) for rule in found]}
    return JSONResponse(answer)


@api_router.get(
    "/rules/{code}", summary="Eén toetsregel", response_model=RuleAnswer, dependencies=IN_WORDS
)
async def show_rule_api(
    request: Request, code: str = Path(description="Code van de regel.", examples=["PO-09c"])
) -> Response:
    """One rule, with its history."""
    pool, language = pool_of(request), language_of(request)
    rule = await norms.rule(pool, code)
    answer = _rule_json(rule, language)
    answer["changes"] = [
        {
            "version": step.version,
            "part": step.part[language],
            "was": step.was[language],
            "now": step.now[language],
        }
        for step in await history.of_rule(pool, rule)
    ]
    resting = _iris(rule.duties)
    answer["law"] = [
        {
            "duty": duty.code,
            "earliest": moment.earliest,
            "latest": moment.latest,
            "told": moment.told[language],
            "link": moment.link or None,
        }
        for duty in await norms.duties(pool)
        if duty.iri in resting
        for moment in await history.of_duty(pool, duty)
    ]
    return JSONResponse(answer)


def _chosen(every: tuple[Duty, ...], bearer: str, law: str, day: date | None) -> list[Duty]:
    return [
        duty
        for duty in every
        if (not bearer or bearer in _iris(duty.bearers))
        and (not law or (duty.law is not None and duty.law.iri == law))
        and (day is None or duty.on(day) != "no")
    ]


def _choices(things: list[Thing], request: Request) -> list[Thing]:
    language = language_of(request)
    unique = {thing.iri: thing for thing in things}
    return sorted(unique.values(), key=lambda thing: thing.name[language].casefold())


def _iris(things: tuple[Thing, ...]) -> set[str]:
    return {thing.iri for thing in things}


def _duty_json(
    duty: Duty, rules: tuple[Rule, ...], language: str, day: date | None = None
) -> DutyAnswer:
    answer: DutyAnswer = {
        "id": duty.code,
        "iri": duty.iri,
        "name": duty.name[language],
        "requirement": duty.requirement[language],
        "bearers": [_thing_json(thing, language) for thing in duty.bearers],
        "counterparties": [_thing_json(thing, language) for thing in duty.counterparties],
        "law": _thing_json(duty.law, language) if duty.law else None,
        "article_then": duty.article_then or None,
        "article_now": duty.article_now or None,
        "links": list(duty.links),
        "in_force": _force_json(duty),
        "severity": _thing_json(duty.severity, language),
        "confidence": _thing_json(duty.confidence, language),
        "rules": [rule.code for rule in _checking(duty, rules)],
        "unchecked_because": duty.unchecked[language] or None,
        "page": f"/duties/{duty.code}",
    }
    if day is not None:
        answer["holds"] = duty.on(day)
    return answer


def _force_json(duty: Duty) -> Force:
    return {
        "from_earliest": duty.start[0] or None,
        "from_latest": duty.start[1] or None,
        "to_earliest": duty.end[0] or None,
        "to_latest": duty.end[1] or None,
    }


def _rule_json(rule: Rule, language: str) -> RuleAnswer:
    return {
        "code": rule.code,
        "iri": rule.iri,
        "name": _said(rule.name, language),
        "message": _said(rule.message, language),
        "remedy": _said(rule.remedy, language),
        "severity": _thing_json(rule.severity, language),
        "example": _said(rule.example, language),
        "bad_example": _said(rule.bad_example, language),
        "since": rule.since,
        "duties": [_thing_json(duty, language) for duty in rule.duties],
        "page": f"/rules/{rule.code}",
    }


def _thing_json(thing: Thing, language: str) -> Labelled:
    return {"iri": thing.iri, "label": thing.name[language]}


def _said(text: Text, language: str) -> str | None:
    return text[language] or None
