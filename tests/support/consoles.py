"""Console blocks of a page, typed as they stand there: each command with what the page shows below it."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from typer.testing import CliRunner

from dualuse.cli import app
from tests.support.paths import REPOSITORY

BLOCK = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
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
        """What a person types while the command runs, as the block shows it."""
        return "".join(f"{line}\n" for line in TYPED.findall(self.shown))


def steps(text: str) -> list[Step]:
    """The commands of all console blocks of a page, in their order."""
    return [step for block in BLOCK.finditer(text) for step in _of_block(text, block)]


def _of_block(text: str, block: re.Match[str]) -> Iterator[Step]:
    begin = line = text[: block.start(1)].count("\n") + 1
    prompted = block[1].startswith(PROMPT)
    commands = [part for part in _parts(block[1], prompted=prompted) if part.strip()]
    for part in commands:
        command, shown = _divided(part) if prompted else (part, "")
        remark = COMMENT.search(command)
        plain = COMMENT.sub("", command) if remark else command
        yield Step(plain.strip().replace("\\\n", " "), shown, remark[1] if remark else "", line, begin)
        line += part.count("\n")


def _parts(block: str, *, prompted: bool) -> list[str]:
    return re.split(r"^\$ ", block, flags=re.MULTILINE)[1:] if prompted else block.splitlines(keepends=True)


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
        (folder / "elsewhere").mkdir()
        (folder / "examples").symlink_to(REPOSITORY / "examples")
        os.chdir(folder)
        os.environ["DUALUSE_HOME"] = str(folder / "home")
        for name in ("DUALUSE_WORKSPACE", "DUALUSE_PERSON", "DUALUSE_HEADS", "COLUMNS"):
            os.environ.pop(name, None)

    def run(self, command: str, keyed: str = "") -> Printed:
        """Type the command; ``keyed``: what is typed while it runs."""
        lexer = shlex.shlex(command.replace(ELSEWHERE, "elsewhere"), posix=True, punctuation_chars="|>")
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
        assert words[0] == "dualuse", command
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


ELSEWHERE = "/mnt/elsewhere"
"""A place on another disk, as pages name it: a folder beside the others here."""


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
