"""What a reader stumbled over: an order of reasons, an act that changes another, a step that a ban makes idle, a head that promised too much."""

from __future__ import annotations

from typing import Any

import pytest

from dualuse.assessment.authorisations.contradicted import differing_here
from dualuse.assessment.text.one_screen import ShortText
from dualuse.inputs.problems import InputError
from dualuse.schema.determination import Determination
from dualuse.schema.transaction import Authorisation
from tests.assessment.test_release_reasons import judged, reasons
from tests.assessment.test_unexecuted import to

DAY = "2026-08-01"


def screen(result: Determination) -> str:
    return " ".join(" ".join(ShortText(result).lines()).split())


def test_a_go_over_duties_that_are_still_to_be_met_says_so_at_its_head() -> None:
    """Arts 12g and 12gb of Regulation (EU) No 833/2014: processors for Türkiye, and coffee."""
    assert screen(judged(to("TR", "85423190", DAY))).startswith("GO, once its duties are met")
    assert "once its duties" not in screen(judged(to("TR", "09012100", DAY)))


def test_what_the_contract_must_hold_is_no_step_where_the_supply_may_be_forbidden() -> None:
    """Regulation (EU) No 267/2012, Annex I; Regulation (EC) No 765/2006, Art. 8g."""
    data = to("IR", "85176200", DAY)
    listed = {**data, "items": [{**data["items"][0], "entries": ["5A002.a"]}]}
    result = judged(listed)
    assert (result.release, result.range[1]) == ("stop", "prohibited")
    assert any("Art. 8g" in duty.citation for duty in result.obligations)
    assert "forbid re-export to Belarus" not in screen(result)


def test_what_the_authority_has_told_comes_before_slips_of_what_is_stated() -> None:
    """§ 52a(1) AWV."""
    data = to("AE", "85176200", DAY)
    item = {**data["items"][0], "entries": ["5A001.f.2"], "cyber_surveillance": False, "kind": "technology"}
    informed = {
        **data,
        "activity": "technical_assistance",
        "exporter": {**data["exporter"], "country": "DE"},
        "items": [item],
        "knowledge": {**data["knowledge"], "surveillance_assistance": "informed"},
    }
    told = list(reasons(judged(informed)))
    assert told[0] == "informed"


def test_an_act_that_changes_another_is_named_so() -> None:
    text = reasons(judged(to("RU", "09012100", DAY)))["release.unexecuted"]
    assert "Regulation (EU) No 833/2014 as changed by Regulation (EU) 2026/506 and the 21st package" in text


def test_of_many_that_state_an_authorisation_each_is_told_where_it_differs_itself() -> None:
    def held(**stated: Any) -> Authorisation:
        return Authorisation(
            kind="individual", reference="A-1", end_use="Milling", destination="IN", **stated
        )

    usual = held(end_users=("Example Works",))
    of_another_user = held(end_users=("Other Works",))
    of_a_holder = held(end_users=("Example Works",), holder="Example GmbH")
    stated = [usual, usual, usual, of_another_user, of_a_holder]
    assert differing_here([of_another_user], stated) == ("end_users",)
    assert differing_here([of_a_holder], stated) == ("holder",)
    assert differing_here([usual], stated) == ("holder", "end_users")


@pytest.mark.parametrize("quantity", ["0xffffff", "0b1011", "-0o17"])
def test_a_number_of_another_base_has_no_unit(quantity: str) -> None:
    data = to("BR", "09012100", DAY)
    with pytest.raises(InputError) as raised:
        judged({**data, "items": [{**data["items"][0], "quantity": quantity}]})
    assert "unit:" not in str(raised.value)
