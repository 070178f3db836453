"""Settings of the server: keys, addresses and limits, read once at the entry point."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from ipaddress import ip_address
from pathlib import Path

from qa.settings import BadSetting

_MEBIBYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """What one client may ask of the server; each limit is set by ``BUDGETQA_LIMIT_`` and its name in capitals. Sizes
    are in bytes, times in seconds. ``requests_a_minute`` applies per key, 0 means no limit; a server without keys,
    reachable from this machine only, has none. ``waiting`` is the most questions that may queue."""

    body_bytes: int = 512 * 1024
    body_seconds: int = 30
    messages: int = 200
    requests_a_minute: int = 600
    waiting: int = 400
    ask_seconds: int = 120
    upload_bytes: int = 64 * _MEBIBYTE
    upload_pages: int = 600
    uploads_waiting: int = 32
    parse_seconds: int = 600
    parse_bytes: int = 3072 * _MEBIBYTE
    render_seconds: int = 20
    render_bytes: int = 1536 * _MEBIBYTE


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """``keys``: any of them opens the server; with none it serves this machine only. ``origins``: web origins whose
    pages may call it (CORS). ``public_url``: its address as clients see it, if a proxy hides it. ``list_sources``:
    whether a chat answer ends with its list of sources."""

    keys: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    public_url: str = ""
    list_sources: bool = True
    limits: Limits = field(default_factory=Limits)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> ServerSettings:
        """Keys come from ``BUDGETQA_API_KEYS`` (separated by commas) and the file ``BUDGETQA_API_KEYS_FILE`` (one a
        line, ``#`` begins a comment). Raises BadSetting for a setting that cannot be parsed."""
        values = os.environ if environment is None else environment
        return cls(
            keys=_keys(values),
            origins=_listed(values.get("BUDGETQA_CORS_ORIGINS", "")),
            public_url=values.get("BUDGETQA_PUBLIC_URL", "").rstrip("/"),
            list_sources=values.get("BUDGETQA_LIST_SOURCES", "1").lower() not in ("0", "false", "no", "off"),
            limits=_limits(values),
        )


def check_address(host: str, settings: ServerSettings) -> None:
    """Raises BadSetting if other machines could reach a server that has no keys."""
    if not settings.keys and not is_loopback(host):
        raise BadSetting(
            f"refusing to listen on {host} without API keys: set BUDGETQA_API_KEYS or BUDGETQA_API_KEYS_FILE, "
            "or listen on 127.0.0.1"
        )


def is_loopback(host: str) -> bool:
    """Whether a host name or address can only mean this machine."""
    name = host.strip("[]").lower()
    if name in ("localhost", ""):
        return bool(name)
    try:
        return ip_address(name.split("%")[0]).is_loopback
    except ValueError:
        return False


def _keys(values: Mapping[str, str]) -> tuple[str, ...]:
    keys = _listed(values.get("BUDGETQA_API_KEYS", ""))
    file = values.get("BUDGETQA_API_KEYS_FILE", "")
    if file:
        keys += _keys_of(Path(file))
    return tuple(dict.fromkeys(keys))


def _keys_of(file: Path) -> tuple[str, ...]:
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise BadSetting(f"BUDGETQA_API_KEYS_FILE: {file} cannot be read ({error.strerror})") from error
    keys = tuple(key for line in lines if (key := line.split("#")[0].strip()))
    if not keys:  # an empty file must not open the server to everyone
        raise BadSetting(f"BUDGETQA_API_KEYS_FILE: {file} holds no key; write one a line")
    return keys


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _limits(values: Mapping[str, str]) -> Limits:
    chosen = {}
    for each in fields(Limits):
        name = f"BUDGETQA_LIMIT_{each.name.upper()}"
        if text := values.get(name, ""):
            if not text.isdecimal():
                raise BadSetting(f"{name} is a whole number, not {text!r}")
            chosen[each.name] = int(text)
    return Limits(**chosen)
