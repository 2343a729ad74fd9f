"""The matcher: what must always hold, on an index of invented parties."""

from __future__ import annotations

import inspect
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dualuse.screening.index.arrays_file import NotAnArraysFileError
from dualuse.screening.index.building import build_index, date_code
from dualuse.screening.index.corpus import Corpus, OtherIndexError
from dualuse.screening.matching import features
from dualuse.screening.matching.evidence import compare_births
from dualuse.screening.matching.features import AGAINST, COLUMNS, EVIDENCE, FEATURES, FOR
from dualuse.screening.matching.model import TreeEnsemble, models, read_models, read_trees
from dualuse.screening.matching.screened import Query
from dualuse.screening.matching.screener import Screener
from dualuse.screening.matching.word_similarity import find_like
from dualuse.sources.lists.listed_party import Country, Identifier, ListedName, ListedParty, PartialDate

SYLLABLES = ("qui", "lon", "ber", "gra", "vel", "mor", "tis", "kan", "dro", "fex", "zul", "hab", "nim", "ost")


def _word(number: int) -> str:
    """Another word for every number up to 2,744."""
    base = len(SYLLABLES)
    return "".join(SYLLABLES[(number // base**place + 5 * place) % base] for place in range(3))


def _parties() -> list[ListedParty]:
    people = [
        ListedParty(
            f"P{number}",
            "invented",
            "person",
            (ListedName(f"{_word(number).title()} {_word(2700 - 7 * number).upper()}", "primary"),),
            birth_dates=(PartialDate(f"{1940 + number % 50}-03-0{1 + number % 9}"),),
            nationalities=(Country(("SY", "IR", "BY")[number % 3]),),
        )
        for number in range(300)
    ]
    firms = [
        ListedParty(
            f"F{number}",
            "invented",
            "organisation",
            (ListedName(f"{_word(1000 + 5 * number).title()} Trading Company Ltd", "primary"),),
            identifiers=(Identifier("registration", f"77001{number:06d}"),),
        )
        for number in range(200)
    ]
    ship = ListedParty(
        "V1",
        "invented",
        "vessel",
        (ListedName("SEA QUILLON"),),
        identifiers=(Identifier("imo", "IMO 9074729"),),
    )
    arab = ListedParty(
        "A1",
        "invented",
        "person",
        (
            ListedName("حامد عبد الرحمن الكويلوني", script="Arab"),
            ListedName("Hamid Abd al-Rahman al-Kuwailuni"),
        ),
    )
    weak = ListedParty("W1", "invented", "person", (ListedName("Brother Number Seven", quality="weak"),))
    return [*people, *firms, ship, arab, weak]


PARTIES = _parties()
PERSON = PARTIES[40]
FIRM = PARTIES[340]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("index") / "names.index"
    build_index(PARTIES, place)
    return place


@pytest.fixture(scope="module")
def screener(index: Path) -> Screener:
    return Screener.open(index)


def _score(screener: Screener, query: Query, entity: str) -> float:
    hits = screener.screen([query], floor=0.0)[0].hits
    return next((hit.score for hit in hits if hit.entity == entity), 0.0)


def test_every_listed_name_is_found_as_it_stands(screener: Screener) -> None:
    queries = [
        Query((party.names[0].text,), kind=party.kind)
        for party in PARTIES
        if party.names[0].quality != "weak"
    ]
    for query, party, answer in zip(queries, PARTIES, screener.screen(queries), strict=False):
        assert answer.status in ("hit", "review"), query
        assert party.id in {hit.entity for hit in answer.hits}, query


@pytest.mark.parametrize(
    "change",
    [
        str.upper,
        lambda name: " ".join(reversed(name.split())),
        lambda name: "Mr. " + name,
        lambda name: name.replace("a", "а"),  # Cyrillic
        lambda name: "\u200b".join(name),
        lambda name: name[:4] + name[5:],
    ],
    ids=["case", "order", "title", "homoglyphs", "invisible", "letter lost"],
)
def test_changed_names_are_found(screener: Screener, change: object) -> None:
    assert callable(change)
    answer = screener.screen([Query((change(PERSON.names[0].text),), kind="person")])[0]
    assert PERSON.id in {hit.entity for hit in answer.hits}


def test_a_rare_family_name_alone_clears_nobody(screener: Screener) -> None:
    family = PERSON.names[0].text.split()[1]
    assert PERSON.id in {hit.entity for hit in screener.screen([Query((family,))])[0].hits}


def test_an_alias_of_particles_alone_is_no_name(tmp_path: Path) -> None:
    party = ListedParty(
        "X", "invented", "organisation", (ListedName("Quillonberg Works"), ListedName("and Holding"))
    )
    build_index([*PARTIES, party], tmp_path / "names.index")
    screener = Screener.open(tmp_path / "names.index")
    assert "X" not in {hit.entity for hit in screener.screen([Query(("Lindenhof and Holding",))])[0].hits}
    assert "X" in {hit.entity for hit in screener.screen([Query(("Quillonberg Works",))])[0].hits}


def test_nobody_is_clear(screener: Screener) -> None:
    answer = screener.screen([Query(("Marianne Schneider-Huber",), kind="person")])[0]
    assert (answer.status, answer.hits) == ("clear", ())


@pytest.mark.parametrize("nobody", ["—", "😀", "?", "n/a", "unknown", "LLC", "Unbekannt", ""])
def test_what_names_nobody_is_not_screened_never_clear(screener: Screener, nobody: str) -> None:
    assert screener.screen([Query((nobody,))])[0].status == "not_screened"
    assert screener.screen([Query(())])[0].status == "not_screened"


@pytest.mark.parametrize(
    "stated",
    [
        "Acme Ltd c/o {}",
        "Acme Works OOO (formerly {})",
        "Acme Ltd / {}",
        "Acme a/k/a {}",
        "{}; Acme Ltd",
        "M/V {}",
        "MV {}",
    ],
)
def test_a_listed_name_within_what_is_stated_is_found(screener: Screener, stated: str) -> None:
    for party in (FIRM, PARTIES[-3]):
        result = screener.screen([Query((stated.format(party.names[0].text),))])[0]
        assert party.id in {hit.entity for hit in result.hits}, party


def test_equal_names_are_shown_however_common_their_words(tmp_path: Path) -> None:
    common = [
        ListedParty(f"C{number}", "invented", "person", (ListedName(f"Maria {_word(number)} Lopez"),))
        for number in range(400)
    ]
    party = ListedParty(
        "X", "invented", "person", (ListedName("Maria Lopez"), ListedName("Iwan Petrowitsch Lopez"))
    )
    build_index([*PARTIES, *common, party], tmp_path / "names.index")
    screener = Screener.open(tmp_path / "names.index")
    for name in ("Maria Lopez", "LOPEZ Maria", "Lopez, Iwan"):
        hits = screener.screen([Query((name,), kind="person")])[0].hits
        assert "X" in {hit.entity for hit in hits}, name


def test_a_name_of_one_letter_is_never_a_hit(tmp_path: Path) -> None:
    party = ListedParty("X", "invented", "organisation", (ListedName("OJSC N Holding"),))
    build_index([*PARTIES, party], tmp_path / "names.index")
    assert Screener.open(tmp_path / "names.index").screen([Query(("N Group",))])[0].status != "hit"


def test_a_match_weighs_the_same_whatever_else_is_installed(tmp_path: Path, index: Path) -> None:
    """What a word says is no matter of the lists that stand beside its own."""
    crowd = [
        ListedParty(
            f"O{number}",
            "other",
            "person",
            (ListedName(f"{PERSON.names[0].text.split()[number % 2]} {_word(number + 900)}"),),
        )
        for number in range(900)
    ]
    build_index([*PARTIES, *crowd], tmp_path / "names.index")
    alone, beside = Screener.open(index), Screener.open(tmp_path / "names.index")
    given_name, family = PERSON.names[0].text.split()
    for name in (
        f"{given_name} {family}",
        f"{family}, {given_name[:1]}.",
        f"{given_name[:-1]} {family}",
        f"{given_name} Xu {family}",
    ):
        query = Query((name,), kind="person")
        assert _score(alone, query, PERSON.id) == pytest.approx(_score(beside, query, PERSON.id)), name


def test_a_name_that_a_short_field_cut_off_is_found(tmp_path: Path) -> None:
    """Although each of its words is common, and what is left of the last one is too short to be a word."""
    firms = [
        ListedParty(
            f"I{number}", "invented", "organisation", (ListedName(f"Industrial Trading {_word(number)}"),)
        )
        for number in range(900)
    ]
    party = ListedParty("X", "invented", "organisation", (ListedName("Industrial Trading Wozniakowski"),))
    build_index([*firms, party], tmp_path / "names.index")
    corpus = Corpus(tmp_path / "names.index")
    assert corpus.names_beginning_with("industrialtradinkvo", 24).tolist() == []
    screener = Screener.open(tmp_path / "names.index")
    hits = screener.screen([Query(("INDUSTRIAL TRADING WOZ",), kind="organisation")], floor=0.0)[0].hits
    assert "X" in {hit.entity for hit in hits}


def test_a_ship_with_a_number_is_not_the_ship_without(tmp_path: Path) -> None:
    party = ListedParty("X", "invented", "vessel", (ListedName("QUILLON SPIRIT"),))
    build_index([*PARTIES, party], tmp_path / "names.index")
    screener = Screener.open(tmp_path / "names.index")
    same = _score(screener, Query(("QUILLON SPIRIT",), kind="vessel"), "X")
    assert _score(screener, Query(("QUILLON SPIRIT 33",), kind="vessel"), "X") < same
    assert screener.screen([Query(("QUILLON SPIRIT 33",), kind="vessel")])[0].status != "hit"


def test_given_name_and_fathers_name_alone_are_no_hit(tmp_path: Path) -> None:
    party = ListedParty("X", "invented", "person", (ListedName("Vladimir Ivanovich QUILLONOV"),))
    build_index([*PARTIES, party], tmp_path / "names.index")
    screener = Screener.open(tmp_path / "names.index")
    assert screener.screen([Query(("Vladimir Ivanovich",), kind="person")])[0].status != "hit"
    assert screener.screen([Query(("Vladimir Quillonov",), kind="person")])[0].status != "clear"


def test_a_likeness_by_ear_says_less_where_the_entry_is_known_in_the_letters_asked(tmp_path: Path) -> None:
    """Jerry Smith is not Eric Schmitt, although Russian writes them nearly alike."""
    cyrillic, latin = ListedName("Эрик ШМИТТ", script="Cyrl"), ListedName("Eric Stephen Schmitt")
    parties = [
        ListedParty("both", "invented", "person", (cyrillic, latin)),
        ListedParty("one", "invented", "person", (cyrillic,)),
    ]
    build_index([*PARTIES, *parties], tmp_path / "names.index")
    screener = Screener.open(tmp_path / "names.index")
    query = Query(("Erik Shmitt",), kind="person")
    assert _score(screener, query, "both") <= _score(screener, query, "one")


def test_common_words_alone_are_a_hit_only_where_the_country_agrees(tmp_path: Path) -> None:
    """The ministry of another State is somebody else; where the entry's country is known from a bracket, that counts."""
    parties = [
        ListedParty("one", "invented", "organisation", (ListedName("Ministry of Defence [Syria]"),)),
        ListedParty("other", "invented", "organisation", (ListedName("Ministry of Defence"),)),
    ]
    build_index([*PARTIES, *parties], tmp_path / "names.index")
    screener = Screener.open(tmp_path / "names.index")

    def status(country: str, entity: str) -> str:
        query = Query(("Ministry of Defence",), kind="organisation", countries=(country,))
        return next((hit.status for hit in screener.screen([query])[0].hits if hit.entity == entity), "clear")

    assert status("GB", "one") != "hit"
    assert status("GB", "other") == "review"
    assert status("SY", "one") == "hit"


def test_a_part_of_a_listed_firm_clears_nobody(tmp_path: Path) -> None:
    party = ListedParty("X", "invented", "organisation", (ListedName("Quillonberg PJSC"),))
    build_index([*PARTIES, party], tmp_path / "names.index")
    screener = Screener.open(tmp_path / "names.index")
    for name in ("Quillonberg Finland Oy", "Quillonberg Deutschland GmbH", "Quillonberg Trading FZE"):
        hits = screener.screen([Query((name,), kind="organisation")])[0].hits
        assert "X" in {hit.entity for hit in hits}, name
    assert screener.screen([Query(("Quillonwerk Finland Oy",), kind="organisation")])[0].status == "clear"


@pytest.mark.parametrize(
    ("name", "kind", "status"),
    [
        ("end user", "unknown", "not_screened"),
        ("same as purchaser", "organisation", "not_screened"),
        ("Vladimir", "person", "not_screened"),
        ("伊戈尔", "person", "not_screened"),
        ("دانشگاه", "organisation", "not_screened"),
        ("金小明 Ltd Beijing", "organisation", "clear"),
        ("김정수", "person", "not_screened"),
    ],
)
def test_nothing_found_is_clear_only_where_something_would_be(
    screener: Screener, name: str, kind: str, status: str
) -> None:
    assert screener.screen([Query((name,), kind=kind)])[0].status == status


@pytest.mark.parametrize(
    "written", ["Alexandre Kvilochenko", "Alexander Kwiloschenko", "Aleksandr KVILOSHENKO"]
)
def test_the_spellings_of_european_languages_are_found(tmp_path: Path, written: str) -> None:
    party = ListedParty("X", "invented", "person", (ListedName("Aleksandr Petrovich KVILOSHENKO"),))
    build_index([*PARTIES, party], tmp_path / "names.index")
    hits = Screener.open(tmp_path / "names.index").screen([Query((written,), kind="person")])[0].hits
    assert "X" in {hit.entity for hit in hits}


def test_an_exchanged_day_and_month_are_not_the_same_day() -> None:
    assert compare_births(date_code("1960-07-09"), date_code("1960-09-07")) == 1
    assert compare_births(date_code("1960-09-07"), date_code("1960-09-07")) == 2
    assert compare_births(date_code("1960-09-07"), date_code("1971")) == -2


def test_the_same_unique_number_is_a_hit_under_any_name(screener: Screener) -> None:
    answer = screener.screen([Query(("Ocean Wanderer",), kind="vessel", identifiers=(("imo", "9074729"),))])[
        0
    ]
    assert answer.status == "hit"
    assert answer.hits[0].entity == "V1"
    assert answer.hits[0].because[0].code == "identifier_same"


@pytest.mark.parametrize("written", ["9074729", "IMO 907-4729", "٩٠٧٤٧٢٩", "９０７４７２９"])
def test_digits_of_every_script_are_the_same_number(screener: Screener, written: str) -> None:
    result = screener.screen([Query(("Ocean Wanderer",), kind="vessel", identifiers=(("imo", written),))])[0]
    assert result.status == "hit"


def test_a_national_number_alone_is_for_a_person_to_review(screener: Screener) -> None:
    number = FIRM.identifiers[0].value
    answer = screener.screen([Query(("Wholly Other Works",), identifiers=(("tax", number),))])[0]
    assert answer.status == "review"
    assert answer.hits[0].entity == FIRM.id


@pytest.mark.parametrize(
    ("known", "against"),
    [
        ({"birth_dates": ("1999-01-01",)}, "birth_other"),
        ({"countries": ("FR",)}, "country_other"),
        ({"kind": "vessel"}, "kind_other"),
    ],
)
def test_evidence_against_never_raises_a_score_and_is_told(
    screener: Screener, known: dict[str, object], against: str
) -> None:
    for party in PARTIES[:60]:
        bare = Query((party.names[0].text,), kind="person")
        stated = replace(bare, **known)  # type: ignore[arg-type]
        hits = {hit.entity: hit for hit in screener.screen([stated], floor=0.0)[0].hits}
        before = _score(screener, bare, party.id)
        assert hits[party.id].score <= before
        assert against in {reason.code for reason in hits[party.id].because if reason.speaks == "against"}


def test_evidence_for_never_lowers_a_score(screener: Screener) -> None:
    for party in PARTIES[:60]:
        bare = Query((party.names[0].text,), kind="person")
        known = replace(
            bare, birth_dates=(party.birth_dates[0].value,), countries=(party.nationalities[0].code,)
        )
        assert _score(screener, known, party.id) >= _score(screener, bare, party.id)


def test_an_equal_full_name_a_year_apart_stays_to_be_reviewed(screener: Screener) -> None:
    year = int(PERSON.birth_dates[0].value[:4])
    answer = screener.screen([Query((PERSON.names[0].text,), kind="person", birth_dates=(str(year + 1),))])[0]
    assert PERSON.id in {hit.entity for hit in answer.hits}


def test_arabic_meets_latin_both_ways(index: Path, tmp_path: Path) -> None:
    in_one_script = [replace(PARTIES[-2], names=(PARTIES[-2].names[side],)) for side in (0, 1)]
    for side in (0, 1):
        build_index([*PARTIES[:-2], in_one_script[side]], tmp_path / f"{side}.index")
        result = Screener.open(tmp_path / f"{side}.index").screen(
            [Query((PARTIES[-2].names[1 - side].text,), kind="person")]
        )[0]
        assert result.hits[0].entity == "A1", side


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(max_size=80), max_size=5))
def test_no_text_breaks_a_screening(screener: Screener, texts: list[str]) -> None:
    answers = screener.screen([Query((text,), id=str(number)) for number, text in enumerate(texts)])
    assert [answer.id for answer in answers] == [str(number) for number in range(len(texts))]
    for answer in answers:
        assert all(0.0 <= hit.score <= 1.0 for hit in answer.hits)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 299), st.integers(0, 299), st.sampled_from(["order", "typo", "cut", "none"]))
def test_two_names_are_as_alike_whichever_is_asked_for(
    tmp_path_factory: pytest.TempPathFactory, first: int, second: int, how: str
) -> None:
    left = PARTIES[first].names[0].text
    right = {
        "order": " ".join(reversed(left.split())),
        "typo": left[:3] + left[4:],
        "cut": left[:-3],
        "none": PARTIES[second].names[0].text,
    }[how]
    place = tmp_path_factory.mktemp("pair") / "pair.index"
    build_index(
        [
            ListedParty("L", "pair", "person", (ListedName(left),)),
            ListedParty("R", "pair", "person", (ListedName(right),)),
        ],
        place,
    )
    screener = Screener.open(place)
    assert _score(screener, Query((left,), kind="person"), "R") == pytest.approx(
        _score(screener, Query((right,), kind="person"), "L"), abs=2e-3
    )


@given(st.integers(0, 400), st.integers(0, 400))
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_words_are_as_like_both_ways(index: Path, first: int, second: int) -> None:
    corpus = Corpus(index)
    words = corpus.words
    left, right = words[first % len(words)], words[second % len(words)]
    forth = dict(zip(*[column.tolist() for column in find_like(corpus, [left])[0]], strict=True))
    back = dict(zip(*[column.tolist() for column in find_like(corpus, [right])[0]], strict=True))
    at_right, at_left = words.index(right), words.index(left)
    if at_right in forth and at_left in back:
        assert forth[at_right] == pytest.approx(back[at_left], abs=1e-5)


def test_the_order_of_the_list_and_of_the_queries_changes_nothing(index: Path, tmp_path: Path) -> None:
    build_index(reversed(PARTIES), tmp_path / "reversed.index")
    queries = [Query((party.names[0].text[:-2],), id=party.id, kind=party.kind) for party in PARTIES[::9]]
    first = Screener.open(index).screen(queries)
    again = Screener.open(tmp_path / "reversed.index").screen(list(reversed(queries)))
    assert {answer.id: answer for answer in first} == {answer.id: answer for answer in again}


def test_an_index_cut_short_or_of_another_version_is_refused(index: Path, tmp_path: Path) -> None:
    whole = index.read_bytes()
    for length in (0, 8, 100, len(whole) // 2, len(whole) - 1):
        cut = tmp_path / "cut.index"
        cut.write_bytes(whole[:length])
        with pytest.raises(NotAnArraysFileError):
            Corpus(cut)
    for place in (len(whole) // 2, len(whole) - 70):
        cut.write_bytes(whole[:place] + bytes(64) + whole[place + 64 :])
        if cut.read_bytes() != whole:
            with pytest.raises(NotAnArraysFileError):
                Corpus(cut)
    other = tmp_path / "other.index"
    other.write_bytes(whole.replace(b'"format": ', b'"format":9', 1))
    with pytest.raises((OtherIndexError, NotAnArraysFileError)):
        Corpus(other)


def test_weights_let_nothing_against_speak_for() -> None:
    for model in models().values():
        for feature, weight in zip(EVIDENCE, model.evidence, strict=True):
            assert weight <= 0 if feature.direction == AGAINST else weight >= 0
        weights = dict(zip((COLUMNS[at] for at in model.columns), model.weights, strict=True))
        for feature in FEATURES:
            for column in feature.columns():
                assert weights[column] >= 0 or feature.direction != FOR
                assert weights[column] <= 0 or feature.direction != AGAINST
        assert model.review <= model.hit


def test_weights_made_for_other_features_are_refused() -> None:
    with pytest.raises(ValueError, match="training"):
        read_models({"features": list(COLUMNS)[1:], "models": {}})


def test_the_features_stand_on_one_screen() -> None:
    source = inspect.getsource(features).splitlines()
    start = next(at for at, line in enumerate(source) if line.startswith("FEATURES"))
    assert source.index(")  # fmt: skip", start) - start < 72
    names = [feature.name for feature in FEATURES]
    assert len(set(COLUMNS)) == len(COLUMNS)
    assert all(other in names for feature in FEATURES for other in feature.times)
    assert all(feature.means for feature in (*FEATURES, *EVIDENCE))


def _walk(tree: dict[str, object], row: np.ndarray) -> float:
    """The leaf of one tree, question by question: a second computation."""
    left = 0xFFFF
    asked, leaf = tree["ask"], tree["leaf"]
    assert isinstance(asked, list)
    assert isinstance(leaf, list)
    for column, threshold, kept in asked:
        if row[column] > threshold:
            left &= kept
    return float(leaf[(left & -left).bit_length() - 1])


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=30, deadline=None)
def test_the_ensemble_gives_the_sum_of_its_trees(seed: int) -> None:
    rng = np.random.default_rng(seed)
    trees = [
        {
            "ask": [
                [int(rng.integers(5)), float(np.float32(rng.normal())), 0b110],
                [int(rng.integers(5)), float(np.float32(rng.normal())), 0b101],
            ],
            "leaf": rng.normal(size=3).tolist(),
        }
        for _ in range(4)
    ]
    ensemble: TreeEnsemble = read_trees(trees)
    rows = rng.normal(size=(7, 5)).astype(np.float32)
    expected = [sum(_walk(tree, row) for tree in trees) for row in rows]
    assert ensemble.sums(rows).tolist() == pytest.approx(expected, abs=1e-4)
