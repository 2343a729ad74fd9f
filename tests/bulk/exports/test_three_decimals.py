"""A number with three signs behind its mark is never guessed: ``2,000`` beside ``48.000,00`` is asked about."""

from __future__ import annotations

import pytest

from dualuse.bulk.exports.numbers import NumbersSeen, read_by_column, read_number


def way(*cells: str) -> str:
    seen = NumbersSeen()
    for cell in cells:
        seen.look_at(cell)
    return seen.way()


@pytest.mark.parametrize(
    ("cells", "text", "values"),
    [
        (("48.000,00", "12,50"), "2,000", ("2000", "2.0000")),
        (("48.000,00", "12,50"), "4.200", ("4200",)),
        (("48.000,00", "0,500"), "2,000", ("2.0000",)),
        (("1.234,500",), "2,000", ("2.0000",)),
        (("48,000.00",), "2.000", ("2.0000", "2000")),
        (("48,000.00",), "2,000", ("2000",)),
        (("48.000,00",), "2,00", ("2.00",)),
        (("48.000,00", "48,000.00"), "2,000", ("2000", "2.0000")),
    ],
)
def test_what_a_column_shows_settles_three_decimals_only_where_it_has_them(
    cells: tuple[str, ...], text: str, values: tuple[str, ...]
) -> None:
    assert sorted(read_by_column(text, way(*cells)).values) == sorted(values)


def test_a_column_that_shows_nothing_settles_nothing() -> None:
    assert way("2,000", "3,000") == ""
    assert read_by_column("2,000", "") == read_number("2,000")


def test_the_cell_that_has_two_readings_is_told() -> None:
    from dualuse.bulk.exports.cell_readers import cell_reader
    from dualuse.bulk.exports.mapping import Locale
    from dualuse.schema.tables.columns import column_path

    path = column_path("items.value")
    assert path is not None
    reader = cell_reader(path, "Nettowert", Locale(), way("48.000,00"))
    assert reader is not None
    problem = reader("2,000").problem
    assert problem is not None
    assert "2,000 may be 2000 or 2" in problem.text("en")
    # Others do settle how the column is written: the reason says why this cell is none of them.
    assert "no other cell" not in problem.text("en")
    assert "the other cells of the column have two decimals" in problem.text("en")
    alone = cell_reader(path, "Nettowert", Locale(), way("2,000"))
    assert alone is not None
    unsettled = alone("2,000").problem
    assert unsettled is not None
    assert "no other cell of the column settles which" in unsettled.text("en")
    assert reader("48.000,00").text == "48000.00"
