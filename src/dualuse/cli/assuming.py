"""What a person types after ``--assume``: one policy each time; a second one behind it would be read as a file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from dualuse.i18n import N_, fill

_REPEAT: Final = N_("{names}: no file, but what may be assumed; repeat the option before each: {options}")
_CIRCUMSTANCE: Final = N_(
    "{names}: no file, but a fact that is stated in the transaction, not assumed; what may be assumed: {policies}"
)


def policy_meant(word: str) -> str:
    """The policy that a word means by its own name, or by that of a fact that it supplies (``free_zone``); "" where it means none."""
    from dualuse.assessment.assumptions import POLICIES, policy_for

    if word in POLICIES:
        return word
    facts = [fact for fact in _facts_called(word) if policy_for(fact, POLICIES)]
    policy = policy_for(facts[0], POLICIES) if facts else None
    return policy.name if policy else ""


def _facts_called(word: str) -> list[str]:
    from dualuse.law.eu_2021_821.facts import STATED_FACTS

    called = word.replace("-", "_")
    return [fact for fact in STATED_FACTS if called in (fact, fact.rpartition(".")[2])]


def taken_for_files(files: Sequence[str], assume: Sequence[str], language: str) -> str:
    """What is told where words that name no file were meant to be assumed, in a sentence; "" where all are files."""
    from dualuse.assessment.assumptions import POLICIES

    words = [word for word in files if word != "-" and not Path(word).exists()]
    meant = [word for word in words if policy_meant(word)]
    if meant:
        names = dict.fromkeys((*filter(None, map(policy_meant, assume)), *map(policy_meant, meant)))
        options = " ".join(f"--assume {name}" for name in names)
        return fill(_REPEAT, language, names=", ".join(meant), options=options)
    facts = [word for word in words if _facts_called(word)]
    if assume and facts:
        return fill(_CIRCUMSTANCE, language, names=", ".join(facts), policies=", ".join(POLICIES))
    return ""
