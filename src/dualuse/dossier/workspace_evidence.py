"""What a house has at hand for an assessment: its library of products, its record of due diligence, the table of indices, the search."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Final

from dualuse.classification.library import Library
from dualuse.classification.search.classifier import classifier
from dualuse.classification.search.classifying import answer, installed_texts
from dualuse.diligence import Diligence
from dualuse.diligence.icp.model import IcpResult
from dualuse.dossier.assessing import Evidence
from dualuse.dossier.earlier_answers import NO_HISTORY, history_of
from dualuse.dossier.recorded import RecordedDossiers, recorded_dossiers
from dualuse.dossier.storage import record
from dualuse.record.workspace import Workspace
from dualuse.schema.assessment import Assessment
from dualuse.schema.diligence import Findings
from dualuse.sources.home import home
from dualuse.sources.rights_context.table import read_context
from dualuse.sources.rights_context.view import Context

CONTEXT_FILE: Final = "context.csv"
"""The table of indices in ``DUALUSE_HOME``, where no other is named."""


def context_table(named: Path | None) -> Path | None:
    """The table of indices: the one that is named, be it there or not, or that of ``DUALUSE_HOME``, if there is one."""
    own = home() / CONTEXT_FILE
    return named or (own if own.exists() else None)


class House:
    """Evidence for many assessments, read once.

    Raises:
        InputError: the table of indices or the workspace cannot be read.
    """

    def __init__(
        self,
        workspace: Workspace,
        context: Path | None = None,
        search: bool = True,
        programme: IcpResult | None = None,
    ) -> None:
        self.workspace: Final = workspace
        table = context_table(context)
        self._diligence: Final = Diligence(workspace)
        kind = ""
        chosen = None
        if search:
            shared_classifier = classifier(installed_texts())
            kind = shared_classifier.kind
            chosen = lambda text: answer(shared_classifier, text)  # noqa: E731 - a name would say no more
        self._evidence: Final = Evidence(
            library=Library(workspace).current(),
            context=Context(read_context(table)) if table else (),
            programme=programme,
            search=chosen,
            search_kind=kind,
        )

    @cached_property
    def _recorded(self) -> RecordedDossiers:
        return recorded_dossiers(self.workspace)

    def record(self, made: Assessment, content: bytes, person: str) -> None:
        """Record a dossier in the workspace, and know of it from now on.

        Raises:
            InputError: it cannot be written.
        """
        self._recorded.add(record(self.workspace, made, content, person))

    def evidence(
        self,
        reference: str,
        findings: Findings | None = None,
        *,
        folder: Path | None = None,
        reason: str = "",
    ) -> Evidence:
        """The evidence for a transaction: the due diligence given, else that of the record; and the earlier answers for its reference, of the
        record and of the ``folder`` of dossiers. ``reason``: why the facts are others now.

        Raises:
            InputError: the record was changed.
        """
        statements = findings
        if statements is None and reference:
            recorded = self._diligence.findings(reference)
            statements = recorded if recorded.answers or recorded.mitigations or recorded.decision else None
        history = (
            history_of(reference, self._recorded, self.workspace, folder)
            if folder is not None
            else NO_HISTORY
        )
        return replace(self._evidence, findings=statements, history=history, reason=reason)
