"""Queries and requests that mean harm, each with the statuses that answer it clearly."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

__all__ = ["CASES", "Case"]

BAD, FORBIDDEN, LARGE, TYPE, BUSY = {400}, {403}, {413}, {415}, {503}
DULL = {200}
ANY = DULL | BAD | BUSY
SPARQL = "application/sparql-query"
YEAR = "'999999999999-01-01T00:00:00Z'^^<http://www.w3.org/2001/XMLSchema#dateTime>"


@dataclass(frozen=True)
class Case:
    """One attack: the bytes that are sent, and which statuses are a clear answer."""

    name: str
    data: bytes
    statuses: frozenset[int]
    slow: bool = False


def _get(query: str | bytes, extra: str = "", headers: str = "") -> bytes:
    return (
        f"GET /sparql?query={quote(query)}{extra} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        f"Connection: close\r\n{headers}\r\n"
    ).encode()


def _post(
    body: str | bytes, media_type: str = "application/sparql-query", extra: str = ""
) -> bytes:
    data = body.encode("utf-8", "surrogatepass") if isinstance(body, str) else body
    head = (
        f"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
        f"Content-Type: {media_type}\r\nContent-Length: {len(data)}\r\n{extra}\r\n"
    )
    return head.encode() + data


def _raw_get(target: str) -> bytes:
    return f"GET {target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode()


def _file(text: str, media_type: str) -> bytes:
    return _post(text, media_type).replace(b" /sparql ", b" /api/v1/validations ", 1)


def _nested(open_: str, close: str, depth: int, inside: str = "") -> str:
    return open_ * depth + inside + close * depth


_ALL = "?s{0} ?p{0} ?o{0} ."
_PRODUCT = " ".join(_ALL.format(n) for n in range(4))
_DOUBLING = "BIND('xxxxxxxxxx' AS ?a0) " + " ".join(
    f"BIND(CONCAT(?a{n}, ?a{n}) AS ?a{n + 1})" for n in range(40)
)
_MANY = "VALUES ?x { " + " ".join(str(n) for n in range(20_000)) + " }"

# Text → statuses: parsers, brackets, sizes.
_REFUSED: dict[str, tuple[str, set[int]]] = {
    "braces-101": ("SELECT * " + _nested("{", "}", 101), BAD),
    "braces-3000": ("SELECT * " + _nested("{", "}", 3000), BAD),
    "braces-60000": ("SELECT * " + _nested("{", "}", 60_000), BAD),
    "braces-open": ("SELECT * " + "{" * 3000, BAD),
    "braces-close": ("SELECT * {" + "}" * 3000, BAD),
    "parentheses": ("SELECT * { FILTER" + _nested("(", ")", 5000, "1") + " }", BAD),
    "lists": ("SELECT * { ?s ?p " + _nested("(", ")", 2000, "1") + " }", BAD),
    "blank-nodes": ("SELECT * { ?s ?p " + _nested("[ ?p ", "]", 2000, "1") + " }", BAD),
    "quoted-triples": ("SELECT * { " + _nested("<< ", " >>", 2000, "?s ?p ?o") + " ?q 1 }", BAD),
    "calls": ("ASK { FILTER(" + _nested("STR(", ")", 3000, "1") + ") }", BAD),
    "not": ("ASK { FILTER(" + "!" * 50_000 + "true) }", BAD),
    "minus-signs": ("ASK { FILTER(" + "-" * 50_000 + "1) }", BAD),
    "path-inverse": ("ASK { ?s " + "^" * 50_000 + "<urn:p> ?o }", BAD),
    "path-parentheses": ("ASK { ?s " + _nested("(", ")*", 500, "<urn:p>") + " ?o }", BAD),
    "subselects": (_nested("SELECT * { ", " }", 500, "?s ?p ?o"), BAD),
    "optionals": ("SELECT * { " + _nested("OPTIONAL { ", " }", 500, "?s ?p ?o") + " }", BAD),
    "graphs": ("SELECT * { " + _nested("GRAPH ?g { ", " }", 500, "?s ?p ?o") + " }", BAD),
    "exists": ("ASK { " + _nested("FILTER EXISTS { ", " }", 500, "?s ?p ?o") + " }", BAD),
    "unclosed-string": ("SELECT * { ?s ?p 'x", BAD),
    "unclosed-long-string": ("SELECT * { ?s ?p '''" + "x" * 100_000, BAD),
    "unclosed-iri": ("SELECT * { ?s ?p <urn:" + "x" * 100_000, BAD),
    "quotes": ("SELECT * { ?s ?p " + "'" * 99_999 + " }", BAD),
    "backslashes": ("SELECT * { ?s ?p '" + "\\" * 99_999, BAD),
    "null-bytes": ("SELECT * { ?s ?p \x00 }", BAD),
    "null-only": ("\x00" * 1000, BAD),
    "bell": ("ASK { ?s ?p ?o } \x07", BAD),
    "spaces": (" " * 200_000, BAD),
    "comment-only": ("# " + "x" * 200_000, BAD),
    "nothing": ("SELECT", BAD),
    "words": ("SELECT " * 30_000, BAD),
    "prefixes-unknown": ("SELECT * { a:b c:d e:f }", BAD),
    "prefix-chain": ("".join(f"PREFIX p{n}: <urn:{n}> " for n in range(5000)), BAD),
    "no-variable": ("SELECT ?x ?x * { }", BAD),
    "bad-iri": ("SELECT * { <http://[::g]/> ?p ?o }", BAD),
    "bad-escape": ("SELECT * { ?s ?p '\\uZZZZ' }", BAD),
    "lone-surrogate": ("SELECT * { ?s ?p '\\uD800' }", BAD),
    "bad-language": ("SELECT * { ?s ?p 'x'@" + "a" * 5000 + " }", BAD | DULL),
    "aggregate-nowhere": ("SELECT (SUM(?x) AS ?y) ?z { ?x ?y ?z }", BAD),
    "limit-negative": ("SELECT * { ?s ?p ?o } LIMIT -1", BAD),
    "limit-huge": ("SELECT * { ?s ?p ?o } LIMIT " + "9" * 60, BAD),
    "offset-huge": ("SELECT * { ?s ?p ?o } OFFSET " + "9" * 60, BAD),
    "long-query": ("ASK { } #" + "x" * 260_000, LARGE),
    "update-insert": ("INSERT DATA { <urn:a> <urn:b> 1 }", FORBIDDEN),
    "update-delete": ("DELETE WHERE { ?s ?p ?o }", FORBIDDEN),
    "update-clear": ("CLEAR ALL", FORBIDDEN),
    "update-drop": ("DROP SILENT ALL", FORBIDDEN),
    "update-load": ("LOAD <file:///etc/passwd>", FORBIDDEN),
    "update-create": ("CREATE GRAPH <urn:g>", FORBIDDEN),
    "update-with": ("WITH <urn:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", FORBIDDEN),
    "update-prefixed": ("PREFIX a: <urn:a> BASE <urn:b> INSERT DATA { a:a a:b 1 }", FORBIDDEN),
    "update-comment": ("# SELECT\nDROP ALL", FORBIDDEN),
    "update-lower": ("insert data { <urn:a> <urn:b> 1 }", FORBIDDEN),
    "update-after": ("ASK {} ; DROP ALL", BAD),
    "service": ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", FORBIDDEN),
    "service-silent": ("SELECT * { SERVICE SILENT <http://127.0.0.1:9/> { ?s ?p ?o } }", FORBIDDEN),
    "service-variable": ("SELECT * { ?s ?p ?x SERVICE ?x { ?s ?p ?o } }", FORBIDDEN),
    "service-case": ("SELECT * { sErViCe <http://127.0.0.1:9/> { ?s ?p ?o } }", FORBIDDEN),
    "service-glued": ("SELECT*{SERVICE<http://127.0.0.1:9/>{?s ?p ?o}}", FORBIDDEN),
    "service-hidden": (
        'SELECT * { FILTER(?a<?b#>"""\n) SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }',
        FORBIDDEN | BAD,
    ),
    "service-hidden-quotes": (
        "SELECT * { BIND('\\'' AS ?x) SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        FORBIDDEN,
    ),
    "service-metadata": (
        "SELECT * { SERVICE <http://169.254.169.254/latest/> { ?s ?p ?o } }",
        FORBIDDEN,
    ),
    "from-file": ("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", DULL),
    "from-http": ("SELECT * FROM <http://127.0.0.1:9/> { ?s ?p ?o }", DULL),
    "from-named-http": (
        "SELECT * FROM NAMED <http://127.0.0.1:9/> { GRAPH ?g { ?s ?p ?o } }",
        DULL,
    ),
    "graph-file": ("SELECT * { GRAPH <file:///etc/passwd> { ?s ?p ?o } }", DULL),
    "describe-http": ("DESCRIBE <http://127.0.0.1:9/>", DULL),
    "extension-function": ("SELECT (<java:java.lang.Runtime.exec>('id') AS ?x) { }", BAD | DULL),
    "shell": ("$(id); `id` | id", BAD),
    "sql": ("' OR 1=1; DROP TABLE x; --", BAD),
    "template": ("{{7*7}} ${7*7} <%= 7*7 %>", BAD),
    "json": ('{"query": "ASK {}"}', BAD),
    "xml-entities": ('<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><x>&b;</x>', BAD),
    "division-by-zero": ("SELECT (1/0 AS ?x) { }", DULL),
    "regex-broken": ("SELECT * { FILTER(REGEX('a', '((((')) }", DULL | BAD),
    "regex-nested": (
        "SELECT * { FILTER(REGEX('" + "a" * 5000 + "!', '^(a+)+$')) }",
        DULL | BUSY,
    ),
    "regex-repeat": ("ASK { FILTER(REGEX('a', '((a{1000}){1000}){1000}')) }", ANY),
    "regex-alternatives": (
        "ASK { FILTER(REGEX('" + "ab" * 9999 + "', '(a|b|ab)*c')) }",
        DULL | BUSY,
    ),
    "number-huge": ("SELECT (" + "9" * 10_000 + " AS ?x) { }", DULL | BAD),
    "decimal-huge": ("SELECT (1e999999 * 1e999999 AS ?x) { }", DULL | BAD),
    "date-huge": (
        f"SELECT (YEAR({YEAR}) AS ?x) {{ }}",
        DULL | BAD,
    ),
    "substr-huge": ("SELECT (SUBSTR('a', -9e300, 9e300) AS ?x) { }", DULL | BAD),
    "values-many": ("SELECT (COUNT(*) AS ?n) { " + _MANY + " }", DULL | BUSY),
    "literal-huge": ("SELECT (STRLEN('" + "x" * 250_000 + "') AS ?n) { }", DULL),
    "variables-many": (
        "SELECT " + " ".join(f"?v{n}" for n in range(20_000)) + " { }",
        ANY,
    ),
    "unions-many": (
        "SELECT (COUNT(*) AS ?n) { " + "{ ?s ?p 1 } UNION " * 2000 + "{ } }",
        ANY,
    ),
    "binds-many": (
        "SELECT ?v0 { " + "".join(f"BIND({n} AS ?v{n}) " for n in range(3000)) + "}",
        DULL | BUSY,
    ),
    "in-many": ("ASK { FILTER(1 IN (" + ",".join(["2"] * 100_000) + ")) }", ANY),
    "ors-many": ("ASK { FILTER(" + "||".join(["false"] * 30_000) + ") }", ANY),
    "bom": ("\ufeffASK { }", DULL),
    "homoglyph": ("ЅELECT * { }", BAD),
    "right-to-left": ("SELECT * { \u202e?s ?p ?o }", BAD),
}

# These take all the time or memory they are given.
_EXHAUSTING = {
    "product": f"SELECT (COUNT(*) AS ?n) {{ {_PRODUCT} }}",
    "product-distinct": f"SELECT (COUNT(DISTINCT *) AS ?n) {{ {_PRODUCT} }}",
    "product-sorted": f"SELECT * {{ {_PRODUCT} }} ORDER BY DESC(?o3) LIMIT 1",
    "product-filter": f"SELECT * {{ {_PRODUCT} FILTER(CONCAT(STR(?o0), STR(?o3)) = 'x') }}",
    "product-regex": f"SELECT * {{ {_PRODUCT} FILTER(REGEX(STR(?o1), '(x+x+)+y')) }} LIMIT 1",
    "product-group": f"SELECT ?s0 (COUNT(*) AS ?n) {{ {_PRODUCT} }} GROUP BY ?s0",
    "product-concat": f"SELECT (GROUP_CONCAT(STR(?o0)) AS ?x) {{ {_PRODUCT} }}",
    "product-ask": f"ASK {{ {_PRODUCT} FILTER(?o0 = 'nowhere') }}",
    "product-not-exists": f"ASK {{ {_PRODUCT} FILTER NOT EXISTS {{ ?s0 ?x ?o3 }} FILTER(false) }}",
    "minus": "SELECT * { ?a ?b ?c . ?d ?e ?f MINUS { ?x ?y ?z . ?a ?v ?f } } ORDER BY ?a LIMIT 1",
    "two-sorts": "SELECT * { { SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c LIMIT 2000000 } "
    "{ SELECT * { ?g ?h ?i . ?j ?k ?l } ORDER BY ?i LIMIT 2000000 } } LIMIT 1",
    "sort-two-million": "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f OFFSET 2000000 LIMIT 1",
    "doubling": f"SELECT ?a40 {{ {_DOUBLING} }}",
    "doubling-length": f"SELECT (STRLEN(?a40) AS ?n) {{ {_DOUBLING} }}",
    "replace": "SELECT (REPLACE(REPLACE(REPLACE(REPLACE('"
    + "a" * 900
    + "', 'a', '"
    + "b" * 900
    + "'), 'b', '"
    + "c" * 900
    + "'), 'c', '"
    + "d" * 900
    + "'), 'd', 'e') AS ?x) {}",
    "paths": "SELECT (COUNT(*) AS ?n) { ?a (!<urn:x>)* ?b . ?b (!<urn:y>)* ?c }",
    "paths-inverse": "SELECT (COUNT(*) AS ?n) { ?a ((!<urn:x>)|(^!<urn:x>))* ?b . ?c ?d ?b }",
    "values-product": "SELECT (COUNT(*) AS ?n) { "
    + " ".join(f"VALUES ?v{n} {{ {' '.join(map(str, range(300)))} }}" for n in range(8))
    + " }",
    "hash": f"SELECT (COUNT(DISTINCT SHA512(CONCAT(STR(?s0), STR(?s3)))) AS ?n) {{ {_PRODUCT} }}",
    "construct": f"CONSTRUCT {{ ?s0 <urn:p> ?o3 }} WHERE {{ {_PRODUCT} }} ORDER BY ?o3",
}

# The engine may see that these have an answer at once.
_CLEVER = {"product-ask", "product-not-exists", "product-regex"}

_RAW: dict[str, tuple[bytes, set[int]]] = {
    "utf8-bad-get": (
        b"GET /sparql?query=%C3%28 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        BAD,
    ),
    "utf8-overlong": (
        b"GET /sparql?query=%C0%AF HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        BAD,
    ),
    "utf8-bad-post": (_post(b"ASK { } # \xff\xfe"), BAD),
    "utf8-surrogate": (_post("ASK { } # \ud800"), BAD),
    "utf16": (_post("ASK { }".encode("utf-16"), "application/sparql-query; charset=utf-16"), TYPE),
    "latin-1": (_post("ASK { }", "application/sparql-query; charset=iso-8859-1"), TYPE),
    "body-type": (_post("ASK { }", "application/json"), TYPE),
    "body-no-type": (_post("ASK { }", ""), TYPE),
    "body-multipart": (
        _post("--x\r\n\r\nASK { }\r\n--x--", "multipart/form-data; boundary=x"),
        TYPE,
    ),
    "body-update": (_post("DROP ALL", "application/sparql-update"), FORBIDDEN),
    "body-update-form": (
        _post("update=DROP+ALL", "application/x-www-form-urlencoded"),
        FORBIDDEN,
    ),
    "body-update-beside": (
        _post("query=ASK%7B%7D&update=DROP+ALL", "application/x-www-form-urlencoded"),
        FORBIDDEN,
    ),
    "body-huge": (_post("x" * 1_200_000), LARGE),
    "body-fields": (_post("a=1&" * 50_000, "application/x-www-form-urlencoded"), BAD),
    "body-two-queries": (
        _post("query=ASK%7B%7D&query=ASK%7B%7D", "application/x-www-form-urlencoded"),
        BAD,
    ),
    "body-gzip": (_post(b"\x1f\x8b\x08\x00", extra="Content-Encoding: gzip\r\n"), BAD),
    "length-lies": (
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
        b"Content-Length: 99999999999999\r\n\r\nASK {}",
        LARGE,
    ),
    "length-negative": (b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", BAD),
    "length-twice": (
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx",
        BAD,
    ),
    "smuggling": (
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n"
        b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /x HTTP/1.1\r\n\r\n",
        BAD | TYPE,
    ),
    "chunk-bad": (
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n"
        b"Content-Type: application/sparql-query\r\n\r\nZZZ\r\n",
        BAD,
    ),
    "host-script": (
        b'GET /sparql?query=ASK HTTP/1.1\r\nHost: "><script>\r\nConnection: close\r\n\r\n',
        BAD,
    ),
    "host-twice": (b"GET /sparql HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", BAD | DULL),
    "host-missing": (b"GET /sparql HTTP/1.1\r\n\r\n", BAD),
    "header-split": (_get("ASK { ", headers="Accept: text/csv\r\nX: a\x00b\r\n"), BAD),
    "header-huge": (_get("ASK {", headers=f"X: {'x' * 100_000}\r\n"), BAD | {431}),
    "header-many": (
        _get("ASK {", headers="".join(f"X{n}: y\r\n" for n in range(900))),
        BAD | {431},
    ),
    "accept-many": (_get("ASK {", headers=f"Accept: {'a/b,' * 10_000}\r\n"), {406}),
    "accept-none": (_get("SELECT * {}", headers="Accept: image/png\r\n"), {406}),
    "accept-broken": (_get("ASK {", headers="Accept: ;;;q=/,,*\r\n"), BAD),
    "edition-word": (_get("ASK {}", "&edition=latest"), BAD),
    "edition-negative": (_get("ASK {}", "&edition=-1"), BAD),
    "edition-huge": (_get("ASK {}", "&edition=" + "9" * 500), {404}),
    "edition-zero": (_get("ASK {}", "&edition=0"), {404}),
    "edition-path": (_get("ASK {}", "&edition=../../etc/passwd"), BAD),
    "format-path": (_get("ASK {}", "&format=../../etc/passwd"), {406}),
    "graph-relative": (_get("ASK {}", "&default-graph-uri=../x"), BAD),
    "graph-script": (_get("ASK {}", "&default-graph-uri=%3Cscript%3E"), BAD),
    "graphs-many": (_get("ASK {}", "&default-graph-uri=urn:x" * 400), BAD),
    "method-put": (b"PUT /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n", {405}),
    "method-trace": (b"TRACE /sparql HTTP/1.1\r\nHost: x\r\n\r\n", {405}),
    "method-made-up": (b"SPLORK /sparql HTTP/1.1\r\nHost: x\r\n\r\n", {400, 405}),
    "not-http": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 64, BAD),
    "line-huge": (b"GET /" + b"x" * 200_000 + b" HTTP/1.1\r\n\r\n", BAD | {414, 431}),
    "range": (_get("ASK {", headers="Range: bytes=0-1,1-2,2-3\r\n"), BAD),
    "tag-huge": (_get("ASK {", headers='If-None-Match: "' + "x" * 9000 + '"\r\n'), BAD),
    "body-zstd": (_post(b"\x28\xb5\x2f\xfd\x00", extra="Content-Encoding: zstd\r\n"), BAD),
    "charset-two": (_post("ASK { }", f"{SPARQL}; charset=utf-8; charset=utf-16"), TYPE),
    "charset-utf7": (_post("+AEEAUwBL- { }", f"{SPARQL}; charset=utf-7"), TYPE),
    "percent-broken": (_raw_get("/sparql?query=ASK%7B%7D%20%zz"), BAD),
    "query-empty-too": (_raw_get("/sparql?query=ASK%7B%7D&query="), BAD),
    "edition-twice": (_get("ASK {}", "&edition=1&edition=1"), BAD),
    "edition-arabic": (_get("ASK {}", "&edition=%D9%A1"), BAD),
    "edition-power": (_get("ASK {}", "&edition=1e3"), BAD),
    "edition-empty": (_get("ASK {}", "&edition="), BAD),
    "graph-null": (_get("ASK {}", "&default-graph-uri=%00"), BAD),
    "graph-inject": (_get("ASK {}", "&default-graph-uri=urn:x%3E%20%7BDROP"), BAD),
    "path-dots": (_raw_get("/static/%2e%2e/%2e%2e/%2e%2e/etc/passwd"), {404}),
    "path-dots-slash": (_raw_get("/dumps/1/..%2f..%2f..%2flog"), {404}),
    "path-null": (_raw_get("/doc/%00"), {400, 404}),
    "path-newline": (_raw_get("/id/gemeente/%0d%0aSet-Cookie:a=b"), {303, 404}),
    "path-host": (_raw_get("//evil.example/"), {404}),
    "iri-inject": (_raw_get("/doc?iri=urn:x%3E%20%3Fp%20%3Fo%20%7D%20%23"), BAD | {404}),
    "iri-file": (_raw_get("/doc?iri=file:///etc/passwd"), {404}),
    "question-path": (_raw_get("/api/v1/questions/..%2fpages%2fbekend"), {404}),
    "day-none": (
        _raw_get("/api/v1/questions/geldige-plannen-op-een-datum?peildatum=2020-02-30"),
        BAD,
    ),
    "search-syntax": (_raw_get("/search?q=NEAR(%22a%22*)%20AND%20NOT"), DULL),
    "changes-huge": (_raw_get(f"/changes/{'9' * 40}/1"), {404}),
    "dump-huge": (_raw_get(f"/dumps/{'9' * 40}"), {404}),
    "quality-nan": (_get("ASK {", headers="Accept: text/csv;q=nan\r\n"), BAD),
    "upgrade-h2c": (_get("ASK {", headers="Upgrade: h2c\r\n"), BAD),
    "http-2": (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", BAD),
    "chunk-endless": (
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n"
        b"Content-Type: application/sparql-query\r\n\r\nFFFFFFFFFFFFFFFFF\r\nASK",
        BAD,
    ),
    "turtle-deep": (_file("<a> <b> " + "[" * 100_000, "text/turtle"), BAD | BUSY),
    "jsonld-deep": (
        _file('{"a":' * 50_000 + "1" + "}" * 50_000, "application/ld+json"),
        BAD | BUSY,
    ),
    "jsonld-remote": (
        _file('{"@context":"http://127.0.0.1:9/x","@id":"urn:a"}', "application/ld+json"),
        BAD | BUSY,
    ),
    "forwarded": (_get("ASK {", headers="X-Forwarded-For: ' OR 1=1 --, ::1\r\n"), BAD),
}

CASES = [
    *(Case(n, _post(text), frozenset(statuses)) for n, (text, statuses) in _REFUSED.items()),
    *(Case(n, data, frozenset(statuses)) for n, (data, statuses) in _RAW.items()),
    *(
        Case(name, _post(text), frozenset(BUSY | DULL if name in _CLEVER else BUSY), slow=True)
        for name, text in _EXHAUSTING.items()
    ),
]
