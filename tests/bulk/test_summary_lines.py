"""What the summary of a table keeps on a terminal, and what it says of all rows at once."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dualuse.bulk.exports.mapping_file import read_mapping
from dualuse.bulk.options import Options
from dualuse.bulk.run import bulk
from dualuse.bulk.summary.summary import Summary
from dualuse.bulk.summary.summary_lines import summary_lines
from dualuse.bulk.summary.terminal_lines import DETAIL, MAPPING, Line, terminal_text
from dualuse.i18n import translate
from dualuse.i18n.statuses import EFFECT, RELEASE
from tests.support.bulk_runs import TODAY
from tests.support.hits_by_hand import FREEZE, UNION, ScreenerByHand

EXAMPLES = Path(__file__).parents[2] / "examples" / "bulk"
MAP = "sap_export.toml"
LANGUAGES = ("en", "de", "fr")
HOUSE = (("name", "Nordquell GmbH"), ("country", "DE"))
HEADER = "Belegnr;Belegdatum;Bestimmungsland;Warenempfänger;Güterart;Güterlistenposition"
FULL = "date,reference,activity,manner,exporter.country,items.kind,items.entries,destination,parties.end_user.name"


def sap(folder: Path, language: str, *, screens: bool) -> tuple[Summary, str]:
    """The export among the examples, with the exporter of settings, and its summary on the terminal."""
    shutil.copy(EXAMPLES / "sap_export.xlsx", folder)
    options = Options(TODAY, language=language, exporter=HOUSE)
    summary = bulk(
        folder / "sap_export.xlsx",
        folder / "b.xlsx",
        options=options,
        mapping=read_mapping(EXAMPLES / MAP),
        screener=ScreenerByHand({"Al Marwan Instruments LLC": [FREEZE]}, (UNION,)) if screens else None,
    )
    lines = summary_lines(summary, "b.xlsx", options, "dualuse.toml", MAP)
    return summary, terminal_text(lines, language, output="b.xlsx")


def printed_summary(folder: Path, text: str, *, screens: bool = False, name: str = "out.csv") -> str:
    (folder / "in.csv").write_text(text, encoding="utf-8")
    screener = ScreenerByHand({"Listed AG": [FREEZE]}, (UNION,)) if screens else None
    summary = bulk(folder / "in.csv", folder / name, options=Options(TODAY), screener=screener)
    lines = summary_lines(summary, name, Options(TODAY), "", "map.toml")
    return " ".join(terminal_text(lines, "en", output=name).split())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("screens", [False, True])
def test_outcomes_and_rows_to_mend_stand_before_the_mapping(
    tmp_path: Path, language: str, screens: bool
) -> None:
    summary, text = sap(tmp_path, language, screens=screens)
    assert len(text.splitlines()) <= 30
    for words in (*(EFFECT.long[outcome] for outcome in summary.outcomes), *RELEASE.long.values()):
        assert any(line.endswith(f"  {translate(words, language)}") for line in text.splitlines()), words
    assert all(f"{alike.line}" in text for alike in summary.to_mend)
    assert summary.stopped[0].line == 7
    assert "7 (4500108)" in text
    assert "Verkaufsbeleg = reference" not in text
    assert MAP in text
    assert f"“{translate('Summary', 'en')}” of b.xlsx" in text or language != "en"
    assert translate("Summary", language) in text
    assert "NAME.xlsx" not in text
    assert "NOM.xlsx" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_taken_and_the_row_of_the_names_stand_in_one_line(tmp_path: Path, language: str) -> None:
    summary, _ = sap(tmp_path, language, screens=True)
    options = Options(TODAY, language=language, exporter=HOUSE)
    joined = " ".join(line.text for line in summary_lines(summary, "b.xlsx", options, "dualuse.toml", MAP))
    assert "exporter.name = Nordquell GmbH, exporter.country = DE" in joined
    assert {"en": "stand in line 4", "de": "stehen in Zeile 4", "fr": "à la ligne 4"}[language] in joined


def test_the_mapping_folds_first_and_whole() -> None:
    lines = [
        *(Line(f"outcome {number}") for number in range(20)),
        *(Line(f"detail {number}", folds=DETAIL) for number in range(5)),
        Line("Columns read as:", folds=MAPPING, instead="Columns read: 9."),
        *(Line(f"  pair {number}", folds=MAPPING) for number in range(9)),
    ]
    shown = terminal_text(lines, "en").splitlines()
    assert [line for line in shown if "pair" in line or "Columns" in line] == ["Columns read: 9."]
    assert sum("detail" in line for line in shown) == 5
    assert len(shown) <= 30
    assert "10 lines more" in shown[-1]


def test_the_severest_rows_are_named(tmp_path: Path) -> None:
    rows = [
        f"{TODAY},{name},export,permanent,DE,goods,{entry},{country},{party}"
        for name, entry, country, party in (
            ("A", "6A003.b.4", "AE", "Example AG"),
            ("B", "3A002.c", "RU", "Example AG"),
            ("C", "6A003.b.4", "AE", "Listed AG"),
            ("D", "6A003.b.4", "AE", "Example AG"),
        )
    ]
    text = printed_summary(tmp_path, "\n".join((FULL, *rows)), screens=True)
    places = [text.index(f"must not leave: row {row}") for row in ("3 (B)", "4 (C)", "2 (A)")]
    assert places == sorted(places)
    assert "row 3 (B): it is prohibited" in text
    assert "row 4 (C): a party is on a list; " in text
    assert "(D)" not in text


WIDE = (
    "Belegnr;Position;Bestimmungsland;Warenempfänger;Land Warenempfänger;Auftraggeber;Land Auftraggeber;Endverwender;Land Endverwender;"
    "Güterlistenposition;Bezeichnung;Menge;ME;Nettowert;Währung;Bemerkung;Lager;Ort"
)
LATE = date(2026, 11, 29)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("screens", [False, True])
def test_stops_and_all_their_reasons_go_before_how_the_file_was_read(
    tmp_path: Path, language: str, screens: bool
) -> None:
    """Of three rows that must not leave the screen showed the first, and its reason cut; the names of the columns stayed."""
    goods = [
        ("6A003.b.4", "AE", "A AG"), ("3A002.c", "RU", "B AG"), ("3A002.c", "RU", "Listed AG"), ("3A002.c", "RU", "C AG"), ("[]", "CH", "D AG"),
        ("9Z999", "CH", "E AG"), ("3A001.zz", "CH", "F AG"),
    ]  # fmt: skip
    rows = [
        f"{number};10;{place};" + f"{name};{place};" * 3 + f"{code};Ware;1;ST;100;EUR;;;"
        for number, (code, place, name) in enumerate(goods, 4500)
    ]
    (tmp_path / "in.csv").write_text("\n".join(("Liste", WIDE, *rows)), encoding="utf-8")
    screener = ScreenerByHand({"Listed AG": [FREEZE]}, (replace(UNION, stale=True),)) if screens else None
    options = Options(LATE, language=language, exporter=HOUSE)
    summary = bulk(tmp_path / "in.csv", tmp_path / "b.xlsx", options=options, screener=screener)
    lines = [*summary_lines(summary, "b.xlsx", options, "dualuse.toml", MAP)]
    text = terminal_text(lines, language, output="b.xlsx")
    joined = " ".join(text.split())
    stops = [
        line.text
        for line in lines
        for row in summary.stopped
        if f" {row.line} ({row.reference})" in line.text
    ]
    assert len(stops) >= len(summary.stopped) == 3
    # Where there is no room, with the first provision and how many more: none folds, and none is cut.
    shorter = {line.text: line.shorter for line in lines if line.shorter}
    shown = [
        any(" ".join(words.split()) in joined for words in (stop, shorter.get(stop) or stop))
        for stop in stops
    ]
    assert all(shown)
    assert [stop for stop in stops if "…" in stop] == []
    assert len(text.splitlines()) <= 30


def test_a_hit_is_never_left_out(tmp_path: Path) -> None:
    rows = [f"{TODAY},{name},export,permanent,DE,goods,3A001.f,CH,{name}" for name in ("Listed AG", "B AG")]
    (tmp_path / "in.csv").write_text("\n".join((FULL, *rows)))
    screener = ScreenerByHand({"Listed AG": [FREEZE]}, (UNION,))
    summary = bulk(tmp_path / "in.csv", tmp_path / "out.csv", options=Options(TODAY), screener=screener)
    needed = [Line(f"needed {number}") for number in range(40)]
    lines = [*summary_lines(summary, "out.csv", Options(TODAY)), *needed]
    shown = terminal_text(lines, "en").splitlines()
    assert "  1  a party is on a list" in shown
    assert "  1  no hit" not in shown


def test_what_no_row_states_is_said_once(tmp_path: Path) -> None:
    text = printed_summary(
        tmp_path, f"{HEADER}\n4711;{TODAY};CH;Nordin AG;Ware;3A001.f\n4712;{TODAY};IN;Nordin AG;Ware;3A001.f"
    )
    line_of_lacking = (
        "Lacking in every row: what is to be done (activity), how the item leaves (manner), country of the exporter"
        " (exporter.country). State activity, manner in map.toml, under [every_row]"
    )
    assert text.count("Lacking in every row") == 1
    assert line_of_lacking in text
    assert "exporter.country in dualuse.toml" in text


def test_what_one_row_states_is_not_said_of_all(tmp_path: Path) -> None:
    rows = f"{TODAY},A,export,permanent,DE,goods,3A001.f,CH,\n{TODAY},B,,permanent,DE,goods,3A001.f,CH,"
    assert "Lacking in every row" not in printed_summary(tmp_path, f"{FULL}\n{rows}")
    rows = rows.replace("permanent", "").replace("CH", "AE").replace("3A001.f", "6A003.b.4")
    assert (
        "Lacking in every row: how the item leaves (manner). State it in a column of that name."
        in printed_summary(tmp_path, f"{FULL}\n{rows}")
    )


def test_whom_a_row_to_mend_names_is_screened_where_no_row_can_be_judged(tmp_path: Path) -> None:
    text = printed_summary(
        tmp_path, f"{FULL}\n{TODAY},A,export,permanent,DE,goods,3A002.x,CH,Listed AG", screens=True
    )
    assert "first row 2: Listed AG is listed" in text
    assert "against ;" not in text
    assert "Distinct parties screened: 1, against eu_fsf" in text


def test_what_names_a_row_is_cut_where_nothing_more_folds() -> None:
    """A summary of many warnings took 36 lines of a narrow terminal."""
    warnings = [Line(f"warning {number}") for number in range(24)]
    row = Line("to be looked at: row 2: " + "Someone is listed; " * 12, is_cut=True)
    lines = terminal_text([*warnings, row, Line("minor", folds=2), Line("minor", folds=2)], "en", 80)
    assert len(lines.splitlines()) <= 29
    assert "warning 23" in lines
    assert any(line.startswith("to be looked at") and line.endswith("…") for line in lines.splitlines())
    alone = terminal_text([*warnings[:5], row], "en", 80)
    assert "…" not in alone


@pytest.mark.parametrize("length", [40, 200])
def test_many_long_lines_are_cut_from_the_last_until_they_fit(length: int) -> None:
    """Lines of a file that warns of much took 31 and 32 in German and French."""
    lines = [Line(f"{number} " + "word " * length) for number in range(14)]
    lines[3] = lines[3]._replace(is_whole=True)
    text = terminal_text([*lines, Line("folds", folds=DETAIL)], "de").splitlines()
    assert len(text) <= 30
    assert any(line.startswith("3 word") and not line.endswith("…") for line in text)


def test_what_is_missing_is_told_with_its_rows(tmp_path: Path) -> None:
    rows = (
        f"{TODAY},A,export,permanent,DE,goods,,AE,B AG\n{TODAY},B,export,permanent,DE,,6A003.b.4.a,AE,B AG\n"
    )
    text = printed_summary(tmp_path, f"{FULL}\n{rows}{rows.replace('A,export', 'C,export')}")
    assert "of a party (4); classification in Annex I (2);" in text


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_the_summary_of_an_export_with_everything_to_tell_takes_thirty_lines(
    tmp_path: Path, language: str
) -> None:
    """33 lines of a terminal, of which the stops with all their provisions took ten."""
    header = "Auftrag;Lieferdatum;Belegdatum;Kunde;Land;Warenempfänger;Bestimmungsland;Bezeichnung;AL-Nr.;Menge;ME;Wert;ECCN;Partner"
    sold = [("RU", "3A002.c"), ("AE", "6A003.b.4"), ("IR", "2B001"), ("JP", "3A001.f"), ("CH", "nicht gelistet"), ("KP", "2B350.a")]  # fmt: skip
    rows = [
        f"Auftrag {number} mit langem Namen;{day};05/11/2026;Listed AG;{place};B AG;{place};5-axis machining centre;{entry};{quantity};ST;100,00;EAR99;Foo"
        for number, (place, entry) in enumerate(sold)
        for day in ("20.08.2026", "")
        for quantity in ("1", "2,5")
    ]
    source = tmp_path / "in.csv"
    source.write_text("\n".join(["Liste", header, *rows]), encoding="utf-8")
    options = Options(TODAY, ("no-indication", "permanent", "no-free-zone"), language)
    stale = replace(UNION, stale=True)
    screener = ScreenerByHand({"Listed AG": [FREEZE]}, (stale,))
    summary = bulk(source, tmp_path / "out.csv", options=options, screener=screener)
    shown = terminal_text(summary_lines(summary, "out.csv", options), language, 100, "out.csv")
    assert len(shown.splitlines()) <= 30, shown


@pytest.mark.parametrize("screens", [False, True])
def test_rows_to_mend_keep_number_and_value(tmp_path: Path, screens: bool) -> None:
    text = printed_summary(
        tmp_path, f"{FULL}\n2026-08-20,A,export,permanent,DE,goods,[],Japan,Kunde AG\n", screens=screens
    )
    assert (
        "row 2: final destination (destination): Japan is a name, and a code is wanted here. Write JP, its code"
        in text
    )


def test_rows_that_are_all_clear_stand_below_their_heading(tmp_path: Path) -> None:
    shutil.copy(EXAMPLES / "sap_export.xlsx", tmp_path)
    screener = ScreenerByHand({}, (UNION,))
    summary = bulk(
        tmp_path / "sap_export.xlsx",
        tmp_path / "b.xlsx",
        options=Options(TODAY, exporter=HOUSE),
        screener=screener,
    )
    assert summary.screened is not None
    lines = [*summary_lines(summary, "b.xlsx", Options(TODAY))]
    heading = next(at for at, line in enumerate(lines) if line.text.endswith("rows:"))
    alone = len([number for number in summary.screened.statuses.values() if number]) == 1
    assert lines[heading + 1].folds == 0 or not alone


def test_rows_to_mend_are_not_among_those_completed_from_settings(tmp_path: Path) -> None:
    rows = "items.kind,items.entries,destination\ngoods,[],AE\ngoods,[],Korea\n"
    (tmp_path / "in.csv").write_text(rows, encoding="utf-8")
    options = Options(TODAY, exporter=HOUSE)
    summary = bulk(tmp_path / "in.csv", tmp_path / "out.csv", options=options)
    assert (summary.rows, summary.bad, summary.completed) == (1, 1, 1)


@pytest.mark.parametrize(
    ("entries", "destination", "number"),
    [
        ("4A005", "JP", 1),
        ("5A001.f", "JP", 1),
        ("3A001.a.2", "JP", 0),
        ("[]", "MM", 1),
        ("[]", "JP", 0),
        ("", "JP", 0),
    ],
)
def test_rows_that_ask_for_due_diligence_are_told_with_the_command(
    tmp_path: Path, entries: str, destination: str, number: int
) -> None:
    """Art. 5(2) and Recommendation (EU) 2024/2659; a destination under an arms embargo by a rule of this program."""
    row = f"2026-08-20,A,export,permanent,DE,goods,{entries},{destination},Kunde AG\n"
    text = printed_summary(tmp_path, f"{FULL}\n{row}")
    asks = "Due diligence is asked for, rows: 1 (2), surveillance items and sensitive destinations; "
    assert (asks in text) is bool(number)
    assert ("dualuse diligence ask FILE" in text) is bool(number)
