"""Questions of due diligence with their answers: who is asked, what was answered by whom, on what evidence, who asks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from dualuse.documents.blocks import (
    Block,
    Bullets,
    Line,
    Table,
    code,
    joined,
    name,
    quiet,
    strong,
    text,
)
from dualuse.documents.speech import Speech
from dualuse.dossier.document.shared_blocks import (
    by_whom,
    grouped_by,
    mark,
    nothing_stated,
    proof_line,
)
from dualuse.i18n import N_, referred
from dualuse.i18n.statuses import ANSWER
from dualuse.schema.diligence import (
    DiligenceResult,
    ShownAnswer,
)


@dataclass(frozen=True, slots=True)
class Usual:
    """What is said once: ``by`` whom most answers were given, and when; the ``parties`` that questions are about."""

    by: tuple[str, str] = ("", "")
    parties: frozenset[str] = frozenset()
    voluntary: frozenset[tuple[str, str]] = frozenset()
    """Questions, each with its item, that are asked although the item has fallen out already."""
    notes: Mapping[str, str] = field(default_factory=dict)
    """What a reader should know of a question, by its sign."""


NOTHING_USUAL: Final = Usual()


def subject(shown: ShownAnswer, speech: Speech) -> str:
    """Which item and party a question is about, or nothing for the whole transaction."""
    parts = [
        speech.say(N_("item {item}"), item=shown.item) if shown.item else "",
        speech.say(N_("party {party}"), party=shown.party) if shown.party else "",
    ]
    return ", ".join(part for part in parts if part)


def answer_line(shown: ShownAnswer, speech: Speech, usual: Usual = NOTHING_USUAL) -> Line:
    """The answer with its reason and who gave it, unless that is who ``usual`` did, and when."""
    answered = shown.answered
    if answered is None:
        return quiet(speech.say(N_("not answered")))
    by = (answered.person, answered.time)
    return joined(
        [
            strong(speech.word(ANSWER.short, answered.answer)),
            name(answered.reason) if answered.reason else quiet(speech.say(N_("no reason stated"))),
            by_whom(speech, *by) if by != usual.by else (),
        ]
    )


def usual_in(diligence: DiligenceResult, known: Usual | None = None) -> Usual:
    """What is said once for all answers of a dossier."""
    counts = Counter(
        (shown.answered.person, shown.answered.time)
        for shown in diligence.answered
        if shown.answered is not None and shown.answered.person
    )
    asked = (*diligence.answered, *diligence.open_questions, *(flag.shown for flag in diligence.flags))
    return replace(
        known or NOTHING_USUAL,
        by=counts.most_common(1)[0][0] if counts else ("", ""),
        parties=frozenset(row.party for row in asked if row.party),
    )


def proof_lines(shown: ShownAnswer, speech: Speech) -> tuple[Line, ...]:
    """The evidence of an answer, line by line."""
    return tuple(proof_line(speech, document) for document in shown.answered.proofs) if shown.answered else ()


def source_line(shown: ShownAnswer, usual: Usual) -> Line:
    """The sign of a question, and how well it is known that its source asks it; the annex names the source."""
    note = usual.notes.get(shown.question, "")
    return joined([joined([code(shown.question), mark(shown.verification)], " "), quiet(note)])


def question_table(caption: str, questions: Iterable[ShownAnswer], speech: Speech, usual: Usual) -> Table:
    """Questions with their answers and evidence; what is asked of several parties or items stands once."""
    groups = grouped_by(((row.question, row.text), row) for row in questions)
    rows = tuple(
        (
            text(same[0].text),
            lined(answers_of(same, speech, usual)),
            source_line(same[0], usual),
        )
        for same in groups.values()
    )
    head = (
        speech.say(N_("Question")),
        speech.say(N_("Answer, reason, evidence")),
        speech.say(N_("Asked by")),
    )
    return Table(caption, head, rows, (10, 9, 2))


def answers_of(same: Iterable[ShownAnswer], speech: Speech, usual: Usual) -> Iterator[Line]:
    """The answers to one question, those that are the same together with whom they are about."""
    answers: dict[Line, list[str]] = {}
    about_parties: dict[Line, set[str]] = {}
    for row in same:
        line = joined([answer_line(row, speech, usual), *proof_lines(row, speech)])
        about = subject(row, speech)
        if (row.question, row.item) in usual.voluntary:
            about = f"{about} ({speech.say(N_('voluntary'))})".strip()
        answers.setdefault(line, []).append(about)
        about_parties.setdefault(line, set()).add(row.party)
    for line, subjects in answers.items():
        about = speech.semicolon.join(dict.fromkeys(filter(None, subjects)))
        if len(usual.parties) > 1 and about_parties[line] == usual.parties:
            about = speech.say(N_("each party"))
        yield joined([quiet(about), line], speech.colon)


def lined(lines: Iterable[Line]) -> Line:
    """Lines as one, with line ends between them."""
    return joined(list(lines), "\n")


def question_list(questions: tuple[ShownAnswer, ...], speech: Speech, usual: Usual) -> tuple[Block, ...]:
    """Questions with what was answered, those asked of several parties once."""
    if not questions:
        return ()
    groups = grouped_by(((question.question, question.text), question) for question in questions)
    lines = tuple(
        joined([text(same[0].text), *answers_of(same, speech, usual), source_line(same[0], usual)])
        for same in groups.values()
    )
    return (Bullets(lines),)


def question_sources(diligence: DiligenceResult, speech: Speech) -> tuple[Block, ...]:
    """Which source asks which question, and where in it."""
    elements = (element for examination in diligence.examinations for element in examination.elements)
    flags = (flag.shown for flag in diligence.flags)
    shown = {row.question: row for row in (*elements, *flags, *diligence.answered, *diligence.open_questions)}
    if not shown:
        return nothing_stated(speech)
    groups = grouped_by((row.source, row) for row in sorted(shown.values(), key=lambda row: row.question))
    rows = tuple(
        (
            text(referred(str(source), speech.language)),
            joined(
                [
                    joined([code(row.question), text(referred(row.reference, speech.language))], " ")
                    for row in same
                ],
                speech.semicolon,
            ),
        )
        for source, same in groups.items()
    )
    caption = speech.say(N_("Questions and their sources"))
    return (Table(caption, (speech.say(N_("Source")), speech.say(N_("Questions"))), rows, (4, 16)),)
