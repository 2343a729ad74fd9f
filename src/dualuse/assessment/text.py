"""A determination as a person reads it: the answer first, then why, what is missing, what to do by when."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from typing import Final

from dualuse.assessment.listed.text import ScreeningText, is_note
from dualuse.assessment.open_rules import (
    cited_briefly,
    open_by_act,
    open_reasons,
    warnings_and_open_exceptions,
)
from dualuse.assessment.words import (
    CODE_VERIFICATION,
    GO_WITH_DUTIES,
    POLICY_WORDS,
    RELEASE_WORDS,
    SHORT_REASONS,
    VERIFICATION,
    range_words,
)
from dualuse.i18n import N_, fill, labelled, short_day, translate
from dualuse.law.language.provision import Due
from dualuse.schema.determination import (
    Determination,
    Finding,
    GeneralAuthorisation,
    ItemResult,
    Obligation,
)
from dualuse.schema.idle_duties import IDLE, is_idle
from dualuse.schema.reading.validation import is_open_question
from dualuse.schema.words import ASKED_OF, EFFECT_WORDS

WIDTH: Final = 100
OF_LAW_AGE: Final = ("release.law_age", "release.law_age_accepted")
"""Reasons of the release that stand in the headline."""
_SHOWN_MISSING: Final = 5
"""Missing facts shown with their question; of the others the fields are named."""


def field_words(fact: str) -> str:
    """Where the answer is written: questions without a field of their own go under ``answers``."""
    return f"answers: {{{fact}: …}}" if is_open_question(fact) else fact


class DeterminationText:
    """Writes one determination in its own language.

    ``written_before``: of the determinations written before it on the same page, long blocks with the name of the transaction
    under which they stand; they are not written again, and what is written now is added.
    """

    def __init__(
        self, determination: Determination, width: int = WIDTH, written_before: dict[str, str] | None = None
    ) -> None:
        self._it = determination
        self._width = max(60, width)
        self._written_before = {} if written_before is None else written_before

    def __str__(self) -> str:
        return "\n".join(self.lines()) + "\n"

    def _say(self, text: str, **params: object) -> str:
        return fill(text, self._it.language, **params)

    def _labelled(self, label: str, text: str) -> str:
        return labelled(label, text, self._it.language)

    def _wrapped(self, text: str, first: str = "  ", rest: str = "    ") -> list[str]:
        return textwrap.wrap(
            text, self._width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False
        ) or [first.rstrip()]

    def lines(self) -> Iterator[str]:
        """The lines, without line ends."""
        yield from self._headline()
        yield from self._items()
        yield from self._why()
        yield from self._screening()
        yield from self._missing()
        yield from self._obligations()
        yield from self._authorisations()
        yield from self._still_open()
        yield from self._footnotes()

    def _section(self, title: str) -> Iterator[str]:
        yield ""
        yield translate(title, self._it.language)

    def _headline(self) -> Iterator[str]:
        it = self._it
        yield self.name()
        duties = any(row.code.startswith("release.go_with_duties") for row in it.release_because)
        yield from self._wrapped(
            self._say(GO_WITH_DUTIES if duties else RELEASE_WORDS[it.release]) + ".", "", ""
        )
        if it.law_age is not None and it.law_age.old and it.release != "stop":
            yield from self._wrapped(f"{it.law_age.text[:1].upper()}{it.law_age.text[1:]}.", "", "")
        yield from self._wrapped(self.answer(), "", "")
        for because in it.release_because:
            if because.code not in OF_LAW_AGE:
                yield from self._wrapped(because.text, "  - ", "    ")

    def name(self) -> str:
        """The reference and the day."""
        name = self._it.reference or self._say(N_("Transaction"))
        return f"{name} · {short_day(self._it.date, self._it.language)}"

    def answer(self) -> str:
        """What the law asks for, on which basis, and what covers it."""
        it = self._it
        if it.outcome != "undetermined":
            basis = list(
                dict.fromkeys(citation for item in it.items for citation in item.basis if item.basis)
            )
            cited = f" ({self._cited(basis)})" if basis and it.outcome != "not_controlled" else ""
            held = ", ".join(dict.fromkeys(row.reference for row in it.customs if row.reference))
            covered = {item for row in it.customs if row.reference for item in row.items}
            # One line that is covered says nothing of the others.
            needing = {item.id for item in it.items if item.outcome == it.outcome}
            if held and it.outcome == "authorisation_required" and needing <= covered:
                text = N_("In law: {answer}{cited}; covered by {held}.")
                return self._say(text, answer=self._word(it.outcome), cited=cited, held=held)
            return self._say(N_("In law: {answer}{cited}."), answer=self._word(it.outcome), cited=cited)
        return self._say(
            N_("In law: not settled, between “{low}” and “{high}”."),
            low=self._word(it.range[0]),
            high=self._word(it.range[1]),
        )

    def _cited(self, basis: Iterable[str]) -> str:
        """The basis; of provisions at least one of which applies, with "or" between them."""
        one_of = {citation for item in self._it.items for citation in item.alternatives}
        known = [translate(row, self._it.language) for row in basis if row not in one_of]
        open_ = [translate(row, self._it.language) for row in basis if row in one_of]
        return "; ".join([*known, *([f" {self._say(N_('or'))} ".join(open_)] if open_ else ())])

    def _word(self, effect: str) -> str:
        return self._say(EFFECT_WORDS[effect])

    def _items(self) -> Iterator[str]:
        if len(self._it.items) < 2:
            return
        yield from self._section(N_("Items"))
        for item in self._it.items:
            yield from self._wrapped(self._labelled(item.id, self._item_answer(item)))

    def _item_answer(self, item: ItemResult) -> str:
        if item.outcome != "undetermined":
            basis = f" ({self._cited(item.basis)})" if item.basis else ""
            return self._word(item.outcome) + basis
        return range_words(*item.range, self._it.language)

    def _why(self) -> Iterator[str]:
        law = [finding for finding in self._it.findings if not is_note(finding)]
        applying = [finding for finding in law if finding.status == "applies"]
        one_of = list(self._open_alternatives())
        if applying or one_of:
            yield from self._section(N_("Why"))
            yield from self._findings(applying)
        if one_of:
            yield from self._wrapped(
                self._say(
                    N_("At least one of these applies, whichever way the facts that are open turn out:")
                )
            )
            yield from self._findings(one_of)
        elif applying:
            return
        elif self._it.outcome != "undetermined" and law:
            yield from self._section(N_("Why"))
            for finding in (finding for finding in law if finding.status != "undetermined"):
                reasons = "; ".join(dict.fromkeys(because.text for because in finding.because))
                yield from self._wrapped(
                    self._say(
                        N_("{citation} does not apply: {reasons}"),
                        citation=finding.provision,
                        reasons=reasons,
                    )
                )

    def _screening(self) -> Iterator[str]:
        written = ScreeningText(
            self._it.screening, self._it.language, self._width, self._it.transaction, self._it.date
        )
        lines = list(written.lines())
        if lines:
            yield from self._section(N_("Who was screened"))
            yield from lines

    def _open_alternatives(self) -> Iterator[Finding]:
        """Provisions of which one gives the outcome of an item, and none is known to apply."""
        basis = {item.id: item.alternatives for item in self._it.items}
        for finding in self._it.findings:
            if finding.status == "undetermined" and finding.provision in basis[finding.item]:
                yield finding

    def _still_open(self) -> Iterator[str]:
        alternatives = list(self._open_alternatives())
        bearing = {citation for missing in self._it.missing for citation in missing.would_settle}
        still_open = [
            finding
            for finding in self._it.findings
            if finding.status == "undetermined"
            and finding.provision in bearing
            and finding not in alternatives
        ]
        if still_open:
            yield from self._section(N_("Open"))
            alone, of_acts = open_by_act(still_open)
            yield from self._findings(alone)
            for act, findings in of_acts.items():
                number = len({finding.provision for finding in findings})
                title = self._say(N_("{act}: {number} rules are open."), act=self._say(act), number=number)
                yield from self._wrapped(title)
                for reason in open_reasons(findings, self._it.language):
                    yield from self._wrapped(reason, "    · ", "      ")

    def _findings(self, findings: list[Finding]) -> Iterator[str]:
        several = len(self._it.items) > 1
        grouped: dict[tuple[str, tuple[str, ...]], list[str]] = {}
        texts = {finding.provision: finding.text for finding in findings}
        for finding in findings:
            key = (finding.provision, tuple(dict.fromkeys(because.text for because in finding.because)))
            grouped.setdefault(key, []).append(finding.item)
        for (provision, reasons), items in grouped.items():
            which = f" [{', '.join(items)}]" if several else ""
            cited = translate(provision, self._it.language)
            yield from self._wrapped(self._labelled(cited + which, f"{texts[provision].rstrip('.')}."))
            for reason in reasons:
                yield from self._wrapped(reason, "    · ", "      ")

    def _authorisations(self) -> Iterator[str]:
        groups: dict[str, tuple[tuple[GeneralAuthorisation, ...], list[str]]] = {}
        for item in self._it.items:
            if item.general_authorisations and item.range[0] != "prohibited":
                same = repr(item.general_authorisations)
                groups.setdefault(same, (item.general_authorisations, []))[1].append(item.id)
        for authorisations, items in groups.values():
            title = self._say(N_("Union general export authorisations"))
            yield ""
            yield title + (f" [{', '.join(items)}]" if len(self._it.items) > 1 else "")
            yield from self._authorisation_lines(authorisations)

    def _authorisation_lines(self, authorisations: tuple[GeneralAuthorisation, ...]) -> Iterator[str]:
        refused: list[str] = []
        for authorisation in authorisations:
            if authorisation.status == "available":
                text = N_("{id}: available, on the conditions that stand under “What to do”")
                yield from self._wrapped(self._say(text, id=authorisation.id))
            elif authorisation.status == "undetermined":
                reasons = "; ".join(dict.fromkeys(because.text for because in authorisation.because))
                yield from self._wrapped(
                    self._say(N_("{id}: open: {reasons}"), id=authorisation.id, reasons=reasons)
                )
            else:
                first = authorisation.because[0]
                reason = self._say(SHORT_REASONS[first.code]) if first.code in SHORT_REASONS else first.text
                refused.append(f"{authorisation.id} ({reason})")
        if refused:
            yield from self._wrapped(self._say(N_("not available: {names}"), names="; ".join(refused)))

    def _missing(self) -> Iterator[str]:
        if not self._it.missing:
            return
        yield from self._section(N_("Missing, what settles most first"))
        for number, missing in enumerate(self._it.missing[:_SHOWN_MISSING], 1):
            asked = self._say(ASKED_OF[missing.asked_of])
            yield from self._wrapped(missing.question, f"  {number}. ", "     ")
            detail = self._say(
                N_("field: {fact} · ask {asked} · would settle: {citations}"),
                fact=field_words(missing.fact),
                asked=asked,
                citations="; ".join(cited_briefly(missing.would_settle, self._it.language)),
            )
            yield from self._wrapped(detail, "     ", "     ")
        more = len(self._it.missing) - _SHOWN_MISSING
        if more > 0:
            fields = ", ".join(field_words(missing.fact) for missing in self._it.missing[_SHOWN_MISSING:])
            yield from self._wrapped(self._say(N_("and {number} more: {fields}"), number=more, fields=fields))

    def _obligations(self) -> Iterator[str]:
        steps = list(self._steps())
        yield from self._section(N_("What to do"))
        for step in steps:
            yield from self._wrapped(step, "  - ", "    ")

    def _steps(self) -> Iterator[str]:
        it = self._it
        if it.missing:
            first = it.missing[0]
            text = N_("first settle what is missing, beginning with question 1 (ask {asked})")
            yield self._say(text, asked=self._say(ASKED_OF[first.asked_of]))
        yield from self._screening_steps()
        duties = sorted(it.obligations, key=lambda duty: duty.due or "9999")
        idle = [duty for duty in duties if is_idle(duty, it)]
        for duty in duties:
            if duty in idle:
                continue
            prefix = self._say(N_("if {id} is used, "), id=duty.authorisation) if duty.authorisation else ""
            step = f"{duty.text} ({translate(duty.citation, it.language)})"
            yield self._labelled(prefix + self._when(duty), step)
        yield from self._customs()
        if idle:
            cited = "; ".join(dict.fromkeys(translate(duty.citation, it.language) for duty in idle))
            yield self._labelled(self._say(IDLE), cited)

    def _screening_steps(self) -> Iterator[str]:
        codes = {warning.code for warning in self._it.warnings}
        if "not_screened" in codes:
            yield self._say(
                N_("have the parties screened against the sanctions lists; no list is installed here yet")
            )
        elif self._it.screening.status == "not_screened":
            yield self._say(N_("have the parties screened against the sanctions lists"))

    def _customs(self) -> Iterator[str]:
        several = len(self._it.items) > 1
        for hint in self._it.customs:
            which = f" [{', '.join(hint.items)}]" if several else ""
            if hint.code is None:
                text = N_("customs declaration{which}: no document code can be told: {because}")
                yield self._say(text, which=which, because=hint.because.text)
            else:
                text = N_(
                    "customs declaration{which}: document code {code}, {meaning}: {because} ({verification})"
                )
                yield self._say(
                    text,
                    which=which,
                    code=" ".join(filter(None, (hint.code, hint.qualifier))),
                    meaning=hint.meaning,
                    because=hint.because.text,
                    verification=self._say(CODE_VERIFICATION[hint.verification or "unverified"]),
                )

    def _when(self, duty: Obligation) -> str:
        if duty.due is None:
            standing = duty.code.endswith(f".{Due.STANDING}")
            return self._say(N_("at all times") if standing else N_("when asked"))
        if duty.due == self._it.date:
            return self._say(N_("before you proceed"))
        if duty.due < self._it.date:
            # A notice that must reach the authority days ahead: the reader shall not have to compare two dates.
            text = N_("by {day} (past on {date}: if it was not done by then, do not proceed yet)")
            return self._say(text, day=duty.due, date=self._it.date)
        return self._say(N_("by {day}"), day=duty.due)

    def _footnotes(self) -> Iterator[str]:
        it = self._it
        if it.authority:
            yield from self._section(N_("Competent authority"))
            yield from self._wrapped(f"{it.authority.name} · {it.authority.url}")
        if it.assumptions:
            yield from self._section(N_("Assumed, not stated"))
            for assumption in it.assumptions:
                policy = self._say(POLICY_WORDS.get(assumption.policy, assumption.policy))
                yield from self._wrapped(f"{assumption.text} ({policy})", "  - ", "    ")
        yield from self._section(N_("Mind"))
        texts, of_open = warnings_and_open_exceptions(it)
        for warning in texts:
            yield from self._wrapped(warning, "  - ", "    ")
        if of_open:
            text = N_("{number} of the rules that are open have exceptions that were not presumed (--json)")
            yield from self._wrapped(self._say(text, number=of_open), "  - ", "    ")
        yield from self._not_examined()
        yield ""
        yield from self._wrapped(self._law(), "", "")

    def _not_examined(self) -> Iterator[str]:
        near = [row for row in self._it.not_examined if row.stops_release]
        far = [row for row in self._it.not_examined if not row.stops_release]
        if near:
            yield from self._section(N_("Not examined here, but in force for this destination"))
            for row in near:
                yield from self._wrapped(self._labelled(row.act, row.why), "  - ", "    ")
        general = [row.act for row in far if not row.national]
        if general:
            yield from self._section(N_("Not examined here"))
            yield from self._wrapped(self._once("; ".join(general) + "."), "  ", "  ")
        national = [row for row in far if row.national]
        if national:
            text = N_("{number} national rules are known but not executed (their texts: --json)")
            yield from self._wrapped(self._say(text, number=len(national)) + ".", "  ", "  ")

    def _once(self, block: str) -> str:
        """A block, or where it stands already."""
        if block in self._written_before:
            return self._say(N_("the same as for {name}, above"), name=self._written_before[block]) + "."
        self._written_before[block] = self.name()
        return block

    def _law(self) -> str:
        law = self._it.law
        known = self._say(
            N_(
                "Law of {date}: Annex I in the edition of {annex}; law known up to {current}; this answer"
                " {verification}. Not legal advice; only the Official Journal is authentic."
            ),
            date=self._it.date,
            annex=law.annex_i,
            current=law.current_to,
            verification=self._say(VERIFICATION[law.verification]),
        )
        if not law.known_up_to:
            return known
        day, annexes = min(law.known_up_to.values()), law.known_up_to
        goods = self._say(
            N_(
                "Of the goods that annexes of measures name by customs code, {annexes} is known here up to {day}."
            ),
            annexes=next(name for name in annexes if annexes[name] == day),
            day=day,
        )
        return f"{known} {goods}"


def determination_text(
    determination: Determination, width: int = WIDTH, written_before: dict[str, str] | None = None
) -> str:
    """The determination as plain text, lines at most ``width`` characters wide where words allow it.

    ``written_before``: one dictionary for all determinations of a page, so that what is the same stands there once.
    """
    return str(DeterminationText(determination, width, written_before))
