"""Denials of others by a file, and the record verified as a whole; on both databases."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from dualuse.inputs.problems import InputError
from dualuse.licensing.cases.applications import apply
from dualuse.licensing.cases.models import Case
from dualuse.licensing.denials.files import import_denials
from dualuse.licensing.denials.models import DenialRecord
from dualuse.licensing.denials.register import edition
from dualuse.licensing.events.heads import heads
from dualuse.licensing.events.models import Event, EventContent
from dualuse.licensing.events.verifying import chains, record_faults
from tests.support.service_people import TODAY, UNLISTED, WHOLE, People
from tests.support.unguarded import drop_triggers

LINE: dict[str, Any] = {
    "reference": "D-2025-17",
    "member_state": "NL",
    "kind": "refused",
    "decided": "2025-05-01",
    "destination": "SD",
    "parties": [{"role": "end_user", "name": "Zarandal Mining Supply", "country": "SD"}],
    "lines": [{"description": "Pulse generator", "entries": ["3A230"]}],
}


def test_a_denial_of_a_state_that_decides_here_comes_from_its_case(people: People, tmp_path: Path) -> None:
    today = TODAY.isoformat()
    assert (
        import_denials(written(tmp_path, {**LINE, "member_state": "DE", "decided": "2020-01-01"}), TODAY) == 1
    )
    apply(people.exporter, "individual", UNLISTED, WHOLE, authority="DE")
    with pytest.raises(InputError) as refused:
        import_denials(written(tmp_path, {**LINE, "member_state": "DE", "decided": today}), TODAY)
    assert "come from its cases" in str(refused.value)
    assert import_denials(written(tmp_path, {**LINE, "member_state": "FR", "decided": today}), TODAY) == 1


def test_an_own_denial_is_changed_by_no_file(people: People, tmp_path: Path) -> None:
    """It came from a case, and a new decision on that takes it back; whatever its day and its reference."""
    case = apply(people.exporter, "individual", UNLISTED, WHOLE, authority="DE")
    own = {**LINE, "member_state": "DE", "reference": f"{case.reference}-1", "decided": "2020-01-01"}
    import_denials(written(tmp_path, own), TODAY)
    DenialRecord.objects.update(case=case)
    with pytest.raises(InputError) as refused:
        import_denials(written(tmp_path, {**own, "revoked": "2026-02-01"}), TODAY)
    assert "come from its cases" in str(refused.value)
    assert DenialRecord.objects.get().revoked is None


def written(folder: Path, *lines: Any) -> Path:
    path = folder / "denials.jsonl"
    path.write_text(
        "".join(f"{line if isinstance(line, str) else json.dumps(line)}\n" for line in lines), "utf-8"
    )
    return path


@pytest.mark.usefixtures("database")
def test_all_denials_of_a_file_are_entered(tmp_path: Path) -> None:
    before = edition()
    assert import_denials(written(tmp_path, LINE, "", {**LINE, "reference": "D-2"}), TODAY) == 2
    assert {str(row) for row in DenialRecord.objects.all()} == {"NL/D-2025-17", "NL/D-2"}
    assert edition() != before
    assert Event.objects.get(chain="denials").body["denials"] == 2


@pytest.mark.usefixtures("database")
def test_a_denial_that_is_entered_again_is_its_new_state(tmp_path: Path) -> None:
    import_denials(written(tmp_path, LINE), TODAY)
    import_denials(written(tmp_path, {**LINE, "revoked": "2026-02-01"}), TODAY)
    assert DenialRecord.objects.get().revoked is not None


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize(
    ("line", "code", "place"),
    [
        ({**LINE, "colour": "red"}, "denials_shape", "colour"),
        ({**LINE, "kind": "lost"}, "denials_shape", "kind"),
        ({**LINE, "parties": []}, "denials_shape", "parties"),
        ({**LINE, "lines": [{"description": "x", "entries": "3A230"}]}, "denials_shape", "lines.0.entries"),
        ({**LINE, "member_state": "US"}, "denials_line", ""),
        ({**LINE, "decided": (TODAY + timedelta(days=2)).isoformat()}, "denials_line", ""),
        ({**LINE, "revoked": "2025-04-01"}, "denials_line", ""),
        (LINE, "denials_line", ""),
        ("{broken", "denials_shape", ""),
        ("[]", "denials_shape", ""),
        ("\x00", "denials_shape", ""),
    ],
)
def test_a_line_that_is_none_refuses_the_file_with_its_number(
    tmp_path: Path, line: Any, code: str, place: str
) -> None:
    with pytest.raises(InputError) as refused:
        import_denials(written(tmp_path, LINE, line), TODAY)
    problem = refused.value.problems[0]
    assert (problem.what.code, problem.path, problem.line) == (code, place, 2)
    assert not DenialRecord.objects.exists()


def test_the_record_is_whole_and_what_was_taken_out_is_found(people: People) -> None:
    case = apply(people.exporter, "individual", UNLISTED, WHOLE)
    assert list(record_faults()) == []
    assert case.chain in chains()
    assert set(heads()) == set(chains())
    drop_triggers()
    content = EventContent.objects.get(event__chain=case.chain)
    EventContent.objects.filter(pk=content.pk).update(content={"text": "x"})
    assert [fault.code for fault in record_faults()] == ["record_content"]
    content.save()
    assert list(record_faults()) == []
    Case.objects.filter(pk=case.pk).update(reference="A-OTHER")
    assert [fault.code for fault in record_faults()] == ["record_gone", "record_unowned"]
