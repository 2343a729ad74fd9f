"""Where tests lie: one folder per room, no floor of a hundred files, and what tests share in ``tests/support``."""

from __future__ import annotations

from collections import Counter

from tests.support.paths import TESTS

MOST_TEST_FILES = 30


def test_no_folder_holds_more_than_thirty_test_files() -> None:
    per_folder = Counter(path.parent.relative_to(TESTS).as_posix() for path in TESTS.rglob("test_*.py"))
    assert {folder: number for folder, number in per_folder.items() if number > MOST_TEST_FILES} == {}
    assert "." not in per_folder, "a test belongs into the folder of its room"


def test_what_tests_share_lies_in_support() -> None:
    elsewhere = [
        path.relative_to(TESTS).as_posix()
        for path in TESTS.rglob("*.py")
        if path.parent != TESTS / "support"
        and path.name not in ("__init__.py", "conftest.py")
        and not path.name.startswith("test_")
    ]
    assert elsewhere == []
    assert not list((TESTS / "support").rglob("test_*.py"))
