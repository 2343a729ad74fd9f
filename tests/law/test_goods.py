"""The goods that annexes of measures name by customs code: as read in the acts, and what a list says of a code."""

from __future__ import annotations

import csv
import itertools
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualuse.data_folders import DataError
from dualuse.i18n import Message
from dualuse.law.language.logic import Truth
from dualuse.law.measures import shape
from dualuse.law.measures.described import reading as described
from dualuse.law.measures.described.reading import goods_described
from dualuse.law.measures.goods.lists import DutyGoods, GoodsList, PlainCodes, narrowed
from dualuse.law.measures.goods.reading import AnnexGoods, annexes_of_goods, read_annex
from dualuse.law.measures.provisions import measure_provisions
from dualuse.law.measures.reading import codes_near, measure_rows
from tests.assessment.test_release_reasons import judged
from tests.assessment.test_unexecuted import to
from tests.support.paths import PACKAGE

ANNEXES = annexes_of_goods()
RUSSIA = "32014R0833"
XXIII = ANNEXES[RUSSIA, "XXIII"]

FIRST_DAYS_READ_LATER = {
    "32014R0833.XL": {date(2023, 12, 19): 45, date(2024, 6, 25): 5},
    "32014R0833.XXXVII": {date(2023, 12, 19): 14},
    "32014R0833.XVIII": {date(2022, 3, 16): 289},
}
"""Of codes that the tables know by a day only: how many the acts, read later, name since which day."""
CODES_READ_LATER = {"32003R0147.III": 10, "32014R0833.XVIII": 46, "32023R1529.II": 188}
"""How many codes an annex holds that were read in the acts after the tables were made."""


def _gathered(folder: Path) -> Iterator[dict[str, str]]:
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8") as stream:
            yield from (row | {"file": path.stem} for row in csv.DictReader(stream) if "match" in row)


def _annex_of(row: dict[str, str]) -> AnnexGoods | None:
    """The list that holds a row of the tables; none for imports."""
    celex = {annex.act.rpartition(" ")[2]: annex.celex for annex in ANNEXES.values()}[row["act"]]
    if row["file"].endswith("import"):
        return None
    number = row["annex"].partition(" ")[0]
    for name in (number, f"{number} Part B", f"{number} Part A"):
        if (celex, name) in ANNEXES:
            return ANNEXES[celex, name]
    raise AssertionError(f"no list holds {row['act']}, {row['annex']}")


def _on(row: dict[str, str]) -> date:
    """A day on which the row says that the code stood in the annex."""
    return date.fromisoformat(row["since"].removeprefix("<="))


@pytest.fixture(scope="module")
def tables(shared: Path) -> list[dict[str, str]]:
    """What was read in the acts, code by code."""
    gathered = shared / "law/measures_2026_11"
    return [*_gathered(gathered / "measures_cn"), *_gathered(gathered / "optional")]


def test_every_code_that_was_read_stands_in_its_list(tables: list[dict[str, str]]) -> None:
    compared: Counter[str] = Counter()
    for row in tables:
        annex = _annex_of(row)
        if annex is None:
            continue
        held = [group for group in annex.groups if row["match"] in group.codes]
        days = {(group.since, group.traced) for group in held}
        replaced = row["file"] == "263_II_2025"  # the table says by when, its annex the very day
        traced = replaced or not row["since"].startswith("<=")
        later = FIRST_DAYS_READ_LATER.get(annex.key, {})
        assert (_on(row), traced) in days or any(
            since in later and since <= _on(row) and not traced for since, known in days if known
        ), row
        if row["ex"] == "false":
            assert any(not group.part for group in held), row
        elif not any(group.above for group in held) and annex.annex not in ("XVIII", "VIII"):
            assert any(group.part for group in held), row
        if row["until"]:
            assert any(group.until == date.fromisoformat(row["until"]) for group in held), row
        compared[annex.key] += 1
    in_tables = {
        annex.key
        for annex in ANNEXES.values()
        if len({code for group in annex.groups for code in group.codes}) > CODES_READ_LATER.get(annex.key, 0)
    }
    assert set(compared) == in_tables


def test_first_days_that_were_read_later() -> None:
    for annex in ANNEXES.values():
        counted = Counter(
            {
                day: sum(
                    len(group.codes)
                    for group in annex.groups
                    if group.traced and group.since == day and not group.until
                )
                for day in FIRST_DAYS_READ_LATER.get(annex.key, {})
            }
        )
        assert counted == FIRST_DAYS_READ_LATER.get(annex.key, {})


def test_no_list_holds_a_code_that_was_not_read(tables: list[dict[str, str]]) -> None:
    read = {(annex.key, row["match"]) for row in tables if (annex := _annex_of(row)) is not None}
    for annex in ANNEXES.values():
        held = {(annex.key, code) for group in annex.groups for code in group.codes}
        assert len(held - read) == CODES_READ_LATER.get(annex.key, 0), annex.key


@pytest.mark.parametrize(
    ("code", "truth"),
    [
        ("84713000", True),  # a laptop: what the part leaves out lies elsewhere
        ("8471", None),  # wider than what is named
        ("84710000", None),  # a heading filled up with zeros is no narrower for it
        ("84718000", None),  # in the part that the annex leaves out, or not: a person says it
        ("73182400", True),
        ("73181500", False),
        ("7318", None),
        ("74011000", None),
        ("74110000", True),
        ("30049000", False),
        ("09012100", False),
        ("44183010", True),  # the successor of a code of an older nomenclature
        ("44188100", None),
    ],
)
def test_what_annex_xxiii_takes(code: str, truth: Truth) -> None:
    goods = GoodsList(XXIII, date(2026, 3, 1))
    assert goods.covers(code, {}) is truth
    assert bool(goods.questions(code)) or truth is not None or goods.is_wider(code)


def test_an_answer_settles_a_part() -> None:
    goods = GoodsList(XXIII, date(2026, 3, 1))
    (asked,) = goods.questions("84718000")
    assert asked == "goods.32014R0833.XXIII:8471"
    assert goods.covers("84718000", {asked: True}) is True
    assert goods.covers("84718000", {asked: False}) is False
    assert goods.covers("84713000", {asked: False}) is True  # a code that stands there whole needs no answer


def test_a_code_whose_first_day_is_not_known_is_asked_about_before() -> None:
    before = XXIII.groups[0].since - timedelta(days=1)
    assert not XXIII.groups[0].traced
    assert GoodsList(XXIII, before).covers("73182400", {}) is None


def test_a_code_that_a_list_lacks_is_asked_about_before_the_list_is_known_whole() -> None:
    known = XXIII.known_from
    goods = GoodsList(XXIII, known - timedelta(days=1))
    (asked,) = goods.questions("09012100")
    assert asked == "goods.32014R0833.XXIII:earlier"
    assert [goods.covers("09012100", {asked: answer}) for answer in (None, True, False)] == [
        None,
        True,
        False,
    ]
    question = goods.question(asked)
    assert question is not None
    assert question.params["day"] == known.isoformat()
    assert GoodsList(XXIII, known).covers("09012100", {}) is False


def test_a_duty_takes_what_may_be_a_code_of_the_list() -> None:
    xl, xi = ANNEXES[RUSSIA, "XL"], ANNEXES[RUSSIA, "XI"]
    day = date(2024, 7, 1)
    assert DutyGoods(xi, day).covers("8407", {}) is True  # wide: 8407 10 lies under it
    assert DutyGoods(xi, date(2022, 5, 1)).covers("88073000", {}) is True
    assert DutyGoods(xi, date(2022, 5, 1)).covers("09012100", {}) is False
    assert DutyGoods(xl, date(2024, 6, 24)).covers("84571010", {}) is False


def test_an_exception_that_ran_out_leaves_the_ban() -> None:
    run_off = ANNEXES[RUSSIA, "XXIIIG"]
    for day in (date(2026, 1, 25), date(2026, 1, 26)):
        for group in run_off.groups:
            assert all(GoodsList(XXIII, day).covers(code, {}) is True for code in group.codes)
    assert GoodsList(run_off, date(2026, 1, 25)).covers("25010000", {}) is True
    assert GoodsList(run_off, date(2026, 1, 26)).covers("25010000", {}) is False


def _slowly(goods: GoodsList, code: str) -> Truth:
    """A second reading of the rule: code by code."""
    result: Truth = False
    for group in goods.annex.groups:
        if group.above != goods.above or (group.until and group.until < goods.on):
            continue
        if group.traced and group.since > goods.on:
            continue
        for listed in group.codes:
            if code.startswith(listed):
                if not group.part and group.since <= goods.on:
                    return True
                result = None
            elif listed.startswith((code, narrowed(code))):
                result = None
    everywhere = [listed for group in goods.annex.groups for listed in group.codes]
    lowest = min(group.above for group in goods.annex.groups)
    untraced = [group.since for group in goods.annex.groups if not group.traced]
    if result is False and goods.above == lowest and untraced and goods.on < max(untraced):
        return False if any(code.startswith(listed) for listed in everywhere) else None
    return result


_LISTS = [
    GoodsList(annex, day, price)
    for annex in ANNEXES.values()
    for day in (date(2022, 5, 1), date(2025, 3, 1), date(2026, 8, 1))
    for price in sorted({group.above for group in annex.groups})
]
_LISTED = sorted({code for annex in ANNEXES.values() for group in annex.groups for code in group.codes})


@st.composite
def _some_code(draw: st.DrawFn) -> str:
    code = draw(st.sampled_from(_LISTED)) + draw(st.text("0123456789", max_size=4))
    return code[: draw(st.integers(4, 10))].ljust(4, "0")


@given(st.sampled_from(_LISTS), _some_code())
def test_the_list_says_what_its_rows_say(goods: GoodsList, code: str) -> None:
    assert goods.covers(code, {}) is _slowly(goods, code)


@given(st.sampled_from(_LISTS), _some_code(), st.text("0123456789", min_size=1, max_size=4))
def test_more_digits_only_settle_what_was_open(goods: GoodsList, code: str, more: str) -> None:
    before = goods.covers(code, {})
    assert before is None or goods.covers(code + more, {}) is before


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("annex = ", "anex = ", "there is no field called anex"),
        ("by = 2025-10-24", "by = 1998-10-24", "lies before the acts: the first is of 2006"),
        (
            "by = 2025-10-24",
            "since = 2027-10-26",
            "more than two years after the day the annex is known up to",
        ),
        ("known_up_to = 2025-10-24", "known_up_to = 2015-10-24", "after the day the annex is known up to"),
        ("by = 2025-10-24", "by = 2035-10-24", "after the day the annex is known up to"),
        ("by = 2025-10-24", "by = 2205-10-24", "is not a day between 1950 and 2049"),
        ("0601 060230", "0601 06023", "06023 is no customs code"),
        ("0601 060230", "0601 0601 060230", "0601 stands twice"),
        ("0601 060230", "7701 060230", "7701 is no customs code"),
        ('annex = "XXIII"', 'annex = "XXIV"', "so its name is"),
        ('verification = "official"', 'verification = "oficial"', "perhaps official is meant"),
        ("part = true", "parts = true", "there is no field called parts"),
    ],
)
def test_a_slip_in_a_list_is_one_clear_error(tmp_path: Path, before: str, after: str, message: str) -> None:
    name = f"{RUSSIA}_XXIII.toml"
    text = (PACKAGE / "law/measures/goods" / name).read_text(encoding="utf-8")
    assert before in text
    (tmp_path / name).write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(DataError, match=name) as refused:
        read_annex(tmp_path / name)
    assert message in str(refused.value)


def test_rows_about_goods_follow_each_other_without_a_gap() -> None:
    by_article: dict[tuple[str, str], list[tuple[date, date | None]]] = {}
    for row in measure_rows():
        if row.goods:
            by_article.setdefault((row.act, row.article), []).append((row.validity.since, row.validity.until))
    for spans in by_article.values():
        for (_, until), (since, _) in itertools.pairwise(spans):
            assert until is not None
            assert until + timedelta(days=1) == since
    assert len(measure_rows()) == len(measure_provisions())


def test_codes_without_questions() -> None:
    near = PlainCodes("near", Message("near", "near"), ("84", "8523"))
    assert near.covers("84713000", {}) is True
    assert near.covers("85234900", {}) is True
    assert near.covers("8501", {}) is False
    assert near.questions("84713000") == ()


# Goods that annexes describe without customs codes


def is_found(kind: str, code: str) -> bool:
    label = Message("kind", "kind")
    return PlainCodes(kind, label, goods_described()[kind]).covers(code, {}) is not False


@pytest.mark.parametrize(
    ("kind", "code", "asked"),
    [
        # X.A.VIII.017, X.A.VI.001: restraint chairs, seats of vessels; a wooden chair is neither.
        ("advanced_technology", "94017900", True),
        ("advanced_technology", "94016100", False),
        # X.C.IX.005, X.A.VIII.022: medicine with toxins or barbiturates; an antibiotic holds neither.
        ("advanced_technology", "30049000", True),
        ("advanced_technology", "30041000", False),
        # Technology on paper; a picture book holds none.
        ("advanced_technology", "49011000", True),
        ("advanced_technology", "49030000", False),
        # X.A.VIII.023: apparel suitable for field operations; a garment for babies is not.
        ("advanced_technology", "61091000", True),
        ("advanced_technology", "61112000", False),
        # X.C.IX.001.b.16, X.A.VIII.021, X.A.VIII.015: ethanol, oleoresin of capsicum, whips.
        ("advanced_technology", "22071000", True),
        ("advanced_technology", "13021905", True),
        ("advanced_technology", "66020000", True),
        ("advanced_technology", "22042100", False),
        ("repression_equipment", "73130000", True),
        ("repression_equipment", "87032310", True),
        ("repression_equipment", "94029000", False),
        # Body armour is worn as a shirt, too; a generating set is none of what is named, a drive may be part of it.
        ("repression_equipment", "61091000", True),
        ("repression_equipment", "85021120", False),
        ("repression_equipment", "85015100", True),
        ("repression_equipment", "84378000", False),
        ("interception_equipment", "85176200", True),
        ("interception_equipment", "84186900", False),
        ("nuclear_and_missile_work", "84141000", True),
        ("nuclear_and_missile_work", "94016100", False),
        ("oil_and_gas_equipment", "84136000", True),
        ("oil_and_gas_equipment", "61091000", False),
        # A code that is stated too short may become one of them.
        ("repression_equipment", "9013", True),
        ("advanced_technology", "9401", True),
    ],
)
def test_where_what_is_described_is_found(kind: str, code: str, asked: bool) -> None:
    assert is_found(kind, code) is asked


def test_codes_of_a_kind_stand_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kind = "reference = 'R'\nverification = 'secondary'\n[[goods]]\nwhat = 'W'\ncodes = '84 8471'\n"
    (tmp_path / "testing.toml").write_text(kind, encoding="utf-8")
    monkeypatch.setattr(described, "_HERE", tmp_path)
    goods_described.cache_clear()
    with pytest.raises(DataError, match="8471 stands twice, or under another code"):
        goods_described()
    goods_described.cache_clear()


def test_a_kind_that_is_named_is_known() -> None:
    with pytest.raises(DataError, match=r"advanced_technologies.*advanced_technology"):
        shape.NEAR.check("advanced_technologies", "row")
    assert codes_near(["93"]) == ("93",)


@pytest.mark.parametrize("code", ["87032319", "87032490", "87033219", "87033319", "87034010", "87038010"])
@pytest.mark.parametrize(("answer", "release"), [(True, "stop"), (False, ""), (None, "ask")])
def test_a_car_for_belarus_is_asked_for_its_ground_clearance(
    code: str, answer: bool | None, release: str
) -> None:
    """Regulation (EC) No 765/2006, Art. 1bb(1) with Annex XVIII: of these codes it takes cars from 165 mm on; a lower one is none of them."""
    asked = f"goods.32006R0765.XVIII:{code[:6]}"
    result = judged({**to("BY", code, "2026-08-20"), "answers": {} if answer is None else {asked: answer}})
    questions = [row.question for row in result.missing if row.fact == asked]
    assert [("165 mm" in question) for question in questions] == ([True] if answer is None else [])
    cited = [row for row in result.findings if "Annex XVIII" in row.provision and row.status == "applies"]
    assert bool(cited) is (answer is True)
    assert release in ("", result.release)
