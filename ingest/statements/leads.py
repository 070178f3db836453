"""The words in front of a figure: the role they give it, and its noun."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ingest.model.figures import Direction, Role, Stage
from ingest.statements.cues import CUES
from ingest.statements.figures import Figure

_YEAR = re.compile(r"20\d\d(?=年(?!度?结[转余]))")  # 2025年度结转 is of the year that it is carried into
_FORMULA = re.compile(r"=[^=，。;]*=?$")
_COMPARED = re.compile(f"{CUES['compared'].pattern}(?:相比较?|比较)?$")
_YEAR_BEFORE = re.compile(r"[，,;]?(?:上一?年度?|去年)(?:同期)?")
_SIDES = ("支出", "收入")
_VERB = {
    name: re.compile(f"^(.{{2,}}(?:支出|收入|经费|预算|资金|费)(?:安排)?)?{CUES[name].pattern}(.{{2,}})$")
    for name in ("verb_up", "verb_down")
}
_SIDED = {name: re.compile(f"^(.{{2,}}?){CUES[name].pattern}(支出|收入)$") for name in ("verb_up", "verb_down")}
_TRAILING = re.compile(r"[“\"、,，:;。(]+$")


@dataclass(frozen=True, slots=True)
class Lead:
    """The meaning of a lead. ``noun`` is empty if it names nothing new; ``whole`` is the whole of a share."""

    noun: str = ""
    role: Role | None = None
    stage: Stage = Stage.UNKNOWN
    direction: Direction = Direction.NONE
    compared_with: str = ""
    whole: str = ""
    year: int | None = None
    head: str = ""
    """The thing whose change is told by a change of ``noun``: 基本支出增加住房公积金."""
    vague: str = ""
    """The noun where it names nothing new: 项目, 经费."""
    side: str = ""
    """``支出`` or ``收入`` where only that stands in front of the stage word: 支出预算."""


_STAGES = (
    ("initial_budget", Role.INITIAL_BUDGET, Stage.INITIAL),
    ("adjusted_budget", Role.BUDGET, Stage.ADJUSTED),
    ("final", Role.FINAL, Stage.FINAL),
    ("budget", Role.BUDGET, Stage.BUDGET),
)
_PLAIN = (
    ("completion_rate", Role.COMPLETION_RATE),
    ("score", Role.SCORE),
    ("full_score", Role.FULL_SCORE),
    ("target", Role.TARGET),
    ("achieved", Role.FINAL),
)


def read_lead(text: str, institution: str = "") -> Lead:
    """Read the clause in front of a figure, from its end backwards."""
    lead, rest = Lead(year=_year(text)), _FORMULA.sub("", text)
    while True:
        shorter, lead = _strip(rest, lead)
        if shorter == rest:
            break
        rest = shorter
    approved = lead.stage is Stage.UNKNOWN and not lead.role and CUES["approved"].search(rest)
    if approved:
        lead = replace(lead, role=Role.INITIAL_BUDGET, stage=Stage.INITIAL)
    if _YEAR_BEFORE.fullmatch(rest) and not lead.compared_with:  # 上年为30万元
        return replace(lead, compared_with=rest.strip("，,;"))
    named = replace(lead, noun=clean_noun(rest, institution))
    alone = _cleaned(rest, institution)
    if named.noun:
        return _with_object(named)
    return _with_object(replace(named, side=alone if alone in _SIDES else named.side, vague=alone))


def _with_object(lead: Lead) -> Lead:
    """增加某项目, 基本支出减少某经费: the change of what stands behind the verb. 某业务增加支出: of 某业务支出."""
    for name, direction in (("verb_up", Direction.UP), ("verb_down", Direction.DOWN)):
        found = None if lead.role else _VERB[name].match(lead.noun)
        if found:
            head = clean_noun((found.group(1) or "").removesuffix("安排"))
            noun = found.group(2) if found.group(2) in _SIDES else clean_noun(found.group(2))
        elif sided := None if lead.role else _SIDED[name].match(lead.noun):
            head, thing = "", "" if CUES["no_thing"].search(sided.group(1)) else sided.group(1)
            noun = thing + sided.group(2)
        else:
            continue
        if noun:
            return replace(lead, role=Role.CHANGE, direction=direction, noun=noun, head=head)
    return lead


def _strip(rest: str, lead: Lead) -> tuple[str, Lead]:
    if not lead.role and (found := CUES["completion"].search(rest)):
        return rest[: found.start()], replace(
            lead, role=Role.COMPLETION_RATE, compared_with=next(filter(None, found.groups()), "")
        )
    if not lead.role and (found := CUES["share"].search(rest)):
        return rest[: found.start()], replace(lead, role=Role.SHARE, whole=found.group(1) or "")
    for pattern in (CUES["fillers"], _TRAILING):
        if found := pattern.search(rest):
            return rest[: found.start()], lead
    for name, direction in (("change_up", Direction.UP), ("change_down", Direction.DOWN)):
        if not lead.role and (found := CUES[name].search(rest)):
            return rest[: found.start()], replace(lead, role=Role.CHANGE, direction=direction)
    if (found := CUES["compared_thing"].search(rest)) and not lead.compared_with:
        return rest[: found.start()] or found.group(2), replace(lead, compared_with=found.group(1) + found.group(3))
    if (found := _COMPARED.search(rest)) and found.group(1):
        return rest[: found.start()], replace(lead, compared_with=lead.compared_with or found.group(1))
    return _strip_stage(rest, lead)


def _strip_stage(rest: str, lead: Lead) -> tuple[str, Lead]:
    if not lead.role:
        for name, role in _PLAIN:
            if found := CUES[name].search(rest):
                named = name == "completion_rate" or found.group().startswith("总")
                return rest if named else rest[: found.start()], replace(lead, role=role)
    if lead.stage is not Stage.UNKNOWN:
        return rest, lead
    for name, role, stage in _STAGES:
        if found := CUES[name].search(rest):
            cue = found.group()
            side = next(
                (side for side in _SIDES if cue.startswith(side) or cue.endswith(side) or rest == side + cue), ""
            )
            return _noun_before(rest, found.start(), cue), replace(lead, role=lead.role or role, stage=stage, side=side)
    return rest, lead


def _noun_before(rest: str, start: int, cue: str) -> str:
    """The noun in front of a stage word; includes 支出 and 收入 unless it stands well without them."""
    noun = rest[:start]
    for side in ("支出", "收入"):
        if cue.startswith(side) and not CUES["noun_without_expenditure"].search(noun) and clean_noun(noun + side):
            return noun + side
        if noun.endswith("费支出"):
            return noun.removesuffix("支出")
    return noun


def clean_noun(text: str, institution: str = "") -> str:
    """The noun of ``text``: less the institution, the year, connecting words and explaining brackets."""
    noun = _cleaned(text, institution)
    return "" if noun in CUES.generic or len(noun) == 1 else _balanced(noun)


def _cleaned(text: str, institution: str) -> str:
    noun = CUES["explaining_bracket"].sub("", text)
    if institution and institution in noun:
        noun = noun.split(institution, 1)[1]
    previous = None
    while noun != previous:
        previous = noun
        if found := CUES.prefixes.match(noun):
            noun = noun[found.end() :]
        if not re.search(r"[一-鿿]", noun):
            return ""
        if found := CUES["noun_tails"].search(noun):
            noun = noun[: found.start()]
        noun = _TRAILING.sub("", noun)
    noun = _last_after_year(noun, institution)
    return CUES["both_sides"].sub("收入支出", noun)


def _last_after_year(noun: str, institution: str) -> str:
    """What stands behind the year of 某局2024年收入; another office than the document's stays: 某中心2024年收入."""
    noun = re.sub(r"(?<=的)20\d\d年度?|(?<=[一-鿿])20\d\d年度?$", "", noun)
    found = re.match(r"^[^“”\"]{2,30}?20\d\d年(?!度?结[转余])(?:度)?(?=.{2})", noun)
    if not found:
        return noun
    owner, thing = CUES["other_office"].match(found.group()), clean_noun(noun[found.end() :])
    other = institution and owner and owner.group(1) not in institution
    return owner.group(1) + thing if owner and other and thing else thing


def _balanced(noun: str) -> str:
    for left, right in ("“”", "()"):
        if noun.count(left) < noun.count(right):
            noun = noun.rsplit(right, 1)[0] if noun.endswith(right) else noun
        elif noun.count(left) > noun.count(right):
            noun = noun.split(left)[-1] if noun.startswith(left) else noun
    return noun


def _year(text: str) -> int | None:
    for found in _YEAR.finditer(text):
        before = text[max(0, found.start() - 1) : found.start()]
        if before not in {"比", "较", "与", "同", "和"}:
            return int(found.group())
    return None


def lead_before(figure: Figure, lead_text: str, institution: str) -> Lead:
    """The lead, corrected by its figure: only a rate tells how much is completed."""
    lead = read_lead(lead_text, institution)
    if figure.flat and "与" in lead.noun:
        return replace(lead, noun=clean_noun(lead.noun.split("与")[0], institution))
    completes = figure.unit in CUES.percent or figure.rated or not figure.unit
    if lead.role is Role.COMPLETION_RATE and not completes:  # 已经完成整改的3个
        return Lead(noun=clean_noun(lead_text, institution), year=lead.year)
    if lead.role is Role.COMPLETION_RATE and lead.noun and not CUES["completion_rate"].fullmatch(lead.noun):
        return replace(lead, role=None) if lead.noun.endswith("率") else lead
    return lead
