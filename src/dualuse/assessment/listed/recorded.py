"""The evidence in a recorded determination: read back, so that the answer is given again without the lists of today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from dualuse.assessment.listed.evidence import LEFT_OUT, NO_LISTS, Evidence, PartyScreener, Subject
from dualuse.i18n import N_, Message
from dualuse.inputs.problems import input_error
from dualuse.schema.screening import Screening

_ADAPTER: Final = TypeAdapter(Screening)


def recorded_screener(determination: Mapping[str, Any]) -> PartyScreener:
    """A screener that answers what a recorded determination holds.

    A determination of a release that did not screen says that nobody was screened, and so does its replay.

    Raises:
        InputError: the field ``screening`` does not fit a determination.
    """
    evidence = _evidence(determination)

    def answer(subjects: Sequence[Subject]) -> Evidence:
        return evidence

    return answer


def _evidence(determination: Mapping[str, Any]) -> Evidence:
    try:
        screening = _ADAPTER.validate_python(determination.get("screening"))
    except ValidationError:
        todo = N_("Give what dualuse check --json has written, or write it again")
        raise input_error(
            "determination_malformed",
            N_("this does not fit a determination"),
            Message("remedy.determination_none", todo),
            path="screening",
        ) from None
    if not screening.parties and not screening.lists:
        return LEFT_OUT if _left_out(determination.get("warnings")) else NO_LISTS
    return Evidence(
        screening.lists,
        tuple(party.party for party in screening.parties if party.status != "not_screened"),
        tuple(replace(hit, effect="", effects=()) for hit in screening.hits),
        screening.day,
        screening.matcher,
    )


def _left_out(warnings: Any) -> bool:
    rows = warnings if isinstance(warnings, list) else []
    return any(isinstance(row, dict) and row.get("code") == "screening_left_out" for row in rows)


def without_new_fields(recorded: Mapping[str, Any], repeated: dict[str, Any]) -> dict[str, Any]:
    """``repeated`` without the fields of ``screening`` that are empty and that the release which recorded did not know.

    Fields that came together are told by their being missing together: one alone was taken out of the record.
    """
    before, now = recorded.get("screening"), repeated.get("screening")
    if not isinstance(before, dict) or not isinstance(now, dict):
        return repeated
    kept = _known(before, now, _LATER)
    for name, later in _LATER_OF_ROWS.items():
        old, new = before.get(name), kept.get(name)
        if isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
            kept[name] = [
                _known(was, row, later) if isinstance(was, dict) else row
                for was, row in zip(old, new, strict=True)
            ]
    return {**repeated, "screening": kept}


_LATER: Final = frozenset({"lists", "parties", "day", "matcher"})
_LATER_OF_ROWS: Final = {"lists": frozenset({"confirmed", "partial"}), "hits": frozenset({"weak", "remarks"})}


def _known(before: Mapping[str, Any], now: Mapping[str, Any], later: frozenset[str]) -> dict[str, Any]:
    if not later.isdisjoint(before):
        return dict(now)
    return {name: value for name, value in now.items() if name not in later or value not in ([], "", False)}
