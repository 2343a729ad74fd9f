"""The command as its user meets it: in a terminal, in a script, killed, on a full disk."""

from __future__ import annotations

import json
import os
import pty
import re
import resource
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest
from typer.testing import CliRunner

from dualuse.bulk.backends import choosing
from dualuse.bulk.backends.backend import Backend
from dualuse.bulk.options import Options
from dualuse.bulk.run import bulk
from dualuse.bulk.summary.counts import Counts
from dualuse.bulk.summary.summary import Summary, frequent_first
from dualuse.cli import app
from dualuse.law.collection import CURRENT_TO
from tests.support.bulk_runs import HEADER, ROW, records

COMMAND = [sys.executable, "-c", "from dualuse.cli import main; main()", "bulk"]
MANY = 400_000
"""Rows that keep the command busy for a few seconds."""


def run(folder: Path, *arguments: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(
        app, ["bulk", str(folder / "in.csv"), "-o", str(folder / "out.csv"), *arguments]
    )
    return done.exit_code, done.stdout, done.stderr


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in.csv").write_text(HEADER + ROW + "B,zz,AE,x\n" + "C,[],XX\n" + ROW)
    return tmp_path


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("large") / "in.csv"
    path.write_text(HEADER + ROW * MANY + "B,zz,AE,x\n")
    return path


DATED = (
    "reference,items.entries,destination,date,customer\n"
    "A,5A001.f,AE,2026-08-20,x\nB,zz,AE,2030-01-01,x\nC,[],XX\nD,5A001.f,AE,2026-08-22,x\n"
)
"""Rows of days for which the law is known."""


def test_the_summary(folder: Path) -> None:
    (folder / "in.csv").write_text(DATED)
    code, output, errors = run(folder)
    assert (code, errors) == (2, "")
    assert output.replace("\n  " + str(folder), " " + str(folder)) == (
        f"Rows judged: 2, in {folder}/out.csv\n"
        "  2  not settled yet\n"
        "Rows by what may happen to them:\n"
        "  0  must not leave\n"
        "  2  to be asked first\n"
        "  0  may leave\n"
        "  2  to be mended first: not judged\n"
        "Due diligence is asked for, rows: 2 (2, 5), surveillance items and sensitive destinations; for a\n"
        "  transaction: dualuse diligence ask FILE\n"
        f"Rows that could not be judged: 2; they stand with line and reason in {folder}/out.bad.csv\n"
        "row 3: classification in Annex I (items.entries): zz is no control list code. Write it like\n"
        "  5A001.f.1, or [] if it was examined and is in none; a national code goes to national_entries.\n"
        "row 4: the line has 3 fields, the header has 5. Put a cell with the separator , in it between\n"
        "  quotes, or add what is missing.\n"
        "The parties were not screened: no row is free to go before that.\n"
        "Lacking in every row: what is to be done (activity), how the item leaves (manner), country of the\n"
        "  exporter (exporter.country). State activity, manner in columns of these names, and\n"
        "  exporter.country in dualuse.toml, under [exporter]. Or, where you know of nothing against it:\n"
        "  --assume permanent.\n"
        "Missing most often, with the number of rows: decision of the authority (2); weapons of mass\n"
        "  destruction (Art. 4(1)(a)) (2); parts of military items exported without authorisation (2); Is the\n"
        "  provider or broker a German national, wherever resident (§§ 47, 49 to 52b AWV)? (2)\n"
        "Columns that were not read, and are carried on: customer\n"
    )


def test_the_summary_as_json(folder: Path) -> None:
    (folder / "in.csv").write_text(DATED)
    code, output, _ = run(folder, "--json")
    assert code == 2
    answer = json.loads(output)
    missing = list(answer.pop("rows_missing").values())
    assert missing == sorted(missing, reverse=True)
    assert answer == {
        "format": "dualuse-bulk-1",
        "output": f"{folder}/out.csv",
        "rows": 2,
        "outcomes": {"undetermined": 2},
        "releases": {"ask": 2},
        "bad_rows": 2,
        "bad_file": f"{folder}/out.bad.csv",
        "columns_not_read": ["customer"],
        "sheets_not_read": [],
        "law_current_to": CURRENT_TO.isoformat(),
        "rows_of_a_later_day": 0,
        "rows_assumed": {},
        "rows_free_on_assumptions": 0,
        "rows_asking_for_diligence": 2,
        "rows_like_listed_goods": 0,
        "rows_with_candidates": 0,
        "rows_under_old_law": 0,
        "rows_under_old_law_not_accepted": 0,
        "law_age_accepted": None,
        "settings": None,
    }


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_rows_of_a_day_for_which_the_law_is_not_known_are_counted(folder: Path, engine: str) -> None:
    """The refused row of 2030 does not count; a row without a date is one of today."""
    later = [f"{name},5A001.f,AE,{CURRENT_TO + timedelta(days=1)},x\n" for name in "EF"]
    (folder / "in.csv").write_text(DATED + "".join(later) + "G,5A001.f,AE,,x\n")
    number = 2 + (date.today() > CURRENT_TO)
    code, output, _ = run(folder, "--engine", engine)
    assert code == 2
    sentence = f"Rows dated after the day up to which the law is known here ({CURRENT_TO}): {number};"
    assert output.count(sentence) == 1
    assert json.loads(run(folder, "--json", "--engine", engine)[1])["rows_of_a_later_day"] == number


def test_without_a_column_of_dates_the_day_is_today(folder: Path) -> None:
    numbers = []
    for day in (CURRENT_TO, CURRENT_TO + timedelta(days=1)):
        options = Options(day, (), "en", False)
        numbers.append(bulk(folder / "in.csv", folder / "out.csv", options=options).late)
    assert numbers == [0, 2]


def test_without_bad_rows_the_exit_code_is_0(folder: Path) -> None:
    (folder / "in.csv").write_text(HEADER + ROW)
    code, output, _ = run(folder, "--json")
    assert code == 0
    assert json.loads(output)["bad_file"] is None


def test_with_reasons_and_without(folder: Path) -> None:
    (folder / "in.csv").write_text(DATED)
    run(folder)
    assert records(folder / "out.csv")[0]["reasons"].startswith(
        "facts that could change the answer are missing; the parties have not been screened; Art. 3(1) open (not known: What is to be"
    )
    run(folder, "--outcomes-only")
    assert list(records(folder / "out.csv")[0])[5:] == ["outcome", "range_low", "range_high"]


@pytest.mark.parametrize(("language", "words"), [("de", "Zeile"), ("fr", "ligne")])
def test_in_another_language_codes_stay(folder: Path, language: str, words: str) -> None:
    run(folder)
    english = records(folder / "out.csv")[0]
    code, output, _ = run(folder, "--language", language)
    other = records(folder / "out.csv")[0]
    assert code == 2
    assert words in output
    assert "Rows" not in output
    assert words in records(folder / "out.bad.csv")[1]["dualuse_problem"]
    assert {name for name in english if english[name] != other[name]} == {
        "reasons",
        "reasons_in_short",
    }


def test_assumptions_are_taken(folder: Path) -> None:
    run(folder)
    before = records(folder / "out.csv")[0]["missing"]
    run(folder, "--assume", "no-indication", "--assume", "permanent", "--assume", "no-free-zone")
    after = records(folder / "out.csv")[0]["missing"]
    assert "knowledge.wmd" in before
    assert "knowledge" not in after
    assert "manner" not in after


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--engine", "polar"], "engine: there is no engine called polar. Perhaps polars is meant."),
        (["--engine", "oracle"], "Use one of: polars, duckdb, spark."),
        (["--assume", "good"], "there is no policy called good"),
        (["--language", "xx"], "the language xx is not spoken here"),
        (["-o", "none/out.csv"], "dualuse: none/out.csv: there is no folder none. Make it first."),
    ],
)
def test_bad_arguments(folder: Path, arguments: list[str], message: str) -> None:
    code, output, errors = run(folder, *arguments)
    assert (code, output) == (2, "")
    assert message in errors
    assert len(errors.splitlines()) == 1
    assert [path.name for path in folder.iterdir()] == ["in.csv"]


@pytest.mark.parametrize(("name", "package"), [("duckdb", "duckdb"), ("spark", "pyspark")])
def test_an_engine_that_is_not_installed(
    folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, package: str
) -> None:
    monkeypatch.setattr(choosing, "find_spec", lambda wanted: None if wanted == package else True)
    code, _, errors = run(folder, "--engine", name)
    assert code == 2
    assert errors == (
        f"dualuse: engine: the engine {name} needs the package {package}."
        f' Install it, in the folder of the repository: .venv/bin/pip install ".[{name}]".\n'
    )


def test_an_engine_that_does_not_start(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def start(name: str) -> None:
        raise RuntimeError("[JAVA_GATEWAY_EXITED] Java gateway process exited\nmore")

    monkeypatch.setattr("dualuse.bulk.backends.choosing.backend", start)
    code, _, errors = run(folder, "--engine", "spark")
    assert code == 2
    assert "the engine spark does not start ([JAVA_GATEWAY_EXITED] Java gateway process exited)" in errors
    assert "Java 17" in errors


@pytest.mark.parametrize("starts", [True, False])
def test_what_spark_logs_is_shown_only_where_it_does_not_start(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], starts: bool
) -> None:
    """Its Java is a process of its own, and goes on writing to the standard error that it was started with."""
    processes: list[subprocess.Popen[bytes]] = []
    program = ["sh", "-c", "echo first >&2; read go; echo later >&2"]

    def start(name: str) -> Backend:
        if not processes:  # a session that runs is taken again
            processes.append(subprocess.Popen(program, stdin=subprocess.PIPE))
        if not starts:
            processes[0].communicate(b"\n")
            raise RuntimeError("Java gateway process exited")
        return polars("polars")

    polars = choosing.backend
    monkeypatch.setattr("dualuse.bulk.backends.choosing.backend", start)
    code, _, errors = run(folder, "--engine", "spark")
    if starts:
        processes[0].communicate(b"\n")
    assert code == 2
    assert ("does not start" in errors) is not starts
    assert capfd.readouterr().err == ("" if starts else "first\nlater\n")


def test_names_from_elsewhere_do_not_reach_the_terminal(folder: Path) -> None:
    odd = ",".join(f"\x1b[2J{number}" for number in range(30))
    (folder / "in.csv").write_text(f"items.entries,{odd}\n5A001{',' * 30}\n")
    _, output, _ = run(folder)
    assert "\x1b" not in output
    assert output.endswith("?[2J9 and 20 more\n")


def test_many_wrong_columns_are_not_all_shown(folder: Path) -> None:
    (folder / "in.csv").write_text(",".join(f"items.x{number}" for number in range(300)) + "\n")
    code, _, errors = run(folder)
    assert code == 2
    assert len(errors.splitlines()) == 21


# Processes


def wait_for(condition: Callable[[], object], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def unfinished(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if path.suffix == ".unfinished"]


@pytest.fixture
def started(large: Path, tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """The command at work in ``tmp_path``, where an earlier result stands."""
    (tmp_path / "out.csv").write_text("old")
    (tmp_path / "out.bad.csv").write_text("dualuse_line,dualuse_problem,old\n")
    command = [*COMMAND, str(large), "-o", "out.csv"]
    with subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            wait_for(lambda: unfinished(tmp_path) or process.poll() is not None)
            assert process.poll() is None
            yield process
        finally:
            process.kill()


def old_files_stand(folder: Path) -> bool:
    bad = (folder / "out.bad.csv").read_text()
    return (folder / "out.csv").read_text() == "old" and bad == "dualuse_line,dualuse_problem,old\n"


def test_killed_at_work_nothing_changes_and_the_next_run_cleans_up(
    started: subprocess.Popen[str], tmp_path: Path
) -> None:
    started.kill()
    started.wait()
    assert old_files_stand(tmp_path)
    assert len(unfinished(tmp_path)) == 1
    (tmp_path / "in.csv").write_text(HEADER + ROW)
    assert run(tmp_path)[0] == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.csv", "out.csv"]


def test_interrupted_at_work_nothing_is_left(started: subprocess.Popen[str], tmp_path: Path) -> None:
    started.send_signal(signal.SIGINT)
    output, errors = started.communicate(timeout=30)
    assert (started.returncode, output) == (130, "")
    assert errors == "dualuse: stopped: nothing was written\n"
    assert old_files_stand(tmp_path)
    assert unfinished(tmp_path) == []


def test_interrupted_a_guessed_mapping_is_not_left_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """ "Nothing was written" holds of the mapping, too; one that was there stays."""

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    source, mapping = tmp_path / "in.csv", tmp_path / "sap.toml"
    source.write_text("Verkaufsbeleg;Bezeichnung;Empfangsland\n1;Pumpe;CH\n")
    monkeypatch.setattr("dualuse.bulk.command.bulk", interrupted)
    arguments = ["bulk", str(source), "--map", str(mapping), "-o", str(tmp_path / "out.csv")]
    assert CliRunner().invoke(app, arguments).exit_code == 130
    assert not mapping.exists()
    mapping.write_text('format = "dualuse-mapping-1"\n[columns]\n"Verkaufsbeleg" = "reference"\n')
    assert CliRunner().invoke(app, arguments).exit_code == 130
    assert mapping.exists()


@pytest.mark.parametrize("ending", ["csv", "parquet", "xlsx"])
def test_a_full_disk_is_told_and_nothing_is_left(tmp_path: Path, ending: str) -> None:
    (tmp_path / "in.csv").write_text(HEADER + "".join(f"{n},5A001.f,AE,{n * 7919}\n" for n in range(3000)))
    (tmp_path / f"out.{ending}").write_text("old")
    done = subprocess.run(
        [*COMMAND, "in.csv", "-o", f"out.{ending}"],
        cwd=tmp_path,
        # A module that the limit cut off would stay compiled for the others.
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        timeout=120,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2, done.stderr
    assert done.stderr.startswith(f"dualuse: out.{ending}: the file cannot be written (")
    assert len(done.stderr.splitlines()) == 1
    assert (tmp_path / f"out.{ending}").read_text() == "old"
    assert unfinished(tmp_path) == []


def test_in_a_terminal_a_bar_shows_that_it_works_and_goes_away(large: Path, tmp_path: Path) -> None:
    process, terminal = pty.fork()
    if process == 0:
        os.chdir(tmp_path)
        os.environ |= {"TERM": "xterm", "COLUMNS": "80"}
        os.execv(COMMAND[0], [*COMMAND, str(large), "-o", "out.csv", "--outcomes-only"])
    shown = b""
    while select.select([terminal], [], [], 60)[0]:
        try:
            shown += os.read(terminal, 65536)
        except OSError:
            break
    _, status = os.waitpid(process, 0)
    assert os.waitstatus_to_exitcode(status) == 2
    text = shown.decode()
    before, _, after = text.rpartition("\x1b[2K")
    assert before.count("judging") > 2
    assert re.search(r"\d:\d\d:\d\d", before)
    assert after.startswith(f"Rows judged: {MANY:,}, in out.csv\r\n")
    assert "judging" not in after


def test_a_missing_file_is_told_before_a_missing_output(folder: Path) -> None:
    missing = CliRunner().invoke(app, ["bulk", str(folder / "nofile.xlsx"), "--language", "en"])
    assert missing.exit_code == 2
    assert "nofile.xlsx" in missing.output
    assert "judged.xlsx" not in missing.output
    nowhere = CliRunner().invoke(app, ["bulk", str(folder / "in.csv"), "--language", "en"])
    assert nowhere.exit_code == 2
    assert "-o judged.xlsx" in nowhere.output


def test_a_table_without_rows_is_an_error_that_says_what_to_do(folder: Path) -> None:
    (folder / "in.csv").write_text(HEADER)
    code, _, told = run(folder)
    assert code == 2
    assert (
        "in.csv: below the names of the columns stands no row, so nothing was judged. Export it again" in told
    )


# The same table gives the same bytes


@pytest.mark.parametrize("turn", range(8))
def test_sums_stand_in_one_order(turn: int) -> None:
    counts = Counts()
    releases = ["stop"] * 3 + ["ask"] * 7 + ["go"] * 3 + ["go_with_duties"] * 3
    rows = pl.DataFrame({"outcome": ["none"] * 16, "release": releases[turn:] + releases[:turn]})
    counts.add_answered(rows)
    assert list(counts.releases) == ["ask", "go", "go_with_duties", "stop"]
    assert [name for name, _ in frequent_first(counts.releases)] == ["ask", "go", "go_with_duties", "stop"]


def test_a_workbook_is_the_same_an_hour_later(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text(HEADER + ROW, "utf-8")
    made = []
    output = tmp_path / "out.xlsx"  # it stands in the summary
    for _ in range(2):
        result = CliRunner().invoke(app, ["bulk", str(tmp_path / "in.csv"), "-o", str(output)])
        assert output.exists(), result.output
        made.append(output.read_bytes())
        output.unlink()
        time.sleep(1.1)  # the times in a workbook are whole seconds
    assert made[0] == made[1]


def test_gate_asks_that_every_row_is_go_and_rows_to_mend_come_first(folder: Path) -> None:
    (folder / "in.csv").write_text(HEADER + ROW)
    assert run(folder, "--gate")[0] == 1
    assert run(folder)[0] == 0
    code, _, problem = run(folder, "--gate", "--outcomes-only")
    assert code == 2
    assert "--gate" in problem
    (folder / "in.csv").write_text(HEADER + ROW + "B,zz,AE,x\n")
    assert run(folder, "--gate")[0] == 2


@pytest.mark.parametrize(("number", "code"), [(2, 0), (1, 1), (0, 1)])
def test_gate_passes_where_all_rows_are_go(
    folder: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: int
) -> None:
    (folder / "in.csv").write_text(HEADER + ROW + ROW)

    def judged(*arguments: object, **options: object) -> Summary:
        summary = bulk(*arguments, **options)  # type: ignore[arg-type]
        return replace(summary, releases={"go": number, "ask": 2 - number})

    monkeypatch.setattr("dualuse.bulk.command.bulk", judged)
    assert run(folder, "--gate")[0] == code
