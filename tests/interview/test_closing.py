"""The interview says "settled" only where nothing that is open could change the answer; else it says what is open."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from dualuse import interview
from dualuse.assessment.listed.evidence import PartyScreener
from dualuse.assessment.release_holds.law_age import LAW_AGE
from dualuse.cli.interview import comparison_with
from dualuse.interview.acts import points_of_acts
from dualuse.interview.dialogue import End
from dualuse.interview.ending import ending
from dualuse.interview.files import keep, opened
from dualuse.interview.places import EVERYBODY
from dualuse.schema.screening import ListUsed
from tests.assessment.test_law_age import FIRST_OLD, LAST_YOUNG, bolt, fresh_lists
from tests.assessment.test_release_reasons import ANNEXES, GENERAL
from tests.interview.test_acts import RIFLE
from tests.interview.test_dialogue import DAY, talk
from tests.support.hits_by_hand import FREEZE, UNION, UNITED_STATES, ScreenerByHand

SETTLED = {"en": "Settled:", "de": "Geklärt:", "fr": "Tranché :"}
HIT = {
    "en": "a possible hit on a list: Ravi Instruments",
    "de": "ein möglicher Listentreffer: Ravi Instruments",
    "fr": "une correspondance possible sur une liste : Ravi Instruments",
}
LISTED = {
    "en": "on a list, until somebody decides that it is another one: Ravi Instruments",
    "de": "auf einer Liste, solange niemand entscheidet, dass es ein anderer ist: Ravi Instruments",
    "fr": "sur une liste, tant que personne ne décide qu’il s’agit d’un autre : Ravi Instruments",
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


RAVI = MACHINE["parties"][0]["name"]
FRESH = replace(UNION, dated=DAY.isoformat())
LISTS = ScreenerByHand(lists=(FRESH,))
"""Whole and of the day; nobody of the machine's sale stands on them."""


def closing(
    typed: list[str], data: dict[str, Any], screener: PartyScreener | None, language: str = "en"
) -> str:
    """What is printed after the last question, on one line."""
    compare = comparison_with(None, language)
    _, end, text = talk([*typed, ""], data, language, compare=compare, screener=screener)
    assert end is End.SETTLED
    return " ".join(text.rpartition("\n> \n")[2].replace("\u00a0", " ").split())


@pytest.mark.parametrize("language", ["en", "de", "fr"])
@pytest.mark.parametrize("sure", [False, True])
def test_a_hit_is_open_until_somebody_decides(language: str, sure: bool) -> None:
    screener = ScreenerByHand({RAVI: [{**FREEZE, "status": "hit" if sure else "review"}]}, (FRESH,))
    closed = closing(["none"], MACHINE, screener, language)
    assert closed.endswith(f": - {(LISTED if sure else HIT)[language]}")
    assert SETTLED[language] not in closed


@pytest.mark.parametrize("decision", ["true_match", "false_positive"])
def test_a_hit_that_was_decided_is_not_open(decision: str) -> None:
    closed = closing(["none"], MACHINE, ScreenerByHand({RAVI: [{**FREEZE, "decision": decision}]}, (FRESH,)))
    assert closed.startswith(SETTLED["en"])
    assert closed.endswith(f"on a list, as was decided: {RAVI}") == (decision == "true_match")


@pytest.mark.parametrize(
    ("edition", "word"),
    [
        (replace(FRESH, stale=True), "LISTS OUT OF DATE: eu_fsf 2026-08-20"),
        (replace(FRESH, partial=True), "LISTS NOT WHOLE: eu_fsf"),
        (UNITED_STATES, "the Union's list of asset freezes (eu_fsf) was not among the lists"),
    ],
)
def test_lists_that_may_hide_somebody_are_open(edition: ListUsed, word: str) -> None:
    screener = ScreenerByHand({RAVI: [FREEZE]}, (edition,))
    closed = closing(["none"], MACHINE, screener)
    assert f" - {word}" in closed
    assert SETTLED["en"] not in closed


@pytest.mark.parametrize(
    ("language", "stays"),
    [("en", "It stays a stop"), ("de", "Es bleibt bei STOPP"), ("fr", "Cela reste STOP")],
)
@pytest.mark.parametrize("edition", [replace(FRESH, stale=True), replace(FRESH, partial=True)])
def test_a_stop_that_no_list_can_lift_says_so(language: str, stays: str, edition: ListUsed) -> None:
    """That it could change the answer stood above STOP; the age of the lists stands in the answer below."""
    closed = closing(["none"], MACHINE, ScreenerByHand(lists=(edition,)), language)
    assert closed.startswith(stays)
    assert " - " not in closed
    assert closing(["?"], MACHINE, ScreenerByHand(lists=(edition,)), language).startswith(stays)


def test_a_stop_that_a_decision_may_lift_is_not_settled() -> None:
    """Who is taken for a listed party may turn out to be another one."""
    closed = closing(["none"], MACHINE, ScreenerByHand({RAVI: [FREEZE]}, (FRESH,)))
    assert closed.startswith("Not settled")


def test_who_stops_is_told_of_hits_and_lists_too() -> None:
    screener = ScreenerByHand({RAVI: [FREEZE]}, (replace(FRESH, stale=True),))
    _, end, text = talk(["s"], MACHINE, compare=comparison_with(None, "en"), screener=screener)
    assert end is End.STOPPED
    assert f"  - {LISTED['en']}\n  - LISTS OUT OF DATE: eu_fsf" in text


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_who_else_takes_part_is_open_where_it_is_not_known(language: str) -> None:
    """A purchaser in Belarus could turn the answer to prohibited."""
    closed = closing(["?"], MACHINE, LISTS, language)
    assert closed.endswith(f": - {ELSE[language]}")
    assert SETTLED[language] not in closed


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_who_was_not_named_is_open(language: str) -> None:
    unnamed = {**MACHINE, "exporter": {"country": "DE"}, "parties": []}
    closed = closing(["?", "?"], unnamed, LISTS, language)
    assert closed.endswith(f": - {ELSE[language]} - {UNNAMED[language]}")
    assert SETTLED[language] not in closed


def test_where_nobody_is_screened_that_is_open() -> None:
    closed = closing(["none"], MACHINE, None, "en")
    assert closed.endswith(": - nobody was compared with sanctions lists")


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_settled_where_all_are_stated_and_screened(language: str) -> None:
    assert closing(["none"], MACHINE, LISTS, language).startswith(SETTLED[language])


def test_complete_facts_are_not_called_settled_where_the_law_is_old() -> None:
    """It said that nothing could change the answer, above "ASK FIRST"."""
    state = interview.start(bolt(FIRST_OLD), today=FIRST_OLD)
    asked = interview.answer(state, EVERYBODY, True)
    result = interview.determination(asked, screener=fresh_lists(FIRST_OLD.isoformat()))
    assert [row.code for row in result.release_because] == [LAW_AGE]
    (line,) = ending(asked, End.SETTLED, result, "en", 300)
    assert line.startswith("The facts are complete; still open: age of the law (the law is known here up to ")
    young = interview.start(bolt(LAST_YOUNG), today=LAST_YOUNG)
    asked = interview.answer(young, EVERYBODY, True)
    result = interview.determination(asked, screener=fresh_lists(LAST_YOUNG.isoformat()))
    assert result.release == "go"
    assert [*ending(asked, End.SETTLED, result, "en", 300)] == [
        "Settled: nothing that is still unknown could change the answer."
    ]


def test_what_is_open_does_not_stand_above_go_as_what_could_change_it() -> None:
    """It said that who else takes part could change the answer, above a plain "GO"."""
    state = interview.start(bolt(LAST_YOUNG), today=LAST_YOUNG)
    unknown = interview.dont_know(state, EVERYBODY)
    result = interview.determination(unknown, screener=fresh_lists(LAST_YOUNG.isoformat()))
    for end in (End.SETTLED, End.STUCK):
        first, *rows = ending(unknown, end, result, "en", 300)
        assert result.release == "go"
        assert first.startswith("The answer holds for what is stated.")
        assert first.endswith("check again before anything leaves:")
        assert "could" not in first
        assert "  - who else takes part" in rows


def test_the_file_of_an_interview_holds_the_day_judged(tmp_path: Path) -> None:
    undated = {name: value for name, value in MACHINE.items() if name != "date"}
    path = tmp_path / "kept.yaml"
    keep(interview.start(undated, today=DAY), path)
    assert f"date: {DAY.isoformat()}" in path.read_text("utf-8").replace("'", "")
    assert opened(str(path), DAY + timedelta(days=90))[0].day == DAY


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
        "Still open, too:\n  - who else takes part\n  - nobody was compared with sanctions lists\n"
        "  - EU001: has the exporter done what must be done once before its first use (answers: done.EU001)?"
    )


NO_COUNTRY = {
    **GENERAL,
    "reference": "Q-1",
    "answers": {},
    "parties": [{key: value for key, value in GENERAL["parties"][0].items() if key != "country"}],
}


@pytest.mark.parametrize(
    ("changed", "is_open"),
    [
        ({}, True),
        ({"answers": {"done.EU001": True}}, False),
        ({"answers": {"done.EU001": False}}, False),
        ({"items": [{"id": "1", "kind": "goods", "entries": []}]}, False),
    ],
    ids=["not stated", "done", "not done", "not listed"],
)
def test_the_first_use_is_open_as_long_as_a_general_authorisation_may_be_the_one(
    changed: dict[str, Any], is_open: bool
) -> None:
    """Annex II, EU001, Part 3: the end user's country, which is not known, decides whether EU001 is the one."""
    _, _, text = talk(["?"] * 3, NO_COUNTRY | changed)
    assert ("EU001: has the exporter done what must be done once" in " ".join(text.split())) is is_open


@pytest.mark.parametrize(
    ("typed", "last"), [("yes", "Settled: nothing"), ("?", "Not settled: this is still open")]
)
def test_whether_the_first_use_was_prepared_is_open_where_the_person_does_not_know(
    typed: str, last: str
) -> None:
    stated = {**GENERAL, "reference": "Q-1", "answers": {}}
    screener = ScreenerByHand({}, (UNION, ANNEXES))
    typed_lines = ["none", typed, ""]
    _, end, text = talk(
        typed_lines, stated, compare=lambda state, party: [], points=lambda state: (), screener=screener
    )
    assert end is End.SETTLED
    assert last in text


def test_an_act_of_which_the_person_does_not_know_is_told_beside_the_parties() -> None:
    typed = ["?", "?", "?", "?"]
    points = points_of_acts(interview.start(RIFLE, today=DAY), None)
    _, end, text = talk(typed, RIFLE, points=lambda state: points)
    assert end is End.SETTLED
    assert text.endswith("  - whether the acts forbid it of which you do not know it")


# What a dossier records, and is not stated


def test_what_no_question_needed_can_be_put_on_record() -> None:
    answers = ["none", "+", "5-axis machining centre", "", "180000 eur", "84571010", ""]
    dialogue, end, text = talk(answers, MACHINE, compare=comparison_with(None, "en"))
    assert end is End.SETTLED
    assert text.count("Not stated: description, quantity, value, customs code. A dossier records it") == 1
    assert text.count(": quantity. A dossier records it") == 1  # what was left open may be taken up again
    (item,) = dialogue.state.transaction["items"]
    assert item["description"] == "5-axis machining centre"
    assert (item["value"], item["currency"], item["cn_code"]) == ("180000", "EUR", "84571010")
    assert "quantity" not in item
    assert dialogue.state.unknown == ()
    assert interview.start(interview.saved(dialogue.state), today=DAY) == dialogue.state


def test_what_was_searched_can_be_put_on_record() -> None:
    searched = {"steps": [], "searched": {"items[0].entries": "a machine"}}
    answers = ["none", "+", "=", "", "", "", ""]
    dialogue, _, text = talk(answers, {**MACHINE, "interview": searched}, compare=comparison_with(None, "en"))
    assert "= takes what was searched: a machine" in text
    assert dialogue.state.transaction["items"][0]["description"] == "a machine"


@pytest.mark.parametrize(
    ("typed", "quantity", "unit"),
    [
        ("2 pieces", "2", "pieces"),
        ("5.5kg", "5.5", "kg"),
        ("3 m²", "3", "m²"),
        ("5,5 kg", "5.5", "kg"),
        ("1.200,5 kg", "1200.5", "kg"),
        ("7", "7", None),
    ],
)
def test_a_quantity_takes_its_unit_along(typed: str, quantity: str, unit: str | None) -> None:
    dialogue, _, _ = talk(
        ["none", "+", "", typed, "", "", "", ""], MACHINE, compare=comparison_with(None, "en")
    )
    (item,) = dialogue.state.transaction["items"]
    assert (item["quantity"], item.get("unit")) == (quantity, unit)


def test_nothing_is_asked_for_the_record_by_itself() -> None:
    """Who only wants the answer ends with the same key as before."""
    dialogue, end, text = talk(["none", ""], MACHINE, compare=comparison_with(None, "en"))
    assert end is End.SETTLED
    assert text.count("> ") == 2
    assert set(dialogue.state.transaction["items"][0]) == {"id", "kind", "entries"}


def test_nothing_is_offered_where_all_is_stated() -> None:
    item = MACHINE["items"][0] | {
        "description": "Machine",
        "quantity": "1",
        "value": "1000",
        "currency": "EUR",
        "cn_code": "84571010",
    }
    _, _, text = talk(["none", ""], {**MACHINE, "items": [item]}, compare=comparison_with(None, "en"))
    assert "A dossier records it" not in text


def test_what_is_put_on_record_of_several_items_names_the_item() -> None:
    items = [MACHINE["items"][0], {"id": "20", "kind": "goods", "entries": [], "description": "Spindle"}]
    answers = ["none", "+", *[""] * 20]
    _, _, text = talk(answers, {**MACHINE, "items": items}, compare=comparison_with(None, "en"))
    assert "Item 1: What is the item, in your own words?" in text
    assert "Item 20 (Spindle): How much of the item is there, and in which unit?" in text


def test_a_quantity_that_may_be_thousands_is_asked_again() -> None:
    answers = ["none", "+", "", "1,000 pieces", "1000 pieces", "", "", "", ""]
    dialogue, _, text = talk(answers, MACHINE, compare=comparison_with(None, "en"))
    assert "1,000 may be thousands, or a number with three decimals" in text
    assert dialogue.state.transaction["items"][0]["quantity"] == "1000"


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_a_value_is_taken_in_every_way_of_writing_that_is_clear(language: str) -> None:
    answers = ["none", "+", "", "", "4.200", "48.000,00 Euro", "", "", ""]
    dialogue, _, text = talk(answers, MACHINE, language, compare=comparison_with(None, language))
    (item,) = dialogue.state.transaction["items"]
    assert (item["value"], item["currency"]) == ("48000", "EUR")
    assert "→ 48000 EUR" in text
    assert "4.200" in text.partition("> 4.200")[2]  # what may be thousands is refused with the reason


@pytest.mark.parametrize("language", ["en", "de", "fr"])
@pytest.mark.parametrize("width", [60, 80])
def test_the_first_of_what_is_missing_is_named_where_room_is_short(language: str, width: int) -> None:
    """In French the question took more lines than there were, and nothing was named."""
    data = {**MACHINE}
    del data["activity"]
    dialogue, end, _ = talk(
        ["?"] * 40, data, language, compare=comparison_with(None, language), screener=LISTS
    )
    assert end is End.STUCK
    result = interview.determination(dialogue.state, language, screener=LISTS)
    lines = [*ending(dialogue.state, end, result, language, width, 3)]
    assert lines[1 if lines[1].startswith("  - ") else 2].startswith("  - ")
