"""The answer on a party: what the matcher found, and what people decided about it before.

A hit that was decided to be false stays in the answer and does not count; a true match counts whatever its score.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from dualuse.screening.decisions.decisions import Decision, Decisions, Standing
from dualuse.screening.matching.identifiers import wrong_numbers
from dualuse.screening.matching.screened import Hit, Query, Screened, Status
from dualuse.sources.lists.listed_party import ListedParty

EntryOf = Callable[[str, str], ListedParty | None]
"""An entry as it stands now, by list and id; None where the list has none."""

_ORDER: Final[tuple[Status, ...]] = ("clear", "review", "hit")


@dataclass(frozen=True, slots=True)
class DecidedHit:
    """A hit, and the decision on it, if there is one. ``counts``: whether the status of the answer rests on it.

    ``found``: by the matcher; else it is a true match that only a person's decision keeps.
    """

    hit: Hit
    standing: Standing | None
    found: bool = True

    @property
    def counts(self) -> bool:
        return self.standing is None or not self.standing.suppresses


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer on one party; hits best first, those that do not count last."""

    id: str
    query: Query
    status: Status
    hits: tuple[DecidedHit, ...]


def answer(query: Query, screened: Screened, decisions: Decisions, entry_of: EntryOf) -> Answer:
    """What ``screened`` comes to, with what was decided.

    A true match that the matcher does not find (any more) is added, as long as the entry stands in its list.
    """
    hits: list[DecidedHit] = []
    if len(decisions) == 0:
        hits = [DecidedHit(hit, None) for hit in screened.hits]
        return Answer(query.id, query, cleared(query, screened.status), tuple(hits))
    for hit in screened.hits:
        hits.append(DecidedHit(hit, _standing(query, hit.list, hit.entity, decisions, entry_of)))
    found = {(hit.list, hit.entity) for hit in screened.hits}
    for decision in decisions.matches(query):
        if (decision.list, decision.entity) not in found:
            standing = _standing(query, decision.list, decision.entity, decisions, entry_of)
            if standing is not None:
                hits.append(DecidedHit(_as_decided(decision), standing, found=False))
    hits.sort(key=lambda one: (not one.counts, not (one.standing and one.standing.confirms)))
    statuses: list[Status] = [_status(one) for one in hits if one.counts]
    status: Status = max(statuses, key=_ORDER.index, default="clear")
    if screened.status == "not_screened":
        status = "not_screened"
    return Answer(query.id, query, cleared(query, status), tuple(hits))


def cleared(query: Query, status: Status) -> Status:
    """The status, where a number that nobody can bear clears nobody: who is meant was not looked for by it."""
    return "not_screened" if status == "clear" and wrong_numbers(query.identifiers, query.kind) else status


def hit_status(one: DecidedHit) -> Status:
    """What a hit comes to: ``hit``, ``review``, or ``clear`` where it was decided to be another party."""
    return _status(one) if one.counts else "clear"


def _status(one: DecidedHit) -> Status:
    return "hit" if one.standing is not None and one.standing.confirms else one.hit.status


def _standing(
    query: Query, list_id: str, entity: str, decisions: Decisions, entry_of: EntryOf
) -> Standing | None:
    if decisions.on(query, list_id, entity) is None:
        return None
    entry = entry_of(list_id, entity)
    return None if entry is None else decisions.standing(query, entry)


def _as_decided(decision: Decision) -> Hit:
    queried = decision.party.names[0] if decision.party.names else ""
    return Hit(
        entity=decision.entity,
        list=decision.list,
        score=decision.score or 0.0,
        status="hit",
        queried=queried,
        name=decision.name,
        because=(),
    )


# As data


def answer_to_json(
    answer: Answer, editions: dict[str, str], because: Callable[[Hit], list[dict[str, Any]]]
) -> dict[str, Any]:
    """The answer as JSON values. ``editions``: the edition in use by list; ``because``: the reasons of a hit as data."""
    return {
        "id": answer.id,
        "status": answer.status,
        "hits": [_hit_to_json(one, editions, because) for one in answer.hits],
    }


def _hit_to_json(
    one: DecidedHit, editions: dict[str, str], because: Callable[[Hit], list[dict[str, Any]]]
) -> dict[str, Any]:
    hit = one.hit
    data: dict[str, Any] = {
        "entity": hit.entity,
        "list": hit.list,
        "score": round(hit.score, 4),
        "status": _status(one),
        "counts": one.counts,
        "queried": hit.queried,
        "name": hit.name,
        "because": because(hit),
        "edition": editions.get(hit.list, ""),
    }
    if one.standing is not None:
        data["decision"] = standing_to_json(one.standing)
    return data


def standing_to_json(standing: Standing) -> dict[str, Any]:
    """A decision as JSON values; ``stands``: whether neither side changed since."""
    decision = standing.decision
    return {
        "decision": decision.verdict,
        "stands": not standing.changed,
        "changed": list(standing.changed),
        "person": decision.person,
        "second": decision.second,
        "time": decision.time,
        "reason": decision.reason,
        "evidence": list(decision.evidence),
        "links": list(decision.links),
        "edition": decision.edition,
        "matcher": decision.matcher,
        "number": decision.number,
    }
