"""What an officer takes for a surveillance item stays one under another id, in other words, and in a copy (Art. 2(20), 5); on both databases."""

from __future__ import annotations

from typing import Any

import pytest

from dualuse.licensing.cases.applications import amend, copy, submit, write
from dualuse.licensing.cases.evidence import surveillance_lines
from dualuse.licensing.cases.models import Case
from dualuse.licensing.cases.work import assign
from dualuse.licensing.decisions.examining import assess, check_denials, current_version
from dualuse.licensing.decisions.guards import why_not
from dualuse.licensing.documents.attaching import Upload, attach
from tests.licensing.test_consequences import FIELDS, TWO_LINES, examined
from tests.support.service_diligence import examined_itself
from tests.support.service_people import TODAY, UNLISTED, WHOLE, People

POINTS = dict.fromkeys("abcd", "Nothing speaks against it.")
ITEM = UNLISTED["items"][0]
CABLE = {**ITEM, "id": "20", "description": "Cable"}


def amended(people: People, case: Case, items: list[dict[str, Any]]) -> Case:
    amend(people.exporter, case.reference)
    origins = {f"lines.{item['id']}.origin": "DE" for item in items}
    write(people.exporter, case.reference, {"items": items}, origins)
    submit(people.exporter, case.reference)
    return examined_again(people, case)


def examined_again(people: People, case: Case) -> Case:
    assess(people.officer, case.reference, POINTS)
    check_denials(people.officer, case.reference)
    return Case.objects.get(pk=case.pk)


def lines(case: Case) -> set[str]:
    return set(surveillance_lines(current_version(case)))


@pytest.mark.parametrize(("items", "flagged"), [
    ([{**ITEM, "id": "9"}], {"9"}),
    ([{**ITEM, "id": "9", "description": "Something else"}], {"9"}),
    ([{**ITEM, "description": "Cable"}, {**ITEM, "id": "20"}], {"10", "20"}),
    ([{**ITEM, "quantity": "1", "value": "10.00"}], {"10"}),
    ([ITEM, CABLE], {"10", "20"}),
    ([ITEM, {**ITEM, "id": "2", "quantity": "400"}], {"10", "2"}),
])  # fmt: skip
@pytest.mark.parametrize("how", [{"surveillance": {"10": True}}, {"classification": {"10": ["5A001.f.2"]}}])
def test_an_amendment_does_not_shed_it(
    people: People, items: list[dict[str, Any]], flagged: set[str], how: dict[str, Any]
) -> None:
    case = examined(people, UNLISTED, WHOLE)
    assess(people.officer, case.reference, POINTS, **how)
    case = amended(people, case, items)
    assert lines(case) == flagged
    assert (why_not("propose", case, TODAY) or ("",))[0] == "own_diligence"
    examined_itself(people.officer, case.reference)
    assert why_not("propose", Case.objects.get(pk=case.pk), TODAY) is None


def test_another_line_that_stays_as_it_was_is_not_meant(people: People) -> None:
    case = examined(people, TWO_LINES, FIELDS)
    assess(people.officer, case.reference, POINTS, surveillance={"10": True})
    first, second = TWO_LINES["items"]
    assert lines(amended(people, case, [{**first, "id": "30"}, second])) == {"30"}


def test_nor_is_any_line_where_nobody_has_said_so(people: People) -> None:
    case = examined(people, UNLISTED, WHOLE)
    assess(
        people.officer, case.reference, POINTS, surveillance={"10": False}, classification={"10": ["3A002.c"]}
    )
    assert lines(amended(people, case, [{**ITEM, "id": "9"}])) == set()


def test_a_copy_does_not_shed_it(people: People) -> None:
    """Nor the copy of one."""
    case = examined(people, UNLISTED, WHOLE)
    assess(people.officer, case.reference, POINTS, surveillance={"10": True})
    copied = copy(people.exporter, copy(people.exporter, case.reference).reference)
    write(people.exporter, copied.reference, {"items": [{**ITEM, "id": "9"}]}, {"lines.9.origin": "DE"})
    attach(
        people.exporter, copied.reference, Upload("specification", "sheet.txt", b"Highest frequency: 2.6 GHz")
    )
    submit(people.exporter, copied.reference)
    assign(people.officer, copied.reference, "officer@example.org")
    copied = examined_again(people, copied)
    assert lines(copied) == {"9"}
    assert (why_not("propose", copied, TODAY) or ("",))[0] == "own_diligence"


def test_a_copy_of_what_nobody_flagged_is_as_free(people: People) -> None:
    case = examined(people, UNLISTED, WHOLE)
    assert lines(Case.objects.get(pk=case.pk)) == set()
    copied = copy(people.exporter, case.reference)
    assert set(surveillance_lines(copied.versions.get())) == set()
