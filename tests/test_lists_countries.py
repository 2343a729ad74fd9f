"""Countries as lists write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualuse.sources.countries import countries, country
from dualuse.sources.lists.numbers import apart
from dualuse.wording.places import place_names


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
    assert apart(printed) == expected
