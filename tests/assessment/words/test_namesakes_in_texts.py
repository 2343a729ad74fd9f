"""Names of countries and towns that are something else in a text, and those that are not: people, firms, goods, towns of other States."""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path

import pytest

from dualuse.assessment.signs.countries import unstated_countries
from dualuse.i18n.places import place_names
from dualuse.schema.reading.validation import checked_transaction
from dualuse.schema.transaction import Transaction
from tests.assessment.test_statements_that_differ import QUIET, released
from tests.assessment.test_words_of_goods import of_item
from tests.assessment.words.places.test_countries_in_texts import EU001, under_eu001
from tests.assessment.words.test_words_in_other_forms import NO_CODE
from tests.support.scenarios import changed

DAY = date(2026, 8, 1)
TEXTS = tomllib.loads((Path(__file__).parent / "namesakes_in_texts.toml").read_text(encoding="utf-8"))
GROUPS = [(country, place) for country, places in TEXTS["ordinary"].items() for place in places]
MEANT = [(country, place) for country, places in TEXTS["meant"].items() for place in places]


@lru_cache
def listed_to(country: str) -> Transaction:
    """A listed camera to somebody in the country, of whom every fact is stated."""
    places = {"destination": country, "purchasing_country": country, "parties.0.country": country}
    data = changed(
        copy.deepcopy(QUIET),
        {**EU001, **places, "items.0.entries": ["6A003.b.4.b"], "parties.0.name": "Example Buyer"},
    )
    return checked_transaction(data, DAY)


def with_text(country: str, place: str, text: str) -> Transaction:
    transaction = listed_to(country)
    if place == "end_use":
        return transaction.model_copy(update={place: text})
    rows = "items" if place == "description" else "parties"
    first, *others = getattr(transaction, rows)
    return transaction.model_copy(
        update={rows: type(getattr(transaction, rows))([first.model_copy(update={place: text}), *others])}
    )


def asked_of(country: str, place: str, text: str) -> tuple[str, ...]:
    transaction = with_text(country, place, text)
    return unstated_countries(transaction, transaction.items[0], DAY)


@pytest.mark.parametrize(("country", "place"), GROUPS)
def test_ordinary_texts_tell_no_other_country(country: str, place: str) -> None:
    """Annex II, EU001: people, firms, dishes, streets, and towns of States of the US that are called like another country."""
    texts = TEXTS["ordinary"][country][place]
    assert {text: codes for text in texts if (codes := asked_of(country, place, text))} == {}


@pytest.mark.parametrize(("country", "place"), MEANT)
def test_texts_of_the_same_shapes_that_mean_another_country_ask(country: str, place: str) -> None:
    """Annex II, EU001: in doubt a person says where it goes."""
    texts = TEXTS["meant"][country][place]
    assert [text for text in texts if not asked_of(country, place, text)] == []


BESIDE_NAMES = (
    "{}", "shipped on to {}", "{} branch", "in {}", "on behalf of {} Armed Forces", "{} Electronics", "{} Electronics Ltd", "Smith, {}", "Mr Smith, {}", "{}, Mr Smith",
    "{} (Smith)", "Siemens {}", "{} Mill project", "{} Valley", "{} House", "{} Airways", "for {} Airways", "in {} Smith builds", "nach {}", "usine en {}", "{} Johnson Controls",
    "via {}", "via {} 12", "{} red", "Red Cross {}", "Croix-Rouge {}", "{} University", "Bank of {}", "{} powder plant", "Dr. {} Medical", "pan-{} rollout", "{} SA", "Jordan Smith, {}", "carrier: Qatar Airways, {}",
)  # fmt: skip


@lru_cache
def every_name() -> tuple[str, ...]:
    return tuple(_names())


def _names() -> Iterator[str]:
    for code, names in place_names().items():
        # Names that are words ("Georgia" beside the US), and places that rows of their own look for, are tested elsewhere.
        if asked_of("JP", "end_use", f"in {names[0]}") and code not in ("US", "PR", "GE"):
            yield names[0]


@pytest.mark.parametrize("shape", BESIDE_NAMES)
def test_no_country_falls_silent_in_the_shapes_in_which_another_thing_may_be_called_so(shape: str) -> None:
    silent = [name for name in every_name() if not asked_of("US", "end_use", shape.format(name))]
    assert silent == []


@pytest.mark.parametrize(
    ("changes", "goes"),
    [
        ({"parties.0.name": "Jordan Smith"}, True), ({"parties.0.name": "Jordan Electronics"}, False), ({"end_use": "operated by Chad Miller"}, True), ({"end_use": "shipped on to Chad"}, False),
        ({"parties.0.address": "1 Administration Circle, China Lake, CA 93555"}, True), ({"parties.0.address": "HaNamal 5, Haifa, IL"}, False), ({"parties.0.address": "Tbilisi, Georgia"}, False),
        ({"parties.0.address": "San Juan, Puerto Rico"}, True), ({"end_use": "carrier: Qatar Airways Cargo"}, True), ({"end_use": "spare parts for Qatar Airways"}, False), ({"end_use": "for Air China"}, False),
        ({"items.0.description": "Moscow Mule mugs"}, True), ({"end_use": "Moscow Mule bar in Moscow"}, False), ({"end_use": "Congo red staining"}, True), ({"end_use": "Croix-Rouge Congo"}, False),
    ],
)  # fmt: skip
def test_the_whole_answer(changes: dict[str, str], goes: bool) -> None:
    assert (under_eu001(**changes)[0] == "go") is goes


@pytest.mark.parametrize(
    "end_use",
    ["no Teerão", "uma fábrica, no Irão", "no Paquistão", "No Iraque", "no Líbano", "no Sudão", "no Vietname", "no Cairo", "no Cazaquistão",
     "Lieferung im Mai nach China", "Lieferung im Mai nach Iran", "livraison en mai en Chine", "Labor mit SEM in Indien", "SEM for China", "item no in China", "Schichten aus Ni in China"],
)  # fmt: skip
def test_what_looks_like_a_negation_in_another_language_denies_nothing(end_use: str) -> None:
    """ "In the" in Portuguese, the month of May, an electron microscope, a number and nickel: `knowledge.reexport` is "none" here."""
    assert under_eu001(end_use=end_use)[0] == "ask"


@pytest.mark.parametrize(
    "end_use",
    ["no resale to China", "sin reventa a China", "sem revenda para a China", "sans revente en Chine", "no sale in Pakistan", "keine Lieferung nach Indien"],
)  # fmt: skip
def test_what_is_denied_goes(end_use: str) -> None:
    assert under_eu001(end_use=end_use)[0] == "go"


@pytest.mark.parametrize(
    ("description", "asks"),
    [
        ("Fusil à aiguiser", False), ("fusils à affûter", False), ("fusil de chasse", True), ("Pistole für Montageschaum", False), ("Pistole für Platzpatronen", True), ("Klebepistole", False),
        ("torpedo roll", False), ("torpedo roll stabiliser", True), ("torpedo level", False), ("torpedo boat hull", True), ("naboje do syfonów", False), ("naboje pistoletowe", True),
    ],
)  # fmt: skip
def test_tools_that_are_called_like_arms(description: str, asks: bool) -> None:
    """Regulation (EU) No 258/2012, and the list of military goods: asked about where no customs code is stated."""
    reasons = released(of_item(description, **NO_CODE))[1]
    assert ("release.goods_without_code" in reasons) is asks
