"""HTTP as the service speaks it: what stands before a body has a limit too."""

from __future__ import annotations

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

__all__ = ["BoundedProtocol"]

_LARGEST = 64 * 1024


class BoundedProtocol(HttpToolsProtocol):
    """Refuses a request whose address and headers go on without an end."""

    _in_head = True
    _received = 0

    def data_received(self, data: bytes) -> None:
        """Read on, unless the head is too long."""
        if self._in_head:
            self._received += len(data)
            if self._received > _LARGEST:
                self.send_400_response("The headers of this request are too long.")
                return
        super().data_received(data)

    def on_message_begin(self) -> None:
        """A head begins."""
        self._in_head, self._received = True, 0
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """The head is whole; what follows is a body."""
        self._in_head = False
        super().on_headers_complete()
