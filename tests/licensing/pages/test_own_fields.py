"""What an application states beside the transaction is seen by whoever decides: on the page of the case and on both forms, on both databases."""

from __future__ import annotations

import pytest

from dualuse.licensing.cases.models import CaseVersion
from dualuse.licensing.decisions.deciding import propose
from dualuse.licensing.forms import form_fields
from tests.licensing.test_own_diligence import GLOBAL_FIELDS, LAST_DAY, OWN_FIELDS, REASONS, global_case
from tests.support.service_desk import Desk, new_desk
from tests.support.service_pages import Codes, words_of
from tests.support.service_people import People


@pytest.fixture
def desk(people: People, codes: Codes) -> Desk:
    return new_desk(people, codes)


def test_the_destinations_of_a_global_one_are_seen_by_both(desk: Desk) -> None:
    reference = global_case(
        desk.people, {**GLOBAL_FIELDS, "destinations": ["AU", "MM", "SD"], "lines.10.origin": "CH"}
    ).reference
    officer, second = desk.visitor("officer"), desk.visitor("second")
    pages = [officer.get(f"/cases/{reference}"), officer.get(f"/cases/{reference}/propose")]
    propose(desk.people.officer, reference, {}, REASONS, valid_until=LAST_DAY)
    pages += [second.get(f"/cases/{reference}"), second.get(f"/cases/{reference}/countersign")]
    for page in pages:
        seen = words_of(page)
        for words in (
            "destinations Australia (AU), Myanmar (Burma) (MM), Sudan (SD)",
            "The programme was audited last year.",
            "country of origin: Switzerland (CH)",
        ):
            assert words in seen, words


def test_every_own_field_has_its_place_on_the_page(desk: Desk) -> None:
    """Each that the forms have, and one that they had once."""
    version = CaseVersion.objects.get(case__reference=desk.case)
    forms = {name: form_fields()[name].form for name in OWN_FIELDS}
    of_form = {"places": ["MM"], "place": "MM", "member_state": "MT"}
    stated = {name: of_form.get(form, f"stated of {name}") for name, form in forms.items()}
    version.fields, version.lines = {**stated, "former_field": "of old"}, {"10": stated}
    version.save()
    seen = words_of(desk.visitor("officer").get(f"/cases/{desk.case}"))
    for name, form in forms.items():
        value = {
            "places": "Myanmar (Burma) (MM)",
            "place": "Myanmar (Burma) (MM)",
            "member_state": "Malta (MT)",
        }.get(form, f"stated of {name}")
        assert f"{form_fields()[name].title} {value}" in seen, name
        assert f"{form_fields()[name].title}: {value}" in seen, name
    assert "former_field of old" in seen
