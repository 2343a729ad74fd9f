"""What is written to whom, as one table beside the one of transitions: the action, the states it comes from, who reads it, and our words.

A mail goes through machines of others and stays there: it names a case by its reference and says what is to be done, and nothing of what the case
is about or of whom. The applicant is only written to of what it may see of the case itself (:func:`~dualuse.licensing.transitions.is_shown_to_applicant`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from dualuse.i18n import N_
from dualuse.licensing.transitions import BY_ACTION, ENDED, STATES, State

Readers = Literal["applicant", "worker", "second"]
"""``applicant``: the people of the firm, and of who acts for it; ``worker``: who works on the case and stands in for it, else those who could; ``second``: those who
countersign."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A mail that an action writes.

    Attributes:
        code: its name.
        action: of the table of transitions.
        to: who reads it.
        subject: with the ``reference`` of the case.
        text: what happened, and what is to be done.
        sources: the states from which the action came, where it is not due from all of them.
        targets: the states to which the action led, where it is not due whichever it was.
    """

    code: str
    action: str
    to: Readers
    subject: str
    text: str
    sources: frozenset[State] | None = None
    targets: frozenset[State] | None = None


_DRAFT: Final = frozenset[State]({"draft"})
_SUBMITTED: Final[frozenset[State]] = BY_ACTION["submit"].sources - _DRAFT
_UNDER_WAY: Final[frozenset[State]] = BY_ACTION["withdraw"].sources - _DRAFT
_STAYING: Final[frozenset[State]] = frozenset(STATES) - ENDED
NOTICES: Final[tuple[Notice, ...]] = (
    Notice(
        "received", "submit", "applicant", N_("{reference}: the application has arrived"),
        N_("Application {reference} was submitted and has arrived. Nothing is to be done until the authority asks or decides."), _DRAFT,
    ),
    Notice(
        "amendment_received", "submit", "applicant", N_("{reference}: the amendment has arrived"),
        N_("The amendment of application {reference} was submitted and has arrived. Nothing is to be done until the authority asks or decides."),
        _SUBMITTED,
    ),
    Notice(
        "withdrawal_received", "withdraw", "applicant", N_("{reference}: the application was withdrawn"),
        N_("Application {reference} was withdrawn. It is not decided on."),
    ),
    Notice(
        "referred", "refer", "applicant", N_("{reference}: another authority is competent"),
        N_("Application {reference} was referred to the authority that is competent. Nothing is to be done; which one it is stands in the application."),
        targets=_STAYING,
    ),
    Notice(
        "referred_away", "refer", "applicant", N_("{reference}: the authority of another State is competent"),
        N_("The authority to which application {reference} was sent is not competent, and the one that is does not work in this service: the case has ended here. Please apply there; which State it is stands in the application."),
        targets=ENDED,
    ),
    Notice(
        "question", "ask", "applicant", N_("{reference}: a question is open"),
        N_("The authority asks something of application {reference}. Please read the question in the application and answer it there: until then it waits."),
    ),
    Notice(
        "decided", "countersign", "applicant", N_("{reference}: there is a decision"),
        N_("Application {reference} was decided. The decision stands in the application."),
    ),
    Notice(
        "new_case", "submit", "worker", N_("{reference}: a new application"),
        N_("Application {reference} was submitted, and nobody works on it yet: assign it."), _DRAFT,
    ),
    Notice(
        "amended", "submit", "worker", N_("{reference}: the application was amended"),
        N_("Application {reference} was amended. What was examined counts no longer where it looked at something that is stated otherwise now: the case says what is missing."),
        _SUBMITTED,
    ),
    Notice(
        "withdrawn", "withdraw", "worker", N_("{reference}: the application was withdrawn"),
        N_("Application {reference} was withdrawn by the applicant. Nothing is to be decided any more."), _UNDER_WAY,
    ),
    Notice(
        "answered", "answer", "worker", N_("{reference}: the questions were answered"),
        N_("The applicant has answered all questions on application {reference}: it can be worked on again."),
    ),
    Notice(
        "assigned", "assign", "worker", N_("{reference}: a case for you"),
        N_("Case {reference} was assigned to you, or to somebody for whom you stand in."),
    ),
    Notice(
        "referred_here", "refer", "worker", N_("{reference}: a case was referred to your authority"),
        N_("Case {reference} was referred to your authority, and nobody works on it yet: assign it."), targets=_STAYING,
    ),
    Notice(
        "proposed", "propose", "second", N_("{reference}: a decision is proposed"),
        N_("A decision on case {reference} is proposed. Look at it, and countersign it or give it back."),
    ),
    Notice(
        "returned", "return", "worker", N_("{reference}: the proposal came back"),
        N_("The proposal on case {reference} was given back. Why stands in the case."),
    ),
    *(
        Notice(
            f"undone_by_{action}", action, "worker", N_("{reference}: the proposal lapsed"),
            N_("The proposal on case {reference} lapsed, as something else was found meanwhile. What it is stands in the case: look at it, and propose again."),
            frozenset({"proposed"}), frozenset({"in_work"}),
        )
        for action in ("check_denials", "consider_denial", "consult")
    ),
    Notice(
        "reopened", "reopen", "worker", N_("{reference}: the case was taken up again"),
        N_("Case {reference} was taken up again: it is to be worked on."),
    ),
)  # fmt: skip


def notices_of(action: str, before: State, after: State) -> Iterator[Notice]:
    """The notices that an action writes when it led from one state to another (or stayed)."""
    for notice in NOTICES:
        if (
            notice.action == action
            and (notice.sources is None or before in notice.sources)
            and (notice.targets is None or after in notice.targets)
        ):
            yield notice
