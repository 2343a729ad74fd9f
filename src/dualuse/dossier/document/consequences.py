"""What follows: outcomes, provisions, general authorisations, what is missing, what to do by when, customs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dualuse.assessment.duties_in_order import duties_in_order
from dualuse.assessment.next_steps import IDLE, is_carried_out, is_idle
from dualuse.assessment.text.sentences import asked_together
from dualuse.assessment.text.words import (
    BEFORE_YOU_PROCEED,
    BY_DAY,
    GENERAL_AUTHORISATIONS,
    IF_USED_FIRST,
    range_words,
)
from dualuse.documents.blocks import (
    Block,
    Bullets,
    Facts,
    Line,
    Paragraph,
    Part,
    Row,
    Span,
    Table,
    facts,
    joined,
    link,
    quiet,
    strong,
    text,
)
from dualuse.documents.speech import Speech
from dualuse.dossier.document.left_open import left_open
from dualuse.dossier.document.shared_blocks import grouped_by, mark, nothing_stated
from dualuse.dossier.document.steps import Step, day_of_duty, steps_of_no_table, undated, without_options
from dualuse.dossier.document.words import NO_ITEM
from dualuse.i18n import N_, translate
from dualuse.i18n.statuses import AVAILABILITY, EFFECT
from dualuse.schema.assessment import Assessment
from dualuse.schema.determination import (
    Customs,
    Determination,
    Finding,
    GeneralAuthorisation,
    ItemResult,
    Obligation,
)
from dualuse.schema.words import ASKED_OF, DONE_BY, SUPPLIERS

ONE_RULE: Final = N_("this rule alone: a duty under the same provision stands under “What to do”")
CARRIED_OUT: Final = N_("carried out: its findings and decision are in this dossier")
OPEN_PROVISIONS: Final = N_("Provisions that are open")


def consequences(it: Assessment, speech: Speech) -> Part:
    """The part "what follows"."""
    determination = it.determination
    parts = (
        (N_("Outcome of each item"), tuple(_outcomes(determination, speech))),
        (N_("Provisions that apply"), _findings(determination, "applies", speech, N_("No provision is known to apply."))),
        (OPEN_PROVISIONS, _findings(determination, "undetermined", speech, N_("Still open: nothing."))),
        (N_("Missing facts"), _missing(it, speech)),
        (N_("What to do"), _obligations(it, speech)),
        (GENERAL_AUTHORISATIONS, tuple(_authorisations(determination, speech))),
        (N_("Customs declaration"), _customs(determination, speech)),
    )  # fmt: skip
    title = text(speech.say(N_("What follows")))
    filled = [(name, blocks) for name, blocks in parts if not _is_empty(blocks)]
    # That no provision is open says nothing of what must be cleared up before a release.
    sure = parts if determination.release == "go" else [part for part in parts if part[0] != OPEN_PROVISIONS]
    empty = [span for _, blocks in sure if _is_empty(blocks) for block in blocks for span in _line_of(block)]
    shown: list[Block] = [Part(text(speech.say(name)), blocks) for name, blocks in filled]
    if empty:
        none = Paragraph(text(" ".join(span.text for span in empty)), quiet=True)
        shown.append(Part(text(speech.say(N_("Parts without content"))), (none,)))
    return Part(title, tuple(shown), id="what-follows")


def _is_empty(blocks: tuple[Block, ...]) -> bool:
    return all(isinstance(block, Paragraph) and block.quiet for block in blocks)


def _line_of(block: Block) -> Line:
    return block.line if isinstance(block, Paragraph) else ()


def not_applying(it: Assessment, speech: Speech) -> tuple[Block, ...]:
    """The provisions that do not apply, with their reasons, as one table."""
    determination = it.determination
    groups = grouped_by(
        (finding.provision, finding)
        for finding in determination.findings
        if finding.status == "does_not_apply"
    )
    if not groups:
        return nothing_stated(speech, N_("None was found not to apply."))
    several = len(determination.items) > 1
    # Those that do not apply for the same reasons stand together, the reasons once.
    by_reasons = grouped_by((_provision(same, speech, several).points, same) for same in groups.values())
    cited = frozenset(duty.citation for duty in determination.obligations)
    rows = tuple(
        (
            joined([_not_applying(same, speech, cited) for same in together], "\n"),
            joined(list(_provision(together[0], speech, several).points), speech.semicolon),
        )
        for together in by_reasons.values()
    )
    head = (speech.say(N_("Provision, and what it says")), speech.say(N_("Why not")))
    return (Table(speech.say(N_("Provisions that do not apply, and why")), head, rows, (12, 10)),)


def _not_applying(same: list[Finding], speech: Speech, cited: frozenset[str]) -> Line:
    """A provision with what it says; where a duty under it stands all the same, that this rule of it alone does not apply."""
    rule = text(same[0].text)
    if same[0].provision in cited:
        rule = joined([rule, quiet(speech.say(ONE_RULE))])
    return joined([_marked(same, speech), rule], speech.colon)


def _marked(same: list[Finding], speech: Speech) -> Line:
    verifications = dict.fromkeys(finding.verification for finding in same)
    return joined([_cited(same[0], speech), *(mark(verification) for verification in verifications)], " ")


def _cited(finding: Finding, speech: Speech) -> Line:
    label = translate(finding.provision, speech.language)
    return link(label, finding.source) if finding.source else text(label)


def _outcomes(determination: Determination, speech: Speech) -> Iterator[Block]:
    if not determination.items:
        yield from nothing_stated(speech, NO_ITEM)
        return
    yield Table(
        speech.say(N_("What the law says of each item")),
        (speech.say(N_("Item")), speech.say(N_("Outcome")), speech.say(N_("Rests on"))),
        tuple(
            (text(item.id), text(_outcome(item, speech)), text(_basis(item, speech)))
            for item in determination.items
        ),
        (3, 8, 8),
    )


def _outcome(item: ItemResult, speech: Speech) -> str:
    if item.outcome != "undetermined":
        return speech.word(EFFECT.long, item.outcome)
    return range_words(*item.range, speech.language)


def _basis(item: ItemResult, speech: Speech) -> str:
    known_ = [
        translate(citation, speech.language) for citation in item.basis if citation not in item.alternatives
    ]
    of = f" {speech.say(N_('or'))} ".join(
        translate(citation, speech.language) for citation in item.alternatives
    )
    return speech.semicolon.join([*known_, *([of] if of else [])]) or "–"


def _findings(determination: Determination, status: str, speech: Speech, none: str) -> tuple[Block, ...]:
    """Provisions with their reasons; items for which the reasons are the same stand together."""
    groups = grouped_by(
        (finding.provision, finding) for finding in determination.findings if finding.status == status
    )
    several = len(determination.items) > 1
    rows = tuple(_provision(same, speech, several) for same in groups.values())
    return (Facts(rows),) if rows else nothing_stated(speech, none)


def _provision(same: list[Finding], speech: Speech, several: bool) -> Row:
    first = same[0]
    label = translate(first.provision, speech.language)
    shown = link(speech.say(N_("text of {citation}"), citation=label), first.source) if first.source else ()
    weakest = dict.fromkeys(finding.verification for finding in same)
    lines = (text(first.text), joined([shown, *(mark(verification) for verification in weakest)]))
    variants = grouped_by(
        (tuple(dict.fromkeys(because.text for because in finding.because)), finding) for finding in same
    )
    if len(variants) == 1 and not several:
        return Row(
            label,
            lines,
            tuple(text(reason) for reason in dict.fromkeys(because.text for because in first.because)),
        )
    points = tuple(_reasons_of_items(variant, speech, several) for variant in variants.values())
    return Row(label, lines, tuple(point for point in points if point))


def _reasons_of_items(same: list[Finding], speech: Speech, several: bool) -> Line:
    """The reasons that are the same for these items."""
    items = _items(", ".join(dict.fromkeys(finding.item for finding in same)), speech) if several else ""
    reasons = " · ".join(dict.fromkeys(because.text for because in same[0].because))
    return joined([quiet(items), text(reasons)], speech.colon)


def _items(items: str, speech: Speech) -> str:
    return speech.say(N_("items {items}"), items=items)


def _missing(it: Assessment, speech: Speech) -> tuple[Block, ...]:
    missing, diligence = it.determination.missing, it.diligence
    if not missing:
        number = len(diligence.open_questions) if diligence is not None else 0
        left = speech.semicolon.join(left_open(it, speech))
        if not number and not left:
            return nothing_stated(speech, N_("No fact is missing."))
        asked_for = (
            N_(
                "The law asks for no further fact to answer; of due diligence these questions are open: {number}."
            )
            if number
            else N_("The law asks for no further fact to answer.")
        )
        points = speech.say(N_("Not stated or open all the same: {points}."), points=left) if left else ""
        return (Paragraph(text(" ".join(filter(None, (speech.say(asked_for, number=number), points))))),)
    return (
        Table(
            speech.say(N_("Questions, what settles most first")),
            (speech.say(N_("Question")), speech.say(N_("Ask")), speech.say(N_("Would settle"))),
            tuple(
                (
                    text(fact.question),  # the field in which it is answered stands in the data
                    text(speech.word(ASKED_OF, fact.asked_of)),
                    text(
                        speech.semicolon.join(
                            translate(citation, speech.language) for citation in fact.would_settle
                        )
                    ),
                )
                for fact in asked_together(missing)
            ),
            (9, 4, 6),
        ),
    )


def _obligations(it: Assessment, speech: Speech) -> tuple[Block, ...]:
    determination, diligence = it.determination, it.diligence
    beside = _beside_duties(steps_of_no_table(it, speech), speech)
    if not determination.obligations:
        return beside or nothing_stated(speech, N_("No obligation follows yet."))
    duties = determination.obligations
    now = [duty for duty in duties if not is_idle(duty, determination, diligence)]
    idle = [duty for duty in duties if duty not in now]
    captions = (
        (N_("Obligations and their days"), now),
        (IDLE, idle),
    )
    done = [duty for duty in now if is_carried_out(duty, determination, diligence)]
    tables = [_duties(caption, rows, determination, speech, done) for caption, rows in captions if rows]
    return (*tables[:1], *beside, *tables[1:])


def _beside_duties(rest: list[Step], speech: Speech) -> tuple[Table, ...]:
    """What page one only counts and no act asks as a duty: to bring lists and law up to date, for instance."""
    if not rest:
        return ()
    rows = tuple((text(when), joined([text(without_options(what)), quiet(who)])) for what, who, when in rest)
    head = (speech.say(N_("By when")), speech.say(N_("What to do")))
    return (Table(speech.say(N_("Further steps")), head, rows, (7, 37)),)


def _duties(
    caption: str, duties: list[Obligation], it: Determination, speech: Speech, done: list[Obligation]
) -> Table:
    rows = tuple(
        (
            text(speech.say(CARRIED_OUT) if duty in done else _when(duty, it.date, speech)),
            _duty(duty, speech),
            text(speech.semicolon.join(translate(citation, speech.language) for citation in citations)),
        )
        for duty, citations in duties_in_order(it, duties)
    )
    head = (speech.say(N_("By when")), speech.say(N_("What to do")), speech.say(N_("Provision")))
    return Table(speech.say(caption), head, rows, (7, 28, 9))


def _duty(duty: Obligation, speech: Speech) -> Line:
    prefix = speech.say(IF_USED_FIRST, id=duty.authorisation) if duty.authorisation else ""
    items = _items(", ".join(duty.items), speech) if len(duty.items) > 1 else ""
    doer = "" if duty.done_by in ("", *SUPPLIERS) else speech.say(DONE_BY[duty.done_by])
    return joined([text(prefix + duty.text), text(items), quiet(doer)])


def _when(duty: Obligation, day: str, speech: Speech) -> str:
    if duty.due is None:
        return speech.say(undated(duty))
    if duty.due == day:
        return speech.say(BEFORE_YOU_PROCEED)
    if duty.due < day:
        return speech.say(N_("{day}: past; not done by then, do not proceed yet"), day=speech.day(duty.due))
    return day_of_duty(duty.due, duty, speech)


def _authorisations(determination: Determination, speech: Speech) -> Iterator[Block]:
    groups = _alike(determination, speech)
    if not groups:
        yield from nothing_stated(
            speech, N_("No general authorisation was looked at: the outcome does not call for one.")
        )
    head = (
        speech.say(N_("Authorisation")),
        speech.say(N_("Status")),
        speech.say(N_("Why")),
    )
    for authorisations, items in groups:
        caption = speech.say(N_("General authorisations, those that may be used first"))
        rows = tuple(_authorisation(authorisation, speech) for authorisation in authorisations)
        yield Table(" · ".join(filter(None, (items, caption))), head, rows, (3, 5, 29))


def terms_of_authorisations(determination: Determination, speech: Speech) -> tuple[Block, ...]:
    """What the table of general authorisations has no room for: their other reasons, and on which terms each may be used."""
    blocks: list[Block] = []
    for authorisations, items in _alike(determination, speech):
        points = ((of.id, _reasons_and_terms(of, speech)[1:]) for of in authorisations)
        lines = tuple(
            (Span(f"{name}{speech.colon}"), *joined(of_it, speech.semicolon))
            for name, of_it in points
            if of_it
        )
        if lines:
            blocks += [*([Paragraph(text(items))] if items else ()), Bullets(lines)]
    return tuple(blocks)


def _alike(
    determination: Determination, speech: Speech
) -> tuple[tuple[tuple[GeneralAuthorisation, ...], str], ...]:
    """The general authorisations, those that may be used first, each set with the items that it is the same for ("" for one item)."""
    groups = grouped_by(
        (repr(item.general_authorisations), item)
        for item in determination.items
        if item.general_authorisations
    )
    several = len(determination.items) > 1
    return tuple(
        (
            tuple(sorted(same[0].general_authorisations, key=_rank)),
            _items(", ".join(item.id for item in same), speech) if several else "",
        )
        for same in groups.values()
    )


def _rank(authorisation: GeneralAuthorisation) -> int:
    return AVAILABILITY.rank(AVAILABILITY.known(authorisation.status, "not_available"))


def _reasons_and_terms(authorisation: GeneralAuthorisation, speech: Speech) -> list[Line]:
    """The reasons, what decides first, then the terms with their days."""
    why = [text(reason) for reason in dict.fromkeys(because.text for because in authorisation.because)]
    terms = [
        joined([text(term.text), text(speech.say(BY_DAY, day=speech.day(term.due))) if term.due else ()])
        for term in authorisation.conditions
    ]
    return [*why, *terms]


def _authorisation(authorisation: GeneralAuthorisation, speech: Speech) -> tuple[Line, ...]:
    first, *others = _reasons_and_terms(authorisation, speech) or [()]
    more = quiet(speech.say(N_("{number} more: annex"), number=len(others))) if others else ()
    status = speech.word(AVAILABILITY.short, authorisation.status)
    shown = strong(status) if authorisation.status == "available" else text(status)
    return text(authorisation.id), shown, joined([first, more])


def _customs(determination: Determination, speech: Speech) -> tuple[Block, ...]:
    if not determination.customs:
        return nothing_stated(speech, N_("No hint for the customs declaration follows."))
    several = len(determination.items) > 1
    return (facts(_hint(hint, speech, several) for hint in determination.customs),)


def _hint(hint: Customs, speech: Speech, several: bool) -> tuple[str, tuple[Line, ...]]:
    items = text(_items(", ".join(hint.items), speech)) if several and hint.items else ()
    if hint.code is None:
        return speech.say(N_("no document code")), (joined([text(hint.because.text), items]),)
    reference = speech.say(N_("reference: {reference}"), reference=hint.reference) if hint.reference else ""
    lines = (
        joined([text(hint.meaning or ""), text(reference), items]),
        joined(
            [
                text(hint.because.text),
                mark(hint.verification or "unverified"),
                link(hint.source, hint.source) if hint.source else (),
            ]
        ),
    )
    return " ".join(filter(None, (hint.code, hint.qualifier))), tuple(
        line for line in lines if line and any(span.text for span in line)
    )
