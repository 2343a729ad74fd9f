"""The blocks of a document as text for a terminal."""

from __future__ import annotations

import re

import pytest

from dualuse.documents.blocks import (
    Bullets,
    Facts,
    Paragraph,
    Part,
    Row,
    Span,
    Table,
    link,
    text,
)
from dualuse.documents.terminal import Terminal, plain
from dualuse.dossier.rendering import text_of
from tests.documents.test_html import words_of_page
from tests.support.invented_dossiers import long, minimal

WIDTH = 80
TABLE = Table(
    "Duties",
    ("By", "What to do"),
    ((text("2031-12-31"), text("keep the records of this export")), (text("now"), text("ask"))),
    (1, 3),
)


def page(*blocks: Part | Table | Facts | Bullets | Paragraph, width: int = WIDTH) -> str:
    return Terminal(width).text(blocks)


def test_a_table_has_columns_as_wide_as_what_they_hold() -> None:
    assert page(TABLE).splitlines() == [
        "Duties",
        "By          What to do",
        "──────────  ───────────────────────────────",
        "2031-12-31  keep the records of this export",
        "now         ask",
    ]


def test_a_table_without_room_becomes_rows_with_labels() -> None:
    many = tuple(f"Quantity{number:02}" for number in range(9))
    lines = page(Table("", many, ((tuple(text("x" * 12) for _ in many)),), (1,) * 9)).splitlines()
    assert lines[0] == f"Quantity00  {'x' * 12}"
    assert len(lines) == 9


def test_parts_go_a_step_further_in() -> None:
    part = Part(text("Who"), (Facts((Row("Name", (text("Example"),), (text("a point"),)),)),), mark="STOP")
    assert page(part).splitlines() == ["Who [STOP]", "  Name  Example", "    - a point"]


def test_an_address_is_written_out() -> None:
    assert plain(link("the authority", "https://example.org")) == "the authority <https://example.org>"
    assert plain(link("https://example.org", "https://example.org")) == "https://example.org"


def test_colours_stand_only_where_they_are_asked_for() -> None:
    line = Paragraph((Span("not screened", "ask"),))
    assert page(line) == "not screened\n"
    assert Terminal(WIDTH, colours=True).text((line,)) == "\x1b[33m\x1b[1mnot screened\x1b[0m\n"


def test_no_sign_moves_the_cursor() -> None:
    assert "\x1b" not in page(Paragraph(text("a\x1b[2Jb\u202ec")))


@pytest.mark.parametrize("width", [60, 80, 100])
def test_no_line_of_a_dossier_is_wider_than_the_terminal(width: int) -> None:
    written = text_of(long(), width)
    assert [line for line in written.splitlines() if len(line) > width and "  " in line.strip()] == []
    assert text_of(minimal(), width)


def test_the_terminal_says_what_the_page_says() -> None:
    """Every word of the HTML stands in the text too: it is one document."""
    words = set(re.findall(r"\w{4,}", re.sub(r"\s+", "", text_of(long()))))
    whole = re.sub(r"\W+", "", text_of(long()))
    missing = [word for word in re.findall(r"\w{4,}", words_of_page(long_page())) if word not in whole]
    assert words
    assert set(missing) <= {"Contents"}


def long_page() -> bytes:
    from dualuse.dossier.rendering import html_of

    return html_of(long())
