"""An error repeats the beginning of what was stated, not all of it."""

from __future__ import annotations

import pytest

from dualuse import check
from dualuse.inputs.problems import InputError


def test_a_key_is_repeated_by_its_beginning() -> None:
    with pytest.raises(InputError) as caught:
        check({"items": [{"q" * 60_000: 1}]}, screener=None)
    text = str(caught.value)
    assert "q" * 80 + "…" in text
    assert len(text) < 2_000
