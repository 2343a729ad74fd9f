"""``dualuse assess`` on one screen: the verdict, each sentence of the answer, what is to be done by whom, where it leads, the files."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from dualuse.cli.terminal import coloured
from dualuse.documents.screen_parts import (
    Section,
    cut_point,
    fitting,
    least_size,
    rows_of,
    section_lines,
)
from dualuse.documents.terminal import AND_MORE
from dualuse.i18n import N_, fill, semicolon
from dualuse.inputs.wrapping import MOST_LINES, clipped, wrapped_lines

if TYPE_CHECKING:
    from dualuse.dossier.storage import Kept
    from dualuse.schema.assessment import Assessment

_SENTENCE_LINES: Final = 4
"""Lines of a sentence of an answer that stops nothing; what a person signs for stays whole."""
_ALL: Final = sys.maxsize
_STEPS: Final = 3
"""Steps that decide: who must tell, ask or apply to whom stands before the commands that come after the first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Form:
    """Lines of each provision that forbids, and of each other sentence; steps and commands that stand in any case."""

    stops: int = _ALL
    others: int = _SENTENCE_LINES
    steps: int = 0
    leads: int = 0


_FORMS: Final = (
    *(
        _Form(others=others, steps=steps, leads=leads)
        for others in (_ALL, _SENTENCE_LINES)
        for steps, leads in ((_STEPS, _ALL), (_STEPS, 1), (2, 1), (1, 1), (1, 0))
    ),
    _Form(),
    *(_Form(stops=lines) for lines in (4, 3, 2, 1)),
)
"""From long to short: every reason stays, the others give way first; commands that only lead on before the steps that decide."""
_LEAST_LINES: Final = 2
"""Lines that the other sentences of a stop have in any case."""
_LINES_OF_A_STEP: Final = 3
_EARLIER_LINES: Final = 3
"""Lines of the sentence about an earlier answer; whole in the dossier."""
_MORE_STEPS: Final = N_("and {number} more: in the dossier")


@dataclass(frozen=True, slots=True)
class Written:
    """An assessment, its files, and the file of the transaction as the command line named it; ``findings``: that of its due diligence, ""
    where it was taken from the record."""

    made: Assessment
    kept: Kept
    file: str
    findings: str = ""


def on_one_screen(written: Sequence[Written], width: int, language: str) -> Iterator[str]:
    """One assessment with each sentence of its answer; several in a table, the worst first."""
    from dualuse.assessment.text.assumed import headline
    from dualuse.assessment.text.table import Line, destination_and_item, several

    if len(written) == 1:
        yield from _alone(written[0], width, language)
    elif written:
        rows = [
            Line(
                row.made.release,
                headline(row.made.determination, row.made.release),
                _name(row),
                "",
                _reason(row.made),
                effect=row.made.determination.range[0],
                lists=tuple(row.made.determination.screening.lists),
                about=destination_and_item(row.made.determination) if row.made.reference else (),
            )
            for row in written
        ]
        yield from several(rows, width, language)
        yield ""
        yield fill(
            N_("Each whole: its dossier, or --full. Written: {number} files in {folder}"),
            language,
            number=sum(len(row.kept.files) for row in written),
            folder=written[0].kept.files[0].parent,
        )
        for row in written:
            yield from (clipped(f"{_name(row)}: {line}", width) for line in _earlier(row.made, language))
            yield from _moved(row.kept, language)


def _alone(written: Written, width: int, language: str) -> Iterator[str]:
    from dualuse.assessment.text.assumed import headline
    from dualuse.assessment.text.one_screen import ShortText
    from dualuse.assessment.text.words import RESTS_ON

    made = written.made
    verdict = f"{headline(made.determination, made.release)}  {_name(written)}"
    screened = [*ShortText(made.determination, width).screened()]
    earlier = [
        line
        for sentence in _earlier(made, language)
        for line in cut_point(wrapped_lines(sentence, width, rest="  "), _EARLIER_LINES, width)
    ]
    weakest = RESTS_ON.get(made.verification, "")
    rests_on = wrapped_lines(fill(weakest, language), width) if weakest else []
    end = [*earlier, "", *rests_on, *files_written(written.kept, language)]
    steps, leads = _to_do(made, width, language), _next(written, width, language)
    room = MOST_LINES - sum(rows_of(line, width) for line in (verdict, *screened, *end))
    for form in _FORMS:
        sections = [
            replace(section, kept=max(min(kept, len(section.points)), section.kept if is_due else 0))
            for section, kept, is_due in (
                (steps, form.steps, made.release != "stop"),
                (leads, form.leads, made.release == "go"),
            )
            if section.points
        ]
        sentences = [*_sentences(made, width, form)]
        if len(sentences) + least_size(sections) <= room:
            break
    yield from (coloured(verdict, made.release, language), *sentences, *screened)
    for section, number in fitting(sections, room - len(sentences)):
        and_more = _MORE_STEPS if section.title else AND_MORE
        yield from section_lines(section, number, width, language, and_more=and_more)
    yield from end


def _to_do(made: Assessment, width: int, language: str) -> Section:
    """The steps of page one of the dossier; that no list is installed is said with the first of them."""
    from dualuse.assessment.text.sentences import DeterminationSentences
    from dualuse.documents.speech import Speech
    from dualuse.dossier.document.steps import steps

    first = list(DeterminationSentences(made.determination).screening_steps())
    texts, endings = [], []
    for what, who, when in steps(made, Speech.in_language(language)):
        whole = next((step for step in first if step.startswith(what)), what)
        endings.append((f"{who} · {when}", when))
        texts.append(f"{whole} · {endings[-1][0]}")
    points = tuple(
        wrapped_lines(text, width, f"  {number}. ", "     ") for number, text in enumerate(texts, 1)
    )
    kept = _due_steps(made, language)
    longest = max(map(len, points[:kept]), default=0) if made.release != "stop" else 0
    most = max(_LINES_OF_A_STEP, longest)
    least = max(_LEAST_LINES, longest)
    return Section(
        title=N_("To do"),
        points=points,
        most=most,
        least=least,
        kept=max(1, kept),
        endings=tuple(endings),
        width=width,
    )


def _due_steps(made: Assessment, language: str) -> int:
    """How many of the first steps are no number: of a "go" what must be done before it leaves; else up to the first question, and that what was
    assumed is to be examined."""
    from dualuse.assessment.text.assumed import EXAMINE_ASSUMED
    from dualuse.assessment.text.words import BEFORE_YOU_PROCEED
    from dualuse.documents.speech import Speech
    from dualuse.dossier.document.steps import steps, steps_of_conditions

    speech = Speech.in_language(language)
    all_steps = [*steps(made, speech)]
    conditions = steps_of_conditions(made, speech) if made.release != "stop" else set()
    signed_for = max(
        (place for place, (what, *_) in enumerate(all_steps, 1) if what in conditions), default=0
    )
    if made.release == "go":
        return max(signed_for, sum(when == speech.say(BEFORE_YOU_PROCEED) for _, _, when in all_steps))
    questions = [speech.with_days(row.question) for row in made.determination.missing[:1]]
    due = (speech.say(EXAMINE_ASSUMED), *questions)
    last = max((place for place, (what, *_) in enumerate(all_steps, 1) if what in due), default=0)
    return max(last, signed_for)


def _next(written: Written, width: int, language: str) -> Section:
    """The next steps of due diligence, with their commands."""
    from dualuse.assessment.next_steps import is_forbidden
    from dualuse.cli.pointers import diligence_not_begun, diligence_pointers, may_be_assumed

    made = written.made
    leads: list[str] = []
    if is_forbidden(made.determination):
        return Section()
    if made.diligence is not None:
        leads += diligence_pointers(made.diligence, written.file, language, written.findings)
    else:
        leads += diligence_not_begun(made.determination, written.file, language)
    leads += may_be_assumed(made.determination, language)
    points = tuple(wrapped_lines(lead, width, "→ ", "  ") for lead in leads)
    longest = max(map(len, points), default=0)  # at their end stands the command
    return Section(points=points, most=longest, least=longest, kept=len(points), whole=True, width=width)


def _sentences(made: Assessment, width: int, form: _Form) -> Iterator[str]:
    """The sentences of the answer, without what the steps below it say."""
    from dualuse.assessment.next_steps import forbidding
    from dualuse.documents.speech import Speech
    from dualuse.dossier.answer_text import ANSWER_ASSUMED
    from dualuse.dossier.document.steps import steps

    speech = Speech.in_language(made.language)
    write = speech.with_days
    forbids = forbidding(made.determination)
    of_law = set(map(write, forbids))
    signed = {write(row.text) for row in made.answer if row.code in ("answer.general", ANSWER_ASSUMED)}
    told_below = [what for what, *_ in steps(made, speech)][: max(1, _due_steps(made, made.language))]
    rows = [row.text for row in made.answer[1:] if not any(step in write(row.text) for step in told_below)]
    for row in map(write, (*rows[:1], *forbids, *rows[1:])):
        lines = wrapped_lines(row, width, "  - ", "    ")
        most = form.stops if row in of_law else max(form.stops, _LEAST_LINES)
        most = most if made.release == "stop" else form.others
        yield from lines if row in signed else cut_point(lines, most, width)


def _reason(made: Assessment) -> str:
    """Why, in a row: every reason of a stop, else the first, and of how many; without the age of the law, which is the same for all, where another reason
    stands behind it."""
    from dualuse.assessment.text.table import reasons_in_a_row
    from dualuse.dossier.document.first_page import reasons

    why = next((row.text for row in made.answer if row.code == "answer.why"), "")
    if not why:
        return made.answer[0].text
    age = made.determination.law_age.text if made.determination.law_age else ""
    if made.release == "stop":
        text = why.partition(":")[2].strip()
        return text.replace(f"{age}{semicolon(made.language)}", "") if age else text
    texts = reasons(made)
    others = [text for text in texts if text != age]
    return reasons_in_a_row(others or texts, made.release, made.language)


def _name(written: Written) -> str:
    from dualuse.assessment.text.table import name_without_reference

    made = written.made
    return made.reference or name_without_reference(made.determination, written.file) or made.checksum[:19]


def _earlier(made: Assessment, language: str) -> Iterator[str]:
    """The last answer of other stated facts, how many there were before it, and why they are others now."""
    from dualuse.dossier.earlier_answers import reason_in_words, sentence_of

    if not made.earlier:
        return
    *before, last = made.earlier
    yield sentence_of(last, language)
    if before:
        text = N_("Earlier answers of other stated facts before it: {number}, all in the dossier")
        yield fill(text, language, number=len(before))
    yield reason_in_words(made.reason, language)


def _moved(kept: Kept, language: str) -> Iterator[str]:
    return (fill(N_("moved aside: {file}"), language, file=path) for path in kept.moved)


def files_written(kept: Kept, language: str) -> Iterator[str]:
    """The line that says where the dossier was written."""
    yield from _moved(kept, language)
    written = N_("already there: {files}") if kept.unchanged else N_("written: {files}")
    first, *others = kept.files
    same = all(path.with_suffix("") == first.with_suffix("") for path in others)
    files = [str(first), *(path.suffix if same else str(path) for path in others)]
    yield fill(written, language, files=", ".join(files))
