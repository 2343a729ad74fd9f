"""Preparing a decision: the party is screened once more, so that the pair, its score and its edition are on record."""

from __future__ import annotations

from collections.abc import Sequence

from dualuse.i18n import N_
from dualuse.inputs.problems import input_error, suggestion
from dualuse.screening.decisions.decisions import Decision, new_decision
from dualuse.screening.matching.screened import Query
from dualuse.screening.session import Session
from dualuse.sources.lists.listed_party import ListedParty


def prepare_decision(
    session: Session,
    party: Query,
    verdict: str,
    list_id: str,
    entity: str,
    *,
    person: str,
    reason: str,
    second: str = "",
    links: Sequence[str] = (),
) -> Decision:
    """A decision on the pair of ``party`` and an entry in use, not recorded yet.

    ``entity``: the entry's number, or the reference that the list prints for it.

    Raises:
        InputError: the list or entry is not there, several have the reference, or as :func:`~dualuse.screening.decisions.decisions.new_decision`.
    """
    edition = session.installed.edition(list_id)
    if edition is None:
        raise input_error(
            "list_not_installed",
            N_("the list {list} is not installed"),
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
    hits = (decided.hit for decided in next(session.answers([party])).hits)
    hit = next((hit for hit in hits if (hit.list, hit.entity) == (list_id, entry.id)), None)
    return new_decision(
        verdict,
        party,
        entry,
        edition,
        session.installed.matcher,
        hit,
        person=person,
        reason=reason,
        second=second,
        links=links,
    )


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
