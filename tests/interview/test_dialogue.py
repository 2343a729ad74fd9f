"""The interview in a terminal and in files: what is typed, what is shown, what is kept."""

from __future__ import annotations

import json
import os
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dualuse import InputError, check, interview
from dualuse.assessment.listed.evidence import PartyScreener
from dualuse.assessment.listed.installed import InstalledLists
from dualuse.cli.interview_sheets import with_parameters
from dualuse.i18n import short_day
from dualuse.inputs.whole_files import unwritable
from dualuse.inputs.writing import as_json, as_yaml, check_writable, write_document
from dualuse.interview.dialogue import Compare, Dialogue, End, Points
from dualuse.interview.ending import ending
from dualuse.interview.files import keep, opened, place_to_keep
from dualuse.interview.parse_answer import in_words, typed_day, understood
from dualuse.interview.screen import Screen
from dualuse.schema.reading.plain_data import parse
from tests.support import forked
from tests.support.paths import REPOSITORY

DAY = date(2026, 8, 20)
COMMAND = [sys.executable, "-c", "from dualuse.cli import main; main()", "interview"]


def searched(description: str) -> list[str]:
    """A search that knows cameras alone."""
    return ["6A003  Cameras"] if "camera" in description else []


def talk(
    typed: Iterable[str],
    start: dict[str, Any] | None = None,
    language: str = "en",
    compare: Compare | None = None,
    points: Points | None = None,
    screener: PartyScreener | InstalledLists | None = None,
    **options: Any,
) -> tuple[Dialogue, End, str]:
    """A dialogue with these lines typed, how it ended, and what was on the screen; names are asked for with ``compare``."""
    lines = iter(typed)
    shown: list[str] = []

    def read(prompt: str) -> str:
        try:
            line = next(lines)
        except StopIteration:
            raise EOFError from None
        shown.append(prompt + line)
        return line

    state = interview.start(start, today=DAY, **options)
    dialogue = Dialogue(
        state,
        Screen(read=read, write=shown.append),
        language,
        lambda changed: None,
        searched,
        compare,
        points,
    )
    end = dialogue.run()
    result = interview.determination(dialogue.state, language, screener=screener)
    shown += ending(dialogue.state, end, result, language, 100)
    return dialogue, end, "\n".join(shown)


def test_a_dialogue_to_its_end() -> None:
    # "n" is "no" to a question of yes or no, and "no indication" to one of knowledge.
    dialogue, end, text = talk(["Japan", "1", "3A001.a.3", "n", "n", "n"])
    assert end is End.SETTLED
    assert dialogue.state.transaction == {
        "activity": "export",
        "items": [{"id": "1", "entries": ["3A001.a.3"]}],
        "destination": "JP",
        "knowledge": {"wmd": "none", "illicit_military_parts": "none"},
        "circumstances": {"free_zone": False},
    }
    assert interview.determination(dialogue.state).outcome == "general_authorisation"
    assert "So far: not settled, between “no authorisation is required” and “it is prohibited”." in text
    assert "→ Japan (JP)" in text
    assert "→ an export" in text
    assert "Why: Art. 3(1): the export of an item listed in Annex I needs an authorisation.\n" in text
    also = [line for line in text.splitlines() if line.startswith("   Also: ")]
    assert also
    assert all(line.endswith(".") and len(line) <= 100 for line in also)  # one line each, whatever is cited
    assert "Who knows: your own people." in text
    assert "Settled: nothing" not in text  # nobody was named


def test_what_is_mistyped_is_asked_again_with_one_sentence() -> None:
    _, end, text = talk(["Japn", "", "ZZ", "<", "Japan", "teach", "1", "xx", "3A001.a.99", "9"])
    assert end is End.STOPPED
    for sentence in (
        "Type the code in brackets if one of these is meant: Japan (JP).",
        "Type an answer, or ? if you do not know.",
        "ZZ is no country or territory by that name. Use its name or its ISO 3166-1 code",
        "This is the first question.",
        "teach is none of the answers. Type the number of one, or its first letters.",
        "xx is no control list code. Write it like 5A001.f.1",
        "3A001.a.99 is no provision of the edition of 2025-11-15. Under 3A001.a there are: 3A001.a.1",
    ):
        assert sentence in text.replace("\n  ", " "), sentence
    assert text.count("Which country is the final destination?") == 1


def test_i_do_not_know_back_and_stop() -> None:
    dialogue, end, text = talk(["?", "<", "Vietnam", "export", "?", "s"])
    assert end in (End.STUCK, End.STOPPED)
    assert text.count("Which country is the final destination?") == 2
    assert dialogue.state.unknown == ("items[0].entries",)
    assert dialogue.state.answered == ("destination", "activity")


ONLY_THE_CLASSIFICATION: dict[str, Any] = {
    "activity": "export",
    "destination": "VN",
    "exporter": {"country": "PL"},
    "items": [{"cyber_surveillance": False, "national_entries": []}],
    "knowledge": dict.fromkeys(("wmd", "military_end_use", "illicit_military_parts"), "none"),
    "circumstances": dict.fromkeys(
        ("russia_833_2014_through_russia", "belarus_765_2006_through_belarus"), False
    ),
}


def test_the_last_answer_can_be_taken_back_too() -> None:
    dialogue, end, text = talk(["?", "x", "<", "[]", "<", "none", ""], ONLY_THE_CLASSIFICATION)
    assert end is End.SETTLED
    assert text.count("Nothing more is to be asked. Enter ends the interview, < goes back.") == 3
    assert text.count("1. Which provisions of Annex I list the item") == 3
    assert dialogue.state.unknown == ()
    assert interview.determination(dialogue.state).outcome == "not_controlled"


@pytest.mark.parametrize(("language", "typed"), [("de", "Ausfuhr"), ("de", "eine Ausfuhr"), ("en", "export")])
def test_an_answer_is_understood_without_its_article(language: str, typed: str) -> None:
    dialogue, _, _ = talk([typed], {"destination": "VN"}, language)
    assert dialogue.state.transaction["activity"] == "export"


def test_letters_that_begin_several_answers_are_told_with_those() -> None:
    """ "t" begins a transfer and a transit: it is none of the answers by itself, and nothing is chosen."""
    dialogue, _, text = talk(["t", "export"], {"destination": "VN"}, "en")
    assert re.search(r"t may be .*trans", text)
    assert dialogue.state.transaction["activity"] == "export"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("USA", "US"), ("Czech Republic", "CZ"), ("Elfenbeinküste", "CI"), ("Holland", "NL"), ("ARE", "AE"), ("Ver.Arab.Emir.", "AE"),
        ("Korea, Republik", "KR"), ("Corée (République de)", "KR"), ("Belarus (Weißrussland)", "BY"), ("Iran, Islamische Republik", "IR"),
    ],
)  # fmt: skip
def test_places_are_understood_by_other_names_too(typed: str, code: str) -> None:
    """As a table may write them; what was understood is told with its code."""
    dialogue, _, text = talk([typed])
    assert dialogue.state.transaction["destination"] == code
    assert f"({code})" in text


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("Korea", ("(KR)", "(KP)")),
        ("Kongo", ("(CG)", "(CD)")),
        ("Saint Martin", ("(MF)", "(SX)")),
        ("Dubai", ("(AE)",)),
    ],
)
def test_a_name_of_several_places_is_asked_again_with_each_of_them(
    typed: str, named: tuple[str, ...]
) -> None:
    dialogue, _, text = talk([typed])
    assert "destination" not in dialogue.state.transaction
    assert all(name in text for name in named)


def test_where_nothing_more_can_be_asked_it_says_what_stays_open_and_who_can_say() -> None:
    dialogue, end, text = talk(["?"], ONLY_THE_CLASSIFICATION)
    assert end is End.STUCK
    assert "Not settled: what could still change the answer is not known. These can say:" in text
    assert "  - your own people: Which provisions of Annex I list the item, if any (classify it)?" in text
    # Taken up again, what was not known is asked once more.
    _, end, text = talk(["s"], interview.saved(dialogue.state))
    assert "What was not known last time is asked again." in text
    assert "Which provisions of Annex I list the item" in text


def test_items_are_named_and_those_left_open_are_said() -> None:
    start = {
        "date": "2026-08-20",
        "activity": "export",
        "destination": "RU",
        "items": [{"id": "10", "description": "Pump", "entries": ["2B350.i"]}, {"id": "20"}],
    }
    _, end, text = talk([], start)
    assert end is End.SETTLED
    assert "On their own, these items are still open: 20." in text
    _, end, text = talk(["5A001", "s"], start, every_item=True)
    assert "Items still open: 20." in text
    assert "1. Item 20: Which provisions of Annex I" in text


def test_a_wide_code_is_narrowed_by_number_or_code() -> None:
    start = {
        "date": "2026-08-20",
        "activity": "export",
        "manner": "after_repair",
        "destination": "AE",
        "items": [{"entries": ["5A001"]}],
    }
    state = interview.start(start)
    question = interview.next_question(state)
    while question is not None and question.kind != "narrower":
        value = "none" if question.kind == "level" else question.fact != "circumstances.free_zone"
        state = interview.answer(state, question.fact, value)
        question = interview.next_question(state)
    assert question is not None
    assert understood(question, "2") == [question.choices[1].value]
    assert understood(question, "5a001f1") == ["5A001.f.1"]
    dialogue, _, text = talk(["5A002", "6", "s"], interview.saved(state))
    assert "5A002 does not lie under 5A001. Give a narrower code" in text
    assert dialogue.state.transaction["items"][0]["entries"] == [question.choices[5].value]


@pytest.mark.parametrize(
    ("language", "typed", "shown"),
    [
        ("de", ["Japan", "eine Ausf", "keine"], "Japan (JP)"),
        ("fr", ["Japon", "une exp", "aucun"], "Japon (JP)"),
    ],
)
def test_other_languages_are_spoken_and_understood(language: str, typed: list[str], shown: str) -> None:
    dialogue, _, text = talk(typed, language=language)
    assert dialogue.state.transaction["destination"] == "JP"
    assert dialogue.state.transaction["activity"] == "export"
    assert dialogue.state.transaction["items"][0]["entries"] == []
    assert shown in text


def _question(
    kind: str, choices: tuple[tuple[Any, str], ...] = (), fact: str = "items[0].value"
) -> interview.Question:
    listed = tuple(interview.Choice(value, text) for value, text in choices)
    return interview.Question(
        fact=fact,
        code="x",
        params={},
        text="x",
        kind=kind,
        choices=listed,
        hint="",
        item=None,
        asked_of="exporter",
        asked_of_text="",
        why=(),
    )


YES_NO = _question("flag", ((True, "yes"), (False, "no")))
LEVEL = _question("level", (("none", "no indication"), ("suspects", "grounds for suspicion")))


@pytest.mark.parametrize(
    ("question", "text", "value"),
    [
        (YES_NO, "Y", True),
        (YES_NO, "nein", False),
        (YES_NO, "oui", True),
        (YES_NO, "2", False),
        (LEVEL, "suspects", "suspects"),
        (LEVEL, "no ind", "none"),
        (_question("place"), "ae", "AE"),
        (_question("place"), "Vereinigte Arabische Emirate", "AE"),
        (_question("place"), "uk", "GB"),
        (_question("place"), "Crimea", "UA-43"),
        (_question("place"), "Switzerl", "CH"),
        (_question("codes"), "none", []),
        (_question("codes"), "5a001f1, 3A001.a.3", ["5A001.f.1", "3A001.a.3"]),
        (_question("codes"), "5A001 5A002", ["5A001", "5A002"]),
        (_question("national_codes"), "DE:5A902; SE:4A901", ["DE:5A902", "SE:4A901"]),
        (_question("national_codes"), "-", []),
        (_question("amount"), "9000.50 EUR", "9000.50"),
        (_question("amount"), "48.000,00", "48000"),
        (_question("amount"), "48 000,50 Euro", "48000.5"),
        (_question("amount"), "48\u202f000,00 €", "48000"),
        (_question("amount"), "48,000.00", "48000"),
        (_question("amount", fact="items[0].quantity"), "3 Stück", "3"),
        (_question("currency"), "Euro", "EUR"),
        (_question("currency"), "US-Dollar", "USD"),
        (_question("currency"), " eur ", "EUR"),
        (
            _question("decision", (("prohibited", "it has prohibited the transit"), ("not_required", "no"))),
            "1 2026-08-01",
            {"result": "prohibited", "date": "2026-08-01"},
        ),
    ],
)
def test_what_is_typed_is_understood(question: interview.Question, text: str, value: Any) -> None:
    assert understood(question, text) == value


@given(
    st.text(max_size=20),
    st.sampled_from(
        ["flag", "level", "place", "codes", "narrower", "national_codes", "amount", "currency", "decision"]
    ),
)
@settings(max_examples=300, deadline=None)
def test_no_text_breaks_the_dialogue(text: str, kind: str) -> None:
    question = (
        YES_NO if kind == "flag" else _question(kind, (("none", "no indication"), ("not_required", "no")))
    )
    try:
        understood(question, text)
    except InputError as error:
        assert error.problems[0].at_prompt("de")  # noqa: PT017 - some texts are understood


def test_a_decision_asks_for_its_day() -> None:
    start = {
        "date": "2026-08-20",
        "activity": "transit",
        "destination": "VN",
        "located_in": "DE",
        "items": [{"entries": ["3A001.a.3"]}],
        "knowledge": {"wmd": "suspects"},
    }
    dialogue, end, text = talk(["1", "tomorrow", "1 2026-08-30", "1", "2026-08-01"], start)
    assert end is End.SETTLED
    assert dialogue.state.transaction["authority_decisions"] == [
        {"provision": "Art. 7(1)", "result": "prohibited", "date": "2026-08-01", "items": ["1"]}
    ]
    assert "On which day (year-month-day)?" in text
    assert "later than the day judged" in text
    assert interview.determination(dialogue.state).outcome == "prohibited"


@pytest.mark.parametrize(
    ("language", "typed"), [("en", "01.08.2026"), ("de", "01.08.2026"), ("fr", "01/08/2026")]
)
def test_the_day_of_a_decision_is_typed_as_its_reader_writes_it(language: str, typed: str) -> None:
    (question,) = [_question("decision", (("prohibited", "prohibited"), ("not_required", "no")))]
    value = {"result": "prohibited", "date": "2026-08-01"}
    assert understood(question, f"1 {typed}", language) == value
    assert in_words(question, value, language).endswith(short_day("2026-08-01", language))
    assert typed_day("08/31/2026", language) == "08/31/2026"  # refused by its form, never turned round


def test_an_amount_may_carry_its_currency() -> None:
    start = {
        "date": "2026-08-20",
        "activity": "export",
        "destination": "AE",
        "exporter": {"country": "DE"},
        "items": [{"entries": [], "kind": "goods", "national_entries": ["DE:5A902"]}],
        "knowledge": {"wmd": "none", "illicit_military_parts": "none", "internal_repression": "none"},
    }
    dialogue, end, _ = talk(["4000.00 EUR"], start)
    assert end is End.SETTLED
    assert dialogue.state.transaction["items"][0]["currency"] == "EUR"
    dialogue, end, _ = talk(["4000.00", "eur"], start)
    assert end is End.SETTLED
    assert interview.determination(dialogue.state).outcome == "not_controlled"


def test_where_the_disk_is_full_the_dialogue_stays_where_it_is() -> None:
    refused = InputError([unwritable(Path("x.yaml"), OSError(28, "No space left on device"))])
    shown: list[str] = []
    lines = iter(["AE", "s"])

    def fail(state: interview.Interview) -> None:
        raise refused

    dialogue = Dialogue(
        interview.start(today=DAY), Screen(read=lambda prompt: next(lines), write=shown.append), "en", fail
    )
    assert dialogue.run() is End.STOPPED
    assert dialogue.state == interview.start(today=DAY)
    assert any("cannot be written (No space left on device)" in line for line in shown)


# --- files ---------------------------------------------------------------------------------------------------------

plain = st.recursive(
    st.booleans() | st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.from_regex(r"[a-z.:_ÄNO]{1,8}", fullmatch=True), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(
    st.dictionaries(st.sampled_from(["activity", "destination", "items", "no", "1E001"]), plain, min_size=1)
)
@example(
    {"items": ["?0", "-", "[a", "DE:5A902", "1E001", "no", "null", "{", "#", "a: b", "'", "&a", "*a", "!x"]}
)
@example(
    {
        "items": [
            [],
            {},
            {"a": []},
            "%",
            "@",
            "`",
            "|",
            ">",
            "a #b",
            " a ",
            "=",
            "~",
            "0x1",
            ".5",
            "2026-08-20",
        ]
    }
)
@settings(max_examples=150, deadline=None)
def test_what_is_written_is_read_again(data: dict[str, Any]) -> None:
    for text, suffix in ((as_yaml(data), ".yaml"), (as_json(data), ".json")):
        (document,) = parse(text.encode(), f"x{suffix}", suffix)
        assert document.data == data


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("old", encoding="utf-8")
    path.chmod(0o640)

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(InputError, match="cannot be written"):
        write_document(path, {"activity": "export"})
    assert path.read_text(encoding="utf-8") == "old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.yaml"]
    monkeypatch.undo()
    write_document(path, {"activity": "export"})
    assert path.read_text(encoding="utf-8") == "activity: export\n"
    assert path.stat().st_mode & 0o777 == 0o640


def test_places_that_cannot_be_written_are_refused_at_once(tmp_path: Path) -> None:
    for name in ("a.toml", "a", "absent/a.yaml", "folder.yaml"):
        (tmp_path / "folder.yaml").mkdir(exist_ok=True)
        with pytest.raises(InputError):
            check_writable(tmp_path / name)


def test_where_answers_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert place_to_keep(None, None, False) == Path("interview.yaml")
    Path("interview.yaml").touch()
    assert place_to_keep(None, None, False) == Path("interview-2.yaml")
    assert place_to_keep("offer.toml", None, False) == Path("offer.interview.yaml")
    assert place_to_keep("offer.json", None, True) == Path("offer.json")
    assert place_to_keep("offer.toml", None, True) == Path("offer.interview.yaml")
    assert place_to_keep("offer.json", "other.json", True) == Path("other.json")
    with pytest.raises(
        InputError, match=r"there already. Go on with it \(dualuse interview interview.yaml\)"
    ):
        place_to_keep(None, "interview.yaml", False)
    assert place_to_keep("interview.yaml", "interview.yaml", True) == Path("interview.yaml")


def test_a_file_begins_or_continues_an_interview(tmp_path: Path) -> None:
    for suffix, text in (
        (".yaml", "destination: AE\nitems: [{}]\n"),
        (".json", '{"destination": "AE", "items": [{}]}'),
        (".toml", 'destination = "AE"\n[[items]]\n'),
    ):
        path = tmp_path / f"offer{suffix}"
        path.write_text(text, encoding="utf-8")
        state, resumed = opened(str(path), DAY)
        assert not resumed
        assert state.transaction == {"items": [{"id": "1"}], "destination": "AE"}
    kept = tmp_path / "kept.json"
    keep(interview.answer(state, "activity", "export"), kept)
    state, resumed = opened(str(kept), DAY)
    assert resumed
    assert state.answered == ("activity",)


def run(*arguments: str, typed: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, that has loaded the law already."""
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    program = "from dualuse.cli import main; main()"
    command = ("interview", *arguments)
    done = forked.run_bytes(program, command, typed.encode(), environment, folder, forked.LAW)
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def test_the_command_with_piped_input(tmp_path: Path) -> None:
    done = run(typed="RU\nexport\n", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Stopped. So far: " in done.stdout
    assert done.stdout.rstrip().endswith("dualuse interview interview.yaml")
    done = run("interview.yaml", "--language", "de", typed="3A001.a.3\n", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "es ist verboten" in done.stdout
    (document,) = parse((tmp_path / "interview.yaml").read_bytes(), "interview.yaml", ".yaml")
    assert check(document.data).outcome == "prohibited"
    assert [entry.name for entry in tmp_path.iterdir()] == ["interview.yaml"]


def test_the_command_with_json_leaves_only_the_answer_on_standard_output(tmp_path: Path) -> None:
    (tmp_path / "offer.yaml").write_text("destination: RU\nactivity: export\nitems: [{}]\n", encoding="utf-8")
    done = run("offer.yaml", "--json", "-o", "kept.json", typed="3A001.a.3\n", folder=tmp_path)
    assert json.loads(done.stdout)["outcome"] == "prohibited"
    assert "Which provisions of Annex I" in done.stderr
    assert json.loads((tmp_path / "kept.json").read_text(encoding="utf-8"))["interview"]["steps"] == [
        {"place": "items[0].entries"}
    ]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["absent.yaml"], "cannot be read"),
        (["-"], "standard input gives the answers"),
        (["two.yaml"], "the file holds 2 transactions"),
        (["-o", "x.toml"], "this format is not written"),
        (["-o", "absent/x.yaml"], "the file cannot be written"),
        (["bad.yaml"], "bad.yaml:1: destination: ZZ is no country"),
        (["--language", "xx"], "not spoken here"),
    ],
)
def test_bad_input_is_one_error(arguments: list[str], says: str, tmp_path: Path) -> None:
    (tmp_path / "two.yaml").write_text("items: [{}]\n---\nitems: [{}]\n", encoding="utf-8")
    (tmp_path / "bad.yaml").write_text("destination: ZZ\nitems: [{}]\n", encoding="utf-8")
    done = run(*arguments, typed="", folder=tmp_path)
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["bad.yaml", "two.yaml"]


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
def test_control_c_in_a_terminal_keeps_the_answers(tmp_path: Path) -> None:
    import pty

    pid, descriptor = pty.fork()
    if pid == 0:
        os.chdir(tmp_path)
        os.environ.update(PYTHONPATH=str(REPOSITORY / "src"), LC_ALL="C.UTF-8", TERM="xterm")
        os.execv(COMMAND[0], COMMAND)
    terminal = Terminal(descriptor)
    try:
        terminal.wait_for("> ")
        terminal.type("AE\n")
        terminal.wait_for("2. ")
        terminal.wait_for("> ")
        time.sleep(0.5)  # the interpreter loses an interrupt between the prompt and the reading
        terminal.type("\x03")
        terminal.wait_for("dualuse interview interview.yaml")
    finally:
        if "dualuse interview interview.yaml" not in terminal.shown:
            os.kill(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
        os.close(descriptor)
    assert os.waitstatus_to_exitcode(status) == 0
    assert "Traceback" not in terminal.shown
    assert "\x1b[1m" in terminal.shown  # the question stands out
    (document,) = parse((tmp_path / "interview.yaml").read_bytes(), "interview.yaml", ".yaml")
    assert document.data["destination"] == "AE"


class Terminal:
    """What a program shows on a pseudo-terminal, and what is typed there."""

    def __init__(self, descriptor: int) -> None:
        self.shown = ""
        self._descriptor = descriptor
        self._seen = 0

    def type(self, text: str) -> None:
        os.write(self._descriptor, text.encode())

    def wait_for(self, mark: str, seconds: float = 60) -> None:
        """Read on until ``mark`` is shown, after what was waited for before."""
        end = time.monotonic() + seconds
        while (position := self.shown.find(mark, self._seen)) < 0:
            ready, _, _ = select.select([self._descriptor], [], [], max(0.0, end - time.monotonic()))
            assert ready, self.shown
            self.shown += os.read(self._descriptor, 4096).decode("utf-8", "replace")
        self._seen = position + len(mark)


ENTRIES_NEXT: dict[str, Any] = {
    "activity": "export",
    "destination": "AE",
    "exporter": {"country": "DE"},
    "items": [{"id": "1"}],
}


def test_the_search_proposes_where_a_description_is_stated() -> None:
    described = {**ENTRIES_NEXT, "items": [{"id": "1", "description": "a thermal camera"}]}
    _, _, text = talk(["s"], described)
    assert "The search proposes, a person classifies:\n     1  6A003  Cameras" in text
    assert "The search proposes" not in talk(["s"], ENTRIES_NEXT)[2]


def test_a_search_is_no_answer_and_the_question_stays() -> None:
    dialogue, _, text = talk(["/ a camera", "/ a pump", "/", "s"], ENTRIES_NEXT)
    assert dialogue.state.steps == ()
    assert "     1  6A003  Cameras" in text
    assert text.count("The search thinks of nothing") == 2


def test_what_was_searched_is_there_after_going_back_and_when_taken_up_again() -> None:
    """Whoever went back from the entries, or came back the next day, had to say again what the item is."""
    dialogue, _, text = talk(["/ a thermal camera", "1", "<", "s"], ENTRIES_NEXT)
    after = text[text.index("> <") :]
    assert "Searched last: a thermal camera" in after
    assert "     1  6A003  Cameras" in after
    kept = interview.saved(dialogue.state)
    assert kept["interview"]["searched"] == {"items[0].entries": "a thermal camera"}
    assert "description" not in kept["items"][0]  # a search states nothing
    again, _, text = talk(["1", "s"], kept)
    assert "Searched last: a thermal camera" in text
    assert again.state.transaction["items"][0]["entries"] == ["6A003"]


def test_a_search_that_led_nowhere_is_not_kept() -> None:
    dialogue, _, _ = talk(["/ a camera", "/ a pump", "s"], ENTRIES_NEXT)
    assert dialogue.state.searched == {"items[0].entries": "a camera"}


def test_a_description_that_is_taken_back_is_still_searched_by() -> None:
    state = interview.answer(interview.start(ENTRIES_NEXT, today=DAY), "items[0].description", "a camera")
    earlier = interview.back(state)
    assert "description" not in earlier.transaction["items"][0]
    assert "6A003  Cameras" in talk(["s"], interview.saved(earlier))[2]


@pytest.mark.parametrize("searched", [{"nowhere": "a camera"}, {"items[0].entries": 3}, ["a camera"]])
def test_a_record_of_searches_that_is_none_is_one_problem(searched: Any) -> None:
    with pytest.raises(InputError):
        interview.start({**ENTRIES_NEXT, "interview": {"steps": [], "searched": searched}}, today=DAY)


def test_a_proposal_is_taken_by_its_number() -> None:
    dialogue, _, _ = talk(["/ a camera", "1", "s"], ENTRIES_NEXT)
    assert dialogue.state.transaction["items"][0]["entries"] == ["6A003"]
    outside, _, text = talk(["/ a camera", "7", "s"], ENTRIES_NEXT)
    assert (outside.state.steps, text.count("To search Annex I") > 0) == ((), True)


def why_of_end_user(destination: str) -> str:
    """Why the country of the end user is asked for, where the items go to ``destination``."""
    start = {
        "activity": "export",
        "manner": "permanent",
        "destination": destination,
        "exporter": {"country": "DE"},
        "items": [{"entries": ["5A002.a"]}],
        "parties": [{"role": "end_user", "name": "Gulf Optics LLC"}],
    }
    _, _, text = talk(["s"], start)
    return text.partition("In which country is the end user")[2]


@pytest.mark.parametrize(
    ("destination", "why"),
    [
        ("AE", "Why: acts about certain places may forbid it: Regulation (EC) No 765/2006, and others."),
        ("EG", "Why: acts about certain places may forbid it: Regulation (EC) No 765/2006, and others."),
        ("IN", "Why: Annex II, EU008: "),
    ],
)
def test_no_act_about_another_place_is_the_reason(destination: str, why: str) -> None:
    text = why_of_end_user(destination)
    assert "to any person in Belarus" not in text
    assert why in text
    assert " more" not in text.partition("Who knows")[0]


def test_the_reason_is_of_the_act_about_the_place_stated() -> None:
    """The Regulation first, then the acts about the destination, then the acts about other places."""
    start = {"activity": "export", "destination": "BY", "items": [{}]}
    state = interview.start(start, today=DAY)
    question = interview.next_question(state)
    assert question is not None
    places = [reason.elsewhere for reason in question.why]
    assert places == sorted(places)
    about_belarus = [reason for reason in question.why if "765/2006" in reason.citation]
    assert about_belarus
    assert not any(reason.elsewhere for reason in about_belarus)


OF_A_FAIR: dict[str, Any] = {
    "activity": "export",
    "destination": "AE",
    "exporter": {"name": "Meridian GmbH", "country": "DE"},
    "items": [{"kind": "goods", "entries": ["5A002.a"]}],
}


def test_what_matters_only_in_a_manner_that_is_not_known_comes_last() -> None:
    typed = ["?", "Gulf Optics LLC", "AE", "none", "Q-1", *["?"] * 20]
    dialogue, end, text = talk(typed, OF_A_FAIR, compare=lambda state, party: [])
    assert end is End.STUCK
    assert text.index("What is the name of the end user?") < text.index("back in the Union within 120 days")
    # In law it stays open, and is no milder than if nothing had been asked.
    known = interview.determination(dialogue.state).range
    assert known == ("general_authorisation", "authorisation_required")
    closing = text.partition("These can say:")[2]
    assert "conditions of Annex II, EU004 (temporary export for an exhibition or fair)" in closing
    assert "120 days" not in closing
    # Who knows the manner is asked for what it needs, and for nothing of a fair.
    _, _, text = talk(["permanent", *["?"] * 20], OF_A_FAIR, compare=lambda state, party: [])
    assert "120 days" not in text


def test_the_end_of_an_interview_fits_on_a_screen() -> None:
    names = [{"role": "other", "name": f"Partner {number} of the consortium"} for number in range(40)]
    state = interview.start({**OF_A_FAIR, "parties": names}, today=DAY)
    while (question := interview.next_question(state)) is not None:
        state = interview.dont_know(state, question.fact)
    result = interview.determination(state)
    lines = list(ending(state, End.STUCK, result, "en", 100))
    assert len(lines) <= 30
    assert any("more: check the file of the answers with --full" in line for line in lines)


def test_back_leads_into_what_the_transaction_taken_up_states() -> None:
    """It stopped at the first question, whatever stood in the file wrongly."""
    stated = {
        "activity": "export", "destination": "JP", "manner": "permanent", "exporter": {"country": "DE"},
        "items": [{"id": "1", "kind": "goods", "entries": ["3A002.c"]}],
        "knowledge": {"wmd": "none"},
    }  # fmt: skip
    dialogue, _, text = talk(["<", "s"], stated)
    assert "This is the first question." not in text
    assert "knowledge" not in dialogue.state.transaction
    assert {name: value for name, value in dialogue.state.transaction.items() if name != "knowledge"} == {
        name: value for name, value in stated.items() if name != "knowledge"
    }
    assert dialogue.state.steps == ()
    dialogue, _, text = talk(["<", "<", "s"], {"destination": "JP"})
    assert "destination" not in dialogue.state.transaction
    assert "This is the first question." in text


SHEET = "imaging_camera: true\n"


@pytest.mark.parametrize(
    ("typed", "parameters"),
    [
        ([""], None),
        (["n"], None),
        (["y"], {"6A003": {"imaging_camera": "yes"}}),
        (["nothing.yaml", "core.yaml"], {"6A003": {"imaging_camera": True}}),
        (["wrong.yaml", ""], None),
        ([], None),
    ],
)
def test_the_parameters_of_an_entry_may_be_stated_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: list[str], parameters: dict[str, Any] | None
) -> None:
    """An interview ended with an entry that rested on what somebody had said alone."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "core.yaml").write_text(SHEET)
    (tmp_path / "wrong.yaml").write_text("no_such_parameter: 1\n")
    lines: list[str] = []
    answers = iter(typed)

    def read(prompt: str) -> str:
        try:
            return next(answers)
        except StopIteration:
            raise EOFError from None

    screen = Screen(read=read, write=lines.append, width=200)
    state = interview.start({"items": [{"id": "7", "entries": ["6A003.b.4.a"]}, {"entries": []}]})
    asked: list[Path] = []

    def ask(code: str, known: Any, sheet: Path) -> dict[str, Any]:
        asked.append(sheet)
        return {"imaging_camera": "yes", "skipped": None}

    changed = with_parameters(state, screen, tmp_path / "sale.yaml", language="en", asked=ask)
    assert changed.transaction["items"][0].get("parameters") == parameters
    assert "parameters" not in changed.transaction["items"][1]
    assert any("Item 7, 6A003.b.4.a: state its parameters, too?" in line for line in lines)
    assert asked == ([tmp_path / "sale-6A003.yaml"] if typed == ["y"] else [])
    assert ("→ 6A003.b.4.a: open" in lines) is (parameters is not None)
    # Who has stated them is not asked again.
    again = with_parameters(changed, screen, tmp_path / "sale.yaml", language="en", asked=ask)
    assert parameters is None or again == changed
