"""The dated parameters of the peer: lists of places, codes and States, each value with the day it holds from.

The lists are taken from the same data as our own law, so that both sides rest on one reading of the Regulation; what
the peer writes anew are the rules. Places and options that the law leaves open are not in the lists: the table has no
row in which that would matter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any, Final

from openfisca_core.parameters import ParameterNode

from benchmarks.arts3to5.table import entries, places
from dualuse.assessment.member_state import options
from dualuse.law.eu_2021_821.authorisations.reading import authorisation_places, section_i
from dualuse.law.eu_2021_821.facts import USES
from dualuse.law.language.provision import IN_FORCE
from dualuse.law.measures.places import ARMS_EMBARGO
from dualuse.law.states import jurisdiction
from dualuse.law.territories import UNION, PlaceSet, member_states

OPTIONS: Final = {
    "art4_3": {
        **{use: f"option.art4_3.{use}" for use in USES},
        "notify": "option.art4_3_notify",
        "aware": "option.art4_3_aware",
    },
    "art5_3": {
        "used": "option.art5_3",
        "notify": "option.art5_3_notify",
        "aware": "option.art5_3_aware",
    },
}


def parameters() -> Any:
    """The tree of parameters."""
    days = _days(UNION, ARMS_EMBARGO, authorisation_places("EU001"))
    return ParameterNode(
        "",
        data={
            "customs_territory": _dated("Art. 2(17)", days, lambda day: _members(UNION, day)),
            "arms_embargoes": _dated("Art. 2(19)", days, lambda day: _members(ARMS_EMBARGO, day)),
            "eu001": {
                "destinations": _dated(
                    "Annex II, EU001 Part 2",
                    days,
                    lambda day: _members(authorisation_places("EU001"), day),
                ),
                "excluded_items": _dated("Annex II, Section I", [IN_FORCE], lambda _: _excluded()),
            },
            "national_options": {
                article: {
                    name: _dated(f"national law, {option}", _option_days(), _states_with(option))
                    for name, option in names.items()
                }
                for article, names in OPTIONS.items()
            },
        },
    )


def _dated(reference: str, days: Iterable[date], value: Callable[[date], list[str]]) -> dict[str, Any]:
    """A parameter with a value from each day on which it changes."""
    values: dict[str, Any] = {}
    before: list[str] | None = None
    for day in sorted(days):
        now = value(day)
        if now != before:
            values[day.isoformat()] = {"value": now}
            before = now
    return {"description": reference, "metadata": {"reference": reference}, "values": values}


def _days(*sets: PlaceSet) -> set[date]:
    """The days on which one of the sets changes."""
    days = {IN_FORCE}
    for known in sets:
        for member in known.members:
            days.add(max(member.validity.since, IN_FORCE))
            if member.validity.until is not None:
                days.add(max(member.validity.until + timedelta(days=1), IN_FORCE))
    return days


def _members(known: PlaceSet, day: date) -> list[str]:
    return [place for place in places() if known.contains(place, day) is True]


def _excluded() -> list[str]:
    return [code for code in entries()[:-1] if section_i().covers(code, {}) is True]


def _option_days() -> set[date]:
    states = [state for code in member_states() if (state := jurisdiction(code)) is not None]
    since = (option.since for state in states for option in state.options.values())
    return {IN_FORCE} | {max(day, IN_FORCE) for day in since if day is not None}


def _states_with(option: str) -> Callable[[date], list[str]]:
    def states(day: date) -> list[str]:
        return [code for code in member_states() if options(jurisdiction(code), day)[option] is True]

    return states
