"""Screening for tests: hits made by hand, so that the law of listings is tested without lists and without a matcher."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from dualuse.assessment.listed.evidence import Evidence, Subject
from dualuse.schema.screening import (
    HitBecause,
    HitDecision,
    ListedLink,
    ListedMeasure,
    ListUsed,
    ScreeningHit,
)

UNION: Final = ListUsed(
    list="eu_fsf",
    edition="2026-08-01-0123abcd",
    dated="2026-08-01",
    checksum="a" * 64,
    retrieved="2026-08-01T06:00:00Z",
)
UNITED_STATES: Final = ListUsed(
    list="ofac_sdn",
    edition="2026-08-01-0123abce",
    dated="2026-08-01",
    checksum="b" * 64,
    retrieved="2026-08-01T06:00:00Z",
)
FREEZE: Final = {
    "list": "eu_fsf",
    "measures": [{"kind": "asset_freeze", "act": "2023/1 (OJ L1)", "programme": "BLR"}],
}


class ScreenerByHand:
    """Finds, for each name, the hits that stand under it; every name is screened.

    A hit says what differs from a plain one: ``list``, ``status``, ``measures``, ``programmes``, ``listed_on``,
    ``ends_on``, ``dated`` (of the edition), ``decision`` (a verdict), ``behind``, ``kind`` (of party), ``weak``, ``remarks``.
    """

    def __init__(
        self,
        hits_by_name: Mapping[str, Sequence[Mapping[str, Any]]] | None = None,
        lists: Sequence[ListUsed] = (UNION,),
        day: str = "2026-08-01",
    ) -> None:
        self._found = dict(hits_by_name or {})
        self._lists = tuple(lists)
        self._day = day
        self.asked: list[Subject] = []

    def __call__(self, subjects: Sequence[Subject]) -> Evidence:
        self.asked += subjects
        hits = tuple(
            hit_of(subject, data, number)
            for subject in subjects
            for number, data in enumerate(self._found.get(subject.name, ()))
        )
        paths = tuple(subject.path for subject in subjects)
        return Evidence(lists=self._lists, screened=paths, hits=hits, day=self._day, matcher="by hand")


def hit_of(subject: Subject, data: Mapping[str, Any], number: int = 0) -> ScreeningHit:
    """A hit on ``subject``."""
    verdict = data.get("decision")
    decision = None
    if verdict:
        decision = HitDecision(
            verdict=verdict,
            stands=data.get("stands", True),
            person="A. Example",
            time="2026-07-01T08:00:00Z",
            reason="checked",
        )
    plain = ScreeningHit(
        party=subject.path,
        role=subject.role,
        queried=subject.name,
        entity=data.get("entity", f"E{number}"),
        list=data.get("list", "eu_fsf"),
        edition="2026-08-01-0123abcd",
        dated=data.get("dated", "2026-08-01"),
        checksum="a" * 64,
        name=data.get("name", subject.name.upper()),
        kind=data.get("kind", "organisation"),
        score=data.get("score", 0.97),
        status=data.get("status", "hit"),
        because=(HitBecause("names", {"queried": subject.name}, "for"),),
        measures=tuple(ListedMeasure(**measure) for measure in data.get("measures", ())),
        programmes=tuple(data.get("programmes", ())),
        listed_on=data.get("listed_on", ""),
        ends_on=data.get("ends_on", ""),
        behind=tuple(ListedLink(**link) for link in data.get("behind", ())),
        decision=decision,
        weak=data.get("weak", False),
        remarks=tuple(data.get("remarks", ())),
    )
    return replace(plain, counts=not (verdict == "false_positive" and data.get("stands", True)))
