"""No text is called "probably not listed" beside an entry that its words lead to, and the official text makes no name of trade milder."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from benchmarks.classification import ORDINARY, ORDINARY_HELD, surveillance, trade, translated
from benchmarks.classification_cases import cases, official_text
from dualuse.classification.search.answers import Classification
from dualuse.classification.search.classifier import Classifier
from dualuse.classification.search.classifying import answer
from dualuse.cli import app

PUMP = "Schraubenvakuumpumpe Edelstahl 200 m3/h"
ORDINARY_GOODS = [*ORDINARY.read_text("utf-8").splitlines(), *ORDINARY_HELD.read_text("utf-8").splitlines()]
NAMES = sorted(
    {
        name.strip()
        for row in Path(__file__).with_name("trade_name_pairs.txt").read_text("utf-8").splitlines()
        if not row.startswith("#")
        for names in row.split("|")
        for name in names.split(";")
    }
)
OWN = [*(case.text for case in (*trade(), *translated())), *(text for _, text, _ in surveillance())]
SEVERITY = ("probably_not_listed", "unsure", "probably_listed")


@pytest.fixture(scope="module")
def over_text(shared: Path) -> Classifier:
    return Classifier((official_text(),), None)


@lru_cache(maxsize=1)
def _by_words() -> Classifier:
    return Classifier((), None)


def is_comfort_beside_an_entry(classification: Classification) -> bool:
    return classification.verdict == "probably_not_listed" and bool(classification.near)


def test_no_own_text_is_called_not_listed_beside_a_near_entry(by_words: Classifier) -> None:
    texts = [*ORDINARY_GOODS, *NAMES, *OWN, PUMP]
    assert [text for text in texts if is_comfort_beside_an_entry(answer(by_words, text))] == []


def test_no_labelled_text_is_called_not_listed_beside_a_near_entry(
    over_text: Classifier, by_words: Classifier
) -> None:
    texts = [*(case.text for case in cases()), *ORDINARY_GOODS, *OWN, PUMP]
    for searcher in (over_text, by_words):
        assert [text for text in texts if is_comfort_beside_an_entry(answer(searcher, text))] == []


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from([*ORDINARY_GOODS, *NAMES, *OWN]), min_size=1, max_size=3),
    st.sampled_from(["", "Edelstahl", "stainless steel", "200 m3/h", "with case", "für den Haushalt"]),
    st.sampled_from([1, 3, 10, 50]),
)
def test_no_mixture_of_goods_is_called_not_listed_beside_a_near_entry(
    goods: list[str], more: str, most: int
) -> None:
    """However many entries are asked for, the verdict is the same: it hangs on the entries and not on how many are shown."""
    text = " ".join([*goods, more])
    classification = answer(_by_words(), text, most=most)
    assert not is_comfort_beside_an_entry(classification), text
    assert classification.verdict == answer(_by_words(), text).verdict


def test_more_to_compare_with_makes_no_name_of_trade_milder(
    over_text: Classifier, by_words: Classifier
) -> None:
    for text in [*(case.text for case in cases()), *NAMES, *OWN, *ORDINARY_GOODS, PUMP]:
        if by_words.search(text).uses:
            with_text, without = answer(over_text, text).verdict, answer(by_words, text).verdict
            assert SEVERITY.index(with_text) >= SEVERITY.index(without), text


@pytest.mark.parametrize(
    "text",
    [PUMP, "Schraubenvakuumpumpe", "Pinselwärmebildkamera", "Schrankgaschromatograph Massenspektrometer"],
)
def test_the_first_part_of_a_compound_makes_no_ordinary_good(
    over_text: Classifier, by_words: Classifier, text: str
) -> None:
    """What modifies a name of trade in one word says nothing of what the thing is: it was a screw."""
    for searcher in (over_text, by_words):
        assert answer(searcher, text).verdict != "probably_not_listed"


@pytest.mark.parametrize("text", ["rubber gasket", "rubber seal", "Gummidichtung", "joint en caoutchouc"])
def test_a_rubber_seal_is_the_same_in_every_language(
    over_text: Classifier, by_words: Classifier, text: str
) -> None:
    for searcher in (over_text, by_words):
        assert answer(searcher, text).verdict == "probably_not_listed"


def test_screen_data_and_files_say_the_same(tmp_path: Path) -> None:
    run = CliRunner().invoke
    file = tmp_path / "goods.csv"
    texts = [PUMP, "Stainless steel kitchen sink", "Super-precision angular contact ball bearing"]
    file.write_text("id,description\n" + "".join(f"{at},{text}\n" for at, text in enumerate(texts)), "utf-8")
    result = run(app, ["classify", "--file", str(file), "--json"])
    of_file = [json.loads(line) for line in result.stdout.splitlines() if line.startswith("{")]
    assert len(of_file) == len(texts), result.output
    for text, row in zip(texts, of_file, strict=True):
        alone = json.loads(run(app, ["classify", text, "--json"]).stdout)
        page = run(app, ["classify", text, "-l", "en"]).stdout
        assert row["verdict"] == alone["verdict"]
        assert page.startswith("PROBABLY NOT LISTED") is (row["verdict"] == "probably_not_listed")
        if row["verdict"] == "probably_not_listed":
            assert all(candidate["far"] for candidate in row["candidates"])
