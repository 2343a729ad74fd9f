"""Who is called just as everybody calls somebody listed is a hit, short as the name is; other short names stay for a person to judge."""

from __future__ import annotations

import pytest

from dualuse.screening.index.building import build_index
from dualuse.screening.matching.screened import Query
from dualuse.screening.matching.screener import Screener
from dualuse.sources.lists.listed_party import ListedName, ListedParty

LISTED = (
    ("O1", "organisation", ("Al-Qaida", "Al Kaida"), "strong"),
    ("O2", "organisation", ("Hamas",), "strong"),
    ("O3", "organisation", ("Hizballah Military Wing",), "strong"),
    ("O4", "organisation", ("Quolm",), "strong"),
    ("O5", "organisation", ("Quillonberg Concern", "Taliban"), "weak"),
)


@pytest.fixture(scope="module")
def screener(tmp_path_factory: pytest.TempPathFactory) -> Screener:
    place = tmp_path_factory.mktemp("index") / "names.index"
    parties = [
        ListedParty(id, "invented", kind, tuple(ListedName(name, quality=quality) for name in names))  # type: ignore[arg-type]
        for id, kind, names, quality in LISTED
    ]
    build_index(parties, place)
    return Screener.open(place)


def status(screener: Screener, name: str, **properties: object) -> str:
    (answer,) = screener.screen([Query((name,), **properties)])  # type: ignore[arg-type]
    return answer.status


@pytest.mark.parametrize("name", ["Al-Qaida", "AL QAIDA", "al qa'ida", "Al Kaida", "Hamas", "HAMAS", "Hamás"])
def test_a_name_that_stands_for_nobody_else_is_a_hit(screener: Screener, name: str) -> None:
    assert status(screener, name) == "hit"
    assert status(screener, name, kind="organisation") == "hit"


@pytest.mark.parametrize("name", ["Quolm", "Hamas GmbH", "Hamasi", "Qaida", "Taliban"])
def test_other_short_names_and_weak_ones_are_no_hit(screener: Screener, name: str) -> None:
    assert status(screener, name) != "hit"


@pytest.mark.parametrize("name", ["Hezbollah", "Hisbollah", "Hizbullah", "حزب الله"])
def test_another_writing_of_a_name_everybody_knows_is_never_clear(screener: Screener, name: str) -> None:
    """The list names a wing alone: whether that is meant, a person must say."""
    (answer,) = screener.screen([Query((name,))])
    assert (answer.status, [hit.entity for hit in answer.hits]) == ("review", ["O3"])


def test_longer_names_that_hold_a_known_one_are_no_hit_by_it(screener: Screener) -> None:
    assert status(screener, "Mohammed Hamas") != "hit"
    assert status(screener, "Hamas Trading LLC") != "hit"
