"""Bad input: one clear error each (where, what, remedy), exit code 2, no traceback; and nothing crashes a reader."""

from __future__ import annotations

import ast
import importlib
import inspect
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from dualuse import InputError, check
from dualuse.cli import app
from dualuse.inputs.parser_words import parser_reason
from dualuse.schema.reading.plain_data import parse, read_file
from dualuse.schema.reading.validation import checked_transaction, transaction_from
from tests.support import forked
from tests.support.screening_home import Entry, install

CASES: list[tuple[str, str, str, str]] = [
    (
        "unknown field",
        "a.yaml",
        "destinaton: AE\nitems: [{entries: []}]\n",
        "a.yaml:1: destinaton: there is no field",
    ),
    (
        "unknown code",
        "a.yaml",
        "items:\n  - entries:\n      - 5A001.z\n",
        "a.yaml:3: items[0].entries[0]: 5A001.z is no provision",
    ),
    (
        "exclusion note as code",
        "a.yaml",
        "items: [{entries: [5A004.b.2.a]}]\n",
        "5A004.b.2.a is no provision",
    ),
    ("code not used", "a.yaml", "items: [{entries: [4D002]}]\n", "4D002 is marked as not used"),
    ("code of a later edition", "a.yaml", "date: 2024-01-01\nitems: [{entries: [4A506]}]\n", "it came later"),
    (
        "no such country",
        "a.yaml",
        "destination: ZZ\nitems: [{entries: []}]\n",
        "a.yaml:1: destination: ZZ is no country",
    ),
    (
        "malformed money",
        "a.yaml",
        "items: [{value: '1,000.00'}]\n",
        "items[0].value: 1,000.00 is not an amount",
    ),
    ("money as float", "a.json", '{"items": [{"value": 1e3}]}', "items[0].value: 1e3 is not an amount"),
    (
        "date before the Regulation",
        "a.yaml",
        "date: 2021-09-08\nitems: [{entries: []}]\n",
        "applies since 9 September 2021",
    ),
    ("impossible date", "a.yaml", "date: 2026-02-30\nitems: [{entries: []}]\n", "2026-02-30 is not a date"),
    ("truncated JSON", "a.json", '{"items": [{"entries": ["5A001.f"', "the JSON is not well-formed"),
    ("truncated YAML", "a.yaml", "items: [{entries: [5A001.f\n", "the YAML is not well-formed"),
    ("truncated TOML", "a.toml", "items = [{", "the TOML is not well-formed"),
    (
        "unknown ground",
        "a.yaml",
        "items: [{}]\nknowledge: {wmdd: none}\n",
        "knowledge.wmdd: there is no field called wmdd. Perhaps wmd",
    ),
    (
        "unknown level",
        "a.yaml",
        "items: [{}]\nknowledge: {wmd: maybe}\n",
        "knowledge.wmd: maybe is not known here. Use one of: none",
    ),
    (
        "unknown circumstance",
        "a.yaml",
        "items: [{}]\ncircumstances: {freezone: true}\n",
        "Perhaps free_zone is meant",
    ),
    ("yes is not true", "a.yaml", "items: [{cyber_surveillance: yes}]\n", "neither true nor false"),
    ("national code of nobody", "a.yaml", "items: [{national_entries: [5A902]}]\n", "whose national list"),
    (
        "national code unknown",
        "a.yaml",
        "items: [{national_entries: ['DE:5A999']}]\n",
        "not on the national list of DE",
    ),
    ("field twice", "a.yaml", "items: [{}]\nitems: [{}]\n", "a.yaml:2: the field items stands twice"),
    ("alias", "a.yaml", "a: &x [1]\nitems: *x\n", "aliases are not taken"),
    ("no items", "a.yaml", "destination: AE\n", "items: the field is missing"),
    ("empty items", "a.yaml", "items: []\n", "items: the list is empty"),
    ("not a mapping", "a.json", "5", "this is not a transaction"),
    ("empty file", "a.yaml", "", "the file is empty"),
    ("two items of one name", "a.yaml", "items: [{id: a}, {id: a}]\n", "two items are called a"),
    (
        "answer to no question",
        "a.yaml",
        "items: [{}]\nanswers: {item.listed: true}\n",
        "item.listed is no open question",
    ),
    ("NaN", "a.json", '{"items": [{"value": NaN}]}', "NaN is not a number"),
    ("date too far", "a.yaml", "items: [{}]\ndate: 9999-12-31\n", "9999-12-31 is too far ahead"),
    ("control characters", "a.json", '{"items": [{}], "reference": "a\\u0007b"}', "control characters"),
    (
        "country by name",
        "a.yaml",
        "items: [{}]\ndestination: Japan\n",
        "Japan is a name, and a code is wanted here. Write JP, its code",
    ),
    (
        "decision of the wrong kind",
        "a.yaml",
        "items: [{}]\nauthority_decisions: [{provision: Art. 4(2), result: prohibited, date: 2026-01-01}]\n",
        "knows no decision called prohibited",
    ),
    (
        "half a character",
        "a.json",
        '{"items": [{"parameters": {"a": "\\ud800"}}]}',
        "a.json: a text holds half a character",
    ),
    ("format", "a.txt", "x", "the format of the file is not known"),
]


def run(*arguments: str, folder: Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """The command line in a process of its own, that has loaded the law already."""
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "DUALUSE_LANGUAGE": "en"}
    program = "from dualuse.cli import main; main()"
    return forked.run_bytes(program, arguments, stdin, environment, folder, forked.LAW)


def run_here(*arguments: str, stdin: str = "") -> Result:
    """As ``run``, but without a process of its own; an exception that nobody handles fails the test."""
    done = CliRunner().invoke(
        app, arguments, input=stdin, env={"LC_ALL": "C.UTF-8", "DUALUSE_LANGUAGE": "en"}
    )
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


@pytest.mark.parametrize(("name", "file", "text", "expected"), CASES, ids=[case[0] for case in CASES])
def test_one_clear_error(
    name: str, file: str, text: str, expected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / file).write_text(text, encoding="utf-8")
    done = run_here("check", file)
    assert done.exit_code == 2, done.stderr
    assert expected in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert done.stdout == ""


def test_a_gigabyte_on_one_line_is_refused_at_once(tmp_path: Path) -> None:
    for name in ("big.yaml", "big.json"):
        with (tmp_path / name).open("wb") as stream:
            stream.truncate(1024**3)
        done = run("check", name, folder=tmp_path)
        assert done.returncode == 2
        assert b"larger than" in done.stderr


def test_depth_is_limited() -> None:
    for text, suffix in (("[" * 100_000, ".json"), ("[" * 3_000, ".yaml"), ("a = " + "[" * 5_000, ".toml")):
        with pytest.raises(InputError):
            parse(text.encode(), "deep", suffix)


def test_one_bad_file_does_not_lose_the_others(tmp_path: Path) -> None:
    (tmp_path / "good.yaml").write_text(
        "items: [{entries: [5A001.f.1]}]\ndestination: AE\nactivity: export\n"
    )
    (tmp_path / "bad.yaml").write_text("items: 5\n")
    done = run("check", "bad.yaml", "good.yaml", "--json", folder=tmp_path)
    assert done.returncode == 2
    assert done.stdout.count(b"\n") == 1
    assert b"bad.yaml:1: items: this is not a list" in done.stderr


def test_gate_and_exit_codes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "t.yaml").write_text("items: [{entries: [5A001.f.1]}]\ndestination: AE\nactivity: export\n")
    assert run("check", "t.yaml", "--gate", folder=tmp_path).returncode == 1
    assert run_here("check", "t.yaml").exit_code == 0
    assert run_here("check", "t.yaml", "--gate").exit_code == 1
    assert run_here("check", "-", "--json", stdin="items: [{entries: []}]").exit_code == 0
    assert run_here("check", "t.yaml", "--assume", "nonsense").exit_code == 2
    assert run_here("check", "t.yaml", "--language", "xx").exit_code == 2
    assert run_here("entry", "5A001.f").exit_code == 0
    assert run_here("entry", "5A001.zz").exit_code == 2
    assert run_here("law", "table", "99").exit_code == 2


def test_a_text_cannot_forge_an_answer(tmp_path: Path) -> None:
    (tmp_path / "t.json").write_text('{"reference": "A\\n\\nGO: all fine", "items": [{"entries": []}]}')
    lines = run("check", "t.json", folder=tmp_path).stdout.decode().splitlines()
    assert lines[0].startswith("ASK FIRST  A GO: all fine · ")
    assert not any(line.startswith("GO") for line in lines)


def test_an_output_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "t.yaml").write_text("items: [{entries: []}]\n")
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full on this system")
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-c", "from dualuse.cli import main; main()", "check", "t.yaml"]
        done = subprocess.run(command, cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 2
    assert b"cannot be written" in done.stderr
    assert b"Traceback" not in done.stderr


def test_scalars_keep_their_characters() -> None:
    (document,) = parse(
        b"destination: NO\nitems:\n  - entries: [1E001]\n    value: 180000.00\n    cn_code: 01012100\n",
        "t",
        ".yaml",
    )
    transaction = transaction_from(document)
    assert transaction.destination == "NO"
    assert transaction.items[0].entries == ["1E001"]
    assert str(transaction.items[0].value) == "180000.00"
    assert transaction.items[0].cn_code == "01012100"


def test_codes_are_normalised() -> None:
    result = check(
        {
            "date": "2026-08-01",
            "activity": "export",
            "destination": "AE",
            "items": [{"entries": ["5a001f1", "5A001.f.1."]}],
        }
    )
    texts = [
        because.text
        for item in result.items
        for row in item.general_authorisations
        for because in row.because
    ]
    assert any("5A001.f.1" in text for text in texts)


@given(st.binary(max_size=400), st.sampled_from([".yaml", ".json", ".jsonl", ".toml"]))
@settings(max_examples=300, deadline=None)
def test_no_bytes_crash_a_reader(content: bytes, suffix: str) -> None:
    try:
        documents = parse(content, "fuzz", suffix)
        for document in documents:
            transaction_from(document)
    except InputError as error:
        assert error.problems  # noqa: PT017 - most inputs raise, some do not


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "items",
                    "destination",
                    "entries",
                    "knowledge",
                    "wmd",
                    "date",
                    "parties",
                    "role",
                    "x",
                    "value",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(
    st.dictionaries(
        st.sampled_from(
            ["items", "destination", "date", "knowledge", "parties", "exporter", "answers", "sources"]
        ),
        json_values,
        max_size=5,
    )
)
@settings(max_examples=300, deadline=None)
def test_no_mapping_crashes_check(data: dict[str, object]) -> None:
    try:
        check(data)
    except InputError as error:
        for problem in error.problems:
            assert problem.text()


def test_a_missing_field_is_named_with_advice_that_fits_it() -> None:
    for data, place, remedy in (
        ({"destination": "KE"}, "items", "Add it; a transaction needs at least one item."),
        (
            {"items": [{}], "authorisations": [{"kind": "individual"}]},
            "authorisations[0].reference",
            "Add it.",
        ),
    ):
        with pytest.raises(InputError) as error:
            check(data)
        (problem,) = error.value.problems
        assert problem.path == place
        assert problem.text().endswith(f"the field is missing. {remedy}")


@pytest.mark.parametrize(
    ("field", "word", "remedy"),
    [
        ("activity", "Ausfuhr", "Perhaps export is meant"),
        ("activity", "courtage", "Perhaps brokering is meant"),
        ("activity", "exprot", "Perhaps export is meant"),
        ("activity", "Tanz", "Use one of: export, brokering"),
        ("destination", "Emiraten", "Perhaps United Arab Emirates (AE) is meant: write its code"),
        ("destination", "Emiratien", "United Arab Emirates (AE)"),
        ("destination", "Nirgendwo", "Use an ISO 3166-1 code"),
    ],
)
def test_another_word_is_suggested_and_never_taken(field: str, word: str, remedy: str) -> None:
    with pytest.raises(InputError) as caught:
        check({field: word, "items": [{"entries": []}]})
    (problem,) = caught.value.problems
    assert remedy in problem.text("en")


@pytest.mark.parametrize(
    ("field", "value", "remedy"),
    [
        ("value", {"amount": 100000, "currency": "USD"}, 'value: "100000", and beside it currency as a field of its own, such as currency: USD'),
        ("value", "100000 EUR", 'value: "100000", and beside it currency as a field of its own, such as currency: EUR'),
        ("value", "€ 1.000,00", 'value: "180000.00", and beside it currency as a field of its own, such as currency: EUR'),
        ("quantity", "3 pcs", 'quantity: "3", and beside it unit as a field of its own, such as unit: pcs'),
        ("value", "1,000.00", "Write digits with a point and no thousands sign"),
        ("value", "1e3x", "Write digits with a point and no thousands sign"),
        ("value", "2,000", "Write 2000 where the comma stands between thousands, 2.00 where it stands before decimals"),
        ("quantity", "12,345", "Write 12345 where the comma stands between thousands, 12.3450 where it stands before decimals"),
        ("value", "4.200", "Write 4200 where the point stands between thousands, 4.20 where it stands before decimals"),
        ("value", "4.205", "Write 4205 where the point stands between thousands, 4.2050 where it stands before decimals"),
    ],
)  # fmt: skip
def test_an_amount_with_its_currency_or_unit_tells_that_this_is_a_field_of_its_own(
    field: str, value: object, remedy: str
) -> None:
    with pytest.raises(InputError) as caught:
        check({"items": [{"entries": [], field: value}]})
    (problem,) = caught.value.problems
    assert remedy in problem.text()


@pytest.mark.parametrize("written", ["2.00", "2000", "12.3450", "12345", "4.2050", "4.20"])
def test_an_amount_is_taken_as_it_was_told_to_be_written(written: str) -> None:
    assert check({"items": [{"entries": [], "value": written}]}).outcome


@pytest.mark.parametrize(
    ("data", "remedy"),
    [
        ({"member_state": "DE"}, "The Member State is that of the exporter: write exporter: {name: …, country: DE}"),
        ({"exporter": {"member_state": "DE"}}, "Perhaps country is meant"),
        ({"exporter": {"town": "Bonn"}}, "Use one of: name, country"),
    ],
)  # fmt: skip
def test_a_member_state_stated_elsewhere_is_told_its_place(data: dict[str, object], remedy: str) -> None:
    """The State whose authority is competent is that of the exporter (Art. 12(2))."""
    with pytest.raises(InputError) as caught:
        check({**data, "items": [{"entries": []}]})
    (problem,) = caught.value.problems
    assert remedy in problem.text()


@pytest.mark.parametrize(
    ("suffix", "text", "line", "told"),
    [
        (".yaml", "a: [1,\nb: 2", 2, "hier wird ein Komma oder „]“ erwartet"),
        (".yaml", "a: b: c", 1, "ein Doppelpunkt, wo keiner stehen darf"),
        (".yaml", 'a: "x', 1, "ein Text beginnt mit einem Anführungszeichen und endet nicht"),
        (
            ".json",
            '{"a":1,}',
            1,
            # From 3.13 on Python itself tells a comma at the end.
            "vor der schließenden Klammer steht ein Komma"
            if sys.version_info >= (3, 13)
            else "hier wird ein Feldname in doppelten Anführungszeichen erwartet",
        ),
        (".json", '{"a" 1}', 1, "es fehlt „:“"),
        (".toml", "a = b", 1, "das ist kein Wert"),
        (".toml", 'ok = 1\na = "x\n', 2, "ein Text geht über das Zeilenende hinaus"),
    ],
)
def test_why_a_text_is_not_well_formed_is_told_in_the_language_of_its_reader(
    tmp_path: Path, suffix: str, text: str, line: int, told: str
) -> None:
    """What the parsers say was repeated as they say it, in English."""
    path = tmp_path / f"offer{suffix}"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as raised:
        list(read_file(path))
    (problem,) = raised.value.problems
    assert told in problem.text("de")
    assert problem.line == line


@pytest.mark.parametrize("module", ["json.decoder", "tomllib._parser"])
def test_the_parsers_say_nothing_that_has_no_words_of_ours(module: str) -> None:
    source = ast.parse(inspect.getsource(importlib.import_module(module)))
    calls = [node for node in ast.walk(source) if isinstance(node, ast.Call)]
    said = [
        argument.value
        for call in calls
        if getattr(call.func, "id", getattr(call.func, "attr", "")) in ("JSONDecodeError", "suffixed_err", "TOMLDecodeError")
        for argument in call.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    ]  # fmt: skip
    assert len(said) > 5
    assert [text for text in said if isinstance(parser_reason(text), str)] == []


@pytest.mark.parametrize("stream", ["", "\n", " \n\t\r\n\n"])
@pytest.mark.parametrize(
    "command",
    [
        ("check", "-", "--format", "jsonl", "--gate"),
        ("check", "-", "--format", "jsonl", "--json"),
        ("check", "-", "--format", "jsonl", "--full"),
        ("check", "-", "--gate"),
        ("assess", "-", "--format", "jsonl", "--out", "dossiers", "--gate"),
        ("classify", "--file", "-"),
        ("classify", "--file", "-", "--json"),
    ],
)
def test_a_stream_with_nothing_in_it_opens_no_gate(
    command: tuple[str, ...], stream: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What should have written into it failed."""
    monkeypatch.chdir(tmp_path)
    answer = run_here(*command, stdin=stream)
    assert answer.exit_code == 2, answer.output
    assert answer.stdout == ""
    assert len(answer.stderr.splitlines()) == 1
    assert not (tmp_path / "dossiers").exists()


@pytest.mark.parametrize("stream", ["", "\n \n"])
@pytest.mark.parametrize("command", [("screen", "--file", "-", "--gate"), ("rescreen", "-", "--gate")])
def test_a_stream_without_a_party_opens_no_gate(
    command: tuple[str, ...], stream: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DUALUSE_HOME", str(tmp_path))
    install(tmp_path, "xx_one", date.today().isoformat(), (Entry("P1", "Orlow Quillonberg"),))
    answer = run_here(*command, stdin=stream)
    assert answer.exit_code == 2, answer.output
    assert "no party stands in the file" in answer.stderr


@pytest.mark.parametrize(
    "line",
    [
        b'{"reference":"X","nonsense":"1"}',
        b'{"reference":"',
        b'"text"',
        b'{"reference":"\\ud800"}',
        b'{"a":"1","a":"2"}',
        b'{"a":NaN}',
        b"\xff",
        b"\x00",
        b"[" * 100 + b"]" * 100,
        b"[" * 100_000,
    ],
)
def test_a_refused_line_is_named_by_its_number(line: bytes) -> None:
    """Whoever sent a stream of lines knows which answers are missing."""
    good = b'{"reference":"G","items":[]}\n'
    from_stream = CliRunner().invoke(app, ["check", "-", "--format", "jsonl"], input=good + b"\n" + line)
    told = [text for text in from_stream.stderr.splitlines() if not text.startswith("dualuse: -:1:")]
    assert told
    assert all(text.startswith("dualuse: -:3:") for text in told), told


@pytest.mark.parametrize("line", [b'{"reference":"\\ud800"}', b'{"a":"1","a":"2"}', b'{"a":NaN}', b"\x00"])
def test_a_refused_line_of_a_file_is_named_by_its_number(line: bytes) -> None:
    with pytest.raises(InputError) as refused:
        parse(b"{}\n\n" + line, "a.jsonl", ".jsonl")
    assert [problem.line for problem in refused.value.problems] == [3]


@pytest.mark.parametrize("written", ["dualuse-transaktion-1", "dualuse-transaction", "", 1, None, ["x"]])
def test_a_slip_in_the_format_is_told_with_the_name_that_is_meant(written: object) -> None:
    with pytest.raises(InputError) as refused:
        check({"format": written, "items": [{"entries": []}], "destination": "CH", "date": "2026-08-20"})
    (problem,) = refused.value.problems
    assert problem.text().startswith("format: ")
    assert "Write dualuse-transaction-1, or leave format out" in problem.text()
    check(
        {
            "format": "dualuse-transaction-1",
            "items": [{"entries": []}],
            "destination": "CH",
            "date": "2026-08-20",
        }
    )


@pytest.mark.parametrize(
    ("value", "told"), [("xx", 1), ("C", 1), ("de", 0), ("fr_FR.UTF-8", 0), ("EN", 0), ("", 0)]
)
def test_a_language_that_is_not_spoken_is_told_once(value: str, told: int) -> None:
    answer = CliRunner().invoke(app, ["schema"], env={"LC_ALL": "C.UTF-8", "DUALUSE_LANGUAGE": value})
    assert answer.exit_code == 0, answer.output
    lines = [line for line in answer.stderr.splitlines() if "DUALUSE_LANGUAGE" in line]
    assert len(lines) == told
    stated = CliRunner().invoke(app, ["--language", "en", "schema"], env={"DUALUSE_LANGUAGE": value})
    assert stated.stderr == ""


def test_a_malformed_entry_is_told_with_the_other_faults_of_a_file() -> None:
    data = {"date": "31.11.2026", "items": [{"id": "1", "entries": ["6A03.b4"]}], "destination": "AE"}
    with pytest.raises(InputError) as raised:
        checked_transaction(data)
    paths = [problem.path for problem in raised.value.problems]
    assert paths == ["date", "items[0].entries[0]"]


@pytest.mark.parametrize("ending", [".xlsx", ".csv", ".parquet"])
def test_a_table_is_told_of_the_command_that_judges_it(tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"orders{ending}"
    file.write_bytes(b"x")
    with pytest.raises(InputError, match=r"dualuse bulk .*orders"):
        read_file(file)
