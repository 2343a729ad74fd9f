"""Grounds for suspicion: they hold a release where something hangs on them, and are named in every case.

What hangs on a suspicion is what would follow if the exporter were aware: where that is the same, awareness would let go, and so
does suspicion. Where it is more, or a part of an act would have to be looked at, the suspicion is cleared up first (Arts 4(2), 5(2), 6(3), 8(2):
whoever looks away is not less aware). An authorisation was granted for what its authority knew: where one is needed, a suspicion
asks, unless the authority granted it in knowledge of that use, or has decided that the use asks for none.

Who has told the authority of the suspicion has not looked away: where it has decided under Art. 4(3), 5(3), 6(4) or 8(5) that this use of this
item asks for none, what the same Article would ask of who is aware holds nothing any more. What another Article, an act or German law would ask does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from dualuse.assessment.authorisations.decisions import (
    FREES,
    articles_settled,
    decisions_by_day,
    decisions_on,
    uses_decided,
)
from dualuse.assessment.control_lists import is_unlisted
from dualuse.assessment.determination.judged_items import JudgedItems
from dualuse.assessment.facts import facts_knowing_more, facts_of_transaction
from dualuse.assessment.release_holds.grave_uses import GRAVE_USES, grave_uses_open
from dualuse.assessment.release_holds.informed import ONWARD_EXPORT, Waiting, named
from dualuse.assessment.release_holds.known_uses import KINDRED, is_known_to_who_granted, uses_at
from dualuse.assessment.release_holds.unexecuted import rows_left
from dualuse.assessment.warnings.collection import NATIONAL_LISTS_AS_OF
from dualuse.assessment.warnings.diligence import RELIED_ON
from dualuse.assessment.warnings.diversion import known_to_go_on
from dualuse.engine.outcome import ItemOutcome, JudgedProvision, judge_those_asking
from dualuse.i18n import N_, Message, PlaceName
from dualuse.law.eu_2021_821.facts import GROUNDS
from dualuse.law.eu_2021_821.facts.authorities import USES_OF_ART_5
from dualuse.law.eu_2021_821.surveillance import SURVEILLANCE
from dualuse.law.germany.citations import is_german
from dualuse.law.germany.lists import GERMANY
from dualuse.law.language.logic import Facts
from dualuse.law.language.provision import Effect, article_of
from dualuse.law.measures.not_executed import UNEXECUTED, NotExaminedRow, Rows
from dualuse.law.measures.places import ARMS_EMBARGO
from dualuse.schema.determination import Determination
from dualuse.schema.rules import Rules
from dualuse.schema.transaction import Item, Transaction
from dualuse.version import legal_derivation


@dataclass(frozen=True, slots=True)
class Judging:
    """How a transaction was judged: its day, the policies and rules, the regimes of its destination that may concern it whatever is known."""

    day: date
    policies: tuple[str, ...]
    rules: Rules
    regimes: tuple[Rows, ...]


_CLEAR_UP: Final = N_(
    "there are grounds for suspicion: {uses}; clear them up, or ask the authority, before you go on, also where no rule"
    " asks for an authorisation"
)
_WAY_ON: Final = N_(
    "onward export to Russia or Belarus of what must not go there, or is looked for there (items: {items}; Regulation (EU) No 833/2014, Arts 2a(1), 12 and"
    " 12g; Regulation (EC) No 765/2006, Arts 1f and 8g)"
)
_ASK_WHETHER_GERMAN: Final = N_(
    "there are grounds for suspicion: {uses}; your authority has decided on them, but German law asks more of a German who is aware"
    " of such a use, wherever resident: say whether the provider or broker is a German national (circumstances.german_national)"
)
_DECIDED: Final = N_(
    "there are grounds for suspicion: {uses}; the authority has decided that no authorisation is required on their account; whoever"
    " learns more tells it first"
)
_ALONE: Final = N_(
    "there are grounds for suspicion: {uses}; nothing beyond this answer hangs on them by the rules examined; consider asking the"
    " authority, for whoever looks away is not less aware"
)


@dataclass(frozen=True, slots=True)
class _Hanging:
    """What would be judged otherwise if the exporter were aware of a use.

    ``provisions``: citations of those that no decision on the suspicion answers; ``acts``: whether a part of an act would have to
    be looked at, asked where the provisions leave that open; ``is_decided``: whether the authority has decided on every item of which something hangs on it, and on one at least;
    ``is_of_germans``: whether all that is left is German law, which may reach a German who acts under the authority of another State.
    ``is_grave``: whether the release would be held although no provision acts on the use (``release_holds/grave_uses.py``).
    """

    provisions: frozenset[str]
    acts: bool
    is_decided: bool
    is_of_germans: bool
    is_grave: bool = False

    @property
    def is_open(self) -> bool:
        return bool(self.provisions) or self.acts or self.is_grave


@legal_derivation("Art. 4", "Art. 5", "Art. 6", "Art. 8")
def suspicion_warnings(judged: JudgedItems, judging: Judging) -> Iterator[Message]:
    """That there are grounds for suspicion, and whether something hangs on them.

    Args:
        judged: the items, and what the provisions say of each without what listed parties add.
        judging: how they were judged.
    """
    grounds = uses_at("suspects", judged.transaction)
    if not grounds:
        return
    ungranted = any(
        _is_unknown_to_who_granted(ground, judged.transaction, judged.outcomes, judging) for ground in grounds
    )
    hanging: dict[str, _Hanging] = {}
    for ground in () if ungranted else grounds:
        hanging[ground] = _hanging_on(ground, judged, judging)
        if hanging[ground].is_open and not hanging[ground].is_of_germans:
            break  # it is cleared up, whatever hangs on the other grounds
    if ungranted or any(each.is_open for each in hanging.values()):
        of_germans = not ungranted and all(each.is_of_germans for each in hanging.values() if each.is_open)
        uses = tuple(_in_words(grounds, judged, judging))
        yield Message("suspicion", _ASK_WHETHER_GERMAN if of_germans else _CLEAR_UP, {"uses": uses})
    else:
        decided = tuple(ground for ground in grounds if hanging[ground].is_decided)
        if decided:
            yield Message("suspicion_decided", _DECIDED, {"uses": named(decided)})
        if alone := tuple(ground for ground in grounds if ground not in decided):
            yield Message("suspicion_alone", _ALONE, {"uses": named(alone)})
    state = judged.known.state
    if state is not None and judging.day < NATIONAL_LISTS_AS_OF:
        yield Message(
            "national_option_undated",
            N_(
                "the rules of {state} on suspicion are known here as of {as_of}, mostly without their first day: check the"
                " law of {day}"
            ),
            {
                "state": PlaceName(state.code),
                "as_of": NATIONAL_LISTS_AS_OF.isoformat(),
                "day": judging.day.isoformat(),
            },
        )


def _in_words(grounds: Iterable[str], judged: JudgedItems, judging: Judging) -> Iterator[Message]:
    """The uses suspected; an onward export of what must not get to Russia or Belarus with these countries and the Articles that say so."""
    transaction = judged.transaction
    for ground in grounds:
        aware = _stating_aware(transaction, (ground,)) if ground == ONWARD_EXPORT else None
        items = () if aware is None else tuple(_going_on(aware, judging.day))
        if items:
            yield Message(
                "use.way_to_russia_or_belarus", _WAY_ON, {"items": tuple(item.id or "" for item in items)}
            )
        else:
            yield from named((ground,))


def _going_on(aware: Transaction, day: date) -> Iterator[Item]:
    """The items that are known to go on to where they must not, ``aware`` being the transaction of who knows it."""
    for item in aware.items:
        if next(known_to_go_on(aware, item, day), None) is not None:
            yield item


@legal_derivation("Art. 4(2)", "Art. 5(2)", "Art. 6(2)", "Art. 8(2)")
def unstated_beside_decisions(judged: JudgedItems, judging: Judging) -> Iterator[Message]:
    """The uses of which nothing is stated, and on which something hangs, beside a decision that asks for nothing: it was not on them.

    What is not stated is no milder than that it is known. A use that a provision waits for is asked for itself.

    Args:
        judged: the items, and what the provisions say of each without what listed parties add.
        judging: how they were judged.
    """
    transaction = judged.transaction
    frees = any(decision.result == FREES for decision in decisions_by_day(transaction, judging.day))
    if (
        not frees
        or transaction.knowledge is None
        or any(each.low is not each.high for each in judged.outcomes)
    ):
        return
    unstated = tuple(
        ground
        for ground in GROUNDS
        if getattr(transaction.knowledge, ground) is None and _hanging_on(ground, judged, judging).is_open
    )
    if unstated:
        text = N_(
            "an authority has decided that nothing is asked, and nothing is stated of other uses of concern on which it did not decide: {uses}; "
            "state each, as none if nothing is known ({fields})"
        )
        fields = tuple(f"knowledge.{ground}" for ground in unstated)
        yield Message("decision_use_unstated", text, {"uses": named(unstated), "fields": fields})


def _is_unknown_to_who_granted(
    ground: str, transaction: Transaction, outcomes: Iterable[ItemOutcome], judging: Judging
) -> bool:
    """Whether an authorisation is held that was granted without knowledge of the use, of an item that needs one or may.

    Where one would cover the item if the exporter were aware of the use, it covers it where the use is suspected.
    """
    if not transaction.authorisations or is_known_to_who_granted(ground, transaction):
        return False
    levels = {use: getattr(transaction.knowledge, use, None) for use in GROUNDS}
    aware = facts_of_transaction(
        _aware_of(ground, transaction), judging.day, judging.policies, rules=judging.rules
    )
    return any(
        outcome.high >= Effect.AUTHORISATION_REQUIRED
        and aware.book.covers(item, facts) is not True
        and not (
            _is_notified(transaction, item)
            and ground in uses_decided(decisions_on(transaction, item, judging.day, judging.rules), levels)
        )
        for item, outcome, facts in zip(transaction.items, outcomes, aware.items, strict=True)
    )


def _is_notified(transaction: Transaction, item: Item) -> bool:
    """Whether the authority is notified of a use of the item: of one that is exported where no list has it (Arts 4 to 6, 8)."""
    return is_unlisted(item) is True or transaction.activity in ("brokering", "technical_assistance")


def _hanging_on(ground: str, judged: JudgedItems, judging: Judging) -> _Hanging:
    """What would follow otherwise if the exporter were aware of the use; of what is known to go on where it must not, its way is asked.

    An item is not judged otherwise that an authorisation covers which was granted in knowledge of the use. A decision on the suspicion
    answers what its own Article would ask; what other provisions would ask stays.
    """
    aware = _aware_of(ground, judged.transaction)
    known = facts_knowing_more(judged.known, aware, judging.policies)
    granted_for_it = is_known_to_who_granted(ground, aware)
    levels = {use: getattr(judged.transaction.knowledge, use, None) for use in GROUNDS}
    provisions, decided = set[str](), list[bool]()
    for item, outcome, stated, facts in zip(
        aware.items, judged.outcomes, judged.known.items, known.items, strict=True
    ):
        articles = articles_settled(ground, stated, levels)
        differing = provisions_judged_otherwise(outcome, stated, facts, judging.day)
        if granted_for_it and known.book.covers(item, facts) is True:
            differing = frozenset()
        if differing or articles:
            decided.append(bool(articles))
        provisions |= {citation for citation in differing if article_of(citation) not in articles}
    is_decided = bool(decided) and all(decided)
    if provisions and not is_decided:  # it is to be cleared up, whatever the acts say
        return _Hanging(frozenset(provisions), acts=False, is_decided=False, is_of_germans=False)
    goes_on = ground == ONWARD_EXPORT and any(_going_on(aware, judging.day))
    acts = goes_on or _acts_ask_otherwise(judged.transaction, aware, judging)
    grave = _is_grave(ground, judged, known.items, judging)
    of_germans = (
        is_decided
        and not (acts or grave)
        and _may_be_german_abroad(judged)
        and all(map(is_german, provisions))
    )
    return _Hanging(frozenset(provisions), acts, is_decided, of_germans, grave)


def _is_grave(ground: str, judged: JudgedItems, aware: Iterable[Facts], judging: Judging) -> bool:
    """Whether nothing would leave if the exporter were aware of the use, ``aware`` being the facts of that, although no provision acts on it."""
    if ground not in GRAVE_USES:
        return False
    transaction = _stating_aware(judged.transaction, (ground,))
    lines = tuple(zip(transaction.items, judged.outcomes, aware, strict=True))
    waiting = Waiting(transaction, lines, judged.known.book, judging.day, judging.rules)
    return ground in grave_uses_open(transaction, waiting)


def _acts_ask_otherwise(stated: Transaction, aware: Transaction, judging: Judging) -> bool:
    """Whether a part of an act that hangs on what is known would have to be looked at under ``aware``, or no longer."""
    changed = frozenset(
        use for use in GROUNDS if getattr(stated.knowledge, use) != getattr(aware.knowledge, use)
    )
    rows = tuple(row for regimes in judging.regimes for row in _rows_asking(regimes, changed))
    before, after = (rows_left(each, rows, judging.day) for each in (stated, aware))
    return before != after


@lru_cache(maxsize=1024)
def _rows_asking(rows: Rows, uses: frozenset[str]) -> tuple[NotExaminedRow, ...]:
    """Those that hang on what is known of one of the uses."""
    return tuple(row for row in rows if row.asks_for_knowledge and not uses.isdisjoint(row.uses_asked))


def _may_be_german_abroad(judged: JudgedItems) -> bool:
    """Whether somebody acts under the authority of another State than Germany, and it is not stated of which nationality."""
    nationality = getattr(judged.transaction.circumstances, "german_national", None)
    state = judged.known.state
    return nationality is None and state is not None and state.code != GERMANY


def provisions_judged_otherwise(
    outcome: ItemOutcome, stated: Facts, facts: Facts, day: date
) -> frozenset[str]:
    """The citations of the provisions that contribute another thing under ``facts`` than under those ``stated``, of which ``outcome`` is."""
    no_longer = (name for name in stated.keys() - facts.keys() if stated[name] is not None)
    changed = frozenset((*[name for name, value in facts.items() if stated.get(name) != value], *no_longer))
    before = (judged for judged in outcome.provisions if judged.rule.speaks_of(changed))
    differing = _bearing(before) ^ _bearing(judge_those_asking(facts, day, changed))
    return frozenset(citation for citation, _, _ in differing)


def _bearing(provisions: Iterable[JudgedProvision]) -> frozenset[tuple[str, Effect, Effect]]:
    """What provisions contribute or may; the ends alone would hide what one of them adds while another is open."""
    return frozenset(
        (judged.provision.citation, judged.low, judged.high)
        for judged in provisions
        if judged.high > Effect.NOT_CONTROLLED
    )


def _aware_of(ground: str, transaction: Transaction) -> Transaction:
    """The transaction as if the exporter were aware of the use; where nothing is held that a kindred use would be asked of, of that, too."""
    assert transaction.knowledge is not None
    uses = (ground, KINDRED.get(ground, ground))[: 1 if transaction.authorisations else 2]
    return _stating_aware(
        transaction, (use for use in uses if getattr(transaction.knowledge, use) != "informed")
    )


def _stating_aware(transaction: Transaction, uses: Iterable[str]) -> Transaction:
    assert transaction.knowledge is not None
    knowledge = transaction.knowledge.model_copy(update=dict.fromkeys(uses, "aware"))
    return transaction.model_copy(update={"knowledge": knowledge})


_WORDS_OF_SURVEILLANCE: Final = f"{UNEXECUTED}words.cyber_surveillance"
"""The answer that is asked for where words point to surveillance and the item is not stated to be for it."""


def why_diligence_is_asked(determination: Determination) -> Message | None:
    """Why guidance asks for due diligence before the sale, the weightiest reason; None where it does not.

    Art. 5(2), Recommendation (EU) 2024/2659, and a rule of this program: a surveillance item, suspicion, a service that keeps order, words
    of surveillance that nobody has cleared up, or a destination under an arms embargo or where it may be. Where the answer rests on a record of it, it
    was carried out.
    """
    if any(warning.code == RELIED_ON for warning in determination.warnings):
        return None
    transaction, day = (
        Transaction.model_validate(determination.transaction),
        date.fromisoformat(determination.date),
    )
    entries = (code for item in transaction.items for code in item.entries or ())
    if any(item.cyber_surveillance for item in transaction.items) or any(
        SURVEILLANCE.covers(code, {}) is not False for code in entries
    ):
        return Message("diligence.surveillance", N_("a surveillance item, or one that may be"))
    if any(getattr(transaction.knowledge, ground, None) not in (None, "none") for ground in USES_OF_ART_5):
        return Message("diligence.suspicion", N_("a use of Art. 5 is suspected or known"))
    if any(party.service not in (None, "none") for party in transaction.parties or ()):
        return Message("diligence.service", N_("a service such as police or forces takes part"))
    if any(
        _WORDS_OF_SURVEILLANCE in reason.params.get("answers", ()) for reason in determination.release_because
    ):
        return Message("diligence.words", N_("words of surveillance that nobody has cleared up"))
    destination = transaction.destination
    under = False if destination is None else ARMS_EMBARGO.contains(destination, day)
    if destination is None or under is False:
        return None
    text = N_("{place}: under an arms embargo") if under else N_("{place}: perhaps under an arms embargo")
    return Message("diligence.arms_embargo", text, {"place": PlaceName(destination)})
