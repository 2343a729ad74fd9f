"""What is offered is done: from a proposal onwards, whatever may be done to a case in whatever order ends in an answer; on both databases."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

from django.db import transaction

from dualuse.licensing.actions import ACTIONS, offers, perform
from dualuse.licensing.cases.applications import amend, answer, submit, withdraw, write
from dualuse.licensing.cases.models import Case
from dualuse.licensing.cases.queries import cases_for
from dualuse.licensing.decisions.models import Proposal
from dualuse.licensing.events.verifying import record_faults
from dualuse.licensing.people.actors import Actor
from dualuse.licensing.refusals import Refusal
from tests.licensing.test_api import Caller, callers
from tests.support.service_decisions import proposed_case
from tests.support.service_people import TODAY, People, move_applicant, people_there, record_people

__all__ = ["callers"]
PROPOSAL: Final = {
    "lines": {"10": {"decision": "granted"}},
    "valid_until": TODAY.replace(year=TODAY.year + 1, day=1).isoformat(),
    "reasons": {"internal": "Usual.", "applicant": "Civil use.", "public": "Civil use."},
}
BODIES: Final[Mapping[str, Mapping[str, Any]]] = {
    "assess": dict.fromkeys("abcd", "Nothing speaks against it."),
    "check_denials": {},
    "consult": {"with": ["FR"], "under": "Art. 14(1)", "text": "It was told."},
    "propose": PROPOSAL,
}
"""A body that fits, by action; of the others, words."""
NEEDS_MORE: Final = {"examine_diligence", "consider_denial"}
"""There is no surveillance item and no denial to which these could be done."""
APPLICANT: Final[Mapping[str, Callable[[Actor, str], object]]] = {
    "amend": amend,
    "write": lambda actor, case: write(actor, case, None, {"contact_name": "B. Person"}),
    "submit": submit,
    "withdraw": lambda actor, case: withdraw(actor, case, "No more."),
    "answer": lambda actor, case: answer(actor, case, 1, "So it is."),
}
OFFICIALS: Final = ("supervisor", "officer_nl")
"""A supervisor may do whatever an officer and a second person may; the first proposal is an officer's."""


@contextmanager
def taken_back() -> Iterator[None]:
    """What is done in it is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def signature(case: Case) -> tuple[Any, ...]:
    """What of a case decides on what may be done to it."""
    latest = case.proposals.order_by("-number").first()
    return (
        case.state,
        case.authority.code,
        bool(case.drafted),
        latest and (latest.standing, latest.case_version == case.current, latest.proposed_by_id),
        frozenset(case.evidence.filter(voided=None).values_list("kind", flat=True)),
        case.questions.filter(answered=None).exists(),
        case.authorisations.exists(),
    )


def acts(people: People) -> Iterator[tuple[str, Actor, str]]:
    """Everything that anybody could do."""
    yield from (("exporter", people.exporter, name) for name in APPLICANT)
    for who in OFFICIALS:
        yield from ((who, getattr(people, who), row.name) for row in ACTIONS if row.name not in NEEDS_MORE)


def do(actor: Actor, name: str, case: Case) -> object:
    if name in APPLICANT:
        return APPLICANT[name](actor, case.reference)
    is_german = case.authority.code == "DE"
    bodies = {
        "assign": {"person": "officer@example.org" if is_german else "officer-nl@example.org"},
        "refer": {"authority": "NL" if is_german else "DE", "text": "It is yours."},
        **BODIES,
    }
    return perform(actor, name, case.reference, bodies.get(name, {"text": "So it is."}), None)


@dataclass
class Walk:
    """The states that were met, with what was done from each, and what went otherwise than was offered."""

    people: People
    callers: Mapping[str, Caller]
    met: set[tuple[Any, ...]] = field(default_factory=set)
    steps: set[tuple[str, str]] = field(default_factory=set)
    slips: list[str] = field(default_factory=list)

    def from_case(self, reference: str, left: int, way: tuple[str, ...] = ()) -> None:
        """Do everything to a case as it is now, and go on from each other case that this makes of it."""
        case = Case.objects.get(reference=reference)
        self.met.add(signature(case))
        self._look(case, way)
        for who, actor, name in acts(self.people):
            with taken_back():
                step = (*way, f"{who}:{name}")
                if name == "refer":  # who is competent refers nothing away
                    move_applicant("NL" if case.authority.code == "DE" else "DE")
                is_offered = self._is_offered(actor, name, Case.objects.get(pk=case.pk))
                try:
                    do(actor, name, Case.objects.get(pk=case.pk))
                except Refusal as refused:
                    if is_offered:
                        self.slips.append(f"{step}: offered, and {refused.why.text}")
                    continue
                except Exception as error:
                    self.slips.append(f"{step}: {error!r}")
                    continue
                self.steps.add((case.state, name))
                if is_offered is False:
                    self.slips.append(f"{step}: done, and was not offered")
                after = Case.objects.get(pk=case.pk)
                if Proposal.objects.filter(case=after, standing="proposed").exists() != (
                    after.state == "proposed"
                ):
                    self.slips.append(f"{step}: {after.state}, and something is proposed, or nothing")
                if left > 1 and signature(after) not in self.met:
                    self.from_case(reference, left - 1, step)

    def _look(self, case: Case, way: tuple[str, ...]) -> None:
        """Ask for the case and the application as they are now, over HTTP."""
        official = "supervisor" if case.authority.code == "DE" else "officer-nl"
        for who, route in ((official, "cases"), ("exporter", "applications")):
            answer = self.callers[who].send("GET", f"{route}/{case.reference}")
            if answer.status_code != 200:
                self.slips.append(f"{way}: GET {route} is {answer.status_code}")

    def _is_offered(self, actor: Actor, name: str, case: Case) -> bool | None:
        """Whether an authority is offered an action; None: nobody is offered anything."""
        if name in APPLICANT or not cases_for(actor, "view_case").filter(pk=case.pk).exists():
            return None
        offer = next(row for row in offers(actor, case, TODAY) if row.action.name == name)
        # What a body has to say is looked at when it is there.
        return None if name == "propose" and offer.why is None else offer.why is None


def test_every_way_on_from_a_proposal_ends_in_an_answer(callers: dict[str, Caller]) -> None:
    record_people()  # their tokens, too
    people = people_there()
    walk = Walk(people, callers)
    reference = proposed_case(people)
    walk.from_case(reference, 3)
    assert walk.slips[:10] == []
    assert {state for state, _ in walk.steps} == {
        "submitted",
        "in_work",
        "question",
        "proposed",
        "decided",
        "withdrawn",
    }
    assert {
        ("in_work", "propose"),
        ("proposed", "return"),
        ("proposed", "submit"),
    } <= walk.steps
    assert list(record_faults()) == []
