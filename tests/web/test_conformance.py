"""The API does what its own description says: valid requests, and ones that break it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
import schemathesis
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks

from tests.serving import serving

CHECKS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
    checks.response_headers_conformance,
    checks.unsupported_method,
    checks.negative_data_rejection,
    checks.ignored_auth,
]


@pytest.fixture(scope="module")
def operations(edition_dir: Path) -> Iterator[list[Any]]:
    """The operations of a service that runs, as its own document describes them."""
    with serving(edition_dir) as address:
        described = schemathesis.openapi.from_url(f"{address}/api/v1/openapi.json")
        yield [each.ok() for each in described.get_all_operations()]


def faults(operation: Any, mode: GenerationMode, examples: int) -> list[str]:
    """What this operation does otherwise than its description says, in so many requests."""
    found: list[str] = []

    @hypothesis.seed(20170101)
    @hypothesis.settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=[hypothesis.Phase.generate],
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    @hypothesis.given(case=operation.as_strategy(generation_mode=mode))
    def asked(case: Any) -> None:
        try:
            case.call_and_validate(checks=CHECKS, timeout=60)
        except schemathesis.errors.FailureGroup as failures:
            found.append(f"{operation.method} {operation.path}: {failures.exceptions}")

    try:
        asked()
    except Unsatisfiable:
        assert mode is GenerationMode.NEGATIVE  # nothing in such a request can be wrong
    return found


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_the_api_keeps_its_word(operations: list[Any], mode: GenerationMode) -> None:
    asking = [each for each in operations if each.path.startswith("/questions/")]
    others = [each for each in operations if each not in asking]
    assert len(asking) > 60
    assert len(others) > 15
    found = [fault for each in [*others, *asking[::12]] for fault in faults(each, mode, 3)]
    assert found == []


@pytest.mark.soak
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_the_api_keeps_its_word_a_hundred_times(
    operations: list[Any], mode: GenerationMode
) -> None:
    found = [fault for each in operations for fault in faults(each, mode, 100)]
    assert found == []
