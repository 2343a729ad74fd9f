"""Preparing a decision: the party is screened once more, so that the pair, its score and its edition are on record."""

from __future__ import annotations

from collections.abc import Sequence

from dualuse.i18n import N_
from dualuse.inputs.problems import input_error, suggestion
from dualuse.screening.decisions.command import Entry
from dualuse.screening.decisions.decisions import Decision, new_decision
from dualuse.screening.matching.screened import Query
from dualuse.screening.session import Session
from dualuse.sources.lists.edition import Edition
from dualuse.sources.lists.listed_party import ListedParty
from dualuse.sources.lists.store import LIST_NOT_INSTALLED


def prepare_decisions(
    session: Session,
    party: Query,
    verdict: str,
    entries: Sequence[Entry],
    *,
    person: str,
    reason: str,
    second: str = "",
    links: Sequence[str] = (),
) -> tuple[Decision, ...]:
    """The same decision on the pair of ``party`` and each of some entries in use, not recorded yet.

    ``entries``: of each its list, and its number or the reference that the list prints for it.

    Raises:
        InputError: a list or entry is not there, several have the reference, or as :func:`~dualuse.screening.decisions.decisions.new_decision`.
    """
    in_use = dict.fromkeys(_in_use(session, list_id, entity) for list_id, entity in entries)
    hits = {
        (decided.hit.list, decided.hit.entity): decided.hit for decided in next(session.answers([party])).hits
    }
    return tuple(
        new_decision(
            verdict,
            party,
            entry,
            edition,
            session.installed.matcher,
            hits.get((entry.list, entry.id)),
            person=person,
            reason=reason,
            second=second,
            links=links,
        )
        for edition, entry in in_use
    )


def _in_use(session: Session, list_id: str, entity: str) -> tuple[Edition, ListedParty]:
    """The entry, and the edition of its list that is in use.

    Raises:
        InputError: the list or entry is not there, or several have the reference.
    """
    edition = session.installed.edition(list_id)
    if edition is None:
        raise input_error(
            "list_not_installed",
            LIST_NOT_INSTALLED,
            suggestion(list_id, [edition.list for edition in session.installed.editions]),
            path="list",
            list=list_id[:80],
        )
    entry = session.installed.entry(list_id, entity) or _entry_by_reference(session, list_id, entity)
    if entry is None:
        raise input_error(
            "entry_unknown",
            N_("{list} has no entry {entity} in its edition {edition}"),
            N_("Take list and entry from the answer of dualuse screen"),
            path="entity",
            list=list_id,
            entity=entity[:80],
            edition=edition.edition,
        )
    return edition, entry


def _entry_by_reference(session: Session, list_id: str, reference: str) -> ListedParty | None:
    """The entry for which the list prints this reference, such as ``EU.27.28``.

    Raises:
        InputError: several entries bear it.
    """
    wanted = reference.strip().casefold()
    if not wanted:
        return None
    parties = session.installed.store.parties(list_id)
    entries = [party for party in parties if party.reference.casefold() == wanted]
    if len(entries) > 1:
        raise input_error(
            "reference_twice",
            N_("{list} prints {reference} for several entries: {entities}"),
            N_("Name the one that is meant by its number"),
            path="entity",
            list=list_id,
            reference=reference[:80],
            entities=tuple(entry.id for entry in entries[:5]),
        )
    return entries[0] if entries else None
