"""Who is listed stays so when words stand beside the name: an estate, a fund, a branch, whatever country is stated."""

from __future__ import annotations

import pytest

from dualuse.screening.index.building import build_index
from dualuse.screening.matching.screened import Query
from dualuse.screening.matching.screener import Screener
from dualuse.screening.names.romanised import in_english_letters
from dualuse.sources.lists.listed_party import Country, ListedName, ListedParty, PartialDate

GIVEN_AND_FAMILY = "Nikodem Valgruev"
"""The patronymic that the list has is left out, as on most papers."""
LISTED = (
    ("P1", "person", "Nikodem Sergeyevich Valgruev", ("RU",)),
    ("P2", "person", "Chalgushin Gennady Petrovich", ("RU",)),
    ("P3", "person", "Mohammed Ali", ()),
    ("F1", "organisation", "OJSC Zwergal Airlines", ("RU",)),
    ("F2", "organisation", "JSC Bekto", ("RU",)),
    ("F3", "organisation", "Pelmgort Instrument Works", ("RU",)),
)
BESIDE_PERSONS = (
    "Chairman {}", "Nachlass {}", "Nachlass von {}", "Succession {}", "Estate of {}", "{} Trust", "Yacht of {}", "{} Fund", "{} Foundation",
    "{} Family Office", "{} Holding Cyprus", "Dr. h.c. {}", "H.E. {}", "Mister {}", "Deputy {}", "proprietor {}", "{} Trading", "{} Consulting",
    "{} Family", "{} personally", "{} privat", "{} sole trader", "{} retired", "{} villa", "{} CEO", "a/c {}", "Trustee of the {} family trust",
    "{} et fils", "{} Beteiligungen", "{} Quobbledom",
)  # fmt: skip
BESIDE_FIRMS = (
    "{} Dubai Branch", "{} Middle East", "Authorised distributor of {}", "Niederlassung Dubai der {}", "{} Export House",
    "{} Procurement Department", "Filiale {} Istanbul",
)  # fmt: skip


@pytest.fixture(scope="module")
def screener(tmp_path_factory: pytest.TempPathFactory) -> Screener:
    place = tmp_path_factory.mktemp("index") / "names.index"
    build_index(
        [
            ListedParty(
                id,
                "invented",
                kind,  # type: ignore[arg-type]
                (ListedName(name),),
                countries=tuple(Country(code, code) for code in countries),
                birth_dates=(PartialDate("1937-04-28"),) * (kind == "person"),
            )
            for id, kind, name, countries in LISTED
        ],
        place,
    )
    return Screener.open(place)


def _status(screener: Screener, name: str, entity: str, **stated: object) -> str:
    """The status of the hit on an entry; "clear" without one."""
    answer = screener.screen([Query((name,), **stated)])[0]  # type: ignore[arg-type]
    return next((hit.status for hit in answer.hits if hit.entity == entity), "clear")


@pytest.mark.parametrize("countries", [(), ("AE",)])
@pytest.mark.parametrize("beside", BESIDE_PERSONS)
def test_words_beside_a_person_clear_nobody(
    screener: Screener, beside: str, countries: tuple[str, ...]
) -> None:
    assert _status(screener, GIVEN_AND_FAMILY, "P1") != "clear"
    assert _status(screener, beside.format(GIVEN_AND_FAMILY), "P1", countries=countries) != "clear"


@pytest.mark.parametrize("countries", [(), ("AE",)])
@pytest.mark.parametrize("beside", BESIDE_FIRMS)
def test_a_branch_is_its_firm_in_whatever_country(
    screener: Screener, beside: str, countries: tuple[str, ...]
) -> None:
    for id, _, name, _ in LISTED[3:]:
        assert _status(screener, beside.format(name), id, countries=countries) != "clear", name


def test_another_spelling_is_found_among_words_as_well(screener: Screener) -> None:
    assert _status(screener, "Estate of Nikodim Valgrouev", "P1", countries=("AE",)) == "review"


def test_it_is_for_review_and_says_why(screener: Screener) -> None:
    answer = screener.screen([Query(("Yacht of Nikodem Valgruev",))])[0]
    assert answer.status == "review"
    assert "among_words" in [reason.code for reason in answer.hits[0].because]


def test_another_date_of_birth_clears(screener: Screener) -> None:
    name = f"{GIVEN_AND_FAMILY} Quobbledom"
    assert _status(screener, name, "P1", birth_dates=("1988-01-01",)) == "clear"


@pytest.mark.parametrize(
    ("name", "entity"),
    [
        (f"Natalia {GIVEN_AND_FAMILY.split()[0]} Quobbledom", "P1"),  # another family name
        ("Pelmgort Trading", "F3"),  # one word of several
        ("Kunz Instrument Works", "F3"),  # words of trade alone
        ("Bektos Metallbau", "F2"),
    ],
)
def test_half_a_name_is_nobodys(screener: Screener, name: str, entity: str) -> None:
    assert _status(screener, name, entity) == "clear"


@pytest.mark.parametrize(
    "address",
    [
        "{}, PO Box 5, Dubai",
        "{} PO Box 5 Dubai",
        "Villa 7, {}, Dubai",
        "{}\nBahnhofstrasse 1\n8001 Zürich",
        "{}; 12 Marina Road",
        "Estate of {}, PO Box 5, Dubai",
    ],
)
def test_who_is_named_in_an_address_is_for_review(screener: Screener, address: str) -> None:
    stated = {"addresses": (address.format(GIVEN_AND_FAMILY),), "countries": ("AE",)}
    assert _status(screener, "Example Trading", "P1", **stated) == "review"


@pytest.mark.parametrize("address", ["{} Street 5, Dubai", "5 rue {}, Paris", "Nikodem Quobbledom, Dubai"])
def test_a_street_called_after_somebody_is_nobody(screener: Screener, address: str) -> None:
    stated = {"addresses": (address.format(GIVEN_AND_FAMILY),)}
    assert _status(screener, "Example Trading", "P1", **stated) == "clear"


@pytest.mark.parametrize(
    "name",
    [
        "Tchalgouchine Guennadi",
        "Guennadi Tchalgouchine",
        "Tschalguschin Gennadij",
        "Estate of Tchalgouchine Guennadi",
    ],
)
def test_french_and_german_spellings_of_russian_names(screener: Screener, name: str) -> None:
    assert _status(screener, name, "P2", countries=("AE",)) != "clear"


@pytest.mark.parametrize(
    ("name", "english"),
    [
        ("Setchine Igor", ["sechin igor"]),
        ("Tchemezov Sergueï", ["chemezov sergey"]),
        ("Timtchenko Guennadi", ["timchenko gennadi"]),
        ("Tschemesow Sergej", ["chemezov sergey"]),
        ("Martin Schmidt", []),
        ("Catherine Dubois", []),
    ],
)
def test_a_name_with_a_sign_of_another_spelling_reads_in_english_letters(
    name: str, english: list[str]
) -> None:
    assert list(in_english_letters(name)) == english


def test_behind_on_behalf_of_a_common_name_is_asked_in_a_text(screener: Screener) -> None:
    assert screener.screen([Query(("Mohammed Ali",))])[0].status == "review"
    assert screener.screen([Query(("on behalf of Mohammed Ali",), is_text=True)])[0].status == "review"
    assert screener.screen([Query(("spare parts, on behalf of Mohamed Ali",), is_text=True)])[0].hits
    assert screener.screen([Query(("the pump was seen by Mohamed Ali",), is_text=True)])[0].status == "clear"
