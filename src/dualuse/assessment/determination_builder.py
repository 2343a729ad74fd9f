"""The parts of a determination, written from judged items: results, findings, missing facts, duties with their days."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property, partial
from typing import Any, Final

from dualuse.assessment.authorisation_points import Ask
from dualuse.assessment.authorisations_held import (
    NO_GENERAL,
    asking_beyond,
    beyond_the_regulation,
    is_enough,
    waits_for_general,
)
from dualuse.assessment.before_use import BeforeUse, before_use, done_unstated, duties_to_meet, not_done
from dualuse.assessment.calendar import due_day
from dualuse.assessment.customs import JudgedItem
from dualuse.assessment.facts import TransactionFacts
from dualuse.assessment.fields import Case, Field, fields_of
from dualuse.engine.compiled import Judgement
from dualuse.engine.fast_evaluator import ANSWERS
from dualuse.engine.missing import missing_facts
from dualuse.engine.outcome import (
    DueDuty,
    ItemOutcome,
    JudgedRelief,
    authorisation_duties,
)
from dualuse.engine.reason_sentences import reason
from dualuse.i18n import N_, Message, render, translate
from dualuse.law.collection import CURRENT_TO
from dualuse.law.eu_2021_821.control_list import edition_record
from dualuse.law.eu_2021_821.facts.derived import COVERED_BY_HELD
from dualuse.law.eu_2021_821.facts.stated import OTHER_COUNTRIES
from dualuse.law.language.logic import Facts, InPlaces, Truth
from dualuse.law.language.provision import Due, Effect, Provision, Relief, Verification
from dualuse.law.measures.acts import REGULATION, act_number
from dualuse.law.measures.duties import citations_of_duties
from dualuse.law.states import Jurisdiction
from dualuse.law.territories import verification_of
from dualuse.schema import determination as answer
from dualuse.schema.transaction import Transaction
from dualuse.schema.words import AVAILABILITY_STATUS, FINDING_STATUS

_MEMORY: Final = 4096
"""Remembered reasons of one leaf; beyond that they are written afresh."""


class Writer:
    """Writes the parts of a determination from judged items, in one language."""

    def __init__(
        self,
        transaction: Transaction,
        known: TransactionFacts,
        outcomes: tuple[ItemOutcome, ...],
        day: date,
        language: str,
    ) -> None:
        self._transaction = transaction
        self._known = known
        self._outcomes = outcomes
        self._day = day
        self._language = language
        self._state: Jurisdiction | None = known.state

    def _each(self) -> Iterator[tuple[str, Facts, ItemOutcome]]:
        for item, facts, outcome in zip(
            self._transaction.items, self._known.items, self._outcomes, strict=True
        ):
            yield item.id or "", facts, outcome

    def covered(self, index: int) -> Truth:
        """Whether authorisations that the exporter holds cover the item at ``index``, beside a general one for what that covers."""
        return self._is_enough(index, self._outcomes[index].covered_by_general())

    def _is_enough(self, index: int, general: Mapping[str, Truth]) -> Truth:
        facts = self._known.items[index]
        lifted = self._known.book.lifted(self._transaction.items[index], facts)
        return is_enough(facts[COVERED_BY_HELD], self._outcomes[index].truths(), lifted, general)

    def _waits_for_general(self, index: int) -> bool:
        """Whether what is held answers all but what a general authorisation may cover, which is open."""
        outcome, facts = self._outcomes[index], self._known.items[index]
        lifted = self._known.book.lifted(self._transaction.items[index], facts)
        general = outcome.covered_by_general()
        return None in general.values() and waits_for_general(
            facts[COVERED_BY_HELD], outcome.truths(), lifted, general
        )

    def _rests_on_general(self, index: int) -> bool:
        """Whether a general authorisation is used: alone, or beside one held that does not cover what that one covers."""
        covered = self.covered(index)
        if self._outcomes[index].high is Effect.GENERAL_AUTHORISATION:
            return covered is not True
        return covered is True and self._is_enough(index, NO_GENERAL) is not True

    def _lifts(self, index: int, act: str) -> Truth:
        """Whether an authorisation held was granted under the act of that number and covers the item at ``index``."""
        return self._known.book.lifts(act, self._transaction.items[index], self._known.items[index])

    def held_asks(self) -> tuple[Message, ...]:
        """What authorisations held do not say, of items that need one or may."""
        if not self._known.book.entries:
            return ()
        asks = [ask.question for index in range(len(self._outcomes)) for ask in self._asks(index)]
        waiting = tuple(index for index in range(len(self._outcomes)) if self._waits_for_general(index))
        general = (
            judged.relief.identifier
            for index in waiting
            for judged in self._outcomes[index].general_authorisations
            if judged.judgement.truth is None
        )
        if waiting:
            text = N_(
                "may {general} be used beside it, for what the Dual-use Regulation asks? What that asks for is not stated"
            )
            asks.append(Message("held.general_open", text, {"general": tuple(dict.fromkeys(general))}))
        others = [
            (index, act)
            for index in range(len(self._outcomes))
            if index not in waiting
            for act in self._other_acts(index)
        ]
        acts = tuple(dict.fromkeys(act for _, act in others))
        if self._known.book.names_acts:
            asks += self._not_counting(others)
        elif acts:
            text = N_(
                "was it granted under {acts} too, whose ban it would have to lift, or under the Dual-use Regulation alone?"
                " State that as its acts"
            )
            asks.append(Message("held.granted_under", text, {"acts": acts}))
        return tuple({str(question): question for question in asks}.values())

    def _not_counting(self, others: Iterable[tuple[int, str]]) -> Iterator[Message]:
        """Of acts that ask for an authorisation, by item: that none was granted under them, or why the one that was does not count."""
        absent: list[str] = []
        for index, act in others:
            number = act_number(act)
            if not any(number in (entry.held.acts or ()) for entry in self._known.book.entries):
                absent.append(act)
                continue
            fails = self._known.book.failures_of_granted(
                self._transaction.items[index], self._known.items[index], number
            )
            if fails:
                text = N_("one was granted under {act}, but it does not count here: {fails}")
                yield Message("held.granted_not_counting", text, {"act": act, "fails": fails})
        if absent:
            text = N_("none of those stated was granted under {acts}, which may ask for one")
            yield Message("held.none_granted_under", text, {"acts": tuple(dict.fromkeys(absent))})

    def _other_acts(self, index: int) -> tuple[str, ...]:
        """The acts beside the Regulation that ask for an authorisation, or may, of an item that is covered under others."""
        known = self._known
        if self.covered(index) is not None or not (
            known.book.names_acts or known.items[index][COVERED_BY_HELD] is True
        ):
            return ()
        return tuple(
            provision.citation.split(", ")[0]
            for provision in asking_beyond(self._outcomes[index].truths())
            if not known.book.names_acts or self._lifts(index, act_number(provision.citation)) is not True
        )

    def _acts_asking(self, index: int, truths: Container[Truth]) -> tuple[str, ...]:
        """By number the acts under which what is held has to cover the item: the Regulation where no act is stated."""
        if not self._known.book.names_acts:
            return (REGULATION,)
        general = self._outcomes[index].covered_by_general()
        asking = (
            act_number(provision.citation) if provision.is_measure else REGULATION
            for provision, truth in self._outcomes[index].truths()
            if truth in truths
            and provision.effect >= Effect.AUTHORISATION_REQUIRED
            and general.get(provision.citation) is not True
        )
        return tuple(dict.fromkeys(asking))

    def duties_of_measures(self) -> tuple[str, ...]:
        """Citations of duties under restrictive measures that are to be met before anything leaves."""
        cited = citations_of_duties()
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
        answers = self._transaction.answers or {}
        return tuple(
            tuple(
                duties_to_meet(
                    outcome,
                    facts,
                    covered=self.covered(index),
                    answers=answers,
                    beside_held=self._rests_on_general(index),
                )
            )
            for index, (_, facts, outcome) in enumerate(self._each())
        )

    def held_fails(self) -> tuple[Message, ...]:
        """Why authorisations held do not cover items that need one."""
        book = self._known.book
        if not book.entries:
            return ()
        fails = (
            message
            for index, (item, facts) in enumerate(
                zip(self._transaction.items, self._known.items, strict=True)
            )
            if self._outcomes[index].low is Effect.AUTHORISATION_REQUIRED and self.covered(index) is False
            for act in self._acts_asking(index, (True,))
            if self._lifts(index, act) is False
            for message in book.failures(item, facts, act)
        )
        unheard = (
            Message(
                "held.not_notified",
                N_(
                    "beside it the authority must be notified of a use that is suspected or known, and its decision awaited;"
                    " where it knew of that use when it granted the authorisation, state known_uses"
                ),
            )
            for index in range(len(self._known.items))
            if self.covered(index) is False and self._is_to_notify(index)
        )
        return tuple({str(message): message for message in (*fails, *unheard)}.values())

    def _is_to_notify(self, index: int) -> bool:
        return any(
            truth is True and provision.effect is Effect.NOTIFICATION_REQUIRED
            for provision, truth in self._outcomes[index].truths()
        )

    def _asks(self, index: int) -> tuple[Ask, ...]:
        if self._outcomes[index].high < Effect.AUTHORISATION_REQUIRED:
            return ()
        item, facts = self._transaction.items[index], self._known.items[index]
        asks = (
            ask
            for act in self._acts_asking(index, (True, None))
            if self._lifts(index, act) is None
            for ask in self._known.book.asks(item, facts, act)
        )
        return tuple({(ask.field, ask.item, str(ask.question)): ask for ask in asks}.values())

    def judged(self) -> Iterator[JudgedItem]:
        """The items as the hints for customs need them."""
        for index, (_, facts, outcome) in enumerate(self._each()):
            yield JudgedItem(
                self._transaction.items[index],
                facts,
                outcome,
                partial(self.covered, index),
                partial(_asked_by_others, outcome),
                partial(self._known.book.covering, self._transaction.items[index], facts),
            )

    def because(self, message: Message) -> answer.Because:
        """A reason in the language of the answer."""
        return answer.Because(message.code, message.plain_params(), render(message, self._language))

    def _reasons(self, judgement: Judgement, facts: Facts) -> tuple[answer.Because, ...]:
        # A reason depends on the leaf, its truth, the values of its facts and the answers given, on nothing else.
        language, answers, value_of = self._language, facts.get(ANSWERS), facts.get
        reasons: list[answer.Because] = []
        for node, truth in judgement.nodes:
            key = (truth, answers, language, *map(value_of, node.facts))
            if key not in node.memory:
                if len(node.memory) >= _MEMORY:
                    node.memory.clear()
                node.memory[key] = self.because(reason(node.leaf, truth, facts))
            reasons.append(node.memory[key])
        return tuple(reasons)

    def items(self) -> Iterator[answer.ItemResult]:
        """What is required for each item, with its general authorisations."""
        for name, facts, outcome in self._each():
            yield answer.ItemResult(
                id=name,
                outcome=outcome.word,
                range=(outcome.low.word, outcome.high.word),
                basis=outcome.basis,
                alternatives=outcome.alternatives,
                general_authorisations=tuple(
                    self._authorisation(judged, outcome, facts) for judged in outcome.general_authorisations
                ),
            )

    def _authorisation(
        self, judged: JudgedRelief, outcome: ItemOutcome, facts: Facts
    ) -> answer.GeneralAuthorisation:
        truth = judged.judgement.truth
        conditions = () if truth is False else authorisation_duties(outcome.law, judged.relief, facts)
        return answer.GeneralAuthorisation(
            id=judged.relief.identifier,
            status=AVAILABILITY_STATUS[truth],
            because=self._reasons(judged.judgement, facts),
            conditions=tuple(
                answer.Condition(
                    due.duty.citation,
                    _duty_code(due),
                    self._duty_params(due),
                    self._duty_text(due),
                    self._due(due),
                )
                for due in conditions
            ),
        )

    def before_use(self) -> tuple[tuple[Message, ...], tuple[Message, ...]]:
        """Reasons of the release: what general authorisations ask before their use was not done, or is not stated."""
        answers = self._transaction.answers or {}
        undone: list[BeforeUse] = []
        unstated: list[BeforeUse] = []
        for index, (_, facts, outcome) in enumerate(self._each()):
            rows = before_use(outcome, facts, answers) if self._rests_on_general(index) else ()
            open_ = [row for row in rows if row.done is None]
            (unstated if open_ else undone).extend(open_ or rows)
        return (
            (not_done(self._with_duties(undone)),) if undone else (),
            (done_unstated(self._with_duties(unstated)),) if unstated else (),
        )

    def _with_duties(self, rows: list[BeforeUse]) -> Iterator[tuple[BeforeUse, tuple[Message, ...]]]:
        for row in rows:
            yield row, tuple(self._duty_message(due) for due in row.duties)

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

    def _due(self, due: DueDuty) -> str | None:
        day = due_day(due.duty, self._day, self._state)
        return day.isoformat() if day else None

    def findings(self) -> Iterator[answer.Finding]:
        """What each provision and exemption in question says of each item, and why."""
        for name, facts, outcome in self._each():
            for judged in outcome.provisions:
                yield self._finding(name, judged.provision, judged.judgement, facts)
            for relief in exemptions(outcome):
                yield self._finding(name, relief.relief, relief.judgement, facts)

    def _finding(
        self, item: str, rule: Provision | Relief, judgement: Judgement, facts: Facts
    ) -> answer.Finding:
        return answer.Finding(
            item=item,
            code=f"provision.{rule.citation}",
            params={"citation": rule.citation},
            provision=rule.citation,
            effect=rule.effect.word,
            status=FINDING_STATUS[judgement.truth],
            because=self._reasons(judgement, facts),
            text=translate(rule.summary, self._language),
            source=rule.source,
            verification=rule.verification.word,
        )

    def missing(self) -> Iterator[answer.Missing]:
        wanted: dict[tuple[str, str], answer.Missing] = {}
        for field, name in self._open_fields():
            text = render(field.question, self._language)
            # Several facts may wait for one field (is it listed, under which codes): it is asked for once.
            before = wanted.get((field.name, text))
            wanted[field.name, text] = answer.Missing(
                fact=field.name,
                code=field.question.code,
                params=field.question.plain_params(),
                question=text,
                would_settle=tuple(dict.fromkeys((*(before.would_settle if before else ()), *field.settles))),
                items=tuple(dict.fromkeys((*(before.items if before else ()), name))),
                asked_of=field.asked_of,
            )
        yield from wanted.values()
        if self._known.book.entries:
            yield from self._missing_of_held({row.fact for row in wanted.values()})

    def _missing_of_held(self, known: set[str]) -> Iterator[answer.Missing]:
        """What authorisations held do not say, each once with the items that wait for it; ``known``: asked already."""
        rows: dict[tuple[str, str], tuple[Ask, list[str], list[str]]] = {}
        for index, (name, _, outcome) in enumerate(self._each()):
            for ask in self._asks(index):
                if ask.field not in known:
                    row = rows.setdefault((ask.field, str(ask.question)), (ask, [], []))
                    row[1].append(name if ask.item is None else ask.item)
                    row[2].extend(citations_asking(outcome))
        for ask, items, citations in rows.values():
            yield answer.Missing(
                fact=ask.field,
                code=ask.question.code,
                params=ask.question.plain_params(),
                question=render(ask.question, self._language),
                would_settle=tuple(dict.fromkeys(citations)),
                items=tuple(dict.fromkeys(items)),
                asked_of="exporter",
            )

    def _open_fields(self) -> Iterator[tuple[Field, str]]:
        """The fields that missing facts lead to, each with the id of the item that it belongs to or waits for it."""
        names = [item.id or "" for item in self._transaction.items]
        for index, (name, facts, outcome) in enumerate(self._each()):
            case = Case(self._transaction, index, facts, self._state, self._day, self._known.rules)
            for fact in missing_facts(outcome, facts):
                for field in fields_of(fact, case):
                    yield field, name if field.item is None else names[field.item]

    def obligations(self) -> Iterator[answer.Obligation]:
        rows: dict[tuple[str, str, str | None, str], tuple[DueDuty, list[str]]] = {}
        for (name, _, _), duties in zip(self._each(), self._duties, strict=True):
            for due in duties:
                key = (due.duty.citation, self._duty_text(due), self._due(due), due.identifier)
                items = rows.setdefault(key, (due, []))[1]
                if name not in items:
                    items.append(name)
        for (citation, text, day, identifier), (due, items) in rows.items():
            yield answer.Obligation(
                citation, _duty_code(due), self._duty_params(due), text, day, tuple(items), identifier or None
            )

    def authority(self) -> answer.Authority | None:
        """The authority concerned, where its State is known."""
        state = self._state
        if state is None:
            return None
        return answer.Authority(
            state.code, state.authority, state.authority_url, state.authority_verification.word
        )

    def verification(self) -> Verification:
        """The weakest of what the answer rests on: what applies or may apply; where nothing does, what was asked."""
        states = [edition_record(self._day).verification]
        if edition_record(self._day).outline is None or self._day > CURRENT_TO:
            states.append(Verification.UNVERIFIED)
        for outcome in self._outcomes:
            states += _rests_on(outcome)
        concerned = {place for facts in self._known.items for place in _places_of(facts)}
        states += [mark for place in concerned if (mark := verification_of(place)) is not None]
        return min(states)


def citations_asking(outcome: ItemOutcome) -> tuple[str, ...]:
    """The provisions that ask for an authorisation, or may."""
    return tuple(
        provision.citation
        for provision, truth in outcome.truths()
        if truth is not False and provision.effect is Effect.AUTHORISATION_REQUIRED
    )


def _asked_by_others(outcome: ItemOutcome) -> bool:
    """Whether another act than the Regulation asks for an authorisation, or may."""
    return beyond_the_regulation(outcome.truths())


def exemptions(outcome: ItemOutcome) -> Iterator[JudgedRelief]:
    """The exemptions of the provisions that apply or may apply, each once; general authorisations stand elsewhere."""
    seen: set[str] = set()
    for judged in outcome.provisions:
        for relief in judged.reliefs:
            if not relief.relief.identifier and relief.relief.citation not in seen:
                seen.add(relief.relief.citation)
                yield relief


def _duty_code(due: DueDuty) -> str:
    """``duty.Art. 27(3).end_of_year_plus``: which duty, and how its day follows."""
    return f"duty.{due.duty.citation}.{due.duty.due}"


_PLACES: Final = ("destination", "purchasing_country")


def _places_of(facts: Facts) -> Iterator[str]:
    yield from (facts[name] for name in _PLACES if facts[name] is not None)
    yield from facts["parties.countries"]
    yield from facts[OTHER_COUNTRIES]


def _rests_on(outcome: ItemOutcome) -> Iterator[Verification]:
    bearing = [judged for judged in outcome.provisions if judged.judgement.truth is not False]
    for judged in bearing or outcome.provisions:
        yield judged.provision.verification
        for node, truth in judged.judgement.nodes:
            if truth is not False and isinstance(node.leaf, InPlaces):
                yield node.leaf.places.verification
        for relief in judged.reliefs:
            if relief.judgement.truth is not False:
                yield relief.relief.verification
