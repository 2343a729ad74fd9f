"""The public website: what it shows is what the release holds, every number can be counted again, nothing unknown is shown as none."""

from __future__ import annotations

import csv
import html
import os
import re
import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import duckdb
import pytest
from typer.testing import CliRunner

from dualuse.cli import app
from dualuse.inputs.problems import InputError
from dualuse.transparency.publishing import release_content
from dualuse.transparency.release import releases_in, write_release
from dualuse.transparency.site import build
from dualuse.transparency.site.build import MARK, build_site
from dualuse.transparency.site.completeness import Coverage, Number
from dualuse.transparency.site.edition import Edition, make_edition, read_release
from dualuse.transparency.site.outliers import SQL as OUTLIERS_SQL
from dualuse.transparency.site.pages.material import HELD_SQL
from dualuse.transparency.site.tables import Table, TableMaker
from dualuse.transparency.site.texts import Texts
from dualuse.transparency.site.views import View
from dualuse.transparency.sources import DUTCH, SWISS, UNION_BREAKS, source_breaks
from dualuse.transparency.table import frame_of
from tests.support.paths import SHARED
from tests.support.sampling import WHOLE, sampled
from tests.support.statistics_tables import decisions, load, rows_of
from tests.support.two_release_site import FIRST, SECOND, known_sources

RUN = CliRunner()
LICENCES = SHARED / "licences"
READING = "read_csv('decisions.csv', all_varchar = true)"
"""How every line of SQL reads the decisions."""


@pytest.fixture
def folder(two_release_folder: Path) -> Path:
    return two_release_folder / "releases"


@pytest.fixture
def site(two_release_folder: Path) -> Path:
    return two_release_folder / "site"


@pytest.fixture(scope="module")
def edition(two_release_folder: Path) -> Edition:
    return make_edition(tuple(read_release(path) for path in releases_in(two_release_folder / "releases")))


@pytest.fixture
def duck() -> duckdb.DuckDBPyConnection:
    """A database of one thread: for lines as small as these a second one only waits."""
    return duckdb.connect(config={"threads": 1})


# What is shown of what is known


def _printable(number: Number) -> str:
    if not number.known:
        return ":"
    return str(number.value) if number.complete else f">= {number.value}"


def _small_edition() -> Edition:
    class Release:
        sources = known_sources()
        decisions = frame_of(decisions())

    return make_edition((Release(),))  # type: ignore[arg-type]


@pytest.mark.parametrize("asked", load("shown")["tables"], ids=lambda row: f"{row['view']} by {row['by']}")
def test_what_is_shown_is_what_the_table_says(asked: dict[str, Any]) -> None:
    edition = _small_edition()
    view = _view(edition, asked["view"])
    table_maker = TableMaker(
        view=view, folder="", coverage=edition.coverage, texts=Texts("en"), link=lambda _dimension, _group: ""
    )
    by = tuple(name for name in asked["by"].split() if name not in asked["view"])
    table = table_maker.table("", *by)
    assert table is not None
    expected = rows_of(asked["expected"])
    assert [name for name, _label in table.columns] == [name for name in expected[0] if name not in by]
    assert _rows(table, by) == sorted(expected, key=lambda row: [row[name] for name in by])


def _rows(table: Table, by: tuple[str, ...]) -> list[dict[str, str]]:
    rows = [
        dict(zip(by, row.groups, strict=True))
        | {name: _printable(row.numbers[name]) for name, _label in table.columns}
        for row in table.rows
    ]
    return sorted(rows, key=lambda row: [row[name] for name in by])


def _view(edition: Edition, where: dict[str, str]) -> View:
    if "destination" in where:
        return edition.destinations[where["destination"]]
    if "family" in where:
        return edition.families[where["family"]]
    return edition.explored[
        where.get("authority", "all"), where.get("year", "all"), where.get("category", "all")
    ]


def test_a_destination_that_no_decision_names_is_nought_only_where_the_sources_hold_the_outcome() -> None:
    table = frame_of([])
    covered = Coverage.of_table([DUTCH], table).complete_in({"destination": "TM"})
    assert covered == {"granted"}
    assert Coverage.of_table([], table).complete_in({"destination": "TM"}) == frozenset()


# Every number can be counted again


def test_every_line_of_sql_gives_the_table_of_the_site_again(
    site: Path, edition: Edition, duck: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One of eight reads the file of the release, as printed (in a whole run each); the others what was read of it once."""
    monkeypatch.chdir(site / "releases" / edition.release.version)
    duck.execute(f"CREATE TEMP TABLE decisions AS FROM {READING}")
    shown = [
        (view.line_of_sql(key), site / place / f"{key}.csv")
        for place, view in edition.folders()
        for key in view.shown
    ]
    assert len(shown) > 1_000
    as_printed = {line for line, _ in sampled(shown, 8)}
    for line, path in shown:
        assert READING in line
        asked = line if line in as_printed else line.replace(READING, "decisions")
        assert _same(duck.execute(asked), path), line
    assert _same(duck.execute(OUTLIERS_SQL), site / "data" / "largest.csv")


def _same(counted: duckdb.DuckDBPyConnection, path: Path) -> bool:
    columns, rows = [column[0] for column in counted.description or ()], counted.fetchall()
    with path.open(encoding="utf-8", newline="") as stream:
        published = list(csv.reader(stream))
    return columns == published[0] and [[*map(_plain, row)] for row in rows] == [
        [*map(_plain, row)] for row in published[1:]
    ]


def _plain(cell: object) -> str:
    """A cell without what only the form of the file differs by: an empty text and none, 1.00 and 1.0."""
    text = "" if cell is None else str(cell)
    return str(Decimal(text).normalize()) if "." in text and re.fullmatch(r"-?\d+\.\d+", text) else text


def test_every_line_that_any_page_prints_runs_on_the_release(
    site: Path, edition: Edition, duck: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(site / "releases" / edition.release.version)
    printed: set[str] = set()
    for page in (site / "en").rglob("*.html"):
        for line in re.findall(r"<code>(SELECT .*?)</code>", page.read_text(encoding="utf-8")):
            printed.add(html.unescape(line))
    assert len(printed) > 1_000
    counted_above = {line for _place, view in edition.folders() for line in map(view.line_of_sql, view.shown)}
    without_decisions = printed - counted_above
    assert without_decisions
    for line in sampled(sorted(without_decisions), 8):
        duck.execute(line).fetchall()
    held = duck.execute(HELD_SQL).fetchall()
    assert held == [(2,)], "the Netherlands and Belgium (by a region)"


def test_every_table_that_is_shown_has_its_file_and_its_line(site: Path) -> None:
    page = (site / "en/decisions/all/all/all.html").read_text(encoding="utf-8")
    files = re.findall(r'href="(?:\.\./)*(data/[^"]+\.csv)"', page)
    assert files
    assert all((site / file).is_file() for file in files)
    assert page.count("<pre") == len(set(files)) + 2, (
        "a line for each table, and two for the numbers at its head"
    )


def test_the_real_lists_are_counted_alike_by_every_line(
    tmp_path: Path, duck: duckdb.DuckDBPyConnection
) -> None:
    if not LICENCES.is_dir():
        pytest.skip(f"REAL MATERIAL ABSENT: no folder {LICENCES}; the lines were not run on it")
    lists = [
        ("nl", LICENCES / "nl_dual_use_licences_2004_2015.csv"),
        ("ch", LICENCES / "swiss_dual_use_licences_long.csv"),
    ]
    content = release_content([], lists, None, None, SECOND.isoformat(), SECOND, "")
    edition = make_edition((read_release(write_release(content, tmp_path)),))
    path = tmp_path / SECOND.isoformat() / "decisions.csv"
    # Read once: each of the lines would read the file again.
    duck.execute(f"CREATE TEMP TABLE lists AS FROM {READING.replace(path.name, str(path))}")
    for view, key in _various(edition):
        line = view.line_of_sql(key)
        counted = duck.execute(line.replace(READING, "lists"))
        assert [_rounded(row) for row in counted.fetchall()] == [
            _rounded(row) for row in view.exhibits[key].rows()
        ], line


def _various(edition: Edition) -> Iterator[tuple[View, str]]:
    """Every table narrowed in every way, and every group that narrows any; all tables of all views in a whole run."""
    seen: set[object] = set()
    for _place, view in edition.folders():
        for key in view.shown:
            kinds = {(key, *view.where), *view.where.items()}
            if WHOLE or kinds - seen:
                seen |= kinds
                yield view, key


def _rounded(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """A row whose medians are rounded: halves of a sum differ in the last digit of a float."""
    return tuple(round(cell, 4) if isinstance(cell, float) else cell for cell in row)


# Outliers and breaks


def test_a_decision_of_a_tenth_of_its_year_is_named_with_what_is_left(edition: Edition, site: Path) -> None:
    assert [(outlier.id, outlier.value) for outlier in edition.outliers] == [("F12", Decimal(5_000))]
    page = (site / "en/decisions/NL/2019/all.html").read_text(encoding="utf-8")
    assert "5,000" in page
    assert "88 %" in page or "87 %" in page, "its part of the year"
    assert "760.50" in page, "the sum of the year without it"


def test_a_few_decisions_name_no_outlier(edition: Edition) -> None:
    assert all(outlier.year == "2019" for outlier in edition.outliers), "2020 has fewer than ten values"


def test_breaks_stand_where_a_source_begins_or_ends() -> None:
    years = [str(year) for year in range(2010, 2016)]
    breaks = source_breaks([DUTCH, SWISS], years)
    assert [(change.after, change.why.code) for change in breaks] == [
        ("2011", "break.begun"),
        ("2014", "break.ended"),
    ]
    assert source_breaks([DUTCH, SWISS], years, "NL") == ()
    assert source_breaks([], years) == ()


def test_the_union_s_figures_break_after_2021(site: Path) -> None:
    assert [change.after for change in UNION_BREAKS] == ["2021"]
    page = (site / "en/figures.html").read_text(encoding="utf-8")
    assert "Recommendation (EU) 2024/214" in page
    assert 'class="break' in page or "stroke-dasharray" in page


def test_a_figure_that_is_not_sure_says_so_and_one_that_others_contradict_too(site: Path) -> None:
    page = (site / "en/figures.html").read_text(encoding="utf-8")
    low = page[page.index('class="low"') :]
    assert "unverified: do not rely on it" in low[: low.index("</tr>")]
    assert page.count("another source gives another value") == 2


# Pages


def test_every_language_has_the_same_pages(site: Path) -> None:
    pages = {
        language: {path.relative_to(site / language) for path in (site / language).rglob("*.*")}
        for language in ("en", "de", "fr")
    }
    assert pages["en"] == pages["de"] == pages["fr"]
    assert len(pages["en"]) > 600


def test_a_destination_shows_measures_in_force_and_those_not_carried_out(site: Path) -> None:
    iran = (site / "en/destinations/IR.html").read_text(encoding="utf-8")
    assert "Regulation (EU) No 359/2011" in iran
    assert "Decision 2010/413/CFSP" in iran
    assert f"in force on {SECOND}" in iran
    brazil = (site / "en/destinations/BR.html").read_text(encoding="utf-8")
    assert "No Union measure on dual-use or surveillance items that this software carries" in brazil


def test_without_indices_a_destination_says_that_nothing_was_imported(site: Path) -> None:
    page = (site / "en/destinations/IR.html").read_text(encoding="utf-8")
    assert (
        "No index of human rights was imported for this site. That says nothing about this destination."
        in page
    )


def test_what_names_no_country_is_told_beside_every_destination(site: Path) -> None:
    page = (site / "en/destinations/TM.html").read_text(encoding="utf-8")
    assert "name no country, or several that are not named: it may be among them" in page


def test_who_does_not_report_is_shown(site: Path) -> None:
    page = (site / "en/coverage.html").read_text(encoding="utf-8")
    assert page.count("<tr") > 27
    assert "No list of decisions is at hand" in page or "Nothing is at hand" in page
    assert "confidential" in page


# Feeds


def _feed(path: Path) -> list[tuple[str, str]]:
    space = "{http://www.w3.org/2005/Atom}"
    root = ElementTree.fromstring(path.read_text(encoding="utf-8"))
    return [
        (str(entry.findtext(f"{space}title")), str(entry.findtext(f"{space}content")))
        for entry in root.iter(f"{space}entry")
    ]


def test_the_feed_of_releases_has_the_newest_first_and_says_why(site: Path) -> None:
    entries = _feed(site / "en/feeds/releases.atom")
    assert [title for title, _ in entries] == [f"Release {SECOND}", f"Release {FIRST}"]
    assert "1 added, 1 changed, 1 removed" in entries[0][1]
    assert "two slips" in entries[0][1]


def test_the_feed_of_a_destination_tells_what_a_release_changed_there(site: Path) -> None:
    turkey = _feed(site / "en/feeds/destinations/TR.atom")
    assert [title for title, _ in turkey] == [f"Release {SECOND}: 2 added, 0 changed, 0 removed"]
    assert "destination: AE → AE, TR" in turkey[0][1], "what changed in a decision is told"
    china = _feed(site / "en/feeds/destinations/CN.atom")
    assert [title for title, _ in china] == [
        f"Release {SECOND}: 0 added, 0 changed, 1 removed",
        f"Release {FIRST}: 8 added, 0 changed, 0 removed",
    ]
    item = _feed(site / "de/feeds/items/4D004.atom")
    assert len(item) == 1


# Making it


def _bytes(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_releases_are_in_the_site_as_they_are(folder: Path, site: Path) -> None:
    assert _bytes(site / "releases") == _bytes(folder)


def test_what_somebody_put_into_a_site_is_not_deleted(folder: Path, site: Path, tmp_path: Path) -> None:
    shutil.copytree(site, tmp_path / "site")
    (tmp_path / "site" / "CNAME").write_text("exports.example")
    with pytest.raises(InputError, match="CNAME"):
        build_site(folder, tmp_path / "site")
    assert (tmp_path / "site" / "CNAME").read_text() == "exports.example"


def test_a_folder_with_something_else_is_not_touched(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "thesis.txt").write_text("ten years of work")
    with pytest.raises(InputError, match="something else"):
        build_site(folder, other)
    assert _bytes(other) == {"thesis.txt": b"ten years of work"}
    assert list(tmp_path.iterdir()) == [other]


def test_a_damaged_release_makes_no_site(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "releases")
    with (tmp_path / "releases" / FIRST.isoformat() / "decisions.csv").open("a") as stream:
        stream.write("x")
    with pytest.raises(InputError, match="checksums"):
        build_site(tmp_path / "releases", tmp_path / "site")
    assert not (tmp_path / "site").exists()


def test_the_command_makes_release_and_site(published_folder: Path) -> None:
    assert "Website:" in (published_folder / "output.txt").read_text(encoding="utf-8")
    assert (published_folder / "site" / MARK).is_file()
    assert [path.name for path in (published_folder / "releases").iterdir()] == [SECOND.isoformat()]
    assert _bytes(published_folder / "site/releases") == _bytes(published_folder / "releases")


def test_the_site_stands_beside_the_releases_where_no_folder_is_named(
    folder: Path, site: Path, releases_with_site: Path
) -> None:
    """And is no release: made again, it is replaced. The same releases give the same bytes, whether or not the address ends
    in a slash."""
    assert _bytes(releases_with_site / "site/releases") == _bytes(folder)
    assert _bytes(releases_with_site / "site") == _bytes(site)
    page = releases_with_site / "site/en/index.html"
    assert "an older one" not in page.read_text(encoding="utf-8")


def test_without_a_release_there_is_one_clear_error(tmp_path: Path) -> None:
    answer = RUN.invoke(app, ["publish", "-o", str(tmp_path / "none"), "--site", str(tmp_path / "s")])
    assert answer.exit_code == 2
    assert "there is no release here" in answer.output
    answer = RUN.invoke(
        app, ["publish", "-o", str(tmp_path), "--site", str(tmp_path / "s"), "--address", "example.org"]
    )
    assert "https://" in answer.output
    assert answer.exit_code == 2


def test_what_decisions_say_is_text_on_a_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every language has the same templates: one is written."""
    from dataclasses import replace

    from dualuse.transparency.release import ReleaseContent

    evil = '<script>alert(1)</script>"&'
    table = [
        replace(
            decisions()[0], destination=(), destination_text=evil, entries=(), entries_text=evil, source=evil
        )
    ]
    table += [replace(table[0], id=f"x{number}") for number in range(12)]
    write_release(
        ReleaseContent(version=FIRST.isoformat(), day=FIRST, decisions=frame_of(table)), tmp_path / "r"
    )
    monkeypatch.setattr("dualuse.transparency.site.build.LANGUAGES", ("en",))
    place = build_site(tmp_path / "r", tmp_path / "s").folder
    for path in place.rglob("*.html"):
        assert "<script>alert" not in path.read_text(encoding="utf-8"), path


def test_data_of_the_site_is_plain_csv(site: Path) -> None:
    with (site / "data/decisions/all/all/all/decisions_by_destination.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert rows[0].keys() >= {"destination", "decisions", "granted", "refused"}
    assert {row["refused"] for row in rows} >= {""}, "none found is empty, not nought"


def test_a_site_that_cannot_take_its_place_leaves_the_older_one(
    two_release_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(edition: Edition, folder: Path, address: str) -> tuple[int, int]:
        (folder / MARK).write_text("new")
        return 1, 0

    def refuse(source: Path, target: Path) -> None:
        moves.append(Path(target))
        if len(moves) == 2:
            raise OSError(28, "No space left on device")
        move(source, target)

    monkeypatch.setattr(build, "_write", write)
    place = tmp_path / "public"
    build_site(two_release_folder / "releases", place)
    (place / MARK).write_text("old")
    moves: list[Path] = []
    move = os.replace
    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(OSError, match="No space left"):
        build_site(two_release_folder / "releases", place)
    assert moves[1] == place
    assert (place / MARK).read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["public"]
