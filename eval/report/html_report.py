"""The evaluation as one self-contained HTML page: the tables, and every question with answer, gold and faults."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from importlib.resources import files
from string import Template

from eval.measures.comparison import Change, Comparison
from eval.measures.evaluation import Evaluation
from eval.measures.retrieval import Retrieval
from eval.measures.scored import Share
from eval.measures.scoring import Outcome
from eval.measures.set_measures import Measure
from eval.measures.summary import Group
from eval.report.html_questions import OtherAnswer, question
from eval.report.shown import bounds, counted, interval, percent, side_by_side

Row = Sequence[str]
"""Cells of a table, as HTML."""
CHANGED = '<label><input type="checkbox" id="changed"> changed only</label>'
MEANING = {
    Outcome.RIGHT: "",
    Outcome.WRONG: "stated, and not so",
    Outcome.REFUSED: "withheld though it is there",
    Outcome.ERROR: "no answer came",
}


def html_page(found: Evaluation) -> str:
    """The page; a browser loads nothing else for it."""
    template = Template((files("eval.report") / "report.html").read_text(encoding="utf-8"))
    summary = found.summary
    return template.substitute(
        title=escape(found.title),
        facts=escape(_facts(found)),
        cards="".join(_cards(found)),
        tables="".join(_tables(found)),
        outcomes="".join(_box(outcome, summary.total.outcomes[outcome]) for outcome in Outcome),
        types=_options(each.name for each in summary.by_type),
        documents=_options(each.name for each in summary.by_document),
        changed=CHANGED if found.comparison or found.model else "",
        questions="".join(_questions(found)),
    )


def _facts(found: Evaluation) -> str:
    summary = found.summary
    faults = ", ".join(f"{kind} {count}" for kind, count in summary.faults.items()) or "none"
    return f"{summary.total.size} questions · p50 {summary.p50:.0f} ms, p95 {summary.p95:.0f} ms · faults: {faults}"


def _cards(found: Evaluation) -> Iterable[str]:
    total = found.summary.total
    yield _card(percent(total.accuracy), "accuracy", f"right of all, {bounds(total.accuracy)}")
    yield _card(percent(total.precision), "precision", f"right of answered, {bounds(total.precision)}")
    for outcome in Outcome:
        yield _card(str(total.outcomes[outcome]), outcome.value, MEANING[outcome], outcome.value)


def _card(value: str, name: str, note: str, mark: str = "") -> str:
    return f'<div class="card {mark}"><b>{escape(value)}</b>{escape(name)}<span>{escape(note)}</span></div>'


def _box(outcome: Outcome, count: int) -> str:
    return f'<label><input type="checkbox" checked data-outcome="{outcome.value}"> {outcome.value} {count}</label>'


def _options(names: Iterable[str]) -> str:
    return "".join(f'<option value="{escape(name)}">{escape(name)}</option>' for name in names)


# --------------------------------------------------------------------------------------------------------- tables


def _tables(found: Evaluation) -> Iterable[str]:
    if found.comparison:
        yield _comparison(found.comparison)
    if found.model:
        heads, rows = side_by_side(found.summary, found.model.summary)
        yield _table("Rules and language model", heads, rows)
    yield _measures(found.summary.measures)
    yield _retrieval(found.retrieval)
    if found.systems:
        yield f'<h2>Baselines and ablations</h2><div class="wide"><pre>{escape(found.systems)}</pre></div>'
    yield _groups("type", found.summary.by_type, found.summary.total)
    yield _groups("document", found.summary.by_document, found.summary.total)


def _table(title: str, heads: Row, rows: Iterable[Row], words: Sequence[int] = (), note: str = "") -> str:
    """A table; ``words`` are the columns that hold text, not figures."""

    def line(tag: str, cells: Row) -> str:
        marks = (' class="words"' if at in words else "" for at in range(len(cells)))
        return "".join(f"<{tag}{mark}>{cell}</{tag}>" for mark, cell in zip(marks, cells, strict=True))

    body = "".join(f"<tr{_total(row)}>{line('td', row)}</tr>" for row in rows)
    told = f'<p class="quiet">{escape(note)}</p>' if note else ""
    return f'<h2>{escape(title)}</h2>{told}<div class="wide"><table><tr>{line("th", heads)}</tr>{body}</table></div>'


def _total(row: Row) -> str:
    return ' class="total"' if row[0] == "total" else ""


def _measures(measures: Sequence[Measure]) -> str:
    rows = [
        [escape(each.label), percent(each.share), bounds(each.share), counted(each), escape(each.meaning)]
        for each in measures
    ]
    return _table("Measures", ["", "value", "95% interval", "questions", "of what"], rows, words=(4,))


def _retrieval(found: Retrieval | str) -> str:
    if isinstance(found, str):
        return f'<h2>Retrieval of the gold evidence</h2><p class="quiet">not measured: {escape(found)}</p>'
    heads = ["", *(f"R@{each}" for each in found.recall), "MRR", "nDCG@10"]
    row = [f"{found.questions} questions", *(f"{each:.3f}" for each in (*found.recall.values(), found.mrr, found.ndcg))]
    return _table("Retrieval of the gold evidence", heads, [row])


def _groups(kind: str, groups: Sequence[Group], total: Group) -> str:
    heads = ["", "asked", *(outcome.value for outcome in Outcome), "accuracy (95%)", "precision (95%)", "outcomes"]
    rows = [[_pick(kind, each.name), *_group(each)] for each in groups] + [["total", *_group(total)]]
    return _table(f"By {kind}", heads, rows, words=(len(heads) - 1,))


def _pick(kind: str, name: str) -> str:
    """The name as a button that shows its questions."""
    name = escape(name)
    return f'<button type="button" class="pick" data-pick="{kind}" data-value="{name}">{name}</button>'


def _group(each: Group) -> list[str]:
    counts = [str(each.outcomes[outcome] or "") for outcome in Outcome]
    return [str(each.size), *counts, _wide(each.accuracy), _wide(each.precision), _bar(each)]


def _wide(share: Share | None) -> str:
    return escape(interval(share))


def _bar(each: Group) -> str:
    parts = "".join(
        f'<i class="{outcome.value}" style="width:{count * 100 / each.size:.2f}%"></i>'
        for outcome, count in each.outcomes.items()
        if count
    )
    return f'<div class="bar">{parts}</div>'


def _comparison(found: Comparison) -> str:
    gain = found.difference
    note = (
        f"accuracy {gain.value:+.1%} (95% interval {gain.low * 100:+.1f} to {gain.high * 100:+.1f}); "
        f"better {len(found.better)}, worse {len(found.worse)}, changed {len(found.changes)}"
    )
    if found.absent:
        note += f"; the baseline has no answer to {found.absent} of the questions"
    rows = [[_go(each.id), escape(each.question), change_text(each)] for each in found.changes]
    return _table("Against the baseline", ["", "question", "before → now"], rows, words=(1, 2), note=note)


def _go(id: str) -> str:
    return f'<button type="button" class="pick" data-go="{escape(id)}">{escape(id)}</button>'


def change_text(each: Change) -> str:
    """The outcome before and now, marked as better or worse."""
    mark = "worse" if each.worse else "better" if each.better else ""
    told = (
        f"{each.before.value} → {each.now.value}"
        if each.before is not each.now
        else f"{each.now.value}, another answer"
    )
    return f'<span class="badge change {mark}">{escape(told)}</span>'


# ------------------------------------------------------------------------------------------------------ questions


def _questions(found: Evaluation) -> Iterable[str]:
    changes = {each.id: each for each in found.comparison.changes} if found.comparison else {}
    by_model = {each.case.id: each for each in found.model.scored} if found.model else {}
    for each in found.scored:
        others, badge = [], ""
        if change := changes.get(each.case.id):
            badge = change_text(change)
            others.append(OtherAnswer("baseline", change.before.value, change.was))
        if other := by_model.get(each.case.id):
            others.append(OtherAnswer.of_model(other))
            if other.score.outcome is not each.score.outcome:
                badge += f'<span class="badge change">llm: {other.score.outcome.value}</span>'
        yield question(each, badge, others)
