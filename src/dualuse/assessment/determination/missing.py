"""What is missing: the fields that can still move the answer, each with its question and what it would settle."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Final

from dualuse.assessment.authorisations.points import Ask
from dualuse.assessment.determination.coverage import Coverage
from dualuse.assessment.determination.judged_items import JudgedItems
from dualuse.assessment.fields import Field, fields_of
from dualuse.assessment.warnings.places import exporter_unstated
from dualuse.engine.missing import missing_facts
from dualuse.engine.outcome import ItemOutcome
from dualuse.i18n import Message, render
from dualuse.law.eu_2021_821.facts import FACTS
from dualuse.law.language.provision import Effect
from dualuse.schema import determination as answer

_EXPORTER: Final = "exporter.country"
_EXPORTER_UNSTATED: Final = ("release.exporter_unstated", "exporter_unstated")
"""Reasons of a release that waits for who exports, and from which State."""


class MissingFields:
    """What judged items wait for, in one language."""

    def __init__(self, judged: JudgedItems, coverage: Coverage, language: str) -> None:
        self._judged = judged
        self._coverage = coverage
        self._language = language

    def rows(self) -> Iterator[answer.Missing]:
        """Each field that can still move the answer, once, with its question and the items that wait for it."""
        wanted: dict[tuple[str, str], answer.Missing] = {}
        for field, name in self._open_fields():
            text = render(field.question, self._language)
            # Several facts may wait for one field (is it listed, under which codes): it is asked for once.
            before = wanted.get((field.name, text))
            wanted[field.name, text] = answer.Missing(
                fact=field.name,
                code=field.question.code,
                params=field.question.plain_params(),
                question=text,
                would_settle=tuple(dict.fromkeys((*(before.would_settle if before else ()), *field.settles))),
                items=tuple(dict.fromkeys((*(before.items if before else ()), name))),
                asked_of=field.asked_of,
            )
        yield from wanted.values()
        if self._judged.known.book.entries:
            yield from self._missing_of_held({row.fact for row in wanted.values()})

    def of_exporter(self, because: Iterable[Message], known: Collection[str]) -> Iterator[answer.Missing]:
        """The State of the exporter, where a release waits for it and no rule of the items does; ``known``: the fields asked already.

        Whose authority it is, and whether they are an exporter at all, hangs on it (Arts 2(3), 12(2), 13(1)).
        """
        transaction, waits = (
            self._judged.transaction,
            any(each.code in _EXPORTER_UNSTATED for each in because),
        )
        if (
            not waits
            or _EXPORTER in known
            or not any(exporter_unstated(transaction, self._judged.known.state))
        ):
            return
        question = Message(f"question.{_EXPORTER}", FACTS[_EXPORTER].question)
        yield answer.Missing(
            fact=_EXPORTER,
            code=question.code,
            params={},
            question=render(question, self._language),
            would_settle=("Art. 2(3)", "Art. 12(2)", "Art. 13(1)"),
            items=tuple(item.id or "" for item in transaction.items),
            asked_of="exporter",
        )

    def _missing_of_held(self, known: set[str]) -> Iterator[answer.Missing]:
        """What authorisations held do not say, each once with the items that wait for it; ``known``: asked already."""
        rows: dict[tuple[str, str], tuple[Ask, list[str], list[str]]] = {}
        for index, (name, _, outcome) in enumerate(self._judged.each()):
            for ask in self._coverage.asks(index):
                if ask.field not in known:
                    row = rows.setdefault((ask.field, str(ask.question)), (ask, [], []))
                    row[1].append(name if ask.item is None else ask.item)
                    row[2].extend(citations_asking(outcome))
        for ask, items, citations in rows.values():
            yield answer.Missing(
                fact=ask.field,
                code=ask.question.code,
                params=ask.question.plain_params(),
                question=render(ask.question, self._language),
                would_settle=tuple(dict.fromkeys(citations)),
                items=tuple(dict.fromkeys(items)),
                asked_of="exporter",
            )

    def _open_fields(self) -> Iterator[tuple[Field, str]]:
        """The fields that missing facts lead to, each with the id of the item that it belongs to or waits for it."""
        names = [item.id or "" for item in self._judged.transaction.items]
        for index, (name, facts, outcome) in enumerate(self._judged.each()):
            case = self._judged.case(index)
            for fact in missing_facts(outcome, facts):
                for field in fields_of(fact, case):
                    yield field, name if field.item is None else names[field.item]


def citations_asking(outcome: ItemOutcome) -> tuple[str, ...]:
    """The provisions that ask for an authorisation, or may."""
    return tuple(
        provision.citation
        for provision, truth in outcome.truths()
        if truth is not False and provision.effect is Effect.AUTHORISATION_REQUIRED
    )
