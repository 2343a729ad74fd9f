"""Who: the exporter, the parties, how they were screened, what was found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from dualuse.assessment.listed.screening_by_party import lines_by_party
from dualuse.documents.blocks import (
    RELEASE_TONES,
    Block,
    Fact,
    Facts,
    Line,
    Part,
    Span,
    Table,
    Tone,
    code,
    facts,
    joined,
    link,
    name,
    strong,
    text,
)
from dualuse.documents.screening import DECIDED, TONES, speaking
from dualuse.documents.speech import Speech
from dualuse.dossier.document.shared_blocks import (
    mapping_line,
    mappings_in,
    name_or_not,
    not_stated,
    nothing_stated,
    stated_or_not,
)
from dualuse.dossier.document.words import SERVICES
from dualuse.i18n import N_, translate
from dualuse.i18n.statuses import EFFECT, FINDING, HIT_VERDICT, PARTY_STATUS
from dualuse.law.measures.listings.model import ROLE_WORDS
from dualuse.schema.assessment import Assessment
from dualuse.schema.screening import ListUsed, Screening, ScreeningHit
from dualuse.screening.words import MEASURE_WORDS, SHORT_NO_HIT, SPEAKS, UNTRUSTED, used_lists_doubt


def who(it: Assessment, speech: Speech) -> Part:
    """The part "who"."""
    screening = it.determination.screening
    return Part(
        text(speech.say(N_("Who"))),
        (
            Part(text(speech.say(N_("Exporter"))), (_exporter(it, speech),)),
            Part(text(speech.say(N_("Parties"))), tuple(_parties(it, speech))),
            Part(text(speech.say(N_("Screening"))), tuple(_screening(it, speech))),
            Part(text(speech.say(N_("Entries found"))), tuple(_hits(screening, speech))),
        ),
        id="who",
    )


def _exporter(it: Assessment, speech: Speech) -> Facts:
    stated_ = it.transaction.get("exporter")
    exporter: Mapping[str, Any] = stated_ if isinstance(stated_, Mapping) else {}
    statuses = {party.party: party.status for party in it.determination.screening.parties}
    return facts(
        [
            (speech.say(N_("Name")), name_or_not(speech, exporter.get("name"))),
            (speech.say(N_("Country")), stated_or_not(speech, speech.place(exporter.get("country")))),
            (
                speech.say(N_("Address, identifiers")),
                joined(
                    [
                        name(exporter.get("address") or ""),
                        mapping_line(speech, exporter.get("identifiers"))
                        if exporter.get("identifiers")
                        else (),
                    ]
                )
                or not_stated(speech),
            ),
            (speech.say(N_("Compliance programme (Art. 2(21))")), text(speech.yes_no(exporter.get("icp")))),
            (
                speech.say(N_("Screening")),
                text(
                    party_status(
                        statuses.get("exporter", "not_screened"), it.determination.screening, speech
                    )[0]
                ),
            ),
        ]
    )


def party_status(status: str, screening: Screening, speech: Speech) -> tuple[str, Tone]:
    """How a party was screened, and its colour: nobody is clear by lists that may hide a party."""
    if status == "clear" and used_lists_doubt(screening.lists, speech.language):
        return speech.say(SHORT_NO_HIT), "ask"
    return speech.word(PARTY_STATUS.long, status), TONES.get(status, "ask")


_SCREENED_ELSEWHERE: Final = N_(
    "not screened here; by the answers of due diligence screened elsewhere ({questions}), which clears nobody here"
)
_SCREENING_QUESTION: Final = "D02"
"""The question of due diligence whether a party was screened."""


def screened_elsewhere(it: Assessment, speech: Speech) -> str:
    """That a person states a screening where nobody was screened here; "" where that is not so."""
    if it.determination.screening.status != "not_screened" or it.diligence is None:
        return ""
    questions = [
        row.question
        for row in it.diligence.answered
        if row.question == _SCREENING_QUESTION and row.answered is not None and row.answered.answer == "yes"
    ]
    return speech.say(_SCREENED_ELSEWHERE, questions=", ".join(dict.fromkeys(questions))) if questions else ""


def result_of_screening(it: Assessment, speech: Speech) -> Line:
    """The result over all parties, alike wherever the dossier says it."""
    if elsewhere := screened_elsewhere(it, speech):
        return (Span(elsewhere, "ask"),)
    return screening_line(it.determination.screening, speech)


def screening_line(screening: Screening, speech: Speech) -> Line:
    """The result over all parties in its colour, with the lists that are out of date or not whole."""
    if screening.status == "not_screened" and (lines := [*lines_by_party(screening, speech.language)]):
        return joined([(Span(speech.with_days(line), "ask"),) for line in lines], speech.semicolon)
    doubt = speech.with_days(
        used_lists_doubt(screening.lists, speech.language, hits=screening.status != "clear")
    )
    word = "" if screening.status == "clear" and doubt else speech.word(PARTY_STATUS.long, screening.status)
    colour = RELEASE_TONES["ask" if doubt and not word else TONES.get(screening.status, "ask")]
    shown: Line = (Span(word, colour),) if word else ()
    return joined([shown, (Span(doubt, "ask"),)])


def _parties(it: Assessment, speech: Speech) -> Iterator[Block]:
    parties = mappings_in(it.transaction, "parties")
    if not parties:
        yield from nothing_stated(speech, N_("No party was stated."))
        return
    yield Table(
        speech.say(N_("Parties and how they were screened")),
        (
            speech.say(N_("Party")),
            speech.say(N_("Role")),
            speech.say(N_("Country, address")),
            speech.say(N_("Security service")),
            speech.say(N_("Owners and controllers")),
            speech.say(N_("Screening")),
        ),
        tuple(
            _party(party, f"parties[{number}]", it.determination.screening, speech)
            for number, party in enumerate(parties)
        ),
        (5, 3, 3, 3, 4, 5),
    )


def _party(party: Mapping[str, Any], path: str, screening: Screening, speech: Speech) -> tuple[Line, ...]:
    statuses = {screened.party: screened.status for screened in screening.parties}
    word, tone = party_status(statuses.get(path, "not_screened"), screening, speech)
    born = (
        speech.say(N_("born {day}"), day=speech.day(str(party["birth_date"])))
        if party.get("birth_date")
        else ""
    )
    identifiers = mapping_line(speech, party["identifiers"]) if party.get("identifiers") else ()
    owners = [
        _owner(owner, statuses.get(f"{path}.owners[{number}]", "not_screened"), screening, speech)
        for number, owner in enumerate(mappings_in(party, "owners"))
    ]
    service = party.get("service")
    return (
        joined([name_or_not(speech, party.get("name")), text(born), identifiers]),
        text(speech.word(ROLE_WORDS, str(party.get("role", "")))),
        joined(
            [
                stated_or_not(speech, speech.place(party.get("country"))),
                name(party["address"]) if party.get("address") else (),
            ]
        ),
        text(speech.word(SERVICES, str(service))) if service else not_stated(speech),
        joined(owners, "\n") if owners else not_stated(speech),
        (Span(word, RELEASE_TONES[tone]),),
    )


def _owner(owner: Mapping[str, Any], status: str, screening: Screening, speech: Speech) -> Line:
    share = owner.get("share")
    return joined(
        [
            name(owner.get("name", "")),
            text(speech.place(owner.get("country"))),
            text(f"{speech.number(str(share).removesuffix('%').strip())} %") if share is not None else (),
            text(speech.say(N_("controls it"))) if owner.get("control") is True else (),
            text(party_status(status, screening, speech)[0]),
        ]
    )


def _screening(it: Assessment, speech: Speech) -> Iterator[Block]:
    screening = it.determination.screening
    day = text(speech.day(screening.day)) if screening.day else not_stated(speech)
    matcher = code(screening.matcher) if screening.matcher else not_stated(speech)
    yield facts(
        [
            (speech.say(N_("Result")), result_of_screening(it, speech)),
            (speech.say(N_("Day")), day),
            (speech.say(N_("Matcher")), matcher),
        ]
    )
    if not screening.lists:
        yield from nothing_stated(
            speech, N_("Nobody was screened against any list; nobody is clear against no list.")
        )
        return
    yield Table(
        speech.say(N_("Lists screened against")),
        (
            speech.say(N_("List")),
            speech.say(N_("Edition")),
            speech.say(N_("Of the day")),
            speech.say(N_("Please note")),
        ),
        tuple(
            (
                text(list_.list),
                text(list_.edition),
                text(speech.day(list_.dated)) if list_.dated else not_stated(speech),
                text(_list_doubts(list_, speech)),
            )
            for list_ in screening.lists
        ),
        (4, 6, 4, 5),
    )


def _list_doubts(list_: ListUsed, speech: Speech) -> str:
    doubts = ((list_.stale, N_("older than it may be")), (list_.partial, N_("not all of the list")))
    return speech.semicolon.join(speech.say(doubt) for holds, doubt in doubts if holds) or "–"


def _hits(screening: Screening, speech: Speech) -> Iterator[Block]:
    if not screening.hits:
        none = N_("No entry of these lists was found that may be one of the parties.")
        unlisted = N_("Nothing can be found where no list was screened against.")
        nobody = N_("Nobody was stated who could be compared with the lists.")
        compared = none if screening.parties else nobody
        yield from nothing_stated(speech, compared if screening.lists else unlisted)
    for hit in screening.hits:
        yield Part(
            name(hit.name),
            (facts(_hit_rows(hit, speech)),),
            mark=speech.word(PARTY_STATUS.long, hit.status)
            if hit.counts
            else speech.say(HIT_VERDICT.short["false_positive"]),
            tone=TONES[hit.status] if hit.counts else "quiet",
            card=True,
        )


def _hit_rows(hit: ScreeningHit, speech: Speech) -> Iterator[Fact]:
    met = joined([name(hit.queried), text(speech.word(ROLE_WORDS, hit.role))])
    yield speech.say(N_("Asked for")), met
    listed = joined([text(hit.list), text(hit.edition), text(hit.reference or hit.entity)])
    yield speech.say(N_("List and entry")), listed
    yield speech.say(N_("Likeness")), text(speech.number(f"{hit.score:.2f}"))
    yield (
        speech.say(N_("Measures")),
        tuple(
            joined(
                [text(speech.word(MEASURE_WORDS, measure.kind)), text(measure.act), text(measure.programme)]
            )
            for measure in hit.measures
        )
        or not_stated(speech),
    )
    reasons = [(reason.speaks, reason.text or reason.code) for reason in hit.because]
    yield from ((label, tuple(map(text, words))) for label, words in speaking(reasons, tuple(SPEAKS), speech))
    if hit.behind:
        steps = [
            joined([text(speech.word(ROLE_WORDS, step.role)), name(step.name)], speech.colon)
            for step in hit.behind
        ]
        yield speech.say(N_("Stands behind")), joined(steps, " → ")
    if hit.effects:
        yield speech.say(N_("In law")), tuple(_effect(effect.provision, effect.effect, effect.status, effect.text, speech) for effect in hit.effects)  # fmt: skip
    if hit.remarks:
        yield speech.say(N_("Remarks of the list")), tuple(name(remark) for remark in hit.remarks)
    if hit.decision:
        decision = hit.decision
        parts = [text(speech.word(HIT_VERDICT.short, decision.verdict)), name(decision.person), text(speech.day(decision.time)) if decision.time else (), name(decision.reason)]  # fmt: skip
        changed = speech.say(N_("a side changed since: it no longer stands"))
        untrusted = speech.say(UNTRUSTED)
        parts += [() if decision.stands else text(changed), () if decision.trusted else text(untrusted)]
        yield speech.say(DECIDED), joined(parts)
    if hit.source:
        yield speech.say(N_("Source")), link(hit.source, hit.source)


def _effect(provision: str, effect: str, status: str, sentence: str, speech: Speech) -> Line:
    words = f"{speech.word(EFFECT.long, effect)} ({speech.word(FINDING.short, status)})"
    return joined([strong(translate(provision, speech.language)), text(words), text(sentence)])
