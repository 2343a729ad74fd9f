"""OFAC's lists and the Consolidated Screening List: real files against their own counts, and invented ones."""

from __future__ import annotations

import csv
import re
from collections import Counter
from html import unescape
from pathlib import Path

import pytest

from dualuse.inputs.problems import InputError
from dualuse.sources.lists.formats.us_csl import part_of
from dualuse.sources.lists.formats.us_entries import linked_parties
from dualuse.sources.lists.listed_party import Country, Identifier, ListedName, Measure, PartialDate
from tests.support.real_lists import count, read, real, written

ENTRY = """  <sdnEntry><uid>{uid}</uid><firstName>Orvo Test</firstName><lastName>MUSTERSON</lastName><title>Clerk</title>
    <sdnType>Individual</sdnType><remarks>Known person; (Linked To: RURI (R) GROUP-TWO; Linked To: ACME)</remarks>
    <programList><program>{programme}</program></programList>
    <idList>
      <id><uid>1</uid><idType>Gender</idType><idNumber>Female</idNumber></id>
      <id><uid>2</uid><idType>Tax ID No.</idType><idNumber>77 01</idNumber><idCountry>Russia</idCountry></id>
      <id><uid>3</uid><idType>Passport</idType><idNumber>P1</idNumber><idCountry>Iran</idCountry>
        <expirationDate>29 Oct 2013</expirationDate></id>
      <id><uid>4</uid><idType>Digital Currency Address - XBT</idType><idNumber>1abc</idNumber></id>
      <id><uid>5</uid><idType>Secondary sanctions risk:</idType><idNumber>Section 1</idNumber></id>
      <id><uid>6</uid><idType>Vessel Registration Identification</idType><idNumber>IMO  8730455</idNumber></id>
      <id><uid>7</uid><idType>Legal Entity Number</idType><idNumber>253400V1H6ART1UQ0N98</idNumber></id>
    </idList>
    <akaList><aka><uid>8</uid><type>f.k.a.</type><category>weak</category><lastName>ORVIE</lastName></aka></akaList>
    <addressList><address><uid>9</uid><address1>Street 1</address1><city>Tabriz</city><country>Iran</country></address>
    </addressList>
    <nationalityList><nationality><uid>1</uid><country>Korea, North</country><mainEntry>true</mainEntry></nationality>
    </nationalityList>
    <dateOfBirthList>
      <dateOfBirthItem><uid>1</uid><dateOfBirth>circa 1962</dateOfBirth><mainEntry>true</mainEntry></dateOfBirthItem>
      <dateOfBirthItem><uid>2</uid><dateOfBirth>1955 to 1957</dateOfBirth><mainEntry>false</mainEntry></dateOfBirthItem>
      <dateOfBirthItem><uid>3</uid><dateOfBirth>the year of the goat</dateOfBirth><mainEntry>false</mainEntry>
      </dateOfBirthItem>
    </dateOfBirthList>
    <vesselInfo><callSign>T2EM4</callSign><vesselFlag>Panama</vesselFlag><vesselType>Tug</vesselType></vesselInfo>
  </sdnEntry>
"""


def small(*, entries: str, promised: int = 1) -> str:
    return f"""<?xml version="1.0" standalone="yes"?>
<sdnList xmlns="https://example.org/any">
  <publshInformation><Publish_Date>05/07/2026</Publish_Date><Record_Count>{promised}</Record_Count></publshInformation>
{entries}</sdnList>
"""


def test_every_field_of_a_small_ofac_file(tmp_path: Path) -> None:
    path = written(tmp_path, "list", small(entries=ENTRY.format(uid=7, programme="SDGT")))
    list_read, (party,) = read(path)
    assert (list_read.list, list_read.format, list_read.edition) == ("ofac_sdn", "ofac", "2026-05-07")
    assert party.names == (
        ListedName(
            "Orvo Test MUSTERSON",
            "primary",
            "strong",
            "Latn",
            language="",
            given="Orvo Test",
            family="MUSTERSON",
        ),
        ListedName("ORVIE", "former", "weak", "Latn"),
    )
    assert party.identifiers == (
        Identifier("tax", "77 01", "RU", "Tax ID No."),
        Identifier("passport", "P1", "IR", "Passport"),
        Identifier("wallet", "1abc", "", "Digital Currency Address - XBT"),
        Identifier("imo", "8730455", "", "Vessel Registration Identification"),
        Identifier("lei", "253400V1H6ART1UQ0N98", "", "Legal Entity Number"),
        Identifier("call_sign", "T2EM4", "", "Vessel Call Sign"),
    )
    assert party.birth_dates == (PartialDate("1962", circa=True), PartialDate("1955", until="1957"))
    assert [each.text for each in list_read.unread] == ["the year of the goat"]
    assert "birth date: the year of the goat" in party.remarks
    assert party.nationalities == (Country("KP", "Korea, North"),)
    assert party.countries == (Country("PA", "Panama"),)
    assert party.genders == ("female",)
    assert [(each.role, each.name) for each in party.ownership] == [
        ("related", "RURI (R) GROUP-TWO"),
        ("related", "ACME"),
    ]
    assert party.measures == (Measure("asset_freeze", programme="SDGT"),)
    assert party.addresses[0].country.code == "IR"
    assert "Secondary sanctions risk: Section 1" in party.remarks
    assert "Passport P1: expires 2013-10-29" in party.remarks


def test_the_two_ofac_lists_are_told_apart_by_content(tmp_path: Path) -> None:
    path = written(tmp_path, "SDN.XML", small(entries=ENTRY.format(uid=7, programme="NS-PLC")))
    list_read, (party,) = read(path)
    assert list_read.list == party.list == "ofac_consolidated"
    assert party.measures == (Measure("transaction_ban", programme="NS-PLC"),)
    assert read(path, "mine")[1][0].list == "mine"


def test_a_wrong_record_count_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "list", small(entries=ENTRY.format(uid=7, programme="SDGT"), promised=2))
    with pytest.raises(InputError, match="says that it has 2 entries and has 1"):
        read(path)


def test_links_in_remarks() -> None:
    text = "offices; (Linked To: A (B)-C FORCE; Linked To: GLOBAL & CO, S.A. (GTI))"
    assert [each.name for each in linked_parties(text)] == ["A (B)-C FORCE", "GLOBAL & CO, S.A. (GTI)"]
    assert list(linked_parties("no link")) == []


@pytest.mark.parametrize(
    ("name", "list_id"),
    [("raw/ofac_sdn_20240507.xml", "ofac_sdn"), ("raw/ofac_cons_nonsdn_20240506.xml", "ofac_consolidated")],
)
def test_the_real_ofac_files(name: str, list_id: str) -> None:
    path = real(name)
    raw = path.read_text(encoding="utf-8")
    list_read, parties = read(path)
    assert list_read.list == list_id
    assert len(parties) == int(re.findall(r"<Record_Count>(\d+)<", raw)[0])
    assert sum(len(each.names) for each in parties) == len(parties) + count(r"<aka>", raw)
    weak = sum(name.quality == "weak" for each in parties for name in each.names)
    assert weak == count(r"<category>weak<", raw)
    assert sum(name.kind == "former" for each in parties for name in each.names) == count(
        r"<type>f\.k\.a\.<", raw
    )
    dates = count(r"<dateOfBirth>", raw)
    assert dates - 5 <= sum(len(each.birth_dates) for each in parties) <= dates  # few are printed twice
    assert not list_read.unread
    labels = Counter(map(unescape, re.findall(r"<idType>(.*?)</idType>", raw)))
    kinds = Counter(i.kind for each in parties for i in each.identifiers)
    assert kinds["mmsi"] == labels["MMSI"]
    assert kinds["bic"] == labels["SWIFT/BIC"]
    entries = re.findall(r"<sdnEntry>.*?</sdnEntry>", raw, re.DOTALL)
    wallet = re.compile(r"<idType>(Digital Currency[^<]*)</idType>\s*<idNumber>([^<]*)<")
    assert kinds["wallet"] == sum(
        len(set(wallet.findall(entry))) for entry in entries
    )  # one is printed twice
    vessels = re.findall(r"Vessel Registration Identification</idType>\s*<idNumber>(?:IMO\s*)?(\d{7})<", raw)
    assert kinds["imo"] == len(vessels)
    schemes = Counter(i.scheme for each in parties for i in each.identifiers)
    for label in ("Tax ID No.", "Passport", "National ID No.", "Registration Number"):
        assert labels[label] - 3 <= schemes[label] <= labels[label]
    links = sum(
        len(set(linked_parties(unescape(text))))
        for text in re.findall(r"<remarks>(.*?)</remarks>", raw, re.DOTALL)
    )
    assert sum(len(each.ownership) for each in parties) == links
    assert sum(len(each.programmes) for each in parties) == count(r"<program>", raw)
    assert sum(len(each.addresses) for each in parties) <= count(r"<address>", raw)
    assert all(each.measures for each in parties)
    countries = [c for each in parties for c in (*each.nationalities, *each.countries)]
    assert [c.text for c in countries if not c.code] == []


CSL_HEADER = (
    "_id,source,entity_number,type,programs,name,title,addresses,federal_register_notice,start_date,end_date,"
    "standard_order,license_requirement,license_policy,call_sign,vessel_type,gross_tonnage,gross_registered_tonnage,"
    "vessel_flag,vessel_owner,remarks,source_list_url,alt_names,citizenships,dates_of_birth,nationalities,"
    "places_of_birth,source_information_url,ids\n"
)
CSL = CSL_HEADER + (
    "1,Entity List (EL) - Bureau of Industry and Security,,,,Ruri Ltd,,"
    '"Street 1, Tabriz, IR; Plain place, 78602",84 FR 1,2019-08-14,,,All items,Denial,,,,,,,,http://a,'
    '"RL; Ruri","",,,,http://b,"RU, 2014-08-30, 2009-08-31, K47, Passport; Male, Gender; RU, 77, Tax ID No."\n'
    "2,Specially Designated Nationals (SDN) - Treasury Department,22,Individual,SDGT; IFSR,"
    '"MUSTER, Orvo",Clerk,,,,,,,,,,,,,,(Linked To: ACME),http://a,,IR; KP,1962; circa 1963,IR,"Tabriz, Iran",,\n'
)


def test_every_field_of_a_small_screening_list(tmp_path: Path) -> None:
    list_read, (company, person) = read(written(tmp_path, "list.csv", CSL))
    assert (list_read.list, list_read.format) == ("us_csl", "us_csl")
    assert company.list == "us_bis_entity"
    assert [each.text for each in company.names] == ["Ruri Ltd", "RL", "Ruri"]
    assert [each.country.code for each in company.addresses] == ["IR", ""]
    assert company.measures == (Measure("export_control", act="84 FR 1"),)
    assert company.identifiers == (
        Identifier("passport", "K47", "RU", "Passport"),
        Identifier("tax", "77", "RU", "Tax ID No."),
    )
    assert company.genders == ("male",)
    assert company.listed_on == "2019-08-14"
    assert person.list == "us_csl_sdn"
    assert (person.names[0].family, person.names[0].given) == ("MUSTER", "Orvo")
    assert person.birth_dates == (PartialDate("1962"), PartialDate("1963", circa=True))
    assert [each.code for each in person.nationalities] == ["IR", "KP"]
    assert person.ownership[0].name == "ACME"
    assert {each.programme for each in person.measures} == {"SDGT", "IFSR"}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (CSL[:-40], "cells|does not end"),
        (CSL[:430], "cut off"),
        (CSL[:-1], "does not end"),
        (CSL + "3,x\n", "2 cells, the header 29"),
        (CSL + ",,,,,,,,,,,,,,,,,,,,,,,,,,,,\n", "no _id"),
        (CSL_HEADER, "names nobody"),
    ],
)
def test_a_broken_table_is_refused(tmp_path: Path, content: str, sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        read(written(tmp_path, "list.csv", content))


def test_a_part_that_is_new_gets_a_list_of_its_own() -> None:
    assert part_of("Brand New List (BNL) - Some Department") == "us_csl_bnl"
    assert part_of("Without letters") == "us_csl_without_letters"


def test_the_real_screening_list() -> None:
    path = real("raw/us_csl_202204.csv")
    with path.open(encoding="utf-8", newline="") as file:
        raw = list(csv.DictReader(file))
    list_read, parties = read(path)
    assert len(parties) == len(raw) == 14_160
    assert Counter(each.list for each in parties) == Counter(part_of(row["source"]) for row in raw)
    assert sum(each.list == "us_bis_entity" for each in parties) == 2001
    names = sum(len({row["name"].strip(), *(n for n in row["alt_names"].split("; ") if n)}) for row in raw)
    assert sum(len(each.names) for each in parties) == names
    dates = sum(len({d for d in row["dates_of_birth"].split("; ") if d}) for row in raw)
    assert sum(len(each.birth_dates) for each in parties) + len(list_read.unread) == dates
    identifiers = [i for row in raw for i in row["ids"].split("; ")]
    kinds = Counter(i.kind for each in parties for i in each.identifiers)
    assert kinds["mmsi"] == sum(text.endswith(", MMSI") for text in identifiers)
    wallets = [{i for i in row["ids"].split("; ") if ", Digital Currency Address" in i} for row in raw]
    assert kinds["wallet"] == sum(map(len, wallets))
    schemes = Counter(i.scheme for each in parties for i in each.identifiers)
    passports = sum(text.endswith(", Passport") for text in identifiers)
    assert passports - 5 <= schemes["Passport"] <= passports
    assert all(each.measures for each in parties)
