"""What for: the end use, the flags that stand first, what was answered, what a person decided, the destination beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

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
    joined,
    name,
    text,
)
from dualuse.documents.dossier.asked import about, given, proofs, source
from dualuse.documents.dossier.context import context
from dualuse.documents.dossier.examination import examinations
from dualuse.documents.dossier.stated import (
    by_whom,
    fact_value,
    facts,
    known,
    not_stated,
    nothing,
    proof,
    reasons,
    stated,
)
from dualuse.documents.dossier.words import (
    DILIGENCE_EFFECTS,
    GRADES,
    GROUNDS,
    KNOWLEDGE,
    LEVELS,
    STATES,
)
from dualuse.documents.speech import Speech
from dualuse.i18n import N_
from dualuse.schema.assessment import Assessment
from dualuse.schema.diligence import DiligenceResult, Flag, FlagState, Mitigation, ShownAnswer

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
    found = it.diligence
    parts = [Part(text(speech.say(N_("End use and knowledge stated"))), (_end_use(it, speech),))]
    if found is None:
        parts.append(Part(text(speech.say(N_("Due diligence"))), nothing(speech, _NONE_STATED)))
    else:
        parts += list(_diligence(found, speech))
    parts.append(context(it, speech))
    return Part(text(speech.say(N_("What for"))), tuple(parts), id="what-for")


def _end_use(it: Assessment, speech: Speech) -> Facts:
    given = it.transaction.get("knowledge")
    knowledge: Mapping[str, object] = given if isinstance(given, Mapping) else {}
    rows: list[tuple[str, Line | tuple[Line, ...]]] = [
        (speech.say(N_("End use")), stated(speech, it.transaction.get("end_use")))
    ]
    lines = tuple(
        joined(
            [text(speech.word(GROUNDS, ground)), (Span(speech.word(KNOWLEDGE, str(level)), "strong"),)], ": "
        )
        for ground, level in knowledge.items()
    )
    rows.append((speech.say(N_("Knowledge of grounds for concern")), lines or not_stated(speech)))
    return facts(rows)


def _diligence(found: DiligenceResult, speech: Speech) -> Iterator[Part]:
    # What is not answered stands below under the open questions, once.
    first = [one for one in found.flags if one.state == "open"]
    answered = [one for one in found.flags if one.state in ("promised", "mitigated")]
    clear = [one for one in found.flags if one.state == "clear"]
    aware = [one for one in found.answered if _is_aware(one)]
    if aware:
        yield Part(
            text(speech.say(N_("Awareness (Art. 5(1), (2))"))), tuple(_awareness(aware, found, speech))
        )
    title, none = N_("Stops and open flags"), N_("No stop and no flag is open.")
    yield Part(text(speech.say(title)), _flags(first, speech) or nothing(speech, none))
    title, none = N_("Flags with a measure"), N_("No measure against a flag was stated.")
    yield Part(text(speech.say(title)), _flags(answered, speech) or nothing(speech, none))
    title, none = N_("Open questions"), N_("No question is open.")
    yield Part(text(speech.say(title)), _questions(found.open_questions, speech) or nothing(speech, none))
    yield Part(text(speech.say(N_("Proposal and decision"))), tuple(_decision(found, speech)))
    yield Part(text(speech.say(N_("Examination under Art. 2(20)"))), examinations(found.examinations, speech))
    yield Part(text(speech.say(N_("Answered, and no flag"))), tuple(_answered(found, clear, speech)))


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


def _flag_rows(flag: Flag, speech: Speech) -> Iterator[tuple[str, Line | tuple[Line, ...]]]:
    shown = flag.shown
    yield speech.say(N_("What it is")), joined([text(speech.word(DILIGENCE_EFFECTS, shown.effect)), text(about(shown, speech))])  # fmt: skip
    severity = speech.word(GRADES, flag.severity) if flag.severity else speech.say(N_("not stated"))
    likelihood = speech.word(GRADES, flag.likelihood) if flag.likelihood else speech.say(N_("not stated"))
    grades = speech.say(
        N_("severity: {severity}; likelihood: {likelihood}"), severity=severity, likelihood=likelihood
    )
    yield speech.say(N_("Weight")), text(grades)
    yield speech.say(N_("Answer")), given(shown, speech)
    yield speech.say(N_("Evidence")), proofs(shown, speech) or not_stated(speech)
    lines = tuple(line for one in flag.mitigations for line in _measure(one, speech))
    yield speech.say(N_("Measures")), lines or (Span(speech.say(N_("none was stated")), "quiet"),)
    yield speech.say(N_("Asked by")), source(shown, speech)


def _measure(one: Mitigation, speech: Speech) -> Iterator[Line]:
    verified = speech.say(N_("verified by: {how}"), how=one.verified_by) if one.verified_by else speech.say(N_("no way to verify it was stated: a promise"))  # fmt: skip
    yield joined([name(one.text), text(verified), by_whom(speech, one.person, one.time)])
    yield from (proof(speech, found) for found in one.proofs)


def _questions(questions: tuple[ShownAnswer, ...], speech: Speech) -> tuple[Block, ...]:
    if not questions:
        return ()
    lines = tuple(
        joined([text(one.text), text(about(one, speech)), (Span(one.question, "code"),)]) for one in questions
    )
    return (Bullets(lines),)


def _decision(found: DiligenceResult, speech: Speech) -> Iterator[Block]:
    least, most = (speech.word(LEVELS, level) for level in found.proposed)
    interval = (
        least if least == most else speech.say(N_("from “{least}” to “{most}”"), least=least, most=most)
    )
    rows: list[tuple[str, Line | tuple[Line, ...]]] = [(speech.say(N_("The answers allow")), text(interval))]
    # A flag stands above with its answer; here only what is no flag of its own is told again.
    told = [one for one in found.because if not one.code.startswith("flag_")]
    raised = [one for one in found.flags if one.state in ("open", "promised")]
    lines = [text(one.text) for one in told]
    if raised:
        lines.append(text(speech.say(N_("Red flags that stand: {number}, each above."), number=len(raised))))
    rows.append((speech.say(N_("Because")), tuple(lines) or not_stated(speech)))
    one = found.decision
    if one is None:
        undecided = speech.say(N_("no person has decided yet; nothing follows from the answers until then"))
        rows.append((speech.say(N_("Decision")), text(undecided)))
    else:
        rows.append((speech.say(N_("Decision")), (Span(speech.word(LEVELS, one.level), "strong"),)))
        rows.append((speech.say(N_("Reason")), name(one.reason) if one.reason else not_stated(speech)))
        rows.append((speech.say(N_("By")), by_whom(speech, one.person, one.time) or not_stated(speech)))
    sets = tuple(
        joined([(Span(path, "code"),), text(fact_value(speech, path, value))], ": ")
        for path, value in found.sets
    )
    nothing_set = (Span(speech.say(N_("nothing")), "quiet"),)
    rows.append((speech.say(N_("Sets for the law")), sets or nothing_set))
    rows.append((speech.say(N_("How well the questions are known")), text(known(speech, found.verification))))
    yield facts(rows)
    if found.warnings:
        yield from reasons(speech, found.warnings)


def _answered(found: DiligenceResult, clear: list[Flag], speech: Speech) -> Iterator[Block]:
    told = {_key(one.shown) for one in found.flags if one.state != "clear"}
    told |= {_key(element) for one in found.examinations for element in one.elements}
    shown = {_key(one): one for one in (*(flag.shown for flag in clear), *found.answered)}
    rows = [one for key, one in shown.items() if key not in told and not _is_aware(one)]
    if not rows:
        yield Paragraph((Span(speech.say(N_("Nothing else was answered."))),), quiet=True)
        return
    yield Table(
        speech.say(N_("Questions that were answered and raise no flag")),
        (speech.say(N_("Question")), speech.say(N_("Answer, reason, evidence")), speech.say(N_("Asked by"))),
        tuple((_asked(one, speech), _answer_cell(one, speech), source(one, speech)) for one in rows),
        (7, 7, 5),
    )


def _is_aware(one: ShownAnswer) -> bool:
    return one.effect == "aware" and one.answered is not None and one.answered.answer == "yes"


def _awareness(aware: list[ShownAnswer], found: DiligenceResult, speech: Speech) -> Iterator[Block]:
    """The answers that are awareness, and since when: what a notification begins with."""
    decided = found.decision if found.decision is not None and found.decision.level == "aware" else None
    days = sorted(one.answered.time[:10] for one in aware if one.answered is not None and one.answered.time)
    since = speech.day(days[0]) if days else speech.say(N_("not stated"))
    rows: list[tuple[str, Line | tuple[Line, ...]]] = [(speech.say(N_("First answered so")), text(since))]
    if decided is not None:
        rows.append(
            (
                speech.say(N_("Decided by")),
                by_whom(speech, decided.person, decided.time) or not_stated(speech),
            )
        )
    yield facts(rows)
    yield Table(
        speech.say(N_("Answers that are awareness of the intended use")),
        (speech.say(N_("Question")), speech.say(N_("Answer, reason, evidence")), speech.say(N_("Asked by"))),
        tuple((_asked(one, speech), _answer_cell(one, speech), source(one, speech)) for one in aware),
        (7, 7, 5),
    )


def _key(one: ShownAnswer) -> tuple[str, str, str]:
    return one.question, one.item, one.party


def _asked(one: ShownAnswer, speech: Speech) -> Line:
    return joined([text(one.text), text(about(one, speech))])


def _answer_cell(one: ShownAnswer, speech: Speech) -> Line:
    return joined([given(one, speech), *proofs(one, speech)])
