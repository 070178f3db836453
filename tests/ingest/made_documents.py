"""A made report, parsed for real, for the tests of the store."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from ingest.catalog_values import ParsedDocument
from ingest.parse import parse_file

REPORT = """海山县财政局{year}年度部门决算

第一部分 部门概况

一、主要职能

海山县财政局负责全县财政收支、预算编制和资产管理。内设机构五个，均为行政编制。

第二部分 {year}年度部门决算表

支出决算表

公开03表

部门：海山县财政局\t\t\t单位：万元
科目编码\t项目\t本年支出合计\t基本支出\t项目支出
201\t一般公共服务支出\t{total}\t300.00\t12.50
20106\t财政事务\t{total}\t300.00\t12.50
2010601\t行政运行\t300.00\t300.00\t0.00
2010602\t一般行政管理事务\t12.50\t0.00\t12.50

第三部分 {year}年度部门决算情况说明

一、支出决算情况说明

{year}年度支出合计{total}万元，比上年增加12.50万元，增长4.17%，主要原因是财政信息系统升级。
"""


def write_report(path: Path, year: int = 2024, total: str = "312.50") -> Path:
    path.write_text(REPORT.format(year=year, total=total), encoding="utf-8")
    return path


def parsed_report(folder: Path, year: int = 2024, total: str = "312.50", name: str = "report.txt") -> ParsedDocument:
    path = write_report(folder / name, year, total)
    return parse_file(path, sha256(path.read_bytes()).hexdigest(), "test")
