"""How a service begins: its authorities, organisations and people, each with an event of the record.

Nobody is needed to act: whoever runs the command line of the service owns its machine. What is asked for twice with the same words is there already
and changes nothing; with other words it is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final, TypeVar

from django.db import IntegrityError

from dualuse.i18n import LANGUAGES, N_, Message
from dualuse.inputs.problems import InputError, input_error
from dualuse.law.territories import member_states
from dualuse.licensing.calendars import calendar_called
from dualuse.licensing.events.chain import record_difference
from dualuse.licensing.people.models import (
    Authority,
    ClosedDay,
    Deputy,
    InForce,
    Mandate,
    Organisation,
    Person,
    Position,
)
from dualuse.licensing.people.recording import chain_of, changing_register, record
from dualuse.licensing.permissions import OF_AUTHORITIES, OF_EXPORTERS, ROLES, Role

_CODE: Final = re.compile(r"[A-Za-z0-9-]{1,20}")
Row = TypeVar("Row", Organisation, Authority)
Standing = TypeVar("Standing", Deputy, Mandate)
_EMAIL: Final = re.compile(r"[!-?A-~]+@[^@\s]+\.[^@\s]+")
"""An address that every server of mail takes: before the sign, plain letters alone."""
_EORI: Final = re.compile(r"[A-Z]{2}[A-Za-z0-9]{1,15}")
"""The code of a country, and at most fifteen letters and digits (data element of 17 characters, Regulation (EU) 2015/2446, Annex B; unverified)."""


def add_authority(code: str, member_state: str, name: str, calendar: str = "") -> Authority:
    """Enter a competent authority.

    Args:
        code: its name in the contract: letters, digits and hyphens.
        member_state: the code of its State.
        name: what it is called.
        calendar: the calendar of its working days (:mod:`~dualuse.licensing.calendars`); "": that of the State.

    Raises:
        InputError: the code, the State or the calendar is none, or the code belongs to another one.
    """
    if not _CODE.fullmatch(code):
        raise refused(
            "code", N_("a code is letters, digits and hyphens, at most twenty: {value}"), value=code
        )
    if member_state not in member_states():
        raise refused("member_state", N_("{value} is no Member State"), value=member_state)
    name_of_calendar = str(calendar_called(calendar, member_state))
    with changing_register():
        authority, is_new = Authority.objects.get_or_create(
            code=code, defaults={"member_state": member_state, "name": name, "calendar": name_of_calendar}
        )
        if not is_new and (authority.member_state, authority.name) != (member_state, name):
            raise refused("code", N_("{value} is there already, as {name}"), value=code, name=authority.name)
        if not is_new and str(calendar_called(authority.calendar, member_state)) != name_of_calendar:
            text = N_("{value} is there already, with the calendar {name}")
            raise refused("calendar", text, value=code, name=authority.calendar or member_state)
        if is_new:
            record("authority_added", {"authority": authority.pk, "code": code, "member_state": member_state})
    return authority


def close_on(code: str, day: date, why: str) -> ClosedDay:
    """Let a day be none of an authority's working days.

    Args:
        code: of the authority.
        day: on which it is closed.
        why: in a few words.

    Raises:
        InputError: there is no such authority, the day is entered with other words, or no words say why.
    """
    authority = named(Authority, "code", code)
    if not (words := why.strip()[:200]):
        raise refused("why", N_("say why {value} is closed on that day"), value=code)
    with changing_register():
        row, is_new = ClosedDay.objects.get_or_create(authority=authority, day=day, defaults={"why": words})
        if not is_new and row.why != words:
            text = N_("{value} is there already, as {name}")
            raise refused("day", text, value=day.isoformat(), name=row.why)
        if is_new:
            record("closed_day_added", {"authority": authority.pk, "day": day.isoformat()}, {"why": words})
    return row


def open_on(code: str, day: date) -> None:
    """Take back that an authority is closed on a day.

    Raises:
        InputError: there is no such authority, or it is not closed then.
    """
    authority = named(Authority, "code", code)
    with changing_register():
        if not ClosedDay.objects.filter(authority=authority, day=day).delete()[0]:
            text = N_("no entry closes {value} on that day")
            raise refused("day", text, value=code)
        record("closed_day_removed", {"authority": authority.pk, "day": day.isoformat()})


def add_organisation(
    reference: str, name: str, country: str, eori: str = "", address: str = ""
) -> Organisation:
    """Enter a firm, which applies or acts for one that does. Of one that is there, what is left out ("") changes nothing.

    Raises:
        InputError: the reference or the EORI number is none, a new firm has no name, or one that is there has other words.
    """
    if not _CODE.fullmatch(reference):
        raise refused(
            "organisation",
            N_("a reference is letters, digits and hyphens, at most twenty: {value}"),
            value=reference,
        )
    _see_eori(eori)
    words: dict[str, str] = {"name": name, "country": country, "eori": eori, "address": address}
    with changing_register():
        firm = Organisation.objects.filter(reference=reference).first()
        if firm is not None:
            for field, value in words.items():
                if value and value != getattr(firm, field):
                    text = N_(
                        "{value} is there already, with other words: {name}; dualuse organisation change {value} changes them"
                    )
                    raise refused(field, text, value=reference, name=getattr(firm, field) or "–")
            return firm
        if not name:
            raise refused("organisation", N_("{value} is new: it needs a name"), value=reference)
        firm = Organisation.objects.create(reference=reference, **words)
        record("organisation_added", {"organisation": firm.pk, "reference": reference, "country": country})
    return firm


def change_organisation(
    reference: str, *, name: str = "", eori: str = "", address: str = ""
) -> tuple[Organisation, tuple[str, ...]]:
    """Change what is kept of a firm, with an event; what is left out ("") stays. Applications that were submitted say what they said.

    Args:
        reference: of the firm.
        name: what it is called now.
        eori: the number by which customs know it.
        address: where it is.

    Returns:
        The firm, and the fields that changed.

    Raises:
        InputError: there is no such firm, nothing is to change, or the number is none.
    """
    _see_eori(eori)
    words = {field: value for field, value in (("name", name), ("eori", eori), ("address", address)) if value}
    if not words:
        raise refused("organisation", N_("say what changes of {value}"), value=reference)
    with changing_register():
        firm = named(Organisation, "reference", reference)
        firm = Organisation.objects.select_for_update().get(pk=firm.pk)
        changed = tuple(field for field, value in words.items() if value != getattr(firm, field))
        if changed:
            before = {field: getattr(firm, field) for field in changed}
            for field in changed:
                setattr(firm, field, words[field])
            firm.save(update_fields=list(changed))
            content: dict[str, object] = {
                "before": before,
                "after": {field: words[field] for field in changed},
            }
            record("organisation_changed", {"organisation": firm.pk, "fields": list(changed)}, content)
    return firm, changed


def _see_eori(eori: str) -> None:
    if eori and not _EORI.fullmatch(eori):
        text = N_("an EORI number is the code of a country and at most fifteen letters and digits: {value}")
        raise refused("eori", text, value=eori)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPerson:
    """Somebody to enter: an e-mail address, a name, a role, and where: in an organisation or an authority, by reference or code, or in neither.

    ``language``: in which it is written to; "": English, or what it is for who is there already.
    """

    email: str
    name: str
    role: str
    organisation: str = ""
    authority: str = ""
    since: date
    until: date | None = None
    language: str = ""


def add_person(new: NewPerson, password: str | None = None) -> Person:
    """Enter a person, or a further position of one who is there.

    Raises:
        InputError: the address, the role, the place or the language does not fit, or the person has the position already.
    """
    role = _role(new)
    if new.language and new.language not in LANGUAGES:
        text = N_("nobody is written to in {value}; known: {known}")
        raise refused("language", text, value=new.language, known=", ".join(LANGUAGES))
    if not _EMAIL.fullmatch(new.email.strip()):
        raise refused("email", N_("{value} is no e-mail address"), value=new.email)
    firm = named(Organisation, "reference", new.organisation) if new.organisation else None
    authority = named(Authority, "code", new.authority) if new.authority else None
    try:
        with changing_register():
            person = Person.objects.filter(email=new.email.strip().lower()).first()
            if person is None:
                person = Person.objects.create_person(new.email, new.name, password)
            else:
                person = Person.objects.select_for_update().get(pk=person.pk)
                record_difference(chain_of(person))
            if not person.is_active:
                person.is_active = True
                person.save(update_fields=["is_active"])
                record("person_came_back", {"person": person.pk}, of=person)
            if new.language and new.language != person.language:
                person.language = new.language
                person.save(update_fields=["language"])
            if person.positions.filter(
                role=role, organisation=firm, authority=authority, until=None
            ).exists():
                raise refused("role", N_("{value} has this position already"), value=person.email)
            position = Position.objects.create(
                person=person,
                role=role,
                organisation=firm,
                authority=authority,
                since=new.since,
                until=new.until,
            )
            record(
                "position_given",
                {"person": person.pk, "position": position.pk, "role": role, "since": new.since.isoformat()},
                {"email": person.email, "name": person.name},
                of=person,
            )
    except IntegrityError as error:
        raise refused(
            "until", N_("a position ends after it begins ({value})"), value=str(new.until)
        ) from error
    return person


def add_deputy(deputy: str, person: str, since: date, until: date | None = None) -> Deputy:
    """Let somebody stand in for another person of its authority; where it does on that day already, until when it does is changed.

    Args:
        deputy: the e-mail address of who stands in.
        person: the e-mail address of who is stood in for.
        since: the first day.
        until: the last day; None: until another one is stated.

    Raises:
        InputError: there is nobody of an address, both are the same, no authority has both on the first day, or the last day comes before it.
    """
    substitute, absent = _person(deputy), _person(person)
    places = [
        set(
            row.positions.filter(InForce.on(since), authority__isnull=False).values_list(
                "authority", flat=True
            )
        )
        for row in (substitute, absent)
    ]
    if substitute == absent or not places[0] & places[1]:
        text = N_("{deputy} cannot stand in for {person}: a deputy is another person of the same authority")
        raise refused("deputy", text, deputy=substitute.email, person=absent.email)
    return _standing(Deputy, "deputy", since, until, deputy=substitute, person=absent)


def add_mandate(agent: str, principal: str, since: date, until: date | None = None) -> Mandate:
    """Let an organisation act for another one (Annex III, box 7); where it does on that day already, until when it does is changed.

    Args:
        agent: the reference of the one that acts.
        principal: the reference of the one it acts for.
        since: the first day.
        until: the last day; None: until another one is stated.

    Raises:
        InputError: there is no such organisation, both are the same, or the last day comes before the first.
    """
    acting, acted_for = (named(Organisation, "reference", reference) for reference in (agent, principal))
    if acting == acted_for:
        raise refused("agent", N_("{value} acts for itself without a mandate"), value=agent)
    return _standing(Mandate, "mandate", since, until, agent=acting, principal=acted_for)


def _standing(
    model: type[Standing], name: str, since: date, until: date | None, **between: Person | Organisation
) -> Standing:
    """What holds between two from a day on: the row of that day with its last day changed, or a new one; with an event."""
    with changing_register():
        of = between.get("person")
        if isinstance(of, Person):
            record_difference(chain_of(Person.objects.select_for_update().get(pk=of.pk)))
        else:
            of = None
        row = model._default_manager.select_for_update().filter(InForce.on(since), **between).first()
        first = since if row is None else row.since
        # What begins and ends on one day may end at once: with the day before, it holds on none.
        earliest = first if row is None else first - timedelta(days=1)
        if until is not None and until < earliest:
            raise refused("until", N_("{value} comes before the first day"), value=until.isoformat())
        if row is not None and row.until == until:
            return row
        if row is None:
            row, action = model(since=since, **between), f"{name}_given"
        else:
            action = f"{name}_changed"
        row.until = until
        row.save()
        parties = {role: party.pk for role, party in between.items()}
        days = {"since": row.since.isoformat(), "until": None if until is None else until.isoformat()}
        record(action, {name: row.pk, **parties, **days}, of=of)
    return row


def _person(email: str) -> Person:
    row = Person.objects.filter(email=email.strip().lower(), is_active=True).first()
    if row is None:
        raise refused("email", N_("there is nobody of the address {value} here"), value=email)
    return row


def _role(new: NewPerson) -> Role:
    """The role, where it belongs to the place that is named."""
    if new.role not in ROLES:
        raise refused(
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
        raise refused("role", text, value=new.role)
    return new.role


def named(model: type[Row], field: str, value: str) -> Row:
    """The row whose field has a value.

    Raises:
        InputError: there is none; with those there are.
    """
    row = model.objects.filter(**{field: value}).first()
    if row is None:
        present = ", ".join(model.objects.order_by(field).values_list(field, flat=True)[:20])
        raise refused(
            model.__name__.lower(),
            N_("there is no {value} here; known: {known}"),
            value=value,
            known=present or "–",
        )
    return row


def refused(path: str, text: str, **params: Any) -> InputError:
    """Why nothing was entered."""
    remedy = Message("remedy.register", N_("Nothing was entered"))
    return input_error(f"register_{path}", text, remedy, path=path, **params)
