"""The question itself, out of what a chat program wraps around it."""

from __future__ import annotations

import re

_TAGGED = re.compile(r"<(user_query|query|question|input)>(?P<asked>.+?)</\1>", re.IGNORECASE | re.DOTALL)
_CONTEXT = re.compile(r"<(context|documents?|sources?|system)>.*?</\1>", re.IGNORECASE | re.DOTALL)
_LED = re.compile(
    r"(?:^|[\s。；;\n])(?:用户的?问题|用户提问|我的问题|问题|提问|question|query|user)\s*(?:是|is)?\s*[:：]\s*(?P<asked>.+)$",
    re.IGNORECASE | re.DOTALL,
)
_GIVEN = re.compile(r"^\s*(?:已知内容|已知信息|参考资料|背景|上下文|context)\s*[:：]", re.IGNORECASE)
_SHORTEST = 4


def asked_itself(text: str) -> str:
    """What is asked, without the context that was sent along and the tags around both. A text without wrapping stays as
    it is."""
    tagged = _TAGGED.search(text)
    if tagged:
        return tagged["asked"].strip()
    plain = _CONTEXT.sub(" ", text).strip()
    led = list(_LED.finditer(plain))
    if led and (_GIVEN.match(plain) or len(led[-1]["asked"].strip()) >= _SHORTEST):
        asked = led[-1]["asked"].strip()
        return asked if len(asked) >= _SHORTEST else plain
    return plain or text
