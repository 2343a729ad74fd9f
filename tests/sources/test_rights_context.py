"""Indices beside a destination: read from publishers' files with every line accounted for, shown each by itself."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from dualuse.cli import app
from dualuse.i18n import LANGUAGES
from dualuse.inputs.problems import InputError
from dualuse.sources.rights_context.importing import FORMATS, ContextReport, merged
from dualuse.sources.rights_context.indices import Observation, indices, sources
from dualuse.sources.rights_context.layouts import layouts
from dualuse.sources.rights_context.table import COLUMNS, read_context, write_context
from dualuse.sources.rights_context.view import (
    ContextRow,
    age,
    context_rows,
    context_text,
    latest,
    number_text,
    row_data,
    scale_text,
)
from tests.support.rights_indices import REAL, RSF, VDEM, real, written

TODAY = date(2026, 11, 25)


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["context", *arguments])


def _observation(**changes: object) -> Observation:
    plain = {
        "index": "rsf_press", "place": "NO", "year": 2023, "value": Decimal("95.18"), "low": None, "high": None,
        "text": "", "source_file": "rsf.csv", "checksum": "0" * 64,
    }  # fmt: skip
    return Observation(**{**plain, **changes})  # type: ignore[arg-type]


# What is known of the indices


def test_every_index_is_described_in_every_language_and_can_be_read_from_a_file() -> None:
    assert tuple(sources()) == FORMATS == tuple(layouts())
    read = {value.index for layout in layouts().values() for value in layout.values}
    assert read == set(indices())
    for index in indices().values():
        assert all(index.name[language] and index.measures[language] for language in LANGUAGES), index.key
        assert bool(index.categories) == (index.low is None), index.key
        if index.low is not None and index.high is not None:
            assert index.lowest is not None
            assert index.highest is not None
            assert index.lowest <= index.low < index.high <= index.highest
        assert set(index.labels) == set(index.categories)


def test_the_direction_of_each_scale_is_told() -> None:
    assert scale_text(indices()["fiw_total"], "en") == "Scale: 0 (worst) to 100 (best)"
    assert scale_text(indices()["pts_state"], "en") == "Scale: 1 (best) to 5 (worst)"
    assert scale_text(indices()["vdem_corruption"], "en") == "Scale: 0 (best) to 1 (worst)"
    assert (
        scale_text(indices()["fiw_status"], "de")
        == "Skala: nicht frei (schlechtester Wert) bis frei (bester)"
    )


def test_what_is_not_open_may_not_be_published_again() -> None:
    closed = {key for key, source in sources().items() if not source.republish}
    assert closed == {"fiw", "rsf", "fotn", "wjp"}


# The table


def test_a_table_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    observations = [
        _observation(),
        _observation(place="EG", value=None),
        _observation(
            index="vdem_polyarchy",
            year=2024,
            value=Decimal("0.000019"),
            low=Decimal("0"),
            high=Decimal("0.1"),
        ),
        _observation(index="fiw_status", value=None, text="NF"),
    ]
    path = tmp_path / "context.csv"
    write_context(observations, path)
    assert sorted(read_context(path), key=lambda observation: observation.key) == sorted(
        observations, key=lambda observation: observation.key
    )
    first = path.read_bytes()
    write_context(reversed(observations), path)
    assert path.read_bytes() == first
    assert [path.name for path in tmp_path.iterdir()] == ["context.csv"]


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("format", "dualuse-context-0"), ("format", ""), ("index", "happiness"), ("place", "NOR"), ("place", "Norway"), ("year", "20"), ("value", "high"), ("value", "101"),
        ("low", "3"), ("text", "NF"), ("source_file", "=cmd"), ("source_file", ""), ("checksum", "abc"),
    ],
)  # fmt: skip
def test_a_bad_cell_refuses_the_table(tmp_path: Path, column: str, text: str) -> None:
    path = tmp_path / "context.csv"
    write_context([_observation()], path)
    row = dict(zip(COLUMNS, path.read_text("utf-8").splitlines()[1].split(","), strict=True))
    written(path, COLUMNS, [list({**row, column: text}.values())])
    with pytest.raises(InputError) as raised:
        read_context(path)
    (problem,) = raised.value.problems
    assert (problem.line, problem.path) == (2, column)


def test_a_table_with_a_line_twice_other_columns_or_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "context.csv"
    write_context([_observation()], path)
    line = path.read_text("utf-8").splitlines()[1]
    for content, sentence in (
        (f"{','.join(COLUMNS)}\n{line}\n{line}\n".encode(), "another line for this place and 2023"),
        (b"a,b\n1,2\n", "other columns than format, index, place"),
        (f"{','.join(COLUMNS)}\nrsf_press,NO\n".encode(), "cells on this line: 2"),
        (b"\xff\xfe\x00", "no CSV in UTF-8"),
        (b"", "other columns"),
    ):
        path.write_bytes(content)
        with pytest.raises(InputError, match=sentence):
            read_context(path)
    with pytest.raises(InputError, match="cannot be read"):
        read_context(tmp_path / "absent.csv")


def test_a_table_of_before_it_had_a_format_is_read(tmp_path: Path) -> None:
    path = tmp_path / "context.csv"
    row = _observation()
    path.write_text(
        "index,place,year,value,low,high,text,source_file,checksum\n"
        f"rsf_press,NO,2023,95.18,,,,rsf.csv,{row.checksum}\n",
        "utf-8",
    )
    assert read_context(path) == [row]
    write_context([row], path)
    assert path.read_text("utf-8").splitlines()[1].startswith("dualuse-context-1,rsf_press,NO,")


@pytest.mark.parametrize("columns", [COLUMNS, (*COLUMNS, "more"), ("format", "quite", "others")])
def test_a_table_of_a_later_format_is_refused_in_words(tmp_path: Path, columns: tuple[str, ...]) -> None:
    path = tmp_path / "context.csv"
    write_context([_observation()], path)
    written(path, columns, [["dualuse-context-2", *(["?"] * (len(columns) - 1))]])
    with pytest.raises(InputError, match="a later release wrote this: in the format dualuse-context-2"):
        read_context(path)
    path.write_bytes(path.read_bytes().replace(b"-2,?", b"-3,?,?"))
    with pytest.raises(InputError, match="a later release wrote this: in the format dualuse-context-3"):
        read_context(path)


# The view


def test_the_latest_year_with_data_and_its_age() -> None:
    observations = [
        _observation(year=2021, value=Decimal(90)), _observation(year=2022, value=Decimal(91)), _observation(year=2023, value=None),
        _observation(place="EG", year=2023, value=Decimal(30)),
    ]  # fmt: skip
    by_index = latest(observations, "NO")
    assert by_index["rsf_press"].year == 2022
    assert age(by_index["rsf_press"], TODAY) == 4
    row = _row(context_rows(observations, "NO", TODAY), "rsf_press")
    assert (row.state, row.value, row.year, row.age) == ("data", 91, 2022, 4)
    assert (row.newest, row.newer_without) == (2023, (2023,))


def _row(rows: Iterable[ContextRow], key: str) -> ContextRow:
    (row,) = (row for row in rows if row.index.key == key)
    return row


def test_no_data_is_a_row_of_its_own_and_not_the_same_as_no_file() -> None:
    rows = context_rows([_observation(), _observation(place="EG", value=None)], "EG", TODAY)
    assert [row.index.key for row in rows] == list(indices())
    row = _row(rows, "rsf_press")
    assert (row.state, row.value, row.year, row.newest) == ("no_data", None, None, 2023)
    assert _row(rows, "fiw_total").state == "not_imported"
    assert _row(context_rows([_observation()], "KP", TODAY), "rsf_press").state == "no_data"
    text = context_text(rows, "EG", "en")
    assert "RSF: press freedom: no data" in text
    assert "No data is not “no concern”" in text
    assert "Not imported: V-Dem: electoral democracy" in text
    assert row_data(row, "en")["value"] is None


def test_numbers_are_shown_rounded_and_kept_exact() -> None:
    assert number_text(Decimal("-1.90854012966156"), "en") == "-1.909"
    assert number_text(Decimal("-0.0001"), "en") == "0"
    assert number_text(Decimal("95.10"), "de") == "95,1"
    assert number_text(Decimal("100"), "fr") == "100"
    observation = _observation(index="wgi_voice", value=Decimal("-1.90854012966156"))
    data = row_data(_row(context_rows([observation], "NO", TODAY), "wgi_voice"), "en")
    assert data["value"] == "-1.90854012966156"
    assert data["scale"]["better"] == "high"


def test_of_several_files_the_one_named_first_is_kept() -> None:
    reports = [ContextReport(format="rsf", file=name, checksum="0" * 64) for name in ("a.csv", "b.csv")]
    observations, (first, second) = merged(
        [
            ([_observation()], reports[0]),
            ([_observation(value=Decimal(1)), _observation(year=2022)], reports[1]),
        ]
    )
    assert [(observation.year, observation.value) for observation in observations] == [
        (2023, Decimal("95.18")),
        (2022, Decimal("95.18")),
    ]
    assert (first.already, second.already) == (0, 1)


# The command


def test_import_and_show(tmp_path: Path) -> None:
    rsf = written(tmp_path / "rsf.csv", RSF, [["NOR", "Norway", "2023", "95.18"], ["", "Tibet", "2023", "3"]])
    vdem = written(tmp_path / "vdem.csv", VDEM, [["Egypt", "EGY", "2024", "0.186", "0.17", "0.201"]])
    table = tmp_path / "context.csv"
    done = _run("import", f"rsf={rsf}", f"vdem={vdem}", "--accept-terms", "rsf", "-o", str(table), "-l", "en")
    assert done.exit_code == 0, done.output
    assert "Tibet" in done.output
    shown = _run("show", "Egypt", "--context", str(table), "-l", "en")
    assert "V-Dem: electoral democracy: 0.186 (0.17 to 0.201, the interval of 68 per cent)" in shown.output
    assert "RSF: press freedom: no data" in shown.output
    data = json.loads(_run("show", "no", "--context", str(table), "--json").output)
    assert data["place"] == "NO"
    (row,) = (row for row in data["rows"] if row["index"] == "rsf_press")
    assert (row["value"], row["source"]["republish"]) == ("95.18", False)
    assert (
        "Skala: 0 (schlechtester Wert) bis 1 (bester)"
        in _run("show", "EG", "--context", str(table), "-l", "de").output
    )


def test_terms_that_are_not_open_must_be_confirmed(tmp_path: Path) -> None:
    path = written(tmp_path / "rsf.csv", RSF, [["NOR", "Norway", "2023", "95.18"]])
    table = tmp_path / "context.csv"
    done = _run("import", f"rsf={path}", "-o", str(table), "-l", "en")
    assert done.exit_code == 2
    assert "--accept-terms rsf" in done.output
    assert not table.exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("import", "rsf.csv"), "names no format"),
        (("import", "gdp=x.csv"), "is not known here"),
        (("import", "vdem="), "names no format"),
        (("import", "vdem=x.csv", "--accept-terms", "all"), "is not known here"),
        (("show", "Atlantis", "--context", "x.csv"), "is no country"),
        (("show", "NO", "--context", "absent.csv"), "cannot be read"),
    ],
)
def test_what_is_asked_wrongly_is_told(arguments: tuple[str, ...], sentence: str) -> None:
    done = _run(*arguments, "-l", "en")
    assert done.exit_code == 2
    assert sentence in done.output
    assert "Traceback" not in done.output


def test_nothing_is_half_written(tmp_path: Path) -> None:
    good = written(tmp_path / "vdem.csv", VDEM, [["Egypt", "EGY", "2024", "0.186", "0.17", "0.201"]])
    bad = written(tmp_path / "bad.csv", VDEM[:3], [["Egypt", "EGY", "2024"]])
    table = tmp_path / "context.csv"
    table.write_text("as it was", encoding="utf-8")
    before = sorted(tmp_path.iterdir())
    assert _run("import", f"vdem={good}", f"vdem={bad}", "-o", str(table)).exit_code == 2
    assert table.read_text("utf-8") == "as it was"
    assert sorted(tmp_path.iterdir()) == before
    absent = _run("import", f"vdem={good}", "-o", str(tmp_path / "absent/context.csv"), "-l", "en")
    assert absent.exit_code == 2
    assert "cannot be read or written" in absent.output


# Real files


def test_all_real_files_make_one_table(tmp_path: Path) -> None:
    files = [f"{form}={real(name)}" for name, form in REAL.items()]
    accepted = [word for form in ("fiw", "rsf", "fotn", "wjp") for word in ("--accept-terms", form)]
    table = tmp_path / "context.csv"
    done = _run("import", *files, *accepted, "-o", str(table), "--json")
    assert done.exit_code == 0, done.output
    rows = context_rows(read_context(table), "EG", TODAY)
    assert {row.state for row in rows} == {"data"}
    assert _row(rows, "pts_state").index.better == "low"
    assert _row(context_rows(read_context(table), "KP", TODAY), "fotn_total").state == "no_data"
