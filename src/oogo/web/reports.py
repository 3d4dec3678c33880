"""A report in every format that people and programs ask for."""

from __future__ import annotations

from datetime import date
from pathlib import PurePath
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from oogo.findings import as_csv, grouped
from oogo.report import LABELS, SEVERITIES, Report, in_force_text
from oogo.web.frame import environment, language_of, page
from oogo.web.validating import Checks

__all__ = ["FORMATS", "XLSX", "report_file", "report_response", "report_values"]

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS = {
    "json": "application/json",
    "ttl": "text/turtle",
    "html": "text/html",
    "csv": "text/csv",
    "xlsx": XLSX,
}
_WORKBOOKS = {
    ".xlsx": XLSX,
    ".xlsm": "application/vnd.ms-excel.sheet.macroEnabled.12",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
}


async def report_response(
    request: Request, report: Report, kind: str, data: bytes, checks: Checks
) -> Response:
    """The report in this media type; ``data`` is the file it is about."""
    language = language_of(request)
    stem = PurePath(report.name).stem or "aanlevering"
    headers = {"Content-Language": language, "Vary": "Accept, Accept-Language, Authorization"}
    if kind == "text/turtle":
        return Response(report.as_turtle(), media_type="text/turtle", headers=headers)
    if kind == "text/html":
        return page(request, "report.html", report_values(report, language))
    if kind == "text/csv":
        headers["Content-Disposition"] = _attachment(f"{stem}-bevindingen.csv")
        return Response(as_csv(report, language), media_type="text/csv", headers=headers)
    if kind == XLSX:
        suffix, workbook = await checks.annotate(data, report, language)
        headers["Content-Disposition"] = _attachment(f"{stem}-bevindingen{suffix}")
        return Response(workbook, media_type=_WORKBOOKS[suffix], headers=headers)
    return JSONResponse(report.as_json(), headers=headers)


def report_values(report: Report, language: str) -> dict[str, object]:
    """What the templates of a report show."""
    return {
        "report": report,
        "groups": grouped(report, language),
        "labels": {severity: LABELS[severity][language] for severity in SEVERITIES},
        "in_force": lambda finding: in_force_text(finding.in_force, language),
        "today": date.today().isoformat(),
    }


def report_file(report: Report, language: str) -> str:
    """The report as one HTML file that needs nothing else."""
    style = (PurePath(__file__).parent / "static" / "site.css").as_posix()
    with open(style, encoding="utf-8") as file:  # noqa: PTH123
        css = file.read()
    template = environment(language).get_template("report-file.html")
    return template.render(**report_values(report, language), language=language, css=css)


def _attachment(name: str) -> str:
    return f"attachment; filename*=UTF-8''{quote(name)}"
