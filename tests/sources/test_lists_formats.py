"""The UK list, the Official Journal's tables, OFAC's advanced XML and FollowTheMoney: invented files, and real ones."""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path

import pytest

from dualuse.inputs.problems import InputError
from dualuse.sources.lists.formats.eu_journal import number_of
from dualuse.sources.lists.formats.follow_the_money_party import undated
from dualuse.sources.lists.listed_party import (
    Address,
    Country,
    Identifier,
    ListedName,
    Measure,
    Ownership,
    PartialDate,
)
from dualuse.sources.lists.store import ListStore
from tests.support.real_lists import LISTS, read, real, written
from tests.support.sample_lists import (
    AMENDMENT,
    FOLLOW_THE_MONEY,
    JOURNAL,
    JOURNAL_HEADER,
    OFAC_ADVANCED,
    UK_CSV,
    UK_XML,
)


def test_the_uk_table_joins_the_rows_of_a_designation(tmp_path: Path) -> None:
    list_read, (person, ship) = read(written(tmp_path, "list.csv", UK_CSV))
    assert (list_read.list, list_read.format, list_read.edition) == ("uk_sanctions", "uk_csv", "2026-10-08")
    assert person.names == (
        ListedName(
            "ORVO TEST MUSTER", "primary", "strong", "Latn", language="", given="ORVO TEST", family="MUSTER"
        ),
        ListedName("ORVIE", "alias", "weak", "Latn"),
        ListedName("ابجد", "alias", "unstated", "Arab", language="Persian"),
    )
    assert person.birth_dates == (PartialDate("1971"), PartialDate("1972-05-01"))
    assert person.birth_places == ("Tabriz, Iran",)
    assert person.addresses == (Address("Street 1, Iran", "", Country("IR", "Iran")),)
    assert person.identifiers == (Identifier("passport", "P1", "", "Passport number"),)
    assert [each.kind for each in person.measures] == ["asset_freeze", "travel_ban"]
    assert person.measures[0].act == "The Invented Regulations 2020"
    assert (person.listed_on, person.updated_on) == ("2001-01-25", "2022-01-26")
    assert ship.kind == "vessel"
    assert ship.identifiers == (Identifier("imo", "9562233", "", "IMO number"),)
    assert ship.ownership == (Ownership("owner", "Ruri Shipping", text="Current owner/operator"),)
    assert ship.countries == (Country("KM", "Comoros"),)
    # a word that is new is not guessed, and not lost either
    assert [(each.kind, each.programme) for each in ship.measures] == [
        ("port_ban", "Prohibition of port entry"),
        ("service_ban", "Charter of ships"),
        ("other", "Something new"),
    ]


def test_the_uk_xml_says_the_same(tmp_path: Path) -> None:
    list_read, (person, ship) = read(written(tmp_path, "list.xml", UK_XML))
    assert (list_read.list, list_read.format, list_read.edition) == ("uk_sanctions", "uk_xml", "2026-08-20")
    assert [each.text for each in person.names] == ["ORVO MUSTER", "ORVIE", "ابجد"]
    assert person.names[1].quality == "strong"
    assert person.birth_dates == (PartialDate("1971"),)
    assert person.identifiers == (Identifier("passport", "P1", "", "Passport number"),)
    assert person.birth_places == ("Tabriz, Iran",)
    assert [each.kind for each in person.measures] == ["asset_freeze", "travel_ban"]
    assert "UN reference number: ZZi.001" in person.remarks
    assert "Passport P1: Expired" in person.remarks
    assert [each.kind for each in ship.measures] == ["port_ban"]
    assert ship.identifiers[0].value == "9562233"


def test_the_published_header_of_the_uk_list_is_known() -> None:
    path = real("raw/format_samples/uk_sanctions_list_header.csv")
    with pytest.raises(InputError, match=r"does not end|names nobody|cells"):
        read(path)  # recognised: a header and at most a cut-off row


def test_every_field_of_a_small_journal_table(tmp_path: Path) -> None:
    list_read, (works, ship, person) = read(written(tmp_path, "any.csv", JOURNAL))
    assert list_read.list == works.list == "eu_journal_32014r0833"
    assert works.id == "32014R0833/IV/7"
    assert [(each.text, each.quality) for each in works.names] == [
        ("Ruri; Works", "strong"),
        ("Рури", "unstated"),
        ("Ruri; Two", "unstated"),
        ("RW", "weak"),
    ]
    assert works.measures == (Measure("military_end_user", "32014R0833 Annex IV (833/2014)", "EU-RUS"),)
    assert works.identifiers == (
        Identifier("tax", "7704730655", "", "registration number (Tax ID/INN)"),
        Identifier("registration", "12", "", "registration number (OGRN)"),
    )
    assert works.addresses[0].country.code == "IR"
    assert works.listed_on == "2014-09-12"
    assert [each.kind for each in ship.measures] == ["port_ban"]
    assert (ship.kind, ship.countries[0].code, ship.names[1].kind) == ("vessel", "PA", "former")
    assert [each.code for each in person.nationalities] == ["JO", "US"]
    assert person.birth_dates == (PartialDate("1958"), PartialDate("1960", circa=True))
    assert [each.text for each in list_read.unread] == ["before 1964"]
    assert person.listed_on == "2011-02-26"


def test_an_amendment_is_a_list_of_its_own_and_tables_can_be_joined(tmp_path: Path) -> None:
    list_read, (works,) = read(written(tmp_path, "a.csv", AMENDMENT))
    assert list_read.list == works.list == "eu_journal_32026r1846"
    assert works.id == "32006R0765/V/1"
    assert works.measures == (Measure("military_end_user", "32006R0765 Annex V (765/2006)", "EU-BLR"),)
    joined, parties = read(written(tmp_path, "joined.csv", JOURNAL + AMENDMENT))
    assert joined.list == "eu_journal"
    assert Counter(each.list for each in parties) == {"eu_journal_32014r0833": 3, "eu_journal_32026r1846": 1}


def test_the_number_of_an_act_is_written_as_it_is_cited() -> None:
    acts = ("32006R0765", "32015R0735", "32010D0573")
    assert [number_of(each) for each in acts] == ["765/2006", "2015/735", "2010/573"]


def test_a_journal_table_may_have_no_row(tmp_path: Path) -> None:
    list_read, parties = read(written(tmp_path, "32004R0314.csv", JOURNAL_HEADER))
    assert (list_read.list, parties) == ("eu_journal_32004r0314", [])


def test_the_real_journal_tables(tmp_path: Path) -> None:
    folder = real("raw/eu_journal_2026")
    content = b""
    expected: Counter[str] = Counter()
    names = 0
    for path in sorted(folder.glob("*/*.csv")):
        content += path.read_bytes()
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                expected[f"{row.get('amendmentCelex') or row['celex']}"] += 1
                cells = (row["alias"], row["weakAlias"], row["previousName"])
                several = [
                    v for c in cells if c for v in next(csv.reader([c], delimiter=";", skipinitialspace=True))
                ]
                names += len({" ".join(text.split()) for text in (row["name"], *several) if text.strip()})
    list_read, parties = read(written(tmp_path, "all.csv", content))
    assert len(parties) == sum(expected.values()) == 8017 + 417
    assert Counter(each.list for each in parties) == {
        f"eu_journal_{act.lower()}": n for act, n in expected.items()
    }
    assert sum(len(each.names) for each in parties) == names
    annex_iv = [each for each in parties if each.id.startswith("32014R0833/IV/") and "833" in each.list]
    assert len(annex_iv) == 921
    assert {m.kind for each in annex_iv for m in each.measures} == {"military_end_user"}
    assert all(each.measures for each in parties)
    assert not [m for each in parties for m in each.measures if m.kind == "other"]
    assert len([each for each in list_read.unread if each.field == "birth_dates"]) < 35
    assert not [each for each in list_read.unread if each.field != "birth_dates"]


def test_every_field_of_a_small_advanced_file(tmp_path: Path) -> None:
    list_read, (person, group) = read(written(tmp_path, "list.xml", OFAC_ADVANCED))
    assert (list_read.list, list_read.format, list_read.edition) == (
        "ofac_sdn",
        "ofac_advanced",
        "2026-08-27",
    )
    assert person.names == (
        ListedName("Orvo MUSTER", "primary", "strong", "Latn", language="", given="Orvo", family="MUSTER"),
        ListedName("Орво МУСТЕР", "alias", "strong", "Cyrl", language="", given="Орво", family="МУСТЕР"),
        ListedName("ORVIE", "alias", "weak", "Latn"),
    )
    assert (person.kind, group.kind) == ("person", "organisation")
    assert person.birth_dates == (PartialDate("1962", circa=True),)
    assert person.nationalities == (Country("IR", "Iran"),)
    assert person.addresses == (Address("Street 1, Tabriz, Iran", "Tabriz", Country("IR", "Iran")),)
    assert person.genders == ("male",)
    assert person.identifiers == (
        Identifier("passport", "P1", "IR", "Passport"),
        Identifier("wallet", "1abc", "", "Digital Currency Address - XBT"),
    )
    assert person.measures == (Measure("asset_freeze", "Executive Order 1", "SDGT"),)
    assert person.listed_on == "2017-07-31"
    assert group.ownership == (
        Ownership("controller", "MUSTER Orvo", party="7", text="Owned or Controlled By"),
    )
    assert person.ownership[0].role == "subsidiary"
    assert person.remarks == (
        "Invented",
        "Secondary sanctions risk: Section 1",
        "Passport P1: expires 2013-10-29",
    )


def test_the_shape_sample_of_the_advanced_file() -> None:
    _, (party,) = read(real("raw/format_samples/ofac_advanced_shape.xml"))
    assert party.names[0].text == "SAMPLE LLC"


def test_entities_and_what_belongs_to_them(tmp_path: Path) -> None:
    list_read, (person, company, vessel, odd) = read(written(tmp_path, "entities.json", FOLLOW_THE_MONEY))
    assert list_read.list == person.list == "eu_fsf"  # named beside another one
    assert [(each.text, each.kind, each.quality) for each in person.names] == [
        ("Orvo Muster", "primary", "unstated"),
        ("MUSTER Orvo", "alias", "unstated"),
        ("Орво", "alias", "unstated"),
        ("OM", "alias", "weak"),
        ("Ruri", "former", "unstated"),
    ]
    assert (person.names[0].given, person.names[0].family) == ("Orvo", "Muster")
    assert person.birth_dates == (PartialDate("1962-09"),)
    assert person.countries == (Country("NA", "NA"),)  # Namibia
    assert person.addresses == (Address("Street 2, Tabriz", "Tabriz", Country("IR", "ir")),)
    assert {(each.kind, each.value) for each in person.identifiers} == {
        ("passport", "P1"),
        ("passport", "P2"),
    }
    assert {each.kind for each in person.measures} == {"asset_freeze"}
    assert person.programmes == ("SDGT", "Y")
    assert person.listed_on == "2019-05-06"
    assert Ownership("owner", "Orvo Muster", party="a", share=49.0) in company.ownership
    assert Ownership("controller", "Orvo Muster", party="a", text="CEO") in company.ownership
    assert Ownership("owner", "Rory", party="c", share=51.0) in company.ownership
    assert person.ownership == (Ownership("subsidiary", "Ruri Ltd", party="b", share=49.0),)
    assert company.measures == (Measure("export_control", programme="X"),)
    assert (company.reference, company.ends_on, company.source) == (
        "REF",
        "2030-01-01",
        "https://example.org",
    )
    assert {each.kind for each in company.identifiers} == {"tax", "lei", "bic"}
    assert vessel.measures[0].kind == "port_ban"
    assert {each.kind for each in vessel.identifiers} == {"imo", "mmsi"}
    assert [(each.party, each.field, each.text) for each in list_read.unread] == [
        ("a", "birth_dates", "soon"),
        ("odd", "schema", "Spaceship"),
    ]
    assert (odd.kind, odd.names[0].text) == ("unknown", "Nobody")
    assert {each.list for each in read(written(tmp_path, "same", FOLLOW_THE_MONEY), "mine")[1]} == {"mine"}


def test_who_is_on_several_lists_stands_on_the_one_that_binds_here(tmp_path: Path) -> None:
    lines = [
        (["ch_seco_sanctions", "eu_fsf", "us_bis_entity"], ["EU-RUS"]),
        (["au_dfat_sanctions", "un_sc_sanctions"], ["UN-SC1988"]),
        (["us_bis_entity", "us_ofac_sdn"], []),
    ]
    content = "\n".join(
        json.dumps(
            {
                "id": f"e{number}",
                "schema": "Company",
                "properties": {"name": ["Quillon Works"], "programId": programmes},
                "datasets": datasets,
            }
        )
        for number, (datasets, programmes) in enumerate(lines)
    )
    list_read, (union, un, us) = read(written(tmp_path, "several.json", content.encode() + b"\n"))
    assert (list_read.list, union.list, un.list, us.list) == (
        "eu_fsf",
        "eu_fsf",
        "un_sc_sanctions",
        "us_bis_entity",
    )
    assert [(each.kind, each.programme) for each in union.measures] == [
        ("asset_freeze", "ch_seco_sanctions"),
        ("asset_freeze", "EU-RUS"),
        ("export_control", "us_bis_entity"),
    ]
    assert [each.programme for each in us.measures] == ["us_bis_entity", "us_ofac_sdn"]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ('{"id": "x", "schema": "Person", "properties": {"na', ":10: the JSON of this line is broken"),
        ('{"id": 7, "schema": "Person", "properties": {}}', ":10: this line is no entity"),
        ("[]", ":10: this line is no entity"),
        ("\udcff", ":10: the text of this line cannot be decoded"),
    ],
)
def test_a_broken_line_is_refused_with_its_number(tmp_path: Path, line: str, sentence: str) -> None:
    content = (FOLLOW_THE_MONEY + line + "\n").encode("utf-8", "surrogateescape")
    with pytest.raises(InputError, match=sentence):
        read(written(tmp_path, "entities.json", content))


def _entity_files() -> list[Path]:
    """One file for each list; the combined files hold the same entities again."""
    return [
        path for path in sorted((LISTS / "ftm").glob("*.ftm.json")) if not path.name.startswith("combined")
    ]


@pytest.mark.parametrize(
    ("dataset", "name", "day"),
    [
        ("us_ofac_sdn", "us_ofac_sdn", ""),
        ("us_ofac_sdn-20260801", "us_ofac_sdn", "2026-08-01"),
        ("us_ofac_sdn_2026-08-01", "us_ofac_sdn", "2026-08-01"),
        ("eu_fsf.20260801", "eu_fsf", "2026-08-01"),
        ("us_csl_uvl_202204", "us_csl_uvl", "2022-04"),
        ("us_bis_meu_2026", "us_bis_meu", "2026"),
        ("eu_oj_amendments_202607_08", "eu_oj_amendments_202607_08", ""),
        ("un_1267", "un_1267", ""),
        ("eu_journal_32014r0833", "eu_journal_32014r0833", ""),
        ("xx20260801", "xx20260801", ""),
        ("20260801", "20260801", ""),
    ],
)
def test_the_day_behind_the_name_of_a_dataset_is_that_of_the_edition(
    dataset: str, name: str, day: str
) -> None:
    assert undated(dataset) == (name, day)


def _dated(list_id: str, *names: str) -> str:
    rows = (
        {"id": name, "schema": "Person", "properties": {"name": [f"Orlow {name}"]}, "datasets": [list_id]}
        for name in names
    )
    return "".join(json.dumps(row) + "\n" for row in rows)


def test_dated_datasets_are_editions_of_one_list(tmp_path: Path) -> None:
    store = ListStore(tmp_path / "home")
    for day in ("20260801", "20260901"):
        store.add(written(tmp_path, day, _dated(f"xx_watch-{day}", "a", day)))
    (edition,) = store.editions()
    assert (edition.list, edition.dated, edition.records) == ("xx_watch", "2026-09-01", 2)
    assert [row.dated for row in store.kept("xx_watch")] == ["2026-08-01", "2026-09-01"]
    both = _dated("xx_watch-20260801", "a") + _dated("xx_watch-20260901", "b")
    with pytest.raises(InputError, match="xx_watch stands here in two editions, 2026-08-01 and 2026-09-01"):
        store.add(written(tmp_path, "both", both))
    # what a person makes one list of has no day, unless they say one
    added = store.add(written(tmp_path, "both", both), list_id="yy_own")
    assert [(row.list, row.dated) for row in added.editions] == [("yy_own", "")]


def test_a_dated_dataset_is_known_by_whose_list_it_is(tmp_path: Path) -> None:
    (party,) = read(written(tmp_path, "list", _dated("us_ofac_sdn-20260801", "a")))[1]
    (plain,) = read(written(tmp_path, "list", _dated("us_ofac_sdn", "a")))[1]
    assert party == plain
    assert party.measures[0].kind == "asset_freeze"


@pytest.mark.parametrize("path", _entity_files(), ids=lambda path: path.name)
def test_the_real_entities(path: Path) -> None:
    raw = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    list_read, parties = read(path)
    assert len(parties) == len(raw)
    assert {each.list for each in parties} == {undated(each["datasets"][0])[0] for each in raw}
    properties = ("name", "alias", "weakAlias", "previousName")
    expected = sum(
        len({" ".join(n.split()) for s in properties for n in e["properties"].get(s, ()) if n.strip()})
        for e in raw
    )
    assert sum(len(each.names) for each in parties) == expected
    dates = sum(len(set(each["properties"].get("birthDate", ()))) for each in raw)
    assert sum(len(each.birth_dates) for each in parties) + len(list_read.unread) == dates
    assert all(each.measures for each in parties)


@pytest.mark.parametrize(
    ("properties", "kinds"),
    [
        ({"provisions": ["Asset freeze", "Travel Ban"]}, ["asset_freeze", "travel_ban"]),
        ({"provisions": ["Asset freeze|Prohibition of Port Entry"]}, ["asset_freeze", "port_ban"]),
        ({"program": ["Asset freeze"]}, ["asset_freeze"]),
        ({"program": ["The Russia (Sanctions) (EU Exit) Regulations 2019"]}, ["other"]),
    ],
)
@pytest.mark.parametrize("dataset", ["gb_fcdo_sanctions", "uk_sanctions_20260822", "xx_unknown"])
def test_a_measure_that_the_file_says_in_words_is_read(
    tmp_path: Path, dataset: str, properties: dict[str, list[str]], kinds: list[str]
) -> None:
    sanction = {"id": "s", "schema": "Sanction", "properties": properties}
    entity = {
        "id": "e",
        "schema": "Company",
        "properties": {"name": ["Quillon Works"], "topics": ["sanction"], "sanctions": [sanction]},
        "datasets": [dataset],
    }
    _, (party,) = read(written(tmp_path, "words.json", json.dumps(entity).encode() + b"\n"))
    assert [measure.kind for measure in party.measures] == kinds
