"""Statements that say the same in another form: an answer of null, and the one use that a German notification is about; and warnings that say no more than is so."""

from __future__ import annotations

from typing import Any

import pytest

from dualuse import InputError
from tests.assessment.words.test_national_goods import codes_of, judged, transaction


def decided(uses: list[str] | None, result: str = "not_required", day: str = "2026-06-01") -> dict[str, Any]:
    return {
        "provision": "§ 9(2) AWV",
        "result": result,
        "date": day,
        "reference": "B 9/26",
        "items": ["1"],
        "parties": ["Ordinary Works Ltd"],
        **({"uses": uses} if uses is not None else {}),
    }


def nuclear(*decisions: dict[str, Any]) -> dict[str, Any]:
    stated = transaction("pump", destination="PK")
    knowledge = {**stated["knowledge"], "nuclear_facility": "aware"}
    return {**stated, "knowledge": knowledge, "authority_decisions": list(decisions)}


def test_a_decision_of_german_law_may_name_the_use_it_is_about() -> None:
    assert judged(nuclear()).release != "go"
    silent, named = judged(nuclear(decided(None))), judged(nuclear(decided(["nuclear_facility"])))
    assert silent.release == named.release
    assert silent.outcome == named.outcome
    asked_first = decided(["nuclear_facility"], "required", "2026-05-01")
    assert judged(nuclear(asked_first, decided(None))).release == silent.release


def test_it_names_no_other_use() -> None:
    with pytest.raises(InputError, match=r"§ 9\(2\) AWV"):
        judged(nuclear(decided(["wmd"])))


def test_an_answer_of_null_is_left_out() -> None:
    stated = transaction("machine", destination="GB", entries=["2B001.a"])
    silent = judged(stated)
    left_out = judged({**stated, "answers": {**stated["answers"], "done.EU001": None}})
    assert (left_out.release, codes_of(left_out)) == (silent.release, codes_of(silent))
    done = judged({**stated, "answers": {**stated["answers"], "done.EU001": True}})
    assert done.release != silent.release
    with pytest.raises(InputError):
        judged({**stated, "answers": {"done.EU001": "perhaps"}})


def warning(stated: dict[str, Any], code: str) -> str:
    return next(row.text for row in judged(stated).warnings if row.code == code)


def test_a_known_use_that_takes_a_general_authorisation_away_says_so() -> None:
    """Annex II, EU001, Part 3."""
    stated = transaction("machine", destination="GB", entries=["2B001.a"])
    stated["answers"]["done.EU001"] = True
    stated["knowledge"]["wmd"] = "informed"
    assert judged(stated).release == "stop"
    assert "EU001 may not be used" in warning(stated, "use_unasked")
    unlisted = transaction("machine", destination="GB")
    unlisted["knowledge"]["wmd"] = "aware"
    assert "may not be used" not in str([row.text for row in judged(unlisted).warnings])


def test_the_kindred_use_of_an_unlisted_item_speaks_of_no_general_authorisation() -> None:
    """Art. 5(2)."""
    stated = transaction("camera", destination="BR", cyber_surveillance=True)
    stated["knowledge"]["internal_repression"] = "aware"
    on_art_5 = {**decided(["internal_repression"]), "provision": "Art. 5(2)"}
    text = warning({**stated, "authority_decisions": [on_art_5]}, "kindred_use")
    assert "general authorisation" not in text
    assert "state knowledge.human_rights as it is" in text


def test_an_end_user_elsewhere_of_an_unlisted_item_loses_no_general_authorisation() -> None:
    stated = transaction("laptop of our own engineer", destination="BR")
    stated["parties"] = [{"role": "end_user", "name": "Example AG", "country": "CH", "service": "none"}]
    assert "is not available" not in warning(stated, "end_user_elsewhere")
