"""What a dossier rests on, and until when it is kept: the indices beside the place, the editions used, the weakest verification."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final

from dualuse.diligence.icp.model import IcpResult
from dualuse.i18n import N_, fill, translate
from dualuse.i18n.statuses import VERIFICATION
from dualuse.law.eu_2021_821.art27_records import ARTICLE as RECORDS
from dualuse.law.language.provision import article_of
from dualuse.schema.assessment import ClassifiedItem, ContextValue, Retention, SourceUsed
from dualuse.schema.determination import Determination
from dualuse.schema.diligence import DiligenceResult
from dualuse.sources.rights_context.indices import Observation
from dualuse.sources.rights_context.view import Context, ContextRow, context_rows
from dualuse.version import legal_derivation, software_version


def context_of(
    observations: Context | Sequence[Observation], place: str, day: date, language: str
) -> tuple[ContextValue, ...]:
    """A row for each index known, also where there is no data: that is not that there is no concern."""
    return tuple(_rows(context_rows(observations, place, day), language))


def _rows(rows: Sequence[ContextRow], language: str) -> Iterator[ContextValue]:
    for row in rows:
        index = row.index
        value = f"{row.value:f}" if row.value is not None else row.text
        yield ContextValue(
            index=index.key,
            name=index.name[language],
            publisher=index.source.publisher,
            state=row.state,
            value=index.labels[row.text][language] if row.text in index.labels else value,
            low=f"{row.low:f}" if row.low is not None else "",
            high=f"{row.high:f}" if row.high is not None else "",
            year=row.year,
            age=row.age,
            scale=", ".join(index.categories) if index.categories else f"{index.low}–{index.high}",
            better="higher" if index.better == "high" else "lower",
            link=index.source.url,
            licence=index.source.licence,
            checksum=row.checksum,
        )


HOUSE_YEARS: Final = 5
"""As long as Art. 27(3) asks for at least: a dossier is evidence also where nothing left, or where nothing is controlled."""


@legal_derivation("Art. 27(3)")
def retention(determination: Determination, day: date, language: str) -> Retention:
    """The end of the year in which it is kept at least.

    The five years of Art. 27(3) run from the end of the year of the export or service, which is not known here: they are counted from the date of
    the transaction, or from the last day on which an authorisation held may be used, whichever is later, and the text says so.
    """
    until = _end_of_year(max(day, _last_use(determination.transaction)), HOUSE_YEARS)
    kept = [
        obligation
        for obligation in determination.obligations
        if article_of(obligation.citation) == RECORDS.number and obligation.due
    ]
    if not kept:
        text = N_(
            "a rule of this program: nothing that must be recorded is known to leave on this answer; where it leaves all the same, Art. 27 asks for"
            " five years from the end of the year of the export"
        )
        return Retention(until, "", translate(text, language))
    last = max(kept, key=lambda obligation: obligation.due or "")
    text = N_(
        "{duty}; counted from {year}, and longer where the export or service takes place in a later year"
    )
    end = max(until, last.due or "")
    started = int(end[:4]) - HOUSE_YEARS
    return Retention(end, last.citation, fill(text, language, duty=last.text, year=started))


def _last_use(transaction: dict[str, Any]) -> date:
    days = [
        authorisation["valid_until"]
        for authorisation in transaction.get("authorisations") or ()
        if authorisation.get("valid_until")
    ]
    return max((date.fromisoformat(day) for day in days), default=date.min)


def _end_of_year(day: date, years: int) -> str:
    return date(day.year + years, 12, 31).isoformat()


def sources_used(
    determination: Determination,
    classification: Sequence[ClassifiedItem],
    diligence: DiligenceResult | None,
    *,
    context: Sequence[ContextValue],
    search: str,
    programme: SourceUsed | None = None,
) -> tuple[SourceUsed, ...]:
    """The editions, in a fixed order. ``search``: what the search had at hand (``text``, ``outline_by_words``), or ""."""
    return tuple(
        _used(determination, classification, diligence, context=context, search=search, programme=programme)
    )


def _used(
    determination: Determination,
    classification: Sequence[ClassifiedItem],
    diligence: DiligenceResult | None,
    *,
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
    return min(verifications, key=VERIFICATION.rank)


def programme_used(programme: IcpResult | None) -> SourceUsed | None:
    """The edition of a compliance programme: whose, of which day, examined by which questions."""
    if programme is None:
        return None
    version, digest = programme.questionnaire
    return SourceUsed("icp", programme.exporter, f"{programme.date} ({version})", digest)
