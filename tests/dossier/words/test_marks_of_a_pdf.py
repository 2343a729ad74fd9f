"""A PDF says that it is tagged, and nothing of suspects: a reader took their mark for a fault in every file."""

from __future__ import annotations

from dualuse.documents.pdf import _SUSPECTS, _without_suspects


def test_the_mark_gives_way_to_blanks_and_no_byte_moves() -> None:
    pdf = b"%PDF-1.7 " + _SUSPECTS + b"/ViewerPreferences"
    without = _without_suspects(pdf)
    assert b"Suspects" not in without
    assert b"/MarkInfo<</Marked true" in without
    assert len(without) == len(pdf)


def test_what_stands_twice_may_be_of_the_attached_file_and_stays() -> None:
    assert _without_suspects(_SUSPECTS * 2) == _SUSPECTS * 2
