"""Plans as people read and write them: one line an expression, in the form of function calls. The same values as the
JSON of ``language``; nothing of it is ever run.

::

    d = docs("岚县人力资源和社会保障局", 2024, "决算")
    ask(growth(figure(d, "农林水支出")), unit="%")
    given(claim(12.5, "%", growth(figure(d, "农林水支出"))))
"""

from __future__ import annotations

import ast
import json
from collections.abc import Callable
from decimal import Decimal
from enum import StrEnum
from typing import Any

from qa.plans import language, plan_json, slots
from qa.plans.language import Ask, Claim, Plan
from qa.plans.slots import BadPlan, Node

_NODES: dict[str, type[Node]] = {
    "docs": slots.Docs,
    "figure": slots.Figure,
    "rows": slots.Rows,
    "children": language.Children,
    "columns": language.Columns,
    "each": language.Each,
    "where": language.Where,
    "rank": language.Rank,
    "number": language.Number,
    **dict.fromkeys(("sum", "mean", "count", "max", "min"), language.OfSeries),
    **dict.fromkeys(("difference", "ratio", "share", "completion", "growth"), language.OfTwo),
    **dict.fromkeys(("prior", "change"), language.OfYears),
    **dict.fromkeys(("equal", "compare"), language.Judgement),
    "claim": language.Claim,
    "findings": language.Findings,
    "reason": language.Reason,
    "quote": language.Quote,
    "members": language.Members,
    "excluding": language.Excluding,
}
_TESTS_OF_WORDS = ("has", "lacks", "starts", "ends", "is_")
_STATES = ("blank", "zero", "absent", "present")


def plan_in(text: str) -> Plan:
    """The plan of a text that is JSON or in the notation. Raises BadPlan."""
    return plan_json.read_plan(text) if text.lstrip().startswith("{") else parse_plan(text)


def plan_of(given: dict[str, Any] | str) -> Plan:
    """The plan of a JSON object, or of a text. Raises BadPlan."""
    return plan_in(given) if isinstance(given, str) else plan_json.plan_of_object(given)


def parse_plan(text: str, language_of_answer: str = "zh") -> Plan:
    """The plan of a text in the notation; one that asks nothing asks for what it names last. Raises BadPlan, which
    names the line."""
    try:
        lines = ast.parse(text).body
    except SyntaxError as error:
        raise BadPlan(f"line {error.lineno}: not in the notation ({error.msg})") from error
    except (RecursionError, MemoryError, ValueError) as error:
        raise BadPlan(f"not in the notation ({error})") from error
    named: dict[str, Any] = {}
    asks: list[Any] = []
    given: list[Any] = []
    for line in lines:
        try:
            _read_line(line, named, asks, given)
        except (ValueError, TypeError, IndexError, RecursionError) as error:
            raise BadPlan(f"line {line.lineno}: {error}") from error
    if not asks and not given and named:
        asks.append({"of": {"op": "ref", "name": list(named)[-1]}})
    return plan_json.plan_of_object({"let": named, "asks": asks, "given": given, "language": language_of_answer})


def _read_line(line: ast.stmt, named: dict[str, Any], asks: list[Any], given: list[Any]) -> None:
    if isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Name):
        named[line.targets[0].id] = _expression(line.value)
    elif not isinstance(line, ast.Expr):
        raise ValueError("a line is `name = expression`, `ask(expression, …)` or `given(claim(…))`")
    elif isinstance(line.value, ast.Call) and _called(line.value) == "ask":
        options = {each.arg: _plain(each.value) for each in line.value.keywords}
        options["show"] = _several(options.get("show", ()))
        asks.append({"of": _expression(line.value.args[0]), **options})
    elif isinstance(line.value, ast.Call) and _called(line.value) == "given":
        given += map(_expression, line.value.args)
    else:
        asks.append({"of": _expression(line.value)})


def _expression(node: ast.expr) -> Any:
    if isinstance(node, ast.Name):
        return {"op": "ref", "name": node.id}
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return {"op": "union", "of": [_expression(node.left), _expression(node.right)]}
    if isinstance(node, ast.List | ast.Tuple):
        return [_expression(each) for each in node.elts]
    if isinstance(node, ast.Call):
        return _call(node)
    return _plain(node)


def _call(node: ast.Call) -> dict[str, Any]:
    name = _called(node)
    if name not in _NODES:
        raise ValueError(f"no operation is called {name}; there are {', '.join(_NODES)}")
    kind = _NODES[name]
    fields = kind.POSITIONAL
    if len(node.args) > len(fields) and kind is not language.Where:
        raise ValueError(f"{name} takes at most {len(fields)} values without a name: {', '.join(fields)}")
    made = {field: _expression(each) for field, each in zip(fields, node.args, strict=False)}
    if kind is language.Where:
        made["conditions"] = [_condition(each) for each in node.args[1:]]
    named = {each.arg or "": _expression(each.value) for each in node.keywords}
    known = [each for each in kind.model_fields if each != "op"]
    if wrong := [each for each in named if each not in known]:
        raise ValueError(f"{name} has no {wrong[0]}; it has {', '.join(known)}")
    return {"op": name} | made | named


def _condition(node: ast.expr) -> dict[str, Any]:
    if not isinstance(node, ast.Call):
        raise ValueError('a condition is a call such as has("…"), value(">", number(0)) or blank()')
    name, options = _called(node), {each.arg or "": _expression(each.value) for each in node.keywords}
    if name in _TESTS_OF_WORDS:
        return {"test": name.rstrip("_"), "words": [_plain(each) for each in node.args], **options}
    if name == "value":
        than = _expression(node.args[1])
        than = than if isinstance(than, dict) else {"op": "number", "value": str(than)}
        return {"test": "value", "compares": _plain(node.args[0]), "than": than, **options}
    if name in _STATES:
        return {"test": name}
    raise ValueError(f"no condition is called {name}; there are {', '.join((*_TESTS_OF_WORDS, 'value', *_STATES))}")


def _called(node: ast.Call) -> str:
    if not isinstance(node.func, ast.Name):
        raise ValueError("an operation is called by its name")
    return node.func.id


def _plain(node: ast.expr) -> Any:
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub) and isinstance(node.operand, ast.Constant):
        return f"-{ast.unparse(node.operand)}"
    if isinstance(node, ast.List | ast.Tuple):
        return [_plain(each) for each in node.elts]
    if not isinstance(node, ast.Constant):
        raise ValueError(f"{ast.unparse(node)} is no text and no number")
    return str(node.value) if isinstance(node.value, float) else node.value


def _several(value: Any) -> tuple[Any, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


# ---------------------------------------------------------------------------------------------------------- writing


def show_plan(plan: Plan) -> str:
    """The plan in the notation; :func:`parse_plan` gives it back."""
    lines = [f"{name} = {show(each)}" for name, each in plan.let.items()]
    lines += [_ask(each) for each in plan.asks]
    lines += [f"given({show(each)})" for each in plan.given]
    return "\n".join(lines)


def _ask(ask: Ask) -> str:
    options = _options(ask, leave=("of",))
    return f"ask({', '.join((show(ask.of), *options))})" if options else show(ask.of)


def show(value: Any) -> str:
    """One expression in the notation."""
    if isinstance(value, slots.Ref):
        return value.name
    if isinstance(value, slots.Union):
        return " + ".join(map(show, value.of))
    if isinstance(value, language.Where):
        return f"where({', '.join((show(value.of), *map(_shown_condition, value.conditions)))})"
    if isinstance(value, Node):
        return _shown_call(value)
    if isinstance(value, tuple):
        return show(value[0]) if len(value) == 1 and isinstance(value[0], str | int) else f"[{_joined(value)}]"
    return _shown(value)


def _shown_call(node: Node) -> str:
    given, open_ = list[str](), False
    for field in node.POSITIONAL:
        value = getattr(node, field)
        if _is_open(node, field):
            open_ = True
        else:
            given.append(f"{field}={show(value)}" if open_ else show(value))
    op = str(node.op)  # type: ignore[attr-defined]
    return f"{op}({', '.join((*given, *_options(node, leave=('op', *node.POSITIONAL))))})"


def _options(node: Node, leave: tuple[str, ...]) -> list[str]:
    fields = [each for each in type(node).model_fields if each not in leave and not _is_open(node, each)]
    return [f"{field}={show(getattr(node, field))}" for field in fields]


def _is_open(node: Node, field: str) -> bool:
    described = type(node).model_fields[field]
    return not described.is_required() and getattr(node, field) == described.get_default(call_default_factory=True)


def _shown_condition(node: Any) -> str:
    column = f", column={_shown(node.column)}" if getattr(node, "column", "") else ""
    if isinstance(node, language.HasWords):
        return f"{'is_' if node.test == 'is' else node.test}({_joined(node.words)}{column})"
    if isinstance(node, language.HasValue):
        return f'value("{node.compares}", {show(node.than)}{column})'
    return f"{node.test}()"


def _joined(values: tuple[Any, ...]) -> str:
    return ", ".join(map(show, values))


def _shown(value: Any) -> str:
    writers: tuple[tuple[type, Callable[[Any], str]], ...] = (
        (StrEnum, lambda each: _quoted(each.value)),
        (str, _quoted),
        (Decimal, lambda each: format(each, "f")),
    )
    return next((write(value) for kind, write in writers if isinstance(value, kind)), repr(value))


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


__all__ = ["Claim", "parse_plan", "show", "show_plan"]
