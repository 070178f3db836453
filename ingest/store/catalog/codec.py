"""Tuples of frozen dataclasses to compact bytes and back, exactly: the catalog's storage format for documents.

A value is stored column by column, each distinct value once. A document repeats itself (headers, item names, places),
so this takes a tenth of one JSON object per fact, and thirty thousand facts load in a quarter of a second. No pickle:
bytes in a database must not be able to run code."""

from __future__ import annotations

import gc
import json
import types
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")
Column = dict[str, Any]
"""``{"at": [index, …], …}``: for each value its index among the distinct ones; None is -1."""


class CodecError(ValueError):
    """The bytes do not fit the type: another version wrote them, or they are damaged."""


def encode(kind: type[T], values: Sequence[T]) -> bytes:
    """The bytes of ``values``, all of the dataclass ``kind``."""
    column = _encode(kind, list(values))
    return zlib.compress(json.dumps(column, ensure_ascii=False, separators=(",", ":")).encode(), 1)


def decode(kind: type[T], payload: bytes) -> tuple[T, ...]:
    """The values that :func:`encode` was given. Raises CodecError if the bytes do not fit the type."""
    with collection_paused():
        try:
            return tuple(_decode(kind, json.loads(zlib.decompress(payload))))
        except (KeyError, IndexError, TypeError, ValueError, zlib.error) as error:
            raise CodecError(f"not the bytes of {kind.__name__} values: {error!r}") from error


def _encode(kind: Any, values: list[Any]) -> Column:
    if not values:  # also ends the recursion of a type that contains itself
        return {"at": []}
    inner, optional = _unwrapped(kind)
    if optional:
        present = _encode(inner, [value for value in values if value is not None])
        places = iter(present["at"])
        return present | {"at": [-1 if value is None else next(places) for value in values]}
    if is_dataclass(inner) and isinstance(inner, type):
        columns = [_encode(each, [getattr(value, name) for value in values]) for name, each in _shape(inner)]
        at, distinct = _distinct(list(zip(*(column["at"] for column in columns), strict=True)))
        for number, column in enumerate(columns):
            column["at"] = [row[number] for row in distinct]
        return {"at": at, "fields": {name: column for (name, _), column in zip(_shape(inner), columns, strict=True)}}
    if get_origin(inner) is tuple:
        return _encode_tuples(inner, values)
    at, distinct = _distinct([_plain(value) for value in values])
    return {"at": at, "values": distinct}


def _encode_tuples(kind: Any, values: list[tuple[Any, ...]]) -> Column:
    """Tuples as runs of element indices. A fixed tuple ``(A, B)`` is encoded position by position."""
    arguments = get_args(kind)
    if arguments[-1] is Ellipsis:
        elements = _encode(arguments[0], [element for value in values for element in value])
        places = iter(elements["at"])
        at, distinct = _distinct([tuple(next(places) for _ in value) for value in values])
        elements.pop("at")
        return {"at": at, "runs": distinct, "of": elements}
    columns = [_encode(each, [value[place] for value in values]) for place, each in enumerate(arguments)]
    at, distinct = _distinct(list(zip(*(column["at"] for column in columns), strict=True)))
    for place, column in enumerate(columns):
        column["at"] = [row[place] for row in distinct]
    return {"at": at, "places": columns}


def _distinct(keys: list[Any]) -> tuple[list[int], list[Any]]:
    """The index of each key among the distinct keys; 1, 1.0 and True are distinct."""
    index: dict[Any, int] = {}
    at = [index.setdefault((type(key), key), len(index)) for key in keys]
    return at, [key for _, key in index]


def _decode(kind: Any, column: Column) -> list[Any]:
    at = column.pop("at")
    return _spread(_table(_unwrapped(kind)[0], column), at)


def _spread(table: list[Any], at: list[int]) -> list[Any]:
    return [table[place] for place in at] if not at or min(at) >= 0 else [None if p < 0 else table[p] for p in at]


def _table(kind: Any, column: Column) -> list[Any]:
    """The distinct values of a column."""
    if not column:
        return []
    if is_dataclass(kind) and isinstance(kind, type):
        shape = _shape(kind)
        if list(column["fields"]) != [name for name, _ in shape]:
            raise CodecError(f"{kind} has other fields than when it was stored")
        return list(map(kind, *(_decode(each, column["fields"][name]) for name, each in shape)))
    if get_origin(kind) is tuple:
        arguments = get_args(kind)
        if arguments[-1] is Ellipsis:
            elements = _table(_unwrapped(arguments[0])[0], column["of"])
            return [tuple(_spread(elements, run)) for run in column["runs"]]
        return list(zip(*map(_decode, arguments, column["places"]), strict=True))
    return list(map(_builder(kind), column["values"]))


@cache
def _shape(kind: type) -> tuple[tuple[str, Any], ...]:
    """The fields of a dataclass with their types, in the order of its constructor."""
    hints = get_type_hints(kind)
    return tuple((each.name, hints[each.name]) for each in fields(kind))


def _unwrapped(kind: Any) -> tuple[Any, bool]:
    """``X`` and whether it may be None."""
    if get_origin(kind) in (Union, types.UnionType):
        inner = [each for each in get_args(kind) if each is not type(None)]
        if len(inner) != 1:
            raise TypeError(f"cannot store a field of type {kind}")
        return inner[0], True
    return kind, False


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    return str(value) if isinstance(value, Decimal) else value


def _builder(kind: Any) -> Callable[[Any], Any]:
    if isinstance(kind, type) and issubclass(kind, (Enum, Decimal)):
        return kind
    if kind in (str, int, float, bool):
        return lambda value: value
    raise TypeError(f"cannot store a field of type {kind}")


@contextmanager
def collection_paused() -> Iterator[None]:
    """Pauses the garbage collector, which would scan the many new objects repeatedly."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
