"""What the graph of origins says of a published delivery: who, in which role, what was found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Triple

from oogo.addresses import BASE
from oogo.report import Finding, Report

if TYPE_CHECKING:
    from oogo.keys import Key
    from oogo.submissions import Record

__all__ = ["SENDER", "origin"]

SENDER = NamedNode(BASE + "def/invoerder")

_DCTERMS = "http://purl.org/dc/terms/"
_PROV = "http://www.w3.org/ns/prov#"
_DATE_TIME = NamedNode("http://www.w3.org/2001/XMLSchema#dateTime")
_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
_COUNTS = {
    "warning": "def/aantalWaarschuwingen",
    "uncertain": "def/aantalOnzeker",
    "not-assessable": "def/aantalNietTeBeoordelen",
    "waived": "def/aantalOntheffingen",
}


def origin(record: Record, report: Report, key: Key, before: Iterable[Record]) -> Iterator[Triple]:
    """Who delivered it, in which role and when, what was found, and what it supersedes."""
    graph = NamedNode(record.graph)
    sender = NamedNode(record.organisation)
    by = NamedNode(f"{BASE}id/toeschrijving/{record.id}")

    def said(predicate: str, value: NamedNode | Literal, about: NamedNode = graph) -> Triple:
        return Triple(about, NamedNode(predicate), value)

    yield Triple(graph, _TYPE, NamedNode(BASE + "def/Aanlevering"))
    yield Triple(graph, _LABEL, Literal(f"Aanlevering {record.id}", language="nl"))
    yield Triple(graph, _LABEL, Literal(f"Delivery {record.id}", language="en"))
    yield said(_DCTERMS + "identifier", Literal(record.id))
    yield said(_DCTERMS + "dateSubmitted", Literal(record.received_at, datatype=_DATE_TIME))
    yield said(_DCTERMS + "license", NamedNode(record.licence))
    yield said(SENDER.value, sender)
    yield said(_PROV + "qualifiedAttribution", by)
    yield Triple(by, _TYPE, NamedNode(_PROV + "Attribution"))
    yield said(_PROV + "agent", sender, by)
    yield said(_PROV + "hadRole", NamedNode(f"{BASE}begrip/sleutelrol/{key.role}"), by)
    for severity, term in _COUNTS.items():
        yield said(BASE + term, Literal(report.counts[severity]))
    for other in before:
        yield said(BASE + "def/vervangtAanlevering", NamedNode(other.graph))
    for waiver in {finding.waiver["id"]: finding.waiver for finding in _waived(report)}.values():
        yield said(_PROV + "wasInfluencedBy", _waiver_iri(waiver))
    for finding in _waived(report):
        yield from _waiver(finding)


def _waived(report: Report) -> list[Finding]:
    """The findings that a waiver sets apart."""
    return [finding for finding in report.findings if finding.severity == "waived"]


def _waiver_iri(waiver: Mapping[str, str]) -> NamedNode:
    return NamedNode(f"{BASE}id/ontheffing/{waiver['id']}")


def _waiver(finding: Finding) -> Iterator[Triple]:
    """Who waived which rule, when, on which ground, and until when it holds."""
    waiver = finding.waiver
    about = _waiver_iri(waiver)

    def said(predicate: str, value: NamedNode | Literal) -> Triple:
        return Triple(about, NamedNode(predicate), value)

    yield Triple(about, _TYPE, NamedNode(_PROV + "Entity"))
    yield Triple(about, _LABEL, Literal(f"Ontheffing van {finding.rule}", language="nl"))
    yield Triple(about, _LABEL, Literal(f"Waiver of {finding.rule}", language="en"))
    yield said(_PROV + "wasAttributedTo", NamedNode(waiver["granted_by"]))
    yield said(_PROV + "generatedAtTime", Literal(waiver["granted_at"], datatype=_DATE_TIME))
    end = Literal(f"{waiver['until']}T00:00:00Z", datatype=_DATE_TIME)
    yield said(_PROV + "invalidatedAtTime", end)
    yield said(_DCTERMS + "description", Literal(waiver["ground"]))
    yield said(_DCTERMS + "bibliographicCitation", Literal(waiver["document"]))
    if finding.shape:
        yield said(_DCTERMS + "subject", NamedNode(finding.shape))
