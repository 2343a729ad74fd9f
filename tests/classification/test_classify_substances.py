"""A substance that the sheets know by name or CAS number leads ``classify`` to its own provision, and not to a neighbour with like words."""

from __future__ import annotations

import pytest

from dualuse.classification.search.classifying import classify
from dualuse.classification.search.output import page
from dualuse.classification.substances import (
    ENTRIES,
    _other_names,
    _provisions,
    _provisions_by_name,
    substance_in,
    substances_in,
    with_substance,
)
from dualuse.law.eu_2021_821.control_list import is_under, newest_outline, title


@pytest.mark.parametrize("amount", ["", " 70 %"])
def test_every_name_and_number_of_the_sheets_comes_first(amount: str) -> None:
    led_elsewhere = []
    for name, provisions in _provisions_by_name().items():
        answer = classify(name + amount)
        first = answer.candidates[0].provision
        if answer.verdict != "probably_listed" or not all(
            is_under(path, first) for path in provisions if path[:5] == first[:5]
        ):
            led_elsewhere.append((name, provisions, first, answer.verdict))
        if len(provisions) == 1 and first != provisions[0]:
            led_elsewhere.append((name, provisions, first, answer.verdict))
    assert not led_elsewhere


def test_every_provision_of_the_sheets_that_names_has_names() -> None:
    rows = [(path, names) for entry in ENTRIES for path, names in _provisions(entry)]
    assert len([path for path, names in rows if names]) > 200
    assert all(len(name.strip()) > 1 and "--" not in name for _, names in rows for name in names)


def test_other_names_are_of_provisions_of_the_annex_and_each_of_one_substance() -> None:
    assert set(_other_names()) <= set(newest_outline().codes)
    shared = {name: paths for name, paths in _provisions_by_name().items() if len(paths) > 1}
    other = {name for row in _other_names().values() for names in row.values() for name in names}
    assert {path for name in other for path in shared.get(name.lower(), ())} <= {"1C350.59", "1C450.b.7"}


@pytest.mark.parametrize(
    ("text", "provision"),
    [
        ("hydrogen fluoride", "1C350.24"),
        ("Flusssäure 70 %", "1C350.24"),
        ("Flußsäure, 40%ig", "1C350.24"),
        ("acide fluorhydrique", "1C350.24"),
        ("solution d’acide fluorhydrique", "1C350.24"),
        ("ammonium hydrogen fluoride", "1C350.42"),
        ("Arsentrichlorid 99 %", "1C350.31"),
        ("Chemical with CAS 7664‑39‑3", "1C350.24"),
        ("potato spindle tuber viroid", "1C354.a.2"),
        ("hydrogen fluoride and potassium fluoride", "1C350"),
    ],
)
def test_substances_as_people_write_them(text: str, provision: str) -> None:
    answer = classify(text)
    assert (answer.candidates[0].provision, answer.verdict) == (provision, "probably_listed")
    assert not answer.candidates[0].far


def test_what_goes_with_a_substance_is_not_that_substance() -> None:
    reasons = [
        reason.code for row in classify("pump for hydrogen fluoride").candidates for reason in row.because
    ]
    assert "substance" not in reasons
    named = [
        row.provision for row in classify("pump for hydrogen fluoride").candidates if row.entry == "1C350"
    ]
    assert named == ["1C350.24"]


def test_a_text_of_several_substances_names_each() -> None:
    found = substances_in("hydrogen fluoride and phosgene")
    assert [row.provision for row in found] == ["1C350.24", "1C450.a.4"]
    assert substance_in("139-87-7").provisions == ("1C350.59", "1C450.b.7")  # type: ignore[union-attr]
    assert substance_in("avian influenza virus").provision == "1C351.a.4"  # type: ignore[union-attr]


def test_the_title_has_the_substance() -> None:
    assert "Hydrogen fluoride" in page(classify("hydrogen fluoride"), "en", 200)
    assert "Fluorwasserstoff" in page(classify("hydrogen fluoride"), "de", 200)
    names = {
        path: with_substance(title(path) or "", path, "en")
        for path in newest_outline().codes
        if path[:5] == "1C350"
    }
    assert len(set(names.values())) == len(names)
