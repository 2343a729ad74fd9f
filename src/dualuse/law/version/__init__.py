"""Which law this is: one checksum over data, provisions and the code of legal derivations, whatever their form."""

from __future__ import annotations

from functools import lru_cache

from dualuse.version import of_source


@lru_cache(maxsize=1)
def law_version() -> str:
    """``sha256:`` and the checksum that names the law; see ``docs/decisions/0024-what-the-law-version-covers.md``.

    Computing takes about half a second, so it is done by the build and, in a checkout, once for each state of the files.

    Raises:
        ValueError: a data file of the law cannot be read.
    """
    return of_source("law", _computed)


def _computed() -> str:
    from dualuse.law.version.computing import computed_law_version  # imported late: few starts need it

    return computed_law_version()
