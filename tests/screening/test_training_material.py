"""What screening is trained on: the same every time, changed as it says, and nobody in it who is listed."""

from __future__ import annotations

import json
import random
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualuse.sources.lists.listed_party import (
    Country,
    Identifier,
    ListedName,
    ListedParty,
    PartialDate,
)
from tests.support.paths import SHARED
from training.screening import held_out, others, persons
from training.screening.examples import asked
from training.screening.material import Material, make, names_of_cases
from training.screening.naming import for_measuring, key, keys, tenth
from training.screening.official import groups, official_parties
from training.screening.perturbations import FOR_OTHERS, FOR_PERSONS, KINDS, perturbed

LISTS = SHARED / "screening/lists"
GIVEN = (
    "Baldur",
    "Ottokar",
    "Wilfrieda",
    "Sunniva",
    "Thorvald",
    "Ludmilla",
    "Gustavine",
    "Ansgaria",
    "Hrodgar",
)
FAMILY = (
    "Quastenberg",
    "Zwirnemann",
    "Ploderov",
    "Mistelbaum",
    "Kranewit",
    "Ostrefeld",
    "Brombasch",
    "Wollenik",
)
TRADES = ("Trading", "Machinery", "Shipping", "Optics")
LISTED = st.builds(
    lambda given_name, family: f"{given_name} {family}", st.sampled_from(GIVEN), st.sampled_from(FAMILY)
) | st.builds(
    lambda family, trade, form: f"{family} General {trade} {form}",
    st.sampled_from(FAMILY),
    st.sampled_from(TRADES),
    st.sampled_from(("LLC", "Company Limited", "GmbH")),
)


def person(number: int, given_name: str, family: str, *, on: str = "list_a", other: str = "") -> ListedParty:
    """An invented listed person with an alias like the name, and one in Cyrillic letters."""
    names = [ListedName(f"{given_name} {family}", "primary", given=given_name, family=family)]
    names.append(ListedName(f"{given_name}a {family}", given=f"{given_name}a", family=family))
    names.append(ListedName(f"Аждрахан Бултыхов {number}", script="Cyrl"))
    if other:
        names.append(ListedName(other))
    return ListedParty(
        id=f"p{number}",
        list=on,
        kind="person",
        names=tuple(names),
        birth_dates=(PartialDate(f"19{40 + number % 50}-02-03"),),
        nationalities=(Country("ZZ" if number % 2 else "XA"),),
    )


def organisation(number: int, name: str) -> ListedParty:
    return ListedParty(
        f"o{number}", "list_a", "organisation", (ListedName(name, "primary"),), countries=(Country("XA"),)
    )


@pytest.fixture(scope="module")
def parties() -> list[ListedParty]:
    """An invented list: persons, organisations, vessels."""
    everyone = [(given_name, family) for given_name in GIVEN for family in FAMILY]
    random.Random(5).shuffle(everyone)
    listed_parties = [person(i, given_name, family) for i, (given_name, family) in enumerate(everyone[:50])]
    listed_parties += [
        organisation(i, f"{family} {rare} {trade} LLC")
        for i, (family, rare, trade) in enumerate(
            (family, rare, trade)
            for family in FAMILY
            for rare in ("Vexillum", "Quorax", "Blenzor")
            for trade in TRADES
            if (len(family) + len(trade)) % 3
        )
    ]
    listed_parties += [
        ListedParty(
            f"v{i}",
            "list_a",
            "vessel",
            (ListedName(f"{family.upper()} {given_name.upper()}", "primary"),),
            identifiers=(Identifier("imo", f"90000{i:02}"),),
        )
        for i, (given_name, family) in enumerate(everyone[50:])
    ]
    return listed_parties


@pytest.fixture(scope="module")
def material(parties: list[ListedParty]) -> Material:
    pytest.importorskip("faker", reason="FAKER ABSENT: material for training was not made")
    return make(parties, size=0.02)


def test_the_same_lists_give_the_same_material(material: Material, parties: list[ListedParty]) -> None:
    assert make(parties, size=0.02) == material
    assert make(parties, size=0.02, seed=3).examples != material.examples


def test_names_left_out_are_asked_for_by_nobody(
    material: Material, parties: list[ListedParty], tmp_path: Path
) -> None:
    names = [example.query.names[0] for example in material.examples[::3]]
    cases = tmp_path / "cases.jsonl"
    cases.write_text("".join(json.dumps({"properties": {"name": [name]}}) + "\n" for name in names))
    left_out = names_of_cases(cases)
    less = make(parties, size=0.02, leave_out=left_out)
    assert less.targets == material.targets
    kept = [example for example in material.examples if key(example.query.names[0]) not in left_out]
    assert less.examples == tuple(kept)
    assert 0 < len(kept) < len(material.examples)


def test_every_kind_is_there_and_nobody_not_listed_is(material: Material, parties: list[ListedParty]) -> None:
    listed = keys(parties)
    counted = Counter(example.kind.split(":")[0] for example in material.examples)
    for kind in (
        "as_listed", "alias_left_out", "original_script", "vessel_same_number", "perturbed", "persons_of_the_world",
        "persons_recombined", "namesakes", "near_miss", "organisations_replaced", "organisations_recombined",
        "organisations_of_the_world", "vessels_invented",
    ):  # fmt: skip
        assert counted[kind], kind
    for example in material.examples:
        if not example.expected and example.kind != "namesakes":
            assert key(example.query.names[0]) not in listed, example


def test_an_expected_party_stands_on_the_target_without_the_name_asked_for(material: Material) -> None:
    names = {
        target: {(party.list, party.id): {key(name.text) for name in party.names} for party in listed}
        for target, listed in material.targets.items()
    }
    for example in material.examples:
        for party_id in example.expected:
            assert party_id in names[example.target]
            if example.kind == "alias_left_out" or example.kind.startswith("original_script"):
                assert key(example.query.names[0]) not in names[example.target][party_id]


def test_everything_of_one_party_is_in_one_part(material: Material, parties: list[ListedParty]) -> None:
    group = groups(parties)
    parts: dict[str, set[str]] = {}
    for example in material.examples:
        for party_id in example.expected:
            parts.setdefault(group[party_id], set()).add(example.split)
    assert all(len(some) == 1 for some in parts.values())
    assert {part for some in parts.values() for part in some} == {"train", "validation"}


def test_examples_are_lines_of_json(material: Material) -> None:
    for example in material.examples[::50]:
        line = json.loads(json.dumps(example.as_json()))
        assert set(line) == {"query", "target", "expected", "kind", "split"}
        assert line["query"]["names"] == list(example.query.names)


def test_one_party_on_two_lists_is_known_by_what_both_print() -> None:
    party = person(1, "Baldur", "Quastenberg")
    other = person(1, "Baldur", "Quastenberg", on="list_b", other="Balduru Kwastenberg")
    stranger = person(2, "Sunniva", "Ploderov", on="list_b")
    group = groups([party, other, stranger])
    assert group["list_a", "p1"] == group["list_b", "p1"] != group["list_b", "p2"]
    expected_by_name = {
        e.query.names[0]: e.expected for e in held_out.other_authority([party, other], group, seed=1)
    }
    assert expected_by_name["Balduru Kwastenberg"] == (("list_a", "p1"),)


def test_no_negative_is_made_of_a_name_kept_for_measuring(parties: list[ListedParty]) -> None:
    pytest.importorskip("faker", reason="FAKER ABSENT: material for training was not made")
    kept = [party for party in parties if for_measuring(party.names[0].text)]
    assert kept
    assert not list(others.replaced(kept, 50, frozenset(), seed=1))
    assert not list(persons.recombined(kept, 50, frozenset(), seed=1))
    assert not list(persons.near_misses(kept, 50, frozenset(), seed=1))
    assert not any(for_measuring(q.names[0]) for q in others.vessels(parties, 50, frozenset(), seed=1))


@given(LISTED, st.sampled_from(sorted(KINDS)), st.integers(0, 10_000))
def test_a_change_is_the_same_for_the_same_seed_and_changes(name: str, kind: str, seed: int) -> None:
    new = perturbed(kind, name, random.Random(seed))
    assert new == perturbed(kind, name, random.Random(seed))
    assert new != name


@given(st.text(min_size=1, max_size=60), st.sampled_from(sorted(KINDS)), st.integers(0, 10_000))
def test_no_text_breaks_a_change(name: str, kind: str, seed: int) -> None:
    new = perturbed(kind, name, random.Random(seed))
    assert new is None or new != name


@given(LISTED, st.integers(0, 10_000))
def test_changes_do_what_they_say(name: str, seed: int) -> None:
    def changed(kind: str) -> str | None:
        return perturbed(kind, name, random.Random(seed))

    if cut := changed("words_cut"):
        assert name.startswith(cut)
        assert len(cut) >= 0.55 * len(name)
    if cut := changed("letters_cut"):
        assert name.startswith(cut)
    if cut := changed("field_cut"):
        assert name.startswith(cut)
        assert 16 <= len(name) <= 70
    if bare := changed("vowels_dropped"):
        assert key(bare) != key(name)
        assert [word[0] for word in bare.split()] == [word[0] for word in name.split()]
    if reordered := changed("order"):
        assert key(reordered) == key(name)
    if short := changed("initials"):
        assert short.split()[-1] == name.split()[-1]
        assert len(short) < len(name)
    if swapped := changed("transposed"):
        assert sorted(swapped) == sorted(name)
    if hidden := changed("invisible"):
        assert "".join(letter for letter in hidden if unicodedata.category(letter) != "Cf") == name
    if alike := changed("homoglyphs"):
        assert len(alike) == len(name)
        assert not alike.isascii()
    if dropped := changed("word_dropped"):
        assert len(dropped.split()) == len(name.split()) - 1
    if titled := changed("titled"):
        assert name in titled
    if joined := changed("joined"):
        assert joined.replace(" ", "") == name.replace(" ", "")
    if parted := changed("parted"):
        assert parted.replace(" ", "").replace("-", "") == name.replace(" ", "")
    if twice := changed("doubled"):
        assert abs(len(twice) - len(name)) == 1


def test_what_is_asked_of_a_party_differs_as_authorities_do() -> None:
    party = person(40, "Baldur", "Quastenberg")
    rng = random.Random(1)
    queries = [asked(party, "Baldur Quastenberg", rng, known=1) for _ in range(4_000)]
    dates = Counter(query.birth_dates[0] for query in queries)
    assert 0.77 < dates["1980-02-03"] / len(queries) < 0.83
    assert 0.06 < dates["1980"] / len(queries) < 0.11
    apart = sum(many for date, many in dates.items() if not date.startswith("1980")) / len(queries)
    assert 0.02 < apart < 0.045
    assert 0.07 < sum(query.countries != ("XA",) for query in queries) / len(queries) < 0.11


def test_classes_are_for_persons_or_others() -> None:
    assert set(KINDS) == FOR_PERSONS | FOR_OTHERS
    assert perturbed("abbreviated", "Quorax International Trading Company", random.Random(1)) is not None
    assert perturbed("legal_form", "Quorax Trading LLC", random.Random(1)) is not None
    assert perturbed("particles", "Baldur Quastenberg", random.Random(1)) is None
    assert perturbed("particles", "Baldur al-Quastenberg", random.Random(2)) is not None


@given(st.text())
def test_a_text_has_its_tenth(text: str) -> None:
    assert 0 <= tenth(text) <= 9


@pytest.mark.skipif(not LISTS.exists(), reason="LISTS ABSENT: material was not made from the official lists")
def test_official_lists_give_parties_of_every_kind_and_none_of_others() -> None:
    parties = official_parties(LISTS)
    assert {"person", "organisation", "vessel"} <= {party.kind for party in parties}
    shared = Counter(groups(parties).values())
    assert sum(many > 1 for many in shared.values()) > 1_000
