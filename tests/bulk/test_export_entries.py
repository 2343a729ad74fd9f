"""Numbers of a control list as firms keep them: what is a code, what says that somebody found none, and what is asked."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from dualuse.assessment.text.in_short import in_short
from dualuse.bulk.exports.cell_readers import cell_reader
from dualuse.bulk.exports.mapping import guessed
from dualuse.bulk.exports.mapping_file import read_mapping
from dualuse.bulk.exports.mapping_writing import mapping_text, write_mapping
from dualuse.bulk.options import Options
from dualuse.bulk.run import bulk
from dualuse.bulk.summary.summary_lines import summary_lines
from dualuse.inputs.problems import InputError
from dualuse.schema.tables.columns import column_path
from dualuse.schema.tables.export_words import Locale

TODAY = date(2026, 8, 20)
EVERY_ROW = '[every_row]\nactivity = "export"\nmanner = "permanent"\n"exporter.country" = "DE"\n"items.kind" = "goods"\n'
NAMES = [
    "AL-Nummer", "AL-Nr.", "AL-Nr", "Ausfuhrlistennummer", "Güterlistennummer", "Güterlistenposition", "ECCN EU", "EU-ECCN", "Dual-Use-Nr.",
]  # fmt: skip


def judged(
    folder: Path, cells: list[str], name: str = "AL-Nummer", lines: str = ""
) -> tuple[dict[str, str], dict[str, str], str]:
    """By cell the outcome of its row, and the problem of a row to mend; what the summary says."""
    source, target, file = folder / "in.csv", folder / "out.csv", folder / "map.toml"
    rows = "".join(f"{number};JP;{cell}\n" for number, cell in enumerate(cells))
    source.write_text(f"Beleg;Bestimmungsland;{name}\n{rows}", "utf-8")
    columns = (
        f'[columns]\n"Beleg" = "reference"\n"Bestimmungsland" = "destination"\n"{name}" = "items.entries"\n'
    )
    file.write_text(f"{columns}{EVERY_ROW}{lines}", "utf-8")
    summary = bulk(source, target, mapping=read_mapping(file), options=Options(TODAY))
    good = pl.read_csv(target, separator=";", infer_schema=False) if summary.rows else pl.DataFrame()
    outcomes = dict(good.select("Beleg", "basis").iter_rows()) if summary.rows else {}
    bad: dict[str, str] = {}
    if summary.bad:
        to_mend = pl.read_csv(summary.bad_file, separator=";", infer_schema=False)
        bad = dict(to_mend.select("Beleg", "dualuse_problem").iter_rows())
    told = "\n".join(line.text for line in summary_lines(summary, str(target), Options(TODAY)))
    of_cells = {cells[int(number)]: basis or "" for number, basis in outcomes.items()}
    return of_cells, {cells[int(number)]: problem for number, problem in bad.items()}, told


@pytest.mark.parametrize("name", NAMES)
def test_the_usual_names_of_the_column_are_read(name: str) -> None:
    assert guessed(["Bestimmungsland", name], Locale()).columns[name] == ("items.entries",)


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("Land EV", "parties.end_user.country"),
        ("EV-Land", "parties.end_user.country"),
        ("Land Endkunde", "parties.end_user.country"),
        ("Pays util. final", "parties.end_user.country"),
        ("Kurztext", "items.description"),
        ("Artikelbez.", "items.description"),
        ("Désign.", "items.description"),
        ("Art.-Nr.", "items.product"),
        ("default_code", "items.product"),
        ("Stat. Warennr.", "items.cn_code"),
        ("product_id/hs_code", "items.cn_code"),
        ("Auftr.-Menge", "items.quantity"),
        ("product_uom_qty", "items.quantity"),
        ("MEINS", "items.unit"),
        ("price_subtotal", "items.value"),
        ("Best.-Land", "destination"),
        ("Pays de dest.", "destination"),
        ("Name WE", "parties.consignee.name"),
    ],
)
def test_usual_abbreviations_are_read(name: str, column: str) -> None:
    assert guessed(["Beleg", name], Locale()).columns[name] == (column,)


def test_a_wide_name_gives_way_to_the_closer_one_beside_it() -> None:
    columns = guessed(["Kurztext", "Bezeichnung", "Nettowert", "Stat. Wert"], Locale()).columns
    assert {name for name, of in columns.items() if of and of != ("",)} == {"Bezeichnung", "Nettowert"}


def test_all_faults_of_a_row_are_told_in_one_round(tmp_path: Path) -> None:
    source, target, file = tmp_path / "in.csv", tmp_path / "out.csv", tmp_path / "map.toml"
    source.write_text(
        "Beleg;Zielland;Warennr;Güterliste;Menge;ME;Währung\n1;XX;9030xx;9Z999;1o;ST;EUR\n2;JP;90302000;keine;10;ST;Euro\n",
        "utf-8",
    )
    file.write_text(
        '[columns]\n"Beleg" = "reference"\n"Zielland" = "destination"\n"Warennr" = "items.cn_code"\n"Güterliste" = "items.entries"\n'
        f'"Menge" = "items.quantity"\n"ME" = "items.unit"\n"Währung" = "items.currency"\n{EVERY_ROW}',
        "utf-8",
    )
    summary = bulk(source, target, mapping=read_mapping(file), options=Options(TODAY))
    rows = pl.read_csv(summary.bad_file, separator=";", infer_schema=False)["dualuse_problem"].to_list()
    assert all(word in rows[0] for word in ("XX is no", "9030xx is no", "9Z999 is no", "1o is no"))
    assert all(word in rows[1] for word in ("“keine” does not say", "Euro"))
    assert "EUR" not in rows[0]


def test_a_row_within_the_union_is_told_what_settles_it(tmp_path: Path) -> None:
    """Art. 2(2), Art. 11: what stays in the customs territory of the Union is no export."""
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text(
        "reference,activity,destination,items.entries\n1,export,FR,[]\n2,intra_union_transfer,FR,[]\n",
        "utf-8",
    )
    bulk(source, target, options=Options(TODAY))
    export, transfer = pl.read_csv(target, infer_schema=False)["reasons"].to_list()
    remedy = "state the activity intra_union_transfer if it stays in the Union, else the final destination"
    assert remedy in export
    assert remedy not in transfer
    assert remedy in in_short(export, "en")  # in a sheet, too


def test_codes_are_read_with_the_name_of_the_list_before_them(tmp_path: Path) -> None:
    outcomes, bad, _ = judged(tmp_path, ["5A002", "AL 5A002", "AL5A002.a", "AL-Nr", "5A002, 4A003"])
    assert {cell for cell, basis in outcomes.items() if basis == "Art. 3(1)"} == {
        "5A002",
        "AL 5A002",
        "AL5A002.a",
        "5A002, 4A003",
    }
    assert list(bad) == ["AL-Nr"]


@pytest.mark.parametrize(
    "cell", ["keine", "-", "0000", "n/a", "none", "0", "kein Listeneintrag", "entfällt", "nein"]
)
def test_a_bare_word_is_asked_and_one_line_settles_the_column(tmp_path: Path, cell: str) -> None:
    """It may mean that nobody classified the item."""
    outcomes, bad, _ = judged(tmp_path, ["5A002", cell])
    assert list(outcomes) == ["5A002"]
    line = f'"AL-Nummer" = ["{cell}"]'
    assert f"write {line} under [not_listed] in the file of --map" in bad[cell]
    _, bad, _ = judged(tmp_path, ["5A002", cell, "ohne"])
    assert f'"AL-Nummer" = ["{cell}", "ohne"]' in bad[cell]
    outcomes, bad, _ = judged(tmp_path, ["5A002", cell], lines=f"[not_listed]\n{line}\n")
    assert (outcomes[cell], bad) == ("", {})


@pytest.mark.parametrize(
    "cell", ["nicht gelistet", "not listed", "non listé", "AL0", "AL 0", "keine AL", "nicht AL-gelistet"]
)
def test_words_on_the_german_list_count_where_its_column_holds_annex_i_as_well(
    tmp_path: Path, cell: str
) -> None:
    outcomes, bad, told = judged(tmp_path, ["5A002", cell])
    assert (outcomes[cell], bad) == ("", {})
    assert "AL-Nummer is read as entries of Annex I, which it holds" in told
    # Alone, or beside arms and national numbers, the list holds nothing of Annex I: the item may be in it.
    for others in ([], ["0006a"], ["2B909"]):
        outcomes, bad, told = judged(tmp_path, [*others, cell])
        assert outcomes == {}
        assert "does not say whether the item was classified" in bad[cell]
        assert "says nothing of Annex I" in told


@pytest.mark.parametrize("code", ["2B350I", "2b350 i", "2B350.i", "0006a, 6A005"])
def test_a_code_of_annex_i_is_seen_however_it_is_written(tmp_path: Path, code: str) -> None:
    """Beside ``2B350I`` the summary said that the column holds no code of Annex I."""
    _, _, summary = judged(tmp_path, [code, "keine"])
    assert "AL-Nummer is read as entries of Annex I, which it holds" in summary
    with pytest.raises(InputError, match="no word for “not listed”"):
        judged(tmp_path, ["keine"], lines=f'[not_listed]\n"AL-Nummer" = ["{code}"]\n')


def test_words_on_the_german_list_say_nothing_in_a_column_of_annex_i(tmp_path: Path) -> None:
    outcomes, bad, _ = judged(tmp_path, ["5A002", "keine AL", "nicht gelistet"], name="Güterlistennummer")
    assert (list(outcomes), list(bad)) == (["5A002", "nicht gelistet"], ["keine AL"])


@pytest.mark.parametrize("cell", ["0006a", "0001", "ML6", "5A902", "2B909", "5A902A"])
def test_numbers_of_national_lists_and_of_arms_are_no_entries(tmp_path: Path, cell: str) -> None:
    outcomes, bad, _ = judged(tmp_path, ["5A002", cell])
    assert list(outcomes) == ["5A002"]
    assert f"{cell} is a number of a national list, not of Annex I" in bad[cell]


def test_a_guessed_mapping_shows_how_bare_words_are_settled(tmp_path: Path) -> None:
    text = mapping_text(guessed(["Bestimmungsland", "AL-Nummer"], Locale()))
    assert '# "AL-Nummer" = ["keine", "-", "0000", "n/a"]' in text
    file = tmp_path / "map.toml"
    file.write_text(text.replace('# "AL-Nummer" =', '"AL-Nummer" ='), "utf-8")
    mapping = read_mapping(file)
    assert mapping.not_listed == {"AL-Nummer": ("keine", "-", "0000", "n/a")}
    assert '\n"AL-Nummer" = ["keine", "-", "0000", "n/a"]\n' in mapping_text(mapping)


def test_words_of_a_column_that_holds_no_entries_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "map.toml"
    file.write_text(
        '[columns]\n"Land" = "destination"\n"AL-Nummer" = ""\n[not_listed]\n"AL-Nummer" = ["keine"]\n',
        "utf-8",
    )
    with pytest.raises(InputError, match="no column that is read as"):
        read_mapping(file)
    file.write_text(
        '[columns]\n"AL-Nummer" = "items.entries"\n[not_listed]\n"AL-Nummer" = ["5A002"]\n', "utf-8"
    )
    with pytest.raises(InputError, match="5A002 is an entry of Annex I"):
        read_mapping(file)


@pytest.mark.parametrize("cell", ['"none"', '"keine"', '"Aucun"', "[]", '"[]"'])
def test_no_national_entry_is_said_once_for_every_row(tmp_path: Path, cell: str) -> None:
    file = tmp_path / "map.toml"
    lines = f'[columns]\n"Beleg" = "reference"\n[every_row]\n"items.national_entries" = {cell}\n"items.cyber_surveillance" = false\n'
    file.write_text(lines, "utf-8")
    assert read_mapping(file).every_row == {
        "items.national_entries": "[]",
        "items.cyber_surveillance": "false",
    }


@pytest.mark.parametrize("cell", ["keine", "none", "aucune", "[]", "nicht gelistet"])
def test_a_word_in_a_column_of_national_entries_says_that_there_is_none(cell: str) -> None:
    column = column_path("items.national_entries")
    assert column is not None
    reader = cell_reader(column, "AL national", Locale(), "")
    assert reader is not None
    assert (reader(cell).text, reader("DE:5A902").text, reader("-").text) == ("[]", "DE:5A902", "-")


def test_a_guessed_mapping_says_how_the_national_list_and_the_end_user_are_stated() -> None:
    text = mapping_text(guessed(["Beleg", "Warenempfänger", "Land", "Empfangsland"], Locale()))
    assert '# "items.national_entries" = "none"' in text
    assert '# "Warenempfänger" = ["parties.consignee.name", "parties.end_user.name"]' in text
    country = '"Empfangsland" = ["destination", "parties.consignee.country"'
    assert f'# {country}, "parties.end_user.country"]' in text
    assert "end_user" not in mapping_text(guessed(["Beleg", "Kunde", "Land"], Locale()))


@pytest.mark.parametrize("cell", ["EAR99", "ear 99", "EAR-99"])
def test_the_american_list_says_nothing_of_annex_i_and_one_line_settles_the_column(
    tmp_path: Path, cell: str
) -> None:
    """The reader was told to write [], which no cell of Excel says, and not in which column."""
    outcomes, bad, _ = judged(tmp_path, ["5A002", cell], "Güterlistenposition")
    assert list(outcomes) == ["5A002"]
    line = f'"Güterlistenposition" = ["{cell}"]'
    assert all(text in bad[cell] for text in ("Güterlistenposition", line, "[not_listed]", "American list"))
    again, bad, _ = judged(tmp_path, ["5A002", cell], "Güterlistenposition", f"\n[not_listed]\n{line}\n")
    assert (list(again), bad) == (["5A002", cell], {})


@pytest.mark.parametrize("cell", ["5A01.b", "EAR99B", "see datasheet 4"])
def test_a_slip_in_a_code_is_never_offered_as_not_listed(tmp_path: Path, cell: str) -> None:
    _, bad, _ = judged(tmp_path, ["5A002", cell], "Güterlistenposition")
    assert "Güterlistenposition" in bad[cell]
    assert "[not_listed]" not in bad[cell]


@pytest.mark.parametrize(
    "name", ["Listenposition", "Listen-Nr.", "N° liste", "Numéro de liste", "Control list entry"]
)
def test_a_list_that_is_not_named_is_told_with_the_line_that_reads_it(tmp_path: Path, name: str) -> None:
    source, target, file = tmp_path / "in.csv", tmp_path / "out.csv", tmp_path / "map.toml"
    source.write_text(f"Beleg;Bestimmungsland;Bezeichnung;{name}\n1;AE;Kamera;6A003.b.4.a\n", "utf-8")
    summary = bulk(source, target, options=Options(TODAY), map_file=str(file))
    assert summary.export is not None
    write_mapping(file, summary.export.mapping, "en")
    line = f'"{name}" = "items.entries"'
    printed = [line.text for line in summary_lines(summary, str(target), Options(TODAY))]
    assert f"  {line}" in printed
    assert f"# {line}" in file.read_text("utf-8").splitlines()
    assert pl.read_csv(target, separator=";")["release"].to_list() == ["ask"]
