"""The open rules of an act are told together, and nothing that stops or is known is."""

from __future__ import annotations

from typing import Any

import pytest

from dualuse import check
from dualuse.assessment.text.full import determination_text
from dualuse.assessment.text.open_rules import (
    cited_briefly,
    open_by_act,
    open_reasons,
    warnings_and_open_exceptions,
)
from dualuse.i18n import LANGUAGES, translate
from dualuse.law.eu_2021_821.facts import FACTS
from dualuse.law.measures.act_numbers import act_cited, act_number

UNKNOWN: dict[str, Any] = {"date": "2026-08-20", "items": [{"id": "1", "entries": ["5A001"]}]}
TO_RUSSIA: dict[str, Any] = {
    **UNKNOWN,
    "activity": "export",
    "exporter": {"country": "DE"},
    "destination": "RU",
}


@pytest.mark.parametrize(
    ("citation", "act", "number"),
    [
        ("Regulation (EU) No 833/2014, Art. 2(1)", "Regulation (EU) No 833/2014", "833/2014"),
        (
            "Regulation (EU) No 833/2014, acts of 2026 that were not read",
            "Regulation (EU) No 833/2014",
            "833/2014",
        ),
        ("Regulation (EU) 2023/1529, Art. 2(1)", "Regulation (EU) 2023/1529", "2023/1529"),
        ("Art. 3(1)", "", "2021/821"),
        ("§ 9(1) AWV", "", "2021/821"),
    ],
)
def test_the_act_of_a_citation(citation: str, act: str, number: str) -> None:
    assert (act_cited(citation), act_number(citation)) == (act, number)


@pytest.mark.parametrize("data", [UNKNOWN, TO_RUSSIA])
def test_every_open_rule_stands_somewhere(data: dict[str, Any]) -> None:
    findings = [row for row in check(data).findings if row.status == "undetermined"]
    alone, of_acts = open_by_act(findings)
    assert len(alone) + sum(map(len, of_acts.values())) == len(findings)
    assert all(act_cited(row.provision) == act for act, rows in of_acts.items() for row in rows)
    assert all(not act_cited(row.provision) for row in alone) or len(alone) < len(findings)


def test_while_the_place_is_open_it_is_the_only_reason() -> None:
    _, of_acts = open_by_act([row for row in check(UNKNOWN).findings if row.status == "undetermined"])
    assert len(open_reasons(of_acts["Regulation (EU) No 833/2014"], "en")) == 1


def test_where_the_place_is_known_every_reason_is_told() -> None:
    findings = [row for row in check(TO_RUSSIA).findings if row.status == "undetermined"]
    _, of_acts = open_by_act(findings)
    rows = of_acts["Regulation (EU) No 833/2014"]
    waiting = {
        because.text for row in rows for because in row.because if because.params.get("holds") == "unknown"
    }
    assert set(open_reasons(rows, "en")) == waiting
    assert len(waiting) > 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_whole_text_of_what_is_unknown_can_be_read(language: str) -> None:
    determination = check(UNKNOWN, language=language)
    assert len(determination_text(determination).splitlines()) < 500
    texts, of_open = warnings_and_open_exceptions(determination)
    assert len(texts) + of_open == len(determination.warnings)
    assert of_open > 50


def test_citations_of_one_act_are_counted() -> None:
    citations = ["Art. 3(1)", "Regulation (EU) No 36/2012, Art. 2a", "Regulation (EU) No 36/2012, Art. 3"]
    assert list(cited_briefly(citations, "en")) == ["Art. 3(1)", "Regulation (EU) No 36/2012 (2 rules)"]
    assert list(cited_briefly(citations[:2], "en")) == citations[:2]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_whole_answer_asks_everything_that_is_missing_in_words_and_once(language: str) -> None:
    """Of those behind the fifth only the names of fields stood there, and "listed?" came back with each rule."""
    determination = check(
        {
            "reference": "Q-3",
            "date": "2026-08-01",
            "activity": "export",
            "exporter": {"country": "DE"},
            "destination": "RU",
            "items": [{"id": "1"}, {"id": "2"}],
            "parties": [{"role": "end_user", "name": "Example", "country": "RU"}],
        },
        language=language,
    )
    text = " ".join(determination_text(determination).split())
    assert len(determination.missing) > 10
    for row in determination.missing:
        assert " ".join(row.question.split()) in text
    assert " ".join(translate(FACTS["item.listed"].question, language).split()) not in text


# What is known of uses is asked in the order in which item and place make them likely.


def uses_asked(**changes: Any) -> list[str]:
    """The uses that are asked about of an item on no list, of which nothing is stated, in their order."""
    item = {"id": "1", "kind": "goods", "entries": [], "national_entries": [], "cyber_surveillance": False}
    item = {**item, "cn_code": "87059080", **changes.pop("item", {})}
    stated = {
        "date": "2026-08-01", "activity": "export", "manner": "permanent", "exporter": {"country": "DE"},
        "items": [item], "destination": "SY", "parties": [{"role": "end_user", "name": "Example Police", "country": "SY"}],
    }  # fmt: skip
    rows = check({**stated, **changes}, screener=None).missing
    return [row.fact.partition(".")[2] for row in rows if row.fact.startswith("knowledge.")]


def test_under_an_arms_embargo_a_military_use_is_asked_first_and_nuclear_installations_last() -> None:
    """A vehicle for the police of Syria: Art. 4(1)(b); §§ 9, 11 and 52 AWV."""
    uses = uses_asked()
    assert uses[0] == "military_end_use"
    assert uses[-1] == "nuclear_facility"


def test_of_a_surveillance_item_repression_is_asked_first() -> None:
    """Art. 5(1)."""
    assert (
        uses_asked(item={"cyber_surveillance": True}, destination="IN", parties=[])[0]
        == "internal_repression"
    )


def test_what_it_hangs_on_is_not_known_and_moves_no_use_forward() -> None:
    assert uses_asked(item={"cyber_surveillance": None}, destination="IN", parties=[])[0] == "wmd"
