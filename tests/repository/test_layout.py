"""Where modules and tests lie: no floor of a hundred files, tests in the folder of their room, and what they share in ``tests/support``."""

from __future__ import annotations

from collections import Counter

from tests.support.paths import PACKAGE, TESTS

MOST_TEST_FILES = 30
MOST_MODULES = 40


def test_no_folder_holds_more_than_thirty_test_files() -> None:
    per_folder = Counter(path.parent.relative_to(TESTS).as_posix() for path in TESTS.rglob("test_*.py"))
    assert {folder: number for folder, number in per_folder.items() if number > MOST_TEST_FILES} == {}
    assert "." not in per_folder, "a test belongs into the folder of its room"


def test_no_folder_of_the_package_holds_more_than_forty_modules() -> None:
    per_folder = Counter(path.parent.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))
    assert {folder: number for folder, number in per_folder.items() if number > MOST_MODULES} == {}


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
