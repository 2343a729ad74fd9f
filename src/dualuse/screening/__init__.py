"""Who is it? A party compared with the listed parties. Knows no law."""

from typing import Final

MATCHER_VERSION: Final = "14"
"""The version of the matcher: another one may answer otherwise, and comes with a rescreening report."""
INDEX_FORMAT: Final = 5
"""The version of the layout of the index files."""

__all__ = ["INDEX_FORMAT", "MATCHER_VERSION"]
