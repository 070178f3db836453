"""Keys and rates."""

from __future__ import annotations

from qa.fronts.serving.limits import Keys, RateLimit
from qa.fronts.serving.server_settings import ServerSettings


def test_any_of_the_keys_opens_and_no_other() -> None:
    keys = Keys(("one", "two"))
    assert keys.owner("one") and keys.owner("two") and keys.owner("one") != keys.owner("two")
    assert keys.owner("three") is None and keys.owner("") is None and keys.owner("\udcff") is None
    assert "one" not in str(keys.owner("one"))


def test_a_signature_fits_its_text_and_its_keys_only() -> None:
    keys = Keys(("one",))
    assert keys.signed("a-F1", keys.sign("a-F1"))
    assert not keys.signed("a-F2", keys.sign("a-F1"))
    assert not Keys(("two",)).signed("a-F1", keys.sign("a-F1"))


def test_requests_beyond_the_rate_are_told_when_to_come_back() -> None:
    now = [0.0]
    rate = RateLimit(60, clock=lambda: now[0])
    assert [rate.wait("a") for _ in range(10)] == [0.0] * 10
    assert rate.wait("a") == 1.0 and rate.wait("b") == 0.0
    now[0] += 1
    assert rate.wait("a") == 0.0 and rate.wait("a") > 0


def test_no_rate_means_no_limit() -> None:
    rate = RateLimit(0)
    assert not any(rate.wait("a") for _ in range(1000))


def test_limits_and_keys_are_read_from_the_environment() -> None:
    settings = ServerSettings.from_environment(
        {"BUDGETQA_API_KEYS": "a, b,a", "BUDGETQA_LIMIT_UPLOAD_PAGES": "7", "BUDGETQA_CORS_ORIGINS": "https://x"}
    )
    assert (settings.keys, settings.origins, settings.limits.upload_pages) == (("a", "b"), ("https://x",), 7)
