"""How the service says no: one kind of refusal for each answer of the contract, in words, with a stable code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from dualuse.i18n import N_, Message
from dualuse.licensing.transitions import Guard


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a body, or missing: where, a code, and in words."""

    path: str
    code: str
    text: Message


class Refusal(Exception):  # noqa: N818 - it is an answer, and no error of the program
    """The service does not do what it was asked. ``why`` is a sentence."""

    def __init__(self, why: Message) -> None:
        self.why = why
        super().__init__(why.text)


class Forbidden(Refusal):
    """No position of the actor allows the action, whatever the object (403)."""

    @classmethod
    def of_role(cls) -> Self:
        """Where none of the actor's roles allows the action."""
        return cls(Message("role", N_("your role does not allow this here")))


class SecondFactor(Forbidden):
    """A person confirms the action with a second factor; no token does it (403)."""


class NotThere(Refusal):
    """There is no such object, or the actor may not see it: both are one answer (404)."""

    @classmethod
    def of_case(cls, reference: str) -> Self:
        """Of a case."""
        return cls(Message("not_there", N_("there is no case {reference} here"), {"reference": reference}))

    @classmethod
    def of_authorisation(cls, number: str) -> Self:
        """Of an authorisation."""
        text = N_("there is no authorisation {number} here")
        return cls(Message("not_there", text, {"number": number}))

    @classmethod
    def of_entry(cls, reference: str) -> Self:
        """Of an entry of a book."""
        return cls(Message("not_there", N_("there is no entry {reference} here"), {"reference": reference}))

    @classmethod
    def of_document(cls, number: str) -> Self:
        """Of a document."""
        return cls(Message("not_there", N_("there is no document {number} here"), {"number": number}))


class OtherVersion(Refusal):
    """The object was changed since the actor saw it (412)."""


class Guarded(Refusal):
    """The state, the actor or what was examined does not allow it (409)."""

    def __init__(self, guard: Guard, why: Message, problems: Sequence[Fault] = ()) -> None:
        self.guard = guard
        self.problems = tuple(problems)
        super().__init__(why)


class Malformed(Refusal):
    """The body is not what the action takes (422)."""

    def __init__(self, why: Message, problems: Sequence[Fault]) -> None:
        self.problems = tuple(problems)
        super().__init__(why)


class TooLarge(Refusal):
    """What was sent, or what there would be with it, is more than is taken (413)."""


class Busy(Refusal):
    """Others are being answered; a little later it is done (503)."""
