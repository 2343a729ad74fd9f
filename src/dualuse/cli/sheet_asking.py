"""``dualuse examine --ask``: the questions of an entry one after the other; every answer is kept in the sheet
at once."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dualuse.cli.terminal import refuse, terminal_screen
from dualuse.i18n import N_, Figure, fill, semicolon, translate
from dualuse.inputs.persons import in_words
from dualuse.inputs.problem_words import NO_REASON as NO_WORDS
from dualuse.inputs.problems import InputError
from dualuse.inputs.whole_files import errors_of_writing, replace_file
from dualuse.inputs.wrapping import wrapped_lines

if TYPE_CHECKING:
    from dualuse.classification.sheets.results import Examination, Question
    from dualuse.interview.screen import Screen

NO_REASON: Final = N_("? is taken as not known: no reason is kept.")
_WAYS: Final = N_("? I do not know   < back   s stop   (the answers are kept and can be taken up again)")
_YES_NO: Final = {"y": "yes", "j": "yes", "o": "yes", "n": "no"}


def asked_in_turn(
    code: str, stated: Mapping[str, Any], path: Path, *, new: Mapping[str, Any], language: str, folder: Path
) -> dict[str, Any]:
    """The values with what was answered, until the examination is settled, nothing is left to ask, or the
    person stops.

    Args:
        stated: what is known already.
        path: the file that keeps the answers (.yaml), whether it is there or not.
        new: what of ``stated`` was typed and the file does not hold: it is kept too.
        folder: the tests.
    """
    if path.suffix.lower() not in (".yaml", ".yml"):
        refuse(N_("{file}: answers are kept in a .yaml file; name one with --sheet"), language, file=path)
    asking = _Asking(
        code=code,
        path=path,
        language=language,
        folder=folder,
        screen=terminal_screen(False),
        values=dict(stated),
    )
    asking.examined(stated)  # what cannot be read is not kept
    for name, typed in new.items():
        _keep(path, name, typed)
    _write(asking.screen, translate(_WAYS, language))
    while asking.asks_on():
        pass
    if any(name in asking.values for name in asking.answered):
        asking.screen.write(fill(N_("The answers are kept in {file}."), language, file=path))
    asking.screen.write("")
    return asking.values


@dataclass(slots=True, kw_only=True)
class _Asking:
    """An examination under way. ``answered``: parameters in the order of their answers; ``skipped``: those
    not known."""

    code: str
    path: Path
    language: str
    folder: Path
    screen: Screen
    values: dict[str, Any]
    answered: list[str] = field(default_factory=list)
    skipped: set[str] = field(default_factory=set)

    def asks_on(self) -> bool:
        """Ask one question, or take an answer back; False where nothing is left to ask or the person
        stops."""
        every = self.examined(self.values).questions
        questions = [row for row in every if row.parameter not in self.skipped]
        question = next(iter(questions), None)
        if question is None:
            if not self.answered or not _goes_back(self.screen, self.language):
                return False
            self._take_back()
            return True
        line = _read(self.screen, question, len(questions), len(every) - len(questions), self.language)
        if line is None:
            return False
        if line == "<":
            if self.answered:
                self._take_back()
            else:
                _write(self.screen, translate(N_("There is no answer to take back."), self.language))
        elif line == "?":
            self.answered.append(question.parameter)
            self.skipped.add(question.parameter)
        else:
            return self._answer(question, line)
        return True

    def _answer(self, question: Question, line: str) -> bool:
        """Keep an answer, with its reason where a person judges, or say what is wrong with it; False where
        the person stops."""
        from dualuse.classification.sheets.parameter_values import counted_of

        value: Any = (
            _YES_NO.get(line.lower(), line) if question.kind == "yes_no" else _with_unit(line, question)
        )
        try:
            self.examined({**self.values, question.parameter: value})
        except InputError as error:
            for problem in error.problems:
                _write(self.screen, problem.at_prompt(self.language))
            return True
        number = counted_of(line) if question.kind == "quantity" and not question.unit else None
        if number is not None:
            _write(self.screen, f"→ {number}")
        elif value != line and question.kind == "quantity":
            _write(self.screen, f"→ {value}")
        if question.judgement:
            reason = _reason(self.screen, self.language)
            if reason in (None, "<"):
                return reason is not None
            value = {"value": value, "reason": reason} if reason else value
        self.answered.append(question.parameter)
        self.values[question.parameter] = value
        _keep(self.path, question.parameter, value)
        return True

    def _take_back(self) -> None:
        """Take the last answer back, also from the file."""
        last = self.answered.pop()
        self.skipped.discard(last)
        if self.values.pop(last, None) is not None:
            _keep(self.path, last, None)

    def examined(self, values: Mapping[str, Any]) -> Examination:
        """What the values come to.

        Raises:
            InputError: one of them is not a value of its parameter.
        """
        from dualuse.classification.sheets import examine

        return examine(self.code, values, language=self.language, folder=self.folder)


def _write(screen: Screen, text: str, indent: str = "") -> None:
    for line in wrapped_lines(text, screen.width, indent, indent or "  "):
        screen.write(line)


def _read(screen: Screen, question: Question, number: int, unknown: int, language: str) -> str | None:
    """The answer; None where the person stops. ``number``: of the questions to come, this one among them; ``unknown``: of those left open."""
    screen.write("")
    for line in wrapped_lines(question.question, screen.width, rest=""):
        screen.write(screen.emphasise(line))
    why = N_(
        "open questions: {number}; this alone settles nothing yet; it stands in the sheet as {parameter}"
    )
    if question.settles:
        why = N_(
            "open questions: {number}; provisions that this alone may settle: {settles}; it stands in the sheet as {parameter}"
        )
    reason = fill(why, language, parameter=question.parameter, settles=question.settles, number=number)
    if unknown:
        left = fill(N_("left as not known: {number}"), language, number=unknown)
        reason = f"{reason}{semicolon(language)}{left}"
    for text in (_way_to_answer(question, language), reason):
        for line in wrapped_lines(text, screen.width, "  ", "  "):
            screen.write(screen.soften(line))
    try:
        line = screen.read("> ").strip()
    except (EOFError, KeyboardInterrupt):
        return None
    if line.casefold() in _UNKNOWN:
        return "?"
    return None if line.lower() == "s" else line


_BARE_NUMBER: Final = re.compile(r"[-+−]?\d[\d.,'’\s]*")


def _with_unit(line: str, question: Question) -> str:
    """The answer with the unit that the question asks for, where a number was typed alone; a sheet states its own."""
    from dualuse.classification.sheets.quantities import shown_unit

    if question.kind != "quantity" or not question.unit or not _BARE_NUMBER.fullmatch(line):
        return line
    return f"{line} {shown_unit(question.unit)}"


def _way_to_answer(question: Question, language: str) -> str:
    """How the answer is written, with an example of its unit."""
    from dualuse.classification.sheets.quantities import shown_unit

    ways = [fill(_HOW[question.kind], language)]
    if question.kind == "quantity":
        example = Figure(f"{'12' if question.unit in _WHOLE else '4.5'} {shown_unit(question.unit)}".strip())
        text = (
            N_("a number in {unit}, or with its unit, such as {example}")
            if question.unit
            else N_("a number alone, such as {example}")
        )
        unit = shown_unit(question.unit)
        ways = [fill(text, language, unit=unit, example=example if question.unit else "12")]
    if question.judgement:
        ways.append(translate(N_("a person judges: the reason is asked for next"), language))
    return semicolon(language).join(ways)


_HOW: Final = {
    "yes_no": N_("yes or no"),
    "quantity": N_("a number"),
    "words": N_("a name, several with ; between them, or none"),
    "codes": N_("provisions of Annex I, such as 6A003.b.4, with ; between them"),
}
_WHOLE: Final = ("bit", "percent", "ppm", "rpm")
"""Units of which an example is a whole number."""
_UNKNOWN: Final = ("", "?", "unknown", "unbekannt", "inconnu")


def _reason(screen: Screen, language: str) -> str | None:
    """Why the person judges so; "" where none is typed, None where the person stops; ``<`` leads back to the
    question."""
    try:
        line = screen.read(translate(N_("Why? (from which document; empty: none) > "), language)).strip()
    except (EOFError, KeyboardInterrupt):
        return ""
    if line and line.casefold() in _UNKNOWN:
        _write(screen, translate(NO_REASON, language))
        return ""
    if line.lower() == "s" or line == "<":
        return None if line != "<" else line
    if line and not in_words(line):
        _write(screen, translate(NO_WORDS, language))
    return in_words(line)


def _goes_back(screen: Screen, language: str) -> bool:
    """Whether the person takes the last answer back, which left nothing to ask; the end of the input does
    not."""
    from dualuse.interview.dialogue import (
        NOTHING_LEFT,
    )

    screen.write("")
    _write(screen, translate(NOTHING_LEFT, language))
    try:
        return screen.read("> ").strip() == "<"
    except (EOFError, KeyboardInterrupt):
        return False


def _keep(path: Path, name: str, value: Any) -> None:
    """Write the value on the line of its name, whose comment stays; on a new line where there is none. None:
    empty."""
    text = path.read_text("utf-8-sig") if path.exists() else ""
    written = "" if value is None else f" {json.dumps(value, ensure_ascii=False)}"
    line = re.compile(rf"^{re.escape(name)}:[^#\n]*?([ \t]*#.*)?$", re.MULTILINE)
    if line.search(text):
        text = line.sub(lambda match: f"{name}:{written}{match.group(1) or ''}", text, count=1)
    elif value is not None:
        text = f"{text.rstrip()}\n{name}:{written}\n".lstrip("\n")
    with errors_of_writing(path):
        replace_file(path, text.encode(), shared=True)
