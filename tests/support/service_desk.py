"""A case that is ready to be proposed, and everybody with password and device, for the tests of the pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dualuse.licensing.cases.applications import submit
from dualuse.licensing.cases.models import Case
from dualuse.licensing.cases.work import assign
from dualuse.licensing.decisions.examining import assess, check_denials
from dualuse.licensing.people.models import Person
from dualuse.licensing.signing_in.second_factor import enrol, new_secret
from tests.support.service_pages import PASSWORD, Codes, Visitor
from tests.support.service_people import UNLISTED, WHOLE, People, apply_with_specification, record_people


@dataclass
class Desk:
    """The reference of the case, and the secret of each person's device by its name."""

    case: str
    secrets: dict[str, str]
    codes: Codes
    people: People

    def visitor(self, name: str) -> Visitor:
        """Somebody who signed in."""
        visitor = Visitor()
        visitor.sign_in(f"{name}@example.org", code=self.code(name))
        assert visitor.get("/account").status_code == 200
        return visitor

    def code(self, name: str) -> str:
        """A code that was not used."""
        return self.codes.of(self.secrets[name])

    def state(self) -> str:
        """That of the case."""
        return Case.objects.get(reference=self.case).state

    def confirmed(self, visitor: Visitor, action: str, code: str, **fields: Any) -> Any:
        """The form of an action, filled in and sent for the version that the case has now."""
        version = str(Case.objects.get(reference=self.case).version)
        sent = {"version": version, **fields, "code": code}
        return visitor.post(f"/cases/{self.case}/{action}", form_at="/account", **sent)


def new_desk(people: People, codes: Codes) -> Desk:
    """A case that lacks nothing but its decision."""
    secrets = {}
    for person in Person.objects.all():
        person.set_password(PASSWORD)
        person.save()
    record_people()
    for person in Person.objects.all():
        secrets[person.name] = new_secret()
        enrol(person, secrets[person.name])
    case = apply_with_specification(people.exporter, "individual", UNLISTED, WHOLE, authority="DE")
    submit(people.exporter, case.reference)
    assign(people.officer, case.reference, "officer@example.org")
    assess(people.officer, case.reference, dict.fromkeys("abcd", "Nothing speaks against it."))
    check_denials(people.officer, case.reference)
    return Desk(case.reference, secrets, codes, people)
