"""The Union's list of financial sanctions: the real file against its own counts, and small invented ones."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from dualuse.inputs.problems import InputError
from dualuse.sources.lists.listed_party import (
    Country,
    Identifier,
    ListedName,
    Measure,
    PartialDate,
    digest,
    from_json,
    to_json,
)
from tests.support.real_lists import count, read, real, written

SMALL = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<export xmlns="http://eu.europa.ec/fpi/fsd/export" generationDate="2026-05-01T10:00:00.000+02:00" globalFileId="1">
  <sanctionEntity designationDetails="" unitedNationId="ZZi.001" euReferenceNumber="EU.1.11" logicalId="11"
      designationDate="2020-02-03">
    <remark>Invented
      person</remark>
    <regulation regulationType="amendment" organisationType="council" publicationDate="2021-01-02"
        entryIntoForceDate="2021-01-03" numberTitle="2021/1 (OJ L1)" programme="ZZZ" logicalId="5">
      <publicationUrl>https://example.org/act</publicationUrl></regulation>
    <subjectType code="person" classificationCode="P"/>
    <nameAlias firstName="Orvo" middleName="Test" lastName="MUSTERSON" wholeName="Orvo Test MUSTERSON" function="Clerk"
        gender="M" title="Dr" nameLanguage="" strong="true" regulationLanguage="en" logicalId="1"/>
    <nameAlias firstName="" middleName="" lastName="" wholeName="Орво" function="" title="" nameLanguage="RU"
        strong="true" regulationLanguage="en" logicalId="2"><remark>low quality alias; formerly known as</remark></nameAlias>
    <citizenship region="" countryIso2Code="IR" countryDescription="IRAN (ISLAMIC REPUBLIC OF)"/>
    <citizenship region="" countryIso2Code="00" countryDescription="UNKNOWN"/>
    <birthdate circa="true" calendarType="GREGORIAN" city="Tabriz" zipCode="" year="1962" region="" place=""
        countryIso2Code="IR" countryDescription="IRAN (ISLAMIC REPUBLIC OF)"/>
    <birthdate circa="false" calendarType="ISLAMIC" birthdate="1982-04-19" dayOfMonth="24" monthOfYear="6" year="1402"
        countryIso2Code="00" countryDescription="UNKNOWN"/>
    <birthdate circa="false" calendarType="ISLAMIC" year="1343" countryIso2Code="00" countryDescription="UNKNOWN"/>
    <birthdate circa="false" calendarType="GREGORIAN" yearRangeFrom="1955" yearRangeTo="1957" countryIso2Code="00"/>
    <identification knownExpired="true" knownFalse="false" number="A 123" identificationTypeCode="passport"
        identificationTypeDescription="National passport" countryIso2Code="IR"
        countryDescription="IRAN (ISLAMIC REPUBLIC OF)"/>
    <address city="Tabriz" street="Street 1" poBox="12" zipCode="99" region="" place="" countryIso2Code="IR"
        countryDescription="IRAN (ISLAMIC REPUBLIC OF)"/>
  </sanctionEntity>
  <sanctionEntity euReferenceNumber="EU.1.11" logicalId="11"><subjectType code="enterprise" classificationCode="E"/>
    <nameAlias wholeName="Same number" strong="true"/></sanctionEntity>
</export>
"""


def test_every_field_of_a_small_file(tmp_path: Path) -> None:
    list_read, parties = read(written(tmp_path, "anything.dat", SMALL))
    assert (list_read.list, list_read.format, list_read.edition) == (
        "eu_fsf",
        "eu_fsf",
        "2026-05-01T10:00:00.000+02:00",
    )
    person = parties[0]
    assert person.names == (
        ListedName(
            "Orvo Test MUSTERSON",
            "primary",
            "strong",
            "Latn",
            language="",
            given="Orvo Test",
            family="MUSTERSON",
        ),
        ListedName("Орво", "former", "weak", "Cyrl", language="ru"),
    )
    assert person.birth_dates == (
        PartialDate("1962", circa=True),
        PartialDate("1982-04-19"),
        PartialDate("1955", until="1957"),
    )
    assert person.nationalities == (Country("IR", "IRAN (ISLAMIC REPUBLIC OF)"),)
    assert person.identifiers == (Identifier("passport", "A 123", "IR", "National passport (expired)"),)
    assert person.addresses[0].text == "Street 1, PO Box 12, 99 Tabriz, IRAN (ISLAMIC REPUBLIC OF)"
    assert person.addresses[0].country.code == "IR"
    assert person.measures == (Measure("asset_freeze", "2021/1 (OJ L1)", "ZZZ"),)
    assert person.positions == ("Dr", "Clerk")
    assert person.genders == ("male",)
    assert (person.reference, person.listed_on, person.updated_on) == ("EU.1.11", "2020-02-03", "2021-01-02")
    assert "Invented person" in person.remarks
    assert "United Nations reference: ZZi.001" in person.remarks
    # a year of another calendar is not taken for one of ours: kept in words, and reported
    assert "birth date: ISLAMIC year=1343" in person.remarks
    assert [(each.field, each.text) for each in list_read.unread] == [("birth_dates", "ISLAMIC year=1343")]
    assert [each.id for each in parties] == ["11", "11#2"]


def test_json_and_digest(tmp_path: Path) -> None:
    _, parties = read(written(tmp_path, "list", SMALL))
    for party in parties:
        assert from_json(to_json(party)) == party
    assert digest(parties[0]) != digest(parties[1])
    turned = SMALL.replace('wholeName="Орво"', 'wholeName="Орвo"')
    _, others = read(written(tmp_path, "other", turned))
    assert digest(parties[0]) != digest(others[0])
    assert digest(parties[1]) == digest(others[1])


def test_an_entry_without_a_number_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="sanctionEntity 2"):
        read(written(tmp_path, "list", SMALL[::-1].replace('"11"=dIlacigol'[::1], "", 1)[::-1]))


def test_the_real_file() -> None:
    path = real("raw/eu_fsf_full_1_1_20240513.xml")
    raw = path.read_text(encoding="utf-8")
    list_read, parties = read(path)
    assert len(parties) == count(r"<sanctionEntity ", raw) == 4811
    entities = re.findall(r"<sanctionEntity .*?</sanctionEntity>", raw, re.DOTALL)

    def apart(attributes: str) -> int:
        """Distinct names (with their language, strength and parts) in each entity, apart from the reader."""
        return sum(
            len({tuple(re.findall(attributes, e)) for e in re.findall("<nameAlias .*?>", entity)})
            for entity in entities
        )

    assert count(r"<nameAlias ", raw) == 25257
    named = apart(r'(firstName|middleName|lastName|wholeName|nameLanguage|strong)="(.*?)"')
    # a whole name that only differs in where its parts were cut is one name
    assert named - 100 < sum(len(each.names) for each in parties) <= named
    texts = sum(len(set(re.findall(r'wholeName="(.*?)"', entity))) for entity in entities)
    assert abs(sum(len({n.text for n in each.names}) for each in parties) - texts) < 60
    kinds = Counter(each.kind for each in parties)
    assert kinds == {
        "person": count('<subjectType code="person"', raw),
        "organisation": count('code="enterprise"', raw),
    }
    listed = count(r'<identification [^>]* number="[^"]+"', raw)
    assert listed - 5 <= sum(len(each.identifiers) for each in parties) <= listed == 1502
    assert sum(i.kind == "imo" for each in parties for i in each.identifiers) == count('TypeCode="imo"', raw)
    dated = sum(
        len({d for e in re.findall(r"<birthdate [^>]*>", entity) if (d := _birth_date(e))})
        for entity in entities
    )
    assert sum(len(each.birth_dates) for each in parties) + len(list_read.unread) == dated > 3500
    assert all(
        not c.text or c.code or c.text in {"YUGOSLAVIA", "SERBIA AND MONTENEGRO"}
        for p in parties
        for c in p.nationalities
    )
    assert all(each.measures for each in parties)
    assert all(each.names for each in parties)
    named = re.compile(r"<nameAlias .*?(?:/>|</nameAlias>)", re.DOTALL)
    weak = sum(
        len({re.findall(r'wholeName="(.*?)"', name)[0] for name in named.findall(entity) if re.search(r"<remark>[^<]*[Ll]ow quality", name)})
        for entity in entities
    )  # fmt: skip
    assert sum(len({n.text for n in each.names if n.quality == "weak"}) for each in parties) == weak > 150
    assert sum(name.kind == "former" for each in parties for name in each.names) > 100


def _birth_date(element: str) -> tuple[tuple[str, str], ...]:
    """What tells one date of birth from another, apart from the reader: the day, or else the parts of it."""
    day = re.findall(r' (circa|birthdate)="(.*?)"', element)
    parts = re.findall(r' (circa|year\w*|monthOfYear)="(.*?)"', element)
    return tuple(day) if len(day) == 2 else tuple(parts) if len(parts) > 1 else ()
