"""What a sentence says before its figure, as a name."""

from __future__ import annotations

import re

_WHEN = re.compile(r"^(?:截至)?(?:(?:19|20)\d\d年度?(?:末|底)?)?")
_VERB = re.compile(r"(?:共计|共有|共|为|是|达到|达|约)$")


def told_key(phrase: str, home: str) -> str:
    """The key of what a sentence has before its figure, without office, year and verb: ××局2024年度公务接待费为
    is 公务接待费."""
    return _VERB.sub("", _WHEN.sub("", phrase.replace(home, "") if home else phrase)) or phrase
