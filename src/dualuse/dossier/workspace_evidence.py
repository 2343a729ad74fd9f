"""What a house has at hand for an assessment: its library of products, its record of due diligence, the table of indices, the search."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

from dualuse.classification.library import Library
from dualuse.classification.search.classifier import classifier
from dualuse.classification.search.classifying import answer, installed_texts
from dualuse.diligence import Diligence
from dualuse.diligence.icp.model import IcpResult
from dualuse.dossier.assessing import Evidence
from dualuse.record.workspace import Workspace
from dualuse.schema.diligence import Findings
from dualuse.sources.home import home
from dualuse.sources.rights_context.table import read_context
from dualuse.sources.rights_context.view import Context

CONTEXT_FILE: Final = "context.csv"
"""The table of indices in ``DUALUSE_HOME``, where no other is named."""


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
        table = context or (home() / CONTEXT_FILE)
        self._diligence: Final = Diligence(workspace)
        kind = ""
        chosen = None
        if search:
            shared_classifier = classifier(installed_texts())
            kind = shared_classifier.kind
            chosen = lambda text: answer(shared_classifier, text)  # noqa: E731 - a name would say no more
        self._evidence: Final = Evidence(
            library=Library(workspace).current(),
            context=Context(read_context(table)) if context is not None or table.exists() else (),
            programme=programme,
            search=chosen,
            search_kind=kind,
        )

    def evidence(self, reference: str, findings: Findings | None = None) -> Evidence:
        """The evidence for a transaction: the due diligence given, else that of the record."""
        statements = findings
        if statements is None and reference:
            recorded = self._diligence.findings(reference)
            statements = recorded if recorded.answers or recorded.mitigations or recorded.decision else None
        return replace(self._evidence, findings=statements)
