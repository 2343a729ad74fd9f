"""Each point that is not executed, and each part of it, decides a small case beside: ``cases_of_points.yaml``.

A row is left out, and each of its limits and each field of its sign loosened in turn; a case must then be asked otherwise.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final, cast

import pytest

from dualuse.assessment.places_of_parties import places_of_supply
from dualuse.assessment.release_holds.unexecuted import point_of, unexecuted
from dualuse.assessment.signs import ruled_out
from dualuse.assessment.signs.forms import LOOKS, Look
from dualuse.assessment.signs.limits import fits_what_is_known, may_be_the_item
from dualuse.law.germany.conditions import NUCLEAR_DESTINATIONS
from dualuse.law.measures import limits, signs
from dualuse.law.measures.goods.reading import annex_of_goods
from dualuse.law.measures.not_executed import UNEXECUTED, NotExaminedRow, Rows, not_examined_rows
from dualuse.law.measures.shape import SIGN_FIELDS, WHAT_FIELDS
from dualuse.law.territories import with_wholes
from dualuse.schema.reading.validation import checked_transaction
from dualuse.schema.transaction import Item, Knowledge, Transaction
from tests.support.read_once import plain_files
from tests.support.scenarios import changed

CASES: Final = Path(__file__).with_name("cases_of_points.yaml")


@dataclasses.dataclass(frozen=True, eq=False)
class Case:
    """A transaction, and the names of all points that it asks about."""

    name: str
    transaction: Transaction
    asks: frozenset[str]

    @property
    def day(self) -> date:
        assert self.transaction.date is not None
        return self.transaction.date


@cache
def cases() -> tuple[Case, ...]:
    (data,) = plain_files([CASES])
    return tuple(_case(data["base"], case) for case in data["cases"])


def _case(base: dict[str, Any], case: dict[str, Any]) -> Case:
    stated = changed(base, case.get("with") or {})
    return Case(case["name"], checked_transaction(stated, date(2026, 8, 1)), frozenset(case["asks"]))


@cache
def asks(row: NotExaminedRow, case: Case) -> bool:
    """Whether the row asks the case: a row does so whatever others say."""
    places = set(with_wholes(places_of_supply(case.transaction)))
    return (
        row.validity.covers(case.day)
        and (not row.places or not places.isdisjoint(row.places))
        and bool(unexecuted(case.transaction, (Rows((row,)),), case.day).asked)
    )


def name_of(row: NotExaminedRow) -> str:
    return point_of(row).removeprefix(UNEXECUTED)


@cache
def rows() -> Rows:
    """The rows that ask something."""
    return Rows(row for row in not_examined_rows() if point_of(row))


@cache
def askers(case: Case) -> tuple[NotExaminedRow, ...]:
    return tuple(row for row in rows() if asks(row, case))


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_a_case_asks_about_these_points_and_no_other(case: Case) -> None:
    assert {name_of(row) for row in askers(case)} == case.asks


def test_no_two_cases_have_one_name() -> None:
    assert len({case.name for case in cases()}) == len(cases())


# Parts of rows that are left out.


OF_DOUBTS = frozenset({"rules_out", "rules_out_by", "rules_nothing_out", "entries"})
"""Fields of signs that say no point: they rule out, or raise, doubts about entries (tests/classification/test_resembled_goods.py)."""


def loosened(row: NotExaminedRow) -> Iterator[tuple[str, NotExaminedRow | None]]:
    """What is left of a row where one part of it does not count, with what that is; None: nothing."""
    yield "itself", None
    for name in ("places", "activities", "not_to"):
        if getattr(row, name):
            yield name, dataclasses.replace(row, **{name: type(getattr(row, name))()})
    for group in ("what", "known", "sign"):
        held = getattr(row, group)
        if held is None:
            continue
        for field in dataclasses.fields(held):
            if field.name in OF_DOUBTS:
                continue
            if field.default is not dataclasses.MISSING and getattr(held, field.name) not in (
                field.default,
                (),
            ):
                inner = dataclasses.replace(held, **{field.name: field.default})
                yield f"{group}.{field.name}", dataclasses.replace(row, **{group: inner})
    if row.sign is not None:
        yield "sign", dataclasses.replace(row, sign=None)


def notices(case: Case, alike: Sequence[NotExaminedRow], left: Sequence[NotExaminedRow]) -> bool:
    """Whether the case asks about other points where the rows ``left`` stand in the place of those that are alike."""
    after = any(asks(row, case) for row in left)
    if after is any(asks(row, case) for row in alike):
        return False
    others = {name_of(other) for other in askers(case) if other not in alike}
    return others | ({name_of(alike[0])} if after else set()) != case.asks


@cache
def named() -> dict[str, tuple[NotExaminedRow, ...]]:
    """The rows, by their name and their number among those of that name; what concerns the same and is told apart is one row here."""
    together: dict[tuple[object, ...], list[NotExaminedRow]] = {}
    for row in rows():
        reach = (row.places, row.activities, row.not_to, row.what, row.known, row.sign)
        together.setdefault((name_of(row), *reach), []).append(row)
    seen, numbered = Counter[str](), {}
    for (name, *_), alike in together.items():
        seen[str(name)] += 1
        numbered[f"{name} {seen[str(name)]}"] = tuple(alike)
    return numbered


def parts(name: str) -> dict[str, list[NotExaminedRow]]:
    """What is left of the rows of that name where a part of them does not count, by that part."""
    left: dict[str, list[NotExaminedRow]] = {}
    for row in named()[name]:
        for part, rest in loosened(row):
            left.setdefault(part, []).extend([] if rest is None else [rest])
    return left


@pytest.mark.parametrize("name", named())
def test_no_part_of_a_row_is_unnoticed(name: str) -> None:
    alike = named()[name]
    unnoticed = [
        part for part, left in parts(name).items() if not any(notices(case, alike, left) for case in cases())
    ]
    assert unnoticed == [], f"{name}: loosened without a case of cases_of_points.yaml that notices"


# The forms.


def test_each_form_is_looked_for_and_each_field_read() -> None:
    assert set(LOOKS) == set(signs.FORMS.values())
    fields = {field.name for form in signs.FORMS.values() for field in dataclasses.fields(form)}
    assert fields == set(SIGN_FIELDS)
    assert {field.name for field in dataclasses.fields(limits.What)} == {*WHAT_FIELDS, "near"}


@pytest.mark.parametrize("form", signs.FORMS.values(), ids=lambda form: form.__name__)
def test_each_form_stands_in_a_row(form: type[signs.Sign]) -> None:
    assert any(isinstance(row.sign, form) for row in rows())


PARTS: Final = [
    (form, part)
    for form, look in LOOKS.items()
    for part in dataclasses.fields(look)
    if getattr(look, part.name) is not part.default
]


@pytest.mark.parametrize(
    ("form", "part"), PARTS, ids=[f"{form.__name__}.{part.name}" for form, part in PARTS]
)
def test_no_part_of_a_look_is_unnoticed(
    form: type[signs.Sign], part: dataclasses.Field[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a form is looked for, in the transaction and in an item: set true, each is noticed."""
    of_form = tuple(row for row in rows() if isinstance(row.sign, form))
    others = {case: {name_of(row) for row in askers(case) if row not in of_form} for case in cases()}
    loose = dataclasses.replace(LOOKS[form], **{part.name: part.default})
    monkeypatch.setitem(cast("dict[type[signs.Sign], Look]", LOOKS), form, loose)
    monkeypatch.setattr(ruled_out, "NEEDS", {})
    assert any(
        others[case] | {name_of(row) for row in of_form if asks.__wrapped__(row, case)} != case.asks
        for case in cases()
    )


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_what_is_ruled_out_is_not_there(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    """Looked for one by one, the signs of all rows are where they are when those that cannot be there are left out."""
    asked = unexecuted(case.transaction, (rows(),), case.day)
    monkeypatch.setattr(ruled_out, "NEEDS", {})
    assert unexecuted(case.transaction, (rows(),), case.day) == asked


def test_each_form_that_needs_something_is_ruled_out_somewhere() -> None:
    question = (ruled_out.Contents(case.transaction).rows_in_question(rows()) for case in cases())
    left_out = {type(row.sign) for rest in question for row in {*rows()} - {*rest}}
    assert left_out >= set(ruled_out.NEEDS)


# The limits of a row, each alone.

DAY: Final = date(2026, 8, 1)
XL: Final = annex_of_goods("32014R0833", "XL")


@pytest.mark.parametrize(
    ("what", "item", "expected"),
    [
        (limits.What(), {}, True),
        (limits.What(listed=True), {"entries": ["3A001"]}, True),
        (limits.What(listed=True), {"entries": []}, False),
        (limits.What(listed=True), {}, True),
        (limits.What(unlisted=True), {"entries": []}, True),
        (limits.What(unlisted=True), {"entries": ["3A001"]}, False),
        (limits.What(unlisted=True), {}, False),
        (limits.What(surveillance=True), {"cyber_surveillance": False, "national_entries": []}, False),
        (limits.What(surveillance=True), {"cyber_surveillance": True}, True),
        (limits.What(surveillance=True), {}, True),
        (limits.What(goods=(XL,)), {"cn_code": "84571010"}, True),
        (limits.What(goods=(XL,)), {"cn_code": "09012100"}, False),
        (limits.What(goods=(XL,)), {}, True),
        (limits.What(goods=(XL,)), {"kind": "software"}, False),
        (limits.What(among=(XL,)), {"entries": [], "cn_code": "84571010"}, True),
        (limits.What(among=(XL,)), {"entries": ["3A001"], "cn_code": "09012100"}, True),
        (limits.What(among=(XL,)), {"entries": [], "cn_code": "09012100"}, False),
        (limits.What(near=("8457",)), {"cn_code": "84571010"}, True),
        (limits.What(near=("84571010",)), {"cn_code": "8457"}, True),
        (limits.What(near=("8457",)), {"cn_code": "09012100"}, False),
        (limits.What(near=("8457",)), {"cn_code": "49019900", "kind": "technology"}, True),
        (limits.What(near=("8457",)), {}, True),
    ],
)
def test_which_items_a_row_can_concern(what: limits.What, item: dict[str, Any], expected: bool) -> None:
    """What is not stated of an item may be so, but of one that must not be listed: there a provision asks first."""
    assert may_be_the_item(what, Item(**item), DAY) is expected


@pytest.mark.parametrize(
    ("levels", "level", "expected"),
    [
        ((), None, True),
        ((), "aware", True),
        (("unstated", "none"), None, True),
        (("unstated", "none"), "none", True),
        (("unstated", "none"), "suspects", False),
        (("aware", "informed"), None, False),
        (("aware", "informed"), "informed", True),
    ],
)
def test_at_which_knowledge_a_row_concerns(levels: tuple[str, ...], level: Any, expected: bool) -> None:
    known = limits.Known(wmd=levels)
    assert fits_what_is_known(known, Knowledge(wmd=level)) is expected
    if level is None:
        assert fits_what_is_known(known, None) is expected


def test_places_of_a_german_list_stand_in_one_place() -> None:
    """§ 9(1) no 2 AWV: the nine countries are those that the provision itself looks at."""
    row = next(row for row in not_examined_rows() if row.point == "unexecuted.words.nuclear_facility")
    assert set(row.places) == {member.place for member in NUCLEAR_DESTINATIONS.members}
