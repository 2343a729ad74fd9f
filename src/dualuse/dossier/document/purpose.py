"""What for: the end use, the flags that stand first, what was answered, what a person decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dualuse.diligence import questions
from dualuse.diligence.flags_and_decisions import is_adverse
from dualuse.diligence.reasons import ELEMENT_NAMES, EXAMINATIONS
from dualuse.documents.blocks import (
    Block,
    Fact,
    Facts,
    Paragraph,
    Part,
    Span,
    Tone,
    facts,
    joined,
    quiet,
    strong,
    text,
)
from dualuse.documents.speech import Speech
from dualuse.dossier.document.country_context import country_context
from dualuse.dossier.document.flags import flag_table, stop_cards
from dualuse.dossier.document.questions import (
    Usual,
    question_list,
    question_table,
    usual_in,
)
from dualuse.dossier.document.shared_blocks import (
    Entries,
    bullets,
    by_whom,
    entries_by_item,
    fact_name,
    fact_value,
    listing_of_fact,
    name_or_not,
    not_stated,
    nothing_stated,
    stated_or_not,
    verification_words,
)
from dualuse.dossier.document.words import ADVERSE_WITHOUT_FLAG, NO_DILIGENCE, NO_FLAG
from dualuse.i18n import N_
from dualuse.i18n.statuses import DILIGENCE_LEVEL, KNOWLEDGE
from dualuse.schema.assessment import Assessment
from dualuse.schema.diligence import (
    CyberSurveillance,
    Decision,
    DiligenceResult,
    ShownAnswer,
)
from dualuse.schema.words import GROUND_WORDS

_RESULTS: dict[str, tuple[str, Tone]] = {
    "yes": (N_("a cyber-surveillance item"), "stop"),
    "no": (N_("no cyber-surveillance item"), "quiet"),
    "unknown": (N_("open"), "ask"),
}


def examinations(examined: tuple[CyberSurveillance, ...], speech: Speech, usual: Usual) -> tuple[Block, ...]:
    """The items examined, or that none was."""
    if not examined:
        return nothing_stated(speech, N_("No item was examined under Art. 2(20)."))
    return tuple(_examination(item, speech, usual) for item in examined)


def _examination(item: CyberSurveillance, speech: Speech, usual: Usual) -> Part:
    mark, tone = _RESULTS[item.result]
    title = text(speech.say(N_("Item {item}"), item=item.item))
    return Part(title, tuple(_blocks(item, speech, usual)), mark=speech.say(mark), tone=tone, card=True)


def _blocks(item: CyberSurveillance, speech: Speech, usual: Usual) -> Iterator[Block]:
    names = {element.question: element.text for element in item.elements}
    if item.fails_on:
        failing = speech.semicolon.join(
            names.get(element) or speech.word(ELEMENT_NAMES, element) for element in item.fails_on
        )
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
        # An item is found to be one without a single element where its entry is of those that are.
        listed = item.result == "yes"
        sentence = speech.say(EXAMINATIONS["listed"], item=item.item) if listed else ""
        yield from (Paragraph(text(sentence)),) if listed else nothing_stated(speech)
        return
    caption = speech.say(N_("Elements of Art. 2(20)"))
    yield question_table(caption, item.elements, speech, usual)


def purpose(it: Assessment, speech: Speech) -> Part:
    """The part "what for"."""
    diligence = it.diligence
    parts = [Part(text(speech.say(N_("End use and knowledge stated"))), (_end_use(it, speech),))]
    if diligence is None:
        parts.append(Part(text(speech.say(N_("Due diligence"))), nothing_stated(speech, NO_DILIGENCE)))
    else:
        parts += list(diligence_parts(diligence, speech, entries=entries_by_item(it)))
    parts.append(country_context(it, speech))
    return Part(text(speech.say(N_("What for"))), tuple(parts), id="what-for")


def _end_use(it: Assessment, speech: Speech) -> Facts:
    stated_knowledge = it.transaction.get("knowledge")
    knowledge: Mapping[str, object] = stated_knowledge if isinstance(stated_knowledge, Mapping) else {}
    lines = tuple(
        joined(
            [text(speech.word(GROUND_WORDS, ground)), strong(speech.word(KNOWLEDGE.short, str(level)))],
            speech.colon,
        )
        for ground, level in knowledge.items()
    )
    return facts(
        [
            (speech.say(N_("End use")), stated_or_not(speech, it.transaction.get("end_use"))),
            (speech.say(N_("Knowledge of grounds for concern")), lines or not_stated(speech)),
        ]
    )


def diligence_parts(
    diligence: DiligenceResult, speech: Speech, known: Usual | None = None, entries: Entries | None = None
) -> Iterator[Part]:
    """What was asked and answered, the stops and red flags first; what it comes to, and what a person decided."""
    # What is not answered stands below under the open questions, once.
    raised = [flag for flag in diligence.flags if flag.state in ("open", "promised", "mitigated")]
    stops = [flag for flag in raised if flag.shown.effect == "stop"]
    others = [flag for flag in raised if flag.shown.effect != "stop"]
    aware = [question for question in diligence.answered if _is_aware(question)]
    usual = usual_in(diligence, known)
    if usual.by[0]:
        heading = speech.say(N_("Who answered, and when, unless said otherwise"))
        own = quiet(
            speech.say(N_("answers and reasons stand in the words, and the language, of who gave them"))
        )
        yield Part(text(heading), (Paragraph(joined([by_whom(speech, *usual.by), own])),))
    if aware:
        yield Part(
            text(speech.say(N_("Awareness (Art. 5(1), (2))"))),
            tuple(_awareness(aware, diligence, speech, usual)),
        )
    lists = (
        (N_("Stops"), stop_cards(stops, speech, usual), N_("No stop is raised.")),
        (N_("Red flags"), flag_table(others, speech, usual), N_("No red flag is raised.")),
        (
            N_("Open questions"),
            question_list(_open_questions(diligence), speech, usual),
            N_("No question is open."),
        ),
    )
    for title, blocks, none in lists:
        yield Part(text(speech.say(title)), blocks or nothing_stated(speech, none))
    yield Part(
        text(speech.say(N_("Proposal and decision"))), tuple(_decision(diligence, speech, entries or {}))
    )
    yield Part(
        text(speech.say(N_("Examination under Art. 2(20)"))),
        examinations(diligence.examinations, speech, usual),
    )


def _open_questions(diligence: DiligenceResult) -> tuple[ShownAnswer, ...]:
    """What is not answered, or answered "unknown": those that could raise a flag too."""
    unknown = (flag.shown for flag in diligence.flags if flag.state == "unknown")
    return tuple({question.key: question for question in (*diligence.open_questions, *unknown)}.values())


def _decision(diligence: DiligenceResult, speech: Speech, entries: Entries) -> Iterator[Block]:
    least, most = (speech.word(DILIGENCE_LEVEL.short, level) for level in diligence.proposed)
    interval = (
        least if least == most else speech.say(N_("at least {least}, at most {most}"), least=least, most=most)
    )
    # Flags are shown above with their answers: only what is not a flag follows here.
    lines = [text(reason.text) for reason in diligence.because if not reason.code.startswith("flag_")]
    standing = [flag for flag in diligence.flags if flag.stands]
    if standing:
        # As page one counts them: a stop is none of the red flags.
        stops = sum(flag.is_stop for flag in standing)
        counted = N_("Stops: {stops}; open red flags: {raised}; each above.")
        lines.append(text(speech.say(counted, stops=stops, raised=len(standing) - stops)))
    sets = tuple(
        joined(
            [
                joined(
                    [text(fact_name(path, entries, speech)), text(fact_value(speech, path, value))],
                    speech.colon,
                ),
                text(listing_of_fact(path, diligence, entries, speech)),
            ]
        )
        for path, value in diligence.sets
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
    yield label, strong(speech.word(DILIGENCE_LEVEL.short, decision.level))
    yield speech.say(N_("Reason")), name_or_not(speech, decision.reason)
    yield speech.say(N_("By")), by_whom(speech, decision.person, decision.time) or not_stated(speech)


def _awareness(
    aware: list[ShownAnswer], diligence: DiligenceResult, speech: Speech, usual: Usual
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


def _is_aware(question: ShownAnswer) -> bool:
    return question.effect == "aware" and question.answered is not None and question.answered.answer == "yes"


def answered(diligence: DiligenceResult, speech: Speech) -> Iterator[tuple[str, tuple[Block, ...]]]:
    """Headings with what was answered and stands nowhere else: what speaks against the transaction and raises no flag, then the others."""
    rows = _answered_and_no_flag(diligence)
    adverse = tuple(row for row in rows if _speaks_against(row))
    others = tuple(row for row in rows if row not in adverse)
    usual = usual_in(diligence)
    if adverse:
        yield ADVERSE_WITHOUT_FLAG, question_list(adverse, speech, usual)
    if others or not adverse:
        nothing = Paragraph((Span(speech.say(N_("Nothing else was answered."))),), quiet=True)
        yield NO_FLAG, question_list(others, speech, usual) or (nothing,)


def _answered_and_no_flag(diligence: DiligenceResult) -> list[ShownAnswer]:
    clear = [flag for flag in diligence.flags if flag.state == "clear"]
    shown_above = {flag.shown.key for flag in diligence.flags if flag.state != "clear"}
    shown_above |= {question.key for question in _open_questions(diligence)}
    shown_above |= {element.key for examination in diligence.examinations for element in examination.elements}
    shown = {question.key: question for question in (*(flag.shown for flag in clear), *diligence.answered)}
    return [question for key, question in shown.items() if key not in shown_above and not _is_aware(question)]


def _speaks_against(shown: ShownAnswer) -> bool:
    question = questions().get(shown.question)
    return question is not None and is_adverse(question, shown.answered)
