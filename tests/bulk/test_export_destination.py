"""Where an export does not say whose country a column holds, the summary begins with it; one column may serve two fields."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dualuse.bulk.exports.mapping import columns_of_parties_unread, country_missing, guessed
from dualuse.cli import app
from dualuse.schema.tables.export_words import Locale

ROWS = "Verkaufsbeleg;Bezeichnung;Name Warenempfänger;Land;AL-Nummer\n1;Pumpe;Nordin AG;Indien;3A002.c\n"


def run(source: Path, *arguments: str, code: int = 0) -> str:
    out = source.with_name("out.csv")
    done = CliRunner().invoke(app, ["bulk", str(source), "-o", str(out), "--language", "en", *arguments])
    assert done.exit_code == code, done.output
    return done.stdout


def judged(file: Path, mark: str) -> list[dict[str, str]]:
    """What was answered on each row, by the names of the columns."""
    columns = ("outcome", "range_low", "range_high", "release", "basis")
    with file.open(newline="") as stream:
        return [{name: row[name] for name in columns} for row in csv.DictReader(stream, delimiter=mark)]


def test_a_country_of_somebody_is_asked_first(tmp_path: Path) -> None:
    source, mapping = tmp_path / "in.csv", tmp_path / "sap.toml"
    source.write_text(ROWS)
    lines = run(source, "--map", str(mapping)).splitlines()
    assert lines[0].startswith("Land may be the country of destination or of a party: say which in")
    (line,) = [line.strip() for line in lines if line.startswith('  "Land" = ')]
    assert line == '"Land" = ["destination", "parties.consignee.country"]'
    mapping.write_text(mapping.read_text().replace('"Land" = ""', line))
    output = run(source, "--map", str(mapping))
    # Nothing is to be settled: the counts come first.
    assert "Land is read for the destination and for the country of the party" in output
    (tmp_path / "contract.csv").write_text(
        "reference,items.description,parties.consignee.name,destination,parties.consignee.country\n1,Pumpe,Nordin AG,IN,IN\n"
    )
    answers = judged(tmp_path / "out.csv", ";")
    run(tmp_path / "contract.csv")
    assert judged(tmp_path / "out.csv", ",") == answers


def test_a_cell_that_is_read_for_several_fields_is_named_once(tmp_path: Path) -> None:
    source, mapping = tmp_path / "in.csv", tmp_path / "sap.toml"
    source.write_text(ROWS + "2;Pumpe;Nordin AG;Koreaa;3A002.c\n")
    run(source, "--map", str(mapping))
    whole = '"Land" = ["destination", "parties.consignee.country", "parties.end_user.country"]'
    mapping.write_text(mapping.read_text().replace('"Land" = ""', whole))
    (line,) = [
        line for line in run(source, "--map", str(mapping), code=2).splitlines() if line.startswith("row 3: ")
    ]
    assert line.startswith("row 3: Land: Koreaa is no known name")
    mapping.write_text(mapping.read_text().replace(whole, '"Land" = "destination"'))
    assert "row 3: Land (destination): Koreaa" in run(source, "--map", str(mapping), code=2)


def test_no_destination_at_all_is_told_first(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("Verkaufsbeleg;Bezeichnung\n1;Pumpe\n")
    assert run(tmp_path / "in.csv").startswith("No column is read as the destination")


@pytest.mark.parametrize("name", ["Land Warenempfänger", "Empfangsland", "Land WE", "Ship-to Country"])
def test_where_the_goods_go_is_the_destination_too(name: str) -> None:
    mapping = guessed(["Verkaufsbeleg", "Warenempfänger", name], Locale())
    assert mapping.columns[name] == ("destination", "parties.consignee.country")


def test_a_country_makes_no_party_that_has_no_name() -> None:
    """Nobody could screen a consignee of whom the country alone is known."""
    names = ["Référence", "Client", "Pays de livraison"]
    mapping = guessed(names, Locale())
    assert mapping.columns["Pays de livraison"] == ("destination",)
    missing = country_missing(mapping, names)
    assert missing is not None
    assert missing.line == '"Pays de livraison" = ["destination", "parties.purchaser.country"]'


def test_a_destination_says_nothing_of_where_the_consignee_sits() -> None:
    """Goods for Kazakhstan may be consigned to somebody in Russia: that is asked, not guessed."""
    both = ("destination", "parties.consignee.country")
    assert guessed(["Empfänger", "Bestimmungsland"], Locale()).columns["Bestimmungsland"] == both[:1]
    of_each = guessed(["Empfänger", "Bestimmungsland", "Land WE"], Locale()).columns
    assert (of_each["Bestimmungsland"], of_each["Land WE"]) == (both[:1], both[1:])


def test_stops_are_counted_without_screening(tmp_path: Path) -> None:
    columns = "date,activity,manner,exporter.country,items.kind,items.entries,destination"
    (tmp_path / "in.csv").write_text(
        f"{columns}\n2026-08-20,export,permanent,DE,goods,5A001.j,EG\n2026-08-20,export,permanent,DE,goods,,EG\n"
    )
    output = run(tmp_path / "in.csv")
    assert "  1  must not leave\n  1  to be asked first\n  0  may leave\n" in output
    assert "no row is free to go before that" in output
    assert all(len(line) <= 100 for line in output.splitlines())


def test_the_country_of_the_sold_to_party_is_asked_once_with_the_line_to_write(tmp_path: Path) -> None:
    source, mapping = tmp_path / "in.csv", tmp_path / "sap.toml"
    source.write_text(
        "Verkaufsbeleg;Belegdatum;Auftraggeber;Warenempfänger;Empfangsland;Güterlistenposition\n1;20.08.2026;Nordin AG;Nordin AG;Indien;3A002.c\n"
    )
    lines = run(source, "--map", str(mapping)).splitlines()
    assert sum("In which country is Auftraggeber?" in line for line in lines) == 1
    (line,) = [line.strip() for line in lines if line.startswith('  "Empfangsland" = ')]
    assert (
        line == '"Empfangsland" = ["destination", "parties.consignee.country", "parties.purchaser.country"]'
    )
    text = mapping.read_text()
    assert f"# {line}\n" in text
    guess = '"Empfangsland" = ["destination", "parties.consignee.country"]'
    mapping.write_text(text.replace(f"\n{guess}\n", f"\n{line}\n"))
    assert "In which country" not in run(source, "--map", str(mapping))


def test_one_unclear_country_and_two_parties_are_one_question(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("Auftraggeber;Warenempfänger;Land\nNordin AG;Nordin AG;Indien\n")
    output = run(tmp_path / "in.csv")
    assert '  "Land" = ["destination", "parties.consignee.country"]\nOr, where every party' in output
    assert (
        '  "Land" = ["destination", "parties.consignee.country", "parties.purchaser.country", "parties.end_user.country"]\n'
        in output
    )
    assert "In which country" not in output


def test_the_country_of_the_sold_to_party_is_theirs_and_no_destination_by_guess(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("Auftraggeber;Land des Auftraggebers\nNordin AG;Indien\n")
    output = " ".join(run(tmp_path / "in.csv").split())
    assert guessed(["Land des Auftraggebers"], Locale()).read["Land des Auftraggebers"] == (
        "parties.purchaser.country",
    )
    assert (
        "Land des Auftraggebers is read as parties.purchaser.country: where the goods go there, too" in output
    )
    assert '"Land des Auftraggebers" = ["parties.purchaser.country", "destination"]' in output


ODOO = "Référence de la commande,Client,Pays du client,{country},Lignes de la commande/Article,Lignes de la commande/Quantité,Classement double usage"


def test_where_goods_are_delivered_is_the_destination_and_not_the_country_of_the_buyer(
    tmp_path: Path,
) -> None:
    """A French list of Odoo was told to take the country of the client for the destination."""
    read = guessed(ODOO.format(country="Adresse de livraison/Pays").split(","), Locale()).read
    assert read["Adresse de livraison/Pays"] == ("destination",)  # no column names who receives
    assert read["Pays du client"] == ("parties.purchaser.country",)
    assert len(read) == 7
    (tmp_path / "in.csv").write_text(
        f"{ODOO.format(country='Livraison - pays')}\nS1,Nordin AG,Inde,Japon,Pompe,1,[]\n"
    )
    output = " ".join(run(tmp_path / "in.csv").split())
    assert output.startswith("Livraison - pays may be the country of destination or of a party")
    assert '"Livraison - pays" = ["destination", "parties.consignee.country"]' in output
    assert '"Pays du client" = [' not in output


@pytest.mark.parametrize("name", ["Pays (dépôt)", "Country of the agent", "Land Spedition"])
def test_beside_another_country_that_of_the_buyer_is_no_advice(tmp_path: Path, name: str) -> None:
    (tmp_path / "in.csv").write_text(f"Auftraggeber;Land des Auftraggebers;{name}\nNordin AG;Indien;Japan\n")
    output = " ".join(run(tmp_path / "in.csv").split())
    assert "No column is read as the destination, and no row has one: say in" in output
    assert '"destination"]' not in output


@pytest.mark.parametrize("name", ["Ursprungsland", "Pays d'origine", "Country of Origin", "Landed Cost"])
def test_where_goods_come_from_is_no_country_of_theirs(tmp_path: Path, name: str) -> None:
    (tmp_path / "in.csv").write_text(f"Auftraggeber;Land des Auftraggebers;{name}\nNordin AG;Indien;Japan\n")
    assert '"Land des Auftraggebers" = ["parties.purchaser.country", "destination"]' in run(
        tmp_path / "in.csv"
    )


@pytest.mark.parametrize(
    ("names", "line"),
    [
        (
            ["Warenempfänger", "Endverwender", "Land WE", "Bestimmungsland"],
            '"Land WE" = ["parties.consignee.country", "parties.end_user.country"]',
        ),
        (["Endverwender", "Ort", "Land", "Bestimmungsland"], '"Land" = "parties.end_user.country"'),
        (["Client final", "Ville", "Pays", "Pays de destination"], '"Pays" = "parties.end_user.country"'),
    ],
)
def test_one_country_beside_the_destination_is_offered_as_that_of_the_end_user(
    names: list[str], line: str
) -> None:
    """A file of SAP with "Land WE" and "Bestimmungsland" was told to say in its mapping which it is, and not how."""
    missing = country_missing(guessed(names, Locale()), names)
    assert missing is not None
    assert missing.line == line


def test_a_plain_country_behind_the_end_user_is_read() -> None:
    names = ["Verkaufsbeleg", "Endverwender", "Land", "Bezeichnung", "Bestimmungsland"]
    assert guessed(names, Locale()).columns["Land"] == ("parties.end_user.country",)


@pytest.mark.parametrize(
    ("names", "read"),
    [
        ("Auftraggeber;Land;Warenempfänger;Land 2;Endkunde;Land 3;Bestimmungsland", "Land;Land 2;Land 3"),
        ("Auftraggeber;Land (1);Warenempfänger;Land (2);Endkunde;Land (3)", "Land (1);Land (2);Land (3)"),
        (
            "Auftraggeber;PLZ;Ort;Land;Warenempfänger;PLZ 2;Ort 2;Land 2;Endkunde;Ort 3;Land 3;Zielland",
            "Land;Land 2;Land 3",
        ),
        ("Sold-to Party;Country;Ship-to Party;Country 2;End Customer;Country 3", "Country;Country 2;Country 3"),
        ("Auftraggeber;Name 1 (1);Land;Warenempfänger;Name 1 (2);Land2;Endkunde;Name 1 (3);Land3", "Land;Land2;Land3"),
    ],
)  # fmt: skip
def test_each_party_with_a_country_behind_it_is_reached(names: str, read: str) -> None:
    """The country of the end user stood in a further pair of columns, and was carried on unread."""
    mapping = guessed(names.split(";"), Locale())
    parties = ("parties.purchaser", "parties.consignee", "parties.end_user")
    countries = [mapping.columns[name] for name in read.split(";")]
    assert countries == [(f"{party}.country",) for party in parties]
    assert all(mapping.reads(f"{party}.name") for party in parties)
    assert columns_of_parties_unread(mapping, names.split(";")) == ()


def test_countries_beside_each_other_are_told_and_nobodys() -> None:
    """Whose each is cannot be told; the first was read as that of the party before it, which may be another's."""
    names = "Auftraggeber;Warenempfänger;Endkunde;Land;Land 2;Land 3;Bestimmungsland;Menge;Ursprungsland"
    mapping = guessed(names.split(";"), Locale())
    assert [column for column in mapping.read.values() if column[0].endswith(".country")] == []
    assert columns_of_parties_unread(mapping, names.split(";")) == ("Land", "Land 2", "Land 3")


def test_a_column_that_may_hold_a_party_is_told_before_all_else(tmp_path: Path) -> None:
    names = "Verkaufsbeleg;Bezeichnung;Auftraggeber;Land Auftraggeber;Bestimmungsland;Vermittler Firma;Land 2"
    (tmp_path / "in.csv").write_text(f"{names}\n1;Pumpe;Nordin AG;IN;IN;Ostrow OOO;Russland\n")
    text = "Not read, and may hold a party or its country: Vermittler Firma, Land 2. Write in"
    assert " ".join(run(tmp_path / "in.csv").split()).startswith(text)


def test_several_countries_name_no_line(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("Auftraggeber;Bestimmungsland;Land;Pays\nNordin AG;Indien;Japan;Inde\n")
    output = " ".join(run(tmp_path / "in.csv").split())
    assert "In which country is Auftraggeber? No column is read for it (parties.purchaser.country)" in output


def test_the_terminal_tells_what_follows_first_and_is_short(tmp_path: Path) -> None:
    names = "Verkaufsbeleg;Position;Erstelldatum;Belegdatum;Auftraggeber;Warenempfänger;Empfangsland;Material;Bezeichnung;Warennummer;Menge;ME"
    names += (
        ";Nettowert;Währung;Endverwender;Verwendungszweck;Versandland;Ausführer;Güterart;Güterlistenposition"
    )
    source = tmp_path / "in.csv"
    source.write_text(f"Stand: heute\n{names}\n1;10;20.08.2026" + ";" * 17 + "\n")
    lines = run(source, "--map", str(tmp_path / "new.toml")).splitlines()
    assert len(lines) <= 30
    counted = next(line for line in lines if line.startswith("Columns read: "))
    assert lines.index("Rows by what may happen to them:") < lines.index(counted)
    assert int(counted.split()[2].rstrip(",")) >= 15
    assert "new.toml" in "".join(lines[lines.index(counted) :])
    assert "Columns read as:" not in lines
    assert "The mapping was guessed" in lines[-1] or "The mapping was guessed" in lines[-2]


def test_the_comments_of_a_mapping_are_in_the_language_asked_for(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("Auftraggeber;Land;AL-Nummer\nNordin AG;Indien;5A001\n")
    run(tmp_path / "in.csv", "--map", str(tmp_path / "new.toml"), "--language", "de")
    comments = [line for line in (tmp_path / "new.toml").read_text("utf-8").splitlines() if line[:2] == "# "]
    assert [line for line in comments if re.search(r"\b(the|is|where|column)\b", line)] == []
    assert any("Wie dualuse die Spalten" in line for line in comments)


@pytest.mark.parametrize("name", ["ECCN", "ECCN-Nummer", "US ECCN"])
def test_the_codes_of_another_list_are_told_and_never_read(tmp_path: Path, name: str) -> None:
    """What has the ECCN EAR99 may stand in Annex I."""
    source, mapping = tmp_path / "in.csv", tmp_path / "sap.toml"
    source.write_text(f"Verkaufsbeleg;Bestimmungsland;{name}\n1;Indien;3A002.c\n2;Indien;nicht gelistet\n")
    output = run(source, "--map", str(mapping))
    assert f"{name} is not read" in output
    assert f'"{name}" = "items.entries"' in output
    assert f'"{name}" = ""' in mapping.read_text()
    assert f'# "{name}" = "items.entries"' in mapping.read_text()
    assert "not settled" in output
    line = f'"{name}" = "items.entries"'
    mapping.write_text(mapping.read_text().replace(f'"{name}" = ""', line))
    assert "is not read" not in run(source, "--map", str(mapping))


def test_the_german_export_list_gives_way_to_a_column_of_annex_i(tmp_path: Path) -> None:
    names = ["Bestimmungsland", "AL-Nummer", "Güterlistennummer"]
    columns = guessed(names, Locale()).columns
    assert (columns["AL-Nummer"], columns["Güterlistennummer"]) == ((), ("items.entries",))
    source = tmp_path / "in.csv"
    source.write_text("Verkaufsbeleg;Bestimmungsland;AL-Nummer;Güterlistennummer\n1;Indien;;3A002.c\n")
    assert "is not read" not in run(source)
