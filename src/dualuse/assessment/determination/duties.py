"""What must be done for the items of a transaction, with the day of each duty, and what was to be done before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from typing import Any, Final

from dualuse.assessment.authorisations.decisions import suspicion_is_answered
from dualuse.assessment.determination.calendar import due_day
from dualuse.assessment.determination.coverage import Coverage
from dualuse.assessment.determination.judged_items import JudgedItems
from dualuse.assessment.determination.preconditions import (
    BeforeUse,
    done_unstated,
    duties_to_meet,
    not_done,
    preconditions,
)
from dualuse.assessment.places_of_parties import leaves_from_outside
from dualuse.engine.due_duties import DueDuty
from dualuse.i18n import N_, Message, render, translate
from dualuse.law.eu_2021_821.art05_cyber_surveillance import DILIGENCE
from dualuse.law.eu_2021_821.art12_authorisations import ARTICLE as APPLYING
from dualuse.law.eu_2021_821.facts.authorities import ON_SUSPICION
from dualuse.law.language.provision import Actor, Due, article_of
from dualuse.law.measures.duties import citations_of_duties
from dualuse.law.states import Jurisdiction
from dualuse.schema import determination as answer
from dualuse.schema.words import supplier

_NOTIFICATION: Final = ", notification"


def _is_of_authorisation(due: DueDuty) -> bool:
    """Whether it is a duty of a general authorisation, or to apply for one under Art. 12."""
    return bool(due.identifier) or article_of(due.duty.citation) == APPLYING.number


class ItemDuties:
    """The duties of judged items, in one language."""

    def __init__(self, judged: JudgedItems, coverage: Coverage, day: date, language: str) -> None:
        self._judged = judged
        self._coverage = coverage
        self._day = day
        self._language = language
        self._state: Jurisdiction | None = judged.known.state
        self.leaves_from_outside = leaves_from_outside(judged.transaction, day)

    def duties_before(self, *, is_recorded: bool) -> tuple[str, ...]:
        """Citations of duties under restrictive measures, and of due diligence unless it ``is_recorded``, that are to be met before anything leaves."""
        cited = citations_of_duties() | (frozenset() if is_recorded else {DILIGENCE.citation})
        dues = (due for duties in self._duties for due in duties)
        return tuple(
            dict.fromkeys(
                due.duty.citation
                for due in dues
                if due.duty.citation in cited and due.duty.due is not Due.STANDING
            )
        )

    @cached_property
    def _duties(self) -> tuple[tuple[DueDuty, ...], ...]:
        """What must be done for each item."""
        answers = self._judged.transaction.answers or {}
        return tuple(
            tuple(
                due
                for due in duties_to_meet(
                    outcome,
                    facts,
                    covered=self._coverage.covered(index),
                    answers=answers,
                    beside_held=self._coverage.rests_on_general(index),
                )
                if not (self.leaves_from_outside and _is_of_authorisation(due))
                and not self._is_answered(due, index)
            )
            for index, (_, facts, outcome) in enumerate(self._judged.each())
        )

    def _is_answered(self, due: DueDuty, index: int) -> bool:
        """Whether it is to notify a suspicion of uses for which the authority has asked for an authorisation."""
        citation = due.duty.citation.removesuffix(_NOTIFICATION)
        if citation == due.duty.citation or citation not in ON_SUSPICION:
            return False
        judged = self._judged
        item, outcome = judged.transaction.items[index], judged.outcomes[index]
        return suspicion_is_answered(
            citation, judged.transaction, item, outcome, self._day, judged.known.rules
        )

    def preconditions(self) -> tuple[tuple[Message, ...], tuple[Message, ...]]:
        """Reasons of the release: what general authorisations ask before their use was not done, or is not stated."""
        answers = self._judged.transaction.answers or {}
        undone: list[BeforeUse] = []
        unstated: list[BeforeUse] = []
        for index, (_, facts, outcome) in enumerate(self._judged.each()):
            relies = self._coverage.rests_on_general(index) and not self.leaves_from_outside
            rows = preconditions(outcome, facts, answers) if relies else ()
            open_ = [row for row in rows if row.done is None]
            (unstated if open_ else undone).extend(open_ or rows)
        return (
            (not_done(self._with_duties(undone)),) if undone else (),
            (done_unstated(self._with_duties(unstated)),) if unstated else (),
        )

    def _with_duties(self, rows: list[BeforeUse]) -> Iterator[tuple[BeforeUse, tuple[Message, ...]]]:
        for row in rows:
            yield row, tuple(self._duty_message(due) for due in row.duties)

    def obligations(self) -> Iterator[answer.Obligation]:
        """What must be done and by when, each duty once with the items it is for."""
        rows: dict[tuple[str, str, str | None, str], tuple[DueDuty, list[str]]] = {}
        for (name, _, _), duties in zip(self._judged.each(), self._duties, strict=True):
            for due in duties:
                key = (due.duty.citation, self._duty_text(due), self._due(due), due.identifier)
                items = rows.setdefault(key, (due, []))[1]
                if name not in items:
                    items.append(name)
        for (citation, text, day, identifier), (due, items) in rows.items():
            yield answer.Obligation(
                citation=citation,
                code=_duty_code(due),
                params=self._duty_params(due),
                text=text,
                due=day,
                items=tuple(items),
                authorisation=identifier or None,
                done_by=self._done_by(due),
            )

    def conditions(self, dues: Iterable[DueDuty]) -> tuple[answer.Condition, ...]:
        """What an authorisation asks, as rows of an answer."""
        return tuple(
            answer.Condition(
                citation=due.duty.citation,
                code=_duty_code(due),
                params=self._duty_params(due),
                text=self._duty_text(due),
                due=self._due(due),
            )
            for due in dues
        )

    def _duty_text(self, due: DueDuty) -> str:
        return render(self._duty_message(due), self._language)

    def _duty_message(self, due: DueDuty) -> Message:
        text = due.duty.open_text if due.open else due.duty.text
        message = Message(due.duty.citation, text, self._duty_params(due))
        if due.under:
            params = {"provisions": due.under, "duty": message}
            message = Message(due.duty.citation, N_("where it falls under {provisions}: {duty}"), params)
        return message

    def _duty_params(self, due: DueDuty) -> dict[str, Any]:
        nameless = translate(N_("the competent authority"), self._language)
        params = {"authority": self._state.authority if self._state else nameless, "id": due.identifier}
        return {**params, "provisions": list(due.under)} if due.under else params

    def _done_by(self, due: DueDuty) -> str:
        """Who does it; the supplier under the name that the Regulation gives it for the activity."""
        return (
            supplier(self._judged.transaction.activity)
            if due.duty.by is Actor.SUPPLIER
            else due.duty.by.value
        )

    def _due(self, due: DueDuty) -> str | None:
        day = due_day(due.duty, self._day, self._state)
        return day.isoformat() if day else None


def _duty_code(due: DueDuty) -> str:
    """``duty.Art. 27(3).end_of_year_plus``: which duty, and how its day follows."""
    return f"duty.{due.duty.citation}.{due.duty.due}"
