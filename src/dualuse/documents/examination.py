"""What the tests of an entry say of an item: what is met by which values, what is missing, what is not met and why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from dualuse.classification.sheets.conditions import COMPARATORS
from dualuse.classification.sheets.library import Listing
from dualuse.classification.sheets.notes import general_notes
from dualuse.classification.sheets.quantities import shown_unit, with_shown_units
from dualuse.classification.sheets.results import Examination, Question, Test
from dualuse.classification.substances import with_substance
from dualuse.documents.blocks import (
    Block,
    Bullets,
    Facts,
    Line,
    Paragraph,
    Part,
    Row,
    Span,
    SpanKind,
    Table,
    joined,
    strong,
    text,
)
from dualuse.documents.speech import Speech
from dualuse.documents.terminal import AND_MORE
from dualuse.i18n import N_, referred
from dualuse.i18n.languages import language_of
from dualuse.i18n.statuses import ANSWER, EXAMINED, REVIEW, VERIFICATION
from dualuse.inputs.wrapping import clipped_sentence
from dualuse.law.eu_2021_821.control_list import numbered_alike, title

Item = TypeVar("Item")
_IN_BRACKETS: Final = re.compile(r"\s*\([^()]*\)")
_DECIMAL_POINT: Final = re.compile(r"(?<=\d)\.(?=\d)")

NOT_BY_THIS_ONE: Final = N_("{code} is not met, but what is stated leads to another provision: examine it")
REVIEWS: Final = {**REVIEW.short, **VERIFICATION.long}
"""The words for how far the tests of an entry were looked at, or how well they are known."""
_TRUTHS: Final = {True: ANSWER.short["yes"], False: ANSWER.short["no"], None: N_("not known")}
_TONES: Final[dict[str, SpanKind]] = {"listed": "stop", "open": "ask", "not_listed": "go"}
_WHOLE: Final = 12
"""Lines of a point that are enough for the value and the test of each provision."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Room:
    """What has room: warnings, provisions met, questions, provisions not met and those that are open with the ``tests`` of each that are settled
    (0: all), the lines of a point (``most``), and whether parameters are named by their questions where they are not read in English,
    by ``words`` signs of them (0: all)."""

    warnings: int = 0
    met: int = 0
    questions: int = 0
    failed: int = 0
    open_: int = 0
    tests: int = 0
    most: int = _WHOLE
    in_words: bool = True
    words: int = 0


_SIGNS_OF_A_LINE: Final = 72
_FEWEST_SIGNS: Final = 24
_ROOMS: Final = (
    *(
        _Room(warnings=3, met=met, questions=questions, failed=failed, open_=open_, tests=tests)
        for met, questions, failed, open_, tests in (
            *((6, 5, 6, 6, 8), (4, 4, 4, 4, 6), (3, 3, 3, 3, 5), (2, 3, 2, 2, 4), (1, 2, 1, 1, 3)),
        )
    ),
    *(
        _Room(warnings=3, met=met, questions=questions, failed=failed, open_=1, tests=2, most=most)
        for met, questions, failed, most in (
            *((1, 3, 2, 4), (1, 2, 1, 4), (1, 3, 1, 3), (1, 2, 1, 3), (1, 1, 1, 4)),
            *((3, 3, 3, 2), (2, 3, 1, 1), (1, 2, 1, 1)),
        )
    ),
)
_FEW_WORDS: Final = 44
"""Signs of a question by which a parameter is called where it has no room whole: what was answered is not asked."""
_SHORTER: Final = (
    *(room for room in _ROOMS if room.most == _WHOLE),
    *(
        _Room(warnings=1, met=1, questions=questions, failed=1, open_=1, tests=tests)
        for questions, tests in ((2, 2), (1, 1))
    ),
    *(replace(room, words=_FEW_WORDS) for room in _ROOMS),
    *(replace(room, in_words=False) for room in _ROOMS),
)
"""From long to short: names of fields, which are English, stand alone only where no form with their questions has room."""


def examination_blocks(examination: Examination, language: str) -> tuple[Block, ...]:
    """The whole examination: every question, and every provision that is not met."""
    return tuple(_Examined(examination, language).blocks())


def short_examinations(examination: Examination, language: str) -> Iterator[tuple[int, tuple[Block, ...]]]:
    """Forms of an examination for one screen, from long to short, with the lines of a point; what is left out is counted."""
    for room in _SHORTER:
        yield room.most, tuple(_Examined(examination, language, room).blocks())


def named_in_words(parameter: str, question: str) -> str:
    """The question of a parameter without what stands in brackets, and behind it the name by which a sheet states it:
    ``Wie weit reicht es? [range]``. It is never cut: half a question asks nothing."""
    words, mark, _ = _IN_BRACKETS.sub("", question).partition("?")
    return f"{words}{mark} [{parameter}]"


def _first(rows: Sequence[Item], most: int) -> Sequence[Item]:
    """The first ``most`` rows; all of them where it is 0."""
    return rows[: most or len(rows)]


def _is_plain(test: Test) -> bool:
    """Whether the test asks for a yes or for another provision: its answer needs no value beside it."""
    return test.requirement in ("yes", "met")


class _Examined:
    def __init__(self, examination: Examination, language: str, room: _Room | None = None) -> None:
        self._it = examination
        self._speech = Speech.in_language(language)
        self._is_short = room is not None
        self._room = room or _Room()
        self._asked: set[str] = set()
        self._settled_before: set[Test] = set()

    def blocks(self) -> Iterator[Block]:
        """Verdict first, then what carried it, what may still change it, what is missing, what is not met, what it rests on."""
        it, say = self._it, self._speech.say
        kind = _TONES[it.verdict]
        if it.verdict == "not_listed" and it.review != "reviewed":
            kind = "ask"  # tests that nobody has reviewed clear nothing in green
        if it.verdict == "not_listed" and it.warnings:
            yield Paragraph((Span(say(NOT_BY_THIS_ONE, code=it.code), "stop"),))
        else:
            yield Paragraph((Span(say(EXAMINED.sentence[it.verdict]), kind),))
        heading = with_substance(title(it.code, self._speech.language) or "", it.code, self._speech.language)
        yield Paragraph(strong(f"{it.code}  {heading}".rstrip()))
        for warning in it.warnings[: self._room.warnings or None]:
            yield Paragraph((Span(warning.text, "stop"),))
        yield from self._more(it.warnings, self._room.warnings)
        if it.without_reasons:
            sentence = N_("Judgements without a reason: {names}. A person gives one with each.")
            yield Paragraph((Span(say(sentence, names=", ".join(it.without_reasons)), "ask"),))
        if it.verdict == "not_listed":
            yield from self._others()
        yield from self._met()
        yield from self._released()
        yield from self._missing()
        yield from self._settled()
        yield from self._not_met()
        yield Part(text(say(N_("Rests on"))), tuple(map(Paragraph, self._rests_on())))

    def _others(self) -> Iterator[Block]:
        """That this says nothing of other entries, with those that regimes number alike (2B001, 2B201)."""
        say = self._speech.say
        alike = ", ".join(numbered_alike(self._it.code))
        yield Paragraph(
            text(
                say(
                    N_("Other entries may list it: examine {entries}, too, and what dualuse classify names."),
                    entries=alike,
                )
                if alike
                else say(N_("Other entries may list it: examine what dualuse classify names, too."))
            )
        )

    def _met(self) -> Iterator[Block]:
        it, say = self._it, self._speech.say
        for met in _first(it.met, self._room.met):
            yield Part(text(say(N_("{code} is met:"), code=met.path)), self._tests(met.tests))
        yield from self._more(it.met, self._room.met)
        for name in it.brought_in_by:
            yield Paragraph(text(say(N_("treated as listed by: {note}"), note=self._note(name))))

    def _released(self) -> Iterator[Block]:
        it, say = self._it, self._speech.say
        for released in it.not_met:
            if released.released_by:
                notes = self._speech.semicolon.join(map(self._note, released.released_by))
                heading = say(N_("{code} is released by: {notes}"), code=released.path, notes=notes)
                yield Part(text(heading), self._tests(released.tests))
        held = tuple(
            text(
                say(
                    N_("{code} is met, but may be released by: {notes}"),
                    code=open_.path,
                    notes=self._speech.semicolon.join(map(say, open_.may_be_released_by)),
                )
            )
            for open_ in it.open
            if open_.may_be_released_by
        )
        if held:
            yield Bullets(held)

    def _missing(self) -> Iterator[Block]:
        questions = self._it.questions
        if questions:
            points = Bullets(tuple(map(self._question, _first(questions, self._room.questions))))
            more = self._more(questions, self._room.questions)
            yield Part(text(self._speech.say(N_("Missing, what settles most first:"))), (points, *more))

    def _settled(self) -> Iterator[Block]:
        """Of each provision that is open the tests that are settled, on one screen each test once, those that hold and have values first."""
        rows = []
        for open_ in self._it.open:
            tests = open_.tests
            if self._is_short:
                new = (test for test in tests if test not in self._settled_before)
                tests = tuple(sorted(new, key=lambda test: (not test.holds, _is_plain(test))))
                self._settled_before.update(tests)
            if tests:
                rows.append((open_.path, tests))
        if rows:
            first_rows = tuple(
                Row(path, (self._first_tests(tests),)) for path, tests in _first(rows, self._room.open_)
            )
            more = self._more(rows, self._room.open_)
            yield Part(
                text(self._speech.say(N_("Settled so far of what is open:"))), (Facts(first_rows), *more)
            )

    def _first_tests(self, tests: tuple[Test, ...]) -> Line:
        """The tests that have room, and how many there are beside."""
        with_room = _first(tests, self._room.tests)
        first = [text(sentence) for sentence in self._sentences(with_room)]
        more = len(tests) - len(with_room)
        counted = [text(self._speech.say(AND_MORE, number=more))] if more else []
        return joined([*first, *counted], self._speech.semicolon)

    def _not_met(self) -> Iterator[Block]:
        """Each provision that is not met with the tests that failed, and the values as they were read."""
        not_met = self._it.not_met
        if not_met:
            rows = tuple(
                Row(failed.path, (self._failures(failed.tests),))
                for failed in _first(not_met, self._room.failed)
            )
            more = self._more(not_met, self._room.failed)
            yield Part(text(self._speech.say(N_("Not met:"))), (Facts(rows), *more))

    def _failures(self, tests: tuple[Test, ...]) -> Line:
        """If no test failed: the test that holds but must not."""
        failed = [test for test in tests if test.holds is False] or list(tests)
        return joined([text(sentence) for sentence in self._sentences(failed)], self._speech.semicolon)

    def _rests_on(self) -> Iterator[Line]:
        it, say = self._it, self._speech.say
        known = self._speech.word(VERIFICATION.long, it.verification)
        yield joined([text(referred(it.reference, self._speech.language)), text(known)])
        yield text(self._speech.word(REVIEWS, it.review))
        note = N_("The text of Annex I (edition of {edition}) decides; these are its tests in our words.")
        yield text(say(note, edition=it.edition))

    def _more(self, rows: Sequence[object], most: int) -> Iterator[Block]:
        if 0 < most < len(rows):
            yield Paragraph(text(self._speech.say(AND_MORE, number=len(rows) - most)))

    def _note(self, name: str) -> str:
        """A general note with its content in our words; for any other, its place."""
        note = next((note for note in general_notes().notes if note.name == name), None)
        named = self._speech.say(name)
        return f"{named} ({self._speech.say(note.summary).rstrip('.')})" if note else named

    def _tests(self, tests: Iterable[Test]) -> tuple[Block, ...]:
        lines = tuple(text(sentence) for sentence in self._sentences(tests))
        return (Bullets(lines),) if lines else ()

    def _sentences(self, tests: Iterable[Test]) -> Iterator[str]:
        """A sentence for each test; those that one value of a parameter passed or failed are one, with the value once."""
        together: dict[object, list[Test]] = {}
        for test in tests:
            is_apart = bool(test.because) or _is_plain(test)
            together.setdefault(test if is_apart else (test.subject, test.given), []).append(test)
        for same in together.values():
            yield self._test(*same)

    def _test(self, test: Test, *others: Test) -> str:
        """``writing speed: 0.6 mm/µs (> 0.5 mm/µs: yes)``; a plain yes or no needs no requirement beside it. ``others``: of the same value."""
        truth = self._speech.say(_TRUTHS[test.holds])
        label = self._named(test.subject)
        if test.because:
            decided = [row for row in test.because if row.holds is test.holds] or list(test.because)
            inner = self._speech.semicolon.join(self._sentences(decided))
            return f"{label}{truth} ({inner})"
        if _is_plain(test):
            return f"{label}{truth}"
        tested = self._speech.semicolon.join(dict.fromkeys(map(self._tested, (test, *others))))
        return f"{label}{test.given} ({tested})"

    def _tested(self, test: Test) -> str:
        requirement = self._speech.label(with_shown_units(self._with_marks(test.requirement)))
        return f"{requirement}{self._speech.say(_TRUTHS[test.holds])}"

    def _named(self, subject: str) -> str:
        """What a test is about, before what was given: the words of its name, which is English; in another language its question before the name
        that states it, at the first of its tests."""
        question = self._it.asked.get(subject)
        if question is not None and self._speech.language == "en":
            return self._speech.label(subject.replace("_", " "))
        if question is None or not self._room.in_words or (subject in self._asked and not self._room.words):
            return self._speech.label(subject)
        self._asked.add(subject)
        if self._room.words:
            words = _IN_BRACKETS.sub("", question)
            return f"{clipped_sentence(words, self._room.words)} [{subject}] → "
        return f"{named_in_words(subject, question)} → "

    def _with_marks(self, requirement: str) -> str:
        """Thresholds with the reader's decimal mark; words and codes as they are."""
        if not requirement.startswith(tuple(COMPARATORS.values())):
            return requirement
        return _DECIMAL_POINT.sub(language_of(self._speech.language).decimal, requirement)

    def _question(self, question: Question) -> Line:
        """What is asked in words; behind it how it is answered, and the name by which a sheet or ``--set`` states it."""
        marks = [self._speech.say(N_("in {unit}"), unit=shown_unit(question.unit))] if question.unit else []
        if question.judgement and self._room.most == _WHOLE:
            marks.append(self._speech.say(N_("a person judges, with reasons")))
        marks.append(question.parameter)
        behind = f"  [{self._speech.semicolon.join(marks)}]"
        words = question.question
        if self._room.most < _WHOLE:
            # The name by which it is stated stays, where lines are few.
            words = clipped_sentence(
                words, max(_FEWEST_SIGNS, self._room.most * _SIGNS_OF_A_LINE - len(behind))
            )
        return text(f"{words}{behind}")


def listing_blocks(listed: Listing, language: str) -> Iterator[Block]:
    """The sheets in a table, and the sum."""
    speech = Speech.in_language(language)
    head = (N_("Entries"), N_("Provisions"), N_("Parameters"), N_("Left to a person"), N_("How well known"))
    rows = tuple(
        (
            text(sheet.entry),
            text(speech.number(sheet.provisions)),
            text(speech.number(sheet.parameters)),
            text(speech.number(sheet.uncovered)),
            text(speech.word(REVIEWS, sheet.review)),
        )
        for sheet in listed.sheets
    )
    yield Table("", tuple(map(speech.say, head)), rows, (2, 2, 2, 2, 8))
    total = N_("{number} of the {entries} entries of Annex I have a sheet.")
    sums = speech.say(total, number=len(listed.sheets), entries=listed.entries)
    yield Part((), (Paragraph(text(sums)),))
