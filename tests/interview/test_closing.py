"""The interview says "settled" only where nothing that is open could change the answer; else it says what is open."""

from __future__ import annotations

from typing import Any

import pytest

from dualuse import interview
from dualuse.assessment.listed.installed import InstalledLists
from dualuse.cli.interview import comparison_with
from dualuse.interview.acts import points_of_acts
from dualuse.interview.dialogue import End
from dualuse.sources.lists.store import ListStore
from tests.interview.test_acts import RIFLE
from tests.interview.test_dialogue import DAY, talk
from tests.support.paths import REPOSITORY

SETTLED = {"en": "Settled:", "de": "Geklärt:", "fr": "Tranché :"}
HIT = {
    "en": "a possible hit on a list: Orlow Quillonberg",
    "de": "ein möglicher Listentreffer: Orlow Quillonberg",
    "fr": "une correspondance possible sur une liste : Orlow Quillonberg",
}
ELSE = {"en": "who else takes part", "de": "wer sonst noch beteiligt ist", "fr": "qui d’autre participe"}
UNNAMED = {
    "en": "not named, and so not screened: exporter, end user",
    "de": "nicht benannt und deshalb nicht geprüft: Ausführer, Endverwender",
    "fr": "non nommés, donc non filtrés : exportateur, utilisateur final",
}
MACHINE: dict[str, Any] = {
    "reference": "Q-1",
    "date": DAY.isoformat(),
    "activity": "export",
    "manner": "permanent",
    "exporter": {"name": "Meridian GmbH", "country": "DE"},
    "destination": "IN",
    "parties": [{"role": "end_user", "name": "Ravi Instruments", "country": "IN"}],
    "items": [{"id": "1", "kind": "goods", "entries": ["2B001.b.2"]}],
}


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> InstalledLists:
    """The invented list of the examples, installed as the Union's."""
    home = tmp_path_factory.mktemp("lists")
    ListStore(home).add(REPOSITORY / "examples/screening/invented_freezes.xml", accept_shrinkage=True)
    return InstalledLists(home=home)


def closing(typed: list[str], data: dict[str, Any], lists: InstalledLists | None, language: str) -> str:
    """What is said after the last question, on one line."""
    compare = comparison_with(lists, language)
    _, end, text = talk([*typed, ""], data, language, compare=compare, screener=lists)
    assert end is End.SETTLED
    return " ".join(text.rpartition("\n> \n")[2].replace("\u00a0", " ").split())


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_a_possible_hit_is_open(lists: InstalledLists, language: str) -> None:
    listed = {**MACHINE, "parties": [{**MACHINE["parties"][0], "name": "Orlow Quillonberg"}]}
    ending = closing(["none"], listed, lists, language)
    assert ending.endswith(f": - {HIT[language]}")
    assert SETTLED[language] not in ending


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_who_else_takes_part_is_open_where_it_is_not_known(lists: InstalledLists, language: str) -> None:
    """A purchaser in Belarus could turn the answer to prohibited."""
    ending = closing(["?"], MACHINE, lists, language)
    assert ending.endswith(f": - {ELSE[language]}")
    assert SETTLED[language] not in ending


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_who_was_not_named_is_open(lists: InstalledLists, language: str) -> None:
    unnamed = {**MACHINE, "exporter": {"country": "DE"}, "parties": []}
    ending = closing(["?", "?"], unnamed, lists, language)
    assert ending.endswith(f": - {ELSE[language]} - {UNNAMED[language]}")
    assert SETTLED[language] not in ending


def test_where_nobody_is_screened_that_is_open() -> None:
    ending = closing(["none"], MACHINE, None, "en")
    assert ending.endswith(": - nobody was compared with sanctions lists")


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_settled_where_all_are_stated_and_screened(lists: InstalledLists, language: str) -> None:
    assert closing(["none"], MACHINE, lists, language).startswith(SETTLED[language])


def test_settled_where_it_is_prohibited_whoever_takes_part() -> None:
    """Nobody is asked for, and nobody could change it."""
    data = {**MACHINE, "destination": "RU", "exporter": {"country": "DE"}, "parties": []}
    assert closing([], data, None, "en").endswith(
        "Settled: nothing that is still unknown could change the answer."
    )


def test_where_a_fact_is_not_known_the_parties_are_told_too() -> None:
    unknown = {**MACHINE, "destination": "JP", "parties": [{**MACHINE["parties"][0], "country": "JP"}]}
    _, end, text = talk(["?"] * 9, unknown, compare=comparison_with(None, "en"))
    assert end is End.STUCK
    assert text.endswith(
        "Still open, too:\n  - who else takes part\n  - nobody was compared with sanctions lists"
    )


def test_an_act_of_which_the_person_does_not_know_is_told_beside_the_parties() -> None:
    typed = ["?", "?", "?", "?"]
    points = points_of_acts(interview.start(RIFLE, today=DAY), None)
    _, end, text = talk(typed, RIFLE, points=lambda state: points)
    assert end is End.SETTLED
    assert text.endswith("  - whether the acts forbid it of which you do not know it")
