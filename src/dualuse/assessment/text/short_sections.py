"""The parts of one screen below the verdict and its reasons: what was found on the parties, items, provisions, questions, steps, what to look at.

Each is a :class:`~dualuse.documents.screen_parts.Section` with more than may have room; :mod:`~dualuse.assessment.text.one_screen` chooses.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from dualuse.assessment.duties_in_order import duties_in_order, is_act_of_release
from dualuse.assessment.field_words import field_in_words, without_citation, without_fields
from dualuse.assessment.next_steps import duties_to_do, is_condition, is_premature, waits_for_a_ban
from dualuse.assessment.text.hits_short import hits_and_lists
from dualuse.assessment.text.sentences import (
    COVERED_BY,
    FROM_SCREENING,
    DeterminationSentences,
    asked_together,
    named_items,
)
from dualuse.assessment.text.step_sentences import (
    ban_steps,
    codes_step,
    place_of_upkeep,
    upkeep_steps,
)
from dualuse.assessment.text.words import IF_USED, MISSING_HEADING
from dualuse.assessment.warnings.weight import by_weight
from dualuse.documents.screen_parts import (
    OneScreen,
    Section,
    cut_point,
    in_width,
    table_rows,
)
from dualuse.i18n import N_, semicolon, translate
from dualuse.i18n.brackets import in_brackets
from dualuse.i18n.statuses import EFFECT
from dualuse.inputs.wrapping import clipped_sentence, wrapped_lines
from dualuse.schema.determination import Determination, ItemResult, Missing, Obligation, Warning
from dualuse.schema.words import ASKED_OF

FEW_COMMANDS: Final = 3
"""How far a screen must be squeezed until one of its commands stands, and the first step; one further, none does."""
_FIRST: Final = N_("first: {step}")
_MOST_FINDINGS: Final = 3
_MOST_QUESTIONS: Final = 3
_MOST_STEPS: Final = 7
_STEPS_OF_A_STOP: Final = 3
"""Duties of a stop that stand before what there is to look at, as long as no step is broken off for it."""
_MOST_ITEMS: Final = 8
_FEW_ITEMS: Final = 3
"""Items whose answers are written out; those of more are a table."""
_LINES_OF_AN_ITEM: Final = 2
_FEW_ROWS: Final = 4
"""Rows of the table of items that have two lines each."""
_MOST_TO_LOOK_AT: Final = 8
_COUNT_OF_QUESTIONS: Final = 40
"""Signs for how many questions there are, before what the first is about."""
_LONGEST_NAME: Final = 45
"""Signs of an act that a line names which says how much there is to look at."""
_LINES_OF_A_REASON: Final = 3
_LINES_OF_A_QUESTION: Final = 3
_LINES_OF_A_SENTENCE: Final = 2
"""What a provision says in short: cut within it, it says nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    """A step in words: the duty that it is, if one; ``comes_first``: what stands at the head as what is to be done first."""

    text: str = field(kw_only=False)
    duty: Obligation | None = None
    endings: tuple[str, ...] = ()
    comes_first: bool = False
    is_ban: bool = False


def _last(steps: Iterable[_Step], is_one: Callable[[Obligation], bool]) -> int:
    """The place, counted from one, of the last step that is such a duty; 0 where none is."""
    places = (place for place, step in enumerate(steps, 1) if step.duty is not None and is_one(step.duty))
    return max(places, default=0)


class ShortSections(OneScreen, DeterminationSentences):
    """The parts of one determination, in its own language, ``width`` signs wide."""

    def __init__(self, determination: Determination, width: int) -> None:
        super().__init__(determination)
        self._width = max(60, width)

    def _wrapped(self, text: str, first: str = "  ", rest: str = "    ") -> list[str]:
        return wrapped_lines(text, self._width, first, rest, divided=True) or [first.rstrip()]

    def hits_and_lists_section(self) -> Section:
        """Who is or may be listed, and against which lists the parties were screened."""
        return hits_and_lists(self._it.screening, self._it.language, self._width)

    def item_table(self) -> Section:
        """The items by what the law asks for, those with the same answer together, the worst first."""
        if len(self._it.items) < 2:
            return Section()
        worst = sorted(self._it.items, key=lambda item: -EFFECT.rank(item.range[1]))
        alike: dict[tuple[str, str], list[str]] = {}
        for item in worst:
            alike.setdefault(
                (self._item_word(item), self._cited(item.basis) or self._needs(item)), []
            ).append(item.id)
        rows = [(named_items(ids), *words) for words, ids in alike.items()]
        if len(self._it.items) <= _FEW_ITEMS:
            lines = (self._labelled(ids, f"{word} {in_brackets(why)}".rstrip()) for ids, word, why in rows)
            wrapped = tuple(self._wrapped(line) for line in lines)
            return Section(title=N_("Items"), points=wrapped, kept=len(rows), most=3, least=3)
        most = _LINES_OF_AN_ITEM if len(rows) <= _FEW_ROWS else 1
        points = tuple(table_rows(in_width(rows[:_MOST_ITEMS], self._width), self._width, most))
        more = len(rows) - len(points)
        return Section(title=N_("Items"), points=points, more=more, kept=len(points), most=most, least=most)

    def _needs(self, item: ItemResult) -> str:
        """The first fact that an open item waits for: without its entry nothing else of it can be told."""
        facts = {row.fact: row for row in self._it.missing if item.id in row.items}
        if item.outcome != "undetermined" or not facts:
            return ""
        fact = "items.entries" if "items.entries" in facts else next(iter(facts))
        return self._say(N_("open: {fact}"), fact=self._in_words(facts[fact]))

    def _in_words(self, row: Missing) -> str:
        """What is missing, as a clause, else as its question: the name of a field says nothing to who reads an answer."""
        field = row.fact.partition(", ")[0]
        words = without_citation(field_in_words(field, self._it.language))
        return row.question if field in (words, FROM_SCREENING) else words

    def _item_word(self, item: ItemResult) -> str:
        if held := self.held_for(item):
            return self._say(COVERED_BY, held=held)
        if item.outcome != "undetermined":
            return self._word(item.outcome)
        low, high = item.range
        if EFFECT.rank(low) <= EFFECT.rank("general_authorisation"):
            return self._say(N_("open, up to: {effect}"), effect=self._word(high))
        # What it needs in any case is what its seller does, also where something may forbid it.
        return self._say(N_("{least}; open, up to: {effect}"), least=self._word(low), effect=self._word(high))

    def why(self, lines_of_a_stop: int) -> Section:
        """The provisions that the answer rests on, each on so many lines at most where it stops."""
        applying = [row for row in self._it.findings if row.status == "applies" and row.effect]
        texts = {row.provision: row.text.rstrip(".") for row in applying}
        basis = dict.fromkeys(citation for item in self._it.items for citation in item.basis)
        shown = [citation for citation in basis if citation in texts]
        # The rows of several items cite what they rest on; of one item every reason of a stop stays.
        single = len(self._it.items) < 2
        whole = single and self._it.release == "stop"
        points = tuple(
            self._wrapped(self._labelled(translate(citation, self._it.language), f"{texts[citation]}."))
            for citation in (shown if whole else shown[:_MOST_FINDINGS])
        )
        longest = max((len(point) for point in points), default=0)
        most = min(longest, lines_of_a_stop) if whole else _LINES_OF_A_REASON
        return Section(
            title=N_("Why"),
            points=points,
            more=len(shown) - len(points),
            most=most,
            least=most if whole else min(longest, _LINES_OF_A_SENTENCE),
            kept=len(points) if whole else 1,
            twice=not single,
            whole=whole,
        )

    def questions(self, *, whole: bool) -> Section:
        """What is missing, the first of it; ``whole``: no question is cut."""
        missing = asked_together(self._it.missing)
        points, endings, asks_many = [], [], False
        for number, row in enumerate(missing[:_MOST_QUESTIONS], 1):
            whom_to_ask = self._say(N_("ask {asked}"), asked=self._say(ASKED_OF[row.asked_of]))
            text = f"{row.question}{self.of_items(row.items)}"
            answered = self.answered_by(row)
            field = answered if row.fact == FROM_SCREENING else f"({answered})"
            endings.append((f"{field} · {whom_to_ask}", field))
            where = self._wrapped(endings[-1][0], "     ", "     ")
            asks_many |= len(where) > 1
            # The names of its fields are never cut: the question gives way to them.
            most = sys.maxsize if whole else max(1, _LINES_OF_A_QUESTION + 1 - len(where))
            lines = self._cut(self._wrapped(text, f"  {number}. ", "     "), most)
            points.append([*lines, *where])
        more = len(missing) - len(points)
        most = max(map(len, points), default=0)
        least = most if asks_many or whole else _LINES_OF_A_QUESTION
        return Section(
            title=MISSING_HEADING,
            points=tuple(points),
            more=more,
            most=most,
            least=least,
            short_title=N_("Missing"),
            name=clipped_sentence(self._in_words(missing[0]), self._width - _COUNT_OF_QUESTIONS)
            if missing
            else "",
            endings=tuple(endings),
            keeps_text=True,
            width=self._width,
        )

    def steps(self, whole: bool, level: int, *, rest_cut: bool = False) -> Section:
        """What is to be done, then by when: what forbids and the act that the answer names, what clears it, the other duties by day; to the first
        duty whole where the rest is cut."""
        steps, head, more = self._steps_in_order()
        is_stop = self._it.release == "stop"
        points = [self._step_point(step, number) for number, step in enumerate(steps)]
        endings = [step.endings for step in steps]
        # Two that come first stand whole before the start of another does.
        kept = min(max(head, 1) + (head == 1), len(points)) if level < FEW_COMMANDS else 1
        to_duty = head + (not any(step.duty for step in steps[:head]))
        """To the act that the answer names, else to the first duty."""
        if steps and steps[0].is_ban:
            kept = 1  # what else there is to do leads to no "go"
        elif is_stop and any(step.duty for step in steps) and level <= FEW_COMMANDS:
            kept = min(max(kept, to_duty), len(points))  # who asks whom for what is what a stop is about
            if whole:  # and what belongs to the application
                kept = min(max(kept, to_duty + _STEPS_OF_A_STOP - 1), len(points))
        is_go = self._it.release == "go"
        if is_go:  # what must be done before it leaves is no number
            kept = max(kept, _last(steps, lambda duty: duty.due is not None and duty.due <= self._it.date))
        # Before what is merely good to know; where something is asked, what to do first is not cut for it.
        if (is_go or (self._it.release == "ask" and whole)) and level < FEW_COMMANDS:
            kept = max(kept, _last(steps, lambda duty: is_condition(duty, self._it)))
        if rest_cut and is_stop:
            pairs = zip(points[to_duty:], endings[to_duty:], strict=True)
            points[to_duty:] = [cut_point([*point], 2, self._width, ending) for point, ending in pairs]
        most = max(map(len, points), default=0) if whole else 2
        return Section(
            title=N_("To do"),
            points=tuple(points),
            more=more,
            most=most,
            least=most,
            kept=kept,
            endings=tuple(endings),
            width=self._width,
        )

    def _step_point(self, step: _Step, number: int) -> list[str]:
        if number == 0 and not step.duty:
            return self._wrapped(self._say(_FIRST, step=step.text) if step.comes_first else step.text)
        return self._wrapped(step.text, "  - ")

    def _steps_in_order(self) -> tuple[list[_Step], int, int]:
        """The steps that may stand, how many of them stand before the duties that the answer does not name, and how many duties more there are."""
        it = self._it
        upkeep = upkeep_steps(it)
        is_stop = it.release == "stop"
        now = (duty for duty in duties_to_do(it) if not (is_premature(duty, it) or waits_for_a_ban(duty, it)))
        rows = duties_in_order(it, now)
        leading = [row for row in rows if is_act_of_release(row[0], it)]
        others = rows[len(leading) :]
        to_prepare = (*self.screening_steps(), *self.assumed_step(), *(() if is_stop else upkeep))
        head = [
            *(
                _Step(f"{step} · {self.of_supplier()}", comes_first=True, is_ban=True)
                for step in ban_steps(it)
            ),
            *(self._step_of_duty(*row) for row in leading),
            *(_Step(self.short_names(text)) for text in self.waiting_step()),
            *(_Step(text, comes_first=True) for text in to_prepare),
        ]
        behind = [_Step(step) for step in upkeep] if is_stop else []
        duties = others[: max(_MOST_STEPS - len(head) - len(behind), 0)]
        steps = [self._step_of_duty(*row) for row in duties]
        place = place_of_upkeep((duty for duty, _ in duties), day=it.date, release=it.release)
        codes = [_Step(text) for text in filter(None, (codes_step(it),))]
        return (
            [*head, *steps[:place], *behind, *steps[place:], *codes],
            len(head),
            len(others) - len(duties),
        )

    def _step_of_duty(self, duty: Obligation, citations: tuple[str, ...]) -> _Step:
        endings = self._duty_endings(duty, citations)
        text = f"{self.short_names(duty.text)}{self.of_items(duty.items)} · {endings[0]}"
        return _Step(text, duty=duty, endings=endings)

    def _short_when(self, duty: Obligation) -> str:
        if duty.due is not None and duty.due < self._it.date:
            return self._say(N_("by {day}, already past"), day=duty.due)
        return self._when(duty)

    def _duty_endings(self, duty: Obligation, citations: Iterable[str]) -> tuple[str, ...]:
        """Who does it by when, with its citations; with the first of them; by when alone: the condition of a duty stands at its end."""
        when = self._short_when(duty)
        ends = [*filter(None, (self.other_doer(duty), when))]
        if duty.authorisation and duty.authorisation not in self.short_names(duty.text):
            ends.append(self._say(IF_USED, id=duty.authorisation))
        cited = [translate(citation, self._it.language) for citation in citations]
        end = " · ".join(ends)
        whole = f"{end} {in_brackets(semicolon(self._it.language).join(cited))}"
        first = f"{end} ({cited[0]}{semicolon(self._it.language)}…)" if len(cited) > 1 else end
        return whole, first, when

    def general(self) -> Section:
        """What an available general authorisation rests on, below the reasons: it is what covers that an authorisation is needed.

        Of no use where the transaction is prohibited all the same.
        """
        if self._it.outcome == "prohibited":
            return Section()
        points = tuple(self._wrapped(text) for text in self.general_authorisations())
        # A person signs for each of the statements: none of them is cut.
        longest = max(map(len, points), default=0)
        return Section(points=points, most=longest, least=longest, kept=len(points), airy=False, whole=True)

    def look_at(self) -> Section:
        """Warnings, the weightiest for this transaction first, what was not examined behind what is to be mended."""
        it = self._it
        concerning = [row.act for row in it.not_examined if row.stops_release]
        near = bool(concerning)
        far = len(it.not_examined) - len(concerning)
        warnings = [row for row in it.warnings if not self._is_on_screen(row)]
        weighty, others = by_weight(warnings)
        points = [
            *(self._warned(row) for row in weighty),
            *self._not_examined(dict.fromkeys(concerning), far),
            *(self._warned(row) for row in others),
        ]
        return Section(
            title=N_("To look at") if near or warnings else "",
            points=tuple(points[:_MOST_TO_LOOK_AT]),
            more=max(len(points) - _MOST_TO_LOOK_AT, 0),
            name=concerning[0] if near and not weighty and len(concerning[0]) <= _LONGEST_NAME else "",
        )

    def _warned(self, warning: Warning) -> list[str]:
        return self._wrapped(without_fields(warning.text), "  ! ")

    def _not_examined(self, near: Iterable[str], far: int) -> Iterator[list[str]]:
        """What was not examined, by name where it matters for the transaction, the others counted."""
        if acts := semicolon(self._it.language).join(near):
            text = N_("Not examined: {number} other regimes and rules; left to a person here: {acts}.")
            yield self._wrapped(self._say(text, acts=acts, number=far))
        elif far:
            text = N_("Not examined: {number} other regimes and national rules (--full).")
            yield self._wrapped(self._say(text, number=far))

    def _is_on_screen(self, warning: Warning) -> bool:
        """Whether the verdict, a reason, a step or the line of the lists says it already."""
        it = self._it
        elsewhere = {"not_screened"}
        if self.hits_and_lists_section().points and it.screening.status != "not_screened":
            elsewhere |= {"lists_stale", "lists_partial"}
        if it.law_age is not None and it.law_age.old and it.release != "stop":
            elsewhere.add("law_current_to")  # a reason says it, and the last line
        return warning.code in elsewhere or warning.text in {row.text for row in it.release_because}
