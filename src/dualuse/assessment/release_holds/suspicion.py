"""Grounds for suspicion: they hold a release where something hangs on them, and are named in every case.

What hangs on a suspicion is what would follow if the exporter were aware: where that is the same, awareness would let go, and so
does suspicion. Where it is more, or a part of an act would have to be looked at, the suspicion is cleared up first (Arts 4(2), 5(2), 6(3), 8(2):
whoever looks away is not less aware). An authorisation was granted for what its authority knew: where one is needed, a suspicion
asks, unless the authority granted it in knowledge of that use, or has decided that the use asks for none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from dualuse.assessment.authorisations.decisions import decisions_on, uses_decided
from dualuse.assessment.control_lists import is_unlisted
from dualuse.assessment.determination.judged_items import JudgedItems
from dualuse.assessment.facts import facts_of_transaction
from dualuse.assessment.release_holds.known_uses import KINDRED, is_known_to_who_granted, named, uses_at
from dualuse.assessment.release_holds.unexecuted import unexecuted
from dualuse.assessment.warnings.collection import NATIONAL_LISTS_AS_OF
from dualuse.engine.outcome import ItemOutcome, JudgedProvision, judge_those_asking
from dualuse.i18n import N_, Message, PlaceName
from dualuse.law.eu_2021_821.facts import GROUNDS
from dualuse.law.eu_2021_821.facts.authorities import USES_OF_ART_5
from dualuse.law.eu_2021_821.surveillance import SURVEILLANCE
from dualuse.law.language.logic import Facts
from dualuse.law.language.provision import Effect
from dualuse.law.measures.not_executed import NotExaminedRow
from dualuse.law.measures.places import ARMS_EMBARGO
from dualuse.schema.rules import Rules
from dualuse.schema.transaction import Item, Transaction
from dualuse.version import legal_derivation


@dataclass(frozen=True, slots=True)
class Judging:
    """How a transaction was judged: its day, the policies and rules, the regimes of its destination."""

    day: date
    policies: tuple[str, ...]
    rules: Rules
    regimes: tuple[NotExaminedRow, ...]


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
    params = {"uses": named(grounds)}
    if any(
        _is_unknown_to_who_granted(ground, judged.transaction, judged.outcomes, judging)
        or _hangs_on(ground, judged, judging)
        for ground in grounds
    ):
        yield Message(
            "suspicion",
            N_(
                "there are grounds for suspicion: {uses}; clear them up, or ask the authority, before you go on, also where no rule"
                " asks for an authorisation"
            ),
            params,
        )
    else:
        yield Message(
            "suspicion_alone",
            N_(
                "there are grounds for suspicion: {uses}; clear them up before you go on; as far as was examined, being aware of that"
                " use would ask for nothing beyond what is asked already"
            ),
            params,
        )
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


def _hangs_on(ground: str, judged: JudgedItems, judging: Judging) -> bool:
    """Whether another answer would follow if the exporter were aware of the use.

    An item is not judged otherwise that an authorisation covers which was granted in knowledge of the use.
    """
    aware = _aware_of(ground, judged.transaction)
    known = facts_of_transaction(aware, judging.day, judging.policies, rules=judging.rules)
    granted_for_it = is_known_to_who_granted(ground, aware)
    if any(
        is_judged_otherwise(outcome, stated, facts, judging.day)
        and not (granted_for_it and known.book.covers(item, facts) is True)
        for item, outcome, stated, facts in zip(
            aware.items, judged.outcomes, judged.known.items, known.items, strict=True
        )
    ):
        return True
    regimes = tuple(row for row in judging.regimes if row.asks_for_knowledge)
    before, after = (unexecuted(each, regimes, judging.day) for each in (judged.transaction, aware))
    return before.rows != after.rows


def is_judged_otherwise(outcome: ItemOutcome, stated: Facts, facts: Facts, day: date) -> bool:
    """Whether a provision contributes another thing under ``facts`` than under those ``stated``, of which ``outcome`` is."""
    changed = frozenset(name for name in {*stated, *facts} if stated.get(name) != facts.get(name))
    before = (judged for judged in outcome.provisions if judged.rule.speaks_of(changed))
    return _bearing(before) != _bearing(judge_those_asking(facts, day, changed))


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
    known = {use: "aware" for use in uses if getattr(transaction.knowledge, use) != "informed"}
    knowledge = transaction.knowledge.model_copy(update=known)
    return transaction.model_copy(update={"knowledge": knowledge})


def why_diligence_is_asked(transaction: Transaction, day: date) -> Message | None:
    """Why guidance asks for due diligence before the sale, the weightiest reason; None where it does not.

    Art. 5(2), Recommendation (EU) 2024/2659, and a rule of this program: a surveillance item, suspicion, a service that keeps order, or a
    destination under an arms embargo or where it may be.
    """
    entries = (code for item in transaction.items for code in item.entries or ())
    if any(item.cyber_surveillance for item in transaction.items) or any(
        SURVEILLANCE.covers(code, {}) is not False for code in entries
    ):
        return Message("diligence.surveillance", N_("a surveillance item, or one that may be"))
    if any(getattr(transaction.knowledge, ground, None) not in (None, "none") for ground in USES_OF_ART_5):
        return Message("diligence.suspicion", N_("a use of Art. 5 is suspected or known"))
    if any(party.service not in (None, "none") for party in transaction.parties or ()):
        return Message("diligence.service", N_("a service such as police or forces takes part"))
    destination = transaction.destination
    under = False if destination is None else ARMS_EMBARGO.contains(destination, day)
    if destination is None or under is False:
        return None
    text = N_("{place}: under an arms embargo") if under else N_("{place}: perhaps under an arms embargo")
    return Message("diligence.arms_embargo", text, {"place": PlaceName(destination)})
