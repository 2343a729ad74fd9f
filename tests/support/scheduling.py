"""Which tests one process runs, because they share what is built once: a browser, a site, a session of Spark, what was read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from zlib import crc32

from xdist.scheduler import LoadScopeScheduling

TOGETHER: Final = (
    "spark",
    "tests/transparency/test_site_browser.py",
    "tests/transparency/test_site.py",
    "tests/bulk/test_engines.py",
    "tests/engine/test_proofs_",
    "tests/law_changes/test_law_diff.py",
    "tests/documents/test_browser.py",
    "tests/repository/test_named_files.py",
)
"""Words in the names of tests that stay together; each test belongs to the first that fits it."""


PARTS: Final = 8
"""Into how many units the cases of one function are cut: after each test the scheduler goes through all units given out."""


LONG: Final = (
    "test_this_engine_conforms_through_the_pipe",
    "test_the_files_are_those_of_the_scenarios",
    "test_another_process_in_another_place_writes_the_same_bytes",
    "test_only_what_is_missing_is_asked_and_never_twice",
    "test_a_dossier_with_any_field_exchanged",
    "test_a_large_file_takes_little_memory",
    "test_the_parts_of_the_screening_list_are_installed_together_and_carried",
    "test_the_largest_list_is_installed",
    "test_a_site_in_a_new_language",
    "test_a_page_shows_what_is_printed",
    "test_the_law_of_another_installation",
    "test_a_recorded_answer_is_given_again_to_the_last_byte",
    "test_the_range_is_neither_too_wide_nor_too_narrow",
    "test_rows_are_summed_as_lines_of_one_transaction",
    "test_no_value_crashes_an_export",
)
"""Words in the names of tests that take seconds by themselves: they begin before those that take a moment, so that processes end alike."""


class TogetherScheduling(LoadScopeScheduling):
    """The groups of ``TOGETHER`` and parts of the cases of a function, the largest first; then each other test by itself."""

    def _split_scope(self, nodeid: str) -> str:
        return unit_of(nodeid)


def unit_of(nodeid: str) -> str:
    """The name of what is given to a process as a whole, of which the test is a part."""
    together = next((words for words in TOGETHER if words in nodeid), None)
    function, _, case = nodeid.partition("[")
    return together or (f"{function}[{crc32(case.encode()) % PARTS}" if case else nodeid)


def long_first(names: Sequence[str]) -> list[int]:
    """The places of tests by name in the order in which they are to be given out: what takes seconds first, else as they stand."""
    return sorted(range(len(names)), key=lambda place: not any(words in names[place] for words in LONG))
