"""Where a reason, a use or a description is asked for, "x" and "n/a" are none: the rules, by the service and on both databases."""

from __future__ import annotations

from typing import Any

import pytest

from dualuse.licensing.cases.applications import apply, missing
from dualuse.licensing.cases.work import assign, consult, open_case, refer
from dualuse.licensing.decisions.deciding import give_back, propose
from dualuse.licensing.decisions.examining import assess, check_denials, examine_diligence
from dualuse.licensing.decisions.own_diligence import questions_asked
from dualuse.licensing.refusals import Guarded, Malformed
from tests.licensing.test_consequences import LAST_DAY, REASONS, examined
from tests.licensing.test_own_cases import TRANSIT
from tests.support.service_people import UNLISTED, WHOLE, People, move_applicant

WORDLESS = ["x", "-", ".", "n/a", "tbd", "siehe oben", "\u3164"]
POINTS = dict.fromkeys("abcd", "Nothing speaks against it.")


def gaps(
    people: People, data: dict[str, Any], fields: dict[str, Any], kind: str = "individual"
) -> dict[str, str]:
    case = apply(people.exporter, kind, data, fields, authority="DE")
    return {row.path: row.text.code for row in missing(case, case.versions.get())}


@pytest.mark.parametrize("words", WORDLESS)
def test_what_relieves_of_a_document_is_a_reason(people: People, words: str) -> None:
    """Art. 12, 5(2): of the end-use statement, and of the declaration of the management."""
    paths = gaps(people, UNLISTED, {**WHOLE, "end_use_statement_exemption": words})
    assert "documents.end_use_statement" in paths
    alike = {**UNLISTED, "items": [{**UNLISTED["items"][0], "description": "IMSI catcher"}]}
    assert "documents.management_declaration" in gaps(people, alike, {**WHOLE, "surveillance_denial": words})
    told = {**WHOLE, "surveillance_denial": "It measures fields and hears nobody."}
    assert (
        not {"documents.end_use_statement", "documents.management_declaration"}
        & gaps(people, alike, told).keys()
    )


@pytest.mark.parametrize("words", ["x", "-", "n/a", "as applied for"])
def test_a_use_and_a_description_say_something(people: People, words: str) -> None:
    party = {**UNLISTED["parties"][0], "address": words}
    data = {
        **UNLISTED,
        "end_use": words,
        "items": [{**UNLISTED["items"][0], "description": words}],
        "parties": [party],
    }
    paths = {"transaction.end_use", "transaction.items[0].description", "transaction.parties[0].address"}
    assert paths <= {path for path, code in gaps(people, data, WHOLE).items() if code == "says_nothing"}
    assert not paths & gaps(people, {**UNLISTED, "end_use": "Testing"}, WHOLE).keys()


def test_a_prohibition_says_what_it_is_about(people: People) -> None:
    """Art. 7(1)."""
    data = {**TRANSIT, "items": [{**TRANSIT["items"][0], "description": "-"}]}
    case = open_case(people.officer, "prohibition", data)
    assign(people.officer, case.reference, "officer@example.org")
    assess(people.officer, case.reference, POINTS)
    check_denials(people.officer, case.reference)
    with pytest.raises(Guarded) as refused:
        propose(people.officer, case.reference, {}, REASONS, criteria=("sanctions",))
    assert refused.value.guard == "incomplete"


@pytest.mark.parametrize("words", ["-", "x", "n/a"])
def test_what_an_authority_does_it_does_in_words(people: People, words: str) -> None:
    """Art. 16(5): a consultation of which nothing is said was none."""
    case = examined(people, UNLISTED, WHOLE)
    with pytest.raises(Malformed):
        consult(people.officer, case.reference, ["NL"], "Art. 16(5)", words)
    propose(people.officer, case.reference, {}, REASONS, valid_until=LAST_DAY)
    with pytest.raises(Malformed):
        give_back(people.second, case.reference, words)
    give_back(people.second, case.reference, "Look at the address.")
    move_applicant("NL")
    with pytest.raises(Malformed):
        refer(people.officer, case.reference, "NL", words)


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_the_question_again_is_no_reason(people: People, language: str) -> None:
    """Art. 5(2)."""
    case = examined(people, UNLISTED, WHOLE)
    assess(people.officer, case.reference, POINTS, surveillance={"10": True})
    answers = [
        {
            **{name: row[name] or "" for name in ("question", "item", "party")},
            "answer": "no" if row["adverse"] != "no" else "yes",
            "reason": row["text"].upper(),
        }
        for row in questions_asked(case, language)["questions"]
    ]
    with pytest.raises(Malformed) as refused:
        examine_diligence(people.officer, case.reference, answers)
    assert {fault.code for fault in refused.value.problems} == {"reason_repeats"}
    assert len(refused.value.problems) == len(answers)
