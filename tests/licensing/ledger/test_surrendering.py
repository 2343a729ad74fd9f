"""The holder gives an authorisation back: nothing leaves on it any more, and customs reads it."""

from __future__ import annotations

import pytest

from dualuse.licensing.authorisations.models import Authorisation
from dualuse.licensing.events.chain import faults
from dualuse.licensing.ledger.changes import changes_after
from dualuse.licensing.ledger.drawing import reserve_for
from dualuse.licensing.life.surrendering import surrender
from dualuse.licensing.people.models import Deployment, Person
from dualuse.licensing.people.tokens import new_token
from dualuse.licensing.refusals import Forbidden, Guarded, Malformed, NotThere, OtherVersion
from tests.licensing.test_api import Caller
from tests.support.service_ledger import declared, make_authorisation, make_customs, pieces
from tests.support.service_people import People


@pytest.fixture
def authorisation(people: People) -> Authorisation:
    return make_authorisation(people)


def test_nothing_leaves_on_what_was_given_back(people: People, authorisation: Authorisation) -> None:
    customs = make_customs()
    surrender(people.exporter, authorisation.number, "The order was cancelled.")
    with pytest.raises(Guarded) as refused:
        reserve_for(customs, authorisation.number, "1", declared(), pieces(1))
    assert refused.value.guard == "revoked"
    assert [row.what for row in changes_after(customs, 0)] == ["surrendered"]
    assert list(faults(authorisation.chain)) == []
    with pytest.raises(Guarded) as again:
        surrender(people.exporter, authorisation.number, "Once more.")
    assert again.value.guard == "state"


def test_who_gives_it_back(people: People, authorisation: Authorisation) -> None:
    for somebody in (people.reader, people.officer, people.supervisor):
        with pytest.raises(Forbidden):
            surrender(somebody, authorisation.number, "The order was cancelled.")
    with pytest.raises(NotThere):
        surrender(people.other_exporter, authorisation.number, "The order was cancelled.")
    with pytest.raises(Malformed):
        surrender(people.exporter, authorisation.number, "-")
    with pytest.raises(OtherVersion):
        surrender(people.exporter, authorisation.number, "The order was cancelled.", 7)
    authorisation.refresh_from_db()
    assert authorisation.surrendered is None


def test_over_http(people: People, authorisation: Authorisation) -> None:
    Deployment.objects.create(demonstration=True)
    callers = {person.name: Caller(new_token(person, "test")) for person in Person.objects.all()}
    path = f"authorisations/{authorisation.number}/surrender"
    body = {"text": "The order was cancelled."}
    assert callers["other"].send("POST", path, body).status_code == 404
    assert callers["officer"].send("POST", path, body).status_code == 403
    assert callers["exporter"].send("POST", path, body, If_Match="7").status_code == 412
    assert callers["exporter"].send("POST", path, {}).status_code == 422
    answer = callers["exporter"].send("POST", path, body, Idempotency_Key="k")
    assert (answer.status_code, answer.json()["status"]) == (200, "surrendered")
    assert callers["exporter"].send("POST", path, body, Idempotency_Key="k").json() == answer.json()
    assert callers["exporter"].send("POST", path, body).json()["guard"] == "state"
