"""What people decided about hits: this counterparty is, or is not, that listed party.

A decision is about one pair: a counterparty as it was stated, and an entry as it stood in an edition of a list. It is kept
in the chain ``decisions`` of a workspace; a later decision on the pair supersedes it, and nothing is removed. A counterparty
is known by its number (``Query.id``) where it has one, so that a change of its data is seen; without a number it is what is
stated of it, and something else stated is another counterparty. A text that names somebody is no counterparty: what is decided
about it holds for nobody whose name is written like it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, Literal, get_args

from dualuse.i18n import N_
from dualuse.inputs.line_problems import is_broken, no_text
from dualuse.inputs.opening import opened
from dualuse.inputs.persons import in_words, named
from dualuse.inputs.problem_words import NO_REASON
from dualuse.inputs.problems import InputError, Problem, new_problem, suggestion
from dualuse.record.event import Event
from dualuse.record.workspace import Workspace
from dualuse.screening.decisions.command import PLACEHOLDER
from dualuse.screening.decisions.identity_digest import (
    entry_digest,
    party_digest,
    query_from_json,
    query_to_json,
)
from dualuse.screening.matching.screened import Hit, Query
from dualuse.sources.lists.edition import Edition
from dualuse.sources.lists.listed_party import ListedParty

Verdict = Literal["false_positive", "true_match", "undecided"]
VERDICTS: Final[tuple[Verdict, ...]] = get_args(Verdict)
Side = Literal["counterparty", "entry"]

CHAIN: Final = "decisions"
_KIND: Final = "hit_decided"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A decision. ``edition`` … ``matcher``: what it was based on; ``time`` is in UTC.

    ``evidence``: digests of files in the workspace; ``links``: addresses. ``second``: another person who confirmed it,
    or "". ``score`` is None where the matcher did not find the pair and a person named it.
    """

    verdict: Verdict
    person: str
    reason: str
    party: Query
    list: str
    entity: str
    entry: str
    edition: str
    dated: str
    checksum: str
    matcher: str
    name: str
    score: float | None
    evidence: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    second: str = ""
    time: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class StandingDecision:
    """A decision, and which sides have changed since: it stands as long as none has. ``trusted``: whether its workspace is trusted."""

    decision: Decision
    changed: tuple[Side, ...]
    trusted: bool = True

    @property
    def suppresses(self) -> bool:
        """Whether the hit is discounted: it was decided to be another party, neither side has changed since, and the workspace is trusted."""
        return self.decision.verdict == "false_positive" and not self.changed and self.trusted

    @property
    def confirms(self) -> bool:
        """Whether the hit counts whatever its score: a true match stays until a person decides otherwise."""
        return self.decision.verdict == "true_match"


def new_decision(
    verdict: str,
    party: Query,
    entry: ListedParty,
    edition: Edition,
    matcher: str,
    hit: Hit | None,
    *,
    person: str,
    reason: str,
    second: str = "",
    links: Sequence[str] = (),
) -> Decision:
    """A decision on a pair, as it is before it is recorded.

    Raises:
        InputError: no such verdict, no person, no reason, the second person is the first, or there is no hit to be false.
    """
    person, reason, second = named(person), in_words(reason), named(second)
    problems = list(_problems_of(verdict, person, reason, second=second))
    if verdict == "false_positive" and hit is None:
        problems.append(_no_such_hit(party, entry))
    stated = {"person": person, "reason": reason, "second": second, "evidence": " ".join(links)}
    problems += [no_text(name, text) for name, text in stated.items() if is_broken(text)]
    if problems:
        raise InputError(problems)
    return Decision(
        verdict=verdict,  # type: ignore[arg-type]  # checked above
        person=person,
        reason=reason,
        party=party,
        list=entry.list,
        entity=entry.id,
        entry=entry_digest(entry),
        edition=edition.edition,
        dated=edition.dated,
        checksum=edition.checksum,
        matcher=matcher,
        name=hit.name if hit else "",
        score=hit.score if hit else None,
        links=tuple(links),
        second=second,
    )


def decide(workspace: Workspace, decision: Decision, evidence: Sequence[Path] = ()) -> Decision:
    """Record a decision with its evidence files, which are copied into the workspace; returns it as recorded.

    Raises:
        InputError: a file of evidence cannot be read, or the workspace cannot be written; nothing was decided.
    """
    files = tuple(_keep_evidence(workspace, path) for path in evidence)
    private = {
        "party": query_to_json(decision.party),
        "reason": decision.reason,
        "name": decision.name,
        "links": list(decision.links),
    }
    body = {
        "verdict": decision.verdict,
        "counterparty": decision.party.id,
        "list": decision.list,
        "entity": decision.entity,
        "entry": decision.entry,
        "edition": decision.edition,
        "dated": decision.dated,
        "checksum": decision.checksum,
        "matcher": decision.matcher,
        "score": decision.score,
        "second": decision.second,
    }
    digest = workspace.keep_private(private)
    event = workspace.chain(CHAIN).append(decision.person, _KIND, body, files=files, private=digest)
    return replace(decision, evidence=files, time=event.time, number=event.number)


class Decisions:
    """The latest decision on each pair in a workspace, in memory; ``trusted``: whether they may clear anybody."""

    def __init__(self, decisions: Sequence[Decision] = (), trusted: bool = True) -> None:
        self.trusted: Final = trusted
        self._last: dict[tuple[str, str, str], Decision] = {}
        self._digests: dict[tuple[str, str, str], str] = {}
        self._matches: dict[str, dict[tuple[str, str], Decision]] = {}
        for decision in decisions:
            party = party_key(decision.party)
            key = (party, decision.list, decision.entity)
            self._last[key] = decision
            self._digests[key] = party_digest(decision.party)
            matches = self._matches.setdefault(party, {})
            matches.pop(key[1:], None)
            if decision.verdict == "true_match":
                matches[key[1:]] = decision

    @classmethod
    def recorded_in(cls, workspace: Workspace) -> Decisions:
        """Read the decisions of a workspace. Those whose private part was erased are left out: whom they were about is no longer known.

        Raises:
            InputError: the chain or a private part was changed.
        """
        return cls(tuple(recorded(workspace)), not workspace.is_untrusted(CHAIN))

    def __len__(self) -> int:
        return len(self._last)

    def on(self, party: Query, list_id: str, entity: str) -> Decision | None:
        """The latest decision on the pair, whether or not it still stands."""
        return self._last.get((party_key(party), list_id, entity))

    def standing(self, party: Query, entry: ListedParty) -> StandingDecision | None:
        """The latest decision on the pair, and what has changed since; None if nobody has decided."""
        key = (party_key(party), entry.list, entry.id)
        decision = self._last.get(key)
        if decision is None:
            return None
        changed: list[Side] = []
        if party_digest(party) != self._digests[key]:
            changed.append("counterparty")
        if entry_digest(entry) != decision.entry:
            changed.append("entry")
        return StandingDecision(decision, tuple(changed), self.trusted)

    def matches(self, party: Query) -> tuple[Decision, ...]:
        """The true matches of a counterparty."""
        return tuple(self._matches.get(party_key(party), {}).values())


def recorded(workspace: Workspace) -> Iterator[Decision]:
    """All decisions of a workspace in order, including superseded ones, without those that were erased.

    Raises:
        InputError: the chain or a private part was changed.
    """
    if CHAIN not in workspace.chains():
        return
    for event in workspace.chain(CHAIN).events():
        if event.kind != _KIND:
            continue
        if (private := workspace.private(event.private)) is not None:
            yield _decision(event, private)


def party_key(party: Query) -> str:
    """What identifies a counterparty: its number or, without one, what is stated about it."""
    return f"id:{party.id}" if party.id else f"stated:{party_digest(party)}"


def _decision(event: Event, private: dict[str, Any]) -> Decision:
    body = event.body
    return Decision(
        verdict=body["verdict"],
        person=event.person,
        reason=private["reason"],
        party=query_from_json(private["party"]),
        list=body["list"],
        entity=body["entity"],
        entry=body["entry"],
        edition=body["edition"],
        dated=body["dated"],
        checksum=body["checksum"],
        matcher=body["matcher"],
        name=private["name"],
        score=body["score"],
        evidence=event.files,
        links=tuple(private["links"]),
        second=body["second"],
        time=event.time,
        number=event.number,
    )


def _keep_evidence(workspace: Workspace, path: Path) -> str:
    with opened(path, field="evidence") as stream:
        return workspace.keep_stream(stream)


_FAULTS: Final = {
    "verdict_placeholder": (
        "decision",
        N_("DECISION stands where the decision goes"),
        N_("Write true_match (it is the same) or false_positive (it is another one) in its place"),
    ),
    "person_missing": (
        "person",
        N_("nobody is named who decides"),
        N_("Say who decides with --person: a person does"),
    ),
    "reason_missing": (
        "reason",
        NO_REASON,
        N_("Say why with --reason, so that others can follow it later"),
    ),
    "second_is_first": (
        "second",
        N_("the second person is the one who decides"),
        N_("Name somebody else, or leave the second person out"),
    ),
}
"""What may be wrong with a decision: the field, what, and what to do."""


def _problems_of(verdict: str, person: str, reason: str, *, second: str) -> Iterator[Problem]:
    if verdict not in (*VERDICTS, PLACEHOLDER):
        yield new_problem(
            "verdict_unknown",
            N_("there is no decision called {name}"),
            suggestion(verdict, VERDICTS),
            path="decision",
            name=verdict[:40],
        )
    wrong = {
        "verdict_placeholder": verdict == PLACEHOLDER,
        "person_missing": not person,
        "reason_missing": not reason,
        "second_is_first": bool(second) and second.casefold() == person.casefold(),
    }
    for code, (path, what, remedy) in _FAULTS.items():
        if wrong[code]:
            yield new_problem(code, what, remedy, path=path)


def _no_such_hit(party: Query, entry: ListedParty) -> Problem:
    what = N_("{list} {entity} is no hit of this party")
    remedy = N_("State the party as it is screened, and take list and entry from the answer")
    if party.is_text:
        what = N_("{list} {entity} is not named in this text")
        remedy = N_(
            "State the whole text as it stands in the transaction, and take list and entry from the answer"
        )
    return new_problem("no_such_hit", what, remedy, path="entity", list=entry.list, entity=entry.id)
