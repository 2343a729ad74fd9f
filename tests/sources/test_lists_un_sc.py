"""The list of the Security Council: the real files against their own counts, and an invented one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dualuse.inputs.problems import InputError
from dualuse.sources.lists.listed_party import Country, Identifier, ListedName, Measure, PartialDate
from tests.support.real_lists import count, read, real, written

SMALL = """<?xml version="1.0" encoding="UTF-8"?>
<CONSOLIDATED_LIST dateGenerated="2026-02-27T00:00:09.554Z"><INDIVIDUALS><INDIVIDUAL>
  <DATAID>71</DATAID><VERSIONNUM>1</VERSIONNUM><FIRST_NAME>ORVO</FIRST_NAME><SECOND_NAME>TEST</SECOND_NAME>
  <THIRD_NAME>TEST</THIRD_NAME><UN_LIST_TYPE>Taliban</UN_LIST_TYPE><REFERENCE_NUMBER>TAi.999</REFERENCE_NUMBER>
  <LISTED_ON>2009-03-03</LISTED_ON><NAME_ORIGINAL_SCRIPT>ابجد</NAME_ORIGINAL_SCRIPT><COMMENTS1>Invented</COMMENTS1>
  <TITLE><VALUE>Dr</VALUE></TITLE><DESIGNATION><VALUE>Clerk</VALUE></DESIGNATION>
  <NATIONALITY><VALUE>Iran (Islamic Republic of)</VALUE><VALUE>na</VALUE></NATIONALITY>
  <LAST_DAY_UPDATED><VALUE>2016-10-13</VALUE><VALUE>2020-11-24</VALUE></LAST_DAY_UPDATED>
  <INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Orvy; Orvie</ALIAS_NAME></INDIVIDUAL_ALIAS>
  <INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>دهو (Ruri; Rory)</ALIAS_NAME></INDIVIDUAL_ALIAS>
  <INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME>null</ALIAS_NAME></INDIVIDUAL_ALIAS>
  <INDIVIDUAL_ADDRESS><CITY>Tabriz</CITY><COUNTRY>Iran (Islamic Republic of)</COUNTRY></INDIVIDUAL_ADDRESS>
  <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1973</FROM_YEAR><TO_YEAR>1974</TO_YEAR>
  </INDIVIDUAL_DATE_OF_BIRTH>
  <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE><YEAR>1970</YEAR></INDIVIDUAL_DATE_OF_BIRTH>
  <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><NOTE>Nov. 1973</NOTE></INDIVIDUAL_DATE_OF_BIRTH>
  <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE><NOTE>30-35 years old</NOTE>
  </INDIVIDUAL_DATE_OF_BIRTH>
  <INDIVIDUAL_PLACE_OF_BIRTH><CITY>Tabriz</CITY><COUNTRY>Iran</COUNTRY></INDIVIDUAL_PLACE_OF_BIRTH>
  <INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>P1 (Expired 25 Jan. 2016)</NUMBER>
    <ISSUING_COUNTRY>Chad</ISSUING_COUNTRY></INDIVIDUAL_DOCUMENT>
  <INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>National Identification Number</TYPE_OF_DOCUMENT>
    <NUMBER>national identification number 55252</NUMBER></INDIVIDUAL_DOCUMENT>
  </INDIVIDUAL></INDIVIDUALS><ENTITIES><ENTITY>
  <DATAID>72</DATAID><FIRST_NAME>RURI GROUP</FIRST_NAME><UN_LIST_TYPE>DPRK</UN_LIST_TYPE>
  <ENTITY_ALIAS><QUALITY>f.k.a.</QUALITY><ALIAS_NAME>OLD RURI</ALIAS_NAME></ENTITY_ALIAS>
</ENTITY></ENTITIES></CONSOLIDATED_LIST>
"""


def test_every_field_of_a_small_file(tmp_path: Path) -> None:
    list_read, (person, group) = read(written(tmp_path, "list.xml", SMALL))
    assert (list_read.list, list_read.edition) == ("un_sc", "2026-02-27T00:00:09.554Z")
    assert person.names == (
        ListedName("ORVO TEST TEST", "primary", "strong", "Latn"),
        ListedName("ابجد", "alias", "strong", "Arab"),
        ListedName("Orvy", "alias", "strong", "Latn"),
        ListedName("Orvie", "alias", "strong", "Latn"),
        ListedName("دهو", "alias", "weak", "Arab"),
        ListedName("Ruri", "alias", "weak", "Latn"),
        ListedName("Rory", "alias", "weak", "Latn"),
    )
    assert person.birth_dates == (
        PartialDate("1973", until="1974"),
        PartialDate("1970", circa=True),
        PartialDate("1973-11"),
    )
    assert [each.text for each in list_read.unread] == ["30-35 years old"]
    assert person.nationalities == (Country("IR", "Iran (Islamic Republic of)"),)
    assert person.identifiers[0] == Identifier("passport", "P1", "TD", "Passport")
    assert (person.identifiers[1].kind, person.identifiers[1].value) == ("national_id", "55252")
    assert [each.kind for each in person.measures] == ["asset_freeze", "arms_embargo", "travel_ban"]
    assert (person.listed_on, person.updated_on, person.reference) == ("2009-03-03", "2020-11-24", "TAi.999")
    assert person.positions == ("Dr", "Clerk")
    assert group.names[1] == ListedName("OLD RURI", "former", "unstated", "Latn")
    assert group.measures == (Measure("asset_freeze", programme="DPRK"),)


@pytest.mark.parametrize(
    "name",
    ["raw/un_sc_2020.xml", "raw/un_sc_20240515.xml", "raw/un_sc_20250419.xml", "raw/un_sc_20260227.xml"],
)
def test_the_real_files(name: str) -> None:
    path = real(name)
    raw = path.read_text(encoding="utf-8")
    list_read, parties = read(path)
    assert len(parties) == count(r"<DATAID>", raw)
    assert sum(each.kind == "person" for each in parties) == count(r"<INDIVIDUAL>", raw)
    originals = count(r"<NAME_ORIGINAL_SCRIPT>\s*(?!null)[^<\s]", raw)
    aliases = count(r"<ALIAS_NAME>\s*(?!(?:null|na)\s*<)[^<\s]", raw)
    names = sum(len(each.names) for each in parties)
    shared = sum(text.count(";") + 1 for text in re.findall(r"<ALIAS_NAME>([^<]*;[^<]*)<", raw))
    # the few aliases that are printed twice in one entry are kept once; a shared cell holds several
    assert len(parties) + originals + aliases - 60 < names <= len(parties) + originals + aliases + shared
    numbers = count(r"<NUMBER>\s*(?!(?:null|na)\s*<)[^<\s]", raw)
    assert numbers - 10 <= sum(len(each.identifiers) for each in parties) <= numbers
    assert len(list_read.unread) < 5
    assert all(each.measures for each in parties)
    unknown = {c.text for each in parties for c in each.nationalities if not c.code}
    assert unknown <= {
        "former Soviet Union",
        "USSR (until 1991)",
        "Kuwaiti citizenship withdrawn in 2002",
        "Tunisian passport",
    }


def test_a_real_file_that_is_not_in_its_own_encoding_is_refused() -> None:
    with pytest.raises(InputError, match=r"un_sc_20250816.xml:53: the XML is broken"):
        read(real("raw/un_sc_20250816.xml"))
