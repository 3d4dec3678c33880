"""The figures of a run as Markdown, with what was asked for beside what was found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from statistics import median

from oogo.bench.engines import OURS, OXIGRAPH, RAW, RDFLIB, VIRTUOSO
from oogo.bench.measure import Timing, percentile
from oogo.bench.pages import HUB, SEARCH
from oogo.bench.processes import Memory
from oogo.bench.publishing import READERS, Publishing
from oogo.bench.results import Results

__all__ = ["report"]

_ASKED = {
    "validate one plan": "≤ 500 ms",
    "report on 2000 triples, all in": "≤ 500 ms (goal 50 ms)",
    "report on a workbook": "≤ 10 s",
    SEARCH: "≤ 20 ms",
    HUB: "≤ 300 ms at 5,000",
}
_WORTH_A_RATIO = 5.0  # milliseconds: below, a ratio to the raw engine says nothing


def report(results: Results) -> str:
    """The whole page."""
    sections = (
        _head(results),
        _summary(results),
        _queries(results, "library", "Library questions as SPARQL"),
        _queries(results, "ad hoc", "Fifteen analytical queries"),
        _questions(results),
        _lookups(results),
        _exports(results),
        _beside(results),
        _missing(results),
    )
    return "\n".join(line for section in sections for line in section).rstrip() + "\n"


def _head(results: Results) -> Iterator[str]:
    machine, settings = results.machine, results.settings
    versions = ", ".join(f"{name} {version}" for name, version in machine.versions.items())
    engines = ", ".join(f"{name} {version}" for name, version in results.engines.items())
    yield "# Measurements"
    yield ""
    yield "Written by `oogo bench run`, never by hand."
    yield ""
    yield from _table(
        ("what", "value"),
        [
            ("command", f"`{machine.command}`"),
            ("date", machine.day),
            ("machine", f"{machine.cpu}, {machine.cores} cores, {machine.memory_gb:.0f} GB memory"),
            (
                "load average before",
                f"{machine.busy:.1f} (0: nothing else was running)",
            ),
            ("system", machine.system),
            ("versions", versions),
            ("engines", engines),
            ("scale, seed", f"{settings.scale:g}, {settings.seed}"),
            (
                "data",
                f"{results.written.quads:,} generated quads in {results.written.graphs:,} named "
                f"graphs, {results.written.faults} planted mistakes, and this release",
            ),
        ],
    )


def _summary(results: Results) -> Iterator[str]:
    loaded = results.loaded
    rows = [
        ("time to first edition, from an empty folder", f"{results.first_edition:.1f} s", "≤ 60 s"),
        ("generate", f"{results.generate_seconds:.1f} s", ""),
        (
            "load",
            f"{results.load_seconds:.1f} s (release {loaded.release_seconds:.1f}, "
            f"log {loaded.log_seconds:.1f}, "
            f"store {loaded.store_seconds:.1f}, derivation {loaded.derive_seconds:.1f})",
            "1M ≤ 40 s, 10M ≤ 300 s",
        ),
    ]
    if results.runaway is not None:
        rows.append(
            ("a query without end outlives its limit by", f"{results.runaway:.2f} s", "≤ 1 s")
        )
    if results.whole_graph is not None:
        what = "hold all that is published against all rules"
        rows.append((what, f"{results.whole_graph:.1f} s", "1M ≤ 60 s (goal 8 s)"))
    rows += [
        (
            f"{span.name}, {span.times} times",
            f"first {span.first:.0f} ms, p50 {span.p50:.0f} ms, p99 {span.p99:.0f} ms",
            _asked(span.name),
        )
        for span in results.spans
    ]
    if results.publishing is not None:
        rows += _published(results.publishing)
    rows += [
        (f"memory of {name} after all questions", _memory(used), "service ≤ 1 GB")
        for name, used in results.memory.items()
    ]
    rows += _compared(results)
    yield ""
    yield "## In short"
    yield ""
    yield from _table(("what", "found", "asked for"), rows)


def _asked(name: str) -> str:
    """What was asked of this."""
    return next((asked for start, asked in _ASKED.items() if name.startswith(start)), "")


def _published(found: Publishing) -> Iterator[tuple[str, str, str]]:
    """What publishing took, alone and while others read, and what it left."""
    alone = [seconds * 1000 for seconds in found.alone]
    late = percentile(alone, 0.95)
    yield (
        f"publish 2,000 triples, {len(alone)} times",
        f"first {alone[0]:.0f} ms, p50 {median(alone):.0f} ms, p95 {late:.0f} ms",
        "p95 ≤ 1 s",
    )
    yield (
        f"disk per publication of 2,000 triples, mean of {len(alone)}",
        f"{found.bytes_each / 1e6:.2f} MB, of which log {found.log_each / 1e6:.3f} MB",
        "≤ 1 MB",
    )
    if found.seen:
        seen = [seconds * 1000 for seconds in found.seen]
        yield (
            f"publish 2,000 triples until seen, {READERS} clients reading, {len(seen)} times",
            f"p50 {median(seen):.0f} ms, p95 {percentile(seen, 0.95):.0f} ms",
            "p95 ≤ 1 s",
        )
    yield (
        "answers meanwhile; failed, or of two editions",
        f"{found.read.answers:,}; {found.read.failures}",
        "0",
    )


def _beside(results: Results) -> Iterator[str]:
    """The other sizes that were asked for."""
    if not results.beside:
        return
    yield ""
    yield "## At other scales"
    yield ""
    yield (
        "Loading into an empty folder, all library questions through `/sparql` with changing "
        "parameters, and look-ups at eight connections of texts never sent before. "
        "Asked for at scale 10: load ≤ 300 s, each question ≤ 2 s."
    )
    yield ""
    rows = []
    for found in results.beside:
        asked = [timing for timing in found.timings if timing.seconds]
        slowest = max(asked, key=lambda timing: timing.p50)
        mine = found.lookups[OURS].new.per_second
        rival = found.lookups.get(RDFLIB)
        rows.append(
            (
                f"{found.scale:g}",
                f"{found.quads:,}",
                f"{found.load_seconds:.0f} s",
                f"{median(timing.p50 for timing in asked):.1f} ms",
                f"{slowest.p50:.0f} ms ({slowest.case.name})",
                f"{max(max(timing.seconds) for timing in asked) * 1000:.0f} ms",
                f"{sum(1 for timing in found.timings if timing.refused)}",
                f"{mine:,.0f}/s",
                f"{mine / rival.new.per_second:.1f} × {rival.new.per_second:,.1f}/s"
                if rival
                else "–",
                _memory(found.memory),
            )
        )
    yield from _table(
        (
            *("scale", "quads", "load", "library p50, median", "library p50, worst"),
            *("longest answer", "refused", "look-ups"),
            *(f"{OURS} : {RDFLIB} (asked ≥ 8)", f"memory of {OURS}"),
        ),
        rows,
    )


def _compared(results: Results) -> Iterator[tuple[str, str, str]]:
    """Ours against the others, in ratios."""
    slow = _ratios(results, RAW, "", _WORTH_A_RATIO)
    if slow:
        what = f"{OURS} : {RAW}, {len(slow)} queries of ≥ {_WORTH_A_RATIO:.0f} ms"
        yield what, f"median {median(slow):.2f}, worst {max(slow):.2f}", "each ≤ 1.25"
    library = _ratios(results, VIRTUOSO, "library", 0.0)
    if library:
        what = f"{OURS} : {VIRTUOSO}, {len(library)} library questions"
        yield (
            what,
            f"median {median(library):.2f}, worst {max(library):.2f}",
            "median ≤ 1, each ≤ 3",
        )
    found = {name: (f.new.per_second, f.repeated.per_second) for name, f in results.lookups.items()}
    for name, kind, asked in (
        (VIRTUOSO, "new", "≥ 0.9"),
        (RDFLIB, "new", "≥ 8"),
        (OXIGRAPH, "repeated", "≥ 0.5"),
    ):
        if name in found and OURS in found:
            which = int(kind == "repeated")
            ratio = found[OURS][which] / found[name][which]
            yield f"{kind} look-ups per second, {OURS} : {name}", f"{ratio:.2f}", asked


def _ratios(results: Results, other: str, group: str, least: float) -> list[float]:
    """Our median over that of the other, per query that both answered in at least so many ms."""
    theirs = {t.case.name: t for t in results.timings if t.engine == other and t.seconds}
    return [
        timing.p50 / theirs[timing.case.name].p50
        for timing in results.timings
        if timing.engine == OURS
        and timing.seconds
        and timing.case.group in (group or timing.case.group)
        and timing.case.name in theirs
        and theirs[timing.case.name].p50 >= least
    ]


def _queries(results: Results, group: str, title: str) -> Iterator[str]:
    timings = [timing for timing in results.timings if timing.case.group == group]
    if not timings:
        return
    engines = list(dict.fromkeys(timing.engine for timing in timings))
    by = {(timing.case.name, timing.engine): timing for timing in timings}
    names = list(dict.fromkeys(timing.case.name for timing in timings))
    rivals = [engine for engine in engines if engine in (RAW, VIRTUOSO)]
    yield ""
    yield f"## {title}"
    yield ""
    yield (
        "Milliseconds, p50 / p99, of whole answers in SPARQL JSON with changing parameters and no "
        "caching by text. ≠: other rows than the raw engine. –: no answer."
    )
    yield ""
    rows = []
    for name in names:
        first = by[name, engines[0]]
        cells = [_cell(by[name, engine]) for engine in engines]
        rows.append((name, f"{first.rows:,}", *cells, *_against(by, name, rivals)))
    medians = [[t.p50 for t in timings if t.engine == engine and t.seconds] for engine in engines]
    cells = [f"{median(m):.1f}" if m else "–" for m in medians]
    rows.append(("**median of all**", "", *cells, *("" for _ in rivals)))
    yield from _table(("query", "rows", *engines, *(f"ours : {one}" for one in rivals)), rows)
    refused = [timing for timing in timings if timing.refused]
    if refused:
        yield ""
        for timing in refused:
            yield f"- {timing.engine}, {timing.case.name}: {_short(timing.refused)}"


def _against(
    by: Mapping[tuple[str, str], Timing], name: str, rivals: Sequence[str]
) -> Iterator[str]:
    mine = by[name, OURS]
    for rival in rivals:
        theirs = by[name, rival]
        both = mine.seconds and theirs.seconds
        yield f"{mine.p50 / theirs.p50:.2f}" if both else "–"


def _cell(timing: Timing) -> str:
    if not timing.seconds:
        return "–"
    mark = " ≠" if timing.differs else ""
    return f"{timing.p50:.1f} / {timing.p99:.1f}{mark}"


def _questions(results: Results) -> Iterator[str]:
    if not results.questions:
        return
    yield ""
    yield "## Library questions through the API"
    yield ""
    yield (
        "Milliseconds for the whole answer of `/api/v1/questions/{name}` with names, sources and "
        "coverage, for changing parameters. Asked for: ≤ 100 ms."
    )
    yield ""
    spans = sorted(results.questions, key=lambda span: -span.p50)
    yield from _table(
        ("question", "first", "p50", "p99"),
        [(s.name, f"{s.first:.1f}", f"{s.p50:.1f}", f"{s.p99:.1f}") for s in spans],
    )


def _lookups(results: Results) -> Iterator[str]:
    if not results.lookups:
        return
    yield ""
    yield "## Look-ups at eight connections"
    yield ""
    yield (
        "All that is said about one site or provider, answers per second. The client runs on the "
        "same machine. *New*: texts never sent before. *Repeated*: a hundred texts again and again."
    )
    yield ""
    yield from _table(
        ("engine", "new", "repeated", "failures"),
        [
            (
                name,
                f"{found.new.per_second:,.0f}",
                f"{found.repeated.per_second:,.0f}",
                str(found.new.failures + found.repeated.failures),
            )
            for name, found in results.lookups.items()
        ],
    )


def _exports(results: Results) -> Iterator[str]:
    if not results.exports:
        return
    yield ""
    yield "## Export of all triples as CSV"
    yield ""
    most = max(found.rows for found in results.exports.values())
    yield from _table(
        ("engine", "rows", "MB", "seconds", "rows/s", "memory before", "most memory"),
        [
            (
                name,
                f"{found.rows:,}{' (cut off)' if found.rows < most else ''}",
                f"{found.size / 1e6:,.0f}",
                f"{found.seconds:.1f}",
                f"{found.rows_per_second:,.0f}",
                _memory(found.before),
                _memory(found.most),
            )
            for name, found in results.exports.items()
        ],
    )


def _missing(results: Results) -> Iterator[str]:
    if not results.missing:
        return
    yield ""
    yield "## Not measured"
    yield ""
    for line in results.missing:
        yield f"- {_short(line)}"


def _memory(used: Memory) -> str:
    return f"{used.resident:.0f} MB, of which {used.anonymous:.0f} MB not files"


def _short(text: str) -> str:
    return " ".join(text.split())[:200]


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"
