"""The commands by which a person records what was decided about the hits of a transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from dualuse.assessment.listed.evidence import subjects_of
from dualuse.inputs.problems import printable
from dualuse.schema.screening import ScreeningHit
from dualuse.schema.transaction import Transaction


def commands_to_decide(transaction: Mapping[str, Any], hits: Iterable[ScreeningHit]) -> Iterator[str]:
    """One command for each open hit, with its party stated as it was screened: a decision is about exactly that.

    None of who only stands behind an entry: it is decided about the entry that was found.
    """
    undecided = [hit for hit in hits if not hit.behind and _is_open(hit)]
    if not undecided:
        return
    from dualuse.assessment.listed.installed import query_of
    from dualuse.screening.decisions.decisions import decide_command

    try:
        subjects = {
            subject.path: subject for subject in subjects_of(Transaction.model_validate(dict(transaction)))
        }
    except ValidationError:
        return  # of a release with other fields, or a changed record
    for hit in undecided:
        if hit.party in subjects:
            yield printable(decide_command(query_of(subjects[hit.party]), hit.list, hit.entity))


def _is_open(hit: ScreeningHit) -> bool:
    """Whether nobody has decided, or what was decided is open again."""
    made = hit.decision
    return made is None or made.verdict == "undecided" or not made.stands
