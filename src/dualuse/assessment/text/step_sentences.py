"""What is to be done on a determination, who does it and by when: the sentences that its texts share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from dualuse.assessment.duties_in_order import duties_in_order, is_act_of_release
from dualuse.assessment.next_steps import (
    APPLY_IF_NOT_COVERED,
    APPLY_LATER,
    IDLE,
    NOT_YET,
    authority_after_the_ban,
    authority_if_not_covered,
    authority_to_apply_to,
    ban_of,
    duties_not_done,
    is_idle,
    is_premature,
    lasts_until,
)
from dualuse.assessment.text.assumed import EXAMINE_ASSUMED, examines_assumed
from dualuse.assessment.text.words import (
    AT_ALL_TIMES,
    AT_ONCE,
    BEFORE_YOU_PROCEED,
    BY_DAY,
    DO_NOT_PROCEED,
    DO_NOT_PROCEED_AND_HOLD,
    IF_USED_FIRST,
    LAW_UP_TO_DATE,
    ONLY_BY_EXCEPTION,
    SCREEN_THE_PARTIES,
    SCREEN_WHO_WAS_NOT,
    UNTIL_DAY,
)
from dualuse.documents.speech import Speech
from dualuse.i18n import N_, fill, labelled, semicolon, together, translate
from dualuse.i18n.brackets import in_brackets
from dualuse.i18n.statuses import CODE_VERIFICATION
from dualuse.law.language.provision import Due
from dualuse.schema.determination import Determination, Obligation
from dualuse.schema.words import ASKED_OF, DONE_BY, SUPPLIERS, supplier
from dualuse.screening.words import LISTS_UP_TO_DATE, used_lists_doubt

_WHOM_THE_LAW_ASKS: Final = ("", *SUPPLIERS)
"""Who does a duty where no other is named: the law asks it of the supplier anyway."""


def lists_step(it: Determination) -> str:
    """What brings the lists up to date that are old or not whole; "" where they are as they should be."""
    return (
        translate(LISTS_UP_TO_DATE, it.language) if used_lists_doubt(it.screening.lists, it.language) else ""
    )


def law_step(it: Determination) -> str:
    """What is to be done about the age of the law, unless a person accepts it; "" where it is not old."""
    age = it.law_age
    if age is None or not age.old or age.accepted_by:
        return ""
    return fill(LAW_UP_TO_DATE, it.language, day=it.law.current_to)


def upkeep_steps(it: Determination) -> tuple[str, ...]:
    """What brings old lists and old law up to date, or has their age accepted; none where neither holds it."""
    return tuple(filter(None, (lists_step(it), law_step(it))))


def place_of_upkeep(duties: Iterable[Obligation], *, day: str, release: str) -> int:
    """Before which of the duties, sorted by their days, the steps of upkeep stand. Newer lists and newer law lift no stop: there they come behind all
    that is to be done before anything leaves on ``day``, as to apply for the licence; else they may be what holds it, and come first."""
    return sum(duty.due is not None and duty.due <= day for duty in duties) if release == "stop" else 0


def codes_step(it: Determination) -> str:
    """Which codes go into the customs declaration; "" where none is known."""
    codes = dict.fromkeys(
        " ".join(filter(None, (hint.code, hint.qualifier))) for hint in it.customs if hint.code
    )
    if not codes:
        return ""
    if it.release == "stop":
        text = N_("once granted: {codes} in the customs declaration")
    elif len(codes) > 1:
        text = N_("in the customs declaration: {codes}, each on its condition")
    else:
        text = N_("in the customs declaration: {codes}, on its condition")
    return fill(text, it.language, codes=", ".join(codes))


def ban_steps(it: Determination) -> tuple[str, ...]:
    """That nothing may be sold, delivered or paid, by which provisions, freezes first; then what may be asked of the authority, where one of them has an
    exception that was not presumed. None where the law does not forbid the transaction at the least."""
    ban = ban_of(it)
    if ban is None:
        return ()
    texts = [(DO_NOT_PROCEED_AND_HOLD if ban.is_freeze else DO_NOT_PROCEED, ban.citations)]
    texts += [(ONLY_BY_EXCEPTION, ban.excepted)] if ban.excepted else []
    return tuple(
        fill(text, it.language, citations=together(citations, it.language))
        if citations
        else fill(text, it.language, citations="").removesuffix(" ()")
        for text, citations in texts
    )


class StepSentences:
    """Says what is to be done on one determination, in its own language."""

    def __init__(self, determination: Determination) -> None:
        self._it: Final = determination
        self._say: Final = Speech.in_language(determination.language).say

    def _labelled(self, label: str, text: str) -> str:
        return labelled(label, text, self._it.language)

    def _steps(self) -> Iterator[str]:
        """What forbids, and the acts that the answer names; what clears it; then the other duties, by day."""
        it = self._it
        for step in ban_steps(it):
            yield f"{step} · {self.of_supplier()}"
        duties = duties_in_order(it, duties_not_done(it))
        idle = [duty for duty, _ in duties if is_idle(duty, it)]
        to_do = [row for row in duties if row[0] not in idle and not is_premature(row[0], it)]
        leading = [row for row in to_do if is_act_of_release(row[0], it)]
        yield from (self._duty(*row) for row in leading)
        yield from self.waiting_step()
        if it.missing:
            first = it.missing[0]
            text = N_("settle what is missing, beginning with question 1 (ask {asked})")
            yield self._say(text, asked=self._say(ASKED_OF[first.asked_of]))
        yield from self.screening_steps()
        yield from self.assumed_step()
        others = [row for row in to_do if row not in leading]
        upkeep = place_of_upkeep((duty for duty, _ in others), day=it.date, release=it.release)
        yield from (self._duty(*row) for row in others[:upkeep])
        yield from upkeep_steps(it)
        yield from (self._duty(*row) for row in others[upkeep:])
        yield from self._customs()
        if idle:
            cited = semicolon(it.language).join(
                dict.fromkeys(translate(duty.citation, it.language) for duty in idle)
            )
            yield self._labelled(self._say(IDLE), cited)

    def _duty(self, duty: Obligation, citations: Iterable[str]) -> str:
        prefix = self._say(IF_USED_FIRST, id=duty.authorisation) if duty.authorisation else ""
        cited = semicolon(self._it.language).join(translate(row, self._it.language) for row in citations)
        step = f"{duty.text} {in_brackets(cited)}"
        when = ", ".join(filter(None, (self._when(duty), self.other_doer(duty))))
        return self._labelled(prefix + when, step)

    def of_supplier(self) -> str:
        """Who must hold back what is forbidden, and that it is to be done at once."""
        doer = self._say(DONE_BY[supplier(self._it.transaction.get("activity"))])
        return f"{doer} · {self._say(AT_ONCE)}"

    def waiting_step(self) -> Iterator[str]:
        """What comes once what is missing is settled; nothing where no application waits."""
        if authority := authority_to_apply_to(self._it):
            yield self._say(APPLY_LATER, authority=authority)
        if authority := authority_after_the_ban(self._it):
            yield self._say(NOT_YET, authority=authority)
        if authority := authority_if_not_covered(self._it):
            yield self._say(APPLY_IF_NOT_COVERED, authority=authority)

    def assumed_step(self) -> Iterator[str]:
        """That what was assumed is to be examined; nothing where nothing was, or nothing hangs on it."""
        if examines_assumed(self._it):
            yield self._say(EXAMINE_ASSUMED)

    def screening_steps(self) -> Iterator[str]:
        """What is to be done first where nobody was screened; nothing where the parties were."""
        codes = {warning.code for warning in self._it.warnings}
        if "not_screened" in codes:
            yield self._say(
                N_("have the parties screened against the sanctions lists; no list is installed here yet")
            )
        elif self._it.screening.status == "not_screened":
            some = any(party.status != "not_screened" for party in self._it.screening.parties)
            yield self._say(SCREEN_WHO_WAS_NOT if some else SCREEN_THE_PARTIES)

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
                    verification=self._say(CODE_VERIFICATION.long[hint.verification or "unverified"]),
                )

    def other_doer(self, duty: Obligation) -> str:
        """Who does it, where that is not the exporter, broker or provider itself; "" where it is."""
        return "" if duty.done_by in _WHOM_THE_LAW_ASKS else self._say(DONE_BY[duty.done_by])

    def _when(self, duty: Obligation) -> str:
        if duty.due is None:
            standing = duty.code.endswith(f".{Due.STANDING}")
            return self._say(AT_ALL_TIMES if standing else N_("when asked"))
        if duty.due == self._it.date:
            return self._say(BEFORE_YOU_PROCEED)
        if duty.due < self._it.date:
            # A notice that must reach the authority days ahead: the reader shall not have to compare two dates.
            text = N_("by {day} (past on {date}: if it was not done by then, do not proceed yet)")
            return self._say(text, day=duty.due, date=self._it.date)
        return self._say(UNTIL_DAY if lasts_until(duty) else BY_DAY, day=duty.due)
