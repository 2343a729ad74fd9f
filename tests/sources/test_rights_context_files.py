"""Publishers' files of indices: every line is read or counted as left out, and a bad file is one clear error."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from dualuse.inputs.problems import InputError
from dualuse.sources.rights_context.importing import place_of_code, place_of_name, read_index_file
from dualuse.sources.rights_context.indices import read_number, read_year
from dualuse.sources.rights_context.layouts import layouts
from tests.support.rights_indices import REAL, RSF, VDEM, real, written


def _problem(form: str, path: Path) -> str:
    """The one problem of a file that cannot be read."""
    with pytest.raises(InputError) as raised:
        read_index_file(form, path)
    (problem,) = raised.value.problems
    return problem.text()


# Cells and places


@pytest.mark.parametrize(
    ("text", "comma", "number"),
    [
        ("95.18", False, "95.18"), ("-1.9e-05", False, "-0.000019"), ("95,18", True, "95.18"), (" 2 ", False, "2"),
        ("95,18", False, None), ("1,000.5", True, None), ("NaN", False, None), ("inf", False, None),
        ("１", False, None), ("1_0", False, None), ("", False, None), ("=1+1", False, None), ("1e999", False, None),
    ],
)  # fmt: skip
def test_numbers(text: str, comma: bool, number: str | None) -> None:
    assert read_number(text, comma) == (None if number is None else Decimal(number))


@pytest.mark.parametrize(
    ("text", "year"),
    [("2024", 2024), ("2024.0", 2024), ("2024.5", None), ("24", None), ("", None), ("2024/25", None)],
)
def test_years(text: str, year: int | None) -> None:
    assert read_year(text) == year


@pytest.mark.parametrize(
    ("code", "place", "reason"),
    [
        ("NOR", "NO", ""), ("ROM", "RO", ""), ("ZAR", "CD", ""), ("TMP", "TL", ""), ("WBG", "PS", ""), ("ADO", "AD", ""),
        ("KSV", "XK", ""), ("XKX", "XK", ""), ("XKO", "XK", ""), ("", "", "territory"), ("YUG", "", "former"),
        ("PSG", "", "part"), ("QQQ", "", "place_unknown"), ("NO", "", "place_unknown"),
    ],
)  # fmt: skip
def test_codes(code: str, place: str, reason: str) -> None:
    country = place_of_code(code)
    assert (country.code, country.reason) == (place, reason)


def test_a_territory_is_never_taken_for_the_country_around_it() -> None:
    assert place_of_name("Crimea", territory=True).reason == "territory"
    assert place_of_name("Hong Kong", territory=True).code == "HK"
    assert place_of_name("Congo (Kinshasa)", territory=False).code == "CD"
    assert place_of_code("PSE", {"PSE"}).reason == "part"


# Files


def test_vdem_as_published_has_an_interval_and_leaves_parts_out(tmp_path: Path) -> None:
    rows = [
        ["Norway", "NOR", "2024", "0.9", "0.87", "0.93"],
        ["Palestine/West Bank", "PSE", "2024", "0.2", "0.1", "0.3"],
        ["Egypt", "EGY", "2024", "", "", ""],
    ]
    observations, report = read_index_file("vdem", written(tmp_path / "vdem.csv", VDEM, rows))
    assert [
        (observation.place, observation.value, observation.low, observation.high)
        for observation in observations
    ] == [
        ("NO", Decimal("0.9"), Decimal("0.87"), Decimal("0.93")),
        ("EG", None, None, None),
    ]
    assert (report.lines, report.read, report.values, report.empty) == (3, 2, 1, 1)
    assert report.left_out == {"part": 1}
    assert report.names == {"part": {"Palestine/West Bank (PSE)"}}
    assert report.whole()


def test_wgi_by_indicator_has_an_interval_from_the_standard_error(tmp_path: Path) -> None:
    head = [
        "codeindyr",
        "code",
        "countryname",
        "year",
        "indicator",
        "estimate",
        "stddev",
        "nsource",
        "pctrank",
    ]
    rows = [
        ["NORva2023", "NOR", "Norway", "2023", "va", "1.7", "0.1", "9", "99"],
        ["NORcc2023", "NOR", "Norway", "2023", "cc", "2.1", "..", "9", "99"],
        ["KSVcc2023", "KSV", "Kosovo", "2023", "cc", "..", "..", "", ".."],
    ]
    observations, report = read_index_file("wgi", written(tmp_path / "wgi.csv", head, rows))
    assert [
        (observation.index, observation.place, observation.value, observation.low, observation.high)
        for observation in observations
    ] == [
        ("wgi_voice", "NO", Decimal("1.7"), Decimal("1.5355"), Decimal("1.8645")),
        ("wgi_corruption", "NO", Decimal("2.1"), None, None),
        ("wgi_corruption", "XK", None, None, None),
    ]
    assert report.unread == []


def test_freedom_house_by_name_under_a_title_is_of_the_year_before_the_edition(tmp_path: Path) -> None:
    head = [
        "Country/Territory",
        "Region",
        "C/T",
        "Edition",
        "Status",
        "PR rating",
        "CL rating",
        "PR",
        "CL",
        "Total",
    ]
    path = tmp_path / "fiw.csv"
    rows = [
        ["Norway", "Europe", "c", "2025", "F", "1", "1", "40", "59", "99"],
        ["Crimea", "Europe", "t", "2025", "NF", "7", "7", "-2", "4", "2"],
        ["Syria", "Middle East", "c", "2025", "NF", "7", "7", "-3", "8", "5"],
    ]
    written(path, ["Freedom in the World", *[""] * 9], [head, *rows])
    observations, report = read_index_file("fiw", path)
    values = {
        (observation.index, observation.place): observation.text or observation.value
        for observation in observations
    }
    assert {observation.year for observation in observations} == {2024}
    assert values["fiw_status", "NO"] == "F"
    assert values["fiw_total", "NO"] == 99
    assert values["fiw_political_rights", "SY"] == -3  # an additional question takes points off
    assert "UA" not in {observation.place for observation in observations}
    assert report.names == {"territory": {"Crimea"}}


def test_rsf_with_semicolons_and_decimal_commas(tmp_path: Path) -> None:
    head = ["ISO", "Score", "Rank", "Political Context", "Country_EN", "Year (N)"]
    path = written(tmp_path / "2023.csv", head, [["NOR", "95,18", "1", "94,5", "Norway", "2023"]], ";")
    observations, _ = read_index_file("rsf", path)
    assert [(observation.place, observation.year, observation.value) for observation in observations] == [
        ("NO", 2023, Decimal("95.18"))
    ]


def test_the_three_readings_of_political_terror_stay_apart(tmp_path: Path) -> None:
    head = ["Country", "Country_OLD", "Year", "COW_Code_A", "WordBank_Code_A", "PTS_A", "PTS_H", "PTS_S"]
    path = written(tmp_path / "pts.csv", head, [["Egypt", "Egypt", "2023", "EGY", "EGY", "4", "NA", "5"]])
    observations, report = read_index_file("pts", path)
    assert {observation.index: observation.value for observation in observations} == {
        "pts_state": 5,
        "pts_amnesty": 4,
        "pts_hrw": None,
    }
    assert report.empty == 1


def test_cells_that_are_not_understood_are_named_and_left_empty(tmp_path: Path) -> None:
    rows = [
        ["NOR", "Norway", "2023", "95.18"], ["EGY", "Egypt", "2023", "=HYPERLINK(1)"], ["IND", "India", "2023", "136.62"],
        ["SGP", "Singapore", "x", "40"], ["QQQ", "Nowhere", "2023", "50"], ["DEU", "Germany", "2023", "NaN"],
        ["SWE", "Sweden", "2023", "80"], ["", "", "", ""],
    ]  # fmt: skip
    observations, report = read_index_file("rsf", written(tmp_path / "rsf.csv", RSF, rows))
    assert {observation.place: observation.value for observation in observations} == {
        "NO": Decimal("95.18"), "EG": None, "IN": None, "DE": None, "SE": 80,
    }  # fmt: skip
    assert [(cell.line, cell.text, cell.remark) for cell in report.unread] == [
        (3, "=HYPERLINK(1)", "number_unread"),
        (4, "136.62", "outside_scale"),
        (5, "x", "year_unread"),
        (7, "NaN", "number_unread"),
    ]
    assert report.left_out == {"year_unread": 1, "place_unknown": 1, "blank": 1}
    assert report.whole()


def test_whole_numbers_categories_and_intervals_are_held_to_what_they_are(tmp_path: Path) -> None:
    head = ["iso3", "country", "year", "status", "total"]
    rows = [
        ["NOR", "Norway", "2024", "f", "98.5"],
        ["EGY", "Egypt", "2024", "NF", "18.0"],
        ["IND", "India", "2024", "PF", "63"],
    ]
    observations, report = read_index_file("fiw", written(tmp_path / "fiw.csv", head, rows))
    assert [cell.remark for cell in report.unread] == ["category_unread", "outside_scale"]
    assert [
        str(observation.value)
        for observation in observations
        if observation.place == "EG" and observation.value is not None
    ] == ["18"]

    rows = [["Norway", "NOR", "2024", "0.9", "0.95", "0.99"], ["Egypt", "EGY", "2024", "0.2", "0.1", ""]]
    observations, report = read_index_file("vdem", written(tmp_path / "vdem.csv", VDEM, rows))
    assert [(observation.value, observation.low) for observation in observations] == [
        (Decimal("0.9"), None),
        (Decimal("0.2"), None),
    ]
    assert [cell.remark for cell in report.unread] == ["interval_unread", "interval_unread"]


def test_a_year_ahead_is_a_slip(tmp_path: Path) -> None:
    path = written(tmp_path / "rsf.csv", RSF, [["NOR", "Norway", year, "95"] for year in ("2023", "2032")])
    observations, report = read_index_file("rsf", path, last_year=2026)
    assert [observation.year for observation in observations] == [2023]
    assert [(cell.line, cell.text, cell.remark) for cell in report.unread] == [(3, "2032", "year_unread")]


# Bad files: one clear error each, and nothing taken


def test_bad_files_are_one_error_each(tmp_path: Path) -> None:
    good = ["NOR", "Norway", "2023", "95.18"]
    missing = written(tmp_path / "missing.csv", RSF[:3], [good[:3]])
    assert "the column score_high_is_free / Score is missing (iso3, country, year)" in _problem(
        "rsf", missing
    )
    binary = tmp_path / "binary.csv"
    binary.write_bytes(b"PK\x03\x04\x14\x00\xff\xfe\x00" * 50)
    assert "no CSV in UTF-8" in _problem("rsf", binary)
    empty = tmp_path / "empty.csv"
    empty.write_bytes(b"")
    assert "the file is empty" in _problem("rsf", empty)
    scale = written(tmp_path / "scale.csv", VDEM, [["Norway", "NOR", "2024", "90", "87", "93"]])
    assert "scale.csv:2: most values of v2x_polyarchy are not on the scale from 0 to 1" in _problem(
        "vdem", scale
    )
    twice = written(tmp_path / "twice.csv", RSF, [good, ["EGY", "Egypt", "2023", "33"], good])
    assert "twice.csv:4: NO has two lines for 2023; the other is line 2" in _problem("rsf", twice)
    short = written(tmp_path / "short.csv", RSF, [good, good[:2]])
    assert "short.csv:3: cells on this line: 2; on the first line: 4" in _problem("rsf", short)
    column = written(tmp_path / "column.csv", [*RSF, "year"], [[*good, "2022"]])
    assert "the column year stands twice" in _problem("rsf", column)
    for name in ("=cmd.csv", "＝cmd.csv", "'=cmd.csv"):
        formula = written(tmp_path / name, RSF, [good])
        assert "begins as a formula" in _problem("rsf", formula)
    quote = tmp_path / "quote.csv"
    quote.write_text(",".join(RSF) + '\nNOR,"Norway,2023,95\n', encoding="utf-8")
    assert "no CSV in UTF-8" in _problem("rsf", quote)
    assert "cannot be read" in _problem("rsf", tmp_path / "absent.csv")
    assert "cannot be read" in _problem("rsf", tmp_path)


def test_two_codes_of_one_country_are_two_lines_of_it(tmp_path: Path) -> None:
    rows = [["ROM", "Romania", "2023", "70"], ["ROU", "Romania", "2023", "71"]]
    assert "RO has two lines for 2023" in _problem("rsf", written(tmp_path / "rsf.csv", RSF, rows))


# Real files


@pytest.mark.parametrize(("name", "form"), REAL.items())
def test_real_files_are_read_whole_and_counted_again(name: str, form: str) -> None:
    path = real(name)
    observations, report = read_index_file(form, path)
    assert report.whole()
    assert report.unread == []
    assert report.left_out["place_unknown"] == 0
    with path.open(encoding="utf-8", newline="") as stream:
        lines = list(csv.DictReader(stream))
    assert report.lines == len(lines)
    named = {value.value: value.index for value in layouts()[form].values if value.value in lines[0]}
    for column, index in named.items():
        # counted from the file alone: lines with a value, without those of no country of today
        none = {"", "YUG", "ANT", "CTU", "XCD", "CSS", "SML", "ZZB", "PSG"} | (
            {"PSE"} if form == "vdem" else set()
        )
        wanted = [line for line in lines if line[column].strip() and line["iso3"] not in none]
        with_data = [
            observation for observation in observations if observation.index == index and observation.has_data
        ]
        assert len(with_data) == len(wanted), column
        years = {int(float(line["year"])) for line in wanted}
        for year in (min(years), max(years)):
            countries = {line["iso3"] for line in wanted if int(float(line["year"])) == year}
            assert len({observation.place for observation in with_data if observation.year == year}) == len(
                countries
            ), (column, year)


def test_published_values() -> None:
    fiw, _ = read_index_file("fiw", real("freedom_in_the_world_2012_2024.csv"))
    totals = {
        observation.place: observation.value
        for observation in fiw
        if observation.index == "fiw_total" and observation.year == 2024
    }
    assert [totals[place] for place in ("NO", "EG", "IN", "SG")] == [99, 18, 63, 48]
    statuses = {
        observation.place: observation.text
        for observation in fiw
        if observation.index == "fiw_status" and observation.year == 2024
    }
    assert [statuses[place] for place in ("NO", "EG", "IN", "SG")] == ["F", "NF", "PF", "PF"]
    rsf, _ = read_index_file("rsf", real("rsf_press_freedom_2014_2023.csv"))
    scores = {observation.place: observation.value for observation in rsf if observation.year == 2023}
    assert (scores["NO"], scores["EG"]) == (Decimal("95.18"), Decimal("33.37"))
