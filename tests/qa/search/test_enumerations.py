"""Lists in running text: counted in a line, over lines, pages and headings; closed by their count; documents."""

from __future__ import annotations

import pytest

from ingest.model.document import Paragraph, Piece, Section, SourceRef
from qa.plans.words import pairs
from qa.search.enumerations import documents_named, enumerated
from qa.search.passages import Passages


def _section(path: tuple[str, ...], *texts: str) -> Section:
    source = SourceRef(line=1, column=1)
    return Section(path, tuple(Paragraph(text, (Piece(0, len(text), source),)) for text in texts), source)


def _names(text: str, asked: str = "") -> list[str]:
    passages = Passages([_section(("机构",), text)])
    return enumerated(passages.all[0], passages.all, pairs(asked))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("内设4个科室，分别为：甲科、乙科、丙科和丁室。", ["甲科", "乙科", "丙科", "丁室"]),
        ("内设3个机构，分别为：甲室、乙站、丙科和丁科联络点。", ["甲室", "乙站", "丙科和丁科联络点"]),
        ("经费包括人员经费和公用经费两部分。", ["人员经费", "公用经费"]),
        ("本级取得的拨款，包括甲类拨款、乙类拨款和丙类拨款。", ["甲类拨款", "乙类拨款", "丙类拨款"]),
        ("做到三不，即：不漏报、不错报、不迟报等各类情形，全面提高质量。", ["不漏报", "不错报", "不迟报"]),
        ("采用的办法：(1)对照法。是指逐项对照。(2)抽样法。是指随机抽取。", ["对照法", "抽样法"]),
        ("部门预算包括：1.甲局机关 2.乙站。", ["甲局机关", "乙站"]),
    ],
)
def test_names_of_one_sentence(text: str, names: list[str]) -> None:
    """Where the sentence says how many, the last 和 parts names if that makes so many, and only then."""
    assert _names(text) == names


def test_a_definition_is_no_list() -> None:
    assert _names("甲项经费：用于办公楼修缮、采暖，每年一次。") == []


def test_a_list_goes_on_over_pages_and_over_lines_that_were_taken_for_headings() -> None:
    """Lines are glued, and three of them are headings of sections."""
    passages = Passages(
        [
            _section(("一、机构", "（一）内设机构"), "1、甲室", "2、乙处"),
            _section(("一、机构", "（一）内设机构", "3、丙庭"), "4、丁庭5、戊庭6、己局"),
            _section(("一、机构", "（一）内设机构", "7、庚处8、辛处"), "9、壬队"),
            _section(("一、机构", "（二）派出机构"), "1、癸院"),
        ]
    )
    expected = ["甲室", "乙处", "丙庭", "丁庭", "戊庭", "己局", "庚处", "辛处", "壬队"]
    assert enumerated(passages.all[0], passages.all, frozenset()) == expected


def test_names_that_lead_their_lines_are_a_list() -> None:
    passages = Passages(
        [_section(("职责",), "分工如下：", "① 甲室：负责文电、档案。", "② 乙科：负责统计、信息、宣传。")]
    )
    assert enumerated(passages.all[0], passages.all, frozenset()) == ["甲室", "乙科"]


def test_of_two_lists_the_asked_one_is_meant() -> None:
    text = "内设2个科室，分别为：甲科、乙科。下设事业单位2个，分别为：丙站、丁站。"
    assert _names(text, "下设事业单位") == ["丙站", "丁站"]
    assert _names(text, "内设科室") == ["甲科", "乙科"]


def test_documents_are_named_by_title_and_number() -> None:
    text = "根据《关于甲的通知》（甲编〔2024〕7号），丙财字【2023】 18 号和《乙管理办法》安排。"
    assert documents_named(text) == ["《关于甲的通知》（甲编〔2024〕7号）", "丙财字【2023】 18 号", "《乙管理办法》"]
