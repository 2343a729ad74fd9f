"""Countries as lists write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualuse.i18n.places import place_names
from dualuse.sources.countries import countries, country
from dualuse.sources.lists.entry_values import number_label_note
from tests.support.real_lists import read_by_itself


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Iran, Islamic Republic of", "IR"),
        ("IRAN (ISLAMIC REPUBLIC OF)", "IR"),
        ("ir", "IR"),
        ("IRN", "IR"),
        ("Iranian", "IR"),
        ("DPRK", "KP"),
        ("DPRK.", "KP"),
        ("North Korean", "KP"),
        ("Korea, North", "KP"),
        ("Korea, Republic of", "KR"),
        ("Korea, Dem. Rep.", "KP"),
        ("Korea, Dem. People's Rep.", "KP"),
        ("Korea, Rep.", "KR"),
        ("Congo, Dem. Rep.", "CD"),
        ("Congo, Rep.", "CG"),
        ("Kyrgyz Republic", "KG"),
        ("Occupied Palestinian Territories", "PS"),
        ("CONGO, Democratic Republic of (was Zaire)", "CD"),
        ("Congo, Republic of the", "CG"),
        ("Republic of Türkiye", "TR"),
        ("Deutschland", "DE"),
        ("Fédération de Russie", "RU"),
        ("Republic of Guinea", "GN"),
        ("Guinea-Bissau", "GW"),
        ("Possibly Ethiopian", "ET"),
        ("Libya (in custody)", "LY"),
        ("Democratic Republic of the Congo, passport no. OB 0243318", "CD"),
        ("Bahamas, The", "BS"),
        ("Man, Isle of", "IM"),
        ("United Kingdom of Great Britain and Northern Ireland", "GB"),
        ("Nigerien", "NE"),
        ("Nigerian", "NG"),
        ("Crimea", "UA"),
        # never one of several by accident
        ("USSR", ""),
        ("former Soviet Union", ""),
        ("SERBIA AND MONTENEGRO", ""),
        ("Netherlands Antilles", ""),
        ("Congolese", ""),
        ("Korea, Demo. Ppl.", ""),
        ("Congo, Dém. R.", ""),
        ("Dominican", ""),
        ("Russia and Belarus", ""),
        ("unknown", ""),
        ("", ""),
    ],
)
def test_one_country(text: str, code: str) -> None:
    assert country(text).code == code


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("(a) Jordanian (b) American", ["JO", "US"]),
        ("Syrian/Libyan", ["SY", "LY"]),
        ("Ukrainian and/or Russian", ["UA", "RU"]),
        ("(a) Trinidad and Tobago; (b) United States of America", ["TT", "US"]),
        ("Iranian and US", ["IR", "US"]),
        ("na", []),
    ],
)
def test_several_countries(text: str, codes: list[str]) -> None:
    assert [each.code for each in countries(text)] == codes


def test_what_is_not_understood_keeps_its_text() -> None:
    assert countries("Ruritania").__repr__() == "(Country(code='', text='Ruritania'),)"
    assert country("USSR (until 1991)").text == "USSR (until 1991)"


def test_every_country_is_known_by_its_code_and_its_three_names() -> None:
    for code, names in place_names().items():
        if len(code) == 2 and code not in {"XC", "XL", "XI"}:
            assert country(code).code == code
            for name in names:
                assert country(name).code == code, name


@given(st.text(max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    assert country(text).code == "" or len(country(text).code) == 2
    countries(text)


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("SSN 156-92-0000", ("156-92-0000", "SSN", "")),
        ("381110000 (Expired 25 Jan. 2016)", ("381110000", "", "Expired 25 Jan. 2016")),
        ("national identification number 55252", ("55252", "national identification number", "")),
        ("Ration card no. 0094 195", ("0094 195", "Ration card no.", "")),
        ("TIN 7813252150", ("7813252150", "TIN", "")),
        ("BPA Nr. 1336597580", ("1336597580", "BPA Nr.", "")),
        ("A 0139243", ("A 0139243", "", "")),
        ("M 271 351", ("M 271 351", "", "")),
        ("12/LaMaNa(N)148479", ("12/LaMaNa(N)148479", "", "")),
        ("RURIIRTH", ("RURIIRTH", "", "")),
        ("8208 No. 555620", ("8208 No. 555620", "", "")),
        ("", ("", "", "")),
    ],
)
def test_a_number_apart_from_the_words_around_it(printed: str, expected: tuple[str, str, str]) -> None:
    assert number_label_note(printed) == expected


_NOT_ONE_STATE = {
    "SERBIA AND MONTENEGRO",
    "YUGOSLAVIA",
    "former Soviet Union",
    "USSR (until 1991)",
    "Netherlands Antilles",
    "AN",
    "cshh",
    "IP",
    "Congolese",
    "Region: Kafia Kingi",
    "Region: Northern Mali",
    "Region: Commonwealth of Independent States",
    "Kuwaiti citizenship withdrawn in 2002",
    "Saudi citizenship withdrawn, Afghan nationality given by the Taliban regime",
    "Branch Office 11: Iran",
    "Sudan/South Sudan",
    "Sudan/or South Sudan",
}


@pytest.mark.parametrize(
    "name",
    [
        "raw/eu_fsf_full_1_1_20240513.xml",
        "raw/un_sc_2020.xml",
        "raw/un_sc_20260227.xml",
        "raw/ofac_sdn_20240507.xml",
        "raw/ofac_cons_nonsdn_20240506.xml",
        "raw/us_csl_202204.csv",
        "raw/eu_journal_2026/consolidated/32002R0881.csv",
        "raw/eu_journal_2026/consolidated/32014R0269.csv",
        "ftm/combined.ftm.json",
    ],
)
def test_every_country_of_the_real_files_is_understood(
    tmp_path_factory: pytest.TempPathFactory, name: str
) -> None:
    """All but those that name no one State, and no State twice in doubt."""
    reading = read_by_itself(tmp_path_factory, name)
    assert set(reading.not_understood) <= _NOT_ONE_STATE
    assert sum(reading.not_understood.values()) < reading.understood / 100
