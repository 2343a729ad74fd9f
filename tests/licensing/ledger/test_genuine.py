"""Whether a paper is genuine, asked by anybody who holds it: the code tells its status, with the number what it is for; nothing can be enumerated."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from dualuse.licensing.authorisations.models import Authorisation
from dualuse.licensing.ledger.drawing import reserve_for
from tests.support.service_ledger import declared, make_authorisation, make_customs, pieces
from tests.support.service_people import TODAY, People


@pytest.fixture
def authorisation(people: People) -> Authorisation:
    return make_authorisation(people)


def asked(path: str) -> Any:
    return Client().get(f"/api/v1/verify/{path}")


def test_the_code_tells_the_status_alone(authorisation: Authorisation) -> None:
    answer = asked(authorisation.code)
    assert (answer.status_code, answer.json()) == (200, {"status": "valid", "authority": "DE"})
    authorisation.suspended = TODAY
    authorisation.save()
    assert asked(authorisation.code).json()["status"] == "suspended"


def test_with_the_number_a_forged_quantity_is_found(people: People, authorisation: Authorisation) -> None:
    reserve_for(make_customs(), authorisation.number, "1", declared(), pieces(3))
    answer = asked(f"{authorisation.code}?number={authorisation.number}").json()
    (line,) = answer["lines"]
    assert (line["granted"]["quantity"], line["left"]["quantity"], answer["destination"]) == (
        "20",
        "17",
        ["AE"],
    )
    # Nothing of what was declared, nor of the end user.
    assert set(answer) == {
        "status", "authority", "number", "kind", "version", "holder", "destination", "valid_from", "valid_until", "lines",
    }  # fmt: skip
    assert not any(word in str(answer) for word in ("26DE", "Example Directorate"))


@pytest.mark.parametrize(
    "form", [str.lower, lambda code: f"{code[:9]}-{code[9:18]} {code[18:]}"], ids=["small", "parted"]
)
def test_the_code_as_people_type_it(authorisation: Authorisation, form: Any) -> None:
    assert asked(form(authorisation.code)).status_code == 200


def test_what_is_not_genuine_is_one_answer(people: People, authorisation: Authorisation) -> None:
    other = make_authorisation(people)
    answers = [
        asked(path)
        for path in (
            "A" * 27,
            authorisation.number,
            f"{'A' * 27}?number={authorisation.number}",
            f"{authorisation.code}?number={other.number}",
            f"{authorisation.code}?number=",
            f"{authorisation.code[:-1]}",
            "-",
        )
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.json()["title"] for answer in answers}) == 1


def test_codes_are_not_guessed(people: People) -> None:
    codes = [make_authorisation(people).code for _ in range(3)]
    assert len(set(codes)) == 3
    assert {len(code) for code in codes} == {27}
