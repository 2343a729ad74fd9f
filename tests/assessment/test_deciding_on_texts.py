"""The command that is printed for a name in a text: run as it is printed, it answers, for this text and nothing else."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import Any

import pytest

from dualuse.record.workspace import workspace_at
from dualuse.screening.decisions.command import as_meant, decide_command, written
from dualuse.screening.decisions.decisions import recorded
from dualuse.screening.decisions.identity_digest import party_digest, query_from_json, query_to_json
from dualuse.screening.matching.screened import Query
from dualuse.sources.lists.store import ListStore
from tests.assessment.test_listed import TRANSACTION
from tests.support.union_list_home import run, union_list

NAMES = ("Zarkovian Machine Works Example", "Vandermorex", "Kalvaschtin Konzern", "First Trade Bank Example")


def _entry(number: int, name: str, prefix: str) -> dict[str, Any]:
    properties = {"name": [name], "country": ["ch"], "program": ["TERR"]}
    return {"id": f"{prefix}-{number}", "schema": "Company", "properties": properties, "datasets": ["eu_fsf"]}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return union_list(tmp_path, [_entry(number, name, "eu") for number, name in enumerate(NAMES, 1)])


def _on_another_list(home: Path, name: str, list_id: str) -> None:
    file = home.parent / f"{list_id}.ftm.json"
    file.write_text(json.dumps(_entry(9, name, list_id)) + "\n", encoding="utf-8")
    ListStore(home).add(file, list_id=list_id, edition="2026-08-01", accept_shrinkage=True)


def _file(home: Path, **changes: Any) -> str:
    file = home.parent / "offer.json"
    file.write_text(json.dumps({**TRANSACTION, **changes}), encoding="utf-8")
    return str(file)


def _commands(output: str) -> list[list[str]]:
    lines = [line.strip() for line in output.splitlines()]
    return [shlex.split(line) for line in lines if line.startswith("dualuse decide DECISION")]


def _decide(home: Path, command: list[str], verdict: str) -> None:
    words = [*command[1:], "--person", "A. Example", "--reason", "another firm"]
    made = run(home, *(verdict if word == "DECISION" else word for word in words))
    assert made.exit_code == 0, made.output


def _checked(home: Path, file: str) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(run(home, "check", file, "--json").stdout)
    return answer


def _asked(answer: dict[str, Any]) -> bool:
    return "release.named_in_text" in [row["code"] for row in answer["release_because"]]


def _item(description: str) -> dict[str, Any]:
    return {"items": [{**TRANSACTION["items"][0], "description": description}]}


STATED: tuple[dict[str, Any], ...] = (
    {"end_use": "spare parts for Zarkovian Machine Works Example in Bern"},
    {"end_use": "First Trade Bank Example"},
    {"end_use": "contact: procurement@vandermorex.ru"},
    {"end_use": "Kugelgewindetriebe, bestimmt für den Kalvaschtin-Konzern"},
    {"end_use": "pièces destinées à l'usine « Zarkovian Machine Works Example », à Berne"},
    {
        "end_use": 'for "Zarkovian Machine Works Example" <sales@example.com> & O\'Brien; $HOME `ls` 100 % !x \\u0041 C:\\new'
    },
    {"end_use": "first line\n  second line for\tVandermorex\r\n"},
    {"end_use": "--person of Vandermorex"},
    {"end_use": "hidden\u200bsigns\u00ad for Zarkovian Machine Works Example \U000e0041"},
    {"end_use": "spare parts, " * 290 + "for Zarkovian Machine Works Example"},
    {"end_use": "loaded on IMO 9074729 for Zarkovian Machine Works Example"},
    _item("Pompe doseuse Vandermorex 300 l"),
    {"sources": [{"fact": "end_use", "note": "sold on to Zarkovian Machine Works Example"}]},
)


@pytest.mark.parametrize("stated", STATED)
def test_the_printed_command_answers(home: Path, stated: dict[str, Any]) -> None:
    file = _file(home, **stated)
    assert _asked(_checked(home, file))
    (command,) = _commands(run(home, "check", file, "--full").output)
    assert "--text" in command
    _decide(home, command, "false_positive")
    answer = _checked(home, file)
    assert not _asked(answer)
    assert answer["screening"]["status"] == "clear"
    assert answer["range"] == ["not_controlled", "not_controlled"]
    assert _commands(run(home, "check", file, "--full").output) == []


def test_who_is_meant_stops(home: Path) -> None:
    file = _file(home, end_use="contact: procurement@vandermorex.ru")
    (command,) = _commands(run(home, "check", file, "--full").output)
    _decide(home, command, "true_match")
    assert _checked(home, file)["release"] == "stop"


def test_what_is_not_settled_is_asked_again(home: Path) -> None:
    file = _file(home, end_use="for Vandermorex")
    (command,) = _commands(run(home, "check", file, "--full").output)
    _decide(home, command, "undecided")
    assert _asked(_checked(home, file))
    assert _commands(run(home, "check", file, "--full").output) == [command]


def test_one_command_holds_for_every_list_that_names_it(home: Path) -> None:
    _on_another_list(home, NAMES[0], "uk_sanctions")
    _on_another_list(home, NAMES[0].upper(), "ch_seco")
    text = f"for {NAMES[0]}, with a copy to Vandermorex"
    file = _file(home, end_use=text)
    first, second = _commands(run(home, "check", file, "--full").output)
    assert (first.count("--entry"), second.count("--entry")) == (2, 0)
    _decide(home, first, "false_positive")
    answer = _checked(home, file)
    assert [hit["entity"] for hit in answer["screening"]["hits"] if hit["counts"]] == ["eu-2"]
    assert _asked(answer)
    _decide(home, second, "false_positive")
    assert not _asked(_checked(home, file))
    assert len({row.number for row in recorded(workspace_at("", home))}) == 4


def test_more_entries_than_are_told_one_by_one_are_all_named(home: Path) -> None:
    lists = [f"list_{number}" for number in range(7)]
    for list_id in lists:
        _on_another_list(home, NAMES[0], list_id)
    file = _file(home, end_use=f"for {NAMES[0]}")
    shown = run(home, "check", file, "--full").output
    (command,) = _commands(shown)
    assert command.count("--entry") == len(lists)
    assert all(f"({list_id}, {list_id}-9)" in " ".join(shown.split()) for list_id in lists)
    _decide(home, command, "false_positive")
    assert not _asked(_checked(home, file))


def test_a_wrong_further_entry_records_nothing(home: Path) -> None:
    arguments = ["--text", "for Vandermorex", "--person", "A. Example", "--reason", "another firm"]
    for entry in ("eu_fsf:no-such", "nowhere:eu-1", "eu_fsf", "eu_fsf:eu-1"):
        made = run(home, "decide", "false_positive", "eu_fsf", "eu-2", *arguments, "--entry", entry)
        assert made.exit_code == 2, entry
    assert list(recorded(workspace_at("", home))) == []


def test_a_text_is_no_party(home: Path) -> None:
    arguments = ["--person", "A. Example", "--reason", "another firm"]
    both = run(
        home, "decide", "false_positive", "eu_fsf", "eu-2", "Vandermorex", "--text", "Vandermorex", *arguments
    )
    assert both.exit_code == 2
    of_text = run(home, "decide", "false_positive", "eu_fsf", "eu-2", "--text", "Vandermorex", *arguments)
    assert of_text.exit_code == 0
    party = run(home, "screen", "Vandermorex", "--json").stdout
    assert json.loads(party.splitlines()[0])["status"] != "clear"
    parties = [*TRANSACTION["parties"], {"role": "consignee", "name": "Vandermorex"}]
    assert _checked(home, _file(home, parties=parties))["release"] != "go"


def test_a_decision_about_a_party_is_none_about_a_text(home: Path) -> None:
    arguments = ["--person", "A. Example", "--reason", "another firm"]
    assert run(home, "decide", "false_positive", "eu_fsf", "eu-2", "Vandermorex", *arguments).exit_code == 0
    assert _asked(_checked(home, _file(home, end_use="Vandermorex")))


def test_an_entry_that_a_text_does_not_name_is_no_hit_of_it(home: Path) -> None:
    arguments = ["--text", "pumps", "--person", "A. Example", "--reason", "another firm"]
    made = run(home, "decide", "false_positive", "eu_fsf", "eu-2", *arguments)
    assert made.exit_code == 2
    assert "not named in this text" in made.output


def test_a_text_keeps_apart_from_a_party_in_what_is_recorded() -> None:
    text, party = Query(("Vandermorex",), is_text=True), Query(("Vandermorex",))
    assert party_digest(text) != party_digest(party)
    assert query_from_json(query_to_json(text)) == text
    assert query_from_json(query_to_json(party)) == party


@pytest.mark.parametrize(
    "text", ["a\u200bb", "\U000e0041", "\\u0041", "\\\\u0041 \\U00110000", "C:\\users", "ü ß"]
)
def test_what_is_not_seen_is_written_by_its_number(text: str) -> None:
    assert written(text).isprintable()
    assert as_meant(written(text)) == text
    assert shlex.split(decide_command(Query((text,), is_text=True), ("a", "b")))[6] == written(text)


def test_the_short_screen_has_the_command_where_it_has_room(home: Path) -> None:
    shown = run(home, "check", _file(home, end_use="for Vandermorex")).stdout
    assert len(_commands(shown)) == 1
    assert len(shown.splitlines()) <= 30
    long = run(home, "check", _file(home, end_use="spare parts, " * 290 + "for Vandermorex")).stdout
    assert _commands(long) == []
    assert "The command that records the decision on who may be listed: --full" in long
    assert len(long.splitlines()) <= 30


def test_it_is_asked_once_and_says_what_answers(home: Path) -> None:
    _on_another_list(home, NAMES[0], "eu_journal_example")
    file = _file(home, end_use=f"for {NAMES[0]}")
    questions = [row["question"] for row in _checked(home, file)["missing"] if row["fact"] == "screening"]
    assert len(questions) == 1
    assert "State it as a party" in questions[0]
    assert "dualuse decide" in questions[0]
    full = " ".join(run(home, "check", file, "--full").output.split())
    assert "answered by: dualuse decide, or the party stated under parties" in full


def test_an_act_that_is_not_examined_is_named_once(home: Path) -> None:
    full = " ".join(run(home, "check", _file(home), "--full").output.split())
    assert full.count("Regulation (EU) 2019/125;") == 1
