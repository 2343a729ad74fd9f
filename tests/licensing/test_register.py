"""The register brought up to date says what one that is read anew says; on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dualuse.licensing.denials.denial import Denial, DeniedLine, DeniedParty
from dualuse.licensing.denials.models import DenialRecord
from dualuse.licensing.denials.register import OpenRegister, edition, enter, opened

ON = date(2026, 11, 1)
NAMES = (
    "Zarandal Mining Supply",
    "Orlow Quillonberg Instruments",
    "Marabesh Technical Office",
    "Harbour Precision Works",
)


def denial(number: int, name: str, revoked: date | None = None) -> Denial:
    return Denial(
        reference=f"D-{number}",
        member_state="NL",
        kind="refused",
        decided=date(2025, 1, 1),
        parties=(DeniedParty(role="end_user", name=name, country="SD"),),
        lines=(DeniedLine(description="Pulse generator", entries=("3A230",)),),
        destination="SD",
        revoked=revoked,
    )


def application(name: str) -> dict[str, object]:
    return {
        "items": [{"id": "1", "description": "Pulse generator", "entries": ["3A230"]}],
        "destination": "SD",
        "parties": [{"role": "end_user", "name": name, "country": "SD"}],
    }


def met(register: OpenRegister) -> dict[str, list[tuple[str, str]]]:
    return {
        name: [(match.denial.key, match.conclusion) for match in register.matches(application(name), ON)]
        for name in NAMES
    }


@pytest.mark.usefixtures("database")
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    changes=st.lists(
        st.tuples(st.integers(0, 5), st.sampled_from(NAMES), st.sampled_from((None, date(2026, 1, 1)))),
        min_size=1,
        max_size=6,
    )
)
def test_it_says_what_a_register_read_anew_says(changes: list[tuple[int, str, date | None]]) -> None:
    with transaction.atomic():
        for number in range(3):
            enter(denial(number, NAMES[number]))
        name = f"test {uuid4()}"
        before = opened(name)
        for number, party, revoked in changes:
            enter(denial(number, party, revoked))
            assert opened(name) is before
        anew = OpenRegister()
        assert met(opened(name)) == met(anew)
        anew.close()
        transaction.set_rollback(True)


def test_what_was_taken_back_is_met_no_more(database: str) -> None:
    """A number that comes back after a change was taken back is told by its stamp."""
    enter(denial(0, NAMES[0]))
    with transaction.atomic():
        enter(denial(1, NAMES[1]))
        assert [key for key, _ in met(opened(f"taken back {database}"))[NAMES[1]]] == ["NL/D-1"]
        transaction.set_rollback(True)
    enter(denial(2, NAMES[2]))
    register = opened(f"taken back {database}")
    assert register.edition == edition()
    assert met(register)[NAMES[1]] == []
    assert [key for key, _ in met(register)[NAMES[2]]] == ["NL/D-2"]


def test_many_changes_make_the_index_anew(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dualuse.licensing.denials.register._MOST_CHANGES", 1)
    enter(denial(0, NAMES[0]))
    first = opened(f"many {database}")
    enter(denial(1, NAMES[1]))
    assert opened(f"many {database}") is first
    enter(replace(denial(2, NAMES[2]), member_state="FR"))
    second = opened(f"many {database}")
    assert second is not first
    assert DenialRecord.objects.count() == sum(len(keys) for keys in met(second).values())
