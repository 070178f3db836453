"""``budgetqa serve``: the API and the page, until told to stop."""

from __future__ import annotations

import logging
import sys

import structlog
import uvicorn

from qa.fronts.api.app import create_app
from qa.fronts.serving.server_settings import ServerSettings, check_address
from qa.settings import Settings

_SECONDS_TO_FINISH = 15


def run(settings: Settings, host: str, port: int) -> None:
    """Serve on ``host`` and ``port`` (0: any free one). Requests under way are finished before it ends."""
    server = ServerSettings.from_environment()
    check_address(host, server)
    log_as_json()
    app = create_app(settings, server)
    uvicorn.run(
        app,
        host=host,
        port=port,
        access_log=False,
        log_config=None,
        server_header=False,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=_SECONDS_TO_FINISH,
        limit_concurrency=1000,
    )


def log_as_json() -> None:
    """Every line of the log is a JSON object on stderr, with the id of its request."""
    steps: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    structlog.configure(
        processors=[*steps, structlog.processors.JSONRenderer(ensure_ascii=False)],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
            foreign_pre_chain=steps,
        )
    )
    logging.basicConfig(handlers=[handler], level=logging.INFO, force=True)
