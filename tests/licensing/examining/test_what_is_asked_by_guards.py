"""What a manifest says is examined is asked for by a guard; the authority's own classification is recorded; an agent is named; on both databases."""

from __future__ import annotations

from typing import Any

import pytest

from dualuse.licensing.cases.evidence import ASSESSMENT, counting, surveillance_lines
from dualuse.licensing.cases.models import Case, Evidence
from dualuse.licensing.cases.work import assign
from dualuse.licensing.decisions.deciding import propose
from dualuse.licensing.decisions.examining import assess, check_denials, current_version
from dualuse.licensing.kinds import EXAMINATIONS
from dualuse.licensing.people.models import Mandate, Organisation, Person, Position
from dualuse.licensing.people.tokens import new_token
from dualuse.licensing.refusals import Guarded, Malformed
from dualuse.portal.api.service import api
from tests.licensing.test_api import BODY, Caller, callers
from tests.licensing.test_consequences import LAST_DAY, REASONS
from tests.support.service_diligence import examined_itself, submitted_with_documents
from tests.support.service_people import SINCE, TRANSACTION, WHOLE, People, record_people

__all__ = ["callers"]
POINTS = dict.fromkeys("abcd", "Nothing speaks against it.")


def examined(people: People) -> Case:
    case = submitted_with_documents(people.exporter, "individual", TRANSACTION, WHOLE, "DE")
    assign(people.officer, case.reference, "officer@example.org")
    assess(people.officer, case.reference, POINTS)
    examined_itself(people.officer, case.reference)
    return check_denials(people.officer, case.reference)


@pytest.mark.parametrize("examination", EXAMINATIONS)
def test_each_examination_is_asked_for(people: People, examination: str) -> None:
    case = examined(people)
    Evidence.objects.filter(case=case, kind=examination).update(voided="2026-01-01T00:00:00Z")
    with pytest.raises(Guarded):
        propose(people.officer, case.reference, {}, REASONS, valid_until=LAST_DAY)


@pytest.mark.parametrize(
    ("codes", "is_one"), [(["5A001.f.2"], True), (["5a001f2"], True), (["2B001.b.2"], False), ([], False)]
)
def test_the_own_classification_is_recorded(people: People, codes: list[str], is_one: bool) -> None:
    from tests.support.service_people import UNLISTED, apply_with_specification

    case = apply_with_specification(people.exporter, "individual", UNLISTED, WHOLE)
    from dualuse.licensing.cases.applications import submit

    submit(people.exporter, case.reference)
    assign(people.officer, case.reference, "officer@example.org")
    assess(people.officer, case.reference, POINTS, classification={"10": codes})
    case.refresh_from_db()
    written = counting(case, ASSESSMENT).get().result["classification"]["10"]
    assert len(written) == len(codes)
    assert list(surveillance_lines(current_version(case))) == (["10"] if is_one else [])


@pytest.mark.parametrize("classification", [{"10": ["9Z999"]}, {"11": []}])
def test_no_such_entry_or_line(people: People, classification: dict[str, Any]) -> None:
    case = examined(people)
    with pytest.raises(Malformed) as refused:
        assess(people.officer, case.reference, POINTS, classification=classification)
    (fault,) = refused.value.problems
    assert fault.path.startswith("classification.")


@pytest.mark.usefixtures("specification_attached")
def test_an_agent_is_named(people: People, callers: dict[str, Caller]) -> None:
    firm = Organisation.objects.create(reference="O-9", name="Agents GmbH", country="DE")
    Mandate.objects.create(agent=firm, principal=Organisation.objects.get(reference="O-1"), since=SINCE)
    person = Person.objects.create_person("agent@example.org", "agent")
    Position.objects.create(person=person, role="exporter", since=SINCE, organisation=firm)
    record_people()
    for program, agent in (
        (Caller(new_token(person, "test")), {"reference": "O-9", "name": "Agents GmbH"}),
        (callers["exporter"], None),
    ):
        reference = program.send("POST", "applications", {**BODY, "organisation": "O-1"}).json()["reference"]
        assert program.send("POST", f"applications/{reference}/submit", {}).status_code == 200
        assert callers["officer"].send("GET", f"cases/{reference}").json()["agent"] == agent


def test_the_description_has_what_each_route_refuses() -> None:
    paths = api.get_openapi_schema(path_prefix="")["paths"]
    for path, methods in paths.items():
        for method, operation in methods.items():
            statuses = set(map(int, operation["responses"]))
            assert {422, 429, 503} <= statuses, path
            if operation.get("security"):
                assert {401, 403, 404} <= statuses, path
                assert method == "get" or {409, 412, 413} <= statuses, path
    assert 409 in map(
        int,
        paths[
            "cases/{reference}/{action}"
            if "cases/{reference}/{action}" in paths
            else "/cases/{reference}/{action}"
        ]["post"]["responses"],
    )
