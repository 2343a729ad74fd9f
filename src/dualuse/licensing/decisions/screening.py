"""The parties of a case against the sanctions lists of the service: evidence with the editions it used, looked at again before anybody decides.

Who receives the items is compared with every list that is installed, by the matcher of the command line. What was not compared is never clear:
without a list, or with a party that cannot be read, the evidence says so, and nothing is decided on it (:mod:`dualuse.licensing.decisions.guards`).
What a hit means for the decision is left to people, who see it in the case.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dualuse.assessment.listed.evidence import subjects_of, texts_of
from dualuse.assessment.listed.installed import INSTALLED, screener_of
from dualuse.licensing.cases.models import CaseVersion
from dualuse.schema.reading.validation import checked_transaction
from dualuse.sources.home import home
from dualuse.sources.lists.store import ListStore


@dataclass(frozen=True, slots=True)
class PartiesScreened:
    """What screening says of a version of a case.

    Attributes:
        result: ``status`` (``hit``, ``review``, ``clear``, ``not_screened``), ``hits`` (each with the path of the ``party``, ``name``, ``list``,
            ``entity``, ``status``), ``not_screened`` (paths of parties), ``stale`` (lists that are older than they may be). Plain data.
        editions: the checksum of each list that was used.
    """

    result: dict[str, Any]
    editions: dict[str, str]


def lists_in_use() -> dict[str, str]:
    """The lists that the service screens against now, each with the checksum of its edition; empty: none is installed."""
    return {edition.list: edition.checksum for edition in ListStore(home()).editions()}


def screen_parties(version: CaseVersion) -> PartiesScreened:
    """Compare everybody that a version names with the lists in use.

    Raises:
        MissingSourceError: the files of a list are damaged: it is never taken for an empty one.
    """
    transaction = checked_transaction(version.transaction)
    parties = list(subjects_of(transaction))
    screener = screener_of(INSTALLED)
    if screener is None:
        return PartiesScreened(
            {
                "status": "not_screened",
                "hits": [],
                "not_screened": [party.path for party in parties],
                "stale": [],
            },
            {},
        )
    evidence = screener([*parties, *texts_of(transaction)])
    hits = [
        {"party": hit.party, "name": hit.name, "list": hit.list, "entity": hit.entity, "status": hit.status}
        for hit in evidence.hits
        if hit.counts
    ]
    unscreened = [party.path for party in parties if party.path not in evidence.screened]
    statuses = {hit["status"] for hit in hits}
    status = (
        "hit" if "hit" in statuses
        else "review" if statuses
        else "not_screened" if unscreened or not parties
        else "clear"
    )  # fmt: skip
    stale = [used.list for used in evidence.lists if used.stale]
    return PartiesScreened(
        {"status": status, "hits": hits, "not_screened": unscreened, "stale": stale},
        {used.list: used.checksum for used in evidence.lists},
    )
