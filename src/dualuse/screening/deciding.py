"""What a decision rests on: the party is screened once more, so that the pair, its score and its edition are on record."""

from __future__ import annotations

from collections.abc import Sequence

from dualuse.contract.problems import InputError, Problem, suggestion
from dualuse.screening.decisions import Decision, new_decision
from dualuse.screening.screened import Query
from dualuse.screening.session import Session
from dualuse.wording import N_, Message


def prepared(
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

    Raises:
        InputError: the list or entry is not there, or as :func:`~dualuse.screening.decisions.new_decision`.
    """
    edition = session.installed.edition(list_id)
    if edition is None:
        known = [one.list for one in session.installed.editions]
        what = Message("list_not_installed", N_("the list {list} is not installed"), {"list": list_id[:80]})
        raise InputError([Problem(what, suggestion(list_id, known), "list")])
    entry = session.installed.entry(list_id, entity)
    if entry is None:
        params = {"list": list_id, "entity": entity[:80], "edition": edition.edition}
        what = Message("entry_unknown", N_("{list} has no entry {entity} in its edition {edition}"), params)
        todo = N_("Take list and entry from the answer of dualuse screen")
        raise InputError([Problem(what, Message("remedy.entry_unknown", todo), "entity")])
    found = next(session.answers([party]))
    hits = (one.hit for one in found.hits)
    hit = next((one for one in hits if (one.list, one.entity) == (list_id, entity)), None)
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
