"""Former names, letters of two alphabets and lost blanks: whoever is named so is shown, or at least never clear."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dualuse.screening.index.building import build_index
from dualuse.screening.matching.screened import Query, Screened
from dualuse.screening.matching.screener import Screener
from dualuse.screening.names.transliteration import mixes_alphabets
from dualuse.screening.names.uncompared_names import uncompared
from dualuse.screening.names.words import words_of
from dualuse.sources.lists.listed_party import ListedName, ListedParty

VESSELS = ("Gundrel Star", "Flandoria", "Okonvend 28")
PERSONS = ("Orlow Quillonberg", "Vladimir Zlatimova", "Ramzan Achmatowitsch Kadyquov", "Bo Ferrguld")
JOINERS = (
    "ex {}", "EX {}", "ex. {}", "ex-{}", "(ex {})", "(ex. {})", "(EX-{})", "/ex {}", ", ex {}", "(ex name: {})", "(ex. name {})", "(ex-name {})",
    "f/k/a {}", "F.K.A. {}", "(fka {})", "formerly {}", "(formerly named {})", "formerly known as {}", "(formerly the {})", "(former {})",
    "former name {}", "(previous name {})", "(previously {})", "(prev. {})", "now {}", "(now {})", "now named {}", "renamed {}", "(renamed from {})",
    "(was {})", "vormals {}", "(vorm. {})", "jetzt {}", "anc. {}", "(anciennement {})", "бывш. {}", "ранее {}", "(бывший {})", "(ex OTHER BOAT, ex {})",
    "(ex OTHER BOAT / ex {})",
)  # fmt: skip
ARMENIAN = "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆԱԲԳԴԵԶԷԸԹԺԻԼԽԾԿՀՁՂՃՄՅՆՇՈՉՊՋՌՍՎՏՐՑՒՓՔՕՖ"
GEORGIAN = "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ"


@pytest.fixture(scope="module")
def screener(tmp_path_factory: pytest.TempPathFactory) -> Screener:
    place = tmp_path_factory.mktemp("index") / "names.index"
    rows = [(f"V{at}", "vessel", name) for at, name in enumerate(VESSELS)]
    rows += [(f"P{at}", "person", name) for at, name in enumerate(PERSONS)]
    build_index([ListedParty(id, "invented", kind, (ListedName(name),)) for id, kind, name in rows], place)  # type: ignore[arg-type]
    return Screener.open(place)


def _screened(screener: Screener, name: str, kind: str) -> Screened:
    return screener.screen([Query((name,), kind=kind)])[0]


@pytest.mark.parametrize("kind", ["vessel", "unknown"])
@pytest.mark.parametrize("joiner", JOINERS)
def test_both_names_of_a_ship_that_was_renamed_are_read(screener: Screener, joiner: str, kind: str) -> None:
    for number, name in enumerate(VESSELS):
        for field in (f"New Sunrise {joiner.format(name)}", f"MV {name} {joiner.format('New Sunrise')}"):
            answer = _screened(screener, field, kind)
            assert f"V{number}" in {hit.entity for hit in answer.hits}, field


@pytest.mark.parametrize("name", ["Ex Libris Books", "Exxonvik Trading", "Old Mill Bakery", "Now Media", "Was Technik", "Im Ex Handel"])  # fmt: skip
def test_names_with_such_words_are_nobody_elses(screener: Screener, name: str) -> None:
    assert _screened(screener, name, "organisation").status == "clear"


# Letters of two alphabets


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(PERSONS), st.randoms(use_true_random=False), st.sampled_from([ARMENIAN, GEORGIAN]), st.integers(1, 4))  # fmt: skip
def test_letters_of_another_alphabet_never_clear(
    screener: Screener, name: str, rng: random.Random, letters: str, most: int
) -> None:
    places = rng.sample([at for at, letter in enumerate(name) if letter.isalpha()], most)
    disguised = "".join(rng.choice(letters) if at in places else letter for at, letter in enumerate(name))
    answer = _screened(screener, disguised, "person")
    assert answer.status != "clear", disguised


@pytest.mark.parametrize("name", ["Օrlօw Qսillօnberg", "Vladiմir Zlatimova", "Vladimir Zlaտimova", "Ramzan Kaդyquov", "Rամzan Kադyquov", "Orlow Quillonberց"])  # fmt: skip
def test_such_letters_are_read_by_their_look_or_their_sound(screener: Screener, name: str) -> None:
    assert _screened(screener, name, "person").hits, (name, words_of(name))


def test_a_word_of_two_alphabets_is_not_screened_where_nobody_is_found(screener: Screener) -> None:
    answer = _screened(screener, "Nobodբy Whoknows", "person")
    assert answer.status == "not_screened"
    assert uncompared(("Nobodբy Whoknows",), "person") == "mixed_letters"
    assert uncompared(("Nobody Whoknows",), "person") == ""
    # A whole name in each alphabet is a name in two writings; half of one in each is not.
    assert uncompared(("Nobody Agat Նոբոդի Ագատ",), "person") == ""
    assert uncompared(("Nobody Ագատ",), "person") == "mixed_letters"
    assert uncompared(("Nobody Ագատ",), "organisation") == ""


def test_signs_that_stand_for_words_stand_beside_latin_ones() -> None:
    assert not mixes_alphabets("ABC株式会社")
    assert len(words_of("ABC株式会社")) > 1
    assert words_of("Puտin") == ("putin",)


# Blanks that were lost


@pytest.mark.parametrize("name", PERSONS)
def test_a_name_without_its_blank_is_shown(screener: Screener, name: str) -> None:
    first, *_, last = name.split()
    if len(first + last) < 8:
        return
    for glued in (first + last, last + first):
        for field in (glued.lower(), glued.upper(), glued.capitalize()):
            for kind in ("person", "unknown"):
                assert _screened(screener, field, kind).hits, field


def test_a_given_name_parts_a_name_that_is_spelt_otherwise(screener: Screener) -> None:
    assert _screened(screener, "vladimirzlatimowa", "person").hits


@pytest.mark.parametrize("name", ["Sternwarte", "Marinetechnik", "Quillvend", "Goldwerkstatt", "Orlowskaja"])
def test_a_word_that_is_one_is_nobody_elses(screener: Screener, name: str) -> None:
    assert _screened(screener, name, "unknown").status == "clear"
