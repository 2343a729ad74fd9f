"""Laws that every examination keeps: exact thresholds in any unit, more knowledge never turns an answer, no silent gaps."""

from __future__ import annotations

import random
from fractions import Fraction
from functools import lru_cache
from math import floor
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dualuse.classification.sheets.conditions import Limit, Quantity, evaluate, nodes
from dualuse.classification.sheets.examining import examine
from dualuse.classification.sheets.library import Library
from dualuse.classification.sheets.notes import RELEASES, general_notes
from dualuse.classification.sheets.parameter_values import counts_whole
from dualuse.classification.sheets.quantities import EXAMPLES, Measure, measure, unit_of
from dualuse.classification.sheets.sheet import MEETS
from dualuse.classification.sheets.subject import Subject, subject_of
from dualuse.law.eu_2021_821.control_list import newest_outline
from tests.support.sheet_values import Domain, decimal, domain, given_text, in_unit, is_decimal

LIBRARY = Library(newest_outline())
ENTRIES = LIBRARY.entries()
WITHOUT_SHEET = tuple(
    code for code in ("0D001", "0E001", "8D001", "8E002", "3A232") if LIBRARY.sheet(code) is None
)


@lru_cache(maxsize=200)
def subject(entry: str) -> Subject:
    return subject_of(entry, LIBRARY)


@lru_cache(maxsize=200)
def values(entry: str) -> Domain:
    """Values worth trying for every parameter that has a part in the examination of the entry."""
    tested_entry = subject(entry)
    conditions = [row.own for row in tested_entry.rows]
    conditions += [condition for row in tested_entry.rows for _, condition in row.releases]
    tried = domain([*conditions, *(condition for _, condition in tested_entry.brings_in)])
    for name, parameter in tested_entry.names.parameters.items():
        if counts_whole(parameter) and name in tried.values:
            tried.values[name] = [Measure(Fraction(floor(value.root)), "") for value in tried.values[name]]
    return tried


def written(entry: str, name: str, value: Any) -> Any:
    return given_text(value, subject(entry).names.parameters[name].unit)


def limits() -> list[tuple[str, str, Any]]:
    """Each (entry, unit, limit) of a quantity in a sheet, once."""
    distinct: dict[tuple[str, str, Any], None] = {}
    for entry in ENTRIES:
        sheet = LIBRARY.sheet(entry)
        assert sheet is not None
        conditions = [row.when for row in sheet.provisions]
        conditions += [note.when for row in sheet.provisions for note in row.unless]
        for leaf in (node for condition in conditions for node in nodes(condition)):
            if isinstance(leaf, Quantity):
                unit = sheet.parameters[leaf.parameter].unit
                distinct |= {(entry, unit, limit): None for limit in leaf.limits}
    return list(distinct)


LIMITS = limits()


@given(st.fractions(Fraction(1, 10**20), Fraction(1, 100)))
def test_a_temperature_stated_twice_flips_at_the_figure_of_the_scale_the_value_is_stated_in(
    step: Fraction,
) -> None:
    step = Fraction(decimal(step, 25))
    twice = Limit("above", measure("125 degC", "degC"), measure("398 K", "degC"))
    for at, unit in ((Fraction(398), "kelvin"), (Fraction(125), "degC"), (Fraction(257), "degF")):
        for number, above in ((at, False), (at - step, False), (at + step, True)):
            assert twice.holds(measure(f"{decimal(number)} {unit}", "degC")) is above


def test_every_temperature_that_the_annex_states_twice_has_both_figures() -> None:
    assert sum(limit.other is not None for _, _, limit in LIMITS) >= 21


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_a_value_moved_past_its_threshold_flips_the_answer_exactly_there(data: st.DataObject) -> None:
    _, unit, limit = data.draw(st.sampled_from(LIMITS))
    wanted = unit_of(unit).dimension
    other = data.draw(
        st.sampled_from([unit, *(name for name in EXAMPLES if unit_of(name).dimension == wanted)])
    )
    if not unit:
        other = ""
    step = Fraction(1, 10 ** data.draw(st.integers(3, 20)))
    other_scale = bool(unit_of(other).offset) is not bool(unit_of(unit).offset)
    at = in_unit((limit.other if limit.other and other_scale else limit.threshold).root, other)
    sides = [(at * (1 - step) if at > 0 else at - step, -1), (at * (1 + step) if at > 0 else at + step, 1)]
    if is_decimal(at):
        sides.append((at, 0))
    for number, side in sides:
        value = measure(f"{decimal(number, 40)} {other}", unit)
        expected = {"above": side > 0, "at_least": side >= 0, "below": side < 0, "at_most": side <= 0}
        assert limit.holds(value) is expected[limit.comparator], f"{limit.text} for {value.text}"


@pytest.mark.parametrize(
    ("unit", "others"),
    [
        ("ns", ("ps", "ns", "µs", "ms", "s")),
        ("Hz", ("Hz", "kHz", "MHz", "1/s", "fps", "frames/s")),
        ("kelvin", ("kelvin", "degC", "°C", "degF")),
        ("nm", ("nm", "µm", "um", "mm")),
        ("Gy", ("Gy", "rads", "krads", "Gy(Si)")),
    ],
)
@given(number=st.decimals(min_value=-50, max_value=10**6, places=6))
@settings(max_examples=60, deadline=None)
def test_the_same_value_in_another_unit_is_the_same(unit: str, others: tuple[str, ...], number: Any) -> None:
    root = measure(f"{number} {unit}", unit).root
    for other in others:
        number_there = in_unit(root, other)
        if is_decimal(number_there):
            assert measure(f"{decimal(number_there)} {other}", unit).root == root


@settings(max_examples=250, deadline=None)
@given(st.data())
def test_more_knowledge_never_turns_a_closed_verdict(data: st.DataObject) -> None:
    entry = data.draw(st.sampled_from([*ENTRIES, *WITHOUT_SHEET]))
    random_ = data.draw(st.randoms(use_true_random=False))
    known: dict[str, Any] = {}
    settled = "open"
    rows = answers(entry, random_)
    size = max(1, len(rows) // 8)
    for at in range(0, len(rows), size):
        known |= dict(rows[at : at + size])
        examination = examine(entry, known)
        assert settled in ("open", examination.verdict), f"{settled} became {examination.verdict}: {known}"
        settled = examination.verdict
        assert (settled == "open") == (bool(examination.questions)), "open means that something can be asked"
    assert settled != "open", "everything was answered"


def answers(entry: str, random_: random.Random) -> list[tuple[str, Any]]:
    """All parameters with a value each, in any order; leaning to no, so that the whole way is gone."""
    rows = []
    for name, options in values(entry).values.items():
        value = random_.choice(options)
        if isinstance(value, bool):
            value = random_.random() < 0.35
        rows.append((name, written(entry, name, value)))
    random_.shuffle(rows)
    return rows


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_not_listed_is_never_said_past_a_provision_without_tests(data: st.DataObject) -> None:
    entry = data.draw(st.sampled_from([*ENTRIES, *WITHOUT_SHEET]))
    gaps = subject(entry).library.uncovered(entry)
    if not gaps:
        return
    random_ = data.draw(st.randoms(use_true_random=False))
    known = {
        name: written(entry, name, random_.choice(options)) for name, options in values(entry).values.items()
    }
    left_out = MEETS + random_.choice(gaps)
    known |= {name: False for name in general_notes().parameters if name in known}  # no note releases it
    del known[left_out]
    assert examine(entry, known).verdict != "not_listed"


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_general_notes_only_release(data: st.DataObject) -> None:
    """What the own tests do not meet, no note brings in, except the principal element; what it meets, a note may release."""
    entry = data.draw(st.sampled_from([*ENTRIES, *WITHOUT_SHEET]))
    random_ = data.draw(st.randoms(use_true_random=False))
    facts = {name: random_.choice(options) for name, options in values(entry).values.items()}
    known = {name: written(entry, name, value) for name, value in facts.items()}
    if "contains_controlled_component" in known:
        known["contains_controlled_component"] = False
    met = {row.tested.path for row in subject(entry).rows if evaluate(row.own, facts)}
    examination = examine(entry, known)
    assert {row.path for row in examination.met} <= met
    assert examination.brought_in_by == ()
    if not met:
        assert examination.verdict == "not_listed"


def test_only_the_principal_element_brings_in() -> None:
    others = [note for note in general_notes().notes if note.effect != RELEASES]
    assert [note.name for note in others] == ["General Note 2 to Annex I"]
