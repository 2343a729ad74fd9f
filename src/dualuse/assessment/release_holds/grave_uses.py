"""Uses that are crimes in themselves, and are known although no provision acts on them: nothing leaves before the authority has decided.

Arts 4 to 10 do not reach every activity, item and destination. Who knows that something is for weapons of mass destruction, for parts of
military items that left the Union unlawfully, for terrorism or for repression may be punished all the same by the law of the State whose law
counts. Germany: §§ 17 to 21 of the act on the control of weapons of war (KrWaffKontrG), § 18 AWG, and aiding (§ 27 StGB) with §§ 89a, 89c, 129a
and 129b StGB: from memory, unverified; that other States punish it likewise, for weapons of mass destruction by Resolution 1540 of
the Security Council, is so, too. So the release is held until a decision on that use is stated, or an authorisation that was granted
in knowledge of it covers the item. This is a rule of this program, and never more than "ask".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from dualuse.assessment.release_holds.informed import Waiting, named
from dualuse.assessment.release_holds.known_uses import uses_at
from dualuse.engine.outcome import ItemOutcome
from dualuse.i18n import N_, Message
from dualuse.law.language.provision import Effect
from dualuse.schema.transaction import Transaction
from dualuse.version import legal_derivation

GRAVE_USES: Final = ("wmd", "illicit_military_parts", "internal_repression", "public_security")
"""Grounds of which the words of the field alone say that somebody is wronged, whatever the item: of other uses most are lawful."""


def grave_uses_open(transaction: Transaction, waiting: Waiting) -> tuple[str, ...]:
    """The grave uses of which the exporter is aware, on which no provision acts, and on which no authority has decided.

    Args:
        transaction: with what is known of uses; ``waiting`` is of the same one.
        waiting: its items, and what stands of decisions and authorisations.
    """
    aware = uses_at("aware", transaction)
    concerned = (*uses_at("suspects", transaction), *aware, *uses_at("informed", transaction))
    return tuple(
        use
        for use in aware
        if use in GRAVE_USES
        and waiting.is_open(use, concerned, silent=False)
        and not _is_acted_on(use, waiting)
    )


def _is_acted_on(use: str, waiting: Waiting) -> bool:
    """Whether a provision that looks at the use asks for something, or may, of each item that no authorisation covers."""
    return all(
        _acts_on(use, outcome) and waiting.book.covers(item, facts) is not True
        for item, outcome, facts in waiting.lines
    )


def _acts_on(use: str, outcome: ItemOutcome) -> bool:
    return any(
        judged.high >= Effect.NOTIFICATION_REQUIRED and f"knowledge.{use}" in judged.rule.when.names
        for judged in outcome.provisions
    )


@legal_derivation("Art. 4", "Art. 5", "Art. 6", "Art. 7", "Art. 8", "Art. 10", "Art. 11")
def grave_use_warnings(uses: Iterable[str]) -> Iterator[Message]:
    """That the authority is to be asked of grave uses that are known.

    Args:
        uses: of :func:`grave_uses_open`, without those of which another sentence says the same.
    """
    text = N_(
        "you state that you know of a use of concern ({uses}), on which no provision that was examined acts here: whoever supplies or helps in"
        " knowledge of it may be punished by national law (in Germany KrWaffKontrG §§ 17 to 21, AWG § 18 and StGB §§ 27, 89a, 89c, 129a,"
        " 129b; from memory, unverified; in other States likewise): ask the authority before you go on, and state its decision on that use"
        " (a rule of this program, not of the Dual-use Regulation)"
    )
    if words := named(uses):
        yield Message("grave_use", text, {"uses": words})
