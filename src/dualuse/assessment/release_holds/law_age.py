"""How old the law is on the day that is judged, and who accepts that: old law never says "go" in silence.

The law is known up to a day. Past the age allowed after it (``schema/rules.py``: a rule of this program, as lists have
one) the release is "ask", unless a person accepts it up to a day at or after the one judged. A stop stays a stop.

A day that is still to come cannot be one up to which the law is known: then its age is not known, and nobody can accept it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from dualuse.i18n import N_, Message, render
from dualuse.inputs.persons import named
from dualuse.inputs.problems import input_error
from dualuse.law.collection import CURRENT_TO
from dualuse.schema.determination import LawAge
from dualuse.schema.rules import RULES, Rules

LAW_AGE: Final = "release.law_age"
"""The code of the reason that the law is older than allowed, and nobody accepts that."""


@dataclass(frozen=True, slots=True)
class LawAgeAcceptance:
    """``person`` accepts that the law is older than allowed, for days judged up to ``until``."""

    person: str
    until: date


def acceptance(until: date | None, person: str) -> LawAgeAcceptance | None:
    """Who accepts old law, and until when; None if nobody does.

    Raises:
        InputError: it is accepted, and nobody is named.
    """
    if until is None:
        return None
    if not named(person):
        raise input_error(
            "law_age_nobody",
            N_("old law is accepted until {day}, and nobody is named who accepts it"),
            N_("Name the person: --person, DUALUSE_PERSON, or person in dualuse.toml"),
            path="accept_law_age",
            day=until.isoformat(),
        )
    return LawAgeAcceptance(" ".join(person.split()), until)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeOnDay:
    """The age of the law on a day judged: ``days`` since it was known, never below 0; ``allowed`` of them.

    ``untrue``: the law says that it is known up to a day that is still to come.
    """

    day: date
    days: int
    allowed: int
    accepted: LawAgeAcceptance | None
    untrue: bool = False

    @property
    def is_old(self) -> bool:
        """Whether it is older than allowed, or of an age that nobody knows."""
        return self.untrue or self.days > self.allowed

    @property
    def is_accepted(self) -> bool:
        """Whether a person accepts it for this day."""
        return not self.untrue and self.accepted is not None and self.day <= self.accepted.until

    @property
    def asks(self) -> bool:
        """Whether a person must accept it before anything is released."""
        return self.is_old and not self.is_accepted

    @property
    def message(self) -> Message:
        """The age in a sentence, and who accepts it or how that is stated."""
        if self.untrue:
            text = N_(
                "the law here says that it is known up to {known}, which is still to come: the law installed or the clock of this"
                " machine is wrong, and nothing is released before that is mended (dualuse law validate, dualuse doctor)"
            )
            return Message("release.law_untrue", text, {"known": CURRENT_TO.isoformat()})
        params: dict[str, Any] = {
            "known": CURRENT_TO.isoformat(),
            "day": self.day.isoformat(),
            "days": self.days,
            "allowed": self.allowed,
        }
        if self.accepted is not None:
            params |= {"person": self.accepted.person, "until": self.accepted.until.isoformat()}
        if self.accepted is None:
            text = N_(
                "the law is known here up to {known} only, {days} days before {day} ({allowed} are allowed): see whether it"
                " has changed since, then state who accepts that and until when (--accept-law-age)"
            )
        elif not self.is_accepted:
            text = N_(
                "the law is known here up to {known} only, {days} days before {day} ({allowed} are allowed), and {person}"
                " accepted that until {until} alone: see whether it has changed since, then state it anew (--accept-law-age)"
            )
        else:
            text = N_(
                "the law is known here up to {known}, {days} days before {day} ({allowed} are allowed): {person} accepts that"
                " until {until}"
            )
        return Message(LAW_AGE if self.asks else "release.law_age_accepted", text, params)

    def recorded(self, language: str) -> LawAge | None:
        """What a determination keeps of it: nothing where the law is young enough and nobody accepts anything."""
        if not self.is_old and self.accepted is None:
            return None
        return LawAge(
            days=self.days,
            allowed=self.allowed,
            old=self.is_old,
            accepted_by=self.accepted.person if self.accepted else "",
            accepted_until=self.accepted.until.isoformat() if self.accepted else "",
            text=render(self.message, language),
        )


def law_age(day: date, accepted: LawAgeAcceptance | None = None, rules: Rules = RULES) -> AgeOnDay:
    """The age of the law on the day judged."""
    untrue = date.today() + timedelta(days=1) < CURRENT_TO  # tomorrow's may be today's in another time zone
    return AgeOnDay(
        day=day, days=max(0, (day - CURRENT_TO).days), allowed=rules.law_age, accepted=accepted, untrue=untrue
    )


def released_under(
    age: AgeOnDay, released: str, because: tuple[Message, ...]
) -> tuple[str, tuple[Message, ...]]:
    """The release and its reasons under law of that age: what is old asks first, and what is accepted is said."""
    if not age.is_old or released == "stop":
        return released, because
    if age.is_accepted:
        return released, (*because, age.message)
    return "ask", (age.message, *(because if released == "ask" else ()))


def recorded_acceptance(law_age_of_record: Any) -> LawAgeAcceptance | None:
    """Who accepted old law in a recorded determination (its field ``law_age``); None if nobody did or the field is malformed."""
    if not isinstance(law_age_of_record, dict):
        return None
    person, until = law_age_of_record.get("accepted_by"), law_age_of_record.get("accepted_until")
    try:
        return LawAgeAcceptance(str(person), date.fromisoformat(str(until))) if person and until else None
    except ValueError:
        return None
