"""Listed names in texts made at random: found in any sentence, place and signs, and not lost where more is written."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final, Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dualuse.screening.index.building import build_index
from dualuse.screening.matching.screened import Query, Screened
from dualuse.screening.matching.screener import Screener
from dualuse.sources.lists.listed_party import ListedName, ListedParty

Kind = Literal["person", "organisation"]
LISTED: Final[tuple[tuple[str, Kind, str], ...]] = (
    ("P1", "person", "Ramsilan Orlowitch Quorvenko"),
    ("P2", "person", "Zufquar Al-Quillonabi"),
    ("P3", "person", "Derja O'Vantrosk"),
    ("F1", "organisation", "Quillonberg Machine Works"),
    ("F2", "organisation", "Vandermor Zektronik LLC"),
    ("F3", "organisation", "Trisk & Polvane"),
    ("F4", "organisation", "厦门假名航空发动机股份有限公司"),
    ("F5", "organisation", "Zarkovia-Elbrunsk Institute of Physics"),
)
CARRIERS: Final = (
    "spare parts for the pumps of our customer who ordered them last year",
    "this machine is used for milling and will be sent on in two weeks",
    "Ersatzteile für die Pumpen, die im Mai bestellt wurden und noch fehlen",
    "Die Maschine steht in einer Halle und dient der Herstellung von Gehäusen",
    "pièces de rechange pour les pompes commandées au mois de mai",
    "piezas de repuesto para las bombas del cliente que las usa en la planta",
    "parti di ricambio per le pompe ordinate nel mese di maggio",
    "części zamienne do pomp zamówione w maju przez zakład",
    "запасные части для насосов, которые были заказаны в мае",
    "SPARE PARTS FOR PUMPS, TO BE SENT IN MAY",
    "Milling Machine With Five Axes",
    "pump",
    "4711 / 12, 50 mm",
    "",
)
BEFORE: Final = (
    "",
    " ",
    "(",
    "[",
    '"',
    "'",
    "„",
    "«",
    "“",
    ": ",
    ", ",
    "; ",
    ". ",
    "/ ",
    "- ",
    "– ",
    "\n",
    "\t",
    "*",
    "…",
    "| ",
    "“(",
)
BEHIND: Final = (
    "",
    " ",
    ")",
    "]",
    '"',
    "'",
    "“",
    "»",
    "”",
    ":",
    ",",
    ";",
    ".",
    " /",
    " -",
    " –",
    "\n",
    "\t",
    "*",
    "…",
    " |",
    "!",
    "?",
    ").",
)


@lru_cache(maxsize=1)
def _screener(folder: Path) -> Screener:
    place = folder / "names.index"
    parties = [
        ListedParty(id, "invented", kind, (ListedName(name, quality="strong"),)) for id, kind, name in LISTED
    ]
    build_index(parties, place)
    return Screener.open(place)


@pytest.fixture(scope="module")
def screener(tmp_path_factory: pytest.TempPathFactory) -> Screener:
    return _screener(tmp_path_factory.mktemp("index"))


def _answer(screener: Screener, text: str) -> Screened:
    return screener.screen([Query((" ".join(text.split()),), is_text=True)])[0]


def _found(screener: Screener, text: str) -> set[str]:
    return {hit.entity for hit in _answer(screener, text).hits}


@st.composite
def _sentences(draw: st.DrawFn) -> tuple[str, str]:
    """The entry, and a sentence in which its name stands at some place, with some signs around it."""
    entity, _, name = draw(st.sampled_from(LISTED))
    words = draw(st.sampled_from(CARRIERS)).split(" ")
    at = draw(st.integers(0, len(words)))
    before, behind = draw(st.sampled_from(BEFORE)), draw(st.sampled_from(BEHIND))
    case = draw(st.sampled_from((str, str, str.upper, str.lower)))
    sentence = " ".join([*words[:at], f"{before}{name}{behind}", *words[at:]])
    return entity, case(sentence)


@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_sentences())
def test_a_listed_name_in_any_sentence_is_asked_about(screener: Screener, made: tuple[str, str]) -> None:
    entity, text = made
    answer = _answer(screener, text)
    assert answer.status == "review"
    assert entity in {hit.entity for hit in answer.hits}


@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    _sentences(),
    st.sampled_from(CARRIERS),
    st.sampled_from(CARRIERS),
    st.sampled_from((" ", ". ", "\n", " / ", ", ")),
)
def test_more_text_loses_nobody(
    screener: Screener, made: tuple[str, str], first: str, last: str, between: str
) -> None:
    _, text = made
    longer = between.join((first, text, last))
    assert _found(screener, text) <= _found(screener, longer)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_sentences(), st.integers(1, 12), st.booleans())
def test_much_text_loses_nobody(screener: Screener, made: tuple[str, str], times: int, behind: bool) -> None:
    entity, text = made
    much = " ".join(CARRIERS[:11] * times)
    assert entity in _found(screener, f"{text}. {much}" if behind else f"{much}. {text}")


def test_many_unknown_words_hide_nobody(screener: Screener) -> None:
    """A text in a language whose words nobody knows here has many runs of words that may be names."""
    syllables = [f"{first}{last}" for first in "bdgklmnprtv" for last in "aeiouy"]
    words = [f"{start}{other}{start}" for start in syllables for other in syllables[::7]]
    text = f"{' '.join(words)[:3900]} рамсилан кворвенко"
    assert "P1" in _found(screener, text)
