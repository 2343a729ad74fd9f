"""``assess``: one walk from the product to what follows. What is it, who is it, what is it for, what follows; with all it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from dualuse.assessment.check import check
from dualuse.assessment.dossier.answering import answer
from dualuse.assessment.dossier.classified import Chosen, Search, chosen, classified
from dualuse.assessment.dossier.destination import context_of
from dualuse.assessment.dossier.from_evidence import effective, programme_fact
from dualuse.assessment.dossier.releasing import release_of
from dualuse.assessment.dossier.retention import retention
from dualuse.assessment.dossier.sources_used import sources_used, weakest
from dualuse.assessment.listed.evidence import PartyScreener
from dualuse.assessment.listed.installed import INSTALLED, InstalledLists
from dualuse.assessment.serialisation import checksum
from dualuse.classification.library.model import Decided
from dualuse.contract.assessment import FORMAT, Assessment
from dualuse.contract.diligence import DiligenceResult, Findings
from dualuse.contract.transaction import Transaction
from dualuse.contract.validation import checked_transaction
from dualuse.diligence import examine_findings, subjects_of
from dualuse.diligence.icp.model import IcpResult
from dualuse.law.control_list import edition_record
from dualuse.law.surveillance import listed_items
from dualuse.sources.rights_context.observation import Observation
from dualuse.sources.rights_context.view import Context
from dualuse.version import __version__

REVIEW_AFTER_YEARS: Final = 1
"""A dossier is opened again after twelve months (our rule; the guidance asks for a review, no term)."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is at hand beside the transaction.

    Attributes:
        findings: the due diligence as stated, or None.
        library: the classifications that stand, by product.
        context: the table of indices; empty: none was imported.
        programme: the exporter's compliance programme, examined, or None.
        search: from a description to candidates, or None: the search is not asked; ``search_kind``: what it had at hand.
    """

    findings: Findings | None = None
    library: Mapping[str, Decided] = field(default_factory=dict)
    context: Context | Sequence[Observation] = ()
    programme: IcpResult | None = None
    search: Search | None = None
    search_kind: str = ""


NOTHING: Final = Evidence()


def assess(
    transaction: Transaction | Mapping[str, Any],
    evidence: Evidence = NOTHING,
    *,
    day: date | None = None,
    language: str = "en",
    assume: Iterable[str] = (),
    screener: PartyScreener | InstalledLists | None = INSTALLED,
) -> Assessment:
    """Assess a transaction.

    Args:
        transaction: as for :func:`dualuse.check`.
        evidence: what is at hand beside it.
        day: the day of the assessment (default today); the law is that of the transaction's date, else of this day.
        language: of all texts: ``en``, ``de`` or ``fr``.
        assume, screener: as for :func:`dualuse.check`.

    Returns:
        The assessment, with its checksum. The same inputs, editions and day give the same bytes.

    Raises:
        InputError: the transaction or the findings do not fit.
    """
    today = day or date.today()
    checked = checked_transaction(
        dict(transaction) if isinstance(transaction, Mapping) else transaction, today
    )
    of_law = checked.date or today
    edition = edition_record(of_law).name
    choices = tuple(chosen(item, evidence.library) for item in checked.items)
    items = tuple(
        classified(item, choice, edition, evidence.search, language)
        for item, choice in zip(checked.items, choices, strict=True)
    )
    found = _diligence(checked, choices, evidence.findings, language)
    icp = programme_fact(checked, evidence.programme, of_law)
    judged = effective(checked, choices, found, icp, language)
    determination = check(
        judged.transaction, date_of_law=of_law, language=language, assume=assume, screener=screener
    )
    if found is not None and judged.told:
        found = replace(found, warnings=(*found.warnings, *judged.told))
    place = checked.destination or ""
    context = context_of(evidence.context, place, today, language) if place else ()
    doubts = sum(len(item.doubts) for item in items)
    release, because = release_of(determination, found, doubts, language)
    made = Assessment(
        format=FORMAT,
        reference=checked.reference or "",
        date=today.isoformat(),
        language=language,
        release=release,
        answer=answer(determination, found, release, because, doubts, language),
        transaction=checked.model_dump(mode="json", exclude_none=True),
        policies=tuple(assume),
        classification=items,
        findings=evidence.findings,
        diligence=found,
        context_place=place,
        context=context,
        facts=judged.facts,
        determination=determination,
        sources=sources_used(
            determination,
            items,
            found,
            context,
            evidence.search_kind if evidence.search else "",
            evidence.programme,
        ),
        verification=weakest(determination, items, found),
        retention=retention(determination, of_law, language),
        review_by=_a_year_later(today).isoformat(),
        software=f"dualuse {__version__}",
    )
    return sealed(made)


def sealed(assessment: Assessment) -> Assessment:
    """The assessment with the checksum over all else in it."""
    return replace(assessment, checksum=checksum(replace(assessment, checksum="")))


def _diligence(
    transaction: Transaction, choices: Sequence[Chosen], findings: Findings | None, language: str
) -> DiligenceResult | None:
    if findings is None:
        return None
    items, parties = subjects_of(transaction)
    entries = (choice.entries or () for choice in choices)
    return examine_findings(
        findings, items, parties, listed_items(zip(items, entries, strict=True)), language
    )


def _a_year_later(day: date) -> date:
    year = day.year + REVIEW_AFTER_YEARS
    return date(year, 3, 1) if (day.month, day.day) == (2, 29) else day.replace(year=year)
