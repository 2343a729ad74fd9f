"""Which tests one process runs, because they share what is built once: a browser, a site, a session of Spark, what was read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final
from zlib import crc32

import pytest
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
    "tests/cli/test_anywhere.py",
    "tests/cli/test_extras.py",
    "tests/cli/test_schema.py",
    "test_the_shell_and_the_log_have_one_code",
    "tests/licensing/test_service_run.py",
    "tests/licensing/test_demonstration.py",
    "tests/licensing/test_killed.py",
    "tests/licensing/test_database_stopped.py",
    "tests/licensing/routes/test_half_requests.py",
    "tests/bulk/test_granted_licences.py",
    "tests/sources/test_annex_real.py",
    "tests/transparency/test_statistics_real.py",
    "tests/screening/test_training_material.py",
)
"""Words in the names of tests that stay together; each test belongs to the first that fits it.

A file whose fixture takes seconds is one of them: else each process builds it, and again after tests of other files.
"""


PARTS: Final = 8
"""Into how many units the cases of one function are cut: after each test the scheduler goes through all units given out."""


LONG: Final = (
    "test_no_walk_grants_what_the_deciding_authority_has_not_examined_itself",
    "test_every_way_on_from_a_proposal_ends_in_an_answer",
    "test_spark_gives_the_same_hits",
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
    "test_whoever_is_named_as_listed_is_never_clear",
    "test_the_determination_is_that_of_the_file",
    "test_random_rows_are_released_as_their_transactions",
    "test_rows_that_share_what_is_said_would_be_told_the_same",
    "test_no_code_contradicts_the_answer",
    "test_a_hit_never_lowers_an_outcome_nor_frees_a_release",
)
"""Words in the names of tests that take seconds by themselves: they begin before those that take a moment, so that processes end alike."""


class TogetherScheduling(LoadScopeScheduling):
    """The groups of ``TOGETHER`` and parts of the cases of a function, the largest first; then each other test by itself.

    What is done is put away, and the place of a test is looked up: to count all that was done, and to search all tests, for each
    that is given out takes time that grows with their square. A test that ends its process is not run again, and who takes the
    place of that process begins: a process runs a test only when it knows of another, or that there is none.
    """

    def __init__(self, config: pytest.Config, log: Any) -> None:
        super().__init__(config, log)
        self._places: dict[str, int] = {}
        self._undone: dict[str, int] = {}

    def _split_scope(self, nodeid: str) -> str:
        return unit_of(nodeid)

    def mark_test_complete(self, node: Any, item_index: int, duration: float = 0) -> None:
        """As in xdist; a unit of which each test is done is none of the node's work any more."""
        nodeid = self.registered_collections[node][item_index]
        unit = self._split_scope(nodeid)
        tests = self.assigned_work[node][unit]
        tests[nodeid] = True
        self._undone[unit] -= 1
        if not self._undone[unit]:
            del self.assigned_work[node][unit]
        self._reschedule(node)

    def remove_node(self, node: Any) -> str | None:
        """As in xdist, the name of the test that ended the process, if one did."""
        workload = self.assigned_work.pop(node)
        undone = (
            (unit, nodeid)
            for unit, tests in workload.items()
            for nodeid, is_done in tests.items()
            if not is_done
        )
        unit, crashed = next(undone, (None, None))
        if unit is not None and crashed is not None:
            workload[unit][crashed] = True
        self.workqueue.update({unit: tests for unit, tests in workload.items() if not all(tests.values())})
        for other in self.assigned_work:
            self._reschedule(other)
        return crashed

    def _pending_of(self, workload: dict[str, dict[str, bool]]) -> int:
        return sum(self._undone[unit] for unit in workload)

    def _reschedule(self, node: Any) -> None:
        if node.shutting_down or node not in self.registered_collections:
            return
        while self.workqueue and self._pending_of(self.assigned_work[node]) <= 2:
            self._assign_work_unit(node)
        if not self.workqueue:
            node.shutdown()

    def _assign_work_unit(self, node: Any) -> None:
        unit, tests = self.workqueue.popitem(last=False)
        self.assigned_work[node][unit] = tests
        if not self._places:  # the same for all processes: xdist has compared them
            self._places = {name: place for place, name in enumerate(self.registered_collections[node])}
        undone = [self._places[nodeid] for nodeid, is_done in tests.items() if not is_done]
        self._undone[unit] = len(undone)
        node.send_runtest_some(undone)


def unit_of(nodeid: str) -> str:
    """The name of what is given to a process as a whole, of which the test is a part."""
    together = next((words for words in TOGETHER if words in nodeid), None)
    function, _, case = nodeid.partition("[")
    return together or (f"{function}[{crc32(case.encode()) % PARTS}" if case else nodeid)


def long_first(names: Sequence[str]) -> list[int]:
    """The places of tests by name in the order in which they are to be given out: what takes seconds first, else as they stand."""
    return sorted(range(len(names)), key=lambda place: not any(words in names[place] for words in LONG))
