"""``dualuse screen`` and ``dualuse decide``: what a person reads, what a program reads, and how they end."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
import threading
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from dualuse.cli import app
from dualuse.inputs.problems import InputError
from dualuse.record.workspace import Workspace
from dualuse.screening.index.installed import INDEX, installed
from dualuse.screening.properties import read_date
from tests.support import forked
from tests.support.screening_home import Entry, data_lines, install, write_lines

RUN = CliRunner()

LISTED = (
    Entry(
        "P1",
        "Orlow Wassiljewitsch Quillonberg",
        properties={"birthDate": ["1959-03-02"], "nationality": ["ru"]},
    ),
    Entry("P2", "Ilvira Szczerbak", properties={"alias": ["Илвира Щербак"]}),
    Entry(
        "C1",
        "Varnhaldt Isotope Trading GmbH",
        "Company",
        {"country": ["de"], "address": ["Musterweg 1, Exampletown"]},
    ),
    Entry("V1", "MV Gundrel Star", "Vessel", {"imoNumber": ["IMO 9074729"]}),
)
CUSTOMERS = (
    Entry("K-1", "Orlow Quillonberg", properties={"birthDate": ["1959-03-02"]}),
    Entry("K-2", "Nobody Whoknows"),
    Entry("K-3", "Another Name", "Vessel", {"imoNumber": ["9074729"]}),
    Entry("K-4", "Varnhaldt Isotope Trading", "Company"),
)


@pytest.fixture
def today() -> str:
    """The day on which the test runs."""
    return date.today().isoformat()


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, today: str) -> Path:
    """A home with one list of today; each test has its own."""
    home = tmp_path / "home"
    monkeypatch.setenv("DUALUSE_HOME", str(home))
    for name in ("DUALUSE_WORKSPACE", "DUALUSE_PERSON"):
        monkeypatch.delenv(name, raising=False)
    install(home, "xx_one", today, LISTED)
    return home


def _run(*arguments: str, code: int | None = 0, stdin: str | None = None) -> Result:
    result = RUN.invoke(app, [*arguments, "--language", "en"], input=stdin)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    if code is not None:
        assert result.exit_code == code, result.output
    return result


def _screen(*arguments: str) -> dict[str, Any]:
    (answer,) = data_lines(_run("screen", *arguments, "--json").stdout)
    return answer


# One party


def test_a_listed_person_is_found_with_list_edition_and_reasons(today: str) -> None:
    answer = _screen("Orlow Quillonberg", "--birth-date", "1959-03-02", "--country", "Russia", "--id", "K-1")
    assert (answer["id"], answer["status"]) == ("K-1", "hit")
    best = answer["hits"][0]
    assert (best["entity"], best["list"], best["status"], best["counts"]) == ("P1", "xx_one", "hit", True)
    assert 0 < best["score"] <= 1
    assert (best["queried"], best["name"]) == ("Orlow Quillonberg", "Orlow Wassiljewitsch Quillonberg")
    assert best["edition"].startswith(today)
    reasons = {reason["code"]: reason for reason in best["because"]}
    assert {"names_met", "birth_same_day", "country_same"} <= set(reasons)
    assert reasons["birth_same_day"]["speaks"] == "for"
    assert all(reason["text"] and reason["text"] != reason["code"] for reason in best["because"])
    assert answer["editions"] == {"xx_one": best["edition"]}
    assert answer["warnings"] == []


def test_the_page_shows_what_a_person_needs_to_decide(today: str) -> None:
    page = _run("screen", "Orlow Wassiljewitsch Quillonberg", "--birth-date", "1959").stdout
    for shown in (
        "Orlow Wassiljewitsch Quillonberg",
        f"edition of {today}",
        "xx_one P1",
        "1959-03-02",
        "Russia (RU)",
    ):
        assert shown in page
    assert "born in the same year" in page
    assert "dualuse decide" in page
    # a command is one line, to be copied
    assert max(len(line) for line in page.splitlines() if "dualuse decide" not in line) <= 110


@pytest.mark.parametrize(
    "stated",
    [
        ("Orlow Quillonberg", "--birth-date", "1959-03-02", "--kind", "person"),
        ("Orlow Quillonberg", "--also", 'O. "Wassya" $Quillonberg\'', "--id", "K 7", "--country", "Russia"),
        ("Orlow Quillonberg", "--identifier", "imo=9074729", "--identifier", "passport=A 12"),
    ],
)
def test_the_command_shown_decides_about_the_party_as_it_was_stated(stated: tuple[str, ...]) -> None:
    page = _run("screen", *stated).stdout
    command = next(line for line in page.splitlines() if line.startswith("  dualuse decide "))
    words = shlex.split(command)
    assert "true_match" in (message := _run(*words[1:], code=2).stderr)
    assert "DECISION stands where the decision goes" in message
    assert _screen(*stated)["hits"][0]["counts"]  # copied as it is, it decides nothing
    words[2] = "false_positive"
    assert "nobody is named who decides" in _run(*words[1:], code=2).stderr
    words[words.index("--person") + 1] = "A. Muster"
    assert "no reason is given" in _run(*words[1:], code=2).stderr
    words[words.index("--reason") + 1] = "born elsewhere"
    assert "another party" in _run(*words[1:]).stdout
    hit = _screen(*stated)["hits"]
    assert [shown_hit["counts"] for shown_hit in hit if shown_hit["entity"] == words[4]] == [False]


def test_nobody_is_found_where_nobody_is_listed(today: str) -> None:
    assert _screen("Nobody Whoknows")["status"] == "clear"
    page = _run("screen", "Nobody Whoknows").stdout
    assert "CLEAR" in page
    assert f"one list, of {today} (entries: 4)" in page


def test_another_script_and_an_identifier_find() -> None:
    assert _screen("Илвира Щербак")["hits"][0]["entity"] == "P2"
    answer = _screen("Renamed Beyond Recognition", "--kind", "vessel", "--identifier", "imo=9074729")
    assert (answer["status"], answer["hits"][0]["entity"]) == ("hit", "V1")


@pytest.mark.parametrize("name", ["IMO 9074729", "imo9074729", "Another Name (IMO-No. 9074729)"])
def test_the_number_of_a_ship_in_its_name_finds_it(name: str) -> None:
    assert _screen(name)["hits"][0]["entity"] == "V1"


@pytest.mark.parametrize("stated", [("--identifier", "imo=9179843"), ("Some Ship, IMO 9179843",)])
def test_a_number_that_no_ship_can_have_is_refused(stated: tuple[str, ...]) -> None:
    result = _run("screen", *stated, code=2)
    assert "9179843 is no IMO number" in result.stderr
    assert "CLEAR" not in result.stdout
    _run("screen", *(argument.replace("9179843", "9179842") for argument in stated))


def test_a_number_that_no_ship_can_have_clears_nobody_in_a_file(tmp_path: Path) -> None:
    asked = (
        Entry("K-1", "Some Ship", "Vessel", {"imoNumber": ["9179843"]}),
        Entry("K-2", "Some Ship", "Vessel", {"imoNumber": ["9179842"]}),
        Entry(
            "K-3", "Some Shipping Example", "Company", {"imoNumber": ["2041999"]}
        ),  # a company's own number
        Entry("K-4", "Some Shipping Example", "LegalEntity", {"imoNumber": ["2041999"]}),
        Entry("K-5", "MV Gundrel Star", "Vessel", {"imoNumber": ["9179843"]}),
    )
    file = write_lines(tmp_path / "asked.jsonl", asked)
    rows = data_lines(_run("screen", "--file", str(file), "--json", code=2).stdout)
    statuses = [row["status"] for row in rows]
    assert [*statuses[:4], statuses[4] != "clear"] == ["not_screened", "clear", "clear", "clear", True]
    assert [[warning["code"] for warning in row["warnings"]] for row in rows] == [
        ["imo_wrong"],
        [],
        [],
        [],
        ["imo_wrong"],
    ]
    shown = _run("screen", "--file", str(file), code=2).stdout
    assert "K-1  Some Ship  ·  not screened" in shown
    assert "9179843 is no IMO number" in shown


UNION = "eu_fsf_20261120"


def test_the_gate_opens_for_clear_alone(home: Path, today: str) -> None:
    install(home, UNION, today, [Entry("P8", "Kelmut Hakkarinen")])
    _run("screen", "Nobody Whoknows", "--gate")
    _run("screen", "Orlow Quillonberg", "--gate", code=1)


@pytest.mark.parametrize("gate", [(), ("--gate",)])
def test_the_name_of_a_file_that_is_there_is_no_party(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gate: tuple[str, ...], today: str
) -> None:
    """The file's name would be clear, and nobody in it screened; what only looks like a path is a name."""
    install(home, UNION, today, [Entry("P8", "Kelmut Hakkarinen")])
    monkeypatch.chdir(tmp_path)
    file = write_lines(tmp_path / "parties.jsonl", [Entry("K-1", "Kelmut Hakkarinen")])
    (tmp_path / "link.jsonl").symlink_to(file)
    (tmp_path / "Trading").mkdir()
    for stated in (
        ("parties.jsonl",),
        (str(file),),
        ("link.jsonl",),
        ("Nobody Whoknows", "--also", "parties.jsonl"),
    ):
        result = _run("screen", *stated, *gate, code=2)
        assert f"--file {stated[-1]}" in result.stderr
        assert result.stdout == ""
    for name in ("absent.jsonl", "./absent/Whoknows", "Trading", "Whoknows" * 20):
        assert "file here" not in _run("screen", name, *gate, code=None).stderr


def _gate_of_one_and_of_a_file(tmp_path: Path, code: int) -> str:
    """What the gate says, which is the same of one party and of a file of those that are clear."""
    file = write_lines(tmp_path / "clear.jsonl", [Entry("K-1", "Nobody Whoknows")])
    _run("screen", "Nobody Whoknows")  # it is the gate that asks for whole lists
    of_file = _run("screen", "--file", str(file), "--gate", code=code)
    alone = _run("screen", "Nobody Whoknows", "--gate", code=code)
    assert (
        data_lines(_run("screen", "Nobody Whoknows", "--json", "--gate", code=code).stdout)[0]["status"]
        == "clear"
    )
    assert alone.stderr == of_file.stderr
    return alone.stderr


def test_the_gate_is_shut_without_the_unions_list(tmp_path: Path) -> None:
    """With 1, as that of ``check``: lists are there and compared, and clear nobody."""
    assert "eu_fsf" in _gate_of_one_and_of_a_file(tmp_path, 1)


@pytest.mark.parametrize("days", [400, None])
def test_the_gate_is_shut_by_a_list_that_is_too_old_or_of_no_known_age(
    home: Path, tmp_path: Path, days: int | None
) -> None:
    day = (date.today() - timedelta(days=days)).isoformat() if days else ""
    install(home, UNION, day, [Entry("P8", "Kelmut Hakkarinen")])
    assert UNION in _gate_of_one_and_of_a_file(tmp_path, 1)


def test_the_gate_is_shut_by_a_list_of_a_day_to_come(home: Path, tmp_path: Path, today: str) -> None:
    install(home, UNION, today, [Entry("P8", "Kelmut Hakkarinen")])
    (edition,) = (home / "lists" / UNION).glob("*/edition.json")
    ahead = (date.today() + timedelta(days=30)).isoformat()
    edition.write_text(json.dumps({**json.loads(edition.read_text("utf-8")), "dated": ahead}), "utf-8")
    assert UNION in _gate_of_one_and_of_a_file(tmp_path, 1)


def test_the_gate_is_shut_by_a_list_that_is_not_all_there(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, today: str
) -> None:
    install(home, UNION, today, [Entry("P8", "Kelmut Hakkarinen")])
    monkeypatch.setattr("dualuse.sources.lists.known_lists.missing_minimum", lambda edition: 2000)
    assert "not all entries are there" in _gate_of_one_and_of_a_file(tmp_path, 1)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "give the name of a party"),
        (("Somebody", "--file", "x.jsonl"), "not both"),
        (("Somebody", "--kind", "robot"), "no schema called robot"),
        (("\udcff",), "bytes stand here that are no text"),
        (("Somebody", "--also", "a\udcff"), "bytes stand here that are no text"),
        (("Somebody", "--country", "\udcff"), "bytes stand here that are no text"),
        (("Somebody", "--identifier", "passport=\udcff"), "bytes stand here that are no text"),
        (("Somebody", "--id", "\udcff"), "bytes stand here that are no text"),
        (("Somebody", "--identifier", "9074729"), "write KIND=VALUE"),
        (("--file", "absent.jsonl"), "cannot be read"),
        (("--file", "parties.docx"), "format of the file is not known"),
        (("Somebody", "--workspace", "/dev/null/x"), "cannot be"),
    ],
)
def test_wrong_input_is_one_clear_error(arguments: tuple[str, ...], message: str) -> None:
    result = _run("screen", *arguments, code=None)
    if "--workspace" in arguments and result.exit_code == 0:
        return  # nothing is remembered there, and nothing has to be
    assert result.exit_code == 2
    assert message in result.stderr
    assert result.stderr.count("\n") == 1
    assert result.stdout == ""


@pytest.mark.parametrize(
    "day", ["03/09/1962", "0000", "1985-13-40", "1985-02-30", "1378", "9999-12-31", "1974-01-32"]
)
def test_a_date_that_cannot_be_is_told_and_the_name_screened(tmp_path: Path, day: str) -> None:
    result = _run("screen", "Orlow Quillonberg", "--birth-date", day, "--json")
    assert f"{day} is not a date of birth" in result.stderr
    (answer,) = data_lines(result.stdout)
    assert answer["status"] in ("hit", "review")
    assert [warning["code"] for warning in answer["warnings"]] == ["birth_date_unread"]
    file = write_lines(
        tmp_path / "asked.jsonl", [Entry("K-1", "Orlow Quillonberg", properties={"birthDate": [day]})]
    )
    clear = write_lines(
        tmp_path / "clear.jsonl", [Entry("K-2", "Nobody Whoknows", properties={"birthDate": [day]})]
    )
    assert (
        f"{day} is not a date of birth" in _run("screen", "--file", str(clear)).stdout
    )  # told of who is clear, too
    (answer,) = data_lines(_run("screen", "--file", str(file), "--json").stdout)
    assert (answer["status"] in ("hit", "review"), answer["warnings"][0]["params"]) == (True, {"text": day})


def test_a_state_of_the_past_is_left_out_and_told() -> None:
    result = _run("screen", "Orlow Quillonberg", "--country", "Soviet Union", "--json")
    assert "Soviet Union" in result.stderr
    (answer,) = data_lines(result.stdout)
    assert answer["status"] in ("hit", "review")
    assert [warning["code"] for warning in answer["warnings"]] == ["country_unread"]


@pytest.mark.parametrize(
    ("written", "remedy"),
    [("Atlantis", "such as AE"), ("Rusia Federation", ""), ("Swizerland", "Switzerland (CH)")],
)
def test_a_country_that_does_not_exist_is_an_error(written: str, remedy: str) -> None:
    result = _run("screen", "Nobody Whoknows", "--country", written, code=2)
    assert result.stdout == ""
    assert f"--country: {written} is no country that is known here" in result.stderr
    assert remedy in result.stderr


def test_a_country_of_a_file_that_does_not_exist_is_an_error_and_its_party_screened(tmp_path: Path) -> None:
    file = tmp_path / "customers.csv"
    file.write_text("id,name,country\nK-1,Nobody Whoknows,Atlantis\nK-2,Ilvira Szczerbak,Atlantis\n", "utf-8")
    result = _run("screen", "--file", str(file), "--json", code=2)
    assert [line["status"] for line in data_lines(result.stdout)] == ["clear", "hit"]
    assert "customers.csv:2: country: Atlantis is no country that is known here" in result.stderr
    assert "customers.csv:3: country: " in result.stderr


@pytest.mark.parametrize(
    ("content", "name"), [("name,country\n", "customers.csv"), ("", "customers.jsonl"), ("\n", "c.jsonl")]
)
def test_a_file_that_names_nobody_is_an_error(tmp_path: Path, content: str, name: str) -> None:
    file = tmp_path / name
    file.write_text(content, "utf-8")
    for command in (("screen", "--file", str(file)), ("rescreen", str(file), "--person", "A. Example")):
        result = _run(*command, code=2)
        assert result.stdout == ""
        assert "no party stands in the file, so nobody was screened" in result.stderr
    assert "no party stands" in _run("screen", "--file", "-", stdin=" \n", code=2).stderr


# What the lists are


def test_without_a_list_nobody_was_screened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUALUSE_HOME", str(tmp_path / "empty"))
    result = _run("screen", "Orlow Quillonberg", "--json", code=3)
    (answer,) = data_lines(result.stdout)
    assert (answer["status"], answer["hits"]) == ("not_screened", [])
    assert "no list is installed" in result.stderr
    file = write_lines(tmp_path / "customers.jsonl", CUSTOMERS)
    result = _run("screen", "--file", str(file), "--json", code=3)
    assert [line["id"] for line in data_lines(result.stdout)] == ["K-1", "K-2", "K-3", "K-4"]
    assert {line["status"] for line in data_lines(result.stdout)} == {"not_screened"}


def test_a_list_that_is_too_old_is_told_in_every_screening(home: Path, tmp_path: Path) -> None:
    old = (date.today() - timedelta(days=400)).isoformat()
    install(home, "xx_old", old, [Entry("P9", "Kelmut Hakkarinen")])
    result = _run("screen", "Nobody Whoknows", "--json")
    assert data_lines(result.stdout)[0]["warnings"][0]["params"]["lists"] == ["xx_old"]
    assert "xx_old" in result.stderr
    assert "xx_old" in _run("screen", "Nobody Whoknows").stdout
    file = write_lines(tmp_path / "customers.jsonl", CUSTOMERS)
    result = _run("screen", "--file", str(file), "--json")
    assert all(line["warnings"][0]["code"] == "lists_too_old" for line in data_lines(result.stdout))


def test_the_index_is_made_once_for_these_editions_and_anew_for_others(home: Path, today: str) -> None:
    assert "making the index" in _run("screen", "Nobody Whoknows").stderr
    assert _run("screen", "Nobody Whoknows").stderr == ""
    install(home, "xx_one", today, [*LISTED, Entry("P7", "Nobody Whoknows")])
    result = _run("screen", "Nobody Whoknows", "--json")
    assert "making the index" in result.stderr
    assert data_lines(result.stdout)[0]["hits"][0]["entity"] == "P7"
    assert len([path for path in (home / INDEX).iterdir() if path.is_dir()]) == 1  # the former one is gone


def test_the_index_of_another_matcher_is_not_used(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = installed(home)
    assert first is not None
    for module in ("index.installed", "index.building", "index.corpus"):
        monkeypatch.setattr(f"dualuse.screening.{module}.MATCHER_VERSION", "other")
    codes: list[str] = []
    second = installed(home, lambda message: codes.append(message.code))
    assert second is not None
    assert second.index != first.index
    assert codes == ["index_other_matcher"]
    assert not first.index.exists()


def test_a_broken_index_is_made_anew(home: Path) -> None:
    installed_lists = installed(home)
    assert installed_lists is not None
    whole = installed_lists.index.read_bytes()
    for broken in (b"", whole[: len(whole) // 2], b"nonsense"):
        installed_lists.index.unlink()  # who has it open keeps what it was
        installed_lists.index.write_bytes(broken)
        assert _screen("Orlow Quillonberg")["hits"][0]["entity"] == "P1"
    assert len(installed_lists.index.read_bytes()) == len(whole)


def test_a_home_that_cannot_be_written_is_screened_all_the_same(home: Path) -> None:
    (home / INDEX).write_text("in the way: nothing can be made in it", "utf-8")
    result = _run("screen", "Orlow Quillonberg", "--json")
    assert "cannot be kept in" in result.stderr
    assert data_lines(result.stdout)[0]["hits"][0]["entity"] == "P1"
    with pytest.raises(InputError, match="cannot be written"):
        installed(home)


def test_half_a_character_in_a_list_stops_nobody(home: Path, tmp_path: Path, today: str) -> None:
    """One entry with bytes that are no text would otherwise end every run that comes upon it."""
    install(home, "xx_odd", today, [Entry("p\ud800", "Jostan Oyebak \udfff")])
    file = tmp_path / "customers.csv"
    file.write_text("id,name\nK-1,Jostan Oyebak\n", "utf-8")
    environment = os.environ | {"PYTHONIOENCODING": "utf-8:strict"}
    words = ("--person", "A", "--reason", "as seen")
    for arguments in (
        ("screen", "Jostan Oyebak"),
        ("screen", "Jostan Oyebak", "--json"),
        ("screen", "--file", str(file), "--json"),
        ("rescreen", str(file)),
        ("rescreen", str(file), "--json", "--name", "again"),
        ("decide", "true_match", "xx_odd", "p\ufffd", "Jostan Oyebak", *words),
        ("screen", "Jostan Oyebak", "--json"),
    ):
        program = "from dualuse.cli import main; main()"
        done = forked.run_bytes(program, arguments, b"", environment, Path.cwd())
        assert (done.returncode, b"Traceback" in done.stderr) == (0, False), done.stderr
        assert b"Jostan Oyebak" in done.stdout or b"Recorded as number" in done.stdout


# Files


@pytest.mark.parametrize("name", ["customers", "customers.txt", "customers.jsonl"])
def test_the_format_stated_is_the_one_that_is_read(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_text("id,name\nK-1,Orlow Quillonberg\n", "utf-8")
    (answer,) = data_lines(_run("screen", "--file", str(file), "--format", "csv", "--json").stdout)
    assert (answer["id"], answer["status"] != "clear") == ("K-1", True)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names on this system")
def test_what_can_be_read_only_once_is_read_from_its_beginning(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    content = "id,name\nK-1,Orlow Quillonberg\nK-2,Nobody Whoknows\n"
    writer = threading.Thread(target=(tmp_path / "pipe").write_text, args=(content, "utf-8"), daemon=True)
    writer.start()
    result = _run("screen", "--file", str(tmp_path / "pipe"), "--format", "csv", "--json")
    assert [answer["id"] for answer in data_lines(result.stdout)] == ["K-1", "K-2"]


def test_a_file_is_answered_line_by_line_in_its_order(tmp_path: Path) -> None:
    file = write_lines(tmp_path / "customers.jsonl", CUSTOMERS)
    lines = data_lines(_run("screen", "--file", str(file), "--json").stdout)
    assert [line["id"] for line in lines] == ["K-1", "K-2", "K-3", "K-4"]
    assert [line["hits"][0]["entity"] if line["hits"] else None for line in lines] == ["P1", None, "V1", "C1"]
    assert all(line["hits"] == sorted(line["hits"], key=lambda hit: -hit["score"]) for line in lines)
    same = RUN.invoke(app, ["screen", "--file", "-", "--json"], input=file.read_text("utf-8"))
    assert data_lines(same.stdout) == lines


def test_csv_says_the_same_as_json_lines(tmp_path: Path) -> None:
    file = write_lines(tmp_path / "customers.jsonl", CUSTOMERS)
    for separator in (",", ";", "\t"):
        rows = ["id|schema|name|birthDate|imoNumber|note"]
        for entry in CUSTOMERS:
            date_, imo = (entry.properties.get(name, [""])[0] for name in ("birthDate", "imoNumber"))
            rows.append(f"{entry.id}|{entry.schema}|{entry.name}|{date_}|{imo}|my own")
        table = tmp_path / "customers.csv"
        table.write_text("\ufeff" + "\r\n".join(rows).replace("|", separator), "utf-8")
        answers = [_run("screen", "--file", str(path), "--json").stdout for path in (file, table)]
        assert answers[0] == answers[1]


def test_the_page_of_a_file_shows_who_is_not_clear_and_counts(tmp_path: Path) -> None:
    page = _run("screen", "--file", str(write_lines(tmp_path / "customers.jsonl", CUSTOMERS))).stdout
    assert "K-1  Orlow Quillonberg" in page
    assert "xx_one P1" in page
    assert "K-2" not in page
    assert "Parties: 4" in page


BAD_LINES = (
    ("{", "is not JSON"),
    ("[1]", "is not a party"),
    ('{"id": "x", "schema": "Person"}', "is not a party"),
    ('{"id": "x", "schema": "Nobody", "properties": {"name": ["A"]}}', "no schema called Nobody"),
    ('{"id": "x", "schema": "Person", "properties": {"name": []}}', "neither a name nor an identifier"),
    ('{"id": "x", "schema": "Person", "properties": {"name": {"a": 1}}}', "not a list of texts"),
    ('{"id": "x", "schema": "Person", "properties": {"name": ["\\ud800"]}}', "not a list of texts"),
    (
        '{"id": "x", "schema": "Person", "properties": {"name": ["A"], "birthdate": ["1962"]}}',
        "no property called",
    ),
    ("[" * 100_000, "is not JSON"),
    ('{"id": "\\ud800", "schema": "Person", "properties": {"name": ["A"]}}', "list of texts"),
    ('{"id": "x", "properties": {"name": ["Orlow Quillonberg"], "name": ["A"]}}', "name stands twice"),
)


@pytest.mark.parametrize(("bad", "message"), BAD_LINES, ids=[message for _, message in BAD_LINES])
def test_a_bad_line_costs_nothing_but_itself(tmp_path: Path, bad: str, message: str) -> None:
    good = [entry.line() for entry in CUSTOMERS]
    file = tmp_path / "customers.jsonl"
    file.write_text("\n".join([good[0], "", bad, *good[1:]]) + "\n", "utf-8")
    result = _run("screen", "--file", str(file), "--json", code=2)
    lines = data_lines(result.stdout)
    assert [line["status"] for line in lines][1] == "not_screened"
    assert [line["id"] for line in lines if "problem" not in line] == ["K-1", "K-2", "K-3", "K-4"]
    assert message in lines[1]["problem"]
    assert f"{file}:3: " in result.stderr
    assert message in result.stderr


def test_an_open_quote_does_not_swallow_the_rest_of_a_table(tmp_path: Path) -> None:
    table = tmp_path / "customers.csv"
    rows = [
        "id,name",
        'A,"open',
        "K-1,Orlow Quillonberg",
        "B,too,many",
        'C,"two\nlines"',
        "",
        'D,"ends"here',
        "E,Last",
    ]
    table.write_text("\n".join(rows), "utf-8")
    result = _run("screen", "--file", str(table), "--json", code=2)
    lines = data_lines(result.stdout)
    assert [(line["id"], "problem" in line) for line in lines] == [
        ("A", True), ("K-1", False), ("B", True), ("C", False), ("D", True), ("E", False),
    ]  # fmt: skip
    assert [line.split(":")[2] for line in result.stderr.splitlines() if str(table) in line] == [
        "2",
        "4",
        "8",
    ]


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("id,schema,title", "no column is called name"),
        ("id,name,passportnumber", "Perhaps passportNumber is meant"),
        ("", "no column"),
        ("id,name,name", "name stands twice"),
    ],
)
def test_a_header_that_cannot_be_used_is_told(tmp_path: Path, header: str, message: str) -> None:
    table = tmp_path / "customers.csv"
    table.write_text(f"{header}\nA,Somebody,x\n", "utf-8")
    result = _run("screen", "--file", str(table), code=2)
    assert message in result.stderr
    assert result.stderr.count("\n") == 1


# Decisions


def test_a_decision_is_remembered_shown_and_opens_again(home: Path, tmp_path: Path, today: str) -> None:
    party = ("Orlow Wassiljewitsch Quillonberg", "--id", "K-1")
    evidence = tmp_path / "scan.txt"
    evidence.write_text("another passport")
    result = _run(
        "decide", "false_positive", "xx_one", "P1", *party,
        "--person", "A. Muster", "--reason", "another passport", "--evidence", str(evidence),
    )  # fmt: skip
    assert "number 1" in result.stdout
    answer = _screen(*party)
    assert answer["status"] == "clear"
    (hit,) = answer["hits"]
    assert not hit["counts"]
    assert hit["decision"] | {"time": "", "evidence": []} == {
        "decision": "false_positive", "stands": True, "changed": [], "trusted": True, "person": "A. Muster", "second": "", "time": "",
        "reason": "another passport", "evidence": [], "links": [], "edition": hit["edition"], "matcher": answer["matcher"],
        "number": 1,
    }  # fmt: skip
    assert "another party: A. Muster" in " ".join(_run("screen", *party).stdout.split())
    # the entry changes
    changed = Entry("P1", "Orlow Wassiljewitsch Quillonberg", properties={"birthDate": ["1960-03-02"]})
    install(home, "xx_one", today, [changed, *LISTED[1:]])
    answer = _screen(*party)
    assert answer["status"] != "clear"
    assert answer["hits"][0]["decision"]["changed"] == ["entry"]
    assert "Open again" in _run("screen", *party).stdout
    assert Workspace(home / "workspace").verify() == ()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("false_positive", "xx_one", "P1", "Orlow Quillonberg", "--reason", "as seen"),
            "nobody is named who decides",
        ),
        (("false_positive", "xx_one", "P1", "Orlow Quillonberg", "--person", "A"), "no reason is given"),
        (
            ("maybe", "xx_one", "P1", "Orlow Quillonberg", "--person", "A", "--reason", "as seen"),
            "no decision called maybe",
        ),
        (
            ("true_match", "xx_on", "P1", "Orlow Quillonberg", "--person", "A", "--reason", "as seen"),
            "xx_on is not installed",
        ),
        (
            ("true_match", "xx_one", "P0", "Orlow Quillonberg", "--person", "A", "--reason", "as seen"),
            "no entry P0",
        ),
        (
            ("false_positive", "xx_one", "V1", "Orlow Quillonberg", "--person", "A", "--reason", "as seen"),
            "is no hit of",
        ),
        (
            ("true_match", "xx_one", "P1", "--person", "A", "--reason", "as seen"),
            "neither a name nor an identifier",
        ),
        (
            ("true_match", "xx_one", "P1", "Orlow Quillonberg", "--person", "\udcff", "--reason", "as seen"),
            "person: bytes stand here that are no text",
        ),
        (
            ("true_match", "xx_one", "P1", "Orlow Quillonberg", "--person", "A", "--reason", "\udcff"),
            "reason: bytes stand here that are no text",
        ),
        (("true_match", "xx_one", "P1", "\udcff", "--person", "A", "--reason", "as seen"), "no text"),
        (
            ("true_match", "xx_one", "\udcff", "Orlow", "--person", "A", "--reason", "as seen"),
            "has no entry ?",
        ),
    ],
)
def test_what_is_no_decision_is_refused(home: Path, arguments: tuple[str, ...], message: str) -> None:
    _run("screen", "Nobody Whoknows")
    result = _run("decide", *arguments, code=2)
    assert message in result.stderr
    assert result.stderr.count("\n") == 1
    assert not (home / "workspace").exists()


def test_a_party_of_a_file_is_decided_by_its_number(tmp_path: Path) -> None:
    file = str(write_lines(tmp_path / "customers.jsonl", CUSTOMERS))
    words = ("--person", "A", "--reason", "same number")
    made = _run("decide", "true_match", "xx_one", "V1", "--file", file, "--id", "K-3", *words, "--json")
    assert data_lines(made.stdout)[0]["decision"] == "true_match"
    lines = data_lines(_run("screen", "--file", file, "--json").stdout)
    assert lines[2]["hits"][0]["decision"]["decision"] == "true_match"
    assert "no party with the id K-9" in _run("decide", "true_match", "xx_one", "V1", "--file", file, "--id", "K-9", *words, code=2).stderr  # fmt: skip


def test_a_changed_record_is_told_and_nothing_is_answered(home: Path) -> None:
    _run("decide", "true_match", "xx_one", "V1", "Somebody", "--person", "A", "--reason", "as seen")
    path = home / "workspace/chains/decisions.jsonl"
    path.write_text(path.read_text("utf-8").replace("true_match", "undecided"), "utf-8")
    result = _run("screen", "Somebody", code=2)
    assert "changed here after it was written" in result.stderr
    assert result.stdout == ""


# A single answer does not wait


def test_a_cold_answer_imports_only_what_it_needs(home: Path) -> None:
    installed(home)
    code = "import sys; from dualuse.cli import main\ntry: main()\nexcept SystemExit: pass\nprint(sorted(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code, "screen", "Orlow Quillonberg", "--json"],
        capture_output=True,
        text=True,
        check=True,
    )
    answer, modules = done.stdout.splitlines()
    assert json.loads(answer)["status"] in ("hit", "review")
    loaded = set(json.loads(modules.replace("'", '"')))
    heavy = {
        "polars",
        "pyarrow",
        "narwhals",
        "scipy",
        "httpx",
        "rich.progress",
        "dualuse.law",
        "dualuse.assessment",
    }
    assert heavy & loaded == set()


def test_a_decided_pair_is_told_in_the_text_of_a_file(tmp_path: Path, home: Path, today: str) -> None:
    twice = (*LISTED, Entry("P9", "Orlow Wassiljewitsch Quillonberg", properties={"birthDate": ["1959"]}))
    install(home, "xx_one", today, twice)
    file = write_lines(tmp_path / "customers.jsonl", CUSTOMERS[:1])
    words = ("--file", str(file), "--id", "K-1", "--person", "A. Muster", "--reason", "as seen")
    _run("decide", "false_positive", "xx_one", "P9", *words)
    shown = _run("screen", "--file", str(file)).stdout
    assert max(map(len, shown.splitlines())) <= 100
    line = " ".join(shown.split()).partition("xx_one P9")[0].rpartition("xx_one P1")[2]
    assert "another party (decided by A. Muster, " in line
    assert "clear" not in line
    assert "Decided before to be another party, and not counted: 1" in shown


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("03.09.1962", "1962-09-03"),
        ("3. 9. 1962", "1962-09-03"),
        ("03/09/1962", ""),
        ("31.02.1962", ""),
        ("3 Sept", ""),
    ],
)
def test_a_date_of_birth_with_points_is_read(typed: str, read: str) -> None:
    """It was told as none, and the name screened without it; with strokes it is read in two ways, and told."""
    assert read_date(typed) == read
