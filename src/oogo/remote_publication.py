"""Publishing to a store that somebody runs already: the log stays ours and goes first."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path

from oogo.derivation import derive
from oogo.errors import BusyError, ConflictError, QueryError
from oogo.publication import Publisher
from oogo.store import edition
from oogo.store.contract import CurrentGraph
from oogo.store.edition import Edition
from oogo.store.log import Entry
from oogo.store.remote import RemoteStore

__all__ = ["RemotePublisher"]

_LOG = logging.getLogger(__name__)


class RemotePublisher(Publisher):
    """The one writer of a data folder whose current graph stands in another store.

    What is in the log has happened: when the store does not answer, it gets the entry with the
    next publication or start.
    """

    def __init__(self, data_dir: Path, address: str) -> None:
        """Take the lock of this folder and bring that store up to the newest log entry."""
        self._store = RemoteStore(address)
        self._behind = True
        super().__init__(data_dir)

    @property
    def current(self) -> CurrentGraph:
        """That store, with every entry in it."""
        if self._behind:
            self._recover()
        return self._store

    def _recover(self) -> None:
        newest, applied = self.log.newest, self._store.applied
        if applied > newest:
            raise ConflictError(
                f"die store houdt editie {applied}, het logboek hier gaat tot {newest}",
                f"that store holds edition {applied}, the log here ends at {newest}",
                remedy_nl="Kies de map met het logboek van deze store, of een lege store.",
                remedy_en="Choose the folder with the log of this store, or an empty store.",
            )
        for entry in self.log.entries(after=applied):
            self._store.apply(entry)
        self._by = self.log.rules(newest)
        if applied < newest:
            derive(self._store, self._by or None)
            self._store.mark(newest)
        self._behind = False

    def _carry_out(
        self, entry: Entry, by: Mapping[str, str], other: Mapping[str, str] | None
    ) -> Edition:
        try:
            touched = self._store.apply(entry)
            derive(self._store, by, touched if other is None else None)
            self._store.mark(entry.number)
        except (BusyError, QueryError) as error:
            _LOG.warning(
                "publication %d is in the log, not yet in the store: %s", entry.number, error
            )
            self._behind = True
        self._by = by
        return edition.checkpoint(self.data_dir, entry.number)
