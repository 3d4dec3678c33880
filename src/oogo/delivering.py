"""The commands for whoever delivers: validate, template, deliver and token."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from argparse import Namespace
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from oogo.errors import ParameterError
from oogo.findings import annotated_workbook
from oogo.judging import judge
from oogo.keys import Keys, organisation_iri
from oogo.language import Text, gettext
from oogo.publication import ensure
from oogo.published import check_published
from oogo.reception import receive
from oogo.report import Report
from oogo.store import edition
from oogo.submissions import State, Submissions
from oogo.waivers import Waiver, Waivers
from oogo.web.desk import Desk, Kept
from oogo.web.reports import report_file
from oogo.web.uploads import Upload
from oogo.web.validating import Checks
from oogo.workbook.template import template

__all__ = ["deliver", "token", "validate", "write_template"]

_GOOD, _FINDINGS = 0, 1
_KEY = "OOGO_KEY"
_SECONDS = 60.0


def validate(options: Namespace, say: Callable[[str], None]) -> int:
    """Check files against the law; the exit code says whether all are accepted."""
    if options.published == bool(options.files):
        raise ParameterError(
            "noem bestanden, of kies --published",
            "name files, or choose --published",
            remedy_nl="oogo validate plan.xlsx, of oogo validate --published",
            remedy_en="oogo validate plan.xlsx, or oogo validate --published",
        )
    ensure(options.data_dir, say)
    on = options.peildatum or date.today()
    waivers = Waivers(options.data_dir).all()
    if options.published:
        return _validate_published(options, on, waivers, say)
    checked: list[tuple[Path, bytes, Report]] = []
    with edition.reading(options.data_dir) as (number, context):
        for file in options.files:
            data = file.read_bytes()
            report = judge(
                receive(data, file.name),
                context,
                on=on,
                waivers=waivers,
                versions={"edition": str(number)},
            )
            checked.append((file, data, report))
    if options.format == "xlsx":
        for file, data, report in checked:
            _write_workbook(file, data, report, options)
    else:
        _write_text(_text([report for *_, report in checked], options), options.output)
    return _GOOD if all(report.accepted for *_, report in checked) else _FINDINGS


def _validate_published(
    options: Namespace, on: date, waivers: Iterable[Waiver], say: Callable[[str], None]
) -> int:
    """Check all current deliveries; the exit code says whether all are accepted."""
    if options.format not in {"text", "json"}:
        raise ParameterError(
            f"--published kan niet als {options.format}",
            f"--published is not possible as {options.format}",
            remedy_nl="Kies --format text of --format json.",
            remedy_en="Choose --format text or --format json.",
        )
    found = check_published(options.data_dir, on=on, waivers=waivers, say=say)
    text = (
        json.dumps(found.as_json(), ensure_ascii=False, indent=2)
        if options.format == "json"
        else found.as_text(options.lang)
    )
    _write_text(text, options.output)
    return _GOOD if found.accepted else _FINDINGS


def _text(reports: list[Report], options: Namespace) -> str:
    if options.format == "json":
        found = [report.as_json() for report in reports]
        return json.dumps(found[0] if len(found) == 1 else found, ensure_ascii=False, indent=2)
    if options.format == "ttl":
        return "\n".join(report.as_turtle() for report in reports)
    if options.format == "html":
        return "\n".join(report_file(report, options.lang) for report in reports)
    return "\n".join(report.as_text(options.lang) for report in reports)


def _write_text(text: str, output: Path | None) -> None:
    if output is None:
        print(text)
    else:
        output.write_text(text + "\n", encoding="utf-8")


def _write_workbook(file: Path, data: bytes, report: Report, options: Namespace) -> None:
    """The file with comments, in the given place or else here with another name."""
    if options.output and len(options.files) > 1:
        raise ParameterError(
            "bij -o hoort één bestand",
            "-o goes with one file",
            remedy_nl="Laat -o weg; elk bestand krijgt dan een eigen werkmap.",
            remedy_en="Leave out -o; each file then gets a workbook of its own.",
        )
    suffix, workbook = annotated_workbook(data, report, options.lang)
    place = options.output or Path(f"{file.stem}-bevindingen{suffix}")
    place.write_bytes(workbook)
    print(place)


def deliver(options: Namespace, say: Callable[[str], None]) -> int:
    """Keep a file with the key in OOGO_KEY, and publish it if asked; 1 where the law stops it."""
    secret = os.environ.get(_KEY, "")
    if not secret:
        raise ParameterError(
            "er is geen sleutel",
            "there is no key",
            place=_KEY,
            remedy_nl=f"Zet de sleutel in {_KEY}; ‘oogo token add’ maakt er een.",
            remedy_en=f"Put the key in {_KEY}; ‘oogo token add’ makes one.",
        )
    said = {
        name: value
        for name in ("licence", "supersedes")
        if (value := getattr(options, name)) is not None
    }
    upload = Upload(options.file.name, "", options.file.read_bytes(), said)
    ensure(options.data_dir, say)
    return asyncio.run(_deliver(options, upload, f"Bearer {secret}"))


async def _deliver(options: Namespace, upload: Upload, authorization: str) -> int:
    checks = Checks(options.data_dir, _SECONDS)
    desk = Desk(options.data_dir, checks)
    try:
        key = desk.keys.allowed(authorization, "deliver")
        found = await desk.deliver(upload, key)
        if isinstance(found, Report):
            print(found.as_text(options.lang))
            return _FINDINGS
        print(_kept_as_text(found, options.lang))
        if options.publish and found.report.accepted:
            made = await desk.publish(found.record, key)
            state = desk.submissions.state(found.record)
            print(_standing(found.record.id, state, options.lang, made.number))
    finally:
        await checks.close()
    return _GOOD if found.report.accepted else _FINDINGS


def _kept_as_text(kept: Kept, language: str) -> str:
    """The report, how far the submission is, and what its publication would change, in words."""
    found = kept.consequences
    told = (*found.differences, *found.apart, *found.others)
    return "\n".join(
        [
            kept.report.as_text(language),
            *(f"- {text[language]}" for text in told),
            _standing(kept.record.id, kept.state, language),
        ]
    )


def _standing(name: str, state: State, language: str, number: int | None = None) -> str:
    """How far a submission is, in words, and in which edition it is published."""
    told = Text(f"aanlevering {name}: {state}", f"submission {name}: {gettext('en', state)}")
    at = Text(f", editie {number}", f", edition {number}")
    return told[language] + (at[language] if number else "")


def write_template(options: Namespace) -> int:
    """Write a workbook of one type, with what the organisation published last in this folder."""
    previous, licence = None, ""
    if options.organisation and (options.data_dir / "submissions").is_dir():
        submissions = Submissions(options.data_dir)
        latest = submissions.latest(organisation_iri(options.organisation), options.type)
        if latest is not None:
            previous, licence = submissions.triples(latest), latest.licence
    data = template(options.type, previous, options.organisation, licence)
    place = options.output or Path(f"{options.type}.xlsx")
    place.write_bytes(data)
    print(place)
    return _GOOD


def token(options: Namespace) -> int:
    """Make, list or revoke keys; a new key is shown this once."""
    keys = Keys(options.data_dir)
    if options.act == "add":
        if not (options.organisation and options.role and options.until):
            raise ParameterError(
                "een sleutel heeft organisatie, rol en einddatum",
                "a key has organisation, role and end date",
                remedy_nl="oogo token add --organisation PO2604 --role aanleveraar --until DATUM",
                remedy_en="oogo token add --organisation PO2604 --role aanleveraar --until DATE",
            )
        key, secret = keys.add(
            options.organisation, options.role, options.until, per_day=options.per_day
        )
        print(f"sleutel {key.id} voor {key.organisation}, {key.role}, tot {key.until}:")
        print(secret)
        print("Bewaar hem nu; hij wordt niet nog eens getoond.", file=sys.stderr)
    elif options.act == "revoke":
        if not options.id:
            raise ParameterError(
                "welke sleutel?", "which key?", remedy_nl="oogo token revoke NUMMER"
            )
        print(f"sleutel {keys.revoke(options.id).id} is ingetrokken")
    else:
        for key in keys.all():
            end = f"ingetrokken {key.revoked_at}" if key.revoked_at else f"tot {key.until}"
            print(f"{key.id}  {key.role:<12} {key.organisation}  {end}")
    return _GOOD
