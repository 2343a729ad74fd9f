"""A dossier that comes with an application: the exporter's own assessment, as evidence of what it looked at.

It is a document like any other, and never makes an examination of the authority unnecessary. When an application is submitted, each dossier in it is
compared with what the application states: one that assessed the same facts counts, and is voided by an amendment that states others; of any
other, the fields that differ are told. A dossier that was changed since it was made is not taken.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from dualuse.dossier.reading import assessment_from
from dualuse.dossier.stated_facts import changed_facts, facts_digest
from dualuse.i18n import N_, Message
from dualuse.inputs.problems import InputError
from dualuse.licensing.cases.evidence import DOSSIER
from dualuse.licensing.cases.models import Case, CaseVersion, Evidence
from dualuse.licensing.documents.content.unfit import Unfit
from dualuse.licensing.documents.contents import ContentGone, content_of
from dualuse.licensing.documents.models import Document
from dualuse.schema.assessment import Assessment, seal_holds

KIND: Final = "dossier"
"""The kind of document that is one."""


@dataclass(frozen=True, slots=True)
class Dossier:
    """A dossier of a version of a case; ``differs``: the fields that the version states otherwise."""

    document: Document
    assessment: Assessment
    differs: tuple[str, ...]

    def as_data(self) -> dict[str, Any]:
        """What is told of it: which document it is, what was assessed when, and what came of it."""
        return {
            "document": self.document.number,
            "digest": self.document.digest,
            "reference": self.assessment.reference,
            "day": self.assessment.date,
            "release": self.assessment.release,
            "software": self.assessment.software,
            "differs": list(self.differs),
        }


def dossier_in(content: bytes) -> Assessment:
    """The assessment that a dossier is.

    Raises:
        Unfit: it is none that this release reads, or was changed since it was made.
    """
    try:
        assessment = assessment_from(content)
    except InputError as error:
        raise Unfit(error.problems[0].what) from None
    if not seal_holds(content):
        text = N_("the dossier was changed since it was made: its checksum is another one")
        raise Unfit(Message("dossier_changed", text))
    return assessment


def dossiers_of(case: Case, version: CaseVersion) -> Iterator[Dossier]:
    """The dossiers of a version that may be read: those that were scanned, and are what they were when they came."""
    for document in case.documents.in_version(version.number).filter(kind=KIND).order_by("pk"):
        if case.organisation_id is None or not document.is_open:
            continue
        try:
            assessment = dossier_in(content_of(case.organisation_id, document.digest))
        except (ContentGone, Unfit):
            continue
        changes = changed_facts(assessment.transaction, version.transaction)
        yield Dossier(document, assessment, tuple(change.path for change in changes))


def record_dossiers(case: Case, version: CaseVersion, person: int, moment: datetime) -> list[int]:
    """Keep what came of each dossier of a version that was submitted, as evidence; the keys of the rows that are new.

    Args:
        case: whose row is locked.
        version: that the authority sees.
        person: the key of who submitted it.
        moment: when.
    """
    counting = case.evidence.filter(kind=DOSSIER, voided=None)
    recorded = {row.result.get("document") for row in counting}
    rows = [
        Evidence.objects.create(
            case=case,
            kind=DOSSIER,
            seen=facts_digest(dossier.assessment.transaction),
            editions={"software": dossier.assessment.software},
            result=dossier.as_data(),
            made_by_id=person,
            made=moment,
            voided=moment if dossier.differs else None,
        )
        for dossier in dossiers_of(case, version)
        if dossier.document.number not in recorded
    ]
    return [row.pk for row in rows]
