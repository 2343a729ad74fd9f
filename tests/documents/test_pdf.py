"""A dossier as PDF: PDF/A-3a and PDF/UA-1, the same bytes everywhere, all fonts inside, every script, the JSON attached unchanged."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dualuse.documents.blocks import Bullets, Part, facts, text
from dualuse.documents.pdf import FAMILIES, coverages, covered, latin_covered, pdf_from
from dualuse.dossier.document.contents import dossier_of
from dualuse.dossier.reading import assessment_from
from dualuse.dossier.rendering import pdf_of
from tests.documents.test_html import HOSTILE, hostile
from tests.support.invented_dossiers import NAMES, long, minimal
from tests.support.paths import REPOSITORY


def tool(name: str, *arguments: str) -> str:
    path = shutil.which(name)
    if path is None:
        pytest.skip(f"NO {name.upper()}: install poppler-utils; the PDF was not looked into")
    run = subprocess.run([path, *arguments], capture_output=True, check=False)
    return run.stdout.decode("utf-8", "replace")


def words(path: Path) -> str:
    """The words of a PDF, without marks of direction and places to break."""
    plain = tool("pdftotext", "-raw", str(path), "-")
    kept = (sign for sign in plain if unicodedata.category(sign) != "Cf")
    return "".join(kept)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("dossier") / "long.pdf"
    path.write_bytes(pdf_of(long()))
    return path


def test_it_says_that_it_is_archivable_and_accessible(made: Path) -> None:
    content = made.read_bytes()
    assert b"<pdfaid:part>3</pdfaid:part>" in content
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in content
    assert b"<pdfuaid:part>1</pdfuaid:part>" in content
    facts = tool("pdfinfo", str(made))
    assert re.search(r"^Title: +Export assessment under Regulation \(EU\) 2021/821$", facts, re.MULTILINE)
    assert re.search(r"^Tagged: +yes$", facts, re.MULTILINE)
    assert b"/Lang (en)" in content or b"/Lang(en)" in content


def test_headings_lists_and_tables_are_tagged(made: Path) -> None:
    structure = tool("pdfinfo", "-struct", str(made))
    for tag in ("H1", "H2", "H3", "L (block)", "LI (block)", "Table (block)", "THead", "TH <"):
        assert tag in structure, tag


def test_every_font_is_embedded_and_maps_to_unicode(made: Path) -> None:
    rows = tool("pdffonts", str(made)).splitlines()[2:]
    assert rows
    for row in rows:
        assert re.search(r" yes +yes +yes +\d+ +\d+$", row), row
    assert {re.sub(r"^.*\+|-Regular.*$", "", row.split()[0]) for row in rows} >= {
        "NotoSans", "NotoSansArabic", "NotoSansThai", "NotoSansCJKtc",
    }  # fmt: skip


@pytest.mark.parametrize("script", NAMES)
def test_names_of_every_script_come_back(made: Path, script: str) -> None:
    shown = unicodedata.normalize("NFC", words(made))
    if script == "Arabic":
        # The reader takes the letters from the right as it sees them; the joined final letter stands by itself.
        assert all(part[:-1] in shown for part in NAMES[script].split())
        return
    assert NAMES[script].replace(" ", "") in re.sub(r"\s", "", shown)


def test_no_glyph_of_a_name_is_missing() -> None:
    """Of any script: one document says it of all names."""
    assert [script for script, name in NAMES.items() if not all(map(covered, name))] == []
    parties = [{"role": "end_user", "name": name} for name in NAMES.values()]
    shown = shown_pdf(minimal(transaction=json.dumps({"parties": parties})))
    assert "Signs" not in shown  # the note on what is not shown as it was stated


def shown_pdf(content: bytes) -> str:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        path = Path(folder) / "x.pdf"
        path.write_bytes(pdf_of(content))
        return re.sub(r"\s+", " ", words(path))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Smile 😀 Ltd", ("Smile [U+1F600] Ltd", "shown as code points: [U+1F600]")),
        ("ኢትዮጵያ", ("[U+12A2]", "shown as code points: [U+12A2], [U+1275]")),
        ("a\u0d3eb", ("a[U+0D3E]b",)),
        ("x\u202ey", ("x[U+202E]y", "shown as code points: [U+202E]")),
        ("\U000f0000\U0010ffff\x00", ("[U+F0000]", "[U+10FFFF]")),
    ],
)
def test_a_character_that_no_font_has_is_shown_as_its_code_point_and_noted(
    name: str, expected: tuple[str, ...]
) -> None:
    data = _bare()
    data["transaction"]["parties"] = [{"role": "end_user", "name": name}]
    made = shown_pdf(json.dumps(data).encode("utf-8"))
    for word in expected:
        assert word in made, (word, made[:400])


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_is_read_as_markup_and_none_runs_off_the_page(text: str, tmp_path: Path) -> None:
    path = tmp_path / "hostile.pdf"
    content = hostile(text)
    path.write_bytes(pdf_of(content))
    boxes = re.findall(
        r'<word xMin="([\d.-]+)" yMin="[\d.-]+" xMax="([\d.-]+)"', tool("pdftotext", "-bbox", str(path), "-")
    )
    width = 595.28
    assert boxes
    assert all(float(left) >= 0 and float(right) <= width - 30 for left, right in boxes)
    if text.isascii() and text.isprintable() and len(text) < 100:
        assert re.sub(r"\s", "", text) in re.sub(r"\s", "", words(path))
    target = tmp_path / "attached.json"
    tool("pdfdetach", "-save", "1", "-o", str(target), str(path))
    assert target.read_bytes() == content


def test_the_assessment_is_attached_as_its_source(made: Path, tmp_path: Path) -> None:
    assert "assessment.json" in tool("pdfdetach", "-list", str(made))
    target = tmp_path / "assessment.json"
    tool("pdfdetach", "-save", "1", "-o", str(target), str(made))
    assert target.read_bytes() == long()
    assert re.search(rb"/AFRelationship\s*/Source", made.read_bytes())


def test_the_same_bytes_twice_and_other_bytes_for_another_assessment(made: Path) -> None:
    assert pdf_of(long()) == made.read_bytes()
    assert pdf_of(long("de")) != made.read_bytes()


@pytest.mark.parametrize(
    "environment",
    [
        {"TZ": "Asia/Tokyo", "LANG": "C", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
        {"TZ": "America/New_York", "LANG": "tr_TR.UTF-8", "SOURCE_DATE_EPOCH": "1", "PYTHONHASHSEED": "2"},
    ],
)
def test_the_same_bytes_in_another_process_elsewhere(
    made: Path, tmp_path: Path, environment: dict[str, str]
) -> None:
    source = tmp_path / "dossier.json"
    source.write_bytes(long())
    program = (
        "import hashlib, pathlib, sys; from dualuse.dossier.rendering import html_of, pdf_of; "
        "content = pathlib.Path(sys.argv[1]).read_bytes(); "
        "print(*(hashlib.sha256(form(content)).hexdigest() for form in (html_of, pdf_of)))"
    )
    run = subprocess.run(
        [sys.executable, "-c", program, str(source)],
        capture_output=True, text=True, check=True, cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY / "src"), **environment},
    )  # fmt: skip
    from dualuse.dossier.rendering import html_of

    here = [hashlib.sha256(content).hexdigest() for content in (html_of(long()), made.read_bytes())]
    assert run.stdout.split() == here


def test_the_date_is_that_of_the_assessment(made: Path) -> None:
    assert "D:20261124" in made.read_bytes().decode("latin-1")


def test_the_coverage_of_the_fonts_is_read_from_their_tables() -> None:
    known = dict(zip(FAMILIES, coverages(), strict=True))
    assert "A" in known["Noto Sans"]
    assert "中" not in known["Noto Sans"]
    assert "中" in known["Noto Sans CJK TC"]
    assert "ก" in known["Noto Sans Thai"]
    assert "م" in known["Noto Sans Arabic"]
    assert latin_covered(), "what is Latin alone needs no look at each sign"
    assert not covered("😀")
    assert not covered("ሀ")


def test_no_heading_stands_alone_at_the_end_of_a_page(made: Path) -> None:
    titles = {
        "Who",
        "What",
        "Parties",
        "Screening",
        "Items",
        "Open questions",
        "Missing facts",
        "What to do",
        "Sources",
        "Not examined",
    }
    pages = tool("pdftotext", "-layout", str(made), "-").split("\f")[:-1]
    for number, page in enumerate(pages, 1):
        lines = [line.strip() for line in page.splitlines() if line.strip()]
        last = re.sub(r"^\d ", "", lines[-2])
        assert f"Page {number} of {len(pages)}" in lines[-1]
        assert last not in titles, (number, last)


def test_a_heading_has_more_than_one_of_its_facts_on_its_page(tmp_path: Path) -> None:
    document = dossier_of(assessment_from(minimal()))
    rows = facts([(f"Label {number}", text(f"fact {number}")) for number in range(1, 41)])
    parted = 0
    for lines in range(70, 75):
        filling = Bullets(tuple(text(f"line {number}") for number in range(lines)))
        parts = (Part(text("Filling"), (filling, Part(text("Below"), (rows,)))),)
        path = tmp_path / f"{lines}.pdf"
        path.write_bytes(pdf_from(replace(document, parts=parts), minimal()))
        pages = tool("pdftotext", "-layout", str(path), "-").split("\f")
        (page,) = (page for page in pages if re.search(r"^ *Below$", page, re.MULTILINE))
        assert "fact 1" in page
        assert "fact 2" in page
        parted += "fact 9" not in page
    assert parted, "no page ends among the facts: other numbers of lines are to be tried"


def _bare() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(minimal())
    for name in ("findings", "missing", "warnings", "not_examined", "items", "customs"):
        data["determination"][name] = []
    return data


@given(st.lists(st.text(alphabet=st.characters(), max_size=60), min_size=4, max_size=8))
@example(["\ufdff\uff5e\u0363 \u061a\u2667\u0348 \ufeff \u0301 \n\u0301"])
@example(["e\u0301\u0335 \u200d\u200c \u2060 \u00ad \ufe0f \U000e0100"])
@settings(max_examples=16, deadline=None)
def test_no_text_stops_the_typesetter(texts: list[str]) -> None:
    data = _bare()
    data["transaction"]["parties"] = [{"role": "end_user", "name": text} for text in texts]
    assert pdf_of(json.dumps(data).encode("utf-8")).startswith(b"%PDF")
