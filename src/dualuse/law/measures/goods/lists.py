"""Lists of goods by customs code, as the conditions of provisions ask for them: what an annex takes on a day.

A code is taken where it lies under a code of the list. Where the list takes only a part of that code, or the stated code
is wider than one of the list, or gathers goods of many kinds, whether it is taken is unknown: a person says it, or states more
digits, or the code of the goods themselves.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property, lru_cache
from typing import Final

from dualuse.i18n import N_, Message
from dualuse.law.eu_2021_821.control_list.codes import CodeSet
from dualuse.law.language.logic import Facts, Truth
from dualuse.law.measures.goods.gathering import gathers
from dualuse.law.measures.goods.reading import AnnexGoods, GoodsGroup

ASKED_OF_GOODS: Final = "goods."
"""Begins the names of the facts that say whether an annex takes the item: ``goods.32014R0833.XXIII:8471``."""

_PART: Final = N_(
    "Is the item one of the goods that {annex} takes under customs code {code}, of which it takes only a part?"
)
_PART_IN_WORDS: Final = N_(
    "Is the item one of the goods that {annex} takes under customs code {code}, of which it takes only a part: {words}?"
)
_EARLIER: Final = N_(
    "Did {annex} name customs code {code} on the day of the transaction already? It did on {day}; since when is not known"
    " here."
)


_BEFORE_KNOWN: Final = N_(
    "Did {annex} name the item on the day of the transaction? Its codes are known here from {day} on; before, it may have named"
    " others that it names no more."
)
_BEFORE: Final = "earlier"
"""Stands for the codes of a list on a day before it is known whole: ``goods.32014R0833.XXIII:earlier``."""


def narrowed(code: str) -> str:
    """``code`` without the pairs of zeros that only fill it up, or begin to: ``8471`` of ``84710000`` and of ``8471000``."""
    if len(code) % 2 and code.endswith("0"):
        code = code[:-1]
    while len(code) > 2 and len(code) % 2 == 0 and code.endswith("00"):
        code = code[:-2]
    return code


class PlainCodes(CodeSet):
    """Customs codes; each is taken whole, but for those in ``asked``."""

    def __init__(self, key: str, label: Message, codes: Iterable[str] = ()) -> None:
        super().__init__(key, label, ())
        self._codes: Final = tuple(codes)

    @cached_property
    def whole(self) -> frozenset[str]:
        """The codes that are taken whole."""
        return frozenset(self._codes)

    @cached_property
    def asked(self) -> dict[str, Message]:
        """The codes of which a person says whether the item is taken, each with the question."""
        return {}

    @cached_property
    def _wider(self) -> frozenset[str]:
        """Every code under which a narrower one of the list lies."""
        listed = (*self.whole, *self.asked)
        return frozenset(code[:length] for code in listed for length in range(2, len(code)))

    @cached_property
    def _lengths(self) -> tuple[int, ...]:
        return tuple(sorted({len(code) for code in (*self.whole, *self.asked)}))

    def _above(self, code: str) -> list[str]:
        """``code`` and the codes above it, as long as those of the list."""
        return [code[:length] for length in self._lengths if length <= len(code)]

    def covers(self, code: str, answers: Facts) -> Truth:
        """Whether the list takes ``code``, given the answers to its questions."""
        above = self._above(code)
        if not self.whole.isdisjoint(above):
            return True
        result: Truth = None if self.is_wider(code) else False
        for match in above:
            if match in self.asked:
                answer = answers.get(self.fact_of(match))
                if answer is True:
                    return True
                if answer is None:
                    result = None
        return result

    def is_wider(self, code: str) -> bool:
        """Whether ``code`` could become one of the list with more digits, or with the code that the goods have by themselves."""
        return code in self._wider or narrowed(code) in self._wider or self._may_take_gathered(code)

    def _may_take_gathered(self, code: str) -> bool:
        """Whether ``code`` gathers goods of many kinds, and the list does not name it: it may name the code that they have by themselves."""
        return gathers(code) and (self.whole | self.asked.keys()).isdisjoint(self._above(code))

    def fact_of(self, match: str) -> str:
        """Name of the fact that says whether the list takes the item under its code ``match``."""
        return f"{ASKED_OF_GOODS}{self.key}:{match}"

    def questions(self, code: str) -> tuple[str, ...]:
        """Names of the facts that decide whether the list takes ``code``; none where it takes it anyway."""
        above = self._above(code)
        if not self.whole.isdisjoint(above):
            return ()
        return tuple(self.fact_of(match) for match in above if match in self.asked)

    def question(self, fact: str) -> Message | None:
        """The question that ``fact`` answers."""
        return self.asked.get(fact.rpartition(":")[2])


class GoodsList(PlainCodes):
    """What an annex takes on the day ``on`` of goods that cost more than ``above`` euros each (0: whatever they cost).

    ``begins``: the first day of the rule that asks for it: a code whose first day is not known may stand there since.
    """

    def __init__(self, annex: AnnexGoods, on: date, above: int = 0, use: str = "") -> None:
        label = Message("goods.annex", N_("the goods of {annex}"), {"annex": annex.name})
        super().__init__(f"{annex.key} {on} {above}{use}", label, ())
        self.annex: Final = annex
        self.on: Final = on
        self.above: Final = above

    @cached_property
    def groups(self) -> tuple[GoodsGroup, ...]:
        """The groups of codes that stand there on the day, or may."""
        return tuple(
            group
            for group in self.annex.groups
            if group.above == self.above
            and (group.until is None or self.on <= group.until)
            and (group.since <= self.on or not group.traced)
        )

    @cached_property
    def whole(self) -> frozenset[str]:
        """The codes that are taken whole."""
        return frozenset(
            code for group in self.groups if not group.part and group.since <= self.on for code in group.codes
        )

    @cached_property
    def asked(self) -> dict[str, Message]:
        """The codes of which a person says whether the item is taken, each with the question."""
        questions: dict[str, Message] = {}
        for group in self.groups:
            for code in group.codes:
                if group.part or group.since > self.on:
                    questions.setdefault(code, self._question(group, code))
        return questions

    @cached_property
    def _may_name_others(self) -> bool:
        """Whether the day lies before the list is known whole; asked once, of the goods with the lowest price."""
        lowest = min(group.above for group in self.annex.groups)
        return self.on < self.annex.known_from and self.above == lowest

    @cached_property
    def _named_at_any_price(self) -> frozenset[str]:
        return frozenset(code for group in self.annex.groups for code in group.codes)

    def _is_unknown(self, code: str) -> bool:
        above = (code[:length] for length in range(2, len(code) + 1))
        return self._may_name_others and self._named_at_any_price.isdisjoint(above)

    def covers(self, code: str, answers: Facts) -> Truth:
        """Whether the list takes ``code``; before the day from which it is known, never a plain no."""
        taken = super().covers(code, answers)
        return answers.get(self.fact_of(_BEFORE)) if taken is False and self._is_unknown(code) else taken

    def questions(self, code: str) -> tuple[str, ...]:
        """Names of the facts that decide whether the list takes ``code``; none where it takes it anyway."""
        questions = super().questions(code)
        if questions or not self._is_unknown(code) or super().covers(code, {}) is not False:
            return questions
        return (self.fact_of(_BEFORE),)

    def question(self, fact: str) -> Message | None:
        """The question that ``fact`` answers."""
        if fact != self.fact_of(_BEFORE):
            return super().question(fact)
        params = {"annex": self.annex.name, "day": self.annex.known_from.isoformat()}
        return Message(f"question.{fact}", _BEFORE_KNOWN, params)

    def _question(self, group: GoodsGroup, code: str) -> Message:
        params: dict[str, object] = {"annex": self.annex.name, "code": code}
        if group.since > self.on:
            text, params = _EARLIER, {**params, "day": group.since.isoformat()}
        elif code in self.annex.words:
            words = Message("goods.words", self.annex.words[code])
            text, params = _PART_IN_WORDS, {**params, "words": words}
        else:
            text = _PART
        return Message(f"question.{self.fact_of(code)}", text, params)

    def fact_of(self, match: str) -> str:
        """Name of the fact: the same on every day."""
        return f"{ASKED_OF_GOODS}{self.annex.key}:{match}"


@lru_cache(maxsize=2048)
def goods_on(annex: AnnexGoods, day: date) -> GoodsList:
    """What an annex takes on a day, whatever it costs: hundreds of codes are put in order once, not for each item."""
    return GoodsList(annex, day)


class DutyGoods(GoodsList):
    """What an annex takes for a duty, which is told where the first day of a code is not known, or the code stated is wide."""

    def __init__(self, annex: AnnexGoods, on: date) -> None:
        super().__init__(annex, on, use=" duty")

    @cached_property
    def whole(self) -> frozenset[str]:
        """The codes that are taken whole."""
        return frozenset(code for group in self.groups if not group.part for code in group.codes)

    @cached_property
    def asked(self) -> dict[str, Message]:
        """The codes of which a person says whether the item is taken, each with the question."""
        return {
            code: self._question(group, code) for group in self.groups if group.part for code in group.codes
        }

    @cached_property
    def _may_name_others(self) -> bool:
        return False

    def covers(self, code: str, answers: Facts) -> Truth:
        """Whether the list takes ``code``, or one under it."""
        return self.is_wider(code) or super().covers(code, answers)
