"""One licence over several transactions of a call, and references that only look the same (Art. 12, Annex III)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from dualuse.assessment.authorisations.of_one_call import held_by_others
from dualuse.assessment.authorisations.remaining_amounts import reference_key
from dualuse.cli import app
from dualuse.schema.transaction import Transaction
from tests.assessment.test_authorisations_held import _QUIET, ASK, BASE, GO, HELD, judged
from tests.bulk.test_authorisations_held import HELD as ROW
from tests.bulk.test_authorisations_held import judged as judged_rows
from tests.support.hits_by_hand import UNION, ScreenerByHand

RUN = CliRunner()


def drawing(quantity: str | None, left: str | None = "10", **changes: Any) -> dict[str, Any]:
    lines = [{**BASE["items"][0], "quantity": quantity}]
    return {
        **BASE,
        "items": lines,
        "knowledge": _QUIET,
        "authorisations": [{**HELD, "left": left, **changes}],
    }


def codes(*transactions: dict[str, Any], unread: tuple[Any, ...] = ()) -> list[list[str]]:
    checked = [Transaction.model_validate(each) for each in transactions]
    return [[message.code for message in of_each] for of_each in held_by_others(checked, unread)]


TOGETHER = "release.drawn_together"
UNCLEAR = "release.drawn_together_unclear"


@pytest.mark.parametrize(
    ("transactions", "code"),
    [
        ([drawing("6"), drawing("6")], TOGETHER),
        ([drawing("6"), drawing("4")], None),
        ([drawing("6"), drawing("4"), drawing("1")], TOGETHER),
        ([drawing("6"), drawing("4", left="4")], None),  # less what the first draws
        ([drawing("6"), drawing("6", left="4")], TOGETHER),
        ([drawing("6"), drawing("4", left="5")], TOGETHER),
        ([drawing("6"), drawing(None)], UNCLEAR),
        ([drawing("6"), drawing("0")], UNCLEAR),
        ([drawing("6"), drawing("2", left=None)], UNCLEAR),
        ([drawing("6"), drawing("2", left_unit="kg")], UNCLEAR),
        ([drawing("6", left=None), drawing("6", left=None)], None),
        ([drawing("6"), drawing("6", reference="B-2")], None),
        ([drawing("6"), drawing("6", reference="a 1")], TOGETHER),
        ([drawing("6"), drawing("6", items=["3A001"])], None),  # for none of its lines
        ([drawing("6"), drawing("1", valid_until="2027-12-31")], "held.unlike"),
        ([drawing("6"), drawing("1", reference="А-1")], "held.unlike"),  # a Cyrillic letter
    ],
)
def test_what_all_draw_counts_against_what_is_left(
    transactions: list[dict[str, Any]], code: str | None
) -> None:
    """Annex III: an authorisation is for a quantity or a value, whoever counts it out."""
    reasons = codes(*transactions)
    sharing = [
        held
        for held, each in zip(reasons, transactions, strict=True)
        if each["authorisations"][0]["reference"] != "B-2"
    ]
    assert all(held == ([] if code is None else [code]) for held in sharing)


def test_one_that_cannot_be_read_may_draw_too() -> None:
    unread = {**drawing("1.000"), "authorisations": [{"reference": "a-1", "left": "ten"}]}
    assert codes(drawing("6"), unread=(unread,)) == [[UNCLEAR]]
    assert codes(drawing("6"), unread=({"authorisations": [{"reference": "B-2"}, 7]}, None)) == [[]]
    assert codes(drawing("6", left=None), unread=(unread,)) == [[]]


def files(folder: Path, *transactions: dict[str, Any], in_one: bool) -> list[str]:
    if in_one:
        (folder / "two.yaml").write_text("\n---\n".join(map(json.dumps, transactions)), "utf-8")
        return [str(folder / "two.yaml")]
    names = [folder / f"{number}.json" for number in range(len(transactions))]
    for name, transaction in zip(names, transactions, strict=True):
        name.write_text(json.dumps(transaction), "utf-8")
    return list(map(str, names))


@pytest.mark.parametrize("in_one", [True, False])
@pytest.mark.parametrize(("second", "told"), [("6", True), ("4", False)])
def test_check_tells_each_of_them_in_one_file_or_several(
    tmp_path: Path, in_one: bool, second: str, told: bool
) -> None:
    named = files(tmp_path, drawing("6"), drawing(second), in_one=in_one)
    result = RUN.invoke(app, ["check", *named, "--no-screening", "--json", "--language", "en"])
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert [TOGETHER in {row["code"] for row in each["release_because"]} for each in answers] == [told, told]
    assert {each["release"] for each in answers} == {"ask"}  # nobody is screened


def test_the_answers_stand_in_the_order_of_the_transactions(tmp_path: Path) -> None:
    plain = {name: value for name, value in drawing("6").items() if name != "authorisations"}
    all_of_them = [
        {**each, "reference": name}
        for name, each in zip("abcd", (plain, drawing("6"), plain, drawing("6")), strict=True)
    ]
    named = files(tmp_path, *all_of_them, in_one=True)
    result = RUN.invoke(app, ["check", *named, "--no-screening", "--json"])
    assert [json.loads(line)["reference"] for line in result.stdout.splitlines()] == list("abcd")


@pytest.mark.parametrize("written", ["A-1", "a 1", " A1", "Ａ１", "А-1", "Α1", "A-١", "A\u200b1", "á1"])
def test_a_reference_that_looks_the_same_is_the_same(written: str) -> None:
    assert reference_key(written) == reference_key("A1")


@pytest.mark.parametrize("other", ["A-2", "B1", "A11", "Ж1", "A-I"])
def test_another_reference_is_another(other: str) -> None:
    assert reference_key(other) != reference_key("A1")


def test_one_transaction_that_writes_it_in_two_alphabets_is_asked(tmp_path: Path) -> None:
    lines = [{**BASE["items"][0], "id": name, "quantity": "3"} for name in ("10", "20")]
    held = [
        {**HELD, "reference": reference, "items": [line]}
        for reference, line in (("A-1", "10"), ("А-1", "20"))
    ]
    assert judged(held, items=lines) == ASK
    assert judged([{**held[0], "items": ["10", "20"], "left": "6"}], items=lines) == GO


def test_rows_that_write_it_in_two_alphabets_are_counted_together_and_told(tmp_path: Path) -> None:
    rows = [{**ROW, "reference": "a"}, {**ROW, "reference": "b", "authorisations.reference": "Х-1"}]
    for answer in judged_rows(tmp_path, *rows):
        assert "not alike in reference" in answer["reasons"]
        assert "authorisations.reference" in answer["missing"].split(";")


@pytest.fixture
def cleared(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever takes part is on no list."""
    for command in ("check", "assess"):
        monkeypatch.setattr(f"dualuse.cli.{command}.screener_asked", lambda *_: ScreenerByHand({}, (UNION,)))


GOING: dict[str, Any] = {
    "exporter": {"name": "Meridian Signals GmbH", "country": "DE"},
    "circumstances": {"free_zone": False},
    "answers": {"unexecuted.32014R0833.annex_iv": False},
}


@pytest.mark.usefixtures("cleared")
@pytest.mark.parametrize(("second", "release"), [("6", "ask"), ("4", "go")])
def test_what_would_go_alone_is_asked_about(tmp_path: Path, second: str, release: str) -> None:
    named = files(tmp_path, {**drawing("6"), **GOING}, {**drawing(second), **GOING}, in_one=True)
    result = RUN.invoke(app, ["check", *named, "--json", "--gate", "--language", "en"])
    assert [json.loads(line)["release"] for line in result.stdout.splitlines()] == [release] * 2
    assert result.exit_code == (release == "ask")
    table = RUN.invoke(app, ["check", *named, "--language", "en"]).stdout
    assert ("2 GO" in table) is (release == "go")


@pytest.mark.usefixtures("cleared")
@pytest.mark.parametrize(("second", "written"), [("6", 0), ("4", 2)])
def test_no_dossier_says_go_where_they_overdraw_it(tmp_path: Path, second: str, written: int) -> None:
    both = [{**drawing(number), **GOING, "reference": name} for name, number in (("a", "6"), ("b", second))]
    named, out = files(tmp_path, *both, in_one=False), tmp_path / "out"
    result = RUN.invoke(
        app, ["assess", *named, "-o", str(out), "--only-json", "--no-search", "--language", "en"]
    )
    assert len(list(out.glob("*.json")) if out.exists() else []) == written
    assert result.exit_code == (0 if written else 2)
    assert result.stderr.count("draw 12 piece on the authorisation A-1, of which 10 are left") == (
        0 if written else 2
    )
