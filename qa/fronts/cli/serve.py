"""``budgetqa serve``: the API and the page, until told to stop."""

from __future__ import annotations

import uvicorn

from qa.fronts.api.app import create_app
from qa.fronts.serving.logs import log_as_json
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
