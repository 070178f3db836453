"""The databases that a store can be in."""

from __future__ import annotations

import pytest

from tests.ingest.postgresql_server import postgresql


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """``BUDGETQA_DATABASE_URL`` of a store: none, which is SQLite in its folder, and an empty PostgreSQL database."""
    return "" if request.param == "sqlite" else postgresql().database()
