"""Console blocks of a page, typed as they stand there: each command with what the page shows below it."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dualuse.cli import app
from tests.support.paths import REPOSITORY

BLOCK = re.compile(r"^```(console|crontab)\n(.*?)^```", re.MULTILINE | re.DOTALL)
TIMES = re.compile(r"^(?:[0-9*,/-]+ +){5}", re.MULTILINE)
"""When cron runs a command, before it."""
COMMENT = re.compile(r"\s+#\s(.*)$")
PROMPT = "$ "
TYPED = re.compile(r"^> ?(.*)\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Step:
    """A command and what is shown below it, "" where nothing is. ``remark``: what stands behind a ``#`` beside it; ``line``, ``block``: of the page,
    where the command and its block begin."""

    command: str
    shown: str
    remark: str
    line: int
    block: int

    @property
    def keyed(self) -> str:
        """What a person types while the command runs, as the block shows it, or the remark of an interview says it."""
        return "".join(f"{line}\n" for line in (*TYPED.findall(self.shown), *self.answers))

    @property
    def answers(self) -> tuple[str, ...]:
        """The first answers of an interview, as its remark says them."""
        said = self.remark if self.command.startswith("dualuse interview") else ""
        return tuple(said.removesuffix(", …").split(", ")) if said.endswith(", …") else ()


def steps(text: str) -> list[Step]:
    """The commands of all console blocks of a page, in their order."""
    return [step for block in BLOCK.finditer(text) for step in _of_block(text, block)]


def _of_block(text: str, block: re.Match[str]) -> Iterator[Step]:
    begin = line = text[: block.start(2)].count("\n") + 1
    typed = TIMES.sub("", block[2]) if block[1] == "crontab" else block[2]
    prompted = typed.startswith(PROMPT)
    commands = [part for part in _parts(typed, prompted=prompted) if part.strip()]
    for part in commands:
        command, shown = _divided(part) if prompted else (part, "")
        remark = COMMENT.search(command)
        plain = COMMENT.sub("", command) if remark else command
        yield Step(plain.strip().replace("\\\n", " "), shown, remark[1] if remark else "", line, begin)
        line += part.count("\n")


def _parts(block: str, *, prompted: bool) -> list[str]:
    if prompted:
        return re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]
    return re.findall(r"(?:.*\\\n)*.*\n", block)


def _divided(part: str) -> tuple[str, str]:
    """The command, which goes on where a line ends with a backslash or within quotes, and what is shown."""
    lines = part.splitlines(keepends=True)
    for end in range(1, len(lines) + 1):
        command = "".join(lines[:end])
        if not command.endswith("\\\n") and COMMENT.sub("", command).count('"') % 2 == 0:
            return command, "".join(lines[end:])
    raise AssertionError(f"no end of the command: {part}")


@dataclass(frozen=True, slots=True)
class Printed:
    """What a command printed on either stream, as it came, and how it ended."""

    text: str
    code: int


class Console:
    """A folder in which commands are typed one after the other, as the pages say: the examples beside it, a home of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        for name in (*ELSEWHERE.values(), "bin"):
            (folder / name).mkdir()
        for name in OF_THE_REPOSITORY:
            (folder / name).symlink_to(REPOSITORY / name)
        os.chdir(folder)
        found = [str(folder / "bin"), str(Path(sys.executable).parent), os.environ["PATH"]]
        os.environ["PATH"] = os.pathsep.join(found)
        os.environ["DUALUSE_HOME"] = str(folder / "home")
        for name in ("DUALUSE_WORKSPACE", "DUALUSE_PERSON", "DUALUSE_HEADS", "COLUMNS"):
            os.environ.pop(name, None)

    def run(self, command: str, keyed: str = "") -> Printed:
        """Type the command; ``keyed``: what is typed while it runs."""
        for place, name in ELSEWHERE.items():
            command = command.replace(place, name)
        lexer = shlex.shlex(command, posix=True, punctuation_chars="|>")
        lexer.whitespace_split = True
        lexer.commenters = ""
        words, *pipes = _split([word for token in lexer for word in _expanded(token)])
        if words[0] == "export":
            name, _, value = words[1].partition("=")
            os.environ[name] = value.replace("$PWD", str(self.folder))
            return Printed("", 0)
        if words[0] == "unset":
            os.environ[words[1]] = str(self.folder / "home")
            return Printed("", 0)
        target = words[words.index(">") + 1] if ">" in words else ""
        words = words[: words.index(">")] if target else words
        if words[0] != "dualuse":
            assert not target, command
            assert not pipes, command
            return self._of_others(words)
        done = CliRunner().invoke(app, words[1:], input=keyed, catch_exceptions=False)
        printed = done.stderr if target or pipes else done.output
        if target:
            Path(target).write_text(done.stdout, encoding="utf-8")
        passed = done.stdout
        for pipe in pipes:
            program = [sys.executable if word == "python3" else word for word in pipe]
            passed = subprocess.run(
                program, input=passed, capture_output=True, encoding="utf-8", check=True
            ).stdout
        text = printed + (passed if pipes else "")
        return Printed(text.replace(str(self.folder) + os.sep, ""), done.exit_code)

    def _of_others(self, words: list[str]) -> Printed:
        """A program in a process of its own; whoever has it not skips the rest of the page, as the report says."""
        python = {"python": [sys.executable], "python3": [sys.executable]}
        python[".venv/bin/pip"] = [sys.executable, "-m", "pip"]
        program = python.get(words[0]) or [shutil.which(words[0]) or ""]
        if not program[0]:
            pytest.skip(f"NO {words[0].upper()}: the rest of the page was not typed")
        done = subprocess.run(
            [*program, *words[1:]],
            cwd=REPOSITORY if words[0] in IN_THE_REPOSITORY else self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        return Printed(done.stdout, done.returncode)


ELSEWHERE: Mapping[str, str] = {
    "/mnt/elsewhere": "elsewhere",
    "/srv/export": "export",
    "/var/log/dualuse": "log",
}
"""Places on other disks, as pages name them: folders beside the others here."""
OF_THE_REPOSITORY = ("conformance", "examples")
"""What is beside whoever types."""
IN_THE_REPOSITORY = ("make", ".venv/bin/pip")
"""Programs that are for the repository itself."""


def _expanded(word: str) -> list[str]:
    if "*" not in word or " " in word:
        return [word]
    return sorted(str(path) for path in Path().glob(word)) or [word]


def _split(words: list[str]) -> list[list[str]]:
    """The words of each command of a pipe."""
    commands: list[list[str]] = [[]]
    for word in words:
        if word == "|":
            commands.append([])
        else:
            commands[-1].append(word)
    return commands


# What differs from day to day

_OF_ANY_DAY = (
    (re.compile(r"dualuse [0-9.]+\+[0-9a-f]{12}"), "dualuse VERSION"),
    (re.compile(r"sha256:[0-9a-f]{12}…"), "sha256:SUM…"),
    (re.compile(r"^(Since |Recorded as number [0-9]+, )[-0-9]{10}", re.MULTILINE), r"\1DAY"),
    (re.compile(r"\bhead [0-9a-f]{4,64}\b"), "head SUM"),
)


def of_any_day(text: str) -> str:
    """The text without what is another one each day, with each edition of the law or each release: the day on which it was typed, checksums."""
    for pattern, replacement in _OF_ANY_DAY:
        text = pattern.sub(replacement, text)
    return without_ends(text)


def without_ends(text: str) -> str:
    """The text without spaces at the end of its lines, and without empty lines at its end."""
    return "\n".join(line.rstrip() for line in text.rstrip().splitlines())
