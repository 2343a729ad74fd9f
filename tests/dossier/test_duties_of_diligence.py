"""What the dossier orders on account of due diligence agrees with what it says of Art. 5(2)."""

from __future__ import annotations

from dataclasses import replace

from dualuse.assessment.serialisation import to_json
from dualuse.assessment.warnings.diligence import RELIED_ON
from dualuse.documents.speech import Speech
from dualuse.dossier.document.contents import dossier_of
from dualuse.dossier.document.steps import steps
from dualuse.dossier.rendering import html_of
from dualuse.schema.assessment import Assessment
from tests.documents.test_html import words_of_page
from tests.dossier.test_assess import story

CARRY_OUT = "Art. 5(2): carry out due diligence"


def texts(made: Assessment) -> list[str]:
    return [what for what, _, _ in steps(made, Speech.in_language("en"))]


def statuses(made: Assessment) -> set[str]:
    return {row.status for row in made.determination.findings if row.provision == "Art. 5(2)"}


def test_awareness_of_a_listed_item_is_told_by_a_rule_of_this_program() -> None:
    made = story("interception")
    assert statuses(made) == {"does_not_apply"}
    assert "(a rule of this program, not of Art. 5(2))" in texts(made)[0]


def test_awareness_of_an_item_in_no_entry_is_told_under_its_article() -> None:
    made = story("interception", items=[{"id": "10", "kind": "goods", "entries": [], "national_entries": [], "cyber_surveillance": True}])  # fmt: skip
    assert "does_not_apply" not in statuses(made)
    assert "what due diligence found (Art. 5(2)); awareness since" in texts(made)[0]


def test_awareness_of_an_item_that_may_be_in_no_entry_is_told_under_its_article() -> None:
    made = story("interception", items=[{"id": "10", "kind": "goods", "cyber_surveillance": True}])
    assert statuses(made) == {"undetermined"}
    assert "what due diligence found (Art. 5(2)); awareness since" in texts(made)[0]


def test_due_diligence_on_record_is_not_ordered_again() -> None:
    made = story("face_recognition")
    assert not [text for text in texts(made) if text.startswith(CARRY_OUT)]
    words = words_of_page(html_of(to_json(made).encode("utf-8")))
    assert "carried out: its findings and decision are in this dossier" in words
    assert "this rule alone: a duty under the same provision stands" in words


def test_due_diligence_that_nobody_decided_on_is_still_ordered() -> None:
    made = story("face_recognition")
    assert made.diligence is not None
    # Judged before anybody decided: the answer relies on no record.
    warnings = tuple(row for row in made.determination.warnings if row.code != RELIED_ON)
    made = replace(made, determination=replace(made.determination, warnings=warnings))
    undecided = replace(made, diligence=replace(made.diligence, decision=None))
    assert [text for text in texts(undecided) if text.startswith(CARRY_OUT)]
    without = replace(made, diligence=None)
    assert [text for text in texts(without) if text.startswith(CARRY_OUT)]
    assert "carried out: its findings" not in str(dossier_of(without).parts)
