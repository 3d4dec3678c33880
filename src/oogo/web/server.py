"""HTTP as the service speaks it: one host, and a limit to what stands before a body."""

from __future__ import annotations

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

__all__ = ["BoundedProtocol"]

_LARGEST = 64 * 1024


class BoundedProtocol(HttpToolsProtocol):
    """Refuses a request whose head goes on without an end, or names no host or several."""

    _in_head = True
    _received = 0

    def data_received(self, data: bytes) -> None:
        """Read on, unless the head is too long and still not whole."""
        super().data_received(data)
        if self._in_head and not self.transport.is_closing():
            self._received += len(data)
            if self._received > _LARGEST:
                self.send_400_response("The headers of this request are too long.")

    def on_message_begin(self) -> None:
        """A head begins."""
        self._in_head, self._received = True, 0
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """The head is whole; one without exactly one host is refused (RFC 9112, 3.2)."""
        self._in_head = False
        hosts = sum(name == b"host" for name, _ in self.headers)
        if hosts > 1 or (not hosts and self.parser.get_http_version() != "1.0"):
            # The parser tells its caller, who answers 400.
            raise ValueError(hosts)
        super().on_headers_complete()
