"""Which tests one process runs, because they share what is built once: a browser, a site, a session of Spark, what was read."""

from __future__ import annotations

from typing import Final
from zlib import crc32

from xdist.scheduler import LoadScopeScheduling

TOGETHER: Final = (
    "spark",
    "tests/transparency/test_site_browser.py",
    "tests/transparency/test_site.py",
    "tests/bulk/test_engines.py",
    "tests/engine/test_proofs_",
    "tests/assessment/test_law_diff.py",
    "tests/documents/test_browser.py",
    "tests/repository/test_named_files.py",
)
"""Words in the names of tests that stay together; each test belongs to the first that fits it."""


PARTS: Final = 8
"""Into how many units the cases of one function are cut: after each test the scheduler goes through all units given out."""


class TogetherScheduling(LoadScopeScheduling):
    """The groups of ``TOGETHER`` and parts of the cases of a function, the largest first; then each other test by itself."""

    def _split_scope(self, nodeid: str) -> str:
        return unit_of(nodeid)


def unit_of(nodeid: str) -> str:
    """The name of what is given to a process as a whole, of which the test is a part."""
    together = next((words for words in TOGETHER if words in nodeid), None)
    function, _, case = nodeid.partition("[")
    return together or (f"{function}[{crc32(case.encode()) % PARTS}" if case else nodeid)
