"""What an authority has decided on an item: a decision frees what it was given for, and it ages.

One that frees counts where it names the item, every end user and every consignee, was given for every use that is known
(``decided_uses``), and its last day has not passed. What it does not name is asked: the number of a line names no end user.
One that is old and has no last day is asked about, too. One that asks for something counts unless it clearly names others: what is
not clear never makes an answer milder.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from dualuse.assessment.ages import whole_months
from dualuse.assessment.authorisations.beside_users import beside_users, purchased_by_nobody_in
from dualuse.assessment.authorisations.decided_uses import (
    speaks_of,
    uses_concerned,
    uses_decided_on,
    uses_given_for,
)
from dualuse.assessment.authorisations.naming import names_item, names_party
from dualuse.assessment.authorisations.prolonged import USUAL_YEARS, is_longer_than
from dualuse.assessment.named_sources import has_source
from dualuse.engine.outcome import ItemOutcome
from dualuse.i18n import N_, Message
from dualuse.inputs.placeholders import names_a_grant
from dualuse.law.eu_2021_821.facts.authorities import DECIDED, ON_SUSPICION
from dualuse.law.eu_2021_821.facts.derived_fact import END_USER_ROLES
from dualuse.law.germany.citations import is_german
from dualuse.law.language.logic import Truth, any_truth, every_truth, opposite
from dualuse.law.language.provision import IN_FORCE, Effect, article_of
from dualuse.schema.rules import Rules
from dualuse.schema.transaction import AuthorityDecision, Item, Party, Transaction
from dualuse.version import legal_derivation

FREES: Final = "not_required"
UNDECIDED: Final = {
    f"decision.{citation}": decision.unstated for citation, decision in DECIDED.items() if decision.unstated
}
"""A decision that answers a notification has not been taken while none is stated; for Art. 7, where nobody notifies, that
is a question of its own."""


@legal_derivation("Arts 4 to 8", "Art. 11(2)")
def decisions_on(transaction: Transaction, item: Item, day: date, rules: Rules) -> dict[str, str | None]:
    """The last decision on each provision by the day judged, as far as it is one on this item; None: that is not clear.

    A later decision cannot have freed what happened before; one on another use leaves standing what was asked for.
    """
    values: dict[str, str | None] = dict(UNDECIDED)
    asked_for: dict[str, frozenset[str]] = {}
    for decision in decisions_by_day(transaction, day):
        counts = decision_counts(decision, transaction, item, day, rules)
        if counts is False:
            continue
        fact = f"decision.{decision.provision}"
        concerned = uses_concerned(decision.provision, transaction, day)
        if decision.result != FREES:
            values[fact] = decision.result
            # One that is not taken use by use is on its one use, named or not.
            uses = DECIDED[decision.provision].uses
            asked_for[fact] = frozenset(decision.uses or concerned or uses) if uses else _NO_USE
            continue
        standing = values.get(fact)
        if counts is None and (standing == FREES or _asks_for_nothing(decision, standing, concerned)):
            continue
        asked_for[fact] = asked_for.get(fact, _NO_USE) - (
            uses_given_for(decision, concerned) or concerned.keys()
        )
        if not asked_for[fact]:
            values[fact] = decision.result if counts is True else None
    return values


_NO_USE: Final[frozenset[str]] = frozenset()


def _asks_for_nothing(
    decision: AuthorityDecision, standing: str | None, concerned: Mapping[str, Truth]
) -> bool:
    """Whether nothing hangs on what a decision that frees was given for: none asked for anything, and no use is known.

    ``standing``: what has been decided before it.
    """
    decided = DECIDED[decision.provision]
    return bool(decided.uses) and standing == decided.unstated and not concerned


def freed_under(article: str, transaction: Transaction, item: Item, day: date, rules: Rules) -> bool:
    """Whether the last decision under a paragraph of an Article frees the item, and counts."""
    values = decisions_on(transaction, item, day, rules)
    return any(
        values[f"decision.{citation}"] == FREES
        for citation, decision in DECIDED.items()
        if decision.unstated and article_of(citation) == article
    )


def uses_decided(values: Mapping[str, Any], levels: Mapping[str, str | None]) -> frozenset[str]:
    """The uses of concern of which the authority, notified of them, has decided that no authorisation is required.

    ``values``: of the facts ``decision.…``; a decision that does not surely count is none of these. ``levels``: what is known
    of each use; a use that is suspected was not decided on with another of which the exporter is aware.
    """
    return frozenset(
        use
        for citation in DECIDED
        if values.get(f"decision.{citation}") == FREES
        for use in uses_decided_on(citation, levels)
    )


@legal_derivation("Art. 4(3)", "Art. 5(3)", "Art. 6(4)", "Art. 8(5)")
def articles_settled(use: str, values: Mapping[str, Any], levels: Mapping[str, str | None]) -> frozenset[str]:
    """The Articles under which the authority, told of the suspicion of a use, has decided that it asks for nothing.

    Who becomes aware has more to tell, and notifies. ``values`` and ``levels``: as of ``uses_decided``.
    """
    return frozenset(
        article_of(citation)
        for citation in ON_SUSPICION
        if levels.get(use) == "suspects"
        and values.get(f"decision.{citation}") == FREES
        and use in uses_decided_on(citation, levels)
    )


@legal_derivation("Art. 4(2)", "Art. 5(2)", "Art. 6(2)", "Art. 8(2)")
def suspicion_is_answered(
    citation: str, transaction: Transaction, item: Item, outcome: ItemOutcome, day: date, rules: Rules
) -> bool:
    """Whether the authority asks for an authorisation, by the last decision on each, for every use to be notified under ``citation``.

    It knows of these uses then, and to notify them again under a national rule on suspicion (Art. 8(5), say) tells it nothing. Only
    what surely is on the item, the parties and the use counts, and what the outcome of the item rests on.
    """
    asking = {
        judged.provision.citation
        for judged in outcome.provisions
        if judged.low >= Effect.AUTHORISATION_REQUIRED
    }
    uses: set[str] = set()
    for decision in decisions_by_day(transaction, day):
        counts = decision_counts(decision, transaction, item, day, rules)
        if article_of(decision.provision) != article_of(citation) or counts is False:
            continue
        given_for = uses_given_for(decision, uses_concerned(decision.provision, transaction, day))
        if decision.result == FREES:
            uses -= frozenset(DECIDED[citation].uses) if given_for is None else given_for
        elif counts is True and f"{decision.provision}, decision" in asking:
            uses |= given_for or _NO_USE
    concerned = uses_concerned(citation, transaction, day)
    return bool(concerned) and uses >= concerned.keys()


def decisions_by_day(transaction: Transaction, day: date) -> list[AuthorityDecision]:
    """The decisions taken by the day judged, the earliest first."""
    taken = (decision for decision in transaction.authority_decisions or () if decision.date <= day)
    return sorted(taken, key=lambda decision: decision.date)


def decision_counts(
    decision: AuthorityDecision, transaction: Transaction, item: Item, day: date, rules: Rules
) -> Truth:
    """Whether it is one on this transaction and item that still stands; None: that is not clear."""
    is_for = _is_for(decision, transaction, item)
    if decision.result != FREES:
        return is_for
    return every_truth(
        (
            stands(decision, transaction, item, day, rules),
            frees_uses(decision.provision, transaction, item, day, rules),
        )
    )


def stands(
    decision: AuthorityDecision, transaction: Transaction, item: Item, day: date, rules: Rules
) -> Truth:
    """Whether one that frees is for the item and the parties, and has not aged, whatever use it is on."""
    if has_expired(decision, day):
        return False
    return every_truth(
        (
            _is_for(decision, transaction, item),
            None if is_old(decision, day, rules) or any(unknown_to(decision, transaction, day)) else True,
            None if has_unusual_term(decision, transaction) or predates_the_act(decision) else True,
            None if is_unanswered(decision) else True,
        )
    )


@legal_derivation("Art. 4(2)", "Art. 5(2)", "Art. 6(2)", "Art. 8(2)")
def frees_uses(citation: str, transaction: Transaction, item: Item, day: date, rules: Rules) -> Truth:
    """Whether the decisions that free, taken together, are on every use that one under ``citation`` has to be on."""
    concerned = uses_concerned(citation, transaction, day)
    freeing = [
        (uses_given_for(decision, concerned), stands(decision, transaction, item, day, rules))
        for decision in decisions_by_day(transaction, day)
        if decision.result == FREES and speaks_of(decision, citation)
    ]
    return every_truth(
        any_truth(
            (
                opposite(counts),
                *(
                    every_truth((still, None if given_for is None else use in given_for))
                    for given_for, still in freeing
                ),
            )
        )
        for use, counts in concerned.items()
    )


def _is_for(decision: AuthorityDecision, transaction: Transaction, item: Item) -> Truth:
    """Whether it was given for the item, and for every end user and consignee."""
    return every_truth((is_for_item(decision, item), is_for_parties(decision, transaction)))


def is_for_item(decision: AuthorityDecision, item: Item) -> Truth:
    """Whether it was given for the item; of one that names none that is unknown."""
    return names_item(item, decision.items) if decision.items else None


def is_for_parties(decision: AuthorityDecision, transaction: Transaction) -> Truth:
    """Whether it was given for every end user and consignee; of one that names nobody that is unknown."""
    concerned = [party for _, party in parties_concerned(transaction)]
    if not decision.parties or not concerned:
        return None
    return every_truth(names_party(party.name, decision.parties) for party in concerned)


@legal_derivation("Art. 4(1)(b)", "Annex III")
def unknown_to(decision: AuthorityDecision, transaction: Transaction, day: date) -> Iterator[Party | str]:
    """Whom one that frees does not name, beside end users and consignees, and the country of a purchaser of whom no more is stated.

    Its authority may not have known of them: whether a use is of concern turns on the purchasing country, too.
    """
    bought_in = purchased_by_nobody_in(transaction, (), day)
    if bought_in is not None:
        yield bought_in
    for party, _ in beside_users(transaction, (), day):
        if names_party(party.name, decision.parties or ()) is not True:
            yield party


def parties_concerned(transaction: Transaction) -> list[tuple[int, Party]]:
    """The end users and consignees, each with its position among the parties."""
    return [
        (position, party)
        for position, party in enumerate(transaction.parties or ())
        if party.role in END_USER_ROLES
    ]


def has_expired(decision: AuthorityDecision, day: date) -> bool:
    """Whether its last day has passed."""
    return decision.valid_until is not None and decision.valid_until < day


def is_old(decision: AuthorityDecision, day: date, rules: Rules) -> bool:
    """Whether it is older than the rule of this program allows, and does not say until when it stands."""
    age = whole_months(decision.date, day)
    return decision.valid_until is None and age >= rules.decision_age_months


LAST_DAY: Final = "authority_decisions.valid_until"
"""The fact of which a source is the document that states an unusual last day."""


@legal_derivation("Art. 12(3)")
def has_unusual_term(decision: AuthorityDecision, transaction: Transaction) -> bool:
    """Whether its last day lies further from its own than twice the term of an individual authorisation, and no source of that is named.

    No last day that is merely stated keeps an answer from ageing (a rule of this program, as of authorisations: ``prolonged``).
    """
    until = decision.valid_until
    if until is None or has_source(transaction, LAST_DAY):
        return False
    return is_longer_than(2 * USUAL_YEARS["individual"], decision.date, until)


@legal_derivation("Art. 32")
def predates_the_act(decision: AuthorityDecision) -> bool:
    """Whether it was taken under an Article of the Regulation before the Regulation applied."""
    return decision.date < IN_FORCE and not is_german(decision.provision)


def is_unanswered(decision: AuthorityDecision) -> bool:
    """Whether what is stated as its reference is none: a placeholder, or that the authority has not answered."""
    return decision.reference is not None and not names_a_grant(decision.reference)


def expired(decisions: Iterable[AuthorityDecision], day: date) -> Iterator[Message]:
    """The freeing decisions that do not count any more."""
    for decision in decisions:
        if decision.result == FREES and decision.valid_until is not None and has_expired(decision, day):
            yield Message(
                "decision_expired",
                N_("the decision under {citation} of {decided} stood until {until}: it was not counted"),
                {
                    "citation": decision.provision,
                    "decided": decision.date.isoformat(),
                    "until": decision.valid_until.isoformat(),
                },
            )


@legal_derivation("Art. 4(1)", "Art. 4(2)", "Art. 5(1)", "Art. 5(2)", "Art. 6(1)", "Art. 8(1)", "§ 9(1) AWV")
def not_counted(transaction: Transaction, day: date) -> Iterator[Message]:
    """The freeing decisions that stand and count for nothing here: they name others, or the authority has informed the exporter of the use.

    Who is informed needs an authorisation, whatever was decided on what the exporter was aware of.
    """
    for decision in decisions_by_day(transaction, day):
        if decision.result != FREES or has_expired(decision, day):
            continue
        params = {"citation": decision.provision, "decided": decision.date.isoformat()}
        if all(_is_for(decision, transaction, item) is False for item in transaction.items):
            text = N_(
                "the decision under {citation} of {decided} names other items, or other end users and consignees, than those stated here: it was not counted"
            )
            yield Message("decision_on_others", text, params)
            continue
        informed = tuple(
            use
            for use in DECIDED[decision.provision].uses
            if getattr(transaction.knowledge, use, None) == "informed"
        )
        if informed:
            text = N_(
                "the decision under {citation} of {decided} frees who is aware of a use; you state that the authority has informed you of one ({fields}), and who is informed"
                " needs an authorisation: it was not counted for that"
            )
            fields = tuple(f"knowledge.{use}" for use in informed)
            yield Message("decision_before_information", text, {**params, "fields": fields})
