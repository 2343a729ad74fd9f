"""What a provision is: a citation, an effect, a validity, a verification state and a condition.

Provisions raise the outcome, reliefs (general authorisations, exemptions) lower the provisions they name, duties
follow from the facts and from what applies. A paragraph of an Article holds what it executes, or says why not; code elsewhere
that computes what a provision says is declared to be a legal derivation.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import IntEnum, StrEnum
from functools import cached_property, lru_cache
from typing import Final

from dualuse.law.language.logic import All, Condition

IN_FORCE: Final = date(2021, 9, 9)
"""First day of Regulation (EU) 2021/821 (Art. 32: the ninetieth day after publication on 11.6.2021)."""

EUR_LEX: Final = "https://eur-lex.europa.eu/eli/reg/2021/821/oj"


class Effect(IntEnum):
    """What the law asks, as one order: the greater, the more severe."""

    NOT_CONTROLLED = 0
    GENERAL_AUTHORISATION = 1
    NOTIFICATION_REQUIRED = 2
    AUTHORISATION_REQUIRED = 3
    PROHIBITED = 4

    @cached_property
    def word(self) -> str:
        """The name in files and interfaces, e.g. ``authorisation_required``."""
        return self.name.lower()


class Verification(IntEnum):
    """How well a statement of law is known: the smaller, the weaker."""

    UNVERIFIED = 0
    SECONDARY = 1
    OFFICIAL = 2

    @cached_property
    def word(self) -> str:
        """The name in files and interfaces, e.g. ``secondary``."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Validity:
    """First and last day in force, both included; ``until`` None while in force."""

    since: date = IN_FORCE
    until: date | None = None

    def covers(self, on: date) -> bool:
        """Whether the day ``on`` lies within."""
        return self.since <= on and (self.until is None or on <= self.until)

    def turning_days(self) -> Iterator[date]:
        """The first day, and the day after the last one."""
        yield self.since
        if self.until is not None:
            yield self.until + timedelta(days=1)


@lru_cache(maxsize=4096)
def article_of(citation: str) -> str:
    """The Article of the Regulation that a citation names: ``Art. 5`` of ``Art. 5(3), notification``; of others empty."""
    return citation.partition("(")[0] if citation.startswith("Art. ") else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """A rule that raises the outcome to ``effect`` when its condition holds.

    ``citation`` identifies it (``Art. 5(2)``). ``summary`` is our own sentence, marked for translation.
    ``scope`` is the part of the condition without which the provision is not even worth a word (default: the first
    part): where it is false, no finding is made. ``exceptions`` are derogations whose facts have no name here.
    """

    citation: str
    effect: Effect
    when: Condition
    summary: str
    source: str
    verification: Verification
    validity: Validity = field(default_factory=Validity)
    scope: Condition | None = None
    exceptions: tuple[str, ...] = ()

    @property
    def article(self) -> str:
        """The Article of the Regulation that it stands in; empty where it is of another act."""
        return article_of(self.citation)

    @property
    def is_measure(self) -> bool:
        """Whether it is a restrictive measure: of neither the Regulation nor national law beside it (``§ 9(1) AWV``)."""
        return not self.article and not self.citation.startswith("§ ")

    @property
    def relevant_when(self) -> Condition:
        """The condition under which a finding on this provision is made at all."""
        if self.scope is not None:
            return self.scope
        return self.when.parts[0] if isinstance(self.when, All) else self.when


@dataclass(frozen=True, slots=True, kw_only=True)
class Relief:
    """A rule that lowers the provisions it names (``of``: citations) to ``effect``, and no other one."""

    citation: str
    of: tuple[str, ...]
    effect: Effect
    when: Condition
    summary: str
    source: str
    verification: Verification
    validity: Validity = field(default_factory=Validity)
    identifier: str = ""
    duties: tuple[Duty, ...] = ()


class Due(StrEnum):
    """How the day of a duty follows from the day of the transaction."""

    BEFORE = "before"
    WITH_DECLARATION = "with_declaration"
    WITHIN_DAYS_AFTER = "within_days_after"
    DAYS_BEFORE = "days_before"
    WITHIN_YEARS_AFTER = "within_years_after"
    WORKING_DAYS_BEFORE = "working_days_before"
    END_OF_YEAR_PLUS = "end_of_year_plus"
    ON_REQUEST = "on_request"
    STANDING = "standing"


class Actor(StrEnum):
    """Who does what a duty asks; the law asks it of the supplier in any case."""

    SUPPLIER = "supplier"
    """Who exports, brokers or gives assistance (Arts 2(3), 2(8), 2(10)): the activity says which of them."""
    EXPORT_CONTROL = "export_control_officer"
    """Who answers for export control in the supplier's house: its programme and what is examined under it (Art. 2(21))."""
    END_USER = "end_user"
    """Who gives the supplier a statement on the end use."""
    DECLARANT = "declarant"
    """Who makes the customs declaration: the supplier, or a carrier or agent for it."""


AFTER_RELIEF: Final = "relieved"
"""Among what a duty comes ``after``: a relief lowers one of the provisions that apply, or may."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """Something that must be done. ``amount`` is in days, working days or years, as ``due`` says.

    It arises when ``when`` holds (None: always) and, where ``after`` names provisions by citation, when one of them
    applies and no relief can lower it (``relieved`` among them: or one does or may). Where ``when`` is unknown, ``open_text``
    is shown instead, if there is one. ``unless_held``: not where an authorisation held covers the item. ``before_authority``: it brings a use
    of concern before the authority, or finds out about it, and is to be done also where the supply is forbidden or stopped.
    ``met_by``: the fact that says it is done; where it is known to hold, nothing is left to do (the terms of a general
    authorisation are told all the same). ``{authority}`` in a text is the authority concerned.
    """

    citation: str
    text: str
    due: Due
    verification: Verification
    amount: int = 0
    when: Condition | None = None
    after: tuple[str, ...] = ()
    open_text: str = ""
    unless_held: bool = False
    before_authority: bool = False
    by: Actor = Actor.SUPPLIER
    met_by: str = ""
    source: str = EUR_LEX
    validity: Validity = field(default_factory=Validity)


class Treatment(StrEnum):
    """What the product does with a paragraph of the Regulation."""

    EXECUTED = "executed"
    BY_A_PART = "executed_by_a_part"
    PLANNED = "planned"
    OTHERS = "addressed_to_others"


Rule = Provision | Relief | Duty


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """A definition of Art. 2 as a condition, or as the name of the fact that stands for it."""

    citation: str
    term: str
    meaning: str
    verification: Verification
    condition: Condition | None = None
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph in the order of the text: what is executed, and in ``note`` what is left out and why."""

    number: str
    treatment: Treatment
    rules: tuple[Provision | Relief | Duty | Definition, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """An Article or Annex as a module executes it."""

    number: str
    title: str
    paragraphs: tuple[Paragraph, ...]

    def rules(self, kind: type[Rule]) -> tuple[Rule, ...]:
        """All rules of one kind, in the order of the text."""
        return tuple(
            rule for paragraph in self.paragraphs for rule in paragraph.rules if isinstance(rule, kind)
        )

    def citations(self, effect: Effect) -> tuple[str, ...]:
        """The citations of its provisions with this effect, in the order of the text."""
        rules = (rule for paragraph in self.paragraphs for rule in paragraph.rules)
        return tuple(rule.citation for rule in rules if isinstance(rule, Provision) and rule.effect is effect)
