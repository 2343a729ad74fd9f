"""What spares work must change nothing: cells that stand for others, parts that share what they know, keys."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from typing import Any

import numpy as np
import polars as pl
import pytest

from dualuse.assessment.facts import facts_of_transaction
from dualuse.bulk.backends.backend import ROW
from dualuse.bulk.backends.choosing import backend
from dualuse.bulk.deriver import Asked, Deriver, Kinds, Truths
from dualuse.bulk.evaluate_table import judged_table
from dualuse.bulk.fact_groups import Group
from dualuse.bulk.file_groups import groups_of
from dualuse.bulk.options import Options
from dualuse.engine.fast_evaluator import ANSWERS
from dualuse.engine.tables.keys import Keys
from dualuse.engine.tables.rules import leaves_on
from dualuse.i18n.places import place_names
from dualuse.law.eu_2021_821.control_list import outline
from dualuse.law.language.logic import InPlaces, evaluate, place_question
from dualuse.law.states import jurisdiction, known_jurisdictions
from dualuse.schema.tables.header import Header, header

DAYS = (date(2026, 8, 1), date(2022, 2, 25))
COLUMNS = header(
    [
        "activity", "exporter.country", "dispatched_from", "located_in", "destination", "purchasing_country",
        "parties.end_user.country", "parties.consignee.country", "parties.purchaser.country", "parties.intermediary.country",
        "parties.end_user.service", "items.entries",
        "items.cyber_surveillance", "items.national_entries", "circumstances.mtcr_exception",
        "authority_decisions.provision", "authority_decisions.result", "authority_decisions.date",
        "answers.option.art5_3", "answers.option.art11_2", "items.answers.item.national_own", "answers.parties.others_supplied",
    ]
)  # fmt: skip


def words() -> dict[str, list[str]]:
    """Cells by the last part of the name of a column; some are wrong, some written otherwise."""
    edition = outline()
    assert edition is not None
    places = ["", "", *place_names(), "uk", "EL", " de ", "Crimea", "Atlantis"]
    lists = [
        f"{code}:{entry}" for code in known_jurisdictions() for entry in jurisdiction(code).national_entries
    ]  # type: ignore[union-attr]
    return {
        "activity": ["", "export", "brokering", "technical_assistance", "transit", "intra_union_transfer", "sale"],
        "country": places,
        "destination": places,
        "purchasing_country": places,
        "dispatched_from": places,
        "located_in": places,
        "service": ["", "none", "police", "military", "spy"],
        "entries": ["", "[]", *sorted(edition.codes), "5A001.f; 9A012", "7A103;9A101", "5a1", "ML1"],
        "cyber_surveillance": ["", "true", "FALSE", "maybe"],
        "national_entries": ["", "[]", *lists, "EL:1A999", "DE:5A902;SE:2B901", "5A902"],
        "mtcr_exception": ["", "true", "false"],
        "provision": ["", "Art. 4(2)", "Art. 5(2)", "Art. 9(1)"],
        "result": ["", "required", "not_required"],
        "date": ["", "2022-01-01", "2026-07-01"],
        "option.art5_3": ["", "", "true", "False", "maybe"],
        "option.art11_2": ["", "", "true", "False", "maybe"],
        "item.national_own": ["", "", "true", "False", "maybe"],
        "parties.others_supplied": ["", "", "true", "False", "maybe"],
    }  # fmt: skip


def some_cells(group: Group, rng: random.Random, number: int) -> Iterator[dict[str, str]]:
    known = words()
    for _ in range(number):
        cells = {column.name: rng.choice(known[str(column.path[-1])]) for column in group.keys}
        if rng.random() < 0.3 and "destination" in cells:
            cells |= {name: cells["destination"] for name in cells if name.endswith("country")}
        yield {**cells, **{f"has:{slot}": rng.choice(["", "yes"]) for slot in group.present}}


def groups() -> list[Group]:
    return list(groups_of(COLUMNS).groups)


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("group", groups(), ids=lambda group: group.name)
def test_cells_that_are_left_out_or_stand_for_others_come_to_the_same(group: Group, day: date) -> None:
    rng = random.Random(f"{group.name} {day}")
    law = leaves_on(day)
    leaves = group.leaves(law)
    asked = Asked(
        group=group,
        leaves=leaves,
        questions=frozenset(law),
        day=day,
        kinds=Kinds(leaves, day),
        column="",
        texts=(),
        standing=(),
    )
    deriver = Deriver(today=day)

    def comes_to(cells: dict[str, str]) -> Any:
        return deriver._new_signature(asked, group.derive(cells, day))

    likes = {column.name: group.alike(column, leaves, day) for column in group.keys}
    spared = 0
    for cells in some_cells(group, rng, 400):
        whole = comes_to(cells)
        same = dict(group.same(cells))
        alike = {
            name: like(text) if (like := likes.get(name)) and text else text for name, text in cells.items()
        }
        assert comes_to(same) == whole, (cells, same)
        assert comes_to(alike) == whole, (cells, alike)
        spared += (same, alike) != (cells, cells)
    assert spared or group.name in ("services", "decisions") or not group.keys


@pytest.mark.parametrize("group", groups(), ids=lambda group: group.name)
def test_what_is_derived_on_its_own_is_as_with_all_else(group: Group) -> None:
    """Without the contract, or without the facts of other groups."""
    for day in DAYS:
        for cells in some_cells(group, random.Random(5), 300):
            own, checked = group.derive(cells, day), Group.transaction(group, cells, day)
            assert own.wrong == (checked is None), cells
            if checked is not None:
                (whole,) = facts_of_transaction(checked, checked.date or day).items
                assert {name: whole[name] for name in group.gives if name in whole} == {
                    name: own.facts[name] for name in group.gives if name in own.facts
                }, cells


@pytest.mark.parametrize("group", groups(), ids=lambda group: group.name)
def test_leaves_side_by_side_have_the_truths_that_each_has_alone(group: Group) -> None:
    """Answers about places among the facts too, and places that the law leaves open."""
    rng = random.Random(group.name)
    for day in DAYS:
        leaves = group.leaves(leaves_on(day))
        together = Truths(leaves, day)
        questions = [
            place_question(leaf.places, place)
            for leaf in leaves
            if isinstance(leaf, InPlaces)
            for place in ("UA-43", "UA-09", "PR", "JE", "SJ", "CY-NORTH")
        ]
        for cells in some_cells(group, rng, 300):
            facts = dict(group.derive(cells, day).facts)
            if questions and rng.random() < 0.5:
                answers = {name: rng.random() < 0.5 for name in rng.sample(questions, len(questions) // 2)}
                facts |= {**answers, ANSWERS: frozenset(answers.items())}
            assert together.on(facts) == tuple(evaluate(leaf, facts, day) for leaf in leaves), cells


def judged(frame: pl.DataFrame, columns: Header, deriver: Deriver, *, reasons: bool) -> list[dict[str, Any]]:
    column_names = [f"given_{index}" for index in range(frame.width)]
    running = backend("polars")
    rows = (
        frame.rename(dict(zip(frame.columns, column_names, strict=True)))
        .with_row_index(ROW)
        .cast({ROW: pl.Int64})
    )
    options = Options(DAYS[0], reasons=reasons)
    return judged_table(running.table(rows), columns, column_names, running, options, deriver).to_dicts()


@pytest.mark.parametrize("reasons", [True, False])
def test_parts_that_share_what_they_know_are_judged_as_by_themselves(reasons: bool) -> None:
    """Each part brings new words, in another order, of another type; the answers are those of a first part."""
    rng = random.Random(11)
    names = (
        "knowledge.wmd",
        "knowledge.military_end_use",
        "circumstances.free_zone",
        "manner",
        "items.entries",
    )
    pools = {
        "knowledge.wmd": ["none", "aware", "suspects", "informed", "", "perhaps"],
        "knowledge.military_end_use": ["informed", "none", ""],
        "circumstances.free_zone": ["false", "true", "", "TRUE"],
        "manner": ["permanent", "after_repair", "exhibition", ""],
        "items.entries": ["3A001.a.3", "[]", "5A001.f", "2B350", "", "6A002;6A003"],
        "destination": ["CH", "US", "IR", "RU", "KZ", "", "AE"],
        "exporter.country": ["DE", "SE", "IE", "FR", "AT", ""],
        "activity": ["export", "brokering", "intra_union_transfer", "technical_assistance", ""],
    }  # fmt: skip
    columns = header(pools)
    shared = Deriver(today=DAYS[0])
    for number in range(6):
        some = {name: rng.sample(words, rng.randint(1, len(words))) for name, words in pools.items()}
        part = pl.DataFrame({name: [rng.choice(words) for _ in range(60)] for name, words in some.items()})
        if number % 3 == 1:
            part = part.cast({name: pl.Enum(rng.sample(words, len(words))) for name, words in some.items()})
        if number % 3 == 2:
            part = part.cast(pl.Categorical)
        assert judged(part, columns, shared, reasons=reasons) == judged(
            part, columns, Deriver(today=DAYS[0]), reasons=reasons
        )
    assert set(names) <= set(pools)


def test_keys_are_the_same_for_what_is_the_same() -> None:
    keys = Keys()
    assert keys.number_of("a", 1) == keys.number_of("a", 1)
    numbers = np.arange(10_000)
    of_numbers = keys.of_numbers(numbers, "a")
    assert len(set(of_numbers.tolist())) == 10_000
    assert of_numbers[0] == 0
    assert keys.of_values(4, "a")[0] == 0
    assert not set(keys.of_values(100, "a")[1:].tolist()) & set(keys.of_values(100, "b")[1:].tolist())
    assert not set(of_numbers[1:].tolist()) & set(Keys().of_numbers(numbers, "a").tolist()[1:])
