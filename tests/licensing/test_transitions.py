"""The table of states and transitions, and the table of permissions: what each allows, and nothing else."""

from __future__ import annotations

from itertools import product

import pytest

from dualuse.licensing.kinds import kinds
from dualuse.licensing.permissions import ACTIONS, OF_EXPORTERS, ROLES, permission_rows, scopes_of
from dualuse.licensing.transitions import (
    BY_ACTION,
    GUARDS,
    SEEN_BY_APPLICANT,
    STATES,
    TRANSITIONS,
    State,
    state_after,
)

ENDED = {"decided", "withdrawn"}


def test_each_action_stands_once() -> None:
    assert len(BY_ACTION) == len(TRANSITIONS)


@pytest.mark.parametrize("transition", TRANSITIONS, ids=lambda transition: transition.action)
def test_somebody_may_do_each_transition(transition: object) -> None:
    action = transition.action  # type: ignore[attr-defined]
    assert any(scopes_of(role, action) for role in ROLES)


def test_every_state_is_reached_and_left() -> None:
    reached: set[State] = {"draft"}
    while (
        more := {
            after for action, state in product(BY_ACTION, reached) if (after := state_after(action, state))
        }
        - reached
    ):
        reached |= more
    assert reached == set(STATES)
    left = {
        state
        for state in STATES
        if any(state_after(action, state) not in (None, state) for action in BY_ACTION)
    }
    assert left == set(STATES)


@pytest.mark.parametrize("state", sorted(ENDED))
def test_what_has_ended_is_only_noted_upon_or_reopened(state: State) -> None:
    assert {action for action in BY_ACTION if state_after(action, state)} == {"note", "reopen"}


def test_only_a_second_person_leads_to_a_decision() -> None:
    """Four eyes: nothing else ends in ``decided``, and it is guarded by the same looks as the proposal."""
    assert {t.action for t in TRANSITIONS if t.target == "decided"} == {"countersign"}
    assert {state for state in STATES if state_after("countersign", state)} == {"proposed"}
    assert {t.action for t in TRANSITIONS if t.target == "proposed"} == {"propose"}
    assert set(BY_ACTION["propose"].guards) | {"four_eyes"} == set(BY_ACTION["countersign"].guards)


@pytest.mark.parametrize("action", ["propose", "countersign"])
def test_own_diligence_and_denials_guard_every_way_to_a_decision(action: str) -> None:
    """Art. 5 and 16(5): before granting and before refusing."""
    assert {"own_diligence", "denials", "stale_evidence"} <= set(BY_ACTION[action].guards)


def test_guards_are_those_of_the_contract() -> None:
    assert {guard for transition in TRANSITIONS for guard in transition.guards} <= set(GUARDS)


def test_the_applicant_does_not_see_that_a_decision_is_proposed() -> None:
    assert SEEN_BY_APPLICANT["proposed"] == SEEN_BY_APPLICANT["in_work"]
    assert set(SEEN_BY_APPLICANT) == set(STATES)


def test_assigning_takes_a_case_from_nobody() -> None:
    assert state_after("assign", "submitted") == "in_work"
    assert state_after("assign", "question") == "question"
    assert state_after("assign", "proposed") == "proposed"


def test_an_action_that_there_is_none_of_is_a_slip() -> None:
    with pytest.raises(KeyError):
        state_after("grant", "in_work")
    with pytest.raises(KeyError):
        scopes_of("officer", "grant")


def test_no_permission_stands_twice() -> None:
    rows = list(permission_rows())
    assert len(rows) == len(set(rows))
    assert {row.action for row in rows} == set(ACTIONS)


@pytest.mark.parametrize(
    "action", ["view_case", "view_denial", "propose", "countersign", "view_events", "note"]
)
def test_exporters_never_see_or_do_what_is_the_authoritys(action: str) -> None:
    assert not any(scopes_of(role, action) for role in OF_EXPORTERS)


def test_roles_that_see_less() -> None:
    assert not scopes_of("adviser", "view_denial")
    assert not scopes_of("administrator", "view_case")
    assert not scopes_of("officer", "countersign")
    assert not scopes_of("countersigner", "propose")
    assert not scopes_of("exporter_reader", "submit")


def test_what_a_kind_must_have_examined_can_be_examined() -> None:
    """Each examination that a manifest wants is recorded by an action, or stands in the application."""
    by_action = {"assessment": "assess", "denials": "check_denials", "own_diligence": "examine_diligence"}
    stated = {"classification", "screening", "icp"}
    wanted = {name for kind in kinds().values() for name in kind.examined}
    assert wanted <= by_action.keys() | stated
    assert set(by_action.values()) <= BY_ACTION.keys()
