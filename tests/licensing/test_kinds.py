"""The manifests of kinds, and what an application under each still lacks."""

from __future__ import annotations

from typing import Any

import pytest

from dualuse.data_folders import DataError
from dualuse.i18n import render
from dualuse.law.eu_2021_821.facts import FACTS
from dualuse.licensing import kinds as kinds_module
from dualuse.licensing.completeness import Draft, Lacking, lacking
from dualuse.licensing.forms import FORMS, form, form_fields
from dualuse.licensing.forms.values import read_value
from dualuse.licensing.kinds import kinds
from tests.support.service_people import FIELDS, ITEM, TRANSACTION

FIRST = ("brokering", "global", "individual", "prohibition")
"""What the core had to hold before anything else was written: many destinations, no application, no export."""


def draft(**changes: Any) -> Draft:
    whole: dict[str, Any] = {
        "transaction": TRANSACTION,
        "fields": FIELDS,
        "lines": {"10": {"origin": "DE"}},
        "organisation": {"eori": "DE1234567890"},
        "documents": frozenset({"end_use_statement", "specification", "management_declaration"}),
    }
    return Draft(**whole | changes)


def names(gaps: tuple[Lacking, ...]) -> list[str]:
    return [gap.field for gap in gaps]


@pytest.mark.parametrize("code", FIRST)
def test_the_first_four_kinds_are_loaded(code: str) -> None:
    kind = kinds()[code]
    assert kind.left_out in kind.decisions
    assert set(kind.letters) == set(kind.decisions)
    assert (kind.form is None) == ("exporter" not in kind.opened_by)


def test_an_individual_one_has_one_recipient_and_a_global_one_many_destinations() -> None:
    """Art. 2(12) and 2(13)."""
    assert (kinds()["individual"].recipients, kinds()["individual"].destinations) == ("one", "one")
    assert (kinds()["global"].recipients, kinds()["global"].destinations) == ("many", "many")


def test_nobody_applies_for_a_prohibition() -> None:
    """Art. 7(1): the authority prohibits a transit by itself."""
    kind = kinds()["prohibition"]
    assert (kind.opened_by, kind.decisions[0], kind.documents) == (("authority",), "prohibited", ())


@pytest.mark.parametrize("code", FORMS)
def test_the_boxes_stand_in_the_order_of_the_form(code: str) -> None:
    """Art. 12(2): the elements of the model, in its order."""
    numbers = [int(box.number.partition("-")[0]) for box in form(code).boxes]
    assert numbers == list(range(1, len(numbers) + 1))


def test_every_field_stands_in_a_form_or_exempts_from_a_document() -> None:
    in_boxes = {field.name for code in FORMS for box in form(code).boxes for field in box.fields}
    exemptions = {
        name
        for kind in kinds().values()
        for document in kind.documents
        for name in (document.exemption, document.denial)
        if name
    }
    assert set(form_fields()) == in_boxes | exemptions


@pytest.mark.parametrize("code", list(kinds()))
def test_every_field_of_an_application_can_be_read(code: str) -> None:
    for field in kinds()[code].own_fields():
        assert read_value(field, None) == (None, None)


def test_what_is_whole_lacks_nothing() -> None:
    assert lacking(kinds()["individual"], draft()) == ()


def test_what_is_empty_lacks_every_box_that_is_asked_for() -> None:
    kind = kinds()["individual"]
    empty = draft(transaction={}, fields={}, lines={}, organisation={}, documents=frozenset())
    boxes = [gap.box for gap in lacking(kind, empty) if gap.box]
    assert boxes == sorted(boxes, key=int)
    assert {"1", "4", "9", "10", "11", "12", "19", "21"} <= set(boxes)


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({"cyber_surveillance": False, "entries": ["3A002.c"], "description": "Network analyser"}, []),
        ({"cyber_surveillance": False, "entries": ["3A002.c"]}, ["management_declaration"]),
        ({"cyber_surveillance": None, "entries": ["3A002.c"]}, ["management_declaration"]),
        ({"cyber_surveillance": True, "entries": []}, ["management_declaration"]),
        ({"cyber_surveillance": False, "entries": ["5A001.f"]}, ["management_declaration"]),
        ({"cyber_surveillance": False, "entries": ["5A001"]}, ["management_declaration"]),
    ],
)
def test_a_surveillance_item_wants_the_declaration_of_the_management(
    change: dict[str, Any], missing: list[str]
) -> None:
    """Art. 5(2): stated, by its entry, or not known whether it is one."""
    transaction = {**TRANSACTION, "items": [{**ITEM, **change}]}
    assert names(lacking(kinds()["individual"], draft(transaction=transaction, documents=frozenset({"end_use_statement", "specification"})))) == missing  # fmt: skip


def test_an_exemption_with_its_reason_stands_for_the_end_use_statement() -> None:
    documents = frozenset({"specification", "management_declaration"})
    kind = kinds()["individual"]
    assert names(lacking(kind, draft(documents=documents))) == ["end_use_statement"]
    exempt = FIELDS | {"end_use_statement_exemption": "returned after repair to the user who has it"}
    assert lacking(kind, draft(documents=documents, fields=exempt)) == ()


def test_an_item_classified_as_in_no_entry_is_not_one_that_was_not_classified() -> None:
    transaction = {**TRANSACTION, "items": [{**ITEM, "entries": []}]}
    assert "entries" not in names(lacking(kinds()["individual"], draft(transaction=transaction)))
    transaction = {
        **TRANSACTION,
        "items": [{name: value for name, value in ITEM.items() if name != "entries"}],
    }
    assert "entries" in names(lacking(kinds()["individual"], draft(transaction=transaction)))


def test_a_consignee_is_asked_about_where_there_is_one() -> None:
    parties = [*TRANSACTION["parties"], {"role": "consignee", "name": "Example Trading FZE"}]
    gaps = lacking(kinds()["individual"], draft(transaction={**TRANSACTION, "parties": parties}))
    assert [(gap.box, gap.path) for gap in gaps] == [
        ("5", "transaction.parties[1].country"),
        ("5", "transaction.parties[1].address"),
    ]


def test_a_line_without_an_id_is_called_by_its_place() -> None:
    items = [{name: value for name, value in ITEM.items() if name != "id"}] * 2
    gaps = lacking(
        kinds()["individual"],
        draft(transaction={**TRANSACTION, "items": items}, lines={"1": {"origin": "DE"}}),
    )
    assert [gap.path for gap in gaps] == ["fields.lines.2.origin"]


def test_software_has_no_customs_code() -> None:
    item = {name: value for name, value in ITEM.items() if name != "cn_code"} | {"kind": "software"}
    transaction = {name: value for name, value in TRANSACTION.items() if name != "dispatched_from"} | {
        "items": [item]
    }
    assert lacking(kinds()["individual"], draft(transaction=transaction)) == ()


def test_a_gap_is_told_in_words_of_the_reader() -> None:
    gap = lacking(kinds()["individual"], draft(fields={**FIELDS, "contact_email": ""}))[0]
    assert (gap.box, gap.path) == ("4", "fields.contact_email")
    assert render(gap.text, "en") == "missing: e-mail of the contact"


def test_activities_of_kinds_are_those_of_transactions() -> None:
    assert {activity for kind in kinds().values() for activity in kind.activities} <= set(
        FACTS["activity"].values
    )


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('code = "individual"', 'code = "single"', "not the name of the file"),
        ('left_out = "granted"', 'left_out = "prohibited"', "none of its decisions"),
        ('refused = "refusal"\n', "", "letters: one for each"),
        ('"cn_code", "dispatched_from"', '"cn_code", "dispatched_form"', "no field called dispatched_form"),
        ("end_use_statement =", "end_use_statment =", "there is none called end_use_statment"),
        ('form = "annex_iii_a"', 'form = ""', "there is none to fill in"),
        ('asked = "surveillance"', 'asked = "surveilance"', "surveilance"),
        ("years = 2", 'years = "2"', "years"),
    ],
)
def test_a_slip_in_a_manifest_is_told(tmp_path: Any, old: str, new: str, message: str) -> None:
    text = (kinds_module._HERE / "individual.toml").read_text("utf-8")
    assert old in text
    (tmp_path / "individual.toml").write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(DataError, match=message):
        kinds_module._kind(tmp_path / "individual.toml")
