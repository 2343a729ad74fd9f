"""What weighs most for a transaction stands, and the act that its stop names leads what is to be done, wherever that is shown."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from dualuse.assessment.check import check
from dualuse.assessment.duties_in_order import duties_in_order, is_act_of_release
from dualuse.assessment.text.full import determination_text
from dualuse.assessment.text.one_screen import ShortText
from dualuse.assessment.warnings.weight import by_weight
from dualuse.documents.speech import Speech
from dualuse.dossier.assessing import assess
from dualuse.dossier.document.steps import steps, steps_of_page_one
from dualuse.i18n import LANGUAGES
from dualuse.schema.determination import Warning
from dualuse.schema.reading.plain_data import read_file
from tests.support.hits_by_hand import UNION, ScreenerByHand
from tests.support.paths import REPOSITORY

OFFER = read_file(REPOSITORY / "examples/transactions/interception_set.yaml")[0].data
LISTS = ScreenerByHand({}, (replace(UNION, partial=True),))
AWARE: dict[str, Any] = {
    "date": "2026-08-20",
    "activity": "export",
    "manner": "permanent",
    "exporter": {"name": "Example Systems GmbH", "country": "DE"},
    "items": [
        {"id": "1", "kind": "goods", "entries": ["6A003.b.4.a"], "cn_code": "85258900"},
        {"id": "2", "kind": "goods", "entries": [], "cn_code": "84713000"},
        {"id": "3", "kind": "goods", "entries": ["2B001.b.2"], "cn_code": "84571010"},
        {"id": "4", "kind": "goods", "description": "part"},
    ],
    "destination": "KR",
    "parties": [{"role": "end_user", "name": "Hanoi Co", "country": "VN", "service": "none"}],
    "knowledge": {"wmd": "aware", "military_end_use": "informed", "illicit_military_parts": "aware"},
}
NOTIFY = "notify"
MIXED: dict[str, Any] = {
    **AWARE,
    "date": "2026-11-30",
    "items": [
        {"id": "1", "kind": "goods", "entries": ["6A003.b.4.a"], "cn_code": "85258900"},
        {"id": "2", "kind": "goods", "entries": [], "cn_code": "85044090"},
    ],
    "destination": "AE",
    "parties": [{"role": "end_user", "name": "Example Optics LLC", "country": "AE", "service": "none"}],
    "knowledge": {"wmd": "none", "military_end_use": "none", "illicit_military_parts": "none"},
}


def on_screen(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize(
    ("language", "suspicion", "regimes"),
    [
        ("en", "grounds for suspicion", "Not examined"),
        ("de", "Verdacht", "Nicht geprüft"),
        ("fr", "soupçon", "Non examinés"),
    ],
)
def test_grounds_for_suspicion_stand_before_what_was_not_examined(
    language: str, suspicion: str, regimes: str
) -> None:
    """As soon as a list was installed, they folded for regimes that nobody asked about."""
    answer = check(OFFER, language=language, screener=LISTS)
    assert any(row.code == "suspicion_alone" for row in answer.warnings)
    text = on_screen(str(ShortText(answer, 100)))
    assert suspicion in text
    assert regimes not in text or text.index(suspicion) < text.index(regimes)


def test_what_a_person_suspects_stands_before_what_goods_may_go_on_to() -> None:
    """The goods are of those that Russia looks for, too."""
    item = {"id": "1", "kind": "goods", "entries": ["5A001.j"], "cn_code": "85176200"}
    answer = check(
        {**OFFER, "items": [item], "knowledge": {"internal_repression": "suspects"}}, screener=LISTS
    )
    assert {"suspicion_alone", "high_priority_diversion"} <= {row.code for row in answer.warnings}
    assert "grounds for suspicion" in on_screen(str(ShortText(answer, 100)))


def test_what_the_line_of_the_lists_says_is_not_warned_of_again() -> None:
    text = on_screen(str(ShortText(check(OFFER, screener=LISTS), 100)))
    assert "LISTS NOT WHOLE" in text
    assert "of these lists not all entries are there" not in text
    assert "General authorisations of" not in text  # what may fit is told where nothing weightier is counted


def warned(*codes: str) -> list[Warning]:
    return [Warning(code, {}, f"{code} {place}") for place, code in enumerate(codes)]


def test_a_second_warning_of_a_kind_stands_behind_the_first_of_another() -> None:
    codes = (
        "exceptions_not_presumed",
        "owners_unstated",
        "duties_by_code",
        "duties_by_code",
        "suspicion_alone",
    )
    weighty, others = by_weight(warned(*codes))
    assert [row.code for row in weighty] == [
        "suspicion_alone",
        "owners_unstated",
        "duties_by_code",
        "duties_by_code",
    ]
    assert [row.code for row in others] == ["exceptions_not_presumed"]


def test_a_warning_without_a_weight_is_one_of_what_is_to_be_mended() -> None:
    weighty, others = by_weight(warned("never_weighed"))
    assert (len(weighty), others) == (1, [])


@pytest.mark.parametrize("text", ["screen", "whole", "page"])
def test_the_act_that_a_stop_names_leads_and_stands_once(text: str) -> None:
    """A contract clause stood first, and the notification twice behind it (Art. 4(2))."""
    if text == "page":
        made = assess(AWARE)
        first, *others = [what for what, *_ in steps(made, Speech.in_language("en"))]
    else:
        answer = check(AWARE)
        shown = str(ShortText(answer, 100)) if text == "screen" else determination_text(answer)
        rows = re.split(r"\n  (?:- )?(?=\S)", shown.partition("o do")[2])
        first, *others = [on_screen(row) for row in rows[1:]]
    assert NOTIFY in first
    assert "Art. 4(2)" in first
    assert "(for 4 where it falls under Art. 4(2))" in first
    assert not any("of the use you are aware of" in row for row in others)


def test_what_waits_for_a_notification_is_told_behind_it() -> None:
    """The stop names an authorisation, too: to apply for it stands where nothing else forbids to."""
    text = on_screen(str(ShortText(check(AWARE), 100)).partition("To do")[2])
    assert text.index("notify BAFA") < text.index("apply to BAFA")


def test_an_answer_that_asks_is_led_by_the_question_not_by_a_duty_that_may_fall_away() -> None:
    answer = replace(check(AWARE), release="ask")
    open_duties = [duty for duty in answer.obligations if duty.params.get("provisions")]
    assert open_duties
    assert not any(is_act_of_release(duty, answer) for duty in open_duties)
    assert not any(is_act_of_release(duty, replace(answer, release="go")) for duty in answer.obligations)


def test_duties_keep_their_days_behind_the_act() -> None:
    answer = check(AWARE)
    rows = [duty for duty, _ in duties_in_order(answer, answer.obligations)]
    acts = [is_act_of_release(duty, answer) for duty in rows]
    assert acts == sorted(acts, reverse=True)
    days = [duty.due or "9999" for duty, is_act in zip(rows, acts, strict=True) if not is_act]
    assert days == sorted(days)


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_one_of_a_mixed_order_has_the_application(language: str) -> None:
    """It was counted among twelve others, and stood on the fourth page."""
    made = assess(MIXED, language=language)
    here, _ = steps_of_page_one(made, Speech.in_language(language))
    assert "BAFA" in here[0][0]


def test_an_item_of_a_mixed_order_says_what_it_needs_at_least() -> None:
    """Both items read "open, up to: it is prohibited" as soon as a ban was possible."""
    answer = check(MIXED)
    listed, other = answer.items
    banned = (
        replace(listed, outcome="undetermined", range=("authorisation_required", "prohibited")),
        replace(other, outcome="undetermined", range=("not_controlled", "prohibited")),
    )
    text = on_screen(str(ShortText(replace(answer, items=banned), 100)))
    assert "1: an authorisation is required; open, up to: it is prohibited" in text
    assert "2: open, up to: it is prohibited" in text
