"""What may be assumed of what is not stated: the contract's defaults, and policies that a user chooses; each is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from dualuse.assessment.places_of_parties import purchaser_countries
from dualuse.i18n import N_, Message, PlaceName
from dualuse.law.eu_2021_821.facts import FACTS
from dualuse.law.states import Jurisdiction
from dualuse.schema.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Assumed:
    """A value assumed by a policy: the contract's default, or a policy the user chose."""

    fact: str
    value: str
    policy: str
    text: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What a user may let be assumed: ``value`` of the facts that are not stated and whose names begin with ``facts``.

    ``assumption``: the sentence on such a fact, where it is not ``text``; ``{question}`` is the question of the fact.
    ``short``: what is assumed, in a word or two.
    """

    name: str
    text: str
    short: str
    facts: str
    value: str | bool
    assumption: str = ""

    def assumed(self, fact: str) -> Assumed:
        """What is assumed of ``fact``."""
        params = (
            {"question": Message(fact.partition(".")[2], FACTS[fact].question)} if self.assumption else {}
        )
        text = Message(f"policy.{self.name}", self.assumption or self.text, params)
        return Assumed(fact, str(self.value).lower(), self.name, text)


CONTRACT_DEFAULT: Final = "contract default"
"""The policy of what is assumed where nobody chose one."""

POLICIES: Final[Mapping[str, Policy]] = {
    policy.name: policy
    for policy in (
        Policy(
            name="no-indication",
            text=N_("what is not stated of a ground of concern is taken as no indication"),
            short=N_("no indication of a concern"),
            facts="knowledge.",
            value="none",
            assumption=N_("no indication is assumed: {question}"),
        ),
        Policy(
            name="permanent",
            text=N_("an export whose manner is not stated is taken as permanent"),
            short=N_("a permanent export"),
            facts="manner",
            value="permanent",
        ),
        Policy(
            name="no-free-zone",
            text=N_("goods are taken not to go to a free zone or free warehouse unless stated"),
            short=N_("no free zone"),
            facts="circumstances.free_zone",
            value=False,
        ),
    )
}
"""Policies a user may choose (``--assume``); each assumption made is listed in the answer."""


def suppliable(facts: Iterable[str]) -> tuple[str, ...]:
    """The policies that could say what is assumed of one of ``facts``, in their order; () where none could."""
    of_facts = [policy for fact in facts if (policy := policy_for(fact, POLICIES)) is not None]
    return tuple(name for name, policy in POLICIES.items() if policy in of_facts)


def policy_for(fact: str, policies: Iterable[str]) -> Policy | None:
    """Find the policy among ``policies`` that says what is assumed of ``fact``."""
    return next((POLICIES[name] for name in policies if fact.startswith(POLICIES[name].facts)), None)


def assumptions(
    transaction: Transaction,
    stated: Mapping[str, Any],
    state: Jurisdiction | None,
    day: date,
    policies: Sequence[str],
) -> Iterator[Assumed]:
    """What is assumed in a transaction: by the contract, and by the policies chosen. ``stated``: fields that are facts."""
    if transaction.date is None:
        text = N_("the law of {day} is applied, since no date is stated")
        yield _by_default("date", day.isoformat(), text, day=day.isoformat())
    yield from _where_items_are(transaction, state)
    purchasers = purchaser_countries(transaction)
    for fact, value in stated.items():
        if value is not None or not (policies or fact == "purchasing_country"):
            continue
        if fact == "purchasing_country" and purchasers:
            continue
        if fact == "purchasing_country" and transaction.destination is not None:
            text = N_("the purchaser is taken to sit in the country of destination, {place}")
            yield _by_default(fact, transaction.destination, text, place=PlaceName(transaction.destination))
        elif policy := policy_for(fact, policies):
            yield policy.assumed(fact)


def _where_items_are(transaction: Transaction, state: Jurisdiction | None) -> Iterator[Assumed]:
    """Assume the State whose rules count: of departure for a transfer, where the items are for a transit, else the exporter's."""
    place = {"intra_union_transfer": "dispatched_from", "transit": "located_in"}.get(
        transaction.activity or ""
    )
    exporter = transaction.exporter.country if transaction.exporter else None
    if place and state is not None and state.code == exporter and getattr(transaction, place) is None:
        text = N_("the items are taken to be in the exporter's State, {place}")
        yield _by_default(place, state.code, text, "state_of_exporter", place=PlaceName(state.code))


def _by_default(fact: str, value: str, text: str, code: str = "", /, **params: object) -> Assumed:
    return Assumed(fact, value, CONTRACT_DEFAULT, Message(f"policy.{code or fact}", text, params))
