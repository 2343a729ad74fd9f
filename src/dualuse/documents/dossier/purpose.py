"""What for: the end use, the flags that stand first, what was answered, what a person decided."""

from __future__ import annotations

from collections import Counter
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
    grouped_by,
    mark,
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


def answer_line(shown: ShownAnswer, speech: Speech, usual: tuple[str, str] = ("", "")) -> Line:
    """The answer with its reason and who gave it, unless that is who ``usual`` did, and when."""
    answered = shown.answered
    if answered is None:
        return quiet(speech.say(N_("not answered")))
    by = (answered.person, answered.time)
    return joined(
        [
            strong(speech.word(ANSWER_WORDS, answered.answer)),
            name(answered.reason) if answered.reason else quiet(speech.say(N_("no reason stated"))),
            by_whom(speech, *by) if by != usual else (),
        ]
    )


def usual_answer(diligence: DiligenceResult) -> tuple[str, str]:
    """Who gave most of the answers, and when: said once."""
    counts = Counter(
        (shown.answered.person, shown.answered.time)
        for shown in diligence.answered
        if shown.answered is not None and shown.answered.person
    )
    return counts.most_common(1)[0][0] if counts else ("", "")


def proof_lines(shown: ShownAnswer, speech: Speech) -> tuple[Line, ...]:
    """The evidence of an answer, line by line."""
    return tuple(proof_line(speech, document) for document in shown.answered.proofs) if shown.answered else ()


def source_line(shown: ShownAnswer) -> Line:
    """The sign of a question, and how well it is known that its source asks it; the annex names the source."""
    return joined([code(shown.question), mark(shown.verification)], " ")


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
            text(source),
            joined([joined([code(row.question), text(row.reference)], " ") for row in same], "; "),
        )
        for source, same in groups.items()
    )
    caption = speech.say(N_("Questions and their sources"))
    return (Table(caption, (speech.say(N_("Source")), speech.say(N_("Questions"))), rows, (4, 14)),)


_RESULTS: dict[str, tuple[str, Tone]] = {
    "yes": (N_("a cyber-surveillance item"), "stop"),
    "no": (N_("no cyber-surveillance item"), "quiet"),
    "unknown": (N_("open"), "ask"),
}


def examinations(
    examined: tuple[CyberSurveillance, ...], speech: Speech, usual: tuple[str, str]
) -> tuple[Block, ...]:
    """The items examined, or that none was."""
    if not examined:
        return nothing_stated(speech, N_("No item was examined under Art. 2(20)."))
    return tuple(_examination(item, speech, usual) for item in examined)


def _examination(item: CyberSurveillance, speech: Speech, usual: tuple[str, str]) -> Part:
    mark, tone = _RESULTS[item.result]
    title = text(speech.say(N_("Item {item}"), item=item.item))
    return Part(title, tuple(_blocks(item, speech, usual)), mark=speech.say(mark), tone=tone, card=True)


def _blocks(item: CyberSurveillance, speech: Speech, usual: tuple[str, str]) -> Iterator[Block]:
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
    caption = speech.say(N_("Elements of Art. 2(20)"))
    yield question_table(caption, item.elements, speech, usual)


def question_table(
    caption: str, questions: Iterable[ShownAnswer], speech: Speech, usual: tuple[str, str]
) -> Table:
    """Questions with their answers and evidence; what is asked of several parties or items stands once."""
    groups = grouped_by(((row.question, row.text), row) for row in questions)
    rows = tuple(
        (
            text(same[0].text),
            _lined(answers_of(same, speech, usual)),
            source_line(same[0]),
        )
        for same in groups.values()
    )
    head = (
        speech.say(N_("Question")),
        speech.say(N_("Answer, reason, evidence")),
        speech.say(N_("Asked by")),
    )
    return Table(caption, head, rows, (8, 9, 2))


def answers_of(same: Iterable[ShownAnswer], speech: Speech, usual: tuple[str, str]) -> Iterator[Line]:
    """The answers to one question, those that are the same together with whom they are about."""
    answers: dict[Line, list[str]] = {}
    for row in same:
        line = joined([answer_line(row, speech, usual), *proof_lines(row, speech)])
        answers.setdefault(line, []).append(subject(row, speech))
    for line, subjects in answers.items():
        about = "; ".join(dict.fromkeys(filter(None, subjects)))
        yield joined([quiet(about), line], ": ")


def _lined(lines: Iterable[Line]) -> Line:
    return joined(list(lines), "\n")


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
    raised = [flag for flag in diligence.flags if flag.state in ("open", "promised", "mitigated")]
    stops = [flag for flag in raised if flag.shown.effect == "stop"]
    others = [flag for flag in raised if flag.shown.effect != "stop"]
    aware = [question for question in diligence.answered if _is_aware(question)]
    usual = usual_answer(diligence)
    if usual[0]:
        said = speech.say(N_("Who answered, and when, unless said otherwise"))
        yield Part(text(said), (Paragraph(by_whom(speech, *usual)),))
    if aware:
        yield Part(
            text(speech.say(N_("Awareness (Art. 5(1), (2))"))),
            tuple(_awareness(aware, diligence, speech, usual)),
        )
    lists = (
        (N_("Stops"), _flags(stops, speech, usual), N_("No stop is raised.")),
        (N_("Red flags"), _flag_table(others, speech, usual), N_("No red flag is raised.")),
        (
            N_("Open questions"),
            _questions(_open_questions(diligence), speech, usual),
            N_("No question is open."),
        ),
    )
    for title, blocks, none in lists:
        yield Part(text(speech.say(title)), blocks or nothing_stated(speech, none))
    yield Part(text(speech.say(N_("Proposal and decision"))), tuple(_decision(diligence, speech)))
    yield Part(
        text(speech.say(N_("Examination under Art. 2(20)"))),
        examinations(diligence.examinations, speech, usual),
    )


def _flags(flags: list[Flag], speech: Speech, usual: tuple[str, str]) -> tuple[Block, ...]:
    return tuple(
        Part(
            text(flag.shown.text),
            (facts(_flag_rows(flag, speech, usual)),),
            mark=_flag_mark(flag, speech),
            tone=_TONES[flag.state],
            card=True,
        )
        for flag in flags
    )


def _flag_table(flags: list[Flag], speech: Speech, usual: tuple[str, str]) -> tuple[Block, ...]:
    """The red flags as one table, the most severe first; a question asked of several parties stands once."""
    if not flags:
        return ()
    order = ("open", "promised", "mitigated")
    groups = grouped_by(
        ((flag.shown.question, flag.shown.text, flag.state, flag.severity, flag.likelihood), flag)
        for flag in sorted(flags, key=lambda flag: order.index(flag.state))
    )
    rows = tuple(_flag_row(same, speech, usual) for same in groups.values())
    head = (
        speech.say(N_("Severity · likelihood")),
        speech.say(N_("Question")),
        speech.say(N_("Answer, evidence, measures")),
        speech.say(N_("Asked by")),
    )
    return (Table(speech.say(N_("Red flags by severity")), head, rows, (3, 9, 10, 2)),)


def _flag_row(same: list[Flag], speech: Speech, usual: tuple[str, str]) -> tuple[Line, ...]:
    first = same[0]
    grades = " · ".join(
        speech.word(GRADE_WORDS, grade) if grade else "–" for grade in (first.severity, first.likelihood)
    )
    state = joined([strong(speech.word(STATES, first.state)), text(grades)], "\n")
    effect = "" if first.shown.effect == "raise" else speech.word(DILIGENCE_EFFECTS, first.shown.effect)
    answers = answers_of((flag.shown for flag in same), speech, usual)
    measures = (
        line for flag in same for measure in flag.mitigations for line in _measure(measure, speech, usual)
    )
    return (
        state,
        joined([text(first.shown.text), quiet(effect)]),
        _lined((*answers, *dict.fromkeys(measures))),
        source_line(first.shown),
    )


def _flag_mark(flag: Flag, speech: Speech) -> str:
    state = speech.word(STATES, flag.state)
    return speech.say(N_("STOP · {state}"), state=state) if flag.shown.effect == "stop" else state


def _flag_rows(flag: Flag, speech: Speech, usual: tuple[str, str]) -> Iterator[Fact]:
    shown = flag.shown
    yield speech.say(N_("What it is")), joined([text(speech.word(DILIGENCE_EFFECTS, shown.effect)), text(subject(shown, speech))])  # fmt: skip
    severity, likelihood = (
        speech.word(GRADE_WORDS, grade) if grade else speech.say(N_("not stated"))
        for grade in (flag.severity, flag.likelihood)
    )
    grades = N_("severity: {severity}; likelihood: {likelihood}")
    yield speech.say(N_("Weight")), text(speech.say(grades, severity=severity, likelihood=likelihood))
    yield speech.say(N_("Answer")), answer_line(shown, speech, usual)
    yield speech.say(N_("Evidence")), proof_lines(shown, speech) or not_stated(speech)
    lines = tuple(line for measure in flag.mitigations for line in _measure(measure, speech, usual))
    yield speech.say(N_("Measures")), lines or quiet(speech.say(N_("none was stated")))
    yield speech.say(N_("Asked by")), source_line(shown)


def _measure(measure: Mitigation, speech: Speech, usual: tuple[str, str]) -> Iterator[Line]:
    verified = speech.say(N_("verified by: {how}"), how=measure.verified_by) if measure.verified_by else speech.say(N_("no way to verify it was stated: a promise"))  # fmt: skip
    yield joined(
        [
            name(measure.text),
            text(verified),
            by_whom(speech, measure.person, measure.time) if (measure.person, measure.time) != usual else (),
        ]
    )
    yield from (proof_line(speech, document) for document in measure.proofs)


def _open_questions(diligence: DiligenceResult) -> tuple[ShownAnswer, ...]:
    """What is not answered, or answered "unknown": those that could raise a flag too."""
    unknown = (flag.shown for flag in diligence.flags if flag.state == "unknown")
    return tuple(
        {_question_key(question): question for question in (*diligence.open_questions, *unknown)}.values()
    )


def _questions(
    questions: tuple[ShownAnswer, ...], speech: Speech, usual: tuple[str, str]
) -> tuple[Block, ...]:
    if not questions:
        return ()
    groups = grouped_by(((question.question, question.text), question) for question in questions)
    lines = tuple(
        joined([text(same[0].text), *answers_of(same, speech, usual), source_line(same[0])])
        for same in groups.values()
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


def answered(diligence: DiligenceResult, speech: Speech) -> Iterator[Block]:
    """What was answered and raises no flag."""
    clear = [flag for flag in diligence.flags if flag.state == "clear"]
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
    caption = speech.say(N_("Questions that were answered and raise no flag"))
    yield question_table(caption, rows, speech, usual_answer(diligence))


def _is_aware(question: ShownAnswer) -> bool:
    return question.effect == "aware" and question.answered is not None and question.answered.answer == "yes"


def _awareness(
    aware: list[ShownAnswer], diligence: DiligenceResult, speech: Speech, usual: tuple[str, str]
) -> Iterator[Block]:
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
    caption = speech.say(N_("Answers that are awareness of the intended use"))
    yield question_table(caption, aware, speech, usual)


def _question_key(question: ShownAnswer) -> tuple[str, str, str]:
    return question.question, question.item, question.party
