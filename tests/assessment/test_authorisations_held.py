"""Authorisations held and decisions of an authority: what makes an answer milder, and what never does."""

from __future__ import annotations

import copy
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dualuse import check, interview
from dualuse.assessment.authorisations.naming import is_same_name
from dualuse.inputs.problems import InputError
from dualuse.law.eu_2021_821.facts import GROUNDS
from dualuse.law.language.logic import Truth
from dualuse.schema.determination import Determination

_QUIET = dict.fromkeys(GROUNDS, "none")
BASE: dict[str, Any] = {
    "date": "2026-08-03",
    "activity": "export",
    "manner": "permanent",
    "exporter": {"country": "DE"},
    "items": [
        {"id": "10", "kind": "goods", "entries": ["5A001.f.2"], "national_entries": [], "quantity": "2", "unit": "piece"}
    ],
    "destination": "AE",
    "end_use": "Network testing",
    "knowledge": _QUIET,
    "parties": [{"role": "end_user", "name": "Example Directorate", "country": "AE", "service": "police"}],
}  # fmt: skip
HELD: dict[str, Any] = {
    "kind": "individual",
    "reference": "A-1",
    "items": ["5A001.f"],
    "end_users": ["Example Directorate"],
    "consignees": ["Example Trading FZE"],
    "destination": "AE",
    "valid_from": "2026-01-01",
    "valid_until": "2026-12-31",
    "end_use": "Network testing",
    "left": "5",
    "left_unit": "piece",
}
STOP, ASK, GO = range(3)
_SETTLED = {"release.not_screened"}


def mildness(result: Determination) -> int:
    """How mild the release is, as if the parties were screened and clear."""
    if result.release == "stop":
        return STOP
    return GO if {because.code for because in result.release_because} <= _SETTLED else ASK


def judged(held: list[dict[str, Any]], **changes: Any) -> int:
    return mildness(check({**BASE, "authorisations": held, **changes}, screener=None))


def test_what_may_go_still_goes() -> None:
    assert judged([HELD]) == GO


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({"valid_from": None}, ASK, id="no first day"),
        pytest.param({"valid_until": None}, ASK, id="no last day"),
        pytest.param(
            {"valid_from": None, "compared": "2026-07-20"}, ASK, id="compared, which is for general ones"
        ),
        pytest.param({"valid_from": None, "valid_until": "2026-01-01"}, STOP, id="no first day, and over"),
        pytest.param({"valid_from": "2026-12-01"}, STOP, id="not yet begun"),
    ],
)
def test_the_days_of_an_authorisation_are_asked_and_not_presumed(
    changes: dict[str, Any], expected: int
) -> None:
    """Annex III: what it does not say is asked. A licence that begins next month is none today."""
    assert judged([{**HELD, **changes}]) == expected


@pytest.mark.parametrize("field", ["valid_from", "valid_until"])
def test_the_day_that_is_missing_is_named(field: str) -> None:
    result = check({**BASE, "authorisations": [{**HELD, field: None}]}, screener=None)
    assert f"authorisations.{field}" in {row.fact for row in result.missing}


# What is the same name


@pytest.mark.parametrize(
    ("stated", "named", "same"),
    [
        ("Example Directorate", "EXAMPLE  directorate", True),
        ("Müller & Söhne, Maschinen", "Muller & Sohne Maschinen", True),
        ("Straße Werke", "STRASSE WERKE", True),
        ("S.A. Optica", "SA Optica", True),
        ("Example Trading FZE", "Example Trading L.L.C.", None),
        ("Example Trading", "Example Trading FZE", None),
        ("Exmaple Directorate", "Example Directorate", None),
        ("Орлов Оптика", "Orlov Optika", None),
        ("National Oil Company", "NOC", None),
        ("...", "Example", None),
        ("Harbour Police", "Example Directorate", False),
        ("Gulf Shipping", "Lakeside Chemicals", False),
    ],
)
def test_names_are_compared_as_a_cautious_lawyer_would(stated: str, named: str, same: Truth) -> None:
    assert is_same_name(stated, named) is same
    assert is_same_name(named, stated) is same


# What never makes an answer milder

_OTHERS = st.sampled_from(
    ["Example Directorate", "Example Trading FZE", "Harbour Police", "Example Trading", None]
)
_PARTIES = st.builds(
    lambda role, name, country: {"role": role, "service": "none", **({"name": name} if name else {}), "country": country},
    st.sampled_from(["end_user", "consignee"]),
    _OTHERS,
    st.sampled_from(["AE", "OM"]),
)  # fmt: skip
_LINES = st.builds(
    lambda entries, quantity, unit: {
        "kind": "goods", "entries": entries, "national_entries": [],
        **({"quantity": str(quantity)} if quantity is not None else {}), **({"unit": unit} if unit else {}),
    },
    st.sampled_from([["5A001.f.2"], ["5A001.f.1"], ["5A002.a.1"], ["5A001.f.2", "5A002.a.1"]]),
    st.one_of(st.none(), st.integers(1, 6)),
    st.sampled_from(["piece", "kg", None]),
)  # fmt: skip
_HELD = st.builds(
    lambda changes, reference: {**{k: v for k, v in {**HELD, **changes}.items() if v is not None}, "reference": reference},
    st.fixed_dictionaries(
        {},
        optional={
            "kind": st.sampled_from(["individual", "global", "large_project", "national_general", "brokering"]),
            "items": st.sampled_from([["5A001.f"], ["5A001.f.2"], ["1"], ["5A002", "5A001"], None]),
            "end_users": st.sampled_from([["Example Directorate", "Harbour Police"], ["Harbour Police"], None]),
            "consignees": st.sampled_from([["Harbour Police", "Example Trading FZE"], None]),
            "end_use": st.sampled_from(["network testing", "Interception"]),
            "valid_until": st.sampled_from(["2026-08-01", None]),
            "left": st.sampled_from(["1", "2", "8"]),
        },
    ),
    st.sampled_from(["A-1", "A-2", "A-3"]),
)  # fmt: skip


def _transactions() -> st.SearchStrategy[dict[str, Any]]:
    return st.builds(
        lambda lines, parties, held: {
            **copy.deepcopy(BASE),
            "items": [{"id": str(place), **line} for place, line in enumerate(lines, 1)],
            "parties": [*copy.deepcopy(BASE["parties"]), *parties],
            "authorisations": held,
        },
        st.lists(_LINES, min_size=1, max_size=3),
        st.lists(_PARTIES, max_size=2),
        st.lists(_HELD, min_size=1, max_size=2),
    )


def milder(before: dict[str, Any], after: dict[str, Any]) -> bool:
    return mildness(check(after, screener=None)) > mildness(check(before, screener=None))


@given(_transactions(), _PARTIES)
@settings(max_examples=120, deadline=None)
def test_another_party_never_makes_it_milder(transaction: dict[str, Any], party: dict[str, Any]) -> None:
    assert not milder(transaction, {**transaction, "parties": [*transaction["parties"], party]})


@given(_transactions(), st.integers(1, 9), st.integers(0, 2))
@settings(max_examples=120, deadline=None)
def test_a_larger_quantity_never_makes_it_milder(transaction: dict[str, Any], more: int, place: int) -> None:
    after = copy.deepcopy(transaction)
    line = after["items"][place % len(after["items"])]
    if "quantity" in line:
        line["quantity"] = str(Decimal(line["quantity"]) + more)
        assert not milder(transaction, after)


@given(_transactions(), _LINES)
@settings(max_examples=120, deadline=None)
def test_another_line_never_makes_it_milder(transaction: dict[str, Any], line: dict[str, Any]) -> None:
    assert not milder(transaction, {**transaction, "items": [*transaction["items"], {"id": "9", **line}]})


_FIELDS = sorted({*HELD, "end_use"} - {"kind", "reference", "left", "left_unit", "consignees", "valid_from"})


@given(_transactions(), st.sampled_from(_FIELDS))
@settings(max_examples=150, deadline=None)
def test_a_field_that_is_not_stated_never_lets_it_go(transaction: dict[str, Any], field: str) -> None:
    """What an authorisation does not say is asked; ``left`` alone has no limit where it is left out."""
    after = copy.deepcopy(transaction)
    for held in after["authorisations"]:
        held.pop(field, None)
    if mildness(check(after, screener=None)) == GO:
        assert mildness(check(transaction, screener=None)) == GO


@pytest.mark.parametrize("field", [*_FIELDS, "left_unit", "consignees"])
def test_each_field_that_is_missing_is_asked_for_by_its_name(field: str) -> None:
    held = {name: value for name, value in HELD.items() if name != field}
    parties = [*BASE["parties"], {"role": "consignee", "name": "Example Trading FZE", "country": "AE"}]
    result = check({**BASE, "parties": parties, "authorisations": [held]}, screener=None)
    assert mildness(result) == ASK
    assert [row.fact for row in result.missing] == [f"authorisations.{field}"]
    assert result.missing[0].would_settle == ("Art. 3(1)",)
    assert "A-1" in result.missing[0].question


def _without_left(**changes: Any) -> dict[str, Any]:
    return {name: value for name, value in HELD.items() if not name.startswith("left")} | changes


@pytest.mark.parametrize(
    ("item", "fields"),
    [({}, ["authorisations.left"]), ({"kind": "software"}, []), ({"kind": "technology"}, [])],
)
def test_what_is_left_is_asked_of_an_individual_one_for_goods(
    item: dict[str, Any], fields: list[str]
) -> None:
    """Annex III: it always has a quantity and a value; what it does not say is asked, and never presumed."""
    items = [{**BASE["items"][0], **item}]
    result = check({**BASE, "items": items, "authorisations": [_without_left()]}, screener=None)
    assert [row.fact for row in result.missing] == fields
    unclear = "release.authorisation_unclear" in {reason.code for reason in result.release_because}
    assert unclear is bool(fields)


def test_another_authorisation_with_enough_left_covers_beside_it() -> None:
    """Annex III: of two of which one does not say what is left the other carries the line."""
    assert judged([_without_left(), {**HELD, "reference": "A-2", "left": "1000"}]) == GO
    assert judged([_without_left(), _without_left(reference="A-2")]) == ASK


# Against a reading of its own


@given(
    st.lists(st.integers(1, 5), min_size=1, max_size=4), st.lists(st.integers(0, 8), min_size=1, max_size=3)
)
@settings(max_examples=120, deadline=None)
def test_lines_go_only_where_authorisations_can_carry_them_all(lines: list[int], left: list[int]) -> None:
    """Every assignment of lines to authorisations is tried: where none comes out, nothing goes."""
    items = [
        {**BASE["items"][0], "id": str(place), "quantity": str(amount)} for place, amount in enumerate(lines)
    ]
    held = [{**HELD, "reference": f"A-{place}", "left": str(amount)} for place, amount in enumerate(left)]
    result = judged(held, items=items)
    if not _can_be_carried(lines, left):
        # A line that none carries alone, and two may carry a part of each, is asked about.
        is_too_much = sum(left) < max(lines)
        assert result == STOP if is_too_much else result != GO
    if sum(lines) <= max(left):
        assert result == GO


def _can_be_carried(lines: list[int], left: list[int]) -> bool:
    if not lines:
        return True
    return any(
        amount >= lines[0]
        and _can_be_carried(lines[1:], [*left[:place], amount - lines[0], *left[place + 1 :]])
        for place, amount in enumerate(left)
    )


def test_the_reason_and_the_customs_code_name_the_authorisation() -> None:
    other = {**HELD, "reference": "A-2", "end_users": ["Harbour Police"]}
    covered = check({**BASE, "authorisations": [other, HELD]}, screener=None)
    assert [hint.reference for hint in covered.customs] == ["A-1"]
    stopped = check({**BASE, "authorisations": [other]}, screener=None)
    assert stopped.release_because[0].text.endswith("the authorisation A-2 does not name Example Directorate")


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"end_user": "X"}, "authorisations[0].end_users"),
        ({"countries": ["AE"]}, "authorisations[0].countries"),
        ({"left_currency": "EUR"}, "authorisations[0].left_currency"),
        ({"valid_from": "2027-01-01"}, "authorisations[0].valid_until"),
        ({"left": None}, "authorisations[0].left_unit"),
    ],
)
def test_what_contradicts_itself_is_refused(changes: dict[str, Any], path: str) -> None:
    with pytest.raises(InputError) as refused:
        check({**BASE, "authorisations": [{**HELD, **changes}]})
    assert [problem.path for problem in refused.value.problems] == [path]


def test_a_currency_that_is_none_is_called_so() -> None:
    with pytest.raises(InputError, match="eur is no currency"):
        check({**BASE, "authorisations": [{**HELD, "left_unit": None, "left_currency": "eur"}]})


# Decisions


UNLISTED: dict[str, Any] = {
    **BASE,
    "items": [
        {"id": "10", "kind": "goods", "entries": [], "national_entries": [], "cyber_surveillance": False}
    ],
    "knowledge": {"wmd": "aware", "military_end_use": "none", "illicit_military_parts": "none"},
}
_DECISIONS = st.fixed_dictionaries(
    {
        "provision": st.just("Art. 4(2)"),
        "uses": st.just(["wmd"]),
        "result": st.sampled_from(["required", "not_required"]),
        "date": st.sampled_from(["2025-01-01", "2026-07-01"]),
    },
    optional={
        "items": st.sampled_from([["10"], ["20"]]),
        "parties": st.sampled_from([["Example Directorate"], ["Harbour Police"], ["Example Direktorate"]]),
        "valid_until": st.sampled_from(["2026-08-02", "2026-12-31"]),
    },
)


def ends(decisions: list[dict[str, Any]], **changes: Any) -> tuple[str, str]:
    low, high = check({**UNLISTED, "authority_decisions": decisions, **changes}, screener=None).range
    return low, high


def test_an_interview_asks_what_an_unclear_decision_was_given_for() -> None:
    decision = {"provision": "Art. 4(2)", "result": "not_required", "date": "2026-07-01", "uses": ["wmd"]}
    state = interview.start({**UNLISTED, "authority_decisions": [decision]}, today=date(2026, 8, 3))
    question = interview.next_question(state)
    assert question is not None
    assert (question.fact, question.kind) == ("authority_decisions.Art. 4(2)", "decision")
    assert [choice.value for choice in question.choices] == ["required", "not_required"]
    assert "2026-07-01" in question.text
    state = interview.answer(state, question.fact, {"result": "not_required", "date": "2026-07-02"})
    assert "For which items" in (interview.next_question(state) or question).text


def test_a_decision_that_names_no_use_is_asked_about() -> None:
    """Art. 4(2): what one that frees does not name is asked, never presumed, also where one use alone is known."""
    decision = {
        "provision": "Art. 4(2)", "result": "not_required", "date": "2026-07-20", "items": ["10"], "parties": ["Example Directorate"],
    }  # fmt: skip
    assert ends([{**decision, "uses": ["wmd"]}]) == ("not_controlled", "not_controlled")
    for unnamed in ({}, {"uses": []}):
        result = check({**UNLISTED, "authority_decisions": [{**decision, **unnamed}]}, screener=None)
        assert result.outcome == "undetermined"
        assert "authority_decisions.uses" in {row.fact for row in result.missing}
    assert ends([{**decision, "uses": ["military_end_use"]}])[0] == "notification_required"


@given(_DECISIONS)
@settings(max_examples=60, deadline=None)
def test_a_decision_frees_only_what_it_names_and_in_its_time(decision: dict[str, Any]) -> None:
    free = ends([decision]) == ("not_controlled", "not_controlled")
    names = decision.get("items") == ["10"] and decision.get("parties") == ["Example Directorate"]
    stands = decision.get("valid_until") == "2026-12-31" or (
        "valid_until" not in decision and decision["date"] == "2026-07-01"
    )
    assert free == (decision["result"] == "not_required" and names and stands)


@given(_DECISIONS, _PARTIES)
@settings(max_examples=60, deadline=None)
def test_another_party_never_makes_a_decision_that_frees_reach_further(
    decision: dict[str, Any], party: dict[str, Any]
) -> None:
    decision = {**decision, "result": "not_required"}
    order = ["not_controlled", "notification_required", "authorisation_required"]
    before = ends([decision])
    after = ends([decision], parties=[*BASE["parties"], party])
    assert order.index(after[1]) >= min(order.index(before[1]), 1)
    assert before == ("not_controlled", "not_controlled") or after != ("not_controlled", "not_controlled")


@given(_DECISIONS, st.sampled_from(["items", "parties", "valid_until"]))
@settings(max_examples=60, deadline=None)
def test_less_said_in_a_decision_that_asks_is_never_milder(decision: dict[str, Any], field: str) -> None:
    decision = {**decision, "result": "required"}
    order = ["not_controlled", "notification_required", "authorisation_required"]
    before, after = (
        ends([decision]),
        ends([{name: value for name, value in decision.items() if name != field}]),
    )
    assert order.index(after[0]) >= order.index(before[0])


# A notification that is due beside what is held: the authority that is notified decides (Arts 4(2), 5(2), 6(2), 8(2)).

_UNLISTED_LINE = {
    "id": "10", "kind": "goods", "entries": [], "national_entries": [], "quantity": "1", "unit": "piece",
    "cyber_surveillance": False, "cn_code": "84137021",
}  # fmt: skip


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        pytest.param(["wmd", "illicit_military_parts"], GO, id="the authority knew of both uses"),
        pytest.param(["wmd"], STOP, id="it knew of the one that it informed of, and not of the other"),
        pytest.param(None, STOP, id="what it knew is not stated, and the other use is notified in any case"),
    ],
)
def test_a_notification_is_not_answered_by_an_authorisation_on_another_ground(
    known: list[str] | None, expected: int
) -> None:
    """Art. 4(1) for the use that the exporter was informed of, Art. 4(2) for another that it is aware of."""
    stated = {
        "items": [_UNLISTED_LINE],
        "knowledge": {**_QUIET, "wmd": "informed", "illicit_military_parts": "aware"},
    }
    held = {**HELD, "items": ["10"]} | ({} if known is None else {"known_uses": known})
    assert judged([held], **stated) == expected


@pytest.mark.parametrize(
    ("known", "expected"), [(["wmd"], GO), (["human_rights"], STOP), ([], STOP), (None, STOP)]
)
def test_who_granted_in_knowledge_of_the_use_has_been_notified(
    known: list[str] | None, expected: int
) -> None:
    """Art. 4(2) alone: nothing else asks for an authorisation, and one was granted knowing of that use."""
    stated = {"items": [_UNLISTED_LINE], "knowledge": {**_QUIET, "wmd": "aware"}}
    held = {**HELD, "items": ["10"]} | ({} if known is None else {"known_uses": known})
    assert judged([held], **stated) == expected


@pytest.mark.parametrize(
    ("acts", "expected"),
    [(None, GO), (["2021/821"], GO), (["2021/821", "267/2012"], GO), (["267/2012"], STOP)],
)
def test_a_derogation_from_another_act_is_no_decision_on_a_notification(
    acts: list[str] | None, expected: int
) -> None:
    """Art. 4(2): the authority decides under the Regulation."""
    stated = {"items": [_UNLISTED_LINE], "knowledge": {**_QUIET, "wmd": "aware"}}
    held = {**HELD, "items": ["10"], "known_uses": ["wmd"]} | ({} if acts is None else {"acts": acts})
    assert judged([held], **stated) == expected


def test_what_is_stated_of_the_knowledge_of_the_authority_is_heard_for_an_unlisted_item() -> None:
    stated = {"items": [_UNLISTED_LINE], "knowledge": {**_QUIET, "wmd": "informed"}}
    assert judged([{**HELD, "items": ["10"], "known_uses": ["human_rights"]}], **stated) == ASK
    assert judged([{**HELD, "items": ["10"], "known_uses": []}], **stated) == ASK


@pytest.mark.parametrize(
    ("level", "known", "expected"),
    [("none", None, GO), ("aware", None, ASK), ("aware", [], ASK), ("aware", ["wmd"], GO)],
)
def test_a_transfer_is_authorised_for_no_use_of_concern_that_it_does_not_name(
    level: str, known: list[str] | None, expected: int
) -> None:
    """Art. 11(1) asks because of the item (0B001, Annex IV), not because of its use."""
    held = {**HELD, "kind": "intra_union_transfer", "destination": "FR", "items": ["10"]}
    result = judged(
        [held if known is None else {**held, "known_uses": known}],
        activity="intra_union_transfer",
        dispatched_from="DE",
        consigned_to="FR",
        destination="FR",
        items=[{**BASE["items"][0], "entries": ["0B001"], "cyber_surveillance": False}],
        parties=[{**BASE["parties"][0], "country": "FR", "service": "none"}],
        knowledge={**_QUIET, "wmd": level},
    )
    assert result == expected


# Acts that an authorisation was granted under: a derogation from a restrictive measure is an authorisation under it.

TO_RUSSIA: dict[str, Any] = {
    **BASE,
    "date": "2026-08-01",
    "exporter": {"country": "AT"},
    "items": [
        {"id": "1", "kind": "goods", "entries": ["5A002.a.1"], "cn_code": "85176200", "quantity": "1", "unit": "piece"}
    ],
    "destination": "RU",
    "end_use": "Civil telephony",
    "parties": [{"role": "end_user", "name": "Example Clinic", "country": "RU", "service": "none"}],
    "knowledge": _QUIET,
    "circumstances": {"russia_833_2014_derogation": True},
}  # fmt: skip
FOR_RUSSIA: dict[str, Any] = {
    "kind": "individual",
    "reference": "A-2",
    "items": ["1"],
    "end_users": ["Example Clinic"],
    "destination": "RU",
    "valid_from": "2025-09-09",
    "valid_until": "2026-12-31",
    "left": "9",
    "left_unit": "piece",
    "end_use": "Civil telephony",
}
BOTH = ["2021/821", "Regulation (EU) No 833/2014"]


def settled(transaction: dict[str, Any]) -> dict[str, Any]:
    """The transaction with every question of the acts answered with no."""
    missing = {row.fact: False for row in check(transaction).missing}
    left = ("unexecuted.32014R0833.zones", "covered.32014R0833:7")
    return {**transaction, "answers": {**missing, **dict.fromkeys(left, False)}}


@pytest.mark.parametrize(
    ("acts", "expected"),
    [
        pytest.param([BOTH], GO, id="under both"),
        pytest.param([["833/2014"], ["2021/821"]], GO, id="one under each"),
        pytest.param(
            [["833/2014"], None], GO, id="the other under the Regulation, as it does not say otherwise"
        ),
        pytest.param([None], ASK, id="not stated"),
        pytest.param([["833/2014"]], STOP, id="not under the Regulation"),
        pytest.param([["2021/821"]], STOP, id="under the Regulation alone"),
        pytest.param([["2021/821", "765/2006"]], STOP, id="under the act of another country"),
    ],
)
def test_a_derogation_is_in_hand_where_it_was_granted_under_its_act(
    acts: list[list[str] | None], expected: int
) -> None:
    """Arts 2(4) and 2(5) of Regulation 833/2014: an authorisation under it; Art. 3(1) asks for one of its own."""
    held = [
        {**FOR_RUSSIA, "reference": f"A-{number}", **({} if of_one is None else {"acts": of_one})}
        for number, of_one in enumerate(acts)
    ]
    assert judged(held, **settled(TO_RUSSIA)) == expected


def test_no_authorisation_lifts_a_ban_from_which_no_derogation_is_stated() -> None:
    transaction = settled(TO_RUSSIA) | {"circumstances": {"russia_833_2014_derogation": False}}
    result = check({**transaction, "authorisations": [{**FOR_RUSSIA, "acts": BOTH}]})
    assert (result.outcome, result.release) == ("prohibited", "stop")


@pytest.mark.parametrize(
    ("fields", "circumstances", "expected"),
    [
        pytest.param({}, {}, "ask", id="its ground is not stated"),
        pytest.param({}, {"russia_833_2014_derogation": False}, "stop", id="there is none"),
        pytest.param({"acts": ["2021/821"]}, {}, "stop", id="not granted under the act"),
        pytest.param({"end_users": ["Another Clinic"]}, {}, "stop", id="for somebody else"),
        pytest.param({"valid_until": "2026-07-31"}, {}, "stop", id="no longer valid"),
    ],
)
def test_a_derogation_held_whose_ground_is_not_stated_asks_for_it(
    fields: dict[str, Any], circumstances: dict[str, bool], expected: str
) -> None:
    """Regulation (EU) No 833/2014, Art. 2(4) and (5): the ground makes it a derogation; never "go" without it."""
    transaction = settled(TO_RUSSIA) | {"circumstances": circumstances}
    result = check({**transaction, "authorisations": [{**FOR_RUSSIA, "acts": BOTH, **fields}]})
    assert (result.outcome, result.release) == ("prohibited", expected)
    reasons = [reason.text for reason in result.release_because if reason.code == "release.derogation_ground"]
    assert bool(reasons) == (expected == "ask")
    assert all("circumstances.russia_833_2014_derogation" in text for text in reasons)


def test_an_authorisation_under_the_act_for_somebody_else_is_none() -> None:
    held = {**FOR_RUSSIA, "acts": BOTH, "end_users": ["Another Clinic"]}
    assert judged([held], **settled(TO_RUSSIA)) == STOP


@pytest.mark.parametrize(
    ("named", "item", "expected", "text"),
    [
        ("85176200", {"cn_code": "85176200"}, ASK, "names goods by customs code"),
        ("8517 62 00", {"cn_code": "85176200"}, ASK, "names goods by customs code"),
        ("851762", {"cn_code": "85176200"}, ASK, "names goods by customs code"),
        ("CN code: 8517.62.00", {"cn_code": "85176200"}, ASK, "names goods by customs code"),
        ("ex 8517", {"cn_code": "85176200"}, ASK, "names goods by customs code"),
        ("85176200", {"cn_code": "8517"}, ASK, "names goods by customs code"),
        ("85176200", {"cn_code": None}, ASK, "Which customs code has item"),
        ("85176200", {"cn_code": "85176200", "id": "85176200"}, ASK, "names goods by customs code"),
        ("84821010", {"cn_code": "85176200"}, STOP, "reads like a customs code"),
        ("85176200", {"cn_code": None, "kind": "technology"}, STOP, "reads like a customs code"),
        ("100234", {"cn_code": "85176200"}, STOP, "reads like a customs code"),
        ("100234", {"cn_code": "85176200", "id": "100234"}, GO, ""),
        ("84821010", {"cn_code": "85176200", "id": "84821010"}, GO, ""),
        ("1001", {"cn_code": None}, STOP, "does not name item"),
    ],
)
def test_a_customs_code_among_the_items_covers_and_refuses_nothing_in_silence(
    named: str, item: dict[str, Any], expected: int, text: str
) -> None:
    """A licence that names goods by customs code was granted for some of them: whether for these is for a person to say."""
    transaction = {**BASE, "items": [{**BASE["items"][0], **item}]}
    result = check({**transaction, "authorisations": [{**HELD, "items": [named]}]}, screener=None)
    texts = [reason.text for reason in result.release_because] + [row.question for row in result.missing]
    assert mildness(result) == expected
    assert any(text in shown for shown in texts)


def test_an_act_that_is_none_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(InputError, match=r"999/2014 .* 833/2014"):
        check({**TO_RUSSIA, "authorisations": [{**FOR_RUSSIA, "acts": ["Regulation (EU) No 999/2014"]}]})


# Uses of concern, and national general authorisations.


@pytest.mark.parametrize(
    "use", ["wmd", "military_end_use", "illicit_military_parts", "internal_repression", "human_rights"]
)
@pytest.mark.parametrize("level", ["suspects", "aware", "informed"])
def test_a_use_of_concern_is_covered_where_the_authority_knew_of_it(use: str, level: str) -> None:
    """Arts 12, 15, 16: what was granted for another use says nothing of this one. Whether an embargo counts for CD is for a person to say."""
    place = "CD" if use == "military_end_use" else "AE"
    parties = [{**BASE["parties"][0], "country": place}]
    stated = {"knowledge": {use: level}, "destination": place, "parties": parties}
    held = {**HELD, "destination": place}
    assert judged([held], **stated) == ASK
    result = check({**BASE, **stated, "authorisations": [held]})
    assert any("knew of" in because.text for because in result.release_because)
    knowing = check({**BASE, **stated, "authorisations": [{**held, "known_uses": [use]}]})
    assert not any("knew of" in because.text for because in knowing.release_because)


@pytest.mark.parametrize("service", ["police", "military"])
@pytest.mark.parametrize("level", ["suspects", "aware"])
def test_a_known_military_use_that_a_silent_licence_does_not_name_is_asked_about(
    service: str, level: str
) -> None:
    """Annex III, Art. 16(1): what the receiver is, the exporter states; that its authority knew of the use, the licence says."""
    stated = {
        "parties": [{**party, "service": service} for party in BASE["parties"]],
        "knowledge": {**_QUIET, "military_end_use": level, "security_end_use": level},
    }
    assert judged([HELD], **stated) == ASK
    assert judged([{**HELD, "known_uses": ["military_end_use", "security_end_use"]}], **stated) == GO


def test_an_unlisted_item_needs_its_authorisation_because_of_the_use() -> None:
    """Art. 4(1): the authority has informed the exporter, so that it knew."""
    item = {
        "id": "10",
        "kind": "goods",
        "entries": [],
        "national_entries": [],
        "quantity": "1",
        "unit": "piece",
    }
    items = [{**item, "cyber_surveillance": False, "cn_code": "84137021"}]
    stated = {"items": items, "knowledge": {**_QUIET, "wmd": "informed"}}
    assert "A-1" in str(check({**BASE, **stated, "authorisations": [{**HELD, "items": ["10"]}]}))
    assert judged([{**HELD, "items": ["10"]}], **stated) == GO


_NATIONAL: dict[str, Any] = {
    "kind": "national_general",
    "reference": "AGG 12",
    "items": ["3A002.c"],
    "countries": ["AE"],
    "valid_from": "2024-01-01",
    "valid_until": "2027-03-31",
}
_SPECTRUM: dict[str, Any] = {
    "items": [
        {"id": "10", "kind": "goods", "entries": ["3A002.c"], "national_entries": [], "quantity": "1", "unit": "piece"}
    ],
    "knowledge": _QUIET,
    "sources": [{"fact": "authorisations.valid_until", "document": "notice of the authority on AGG 12"}],
}  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "day", "expected"),
    [
        pytest.param({}, "2026-08-03", ASK, id="last seen in force until March 2026"),
        pytest.param({"compared": "2026-07-20"}, "2026-08-03", GO, id="compared by a person"),
        pytest.param({"compared": "2026-02-20"}, "2026-08-03", ASK, id="compared too long ago"),
        pytest.param({"compared": "2026-08-20"}, "2026-08-03", ASK, id="compared afterwards"),
        pytest.param({}, "2026-03-03", GO, id="while it was seen in force"),
        pytest.param({"valid_from": None}, "2026-03-03", ASK, id="its first day is not stated"),
        pytest.param({"valid_from": None, "compared": "2026-03-01"}, "2026-03-03", GO, id="it was in force when compared"),
        pytest.param({"valid_from": None, "compared": "2026-03-04"}, "2026-03-03", ASK, id="compared afterwards, in force or not"),
        pytest.param({"reference": "AGG 33"}, "2026-03-03", ASK, id="none of those known, military"),
        pytest.param({"reference": "AGG 99"}, "2026-03-03", ASK, id="none of those known, invented"),
        pytest.param({"reference": "Registration 4711"}, "2026-08-03", ASK, id="the number of a registration, whose text nobody has read"),
        pytest.param({"reference": "Registration 4711", "compared": "2026-07-20"}, "2026-08-03", GO, id="compared"),
        pytest.param({"reference": "AGG Nr. 12"}, "2026-08-03", ASK, id="spelt otherwise"),
        pytest.param({"reference": "Allgemeine Genehmigung Nr. 12"}, "2026-08-03", ASK, id="spelt in full"),
        pytest.param({"reference": "AGG 12-2026"}, "2026-08-03", ASK, id="with the year of its edition"),
        pytest.param({"reference": "NL010", "compared": "2026-07-20"}, "2026-08-03", GO, id="of a name not known"),
        pytest.param({"reference": "EU001", "compared": "2026-07-20"}, "2026-08-03", STOP, id="one of the Union"),
        pytest.param({"reference": "agg-14"}, "2026-03-03", ASK, id="for another entry"),
        pytest.param({"reference": "§ 3a 1. AußWV 2011"}, "2026-03-03", STOP, id="of Austria, for a German exporter"),
    ],
)  # fmt: skip
def test_a_national_general_authorisation_is_held_against_what_is_known_of_it(
    changes: dict[str, str], day: str, expected: int
) -> None:
    """Art. 12(6): of the State in which the exporter is established; its text is for a person to read."""
    assert judged([{**_NATIONAL, **changes}], date=day, **_SPECTRUM) == expected


@pytest.mark.parametrize(
    ("sources", "day", "expected"),
    [
        pytest.param([], "2026-08-03", ASK, id="a bare day of comparison"),
        pytest.param([{"fact": "authorisations.valid_until", "note": "seen"}], "2026-08-03", ASK, id="a note alone"),
        pytest.param([{"fact": "knowledge.wmd", "document": "x"}], "2026-08-03", ASK, id="of another fact"),
        pytest.param([{"fact": "authorisations.valid_until", "url": "https://example.org/notice"}], "2026-08-03", GO, id="shown"),
        pytest.param([], "2026-03-03", GO, id="while it was seen in force"),
    ],
)  # fmt: skip
def test_past_its_last_known_day_its_prolongation_is_shown(
    sources: list[dict[str, str]], day: str, expected: int
) -> None:
    """Art. 12(6): such an authorisation ends, and nobody here has seen that it goes on."""
    held = {**_NATIONAL, "compared": "2026-07-20" if day > "2026-07-20" else "2026-03-01"}
    stated = {**_SPECTRUM, "sources": sources}
    assert judged([held], date=day, **stated) == expected
    result = check({**BASE, **stated, "date": day, "authorisations": [held]}, screener=None)
    assert ("BAFA" in str(result.release_because)) is (expected == ASK)


@pytest.mark.parametrize("reference", ["AGG Nr. 12", "Allgemeine Genehmigung 12", "agg12", "AGG 12/2026"])
def test_a_german_one_is_none_for_a_french_exporter_however_its_name_is_spelt(reference: str) -> None:
    """Art. 12(6): one is for exporters of the State that issued it, also where a person compared its text."""
    held = {**_NATIONAL, "reference": reference, "compared": "2026-07-20"}
    french = {"name": "Rouvray Telecom SA", "country": "FR"}
    assert judged([held], date="2026-08-03", exporter=french, **_SPECTRUM) == STOP


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        pytest.param({**HELD, "reference": "AGG 12"}, ASK, id="individual by its kind, general by its name"),
        pytest.param({**HELD, "reference": "EU001"}, STOP, id="one of the Union is held by nobody"),
        pytest.param(HELD, GO, id="a number"),
    ],
)
def test_a_name_that_contradicts_the_kind_is_asked_about(held: dict[str, Any], expected: int) -> None:
    """Arts 2(12), 12(1): what only has the name of a general authorisation grants nothing to one exporter."""
    assert judged([held]) == expected


@pytest.mark.parametrize(
    ("classification", "expected"),
    [
        pytest.param({}, ASK, id="not classified"),
        pytest.param({"entries": ["5A001.f.2"], "national_entries": []}, GO, id="classified"),
    ],
)
def test_an_item_that_is_not_classified_is_not_covered_by_its_number_alone(
    classification: dict[str, Any], expected: int
) -> None:
    """Annex III: what was granted is for an item by its description and entry; nothing can be compared without one."""
    item = {"id": "10", "kind": "goods", "quantity": "1", "unit": "piece", **classification}
    held = {**HELD, "items": ["10"]}
    assert judged([held], items=[item]) == expected


def test_one_of_germany_is_none_for_a_french_exporter() -> None:
    assert judged([_NATIONAL], date="2026-03-03", exporter={"country": "FR"}, **_SPECTRUM) == STOP


@pytest.mark.parametrize(("stop", "expected"), [("SA", ASK), ("AE", GO), ("DE", GO), (None, GO)])
def test_a_first_stop_elsewhere_is_a_consignee_that_the_authorisation_need_not_name(
    stop: str | None, expected: int
) -> None:
    """Annex III, boxes 5 and 9: to whom the items are consigned."""
    assert judged([HELD], consigned_to=stop) == expected
