"""``budgetqa serve``: the API and the page, until stopped."""

from __future__ import annotations

import uvicorn

from qa.fronts.api.app import create_app
from qa.fronts.serving.logs import log_as_json
from qa.fronts.serving.server_settings import ServerSettings, check_address
from qa.settings import Settings

_SECONDS_TO_FINISH = 15


def run(settings: Settings, host: str, port: int) -> None:
    """Serve on ``host`` and ``port`` (0: any free one); requests in progress finish before it ends. Raises BadSetting
    if other machines could reach a server without keys."""
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
