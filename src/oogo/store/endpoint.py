"""One SPARQL 1.1 address: what is asked there, and what is written.

It is read over the Protocol and written over Update. ``sparql+http://host/query?update=/update``
names another address for writing.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from pyoxigraph import NamedNode, QueryResultsFormat, QuerySolutions, RdfFormat, parse_query_results
from SPARQLWrapper import BASIC, DIGEST, POST, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

from oogo.errors import BusyError, ParameterError, QueryError
from oogo.rdf import GRAPH
from oogo.store import dialect
from oogo.store.contract import Term, deviates

if TYPE_CHECKING:
    from http.client import HTTPResponse

__all__ = ["ACTUAL", "Endpoint", "table"]

ACTUAL = NamedNode(GRAPH + "actueel")
"""The copy of the default graph: not every store has one of its own."""
_SCHEME = "sparql+"
_SECONDS = 600
_CUT = "X-SPARQL-MaxRows"


class _CutError(BusyError):
    """That store gives only so many rows, and this answer has more."""

    def __init__(self, cap: str) -> None:
        """With the number of rows that it gives."""
        super().__init__(
            f"de store geeft hoogstens {cap} rijen en kapte dit antwoord af",
            f"the store gives at most {cap} rows and cut this answer off",
            remedy_nl="Vraag minder rijen met LIMIT.",
            remedy_en="Ask fewer rows with LIMIT.",
        )
        self.cap = int(cap) if cap.isdecimal() else 0


class _Wrapper(SPARQLWrapper):
    """SPARQLWrapper that is told the form of a query instead of guessing it from hostile text."""

    def __init__(self, query: str, update: str, form: str) -> None:
        self._form = form
        super().__init__(query, updateEndpoint=update)

    def _parseQueryType(self, query: str) -> str:  # noqa: N802 - the name that the library calls
        return self._form


class Endpoint:
    """One address, with the credentials in it if it has any."""

    def __init__(self, address: str) -> None:
        """``sparql+http(s)://[user:password@]host/path[?update=/path]``."""
        if not address.startswith((f"{_SCHEME}http://", f"{_SCHEME}https://")):
            raise ParameterError(
                f"‘{address}’ is geen adres van een store",
                f"‘{address}’ is not the address of a store",
                remedy_nl="Schrijf sparql+https://host/sparql.",
                remedy_en="Write sparql+https://host/sparql.",
            )
        parts = urlsplit(address.removeprefix(_SCHEME))
        fields = parse_qsl(parts.query)
        rest = urlencode([(name, value) for name, value in fields if name != "update"])
        host = parts.netloc.rpartition("@")[2]
        self.query = urlunsplit((parts.scheme, host, parts.path, rest, ""))
        self.update = urljoin(self.query, dict(fields).get("update", self.query))
        self.server = ""
        self._user, self._password = parts.username or "", parts.password or ""

    def read(
        self,
        text: str,
        form: str,
        accept: str,
        *,
        seconds: float = _SECONDS,
        default_graphs: Sequence[str] = (ACTUAL.value,),
        named_graphs: Sequence[str] = (),
    ) -> HTTPResponse:
        """The answer to a query as it comes; an error where that store would give part of it."""

        def ask(text: str, form: str, accept: str) -> HTTPResponse:
            wrapper = self._wrapper(form, seconds)
            wrapper.addCustomHttpHeader("Accept", accept)
            for graph in default_graphs:
                wrapper.addDefaultGraph(graph)
            for graph in named_graphs:
                wrapper.addNamedGraph(graph)
            wrapper.setQuery(text)
            return self._send(wrapper)

        text = dialect.inside(text)
        response = ask(text, form, accept)
        silent = form == "CONSTRUCT" and deviates("ROWS_ARE_CAPPED", self.server)
        if silent and (rows := dialect.counted(text)):
            try:
                ask(rows, "SELECT", QueryResultsFormat.CSV.media_type).close()
            except BaseException:
                response.close()
                raise
        return response

    def whole(
        self,
        text: str,
        form: str,
        *,
        seconds: float = _SECONDS,
        default_graphs: Sequence[str] = (ACTUAL.value,),
        named_graphs: Sequence[str] = (),
    ) -> Iterator[bytes]:
        """All of an answer as JSON or N-Triples, in parts where that store gives no more."""
        end = time.monotonic() + seconds

        def ask(text: str, form: str) -> bytes:
            return self.read(
                text,
                form,
                QueryResultsFormat.JSON.media_type
                if form == "SELECT"
                else RdfFormat.N_TRIPLES.media_type,
                seconds=max(1.0, end - time.monotonic()),
                default_graphs=default_graphs,
                named_graphs=named_graphs,
            ).read()

        try:
            yield ask(text, form)
        except _CutError as cut:
            text = dialect.inside(text)
            counting = dialect.solutions(text)
            # An answer of exactly as many rows as are given looks cut too.
            size = cut.cap - 1
            if not counting or size < 1:
                raise
            ((number,),) = table(ask(counting, "SELECT"))
            for start in range(0, int(number.value), size):  # type: ignore[union-attr]
                if time.monotonic() > end:
                    raise
                yield ask(dialect.part(text, size, start), form)

    def write(self, operations: Sequence[str]) -> None:
        """Carry out these update operations in one request."""
        if operations:
            wrapper = self._wrapper("INSERT", _SECONDS)
            wrapper.setQuery(" ;\n".join(operations))
            self._send(wrapper).read()

    def _wrapper(self, form: str, seconds: float) -> _Wrapper:
        wrapper = _Wrapper(self.query, self.update, form)
        wrapper.setMethod(POST)
        wrapper.setOnlyConneg(True)
        wrapper.setTimeout(max(1, int(seconds)))
        if self._user:
            wrapper.setHTTPAuth(DIGEST if self.update.endswith("-auth") else BASIC)
            wrapper.setCredentials(self._user, self._password)
        return wrapper

    def _send(self, wrapper: _Wrapper) -> HTTPResponse:
        try:
            response: HTTPResponse = wrapper.query().response
        except SPARQLWrapperException as error:
            said = str(error.args[0] if error.args else error)[:500]
            raise QueryError(
                f"de store weigert dit: {said}", f"the store refuses this: {said}"
            ) from error
        except (URLError, OSError) as error:
            raise BusyError(
                f"de store op {self.query} antwoordt niet ({error})",
                f"the store at {self.query} does not answer ({error})",
            ) from error
        self.server = response.headers.get("Server", "")
        if cap := response.headers.get(_CUT):
            response.close()
            raise _CutError(cap)
        return response


def table(data: bytes) -> list[tuple[Term | None, ...]]:
    """The rows of the answer to a SELECT."""
    found = parse_query_results(data, format=QueryResultsFormat.JSON)
    if not isinstance(found, QuerySolutions):
        raise TypeError(data[:100])
    return [tuple(row) for row in found]
