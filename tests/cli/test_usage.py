"""A wrong command line is told in one sentence, in the reader's language; ``--language`` may stand before the command."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dualuse.cli import app
from dualuse.cli.usage import language_before_command
from dualuse.i18n import LANGUAGES
from tests.support import forked
from tests.support.paths import REPOSITORY

RUN = CliRunner()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ("check", "FILE is missing. What can be typed: dualuse check -h"),
        ("chek offer.yaml", "the command chek is not known. Perhaps check is meant."),
        ("law tabel 5", "the command tabel is not known. Perhaps table is meant."),
        ("classify pump --mosst 3", "the option --mosst is not known. Perhaps --most is meant."),
        ("classify pump --most", "the option --most needs a value"),
        ("classify pump --json=3", "the option --json takes no value"),
        ("classify pump --most many", "--most: the value is no whole number."),
        ("classify pump --most 0", "--most: the value is less than 1."),
        ("classify pump --most 51", "--most: the value is more than 50."),
        ("classify one two three", "too much was typed: two three."),
    ],
)
def test_a_wrong_command_line_is_told_in_one_sentence(arguments: str, sentence: str) -> None:
    result = RUN.invoke(
        app, [*arguments.split(), "--language", "en"] if "needs" not in sentence else arguments
    )
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith(f"dualuse: {sentence}")
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (
            "check offer.yaml --assume no-indication no-free-zone",
            "no-free-zone: no file, but what may be assumed; repeat the option before each: --assume no-indication --assume no-free-zone",
        ),
        (
            "assess offer.yaml -o out --assume permanent free_zone",
            "free_zone: no file, but what may be assumed; repeat the option before each: --assume permanent --assume no-free-zone",
        ),
        (
            "bulk offers.csv -o out.csv --assume permanent no-indication",
            "no-indication: no file, but what may be assumed; repeat the option before each: --assume permanent --assume no-indication",
        ),
        (
            "check offer.yaml --assume permanent intra_group",
            "intra_group: no file, but a fact that is stated in the transaction, not assumed; what may be assumed: no-indication, permanent, no-free-zone",
        ),
        ("check offer.yaml --assume permanent other", "offer.yaml: the file cannot be read"),
    ],
)
def test_what_may_be_assumed_is_not_taken_for_a_file(arguments: str, told: str) -> None:
    """A second word behind --assume was read as a file: "the format of the file is not known"."""
    result = RUN.invoke(app, [*arguments.split(), "--language", "en"])
    assert result.exit_code == 2
    assert result.stderr.startswith(f"dualuse: {told}")


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("de", "die Option --foo gibt es nicht"), ("fr", "l’option --foo n’existe pas")],
)
@pytest.mark.parametrize("before", [True, False])
def test_it_is_told_in_the_language_that_is_stated(language: str, sentence: str, before: bool) -> None:
    stated = ["--language", language]
    arguments = [*stated, "check", "--foo"] if before else ["check", "--foo", *stated]
    assert sentence in RUN.invoke(app, arguments).stderr


@pytest.mark.parametrize("command", [("classify", "thermal camera"), ("law", "table", "5")], ids=" ".join)
@pytest.mark.parametrize("stated", [("--language", "de"), ("-l", "de"), ("--language=de",)], ids=" ".join)
def test_a_language_before_the_command_is_that_of_the_answer(
    command: tuple[str, ...], stated: tuple[str, ...]
) -> None:
    before, after = RUN.invoke(app, [*stated, *command]), RUN.invoke(app, [*command, *stated])
    assert before.exit_code == after.exit_code == 0
    assert before.stdout == after.stdout != RUN.invoke(app, [*command, "--language", "en"]).stdout


def test_the_language_of_the_command_itself_comes_first() -> None:
    both = RUN.invoke(app, ["--language", "fr", "classify", "thermal camera", "--language", "de"])
    assert both.stdout == RUN.invoke(app, ["classify", "thermal camera", "--language", "de"]).stdout


def test_an_unknown_language_before_the_command_is_an_error() -> None:
    result = RUN.invoke(app, ["--language", "xx", "classify", "pump"])
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert "xx" in result.stderr


def test_the_language_of_a_text_of_the_annex_is_not_that_of_the_house(tmp_path: Path) -> None:
    """Else the English text would be installed as a German one where the house speaks German."""
    missing = str(tmp_path / "annex.xhtml")
    result = RUN.invoke(app, ["--language", "de", "annex", "diff", "1999-01-01", "1999-02-01"])
    assert result.stderr == RUN.invoke(app, ["annex", "diff", "1999-01-01", "1999-02-01"]).stderr
    assert RUN.invoke(app, ["--language", "de", "sources", "annex", missing]).exit_code != 0


def printed(*arguments: str) -> str:
    """What the command line prints in a process of its own."""
    done = forked.run(forked.COMMAND, arguments, "", os.environ)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("arguments", ["--language de check -h", "-l de check -h"])
def test_the_help_speaks_the_language_before_the_command(arguments: str) -> None:
    assert "Sprache: en, de oder fr" in printed(*arguments.split())


def test_a_folder_that_may_not_be_read_is_told_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Root may read anything, so the system is made to answer as to anybody else."""
    allowed = os.access
    monkeypatch.setattr(
        os, "access", lambda path, *rest, **more: Path(path) != tmp_path and allowed(path, *rest, **more)
    )
    done = RUN.invoke(app, ["watch", str(tmp_path), "--language", "fr"])
    assert done.exit_code == 2
    told = " ".join(done.stderr.split())
    assert "vous n’avez pas le droit de lire" in told
    assert str(tmp_path) in told
    assert "readable" not in told


def test_the_program_that_is_installed_is_the_command_line() -> None:
    program = Path(sys.executable).with_name("dualuse")
    arguments = ("-l", "de", "law", "-h")
    begun = subprocess.run([program, *arguments], capture_output=True, text=True, check=True)
    assert begun.stdout == printed(*arguments)


@pytest.mark.parametrize(
    ("arguments", "language", "rest"),
    [
        (["check", "-l", "de"], "", ["check", "-l", "de"]),
        (["--language=de", "check"], "de", ["check"]),
        (["-l", "de", "--language", "fr", "check"], "fr", ["check"]),
        (["--language"], "", ["--language"]),
        ([], "", []),
    ],
)
def test_what_stands_before_the_command(arguments: list[str], language: str, rest: list[str]) -> None:
    assert language_before_command(arguments) == (language, rest)


@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_nothing_to_classify_is_an_error(text: str) -> None:
    result = RUN.invoke(app, ["classify", text, "--language", "en"])
    assert (result.exit_code, result.stdout) == (2, "")
    assert "nothing to classify" in result.stderr


@pytest.mark.parametrize(
    ("language", "frame"),
    [
        ("en", ("Usage: dualuse", "Options:", "Arguments:", "Show this help and stop.", "[required]")),
        (
            "de",
            ("Aufruf: dualuse", "Optionen:", "Argumente:", "Diese Hilfe anzeigen und beenden.", "[nötig]"),
        ),
        ("fr", ("Utilisation : dualuse", "Options :", "Arguments :", "Afficher cette aide", "[requis]")),
    ],
)
@pytest.mark.parametrize("command", [["bulk", "-h"], ["lists", "add", "-h"]])
def test_the_frame_of_the_help_is_in_the_readers_language(
    language: str, frame: tuple[str, ...], command: list[str]
) -> None:
    shown = [
        printed(*arguments).replace("\u00a0", " ")
        for arguments in (["--language", language, *command], [*command, "--language", language])
    ]
    assert shown[0] == shown[1]
    assert all(words in shown[0] for words in frame)
    if language != "en":
        assert not {"Usage", "Show this", "required", "default:"} & set(re.findall(r"[\w:]+", shown[0]))


_EVERY_HELP = """
import json, sys, typer
from dualuse.cli import app
from dualuse.cli.help_frame import framed

def helps(command, name, parent):
    context = command.context_class(command, info_name=name, parent=parent, **(command.context_settings or {}))
    yield context.command_path, command.get_help(context)
    for inner, it in getattr(command, "commands", {}).items():
        yield from helps(it, inner, context)

root = typer.main.get_command(app)
framed(root, sys.argv[1])
print(json.dumps(dict(helps(root, "dualuse", None))))
"""
_MOST_LINES = 31
_ENGLISH = {
    "FILE",
    "FILES",
    "FOLDER",
    "DIR",
    "DATE",
    "LIST",
    "ENTRY",
    "KIND",
    "VALUE",
    "PATH",
    "COUNTRY",
    "PLACE",
    "LEVEL",
    "PRODUCT",
}
_ALIKE = {"de": set(), "fr": {"DATE"}}


@pytest.fixture(params=LANGUAGES)
def every_help(request: pytest.FixtureRequest) -> tuple[str, dict[str, str]]:
    return request.param, _helps(request.param)


@cache
def _helps(language: str) -> dict[str, str]:
    """The help of each command."""
    environment = os.environ | {"COLUMNS": "80", "DUALUSE_LANGUAGE": language}
    done = forked.run(_EVERY_HELP, (language,), "", environment)
    assert done.returncode == 0, done.stderr
    helps: dict[str, str] = json.loads(done.stdout)
    return helps


def test_no_description_of_a_command_is_cut(every_help: tuple[str, dict[str, str]]) -> None:
    helps = every_help[1]
    for command, text in helps.items():
        if any(other.startswith(f"{command} ") for other in helps):
            assert [line for line in text.splitlines()[1:] if line.endswith(("...", "…"))] == [], command


def test_each_help_fits_one_screen(every_help: tuple[str, dict[str, str]]) -> None:
    long = {command: text.count("\n") + 1 for command, text in every_help[1].items()}
    assert {command: number for command, number in long.items() if number > _MOST_LINES} == {}


def test_what_stands_for_what_is_typed_is_in_the_readers_language(
    every_help: tuple[str, dict[str, str]],
) -> None:
    language, helps = every_help
    for command, text in helps.items():
        named = " ".join(re.findall(r"^.*dualuse .*|^  (?:-|[A-Z]).*?(?:  |$)", text, re.MULTILINE))
        assert not re.search(r"[{}<>]|\b[a-z]+\.\.\.", named), (command, named)
        if language in _ALIKE:
            words = set(re.findall(r"[A-Z]{3,}", named)) & _ENGLISH
            assert words <= _ALIKE[language], command


@pytest.mark.parametrize(("language", "sentence"), [("de", "DATEI fehlt"), ("fr", "il manque FICHIER")])
@pytest.mark.parametrize("command", [["check"], ["lists", "add"]], ids=" ".join)
def test_a_missing_argument_is_named_as_the_help_names_it(
    language: str, sentence: str, command: list[str]
) -> None:
    assert sentence in RUN.invoke(app, ["-l", language, *command]).stderr


@pytest.mark.parametrize("group", ["lists", "diligence", "products", "law"])
def test_the_help_of_a_group_takes_a_language_on_either_side(group: str) -> None:
    shown = [
        printed(*arguments)
        for arguments in (["-l", "de", group, "-h"], [group, "-h", "-l", "de"], [group, "-l", "de", "-h"])
    ]
    assert shown[0] == shown[1] == shown[2]
    assert "Aufruf: dualuse" in shown[0]


def test_neither_the_version_nor_the_help_waits_for_what_only_a_command_needs() -> None:
    program = """
import sys
from dualuse.cli import app
print(sorted(name for name in sys.modules if name.startswith("dualuse.") and name.split(".")[1] in sys.argv[1:]))
"""
    rooms = ["engine", "interview", "bulk", "classification", "diligence"]
    done = subprocess.run([sys.executable, "-c", program, *rooms], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@pytest.mark.parametrize("start", [("-m", "dualuse"), ("-c", "from dualuse.cli import main; main()")])
@pytest.mark.parametrize("arguments", [("lists", "-h", "-l", "de"), ("-l", "de", "lists", "-h")])
def test_the_help_is_in_the_language_typed_however_the_program_is_started(
    start: tuple[str, ...], arguments: tuple[str, ...]
) -> None:
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY / "src"), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, *start, *arguments]
    done = subprocess.run(command, capture_output=True, env=environment, encoding="utf-8", check=True)
    assert re.match(r"Aufruf: (python[0-9.]* -m )?dualuse lists \[OPTIONEN\]", done.stdout), done.stdout[:100]
    assert "Die Listen" in done.stdout
