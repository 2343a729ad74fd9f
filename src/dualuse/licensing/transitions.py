"""The states of a case and what leads from one to another: one table, from which guards, the actions of the contract and the diagram come.

Expired and exhausted are no states: they are computed. The applicant sees a coarser state (:data:`SEEN_BY_APPLICANT`): that denials are
examined, say, would disclose one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, get_args

State = Literal["draft", "submitted", "in_work", "question", "proposed", "decided", "withdrawn"]
"""``submitted``: nobody is assigned yet; ``question``: the applicant is asked, and its clocks may stand; ``proposed``: waits for a second person;
``decided``: countersigned."""
STATES: Final[tuple[State, ...]] = get_args(State)
ApplicantState = Literal["draft", "submitted", "question", "in_work", "decided", "withdrawn"]
APPLICANT_STATES: Final[tuple[ApplicantState, ...]] = get_args(ApplicantState)
SEEN_BY_APPLICANT: Final[Mapping[State, ApplicantState]] = {
    "draft": "draft",
    "submitted": "submitted",
    "in_work": "in_work",
    "question": "question",
    "proposed": "in_work",
    "decided": "decided",
    "withdrawn": "withdrawn",
}
Guard = Literal[
    "state", "incomplete", "own_diligence", "denials", "stale_evidence", "four_eyes", "not_competent",
    "suspended", "expired", "not_yet_valid", "revoked", "not_enough", "exporter", "destination", "cn_code", "unit", "already", "held",
]  # fmt: skip
"""Why a transition is refused, or a movement of the ledger (those of the second line): stable codes of the contract."""
GUARDS: Final[tuple[Guard, ...]] = get_args(Guard)

DECIDING: Final = frozenset({"propose", "countersign"})
"""Actions that decide: nobody takes one on a case that was changed by no event."""
SHOWN_TO_APPLICANT: Final = frozenset(
    {"write", "attach", "detach", "submit", "withdraw", "amend", "answer", "ask", "refer"}
)
"""Actions that the applicant sees although its state may stay what it was: which authority decides is one of the things that it sees."""

OF_DRAFT: Final = frozenset({"write", "attach", "detach", "amend"})
"""Actions that, where something is being written, change that alone: no authority sees it before it is submitted."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Where an action leads to instead, by the state that it comes from, and in which case: in words, for the description."""

    targets: Mapping[State, State]
    when: str


@dataclass(frozen=True, slots=True)
class Transition:
    """What an action does to a case in one of its states.

    Attributes:
        action: as permissions and the contract call it.
        sources: the states in which it is possible.
        target: the state after it; None: the state stays.
        guards: what is looked at besides the state, in this order.
        letter: whether the applicant is written to.
        turn: where it leads to instead, in the case that the service finds; None: it always leads to the same.
    """

    action: str
    sources: frozenset[State]
    target: State | None = None
    guards: tuple[Guard, ...] = ()
    letter: bool = False
    turn: Turn | None = None


ENDED: Final = frozenset[State]({"decided", "withdrawn"})
"""Nothing is done in these but by somebody who takes the case up again."""
_DRAFT: Final = frozenset[State]({"draft"})
_PROPOSED: Final = frozenset[State]({"proposed"})
_WORKED_ON: Final = frozenset[State]({"in_work", "question"})
_OPEN: Final = _WORKED_ON | frozenset[State]({"submitted"})
_BEFORE_DECISION: Final = _OPEN | _PROPOSED
_SUBMITTED: Final = frozenset(STATES) - _DRAFT
_UNDOING: Final = Turn({"proposed": "in_work"}, "where it finds what was not proposed on")
"""What is proposed lapses: whoever proposed has not seen that."""
_AWAY: Final = Turn(
    dict.fromkeys(_OPEN, "withdrawn"), "where the authority that is competent is not in this service"
)
TRANSITIONS: Final[tuple[Transition, ...]] = (
    # The applicant's
    # It may amend while a decision is proposed, of which it is not told: a refusal would tell it.
    Transition("write", _DRAFT | _BEFORE_DECISION),
    Transition("attach", _DRAFT | _BEFORE_DECISION),
    Transition("detach", _DRAFT | _BEFORE_DECISION),
    Transition("submit", _DRAFT | _BEFORE_DECISION, "submitted", ("incomplete",), letter=True),
    Transition("withdraw", _DRAFT | _BEFORE_DECISION, "withdrawn", letter=True),
    Transition("amend", _BEFORE_DECISION),
    Transition("answer", frozenset({"question"}), "in_work"),
    # The authority's
    Transition("assign", _BEFORE_DECISION, "in_work"),
    Transition("refer", _OPEN, "submitted", ("not_competent",), letter=True, turn=_AWAY),
    Transition("ask", _OPEN, "question", letter=True),
    Transition("assess", _WORKED_ON),
    Transition("examine_diligence", _WORKED_ON),
    Transition("check_denials", _WORKED_ON | _PROPOSED, turn=_UNDOING),
    Transition("consider_denial", _WORKED_ON | _PROPOSED, turn=_UNDOING),
    Transition("consult", _WORKED_ON | _PROPOSED, turn=_UNDOING),
    Transition(
        "propose", frozenset({"in_work"}), "proposed",
        ("not_competent", "incomplete", "own_diligence", "denials", "stale_evidence"),
    ),
    Transition("return", _PROPOSED, "in_work"),
    Transition(
        "countersign", _PROPOSED, "decided",
        ("four_eyes", "not_competent", "incomplete", "own_diligence", "denials", "stale_evidence"), letter=True,
    ),
    Transition("note", _SUBMITTED),
    Transition("reopen", ENDED, "in_work", ("state",)),
)  # fmt: skip
BY_ACTION: Final[Mapping[str, Transition]] = {transition.action: transition for transition in TRANSITIONS}


def state_after(action: str, state: State, *, turned: bool = False) -> State | None:
    """The state that an action leads to from ``state``; None: it is not possible there.

    Args:
        action: of the table.
        state: before it.
        turned: whether what its :class:`Turn` says is so.

    Raises:
        KeyError: there is no such action.
    """
    transition = BY_ACTION[action]
    if state not in transition.sources:
        return None
    if turned and transition.turn is not None:
        return transition.turn.targets.get(state, state)
    # What is proposed rests on what was stated before: the officer looks at the amendment first.
    if action == "submit" and state == "proposed":
        return "in_work"
    # What was asked is still to be answered, at whichever authority.
    if action == "refer" and state == "question":
        return state
    # Who is assigned to a case that is with the applicant, or with the second person, leaves it there; so does an amendment that is submitted.
    if (action == "assign" and state != "submitted") or (action == "submit" and state != "draft"):
        return state
    return transition.target or state


ENDING: Final = tuple(
    row.action
    for row in TRANSITIONS
    if row.target in ENDED or (row.turn is not None and ENDED & {*row.turn.targets.values()})
)
"""Actions by which a case ends."""


def is_shown_to_applicant(action: str, before: State, after: State) -> bool:
    """Whether the applicant may see that an action was done that led from one state to another (or stayed)."""
    return action in SHOWN_TO_APPLICANT or SEEN_BY_APPLICANT[before] != SEEN_BY_APPLICANT[after]
