"""Who takes part is asked for by name, each once, compared with the lists, and can be taken back and taken up."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dualuse import InputError, interview
from dualuse.assessment.listed.installed import InstalledLists
from dualuse.cli.interview import comparison_with
from dualuse.interview.dialogue import End
from dualuse.interview.parse_answer import understood
from dualuse.interview.parties import next_party
from tests.interview.test_dialogue import DAY, talk
from tests.support.union_list_home import union_list

CAMERA: dict[str, Any] = {
    "reference": "Q-1",
    "date": DAY.isoformat(),
    "activity": "export",
    "manner": "permanent",
    "exporter": {"country": "DE"},
    "destination": "AE",
    "items": [{"id": "1", "kind": "goods", "entries": ["6A003.b.4.a"]}],
}
NAMED: dict[str, Any] = {
    **CAMERA,
    "exporter": {"name": "Meridian GmbH", "country": "DE"},
    "parties": [{"role": "end_user", "name": "Gulf Optics LLC", "country": "AE"}],
}
"""Everybody is named, but it was not said yet that there is nobody else."""
LISTED = {
    "id": "EU.1",
    "schema": "Company",
    "properties": {"name": ["Quillonberg Optics LLC"], "country": ["ae"], "programId": ["EU-SYR"]},
}
ALL = ["Meridian GmbH", "Gulf Optics LLC", "AE", "consignee: Harbour Forwarding LLC", "AE", "none", "", ""]


def noted(state: interview.Interview, party: str) -> list[str]:
    return [f"compared {party}"]


def test_everybody_is_asked_for_by_name_and_compared_once() -> None:
    dialogue, end, text = talk(ALL, CAMERA, compare=noted)
    assert end is End.SETTLED
    assert dialogue.state.transaction["exporter"] == {"name": "Meridian GmbH", "country": "DE"}
    assert dialogue.state.transaction["parties"] == [
        {"role": "end_user", "name": "Gulf Optics LLC", "country": "AE"},
        {"role": "consignee", "name": "Harbour Forwarding LLC", "country": "AE"},
    ]
    for party in ("exporter", "parties[0]", "parties[1]"):
        assert text.count(f"compared {party}") == 1
    assert text.index("country is the end user") < text.index("compared parties[0]")


def test_without_lists_to_compare_with_nobody_is_asked_for_by_name() -> None:
    _, end, text = talk([""], CAMERA)
    assert end is End.SETTLED
    assert "by name" not in text


def test_what_is_prohibited_asks_for_no_names() -> None:
    assert interview.next_party(interview.start({**CAMERA, "destination": "RU"}, today=DAY)) is None


def test_who_is_named_already_is_not_asked_for() -> None:
    stated = {
        **CAMERA,
        "exporter": {"country": "DE", "name": "Meridian GmbH"},
        "parties": [{"role": "end_user", "name": "Gulf Optics LLC", "country": "AE"}],
    }
    question = interview.next_party(interview.start(stated, today=DAY))
    assert question is not None
    assert (question.fact, question.kind) == ("parties[1]", "party")
    state = interview.answer(interview.start(stated, today=DAY), "parties", [])
    assert interview.next_party(state) is None
    assert interview.next_party(interview.start(interview.saved(state))) is None
    assert interview.back(state) == interview.start(stated, today=DAY)


def test_whose_authority_it_is_turns_on_where_the_exporter_is() -> None:
    state = interview.start({**CAMERA, "exporter": {"name": "Meridian GmbH"}}, today=DAY)
    question = interview.next_party(state)
    assert question is not None
    assert (question.fact, question.kind) == ("exporter.country", "place")


def test_the_reference_is_asked_for_last() -> None:
    unnamed = {name: value for name, value in CAMERA.items() if name != "reference"}
    dialogue, end, text = talk([*ALL[:6], "Q-2026-0161", ""], unnamed, compare=noted)
    assert end is End.SETTLED
    assert dialogue.state.transaction["reference"] == "Q-2026-0161"
    assert text.index("Who else takes part") < text.index("Under which reference")


def test_a_party_told_by_its_number_needs_no_name() -> None:
    vessel = {"role": "vessel", "identifiers": {"imo": "9074729"}}
    state = interview.start({**CAMERA, "parties": [vessel]}, today=DAY)
    facts = {question.fact for question in _asked(state, {})}
    assert "parties[0].name" not in facts


@pytest.mark.parametrize(
    ("activity", "words"),
    [("brokering", "the broker that asks here"), ("technical_assistance", "provides the assistance")],
)
def test_the_activity_says_whom_to_ask_for(activity: str, words: str) -> None:
    state = interview.start({**CAMERA, "activity": activity}, today=DAY)
    question = interview.next_party(state)
    assert question is not None
    assert words in question.text


def test_assistance_has_no_carrier() -> None:
    stated = {
        **CAMERA,
        "exporter": {"name": "X GmbH", "country": "DE"},
        "parties": [{"role": "end_user", "name": "Y"}],
    }
    for activity, expected in (("export", True), ("technical_assistance", False)):
        state = interview.start({**stated, "activity": activity}, today=DAY)
        others = [question for question in _asked(state, {}) if question.kind == "party"]
        assert [any(choice.value == "carrier" for choice in row.choices) for row in others] == [expected]


def _asked(state: interview.Interview, known: dict[str, Any]) -> list[interview.Question]:
    """All questions on who takes part, each answered from ``known`` or not known."""
    asked: list[interview.Question] = []
    while (question := interview.next_party(state)) is not None:
        asked.append(question)
        assert len(asked) < 20
        if question.fact in known:
            state = interview.answer(state, question.fact, known[question.fact])
        else:
            state = interview.dont_know(state, question.fact)
    return asked


@given(st.lists(st.sampled_from(["answer", "unknown"]), min_size=12, max_size=12), st.integers(0, 3))
@settings(max_examples=60, deadline=None)
def test_nobody_is_asked_for_twice_and_every_step_can_be_taken_back(ways: list[str], others: int) -> None:
    state = interview.start(CAMERA, today=DAY)
    states, asked = [state], []
    choices = iter(ways)
    while (question := interview.next_party(state)) is not None:
        asked.append(question.fact)
        if next(choices, "unknown") == "unknown":
            state = interview.dont_know(state, question.fact)
        elif question.kind == "party":
            more = others > len(state.transaction["parties"]) - 1
            value = {"role": "consignee", "name": "Harbour Forwarding LLC"}
            state = interview.answer(state, question.fact if more else "parties", value if more else [])
        else:
            state = interview.answer(state, question.fact, "AE" if question.kind == "place" else "A Name")
        states.append(state)
        assert interview.start(json.loads(json.dumps(interview.saved(state)))) == state
    assert len(set(asked)) == len(asked)
    for before, after in itertools.pairwise(states):
        assert interview.back(after) == before


def test_what_is_typed_names_a_role_and_somebody() -> None:
    state = interview.start(
        {
            **CAMERA,
            "exporter": {"name": "X", "country": "DE"},
            "parties": [{"role": "end_user", "name": "Y", "country": "AE"}],
        }
    )
    question = interview.next_party(state)
    assert question is not None
    assert understood(question, "consignee: Harbour LLC") == {"role": "consignee", "name": "Harbour LLC"}
    assert understood(question, "2 Harbour LLC") == {"role": "purchaser", "name": "Harbour LLC"}
    assert understood(question, "keine") == {}
    for typed, says in (
        ("consignee", "not a role and a name"),
        ("pilot: X", "none of the answers"),
        ("agent: -", "names nobody"),
    ):
        with pytest.raises(InputError, match=says):
            understood(question, typed)


@pytest.mark.parametrize("name", ["none", "-", "keiner"])
def test_a_word_for_nobody_is_no_name(name: str) -> None:
    dialogue, _, text = talk([name, "s"], CAMERA, compare=noted)
    assert "that names nobody" in text
    assert dialogue.state.steps == ()


def test_the_lists_and_their_age_are_told(tmp_path: Path) -> None:
    lists = InstalledLists(home=union_list(tmp_path, [LISTED]))
    compare = comparison_with(lists, "en")
    _, _, text = talk(
        ["Meridian GmbH", "Quillonberg Optics LLC", "AE", "none", "", ""], CAMERA, compare=compare
    )
    assert "Quillonberg Optics LLC is listed: Quillonberg Optics LLC · eu_fsf" in text
    assert "Meridian GmbH: no hit, LISTS OUT OF DATE: eu_fsf 2026-08-01" in text


def test_that_no_list_is_installed_is_told_once(tmp_path: Path) -> None:
    compare = comparison_with(InstalledLists(home=tmp_path), "en")
    _, _, text = talk(ALL, CAMERA, compare=compare)
    assert text.count("No sanctions list is installed here: nobody is screened") == 1


def test_whom_nobody_names_is_told_at_the_end() -> None:
    _, _, text = talk(["?", "?", ""], CAMERA, compare=noted)
    assert "not named, and so not screened: exporter, end user" in text


def test_no_screening_is_told_as_what_was_asked_for() -> None:
    assert comparison_with(None, "de")(interview.start(CAMERA), "exporter")


def test_an_exporter_without_a_name_is_still_asked_for_its_country() -> None:
    """The authority and the national rules follow from the country, whatever the name."""
    start = {key: value for key, value in CAMERA.items() if key != "exporter"}
    typed = ["?", "Germany", "Gulf Optics LLC", "AE", "none"]
    state = interview.start(start, today=DAY)
    while (question := interview.next_question(state)) is not None:
        state = interview.dont_know(state, question.fact)
    dialogue, _, _ = talk(typed, interview.saved(state), compare=noted)
    assert dialogue.state.transaction["exporter"] == {"country": "DE"}
    # Neither is answered: both are asked, and both stay open.
    dialogue, _, _ = talk(["?", "?", "Gulf Optics LLC"], interview.saved(state), compare=noted)
    assert {"exporter.name", "exporter.country"} <= set(dialogue.state.unknown)


@pytest.mark.parametrize(
    ("language", "typed", "role"),
    [
        ("de", "Spediteur: Hafen Logistik GmbH", "carrier"),
        ("de", "Empfänger: Hafen Logistik GmbH", "consignee"),
        ("fr", "transitaire : Hafen Logistik GmbH", "carrier"),
        ("en", "freight forwarder: Hafen Logistik GmbH", "carrier"),
        ("en", "buyer Hafen Logistik GmbH", "purchaser"),
    ],
)
def test_a_role_is_understood_by_its_usual_words(language: str, typed: str, role: str) -> None:
    question = next_party(interview.start(NAMED, today=DAY), language)
    assert question is not None
    assert understood(question, typed) == {"role": role, "name": "Hafen Logistik GmbH"}


@pytest.mark.parametrize("typed", ["personne", "niemand", "nobody else", "Personne d’autre", "none"])
def test_nobody_is_understood_in_every_language(typed: str) -> None:
    question = next_party(interview.start(NAMED, today=DAY), "fr")
    assert question is not None
    assert understood(question, typed) == {}


def test_a_word_that_is_no_role_is_refused() -> None:
    question = next_party(interview.start(NAMED, today=DAY), "de")
    assert question is not None
    with pytest.raises(InputError, match="none of the answers"):
        understood(question, "Pförtner: Hafen Logistik GmbH")


@pytest.mark.parametrize("typed", ["1", "consignee"])
def test_a_role_typed_alone_is_shown_with_a_name_behind_it(typed: str) -> None:
    """The menu has numbers, and the refusal of "1" did not say what a number is good for."""
    answers = [
        "Meridian GmbH",
        "Gulf Optics LLC",
        "AE",
        typed,
        "1: Harbour Forwarding LLC",
        "AE",
        "none",
        "",
        "",
    ]
    dialogue, end, text = talk(answers, CAMERA, compare=noted)
    assert end is End.SETTLED
    assert "Type both, such as consignee: Example Ltd" in " ".join(text.split())
    assert dialogue.state.transaction["parties"][1]["role"] == "consignee"


@pytest.mark.parametrize(("typed", "country"), [(["AE", "DE"], "DE"), (["AE", "AE"], "AE"), (["DE"], "DE")])
def test_an_exporter_where_the_items_go_is_asked_about(typed: list[str], country: str) -> None:
    sale = {
        **CAMERA,
        "exporter": {"name": "Meridian GmbH"},
        "items": [{"id": "1", "kind": "goods", "entries": []}],
    }
    dialogue, _, text = talk(["?"] * 40, sale, compare=noted)
    before = text[: text.index("is the exporter resident")].count("> ")
    dialogue, _, text = talk([*["?"] * before, *typed, *["?"] * 40], sale, compare=noted)
    assert dialogue.state.transaction["exporter"]["country"] == country
    assert ("is where the items go" in text) == (typed[0] == "AE")
