"""The parties of a case against the sanctions lists of the service: evidence with the editions it used, looked at again before anybody decides.

Who receives the items is compared with every list that is installed, by the matcher of the command line. What was not compared is never clear:
without a list, or with a party that cannot be read, the evidence says so, and nothing is decided on it (:mod:`dualuse.licensing.decisions.guards`).
What a hit means for the decision is left to people, who see it in the case.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from dualuse.assessment.listed.evidence import TEXT, Subject, subjects_of, texts_of
from dualuse.assessment.listed.installed import INSTALLED, screener_of
from dualuse.licensing.cases.models import CaseVersion, Evidence
from dualuse.licensing.forms import form_fields
from dualuse.schema.reading.validation import checked_transaction
from dualuse.sources.home import home
from dualuse.sources.lists.store import ListStore

_COMPARED: Final = ("status", "hits", "not_screened")
_BETWEEN: Final = re.compile(r"[;\n]")


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
    parties = [*subjects_of(transaction), *parties_beside(version.fields)]
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
    evidence = screener([*parties, *texts_of(transaction), *texts_beside(version)])
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


def says_the_same(before: Evidence | None, result: Mapping[str, Any]) -> bool:
    """Whether an earlier screening said of everybody what one says now, by whichever editions."""
    return before is not None and all(before.result.get(name) == result[name] for name in _COMPARED)


def parties_beside(fields: Mapping[str, Any]) -> Iterator[Subject]:
    """Whom an application names beside its transaction, screened as an end user is: the exporter in the third country of origin, third parties.

    Third parties stand in the applicant's words: each line of them, or part between semicolons, is taken for one, up to its first comma, behind which its
    address stands. Where that is no name it meets nobody; the words as a whole are looked through, too (:func:`texts_beside`).
    """
    for field in form_fields().values():
        words = fields.get(field.name)
        if not words or not field.names:
            continue
        if field.names == "party":
            country = fields.get(field.country)
            yield Subject(
                path=field.path, role=field.name, name=words, countries=(country,) if country else ()
            )
            continue
        names = (" ".join(part.partition(",")[0].split()) for part in _BETWEEN.split(words))
        for number, name in enumerate(filter(None, names)):
            yield Subject(path=f"{field.path}[{number}]", role=field.name, name=name)


def texts_beside(version: CaseVersion) -> Iterator[Subject]:
    """What else an application says in words, in which a listed name may stand."""
    own = [("fields", version.fields), *((f"lines.{line}", row) for line, row in version.lines.items())]
    for place, statements in own:
        for name, value in statements.items():
            field = form_fields().get(name)
            if isinstance(value, str) and (
                field is None or (field.form == "text" and not field.is_contact and field.names != "party")
            ):
                yield Subject(path=f"{place}.{name}", role=TEXT, name=value)
