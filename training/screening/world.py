"""Names of the world from Faker's tables, locale by locale; the same for the same seed and version of Faker."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from faker import Faker

LEFT: Final = frozenset({"fr_QC", "dk_DK"})
"""Old names of other locales."""


def sources(seed: int) -> Iterator[tuple[str, Faker]]:
    """Each locale that names a country, and its source of names."""
    from faker.config import AVAILABLE_LOCALES

    for locale in sorted(AVAILABLE_LOCALES):
        if "_" in locale and locale not in LEFT:
            yield locale, source(locale, seed)


def source(locale: str, seed: int) -> Faker:
    """The source of names of one locale."""
    from faker import Faker

    made = Faker(locale)
    made.seed_instance(f"{seed} {locale}")
    return made
