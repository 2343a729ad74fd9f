"""Examinations and the list of sheets as plain text for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Final

from dualuse.classification.sheets.library import Listing
from dualuse.classification.sheets.notes import general_notes
from dualuse.classification.sheets.quantities import shown_unit, with_shown_units
from dualuse.classification.sheets.results import NO_SHEET, Examination, Question, Test
from dualuse.i18n import N_, fill, referred, semicolon, translate
from dualuse.law.eu_2021_821.control_list import title

_VERDICTS: Final = {
    "listed": N_("listed: at least one provision is met"),
    "not_listed": N_("not listed here: every provision is settled, and none is met"),
    "open": N_("open: what is missing is below"),
}
_REVIEWS: Final = {
    "machine-read": N_("the tests were read from the Annex by a machine and reviewed by nobody yet"),
    "reviewed": N_("the tests were compared with the Annex by a person"),
    NO_SHEET: N_("there are no tests for this entry yet: a person answers for each provision"),
}
_STATES: Final = {
    "official": N_("official text"),
    "secondary": N_("secondary source"),
    "unverified": N_("unverified"),
}
_TRUTHS: Final = {True: N_("yes"), False: N_("no"), None: N_("not known")}
_SHOWN_QUESTIONS: Final = 5
_SHOWN_NOT_MET: Final = 6


def examination_text(
    examination: Examination, language: str = "en", *, width: int = 100, full: bool = False
) -> str:
    """The examination as text: verdict, what carried it, what is missing, and how well the tests are known.

    ``full``: every question and every provision that is not met; else what fits on a screen.
    """

    def say(text: str, **params: object) -> str:
        return fill(text, language, **params)

    lines = [
        f"{examination.code}  {title(examination.code, language) or ''}".rstrip(),
        "  " + say(_VERDICTS[examination.verdict]),
    ]
    lines += ["", *_met(examination, language)] if examination.met or examination.brought_in_by else []
    lines += (
        ["", *_released(examination, language)] if any(row.released_by for row in examination.not_met) else []
    )
    if examination.open:
        held = [row for row in examination.open if row.may_be_released_by]
        for row in held:
            text = N_("{code} is met, but may be released by: {notes}")
            lines += [
                "",
                "  "
                + say(
                    text,
                    code=row.path,
                    notes=semicolon(language).join(
                        translate(name, language) for name in row.may_be_released_by
                    ),
                ),
            ]
    if examination.questions:
        lines += ["", "  " + say(N_("Missing, what settles most first:"))]
        shown = len(examination.questions) if full else _SHOWN_QUESTIONS
        lines += _questions(examination.questions, language, shown)
    if examination.not_met:
        lines += ["", *_not_met(examination, language, len(examination.not_met) if full else _SHOWN_NOT_MET)]
    if examination.without_reasons and examination.verdict != "open":
        text = N_("Judgements without a reason: {names}. A person gives one with each.")
        lines += ["", "  " + say(text, names=", ".join(examination.without_reasons))]
    lines += [
        "",
        "  " + say(_REVIEWS[examination.review]),
        f"  {referred(examination.reference, language)} · {say(_STATES[examination.verification])}",
    ]
    note = N_("The text of Annex I (edition of {edition}) decides; these are its tests in our words.")
    lines.append("  " + say(note, edition=examination.edition))
    return "\n".join(part for line in lines for part in _wrapped(line, width))


def _wrapped(line: str, width: int) -> list[str]:
    """A line that is longer than the terminal is wide, below its own beginning."""
    indent = " " * (len(line) - len(line.lstrip()) + 2)
    return textwrap.wrap(
        line, width, subsequent_indent=indent, break_on_hyphens=False, drop_whitespace=True
    ) or [line]


def _not_met(examination: Examination, language: str, most: int) -> Iterator[str]:
    """Each provision that is not met with the tests that failed, and the values as they were read."""
    yield "  " + translate(N_("Not met:"), language)
    for row in examination.not_met[:most]:
        failed = [test for test in row.tests if test.holds is False]
        tests = semicolon(language).join(_test(test, language) for test in failed)
        yield f"    {row.path}" + (f"  {tests}" if tests else "")
    if (more := len(examination.not_met) - most) > 0:
        yield "    " + fill(N_("and {number} more: --full"), language, number=more)


def _met(examination: Examination, language: str) -> Iterator[str]:
    for met in examination.met:
        yield "  " + fill(N_("{code} is met:"), language, code=met.path)
        yield from _tests(met.tests, language)
    for name in examination.brought_in_by:
        yield "  " + fill(N_("treated as listed by: {note}"), language, note=_note(name, language))


def _released(examination: Examination, language: str) -> Iterator[str]:
    for row in examination.not_met:
        if row.released_by:
            text = translate(N_("{code} is released by: {notes}"), language)
            yield "  " + text.format(
                code=row.path,
                notes=semicolon(language).join(_note(name, language) for name in row.released_by),
            )
            yield from _tests(row.tests, language)


def _note(name: str, language: str) -> str:
    """The note with what it says in our words, where it is a general one; else its place."""
    note = next((note for note in general_notes().notes if note.name == name), None)
    named = translate(name, language)
    return f"{named} ({translate(note.summary, language).rstrip('.')})" if note else named


def _tests(tests: tuple[Test, ...], language: str) -> Iterator[str]:
    """``    writing_speed: 0.6 mm/µs (> 0.5 mm/µs: yes)``; a plain yes or no needs no requirement beside it."""
    return (f"    {_test(test, language)}" for test in tests)


def _test(test: Test, language: str) -> str:
    truth = translate(_TRUTHS[test.holds], language)
    if test.requirement in ("yes", "met"):
        return f"{test.subject}: {truth}"
    return f"{test.subject}: {test.given} ({with_shown_units(test.requirement)}: {truth})"


def _questions(questions: tuple[Question, ...], language: str, most: int) -> Iterator[str]:
    for question in questions[:most]:
        marks = [shown_unit(question.unit)] if question.unit else []
        if question.judgement:
            marks.append(translate(N_("a person judges, with reasons"), language))
        end = f"  [{'; '.join(marks)}]" if marks else ""
        yield f"  ? {question.parameter}: {question.question}{end}"
    if len(questions) > most:
        yield "    " + fill(N_("and {number} more: --full"), language, number=len(questions) - most)


def listing_text(listed: Listing, language: str = "en") -> str:
    """The list of sheets: one line each, and the sum."""
    each = translate(
        N_("{provisions} provisions, {parameters} parameters, {uncovered} left to a person · {review}"),
        language,
    )
    lines = [
        f"{row.entry}  "
        + each.format(
            provisions=row.provisions, parameters=row.parameters, uncovered=row.uncovered, review=row.review
        )
        for row in listed.sheets
    ]
    total = translate(N_("{number} of the {entries} entries of Annex I have a sheet."), language)
    return "\n".join([*lines, "", total.format(number=len(listed.sheets), entries=listed.entries)])
