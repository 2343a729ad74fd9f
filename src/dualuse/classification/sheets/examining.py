"""Examining: which provisions of an entry an item meets, by the parameters that are known of it.

:func:`examine` tries the subject (``subject.py``: the sheet of the entry, the sheets it refers to and the general notes) and says
*listed*, *not listed* or *open*. An unknown parameter never counts as no, and a provision without tests never as not met.

A reference to another provision stands for its own tests; general notes are applied to the entry examined only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dualuse.classification.sheets.conditions import (
    Condition,
    CoveredBy,
    Leaf,
    OneOf,
    Provision,
    Quantity,
    deciding,
    evaluate,
    settled,
    settling,
    some,
)
from dualuse.classification.sheets.elsewhere import elsewhere
from dualuse.classification.sheets.library import FOLDER
from dualuse.classification.sheets.notes import Note
from dualuse.classification.sheets.parameter_values import StatedValues, read_stated
from dualuse.classification.sheets.results import (
    NO_SHEET,
    Examination,
    Met,
    NotMet,
    Open,
    Question,
    SheetUsed,
    Test,
    Verdict,
)
from dualuse.classification.sheets.sheet import Parameter
from dualuse.classification.sheets.subject import Row, Subject, is_foreign, subject_of, subject_of_code
from dualuse.i18n import translate
from dualuse.inputs.persons import in_words
from dualuse.inputs.problems import InputError
from dualuse.law.language.logic import Truth

_SHOWN_WORDS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class _State:
    """What came out for one provision; ``pending`` is the condition that could still settle it."""

    row: Row
    truth: Truth
    released_by: tuple[Note, ...]
    may_release: tuple[Note, ...]
    pending: Condition | None


def examine(
    code: str,
    parameters: Mapping[str, Any],
    edition: str | None = None,
    *,
    language: str = "en",
    folder: Path = FOLDER,
) -> Examination:
    """Examine an item by the tests of ``code``: an entry of Annex I, or a provision and what lies under it.

    ``parameters``: values by name (see ``parameter_values.py``); ``edition``: the first day of an edition, default the newest.

    Raises:
        InputError: the code, the edition, or names and values of parameters do not fit.
        SheetError: a sheet does not keep the rules.
    """
    subject = subject_of_code(code, edition, folder)
    stated = read_stated(
        parameters, subject.names, lambda name: is_foreign(name, subject), subject.library.edition
    )
    states = tuple(_state(row, stated) for row in subject.rows)
    brought = tuple((note, evaluate(condition, stated.facts)) for note, condition in subject.brings_in)
    verdict = _verdict([state.truth for state in states], [truth for _, truth in brought])
    bringing = tuple(note for note, truth in brought if truth)
    own = subject.library.sheet(subject.code)
    is_left_open = verdict != "listed"
    met = tuple(Met(state.row.tested.path, _tests(state.row.own, stated)) for state in states if state.truth)
    not_met = tuple(_not_met(state, stated) for state in states if state.truth is False)
    open_ = tuple(_open(state, stated) for state in states if state.truth is None)
    tests_of_rows = (
        *(row.tests for row in met),
        *(row.tests for row in not_met),
        *(row.tests for row in open_),
    )
    return Examination(
        code=subject.code,
        edition=subject.library.edition.name,
        verdict=verdict,
        met=met,
        not_met=not_met,
        open=open_,
        brought_in_by=tuple(note.name for note in bringing),
        questions=_questions(subject, states, stated, verdict=verdict, language=language),
        uncovered=subject.library.uncovered(subject.code),
        without_reasons=tuple(
            name
            for name in stated.facts
            if subject.names.parameters[name].judgement and not in_words(stated.reasons.get(name, ""))
        ),
        review=own.review if own else NO_SHEET,
        reference=own.reference if own else f"Annex I, {subject.code[:5]}",
        verification=_weakest(subject, (*bringing, *(note for row in states for note in row.released_by))),
        sheets=tuple(_sheets(subject)),
        warnings=tuple(
            elsewhere(
                subject.code,
                statement=stated,
                parameters=subject.names.parameters,
                met=_met_in_entry(subject, parameters),
                language=language,
            )
            if is_left_open
            else ()
        ),
        asked={
            name: _question_text(subject.names.parameters[name], language)
            for name in _subjects(test for tests in tests_of_rows for test in tests)
            if name in subject.names.parameters
        },
    )


def _met_in_entry(subject: Subject, parameters: Mapping[str, Any]) -> Iterator[str]:
    """The provisions of the entry that the same values meet; none where the entry asks otherwise for a name, which cannot be read for both."""
    entry = subject.code[:5]
    if subject.code == entry:
        return
    whole = subject_of(entry, subject.library)
    try:
        stated = read_stated(
            parameters, whole.names, lambda name: is_foreign(name, whole), subject.library.edition
        )
    except InputError:
        return
    yield from (row.tested.path for row in whole.rows if _state(row, stated).truth)


def _subjects(tests: Iterable[Test]) -> Iterator[str]:
    """What the tests are about, those that decided another provision, too."""
    for test in tests:
        yield test.subject
        yield from _subjects(test.because)


def _question_text(parameter: Parameter, language: str) -> str:
    text = translate(parameter.question, language)
    return text.format(code=parameter.about) if parameter.about else text


def _state(row: Row, stated: StatedValues) -> _State:
    own = evaluate(row.own, stated.facts)
    truths = [(note, condition, evaluate(condition, stated.facts)) for note, condition in row.releases]
    released = tuple(note for note, _, truth in truths if truth)
    if own is False or released:
        return _State(
            row=row,
            truth=False,
            released_by=released if own is not False else (),
            may_release=(),
            pending=None,
        )
    if own is None:
        return _State(row=row, truth=None, released_by=(), may_release=(), pending=row.own)
    open_ = [(note, condition) for note, condition, truth in truths if truth is None]
    if not open_:
        return _State(row=row, truth=True, released_by=(), may_release=(), pending=None)
    return _State(
        row=row,
        truth=None,
        released_by=(),
        may_release=tuple(note for note, _ in open_),
        pending=some(tuple(part for _, part in open_)),
    )


def _verdict(provisions: list[Truth], brought: list[Truth]) -> Verdict:
    truths = provisions + brought
    return "listed" if True in truths else "open" if None in truths else "not_listed"


def _not_met(state: _State, stated: StatedValues) -> NotMet:
    tested = state.row.tested
    notes = [note.name for note in state.released_by]
    if evaluate(tested.when, stated.facts) is False:
        return NotMet(tested.path, _tests(tested.when, stated), tuple(notes))
    own = [note for note in tested.unless if evaluate(note.when, stated.facts)]
    conditions = [note.when for note in own] + [
        condition for note, condition in state.row.releases if note in state.released_by
    ]
    tests = tuple(test for condition in conditions for test in _tests(condition, stated))
    return NotMet(tested.path, tests, (*(note.note for note in own), *notes))


def _open(state: _State, stated: StatedValues) -> Open:
    assert state.pending is not None
    mentioned = settling(state.pending, stated.facts).mentioned
    tests = tuple(_test(leaf, truth, stated) for leaf, truth in settled(state.row.own, stated.facts))
    return Open(state.row.tested.path, mentioned, tuple(note.name for note in state.may_release), tests)


def _tests(condition: Condition, stated: StatedValues) -> tuple[Test, ...]:
    return tuple(_test(leaf, truth, stated) for leaf, truth in deciding(condition, stated.facts))


def _test(leaf: Leaf | Provision, truth: Truth, stated: StatedValues) -> Test:
    if isinstance(leaf, Provision):
        because = _tests(leaf.of, stated) if leaf.of is not None and truth is not None else ()
        return Test(subject=leaf.code, requirement="met", given="", holds=truth, because=because)
    return Test(
        subject=leaf.parameter,
        requirement=_requirement(leaf),
        given=stated.written.get(leaf.parameter, ""),
        holds=truth,
    )


def _requirement(leaf: Leaf) -> str:
    match leaf:
        case Quantity(_, limits):
            return ", ".join(limit.text for limit in limits)
        case OneOf(_, _, words) | CoveredBy(_, words):
            return "∈ " + ", ".join(words[:_SHOWN_WORDS]) + (", …" if len(words) > _SHOWN_WORDS else "")
    return "yes"


def _questions(
    subject: Subject, states: Iterable[_State], stated: StatedValues, *, verdict: Verdict, language: str
) -> tuple[Question, ...]:
    """What is missing, that which settles most first; among equals what needs no judgement, then the sheet's order.

    What a note asks that takes the item out again comes behind the tests of the provision: it matters only where these hold. Whether a note brings the item in is asked only once its own tests are all not met.
    """
    if verdict == "listed":
        return ()
    pending = [(state.row.tested.path, state.pending) for state in states if state.pending is not None]
    pending = pending or [(subject.code, condition) for _, condition in subject.brings_in]
    settled: dict[str, int] = {}
    concerns: dict[str, list[str]] = {}
    for path, condition in pending:
        effect = settling(condition, stated.facts)
        for name in effect.mentioned:
            settled[name] = settled.get(name, 0) + (name in effect.alone)
            concerns.setdefault(name, []).append(path)
    of_tests = {
        name
        for state in states
        if state.pending is not None
        for name in settling(state.row.tested.when, stated.facts).mentioned
    }
    rows = [(subject.names.parameters[name], settled[name], tuple(paths)) for name, paths in concerns.items()]
    rows.sort(
        key=lambda row: (
            bool(of_tests) and row[0].name not in of_tests,
            -row[1],
            row[0].judgement,
            -len(row[2]),
        )
    )
    return tuple(_question(parameter, settles, paths, language) for parameter, settles, paths in rows)


def _question(parameter: Parameter, settles: int, concerns: tuple[str, ...], language: str) -> Question:
    return Question(
        parameter=parameter.name,
        question=_question_text(parameter, language),
        kind=parameter.kind.value,
        unit=parameter.unit,
        judgement=parameter.judgement,
        settles=settles,
        concerns=concerns,
    )


def _sheets(subject: Subject) -> Iterator[SheetUsed]:
    for entry in dict.fromkeys(code[:5] for code in subject.reached):
        sheet = subject.library.sheet(entry)
        if sheet:
            yield SheetUsed(entry, sheet.review, sheet.reference, sheet.verification.word)


def _weakest(subject: Subject, notes: Iterable[Note]) -> str:
    """The weakest verification among the edition, the sheets that took part and the notes that decided."""
    entries = dict.fromkeys(code[:5] for code in subject.reached)
    sheets = [sheet.verification for entry in entries if (sheet := subject.library.sheet(entry))]
    return min([subject.library.edition.verification, *sheets, *(note.verification for note in notes)]).word
