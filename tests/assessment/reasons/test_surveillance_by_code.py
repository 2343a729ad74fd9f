"""Art. 5 concerns cyber-surveillance items alone: of food, furniture and printed goods it is not asked, of what may be one it is."""

from __future__ import annotations

from typing import Any

import pytest

from dualuse import check
from dualuse.bulk.options import Options
from dualuse.bulk.run import bulk
from dualuse.law.eu_2021_821.surveillance import SURVEILLANCE, can_survey_nothing
from dualuse.schema.determination import Determination
from tests.assessment.test_listed import TRANSACTION
from tests.support.bulk_rows import table
from tests.support.bulk_runs import TODAY, records, write_rows
from tests.support.hits_by_hand import UNION, ScreenerByHand

PARTNER = {"destination": "JP", "parties": [{**TRANSACTION["parties"][0], "country": "JP"}]}
LEFT_OUT = {"internal_repression": None}
ITEM = {"id": "1", "kind": "goods", "entries": [], "national_entries": []}
SCREENER = ScreenerByHand({}, (UNION,))


def exported(knowledge: dict[str, Any] = LEFT_OUT, **item: Any) -> dict[str, Any]:
    of_uses = {**TRANSACTION["knowledge"], **knowledge}
    return {**TRANSACTION, **PARTNER, "knowledge": of_uses, "items": [{**ITEM, **item}]}


def judged(data: dict[str, Any]) -> Determination:
    return check(data, screener=SCREENER)


HARMLESS = [
    ("office chairs", "94013900"),
    ("books", "49019900"),
    ("rice", "10063027"),
    ("bolts", "73181595"),
    ("T-shirts", "61091000"),
]


@pytest.mark.parametrize(("description", "code"), HARMLESS)
def test_what_cannot_be_for_surveillance_is_not_asked_about(description: str, code: str) -> None:
    result = judged(exported(description=description, cn_code=code))
    assert (result.release, result.missing) == ("go", ())


@pytest.mark.parametrize(
    ("description", "code", "item"),
    [
        # Apparatus, media, vehicles, and articles that may be parts of them.
        ("rack server", "84714100", {}),
        ("memory card", "85235190", {}),
        ("mast", "73089059", {}),
        ("housing", "39269097", {}),
        ("van", "87042191", {}),
        # No code, one that gathers goods of many kinds, and what is no goods.
        ("office chairs", None, {}),
        ("samples", "99302400", {}),
        ("manual", "49019900", {"kind": None}),
        ("manual", "49019900", {"kind": "technology"}),
        ("office chairs", "94013900", {"entries": None}),
        # What is stated counts, whatever the code, and so does an answer that a list of an act has the item.
        ("office chairs", "94013900", {"answers": {"covered.32024R1485:1": True}}),
        ("office chairs", "94013900", {"cyber_surveillance": True}),
    ],
)
def test_what_may_be_is_asked_about(description: str, code: str | None, item: dict[str, Any]) -> None:
    result = judged(exported(description=description, cn_code=code, **item))
    assert result.release == "ask"
    assert "knowledge.internal_repression" in [row.fact for row in result.missing]


def test_words_of_surveillance_ask_beside_any_code() -> None:
    result = judged(exported({"internal_repression": "none"}, description="IMSI catcher", cn_code="94013900"))
    assert "release.kind_in_words" in [row.code for row in result.release_because]


def test_a_use_for_repression_that_is_known_holds_a_chair_too() -> None:
    """Whoever knows of it may be punished, whatever the goods (a rule of this program)."""
    result = judged(
        exported({"internal_repression": "aware"}, description="office chairs", cn_code="94013900")
    )
    assert (result.release, result.release_because[0].code) == ("ask", "grave_use")


def test_codes_of_surveillance_entries_are_left_open() -> None:
    """Apparatus for interception, jamming and intrusion, satellites of lenses and media: none of their chapters is ruled out."""
    assert SURVEILLANCE.covers("5A001.f", {}) is True
    for chapter in ("8471", "8517", "8523", "8525", "8526", "8529", "8543", "9014", "9015", "9027", "9031"):
        assert not can_survey_nothing(f"{chapter}0000", "goods")
    assert not can_survey_nothing("94013900", "software")


def test_a_table_says_the_same(tmp_path: Any) -> None:
    codes = [
        *HARMLESS,
        ("rack server", "84714100"),
        ("samples", "99302400"),
        ("mast", "7308"),
        ("chairs", "94 01 39 00"),
    ]
    kinds = ("goods", None, "technology")
    rows = [
        exported(description=description, cn_code=code, kind=kind, cyber_surveillance=stated)
        for description, code in codes
        for kind in kinds
        for stated in (None, False, True)
    ]
    bulk(write_rows(tmp_path / "in.csv", table(rows)), tmp_path / "out.csv", options=Options(TODAY))
    for row, answer in zip(rows, records(tmp_path / "out.csv"), strict=True):
        alone = check(row, date_of_law=TODAY, screener=None)
        told = (answer["range_low"], answer["range_high"], answer["missing"])
        assert told == (*alone.range, ";".join(dict.fromkeys(fact.fact for fact in alone.missing))), row[
            "items"
        ]
