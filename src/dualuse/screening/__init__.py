"""Who is it? A party compared with the listed parties, with reasons. Knows no law."""

from dualuse.screening.matching.version import MATCHER_VERSION

__all__ = ["MATCHER_VERSION"]
