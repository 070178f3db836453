"""What a person puts right of a document's identity, and what the document itself leaves open."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from ingest.identity.institution_names import level_of_institution, region_of
from ingest.identity.variants import VARIANTS
from ingest.model.document import Identity
from ingest.model.errors import BadCorrection
from ingest.model.normalize import normalize
from ingest.model.vocabulary import document_kinds

CORRECTABLE = ("institution", "year", "kind", "variant")
_LONGEST = 60
_OPEN = {"institution": "机构", "year": "年度", "kind": "种类"}
Values = Mapping[str, str | int | None]


def corrected_identity(read: Identity, values: Values) -> Identity:
    """``read`` with the given parts as they really are; what hangs on them (title, region, level) follows."""
    right = replace(read, **{name: values[name] for name in CORRECTABLE if name in values})  # type: ignore[arg-type]
    when = f"{right.year}年度" if right.year else ""
    return replace(
        right,
        title=f"{right.institution}{when}{right.variant if right.variant != '本级' else '（本级）'}{right.kind}",
        region=region_of(right.institution),
        level=level_of_institution(right.institution),
    )


def correction_of(said: Mapping[str, str]) -> dict[str, str | int | None]:
    """The values of ``field=value`` as a person wrote them; an empty one means that the document does not say it.
    BadCorrection says what may be written."""
    unknown = [name for name in said if name not in CORRECTABLE]
    if unknown or not said:
        raise BadCorrection(f"cannot set {', '.join(unknown) or 'nothing'}: write --set {'=… or '.join(CORRECTABLE)}=…")
    return {name: _READ[name](normalize(value)) for name, value in said.items()}


def _institution(value: str) -> str:
    if len(value) > _LONGEST or not re.fullmatch(r"(?:[\u4e00-\u9fff()·A-Za-z0-9]{2,})?", value):
        raise BadCorrection(f"“{value}” is no name of an institution: at most {_LONGEST} characters, no punctuation")
    return value


def _year(value: str) -> int | None:
    if not value:
        return None
    if not re.fullmatch(r"(?:19|20)\d\d年?度?", value):
        raise BadCorrection(f"“{value}” is no year: write it like 2024")
    return int(value[:4])


def _kind(value: str) -> str:
    return _one_of(value, [row.name for row in document_kinds()], "kind")


def _variant(value: str) -> str:
    return _one_of(value, VARIANTS, "variant")


def _one_of(value: str, known: tuple[str, ...] | list[str], what: str) -> str:
    if value and value not in known:
        raise BadCorrection(f"“{value}” is no {what}: write one of {'、'.join(known)}, or nothing")
    return value


_READ = {"institution": _institution, "year": _year, "kind": _kind, "variant": _variant}


def told_unknown(identity: Identity) -> tuple[str, ...]:
    """A sentence that names the parts which the document does not tell; none where it tells them all."""
    missing = [shown for name, shown in _OPEN.items() if not getattr(identity, name)]
    if not missing:
        return ()
    return (f"文件没有写明{'、'.join(missing)}，留空不猜（budgetqa docs 文件 --set 可以补上）",)
