"""The version of the matcher: another one may answer otherwise, and comes with a rescreening report."""

from __future__ import annotations

from typing import Final

MATCHER_VERSION: Final = "4"
INDEX_FORMAT: Final = 3
