"""How far annexes are known: every annex that a finding, a duty or a question of the answer rests on is named, and the weakest at its end."""

from __future__ import annotations

import pytest

from dualuse.assessment.text.full import determination_text
from dualuse.assessment.text.one_screen import ShortText
from tests.assessment.test_release_reasons import judged
from tests.assessment.test_unexecuted import to
from tests.support.hits_by_hand import UNION

RUSSIA, BELARUS = "Regulation (EU) No 833/2014, Annex", "Regulation (EC) No 765/2006, Annex"
SOMALIA = "Regulation (EC) No 147/2003, Annex III"
DAY = "2026-08-01"


def test_a_duty_names_the_annexes_that_have_the_item_and_no_others() -> None:
    """Arts 12g and 12gb of Regulation (EU) No 833/2014, Arts 8g and 8ga of Regulation (EC) No 765/2006: processors for Türkiye."""
    known = judged(to("TR", "85423190", DAY)).law.known_up_to
    assert known[f"{RUSSIA} XL"] == known[f"{BELARUS} XXX"] == "2025-10-24"
    assert f"{RUSSIA} XX" not in known


def test_a_question_names_the_annexes_that_have_the_item() -> None:
    """Art. 2b: whom Annex IV names must not get goods of Annex VII."""
    data = to("TR", "85423190", DAY)
    assert f"{RUSSIA} VII Part B" not in judged(data).law.known_up_to  # the parties were compared
    assert f"{RUSSIA} VII Part B" in judged(data, UNION).law.known_up_to


def test_duties_that_wait_for_a_code_name_every_annex_of_theirs() -> None:
    assert {f"{RUSSIA} XI", f"{RUSSIA} XX", f"{RUSSIA} XL"} <= judged(
        to("AE", None, DAY)
    ).law.known_up_to.keys()


@pytest.mark.parametrize(
    ("place", "annex", "day"),
    [
        ("KG", f"{RUSSIA} XXXIII", "2026-04-24"),
        ("RU", f"{RUSSIA} VII Part A", "2025-10-24"),
        ("SO", SOMALIA, "2024-09-13"),
    ],
)
def test_annexes_by_description_are_named_with_their_day(place: str, annex: str, day: str) -> None:
    assert judged(to(place, "84571010", DAY)).law.known_up_to[annex] == day


def test_coffee_rests_on_none_and_the_answer_ends_with_the_weakest() -> None:
    coffee = judged(to("AE", "09012100", DAY))
    assert coffee.law.known_up_to == {}
    lines = " ".join(" ".join(ShortText(judged(to("TR", "85423190", DAY))).lines()).split())
    assert f"but {BELARUS} XXX up to 2025-10-24 only" in lines
    assert "only. Not legal" not in " ".join(ShortText(coffee).lines())


def test_the_end_counts_the_others_that_are_known_for_a_shorter_time_and_the_full_text_names_all() -> None:
    result = judged(to("TR", "85423190", DAY))
    earlier = [name for name, day in result.law.known_up_to.items() if day < result.law.current_to]
    lines = " ".join(" ".join(ShortText(result).lines()).split())
    assert f"(and {len(earlier) - 1} more annexes up to an earlier day: --full)" in lines
    full = " ".join(determination_text(result).split())
    assert f"up to 2025-10-24 {BELARUS} XXX" in full
    assert all(name.rpartition(", ")[2] in full for name in earlier)
    assert f"{RUSSIA} XL" in full or ", Annex XL" in full
