"""Which names of the documents a name in a plan means: tiers from the same name down to one that holds it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files
from tomllib import loads

from ingest.model.normalize import name_key
from ingest.model.vocabulary import ITEM_ALIASES
from qa.plans.words import in_order

SAME, ALIAS, CORE, HOLDS, IN_ORDER = range(5)
"""Tiers, the surest first: the same name · another name of the same thing · but for a word such as 支出 or 经费 · a
name that holds it · a name with its characters in this order."""

_ENDING = re.compile(
    r"(?:情况|科目|合计|总计|总额|总量|总数|金额|数额|数量|个数|人数|决算数|预算数|执行数|决算|预算|支出|收入|收支|经费|费用|费|资金|款|数|额)$"
)
_OPENING = re.compile(r"^(?:其中|全部|所有|本年度?|当年|全年|年度|本部门|本单位|部门|单位|共有?|使用|用于)+")
_FUNDS = re.compile(
    r"^(?:一般公共预算|公共预算|政府性基金预算|国有资本经营预算)?(?:财政)?(?:拨款)?(?:安排)?的?(?=.{2})"
)
"""The scope that a name may have in front: it makes no other name of it."""
_SHORTEST = 2
_LEAST_HELD = 0.34
"""The share of a longer name that a name must make up to mean it."""
_CODED = re.compile(r"^\s*(?P<code>\d{3,7})(?!\d)[\s\-—_.、]*(?P<name>.*)$")


def coded(item: str) -> tuple[str, str]:
    """The code and the name of an item that is written with either or both."""
    found = _CODED.match(item)
    return (found["code"], found["name"].strip()) if found else ("", item)


@lru_cache(maxsize=65536)
def core(key: str) -> str:
    """A key without the words that tables add and leave out: 公务接待费支出 is 公务接待."""
    bare = _OPENING.sub("", key)
    bare = bare if len(bare) >= _SHORTEST else key
    while not _A_FUND.search(bare) and (shorter := _ENDING.sub("", bare)) != bare and len(shorter) >= _SHORTEST:
        bare = shorter
    return bare


_A_FUND = re.compile("(?:公共预算|财政拨款|政府性基金|国有资本经营)$")
"""A fund is named whole: 一般公共预算 is not 一般公共 …, 财政拨款 not 财政拨."""
_AT_STAGE = re.compile("(?<=..)(?:年初|全年|调整)?(?:预算|决算|执行)(?:数|额|总额|金额)?$")


def _unstaged(key: str) -> str:
    """A key without the stage behind it: 三公经费决算数 is 三公经费."""
    return key if _A_FUND.search(key) else _AT_STAGE.sub("", key)


@cache
def _families() -> dict[str, frozenset[str]]:
    """Names of one thing: an everyday name and the names that documents print for it."""
    found: dict[str, frozenset[str]] = {}
    for said, printed in ITEM_ALIASES.items():
        keys = frozenset(map(name_key, printed))
        found[name_key(said)] = found.get(name_key(said), frozenset()) | keys
        for key in keys:
            found[key] = found.get(key, frozenset()) | keys
    for group in loads(files("qa.data").joinpath("concepts.toml").read_text(encoding="utf-8"))["groups"]:
        keys = frozenset(map(name_key, group["names"]))
        found |= {key: found.get(key, frozenset()) | keys for key in keys}
    return found


def tiers(asked: str, keys: Iterable[str]) -> dict[str, int]:
    """The keys that a name may mean, each with its tier."""
    key = name_key(asked)
    if not key:
        return {}
    family, own = _families().get(key, frozenset()), core(key)
    found = ((each, _tier(key, own, family, each)) for each in keys)
    return {each: tier for each, tier in found if tier is not None}


def sure_tiers(asked: str, keys: Iterable[str]) -> dict[str, int]:
    """The keys that are another spelling of a name or another name of its thing: the tiers before ``HOLDS``. Quick for
    the names of many documents."""
    key = name_key(asked)
    family, own = _families().get(key, frozenset()), core(key)
    found = tiers(asked, (each for each in keys if own in each or _FUNDS.sub("", each) in family or each in family))
    return {each: tier for each, tier in found.items() if tier < HOLDS}


def _tier(key: str, own: str, family: frozenset[str], other: str) -> int | None:
    if other == key:
        return SAME
    if other in family:
        return ALIAS if _ends_alike(key, other) else CORE
    if (bare := _FUNDS.sub("", other)) != other and (bare == key or bare in family):
        return CORE
    if _unstaged(key) == other:
        return ALIAS
    if core(other) == own and _same_side(key, other) and (len(own) > _SHORTEST or own in (key, other)):
        return CORE
    if not _same_side(key, other) or _opposed(key, other):
        return None
    if _A_FUND.search(own) and not _A_FUND.search(core(other).removesuffix("本级").removesuffix("地方")):
        return None  # the whole of a fund is not what is left of it
    long_enough = len(own) >= _LEAST_HELD * len(_FUNDS.sub("", core(other)) or other)
    if len(own) > 1 and own in other and long_enough:
        return HOLDS
    if len(own) > 3 and long_enough and in_order(own, other):
        return IN_ORDER
    return None


def _ends_alike(one: str, other: str) -> bool:
    """支出总计 is the 总计 before it is the 本年支出合计."""
    wholes = [next((each for each in ("总计", "合计") if name.endswith(each)), "") for name in (one, other)]
    return "" in wholes or wholes[0] == wholes[1]


def _same_side(one: str, other: str) -> bool:
    """收入 is never 支出."""
    return not ({"收入", "支出"} <= {side for name in (one, other) for side in ("收入", "支出") if name.endswith(side)})


def _opposed(key: str, other: str) -> bool:
    """其他X is not X, and 非X is not X."""
    return any(other.startswith(word) and not key.startswith(word) for word in ("其他", "非", "除"))


def means(asked: str, printed: str) -> int | None:
    """The tier at which a name in a plan means one printed name; None if it does not."""
    return tiers(asked, (name_key(printed),)).get(name_key(printed))


_OPPOSED = (("收入", "支出"), ("年初", "年末"), ("本年", "上年"), ("增加", "减少"), ("购置", "运行"), ("基本", "项目"))
"""Words of which a name has one or the other: they make two things of names that are alike in all else."""


def opposed(asked: str, name: str) -> bool:
    """Whether a name is of the other side, end or direction than the asked one: never a slip of the pen."""
    pairs = ((one, other) for each in _OPPOSED for one, other in (each, each[::-1]))
    return any(one in asked and other not in asked and other in name and one not in name for one, other in pairs)
