"""Denials of other Member States from a file: JSON Lines, one denial a line. All of a file are entered, or none.

They are exchanged in the Union's own system (Art. 23(6)); what comes out of it is brought here by file. A denial that is entered again with other
words is its new state: a revocation, say.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Final

from django.db import transaction
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from dualuse.i18n import N_
from dualuse.inputs.problems import InputError, Problem, input_error, new_problem
from dualuse.law.territories import member_states
from dualuse.licensing.cases.models import Case
from dualuse.licensing.denials.denial import Denial, DenialKind, DeniedLine, DeniedParty, DeniedRole
from dualuse.licensing.denials.entered import enter_from_elsewhere
from dualuse.licensing.denials.models import DenialRecord

_MOST_BYTES: Final = 200_000_000
_MOST_SHOWN: Final = 20
Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2_000)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}(-[A-Z0-9]{1,10})?$")]


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PartyInFile(_Shape):
    """A party, as :class:`~dualuse.licensing.denials.denial.DeniedParty`."""

    role: DeniedRole
    name: Name
    country: Code | None = None
    address: Words = ""
    identifiers: dict[str, str] = Field(default_factory=dict)


class LineInFile(_Shape):
    """An item, as :class:`~dualuse.licensing.denials.denial.DeniedLine`."""

    description: Words
    entries: tuple[Words, ...] = ()
    is_listed: bool | None = None
    cn_code: Annotated[str, StringConstraints(pattern=r"^[0-9]{0,10}$")] = ""
    parameters: dict[str, str] = Field(default_factory=dict)


class DenialInFile(_Shape):
    """A line of the file, as :class:`~dualuse.licensing.denials.denial.Denial`."""

    reference: Annotated[
        str, StringConstraints(strip_whitespace=True, pattern=r"^[A-Za-z0-9][A-Za-z0-9./-]{0,59}$")
    ]
    member_state: Code
    kind: DenialKind
    decided: date
    parties: tuple[PartyInFile, ...] = Field(min_length=1)
    lines: tuple[LineInFile, ...] = Field(min_length=1)
    destination: Code | None = None
    end_use: Words = ""
    revoked: date | None = None


def import_denials(path: Path, today: date) -> int:
    """Enter all denials of a file; how many they are.

    Args:
        path: JSON Lines.
        today: no denial was decided after it.

    Raises:
        InputError: a line is none, with its number and place; nothing was entered then.
        OSError: the file cannot be read.
    """
    if path.stat().st_size > _MOST_BYTES:
        raise input_error(
            "denials_size",
            N_("it has more than {most} bytes"),
            N_("Divide it"),
            file=str(path),
            most=_MOST_BYTES,
        )
    problems: list[Problem] = []
    denials: dict[str, Denial] = {}
    for number, text in _lines(path):
        try:
            denial = _denial(DenialInFile.model_validate_json(text))
        except ValidationError as error:
            problems += [
                _problem(path, number, row) for row in error.errors(include_url=False, include_input=False)
            ]
            continue
        if why := _wrong(denial, denials, today):
            problems.append(
                new_problem(
                    "denials_line", why, N_("Mend the line; nothing was entered"), file=str(path), line=number
                )
            )
        denials[denial.key] = denial
    if problems:
        raise InputError(problems[:_MOST_SHOWN])
    with transaction.atomic():
        enter_from_elsewhere(list(denials.values()), actor="command line")
    return len(denials)


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    with path.open("rb") as stream:
        for number, line in enumerate(stream, start=1):
            if line.strip():
                yield number, line


def _wrong(denial: Denial, before: dict[str, Denial], today: date) -> str:
    """What is wrong with a denial beside its form; "" where nothing is."""
    if denial.key in before:
        return N_("this denial stands on an earlier line, too")
    if denial.member_state not in member_states():
        return N_("member_state does not name a Member State")
    if _decides_here(denial.member_state, denial.decided) or _is_of_a_case(denial):
        return N_(
            "an authority of that State decided in this service by that day: its denials come from its cases, and from no file; one is taken back by a new decision on its case (reopen)"
        )
    if denial.decided > today or (denial.revoked is not None and denial.revoked > today):
        return N_("its day is after today")
    if denial.revoked is not None and denial.revoked < denial.decided:
        return N_("it was revoked before it was decided")
    return ""


def _decides_here(state: str, day: date) -> bool:
    """Whether an authority of a State had a case in this service by a day: what it denied before that comes by a file."""
    first = Case.objects.filter(authority__member_state=state).order_by("created").first()
    return first is not None and first.created.date() <= day


def _is_of_a_case(denial: Denial) -> bool:
    """Whether it is one of this service's own."""
    rows = DenialRecord.objects.filter(member_state=denial.member_state, reference=denial.reference)
    return rows.filter(case__isnull=False).exists()


def _problem(path: Path, number: int, row: Any) -> Problem:
    place = ".".join(map(str, row["loc"]))
    text, remedy = N_("this is not of its shape: {what}"), N_("Mend the line; nothing was entered")
    return new_problem(
        "denials_shape", text, remedy, path=place, file=str(path), line=number, what=row["msg"]
    )


def _denial(row: DenialInFile) -> Denial:
    return Denial(
        reference=row.reference,
        member_state=row.member_state,
        kind=row.kind,
        decided=row.decided,
        parties=tuple(
            DeniedParty(
                role=party.role,
                name=party.name,
                country=party.country or "",
                address=party.address,
                identifiers=party.identifiers,
            )
            for party in row.parties
        ),
        lines=tuple(DeniedLine(**line.model_dump()) for line in row.lines),
        destination=row.destination or "",
        end_use=row.end_use,
        revoked=row.revoked,
    )
