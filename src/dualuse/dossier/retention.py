"""Until when a dossier is kept: by Art. 27 where a duty to keep records follows, by a rule of this program everywhere else."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from dualuse.i18n import N_, translate
from dualuse.law.eu_2021_821.art27_records import ARTICLE as RECORDS
from dualuse.law.language.provision import article_of
from dualuse.schema.assessment import Retention
from dualuse.schema.determination import Determination

HOUSE_YEARS: Final = 5
"""As long as Art. 27(3) asks for at least: a dossier is evidence also where nothing left, or where nothing is controlled."""


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
    return Retention(end, last.citation, translate(text, language).format(duty=last.text, year=started))


def _last_use(transaction: dict[str, Any]) -> date:
    days = [
        authorisation["valid_until"]
        for authorisation in transaction.get("authorisations") or ()
        if authorisation.get("valid_until")
    ]
    return max((date.fromisoformat(day) for day in days), default=date.min)


def _end_of_year(day: date, years: int) -> str:
    return date(day.year + years, 12, 31).isoformat()
