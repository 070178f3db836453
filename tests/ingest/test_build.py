"""Files become documents; unreadable ones are reported, and the rest continues."""

from __future__ import annotations

import os
from pathlib import Path

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from ingest.build import ingest_paths
from ingest.model.errors import UnreadableFile
from ingest.readers.files import Outcome
from ingest.report import IngestReport
from ingest.settings import StoreSettings
from ingest.store.catalog.catalog import open_catalog
from tests.fixtures import pdf_files as made
from tests.fixtures.made_report import write_report


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    (folder / "inner").mkdir(parents=True)
    return folder


def _ingest(*paths: Path, store: Path, workers: int = 1, force: bool = False) -> IngestReport:
    return ingest_paths(paths, StoreSettings(store), workers=workers, force=force)


def _outcomes(report: IngestReport) -> dict[str, str]:
    return {file.path.name: file.outcome.value for file in report.files}


def test_a_folder_is_walked_and_other_types_are_skipped_by_name(files: Path, tmp_path: Path) -> None:
    write_report(files / "inner" / "report.txt")
    (files / "notes.pptx").write_bytes(b"PK")
    report = _ingest(files, store=tmp_path / "store")
    assert _outcomes(report) == {"report.txt": "new", "notes.pptx": "skipped"}
    assert ".pptx" in report.of(Outcome.SKIPPED)[0].reason


def test_the_same_content_again_is_unchanged_and_a_changed_file_replaced(files: Path, tmp_path: Path) -> None:
    path = write_report(files / "report.txt")
    assert _outcomes(_ingest(path, store=tmp_path / "store")) == {"report.txt": "new"}
    assert _outcomes(_ingest(path, store=tmp_path / "store")) == {"report.txt": "unchanged"}
    write_report(path, total="313.00")
    assert _outcomes(_ingest(path, store=tmp_path / "store")) == {"report.txt": "replaced"}
    assert len(open_catalog(tmp_path / "store").documents()) == 1


def test_a_document_is_read_again_when_forced(files: Path, tmp_path: Path) -> None:
    path = write_report(files / "report.txt")
    _ingest(path, store=tmp_path / "store")
    assert _outcomes(_ingest(path, store=tmp_path / "store", force=True)) == {"report.txt": "replaced"}


def test_a_copy_of_a_file_is_one_document(files: Path, tmp_path: Path) -> None:
    write_report(files / "a.txt")
    write_report(files / "b.txt")
    report = _ingest(files, store=tmp_path / "store")
    assert sorted(_outcomes(report).values()) == ["new", "unchanged"]


def test_every_file_that_cannot_be_read_is_named_with_what_to_do_and_the_rest_goes_on(
    files: Path, tmp_path: Path
) -> None:
    write_report(files / "good.txt")
    (files / "empty.txt").write_bytes(b"")
    (files / "empty.pdf").write_bytes(b"")
    (files / "binary.pdf").write_bytes(bytes(range(256)) * 8)
    (files / "binary.txt").write_bytes(b"\x00\x01\x02" * 100)
    Canvas(str(files / "plain.pdf")).save()
    with pikepdf.open(files / "plain.pdf") as pdf:
        pdf.save(files / "locked.pdf", encryption=pikepdf.Encryption(owner="o", user="u"))
    (files / "plain.pdf").unlink()
    report = _ingest(files, tmp_path / "gone.txt", store=tmp_path / "store", workers=2)
    failed = {file.path.name: file.reason for file in report.of(Outcome.FAILED)}
    assert set(failed) == {"empty.txt", "empty.pdf", "binary.pdf", "binary.txt", "locked.pdf", "gone.txt"}
    assert all(len(reason) > 8 and "the reader broke" not in reason for reason in failed.values())
    assert [file.path.name for file in report.of(Outcome.NEW)] == ["good.txt"]


def test_a_name_in_another_encoding_is_told_and_the_rest_goes_on(files: Path, tmp_path: Path) -> None:
    """Archives from other systems leave such names."""
    write_report(files / "good.txt")
    strange = os.fsencode(files) + b"/\xbe\xf6\xcb\xe3.txt"
    try:
        os.link(files / "good.txt", strange)
    except OSError:
        pytest.skip("this file system takes names in UTF-8 only")
    report = _ingest(files, store=tmp_path / "store")
    assert [file.path.name for file in report.of(Outcome.NEW)] == ["good.txt"]
    (failed,) = report.of(Outcome.FAILED)
    assert "rename" in failed.reason and str(failed.path).encode("utf-8")


def test_a_scan_without_text_layer_is_a_document_with_a_warning(files: Path, tmp_path: Path) -> None:
    canvas = Canvas(str(files / "scan.pdf"), pagesize=(200, 200))
    canvas.drawInlineImage(_grey_image(), 0, 0, 200, 200)
    canvas.save()
    report = _ingest(files, store=tmp_path / "store")
    assert _outcomes(report) == {"scan.pdf": "new"}
    assert any("无文本层" in warning for warning in report.files[0].warnings)


def _grey_image() -> object:
    from PIL import Image

    return Image.new("L", (50, 50), 128)


def test_two_processes_read_the_same_as_one(files: Path, tmp_path: Path) -> None:

    for year in (2022, 2023, 2024):
        write_report(files / f"{year}.txt", year)
    alone = _ingest(files, store=tmp_path / "one", workers=1)
    together = _ingest(files, store=tmp_path / "two", workers=2)
    assert sorted((file.document_id, file.counts.facts) for file in together.files) == sorted(
        (file.document_id, file.counts.facts) for file in alone.files
    )


def test_a_folder_without_files_says_so(files: Path, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="holds no file"):
        _ingest(files, store=tmp_path / "store")
    assert not (tmp_path / "store").exists()


def test_progress_is_told_once_a_file(files: Path, tmp_path: Path) -> None:
    write_report(files / "report.txt")
    (files / "notes.pptx").write_bytes(b"PK")
    told: list[tuple[int, int, str]] = []
    ingest_paths(
        [files],
        StoreSettings(tmp_path / "store"),
        on_progress=lambda done, all, file: told.append((done, all, file.path.name)),
    )
    assert told == [(1, 2, "notes.pptx"), (2, 2, "report.txt")]


def test_pages_are_told_while_files_are_read(tmp_path: Path) -> None:
    """From one process and from several, for a progress bar."""
    files = tmp_path / "files"
    files.mkdir()
    for name in ("a.pdf", "b.pdf"):
        text = f"2024年度部门决算 {name}"
        made.make(files / name, lambda canvas, number, text=text: made.write(canvas, 60, 60, text), pages=3)
    for workers in (1, 2):
        told: list[tuple[str, int, int]] = []
        ingest_paths(
            [files],
            StoreSettings(tmp_path / f"store{workers}"),
            workers=workers,
            on_page=lambda path, done, total, told=told: told.append((Path(path).name, done, total)),
        )
        assert set(told) >= {("a.pdf", 1, 3), ("b.pdf", 1, 3)}
