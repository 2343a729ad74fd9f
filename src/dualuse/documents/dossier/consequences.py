"""What follows: outcomes, provisions, general authorisations, what is missing, what to do by when, customs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dualuse.documents.blocks import Block, Facts, Line, Paragraph, Part, Row, Span, Table, joined, link, text
from dualuse.documents.dossier.stated import facts, grouped_by, known, nothing
from dualuse.documents.dossier.words import AVAILABLE
from dualuse.documents.speech import Speech
from dualuse.i18n import N_, translate
from dualuse.schema.assessment import Assessment
from dualuse.schema.determination import (
    Customs,
    Determination,
    Finding,
    GeneralAuthorisation,
    ItemResult,
    Missing,
    Obligation,
)
from dualuse.schema.words import ASKED_OF, EFFECT_WORDS


def follows(it: Assessment, speech: Speech) -> Part:
    """The part "what follows"."""
    found = it.determination
    parts = (
        (N_("Outcome of each item"), tuple(_outcomes(found, speech))),
        (N_("Provisions that apply"), _findings(found, "applies", speech, N_("No provision is known to apply."))),
        (N_("Provisions that are open"), _findings(found, "undetermined", speech, N_("No provision is open."))),
        (N_("Missing facts"), _missing(found.missing, speech)),
        (N_("What to do"), _obligations(found, speech)),
        (N_("Union general export authorisations"), tuple(_authorisations(found, speech))),
        (N_("Customs declaration"), _customs(found, speech)),
        (N_("Provisions that do not apply"), _findings(found, "does_not_apply", speech, N_("None was found not to apply."))),
    )  # fmt: skip
    title = text(speech.say(N_("What follows")))
    return Part(
        title, tuple(Part(text(speech.say(name)), blocks) for name, blocks in parts), id="what-follows"
    )


def _outcomes(found: Determination, speech: Speech) -> Iterator[Block]:
    if not found.items:
        yield from nothing(speech, N_("No item was stated."))
        return
    yield Table(
        speech.say(N_("What the law says of each item")),
        (speech.say(N_("Item")), speech.say(N_("Outcome")), speech.say(N_("Rests on"))),
        tuple((text(one.id), text(_outcome(one, speech)), text(_basis(one, speech))) for one in found.items),
        (3, 8, 8),
    )


def _outcome(one: ItemResult, speech: Speech) -> str:
    if one.outcome != "undetermined":
        return speech.word(EFFECT_WORDS, one.outcome)
    low, high = (speech.word(EFFECT_WORDS, effect) for effect in one.range)
    return speech.say(N_("not settled, between “{low}” and “{high}”"), low=low, high=high)


def _basis(one: ItemResult, speech: Speech) -> str:
    known_ = [
        translate(citation, speech.language) for citation in one.basis if citation not in one.alternatives
    ]
    of = f" {speech.say(N_('or'))} ".join(
        translate(citation, speech.language) for citation in one.alternatives
    )
    return "; ".join([*known_, *([of] if of else [])]) or "–"


def _findings(found: Determination, status: str, speech: Speech, none: str) -> tuple[Block, ...]:
    """Provisions with their reasons; items for which the reasons are the same stand together."""
    groups = grouped_by((one.provision, one) for one in found.findings if one.status == status)
    several = len(found.items) > 1
    rows = tuple(_provision(same, speech, several) for same in groups.values())
    return (Facts(rows),) if rows else nothing(speech, none)


def _provision(same: list[Finding], speech: Speech, several: bool) -> Row:
    one = same[0]
    label = translate(one.provision, speech.language)
    shown = link(speech.say(N_("text of {citation}"), citation=label), one.source) if one.source else ()
    weakest = list(dict.fromkeys(known(speech, finding.verification) for finding in same))
    lines = (text(one.text), joined([shown, (Span("; ".join(weakest), "quiet"),)]))
    variants = grouped_by(
        (tuple(dict.fromkeys(because.text for because in finding.because)), finding) for finding in same
    )
    if len(variants) == 1 and not several:
        return Row(
            label,
            lines,
            tuple(text(reason) for reason in dict.fromkeys(because.text for because in one.because)),
        )
    points = tuple(_why(variant, speech, several) for variant in variants.values())
    return Row(label, lines, tuple(point for point in points if point))


def _why(same: list[Finding], speech: Speech, several: bool) -> Line:
    """The reasons that are the same for these items."""
    items = _items(", ".join(dict.fromkeys(finding.item for finding in same)), speech) if several else ""
    reasons = " · ".join(dict.fromkeys(because.text for because in same[0].because))
    return joined([(Span(items, "quiet"),), text(reasons)], ": ")


def _items(items: str, speech: Speech) -> str:
    return speech.say(N_("items {items}"), items=items)


def _missing(missing: tuple[Missing, ...], speech: Speech) -> tuple[Block, ...]:
    if not missing:
        return nothing(speech, N_("No fact is missing."))
    return (
        Table(
            speech.say(N_("Questions, what settles most first")),
            (speech.say(N_("Question")), speech.say(N_("Ask")), speech.say(N_("Would settle"))),
            tuple(
                (
                    joined([text(one.question), (Span(one.fact, "code"),)]),
                    text(speech.word(ASKED_OF, one.asked_of)),
                    text("; ".join(translate(citation, speech.language) for citation in one.would_settle)),
                )
                for one in missing
            ),
            (9, 4, 6),
        ),
    )


def _obligations(found: Determination, speech: Speech) -> tuple[Block, ...]:
    if not found.obligations:
        return nothing(speech, N_("No obligation follows yet."))
    rows = sorted(found.obligations, key=lambda duty: duty.due or "9999")
    return (
        Table(
            speech.say(N_("Obligations and their days")),
            (speech.say(N_("By")), speech.say(N_("What to do")), speech.say(N_("Provision"))),
            tuple(
                (text(_when(one, found.date, speech)), _duty(one, speech), text(translate(one.citation, speech.language)))
                for one in rows
            ),
            (5, 10, 4),
        ),
    )  # fmt: skip


def _duty(one: Obligation, speech: Speech) -> Line:
    prefix = speech.say(N_("if {id} is used, "), id=one.authorisation) if one.authorisation else ""
    items = _items(", ".join(one.items), speech) if len(one.items) > 1 else ""
    return joined([text(prefix + one.text), text(items)])


def _when(one: Obligation, day: str, speech: Speech) -> str:
    if one.due is None:
        return speech.say(N_("no day is set"))
    if one.due == day:
        return speech.say(N_("before you proceed"))
    if one.due < day:
        return speech.say(N_("{day}: past; not done by then, do not proceed yet"), day=speech.day(one.due))
    return speech.day(one.due)


def _authorisations(found: Determination, speech: Speech) -> Iterator[Block]:
    groups = grouped_by(
        (repr(one.general_authorisations), one) for one in found.items if one.general_authorisations
    )
    if not groups:
        yield from nothing(speech, N_("None was looked at: the outcome does not call for one."))
    for same in groups.values():
        if len(found.items) > 1:
            yield Paragraph((Span(_items(", ".join(one.id for one in same), speech), "strong"),))
        yield _authorisation_rows(same[0].general_authorisations, speech)


def _authorisation_rows(given: Iterable[GeneralAuthorisation], speech: Speech) -> Facts:
    order = {"available": 0, "undetermined": 1, "not_available": 2}
    ranked = sorted(given, key=lambda found: order.get(found.status, 3))
    return Facts(tuple(_authorisation(one, speech) for one in ranked))


def _authorisation(one: GeneralAuthorisation, speech: Speech) -> Row:
    why = [text(reason) for reason in dict.fromkeys(because.text for because in one.because)]
    terms = [
        joined(
            [text(term.text), text(speech.say(N_("by {day}"), day=speech.day(term.due))) if term.due else ()]
        )
        for term in one.conditions
    ]
    return Row(one.id, ((Span(speech.word(AVAILABLE, one.status), "strong"),),), (*why, *terms))


def _customs(found: Determination, speech: Speech) -> tuple[Block, ...]:
    if not found.customs:
        return nothing(speech, N_("No hint for the customs declaration follows."))
    several = len(found.items) > 1
    return (facts(_hint(one, speech, several) for one in found.customs),)


def _hint(one: Customs, speech: Speech, several: bool) -> tuple[str, tuple[Line, ...]]:
    items = text(_items(", ".join(one.items), speech)) if several and one.items else ()
    if one.code is None:
        return speech.say(N_("no document code")), (joined([text(one.because.text), items]),)
    reference = speech.say(N_("reference: {reference}"), reference=one.reference) if one.reference else ""
    lines = (
        joined([text(one.meaning or ""), text(reference), items]),
        text(one.because.text),
        joined(
            [
                (Span(known(speech, one.verification or "unverified"), "quiet"),),
                link(one.source, one.source) if one.source else (),
            ]
        ),
    )
    return one.code, tuple(line for line in lines if line and any(span.text for span in line))
