"""schemathesis tries every operation of the OpenAPI description; none answers 500."""

from __future__ import annotations

import schemathesis
from hypothesis import HealthCheck, settings

from tests.fixtures.servers.api_server import changing_server

_URL = changing_server().url
schema = schemathesis.openapi.from_url(f"{_URL}/openapi.json")


@schema.parametrize()
@settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_no_request_makes_the_server_fail(case: schemathesis.Case) -> None:
    """Every response is one that the description names, with its error body; 503 is allowed, 500 is a bug."""
    reply = case.call(base_url=_URL)
    assert reply.status_code != 500, f"{case.as_curl_command()}: {reply.text}"
    if reply.status_code >= 400 and case.operation.path.startswith("/v1"):
        assert set(reply.json()["error"]) == {"message", "type", "param", "code"}
