"""Derivations, days due, release, authorisations held, jurisdictions: the parts between evidence and answer."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from typing import Any

import pytest

from dualuse import check
from dualuse.assessment.assumptions import POLICIES
from dualuse.assessment.derivations import DERIVATIONS, FROM_OTHERS, decisions_taken
from dualuse.assessment.deriving import facts_given_by
from dualuse.assessment.determination.calendar import is_working_day, next_working_day, working_days_before
from dualuse.assessment.facts import facts_knowing_more, facts_of_transaction
from dualuse.assessment.release import ReleaseFacts, release
from dualuse.assessment.release_holds.unexecuted import Unexecuted
from dualuse.assessment.text.full import determination_text
from dualuse.assessment.warnings.contradictions import CONTRADICTIONS
from dualuse.law.collection import law_version
from dualuse.law.eu_2021_821.control_list import edition_record, edition_records, outline
from dualuse.law.eu_2021_821.facts import GROUNDS
from dualuse.law.eu_2021_821.facts.derived_fact import EVERY_INPUT
from dualuse.law.language.logic import LEVELS
from dualuse.law.language.provision import Effect, Verification
from dualuse.law.measures.not_executed import NotExaminedRow, not_examined_rows
from dualuse.law.states import jurisdiction, known_jurisdictions
from dualuse.law.territories import find_place, member_states
from dualuse.schema.determination import Determination
from dualuse.schema.reading.validation import checked_transaction

NOTHING, GENERAL, NOTICE, NEEDED, FORBIDDEN = Effect

BASE: dict[str, Any] = {
    "date": "2026-08-03",
    "activity": "export",
    "manner": "permanent",
    "exporter": {"country": "DE"},
    "items": [
        {"id": "1", "entries": ["5A001.f.2"], "national_entries": [], "quantity": "2", "unit": "piece"}
    ],
    "destination": "AE",
    "end_use": "tests",
    "parties": [{"role": "end_user", "name": "Example Directorate", "country": "AE", "service": "police"}],
}
DECIDED_ON = {"items": ["1"], "parties": ["Example Directorate"]}
"""For what and whom a decision of the authority was given."""


PROLONGED = [{"fact": "authorisations.valid_until", "document": "notice of BAFA"}]
"""What shows that a national general authorisation is still in force."""


def answer(**changes: Any) -> Determination:
    return check({**BASE, **changes})


@pytest.mark.parametrize(
    ("needs", "screening", "named", "expected"),
    [
        ([(NOTHING, NOTHING, False)], "clear", (), "go"),
        ([(GENERAL, GENERAL, False)], "clear", (), "go"),
        ([(NEEDED, NEEDED, True)], "clear", (), "go"),
        ([(GENERAL, NEEDED, True)], "clear", (), "go"),
        ([(NEEDED, NEEDED, False)], "clear", (), "stop"),
        ([(NEEDED, NEEDED, None)], "clear", (), "ask"),
        (
            [(NOTICE, NOTICE, True)],
            "clear",
            (),
            "go",
        ),  # granted in knowledge of the use that would be notified
        ([(NOTICE, NOTICE, None)], "clear", (), "ask"),  # what would tell whether it was is asked for
        ([(NOTICE, NOTICE, False)], "clear", (), "stop"),
        ([(FORBIDDEN, FORBIDDEN, True)], "clear", (), "stop"),
        ([(NEEDED, FORBIDDEN, True)], "clear", (), "ask"),
        ([(NOTHING, NEEDED, False)], "clear", (), "ask"),
        ([(NOTHING, NOTHING, False), (NEEDED, NEEDED, False)], "clear", (), "stop"),
        ([(NOTHING, NOTHING, False)], "not_screened", (), "ask"),
        ([(NOTHING, NOTHING, False)], "review", (), "ask"),
        ([(NOTHING, NOTHING, False)], "hit", (), "ask"),
        ([(NOTHING, NOTHING, False)], "clear", not_examined_rows()[:1], "ask"),
    ],
)
def test_release(needs: Any, screening: str, named: tuple[NotExaminedRow, ...], expected: str) -> None:
    released, because = release(
        ReleaseFacts(needs=tuple(needs), screening=screening, unexecuted=Unexecuted(asked=tuple(named)))
    )
    assert released == expected
    assert because


def held(**changes: Any) -> dict[str, Any]:
    authorisation = {
        "kind": "individual",
        "reference": "A-1",
        "items": ["1"],
        "end_user": "Example Directorate",
        "destination": "AE",
        "valid_from": "2024-01-01",
        "valid_until": "2027-01-31",
        "left": "5",
        "left_unit": "piece",
        "end_use": "tests",
    }
    return {name: value for name, value in {**authorisation, **changes}.items() if value is not None}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "ask"),  # covered: only screening is open
        ({"valid_until": "2026-08-02"}, "stop"),
        ({"destination": "OM"}, "stop"),
        ({"end_user": "Somebody Else"}, "stop"),
        ({"items": ["2"]}, "stop"),
        ({"items": ["5A001.f"]}, "ask"),
        ({"items": ["5A001.f.1"]}, "stop"),
        ({"left": "1"}, "stop"),
        ({"kind": "brokering"}, "stop"),
        ({"items": None}, "ask"),
        ({"valid_until": None}, "ask"),
    ],
)
def test_authorisations_held(changes: dict[str, Any], expected: str) -> None:
    knowledge = dict.fromkeys(GROUNDS, "none")
    result = answer(authorisations=[held(**changes)], end_use="tests", knowledge=knowledge)
    assert result.outcome == "authorisation_required"
    assert result.release == expected
    unclear = any(because.code == "release.authorisation_unclear" for because in result.release_because)
    assert unclear == (None in changes.values())


def test_a_national_general_authorisation_never_covers_section_i() -> None:
    items = [{"id": "1", "entries": ["5A004.a"], "national_entries": []}]
    authorisation = held(kind="national_general", end_user=None, left=None, left_unit=None)
    assert answer(items=items, authorisations=[authorisation]).release == "stop"
    items = [{"id": "1", "entries": ["5A002.a.1"], "national_entries": []}]
    assert answer(items=items, authorisations=[authorisation]).release == "ask"


@pytest.mark.parametrize(
    ("level", "country", "expected"),
    [("none", "AE", "covered"), ("aware", "AE", "covered"), ("aware", "SD", "stop"), (None, "AE", "covered")],
)
def test_a_military_end_use_bars_a_national_general_authorisation_only_under_an_arms_embargo(
    level: str | None, country: str, expected: str
) -> None:
    """Art. 12(6) with Art. 4(1)(b)."""
    knowledge = {"wmd": "none", "military_end_use": level, "illicit_military_parts": "none"}
    authorisation = held(
        kind="national_general", end_user=None, left=None, left_unit=None, compared="2026-08-03"
    )
    result = answer(
        authorisations=[authorisation], knowledge=knowledge, purchasing_country=country, sources=PROLONGED
    )
    codes = [because.code for because in result.release_because]
    assert (result.release == "stop") == (expected == "stop")
    assert "release.authorisation_unclear" not in codes


@pytest.mark.parametrize(
    ("level", "code"),
    [
        ("informed", "release.no_authorisation"),
        ("aware", "release.no_authorisation"),
        (None, "release.authorisation_unclear"),
    ],
)
def test_a_use_in_weapons_of_mass_destruction_bars_a_national_general_authorisation(
    level: str | None, code: str
) -> None:
    """Art. 12(6): not for an exporter informed or aware of a use of Art. 4(1); unknown knowledge stays unknown."""
    knowledge = {"wmd": level, "military_end_use": "none", "illicit_military_parts": "none"}
    authorisation = held(
        kind="national_general", end_user=None, left=None, left_unit=None, compared="2026-08-03"
    )
    result = answer(authorisations=[authorisation], knowledge=knowledge)
    assert code in [because.code for because in result.release_because]


def test_answers_and_assumptions_count_for_a_national_general_authorisation() -> None:
    """Art. 12(6): what a person has answered or chosen to assume is as good as stated."""
    authorisation = held(
        kind="national_general", end_user=None, left=None, left_unit=None, compared="2026-08-03"
    )
    prolonged = {"authorisations": [authorisation], "sources": PROLONGED}
    assumed = check({**BASE, **prolonged}, assume=["no-indication"])
    assert [because.code for because in assumed.release_because] == ["release.not_screened"]
    knowledge = {"wmd": "none", "military_end_use": "aware", "illicit_military_parts": "none"}
    purchase = {"purchasing_country": "CN", "knowledge": knowledge, **prolonged}
    assert "release.authorisation_unclear" in [because.code for because in answer(**purchase).release_because]
    answered = answer(**purchase, answers={"place.arms_embargo:CN": True})
    assert [because.code for because in answered.release_because] == ["release.no_authorisation"]


def test_an_authorisation_for_an_end_user_is_unclear_where_no_end_user_is_stated() -> None:
    result = answer(authorisations=[held()], parties=[])
    assert result.release == "ask"
    assert "release.authorisation_unclear" in [because.code for because in result.release_because]


def test_a_later_decision_frees_nothing_and_is_named() -> None:
    unlisted = {"id": "1", "entries": [], "national_entries": [], "cyber_surveillance": False}
    decision = {"provision": "Art. 4(2)", "reference": "B-7", "result": "not_required", **DECIDED_ON}
    common = {"items": [unlisted], "knowledge": {"wmd": "aware"}}
    later = answer(**common, authority_decisions=[{**decision, "date": "2026-08-04"}])
    assert later.items[0].range[0] == "notification_required"
    assert "decision_later" in [warning.code for warning in later.warnings]
    same_day = answer(**common, authority_decisions=[{**decision, "date": "2026-08-03"}])
    assert same_day.items[0].range[0] == "not_controlled"
    assert "decision_later" not in [warning.code for warning in same_day.warnings]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"consigned_to": "IN"}, "transfer_leaves_union"),
        ({}, "transfer_first_stop"),
        ({"consigned_to": "FR"}, None),
        ({"destination": "FR"}, None),
    ],
)
def test_a_transfer_that_leaves_the_union_at_once_is_never_released(
    changes: dict[str, Any], code: str | None
) -> None:
    """Arts 2(2), 11: only what is first sent to a Member State is a transfer within the Union."""
    transfer = {
        "activity": "intra_union_transfer",
        "dispatched_from": "DE",
        "destination": "IN",
        "parties": [],
    }
    result = answer(**{**transfer, **changes})
    warning_codes = [warning.code for warning in result.warnings if warning.code.startswith("transfer_")]
    assert warning_codes == ([code] if code else [])
    assert (code in [because.code for because in result.release_because]) == (code is not None)


def test_an_end_user_outside_the_destination_is_named() -> None:
    party = {"role": "end_user", "name": "Example Directorate", "service": "none"}
    elsewhere = answer(parties=[{**party, "country": "CN"}])
    assert "end_user_elsewhere" in [warning.code for warning in elsewhere.warnings]
    assert "end_user_elsewhere" not in [warning.code for warning in answer().warnings]


def test_a_purchaser_who_says_where_it_sits_is_not_taken_to_sit_in_the_destination() -> None:
    def purchased(*countries: str | None, place: str | None = None) -> Any:
        buyers = [{"role": "purchaser", "name": "Example Trading", "country": it} for it in countries]
        return answer(parties=[*BASE["parties"], *buyers], purchasing_country=place)

    assert [row.fact for row in purchased(None).assumptions] == ["purchasing_country"]
    assert not purchased("CN").assumptions
    embargoed = [purchased("CN"), purchased(BASE["destination"], "CN"), purchased(place="CN")]
    assert len({(it.outcome, it.release) for it in embargoed}) == 1
    for place, countries in (("US", ("CN",)), ("CN", ("US", "BR"))):
        differing = purchased(*countries, place=place)
        assert {it.code for it in differing.warnings} & set(CONTRADICTIONS) == {"purchaser_elsewhere"}
    assert "purchaser_elsewhere" not in [it.code for it in purchased("US", "CN", place="CN").warnings]


@pytest.mark.parametrize(
    ("level", "day", "codes"),
    [
        ("suspects", "2026-08-03", ["suspicion"]),
        ("suspects", "2021-10-01", ["suspicion", "national_option_undated"]),
        ("none", "2021-10-01", []),
        (None, "2026-08-03", []),
    ],
)
def test_a_suspicion_never_leaves_in_silence(level: str | None, day: str, codes: list[str]) -> None:
    """Arts 4(3), 5(3): also where the Member State has not used the option."""
    unlisted = [{"entries": [], "national_entries": [], "cyber_surveillance": False}]
    result = answer(items=unlisted, knowledge={"wmd": level}, date=day)
    warning_codes = [warning.code for warning in result.warnings]
    assert [code for code in warning_codes if code in ("suspicion", "national_option_undated")] == codes
    assert result.release != "go"


@pytest.mark.parametrize(
    ("ground", "changes", "codes"),
    [
        ("wmd", {}, ["suspicion"]),
        ("reexport", {}, ["suspicion"]),
        ("military_end_use", {}, ["suspicion_alone"]),
        ("military_end_use", {"destination": "SD"}, ["suspicion"]),  # an arms embargo (Art. 4(1)(b))
        ("internal_repression", {}, ["suspicion"]),  # a crime in itself: the authority is asked
        ("nuclear_facility", {}, ["suspicion_alone"]),
        ("nuclear_facility", {"destination": "PK"}, ["suspicion"]),  # § 9(2) AWV
        ("nuclear_facility", {"destination": "PK", "exporter": {"country": "FR"}}, ["suspicion_alone"]),
        (
            "wmd",
            {
                "authority_decisions": [
                    {"provision": "Art. 4(2)", "result": "not_required", "date": "2026-07-01", **DECIDED_ON}
                ]
            },
            ["suspicion_alone"],  # who is aware may go, too
        ),
        ("human_rights", {"authorisations": [{"kind": "individual", "reference": "A-1"}]}, ["suspicion"]),
    ],
)
def test_a_suspicion_asks_where_something_hangs_on_it(
    ground: str, changes: dict[str, Any], codes: list[str]
) -> None:
    """What would follow if the exporter were aware; while an authorisation is held, every suspicion asks."""
    unlisted = [{"entries": [], "national_entries": [], "cyber_surveillance": False}]
    result = answer(**{"items": unlisted, "knowledge": {ground: "suspects"}, "date": "2026-08-03", **changes})
    assert [row.code for row in result.warnings if row.code.startswith("suspicion")] == codes
    assert ("suspicion" in [row.code for row in result.release_because]) is (codes == ["suspicion"])


def test_a_prohibition_asks_for_no_authorisation() -> None:
    result = answer(destination="KP", parties=[])
    assert result.outcome == "prohibited"
    assert not [duty for duty in result.obligations if duty.citation.startswith("Art. 12")]


def test_an_answered_notification() -> None:
    unlisted = {"entries": [], "national_entries": [], "cyber_surveillance": True}
    knowledge = {
        "wmd": "none",
        "military_end_use": "none",
        "illicit_military_parts": "none",
        "internal_repression": "aware",
        "human_rights": "none",
    }
    common = {"items": [unlisted], "knowledge": knowledge}
    assert answer(**common).outcome == "notification_required"
    decision = {"provision": "Art. 5(2)", "date": "2026-08-01", "reference": "B-7", **DECIDED_ON}
    freed = answer(**common, authority_decisions=[{**decision, "result": "not_required"}])
    assert (freed.outcome, freed.release) == ("not_controlled", "ask")
    needed = answer(**common, authority_decisions=[{**decision, "result": "required"}])
    assert needed.outcome == "authorisation_required"
    assert needed.items[0].basis == ("Art. 5(2), decision",)


@pytest.mark.parametrize("state", ["IE", "SE"])
@pytest.mark.parametrize(
    ("activity", "citation"), [("brokering", "Art. 6(4)"), ("technical_assistance", "Art. 8(5)")]
)
@pytest.mark.parametrize("level", ["suspects", "aware", "informed"])
def test_who_notifies_is_not_told_of_a_lesser_knowledge(
    state: str, activity: str, citation: str, level: str
) -> None:
    """The rule on suspicion reaches, of a non-listed item, who knows more: the words of the duty fit each level."""
    result = check(
        {
            **BASE,
            "activity": activity,
            "located_in": "CN",
            "exporter": {"country": state},
            "items": [{"id": "1", "entries": [], "national_entries": []}],
            "knowledge": {"wmd": level, "military_end_use": "none", "illicit_military_parts": "none"},
        }
    )
    (duty,) = [duty for duty in result.obligations if duty.citation == f"{citation}, notification"]
    assert "the use that you suspect, are aware of or were informed of" in duty.text


def test_nothing_is_assumed_unless_asked_and_every_assumption_is_listed() -> None:
    assert {row.fact for row in answer().assumptions} == {"purchasing_country"}
    assumed = check({**BASE, "manner": None}, assume=tuple(POLICIES))
    facts = {row.fact for row in assumed.assumptions}
    assert {"manner", "knowledge.wmd", "circumstances.free_zone"} <= facts
    assert "date" in {row.fact for row in check({**BASE, "date": None}).assumptions}


def test_germany_exempts_small_contracts_of_nationally_listed_goods() -> None:
    def contract(value: str | None, kind: str | None = "goods", currency: str | None = "EUR") -> str:
        item = {
            "entries": [],
            "national_entries": ["DE:5A902"],
            "kind": kind,
            "value": value,
            "currency": currency,
        }
        knowledge = {
            "wmd": "none",
            "military_end_use": "none",
            "illicit_military_parts": "none",
            "internal_repression": "none",
            "human_rights": "none",
            "public_security": "none",
        }
        item["cyber_surveillance"] = True
        return check({**BASE, "items": [item], "knowledge": knowledge}).outcome

    assert contract("5000") == "not_controlled"
    assert contract("5000.01") == "authorisation_required"
    assert contract(None) == "undetermined"
    assert contract("100", currency="USD") == "undetermined"
    assert contract("100", kind="software") == "authorisation_required"


def test_days_due_follow_the_calendar_of_the_member_state() -> None:
    germany = jurisdiction("DE")
    assert not is_working_day(date(2026, 12, 25), germany)
    assert next_working_day(date(2026, 12, 25), germany) == date(2026, 12, 28)
    # Ten working days before 8 January 2027: New Year, two weekends, Christmas and their eve are no obstacle but days off
    assert working_days_before(date(2027, 1, 8), 10, germany) == date(2026, 12, 23)
    assert working_days_before(date(2027, 1, 8), 10, None) == date(2026, 12, 25)


def test_thirty_days_end_on_a_working_day() -> None:
    result = check(
        {
            "date": "2026-11-25",
            "activity": "export",
            "manner": "permanent",
            "exporter": {"country": "DE"},
            "items": [{"entries": ["3A002.c"]}],
            "destination": "JP",
            "knowledge": {"wmd": "none", "military_end_use": "none", "illicit_military_parts": "none"},
            "circumstances": {"free_zone": False},
        }
    )
    (eu001,) = [row for row in result.items[0].general_authorisations if row.id == "EU001"]
    notice = [row.due for row in eu001.conditions if "first use" in row.text and row.due]
    assert "2026-12-28" in notice  # 25 December 2026 is a holiday, then a weekend


def test_a_duty_due_before_the_day_of_the_transaction_is_said_to_be_past() -> None:
    """Registration for EU001 is asked for ten working days ahead: on the day itself it is too late to begin."""
    result = check(
        {
            **BASE,
            "items": [{"entries": ["3A002.c"]}],
            "destination": "JP",
            "parties": [{"role": "end_user", "country": "JP", "service": "none"}],
            "knowledge": {"wmd": "none", "military_end_use": "none", "illicit_military_parts": "none"},
            "circumstances": {"free_zone": False},
        }
    )
    past = [duty for duty in result.obligations if duty.due and duty.due < result.date]
    assert [duty.authorisation for duty in past] == ["EU001"]
    text = " ".join(determination_text(result).split())
    assert f"by {past[0].due} (past on 2026-08-03: if it was not done by then, do not proceed yet)" in text
    assert text.count("(past on") == 1


@pytest.mark.parametrize("code", known_jurisdictions())
def test_every_jurisdiction_is_complete(code: str) -> None:
    from holidays import country_holidays

    state = jurisdiction(code)
    assert state is not None
    assert state.code == code
    assert state.authority
    assert (
        state.authority_url.startswith("https://") or state.authority_verification is Verification.UNVERIFIED
    )
    assert country_holidays(state.holidays_country, subdiv=state.holidays_subdivision or None, years=2026)
    for name in ("art4_3", "art5_3", "art6_3", "art6_4", "art7_3", "art8_4", "art8_5", "art11_2", "art11_8"):
        option = state.options[name]
        assert option.value in ("yes", "no", "unknown")
        assert option.value == "unknown" or option.reference, (code, name)
    for entry in state.national_entries.values():
        assert bool(entry.only) != bool(entry.excluded)
        assert all(find_place(place) for place in entry.only)


def test_all_member_states_have_a_file_and_norway_needs_no_code() -> None:
    assert set(member_states()) <= set(known_jurisdictions())
    norway = jurisdiction("NO")
    assert norway is not None
    assert not norway.union_member
    result = answer(exporter={"country": "NO"})
    assert result.authority is not None
    assert result.authority.country == "NO"


def test_an_exporter_outside_the_union_turns_to_the_state_where_the_items_are() -> None:
    result = answer(exporter={"country": "CH"}, located_in="AT")
    assert result.authority is not None
    assert result.authority.country == "AT"


@pytest.mark.parametrize(
    ("located", "words"), [("TR", "stated to be in Türkiye"), (None, "state that one (located_in)")]
)
def test_an_exporter_outside_the_union_is_told_which_place_is_wanted(located: str | None, words: str) -> None:
    """Arts 2(3), 12(2): what is stated already is not asked for as if it were not."""
    result = answer(exporter={"country": "CH"}, located_in=located)
    (text,) = [row.text for row in result.warnings if row.code == "exporter_outside_union"]
    assert words in text
    assert ("state that one (located_in)" in text) is (located is None)


def test_editions_follow_each_other_without_a_gap() -> None:
    records = edition_records()
    for before, after in itertools.pairwise(records):
        assert before.until is not None
        assert after.since == before.until + timedelta(days=1)
    assert records[-1].until is None
    assert edition_record(date(2026, 1, 1)).name == "2025-11-15"


@pytest.mark.parametrize(
    ("day", "edition", "warned"), [("2022-05-10", "2022-01-07", False), ("2024-01-10", "2023-05-26", True)]
)
def test_a_date_without_its_edition_is_warned_of_and_unverified(day: str, edition: str, warned: bool) -> None:
    result = answer(date=day)
    assert result.law.annex_i == edition
    assert ("annex_edition_missing" in {warning.code for warning in result.warnings}) == warned
    assert (result.law.verification == "unverified") == warned


def test_a_date_after_what_is_known_is_warned_of() -> None:
    assert "law_current_to" in {warning.code for warning in answer(date="2026-11-25").warnings}
    assert "law_current_to" not in {warning.code for warning in answer().warnings}


def test_the_version_of_the_law_is_a_checksum() -> None:
    assert law_version().startswith("sha256:")
    assert answer().law.version == law_version()


def test_the_answer_names_what_was_not_examined() -> None:
    acts = {row.act for row in answer().not_examined}
    assert "Regulation (EU) 2019/125" in acts
    russia = answer(destination="RU")
    assert any(row.stops_release and "833/2014" in row.act for row in russia.not_examined)


def test_titles_exist_in_three_languages_for_every_entry_and_surveillance_provision() -> None:
    from dualuse.law.eu_2021_821.control_list.outline import _titles
    from dualuse.law.eu_2021_821.surveillance import family

    edition = outline()
    assert edition is not None
    wanted = {*edition.entry_codes, *(code for code in edition.codes if family(code))}
    for language in ("en", "de", "fr"):
        missing = sorted(code for code in wanted if code not in _titles(language))
        assert missing == []


# The facts at another level of knowledge.


def test_what_rests_on_knowledge_of_uses_is_derived_again() -> None:
    resting = {
        derivation
        for derivation in DERIVATIONS
        for fact in facts_given_by(derivation)
        if any(name.startswith("knowledge.") or name == EVERY_INPUT for name in fact.inputs)
    }
    assert resting - {decisions_taken} <= set(FROM_OTHERS)


@pytest.mark.parametrize("activity", ["export", "intra_union_transfer", "brokering", None])
@pytest.mark.parametrize("policies", [(), ("no-indication",)])
@pytest.mark.parametrize(
    "papers",
    [
        {},
        {"authorisations": [{"kind": "individual", "reference": "L-1", "known_uses": ["wmd"]}]},
        {"authority_decisions": [{"provision": "Art. 4(3)", "result": "not_required", "date": "2026-01-02"}]},
    ],
)
def test_facts_at_another_level_are_those_of_a_transaction_that_states_it(
    activity: str | None, policies: tuple[str, ...], papers: dict[str, Any]
) -> None:
    fields = {**BASE, **papers, "activity": activity, "knowledge": {"wmd": "suspects", "reexport": None}}
    stated = checked_transaction(fields)
    day = date(2026, 8, 3)
    known = facts_of_transaction(stated, day, policies)
    for use in GROUNDS:
        for level in LEVELS:
            at_level = {**fields, "knowledge": {**fields["knowledge"], use: level}}
            other = checked_transaction(at_level)
            whole = facts_of_transaction(other, day, policies)
            anew = facts_knowing_more(known, other, policies)
            assert (anew.items, anew.state, anew.day) == (whole.items, whole.state, whole.day)
