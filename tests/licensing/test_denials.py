"""Which denials an application may repeat: the same recipient, and what is known of the items (Art. 2(22), 16(5))."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from dualuse.licensing.denials.denial import Denial, DeniedLine, DeniedParty
from dualuse.licensing.denials.likeness import compare_values, line_likeness
from dualuse.licensing.denials.matching import DenialRegister

ON = date(2026, 11, 30)
CAMERA = DeniedLine(description="Cooled thermal imaging camera core", entries=("6A003.b.4.b",), cn_code="85258900", parameters={"peak_wavelength": "4.2 µm", "elements": "640"})  # fmt: skip


def denial(reference: str, name: str, **fields: Any) -> Denial:
    whole: dict[str, Any] = {
        "reference": reference,
        "member_state": "NL",
        "kind": "refused",
        "decided": date(2025, 3, 1),
        "parties": (DeniedParty(role="end_user", name=name, country="AE"),),
        "lines": (CAMERA,),
        "destination": "AE",
    }
    return Denial(**whole | fields)


REGISTER = (
    denial("1", "Orlow Quillonberg Instruments LLC"),
    denial("2", "Al Nakhla Advanced Optics FZE", lines=(DeniedLine(description="Frequency changers", entries=("3A225",)),)),
    denial("3", "Zarqa Precision Works", revoked=date(2026, 6, 1)),
    denial("4", "Zarqa Precision Works", revoked=date(2027, 6, 1), member_state="FR"),
    denial("5", "Example Signal Directorate", lines=(DeniedLine(description="Monitoring probe for telecom networks", is_listed=False),)),
    denial("6", "Harbour Freight Forwarding", parties=(DeniedParty(role="intermediary", name="Harbour Freight Forwarding"),)),
)  # fmt: skip


@pytest.fixture(scope="module")
def register() -> Iterator[DenialRegister]:
    with DenialRegister(REGISTER) as opened:
        yield opened


def application(name: str, role: str = "end_user", **item: Any) -> dict[str, Any]:
    line = {"id": "1", "description": "Thermal camera core, cooled", "entries": ["6A003.b.4"], **item}
    return {"items": [line], "destination": "AE", "parties": [{"role": role, "name": name, "country": "AE"}]}


def met(register: DenialRegister, transaction: dict[str, Any]) -> dict[str, str]:
    return {match.denial.key: match.conclusion for match in register.matches(transaction, ON)}


def test_same_recipient_and_an_entry_that_holds_the_other(register: DenialRegister) -> None:
    assert met(register, application("Orlow Quillonberg Instruments LLC")) == {
        "NL/1": "essentially_identical"
    }


def test_the_consignee_counts_as_the_end_user_does(register: DenialRegister) -> None:
    """Art. 2(22): the same end user or consignee."""
    assert met(register, application("Orlow Quillonberg Instruments", role="consignee")) == {
        "NL/1": "essentially_identical"
    }


def test_who_only_buys_or_carries_does_not_make_it_the_same(register: DenialRegister) -> None:
    assert met(register, application("Orlow Quillonberg Instruments LLC", role="purchaser")) == {}
    assert met(register, application("Harbour Freight Forwarding")) == {}


def test_another_spelling_is_the_same_recipient(register: DenialRegister) -> None:
    assert "NL/1" in met(register, application("Orlov Quillonberg Instruments"))


def test_other_items_are_shown_and_called_other(register: DenialRegister) -> None:
    """A person decides: the denial is not hidden because its items differ."""
    assert met(register, application("Al Nakhla Advanced Optics FZE")) == {"NL/2": "other_items"}


def test_a_denial_that_was_revoked_is_not_in_force(register: DenialRegister) -> None:
    """Art. 16(5): all that are valid, until they are revoked."""
    assert list(met(register, application("Zarqa Precision Works"))) == ["FR/4"]


def test_what_is_not_classified_is_possible_and_never_other(register: DenialRegister) -> None:
    unclassified = application("Al Nakhla Advanced Optics FZE")
    del unclassified["items"][0]["entries"]
    assert met(register, unclassified) == {"NL/2": "possible"}


def test_an_unlisted_item_is_found_by_its_words(register: DenialRegister) -> None:
    """Arts 4(6), 5(8): denials of items that no entry lists."""
    probe = application(
        "Example Signal Directorate", entries=[], description="monitoring probe for networks (telecom)"
    )
    assert met(register, probe) == {"NL/5": "essentially_identical"}
    assert met(register, application("Example Signal Directorate", entries=[], description="Desk lamp")) == {
        "NL/5": "possible"
    }


@pytest.mark.parametrize(
    ("value", "conclusion"),
    [
        ("4200 nm", "essentially_identical"),
        ("4.4 µm", "essentially_identical"),
        ("10.6 µm", "other_items"),
        ("", "essentially_identical"),
    ],
)
def test_parameters_speak_before_entries(register: DenialRegister, value: str, conclusion: str) -> None:
    camera = application("Orlow Quillonberg Instruments LLC", parameters={"peak_wavelength": value})
    assert met(register, camera) == {"NL/1": conclusion}


@pytest.mark.parametrize(
    ("ours", "theirs", "result"),
    [
        ("1550 nm", "1.55 µm", "same"),
        ("1.5 µm", "1.55 µm", "near"),
        ("1.0 µm", "1.55 µm", "different"),
        ("10 GHz", "10 W", "unknown"),
        ("yes", "yes", "same"),
        ("yes", "no", "different"),
        ("", "5 W", "unknown"),
        ("several", "5 W", "unknown"),
        ("4.200", "4.200", "same"),
        ("-5 dB", "5 dB", "different"),
    ],
)
def test_values_are_compared_in_their_units(ours: str, theirs: str, result: str) -> None:
    assert compare_values(ours, theirs) == result
    assert compare_values(theirs, ours) == result


def test_each_feature_shows_both_sides() -> None:
    likeness = line_likeness(
        "1", {"entries": ["6A003"], "cn_code": "85258900", "parameters": {"elements": 640}}, 0, CAMERA
    )
    rows = {feature.name: (feature.result, feature.ours, feature.theirs) for feature in likeness.features}
    assert rows["entries"] == ("same", "6A003", "6A003.b.4.b")
    assert rows["cn_code"] == ("same", "85258900", "85258900")
    assert rows["parameters.elements"] == ("same", "640", "640")
    assert "parameters.peak_wavelength" not in rows


def test_a_register_without_denials_matches_nothing() -> None:
    with DenialRegister(()) as empty:
        assert empty.matches(application("Orlow Quillonberg Instruments LLC"), ON) == ()


def test_two_denials_of_one_reference_are_refused() -> None:
    with pytest.raises(ValueError, match="NL/1 is entered twice"):
        DenialRegister((REGISTER[0], REGISTER[0]))


def test_all_denials_of_one_recipient_are_found() -> None:
    """However many there are: an answer of screening holds fifty hits at most."""
    names = ("Quillonberg Trading", "QUILLONBERG  TRADING")
    states = ("NL", "FR")
    many = [
        denial(str(number), names[number % 2], member_state=state)
        for number in range(120)
        for state in states
    ]
    with DenialRegister(many) as register:
        assert len(register.matches(application("Quillonberg Trading"), ON)) == 240
