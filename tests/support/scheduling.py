"""Which tests one process runs, because they share what is built once: a browser, a site, a session of Spark, what was read."""

from __future__ import annotations

from typing import Final

from xdist.scheduler import LoadScopeScheduling

TOGETHER: Final = (
    "spark",
    "tests/transparency/test_site_browser.py",
    "tests/transparency/test_site.py",
    "tests/bulk/test_engines.py",
    "tests/assessment/test_law_diff.py",
    "tests/documents/test_browser.py",
    "tests/repository/test_named_files.py",
)
"""Words in the names of tests that stay together; each test belongs to the first that fits it."""


class TogetherScheduling(LoadScopeScheduling):
    """The groups of ``TOGETHER`` first, the largest before others; then each test by itself, to whoever is free."""

    def _split_scope(self, nodeid: str) -> str:
        return next((words for words in TOGETHER if words in nodeid), nodeid)
