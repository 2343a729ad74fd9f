"""What an authority has decided."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from dualuse.i18n import N_
from dualuse.law.eu_2021_821.facts.options import USES
from dualuse.law.germany import citations as german
from dualuse.law.language.fact import FactDefinition

_DECISION_VALUES: Final[dict[str, str]] = {
    "none": N_("not taken"),
    "unstated": N_("not stated"),
    "required": N_("an authorisation is required"),
    "not_required": N_("no authorisation is required"),
    "prohibited": N_("prohibited"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What an authority can decide under ``citation``: what it asks for, or that it asks for nothing.

    ``unstated``: the value of the fact while no decision is stated; empty where no provision asks for it by itself.
    ``words``: the results as answers to the question, where that is put to a person. ``uses``: the uses of concern that are
    notified under the paragraph; ``of_who_is_aware``: by who is aware of them (paragraph 2 of Arts 4, 5, 6 and 8).
    ``may_name``: uses that one may name that is not taken use by use.
    """

    citation: str
    question: str
    asks: str = "required"
    unstated: str = "none"
    words: Mapping[str, str] = field(default_factory=dict)
    uses: tuple[str, ...] = ()
    of_who_is_aware: bool = False
    may_name: tuple[str, ...] = ()

    @property
    def choices(self) -> Mapping[str, str]:
        """The results as answers to the question."""
        return self.words or {result: _DECISION_VALUES[result] for result in self.results}

    @property
    def results(self) -> tuple[str, str]:
        """What can be decided."""
        return self.asks, "not_required"


USES_OF_ART_5: Final = ("internal_repression", "human_rights")
"""The uses of Art. 5(1)."""


ON_SUSPICION: Final = {"Art. 4(3)": USES, "Art. 5(3)": USES_OF_ART_5, "Art. 6(4)": USES, "Art. 8(5)": USES}
"""The paragraphs on grounds for suspicion, each with its uses."""
_NON_LISTED: Final = ("Art. 6(3)", "Art. 8(4)")
"""The paragraphs on non-listed items in brokering and technical assistance."""

_OF_GERMAN_LAW: Final[Mapping[str, tuple[str, ...]]] = {
    german.EXPORT_AWARE: ("nuclear_facility",),
    german.TRANSFER_AWARE: ("nuclear_facility",),
    german.NUCLEAR_AWARE: ("nuclear_facility",),
    german.WEAPONS_AWARE: ("wmd",),
    german.MILITARY_AWARE: ("military_end_use",),
    german.SURVEILLANCE_AWARE: ("surveillance_assistance",),
}
"""The use that a notification under the AWV is about, where it is one: a decision on it may name it, and need not."""

_DECIDED: Final = (
    Decision(
        citation="Art. 4(2)",
        question=N_("What has the authority decided on the notification under Art. 4(2)?"),
        uses=USES,
        of_who_is_aware=True,
    ),
    Decision(
        citation="Art. 5(2)",
        question=N_("What has the authority decided on the notification under Art. 5(2)?"),
        uses=USES_OF_ART_5,
        of_who_is_aware=True,
    ),
    Decision(
        citation="Art. 6(2)",
        question=N_("What has the authority decided on the notification under Art. 6(2)?"),
        uses=USES,
        of_who_is_aware=True,
    ),
    Decision(
        citation="Art. 8(2)",
        question=N_("What has the authority decided on the notification under Art. 8(2)?"),
        uses=USES,
        of_who_is_aware=True,
    ),
    *(
        Decision(
            citation=citation,
            question=N_("What has the authority decided on the notification made on grounds for suspicion?"),
            uses=uses,
        )
        for citation, uses in ON_SUSPICION.items()
    ),
    *(
        Decision(
            citation=citation,
            question=N_("What has the authority decided on the notification for the non-listed item?"),
            uses=USES,
        )
        for citation in _NON_LISTED
    ),
    # A transit is not notified: a decision that is not stated may still exist, and is asked about.
    Decision(
        citation="Art. 7(1)",
        question=N_("Has the authority prohibited the transit (Art. 7(1))?"),
        asks="prohibited",
        unstated="unstated",
        words={
            "prohibited": N_("it has prohibited the transit"),
            "not_required": N_("it has decided that the transit is not prohibited"),
        },
    ),
    Decision(
        citation="Art. 7(2)",
        question=N_("Has the authority made the transit subject to an authorisation (Art. 7(2))?"),
        asks="required",
        unstated="unstated",
        words={
            "required": N_("it has asked for an authorisation"),
            "not_required": N_("it has decided that no authorisation is needed"),
        },
    ),
    Decision(citation="Art. 11(2)", question="", unstated=""),
    *(
        Decision(
            citation=citation,
            question=N_("What has BAFA decided on the notification under German law (AWV)?"),
            may_name=_OF_GERMAN_LAW.get(citation, ()),
        )
        for citation in german.NOTIFIED
    ),
)


def _place_in_text(decision: Decision) -> tuple[bool, tuple[int, ...]]:
    """The Regulation first, then national law."""
    numbers = tuple(map(int, re.findall(r"[0-9]+", decision.citation)))
    return german.is_german(decision.citation), numbers


DECIDED: Final[Mapping[str, Decision]] = {
    decision.citation: decision for decision in sorted(_DECIDED, key=_place_in_text)
}
"""The decisions of an authority that a transaction can state, by the provision that they are taken under, in its order."""

DECISIONS: Final = tuple(
    FactDefinition(
        f"decision.{decision.citation}",
        "choice",
        decision.question,
        N_("decision of the authority: {value}"),
        asked_of="authority",
        values=_DECISION_VALUES,
    )
    for decision in _DECIDED
    if decision.unstated
)
