"""What for: the end use, the flags that stand first, what was answered, what a person decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from dualuse.documents.blocks import (
    Block,
    Bullets,
    Facts,
    Line,
    Paragraph,
    Part,
    Span,
    Table,
    Tone,
    code,
    joined,
    name,
    quiet,
    strong,
    text,
)
from dualuse.documents.dossier.country_context import country_context
from dualuse.documents.dossier.stated import (
    Fact,
    bullets,
    by_whom,
    fact_value,
    facts,
    name_or_not,
    not_stated,
    nothing_stated,
    proof_line,
    stated_or_not,
    verification_words,
)
from dualuse.documents.dossier.words import (
    DILIGENCE_EFFECTS,
    GROUNDS,
    KNOWLEDGE,
    STATES,
)
from dualuse.documents.speech import Speech
from dualuse.i18n import N_
from dualuse.schema.assessment import Assessment
from dualuse.schema.diligence import (
    CyberSurveillance,
    Decision,
    DiligenceResult,
    Flag,
    FlagState,
    Mitigation,
    ShownAnswer,
)
from dualuse.schema.words import ANSWER_WORDS, GRADE_WORDS, LEVEL_WORDS


def subject(shown: ShownAnswer, speech: Speech) -> str:
    """Which item and party a question is about, or nothing for the whole transaction."""
    parts = [
        speech.say(N_("item {item}"), item=shown.item) if shown.item else "",
        speech.say(N_("party {party}"), party=shown.party) if shown.party else "",
    ]
    return ", ".join(part for part in parts if part)


def answer_line(shown: ShownAnswer, speech: Speech) -> Line:
    """The answer with its reason and who gave it."""
    answered = shown.answered
    if answered is None:
        return quiet(speech.say(N_("not answered")))
    return joined(
        [
            strong(speech.word(ANSWER_WORDS, answered.answer)),
            name(answered.reason) if answered.reason else quiet(speech.say(N_("no reason stated"))),
            by_whom(speech, answered.person, answered.time),
        ]
    )


def proof_lines(shown: ShownAnswer, speech: Speech) -> tuple[Line, ...]:
    """The evidence of an answer, line by line."""
    return tuple(proof_line(speech, document) for document in shown.answered.proofs) if shown.answered else ()


def source_line(shown: ShownAnswer, speech: Speech) -> Line:
    """Where a question comes from, and how well that is known."""
    return joined(
        [
            text(shown.source),
            text(shown.reference),
            quiet(verification_words(speech, shown.verification)),
            code(shown.question),
        ]
    )


_RESULTS: dict[str, tuple[str, Tone]] = {
    "yes": (N_("a cyber-surveillance item"), "stop"),
    "no": (N_("no cyber-surveillance item"), "quiet"),
    "unknown": (N_("open"), "ask"),
}


def examinations(examined: tuple[CyberSurveillance, ...], speech: Speech) -> tuple[Block, ...]:
    """The items examined, or that none was."""
    if not examined:
        return nothing_stated(speech, N_("No item was examined under Art. 2(20)."))
    return tuple(_examination(item, speech) for item in examined)


def _examination(item: CyberSurveillance, speech: Speech) -> Part:
    mark, tone = _RESULTS[item.result]
    title = text(speech.say(N_("Item {item}"), item=item.item))
    return Part(title, tuple(_blocks(item, speech)), mark=speech.say(mark), tone=tone, card=True)


def _blocks(item: CyberSurveillance, speech: Speech) -> Iterator[Block]:
    names = {element.question: element.text for element in item.elements}
    if item.fails_on:
        failing = "; ".join(names.get(element, element) for element in item.fails_on)
        yield Paragraph(text(speech.say(N_("Falls out on: {elements}"), elements=failing)))
    if item.voluntary:
        yield Paragraph(
            text(
                speech.say(
                    N_(
                        "It falls out because it is not covert, or was not made for surveillance, alone: the questions on human rights were asked all the same, voluntarily."
                    )
                )
            )
        )
    if not item.elements:
        yield from nothing_stated(speech)
        return
    caption, head = speech.say(N_("Elements of Art. 2(20)")), speech.say(N_("Element"))
    yield _question_table(caption, head, [(text(element.text), element) for element in item.elements], speech)


def _question_table(
    caption: str, head: str, questions: Iterable[tuple[Line, ShownAnswer]], speech: Speech
) -> Table:
    """Questions with their answers, evidence and sources. ``head``: over the first column, which holds the given lines."""
    return Table(
        caption,
        (head, speech.say(N_("Answer, reason, evidence")), speech.say(N_("Asked by"))),
        tuple(
            (
                line,
                joined([answer_line(shown, speech), *proof_lines(shown, speech)]),
                source_line(shown, speech),
            )
            for line, shown in questions
        ),
        (7, 7, 5),
    )


_TONES: dict[FlagState, Tone] = {
    "open": "stop",
    "unknown": "ask",
    "promised": "ask",
    "mitigated": "go",
    "clear": "go",
}
_NONE_STATED = N_("No due diligence was stated.")


def purpose(it: Assessment, speech: Speech) -> Part:
    """The part "what for"."""
    diligence = it.diligence
    parts = [Part(text(speech.say(N_("End use and knowledge stated"))), (_end_use(it, speech),))]
    if diligence is None:
        parts.append(Part(text(speech.say(N_("Due diligence"))), nothing_stated(speech, _NONE_STATED)))
    else:
        parts += list(_diligence(diligence, speech))
    parts.append(country_context(it, speech))
    return Part(text(speech.say(N_("What for"))), tuple(parts), id="what-for")


def _end_use(it: Assessment, speech: Speech) -> Facts:
    stated_knowledge = it.transaction.get("knowledge")
    knowledge: Mapping[str, object] = stated_knowledge if isinstance(stated_knowledge, Mapping) else {}
    lines = tuple(
        joined([text(speech.word(GROUNDS, ground)), strong(speech.word(KNOWLEDGE, str(level)))], ": ")
        for ground, level in knowledge.items()
    )
    return facts(
        [
            (speech.say(N_("End use")), stated_or_not(speech, it.transaction.get("end_use"))),
            (speech.say(N_("Knowledge of grounds for concern")), lines or not_stated(speech)),
        ]
    )


def _diligence(diligence: DiligenceResult, speech: Speech) -> Iterator[Part]:
    # What is not answered stands below under the open questions, once.
    first = [flag for flag in diligence.flags if flag.state == "open"]
    answered = [flag for flag in diligence.flags if flag.state in ("promised", "mitigated")]
    clear = [flag for flag in diligence.flags if flag.state == "clear"]
    aware = [question for question in diligence.answered if _is_aware(question)]
    if aware:
        yield Part(
            text(speech.say(N_("Awareness (Art. 5(1), (2))"))), tuple(_awareness(aware, diligence, speech))
        )
    lists = (
        (N_("Stops and open flags"), _flags(first, speech), N_("No stop and no flag is open.")),
        (N_("Flags with a measure"), _flags(answered, speech), N_("No measure against a flag was stated.")),
        (N_("Open questions"), _questions(diligence.open_questions, speech), N_("No question is open.")),
    )
    for title, blocks, none in lists:
        yield Part(text(speech.say(title)), blocks or nothing_stated(speech, none))
    yield Part(text(speech.say(N_("Proposal and decision"))), tuple(_decision(diligence, speech)))
    yield Part(
        text(speech.say(N_("Examination under Art. 2(20)"))), examinations(diligence.examinations, speech)
    )
    yield Part(text(speech.say(N_("Answered, and no flag"))), tuple(_answered(diligence, clear, speech)))


def _flags(flags: list[Flag], speech: Speech) -> tuple[Block, ...]:
    return tuple(
        Part(
            text(flag.shown.text),
            (facts(_flag_rows(flag, speech)),),
            mark=_flag_mark(flag, speech),
            tone=_TONES[flag.state],
            card=True,
        )
        for flag in flags
    )


def _flag_mark(flag: Flag, speech: Speech) -> str:
    state = speech.word(STATES, flag.state)
    return speech.say(N_("STOP · {state}"), state=state) if flag.shown.effect == "stop" else state


def _flag_rows(flag: Flag, speech: Speech) -> Iterator[Fact]:
    shown = flag.shown
    yield speech.say(N_("What it is")), joined([text(speech.word(DILIGENCE_EFFECTS, shown.effect)), text(subject(shown, speech))])  # fmt: skip
    severity, likelihood = (
        speech.word(GRADE_WORDS, grade) if grade else speech.say(N_("not stated"))
        for grade in (flag.severity, flag.likelihood)
    )
    grades = N_("severity: {severity}; likelihood: {likelihood}")
    yield speech.say(N_("Weight")), text(speech.say(grades, severity=severity, likelihood=likelihood))
    yield speech.say(N_("Answer")), answer_line(shown, speech)
    yield speech.say(N_("Evidence")), proof_lines(shown, speech) or not_stated(speech)
    lines = tuple(line for measure in flag.mitigations for line in _measure(measure, speech))
    yield speech.say(N_("Measures")), lines or quiet(speech.say(N_("none was stated")))
    yield speech.say(N_("Asked by")), source_line(shown, speech)


def _measure(measure: Mitigation, speech: Speech) -> Iterator[Line]:
    verified = speech.say(N_("verified by: {how}"), how=measure.verified_by) if measure.verified_by else speech.say(N_("no way to verify it was stated: a promise"))  # fmt: skip
    yield joined([name(measure.text), text(verified), by_whom(speech, measure.person, measure.time)])
    yield from (proof_line(speech, document) for document in measure.proofs)


def _questions(questions: tuple[ShownAnswer, ...], speech: Speech) -> tuple[Block, ...]:
    if not questions:
        return ()
    lines = tuple(
        joined([text(question.text), text(subject(question, speech)), code(question.question)])
        for question in questions
    )
    return (Bullets(lines),)


def _decision(diligence: DiligenceResult, speech: Speech) -> Iterator[Block]:
    least, most = (speech.word(LEVEL_WORDS, level) for level in diligence.proposed)
    interval = (
        least if least == most else speech.say(N_("from “{least}” to “{most}”"), least=least, most=most)
    )
    # A flag stands above with its answer; here stands only what is no flag of its own.
    lines = [text(reason.text) for reason in diligence.because if not reason.code.startswith("flag_")]
    raised = sum(flag.state in ("open", "promised") for flag in diligence.flags)
    if raised:
        lines.append(text(speech.say(N_("Red flags that stand: {number}, each above."), number=raised)))
    sets = tuple(
        joined([code(path), text(fact_value(speech, path, value))], ": ") for path, value in diligence.sets
    )
    yield facts(
        [
            (speech.say(N_("The answers allow")), text(interval)),
            (speech.say(N_("Because")), tuple(lines) or not_stated(speech)),
            *_decided(diligence.decision, speech),
            (speech.say(N_("Sets for the law")), sets or quiet(speech.say(N_("nothing")))),
            (
                speech.say(N_("How well the questions are known")),
                text(verification_words(speech, diligence.verification)),
            ),
        ]
    )
    if diligence.warnings:
        yield from bullets(speech, (text(warning.text) for warning in diligence.warnings))


def _decided(decision: Decision | None, speech: Speech) -> Iterator[Fact]:
    label = speech.say(N_("Decision"))
    if decision is None:
        yield (
            label,
            text(speech.say(N_("no person has decided yet; nothing follows from the answers until then"))),
        )
        return
    yield label, strong(speech.word(LEVEL_WORDS, decision.level))
    yield speech.say(N_("Reason")), name_or_not(speech, decision.reason)
    yield speech.say(N_("By")), by_whom(speech, decision.person, decision.time) or not_stated(speech)


def _answered(diligence: DiligenceResult, clear: list[Flag], speech: Speech) -> Iterator[Block]:
    shown_above = {_question_key(flag.shown) for flag in diligence.flags if flag.state != "clear"}
    shown_above |= {
        _question_key(element) for examination in diligence.examinations for element in examination.elements
    }
    shown = {
        _question_key(question): question
        for question in (*(flag.shown for flag in clear), *diligence.answered)
    }
    rows = [question for key, question in shown.items() if key not in shown_above and not _is_aware(question)]
    if not rows:
        yield Paragraph((Span(speech.say(N_("Nothing else was answered."))),), quiet=True)
        return
    lines = [(_question_cell(question, speech), question) for question in rows]
    caption = speech.say(N_("Questions that were answered and raise no flag"))
    yield _question_table(caption, speech.say(N_("Question")), lines, speech)


def _is_aware(question: ShownAnswer) -> bool:
    return question.effect == "aware" and question.answered is not None and question.answered.answer == "yes"


def _awareness(aware: list[ShownAnswer], diligence: DiligenceResult, speech: Speech) -> Iterator[Block]:
    """The answers that are awareness, and since when: what a notification begins with."""
    decided = (
        diligence.decision if diligence.decision is not None and diligence.decision.level == "aware" else None
    )
    days = sorted(
        question.answered.time[:10]
        for question in aware
        if question.answered is not None and question.answered.time
    )
    since = speech.day(days[0]) if days else speech.say(N_("not stated"))
    rows: list[Fact] = [(speech.say(N_("First answered so")), text(since))]
    if decided is not None:
        rows.append(
            (
                speech.say(N_("Decided by")),
                by_whom(speech, decided.person, decided.time) or not_stated(speech),
            )
        )
    yield facts(rows)
    lines = [(_question_cell(question, speech), question) for question in aware]
    caption = speech.say(N_("Answers that are awareness of the intended use"))
    yield _question_table(caption, speech.say(N_("Question")), lines, speech)


def _question_key(question: ShownAnswer) -> tuple[str, str, str]:
    return question.question, question.item, question.party


def _question_cell(question: ShownAnswer, speech: Speech) -> Line:
    return joined([text(question.text), text(subject(question, speech))])
