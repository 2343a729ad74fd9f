"""A name of trade in its own language goes before what its words mean one by one in English."""

from __future__ import annotations

import pytest

from dualuse.classification.search.classifier import Classifier
from dualuse.classification.search.classifying import answer


@pytest.mark.parametrize(
    ("text", "provision"),
    [
        ("caméra thermique non refroidie 25 Hz", "6A003.b.4.b"),
        ("uncooled thermal camera 25 Hz", "6A003.b.4.b"),
        ("caméra thermique refroidie", "6A003.b.4.a"),
    ],
)
def test_the_heading_is_what_the_name_leads_to(text: str, provision: str) -> None:
    first, *_ = answer(Classifier(), text).candidates
    assert first.provision == provision
