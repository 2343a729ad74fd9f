"""What is missing: the fields that can still move the answer, each with its question and what it would settle."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from dualuse.assessment.authorisations.points import Ask
from dualuse.assessment.determination.coverage import Coverage
from dualuse.assessment.determination.judged_items import JudgedItems
from dualuse.assessment.fields import FIELDS, Field, fields_of
from dualuse.assessment.warnings.places import exporter_unstated
from dualuse.engine.missing import missing_facts
from dualuse.engine.outcome import ItemOutcome
from dualuse.i18n import N_, Message, render
from dualuse.law.eu_2021_821.facts import FACTS
from dualuse.law.language.provision import Effect
from dualuse.schema import determination as answer

_EXPORTER: Final = "exporter.country"


@dataclass(frozen=True, slots=True)
class _Awaited:
    """A field that a release waits for by some of its reasons (``codes``), and the citations that it would help to settle."""

    field: str
    codes: tuple[str, ...]
    question: Message
    settles: tuple[str, ...]


_AWAITED: Final = (
    _Awaited(
        _EXPORTER,
        ("release.exporter_unstated", "exporter_unstated"),
        Message(f"question.{_EXPORTER}", FACTS[_EXPORTER].question),
        ("Art. 2(3)", "Art. 12(2)", "Art. 13(1)"),
    ),
    _Awaited(
        "activity",
        ("export_from_third_country",),
        Message("question.activity", FACTS["activity"].question),
        ("Art. 2(2)", "Art. 2(7)"),
    ),
    _Awaited("located_in", ("brokering_location",), FIELDS["located_in"].message(), ("Art. 2(7)",)),
    _Awaited(
        "consigned_to",
        ("transfer_first_stop",),
        Message("question.consigned_to", N_("To which Member State are the items sent first (Art. 11)?")),
        ("Art. 2(2)", "Art. 11(2)"),
    ),
)
FIELDS_OF_WARNINGS: Final[Mapping[str, str]] = {
    code: awaited.field for awaited in _AWAITED if awaited.field != _EXPORTER for code in awaited.codes
}
"""By the code of a warning about stated places the field that is not stated: a table names it, too."""


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

    def of_release(
        self, because: Iterable[Message], listed: Collection[str], *, is_screened: bool
    ) -> Iterator[answer.Missing]:
        """What a release waits for that no rule of the items does: who exports, where the items are, where they are first sent.

        Args:
            because: the reasons of the release.
            listed: the fields that are asked for already.
            is_screened: whether the parties were; that the exporter is not stated is a reason of a table whose rows nobody has screened, and no more.
        """
        codes = {reason.code for reason in because}
        for awaited in _AWAITED:
            if awaited.field in listed or codes.isdisjoint(awaited.codes):
                continue
            if awaited.field == _EXPORTER and not (is_screened and self._is_exporter_unstated()):
                continue
            yield answer.Missing(
                fact=awaited.field,
                code=awaited.question.code,
                params={},
                question=render(awaited.question, self._language),
                would_settle=awaited.settles,
                items=tuple(item.id or "" for item in self._judged.transaction.items),
                asked_of="exporter",
            )

    def _is_exporter_unstated(self) -> bool:
        return any(exporter_unstated(self._judged.transaction, self._judged.known.state))

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
