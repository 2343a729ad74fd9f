"""What an authority may do to a case, as one table: the body of each action, the function that does it, and whether it is allowed now.

The API, the pages and the description of both come from here; what is offered is what the services do.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Final, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StringConstraints, ValidationError

from dualuse.i18n import N_, Message
from dualuse.licensing.body_faults import body_faults
from dualuse.licensing.cases.applications import malformed
from dualuse.licensing.cases.changes import looked_up, see_allowed, see_no_part, see_state
from dualuse.licensing.cases.interests import has_part_in, part_of_applicant
from dualuse.licensing.cases.models import Case
from dualuse.licensing.cases.queries import cases_for
from dualuse.licensing.cases.work import ask, assign, consult, note, refer
from dualuse.licensing.decisions.concluding import Conclusion
from dualuse.licensing.decisions.deciding import countersign, give_back, propose, reopen
from dualuse.licensing.decisions.examining import (
    POINTS,
    assess,
    check_denials,
    consider_denial,
    examine_diligence,
)
from dualuse.licensing.decisions.guards import see_guards
from dualuse.licensing.decisions.hits import HitWords
from dualuse.licensing.decisions.proposal_faults import LineDecision, Reasons
from dualuse.licensing.moments import now
from dualuse.licensing.people.actors import Actor
from dualuse.licensing.refusals import Forbidden, Guarded
from dualuse.licensing.transitions import DECIDING
from dualuse.transparency.decision import Criterion

Shape = TypeVar("Shape", bound=BaseModel)
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000)]
Amount = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,15}(\.[0-9]{1,6})?$")]


class Body(BaseModel):
    """A body: what it does not know is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Nothing(Body):
    """No fields."""


class Text(Body):
    """Words of a person."""

    text: Words


class MayText(Body):
    """Words of a person, if there is anything to say."""

    text: Annotated[str, StringConstraints(strip_whitespace=True, max_length=20_000)] = ""


class Assign(Body):
    """To whom, by e-mail address."""

    person: Words


class Refer(Body):
    """To which authority, and why."""

    authority: Words
    text: Words


class ConsideredHit(Body):
    """What is concluded of a hit on a party (by its path in the evidence), and why in words; without list and entity, of every hit on it."""

    party: Words
    list: str = ""
    entity: str = ""
    conclusion: Conclusion
    text: Words


class Assess(Body):
    """Art. 15(1): (a) obligations, (b) sanctions, (c) foreign and security policy, (d) end use and diversion; by line, whether it is a cyber-surveillance
    item (Art. 2(20)), and the entries of Annex I that the authority itself takes it for (Art. 3; an empty list: none); and what is said of hits on the sanctions
    lists.
    """

    a: Words
    b: Words
    c: Words
    d: Words
    surveillance: dict[str, StrictBool] = Field(default_factory=dict)
    classification: dict[str, list[Words]] = Field(default_factory=dict)
    hits: Annotated[tuple[ConsideredHit, ...], Field(max_length=1_000)] = ()


class DiligenceAnswer(Body):
    """An answer to a question, with its reason, of an item or a party where the question is of one."""

    question: Words
    answer: Literal["yes", "no", "unknown"]
    reason: Words
    item: str = ""
    party: str = ""


class ExamineDiligence(Body):
    """The authority's own due diligence (Art. 5)."""

    answers: Annotated[tuple[DiligenceAnswer, ...], Field(min_length=1, max_length=2_000)]


class Consult(Body):
    """With which Member States, under which Article, and what was exchanged."""

    with_: tuple[Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")], ...] = Field(
        alias="with", min_length=1, max_length=27
    )
    under: Annotated[str, StringConstraints(pattern=r"^Art\. [0-9]{1,2}(\([0-9]{1,2}\))?$")]
    text: Words


class ConsiderDenial(Body):
    """What was concluded of a denial (Art. 16(5)): ``NL/D-2025-17``."""

    denial: Words
    conclusion: Literal["essentially_identical", "not_essentially_identical"]
    text: Words


class ProposedLine(Body):
    """What is proposed of a line; what is left out is as applied for."""

    decision: Words | None = None
    quantity: Amount | None = None
    value: Amount | None = None
    conditions: str = ""


class ThreeReasons(Body):
    """For the file, for the applicant, for the public."""

    internal: Words
    applicant: Words
    public: Words


class Propose(Body):
    """A decision on each line; lines that are left out are decided as the kind says. ``longer``: why what is granted holds longer than the kind has it; ``all_the_same``: why it
    is granted though a decisive question of the own due diligence was answered adversely."""

    lines: dict[str, ProposedLine] = Field(default_factory=dict)
    valid_until: date | None = None
    longer: Annotated[str, StringConstraints(strip_whitespace=True, max_length=20_000)] = ""
    all_the_same: Annotated[str, StringConstraints(strip_whitespace=True, max_length=20_000)] = ""
    criteria: tuple[Criterion, ...] = ()
    reasons: ThreeReasons


@dataclass(frozen=True, slots=True)
class CaseAction:
    """An action of the contract on a case: its name, its body, and what does it."""

    name: str
    body: type[Body]
    perform: Callable[[Actor, str, Any, int | None], Case]


def _propose(actor: Actor, reference: str, body: Propose, version: int | None) -> Case:
    lines = {
        line: LineDecision(row.decision or "", _decimal(row.quantity), _decimal(row.value), row.conditions)
        for line, row in body.lines.items()
    }
    reasons = Reasons(
        internal=body.reasons.internal, applicant=body.reasons.applicant, public=body.reasons.public
    )
    return propose(
        actor,
        reference,
        lines,
        reasons,
        criteria=body.criteria,
        valid_until=body.valid_until,
        longer=body.longer,
        all_the_same=body.all_the_same,
        version=version,
    )


def _assess(actor: Actor, reference: str, body: Assess, version: int | None) -> Case:
    points = body.model_dump(include=set(POINTS))
    hits = [HitWords(row.party, row.conclusion, row.text, row.list, row.entity) for row in body.hits]
    return assess(
        actor,
        reference,
        points,
        version,
        surveillance=body.surveillance,
        classification=body.classification,
        hits=hits,
    )


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


ACTIONS: Final[tuple[CaseAction, ...]] = (
    CaseAction("assign", Assign, lambda actor, case, body, seen: assign(actor, case, body.person, seen)),
    CaseAction("refer", Refer, lambda actor, case, body, seen: refer(actor, case, body.authority, body.text, seen)),
    CaseAction("ask", Text, lambda actor, case, body, seen: ask(actor, case, body.text, seen)),
    CaseAction("assess", Assess, lambda actor, case, body, seen: _assess(actor, case, body, seen)),
    CaseAction(
        "examine_diligence", ExamineDiligence,
        lambda actor, case, body, seen: examine_diligence(actor, case, [row.model_dump() for row in body.answers], seen),
    ),
    CaseAction("check_denials", Nothing, lambda actor, case, body, seen: check_denials(actor, case, seen)),
    CaseAction(
        "consider_denial", ConsiderDenial,
        lambda actor, case, body, seen: consider_denial(actor, case, body.denial, body.conclusion, body.text, seen),
    ),
    CaseAction(
        "consult", Consult, lambda actor, case, body, seen: consult(actor, case, body.with_, body.under, body.text, seen)
    ),
    CaseAction("propose", Propose, _propose),
    CaseAction("return", Text, lambda actor, case, body, seen: give_back(actor, case, body.text, seen)),
    CaseAction("countersign", MayText, lambda actor, case, body, seen: countersign(actor, case, body.text, seen)),
    CaseAction("reopen", Text, lambda actor, case, body, seen: reopen(actor, case, body.text, seen)),
    CaseAction("note", Text, lambda actor, case, body, seen: note(actor, case, body.text, seen)),
)  # fmt: skip
BY_NAME: Final[Mapping[str, CaseAction]] = {action.name: action for action in ACTIONS}
SECOND_FACTOR: Final = DECIDING
"""What a token does not do but in a demonstration: a person confirms it with a second factor."""


@dataclass(frozen=True, slots=True)
class Offer:
    """An action on a case as it is now: whether it is allowed, and if not, by which guard and why."""

    action: CaseAction
    guard: str = ""
    why: Message | None = None


def offers(actor: Actor, case: Case, on: date) -> list[Offer]:
    """Every action, those that are not allowed too, with the first reason why not."""
    has_part = actor.person is not None and has_part_in(actor.person, case, on)
    return [_offer(actor, case, action, on, has_part) for action in ACTIONS]


def _offer(actor: Actor, case: Case, action: CaseAction, on: date, has_part: bool) -> Offer:
    if not cases_for(actor, action.name).filter(pk=case.pk).exists():
        return Offer(action, "role", Forbidden.of_role().why)
    try:
        see_state(actor, action.name, case)
        if has_part:
            return Offer(action, "four_eyes", part_of_applicant())
        if (
            action.name == "countersign"
            and case.proposals.filter(standing="proposed", proposed_by=actor.key).exists()
        ):
            return Offer(
                action,
                "four_eyes",
                Message("four_eyes", N_("who proposed a decision does not countersign it")),
            )
        see_guards(action.name, case, on)
    except Guarded as refused:
        return Offer(action, refused.guard, refused.why)
    return Offer(action)


def perform(actor: Actor, name: str, reference: str, data: Any, version: int | None) -> Case:
    """Do an action with a body as it was sent, in the order of refusals of the contract: role, object, version, state, body.

    Raises:
        KeyError: there is no such action.
        Refusal: see :func:`~dualuse.licensing.cases.changes.changing`; Malformed: the body is not of its shape.
    """
    action = BY_NAME[name]
    see_allowed(actor, name)
    body = shaped(action.body, data, lambda: see_object(actor, name, reference, version))
    return action.perform(actor, reference, body, version)


def shaped(shape: type[Shape], data: Any, see: Callable[[], object] = lambda: None) -> Shape:
    """What was sent, in its shape.

    Args:
        shape: what it should be.
        data: plain JSON data.
        see: refuses what is refused before a body is looked at.

    Raises:
        Malformed: it is not of the shape, each place of it.
    """
    try:
        return shape.model_validate(data)
    except ValidationError as error:
        see()
        rows = error.errors(include_url=False, include_input=False)
        raise malformed(body_faults(rows)) from None


def see_object(actor: Actor, name: str, reference: str, version: int | None) -> None:
    """Refuse what is refused before a body is looked at: an object that is not there, another version, the state, a part in the application.

    Raises:
        NotThere, OtherVersion, Guarded: so it is.
    """
    case = looked_up(actor, name, reference, version)
    see_state(actor, name, case)
    see_no_part(actor, name, case, now().date())
