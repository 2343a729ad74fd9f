"""Which version of a case its applicant has before it, and how a change is merged into what a version states."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dualuse.licensing.cases.models import Case, CaseVersion
from dualuse.licensing.transitions import ENDED


def stated_version(case: Case) -> CaseVersion:
    """The version that is the application for its applicant: the one being written; once the case has ended, the one that held then.

    What was decided on is never taken for what was being written when it was: that is :func:`draft_beside`.
    """
    is_over = case.state in ENDED and case.current
    return case.versions.get(number=case.current if is_over else case.drafted or case.current)


def draft_beside(case: Case) -> CaseVersion | None:
    """The amendment that was being written when a case ended, and rests; None where there is none."""
    beside = case.drafted and case.state in ENDED and case.current
    return case.versions.get(number=case.drafted) if beside else None


def patched(before: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """Data with changes merged into them (RFC 7396): null takes a name away, an object is merged into an object, all else takes the place of what was there."""
    merged = dict(before)
    for name, value in changes.items():
        if value is None:
            merged.pop(name, None)
        elif isinstance(value, Mapping):
            inner = merged.get(name)
            merged[name] = patched(inner if isinstance(inner, Mapping) else {}, value)
        else:
            merged[name] = value
    return merged
