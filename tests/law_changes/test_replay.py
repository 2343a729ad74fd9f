"""Replay: the same answer from the determination's own file, or the exact difference; every change is found."""

from __future__ import annotations

import copy
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import dualuse
from dualuse import InputError, check, replay
from dualuse.assessment.assumptions import POLICIES
from dualuse.assessment.serialisation import to_json
from dualuse.i18n import LANGUAGES, translate
from dualuse.law.collection import law_version
from dualuse.law_changes.json_diff import differences, same
from dualuse.law_changes.replay_text import replay_text
from dualuse.schema.reading.recorded import read_recorded
from dualuse.version import software_version
from tests.assessment.test_properties import transactions
from tests.schema.test_bad_input import json_values, run
from tests.support.paths import REPOSITORY

BASE: dict[str, Any] = {
    "reference": "R-1",
    "date": "2026-08-03",
    "activity": "export",
    "exporter": {"country": "DE"},
    "items": [{"id": "1", "entries": ["5a001f2"], "value": "180000.00", "currency": "EUR"}],
    "destination": "AE",
    "parties": [{"role": "end_user", "name": "Example Directorate", "country": "AE", "service": "police"}],
}


def recorded(data: dict[str, Any] = BASE, **options: Any) -> dict[str, Any]:
    """A determination as its file holds it."""
    is_base = data is BASE and not options
    record: dict[str, Any] = json.loads(recorded_base() if is_base else to_json(check(data, **options)))
    return record


@cache
def recorded_base() -> str:
    return to_json(check(BASE))


def paths(determination: dict[str, Any]) -> set[str]:
    return {row.path for row in replay(determination).differences}


def test_the_transaction_is_recorded_as_it_was_checked() -> None:
    determination = recorded(assume=["permanent", "permanent"])
    assert determination["transaction"]["items"] == [
        {"id": "1", "entries": ["5A001.f.2"], "value": "180000.00", "currency": "EUR"}
    ]
    assert "knowledge" not in determination["transaction"]  # what is unknown is left out
    assert determination["policies"] == ["permanent"]
    assert determination["software"] == {"name": "dualuse", "version": software_version()}
    assert software_version().startswith(f"{dualuse.__version__}+")


def test_what_has_no_bearing_on_the_answer_leaves_no_trace_in_it() -> None:
    """The record of an interview, and the order in which open questions were answered."""
    asked = {"option.art7_3": True, "option.art4_3": False}
    of_item = {"item.national_own": False, "covered.section_i:5E002.a": True}
    turned, item_turned = (dict(reversed(answers.items())) for answers in (asked, of_item))
    interview = {"steps": [{"place": "destination"}], "every_item": True}
    first = {**BASE, "answers": asked, "items": [{**BASE["items"][0], "answers": of_item}]}
    second = {**BASE, "answers": turned, "items": [{**BASE["items"][0], "answers": item_turned}]}
    answer = to_json(check(first))
    assert to_json(check({**second, "interview": interview})) == answer
    assert "interview" not in json.loads(answer)["transaction"]


def test_the_version_of_the_package_is_the_recorded_one() -> None:
    project = (REPOSITORY / "pyproject.toml").read_text(encoding="utf-8")
    assert f'\nversion = "{dualuse.__version__}"\n' in project


@given(
    transactions,
    st.sampled_from(LANGUAGES),
    st.lists(st.sampled_from(sorted(POLICIES)), max_size=2),
    st.dictionaries(st.text(max_size=5), json_values, max_size=3),
)
@settings(max_examples=120, deadline=None)
def test_a_recorded_answer_is_given_again_to_the_last_byte(
    data: dict[str, Any], language: str, policies: list[str], parameters: dict[str, Any]
) -> None:
    items = [{**item, "parameters": parameters} for item in data["items"]]
    try:
        answer = check({**data, "items": items}, language=language, assume=policies)
    except InputError:  # characters that are no text
        return
    line = to_json(answer)
    comparison = replay(json.loads(line))
    assert comparison.status == "same", comparison.differences
    assert comparison.law_at_hand
    again = json.loads(line)
    assert to_json(check(again["transaction"], language=language, assume=again["policies"])) == line


def test_a_transaction_without_a_date_is_replayed_under_the_recorded_day() -> None:
    """The day of the answer counts, not the day of the replay; nothing in an answer may follow from today."""
    data = {
        **{name: value for name, value in BASE.items() if name != "date"},
        "items": [{"entries": [], "national_entries": ["DE:5A902"]}],
        "knowledge": {"wmd": "suspects"},
        "authority_decisions": [{"provision": "Art. 4(2)", "result": "required", "date": "2023-01-02"}],
    }
    for day in (date(2022, 2, 1), date(2026, 8, 3), date.today() + timedelta(days=400)):
        determination = recorded(data, date_of_law=day)
        assert determination["date"] == day.isoformat()
        assert replay(determination).same


def _leaves(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    if isinstance(value, dict) and value:
        return [leaf for name, inner in value.items() for leaf in _leaves(inner, (*path, name))]
    if isinstance(value, list) and value:
        return [leaf for number, inner in enumerate(value) for leaf in _leaves(inner, (*path, number))]
    return [path]


def _holder(data: Any, path: tuple[Any, ...]) -> Any:
    for step in path[:-1]:
        data = data[step]
    return data


@given(transactions, st.sampled_from(LANGUAGES), st.data(), json_values)
@settings(max_examples=150, deadline=None)
def test_a_changed_value_is_always_found(data: dict[str, Any], language: str, draw: Any, value: Any) -> None:
    """Whatever is written over any value: another answer, another law, or one clear error; never "the same"."""
    determination = recorded(data, language=language)
    path = draw.draw(st.sampled_from(_leaves(determination)))
    holder = _holder(determination, path)
    if same(holder[path[-1]], value):
        return
    holder[path[-1]] = value
    _is_found(determination, path)


@given(transactions, st.data())
@settings(max_examples=100, deadline=None)
def test_a_value_that_is_gone_or_a_row_twice_or_moved_is_found(data: dict[str, Any], draw: Any) -> None:
    determination = recorded(data)
    leaf = draw.draw(st.sampled_from(_leaves(determination)))
    path = leaf[: draw.draw(st.integers(1, len(leaf)))]
    if path == ("format",):  # as answers were recorded before they had one
        return
    holder = _holder(determination, path)
    before = copy.deepcopy(holder)
    if isinstance(holder, dict):
        del holder[path[-1]]
    else:
        how = draw.draw(st.sampled_from(["gone", "twice", "turned"]))
        if how == "turned":
            holder.reverse()
        elif how == "twice":
            holder.append(copy.deepcopy(holder[path[-1]]))
        else:
            del holder[path[-1]]
    if not same(before, holder):
        _is_found(determination, path)


def _is_found(determination: dict[str, Any], path: tuple[Any, ...]) -> None:
    try:
        comparison = replay(determination)
    except InputError as error:
        assert error.problems  # noqa: PT017 - a value that no longer fits is an error, others are differences
        return
    stamps = comparison.recorded != comparison.replayed
    assert not comparison.same or stamps, path
    assert replay_text(comparison, "en")
    assert not stamps or path[0] in ("law", "software")


@given(json_values)
@settings(max_examples=200, deadline=None)
def test_no_value_crashes_a_replay(value: Any) -> None:
    for data in (value, {**recorded(), "transaction": value}, {**recorded(), "findings": value}):
        if not isinstance(data, dict):
            continue
        try:
            replay_text(replay(data))
        except InputError as error:
            assert error.problems  # noqa: PT017


@given(json_values, json_values)
@settings(max_examples=200, deadline=None)
def test_two_values_differ_where_and_only_where_they_are_not_the_same(left: Any, right: Any) -> None:
    assert differences(left, left) == ()
    assert (differences(left, right) == ()) == same(left, right)


def test_an_answer_recorded_before_there_were_formats_is_read() -> None:
    determination = recorded()
    del determination["format"]
    assert replay(determination).same


def test_an_answer_in_a_later_format_is_refused_in_words() -> None:
    with pytest.raises(InputError) as refused:
        replay({**recorded(), "format": "dualuse-determination-2"})
    (problem,) = refused.value.problems
    assert problem.path == "format"
    assert "dualuse-determination-2" in problem.text()


def test_a_row_that_came_is_one_difference() -> None:
    determination = recorded()
    gone = determination["findings"].pop(0)
    assert [(row.path, row.kind, row.recomputed) for row in replay(determination).differences] == [
        ("findings[1, Art. 3(1)]", "added", gone)
    ]


def test_a_changed_transaction_is_told_by_its_checksum() -> None:
    determination = recorded()
    determination["transaction"]["parties"][0]["name"] = "Somebody Else"
    comparison = replay(determination)
    assert [row.path for row in comparison.differences] == ["transaction_checksum"]
    assert "does not fit its checksum" in replay_text(comparison)


def other_law(determination: dict[str, Any]) -> dict[str, Any]:
    determination["law"] = {**determination["law"], "version": "sha256:0", "current_to": "2025-01-01"}
    determination["software"]["version"] = "0.0.9"
    return determination


def test_under_another_law_the_answer_may_be_the_same() -> None:
    comparison = replay(other_law(recorded()))
    assert (comparison.status, comparison.law_at_hand) == ("same", False)
    text = replay_text(comparison)
    assert text.splitlines()[1] == "SAME: the same answer, although the law's files have changed since."
    assert "It came with dualuse 0.0.9" in text
    assert comparison.recorded.law == "sha256:0"
    assert comparison.replayed.law == law_version()


def test_under_another_law_the_difference_is_told_part_by_part() -> None:
    determination = other_law(recorded())
    determination["outcome"] = "not_controlled"
    determination["range"] = ["not_controlled", "authorisation_required"]
    determination["items"][0]["basis"] = ["Art. 9(9)"]
    determination["findings"][0] |= {"status": "does_not_apply", "because": []}
    determination["findings"][1]["text"] = "other words"
    determination["missing"].pop(0)
    determination["obligations"][0]["due"] = "2020-01-01"
    determination["warnings"] = [{"code": "gone", "params": {}, "text": "gone"}]
    comparison = replay(determination)
    assert comparison.status == "differs"
    text = replay_text(comparison)
    for line in (
        "outcome: not_controlled → undetermined",
        'range: ["not_controlled", "authorisation_required"]',
        'items[1]: basis ["Art. 9(9)"] → ["Art. 3(1)"]',
        "findings[1, Art. 3(1)]: status does_not_apply → applies; because +activity, +export.from_union, +destination, +item.listed",
        "due 2020-01-01 → 2031-12-31",
        "warnings[gone]: − gone",
        "text other words → ",
    ):
        assert line in " ".join(text.split()), line
    only_words = other_law(recorded())
    only_words["findings"][1]["text"] = "other words"
    comparison = replay(only_words)
    assert comparison.status == "reworded"
    assert replay_text(comparison).splitlines()[1].startswith("SAME BUT FOR WORDING")
    same_release = recorded()
    same_release["findings"][1]["text"] = "other words"
    assert replay(same_release).status == "differs"  # nothing has changed that could have reworded it


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_text_speaks_every_language(language: str) -> None:
    assert "{" not in replay_text(replay(recorded(language=language)), language)


def test_terminal_text_cannot_be_forged() -> None:
    determination = recorded()
    determination["reference"] = "A\n\nSAME: the same answer to the last byte, under the recorded law.\x1b[2J"
    lines = replay_text(replay(determination)).splitlines()
    assert not any(line.startswith("SAME") for line in lines)
    assert all(line.isprintable() for line in lines)


BAD: list[tuple[str, str, str]] = [
    ("no determination", '{"items": [{"entries": []}]}', "cut short; missing: reference, date"),
    ("a transaction", '{"destination": "AE"}', "this is not a determination"),
    ("a number", "5", "this is not a determination"),
    ("truncated", to_json(check(BASE))[:900], "not well-formed"),
    ("empty", "", "the file holds no determination"),
    ("duplicate field", '{"outcome": 1, "outcome": 2}', "the field outcome stands twice"),
    ("deep", "[" * 100_000, "nested more than"),
    ("not a number", '{"law": NaN}', "NaN is not a number"),
    ("too many digits", '{"law": ' + "9" * 5000 + "}", "not well-formed"),
    ("binary", "\x00\x01", "binary data"),
]


@pytest.mark.parametrize(("name", "text", "expected"), BAD, ids=[row[0] for row in BAD])
def test_one_clear_error(name: str, text: str, expected: str, tmp_path: Path) -> None:
    (tmp_path / "d.json").write_text(text, encoding="utf-8")
    done = run("replay", "d.json", folder=tmp_path)
    assert done.returncode == 2, done.stderr
    assert expected in done.stderr.decode()
    assert len(done.stderr.decode().strip().splitlines()) == 1
    assert b"Traceback" not in done.stderr
    assert done.stdout == b""


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"transaction": None, "transaction_checksum": None}, "an older release wrote it"),
        ({"transaction": {}, "transaction_checksum": ""}, "an older release wrote it"),
        ({"transaction": {"items": []}}, "transaction.items: the list is empty"),
        (
            {"transaction": {"items": [{"entries": ["5A001.z"]}]}},
            "transaction.items[0].entries[0]: 5A001.z is no",
        ),
        ({"date": "2026-13-01"}, "date: this does not fit"),
        ({"date": "2020-01-01", "transaction": {"items": [{}]}}, "date: this does not fit"),
        ({"language": "xx"}, "language: this does not fit a determination. Use one of: en, de, fr"),
        ({"policies": ["nonsense"]}, "policies: there is no policy called nonsense"),
        ({"policies": 5}, "policies: this does not fit"),
        ({"law": 5}, "law: this does not fit"),
        ({"software": None}, "software.name: this does not fit"),
    ],
)
def test_a_determination_that_cannot_be_replayed_says_why(changes: dict[str, Any], expected: str) -> None:
    with pytest.raises(InputError) as raised:
        replay({**recorded(), **changes})
    assert expected in str(raised.value)


def test_files_lines_and_exit_codes(tmp_path: Path) -> None:
    english, french = recorded(), recorded({**BASE, "reference": "R-2"}, language="fr")
    lines = json.dumps(english) + "\n\n" + json.dumps(french, ensure_ascii=False) + "\n"
    (tmp_path / "many.jsonl").write_text(lines, encoding="utf-8")
    (tmp_path / "pretty.json").write_text(json.dumps([english, french], indent=2), encoding="utf-8")
    schema = json.loads((REPOSITORY / "docs/schema/replay.json").read_text(encoding="utf-8"))
    for name in ("many.jsonl", "pretty.json"):
        done = run("replay", name, "--json", folder=tmp_path)
        assert done.returncode == 0, done.stderr
        rows = [json.loads(line) for line in done.stdout.splitlines()]
        assert [(row["reference"], row["status"]) for row in rows] == [("R-1", "same"), ("R-2", "same")]
        for row in rows:
            Draft202012Validator(schema).validate(row)
    assert run("replay", "-", folder=tmp_path, stdin=lines.encode()).returncode == 0
    changed = {**english, "release": "go"}
    (tmp_path / "changed.json").write_text(json.dumps(changed))
    done = run("replay", "changed.json", "many.jsonl", "--json", folder=tmp_path)
    assert done.returncode == 1
    (first, *_rest) = [json.loads(line) for line in done.stdout.splitlines()]
    assert first["differences"] == [
        {"path": "release", "kind": "changed", "recorded": "go", "recomputed": "ask"}
    ]
    Draft202012Validator(schema).validate(first)
    (tmp_path / "cut.jsonl").write_text(lines[:-500])
    done = run("replay", "cut.jsonl", "changed.json", folder=tmp_path)
    assert done.returncode == 2
    assert done.stdout.decode().count("\n\n") >= 1  # both that could be read were answered
    assert run("replay", "none.json", folder=tmp_path).returncode == 2
    strange = {**french, "transaction": {"items": [{"entries": ["5A001.z"]}]}}
    (tmp_path / "strange.jsonl").write_text(lines + json.dumps(strange))
    done = run("replay", "strange.jsonl", folder=tmp_path)
    assert "strange.jsonl:4: transaction.items[0].entries[0]: 5A001.z is no" in done.stderr.decode()


def test_a_line_without_end_is_refused_at_once(tmp_path: Path) -> None:
    for name in ("big.json", "big.jsonl"):
        with (tmp_path / name).open("wb") as stream:
            stream.truncate(1024**3)
        done = run("replay", name, folder=tmp_path)
        assert done.returncode == 2
        assert b"larger than" in done.stderr


def test_lines_are_read_one_by_one(tmp_path: Path) -> None:
    """A file of any length: what follows a value is not read before the value was given."""
    line = (to_json(check(BASE)) + "\n").encode()
    path = tmp_path / "long.jsonl"
    path.write_bytes(line * 3 + b"{")
    documents = read_recorded(path)
    for _ in range(3):
        assert next(documents).data["reference"] == "R-1"
    with pytest.raises(InputError, match=r"long\.jsonl:4"):
        next(documents)


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment of its own with a copy of the package whose law keeps records a year longer in Spain."""
    folder = tmp_path_factory.mktemp("environment")
    command = [sys.executable, "-m", "venv", "--without-pip", "--symlinks", str(folder / "env")]
    subprocess.run(command, check=True)
    copied = folder / "copy"
    shutil.copytree(Path(dualuse.__file__).parent, copied / "dualuse")
    changed = copied / "dualuse/law/states/ES.toml"
    text = changed.read_text(encoding="utf-8")
    assert "retention_years = 10" in text
    changed.write_text(text.replace("retention_years = 10", "retention_years = 11"), encoding="utf-8")
    (site,) = (folder / "env").glob("lib/python*/site-packages")
    (site / "copy.pth").write_text(f"{copied}\n{sysconfig.get_paths()['purelib']}\n")
    return folder / "env"


@pytest.mark.skipif(os.name == "nt", reason="the environment is made for POSIX")
def test_the_law_of_another_installation(environment: Path, tmp_path: Path) -> None:
    (tmp_path / "t.json").write_text(json.dumps(BASE))
    python = environment / "bin/python"
    written = subprocess.run(
        [str(python), "-I", "-c", "from dualuse.cli import main; main()", "check", "t.json", "--json"],
        cwd=tmp_path,
        capture_output=True,
        check=True,
    ).stdout
    assert json.loads(written)["law"]["version"] != law_version()
    here = run("replay", "-", "--json", folder=tmp_path, stdin=written)
    assert here.returncode == 0
    assert json.loads(here.stdout)["law_at_hand"] is False
    for named in (environment, python):
        there = run("replay", "-", "--json", "--law", str(named), folder=tmp_path, stdin=written)
        assert there.returncode == 0, there.stderr
        answer = json.loads(there.stdout)
        assert answer["law_at_hand"] is True
        assert answer["recorded"] == answer["replayed"]
    changed = json.dumps({**json.loads(written), "release": "go"}).encode()
    there = run("replay", "-", "--law", str(environment), folder=tmp_path, stdin=changed)
    assert there.returncode == 1
    assert b"release: go" in there.stdout
    strange = json.loads(written)
    strange["law"]["version"] = "sha256:0"
    for law, message in ((str(environment), "not the recorded"), (str(tmp_path), "is no Python")):
        done = run("replay", "-", "--law", law, folder=tmp_path, stdin=json.dumps(strange).encode())
        assert done.returncode == 3
        assert message in done.stderr.decode()
        assert done.stdout == b""
    done = run("replay", "-", "--law", "/bin/false", folder=tmp_path, stdin=json.dumps(strange).encode())
    assert done.returncode == 3
    assert b"gives no replay" in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="the names are those of POSIX")
@pytest.mark.parametrize(
    ("law", "message"),
    [("/usr/share", "is no Python"), ("/bin/false", "gives no replay"), ("/bin/echo", "gives no replay")],
)
def test_a_law_that_is_none_is_refused_also_where_it_is_not_needed(
    law: str, message: str, tmp_path: Path
) -> None:
    """The recorded law is installed here; the slip is told once all the same, before any answer."""
    lines = (to_json(check(BASE)) + "\n") * 2
    done = run("replay", "-", "--law", law, folder=tmp_path, stdin=lines.encode())
    assert done.returncode == 3
    assert done.stdout == b""
    (line,) = done.stderr.decode().splitlines()
    assert line.startswith("dualuse: --law: ")
    assert message in line


# Answers recorded before the law had a name: their law version is over the bytes of its files.

BEFORE = REPOSITORY / "tests/recorded/before_the_law_had_a_name.jsonl"


def recorded_before() -> list[dict[str, Any]]:
    return [json.loads(line) for line in BEFORE.read_text(encoding="utf-8").splitlines()]


def is_of_german_law(difference: tuple[str, str]) -> bool:
    """Whether a row of Germany among what was not examined came or went: its law has been executed since."""
    kind, path = difference
    return kind in ("added", "removed") and path.startswith("not_examined[Germany: ")


# What is not examined was put in other rows when goods by customs code came: the way of the items, the clause against
# re-export, and persons of Annex IV. A record before holds the old row, an answer of today the new one.
_REPLACED = ("Art. 2(1a)", "Art. 12g", "833/2014 Annex IV")
_REPLACED_BY = {
    "en": ("a way through Russia", "where no customs code is stated", "Art. 2b with Annex IV"),
    "de": ("ein Weg durch Russland", "wo keine Zolltarifnummer angegeben ist", "Art. 2b mit Anhang IV"),
    "fr": ("un passage par la Russie", "lorsqu’aucun code douanier n’est indiqué", "article 2b et annexe IV"),
}
_FROM_MEMORY = "From memory, no source was found"
_CITED_ANEW = ("nationale Listen nach", "12(6) der", "listes nationales au titre", "12(6) du")
"""Rows whose names in German and French cite Articles in the reader's way since."""
# Warnings that came: duties by customs code are asked about, and what a suspicion alone does is told by a text of its own.
# A party without a country is named where a release says go.
_WARNINGS = (
    ("added", "warnings[country_unstated]"),
    ("added", "warnings[duties_by_code]"),
    ("added", "warnings[suspicion_alone]"),
    ("removed", "warnings[suspicion]"),
)
_MET = (("removed", "obligations[duty.Art. 12(4).before #2]"),)
"""Who states a compliance programme is not told to have one, since."""
_ANNEXES_OF_DUTIES = (("added", "law.known_up_to"),)
"""Annexes that duties and questions rest on are named since, with the day up to which each is known."""


def _is_wording(kind: str, path: str) -> bool:
    """A sentence that was mended since, in one language or in all: what is said it says in other words."""
    return kind == "changed" and path.endswith((".text", ".why"))


def check_differences_since(row: dict[str, Any], differences: Sequence[tuple[str, str]]) -> None:
    """``differences``: kind and path. Rows of what was not examined came and went, and warnings.

    No outcome, release, finding or question differs.
    """
    german = [difference for difference in differences if is_of_german_law(difference)]
    assert not german or row["transaction"]["exporter"]["country"] == "DE"
    expected = (
        *german,
        *_WARNINGS,
        *_ANNEXES_OF_DUTIES,
        *(_MET if row["transaction"]["exporter"].get("icp") else ()),
    )
    others = [
        difference
        for difference in differences
        if difference not in expected and not _is_wording(*difference) and not _is_said_since(*difference)
    ]
    came = [path for kind, path in others if kind == "added"]
    went = [path for kind, path in others if kind == "removed"]
    assert len(came) + len(went) == len(others)
    assert all(path.startswith("not_examined[") for _, path in others), others
    anew = [path for path in went if any(words in path for words in _CITED_ANEW)]
    assert len(anew) == (0 if row["language"] == "en" else 2)
    # The State is called in the reader's language since, and what its row says is the same.
    # So are the signs of its typesetters used.
    of_states = [
        path
        for path in went
        if any(row_of_state(path, row["language"]) == row_of_state(other, row["language"]) for other in came)
    ]
    assert not of_states or row["language"] != "en"
    went = [path for path in went if path not in (*anew, *of_states)]
    assert len(went) == len(_REPLACED)
    for words in _REPLACED_BY[row["language"]]:
        assert any(words in path for path in came), came
    for path in went:
        assert any(plain(article) in plain(path) for article in _REPLACED)


def _is_said_since(kind: str, path: str) -> bool:
    """Whether an answer says more since: that an export leaves the Union, and on no list of the State from which it leaves, of a finding; what settles
    a reason, and why no diligence is on record. The list that a reason about end users names has the Union's States since: it excludes none of them.
    """
    if kind == "changed":
        return path.endswith(".because[parties.end_user_countries].params.list")
    more = (
        ".because[export.from_union]",
        ".because[item.national_departure]",
        ".params.settled_by",
        "[diligence_unrecorded].params.why",
    )
    return kind == "added" and path.endswith(more)


def as_typed(text: str) -> str:
    """The text with the apostrophes and blanks of a keyboard."""
    return text.replace("’", "'").replace("\u202f", " ").replace("\u00a0", " ")


def row_of_state(path: str, language: str) -> str:
    """What a row on national rules says after the name of the State; the path where it names none.

    An act is called in the reader's language since, too, and so is what is written from memory.
    """
    words = (path.partition(": ")[2] or path).replace("Delegierte Verordnung", "Delegated Regulation")
    words = words.replace("Bestimmungsziels", "Bestimmungslands")
    return as_typed(words.replace(_FROM_MEMORY, translate(_FROM_MEMORY, language)))


def plain(words: str) -> str:
    """The same in every language: an article and an annex without what differs between them."""
    return re.sub("anhang|annexe", "annex", words.lower().replace(",", "").replace("article", "art."))


def test_answers_recorded_before_say_what_they_said(tmp_path: Path) -> None:
    """They were all the same until German law and goods by customs code came; their law is another by name."""
    rows = recorded_before()
    assert {row["language"] for row in rows} == set(LANGUAGES)
    assert any(row["screening"]["hits"] for row in rows)
    for row in rows:
        comparison = replay(row)
        check_differences_since(
            row, [(difference.kind, difference.path) for difference in comparison.differences]
        )
        assert not comparison.law_at_hand
        assert comparison.recorded.software == "dualuse 0.1.0"
    assert run("replay", str(BEFORE), folder=tmp_path).returncode == 1


def test_an_answer_recorded_before_and_changed_since_differs() -> None:
    rows = recorded_before()
    untouched = paths(rows[0])
    rows[0]["release"] = "go"
    rows[1]["transaction"]["reference"] = "X"
    assert "release" not in untouched
    assert paths(rows[0]) == {"release"} | untouched
    assert "transaction_checksum" in paths(rows[1])


def test_annexes_that_are_known_up_to_a_day_are_no_difference_unless_they_bear_on_the_answer() -> None:
    rows = recorded_before()
    assert "known_up_to" not in rows[0]["law"]
    assert not any(path.startswith("law") for path in paths(rows[0]))
    rows[0]["law"]["known_up_to"] = {"Annex XXIII to Regulation (EU) No 833/2014": "2025-10-24"}
    assert any(path.startswith("law.known_up_to") for path in paths(rows[0]))


def old_layout(package: Path) -> None:
    """Make of a copy what an older release is to one who asks for its law: no name at the top, another version."""
    at_the_top = package / "__init__.py"
    at_the_top.write_text(at_the_top.read_text(encoding="utf-8").replace("law_version", "no_such_name"))
    collection = package / "law/collection.py"
    (recorded,) = {row["law"]["version"] for row in recorded_before()}
    with collection.open("a", encoding="utf-8") as stream:
        stream.write(f"\n\ndef law_version():\n    return {recorded!r}\n")


@pytest.mark.skipif(os.name == "nt", reason="the environment is made for POSIX")
def test_the_law_of_an_installation_that_is_older_than_its_name(environment: Path, tmp_path: Path) -> None:
    copied = environment.parent / "older"
    shutil.copytree(Path(dualuse.__file__).parent, copied / "dualuse")
    old_layout(copied / "dualuse")
    command = [sys.executable, "-m", "venv", "--without-pip", "--symlinks", str(copied / "env")]
    subprocess.run(command, check=True)
    (site,) = (copied / "env").glob("lib/python*/site-packages")
    (site / "copy.pth").write_text(f"{copied}\n{sysconfig.get_paths()['purelib']}\n")
    done = run("replay", str(BEFORE), "--json", "--law", str(copied / "env"), folder=tmp_path)
    assert done.returncode == 1, done.stderr
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["law_at_hand"] for row in rows] == [True] * len(recorded_before())
    for before, row in zip(recorded_before(), rows, strict=True):
        check_differences_since(
            before, [(difference["kind"], difference["path"]) for difference in row["differences"]]
        )


def test_older_releases_find_the_law_of_this_one() -> None:
    """What they ask another installation, word by word."""
    asked = "from dualuse.law.collection import law_version; print(law_version())"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == law_version() == dualuse.law_version()
