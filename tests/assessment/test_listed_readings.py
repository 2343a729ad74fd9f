"""Which measure an entry is listed by, and how well its name met: what is read from lists before any law."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dualuse.assessment.listed.evidence import Subject
from dualuse.assessment.listed.installed import weakly_met
from dualuse.law.measures.listings.reading import ended_freezes, freezes
from dualuse.schema.screening import HitBecause, ScreeningHit
from dualuse.sources.lists.listed_party import ListedName, ListedParty
from dualuse.sources.lists.reading import read_list
from tests.support.hits_by_hand import hit_of

SANCTION = [{"id": "s", "schema": "Sanction", "properties": {"program": ["BLR"]}}]


def _kinds(tmp_path: Path, datasets: list[str], **properties: Any) -> set[str]:
    file = tmp_path / "list.ftm.json"
    entity = {
        "id": "1",
        "schema": "Person",
        "datasets": datasets,
        "properties": {"name": ["Orvo Muster"], **properties},
    }
    file.write_text(json.dumps(entity) + "\n", encoding="utf-8")
    (party,) = read_list(file).parties
    return {measure.kind for measure in party.measures}


@pytest.mark.parametrize(
    ("properties", "kinds"),
    [
        ({"topics": ["sanction"]}, {"asset_freeze"}),
        ({"topics": ["role.pep"], "sanctions": SANCTION}, {"asset_freeze"}),
        ({"topics": ["role.pep"], "programId": ["EU-BLR"]}, {"asset_freeze"}),
        ({}, {"asset_freeze"}),  # the file says no topics: its data set is all there is
        ({"topics": ["role.pep"]}, {"office"}),
        ({"topics": ["sanction.linked"]}, {"linked"}),
        ({"topics": ["export.control"]}, {"export_control"}),
        ({"topics": ["role.rca", "sanction.linked"]}, {"office", "linked"}),
        ({"topics": ["fin.bank"]}, {"reported"}),
    ],
)
def test_a_data_set_of_listed_persons_lists_nobody_for_being_in_it(
    tmp_path: Path, properties: dict[str, Any], kinds: set[str]
) -> None:
    assert _kinds(tmp_path, ["eu_fsf"], **properties) == kinds


def test_a_data_set_that_means_what_the_topic_says_keeps_its_meaning(tmp_path: Path) -> None:
    assert _kinds(tmp_path, ["us_bis_entity"], topics=["export.control"]) == {"export_control"}
    assert _kinds(tmp_path, ["eu_fsf", "us_bis_entity"], topics=["export.control"]) == {"export_control"}


ENTRY = ListedParty(
    "1",
    "eu_fsf",
    "person",
    (
        ListedName("Yassin Sywal Muster", "primary", "strong"),
        ListedName("Abu Seta", "alias", "weak"),
        ListedName("Mahmud", "alias", "strong"),
        ListedName("Salim Muster", "alias", "strong"),
    ),
)


def _hit(name: str, *codes: str) -> ScreeningHit:
    because = tuple(HitBecause(code, {}, "for") for code in codes)
    return replace(
        hit_of(Subject(path="parties[0]", role="end_user", name=name), {"name": name}), because=because
    )


@pytest.mark.parametrize(
    ("name", "codes", "weak"),
    [
        ("Abu Seta", (), True),
        ("ABU  SETA", (), True),
        ("Mahmud", (), True),
        ("Abu Seta", ("birth_same_day",), False),
        ("Abu Seta", ("identifier_same",), False),
        ("Abu Seta", ("birth_same_year", "country_same"), True),
        ("Salim Muster", (), False),
        ("Yassin Sywal Muster", (), False),
        ("a name that the entry has not", (), False),
        ("a name that the entry has not", ("weak_alias",), True),
        ("a name that the entry has not", ("weak_alias", "identifier_same"), False),
    ],
)
def test_a_weak_name_says_too_little_by_itself(name: str, codes: tuple[str, ...], weak: bool) -> None:
    assert weakly_met(_hit(name, *codes), ENTRY) is weak


def test_one_word_names_an_organisation_and_whoever_has_no_longer_name() -> None:
    one_word = (ListedName("Rosmuster", "alias", "strong"), ListedName("PJSC Rosmuster", "primary", "strong"))
    assert not weakly_met(_hit("Rosmuster"), replace(ENTRY, kind="organisation", names=one_word))
    assert not weakly_met(_hit("Mahmud"), replace(ENTRY, names=(ListedName("Mahmud", "alias", "strong"),)))


def test_the_list_says_which_entities_are_frozen_in_part(shared: Path) -> None:
    file = shared / "screening/lists/raw/eu_fsf_full_1_1_20240513.xml"
    if not file.is_file():
        pytest.skip(f"REAL MATERIAL ABSENT: no file {file}; the words of the list were not read")
    partly = {
        party.reference
        for party in read_list(file).parties
        if any("limited asset freeze" in remark for remark in party.remarks)
    }
    assert partly == {"EU.3870.18", "EU.3871.80"}


def test_ended_freezes_are_no_others() -> None:
    in_force = {freeze.number for freeze in freezes() if freeze.validity.until is None}
    assert in_force.isdisjoint(row.number for row in ended_freezes())
    codes = {code for freeze in freezes() if freeze.validity.until is None for code in freeze.programmes}
    assert codes.isdisjoint(code for row in ended_freezes() for code in row.programmes)
    assert all(row.reference for row in ended_freezes())
