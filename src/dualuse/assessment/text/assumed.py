"""What an answer takes for granted, told where its reader looks: in the headline, under it, among the steps.

By policies that the reader chose (``--assume``), which nobody examined; and by the contract, which takes a place that is not stated for another.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dualuse.assessment.assumptions import POLICIES
from dualuse.assessment.field_words import field_in_words, without_citation
from dualuse.i18n import N_, fill, semicolon, translate
from dualuse.i18n.statuses import Status, release_status
from dualuse.schema.determination import Determination

EXAMINE_ASSUMED: Final = N_("examine what was assumed, and state it in the transaction")
_ASSUMED: Final = N_("Assumed, and examined by nobody: {assumed} (--assume).")
_ASSUMED_AND_TAKEN: Final = N_("Assumed, and examined by nobody: {assumed} (--assume); and {taken}.")
_TAKEN: Final = N_("Not stated: {taken}.")
_TOLD_DEFAULTS: Final = ("purchasing_country", "dispatched_from", "located_in")
"""What the contract supplies where it is not stated, and an answer may turn on."""


def rests_on_policies(it: Determination) -> bool:
    """Whether policies that the reader chose supplied facts."""
    return any(row.policy in POLICIES for row in it.assumptions)


def has_duties_to_meet(it: Determination) -> bool:
    """Whether it may leave, and something is to be done first."""
    return any(row.code.startswith("release.go_with_duties") for row in it.release_because)


def verdict(it: Determination, release: str = "") -> Status:
    """The words of the release; ``release``: of the whole walk, where that is not the one of the determination."""
    return release_status(
        release or it.release, is_assumed=rests_on_policies(it), has_duties=has_duties_to_meet(it)
    )


def headline(it: Determination, release: str = "") -> str:
    """The word at the top of the answer, in its language and in capitals."""
    return translate(verdict(it, release).short, it.language)


def examines_assumed(it: Determination, release: str = "") -> bool:
    """Whether what was assumed is still to be examined: of what must not leave, nothing hangs on it."""
    return rests_on_policies(it) and (release or it.release) != "stop"


def assumed(it: Determination, release: str = "") -> str:
    """What was taken for granted, by the policies chosen, and of a "go", or beside these, by the contract; "" where nothing was.

    ``release``: of the whole walk, where that is not the one of the determination.
    """
    release = release or it.release
    chosen, taken = ", ".join(_by_policies(it)), semicolon(it.language).join(_by_default(it))
    if release == "stop" or not (chosen or (taken and release == "go")):
        return ""
    if not chosen:
        return fill(_TAKEN, it.language, taken=taken)
    return fill(_ASSUMED_AND_TAKEN if taken else _ASSUMED, it.language, assumed=chosen, taken=taken)


def _by_policies(it: Determination) -> Iterator[str]:
    for name, policy in POLICIES.items():
        facts = [row.fact for row in it.assumptions if row.policy == name]
        if not facts:
            continue
        of_facts = [without_citation(field_in_words(fact, it.language)) for fact in facts]
        words = semicolon(it.language).join(of_facts) if policy.assumption else ""
        short = translate(policy.short, it.language)
        yield f"{short} ({words})" if words else short


def _by_default(it: Determination) -> Iterator[str]:
    """What the contract says of a place that is not stated, with its field."""
    return (
        f"{row.text} ({row.fact})"
        for row in it.assumptions
        if row.policy not in POLICIES and row.fact in _TOLD_DEFAULTS
    )
