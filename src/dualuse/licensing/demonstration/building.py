"""Fills an empty database with the demonstration, and says what is in it."""

from __future__ import annotations

import json
import secrets
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from dualuse.i18n import N_
from dualuse.inputs.problems import input_error
from dualuse.licensing.demonstration import invented
from dualuse.licensing.demonstration.cases import Cases, invent_cases
from dualuse.licensing.denials.denial import Denial, DeniedLine, DeniedParty
from dualuse.licensing.denials.entered import enter_from_elsewhere
from dualuse.licensing.moments import at
from dualuse.licensing.people.actors import Actor, actor_of
from dualuse.licensing.people.models import Deployment, Organisation, Person
from dualuse.licensing.people.registering import NewPerson, add_authority, add_organisation, add_person
from dualuse.licensing.references import same_each_time
from dualuse.licensing.signing_in.own_tokens import issue_token
from dualuse.licensing.signing_in.second_factor import enrol, new_secret
from dualuse.sources.home import home
from dualuse.sources.lists.store import ListStore

LIST: Final = "demonstration"
"""The id of the invented sanctions list."""
_SEED: Final = 2021_821
_BEGINNING: Final = timedelta(days=800)
"""So long ago everybody began, and the oldest authorisation was granted."""


@dataclass(slots=True)
class _Built:
    """People by their e-mail address, with what is told of each."""

    actors: dict[str, Actor] = field(default_factory=dict)
    people: list[dict[str, Any]] = field(default_factory=list)


def build() -> dict[str, Any]:
    """Fill the database, which is migrated and empty, and install the invented list.

    Returns:
        What is in it, as the contract has it (DESIGN, section 5): people with their secrets, authorities, organisations, the cases and
        authorisations that are named.

    Raises:
        InputError: the service is in production, or the database is not empty.
    """
    if settings.PRODUCTION:
        remedy = N_("Leave DUALUSE_PRODUCTION out, and use a database of its own")
        raise input_error("demonstration_production", N_("there is no demonstration in production"), remedy)
    if Person.objects.exists() or Deployment.objects.exists():
        text = N_("the database is not empty, and nothing was changed")
        raise input_error(
            "demonstration_filled", text, N_("Name another one by DATABASE_URL, or by DUALUSE_HOME")
        )
    moment = timezone.now()
    _install_list(moment.date())
    with transaction.atomic(), same_each_time(_SEED):
        Deployment.objects.create(demonstration=True)
        built = _people(moment)
        _denials(moment.date())
        cases = invent_cases(invented(), built.actors, moment)
    return _contents(built, cases)


def _people(moment: datetime) -> _Built:
    since = (moment - _BEGINNING).date()
    built = _Built()
    with at(moment - _BEGINNING):
        for row in invented()["authorities"]:
            add_authority(row["code"], row["member_state"], row["name"])
        for row in invented()["organisations"]:
            add_organisation(row["reference"], row["name"], row["country"], row["eori"], row["address"])
        for row in invented()["people"]:
            password = secrets.token_urlsafe(12)
            person = add_person(NewPerson(**row, since=since), password)
            built.actors[person.email] = actor_of(person, moment.date())
            totp = new_secret()
            enrol(person, totp)
            token = issue_token(person, "demonstration")
            built.people.append(_person(row, password, totp, token))
    return built


def _person(row: Mapping[str, str], password: str, totp: str, token: str) -> dict[str, Any]:
    firm = Organisation.objects.filter(reference=row.get("organisation", "")).first()
    states = {office["code"]: office["member_state"] for office in invented()["authorities"]}
    authority = row.get("authority")
    return {
        "name": row["name"],
        "email": row["email"],
        "password": password,
        "totp": totp,
        "token": token,
        "role": row["role"],
        "organisation": row.get("organisation"),
        "authority": authority,
        "member_state": states[authority] if authority else firm.country if firm else "DE",
    }


def _denials(today: date) -> None:
    denials = [
        Denial(
            reference=row["reference"],
            member_state=row["member_state"],
            kind=row["kind"],
            decided=today - timedelta(days=100 * number),
            parties=(DeniedParty(role="end_user", name=row["party"], country=row["country"]),),
            lines=(
                DeniedLine(description=row["description"], entries=tuple(row["entries"]), is_listed=True),
            ),
            destination=row["country"],
        )
        for number, row in enumerate(invented()["denials"], start=1)
    ]
    with transaction.atomic():
        enter_from_elsewhere(denials, actor="demonstration")


def _install_list(today: date) -> None:
    """The invented list of today; installed again, it is the same."""
    lines = [
        {"id": f"X{number}", "schema": row["schema"], "properties": {"name": [row["name"]]}}
        for number, row in enumerate(invented()["listed"], start=1)
    ]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{LIST}.ftm.json"
        path.write_text("".join(f"{json.dumps(line)}\n" for line in lines), "utf-8")
        home().mkdir(parents=True, exist_ok=True)
        ListStore(home()).add(path, list_id=LIST, edition=today.isoformat(), accept_older=True)


def _contents(built: _Built, cases: Cases) -> dict[str, Any]:
    return {
        "people": built.people,
        "authorities": [
            {"code": row["code"], "name": row["name"], "member_state": row["member_state"]}
            for row in invented()["authorities"]
        ],
        "organisations": [
            {name: row[name] for name in ("reference", "name", "country", "eori")}
            for row in invented()["organisations"]
        ],
        "cases": cases.named,
        "authorisations": cases.authorisations,
    }
