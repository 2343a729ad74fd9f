"""A listing, the supply it bears on, and what it means: the words that the other modules here share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from dualuse.i18n import N_, Message
from dualuse.law.language.logic import Truth
from dualuse.law.language.provision import Effect, Verification

Ownership = Literal["freeze", "may_freeze", "more_than_half", "silent", "unread"]
"""How an act reaches what the listed own: by the guidance on asset freezes; so too if it is a freeze at all; what they own
more than half of, as the act says; the act says nothing of it; the act was not read for it."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A measure of an entry: its kind, the act and the programme as the list names them."""

    kind: str
    act: str = ""
    programme: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """What else of an entry tells which measure it is: the kind of party, and what the list says in words."""

    kind: str = "unknown"
    remarks: tuple[str, ...] = ()


UNKNOWN_ENTRY: Final = Entry()


@dataclass(frozen=True, slots=True, kw_only=True)
class Supply:
    """What bears on the meaning: ``item_listed`` in Annex I; ``places``: destination, purchaser and party; ``customs_codes``:
    that of the item, None where none is stated."""

    day: date
    activity: str | None
    role: str
    item_listed: Truth
    places: tuple[str, ...] = ()
    customs_codes: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Reach:
    """How the act behind a meaning reaches what the listed own or control.

    ``regime``: whose shares are added without doubt. ``where``: the act reaches those established there alone, a country
    or ``outside_union``; "" anywhere.
    """

    ownership: Ownership = "unread"
    regime: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What one measure means. ``truth``: whether it applies to the supply; None: a person must say.

    ``effect`` NOT_CONTROLLED: no law of the Union forbids the supply for it, but it must be considered. ``generic``: the
    act behind it is not known here. ``question``: what to ask where ``truth`` is None, if the plain question is not enough.
    """

    code: str
    citation: str
    effect: Effect
    truth: Truth
    reasons: tuple[Message, ...]
    summary: str
    source: str
    verification: Verification
    exceptions: tuple[str, ...] = ()
    generic: bool = False
    reach: Reach = Reach()
    question: Message | None = None


def bare(programme: str) -> str:
    """``EU-UKR`` is ``UKR``."""
    return programme.upper().removeprefix("EU-").strip()


def bare_parts(codes: Iterable[str]) -> set[str]:
    """The codes of programmes, and the parts of joined ones."""
    return {part for code in codes for part in (bare(code), *bare(code).split("-"))}


ROLE_WORDS: Final[dict[str, str]] = {
    "exporter": N_("exporter"),
    "end_user": N_("end user"),
    "consignee": N_("consignee"),
    "purchaser": N_("purchaser"),
    "intermediary": N_("intermediary"),
    "agent": N_("agent"),
    "broker": N_("broker"),
    "carrier": N_("carrier"),
    "vessel": N_("vessel"),
    "owner": N_("owner"),
    "other": N_("other party"),
    "text": N_("named in a text"),
}


def role_message(role: str) -> Message:
    """The word for a role."""
    return Message(f"role.{role}", ROLE_WORDS.get(role, role))
