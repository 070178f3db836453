"""Questions on the made documents, their gold computed from the data that the documents were written from."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from eval.cases import Case, Gold, GoldNumber
from tests.qa.made_budgets import SCHOOL, WATER, Budget
from tests.qa.made_documents import Line, basic, named, percent, project, total, under
from tests.qa.made_finals import CULTURE, FARMING
from tests.qa.made_reports import TOWN

REFUSED = Gold(refuse=True)
DIFFERENT = ("不一致", "不符", "不相符", "不相等", "不等于", "有误", "相差", "差异", "不正确", "differ", "not match")
EQUAL = ("一致", "相符", "相等", "吻合", "等于", "正确", "准确", "平衡", "无误")


def _figure(value: Decimal, unit: str, tolerance: str = "") -> GoldNumber:
    return GoldNumber(value, unit, Decimal(tolerance) if tolerance else Decimal("0.005"))


def _number(value: Decimal, unit: str = "万元", tolerance: str = "") -> Gold:
    return Gold(number=_figure(value, unit, tolerance))


def _rate(value: Decimal) -> Gold:
    return _number(value, "%", "0.05")


def _numbers(*values: Decimal, unit: str = "万元", words: Sequence[tuple[str, ...]] = ()) -> Gold:
    return Gold(numbers=tuple(_figure(value, unit) for value in values), contains=tuple(words))


def _words(*groups: tuple[str, ...]) -> Gold:
    return Gold(contains=groups)


def _items(*names: str, ordered: bool = False) -> Gold:
    return Gold(items=names, ordered=ordered)


def _top(value: Decimal, unit: str, *names: str) -> Gold:
    return Gold(items=names, number=_figure(value, unit))


def _final(lines: Sequence[Line], name: str) -> Decimal:
    return total(named(lines, name))


def _initial(lines: Sequence[Line], name: str) -> Decimal:
    return sum((each.initial for each in named(lines, name)), Decimal(0))


def _largest(lines: Sequence[Line]) -> Line:
    return max(lines, key=lambda each: each.total)


Asked = tuple[str, str, Gold] | tuple[str, str, Gold, tuple[str, ...]]


def _cases(prefix: str, asked: Sequence[Asked]) -> list[Case]:
    cases = []
    for number, (kind, question, gold, *turns) in enumerate(asked, 1):
        cases.append(Case(f"{prefix}-{number:02d}", kind, question, (), gold, turns=tuple(*turns)))
    return cases


def _culture() -> list[Case]:
    data, lines, rows = CULTURE, CULTURE.lines, CULTURE.economics
    office, before = under(rows, "302"), data.before["三公"]
    sport = _final(lines, "群众体育")
    return _cases(
        "culture",
        [
            ("lookup", "临波市文广旅体局2023年群众文化支出决算是多少？", _number(_final(lines, "群众文化"))),
            ("lookup", "临波文旅局 差旅费 2023年决算", _number(under(rows, "30211"))),
            ("lookup", "临波市文化和广电旅游体育局2023年末结转和结余是多少", _number(data.carried[1])),
            ("lookup", "2023年临波市文化和广电旅游体育局因公出国（境）费实际花了多少？", _number(data.visits[1])),
            ("narrative", "临波市文化和广电旅游体育局2023年政府采购服务支出多少万元？", _number(Decimal("65.00"))),
            ("narrative", "临波市文化和广电旅游体育局有几辆公车？", _number(Decimal(4), "辆", "0")),
            ("yoy", "临波市文化和广电旅游体育局2023年三公经费比上年少花了多少？", _number(before - data.three(1))),
            ("yoy", "临波市文化和广电旅游体育局2022年收支总计是多少万元？", _number(data.whole - data.grown)),
            (
                "execution",
                "临波文广旅体局三公经费2023年完成预算的百分之几",
                _rate(percent(data.three(1), data.three(0))),
            ),
            (
                "execution",
                "临波市文化和广电旅游体育局群众体育决算比年初预算多多少？",
                _number(sport - _initial(lines, "群众体育")),
            ),
            (
                "share",
                "临波市文化和广电旅游体育局2023年群众体育占本年支出的比重是多少？",
                _rate(percent(sport, data.spent)),
            ),
            (
                "arithmetic",
                "临波市文化和广电旅游体育局2023年办公费和印刷费一共多少？",
                _number(under(rows, "30201", "30202")),
            ),
            (
                "rank",
                "临波市文化和广电旅游体育局2023年支出最大的项级科目是哪个？",
                _top(_largest(lines).total, "万元", "行政运行"),
            ),
            (
                "list",
                "临波市文化和广电旅游体育局有哪些内设机构？",
                _items("办公室", "艺术科", "文物科", "产业发展科", "体育科", "市场管理科"),
            ),
            ("why", "临波市文广旅体局机关运行经费2023年为什么增加？", _words(("搬迁",))),
            ("why", "群众文化支出为啥没达到年初预算？临波市文化和广电旅游体育局", _words(("延期", "展演"))),
            ("define", "临波市文化和广电旅游体育局决算里群众文化是什么意思", _words(("文化馆",), ("群众文化活动",))),
            (
                "check",
                "临波市文化和广电旅游体育局人员经费加公用经费等于基本支出吗？",
                _words((f"{basic(lines):,.2f}", f"{basic(lines):.2f}"), EQUAL),
            ),
            ("unanswerable", "临波市文化和广电旅游体育局2023年会议费支出多少？", REFUSED),
            ("unanswerable", "临波市文化和广电旅游体育局2024年三公经费决算多少", REFUSED),
            (
                "followup",
                "公务接待费呢？",
                _number(data.hospitality[1]),
                ("临波市文化和广电旅游体育局2023年因公出国费决算多少？",),
            ),
            (
                "followup",
                "占基本支出多少？",
                _rate(percent(office, basic(lines))),
                ("临波市文化和广电旅游体育局2023年公用经费多少",),
            ),
        ],
    )


def _farming() -> list[Case]:
    data, lines, rows = FARMING, FARMING.lines, FARMING.economics
    farm, before, office = _final(lines, "农林水支出"), data.before["农林水支出"], under(rows, "302")
    fell = before - farm
    development = _final(lines, "农业生产发展")
    return _cases(
        "farming",
        [
            ("lookup", "赤岭市农业农村局2024年病虫害控制花了多少钱", _number(_final(lines, "病虫害控制"))),
            ("lookup", "赤岭农业农村局 取暖费 2024", _number(under(rows, "30208"))),
            ("lookup", "赤岭市农业农村局2024年项目支出合计是多少万元？", _number(project(lines))),
            ("lookup", "How much did 赤岭市农业农村局 spend on 公务用车运行维护费 in 2024?", _number(data.running[1])),
            ("narrative", "赤岭市农业农村局2024年公务接待了多少人次", _number(Decimal(78), "人次", "0")),
            ("yoy", "赤岭市农业农村局2024年农林水支出比2023年减少多少？", _number(fell)),
            ("yoy", "赤岭市农业农村局2023年农林水支出是多少万元？", _number(before)),
            (
                "yoy",
                "赤岭农业农村局机关运行经费2024年下降了百分之几？",
                _rate(percent(data.before["机关运行经费"] - office, data.before["机关运行经费"])),
            ),
            (
                "execution",
                "赤岭市农业农村局农业生产发展2024年决算超年初预算多少万元？",
                _number(development - _initial(lines, "农业生产发展")),
            ),
            (
                "execution",
                "赤岭市农业农村局三公经费2024年决算占预算的百分之多少？",
                _rate(percent(data.three(1), data.three(0))),
            ),
            ("share", "农林水支出占赤岭市农业农村局2024年本年支出的多大比例", _rate(percent(farm, data.spent))),
            ("arithmetic", "赤岭市农业农村局2024年水费加电费多少万元？", _number(under(rows, "30205", "30206"))),
            (
                "rank",
                "赤岭市农业农村局农林水支出里哪个项级科目花钱最多？多少",
                _top(development, "万元", "农业生产发展"),
            ),
            ("count", "赤岭市农业农村局2024年有多少个项目自评为“优”？", _number(Decimal(10), "个", "0")),
            (
                "list",
                "赤岭市农业农村局2024年部门决算包括哪些单位？",
                _items(
                    "赤岭市农业农村局本级", "赤岭市农业技术推广站", "赤岭市动物疫病预防控制中心", "赤岭市农机服务中心"
                ),
            ),
            ("why", "赤岭市农业农村局病虫害控制决算为什么低于预算？", _words(("草地贪夜蛾",))),
            ("why", "赤岭市农业农村局三公经费下降的原因", _words(("拼车",))),
            ("text", "赤岭市农业农村局绩效自评发现什么问题、怎么改进？", _words(("监测点",), ("拨付",))),
            ("unanswerable", "赤岭市农业农村局2024年因公出国费预算是多少？", REFUSED),
            ("unanswerable", "赤岭市水利局2024年支出决算多少？", REFUSED),
            ("followup", "上年呢？", _number(before), ("赤岭市农业农村局2024年农林水支出决算数是多少？",)),
        ],
    )


def _school() -> list[Case]:
    data, lines, rows = SCHOOL, SCHOOL.lines, SCHOOL.economics
    middle, high = _final(lines, "初中教育"), _final(lines, "高中教育")
    return _cases(
        "school",
        [
            ("lookup", "青柏县第二中学2025年高中教育预算是多少？", _number(high)),
            ("lookup", "青柏二中2025年绩效工资预算", _number(under(rows, "30107"))),
            ("lookup", "青柏县第二中学2025年事业收入预算多少万元", _number(data.income["事业收入"])),
            ("lookup", "What is the 2025 budget of 青柏县第二中学 for 培训费?", _number(under(rows, "30216"))),
            ("narrative", "青柏县第二中学有多少名在校学生？", _number(Decimal(2860), "人", "0")),
            ("narrative", "青柏县第二中学2025年政府采购货物预算", _number(Decimal("58.00"))),
            ("yoy", "青柏县第二中学2024年的收支预算总数是多少？", _number(data.whole - data.grown)),
            (
                "yoy",
                "青柏县第二中学2025年收支总预算增长百分之几？",
                _rate(percent(data.grown, data.whole - data.grown)),
            ),
            ("share", "青柏县第二中学2025年项目支出占比多少", _rate(percent(project(lines), data.whole))),
            (
                "share",
                "事业收入在青柏县第二中学2025年收入预算中占百分之几？",
                _rate(percent(data.income["事业收入"], data.whole)),
            ),
            ("arithmetic", "青柏县第二中学2025年初中教育比高中教育多多少预算？", _number(middle - high)),
            ("arithmetic", "青柏县第二中学2025年水电费一共多少", _number(under(rows, "30205", "30206"))),
            ("rank", "青柏县第二中学2025年预算最大的项目是哪个？", _top(Decimal("120.00"), "万元", "校舍维修改造")),
            ("list", "青柏县第二中学2025年有哪些项目支出预算？", _items(*data.projects)),
            ("why", "青柏县第二中学公务接待费为什么下降", _words(("校际交流",))),
            ("define", "青柏县第二中学预算怎么解释事业收入？", _words(("学费", "住宿费"))),
            ("unanswerable", "青柏县第二中学2025年机关运行经费是多少？", REFUSED),
            ("unanswerable", "青柏县第二中学2025年公务用车购置费预算多少？", REFUSED),
            ("unanswerable", "青柏县第二中学2024年事业收入决算是多少", REFUSED),
            ("followup", "维修费呢？", _number(under(rows, "30213")), ("青柏县第二中学2025年办公费预算多少？",)),
        ],
    )


def _water() -> list[Case]:
    data, rows = WATER, WATER.economics
    fell = abs(data.grown)
    general = data.general
    return _cases(
        "water",
        [
            ("lookup", "南屏区水务局2025年防汛预算是多少元？", _yuan(data, "防汛")),
            ("lookup", "南屏区水务局 水利工程运行与维护 2025 预算", _yuan(data, "水利工程运行与维护")),
            ("lookup", "南屏水务局2025年津贴补贴多少钱", _number(under(rows, "30102"), "元", "50")),
            ("lookup", "南屏区水务局2025年公务接待费预算是多少万元？", _number(data.hospitality, "元", "1")),
            ("narrative", "南屏区水务局2025年工程类政府采购预算是多少？", _number(Decimal(1500000), "元", "1")),
            ("narrative", "青龙涌水闸重建能让多少万人受益？", _number(Decimal("3.6"), "万人")),
            ("yoy", "南屏区水务局2025年收入预算比上年减少多少？", _number(fell, "元", "1")),
            ("yoy", "南屏区水务局2024年收入预算是多少元？", _number(data.whole + fell, "元", "1")),
            ("yoy", "南屏区水务局2025年三公经费下降百分之几", _rate(Decimal("11.11"))),
            ("share", "南屏区水务局2025年项目支出占总支出的比例", _rate(percent(project(data.lines), data.whole))),
            (
                "arithmetic",
                "南屏区水务局2025年基本工资、津贴补贴、奖金三项合计多少元？",
                _number(under(rows, "30101", "30102", "30103"), "元", "50"),
            ),
            (
                "rank",
                "南屏区水务局2025年项目预算从高到低前三名是哪些？",
                _items("青龙涌水闸重建", "泵站日常维护", "滨河步道建设", ordered=True),
            ),
            (
                "list",
                "南屏区水务局部门预算包含哪些预算单位？",
                _items("南屏区水务局本级", "南屏区水利工程管理所", "南屏区河道管护中心"),
            ),
            ("why", "南屏区水务局2025年收入预算为什么减少？", _words(("碧道",))),
            ("why", "Why did 南屏区水务局's 机关运行经费 rise in 2025?", _words(("视频会商",))),
            ("text", "青龙涌水闸重建的绩效目标是什么？", _words(("闸室",), ("42",))),
            ("define", "南屏区水务局预算里防汛指什么", _words(("防汛物资",))),
            (
                "lookup",
                "南屏区水务局2025年政府性基金预算拨款收入多少元？",
                _number(data.income["政府性基金预算拨款收入"], "元", "1"),
            ),
            ("lookup", "南屏区水务局2025年一般公共预算拨款收入是多少？", _number(general, "元", "1")),
            ("unanswerable", "南屏区水务局2025年会议费预算多少？", REFUSED),
            ("unanswerable", "南屏区水务局2024年实际支出了多少（决算）？", REFUSED),
            ("followup", "城市建设支出呢", _yuan(data, "城市建设支出"), ("南屏区水务局2025年水利工程建设预算多少？",)),
        ],
    )


def _yuan(data: Budget, name: str) -> Gold:
    return _number(_final(data.lines, name), "元", "50")


def _town() -> list[Case]:
    data, projects = TOWN, {each.name: each for each in TOWN.projects}
    before, budget, spent = data.hospitality
    relic = projects["养老服务站点建设"]
    return _cases(
        "town",
        [
            (
                "lookup",
                "云湖镇2024年高标准农田建设配套全年执行数是多少？",
                _number(projects["高标准农田建设配套"].spent),
            ),
            ("lookup", "石坎县云湖镇政府2023年公务接待费决算多少", _number(before)),
            ("lookup", "云湖镇2024年办公费预算数", _number(data.office[1])),
            ("narrative", "云湖镇2024年清运了多少吨生活垃圾？", _number(Decimal(1260), "吨", "0")),
            ("narrative", "云湖镇政府2024年实有在职人员多少人", _number(Decimal(58), "人", "0")),
            ("yoy", "云湖镇2024年公务接待费决算比2023年减少多少？", _number(before - spent)),
            ("execution", "云湖镇2024年预算执行率是多少？", _rate(percent(data.spent, data.budget))),
            ("execution", "云湖镇养老服务站点建设项目的执行率", _rate(relic.rate)),
            ("execution", "云湖镇2024年公务接待费决算比预算节约多少万元？", _number(budget - spent)),
            (
                "arithmetic",
                "云湖镇六个项目全年预算数合计多少万元？",
                _number(sum((e.budget for e in projects.values()), Decimal(0))),
            ),
            ("rank", "云湖镇哪个项目的自评得分最低？", _top(relic.score, "分", relic.name)),
            ("count", "云湖镇有几个项目评价等级为“优”？", _number(Decimal(4), "个", "0")),
            ("list", "云湖镇预算执行率不到70%的项目有哪些？", _items("森林防灭火及防汛应急", "养老服务站点建设")),
            (
                "list",
                "云湖镇人民政府有哪些内设机构",
                _items("党政综合办公室", "经济发展办公室", "社会事务办公室", "平安法治办公室", "综合行政执法大队"),
            ),
            ("why", "云湖镇养老服务站点建设为什么慢？", _words(("用地",))),
            ("text", "云湖镇下一步有什么改进措施？", _words(("调度",), ("应急物资",))),
            ("count", "云湖镇超编了吗？编制和在职分别多少人", _numbers(Decimal(62), Decimal(58), unit="人")),
            ("unanswerable", "云湖镇2024年会议费决算多少？", REFUSED),
            ("unanswerable", "云湖镇2024年公务用车运行维护费决算是多少", REFUSED),
            (
                "followup",
                "文化站免费开放呢？",
                _number(projects["文化站免费开放"].score, "分"),
                ("云湖镇农村人居环境整治自评得了多少分？",),
            ),
        ],
    )


def made_cases() -> list[Case]:
    """Every question, in the order of the documents."""
    return [*_culture(), *_farming(), *_school(), *_water(), *_town()]
