"""A release: complete, the same bytes for the same inputs, never changed, its statistics rebuilt by their own lines of SQL."""

from __future__ import annotations

import csv
import hashlib
import json
from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import polars as pl
import pytest
from typer.testing import CliRunner

from dualuse.cli import app
from dualuse.inputs.problems import InputError
from dualuse.transparency.decision import Decision
from dualuse.transparency.importing.union_figures import Figure
from dualuse.transparency.publishing import next_version, read_sources, release_before
from dualuse.transparency.release import SUMS, ReleaseContent, verify, write_release
from dualuse.transparency.site.edition import read_release
from dualuse.transparency.sources import DUTCH, known_noughts
from dualuse.transparency.statistics import STATISTICS
from dualuse.transparency.table import frame_of, read_table, write_table
from tests.support.paths import SHARED

RUN = CliRunner()
LICENCES = SHARED / "licences"
DUTCH_FILE = LICENCES / "nl_dual_use_licences_2004_2015.csv"
SOME = (
    Decision("a", date(2020, 3, 1), "NL", "individual", decision="granted", entries=("5A001.f",), item_types=("5A1",),
             families=("telecommunications_interception",), destination=("CN", "HK"), value=Decimal("100.50"), currency="EUR",
             source="nl_licences"),
    Decision("b", date(2020, 4, 1), "NL", "individual", decision="refused", destination=("CN",), criteria=("human_rights",)),
    Decision("c", None, "CH", "global", decision="granted", destination=("VARIOUS",), value=Decimal(7), currency="CHF",
             end_use='say "yes"; no\nand more'),
)  # fmt: skip


def _content(*decisions: Decision, version: str = "2026-11-25", because: str = "") -> ReleaseContent:
    return ReleaseContent(
        version=version,
        day=date(2026, 11, 25),
        decisions=frame_of(decisions or SOME),
        sources=(DUTCH,),
        figures=(),
        because=because,
    )


def _bytes(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_same_inputs_give_the_same_bytes_whatever_their_order(tmp_path: Path) -> None:
    first = write_release(_content(*SOME), tmp_path / "one")
    other = write_release(_content(*reversed(SOME)), tmp_path / "other")
    assert _bytes(first) == _bytes(other)
    assert write_release(_content(), tmp_path / "one") == first


def test_all_files_are_in_the_checksums_and_can_be_read_back(tmp_path: Path) -> None:
    place = write_release(_content(), tmp_path)
    sums = verify(place)
    assert set(sums) | {SUMS} == set(_bytes(place))
    for name, checksum in sums.items():
        assert hashlib.sha256((place / name).read_bytes()).hexdigest() == checksum
    tables = [read_table(place / f"decisions.{form}") for form in ("csv", "parquet", "jsonl")]
    assert tables[0].equals(tables[1])
    assert tables[0].equals(tables[2])
    package = json.loads((place / "datapackage.json").read_text())
    assert {resource["path"] for resource in package["resources"]} == set(sums) - {
        "datapackage.json",
        "catalogue.jsonld",
    }
    catalogue = json.loads((place / "catalogue.jsonld").read_text())
    assert catalogue["@graph"][0]["dcat:version"] == "2026-11-25"
    assert not list(tmp_path.glob(".*"))


def test_a_release_is_never_changed(tmp_path: Path) -> None:
    place = write_release(_content(), tmp_path)
    before = _bytes(place)
    with pytest.raises(InputError) as caught:
        write_release(_content(SOME[0]), tmp_path)
    assert "is there already" in caught.value.problems[0].text()
    assert _bytes(place) == before
    assert [path.name for path in tmp_path.iterdir()] == ["2026-11-25"]


def test_a_correction_says_what_changed(tmp_path: Path) -> None:
    first = write_release(_content(), tmp_path)
    new = replace(SOME[1], id="d")
    corrected = replace(SOME[0], value=Decimal(99), destination=("CN",))
    content = _content(
        corrected, SOME[1], new, version="2026-11-25.2", because="the applicant's figure was wrong"
    )
    place = write_release(content, tmp_path, first)
    changes = [json.loads(line) for line in (place / "changes.jsonl").read_text().splitlines()]
    assert changes == [
        {"table": "decisions", **change}
        for change in (
            {"id": "d", "change": "added"},
            {"id": "c", "change": "removed"},
            {"id": "a", "change": "changed", "column": "destination", "before": ["CN", "HK"], "now": ["CN"]},
            {"id": "a", "change": "changed", "column": "value", "before": "100.50", "now": "99.00"},
        )
    ]
    text = (place / "CHANGES.md").read_text()
    assert "the applicant's figure was wrong" in text
    assert "| a | value | 100.50 | 99.00 |" in text


def _figure(value: int) -> Figure:
    return Figure(
        year="2016",
        measure="denials",
        category="all dual-use",
        destination="extra-EU",
        member_state="EU",
        value=Decimal(value),
        unit="count",
        source_url="https://example.org",
        confidence="primary",
        note="",
    )


def test_a_correction_of_figures_and_sources_is_told(tmp_path: Path) -> None:
    other = replace(DUTCH, id="other")
    first = write_release(
        replace(_content(), sources=(DUTCH, other), figures=(_figure(1884), _figure(1))), tmp_path
    )
    new = replace(
        _content(version="2026-11-25.2"),
        sources=(replace(DUTCH, last=date(2016, 12, 31)), replace(DUTCH, id="new")),
        figures=(_figure(9999), _figure(1)),
    )
    place = write_release(new, tmp_path, first)
    row = {
        "year": "2016", "measure": "denials", "category": "all dual-use", "destination": "extra-EU", "member_state": "EU",
        "unit": "count", "source_url": "https://example.org", "confidence": "primary", "note": "",
    }  # fmt: skip
    assert [json.loads(line) for line in (place / "changes.jsonl").read_text().splitlines()] == [
        {"table": "sources", "id": "new", "change": "added"},
        {"table": "sources", "id": "other", "change": "removed"},
        {"table": "sources", "id": "nl_licences", "change": "changed", "column": "last", "before": "2015-12-31", "now": "2016-12-31"},
        {"table": "figures", "change": "added", "row": {**row, "value": "9999"}},
        {"table": "figures", "change": "removed", "row": {**row, "value": "1884"}},
    ]  # fmt: skip
    text = (place / "CHANGES.md").read_text()
    for line in (
        "| decisions | 0 | 0 | 0 |",
        "| sources | 1 | 1 | 1 |",
        "| figures | 1 | 0 | 1 |",
        "| nl_licences | last | 2015-12-31 | 2016-12-31 |",
        "| 2016, denials, all dual-use, extra-EU, EU, count | added |  | 9999 |",
    ):
        assert line in text
    assert read_release(place).changes == ()


@pytest.mark.parametrize("damage", ["changed", "removed", "added"])
def test_a_damaged_release_is_not_built_on(tmp_path: Path, damage: str) -> None:
    first = write_release(_content(), tmp_path)
    if damage == "changed":
        (first / "decisions.csv").write_text("id\n")
    elif damage == "removed":
        (first / "METHOD.md").unlink()
    else:
        (first / "more.csv").write_text("")
    with pytest.raises(InputError) as caught:
        write_release(_content(version="2026-11-26"), tmp_path, first)
    assert "not what the release's checksums say" in caught.value.problems[0].text()
    assert not (tmp_path / "2026-11-26").exists()
    assert not list(tmp_path.glob(".*"))


@pytest.mark.parametrize("version", ["", "1.0", "2026-11-25.0", "2026-11-25/../x", "../x"])
def test_what_is_no_version_is_refused(tmp_path: Path, version: str) -> None:
    with pytest.raises(InputError):
        write_release(_content(version=version), tmp_path)


def test_a_renamed_release_is_refused(tmp_path: Path) -> None:
    place = write_release(_content(), tmp_path)
    renamed = place.rename(tmp_path / "2026-11-24")
    for read in (verify, read_release):
        with pytest.raises(InputError) as caught:
            read(renamed)
        assert "this folder holds the release 2026-11-25" in caught.value.problems[0].text()
    with pytest.raises(InputError):
        write_release(_content(version="2026-11-26"), tmp_path, renamed)


@pytest.mark.parametrize(
    ("version", "day"),
    [
        ("2026-11-24", date(2026, 11, 24)),
        ("2026-11-25", date(2026, 11, 25)),
        ("2026-11-26", date(2026, 11, 24)),
    ],
)
def test_a_release_older_than_the_latest_is_refused(tmp_path: Path, version: str, day: date) -> None:
    first = write_release(_content(version="2026-11-25.2"), tmp_path)
    with pytest.raises(InputError) as caught:
        write_release(replace(_content(version=version), day=day), tmp_path)
    assert "is older than the latest release, 2026-11-25.2" in caught.value.problems[0].text()
    assert [path.name for path in tmp_path.iterdir()] == ["2026-11-25.2"]
    write_release(_content(version="2026-11-25.3"), tmp_path, first)
    assert write_release(_content(version="2026-11-25.2"), tmp_path) == first, (
        "the same again is left as it is"
    )


def test_nothing_in_the_text_of_changes_is_markup(tmp_path: Path) -> None:
    odd = replace(SOME[0], id="<b>&[x](y)|z")
    first = write_release(_content(odd), tmp_path)
    because = "<script>alert(1)</script> & so\n# on"
    place = write_release(_content(SOME[1], version="2026-11-26", because=because), tmp_path, first)
    text = (place / "CHANGES.md").read_text()
    assert "Why: &lt;script&gt;alert(1)&lt;/script&gt; &amp; so # on" in text
    assert r"| &lt;b&gt;&amp;\[x\](y)\|z | removed | | |" in text


@pytest.mark.parametrize(
    "address",
    [
        "https://", "ftp://x.example/", "https://user@x.example/", "https://x.example/?a=1", "https://x.example/#a",
        "https://x example/", " https://x.example/", "https:///path", "https://x.example:port/", 'https://x.example/"',
    ],
)  # fmt: skip
def test_what_is_no_address_of_a_website_is_refused(tmp_path: Path, address: str) -> None:
    arguments = ["publish", "-o", str(tmp_path), "--site", str(tmp_path / "site"), "--address", address]
    result = RUN.invoke(app, arguments)
    assert result.exit_code == 2
    assert "is no address" in result.output


def test_versions_follow_each_other_by_day_and_number(tmp_path: Path) -> None:
    for name in ("2026-11-25", "2026-11-25.2", "2026-11-25.10", "2026-11-26", "other"):
        (tmp_path / name).mkdir()
    assert next_version(tmp_path, date(2026, 11, 25)) == "2026-11-25.11"
    assert next_version(tmp_path, date(2026, 11, 27)) == "2026-11-27"
    before = {name: release_before(tmp_path, name) for name in ("2026-11-25.10", "2026-11-26", "2026-11-25")}
    assert [path and path.name for path in before.values()] == ["2026-11-25.2", "2026-11-25.10", None]


def test_a_nought_is_known_only_where_a_source_covers_it() -> None:
    assert known_noughts([DUTCH], "NL", "2010") == ("granted",)
    assert known_noughts([DUTCH], "NL", "2016") == ()
    assert known_noughts([DUTCH], "BE", "2010") == ()
    for no_year in ("", "0000", "201²", "99999", "2010-01"):
        assert known_noughts([DUTCH], "NL", no_year) == ()


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("x,t,p,,,NL,2020-01-01,2020-12-31,granted;lost,", "outcomes: lost"),
        ("x,t,p,,,NL,2020,2020-12-31,granted,", "Invalid isoformat"),
        ("x,,p,,,NL,2020-01-01,2020-12-31,granted,", "title: –"),
        ("x,t,p,,javascript:alert(1),NL,2020-01-01,2020-12-31,granted,", "url: javascript:alert(1)"),
        ("x,t,p,,https://,NL,2020-01-01,2020-12-31,granted,", "url: https://"),
        ("x,t,p,,https://a b.example,NL,2020-01-01,2020-12-31,granted,", "url: https://a b"),
        ("../x,t,p,,,NL,2020-01-01,2020-12-31,granted,", "id: ../x"),
        ("a b,t,p,,,NL,2020-01-01,2020-12-31,granted,", "id: a b"),
        ("x,t,p,,,NL,2021-01-01,2020-12-31,granted,", "first: 2021-01-01, last: 2020-12-31"),
    ],
)
def test_a_bad_table_of_sources_is_refused(tmp_path: Path, row: str, says: str) -> None:
    path = tmp_path / "sources.csv"
    path.write_text("id,title,publisher,licence,url,authority,first,last,outcomes,rationale\n" + row + "\n")
    with pytest.raises(InputError) as caught:
        read_sources(path)
    assert says in caught.value.problems[0].text()
    assert "sources.csv:2" in caught.value.problems[0].text()


def _cells(path: Path, *replaced: tuple[str, str]) -> None:
    text = path.read_text()
    for old, new in replaced:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("2020-03-01", "01.03.2020", "row 2, date: 01.03.2020 is not of the form"),
        ("granted", "given", "row 1, decision: given is none of the values"),
        ("5A001.f", "5A1", "row 2, entries: 5A1 is none of the values"),
        ("CN;HK", "CN;China", "row 2, destination: CN;China is none of the values"),
        ("100.50", "much", "row 2, value: much is not of the form"),
        ("b,2020", "a,2020", "id: a stands on another row too"),
        ("b,2020", ",2020", "id: the cell is empty"),
        ("families", "family", "there is no column family"),
        ("telecommunications_interception", "spying", "row 2, families: spying is none of the values"),
        ("100.50", "-1", "row 2, value: -1 is less than nought"),
        ("2020-03-01", "1949-12-31", "row 2, date: 1949-12-31 is before 1950"),
        ("2020-03-01", "2999-01-01", "row 2, date: 2999-01-01 is after today"),
        ("and more", "and\x1b[31m", "�[31m has a control character"),
        ("b,2020", "=1+1,2020", "id: =1+1 is no id"),
        ("b,2020", " b,2020", "id: b is no id"),
        ("b,2020", "x/../b,2020", "id: x/../b is no id"),
        ("b,2020", "..\\b,2020", "id: ..\\b is no id"),
    ],
)
def test_a_bad_cell_refuses_the_file_and_is_named(tmp_path: Path, old: str, new: str, says: str) -> None:
    place = write_release(_content(), tmp_path)
    _cells(place / "decisions.csv", (old, new))
    result = RUN.invoke(app, ["decisions", "check", str(place / "decisions.csv")])
    assert result.exit_code == 2
    assert says in " ".join(result.output.split())
    assert len(result.output.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("column", "value", "says"),
    [
        ("applied", date(2999, 1, 1), "is after today"),
        ("expires", date(2151, 1, 1), "is after 2150"),
        ("expires", date(1949, 1, 1), "is before 1950"),
        ("quantity", Decimal(-1), "is less than nought"),
        ("remarks", ("a\x00",), "control character"),
        ("unit", "kg\x7f", "control character"),
    ],
)
def test_what_cannot_be_is_refused_in_every_form(
    tmp_path: Path, column: str, value: object, says: str
) -> None:
    for form in ("csv", "jsonl", "parquet"):
        path = tmp_path / f"decisions.{form}"
        write_table(frame_of([replace(SOME[1], **{column: value})]), path)  # type: ignore[arg-type]
        with pytest.raises(InputError) as caught:
            read_table(path)
        (problem,) = caught.value.problems
        assert says in problem.text()
        assert f"row 1, {column}" in problem.text()


needs_real_files = pytest.mark.skipif(
    not DUTCH_FILE.exists(),
    reason="REAL LICENCES ABSENT: ../shared/licences was not found, no real release was made",
)


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("releases")
    arguments = ["publish", "--published", f"nl={DUTCH_FILE}", "--published"]
    arguments += [
        f"ch={LICENCES / 'swiss_dual_use_licences_long.csv'}",
        "--figures",
        str(LICENCES / "figures.csv"),
    ]
    result = RUN.invoke(app, [*arguments, "-o", str(folder), "--day", "2026-11-25"])
    assert result.exit_code == 0, result.output
    return folder / "2026-11-25"


@needs_real_files
def test_every_published_statistic_is_what_its_line_of_sql_gives(
    real: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(real)
    described = json.loads((real / "statistics.json").read_text())
    assert [statistic["key"] for statistic in described] == [statistic.key for statistic in STATISTICS]
    for statistic in described:
        assert all(statistic[name] for name in ("title", "unit", "denominator", "method"))
        assert "\n" not in statistic["sql"]
        with (real / statistic["file"]).open(encoding="utf-8", newline="") as stream:
            rows = [tuple(row) for row in list(csv.reader(stream))[1:]]
        theirs = duckdb.sql(statistic["sql"]).fetchall()
        assert len(rows) == len(theirs)
        for row, other in zip(rows, theirs, strict=True):
            texts, numbers = row[: len(statistic["by"])], row[len(statistic["by"]) :]
            assert texts == other[: len(statistic["by"])]
            assert [float(cell) for cell in numbers] == pytest.approx(
                [float(cell) for cell in other[len(statistic["by"]) :]]
            )


@needs_real_files
def test_the_dutch_totals_counted_again_from_the_raw_file(real: Path) -> None:
    """Years, destinations and codes, without any of our code."""
    with DUTCH_FILE.open(encoding="utf-8-sig", newline="") as stream:
        raw = {row["nummer"]: row for row in csv.DictReader(stream)}
    years = Counter(row["Datum afgifte"].strip()[-4:] for row in raw.values())
    china = sum(row["Land van eindbestemming"].strip().upper() == "CHINA" for row in raw.values())
    night = sum(row["SG-Post"].strip().upper().startswith("6A002A2A") for row in raw.values())
    with (real / "statistics/years.csv").open(newline="") as stream:
        ours = {
            row["year"]: int(row["decisions"]) for row in csv.DictReader(stream) if row["authority"] == "NL"
        }
    assert ours == years
    table = read_table(real / "decisions.parquet").filter(pl.col("authority") == "NL")
    plain = table.filter((pl.col("destination") == ["CN"]) & (pl.col("via").list.len() == 0))
    assert plain.height == china
    assert table.filter(pl.col("entries").list.contains("6A002.a.2.a")).height >= night
