"""How a service begins: its authorities, organisations and people, each with an event of the record.

Nobody is needed to act: whoever runs the command line of the service owns its machine. What is asked for twice with the same words is there already
and changes nothing; with other words it is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypeVar

from django.db import IntegrityError, transaction

from dualuse.i18n import N_, Message
from dualuse.inputs.problems import InputError, input_error
from dualuse.law.territories import member_states
from dualuse.licensing.events.chain import append
from dualuse.licensing.people.models import Authority, Organisation, Person, Position
from dualuse.licensing.permissions import OF_AUTHORITIES, OF_EXPORTERS, ROLES, Role

CHAIN: Final = "people"
_COMMAND_LINE: Final = "command line"
_CODE: Final = re.compile(r"[A-Za-z0-9-]{1,20}")
Row = TypeVar("Row", Organisation, Authority)
_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def add_authority(code: str, member_state: str, name: str, calendar: str = "") -> Authority:
    """Enter a competent authority.

    Args:
        code: its name in the contract: letters, digits and hyphens.
        member_state: the code of its State.
        name: what it is called.
        calendar: the calendar of its working days; "": that of the State.

    Raises:
        InputError: the code or the State is none, or the code belongs to another one.
    """
    if not _CODE.fullmatch(code):
        raise _refused(
            "code", N_("a code is letters, digits and hyphens, at most twenty: {value}"), value=code
        )
    if member_state not in member_states():
        raise _refused("member_state", N_("{value} is no Member State"), value=member_state)
    with transaction.atomic():
        authority, is_new = Authority.objects.get_or_create(
            code=code, defaults={"member_state": member_state, "name": name, "calendar": calendar}
        )
        if not is_new and (authority.member_state, authority.name) != (member_state, name):
            raise _refused("code", N_("{value} is there already, as {name}"), value=code, name=authority.name)
        if is_new:
            _record(
                "authority_added", {"authority": authority.pk, "code": code, "member_state": member_state}
            )
    return authority


def add_organisation(
    reference: str, name: str, country: str, eori: str = "", address: str = ""
) -> Organisation:
    """Enter a firm, which applies or acts for one that does.

    Raises:
        InputError: the reference is none, or belongs to another one.
    """
    if not _CODE.fullmatch(reference):
        raise _refused(
            "organisation",
            N_("a reference is letters, digits and hyphens, at most twenty: {value}"),
            value=reference,
        )
    with transaction.atomic():
        firm, is_new = Organisation.objects.get_or_create(
            reference=reference, defaults={"name": name, "country": country, "eori": eori, "address": address}
        )
        if not is_new and (firm.name, firm.country) != (name, country):
            raise _refused(
                "organisation", N_("{value} is there already, as {name}"), value=reference, name=firm.name
            )
        if is_new:
            _record(
                "organisation_added", {"organisation": firm.pk, "reference": reference, "country": country}
            )
    return firm


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPerson:
    """Somebody to enter: an e-mail address, a name, a role, and where: in an organisation or an authority, by reference or code, or in neither."""

    email: str
    name: str
    role: str
    organisation: str = ""
    authority: str = ""
    since: date
    until: date | None = None


def add_person(new: NewPerson, password: str | None = None) -> Person:
    """Enter a person, or a further position of one who is there.

    Raises:
        InputError: the address, the role or the place does not fit, or the person has the position already.
    """
    role = _role(new)
    if not _EMAIL.fullmatch(new.email.strip()):
        raise _refused("email", N_("{value} is no e-mail address"), value=new.email)
    firm = _named(Organisation, "reference", new.organisation) if new.organisation else None
    authority = _named(Authority, "code", new.authority) if new.authority else None
    try:
        with transaction.atomic():
            person = Person.objects.filter(email=new.email.strip().lower()).first()
            if person is None:
                person = Person.objects.create_person(new.email, new.name, password)
            elif not person.is_active:
                person.is_active = True
                person.save(update_fields=["is_active"])
                _record("person_came_back", {"person": person.pk})
            if person.positions.filter(
                role=role, organisation=firm, authority=authority, until=None
            ).exists():
                raise _refused("role", N_("{value} has this position already"), value=person.email)
            position = Position.objects.create(
                person=person,
                role=role,
                organisation=firm,
                authority=authority,
                since=new.since,
                until=new.until,
            )
            _record(
                "position_given",
                {"person": person.pk, "position": position.pk, "role": role, "since": new.since.isoformat()},
                {"email": person.email, "name": person.name},
            )
    except IntegrityError as error:
        raise _refused(
            "until", N_("a position ends after it begins ({value})"), value=str(new.until)
        ) from error
    return person


def _role(new: NewPerson) -> Role:
    """The role, where it belongs to the place that is named."""
    if new.role not in ROLES:
        raise _refused(
            "role", N_("there is no role {value}; known: {known}"), value=new.role, known=", ".join(ROLES)
        )
    places = bool(new.organisation), bool(new.authority)
    wanted = (new.role in OF_EXPORTERS, new.role in OF_AUTHORITIES)
    if places != wanted:
        text = (
            N_("a person of the role {value} works in an organisation: name it") if wanted[0]
            else N_("a person of the role {value} works in an authority: name it") if wanted[1]
            else N_("a person of the role {value} works in no organisation and no authority here")
        )  # fmt: skip
        raise _refused("role", text, value=new.role)
    return new.role


def _named(model: type[Row], field: str, value: str) -> Row:
    row = model.objects.filter(**{field: value}).first()
    if row is None:
        present = ", ".join(model.objects.order_by(field).values_list(field, flat=True)[:20])
        raise _refused(
            model.__name__.lower(),
            N_("there is no {value} here; known: {known}"),
            value=value,
            known=present or "–",
        )
    return row


def _record(action: str, body: dict[str, object], content: dict[str, object] | None = None) -> None:
    append(CHAIN, actor=_COMMAND_LINE, action=action, body=body, content=content)


def _refused(path: str, text: str, **params: Any) -> InputError:
    remedy = Message("remedy.register", N_("Nothing was entered"))
    return input_error(f"register_{path}", text, remedy, path=path, **params)
