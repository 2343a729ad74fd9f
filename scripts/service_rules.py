"""The page of the service's own rules: its states and what leads from one to another, its guards, who may do what to which objects."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dualuse.licensing.permissions import ROLES, SCOPES, Scope, permission_rows
from dualuse.licensing.transitions import (
    BY_ACTION,
    SEEN_BY_APPLICANT,
    STATES,
    TRANSITIONS,
    State,
    Transition,
    state_after,
)
from scripts.markdown import page, table

_SCOPES: Final[dict[Scope, str]] = {
    "organisation": "of its organisation, and of those it acts for by a mandate",
    "authority": "of its authority; an application once it is submitted",
    "asked": "that it was asked about",
    "everywhere": "all",
}


def service_rules() -> str:
    """The page, from the tables that the service asks."""
    return page(
        [
            "# The service: states and roles",
            "",
            "This page is written by `scripts/build_docs.py` from `licensing/transitions.py` and `licensing/permissions.py`, which the service asks; do not edit it by hand.",
            "",
            "## States",
            "",
            "```mermaid",
            *_diagram(),
            "```",
            "",
            "The applicant sees a coarser state, as a finer one would tell of the authority's work: "
            + ", ".join(
                f"`{state}` as `{seen}`" for state, seen in SEEN_BY_APPLICANT.items() if seen != state
            )
            + ".",
            "",
            "What an action looks at besides the state stands in the order in which it is looked at, each by its code (`guard` of a refusal).",
            "",
            *table(
                ("action", "possible while the case is", "leads to", "guards", "the applicant is written to"),
                map(_transition_row, TRANSITIONS),
            ),
            "## Roles",
            "",
            "What stands in no row is refused. Every list, search and page begins with what the asker may see.",
            "",
            *table(("role", "objects", "actions"), _role_rows()),
        ]
    )


def _diagram() -> Iterator[str]:
    """The states and what leads from one to another, as Mermaid draws it; actions that leave a state as it is are left out."""
    yield "stateDiagram-v2"
    yield f"    [*] --> {STATES[0]}"
    for source in STATES:
        targets: dict[str, list[str]] = {}
        for transition in TRANSITIONS:
            for target in _targets(transition.action, source):
                targets.setdefault(target, []).append(transition.action)
        for target, actions in targets.items():
            yield f"    {source} --> {target}: {', '.join(actions)}"


def _targets(action: str, source: State) -> list[State]:
    """The other states to which an action may lead from one."""
    targets = (state_after(action, source), state_after(action, source, turned=True))
    return [target for target in dict.fromkeys(targets) if target not in (None, source)]


def _transition_row(transition: Transition) -> tuple[str, ...]:
    sources = [state for state in STATES if state in transition.sources]
    return (
        f"`{transition.action}`",
        ", ".join(sources),
        "; ".join(_moves(transition.action, sources)),
        ", ".join(f"`{guard}`" for guard in transition.guards),
        "yes" if transition.letter else "",
    )


def _moves(action: str, sources: list[State]) -> Iterator[str]:
    """Where an action leads to; from which states, where it leaves others as they are."""
    targets = {source: state_after(action, source) for source in sources}
    for target in dict.fromkeys(targets.values()):
        moving = [source for source, after in targets.items() if after == target != source]
        if moving:
            yield str(target) if moving == sources else f"{target} (from {', '.join(moving)})"
    turn = BY_ACTION[action].turn
    for source in sources if turn is not None else ():
        if (after := state_after(action, source, turned=True)) != targets[source]:
            yield f"{after} (from {source}, {turn.when})"


def _role_rows() -> Iterator[tuple[str, str, str]]:
    for role in ROLES:
        for scope in SCOPES:
            actions = [row.action for row in permission_rows() if (row.role, row.scope) == (role, scope)]
            if actions:
                yield f"`{role}`", _SCOPES[scope], ", ".join(f"`{action}`" for action in actions)
