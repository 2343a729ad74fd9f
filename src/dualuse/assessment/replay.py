"""``replay``: a recorded determination is given again from its own transaction, and compared.

Under the recorded law the answer must be the same to the last byte. Under another law the difference is what the
change of the law means for this transaction.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from dualuse.assessment.check import check
from dualuse.assessment.json_diff import Difference, differences
from dualuse.assessment.listed.recorded import recorded_screener, without_new_fields
from dualuse.assessment.serialisation import to_json
from dualuse.inputs.problems import InputError, Problem
from dualuse.law.collection import law_version
from dualuse.schema.determination import Determination
from dualuse.schema.reading.recorded import Recorded, recorded
from dualuse.version import software_version

_STAMPS: Final = ("law.version", "software.name", "software.version")
"""What wrote the answer, and under which law: shown on its own, never a difference of the answer."""
_LAW_STAMPS: Final = ("law.current_to",)
"""Differs with every edition of the law, whatever it says; counts only where the law is the same."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """Under which law, and by what, an answer was given."""

    law: str
    software: str


@dataclass(frozen=True, slots=True)
class Replay:
    """What came of it. ``status``: ``same``, ``reworded`` or ``differs``.

    ``reworded``: another law, or another release, has put the same into other sentences; whether they say the same is
    for a person to read.

    ``law_at_hand``: the answer was given again under the very law that it was recorded under.
    """

    reference: str
    date: str
    status: str
    law_at_hand: bool
    recorded: Stamp
    replayed: Stamp
    differences: tuple[Difference, ...]

    @property
    def same(self) -> bool:
        """Whether nothing differs."""
        return self.status == "same"


def replay(determination: Determination | Mapping[str, Any]) -> Replay:
    """Give the answer of a recorded determination again, from its transaction, date, policies and language.

    What was found on the parties is taken from the record: no list of today is asked.

    Args:
        determination: what :func:`dualuse.check` returned, or the same read back from its JSON.

    Returns:
        Whether it is the same, and every difference.

    Raises:
        InputError: it is no determination, was cut short, does not hold its transaction, or holds one that the law
            installed here does not take.
    """
    if isinstance(determination, Determination):
        return replay_recorded(recorded(json.loads(to_json(determination))))
    return replay_recorded(recorded(dict(determination)))


def replay_recorded(old: Recorded) -> Replay:
    """The replay of a determination that was read.

    Raises:
        InputError: the law installed here does not take the transaction.
    """
    new = without_new_fields(old.data, json.loads(to_json(_given_again(old))))
    before, now = Stamp(old.law, old.software), Stamp(law_version(), f"dualuse {software_version()}")
    at_hand = before.law == now.law
    uncounted = _STAMPS if at_hand else (*_STAMPS, *_LAW_STAMPS)
    changed = tuple(row for row in differences(old.data, new) if row.path not in uncounted)
    return Replay(
        reference=old.reference,
        date=old.day.isoformat(),
        status=_status(changed, before == now),
        law_at_hand=at_hand,
        recorded=before,
        replayed=now,
        differences=changed,
    )


def _given_again(old: Recorded) -> Determination:
    screener = recorded_screener(old.data)
    try:
        return check(
            old.transaction,
            date_of_law=old.day,
            language=old.language,
            assume=old.policies,
            screener=screener,
        )
    except InputError as error:
        raise InputError(_within_transaction(problem) for problem in error.problems) from None


def _within_transaction(problem: Problem) -> Problem:
    if problem.path == "assume":
        return replace(problem, path="policies")
    return replace(problem, path=f"transaction.{problem.path}" if problem.path else "transaction")


def _status(changed: tuple[Difference, ...], same_stamp: bool) -> str:
    if not changed:
        return "same"
    return "reworded" if not same_stamp and all(row.wording for row in changed) else "differs"
