"""Chat completions as OpenAI clients use them: the request, and an answer as completion or chunks."""

from __future__ import annotations

import re
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from ingest.model.errors import BadQuestion

MODEL = "budgetqa"
_PIECE = 24
"""Characters in a chunk of the stream."""


class Part(BaseModel):
    """A part of a message; only text can be read."""

    model_config = ConfigDict(extra="allow")
    type: str
    text: str | None = None


class ChatMessage(BaseModel):
    model_config = ConfigDict(extra="allow")
    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: str | list[Part] | None = None

    @property
    def text(self) -> str:
        """The text of the message. Raises BadQuestion for pictures and other parts that are not text."""
        if not isinstance(self.content, list):
            return self.content or ""
        other = [part.type for part in self.content if part.type != "text"]
        if other:
            raise BadQuestion(f"a message's content can be text only, not {other[0][:40]}")
        return "\n".join(part.text or "" for part in self.content)


class StreamOptions(BaseModel):
    model_config = ConfigDict(extra="allow")
    include_usage: bool = False


class Extra(BaseModel):
    """Our extension. ``list_sources``: whether ``content`` ends with the list of sources (default: the server's
    setting)."""

    model_config = ConfigDict(extra="forbid")
    list_sources: bool | None = None


class ChatRequest(BaseModel):
    """The fields that matter here; other fields of the protocol are accepted and ignored."""

    model_config = ConfigDict(extra="allow")
    messages: list[ChatMessage] = Field(min_length=1)
    model: str = Field(MODEL, max_length=200)
    stream: bool | None = False
    stream_options: StreamOptions | None = None
    n: int | None = Field(None, ge=1, le=1)
    x_budgetqa: Extra | None = None

    @property
    def questions(self) -> tuple[tuple[str, ...], str]:
        """``(earlier questions, the question)``. Raises BadQuestion if the last message is not the user's."""
        last = self.messages[-1]
        if last.role != "user":
            raise BadQuestion(f"the last message must be the user's question, not of the role {last.role}")
        earlier = tuple(text for each in self.messages[:-1] if each.role == "user" and (text := each.text).strip())
        return earlier, last.text


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer ready to send as a completion: text, annotations and the answer object."""

    content: str
    annotations: list[dict[str, Any]]
    answer: dict[str, Any]
    prompt_characters: int
    id: str = field(default_factory=lambda: f"chatcmpl-{uuid.uuid4().hex}")
    created: int = field(default_factory=lambda: int(time.time()))

    @property
    def usage(self) -> dict[str, int]:
        """Token counts, estimated at one per character, which is about right for Chinese."""
        asked, said = self.prompt_characters, len(self.content)
        return {"prompt_tokens": asked, "completion_tokens": said, "total_tokens": asked + said}

    def completion(self) -> dict[str, Any]:
        message = {"role": "assistant", "content": self.content, "refusal": None, "annotations": self.annotations}
        choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": "stop"}
        return self._head("chat.completion") | {"choices": [choice], "usage": self.usage, "x_budgetqa": self.answer}

    def chunks(self, *, include_usage: bool) -> Iterator[dict[str, Any]]:
        """All chunks after the first. :func:`opening` makes the first before there is an answer."""
        more = {"usage": None} if include_usage else {}
        for piece in pieces(self.content):
            yield self._chunk({"content": piece}) | more
        yield self._chunk({"annotations": self.annotations}, "stop") | {"x_budgetqa": self.answer} | more
        if include_usage:
            yield self._head("chat.completion.chunk") | {"choices": [], "usage": self.usage}

    def _chunk(self, delta: dict[str, Any], finish: str | None = None) -> dict[str, Any]:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
        return self._head("chat.completion.chunk") | {"choices": [choice]}

    def _head(self, kind: str) -> dict[str, Any]:
        return {"id": self.id, "object": kind, "created": self.created, "model": MODEL, "system_fingerprint": None}


def opening(id: str, created: int, *, include_usage: bool) -> dict[str, Any]:
    """The first chunk of a stream: the role."""
    choice = {"index": 0, "delta": {"role": "assistant", "content": ""}, "logprobs": None, "finish_reason": None}
    head = {"id": id, "object": "chat.completion.chunk", "created": created, "model": MODEL, "system_fingerprint": None}
    return head | {"choices": [choice]} | ({"usage": None} if include_usage else {})


def pieces(text: str) -> Iterator[str]:
    """``text`` in pieces; a figure or a citation mark is never cut in two."""
    piece = ""
    for word in re.findall(r"\[\d+\]|[\d,.%]+|\n|.", text):
        if len(piece) + len(word) > _PIECE and piece:
            yield piece
            piece = ""
        piece += word
    if piece:
        yield piece


def models() -> dict[str, Any]:
    """``GET /v1/models``."""
    return {"object": "list", "data": [model_card()]}


def model_card() -> dict[str, Any]:
    return {"id": MODEL, "object": "model", "created": 0, "owned_by": "budgetqa"}
