"""The accounts of one sample institution: the leaf figures of a data file, and every total computed from them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from eval.samples.corpus.blocks import total

GENERAL = "一般公共预算"
FUNDS = "政府性基金"
PUBLIC_KINDS = ("overseas_visits", "vehicle_purchase", "vehicle_running", "hospitality")


@dataclass(frozen=True, slots=True)
class Item:
    """A 项 (seven digits), the level at which money is booked. Amounts are in 万元."""

    code: str
    name: str
    fund: str
    basic: Decimal
    project: Decimal
    other_project: Decimal
    other: Decimal
    opening: Decimal
    revenue: Decimal
    initial: Decimal
    reason: str

    @property
    def fiscal(self) -> Decimal:
        return self.basic + self.project

    @property
    def fiscal_revenue(self) -> Decimal:
        return self.revenue if self.fund == FUNDS else self.fiscal

    @property
    def expenditure(self) -> Decimal:
        return self.fiscal + self.other_project

    @property
    def income(self) -> Decimal:
        return self.fiscal_revenue + self.other

    @property
    def closing(self) -> Decimal:
        return self.opening + self.fiscal_revenue - self.fiscal


Value = Callable[[Item], Decimal]


@dataclass(frozen=True, slots=True)
class Accounts:
    """One institution's year. ``data`` is the parsed file, for the words and the figures that have no total."""

    institution: str
    year: int
    items: tuple[Item, ...]
    names: Mapping[str, str]
    data: Mapping[str, Any]

    def sum(self, value: Value, code: str = "", fund: str = "") -> Decimal:
        """``value`` summed over the items under ``code`` (of one fund, if given)."""
        return total(value(item) for item in self.under(code, fund))

    def under(self, code: str = "", fund: str = "") -> list[Item]:
        return [item for item in self.items if item.code.startswith(code) and fund in ("", item.fund)]

    def name(self, code: str) -> str:
        leaf = next((item.name for item in self.items if item.code == code), "")
        return leaf or self.names[code]

    def codes(self, fund: str = "") -> list[str]:
        """Every 类, 款 and 项 in printed order: each parent before its children."""
        leaves = [item.code for item in self.under("", fund)]
        return sorted({code[:size] for code in leaves for size in (3, 5, 7)})

    def categories(self, fund: str = "") -> list[str]:
        return [code for code in self.codes(fund) if len(code) == 3]

    @property
    def opening_other(self) -> Decimal:
        return Decimal(self.data["opening_other"])

    @property
    def opening(self) -> Decimal:
        return self.opening_other + self.sum(lambda item: item.opening)

    @property
    def grand_total(self) -> Decimal:
        """收入总计, equal to 支出总计."""
        return self.opening + self.sum(lambda item: item.income)

    @property
    def closing(self) -> Decimal:
        return self.grand_total - self.sum(lambda item: item.expenditure)

    def economic(self, code: str) -> Decimal:
        """Basic expenditure under an economic code of three or five digits."""
        detail: Mapping[str, Sequence[str]] = self.data["economic"]
        return total(Decimal(amount or 0) for each, (_, amount) in detail.items() if each.startswith(code))

    @property
    def personnel(self) -> Decimal:
        return self.economic("301") + self.economic("303")

    @property
    def operating(self) -> Decimal:
        return self.economic("302") + self.economic("310")

    def three_public(self, kind: str, column: int) -> Decimal:
        """``column`` 0 is the budget, 1 final, 2 last year's final. The kinds ``vehicles`` and ``all`` are sums."""
        kinds = {"all": PUBLIC_KINDS, "vehicles": PUBLIC_KINDS[1:3]}.get(kind, (kind,))
        return total(Decimal(self.data["three_public"][each][column]) for each in kinds)


def read_accounts(data: Mapping[str, Any]) -> Accounts:
    """The accounts of a data file, whose leaf totals are checked against its economic detail."""
    accounts = Accounts(
        data["institution"], data["year"], tuple(_item(raw) for raw in data["items"]), data["names"], data
    )
    basic = accounts.sum(lambda item: item.basic)
    if basic != accounts.personnel + accounts.operating:
        raise ValueError(f"{data['file']}: basic expenditure {basic} is not the sum of its economic detail")
    return accounts


def _item(raw: Mapping[str, str]) -> Item:
    def amount(key: str) -> Decimal:
        return Decimal(raw.get(key, "0.00"))

    return Item(
        raw["code"],
        raw["name"],
        raw.get("fund", GENERAL),
        amount("basic"),
        amount("project"),
        amount("other_project"),
        amount("other"),
        amount("opening"),
        amount("revenue"),
        amount("initial"),
        raw.get("reason", ""),
    )
