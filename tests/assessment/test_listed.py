"""Listed parties: properties of their effect, replay, what the library and the text say."""

from __future__ import annotations

import contextlib
import copy
import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dualuse import check, replay
from dualuse.assessment.listed.evidence import subjects_of
from dualuse.assessment.serialisation import to_json
from dualuse.assessment.text.full import determination_text
from dualuse.inputs.problems import InputError
from dualuse.law.language.provision import Effect
from dualuse.law.measures.listings.meaning import meanings
from dualuse.law.measures.listings.model import Listing, Supply
from dualuse.law.measures.listings.ownership import Holding, frozen_owners_behind
from dualuse.law.measures.listings.reading import act_numbers, annexes, freezes, other_lists
from dualuse.schema.reading.validation import checked_transaction
from dualuse.sources.lists.reading import read_list
from tests.assessment.test_properties import transactions
from tests.support.hits_by_hand import FREEZE, UNION, UNITED_STATES, ScreenerByHand

ORDER = [effect.word for effect in Effect]
RELEASES = ["go", "ask", "stop"]
TRANSACTION: dict[str, Any] = {
    "date": "2026-08-01",
    "activity": "export",
    "manner": "permanent",
    "exporter": {"name": "Meridian Signals GmbH", "country": "DE"},
    "items": [
        {
            "id": "1",
            "kind": "goods",
            "entries": [],
            "national_entries": [],
            "cyber_surveillance": False,
            "cn_code": "09012100",
        }
    ],
    "destination": "AE",
    "parties": [{"role": "end_user", "name": "Example Directorate", "country": "AE", "service": "none"}],
    "knowledge": {
        "wmd": "none",
        "military_end_use": "none",
        "illicit_military_parts": "none",
        "internal_repression": "none",
        "human_rights": "none",
        "security_end_use": "none",
        "public_security": "none",
        "reexport": "none",
        "nuclear_facility": "none",
    },
}
KINDS = [
    "asset_freeze",
    "export_control",
    "port_ban",
    "transaction_ban",
    "sectoral",
    "travel_ban",
    "wanted",
    "other",
]
LISTS = ["eu_fsf", "eu_journal_sanctions", "un_sc", "ofac_sdn", "us_bis_entity", "uk_sanctions", "elsewhere"]

hits = st.fixed_dictionaries(
    {"list": st.sampled_from(LISTS), "status": st.sampled_from(["hit", "review"])},
    optional={
        "measures": st.lists(
            st.fixed_dictionaries(
                {
                    "kind": st.sampled_from(KINDS),
                    "programme": st.sampled_from(["BLR", "EU-RUS", "UNLI", "NEW", ""]),
                }
            ),
            max_size=2,
        ),
        "decision": st.sampled_from(["true_match", "undecided"]),
        "listed_on": st.sampled_from(["2020-01-01", "2026-09-01"]),
        "ends_on": st.sampled_from(["2020-01-01", "2030-01-01"]),
    },
)


@settings(max_examples=120, deadline=None)
@given(transactions, st.lists(hits, min_size=1, max_size=3))
def test_a_hit_never_lowers_an_outcome_nor_frees_a_release(
    data: dict[str, Any], listed_hits: list[dict[str, Any]]
) -> None:
    data = copy.deepcopy(data)
    data["parties"] = [*(data.get("parties") or []), {"role": "consignee", "name": "Example Trading FZE"}]
    answers = [
        check(data, screener=ScreenerByHand({"Example Trading FZE": listed_hits[:count]}))
        for count in range(len(listed_hits) + 1)
    ]
    for hit, before, after in zip(listed_hits, answers, answers[1:], strict=False):
        assert ORDER.index(after.range[0]) >= ORDER.index(before.range[0]), hit
        assert ORDER.index(after.range[1]) >= ORDER.index(before.range[1]), hit
        assert RELEASES.index(after.release) >= RELEASES.index(before.release), hit
        assert after.release != "go", hit


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.none() | st.integers(0, 100), st.sampled_from([None, True, False]), st.booleans()),
        max_size=4,
    ),
    st.sampled_from([date(2024, 7, 2), date(2024, 7, 3)]),
)
def test_what_is_not_known_of_an_owner_is_never_taken_as_small(rows: list[Any], day: date) -> None:
    """The answer with an unknown share or control is the answer with every value it may have, or open."""
    holdings = [
        Holding(
            name=str(number),
            share=None if share is None else Decimal(share),
            control=control,
            certain=certain,
        )
        for number, (share, control, certain) in enumerate(rows)
    ]
    truth = frozen_owners_behind(holdings, day).truth
    if truth is None:
        return
    for number, holding in enumerate(holdings):
        for share in [0, 49, 50, 51, 100] if holding.share is None else [holding.share]:
            for control in [True, False] if holding.control is None else [holding.control]:
                changed = Holding(
                    name=holding.name, share=Decimal(share), control=control, certain=holding.certain
                )
                known = [*holdings[:number], changed, *holdings[number + 1 :]]
                assert frozen_owners_behind(known, day).truth in (truth, None)


@settings(max_examples=60, deadline=None)
@given(transactions, st.lists(hits, max_size=3), st.sampled_from(["en", "de", "fr"]))
def test_what_was_found_is_replayed_from_the_record(
    data: dict[str, Any], listed_hits: list[dict[str, Any]], language: str
) -> None:
    data = copy.deepcopy(data)
    data["parties"] = [
        {"role": "end_user", "name": "Example Directorate", "owners": [{"name": "Owner", "share": "50"}]}
    ]
    screener = ScreenerByHand(
        {"Example Directorate": listed_hits, "Owner": listed_hits}, (UNION, UNITED_STATES)
    )
    recorded = check(data, screener=screener, language=language)
    again = replay(json.loads(to_json(recorded)))
    assert again.differences == ()
    assert replay(recorded).same
    assert determination_text(recorded)


def test_a_record_of_before_screening_is_replayed_as_before() -> None:
    recorded = json.loads(to_json(check(TRANSACTION)))
    recorded["screening"] = {"status": "not_screened", "hits": []}
    assert replay(recorded).same
    left_out = json.loads(to_json(check(TRANSACTION, screener=None)))
    assert replay(left_out).same


def test_a_changed_hit_in_a_record_is_told() -> None:
    recorded = json.loads(
        to_json(check(TRANSACTION, screener=ScreenerByHand({"Example Directorate": [FREEZE]})))
    )
    recorded["screening"]["hits"][0]["measures"][0]["kind"] = "wanted"
    again = replay(recorded)
    assert not again.same
    assert "outcome" in {row.path for row in again.differences}


@pytest.mark.parametrize(
    "screening",
    [None, [], {"status": "clear", "hits": [{}]}, {"hits": []}, {"status": "clear", "lists": "eu_fsf"}],
)
def test_a_record_whose_screening_is_damaged_is_refused(screening: Any) -> None:
    recorded = json.loads(to_json(check(TRANSACTION, screener=ScreenerByHand())))
    recorded["screening"] = screening
    with pytest.raises(InputError) as caught:
        replay(recorded)
    assert caught.value.problems[0].path == "screening"


VALUES: list[Any] = [
    None,
    True,
    0,
    -1,
    1e300,
    float("nan"),
    "",
    "x",
    "parties[9]",
    "2026-13-99",
    [],
    {},
    [{}],
    [1],
]


def _places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for name, part in inner for place in _places(part, (*path, name)))]


@settings(max_examples=150, deadline=None)
@given(st.data(), st.sampled_from(VALUES))
def test_whatever_was_changed_in_a_record_ends_in_an_answer_or_one_error(draw: Any, value: Any) -> None:
    data = copy.deepcopy(TRANSACTION)
    data["parties"][0]["owners"] = [{"name": "Owner", "share": "40"}]
    link = {"role": "owner", "entity": "E5", "name": "BEHIND", "share": 30.0}
    listed_hits = [FREEZE | {"status": "review", "decision": "undecided"}, FREEZE | {"behind": [link]}]
    screener = ScreenerByHand({"Example Directorate": listed_hits, "Owner": [FREEZE]})
    recorded = json.loads(to_json(check(data, screener=screener)))
    place = draw.draw(st.sampled_from(_places(recorded["screening"])[1:]))
    inner = recorded["screening"]
    for step in place[:-1]:
        inner = inner[step]
    inner[place[-1]] = value
    with contextlib.suppress(InputError):
        replay(recorded)


def test_everybody_stated_is_screened() -> None:
    data = copy.deepcopy(TRANSACTION)
    data["parties"] = [
        {"role": "end_user", "name": "One", "owners": [{"name": "Two", "country": "RU"}]},
        {"role": "vessel", "name": "Three", "identifiers": {"IMO": "9074729"}},
        {"role": "agent", "name": "Four", "birth_date": "1970-05-01"},
        {"role": "carrier"},
    ]
    screener = ScreenerByHand()
    result = check(data, screener=screener)
    assert [(party.path, party.name) for party in screener.asked] == [
        ("exporter", "Meridian Signals GmbH"),
        ("parties[0]", "One"),
        ("parties[0].owners[0]", "Two"),
        ("parties[1]", "Three"),
        ("parties[2]", "Four"),
    ]
    vessel, person = screener.asked[3], screener.asked[4]
    assert (vessel.kind, vessel.identifiers) == ("vessel", (("imo", "9074729"),))
    assert person.birth_dates == ("1970-05-01",)
    assert result.screening.parties[-1].status == "not_screened"
    transaction = checked_transaction(data, date(2026, 8, 1))
    assert [subject.path for subject in subjects_of(transaction)][-1] == "parties[3]"


def test_no_list_is_never_clear() -> None:
    without = check(TRANSACTION)
    assert (without.screening.status, without.release) == ("not_screened", "ask")
    assert "not_screened" in {warning.code for warning in without.warnings}
    left_out = check(TRANSACTION, screener=None)
    assert (left_out.screening.status, left_out.release) == ("not_screened", "ask")
    assert "screening_left_out" in {warning.code for warning in left_out.warnings}


def test_go_is_reached_and_names_its_lists() -> None:
    result = check(TRANSACTION, screener=ScreenerByHand())
    assert (result.release, result.screening.status) == ("go", "clear")
    assert [
        (list_used.list, list_used.dated, list_used.checksum) for list_used in result.screening.lists
    ] == [("eu_fsf", "2026-08-01", "a" * 64)]
    assert not any("asset freezes" in row.act for row in result.not_examined)
    assert any("asset freezes" in row.act for row in check(TRANSACTION).not_examined)


def test_a_hit_shows_all_that_it_rests_on() -> None:
    result = check(TRANSACTION, screener=ScreenerByHand({"Example Directorate": [FREEZE]}))
    (hit,) = result.screening.hits
    assert (hit.party, hit.role, hit.list, hit.edition, hit.dated, hit.checksum) == (
        "parties[0]",
        "end_user",
        "eu_fsf",
        "2026-08-01-0123abcd",
        "2026-08-01",
        "a" * 64,
    )
    assert hit.effect == "prohibited"
    assert [(effect.provision, effect.status) for effect in hit.effects] == [
        ("Regulation (EC) No 765/2006, Art. 2(2)", "applies")
    ]
    text = determination_text(result)
    assert "against eu_fsf of 2026-08-01" in text
    assert "Meridian Signals GmbH (exporter): clear" in text
    assert "Example Directorate (end user): listed" in text


def test_the_tables_of_listings_hold_together() -> None:
    assert len({freeze.celex for freeze in freezes()}) == len(freezes())
    for freeze in freezes():
        assert freeze.number in freeze.act
        assert freeze.celex[1:5] in freeze.url
        assert freeze.reference
    named = {kind for row in annexes() for kind in row.kinds} - {"asset_freeze"}
    for kind in named:
        assert any(row.generic and kind in row.kinds for row in annexes()), f"{kind} has no generic reading"
    assert other_lists()[-1].lists == ("*",)
    assert not other_lists()[-1].kinds


@pytest.mark.parametrize("list_id", LISTS)
@pytest.mark.parametrize(
    "kind", [*KINDS, "arms_embargo", "debarment", "denied_person", "military_end_user", "new"]
)
def test_every_measure_of_every_list_means_something(list_id: str, kind: str) -> None:
    supply = Supply(
        day=date(2026, 8, 1), activity="export", role="end_user", item_listed=None, places=("AE",)
    )
    list_meanings = meanings(list_id, [Listing(kind, "", "XX")], ["XX"], supply)
    assert list_meanings
    for meaning in list_meanings:
        assert meaning.summary
        assert meaning.reasons


def test_the_programmes_of_the_consolidated_list_are_known() -> None:
    """Those of the editions of 2024 and 2026; UNLI is read on its own."""
    codes = (
        "AFG BDI BLR CAF CHEM COD CYB EUAQ GIN GNB GTM HAM HR HTI IRN IRQ LBY MDA MLI MMR NIC PRK RUS RUSDA SDN SDNZ SOM"
        " SSD SYR TAQA TERR TUN TUR UKR VEN YEM"
    )
    known = {code for freeze in freezes() for code in freeze.programmes}
    assert set(codes.split()) <= known


def test_every_entry_of_the_real_annexes_is_read_by_its_act(shared: Path) -> None:
    """The consolidated annexes of 45 acts (August 2026): no entry falls to a generic reading that forbids."""
    folder = shared / "screening/lists/raw/eu_journal_2026/consolidated"
    if not folder.is_dir():
        pytest.skip(f"REAL MATERIAL ABSENT: no folder {folder}; the annexes were not read")
    supply = Supply(day=date(2026, 8, 1), activity="export", role="vessel", item_listed=True, places=("RU",))
    number = 0
    for path in sorted(folder.glob("*.csv")):
        for party in read_list(path).parties:
            listings = [Listing(measure.kind, measure.act, measure.programme) for measure in party.measures]
            for meaning in meanings(party.list, listings, party.programmes, supply):
                number += 1
                assert not meaning.generic, (party.id, party.measures)
                if meaning.code == "listing.asset_freeze" and meaning.effect is Effect.PROHIBITED:
                    assert act_numbers(party.measures[0].act)[0] in act_numbers(meaning.citation), party.id
    assert number > 8000


def test_who_is_taken_for_a_listed_party_is_decided_about_under_a_stop_too() -> None:
    """A name alone is what was compared: the command that records that it is another party stands beside the stop."""
    from dualuse.assessment.text.one_screen import ShortText

    result = check(
        TRANSACTION,
        screener=ScreenerByHand({"Example Directorate": [FREEZE | {"status": "hit"}]}),
    )
    assert result.release == "stop"
    lines = [*ShortText(result, 100).lines()]
    assert [line for line in lines if line.startswith("dualuse decide ")]
    assert len(lines) <= 30
