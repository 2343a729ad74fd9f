"""The charts of the public site: whatever they are given, they are honest, legible and well formed."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dualuse.transparency.site.charts import (
    BarRow,
    Break,
    Flow,
    Outlier,
    Period,
    Series,
    bars,
    columns,
    flows,
)
from dualuse.transparency.site.charts.drawing import COLOURS, coordinate, escape
from dualuse.transparency.site.charts.flows import layout
from tests.support.chart_reader import Chart, Shape, read, sound

FEW = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
NASTY = "<script>&\"'</script>"
TEXTS = st.text(max_size=40) | st.sampled_from(
    ["", NASTY, "United Arab Emirates", "Ἑλλάς и България", "x" * 60]
)
LABELS = st.text(st.characters(exclude_categories=["C", "Z", "M"]), min_size=1, max_size=12)
AMOUNTS = (
    st.none() | st.just(0.0) | st.integers(0, 900).map(float) | st.floats(0, 1e12, allow_subnormal=False)
)
WIDTHS = st.sampled_from([340, 720]) | st.integers(240, 900)
YEARS = [str(year) for year in range(1990, 2026)]


def number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 or value == int(value) else f"{value:.3g}"


def about(width: int) -> dict[str, Any]:
    return {
        "title": NASTY, "description": NASTY, "unit": "licences", "number": number, "width": width, "ident": "c"
    }  # fmt: skip


def drawn_columns(periods: list[Period], series: list[Series], cuts: list[Break], width: int = 720) -> Chart:
    arguments: dict[str, Any] = about(width)
    return sound(columns(periods, series, cuts, unknown="not known", outlier="one decision", **arguments))


@st.composite
def column_data(draw: st.DrawFn) -> tuple[list[Period], list[Series], list[Break]]:
    names = draw(
        st.lists(LABELS, unique=True, max_size=30) | st.integers(0, 36).map(lambda count: YEARS[:count])
    )
    series = [Series(label) for label in draw(st.lists(TEXTS, min_size=1, max_size=4))]
    periods = []
    for name in names:
        values = draw(st.tuples(*[AMOUNTS] * len(series)))
        known = [index for index, value in enumerate(values) if value]
        outliers = []
        if known and draw(st.integers(0, 4)) == 0:
            index = draw(st.sampled_from(known))
            share = (values[index] or 0.0) * draw(st.sampled_from([0.1, 0.3, 0.5]))
            outliers = [Outlier(index, share, draw(TEXTS)) for _ in range(draw(st.integers(1, 2)))]
        periods.append(Period(name, values, tuple(outliers)))
    before = draw(st.lists(st.sampled_from(names[:-1]), unique=True, max_size=4)) if len(names) > 1 else []
    return periods, series, [Break(period, draw(TEXTS)) for period in before]


def _in_column(shapes: list[Shape], x: float) -> list[Shape]:
    return [shape for shape in shapes if abs((shape.box.left + shape.box.right) / 2 - x) < 0.01]


def _centres(chart: Chart, count: int) -> list[float]:
    base = chart.shapes_of("base")[0].box
    return [base.left + (index + 0.5) * (base.right - base.left) / count for index in range(count)]


@FEW
@given(column_data(), WIDTHS)
def test_columns_are_sound_and_honest(
    data: tuple[list[Period], list[Series], list[Break]], width: int
) -> None:
    periods, series, cuts = data
    chart = drawn_columns(periods, series, cuts, width)
    base = chart.shapes_of("base")[0].box.bottom
    solid = [*chart.shapes_of("segment"), *chart.shapes_of("outlier")]
    highest = max((math.fsum(v for v in period.values if v) for period in periods), default=0.0)
    tallest = max((base - shape.box.top for shape in solid), default=0.0)
    for period, x in zip(periods, _centres(chart, len(periods)), strict=True):
        total = math.fsum(value for value in period.values if value)
        parts = _in_column(solid, x)
        high = sum(part.box.bottom - part.box.top for part in parts)
        assert high == pytest.approx(total / highest * tallest if highest else 0.0, abs=0.01)
        singled = sum(shape.box.bottom - shape.box.top for shape in _in_column(chart.shapes_of("outlier"), x))
        expected = (
            math.fsum(outlier.value for outlier in period.outliers) / highest * tallest if highest else 0.0
        )
        assert singled == pytest.approx(expected, abs=0.01)
        assert len(_in_column(chart.shapes_of("unknown"), x)) == (1 if None in period.values else 0)
        zero = None not in period.values and total == 0
        assert len(_in_column(chart.shapes_of("zero"), x)) == (1 if zero else 0)
    assert len(chart.shapes_of("break")) == len(cuts)
    for shape in chart.shapes_of("unknown"):
        assert shape.attributes["fill"] == "url(#c-unknown)"
    for shape in chart.shapes_of("segment"):
        assert shape.attributes["fill"] in COLOURS


@FEW
@given(column_data(), WIDTHS)
def test_a_break_lies_between_its_periods(
    data: tuple[list[Period], list[Series], list[Break]], width: int
) -> None:
    periods, series, cuts = data
    chart = drawn_columns(periods, series, cuts, width)
    centres = _centres(chart, len(periods))
    names = [period.label for period in periods]
    expected = sorted(names.index(cut.after) for cut in cuts)
    lines_at = sorted(line.box.left for line in chart.shapes_of("break"))
    for index, x in zip(expected, lines_at, strict=True):
        assert centres[index] < x < centres[index + 1]


def test_unknown_and_zero_are_told_apart() -> None:
    periods = [Period("2020", (None,)), Period("2021", (0.0,)), Period("2022", (4.0,))]
    chart = drawn_columns(periods, [Series("granted")], [])
    assert [text.text for text in chart.written("unknown-sign")] == [":"]
    assert [text.text for text in chart.written("zero-sign")] == ["0"]
    unknown = chart.shapes_of("unknown")[0].box
    base = chart.shapes_of("base")[0].box.bottom
    assert unknown.bottom == base
    assert unknown.bottom - unknown.top == pytest.approx(280)
    assert {text.text for text in chart.written("legend")} == {"granted", "not known"}


def test_a_part_that_is_not_known_makes_the_sum_a_least() -> None:
    chart = drawn_columns(
        [Period("2020", (3.0, None)), Period("2021", (0.0, None))], [Series("a"), Series("b")], []
    )
    assert [text.text for text in chart.written("value")] == ["≥ 3"]
    assert [text.text for text in chart.written("unknown-sign")] == [":"]


@pytest.mark.parametrize("width", [340, 720])
def test_the_dutch_licence_of_2014_is_named(width: int) -> None:
    values = [4.9, 5.96, 2.4, 2.97, 10.8, 4.3, 4.5, 11.8, 8.4, 11.7, 28.4, 5.6]
    periods = [Period(str(2004 + index), (value,)) for index, value in enumerate(values)]
    periods[10] = replace(periods[10], outliers=(Outlier(0, 15.0, "one framework licence"),))
    chart = drawn_columns(periods, [Series("value")], [], width)
    assert [text.text for text in chart.written("annotation")] == ["one framework licence"]
    assert "one decision" in [text.text for text in chart.written("legend")]
    assert chart.shapes_of("outlier")[0].title == "2014 · one framework licence: 15"


def test_texts_without_room_become_numbers() -> None:
    periods = [
        Period(str(2000 + index), (10.0,), (Outlier(0, 5.0, f"contract {index}"),)) for index in range(12)
    ]
    chart = drawn_columns(periods, [Series("value")], [], 340)
    assert [text.text for text in chart.written("annotation")] == [*"①②③④⑤⑥⑦⑧⑨", "(10)", "(11)", "(12)"]
    assert [text.text for text in chart.written("note")][:4] == ["①", "contract 0", "②", "contract 1"]


@pytest.mark.parametrize("width", [340, 720])
@pytest.mark.parametrize(
    "values", [(), (None,), (0.0,), (None,) * 12, (0.0,) * 12, (1e12,), (1e12, None, 0.0, 1.0)]
)
def test_edges(values: tuple[float | None, ...], width: int) -> None:
    names = [str(2000 + index) for index in range(len(values))]
    arguments = about(width)
    drawn_columns(
        [Period(name, (value,)) for name, value in zip(names, values, strict=True)], [Series("a")], [], width
    )
    sound(
        bars(
            [BarRow(name, (value,)) for name, value in zip(names, values, strict=True)],
            [Series("a")],
            unknown="?",
            **arguments,
        )
    )
    links = [Flow("NL", name, value or 0.0) for name, value in zip(names, values, strict=True)]
    sound(flows(links, other=lambda count: f"{count} others", **arguments))


@st.composite
def bar_data(draw: st.DrawFn) -> tuple[list[BarRow], list[Series]]:
    series = [Series(label) for label in draw(st.lists(TEXTS, min_size=1, max_size=4))]
    rows = st.builds(BarRow, TEXTS, st.tuples(*[AMOUNTS] * len(series)))
    return draw(st.lists(rows, max_size=12)), series


@FEW
@given(bar_data(), WIDTHS)
def test_bars_are_sound_and_honest(data: tuple[list[BarRow], list[Series]], width: int) -> None:
    rows, series = data
    chart = sound(bars(rows, series, unknown="not known", **about(width)))
    axes = chart.shapes_of("axis")
    sums = [math.fsum(value for value in row.values if value) for row in rows]
    longest = max((shape.box.right - axes[0].box.left for shape in chart.shapes_of("segment")), default=0.0)
    ends = chart.written("value")
    for row, total, axis, end in zip(rows, sums, axes, ends, strict=True):
        inside = [
            shape for shape in chart.shapes_of("segment") if axis.box.top <= shape.box.top <= axis.box.bottom
        ]
        long = sum(shape.box.right - shape.box.left for shape in inside)
        assert long == pytest.approx(total / max(sums) * longest if total else 0.0, abs=0.01)
        hatched = [
            shape for shape in chart.shapes_of("unknown") if axis.box.top <= shape.box.top <= axis.box.bottom
        ]
        assert not hatched or None in row.values
        if total == 0:
            assert end.text == (":" if None in row.values else "0")
            assert bool(hatched) == (None in row.values)


FLOWS = st.lists(
    st.builds(Flow, LABELS, LABELS, AMOUNTS.map(lambda amount: amount or 0.0)),
    max_size=40,
)


@FEW
@given(FLOWS, WIDTHS, st.integers(1, 12))
def test_flows_conserve_sums(links: list[Flow], width: int, most: int) -> None:
    sound(flows(links, most=most, other=lambda count: f"{count} others", **about(width)))
    made = layout(links, most, lambda count: f"{count} others", height=300.0, label_height=15.0)
    total = math.fsum(flow.value for flow in links)
    for side, key in ((made.sources, "source"), (made.targets, "target")):
        assert math.fsum(node.value for node in side) == pytest.approx(total)
        for index, node in enumerate(side):
            mine = [ribbon for ribbon in made.ribbons if getattr(ribbon, key) == index]
            assert math.fsum(ribbon.value for ribbon in mine) == pytest.approx(node.value)
            assert math.fsum(ribbon.thickness for ribbon in mine) == pytest.approx(node.height)
            tops = sorted(getattr(ribbon, f"{key}_top") for ribbon in mine)
            assert tops[0] == pytest.approx(node.top)
        for first, second in pairwise(side):
            assert first.slot_top + first.slot < second.slot_top
    assert len(made.targets) <= most + 1
    sizes = [node.value for node in made.targets[:most]]
    assert sizes == sorted(sizes, reverse=True)


def test_the_group_of_small_targets_names_their_number() -> None:
    links = [Flow("NL", f"T{index}", float(index + 1)) for index in range(9)]
    made = layout(links, 4, lambda count: f"{count} others", height=300.0, label_height=15.0)
    assert [node.name for node in made.targets] == ["T8", "T7", "T6", "T5", "5 others"]
    assert made.targets[-1].value == 15


def test_text_is_escaped() -> None:
    drawn = columns(
        [Period(NASTY, (1.0,), (Outlier(0, 0.5, NASTY),))], [Series(NASTY)],
        title=NASTY, description=NASTY, unit=NASTY, number=lambda value: NASTY[:9], width=720, ident="x",
        unknown=NASTY, outlier=NASTY,
    )  # fmt: skip
    assert "<script" not in drawn
    texts = [label.text for label, _ in read(drawn).texts]
    assert NASTY in texts
    assert escape("\x00a\ud800") == "\ufffda\ufffd"


@pytest.mark.parametrize("bad", [-1.0, math.nan, math.inf, 1e19])
def test_what_cannot_be_drawn_is_refused(bad: float) -> None:
    arguments = about(720)
    with pytest.raises(ValueError, match="cannot be drawn"):
        drawn_columns([Period("2020", (bad,))], [Series("a")], [])
    with pytest.raises(ValueError, match="cannot be drawn"):
        bars([BarRow("x", (bad,))], [Series("a")], unknown="?", **arguments)
    with pytest.raises(ValueError, match="cannot be drawn"):
        flows([Flow("a", "b", bad)], other=str, **arguments)
    with pytest.raises(ValueError, match="no coordinate"):
        coordinate(math.nan)


@pytest.mark.parametrize(
    ("periods", "cuts", "match"),
    [
        ([Period("2020", (1.0, 2.0))], [], "2 values for 1 series"),
        ([Period("2020", (1.0,), (Outlier(0, 2.0, "x"),))], [], "more than the value"),
        ([Period("2020", (None,), (Outlier(0, 2.0, "x"),))], [], "has no value"),
        ([Period("2020", (1.0,))], [Break("2020", "x")], "no period follows"),
    ],
)
def test_contradictions_are_refused(periods: list[Period], cuts: list[Break], match: str) -> None:
    with pytest.raises(ValueError, match=match):
        drawn_columns(periods, [Series("a")], cuts)
