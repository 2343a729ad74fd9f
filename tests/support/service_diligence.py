"""The authority's own due diligence in the tests of the service: an answer to every question that applies to a case."""

from __future__ import annotations

from typing import Any

from dualuse.diligence.questionnaire import questions
from dualuse.diligence.subjects import subjects_of
from dualuse.licensing.cases.applications import apply, submit
from dualuse.licensing.cases.models import Case
from dualuse.licensing.decisions.examining import current_version, examine_diligence
from dualuse.licensing.documents.attaching import Upload, attach
from dualuse.licensing.people.actors import Actor
from dualuse.licensing.refusals import Malformed
from dualuse.schema.reading.validation import checked_transaction


def examined_itself(actor: Actor, reference: str) -> Case:
    """The authority answers every question, each by what speaks for a grant, and with a reason."""
    version = current_version(Case.objects.get(reference=reference))
    data = checked_transaction(version.transaction)
    items, parties = subjects_of(data)
    answers: list[dict[str, Any]] = []
    for question in questions().values():
        item_ids = items if question.scope == "item" else ("",)
        names = parties if question.scope == "party" else ("",)
        answers += [
            {
                "question": question.id,
                "answer": "yes" if question.adverse == "no" else "no",
                "reason": "It was examined.",
                "item": item,
                "party": party,
            }
            for item in item_ids
            for party in names
        ]
    try:
        return examine_diligence(actor, reference, answers)
    except Malformed as refused:
        raise AssertionError([(fault.path, fault.text) for fault in refused.problems]) from refused


def submitted_with_documents(actor: Actor, kind: str, data: Any, fields: Any, authority: str) -> Case:
    """An application with the documents that surveillance items want, submitted."""
    case = apply(actor, kind, data, fields, authority=authority)
    for document in ("specification", "management_declaration"):
        attach(actor, case.reference, Upload(document, f"{document}.txt", f"Sheet of {document}".encode()))
    return submit(actor, case.reference)
