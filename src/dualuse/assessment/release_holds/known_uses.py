"""Uses of concern that are known and that no provision asks about: they are named wherever the answer is "go".

Each ground of knowledge counts for some activities, items and places only: repression for surveillance items (Art. 5), a military
end use under an arms embargo (Art. 4(1)(b)). That no provision asks is no reason to pass over in silence what is stated: the
answer names it beside "go". Of a use of concern for public security the authority is asked where the item is, or may be, on the list of another
Member State: by Art. 10(1) it may ask for an authorisation as soon as it has informed the exporter. The latter is a rule of this program.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from dualuse.assessment.authorisations.authorisation_book import Book
from dualuse.assessment.authorisations.decisions import uses_decided
from dualuse.assessment.determination.judged_items import JudgedItems
from dualuse.assessment.release_holds.informed import is_decided, named
from dualuse.assessment.warnings.diligence import RELIED_ON
from dualuse.engine.outcome import ItemOutcome
from dualuse.i18n import N_, Message
from dualuse.law.eu_2021_821.art02_definitions import EXPORT, LEAVES_UNION
from dualuse.law.eu_2021_821.art05_cyber_surveillance import UNLISTED_CYBER_SURVEILLANCE
from dualuse.law.eu_2021_821.art10_other_national_lists import ON_ANOTHER_LIST
from dualuse.law.eu_2021_821.facts import GROUNDS
from dualuse.law.language.logic import LEVELS, Facts, evaluate
from dualuse.law.language.provision import Effect
from dualuse.schema.rules import Rules
from dualuse.schema.transaction import Transaction
from dualuse.version import legal_derivation

KINDRED: Final = {"internal_repression": "human_rights", "military_end_use": "security_end_use"}
"""Uses, and those that each of them is, or may be: a serious violation of rights, a use by a government's forces."""
BESIDE_GO: Final = ("use_unasked", "suspicion_alone", "suspicion_decided", "onward_export", RELIED_ON)
"""Warnings that stand beside "go" among its reasons: what is stated and holds up nothing must not be overlooked."""


def uses_at(level: str, transaction: Transaction) -> tuple[str, ...]:
    """The grounds of which exactly ``level`` is stated to be known, in the order of the contract."""
    return tuple(use for use in GROUNDS if getattr(transaction.knowledge, use, None) == level)


@legal_derivation("Art. 4", "Art. 5", "Art. 6", "Art. 8", "Art. 10")
def known_use_warnings(judged: JudgedItems, holding: Container[str]) -> Iterator[Message]:
    """The uses of which the exporter is aware, or was informed, and on account of which nothing is asked of some item.

    Args:
        judged: the items, and what the provisions say of each.
        holding: uses on account of which the release is held all the same.
    """
    transaction = judged.transaction
    uses = [*uses_at("aware", transaction), *uses_at("informed", transaction)]
    unasked = [
        use
        for use in uses
        if use not in holding
        and not is_known_to_who_granted(use, transaction)
        and not all(
            _is_asked_about(use, outcome, facts, transaction)
            for outcome, facts in zip(judged.outcomes, judged.known.items, strict=True)
        )
    ]
    if excluding := _excluding(unasked, judged.outcomes):
        text = N_(
            "you state that you know of a use of concern: {uses}; as far as was examined, no provision asks for an authorisation of its own on that account here, but"
            " {authorisations} may not be used on it; where you are in doubt, ask the authority"
        )
        yield Message("use_unasked", text, {"uses": named(unasked), "authorisations": excluding})
    elif unasked:
        text = N_(
            "you state that you know of a use of concern: {uses}; as far as was examined, no provision asks for anything on that"
            " account here; where you are in doubt, ask the authority"
        )
        yield Message("use_unasked", text, {"uses": named(unasked)})


def _excluding(uses: Iterable[str], outcomes: Iterable[ItemOutcome]) -> tuple[str, ...]:
    """The general authorisations that are not available by what is known of one of the uses, and by nothing else."""
    facts = frozenset(f"knowledge.{use}" for use in uses)
    identifiers = (
        judged.relief.identifier
        for outcome in outcomes
        for judged in outcome.general_authorisations
        if judged.judgement.truth is False
        and all(not facts.isdisjoint(node.facts) for node, truth in judged.judgement.nodes if truth is False)
    )
    return tuple(dict.fromkeys(identifiers))


def is_known_to_who_granted(use: str, transaction: Transaction) -> bool:
    """Whether authorisations are held, and each was granted in knowledge of the use."""
    held = transaction.authorisations or ()
    return bool(held) and all(use in (each.known_uses or ()) for each in held)


def _is_asked_about(use: str, outcome: ItemOutcome, facts: Facts, transaction: Transaction) -> bool:
    """Whether a provision that bears on the item looks at the use, or the authority has decided on it."""
    levels = {name: getattr(transaction.knowledge, name, None) for name in GROUNDS}
    asking = {f"knowledge.{name}" for name in (use, *_ASKED_WITH.get(use, ()))}
    return use in uses_decided(facts, levels) or any(
        not asking.isdisjoint(judged.rule.when.names)
        for judged in outcome.provisions
        if judged.high > Effect.NOT_CONTROLLED
    )


_ASKED_WITH: Final = {"internal_repression": ("surveillance_assistance",)}
"""Uses that a provision asks about under another ground: §§ 52a and 52b AWV ask of assistance what Art. 5 asks of an export."""


@legal_derivation("Art. 5")
def rights_warnings(judged: JudgedItems, day: date, rules: Rules) -> Iterator[Message]:
    """The unlisted surveillance items of which a use against human rights is stated, and less under the ground of Art. 5.

    Art. 5(1) speaks of internal repression and of serious violations of human rights: the contract states both as ``internal_repression``,
    and as ``human_rights`` what EU005, EU007 and EU008 exclude. Whether one is the other is for a person to say.

    Args:
        judged: the items, and their facts.
        day: the one judged.
        rules: of this program.
    """
    transaction = judged.transaction
    stated, of_art_5 = (getattr(transaction.knowledge, use, None) for use in (_RIGHTS, _REPRESSION))
    if stated in (None, "none") or LEVELS.index(of_art_5 or "none") >= LEVELS.index(stated):
        return
    uses = (*uses_at("suspects", transaction), *uses_at("aware", transaction))
    waiting = tuple(
        item.id or ""
        for item, facts in zip(transaction.items, judged.known.items, strict=True)
        if evaluate(EXPORT & LEAVES_UNION & UNLISTED_CYBER_SURVEILLANCE, facts, day) is not False
        and facts["item.cyber_surveillance"] is True
        and not is_decided(_RIGHTS, uses, transaction, item, day=day, rules=rules)
    )
    if waiting:
        text = N_(
            "you state that a use against human rights is suspected or known, and item {items} is for surveillance: say whether it may be a "
            "serious violation under Art. 5(1) (knowledge.internal_repression); whoever is aware of one notifies the authority and waits (Art. "
            "5(2))"
        )
        yield Message("human_rights_open", text, {"items": waiting})


_RIGHTS: Final = "human_rights"
_REPRESSION: Final = "internal_repression"
OF_ART_10: Final = "public_security"
"""The ground of which Art. 10 speaks, of items on the list of another Member State."""


@legal_derivation("Art. 10(1)")
def public_security_warnings(
    transaction: Transaction, items: Sequence[Facts], book: Book, day: date, rules: Rules
) -> Iterator[Message]:
    """The items on the list of another Member State, or perhaps on one, where the use is suspected or known and the authority silent.

    An authorisation that covers the item settles it, or a decision of the authority on the item, where no other use is suspected or known.

    Args:
        transaction: checked.
        items: the facts of its items, in order.
        book: the authorisations held.
        day: the one judged.
        rules: of this program.
    """
    if getattr(transaction.knowledge, OF_ART_10, None) not in ("suspects", "aware"):
        return
    uses = (*uses_at("suspects", transaction), *uses_at("aware", transaction))
    waiting = tuple(
        item.id or ""
        for item, facts in zip(transaction.items, items, strict=True)
        if evaluate(ON_ANOTHER_LIST, facts, day) is not False
        and book.covers(item, facts) is not True
        and not is_decided(OF_ART_10, uses, transaction, item, day=day, rules=rules)
    )
    if waiting:
        text = N_(
            "you state that a use of concern for public security or human rights is suspected or known, and item {items} is, or may"
            " be, on the list of another Member State: your authority may ask for an authorisation once it informs you (Art. 10(1));"
            " tell it first, and state its decision (a rule of this program, not of the law)"
        )
        yield Message("public_security_open", text, {"items": waiting})
