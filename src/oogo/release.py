"""An edition to give away: a folder with its files, checksums and catalogue record."""

from __future__ import annotations

import shutil
from io import BytesIO
from pathlib import Path

from pyoxigraph import RdfFormat, serialize

from oogo.catalogue import PREFIXES, catalogue
from oogo.dumps import Dump, export
from oogo.errors import ConflictError
from oogo.keeping import write_whole

__all__ = ["RECORD", "write_release"]

RECORD = "catalogus.ttl"
"""The file with the record in DCAT-AP-NL."""


def write_release(data_dir: Path, folder: Path) -> Dump:
    """Write the newest edition of ``data_dir`` in ``folder``, which is made for it."""
    if folder.exists():
        raise ConflictError(
            f"{folder} bestaat al",
            f"{folder} is there already",
            remedy_nl="Noem een map die er nog niet is.",
            remedy_en="Name a folder that is not there yet.",
        )
    made = folder.with_name(folder.name + ".making")
    shutil.rmtree(made, ignore_errors=True)
    dump = export(data_dir, made)
    record = BytesIO()
    triples = catalogue(dump.edition, dump.published, dump)
    serialize(triples, record, format=RdfFormat.TURTLE, prefixes=PREFIXES)
    write_whole(made / RECORD, record.getvalue())
    made.rename(folder)
    return dump
