"""The one way to change a case: looked up among what the actor may touch, locked, guarded, written with its event, together or not at all.

The order of refusals is that of the contract: role, object, version, state; what the body says comes after, within the change. Locks are taken
in one order: the row of the case first, then what belongs to it, then the last event of its chain; so no two changes wait for each other.
PostgreSQL runs them as READ COMMITTED: whoever waited for the row sees what was committed meanwhile. SQLite has one writer.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from dualuse.i18n import N_, Message
from dualuse.licensing.cases.interests import OF_APPLICANTS, has_part_in, part_of_applicant
from dualuse.licensing.cases.models import Case
from dualuse.licensing.cases.queries import cases_for
from dualuse.licensing.denials.register import revoke_denials_of
from dualuse.licensing.events.chain import append, record_difference, tables_that_differ
from dualuse.licensing.events.models import Event
from dualuse.licensing.mail.writing import write_mail
from dualuse.licensing.moments import now
from dualuse.licensing.people.actors import Actor
from dualuse.licensing.refusals import Forbidden, Guarded, NotThere, OtherVersion
from dualuse.licensing.transitions import (
    BY_ACTION,
    DECIDING,
    OF_DRAFT,
    SEEN_BY_APPLICANT,
    State,
    is_shown_to_applicant,
    state_after,
)


@dataclass(slots=True)
class Change:
    """A change that is being made to a case, whose row is locked.

    ``body`` and ``content`` become its event: ids and codes, words and names. ``stays``: the case keeps its state all the same. ``turned``: the action
    leads where its turn does.
    """

    case: Case
    actor: Actor
    action: str
    now: datetime
    body: dict[str, Any] = field(default_factory=dict)
    content: dict[str, Any] = field(default_factory=dict)
    stays: bool = False
    turned: bool = False


@contextmanager
def changing(actor: Actor, action: str, reference: str, version: int | None = None) -> Iterator[Change]:
    """Change a case: what happens in the ``with`` is committed with its event, or not at all.

    Args:
        actor: who acts.
        action: of the table of transitions.
        reference: of the case.
        version: the version of the case that the actor saw; None: whichever it is.

    Raises:
        Forbidden: no position of the actor allows the action.
        NotThere: there is no such case among those that the actor may do it to.
        OtherVersion: the case was changed since.
        Guarded: the state does not allow it (``state``), the actor has a part in the application (``four_eyes``), or it is
            decided on what was changed by no event (``stale_evidence``).
    """
    see_allowed(actor, action)
    with transaction.atomic():
        case = looked_up(actor, action, reference, version)
        see_state(actor, action, case)
        moment = now()
        see_no_part(actor, action, case, moment.date())
        tables = record_difference(case.chain)
        if tables and action in DECIDING:
            text = N_(
                "this case was changed by no event (in {tables}): look at what it says now and write a note, then decide. What differs is found by"
                " dualuse record verify --service"
            )
            raise Guarded("stale_evidence", Message("rows_differed", text, {"tables": ", ".join(tables)}))
        change = Change(case, actor, action, moment)
        if action in DECIDING:
            see_own_position(actor)
        yield change
        finish(change)


def looked_up(actor: Actor, action: str, reference: str, version: int | None) -> Case:
    """A case among those that an actor may do an action to, its row locked where a transaction runs.

    Raises:
        NotThere: there is none. OtherVersion: it was changed since.
    """
    rows = cases_for(actor, action).filter(reference=reference)
    if transaction.get_connection().in_atomic_block:
        rows = rows.select_for_update(of=("self",))
    if (case := rows.first()) is None:
        raise NotThere.of_case(reference)
    seen = case.applicant_version if is_of_applicant(actor, action) else case.version
    if version is not None and version != seen:
        raise OtherVersion(other_version(seen))
    return case


def is_of_applicant(actor: Actor, action: str) -> bool:
    """Whether an actor does an action for an organisation, and so sees of a case what the applicant sees."""
    return any(scope == "organisation" for scope, _ in actor.where(action))


def finish(change: Change) -> None:
    """Let a case go to its next state, append the event, and write to those who are told of it."""
    case = change.case
    before = case.state
    if not change.stays:
        case.state = state_after(change.action, case.state, turned=change.turned) or case.state  # type: ignore[arg-type]
    if case.state != "proposed":
        lapse_proposal(change)
    # Of a case that was taken up again, a refusal that nothing confirms does not stay in force: nobody could take it back later.
    if case.state == "withdrawn" and (revoked := revoke_denials_of(case, change.now.date())):
        change.body["denials_revoked"] = revoked
    # The authority sees nothing of what is being written until it is submitted; a version that rose with it would keep whoever decides from deciding.
    case.version += not (change.action in OF_DRAFT and case.drafted)
    case.applicant_version += is_shown_to_applicant(change.action, before, case.state)  # type: ignore[arg-type]
    case.save()
    append(
        case.chain,
        actor=str(change.actor.key),
        action=change.action,
        body={**change.body, **({"from": before, "to": case.state} if before != case.state else {})},
        content=change.content or None,
        effective_at=change.now,
    )
    if not change.stays:
        write_mail(case, change.action, before, change.actor.key, change.now)  # type: ignore[arg-type]


def lapse_proposal(change: Change) -> None:
    """Settle what is proposed and was neither countersigned nor given back: nobody decides on it any more."""
    for proposal in change.case.proposals.filter(standing="proposed"):
        proposal.standing, proposal.settled = "lapsed", change.now
        proposal.save(update_fields=["standing", "settled"])
        change.body["lapsed"] = proposal.pk


def see_allowed(actor: Actor, action: str) -> None:
    """Refuse an actor none of whose positions allows an action.

    Raises:
        Forbidden: so it is.
    """
    if not actor.may(action):
        raise Forbidden.of_role()


def see_state(actor: Actor, action: str, case: Case) -> None:
    """Refuse an action that the state of a case does not allow, in words of the states that the actor sees.

    Raises:
        Guarded: with the guard ``state``, and in which states it is possible.
    """
    state: State = case.state  # type: ignore[assignment]
    if state_after(action, state) is not None:
        return
    sources = BY_ACTION[action].sources
    text = N_("{action} is not possible while the case is {state}; it is while it is: {states}")
    if is_of_applicant(actor, action):
        # What is finer would tell, for one, that a decision is proposed.
        coarse = SEEN_BY_APPLICANT[state]
        states = ", ".join(sorted({SEEN_BY_APPLICANT[source] for source in sources} - {coarse}))
        raise Guarded("state", Message("state", text, {"action": action, "state": coarse, "states": states}))
    states = ", ".join(sorted(sources))
    raise Guarded("state", Message("state", text, {"action": action, "state": state, "states": states}))


def see_own_position(actor: Actor) -> None:
    """Refuse an actor whose account or positions were changed, or put there, by no event: nobody decides by a role that was written into a table.

    Raises:
        Guarded: ``stale_evidence``, so it is.
    """
    chain = f"person:{actor.key}"
    last = Event.objects.filter(chain=chain).select_related("content").order_by("-number").first()
    if last is None or "people.Position" in tables_that_differ(last):
        text = N_(
            "your positions were changed by no event: whoever runs the service looks at them first (dualuse record verify --service)"
        )
        raise Guarded("stale_evidence", Message("position_differs", text))


def see_no_part(actor: Actor, action: str, case: Case, on: date) -> None:
    """Refuse somebody who has a part in the application what is the authority's to do.

    Raises:
        Guarded: ``four_eyes``, so it is.
    """
    if action not in OF_APPLICANTS and has_part_in(actor.key, case, on):
        raise Guarded("four_eyes", part_of_applicant())


def other_version(version: int) -> Message:
    """That an object has another version than the actor saw."""
    text = N_("it was changed meanwhile, and its version is {version} now; look at it again")
    return Message("other_version", text, {"version": version})
