"""What is forbidden begins with: do not proceed; nothing that only leads to a licence stands before it."""

from __future__ import annotations

import pytest

from dualuse import check
from dualuse.assessment.next_steps import ban_of
from dualuse.assessment.text.full import determination_text
from dualuse.assessment.text.one_screen import ShortText
from dualuse.assessment.text.step_sentences import ban_steps
from dualuse.cli.pointers import pointers
from dualuse.i18n import LANGUAGES
from dualuse.schema.determination import Determination
from tests.assessment.test_listed_parties import NAMED, TRANSACTION, ScreenerByHand
from tests.assessment.test_short_text import FIRST_ANSWER


def forbidden(language: str = "en") -> Determination:
    return check({**FIRST_ANSWER, "destination": "RU", "parties": []}, language=language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_step_is_not_to_proceed(language: str) -> None:
    result = forbidden(language)
    first = " ".join(ban_steps(result)[0].split())
    assert "833/2014" in first
    short = " ".join(str(ShortText(result)).split())
    whole = " ".join(determination_text(result, 100).split())
    assert first in short
    assert first in whole


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_freeze_holds_goods_and_funds_before_lists_and_notifications(language: str) -> None:
    name = TRANSACTION["parties"][0]["name"]
    result = check(TRANSACTION, screener=ScreenerByHand({name: [NAMED]}), language=language)
    ban = ban_of(result)
    assert ban is not None
    assert ban.is_freeze
    assert ban.citations[0] == "Regulation (EU) No 269/2014, Art. 2(2)"
    assert ban.excepted  # a freeze has derogations, which nobody presumes
    hold, derogation = (" ".join(step.split()) for step in ban_steps(result))
    assert "269/2014" in hold
    whole = " ".join(determination_text(result, 100).split())
    assert whole.index(hold) < whole.index(derogation)
    for duty in result.obligations:
        assert duty.text not in whole or whole.index(hold) < whole.index(duty.text)


def test_no_step_towards_a_licence_leads_on() -> None:
    assert pointers(forbidden(), "offer.yaml", "en") == ()


def test_what_is_not_forbidden_has_no_such_step() -> None:
    assert ban_of(check(FIRST_ANSWER)) is None
    assert ban_steps(check(FIRST_ANSWER)) == ()
