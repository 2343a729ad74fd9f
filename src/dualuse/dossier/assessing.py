"""``assess``: one walk from the product to what follows. What is it, who is it, what is it for, what follows; with all it rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, field, replace
from datetime import date
from typing import Any, Final

from dualuse.assessment.check import check
from dualuse.assessment.facts_from_evidence import effective, programme_fact
from dualuse.assessment.listed.evidence import Evidence as Screened
from dualuse.assessment.listed.evidence import PartyScreener, Subject
from dualuse.assessment.listed.installed import INSTALLED, InstalledLists, screener_of
from dualuse.assessment.release_holds.compared_entries import has_source_of_entries
from dualuse.assessment.release_holds.doubted_entries import stated_doubts
from dualuse.assessment.serialisation import checksum
from dualuse.classification.item_classification import Chosen, Search, chosen, classified
from dualuse.classification.library.model import Decided
from dualuse.diligence import examine_findings, subjects_of
from dualuse.diligence.flags_and_decisions import a_year_after
from dualuse.diligence.icp.model import IcpResult
from dualuse.dossier.answer_text import answer, doubtful_items, release_of
from dualuse.dossier.earlier_answers import NO_HISTORY, History, compared_with
from dualuse.dossier.sources_and_retention import (
    context_of,
    programme_used,
    retention,
    sources_used,
    weakest,
)
from dualuse.i18n import Message
from dualuse.inputs.formats import ASSESSMENT
from dualuse.inputs.persons import named
from dualuse.law.eu_2021_821.control_list import edition_record
from dualuse.law.eu_2021_821.surveillance import listed_items
from dualuse.schema.assessment import (
    Assessment,
    ClassifiedItem,
    ContextValue,
    EarlierAnswer,
    SourceUsed,
)
from dualuse.schema.determination import Configuration, Determination
from dualuse.schema.diligence import DiligenceResult, Findings
from dualuse.schema.reading.validation import checked_transaction
from dualuse.schema.transaction import Transaction
from dualuse.sources.rights_context.indices import Observation
from dualuse.sources.rights_context.view import Context
from dualuse.version import software_version


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is at hand beside the transaction.

    Attributes:
        findings: the due diligence as stated, or None.
        library: the classifications that stand, by product.
        context: the table of indices; empty: none was imported.
        programme: the exporter's compliance programme, examined, or None.
        search: from a description to candidates, or None: the search is not asked; ``search_kind``: what it had at hand.
        history: earlier answers for the same reference; ``reason``: why the facts are others now.
    """

    findings: Findings | None = None
    _: KW_ONLY
    library: Mapping[str, Decided] = field(default_factory=dict)
    context: Context | Sequence[Observation] = ()
    programme: IcpResult | None = None
    search: Search | None = None
    search_kind: str = ""
    history: History = NO_HISTORY
    reason: str = ""


NOTHING: Final = Evidence()


def assess(
    transaction: Transaction | Mapping[str, Any],
    evidence: Evidence = NOTHING,
    *,
    day: date | None = None,
    language: str = "en",
    assume: Iterable[str] = (),
    screener: PartyScreener | InstalledLists | None = INSTALLED,
    accept_law_age: date | None = None,
    person: str = "",
    configuration: Configuration | None = None,
) -> Assessment:
    """Assess a transaction.

    Args:
        transaction: as for :func:`dualuse.check`.
        evidence: what is at hand beside it.
        day: the day of the assessment (default today); the law is that of the transaction's date, else of this day.
        language: of all texts: ``en``, ``de`` or ``fr``.
        assume, screener, accept_law_age, configuration: as for :func:`dualuse.check`.
        person: who assesses, and accepts old law where ``accept_law_age`` is stated.

    Returns:
        The assessment, with its checksum. The same inputs, editions and day give the same bytes.

    Raises:
        InputError: the transaction or the findings do not fit; or the facts are others than those of an earlier answer, and nobody says why.
    """
    today = day or date.today()
    checked = checked_transaction(
        dict(transaction) if isinstance(transaction, Mapping) else transaction, today
    )
    of_law = checked.date or today
    compared = compared_with(evidence.history, checked, evidence.findings, evidence.reason, language)
    edition = edition_record(of_law).name
    choices = tuple(chosen(item, evidence.library) for item in checked.items)
    place = checked.destination or ""
    walk = Walk(
        day=today,
        language=language,
        policies=tuple(assume),
        transaction=checked,
        classification=tuple(
            classified(
                item,
                choice,
                edition,
                evidence.search,
                language,
                keeps_library=bool(evidence.library),
                doubts=_stated_doubts(checked, position, choice),
            )
            for position, (item, choice) in enumerate(zip(checked.items, choices, strict=True))
        ),
        findings=evidence.findings,
        context=context_of(evidence.context, place, today, language) if place else (),
        icp=programme_fact(checked, evidence.programme, of_law),
        programme=programme_used(evidence.programme),
        search=evidence.search_kind if evidence.search else "",
        assessed_by=named(person) or None,
        earlier=compared.earlier,
        reason=compared.reason,
    )
    chosen_screener = _on_the_day(screener, today)
    return walk.assembled(
        lambda judged: check(
            judged,
            date_of_law=of_law,
            language=language,
            assume=walk.policies,
            screener=chosen_screener,
            accept_law_age=accept_law_age,
            person=person,
            configuration=configuration,
        )
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """What the rooms found, before it is put together: from it alone everything else in a dossier follows.

    ``icp``: what the compliance programme says of ``exporter.icp``; ``programme``: its edition, or None; ``search``: what the search had at hand.
    ``assessed_by``: the person, if stated. ``earlier``, ``reason``: as in the dossier.
    """

    day: date
    language: str
    policies: tuple[str, ...]
    transaction: Transaction
    classification: tuple[ClassifiedItem, ...]
    findings: Findings | None
    context: tuple[ContextValue, ...]
    icp: bool | None
    programme: SourceUsed | None
    search: str
    assessed_by: str | None
    earlier: tuple[EarlierAnswer, ...] | None = None
    reason: str | None = None

    def assembled(self, judge: Callable[[dict[str, Any]], Determination]) -> Assessment:
        """The assessment. ``judge``: from the transaction that evidence makes to its determination.

        Raises:
            InputError: the findings do not fit the transaction.
        """
        stated, language = self.transaction, self.language
        diligence = self._diligence()
        judged = effective(stated, self.classification, diligence, self.icp, language, findings=self.findings)
        determination = judge(judged.transaction)
        if diligence is not None and judged.notices:
            diligence = replace(diligence, warnings=(*diligence.warnings, *judged.notices))
        doubts = tuple(doubtful_items(self.classification, language))
        release, because = release_of(determination, diligence, doubts, language)
        return sealed(
            Assessment(
                format=ASSESSMENT,
                reference=stated.reference or "",
                date=self.day.isoformat(),
                language=language,
                release=release,
                answer=answer(
                    determination, diligence, release, because=because, doubts=doubts, language=language
                ),
                transaction=stated.model_dump(mode="json", exclude_none=True),
                policies=self.policies,
                classification=self.classification,
                findings=self.findings,
                diligence=diligence,
                context_place=stated.destination or "",
                context=self.context,
                facts=judged.facts,
                determination=determination,
                sources=sources_used(
                    determination,
                    self.classification,
                    diligence,
                    context=self.context,
                    search=self.search,
                    programme=self.programme,
                ),
                verification=weakest(determination, self.classification, diligence),
                retention=retention(determination, stated.date or self.day, language),
                review_by=a_year_after(self.day).isoformat(),
                software=f"dualuse {software_version()}",
                assessed_by=self.assessed_by,
                earlier=self.earlier,
                reason=self.reason,
            )
        )

    def _diligence(self) -> DiligenceResult | None:
        if self.findings is None:
            return None
        items, parties = subjects_of(self.transaction)
        entries = (item.entries or () for item in self.classification)
        listed = listed_items(zip(items, entries, strict=True))
        return examine_findings(self.findings, items, parties, listed, self.language)


def _stated_doubts(transaction: Transaction, position: int, choice: Chosen) -> Iterator[Message]:
    """What an item's parameters and description say against the entries that are chosen for it; what the house has looked at is compared."""
    item = transaction.items[position]
    if choice.origin in ("house", "ruling") and choice.entries is not None:
        item = item.model_copy(update={"entries": [*choice.entries]})
    is_compared = choice.decided is not None or has_source_of_entries(transaction, position)
    return stated_doubts(item, is_compared=is_compared)


def _on_the_day(
    screener: PartyScreener | InstalledLists | None, day: date
) -> PartyScreener | InstalledLists | None:
    """The screener without what differs from machine to machine: editions and checksums say which lists they are, not when they were fetched."""
    chosen = screener_of(screener) if isinstance(screener, InstalledLists) else screener
    if chosen is None:
        return screener

    def screen(subjects: Sequence[Subject]) -> Screened:
        evidence = chosen(subjects)
        lists = tuple(replace(edition, retrieved="", confirmed="") for edition in evidence.lists)
        return replace(evidence, day=day.isoformat() if evidence.day else "", lists=lists)

    return screen


def sealed(assessment: Assessment) -> Assessment:
    """The assessment with the checksum over all else in it."""
    return replace(assessment, checksum=checksum(replace(assessment, checksum="")))
