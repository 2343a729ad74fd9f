"""Every edition an assessment rests on, with its checksum, and the weakest verification of them all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from dualuse.diligence.icp.model import IcpResult
from dualuse.schema.assessment import ClassifiedItem, ContextValue, SourceUsed
from dualuse.schema.determination import Determination
from dualuse.schema.diligence import DiligenceResult
from dualuse.version import software_version

_ORDER: Final = ("unverified", "secondary", "official")


def sources_used(
    determination: Determination,
    classification: Sequence[ClassifiedItem],
    diligence: DiligenceResult | None,
    context: Sequence[ContextValue],
    search: str,
    programme: SourceUsed | None = None,
) -> tuple[SourceUsed, ...]:
    """The editions, in a fixed order. ``search``: what the search had at hand (``text``, ``outline_by_words``), or ""."""
    return tuple(_used(determination, classification, diligence, context, search, programme))


def _used(
    determination: Determination,
    classification: Sequence[ClassifiedItem],
    diligence: DiligenceResult | None,
    context: Sequence[ContextValue],
    search: str,
    programme: SourceUsed | None,
) -> Iterator[SourceUsed]:
    law = determination.law
    yield SourceUsed("law", "Regulation (EU) 2021/821", law.current_to, law.version)
    yield SourceUsed("annex", "Annex I", law.annex_i, "")
    for used in determination.screening.lists:
        yield SourceUsed("list", used.list, used.edition, used.checksum)
    if determination.screening.matcher:
        yield SourceUsed("matcher", "dualuse.screening", determination.screening.matcher, "")
    for name, version, digest in diligence.questionnaires if diligence else ():
        yield SourceUsed("questionnaire", name, version, digest)
    for index in context:
        if index.state == "data":
            yield SourceUsed("index", index.name, str(index.year), index.checksum)
    for entry in sorted({examination.entry[:5] for item in classification for examination in item.examined}):
        review = next(
            examination.review
            for item in classification
            for examination in item.examined
            if examination.entry[:5] == entry
        )
        yield SourceUsed("sheet", entry, review, "")
    if programme is not None:
        yield programme
    if search:
        yield SourceUsed("search", "dualuse.classification", search, "")
    yield SourceUsed("software", "dualuse", software_version(), "")


def weakest(
    determination: Determination, classification: Sequence[ClassifiedItem], diligence: DiligenceResult | None
) -> str:
    """``official``, ``secondary`` or ``unverified``: the weakest of law, questionnaires and sheets.

    A recalled questionnaire and a sheet that no person has reviewed are ``unverified``.
    """
    verifications = [determination.law.verification]
    if diligence is not None and diligence.questionnaires and diligence.verification != "official":
        verifications.append("secondary" if diligence.verification == "read" else "unverified")
    if any(examination.review != "reviewed" for item in classification for examination in item.examined):
        verifications.append("unverified")
    return min(verifications, key=_ORDER.index)


def programme_used(programme: IcpResult | None) -> SourceUsed | None:
    """The edition of a compliance programme: whose, of which day, examined by which questions."""
    if programme is None:
        return None
    version, digest = programme.questionnaire
    return SourceUsed("icp", programme.exporter, f"{programme.date} ({version})", digest)
