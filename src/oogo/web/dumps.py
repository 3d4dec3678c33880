"""The files of each edition: made after it is published, and the same whenever asked for."""

from __future__ import annotations

import asyncio
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response

from oogo.background import Background
from oogo.dumps import Dump, dump_path, progress, read_dump, use
from oogo.errors import BusyError, NotFoundError
from oogo.web.frame import page, pool_of
from oogo.web.negotiation import negotiate

__all__ = ["Dumps", "made_dump", "router"]

router = APIRouter(include_in_schema=False)

_WAIT = 20.0
_RETRY = 5
# Publications that follow each other at once share one dump: that of the last.
_QUIET = 15.0
_FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable"}
_LISTS = ("manifest.json", "SHA256SUMS")


class Dumps:
    """The dumps of one data folder."""

    def __init__(self, data_dir: Path) -> None:
        """In this folder."""
        self.data_dir = data_dir
        self._maker = Background("oogo.dumps", data_dir)

    async def at(self, number: int, newest: int) -> Path:
        """The folder with the files of this edition; the first who asks waits for them."""
        if not 1 <= number <= newest:
            raise NotFoundError(
                f"er is geen editie {number}; de nieuwste is {newest}",
                f"there is no edition {number}; the newest is {newest}",
                place=str(number),
                remedy_nl="Alle edities staan op /changes.",
                remedy_en="All editions are at /changes.",
            )
        folder = dump_path(self.data_dir, number)
        if not folder.is_dir():
            await self._maker.make(number, _WAIT)
        if not folder.is_dir():
            made = progress(self.data_dir, number)
            raise BusyError(
                f"de bestanden van editie {number} worden gemaakt; {made} zijn er al",
                f"the files of edition {number} are being made; {made} are there already",
                remedy_nl="Probeer het zo weer.",
                remedy_en="Try again in a moment.",
                retry_after=_RETRY,
            )
        use(folder)
        return folder

    async def keep_up(self, newest: Callable[[], int]) -> None:
        """Make the files of an edition when it has been the newest for a while."""
        seen = 0
        while True:
            await asyncio.sleep(_QUIET)
            number = newest()
            if number == seen and number and not dump_path(self.data_dir, number).is_dir():
                await self._maker.make(number, 0)
            seen = number

    async def close(self) -> None:
        """Stop what is being made."""
        await self._maker.close()


def made_dump(request: Request, number: int) -> Dump | None:
    """The dump of this edition where it is made already."""
    dumps: Dumps = request.app.state.dumps
    folder = dump_path(dumps.data_dir, number)
    return read_dump(folder) if folder.is_dir() else None


@router.get("/dumps")
async def go_to_newest(request: Request) -> Response:
    """The files of the newest edition."""
    return RedirectResponse(f"/dumps/{pool_of(request).edition}", 303)


@router.get("/dumps/{number:int}")
async def show_dump(request: Request, number: int) -> Response:
    """The files of one edition, with their sizes and checksums."""
    folder = await _folder(request, number)
    dump = await asyncio.to_thread(read_dump, folder)
    kind = negotiate(request.headers.get("accept"), ("text/html", "application/json"))
    if kind == "application/json":
        headers = _FOR_EVER | {"Vary": "Accept"}
        return FileResponse(folder / "manifest.json", media_type=kind, headers=headers)
    return page(request, "dump.html", {"dump": dump})


@router.get("/dumps/{number:int}/{name:path}")
async def give_file(request: Request, number: int, name: str) -> Response:
    """One file of one edition."""
    folder = await _folder(request, number)
    if name in _LISTS:
        kind = "application/json" if name.endswith("json") else "text/plain"
        return FileResponse(folder / name, media_type=kind, headers=_FOR_EVER)
    file = (await asyncio.to_thread(read_dump, folder)).file(name)
    return FileResponse(
        folder / file.name,
        media_type=file.packed or file.media_type,
        headers=_FOR_EVER
        | {"ETag": f'"{file.sha256}"', "Repr-Digest": f"sha-256=:{_base64(file.sha256)}:"},
    )


async def _folder(request: Request, number: int) -> Path:
    dumps: Dumps = request.app.state.dumps
    return await dumps.at(number, pool_of(request).edition)


def _base64(digest: str) -> str:
    return b64encode(bytes.fromhex(digest)).decode()
