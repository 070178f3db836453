"""A language model behind an OpenAI-compatible endpoint: the only module that imports langchain_openai and httpx.

It is imported only if a model is configured, so the rules alone load no HTTP client."""

from __future__ import annotations

import re
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import httpx
import openai
from langchain_core.language_models import BaseChatModel
from langchain_openai import ChatOpenAI
from langchain_openai.chat_models.base import BaseChatOpenAI

from qa.settings import ModelSettings

OPENAI = "https://api.openai.com/v1"
_NO_KEY = "no-key"
"""Sent where no key is set, so that the client does not take one meant for another endpoint from the environment."""
_CONNECT_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class OpenModel:
    """``chat`` with its connections. ``close`` ends them at once, even while another thread reads."""

    chat: BaseChatModel
    close: Callable[[], None]


def open_model(settings: ModelSettings) -> OpenModel:
    """The chat model of ``settings``; nothing is sent yet."""
    silence = min(settings.limits.call_seconds, settings.limits.seconds)
    timeout = httpx.Timeout(silence, connect=min(_CONNECT_SECONDS, silence))
    client = httpx.Client(timeout=timeout, verify=_certificates(), follow_redirects=False)
    # OpenAI's newer models refuse ``max_tokens`` and other old parameters; other endpoints know nothing newer.
    kind = ChatOpenAI if not settings.url else BaseChatOpenAI
    chat = kind(
        model=settings.name,
        base_url=settings.url or OPENAI,
        api_key=settings.key or _NO_KEY,  # type: ignore[arg-type]  # pydantic makes a SecretStr of it
        http_client=client,
        http_async_client=_never_used(),
        temperature=float(settings.temperature) if settings.temperature else None,
        max_retries=settings.limits.retries,
        timeout=timeout,
        streaming=settings.stream,
        stream_usage=settings.stream,
        use_responses_api=False,
    )
    return OpenModel(chat, client.close)


@cache
def _certificates() -> ssl.SSLContext:
    return ssl.create_default_context()


@cache
def _never_used() -> httpx.AsyncClient:
    """The asynchronous client, made once: making one for each question costs more than the answer."""
    return httpx.AsyncClient(verify=_certificates())


def reason_of(error: Exception) -> tuple[str, str]:
    """What went wrong with an endpoint, in a few words of Chinese and of English, without key or address."""
    for kind, words in _REASONS:
        if isinstance(error, kind):
            return words
    return "回复无法读取", "the reply cannot be read"


_REASONS: tuple[tuple[type[Exception], tuple[str, str]], ...] = (
    (openai.AuthenticationError, ("密钥不被接受", "the key is not accepted")),
    (openai.PermissionDeniedError, ("没有使用权限", "no permission")),
    (openai.NotFoundError, ("没有这个模型或地址", "no such model or address")),
    (openai.RateLimitError, ("请求过多", "too many requests")),
    (openai.APITimeoutError, ("超时", "out of time")),
    (openai.APIConnectionError, ("连接不上", "it cannot be reached")),
    (openai.BadRequestError, ("请求不被接受", "the request is not accepted")),
    (openai.InternalServerError, ("服务出错", "the service failed")),
    (openai.APIError, ("服务出错", "the service failed")),
    (httpx.TimeoutException, ("超时", "out of time")),
    (httpx.TransportError, ("连接中断", "the connection broke off")),
)

_NO_TOOLS = re.compile(r"tool|function", re.IGNORECASE)


def refuses_tools(error: Exception) -> bool:
    """Whether an endpoint says that its model cannot call tools."""
    told = isinstance(error, openai.BadRequestError | openai.NotFoundError | openai.UnprocessableEntityError)
    return (told or isinstance(error, openai.InternalServerError)) and bool(_NO_TOOLS.search(str(error)))
