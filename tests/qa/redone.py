"""Redoes a shown calculation, as a reader with a pocket calculator would."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable
from decimal import Decimal

_OPERATIONS: dict[type[ast.operator], Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


def redone(substituted: str) -> Decimal:
    """The value of ``(5.38 - 1.20) ÷ 1.20 × 100%`` in percent: 100% shows the unit, so that it counts as 100."""
    formula = substituted.replace("×", "*").replace("÷", "/").replace("%", "").replace(",", "")
    return _value(ast.parse(formula, mode="eval").body, formula)


def _value(node: ast.expr, formula: str) -> Decimal:
    if isinstance(node, ast.BinOp):
        return _OPERATIONS[type(node.op)](_value(node.left, formula), _value(node.right, formula))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_value(node.operand, formula)
    return Decimal(ast.get_source_segment(formula, node) or "")
