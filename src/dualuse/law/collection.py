"""The law of a day: all provisions, reliefs and duties, with what holds on a date.

``law_as_of(date)`` gives the collection in force; ``law_version()`` names the law that a determination rests
on.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import ModuleType
from typing import Final

from dualuse.data_folders import DataError
from dualuse.law.eu_2021_821 import (
    annex2_general_authorisations,
    annex4_intra_union,
    art02_definitions,
    art03_listed_items,
    art04_catch_all,
    art05_cyber_surveillance,
    art06_brokering,
    art07_transit,
    art08_technical_assistance,
    art09_national_lists,
    art10_other_national_lists,
    art11_intra_union,
    art12_authorisations,
    art13_services,
    art27_records,
    not_executed,
)
from dualuse.law.germany import awv
from dualuse.law.known_up_to import CURRENT_TO
from dualuse.law.language.provision import (
    IN_FORCE,
    Article,
    Definition,
    Duty,
    Paragraph,
    Provision,
    Relief,
)
from dualuse.law.measures.duties import measure_duties
from dualuse.law.measures.provisions import measure_provisions, measure_reliefs
from dualuse.law.version import law_version

__all__ = ["ARTICLES", "CURRENT_TO", "NATIONAL", "Law", "law_as_of", "law_version", "whole_law"]
# Every release since the first one asks another installation for ``law_version`` of this module.

_ANNEX_I, _ANNEX_III, _ANNEX_V, _ANNEX_VI = not_executed.ANNEXES

ARTICLES: Final[tuple[Article, ...]] = (
    not_executed.ARTICLE_1,
    art02_definitions.ARTICLE,
    art03_listed_items.ARTICLE,
    art04_catch_all.ARTICLE,
    art05_cyber_surveillance.ARTICLE,
    art06_brokering.ARTICLE,
    art07_transit.ARTICLE,
    art08_technical_assistance.ARTICLE,
    art09_national_lists.ARTICLE,
    art10_other_national_lists.ARTICLE,
    art11_intra_union.ARTICLE,
    art12_authorisations.ARTICLE,
    art13_services.ARTICLE,
    *not_executed.LATER,
    art27_records.ARTICLE,
    *not_executed.LAST,
    _ANNEX_I,
    annex2_general_authorisations.ARTICLE,
    _ANNEX_III,
    annex4_intra_union.ARTICLE,
    _ANNEX_V,
    _ANNEX_VI,
)
"""Every Article and Annex, in the order of the Regulation."""

NATIONAL: Final[tuple[Article, ...]] = (awv.ARTICLE,)
"""National law that is executed beside the options of the Regulation and the national lists."""


@dataclass(frozen=True, slots=True)
class Law:
    """Provisions, reliefs and duties, each group in the order of the Regulation, then national law, measures
    last."""

    provisions: tuple[Provision, ...]
    reliefs: tuple[Relief, ...]
    duties: tuple[Duty, ...]

    def on(self, day: date) -> Law:
        """What of it is in force on ``day``."""
        return Law(
            tuple(rule for rule in self.provisions if rule.validity.covers(day)),
            tuple(rule for rule in self.reliefs if rule.validity.covers(day)),
            tuple(duty for duty in self.duties if duty.validity.covers(day)),
        )


@lru_cache(maxsize=1)
def whole_law() -> Law:
    """The law of all times.

    Raises:
        DataError: a rule or a paragraph in a module of the law stands in no Article, and would never be
            executed.
    """
    paragraphs = [paragraph for article in (*ARTICLES, *NATIONAL) for paragraph in article.paragraphs]
    rules = [rule for paragraph in paragraphs for rule in paragraph.rules]
    refuse_unreached(_modules_of_articles(), paragraphs)
    return Law(
        (*(rule for rule in rules if isinstance(rule, Provision)), *measure_provisions()),
        (*(rule for rule in rules if isinstance(rule, Relief)), *measure_reliefs()),
        (*(rule for rule in rules if isinstance(rule, Duty)), *measure_duties()),
    )


def _modules_of_articles() -> Iterator[ModuleType]:
    """The modules of the Regulation and of national law that are imported here, or by one that is."""
    folders = tuple(f"{__package__}.{name}." for name in ("eu_2021_821", "germany"))
    return (module for name, module in sorted(sys.modules.items()) if name.startswith(folders))


def refuse_unreached(modules: Iterable[ModuleType], paragraphs: Sequence[Paragraph]) -> None:
    """Check that each rule and paragraph that a module names stands in one of ``paragraphs``, by itself or
    in a relief.

    Raises:
        DataError: one does not; the message names it and its module.
    """
    rules = [rule for paragraph in paragraphs for rule in paragraph.rules]
    of_reliefs = [duty for rule in rules if isinstance(rule, Relief) for duty in rule.duties]
    reached = {id(held) for held in (*paragraphs, *rules, *of_reliefs)}
    for module in modules:
        for name, value in vars(module).items():
            for held in value if isinstance(value, tuple) else (value,):
                if (
                    isinstance(held, Provision | Relief | Duty | Definition | Paragraph)
                    and id(held) not in reached
                ):
                    where = f"law/{module.__name__.removeprefix(f'{__package__}.').replace('.', '/')}.py"
                    called = held.number if isinstance(held, Paragraph) else held.citation
                    raise DataError(
                        f"{where}: {name} ({called}) stands in no Paragraph of an ARTICLE, and would never be executed: name it in"
                        " one, or take it out"
                    )


@lru_cache(maxsize=1)
def duties_before_authority() -> frozenset[str]:
    """The citations of the duties that bring a use of concern before the authority, or find out about it."""
    return frozenset(duty.citation for duty in whole_law().duties if duty.before_authority)


@lru_cache(maxsize=1024)
def law_as_of(day: date) -> Law:
    """The law in force on ``day``.

    Raises:
        ValueError: ``day`` lies before 9.9.2021, when the Regulation did not apply yet.
    """
    if day < IN_FORCE:
        raise ValueError(f"the Regulation applies since {IN_FORCE.isoformat()}, not on {day.isoformat()}")
    return whole_law().on(day)
