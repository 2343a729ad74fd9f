"""Bad input as one clear error: where, what is wrong, what to do."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Any, ClassVar

from dualuse.i18n import N_, Message, labelled, render


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with the input: the file and line where known, the path of the field, what and remedy."""

    what: Message
    remedy: Message
    path: str = ""
    file: str = ""
    line: int | None = None

    def text(self, language: str = "en") -> str:
        """``offer.yaml:12: items[0].entries[0]: what is wrong. What to do.``"""
        where = self.file + (f":{self.line}" if self.line else "")
        what, remedy = (_short(render(message, language)) for message in (self.what, self.remedy))
        sentences = f"{what}. {remedy}."
        whole = labelled(_short(self.path), sentences, language) if self.path else sentences
        return printable(f"{where}: {whole}" if where else whole)

    def at_prompt(self, language: str = "en") -> str:
        """What is wrong and what to do, without the place: the person has just been asked for it."""
        return replace(self, path="", file="", line=None).text(language)

    @property
    def keys(self) -> tuple[str | int, ...]:
        """The path of the field as keys and positions: ``("items", 0, "entries")``."""
        parts = re.findall(r"[^.\[\]]+|\[\d+\]", self.path)
        return tuple(int(part[1:-1]) if part.startswith("[") else part for part in parts)

    def located(self, file: str, line: int | None = None) -> Problem:
        """The same problem with its file and line."""
        return replace(self, file=file, line=line or self.line)


_LONGEST_WORD = 80
_LONGEST_TEXT = 1000
_LONG_WORD = re.compile(r"([^\s./\\:\[\]]{80})[^\s./\\:\[\]]+")
_SPACES = "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"
"""Spaces that French sets before its marks; a terminal does nothing about them."""


def printable(text: str) -> str:
    """A text that came from elsewhere, without what a terminal would act on."""
    return "".join(
        character if character.isprintable() or character in _SPACES else "?" for character in text
    )


class ExitCode(IntEnum):
    """How a command ends."""

    DONE = 0
    NOT_GO = 1
    """The answer is not "go", "clear" or "unchanged" (only with ``--gate``), or not the recorded one (``replay``, ``verify``)."""
    BAD_INPUT = 2
    NO_SOURCE = 3
    """Something needed is not at hand: a list, a text, a font, the law of another release."""
    FAILED = 70
    """The program itself failed (``EX_SOFTWARE`` of sysexits): whatever it printed before is no answer."""
    STOPPED = 130
    """A person stopped it, as shells count it."""
    CLOSED = 141
    """Who read the output stopped reading, as shells count it: what was read is not the whole answer, whatever ``--gate`` would say of it."""


class InputError(Exception):
    """Input that cannot be judged; ``problems`` holds at least one problem."""

    exit_code: ClassVar[ExitCode] = ExitCode.BAD_INPUT

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__("\n".join(problem.text() for problem in self.problems))


class MissingSourceError(InputError):
    """Something needed is not at hand, such as the law of another release."""

    exit_code: ClassVar[ExitCode] = ExitCode.NO_SOURCE


def new_problem(
    code: str,
    text: str,
    remedy: str | Message,
    /,
    path: str = "",
    file: str = "",
    line: int | None = None,
    **params: Any,
) -> Problem:
    """A problem with its stable code, what is wrong and what to do, both marked with ``N_``.

    ``params`` fill the braces of both sentences; a remedy with a code of its own is given as a ``Message``.
    """
    todo = remedy if isinstance(remedy, Message) else Message(f"remedy.{code}", remedy, params)
    return problem_of(Message(code, text, params), todo, path=path, file=file, line=line)


def problem_of(
    what: Message, remedy: Message, /, path: str = "", file: str = "", line: int | None = None
) -> Problem:
    """A problem of two messages that were made elsewhere: one of them for many places, or chosen by what went wrong."""
    return Problem(what, remedy, path, file, line)


def _short(text: str) -> str:
    """A text of the input as an error repeats it: the beginnings of words, and of the whole, are enough to find the place."""
    if len(text) <= _LONGEST_WORD:
        return text
    short = _LONG_WORD.sub(r"\1…", text)
    return short if len(short) <= _LONGEST_TEXT else short[:_LONGEST_TEXT] + "…"


def input_error(
    code: str,
    text: str,
    remedy: str | Message,
    /,
    path: str = "",
    file: str = "",
    line: int | None = None,
    **params: Any,
) -> InputError:
    """The error of one problem, to be raised; arguments as of :func:`new_problem`."""
    return InputError([new_problem(code, text, remedy, path=path, file=file, line=line, **params)])


def code_suggestion(code: str, entries: Iterable[str]) -> Message:
    """A remedy for a code that does not exist: the entries of its own category and group, such as 3A, if any."""
    entries = list(entries)
    family = [entry for entry in entries if entry.startswith(code[:2].upper())] if len(code) >= 2 else []
    return suggestion("", family or entries)


def did_you_mean(word: str) -> Message:
    """A remedy that names the one word that may be meant."""
    return Message("remedy.did_you_mean", N_("Perhaps {word} is meant"), {"word": word})


_MANY = 14
"""Longer lists of what is known are cut in a remedy."""


def suggestion(word: str, known: Iterable[str]) -> Message:
    """A remedy that names the nearest of ``known``, or all of them where none is near."""
    import difflib  # imported late: most answers suggest nothing

    known = list(known)
    if near := difflib.get_close_matches(word, known, n=1, cutoff=0.6):
        return did_you_mean(near[0])
    if len(known) > _MANY:
        text = N_("Use one of {number}, among them: {words}")
        return Message("remedy.one_of_many", text, {"number": len(known), "words": tuple(known[:_MANY])})
    return Message("remedy.one_of", N_("Use one of: {words}"), {"words": tuple(known)})
