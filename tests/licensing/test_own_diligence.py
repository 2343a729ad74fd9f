"""No surveillance item is granted without the own diligence of the authority that decides, on what is granted (Art. 5): every walk, on both databases."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, Final

import pytest
from django.db import transaction

from dualuse.licensing.cases.applications import amend, answer, submit, withdraw, write
from dualuse.licensing.cases.evidence import OWN_DILIGENCE, SCREENING, counting, seen_by
from dualuse.licensing.cases.models import Case, Question
from dualuse.licensing.cases.work import ask, assign, consult, note, refer
from dualuse.licensing.decisions.deciding import countersign, give_back, propose, reopen
from dualuse.licensing.decisions.examining import assess, check_denials, consider_denial, current_version
from dualuse.licensing.decisions.guards import why_not
from dualuse.licensing.decisions.proposal_faults import Reasons
from dualuse.licensing.denials.denial import Denial, DeniedLine, DeniedParty
from dualuse.licensing.denials.register import enter
from dualuse.licensing.forms import form_fields
from dualuse.licensing.kinds import kinds
from dualuse.licensing.people.actors import Actor, actor_of
from dualuse.licensing.people.models import Authority, Organisation, Person, Position
from dualuse.licensing.refusals import Guarded
from dualuse.licensing.transitions import BY_ACTION
from tests.support.service_diligence import examined_itself, submitted_with_documents
from tests.support.service_people import SINCE, TODAY, TRANSACTION, WHOLE, People, record_people

POINTS: Final = dict.fromkeys("abcd", "Nothing speaks against it.")
REASONS: Final = Reasons(internal="Usual customer.", applicant="The use is civil.", public="Civil use.")
LAST_DAY: Final = TODAY + timedelta(days=365)
KINDS: Final = ("assessment", "own_diligence", "denials", "screening")
GLOBAL_FIELDS: Final[dict[str, Any]] = {
    **{name: value for name, value in WHOLE.items() if name.startswith(("con", "cus"))},
    "destinations": ["AU"],
    "icp_exemption": "The programme was audited last year.",
}


class Desks:
    """Somebody who examines, and a second person, at each of two authorities; the exporter is established in the Netherlands."""

    def __init__(self, people: People) -> None:
        Organisation.objects.filter(reference="O-1").update(country="NL")
        self.exporter = people.exporter
        dutch = Authority.objects.get(code="NL")
        self.first = {"DE": people.supervisor, "NL": _person("supervisor-nl", "supervisor", dutch)}
        self.second = {"DE": people.second, "NL": _person("second-nl", "countersigner", dutch)}

    def officer(self, case: Case) -> Actor:
        """Who works on it."""
        return self.first[case.authority.code]

    def other(self, case: Case) -> Actor:
        """Who countersigns."""
        return self.second[case.authority.code]


def _person(name: str, role: str, authority: Authority) -> Actor:
    person = Person.objects.create_person(f"{name}@example.org", name)
    Position.objects.create(person=person, role=role, since=SINCE, authority=authority)
    record_people()
    return actor_of(person, TODAY)


def surveillance_case(desks: Desks, authority: str = "NL") -> Case:
    exporter = {**TRANSACTION["exporter"], "country": "NL"}
    places = {"located_in": "NL", "dispatched_from": "NL"}
    return submitted_with_documents(
        desks.exporter, "individual", {**TRANSACTION, **places, "exporter": exporter}, WHOLE, authority
    )


def examined(desks: Desks, case: Case) -> None:
    """Everything that an authority examines before it proposes."""
    officer = desks.officer(case)
    assign(officer, case.reference, Person.objects.get(pk=officer.key).email)
    assess(officer, case.reference, POINTS)
    examined_itself(officer, case.reference)
    check_denials(officer, case.reference)


def refused_by(act: Callable[[], object]) -> str:
    with pytest.raises(Guarded) as refused:
        act()
    return refused.value.guard


def _rest(desks: Desks, case: Case) -> None:
    assess(desks.officer(case), case.reference, POINTS)
    check_denials(desks.officer(case), case.reference)


def _answered(desks: Desks, case: Case) -> None:
    number = Question.objects.filter(case=case, answered=None).values_list("number", flat=True).first()
    answer(desks.exporter, case.reference, number or 1, "By our engineers.")


def _amended(desks: Desks, case: Case) -> None:
    data = current_version(case).transaction
    (item,) = data["items"]
    quantity = "20000" if item["quantity"] == "2" else "2"
    amend(desks.exporter, case.reference)
    write(desks.exporter, case.reference, {**data, "items": [{**item, "quantity": quantity}]}, None)
    submit(desks.exporter, case.reference)


def _referred(desks: Desks, case: Case, authority: str) -> Case:
    """The firm has moved to the State of that authority."""
    Organisation.objects.update(country=authority)
    return refer(desks.officer(case), case.reference, authority, "Yours.")


STEPS: Final[dict[str, Callable[[Desks, Case], object]]] = {
    "assign": lambda desks, case: assign(
        desks.officer(case), case.reference, Person.objects.get(pk=desks.officer(case).key).email
    ),
    "refer": lambda desks, case: _referred(desks, case, {"DE": "NL", "NL": "DE"}[case.authority.code]),
    "ask": lambda desks, case: ask(desks.officer(case), case.reference, "Who installs it?"),
    "answer": _answered,
    "assess": _rest,
    "examine_diligence": lambda desks, case: examined_itself(desks.officer(case), case.reference),
    "amend": _amended,
    "withdraw": lambda desks, case: withdraw(desks.exporter, case.reference, "Cancelled."),
    "reopen": lambda desks, case: reopen(desks.officer(case), case.reference, "New facts."),
    "propose": lambda desks, case: propose(
        desks.officer(case), case.reference, {}, REASONS, valid_until=LAST_DAY
    ),
    "return": lambda desks, case: give_back(desks.other(case), case.reference, "Say more."),
    "countersign": lambda desks, case: countersign(desks.other(case), case.reference, ""),
    "note": lambda desks, case: note(desks.officer(case), case.reference, "Seen."),
    "consult": lambda desks, case: consult(
        desks.officer(case), case.reference, ["FR"], "Art. 14(1)", "Asked."
    ),
}
"""One way to take each transition that changes something; ``amend`` writes another quantity and submits it, ``assess`` looks through denials, too."""
COVERED: Final = {"write", "attach", "detach", "submit", "check_denials", "consider_denial"}
"""Those that are done within the steps above, or change nothing of what was examined."""


def test_every_transition_is_walked() -> None:
    assert STEPS.keys() | COVERED == BY_ACTION.keys()


@contextmanager
def taken_back() -> Iterator[None]:
    point = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(point)


class Walk:
    """Every sequence of steps from a case that was submitted; two that leave the same behind are walked on once.

    ``examined`` is kept here, beside the service: the own diligence of the authority that decides, on what is stated, since the last referral.
    """

    def __init__(self, desks: Desks, reference: str) -> None:
        self.desks, self.reference = desks, reference
        self.seen: set[Any] = set()
        self.granted = 0

    def go_on(self, own: bool, steps: tuple[str, ...]) -> None:
        case = self._case()
        left = (own, case.state, case.authority.code, self._counting(case), self._quantity(case))
        if left in self.seen:
            return
        self.seen.add(left)
        for name, step in STEPS.items():
            if name in ("note", "consult") and len(steps) > 4:
                continue
            with taken_back():
                try:
                    with transaction.atomic():
                        step(self.desks, self._case())
                except Guarded:
                    continue
                after = name == "examine_diligence" or (own and name not in ("refer", "amend"))
                if name == "countersign":
                    assert own, (*steps, name)
                    self.granted += 1
                self.go_on(after, (*steps, name))

    def _case(self) -> Case:
        return Case.objects.select_related("authority").get(reference=self.reference)

    @staticmethod
    def _counting(case: Case) -> frozenset[str]:
        return frozenset(case.evidence.filter(voided=None).values_list("kind", flat=True))

    @staticmethod
    def _quantity(case: Case) -> str:
        return str(current_version(case).transaction["items"][0]["quantity"])


def test_no_walk_grants_what_the_deciding_authority_has_not_examined_itself(people: People) -> None:
    desks = Desks(people)
    walk = Walk(desks, surveillance_case(desks, "DE").reference)
    walk.go_on(own=False, steps=())
    assert walk.granted
    assert {state for _, state, *_ in walk.seen} >= {
        "submitted",
        "in_work",
        "question",
        "proposed",
        "decided",
    }
    assert {authority for _, _, authority, *_ in walk.seen} == {"DE", "NL"}


def test_a_referral_voids_what_the_authority_before_has_examined(people: People) -> None:
    """Art. 5, 12(2): evidence belongs to the authority that decides; it stays readable."""
    desks = Desks(people)
    case = surveillance_case(desks, "DE")
    examined(desks, case)
    referred = _referred(desks, case, "NL")
    assert referred.evidence.count() >= len(KINDS)
    assert not referred.evidence.filter(voided=None).exists()
    officer = desks.first["NL"]
    assign(officer, case.reference, "supervisor-nl@example.org")
    assess(officer, case.reference, POINTS)
    check_denials(officer, case.reference)
    assert (
        refused_by(lambda: propose(officer, case.reference, {}, REASONS, valid_until=LAST_DAY))
        == "own_diligence"
    )
    examined_itself(officer, case.reference)
    propose(officer, case.reference, {}, REASONS, valid_until=LAST_DAY)
    assert countersign(desks.second["NL"], case.reference, "").state == "decided"


def test_what_one_authority_examined_is_nothing_to_another_even_where_it_was_not_voided(
    people: People,
) -> None:
    """The digest is of the authority, too: whatever leads a case to another one, the evidence is stale there."""
    desks = Desks(people)
    case = surveillance_case(desks)
    examined(desks, case)
    assert why_not("propose", case, TODAY) is None
    Organisation.objects.update(country="DE")
    version = current_version(case)
    version.transaction = {**version.transaction, "exporter": TRANSACTION["exporter"]}
    Case.objects.update(authority=Authority.objects.get(code="DE"))
    moved = Case.objects.get(pk=case.pk)
    version = current_version(moved)
    assert all(row.seen != seen_by(row.kind, version, row.line) for row in case.evidence.all())


def test_a_conclusion_on_a_denial_does_not_go_with_a_referral(people: People) -> None:
    enter(
        Denial(
            reference="D-7",
            member_state="FR",
            kind="refused",
            decided=TODAY - timedelta(days=300),
            parties=(DeniedParty(role="end_user", name="Example Directorate", country="AE"),),
            lines=(DeniedLine(description="Interception set", entries=("5A001.f.2",)),),
            destination="AE",
        )
    )
    desks = Desks(people)
    case = surveillance_case(desks, "NL")
    examined(desks, case)
    consider_denial(
        desks.officer(case), case.reference, "FR/D-7", "not_essentially_identical", "Another set."
    )
    assert why_not("propose", case, TODAY) is None
    for authority in ("DE", "NL"):
        now = Case.objects.select_related("authority").get(pk=case.pk)
        _referred(desks, now, authority)
    now = Case.objects.select_related("authority").get(pk=case.pk)
    examined(desks, now)
    assert refused_by(
        lambda: propose(desks.officer(now), case.reference, {}, REASONS, valid_until=LAST_DAY)
    ) == ("denials")
    assert now.considerations.get().text == "Another set."


def test_an_amended_quantity_voids_own_diligence(people: People) -> None:
    desks = Desks(people)
    case = surveillance_case(desks)
    examined(desks, case)
    _amended(desks, case)
    assert not counting(case, OWN_DILIGENCE).exists()
    assert counting(case, SCREENING).exists()


def global_case(people: People, fields: dict[str, Any] = GLOBAL_FIELDS) -> Case:
    data = {name: value for name, value in TRANSACTION.items() if name != "destination"}
    case = submitted_with_documents(people.exporter, "global", data, fields, "DE")
    assign(people.officer, case.reference, "officer@example.org")
    assess(people.officer, case.reference, POINTS)
    examined_itself(people.officer, case.reference)
    return check_denials(people.officer, case.reference)


def test_an_amended_global_application_is_examined_anew(people: People) -> None:
    """Its destinations are a field of the application itself."""
    case = global_case(people)
    assert why_not("propose", case, TODAY) is None
    amend(people.exporter, case.reference)
    write(people.exporter, case.reference, None, {"contact_telephone": "+49 69 1"})
    submit(people.exporter, case.reference)
    assert why_not("propose", case, TODAY) is None
    amend(people.exporter, case.reference)
    write(people.exporter, case.reference, None, {"destinations": ["AU", "MM", "SD"]})
    submit(people.exporter, case.reference)
    assert not case.evidence.filter(voided=None).exists()


OWN_FIELDS: Final = sorted({row.name for kind in kinds().values() for row in kind.own_fields()})


@pytest.mark.parametrize("kind", KINDS)
def test_each_own_field_is_a_contact_or_is_examined(people: People, kind: str) -> None:
    case = surveillance_case(Desks(people))
    for name in OWN_FIELDS:
        version = current_version(case)
        before = seen_by(kind, version, "10")
        if form_fields()[name].path.startswith("lines."):
            version.lines = {"10": {**version.lines["10"], name: "another"}}
        else:
            version.fields = {**version.fields, name: "another"}
        assert (seen_by(kind, version, "10") == before) == form_fields()[name].is_contact, name


def test_contacts_are_few() -> None:
    """What is no contact is examined: a field that is new is, before anybody thinks of it."""
    assert {name for name in OWN_FIELDS if form_fields()[name].is_contact} == {
        "contact_name", "contact_email", "contact_telephone",
    }  # fmt: skip
