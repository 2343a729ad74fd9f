"""Tokens that a person makes for its programs, and takes back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import QuerySet

from dualuse.i18n import N_, Message
from dualuse.inputs.problems import input_error
from dualuse.licensing.actions import SECOND_FACTOR
from dualuse.licensing.moments import now
from dualuse.licensing.people.models import Person, Token, is_demonstration
from dualuse.licensing.people.tokens import new_token
from dualuse.licensing.permissions import ACTIONS
from dualuse.licensing.refusals import Fault, Malformed
from dualuse.licensing.signing_in.recording import COMMAND_LINE, changing_person, not_fitting, record
from dualuse.licensing.signing_in.second_factor import has_second_factor, spend

_LONGEST = 100


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a token is bounded by, beside what its person may do at the moment of each use.

    Attributes:
        actions: of :data:`~dualuse.licensing.permissions.ACTIONS`, all that it may be used for; empty: whatever its person may do.
        last: the last day on which it holds (UTC); None: until it is taken back.
    """

    actions: Sequence[str] = ()
    last: date | None = None

    @property
    def expires(self) -> datetime | None:
        """The moment after its last day."""
        if self.last is None:
            return None
        return datetime.combine(self.last + timedelta(days=1), time.min, UTC)


_NO_BOUNDS = Bounds()


def tokens_of(person: Person) -> QuerySet[Token]:
    """The tokens of a person that hold, the newest first."""
    return person.tokens.filter(revoked=None).exclude(expires__lte=now()).order_by("-created", "-pk")


def last_day(token: Token) -> date:
    """The last day on which a token holds (UTC).

    Raises:
        ValueError: it holds until it is taken back.
    """
    if token.expires is None:
        raise ValueError(f"token {token.pk} has no last day")
    return (token.expires - timedelta(microseconds=1)).date()


def make_token(person: Person, label: str, code: str) -> str:
    """Make a token of a person for a program, and give it back: it is shown this once.

    Args:
        person: who asks for it itself.
        label: what the person calls it; no other of its tokens is called so.
        code: of the person's device, where it has one: a session that was left open makes no token.

    Raises:
        Malformed: the label is none, or is taken. WrongCode: the code does not count.
    """
    with changing_person(person) as locked:
        _see_label(locked, label)
        if has_second_factor(locked):
            spend(locked, code)
        return _made(locked, label, by=str(locked.pk))


def issue_token(person: Person, label: str, bounds: Bounds = _NO_BOUNDS) -> str:
    """Make a token of a person, as whoever runs the service does, and give it back: it is shown this once.

    Raises:
        InputError: the label is none, or is taken; there is no such action, or a person confirms it; the last day is over; the person has left.
    """
    _see_bounds(bounds)
    with changing_person(person) as locked:
        if not locked.is_active:
            raise not_fitting("email", N_("{value} has left"), value=locked.email)
        try:
            _see_label(locked, label)
        except Malformed as refusal:
            remedy = N_("No token was made; give it another name by --token")
            raise input_error("person_token", "{why}", remedy, why=refusal.why) from None
        return _made(locked, label, bounds, by=COMMAND_LINE)


def _made(person: Person, label: str, bounds: Bounds = _NO_BOUNDS, *, by: str) -> str:
    actions = sorted(set(bounds.actions)) or None
    text = new_token(person, label.strip(), actions, bounds.expires)
    body = {
        "token": person.tokens.latest("pk").pk,
        "actions": actions,
        "last": None if bounds.last is None else bounds.last.isoformat(),
    }
    record(person, "token_made", body, by=by)
    return text


def _see_bounds(bounds: Bounds) -> None:
    for action in bounds.actions:
        if action not in ACTIONS:
            text = N_("there is no action {value}; known: {known}")
            raise not_fitting("action", text, value=action, known=", ".join(sorted(ACTIONS)))
        if action in SECOND_FACTOR and not is_demonstration():
            text = N_("{value} is done by a person, with a second factor; a token does not do it")
            raise not_fitting("action", text, value=action)
    if bounds.last is not None and bounds.last < now().date():
        raise not_fitting("expires", N_("{value} is over: a token holds today at least"), value=bounds.last)


def _see_label(person: Person, label: str) -> None:
    name = label.strip()
    if not name or len(name) > _LONGEST:
        raise _malformed(N_("a token has a name of at most {most} signs"), most=_LONGEST)
    if tokens_of(person).filter(label=name).exists():
        raise _malformed(N_("there is a token of this name already: {name}"), name=name)


def revoke_token(person: Person, label: str, *, by: str) -> None:
    """Take a token back: what signs in with it is refused from now on.

    Args:
        person: whose.
        label: what the person calls it.
        by: see :func:`~dualuse.licensing.signing_in.recording.record`.

    Raises:
        InputError: the person has no token of that name that holds.
    """
    with changing_person(person) as locked:
        rows = list(tokens_of(locked).filter(label=label))
        if not rows:
            text = N_("{value} has no token of the name {name}")
            raise not_fitting("token", text, value=locked.email, name=label)
        for row in rows:
            row.revoked = now()
            row.save(update_fields=["revoked"])
            record(locked, "token_revoked", {"token": row.pk}, by=by)


def _malformed(text: str, **params: object) -> Malformed:
    why = Message("label", text, params)
    return Malformed(why, [Fault("label", "label", why)])
