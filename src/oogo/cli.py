"""The command ``oogo``: exit code 0 is good, 1 is findings, 2 is cannot read."""

from __future__ import annotations

import argparse
import gc
import logging
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from oogo import __version__
from oogo.bench import add_commands as add_bench_commands
from oogo.errors import OogoError, ParameterError
from oogo.releases import add_command as add_release_notes

__all__ = ["main"]

_GOOD, _FINDINGS, _CANNOT_READ = 0, 1, 2
_LAST_PORT = 65535
_SPARQL_FORMATS = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "jsonld": "application/ld+json",
}
_ANY_FORMAT = "text/csv, text/turtle;q=0.9, application/sparql-results+json;q=0.8"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code."""
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    options = _parser().parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = options.run
    try:
        return run(options)
    except OogoError as error:
        print(f"oogo: {error}", file=sys.stderr)
        return _CANNOT_READ
    except BrokenPipeError:
        # Who reads has seen enough, as with `| head`; nothing more is to be flushed there.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _GOOD
    except OSError as error:
        place = f"{error.filename} kan niet gelezen of geschreven worden: " * bool(error.filename)
        print(f"oogo: {place}{error.strerror or error}", file=sys.stderr)
        return _CANNOT_READ
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="oogo",
        description="Kennisgraaf van het bestuur van passend onderwijs en jeugdhulp.",
    )
    parser.add_argument("--version", action="version", version=f"oogo {__version__}")
    commands = parser.add_subparsers(required=True, metavar="OPDRACHT")

    def command(name: str, run: Callable[[argparse.Namespace], int], help_: str) -> _Command:
        sub = commands.add_parser(name, help=help_, description=help_)
        sub.set_defaults(run=run)
        sub.add_argument(
            "--data-dir",
            type=Path,
            default=Path(os.environ.get("OOGO_DATA_DIR", "oogo-data")),
            help="map met het logboek en de edities (standaard: ./oogo-data)",
        )
        return sub

    serve = command("serve", _serve, "Start de dienst.")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=_port, default=8000)
    serve.add_argument("--workers", type=int, default=2, help="aantal vraagprocessen")
    serve.add_argument("--seconds", type=float, default=20.0, help="tijdgrens van een vraag")
    serve.add_argument(
        "--store",
        default=os.environ.get("OOGO_STORE", ""),
        metavar="ADRES",
        help="laat deze SPARQL-store antwoorden: sparql+http://host/query?update=/update",
    )
    serve.add_argument(
        "--read-only",
        action="store_true",
        help="publiceer niets: het logboek is een kopie van dat van een andere dienst",
    )
    serve.add_argument(
        "--log-queries",
        action="store_true",
        help="bewaar ook de tekst van vragen in het vragenlogboek (30 dagen)",
    )

    _add_delivering(command)

    ask = command("ask", _ask, "Stel een vraag uit de bibliotheek; zonder naam: de lijst.")
    ask.add_argument("name", nargs="?", metavar="VRAAG")
    ask.add_argument("-p", "--parameter", action="append", default=[], metavar="naam=waarde")
    ask.add_argument("--format", choices=("table", "csv", "json", "xlsx"), default="table")
    ask.add_argument("-o", "--output", type=Path, help="bestand (verplicht bij xlsx)")
    ask.add_argument("--lang", choices=("nl", "en"), default="nl")

    sparql = command("sparql", _sparql, "Voer een SPARQL-vraag uit.")
    sparql.add_argument("query", nargs="?", metavar="VRAAG")
    sparql.add_argument("-f", "--file", type=Path, metavar="BESTAND")
    sparql.add_argument("--format", choices=sorted(_SPARQL_FORMATS), default=None)
    sparql.add_argument("--seconds", type=float, default=600.0, help="tijdgrens")

    importing = command("import", _import, "Lees een overgeschreven publicatie of register in.")
    importing.add_argument("source", nargs="?", metavar="BRON")
    importing.add_argument("files", nargs="*", type=Path, metavar="BESTAND")
    importing.add_argument("--list", action="store_true", help="noem de bronnen")
    importing.add_argument("-o", "--output", type=Path, default=Path(), help="doelmap")

    exporting = command("export", _export, "Schrijf de nieuwste editie als bestanden in een map.")
    exporting.add_argument("folder", type=Path, metavar="MAP", help="een map die er nog niet is")

    command("verify", _verify, "Controleer logboek en opslag.")

    copying = command("backup", _backup, "Bewaar een kopie van alles wat is aangeleverd.")
    copying.add_argument("target", type=Path, metavar="BESTAND.tar.zst|MAP")

    restoring = command("restore", _restore, "Zet een kopie terug in een lege map.")
    restoring.add_argument("source", type=Path, metavar="BESTAND.tar.zst|MAP")
    add_release_notes(command)
    add_bench_commands(commands)
    return parser


_Command = argparse.ArgumentParser
_Adding = Callable[[str, Callable[[argparse.Namespace], int], str], _Command]


def _add_delivering(command: _Adding) -> None:
    """The commands for whoever delivers."""
    validate = command("validate", _validate, "Toets bestanden aan de wet.")
    validate.add_argument("files", nargs="*", type=Path, metavar="BESTAND")
    validate.add_argument(
        "--published", action="store_true", help="toets alles wat gepubliceerd is (text of json)"
    )
    validate.add_argument(
        "--format", choices=("text", "json", "html", "xlsx", "ttl"), default="text"
    )
    validate.add_argument("-o", "--output", type=Path, help="bestand voor het rapport")
    validate.add_argument("--peildatum", type=_date, default=None, metavar="JJJJ-MM-DD")
    validate.add_argument("--lang", choices=("nl", "en"), default="nl")

    blank = command("template", _template, "Schrijf een sjabloon om in te vullen.")
    blank.add_argument("type", metavar="SOORT", help="bijvoorbeeld overleg of afspraken")
    blank.add_argument("-o", "--output", type=Path, metavar="BESTAND.xlsx")
    blank.add_argument("--organisation", help="code van uw organisatie, bijvoorbeeld PO2604")

    deliver = command(
        "deliver", _deliver, "Lever een bestand aan met de sleutel in OOGO_KEY; het blijft bewaard."
    )
    deliver.add_argument("file", type=Path, metavar="BESTAND")
    deliver.add_argument(
        "--publish", action="store_true", help="publiceer het als de wet het toelaat"
    )
    deliver.add_argument("--licence", help="adres van de licentie (standaard CC0; leeg is geen)")
    deliver.add_argument(
        "--supersedes", metavar="NUMMERS", help="wat dit vervangt, met komma’s; ‘none’ is niets"
    )
    deliver.add_argument("--lang", choices=("nl", "en"), default="nl")

    token = command("token", _token, "Maak, noem of beëindig sleutels om mee aan te leveren.")
    token.add_argument("act", choices=("add", "list", "revoke"), metavar="add|list|revoke")
    token.add_argument("id", nargs="?", metavar="NUMMER", help="de sleutel die stopt")
    token.add_argument("--organisation", metavar="IRI|CODE")
    token.add_argument("--role", choices=("lezer", "aanleveraar", "beoordelaar", "beheerder"))
    token.add_argument("--until", type=_date, metavar="JJJJ-MM-DD")
    token.add_argument("--per-day", type=int, default=200, help="aanleveringen per dag")


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"‘{text}’ is geen datum; schrijf JJJJ-MM-DD") from error


def _port(text: str) -> int:
    if text.isdecimal() and int(text) <= _LAST_PORT:
        return int(text)
    raise argparse.ArgumentTypeError(f"‘{text}’ is geen poort; kies 1 tot en met {_LAST_PORT}")


def _say(line: str) -> None:
    print(line, file=sys.stderr)


def _serve(options: argparse.Namespace) -> int:
    import uvicorn

    from oogo.following import Copy, Mirror
    from oogo.publication import ensure
    from oogo.web import create_app
    from oogo.web.server import BoundedProtocol

    folder, store = options.data_dir, options.store
    number = Copy(folder).catch_up() if options.read_only else ensure(folder, _say).number
    if store:
        mirror = Mirror(folder, store)
        number = mirror.held() if options.read_only else mirror.catch_up()
    _say(f"editie {number} staat klaar op http://{options.host}:{options.port}")
    app = create_app(
        folder,
        workers=options.workers,
        seconds=options.seconds,
        store=store,
        read_only=options.read_only,
        log_text=options.log_queries,
    )
    # All that is here now stays: looking through it again and again would hold up requests.
    gc.collect()
    gc.freeze()
    uvicorn.run(
        app,
        host=options.host,
        port=options.port,
        http=BoundedProtocol,
        log_level="warning",
        access_log=False,
        server_header=False,
    )
    return _GOOD


def _validate(options: argparse.Namespace) -> int:
    from oogo.delivering import validate

    return validate(options, _say)


def _template(options: argparse.Namespace) -> int:
    from oogo.delivering import write_template

    return write_template(options)


def _deliver(options: argparse.Namespace) -> int:
    from oogo.delivering import deliver

    return deliver(options, _say)


def _token(options: argparse.Namespace) -> int:
    from oogo.delivering import token

    return token(options)


def _ask(options: argparse.Namespace) -> int:
    from oogo.asking import ask

    return ask(options, _say)


def _sparql(options: argparse.Namespace) -> int:
    from oogo.asking import sparql

    return sparql(options, _SPARQL_FORMATS.get(options.format, _ANY_FORMAT), _say)


def _import(options: argparse.Namespace) -> int:
    from oogo import importers

    if options.list or options.source is None:
        for importer in importers.ALL.values():
            print(f"{importer.name:<16} {importer.title['nl']}\n{'':<16} {importer.address}")
        return _GOOD
    if options.source not in importers.ALL:
        raise ParameterError(
            f"er is geen bron ‘{options.source}’",
            f"there is no source ‘{options.source}’",
            remedy_nl="‘oogo import --list’ noemt alle bronnen.",
            remedy_en="‘oogo import --list’ lists all sources.",
        )
    if not options.files:
        raise ParameterError(
            "noem de bestanden die ingelezen moeten worden",
            "name the files to read",
            remedy_nl=f"oogo import {options.source} BESTAND…",
            remedy_en=f"oogo import {options.source} FILE…",
        )
    for written in importers.ALL[options.source].run(options.files, options.output):
        print(written)
    return _GOOD


def _export(options: argparse.Namespace) -> int:
    from oogo.publication import ensure
    from oogo.release import write_release

    ensure(options.data_dir, _say)
    dump = write_release(options.data_dir, options.folder)
    size = sum(file.bytes for file in dump.files)
    print(f"editie {dump.edition}: {len(dump.files)} bestanden, {size} bytes in {options.folder}")
    return _GOOD


def _verify(options: argparse.Namespace) -> int:
    from oogo.publication import verify

    findings = verify(options.data_dir)
    for finding in findings:
        print(finding)
    print(f"{len(findings)} bevindingen")
    return _FINDINGS if findings else _GOOD


def _backup(options: argparse.Namespace) -> int:
    from oogo.backup import backup

    print(f"{backup(options.data_dir, options.target)} publicaties bewaard in {options.target}")
    return _GOOD


def _restore(options: argparse.Namespace) -> int:
    from oogo.backup import restore

    print(
        f"{restore(options.source, options.data_dir)} publicaties teruggezet in {options.data_dir}"
    )
    return _GOOD
