"""The answer on a party: what the matcher found, and what people have already decided about it.

A hit that was decided to be false stays in the answer and does not count; a true match counts whatever its score.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from dualuse.i18n.statuses import PARTY_STATUS
from dualuse.inputs.lengths import LONGEST_TEXT
from dualuse.screening.decisions.decisions import Decision, Decisions, StandingDecision
from dualuse.screening.index.identifiers import wrong_numbers
from dualuse.screening.matching.screened import Hit, Query, Screened, Status
from dualuse.sources.lists.listed_party import ListedParty

EntryOf = Callable[[str, str], ListedParty | None]
"""An entry as it stands now, by list and id; None where the list has none."""


@dataclass(frozen=True, slots=True)
class DecidedHit:
    """A hit and the decision on it, if any. ``counts``: whether it counts towards the status of the answer.

    ``by_matcher``: whether the matcher found it; otherwise it is a true match kept only by a person's decision.
    """

    hit: Hit
    standing: StandingDecision | None
    by_matcher: bool = True

    @property
    def counts(self) -> bool:
        """Whether the hit stands: no decision in force says that it is another party."""
        return self.standing is None or not self.standing.suppresses


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer on one party; hits best first, those that do not count last."""

    id: str
    query: Query
    status: Status
    hits: tuple[DecidedHit, ...]


def answer(query: Query, screened: Screened, decisions: Decisions, entry_of: EntryOf) -> Answer:
    """The matcher's answer with the decisions applied.

    A true match that the matcher does not find (any more) is added, as long as the entry stands in its list.
    """
    if len(decisions) == 0:
        undecided = tuple(DecidedHit(hit, None) for hit in screened.hits)
        return Answer(query.id, query, final_status(query, screened.status), undecided)
    hits = [
        DecidedHit(hit, _standing(query, hit.list, hit.entity, decisions, entry_of)) for hit in screened.hits
    ]
    found_pairs = {(hit.list, hit.entity) for hit in screened.hits}
    for decision in decisions.matches(query):
        if (decision.list, decision.entity) not in found_pairs:
            standing = _standing(query, decision.list, decision.entity, decisions, entry_of)
            if standing is not None:
                hits.append(DecidedHit(_as_decided(decision), standing, by_matcher=False))
    hits.sort(key=lambda hit: (not hit.counts, not (hit.standing and hit.standing.confirms)))
    status: Status = max(map(hit_status, hits), key=PARTY_STATUS.rank, default="clear")
    if screened.status == "not_screened":
        status = "not_screened"
    return Answer(query.id, query, final_status(query, status), tuple(hits))


def final_status(query: Query, status: Status) -> Status:
    """The status of an answer: nobody is cleared by a number that nobody can bear, since it finds nobody, nor by an address too long to be one."""
    if status != "clear":
        return status
    too_long = any(len(address) > LONGEST_TEXT for address in query.addresses)
    return "not_screened" if too_long or wrong_numbers(query.identifiers, query.kind) else status


def hit_status(decided: DecidedHit) -> Status:
    """The status of a hit after decisions: ``hit``, ``review``, or ``clear`` where it was decided to be another party."""
    return _status_if_counted(decided) if decided.counts else "clear"


def _status_if_counted(decided: DecidedHit) -> Status:
    confirmed = decided.standing is not None and decided.standing.confirms
    return "hit" if confirmed else decided.hit.status


def _standing(
    query: Query, list_id: str, entity: str, decisions: Decisions, entry_of: EntryOf
) -> StandingDecision | None:
    if decisions.on(query, list_id, entity) is None:
        return None
    entry = entry_of(list_id, entity)
    return None if entry is None else decisions.standing(query, entry)


def _as_decided(decision: Decision) -> Hit:
    return Hit(
        entity=decision.entity,
        list=decision.list,
        score=decision.score or 0.0,
        status="hit",
        queried=decision.party.names[0] if decision.party.names else "",
        name=decision.name,
        because=(),
    )


# As data


def answer_to_json(
    answer: Answer, editions: dict[str, str], because: Callable[[Hit], list[dict[str, Any]]]
) -> dict[str, Any]:
    """The answer as JSON values. ``editions``: the edition in use of each list; ``because``: gives the reasons of a hit as data."""
    return {
        "id": answer.id,
        "status": answer.status,
        "hits": [_hit_to_json(decided, editions, because) for decided in answer.hits],
    }


def _hit_to_json(
    decided: DecidedHit, editions: dict[str, str], because: Callable[[Hit], list[dict[str, Any]]]
) -> dict[str, Any]:
    hit = decided.hit
    data: dict[str, Any] = {
        "entity": hit.entity,
        "list": hit.list,
        "score": round(hit.score, 4),
        "status": _status_if_counted(decided),
        "counts": decided.counts,
        "queried": hit.queried,
        "name": hit.name,
        "because": because(hit),
        "edition": editions.get(hit.list, ""),
    }
    if decided.standing is not None:
        data["decision"] = standing_to_json(decided.standing)
    return data


def standing_to_json(standing: StandingDecision) -> dict[str, Any]:
    """A decision as JSON values; ``stands``: whether neither side has changed since; ``trusted``: whether its workspace is trusted."""
    decision = standing.decision
    return {
        "decision": decision.verdict,
        "stands": not standing.changed,
        "changed": list(standing.changed),
        "trusted": standing.trusted,
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
