"""The kept corpus of the parsers."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.fuzzed import FILES, PARSERS, fed


def test_each_parser_has_a_corpus() -> None:
    assert {path.parent.name for path in FILES} == set(PARSERS)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_kept_input(path: Path) -> None:
    fed(path.parent.name, path.read_bytes())
