"""The forty cases of the demonstration, each brought to where it is by the services themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import cycle
from typing import Any, Final

from dualuse.licensing.authorisations.models import Authorisation
from dualuse.licensing.cases.applications import apply, submit, withdraw
from dualuse.licensing.cases.models import Case
from dualuse.licensing.cases.work import ask, assign, note
from dualuse.licensing.decisions.deciding import countersign, propose
from dualuse.licensing.decisions.examining import (
    assess,
    check_denials,
    consider_denial,
    current_version,
    denials_met,
)
from dualuse.licensing.decisions.proposal_faults import LineDecision, Reasons
from dualuse.licensing.documents.attaching import Upload, attach
from dualuse.licensing.events.chain import append
from dualuse.licensing.moments import at, now
from dualuse.licensing.people.actors import Actor
from dualuse.licensing.people.models import Organisation

Row = Mapping[str, Any]
_EXPORTERS: Final = ("exporter@meridian.example", "exporter@norvik.example", "exporter@kaskade.example")
_AUTHORITIES: Final[Mapping[str, tuple[str, str]]] = {
    "DE": ("second.officer@de.example", "countersigner@de.example"),
    "NL": ("officer@nl.example", "countersigner@nl.example"),
}
"""Who works on the cases that are not named, and who countersigns, by State."""
_POINTS: Final = dict.fromkeys("abcd", "Examined: nothing speaks against it.")
_GRANTING: Final = Reasons(
    internal="Known end user, civil use.",
    applicant="The use stated is civil and credible.",
    public="Civil use by a known end user.",
)
_REFUSING: Final = Reasons(
    internal="The use does not fit the item.",
    applicant="The end use stated does not explain the item.",
    public="Risk that the items are diverted.",
)
_ENDS: Final = (
    "submitted",
    "question",
    "in_work",
    "granted",
    "granted",
    "partly",
    "refused",
    "not_required",
    "withdrawn",
    "proposed",
)
"""Where the cases that are not named have come to, in turn."""
_UNNAMED: Final = 32
_OF_THE_NETHERLANDS: Final = 4
"""Each so many-th of them is an application in the Netherlands."""


@dataclass(slots=True)
class Cases:
    """What is named: references of cases, numbers of authorisations."""

    named: dict[str, str] = field(default_factory=dict)
    authorisations: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Maker:
    """What all cases are made of: what is invented, who acts, what time it is."""

    invented: Row
    actors: Mapping[str, Actor]
    moment: datetime

    def applied(self, exporter: str, item: Row, end_user: Row, quantities: Sequence[int], days: int) -> str:
        """The reference of a draft that lacks nothing, begun so many days ago."""
        actor = self.actors[exporter]
        with at(self.moment - timedelta(days=days)):
            data = _transaction(_firm(actor), item, end_user, quantities)
            fields = _fields(data, exporter)
            reference = apply(actor, "individual", data, fields).reference
            sheet = f"Data sheet: {item['description']}\nClassified as {', '.join(item['entries'])}.\n"
            attach(actor, reference, Upload("specification", "data-sheet.txt", sheet.encode()))
            if item is self.invented["surveillance"]:
                declaration = (
                    "The management declares what was examined of the end user and the use (Art. 5(2)).\n"
                )
                attach(
                    actor,
                    reference,
                    Upload("management_declaration", "declaration.txt", declaration.encode()),
                )
        return reference

    def submitted(self, exporter: str, item: Row, end_user: Row, quantities: Sequence[int], days: int) -> str:
        """The reference of a case that was submitted so many days ago."""
        reference = self.applied(exporter, item, end_user, quantities, days)
        with at(self.moment - timedelta(days=days)):
            submit(self.actors[exporter], reference)
        return reference

    def examined(self, reference: str, officer: str, days: int) -> None:
        """Let an officer work on a case: all but the authority's own diligence."""
        actor = self.actors[officer]
        with at(self.moment - timedelta(days=days)):
            assign(actor, reference, officer)
            assess(actor, reference, _POINTS)
            check_denials(actor, reference)
            self._consider(actor, reference)

    def _consider(self, actor: Actor, reference: str) -> None:
        """Let an officer conclude of each denial that is met: they are of other items, or the demonstration contradicts itself."""
        case = Case.objects.get(reference=reference)
        entries = {code for item in current_version(case).transaction["items"] for code in item["entries"]}
        for match in denials_met(case, now().date()):
            if entries & {code for line in match.denial.lines for code in line.entries}:
                raise ValueError(f"{reference} repeats {match.denial.key}")
            text = "Another item, for another use."
            consider_denial(actor, reference, match.denial.key, "not_essentially_identical", text)

    def proposed(
        self, reference: str, officer: str, lines: Mapping[str, LineDecision], days: int, valid: int
    ) -> None:
        """Let an officer propose; what is granted holds for so many days."""
        refuses = any(row.decision == "refused" for row in lines.values())
        moment = self.moment - timedelta(days=days)
        with at(moment):
            propose(
                self.actors[officer],
                reference,
                lines,
                _REFUSING if refuses else _GRANTING,
                criteria=("end_use_and_diversion",) if refuses else (),
                valid_until=moment.date() + timedelta(days=valid),
            )

    def countersigned(self, reference: str, person: str, days: int) -> Case:
        """Let a second person countersign."""
        with at(self.moment - timedelta(days=days)):
            return countersign(self.actors[person], reference, "")


def invent_cases(invented: Row, actors: Mapping[str, Actor], moment: datetime) -> Cases:
    """Make all of them.

    Args:
        invented: what is invented.
        actors: who acts, by e-mail address.
        moment: now; everything happened before.
    """
    maker = _Maker(invented, actors, moment)
    cases = Cases()
    items, end_users, ends = cycle(invented["items"]), cycle(invented["end_users"]), cycle(_ENDS)
    for number in range(_UNNAMED):
        exporter = _EXPORTERS[2] if number % _OF_THE_NETHERLANDS == 3 else _EXPORTERS[number % 2]
        _unnamed(maker, exporter, next(items), next(end_users), next(ends), days=20 + _UNNAMED - number)
    # Those that are named come last: each refusal before is in the register that they were compared with.
    _name_authorisations(maker, cases)
    _name_cases(maker, cases)
    return cases


def _name_cases(maker: _Maker, cases: Cases) -> None:
    exporter, officer, other = _EXPORTERS[0], "officer@de.example", "second.officer@de.example"
    generator, plain = maker.invented["items"][0], maker.invented["end_users"][0]
    surveillance, police = maker.invented["surveillance"], maker.invented["surveillance_end_user"]
    cases.named["draft"] = maker.applied(exporter, generator, plain, [4], 1)
    cases.named["submitted"] = maker.submitted(exporter, generator, plain, [6], 2)
    ready = maker.submitted(exporter, generator, maker.invented["end_users"][4], [8], 6)
    maker.examined(ready, officer, 3)
    proposed = maker.submitted(exporter, generator, maker.invented["end_users"][2], [10], 8)
    maker.examined(proposed, other, 4)
    maker.proposed(proposed, other, {}, 2, 365)
    unexamined = maker.submitted(exporter, surveillance, police, [2], 7)
    maker.examined(unexamined, officer, 3)
    cases.named |= {"ready_to_propose": ready, "proposed": proposed, "surveillance_unexamined": unexamined}


def _name_authorisations(maker: _Maker, cases: Cases) -> None:
    """Three of the first exporter: one with twenty pieces, one that is suspended, one whose days are over."""
    generator, plain = maker.invented["items"][0], maker.invented["end_users"][0]
    for name, days, valid in (("with_20", 30, 700), ("suspended", 60, 700), ("expired", 700, 365)):
        reference = maker.submitted(_EXPORTERS[0], generator, plain, [20], days)
        officer, second = _AUTHORITIES["DE"]
        maker.examined(reference, officer, days - 5)
        maker.proposed(reference, officer, {}, days - 6, valid)
        maker.countersigned(reference, second, days - 7)
        authorisation = Authorisation.objects.get(case__reference=reference)
        cases.authorisations[name] = authorisation.number
        if name == "suspended":
            _suspend(maker, authorisation, days=3)


def _suspend(maker: _Maker, authorisation: Authorisation, days: int) -> None:
    """A suspension that the demonstration invents, with its event."""
    moment = maker.moment - timedelta(days=days)
    authorisation.suspended = moment.date()
    authorisation.version += 1
    authorisation.save(update_fields=["suspended", "version"])
    with at(moment):
        append(
            authorisation.chain,
            actor="demonstration",
            action="suspended",
            body={"since": moment.date().isoformat()},
            content={"text": "The end user moved."},
        )


def _unnamed(maker: _Maker, exporter: str, item: Row, end_user: Row, end: str, days: int) -> None:
    state = _firm(maker.actors[exporter]).country
    officer, second = _AUTHORITIES[state]
    quantities = [12, 5] if end == "partly" else [days % 7 + 1]
    reference = maker.submitted(exporter, item, end_user, quantities, days)
    if end == "submitted":
        return
    if end == "withdrawn":
        with at(maker.moment - timedelta(days=days - 1)):
            withdraw(maker.actors[exporter], reference, "The order was cancelled.")
        return
    maker.examined(reference, officer, days - 3)
    if end == "question":
        with at(maker.moment - timedelta(days=days - 4)):
            ask(maker.actors[officer], reference, "Which of the two laboratories is the item for?")
        return
    if end == "in_work":
        with at(maker.moment - timedelta(days=days - 4)):
            note(maker.actors[officer], reference, "The data sheet was compared with the entry.")
        return
    lines = {
        line: LineDecision(decision) for line, decision in zip(("1", "2"), _decisions(end), strict=False)
    }
    maker.proposed(reference, officer, lines, days - 8, 500)
    if end != "proposed":
        maker.countersigned(reference, second, days - 9)


def _decisions(end: str) -> Iterator[str]:
    """What is decided of each line."""
    yield from {"partly": ("granted", "refused"), "proposed": ("granted",)}.get(end, (end,))


def _firm(actor: Actor) -> Organisation:
    (key,) = actor.positions[0].organisations
    return Organisation.objects.get(pk=key)


def _transaction(firm: Organisation, item: Row, end_user: Row, quantities: Sequence[int]) -> dict[str, Any]:
    items = [
        {
            "id": str(number),
            "description": item["description"],
            "kind": "goods",
            "entries": item["entries"],
            "cyber_surveillance": "service" in end_user,
            "cn_code": item["cn_code"],
            "quantity": str(quantity),
            "unit": item["unit"],
            "value": str(Decimal(item["price"]) * quantity),
            "currency": "EUR",
        }
        for number, quantity in enumerate(quantities, start=1)
    ]
    return {
        "activity": "export",
        "manner": "permanent",
        "exporter": {"name": firm.name, "country": firm.country, "address": firm.address},
        "items": items,
        "destination": end_user["country"],
        "located_in": firm.country,
        "dispatched_from": firm.country,
        "parties": [
            {
                "role": "end_user",
                "name": end_user["name"],
                "country": end_user["country"],
                "address": end_user["address"],
                "service": end_user.get("service", "none"),
            }
        ],
        "end_use": item["use"],
    }


def _fields(data: Row, email: str) -> dict[str, Any]:
    return {
        "contact_name": "Export control",
        "contact_email": email,
        "customs_member_state": data["exporter"]["country"],
        "end_use_statement_exemption": "The end user signed one for the delivery before.",
        **{f"lines.{item['id']}.origin": data["exporter"]["country"] for item in data["items"]},
    }
