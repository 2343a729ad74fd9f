"""What the workspace has on record about a transaction, beside the answer of ``check``: due diligence, and its library of products.

The determination itself is of the transaction alone and can be judged again anywhere; what a person reads is held by the record, too: a
stop that was found never passes for "go", nor do entries that ``assess`` doubts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from dualuse.cli.classification_doubts import doubts_of_the_library
from dualuse.i18n import N_, fill
from dualuse.inputs.problems import InputError

if TYPE_CHECKING:
    from dualuse.classification.library.model import Decided
    from dualuse.schema.determination import Determination
    from dualuse.schema.diligence import DiligenceResult
    from dualuse.schema.transaction import Transaction

_ASKED: Final = "release.diligence_ask"
_UNFIT: Final = N_(
    "due diligence on record does not fit the transaction: {problem} (see it: dualuse diligence history {reference})"
)


@dataclass(frozen=True, slots=True)
class OnRecord:
    """``result``: what due diligence comes to, None where there is none; ``problem``: why it does not fit the transaction, or "".

    ``library``: reads the classifications that stand, by product.
    """

    result: DiligenceResult | None = None
    problem: str = ""
    library: Callable[[], Mapping[str, Decided]] = dict


NOTHING: Final = OnRecord()


class DiligenceRecord:
    """The due diligence and the library of one workspace; one that nobody here trusts counts for nothing, as its decisions on hits do."""

    def __init__(self, workspace: str, language: str) -> None:
        from dualuse.cli.parties import workspace_named
        from dualuse.diligence import Diligence

        self._language: Final = language
        self._workspace: Final = workspace_named(workspace, language, trusted=False)
        self._diligence: Final = None if self._workspace.is_untrusted() else Diligence(self._workspace)

    @cached_property
    def _decided(self) -> Mapping[str, Decided]:
        from dualuse.classification.library import Library

        return {} if self._diligence is None else Library(self._workspace).current()

    def _library(self) -> Mapping[str, Decided]:
        return self._decided

    def with_classifications(self, transaction: Transaction) -> Transaction:
        """The transaction with the library as the source of the entries of products that it says are in none."""
        if not any(item.product and item.entries == [] for item in transaction.items):
            return transaction
        from dualuse.assessment.facts_from_evidence import with_classifications

        return with_classifications(transaction, self._decided)

    def about(self, transaction: Transaction) -> OnRecord:
        """What is on record about it; no due diligence where it has no reference.

        Raises:
            InputError: the record was changed or cannot be read.
        """
        from dualuse.cli.diligence.about import about_transaction
        from dualuse.diligence import examine_findings

        without_diligence = OnRecord(library=self._library)
        if self._diligence is None or not transaction.reference:
            return without_diligence
        findings = self._diligence.findings(transaction.reference)
        if not (findings.answers or findings.mitigations or findings.decision):
            return without_diligence
        about = about_transaction(transaction)
        try:
            result = examine_findings(findings, about.items, about.parties, about.listed, self._language)
        except InputError as error:
            return replace(without_diligence, problem=error.problems[0].text(self._language))
        return replace(without_diligence, result=result)


def held_by(determination: Determination, on_record: OnRecord) -> Determination:
    """The determination with the release, and the reasons, that ``assess`` would give it for what is on record."""
    doubts = (
        doubts_of_the_library(determination, on_record.library()) if determination.release != "stop" else ()
    )
    if on_record.result is None and not on_record.problem and not doubts:
        return determination
    from dualuse.assessment.next_steps import STOPPED_BY_DILIGENCE
    from dualuse.assessment.release_holds.doubted_entries import DOUBTED
    from dualuse.assessment.settled_by import SETTLED_BY
    from dualuse.dossier.answer_text import release_of
    from dualuse.schema.determination import Because

    language = determination.language
    release, reasons = release_of(determination, on_record.result, doubts, language)
    params: Mapping[str, object] = {}
    if on_record.problem and release != "stop":
        params = {"problem": on_record.problem, "reference": determination.reference}
        kept = reasons if determination.release == "ask" else ()
        release, reasons = "ask", (*kept, fill(_UNFIT, language, **params))
    code = STOPPED_BY_DILIGENCE if release == "stop" else _ASKED
    of_law = {row.text: row for row in determination.release_because}
    because = tuple(
        of_law.get(text)
        or (
            Because(DOUBTED, {**params, SETTLED_BY: ["items.entries", "items.product"]}, text)
            if text in doubts
            else Because(code, {**params, SETTLED_BY: ["diligence"]}, text)
        )
        for text in reasons
    )
    return replace(determination, release=release, release_because=because)
