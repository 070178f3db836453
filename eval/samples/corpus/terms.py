"""The glossary at the end of a sample document, in our own words."""

from __future__ import annotations

from eval.samples.corpus.blocks import Block, Heading, Text

TERMS = (
    ("财政拨款收入", "本级财政部门当年拨给本部门的预算资金。"),
    ("其他收入", "不属于财政拨款、事业、经营等来源的零星收入，例如账户利息和捐赠款。"),
    ("年初结转和结余", "上一年度没有用完、转到本年继续使用的资金。"),
    ("年末结转和结余", "到年底尚未支出、需要留到以后年度使用的资金。"),
    ("基本支出", "维持机构运转和完成日常工作所花的钱，由人员经费和公用经费两部分组成。"),
    ("项目支出", "为特定任务或事业发展目标，在基本支出以外另行安排的开支。"),
    ("“三公”经费", "用财政拨款开支的因公出国（境）费、公务用车购置及运行维护费、公务接待费的合计。"),
    ("机关运行经费", "行政单位和参公单位用一般公共预算安排的日常公用经费，不含人员工资。"),
    ("功能分类", "按政府职能把支出归到类、款、项三级科目的办法，用来说明钱花在什么事上。"),
    ("经济分类", "按用途把支出归到工资福利、商品和服务等科目的办法，用来说明钱是怎么花的。"),
)


def glossary(title: str) -> list[Block]:
    """A part with one numbered paragraph per term."""
    numbers = "一二三四五六七八九十"
    entries = [Text(f"{number}、{term}：{words}") for number, (term, words) in zip(numbers, TERMS, strict=True)]
    return [Heading(1, title), *entries]
