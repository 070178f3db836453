"""Counts and times for Prometheus. The only module that imports prometheus_client."""

from __future__ import annotations

from collections.abc import Callable

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from qa.drafting.answer import Answer

CONTENT_TYPE = CONTENT_TYPE_LATEST
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0, 30.0)


class Metrics:
    """The metrics of one server."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "budgetqa_requests_total", "Requests answered.", ("method", "route", "status"), registry=self._registry
        )
        self._seconds = Histogram(
            "budgetqa_request_seconds",
            "Time to the end of the answer.",
            ("route",),
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._answers = Counter("budgetqa_answers_total", "Answers.", ("status", "mode"), registry=self._registry)
        self._jobs = Counter("budgetqa_uploads_total", "Uploads done.", ("outcome",), registry=self._registry)

    def count(self, method: str, route: str, status: int, seconds: float) -> None:
        """Counts a request. ``status`` is 0 if the client left before the response began."""
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def answered(self, answer: Answer) -> None:
        self._answers.labels(answer.status.value, answer.mode).inc()

    def uploaded(self, outcome: str) -> None:
        self._jobs.labels(outcome).inc()

    def gauge(self, name: str, text: str, read: Callable[[], float]) -> None:
        """Registers a value that is read on demand."""
        Gauge(name, text, registry=self._registry).set_function(read)

    def page(self) -> bytes:
        return generate_latest(self._registry)
