"""The one loader of prompts: files of this folder, rendered with named values; a value that is missing is an error."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib import resources
from string import Template

NAMES = ("system", "plan", "answer", "repair")
"""What a model is told at the start, for a plan, with the question, and of what was wrong."""


class PromptError(Exception):
    """A prompt that is not there, or that was not given every value that it names."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """A rendered prompt. ``hash``: of the file as it is, so that a trace says which wording was used."""

    name: str
    language: str
    text: str
    hash: str


def render(name: str, language: str = "zh", **values: str) -> Prompt:
    """``name`` in ``language`` (the Chinese one where there is no other) with ``$value``\\ s filled in.

    Raises ``PromptError`` for an unknown prompt, a value that is missing, or one that the prompt does not use.
    """
    template, found = _template(name, language)
    wanted = set(Template(template).get_identifiers())
    if wanted != set(values):
        missing, unused = sorted(wanted - set(values)), sorted(set(values) - wanted)
        raise PromptError(f"prompt {name} ({found}): missing values {missing}, values that it does not use {unused}")
    return Prompt(name, found, Template(template).substitute(values).strip(), _hash(template))


def hashes() -> dict[str, str]:
    """File name of each prompt and its hash."""
    files = sorted(each.name for each in resources.files(__name__).iterdir() if each.name.endswith(".md"))
    return {name: _hash(_read(name) or "") for name in files}


def _template(name: str, language: str) -> tuple[str, str]:
    if name not in NAMES:
        raise PromptError(f"there is no prompt {name!r}; there are {', '.join(NAMES)}")
    own = _read(f"{name}.{language}.md") if language != "zh" else None
    if own is not None:
        return own, language
    text = _read(f"{name}.md")
    if text is None:
        raise PromptError(f"the file of the prompt {name!r} is missing: install the package again")
    return text, "zh"


@cache
def _read(file: str) -> str | None:
    path = resources.files(__name__).joinpath(file)
    return path.read_text("utf-8") if path.is_file() else None


def _hash(template: str) -> str:
    return sha256(template.encode()).hexdigest()[:12]
