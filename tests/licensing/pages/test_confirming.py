"""Decisions at the pages, outside a demonstration: proposed and countersigned by two people with a code each; on both databases."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from dualuse.licensing.authorisations.models import Authorisation
from dualuse.licensing.cases.models import Case
from dualuse.licensing.cases.work import assign, note, open_case
from dualuse.licensing.decisions.deciding import propose
from dualuse.licensing.decisions.models import Proposal
from dualuse.licensing.decisions.proposal_faults import LineDecision, Reasons
from dualuse.licensing.events.verifying import record_faults
from dualuse.licensing.people.actors import Actor, actor_of
from dualuse.licensing.people.models import Person, Token
from dualuse.licensing.people.tokens import new_token
from dualuse.licensing.refusals import SecondFactor
from dualuse.licensing.signing_in.confirming import perform_confirmed
from dualuse.licensing.signing_in.leaving import leave
from dualuse.licensing.signing_in.second_factor import WrongCode
from tests.support.service_desk import Desk, new_desk
from tests.support.service_pages import Codes, words_of
from tests.support.service_people import TODAY, People

LAST_DAY = (TODAY + timedelta(days=300)).isoformat()
PROPOSED = {
    "lines.10.decision": "granted",
    "valid_until": LAST_DAY,
    "reasons.internal": "Usual customer.",
    "reasons.applicant": "The use is civil.",
    "reasons.public": "Civil use.",
}
REASONS = Reasons(internal="Usual customer.", applicant="The use is civil.", public="Civil use.")


@pytest.fixture
def desk(people: People, codes: Codes) -> Desk:
    return new_desk(people, codes)


def proposed(desk: Desk) -> None:
    until = TODAY + timedelta(days=300)
    propose(desk.people.officer, desk.case, {"10": LineDecision("granted")}, REASONS, valid_until=until)


def test_two_people_decide(desk: Desk) -> None:
    officer, second = desk.visitor("officer"), desk.visitor("second")
    listed = officer.get("/cases").content.decode()
    assert f'href="/cases/{desk.case}"' in listed
    assert desk.case not in second.get("/cases").content.decode()
    page = officer.get(f"/cases/{desk.case}")
    for words in (
        "Example Directorate",
        "Nothing speaks against it.",
        "3A002.c",
        "sheet.txt",
        "no hit",
    ):
        assert words in words_of(page), words
    assert "second person" not in words_of(page)
    form = officer.get(f"/cases/{desk.case}/propose").content.decode()
    assert f'name="version" value="{Case.objects.get().version}"' in form
    done = desk.confirmed(officer, "propose", desk.code("officer"), **PROPOSED)
    assert done.headers["Location"] == f"/cases/{desk.case}?done=propose"
    assert "is proposed; a second person" in words_of(officer.get(done.headers["Location"]))
    assert "who proposed a decision does not countersign" not in words_of(officer.get("/cases"))
    assert desk.case in second.get("/cases").content.decode()
    seen = words_of(second.get(f"/cases/{desk.case}/countersign"))
    for words in (
        "Usual customer.",
        "The use is civil.",
        "Civil use.",
        "as applied for",
        "Proposed by officer",
    ):
        assert words in seen, words
    done = desk.confirmed(second, "countersign", desk.code("second"), text="Seen.")
    assert "holds from now on" in words_of(second.get(done.headers["Location"]))
    assert (desk.state(), Authorisation.objects.count()) == ("decided", 1)
    proposal = Proposal.objects.get()
    assert (proposal.proposed_by.name, proposal.second.name) == ("officer", "second")  # type: ignore[union-attr]
    assert list(record_faults()) == []


def test_a_proposal_is_given_back(desk: Desk) -> None:
    proposed(desk)
    second = desk.visitor("second")
    empty = desk.confirmed(second, "return", desk.code("second"), text=" ")
    assert (empty.status_code, "fill this in" in words_of(empty)) == (422, True)
    desk.confirmed(second, "return", desk.code("second"), text="Ask for the contract.")
    assert desk.state() == "in_work"
    assert "Ask for the contract." in words_of(desk.visitor("officer").get(f"/cases/{desk.case}"))


def test_a_code_counts_once_and_is_not_used_up_by_what_is_refused(desk: Desk) -> None:
    officer = desk.visitor("officer")
    used = desk.codes.again(desk.secrets["officer"])
    answer = desk.confirmed(officer, "propose", used, **PROPOSED)
    assert (answer.status_code, "used already" in words_of(answer)) == (403, True)
    assert "Usual customer." in answer.content.decode(), "what was entered is still there"
    assert used not in answer.content.decode()
    for wrong in ("", "123456", desk.codes.again(desk.secrets["second"])):
        assert desk.confirmed(officer, "propose", wrong, **PROPOSED).status_code == 403
    assert desk.state() == "in_work"
    code = desk.code("officer")
    bad = desk.confirmed(officer, "propose", code, **PROPOSED | {"valid_until": "2020-01-01"})
    assert (bad.status_code, "from today on" in words_of(bad)) == (422, True)
    assert desk.confirmed(officer, "propose", code, **PROPOSED).status_code == 302
    assert desk.state() == "proposed"


def test_wrong_codes_are_counted(desk: Desk) -> None:
    officer = desk.visitor("officer")
    answers = [desk.confirmed(officer, "propose", f"00000{number}", **PROPOSED) for number in range(6)]
    assert [answer.status_code for answer in answers] == [403] * 5 + [429]
    right = desk.confirmed(officer, "propose", desk.code("officer"), **PROPOSED)
    assert (right.status_code, desk.state()) == (429, "in_work")


def test_refusals_between_guesses_give_no_more_guesses(desk: Desk) -> None:
    officer = desk.visitor("officer")
    statuses = []
    for number in range(6):
        statuses.append(desk.confirmed(officer, "propose", f"00000{number}", **PROPOSED).status_code)
        desk.confirmed(officer, "propose", "000000", **PROPOSED | {"reasons.public": ""})
    assert statuses == [403] * 5 + [429]


def test_a_case_that_moved_is_not_decided(desk: Desk) -> None:
    officer = desk.visitor("officer")
    seen = str(Case.objects.get().version)
    note(desk.people.supervisor, desk.case, "Look at the end user again.")
    code = desk.code("officer")
    answer = desk.confirmed(officer, "propose", code, **PROPOSED | {"version": seen})
    assert (answer.status_code, "was changed meanwhile" in words_of(answer)) == (412, True)
    assert "Usual customer." in answer.content.decode()
    for version in ("", "x", "-1", "9" * 30, str(2**31 + int(seen))):
        assert desk.confirmed(officer, "propose", code, **PROPOSED | {"version": version}).status_code == 412
    assert desk.state() == "in_work"
    assert desk.confirmed(officer, "propose", code, **PROPOSED).status_code == 302


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"lines.10.quantity": "many"}, "an amount in digits"),
        ({"lines.10.quantity": "200"}, "more than was applied for"),
        ({"lines.10.decision": "burnt"}, "no decision on a case of this kind"),
        ({"lines.10.decision": "refused"}, "names what it rests on"),
        ({"reasons.public": "  "}, "fill this in"),
        ({"valid_until": "soon"}, "write a day"),
        ({"valid_until": ""}, "has a last day"),
        ({"criteria": "weather"}, "choose one of"),
    ],
)
def test_what_does_not_fit_is_told_beside_its_field(desk: Desk, fields: dict[str, str], words: str) -> None:
    answer = desk.confirmed(desk.visitor("officer"), "propose", desk.code("officer"), **PROPOSED | fields)
    assert (answer.status_code, words in words_of(answer)) == (422, True)
    assert 'role="alert"' in answer.content.decode()
    assert desk.state() == "in_work"


def test_a_long_list_comes_by_pages(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dualuse.portal.pages.cases.USUAL", 1)
    transit = {"activity": "transit", "items": [{"id": "1"}], "located_in": "DE"}
    newer = open_case(desk.people.officer, "prohibition", transit).reference
    assign(desk.people.officer, newer, "officer@example.org")
    officer = desk.visitor("officer")
    first = officer.get("/cases").content.decode()
    assert (newer in first, desk.case in first) == (True, False)
    older = re.search(r'"([?]after_propose=[^"]+)"', first)[1]  # type: ignore[index]
    second = officer.get(f"/cases{older}").content.decode()
    assert (newer in second, desk.case in second, "Older ones" in second) == (False, True, False)
    assert officer.get("/cases?after_propose=x").status_code == 422


def test_what_is_not_stated_is_told_as_such(desk: Desk) -> None:
    """A case without applicant and application, of which little is stated; and one of which everything was erased."""
    transit: dict[str, Any] = {
        "activity": "transit",
        "items": [{"id": "1"}, {"id": "2", "entries": []}],
        "parties": [{"role": "consignee", "country": "IR"}],
        "located_in": "DE",
    }
    case = open_case(desk.people.officer, "prohibition", transit)
    assign(desk.people.officer, case.reference, "officer@example.org")
    officer = desk.visitor("officer")
    page = officer.get(f"/cases/{case.reference}")
    words = words_of(page)
    assert (page.status_code, "not classified" in words, "in no entry" in words) == (200, True, True)
    assert words.count("is or may be a surveillance item") == 2
    assert officer.get(f"/cases/{case.reference}/propose").status_code == 409
    evidence = Case.objects.get(reference=desk.case).evidence.get(kind="screening")
    evidence.result["stale"] = ["eu"]
    evidence.save()
    assert "LISTS OUT OF DATE" in words_of(officer.get(f"/cases/{desk.case}"))
    Case.objects.filter(reference=desk.case).update(state="decided")
    Case.objects.get(reference=desk.case).evidence.update(result={})
    words = words_of(officer.get(f"/cases/{desk.case}"))
    assert "no hit" not in words
    assert "none that this case may repeat" not in words
    assert words.count("erased") == 3


def test_words_of_others_are_never_marks(desk: Desk) -> None:
    officer = desk.visitor("officer")
    script = "<script>alert(1)</script>\"'>"
    note(desk.people.officer, desk.case, script)
    answer = desk.confirmed(
        officer, "propose", "1", **PROPOSED | {"reasons.public": script, "lines.10.quantity": script}
    )
    for page in (answer, officer.get(f"/cases/{desk.case}")):
        assert "<script" not in page.content.decode()
        assert "alert(1)" in page.content.decode()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("officer", {"cases": 200, "": 200, "/propose": 200, "/countersign": 403, "/documents": 200}),
        ("second", {"cases": 200, "": 200, "/propose": 403, "/countersign": 409, "/documents": 200}),
        ("supervisor", {"cases": 200, "": 200, "/propose": 200, "/countersign": 409, "/documents": 200}),
        ("officer-nl", {"cases": 200, "": 404, "/propose": 404, "/countersign": 403, "/documents": 404}),
        ("exporter", {"cases": 403, "": 403, "/propose": 403, "/countersign": 403, "/documents": 403}),
        ("administrator", {"cases": 403, "": 403, "/propose": 403, "/countersign": 403, "/documents": 403}),
    ],
)
def test_who_sees_and_does_what(desk: Desk, name: str, expected: dict[str, int]) -> None:
    visitor = desk.visitor(name)
    document = Case.objects.get().documents.get().number
    for path, status in expected.items():
        address = "/cases" if path == "cases" else f"/cases/{desk.case}{path}"
        address = f"{address}/{document}" if path == "/documents" else address
        answer = visitor.get(address)
        assert answer.status_code == status, (name, path)
        if status in (403, 404):
            assert "Meridian" not in answer.content.decode()
    if name == "officer-nl":
        assert desk.case not in visitor.get("/cases").content.decode()
    if expected["/propose"] in (403, 404):
        answer = desk.confirmed(visitor, "propose", desk.code(name), **PROPOSED)
        assert (answer.status_code, desk.state()) == (expected["/propose"], "in_work")


def test_who_proposed_does_not_countersign(desk: Desk) -> None:
    supervisor = desk.visitor("supervisor")
    assert desk.confirmed(supervisor, "propose", desk.code("supervisor"), **PROPOSED).status_code == 302
    assert "does not countersign it" in words_of(supervisor.get(f"/cases/{desk.case}/countersign"))
    answer = desk.confirmed(supervisor, "countersign", desk.code("supervisor"), text="")
    assert (answer.status_code, "does not countersign it" in words_of(answer)) == (409, True)
    assert desk.state() == "proposed"


def test_who_left_countersigns_nothing(desk: Desk) -> None:
    proposed(desk)
    second = desk.visitor("second")
    code = desk.code("second")
    leave(Person.objects.get(name="second"))
    answer = desk.confirmed(second, "countersign", code, text="")
    assert answer.status_code in (302, 403)
    assert desk.state() == "proposed"


def test_no_token_decides(desk: Desk) -> None:
    person = Person.objects.get(name="officer")
    headers = {"Authorization": f"Bearer {new_token(person, 'erp')}"}
    answer = Client().post(f"/api/v1/cases/{desk.case}/propose", "{}", "application/json", headers=headers)
    assert (answer.status_code, answer.json()["guard"]) == (403, "second_factor")
    program = actor_of(person, TODAY, token=Token.objects.get().pk)
    body: dict[str, Any] = {
        "reasons": {"internal": "Usual customer.", "applicant": "As asked.", "public": "Usual."},
        "valid_until": LAST_DAY,
    }

    def done(actor: Actor, code: str) -> Case:
        version = Case.objects.get().version
        return perform_confirmed(actor, "propose", desk.case, body, version=version, code=code)

    with pytest.raises(SecondFactor, match="a token does not"):
        done(program, desk.code("officer"))
    with pytest.raises(WrongCode):
        done(actor_of(person, TODAY), desk.code("second"))
    assert desk.state() == "in_work"
    assert done(actor_of(person, TODAY), desk.code("officer")).state == "proposed"
