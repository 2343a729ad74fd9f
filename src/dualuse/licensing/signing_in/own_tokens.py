"""Tokens that a person makes for its programs, and takes back."""

from __future__ import annotations

from django.db.models import QuerySet

from dualuse.i18n import N_, Message
from dualuse.inputs.problems import input_error
from dualuse.licensing.moments import now
from dualuse.licensing.people.models import Person, Token
from dualuse.licensing.people.tokens import new_token
from dualuse.licensing.refusals import Fault, Malformed
from dualuse.licensing.signing_in.recording import COMMAND_LINE, changing_person, not_fitting, record
from dualuse.licensing.signing_in.second_factor import has_second_factor, spend

_LONGEST = 100


def tokens_of(person: Person) -> QuerySet[Token]:
    """The tokens of a person that hold, the newest first."""
    return person.tokens.filter(revoked=None).exclude(expires__lte=now()).order_by("-created", "-pk")


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


def issue_token(person: Person, label: str) -> str:
    """Make a token of a person, as whoever runs the service does, and give it back: it is shown this once.

    Raises:
        InputError: the label is none, or is taken.
    """
    with changing_person(person) as locked:
        try:
            _see_label(locked, label)
        except Malformed as refusal:
            remedy = N_("No token was made; give it another name by --token")
            raise input_error("person_token", "{why}", remedy, why=refusal.why) from None
        return _made(locked, label, by=COMMAND_LINE)


def _made(person: Person, label: str, *, by: str) -> str:
    text = new_token(person, label.strip())
    record(person, "token_made", {"token": person.tokens.latest("pk").pk}, by=by)
    return text


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
