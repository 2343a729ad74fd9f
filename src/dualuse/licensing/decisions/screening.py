"""The parties of a case against the sanctions lists of the service: evidence with the editions it used, looked at again before anybody decides.

Who receives the items is compared with every list that is installed, by the matcher of the command line. What was not compared is never clear:
without a list, with one that is too old, or with a party that is no name, the evidence says so, and nothing is granted on it
(:mod:`dualuse.licensing.decisions.guards`). What a hit means for the decision is left to people, who say it in the case.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from dualuse.assessment.listed.evidence import TEXT, Subject, subjects_of, texts_of
from dualuse.assessment.listed.installed import INSTALLED, screener_of
from dualuse.inputs.problems import InputError
from dualuse.licensing.cases.answers import answered_words
from dualuse.licensing.cases.models import CaseVersion, Evidence
from dualuse.licensing.forms import form_fields
from dualuse.licensing.named import named_beside
from dualuse.schema.reading.validation import checked_transaction
from dualuse.sources.home import home
from dualuse.sources.lists.known_lists import stale
from dualuse.sources.lists.store import ListStore

_WHOLE: Final[set[tuple[str, tuple[tuple[str, int, int], ...]]]] = set()
"""The files of lists that were read and found whole: the checksum of the edition, and the state of its files."""
_COMPARED: Final = ("status", "hits", "not_screened")


@dataclass(frozen=True, slots=True)
class PartiesScreened:
    """What screening says of a version of a case.

    Attributes:
        result: ``status`` (``hit``, ``review``, ``clear``, ``not_screened``), ``hits`` (each with the path of the ``party``, ``name``, ``list``,
            ``entity``, ``status``), ``not_screened`` (paths of parties), ``stale`` (lists that are older than they may be, or of unknown age), ``partial`` (lists of
            which not all entries are there), ``damaged`` (whether a list cannot be read). Plain data.
        editions: the checksum of each list that was used.
    """

    result: dict[str, Any]
    editions: dict[str, str]


def lists_in_use() -> dict[str, str]:
    """The lists that the service screens against now, each with the checksum of its edition; empty: none is installed.

    Raises:
        MissingSourceError: what says which they are is damaged.
    """
    return {edition.list: edition.checksum for edition in ListStore(home()).editions()}


def see_lists_whole() -> None:
    """Refuse lists whose file is not what its edition says: cut off, or empty. A file is read once for each of its states.

    Raises:
        MissingSourceError: so one is, or what says which they are is damaged.
    """
    store = ListStore(home())
    for edition in store.editions():
        try:
            seen = (edition.checksum, _state_of(store.path(edition)))
            is_whole = seen in _WHOLE or store.whole(edition)
        except OSError:
            raise store.damaged(edition) from None
        if not is_whole:
            raise store.damaged(edition)
        _WHOLE.add(seen)


def _state_of(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """The path, time and size of each file of an edition."""
    files = ((path, path.stat()) for path in sorted(folder.iterdir()))
    return tuple((str(path), state.st_mtime_ns, state.st_size) for path, state in files)


def lists_too_old() -> tuple[str, ...]:
    """Those of them that are older than they may be today, or of unknown age.

    Raises:
        MissingSourceError: see :func:`lists_in_use`.
    """
    return tuple(age.edition.list for age in stale(ListStore(home()).editions(), date.today()))


def screen_parties(version: CaseVersion) -> PartiesScreened:
    """Compare everybody that a version names with the lists in use. By lists that are not whole, or older than they may be, nobody is clear; a list that cannot
    be read is never taken for an empty one: nobody was screened then."""
    transaction = checked_transaction(version.transaction)
    parties = [*subjects_of(transaction), *named_beside(version.fields)]
    paths = [party.path for party in parties]
    try:
        screener = screener_of(INSTALLED)
        subjects = [*parties, *texts_of(transaction), *texts_beside(version)]
        evidence = None if screener is None else screener(subjects)
    except InputError:
        return PartiesScreened(_result("not_screened", unscreened=paths, damaged=True), {})
    if evidence is None:
        return PartiesScreened(_result("not_screened", unscreened=paths), {})
    hits = [
        {"party": hit.party, "name": hit.name, "list": hit.list, "entity": hit.entity, "status": hit.status}
        for hit in evidence.hits
        if hit.counts
    ]
    unscreened = [path for path in paths if path not in evidence.screened]
    old = [used.list for used in evidence.lists if used.stale]
    partial = [used.list for used in evidence.lists if used.partial]
    statuses = {hit["status"] for hit in hits}
    status = (
        "hit" if "hit" in statuses
        else "review" if statuses
        else "not_screened" if unscreened or old or partial or not parties
        else "clear"
    )  # fmt: skip
    result = _result(status, hits=hits, unscreened=unscreened, old=old, partial=partial)
    return PartiesScreened(result, {used.list: used.checksum for used in evidence.lists})


def _result(
    status: str,
    *,
    hits: Sequence[Mapping[str, Any]] = (),
    unscreened: Sequence[str] = (),
    old: Sequence[str] = (),
    partial: Sequence[str] = (),
    damaged: bool = False,
) -> dict[str, Any]:
    return {
        "status": status,
        "hits": list(hits),
        "not_screened": list(unscreened),
        "stale": list(old),
        "partial": list(partial),
        "damaged": damaged,
    }


def says_the_same(before: Evidence | None, result: Mapping[str, Any]) -> bool:
    """Whether an earlier screening said of everybody what one says now, by whichever editions."""
    return before is not None and all(before.result.get(name) == result[name] for name in _COMPARED)


def texts_beside(version: CaseVersion) -> Iterator[Subject]:
    """What else an application says in words, the answers to questions too, in which a listed name may stand."""
    for number, words in answered_words(version.case).items():
        yield Subject(path=f"questions.{number}.answer", role=TEXT, name=words)
    own = [("fields", version.fields), *((f"lines.{line}", row) for line, row in version.lines.items())]
    for place, statements in own:
        for name, value in statements.items():
            field = form_fields().get(name)
            if isinstance(value, str) and (
                field is None or (field.form == "text" and not field.is_contact and field.names != "party")
            ):
                yield Subject(path=f"{place}.{name}", role=TEXT, name=value)
