"""Old law never says "go" in silence: past the age allowed a person accepts it, by name and up to a day, or the answer asks."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import date, timedelta
from typing import Any

import pytest

from dualuse import check, interview, replay
from dualuse.assessment.serialisation import to_json
from dualuse.assessment.text.full import determination_text
from dualuse.i18n import short_day
from dualuse.inputs.problems import InputError
from dualuse.law.collection import CURRENT_TO
from dualuse.law.eu_2021_821.facts import GROUNDS
from dualuse.schema.determination import Configuration, Determination
from dualuse.schema.rules import RULES
from tests.support.hits_by_hand import UNION, ScreenerByHand

LAST_YOUNG = CURRENT_TO + timedelta(days=RULES.law_age)
FIRST_OLD = LAST_YOUNG + timedelta(days=1)
THREE_MONTHS_AFTER = CURRENT_TO + timedelta(days=92)


def bolt(day: date | str, destination: str = "JP", **more: Any) -> dict[str, Any]:
    """A bolt that nobody lists, with everything stated: an export that may go."""
    return {
        "reference": "BOLT-1",
        "date": str(day),
        "activity": "export",
        "manner": "permanent",
        "exporter": {"name": "Muster GmbH", "country": "DE"},
        "destination": destination,
        "parties": [
            {
                "role": "end_user",
                "name": "Example KK",
                "country": destination,
                "service": "none",
                "owners": [],
            }
        ],
        "items": [
            {
                "id": "1",
                "kind": "goods",
                "description": "bolt",
                "entries": [],
                "cyber_surveillance": False,
                "cn_code": "73181595",
            }
        ],
        "knowledge": dict.fromkeys(GROUNDS, "none"),
        "circumstances": {"free_zone": False},
        "answers": {"item.national_own": False, "item.national_other": False},
        **more,
    }


def fresh_lists(day: str) -> ScreenerByHand:
    """Lists of the day judged, so that nothing but the law is old."""
    union = replace(UNION, dated=day)
    return ScreenerByHand({}, (union, replace(union, list="eu_journal_32014r0833")), day)


def judged(transaction: dict[str, Any], **options: Any) -> Determination:
    """The answer, which comes out the same again from its record."""
    result = check(transaction, screener=fresh_lists(transaction["date"]), **options)
    record = json.loads(to_json(result))
    assert replay(record).same
    return result


def codes(result: Determination) -> list[str]:
    return [row.code for row in result.release_because]


def test_young_law_goes_and_says_nothing_of_its_age() -> None:
    result = judged(bolt(LAST_YOUNG))
    assert result.release == "go", result.release_because
    assert result.law_age is None


@pytest.mark.parametrize("day", [FIRST_OLD, THREE_MONTHS_AFTER, date(2099, 1, 1)])
@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_old_law_asks_with_a_reason_of_its_own_in_the_headline(day: date, language: str) -> None:
    result = judged(bolt(day), language=language)
    assert (result.release, codes(result)[0]) == ("ask", "release.law_age")
    assert result.law_age is not None
    assert result.law_age.old
    assert result.law_age.days == (day - CURRENT_TO).days
    headline = " ".join(determination_text(result).split("\n\n")[0].split())
    assert short_day(CURRENT_TO, language) in headline
    assert headline.count("--accept-law-age") == 1


def test_a_person_accepts_it_and_the_answer_and_its_record_say_who_and_until_when() -> None:
    until = THREE_MONTHS_AFTER + timedelta(days=5)
    result = judged(bolt(THREE_MONTHS_AFTER), accept_law_age=until, person="Anna  Muster")
    assert result.release == "go"
    assert codes(result)[-1] == "release.law_age_accepted"
    assert result.law_age is not None
    assert (result.law_age.accepted_by, result.law_age.accepted_until) == ("Anna Muster", until.isoformat())
    headline = determination_text(result).split("\n\n")[0]
    assert "Anna Muster" in headline
    assert until.isoformat() in headline


def test_what_is_accepted_until_an_earlier_day_asks_again_and_names_who_did() -> None:
    result = judged(
        bolt(THREE_MONTHS_AFTER), accept_law_age=THREE_MONTHS_AFTER - timedelta(days=1), person="Anna Muster"
    )
    assert result.release == "ask"
    assert codes(result)[0] == "release.law_age"
    assert "Anna Muster" in result.release_because[0].text


def test_what_is_accepted_beforehand_is_kept() -> None:
    until = THREE_MONTHS_AFTER
    result = judged(bolt(CURRENT_TO), accept_law_age=until, person="Anna Muster")
    assert (result.release, codes(result)) == ("go", ["release.go"])
    assert result.law_age is not None
    assert (result.law_age.old, result.law_age.accepted_until) == (False, until.isoformat())


@pytest.mark.parametrize("person", ["", " ", "\u200b", "\u2060\u200d", "\u3164", "\u00ad.", "12"])
def test_nobody_accepts_it_without_a_name_that_one_can_see(person: str) -> None:
    with pytest.raises(InputError) as error:
        check(bolt(THREE_MONTHS_AFTER), screener=None, accept_law_age=date(2099, 1, 1), person=person)
    assert error.value.problems[0].what.code == "law_age_nobody"


def test_a_stop_stays_a_stop_also_where_it_is_accepted() -> None:
    listed = bolt(date(2099, 1, 1), items=[{"id": "1", "kind": "goods", "entries": ["5A001.f.1"]}])
    for options in ({}, {"accept_law_age": date(2099, 12, 31), "person": "Anna Muster"}):
        result = judged({**listed, "destination": "AE"}, **options)
        assert result.release == "stop"
        assert "release.law_age" not in codes(result)
        assert result.law_age is not None


def test_other_questions_stay_beside_it() -> None:
    without = check(bolt(THREE_MONTHS_AFTER), screener=None)
    assert codes(without) == ["release.law_age", "release.not_screened"]
    accepted = check(
        bolt(THREE_MONTHS_AFTER), screener=None, accept_law_age=THREE_MONTHS_AFTER, person="Anna Muster"
    )
    assert codes(accepted)[0] == "release.not_screened"


def test_a_tighter_rule_asks_earlier_and_a_looser_one_changes_nothing() -> None:
    day = CURRENT_TO + timedelta(days=20)
    assert judged(bolt(day)).release == "go"
    tighter = judged(bolt(day), configuration=Configuration("dualuse.toml", {}, {"law_age": 10}))
    assert (tighter.release, codes(tighter)) == ("ask", ["release.law_age"])
    assert any(warning.code == "rules_tightened" for warning in tighter.warnings)
    looser = check(
        bolt(THREE_MONTHS_AFTER), configuration=Configuration("dualuse.toml", {}, {"law_age": 9999})
    )
    assert looser.release == "ask"


def test_a_forged_record_is_found() -> None:
    record = json.loads(to_json(judged(bolt(THREE_MONTHS_AFTER))))
    assert replay({**record, "release": "go"}).status == "differs"
    assert replay({**record, "law_age": None}).status == "differs"


def test_the_interview_ends_with_it() -> None:
    state = interview.start(bolt(THREE_MONTHS_AFTER))
    assert codes(interview.determination(state))[0] == "release.law_age"
    accepted = interview.determination(state, accept_law_age=THREE_MONTHS_AFTER, person="Anna Muster")
    assert accepted.law_age is not None
    assert asdict(accepted.law_age)["accepted_by"] == "Anna Muster"


@pytest.mark.parametrize("options", [{}, {"accept_law_age": date(2062, 9, 1), "person": "Anna Muster"}])
def test_a_law_that_is_known_up_to_a_day_to_come_asks_and_nobody_can_accept_it(
    monkeypatch: pytest.MonkeyPatch, options: dict[str, Any]
) -> None:
    """A slip in the year, 2062 for 2026, made old law young for ever."""
    monkeypatch.setattr("dualuse.assessment.release_holds.law_age.CURRENT_TO", date(2062, 8, 22))
    for day in (CURRENT_TO, THREE_MONTHS_AFTER):
        result = judged(bolt(day), **options)
        assert (result.release, codes(result)[0]) == ("ask", "release.law_untrue")
        assert result.law_age is not None
        assert result.law_age.old
        headline = " ".join(determination_text(result).split("\n\n")[0].split())
        assert "2062-08-22" in headline


def test_the_day_of_the_law_is_one_that_has_come() -> None:
    assert date.today() >= CURRENT_TO
