"""Who acts: a person with the positions held today, at a keyboard or by a token of a program."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dualuse.licensing.people.models import InForce, Mandate, Person
from dualuse.licensing.permissions import Role, Scope, scopes_of


@dataclass(frozen=True, slots=True)
class Held:
    """A position: its role, and the organisations (its own, and those it has a mandate of) or the authority where it holds; by their keys."""

    role: Role
    organisations: frozenset[int] = frozenset()
    authority: int | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who asks for something.

    Attributes:
        person: the key of the person; None: a stranger.
        positions: those held today.
        token: the key of the token by which a program acts for it; None: the person does itself.
        allowed: the actions the token is limited to; None: all of its person's.
    """

    person: int | None
    positions: tuple[Held, ...] = ()
    token: int | None = None
    allowed: frozenset[str] | None = None

    @property
    def key(self) -> int:
        """The key of the person.

        Raises:
            ValueError: it is a stranger, who never acts.
        """
        if self.person is None:
            raise ValueError("a stranger acts")
        return self.person

    def where(self, action: str) -> Iterator[tuple[Scope, Held]]:
        """In which scopes it may do an action, by which position."""
        if self.allowed is not None and action not in self.allowed:
            return
        for position in self.positions:
            for scope in scopes_of(position.role, action):
                yield scope, position

    def may(self, action: str) -> bool:
        """Whether any position allows an action at all, of whatever object."""
        return any(True for _ in self.where(action))


STRANGER = Actor(None)


def actor_of(
    person: Person, on: date, *, token: int | None = None, allowed: frozenset[str] | None = None
) -> Actor:
    """A person as it acts on a day; somebody who left holds no position.

    Args:
        person: who signed in, or whose token it is.
        on: today, at the service.
        token: the key of the token of a program that acts; None: no program does.
        allowed: the actions of the token; None: all.
    """
    if not person.is_active:
        return Actor(person.pk, (), token, allowed)
    rows = person.positions.filter(InForce.on(on)).order_by("pk")
    positions = tuple(
        Held(row.role, _organisations(row.organisation_id, on), row.authority_id)  # type: ignore[arg-type]
        for row in rows
    )
    return Actor(person.pk, positions, token, allowed)


def _organisations(own: int | None, on: date) -> frozenset[int]:
    if own is None:
        return frozenset()
    principals = Mandate.objects.filter(InForce.on(on), agent_id=own).values_list("principal_id", flat=True)
    return frozenset({own, *principals})
