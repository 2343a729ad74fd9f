"""A determination as a person reads it: the answer first, then why, what is missing, what to do by when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from dualuse.assessment.field_words import field_in_words
from dualuse.assessment.listed.text import is_note, screening_blocks
from dualuse.assessment.text.assumed import assumed, has_duties_to_meet, rests_on_policies, verdict
from dualuse.assessment.text.open_rules import (
    cited_briefly,
    open_by_act,
    open_reasons,
    warnings_and_open_exceptions,
)
from dualuse.assessment.text.sentences import (
    FROM_SCREENING,
    OF_LAW_AGE,
    DeterminationSentences,
    asked_together,
)
from dualuse.assessment.text.words import (
    GENERAL_AUTHORISATIONS,
    GO_ASSUMED_WITH_DUTIES,
    MISSING_HEADING,
    NATIONAL_GENERAL,
    POLICY_WORDS,
    SHORT_REASONS,
)
from dualuse.documents.blocks import (
    RELEASE_TONES,
    Block,
    Bullets,
    Facts,
    Line,
    Paragraph,
    Part,
    Row,
    Span,
    link,
    text,
)
from dualuse.documents.terminal import Terminal
from dualuse.i18n import N_, semicolon, translate
from dualuse.law.eu_2021_821.facts import FACTS
from dualuse.law.eu_2021_821.facts.stated_facts import ITEM_LISTED
from dualuse.schema.determination import Determination, Finding, GeneralAuthorisation, Missing
from dualuse.schema.words import ASKED_OF

WIDTH: Final = 100
_ASKED_IN_FULL: Final = 30
"""Of the others; of more, fields that hold the same stand together."""
_ENTRIES: Final = "items.entries"
_LISTED: Final = ITEM_LISTED
_SHOWN_MISSING: Final = 5
"""Missing facts shown with whom to ask and what they would settle; the others have their question and its
field."""


class DeterminationBlocks(DeterminationSentences):
    """One determination as blocks.

    ``written_before``: of the determinations written before it on the same page, long blocks with the name of
    the transaction under which they stand; they are not written again, and what is written now is added.
    ``leads``: sentences on where the answer leads next, each with its command.
    """

    def __init__(
        self,
        determination: Determination,
        written_before: dict[str, str] | None = None,
        leads: Sequence[str] = (),
    ) -> None:
        super().__init__(determination)
        self._leads = leads
        self._written_before = {} if written_before is None else written_before

    def blocks(self) -> Iterator[Block]:
        """The headline, then a part for each matter that there is something to say of."""
        it = self._it
        yield from self._headline()
        sections = (
            (N_("Items"), self._items()),
            (N_("Why"), self._why()),
            (N_("Who was screened"), screening_blocks(it.screening, it.language, it.transaction, it.date)),
            (MISSING_HEADING, self._missing()),
            (N_("What to do"), self._bullets(self._steps())),
            (N_("Next"), self._bullets(iter(self._leads))),
        )
        yield from self._parts(sections)
        yield from self._authorisations()
        national = (self._labelled(row.act, row.why) for row in self.national_general())
        yield from self._parts(((NATIONAL_GENERAL, self._bullets(national)),))
        yield from self._parts(((N_("Open"), self._still_open()), *self._footnotes()))
        yield Paragraph(())
        yield Paragraph(text(self._law()))

    def _parts(self, sections: tuple[tuple[str, Iterator[Block]], ...]) -> Iterator[Part]:
        for title, blocks in sections:
            shown = tuple(blocks)
            if shown:
                yield Part(text(self._say(title)), shown)

    def _bullets(self, sentences: Iterator[str]) -> Iterator[Block]:
        lines = tuple(text(sentence) for sentence in sentences)
        if lines:
            yield Bullets(lines)

    def _headline(self) -> Iterator[Block]:
        it = self._it
        yield Paragraph(text(self.name()))
        is_both = rests_on_policies(it) and has_duties_to_meet(it)
        heading = GO_ASSUMED_WITH_DUTIES if is_both else verdict(it).heading
        yield Paragraph((Span(f"{self._say(heading)}.", RELEASE_TONES[it.release]),))
        if it.law_age is not None and it.law_age.old and it.release != "stop":
            yield Paragraph(text(f"{it.law_age.text[:1].upper()}{it.law_age.text[1:]}."))
        yield Paragraph(text(self.answer()))
        if supposed := assumed(it):
            yield Paragraph(text(supposed))
        yield from self._bullets(row.text for row in it.release_because if row.code not in OF_LAW_AGE)

    def _items(self) -> Iterator[Block]:
        if len(self._it.items) > 1:
            yield Facts(tuple(Row(item.id, (text(self._item_answer(item)),)) for item in self._it.items))

    def _why(self) -> Iterator[Block]:
        law = [finding for finding in self._it.findings if not is_note(finding)]
        applying = [finding for finding in law if finding.status == "applies"]
        one_of = list(self._open_alternatives())
        if applying:
            yield self._findings(applying)
        if one_of:
            any_of = N_("At least one of these applies, whichever way the facts that are open turn out:")
            yield Paragraph(text(self._say(any_of)))
            yield self._findings(one_of)
        elif not applying and self._it.outcome != "undetermined":
            for finding in (finding for finding in law if finding.status != "undetermined"):
                reasons = semicolon(self._it.language).join(
                    dict.fromkeys(because.text for because in finding.because)
                )
                does_not = N_("{citation} does not apply: {reasons}")
                yield Paragraph(text(self._say(does_not, citation=finding.provision, reasons=reasons)))

    def _still_open(self) -> Iterator[Block]:
        alternatives = list(self._open_alternatives())
        bearing = {citation for missing in self._it.missing for citation in missing.would_settle}
        still_open = [
            finding
            for finding in self._it.findings
            if finding.status == "undetermined"
            and finding.provision in bearing
            and finding not in alternatives
        ]
        if not still_open:
            return
        alone, of_acts = open_by_act(still_open)
        if alone:
            yield self._findings(alone)
        for act, findings in of_acts.items():
            number = len({finding.provision for finding in findings})
            title = self._say(N_("{act}: {number} rules are open."), act=self._say(act), number=number)
            points = self._points(open_reasons(findings, self._it.language))
            yield Facts((Row(title, (), points),))

    def _points(self, reasons: Iterable[str]) -> tuple[Line, ...]:
        """The reasons; those that are a question among what is missing are told by its number: it is asked
        there, once."""
        others: list[str] = []
        waiting: dict[int, str] = {}
        for reason in reasons:
            place = next(
                (
                    place
                    for place, row in enumerate(asked_together(self._it.missing))
                    if reason.endswith(self._asking(row))
                ),
                None,
            )
            if place is None:
                others.append(reason)
            else:
                waiting[place] = str(place + 1)
        if waiting:
            named = ", ".join(waiting[place] for place in sorted(waiting))
            others.append(self._say(N_("waits for what is missing: {named}"), named=named))
        return tuple(map(text, others))

    def _asking(self, row: Missing) -> tuple[str, ...]:
        """The questions that the answer to a missing fact settles: its codes say whether an item is listed,
        too."""
        listed = (self._say(FACTS[_LISTED].question),) if row.fact == _ENTRIES else ()
        return (row.question, *listed)

    def _findings(self, findings: list[Finding]) -> Facts:
        """Provisions with their reasons; items for which the reasons are the same stand together."""
        several = len(self._it.items) > 1
        grouped: dict[tuple[str, tuple[str, ...]], list[str]] = {}
        texts = {finding.provision: finding.text for finding in findings}
        for finding in findings:
            key = (finding.provision, tuple(dict.fromkeys(because.text for because in finding.because)))
            grouped.setdefault(key, []).append(finding.item)
        rows = (
            Row(
                translate(provision, self._it.language) + (f" [{', '.join(items)}]" if several else ""),
                (text(f"{texts[provision].rstrip('.')}."),),
                self._points(reasons),
            )
            for (provision, reasons), items in grouped.items()
        )
        return Facts(tuple(rows))

    def _authorisations(self) -> Iterator[Part]:
        groups: dict[str, tuple[tuple[GeneralAuthorisation, ...], list[str]]] = {}
        for item in self._it.items:
            if item.general_authorisations and item.range[0] != "prohibited":
                same = repr(item.general_authorisations)
                groups.setdefault(same, (item.general_authorisations, []))[1].append(item.id)
        for authorisations, items in groups.values():
            title = self._say(GENERAL_AUTHORISATIONS)
            which = f" [{', '.join(items)}]" if len(self._it.items) > 1 else ""
            yield Part(text(title + which), tuple(self._authorisation_lines(authorisations)))

    def _authorisation_lines(self, authorisations: tuple[GeneralAuthorisation, ...]) -> Iterator[Paragraph]:
        refused: list[str] = []
        for authorisation in authorisations:
            if authorisation.status == "available":
                sentence = N_("{id}: available, on the conditions that stand under “What to do”")
                yield Paragraph(text(self._say(sentence, id=authorisation.id)))
            elif authorisation.status == "undetermined":
                reasons = semicolon(self._it.language).join(
                    dict.fromkeys(because.text for because in authorisation.because)
                )
                sentence = N_("{id}: open: {reasons}")
                yield Paragraph(text(self._say(sentence, id=authorisation.id, reasons=reasons)))
            else:
                first = authorisation.because[0]
                reason = self._say(SHORT_REASONS[first.code]) if first.code in SHORT_REASONS else first.text
                refused.append(f"{authorisation.id} ({reason})")
        if refused:
            yield Paragraph(
                text(
                    self._say(N_("not available: {names}"), names=semicolon(self._it.language).join(refused))
                )
            )

    def _missing(self) -> Iterator[Block]:
        missing = asked_together(self._it.missing)
        rows = []
        for number, row in enumerate(missing[:_SHOWN_MISSING], 1):
            sentence = N_("field: {fact} · ask {asked} · would settle: {citations}")
            if row.fact == FROM_SCREENING:
                sentence = N_("answered by: {fact} · ask {asked} · would settle: {citations}")
            detail = self._say(
                sentence,
                fact=self.answered_by(row),
                asked=self._say(ASKED_OF[row.asked_of]),
                citations=semicolon(self._it.language).join(
                    cited_briefly(row.would_settle, self._it.language)
                ),
            )
            rows.append(Row(f"{number}.", (text(row.question), text(detail))))
        if rows:
            yield Facts(tuple(rows))
        more = missing[_SHOWN_MISSING:]
        if more:
            yield Paragraph(text(self._say(N_("and {number} more:"), number=len(more))))
            yield self._further(more)

    def _further(self, more: Sequence[Missing]) -> Facts | Bullets:
        """Each with its question and field; those of very many by what their fields hold."""
        numbered = [*enumerate(more, _SHOWN_MISSING + 1)]
        if len(more) <= _ASKED_IN_FULL:
            asked = ((number, f"{row.question} ({self.answered_by(row)})") for number, row in numbered)
            return Facts(tuple(Row(f"{number}.", (text(words),)) for number, words in asked))
        alike: dict[str, dict[str, None]] = {}
        for number, row in numbered:
            words = field_in_words(row.fact, self._it.language)
            alike.setdefault(words, {})[f"{number} {self.answered_by(row)}"] = None
        lines = (self._labelled(words, ", ".join(fields)) for words, fields in alike.items())
        return Bullets(tuple(map(text, lines)))

    def _footnotes(self) -> tuple[tuple[str, Iterator[Block]], ...]:
        it = self._it
        near = [row for row in it.not_examined if row.stops_release]
        return (
            (N_("Competent authority"), self._authority()),
            (N_("Assumed, not stated"), self._bullets(self._assumed())),
            (N_("Please note"), self._bullets(self._warnings())),
            (
                N_("Not examined here, but in force for this destination"),
                self._bullets(self._labelled(row.act, row.why) for row in near),
            ),
            (N_("Not examined here"), self._not_examined()),
        )

    def _authority(self) -> Iterator[Block]:
        authority = self._it.authority
        if authority:
            shown: Line = (Span(f"{authority.name} · "), *link(authority.url, authority.url))
            yield Paragraph(shown)

    def _assumed(self) -> Iterator[str]:
        for assumption in self._it.assumptions:
            policy = self._say(POLICY_WORDS.get(assumption.policy, assumption.policy))
            yield f"{assumption.text} ({policy})"

    def _warnings(self) -> Iterator[str]:
        texts, of_open = warnings_and_open_exceptions(self._it)
        yield from texts
        if of_open:
            sentence = N_(
                "{number} of the rules that are open have exceptions that were not presumed (--json)"
            )
            yield self._say(sentence, number=of_open)

    def _not_examined(self) -> Iterator[Block]:
        far = [row for row in self._it.not_examined if not row.stops_release]
        general = dict.fromkeys(row.act for row in far if not row.national)
        if general:
            yield Paragraph(text(self._once(semicolon(self._it.language).join(general) + ".")))
        shown_above = self.national_general()
        national = [row for row in far if row.national and row not in shown_above]
        if national:
            sentence = N_("{number} national rules are known but not executed (their texts: --json)")
            yield Paragraph(text(self._say(sentence, number=len(national)) + "."))

    def _once(self, block: str) -> str:
        """A block, or where it stands already."""
        if block in self._written_before:
            return self._say(N_("the same as for {name}, above"), name=self._written_before[block]) + "."
        self._written_before[block] = self.name()
        return block


def determination_text(
    determination: Determination,
    width: int = WIDTH,
    written_before: dict[str, str] | None = None,
    *,
    colours: bool = False,
    leads: Sequence[str] = (),
) -> str:
    """The determination as text, lines at most ``width`` characters wide where words allow it.

    ``written_before``: one dictionary for all determinations of a page, so that what is the same stands there
    once; ``leads``: sentences on where it leads next.
    """
    return Terminal(width, colours).text(DeterminationBlocks(determination, written_before, leads).blocks())
