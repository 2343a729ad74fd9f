"""Who may do what: one row for each role and action, with its scope. Everything else is refused.

The table documents itself (:func:`permission_rows`), and both halves of the service ask it: whether an actor may act on an object
(:func:`may`), and what an actor may see at all (:func:`scopes_of`), from which every query starts. Separation comes by scope: of one's own
organisation, of one's own authority, of what one was asked about.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal, get_args

Role = Literal[
    "exporter", "exporter_reader", "officer", "countersigner", "adviser", "supervisor", "customs", "union_reader", "administrator",
]  # fmt: skip
"""Roles of the contract (DESIGN, section 5). A person has one in an organisation or an authority, and may have several."""
Scope = Literal["organisation", "authority", "asked", "everywhere"]
"""Of which objects: those of one's organisation (and of those it acts for by a mandate); cases of one's authority that were submitted; those one
was asked about; all."""
ROLES: Final[tuple[Role, ...]] = get_args(Role)
SCOPES: Final[tuple[Scope, ...]] = get_args(Scope)
OF_EXPORTERS: Final[frozenset[Role]] = frozenset({"exporter", "exporter_reader"})
OF_AUTHORITIES: Final[frozenset[Role]] = frozenset(
    {"officer", "countersigner", "adviser", "supervisor", "administrator"}
)
SECOND_FACTOR: Final[frozenset[Role]] = OF_AUTHORITIES | {"customs"}
"""The roles for which a second factor is required."""


@dataclass(frozen=True, slots=True)
class Permission:
    """That a role may do an action to objects in a scope."""

    role: Role
    action: str
    scope: Scope


_EXPORTER: Final = (
    "view_application", "view_authorisation", "view_document",
)  # fmt: skip
_APPLICANT: Final = (
    "apply", "write", "attach", "detach", "submit", "withdraw", "amend", "answer", "copy", "surrender", "screen", "keep_parties", "keep_products",
)  # fmt: skip
_VIEW_CASE: Final = (
    "view_case",
    "view_events",
    "view_document",
    "view_authorisation",
    "view_denial",
    "view_consultation",
    "view_clock",
)
_OFFICER: Final = (
    *_VIEW_CASE, "open_case", "assign", "refer", "ask", "assess", "examine_diligence", "check_denials", "consider_denial", "consult", "propose",
    "note", "record_denial",
)  # fmt: skip
_COUNTERSIGNER: Final = (*_VIEW_CASE, "return", "countersign", "note", "check_denials", "consider_denial")
_SUPERVISOR: Final = (
    *dict.fromkeys((*_OFFICER, *_COUNTERSIGNER)),
    "reopen",
    "view_decisions",
    "import_denials",
)
_TABLE: Final[Mapping[Role, tuple[tuple[Scope, tuple[str, ...]], ...]]] = {
    "exporter": (("organisation", (*_EXPORTER, *_APPLICANT)),),
    "exporter_reader": (("organisation", _EXPORTER),),
    "officer": (("authority", _OFFICER),),
    "countersigner": (("authority", _COUNTERSIGNER),),
    "supervisor": (("authority", _SUPERVISOR),),
    "adviser": (("asked", ("view_case", "view_document", "note")),),
    "customs": (("everywhere", ("view_authorisation_for_customs", "reserve", "override", "deduct")),),
    "union_reader": (("everywhere", ("view_decisions",)),),
    "administrator": (("authority", ("manage_people",)),),
}
"""Every permission there is. An adviser sees no denials; an administrator sees no case; nobody of an authority sees a draft."""


def permission_rows() -> Iterator[Permission]:
    """All permissions, by role."""
    for role, rows in _TABLE.items():
        for scope, actions in rows:
            for action in actions:
                yield Permission(role, action, scope)


_SCOPES: Final[Mapping[tuple[Role, str], frozenset[Scope]]] = {
    (row.role, row.action): frozenset(
        other.scope for other in permission_rows() if (other.role, other.action) == (row.role, row.action)
    )
    for row in permission_rows()
}
ACTIONS: Final = tuple(dict.fromkeys(row.action for row in permission_rows()))


def scopes_of(role: Role, action: str) -> frozenset[Scope]:
    """Of which objects a role may do an action; empty: of none.

    Raises:
        KeyError: there is no such action: a slip in the program, never an answer.
    """
    if action not in ACTIONS:
        raise KeyError(action)
    return _SCOPES.get((role, action), frozenset())
