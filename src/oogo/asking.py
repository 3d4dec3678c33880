"""The commands for whoever asks: ask and sparql."""

from __future__ import annotations

import asyncio
import json
import sys
from argparse import Namespace
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from oogo import exports, questions
from oogo.errors import ParameterError
from oogo.publication import ensure
from oogo.questions import QuestionAnswer
from oogo.store.pool import Pool

__all__ = ["ask", "sparql"]


def ask(options: Namespace, say: Callable[[str], None]) -> int:
    """Print or write the answer to a question of the library; without a name the list."""
    library = questions.load()
    if options.name is None:
        for question in library.values():
            print(f"{question.name:<44} {question.title[options.lang]}")
        return 0
    if options.name not in library:
        raise ParameterError(
            f"er is geen vraag ‘{options.name}’",
            f"there is no question ‘{options.name}’",
            remedy_nl="‘oogo ask’ zonder naam noemt alle vragen.",
            remedy_en="‘oogo ask’ without a name lists all questions.",
        )
    parameters = dict(_pair(text) for text in options.parameter)
    ensure(options.data_dir, say)

    async def run() -> QuestionAnswer:
        async with _worker(options.data_dir) as pool:
            return await questions.answer(pool, library[options.name], parameters, options.lang)

    _write(asyncio.run(run()), options)
    return 0


def sparql(options: Namespace, accept: str, say: Callable[[str], None]) -> int:
    """Print the answer to a query, in one of these formats."""
    if (options.query is None) == (options.file is None):
        raise ParameterError(
            "geef één vraag",
            "give one query",
            remedy_nl="oogo sparql 'SELECT …' of -f bestand.rq",
            remedy_en="oogo sparql 'SELECT …' or -f file.rq",
        )
    text = options.query if options.file is None else _text(options.file)
    ensure(options.data_dir, say)

    async def run() -> None:
        async with _worker(options.data_dir, options.seconds) as pool:
            answer = await pool.query(text, accept=accept)
            async for chunk in answer.chunks:
                sys.stdout.buffer.write(chunk)

    asyncio.run(run())
    sys.stdout.buffer.flush()
    return 0


@asynccontextmanager
async def _worker(data_dir: Path, seconds: float = 20.0) -> AsyncIterator[Pool]:
    """One query process, for as long as it is needed."""
    pool = await Pool.start(data_dir, workers=1, seconds=seconds)
    try:
        yield pool
    finally:
        await pool.close()


def _write(answer: QuestionAnswer, options: Namespace) -> None:
    if options.format == "json":
        data = (json.dumps(exports.as_json(answer), ensure_ascii=False, indent=2) + "\n").encode()
    elif options.format == "csv":
        data = exports.as_csv(answer).encode()
    elif options.format == "xlsx":
        data = exports.as_xlsx(answer)
    else:
        data = exports.as_text(answer).encode()
    if options.output:
        options.output.write_bytes(data)
    elif options.format == "xlsx" and sys.stdout.isatty():
        raise ParameterError(
            "een werkmap past niet op het scherm",
            "a workbook does not fit the screen",
            remedy_nl="Geef een bestand: -o antwoord.xlsx",
            remedy_en="Give a file: -o answer.xlsx",
        )
    else:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()


def _pair(text: str) -> tuple[str, str]:
    name, mark, value = text.partition("=")
    if not mark:
        raise ParameterError(
            f"‘{text}’ is geen parameter",
            f"‘{text}’ is not a parameter",
            remedy_nl="Schrijf -p naam=waarde.",
            remedy_en="Write -p name=value.",
        )
    return name, value


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise ParameterError(
            f"{file} is geen tekst in UTF-8",
            f"{file} is no text in UTF-8",
            remedy_nl="Bewaar de vraag als tekst in UTF-8.",
            remedy_en="Save the query as text in UTF-8.",
        ) from error
