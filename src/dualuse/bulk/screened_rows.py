"""The parties of a table screened, each distinct one once, and what that makes of its rows.

A row is free to go only where the table says so and ``check`` does, asked about that very row with what screening found: what
``check`` looks at beside the conditions of the law (contradictions, acts that are not executed, what an authorisation asks before its
use, lists that are out of date) is looked at here by the same functions. Where a party is or may be listed, the more severe of both counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

import polars as pl

from dualuse.assessment.check import judged, named_subjects
from dualuse.assessment.listed.evidence import Evidence, PartyScreener, Subject
from dualuse.assessment.listed.gaps import points_of_lists
from dualuse.assessment.listed.parties import ScreenedParties
from dualuse.bulk.columns import SCREENED, Header
from dualuse.bulk.law_age import days_of
from dualuse.bulk.options import Options
from dualuse.bulk.row_transactions import transaction_of
from dualuse.i18n import N_, fill, render
from dualuse.law.language.provision import Effect
from dualuse.schema.reading.validation import checked_transaction
from dualuse.schema.screening import ListUsed, PartyStatus, ScreeningHit
from dualuse.schema.transaction import Transaction

OUT_OF_DATE: Final = "no_hit_lists_out_of_date"
NOT_WHOLE: Final = "no_hit_lists_not_whole"
STATUS_WORDS: Final[Mapping[str, str]] = {
    "hit": N_("a party is on a list"),
    "review": N_("a party may be on a list: a person must look"),
    "not_screened": N_("not all parties could be screened"),
    OUT_OF_DATE: N_("no hit, LISTS OUT OF DATE"),
    NOT_WHOLE: N_("no hit, LISTS NOT WHOLE, or not that of the Union"),
    "clear": N_("no hit"),
}
"""The statuses of a row, what matters most first; the last alone is clear."""
_AGE: Final = frozenset({"lists_stale", "lists_older_than_transaction"})
_SEVERITY: Final = ("go", "ask", "stop")
_WITHOUT_BEARING: Final = frozenset({"reference", "items.id"})
"""Columns that tell rows apart and change nothing in an answer."""
_SHOWN: Final = 5
"""Hits that a cell names."""


@dataclass(frozen=True, slots=True)
class _Parties:
    """The parties of rows: what was found on them, and the status of all together."""

    evidence: Evidence
    status: PartyStatus
    hits: str


@dataclass(frozen=True, slots=True)
class _Checked:
    """What ``check`` says of a row."""

    low: Effect
    high: Effect
    release: str
    basis: tuple[str, ...]
    because: str


@dataclass(slots=True)
class ScreenedRows:
    """Screens the parties of the rows of a table, part by part.

    ``subjects``: distinct parties that were screened; ``statuses``: rows by their status; ``lists``: those that were screened against.
    """

    screener: PartyScreener
    header: Header
    options: Options
    statuses: Counter[str] = field(default_factory=Counter)
    lists: tuple[ListUsed, ...] = ()
    _found: dict[Subject, tuple[bool, tuple[ScreeningHit, ...]]] = field(default_factory=dict)
    _parties: dict[tuple[str, ...], _Parties] = field(default_factory=dict)
    _checked: dict[tuple[Any, ...], _Checked] = field(default_factory=dict)
    _of_screener: Evidence = field(default_factory=Evidence)

    @property
    def subjects(self) -> int:
        """Distinct parties that were screened."""
        return len(self._found)

    def screened(self, cells: pl.DataFrame, answers: pl.DataFrame) -> pl.DataFrame:
        """The answers of rows with what screening makes of them.

        Args:
            cells: of the contract, with what was taken from settings.
            answers: of all these rows (``evaluate_table``), with the release that they have where all parties are clear.
        """
        if not self._of_screener.day:
            self._of_screener = self.screener(())
            self.lists = self._of_screener.lists
        right = (~answers["wrong"]).arg_true()
        names = [column.name for column in self.header.columns if column.path[0] in ("parties", "exporter")]
        # A column more than those of parties: without any, each row has the same, nobody.
        of_rows = cells[right].select(pl.lit("").alias("nobody"), pl.col(names).fill_null(""))
        self._screen(of_rows.unique(maintain_order=True).drop("nobody"), names)
        days = days_of(cells, self.options)[right]
        columns: dict[str, list[str | None]] = {
            name: answers[name].cast(pl.String).to_list() for name in _CHANGED
        }
        added: dict[str, list[str | None]] = {name: [None] * answers.height for name in SCREENED}
        texts = cells[right].select(pl.col(self.header.names).fill_null(""))
        for row, key, day, of_row in zip(
            right, of_rows.drop("nobody").iter_rows(), days, texts.iter_rows(), strict=True
        ):
            parties = self._parties[key]
            status = parties.status if parties.status != "clear" else self._clear_on(day)
            self.statuses[status] += 1
            added[SCREENED[0]][row], added[SCREENED[1]][row] = status, parties.hits or None
            if columns["release"][row] == "go" or parties.status in ("hit", "review"):
                self._change(columns, row, self._check(of_row, key, parties))
        changed = (
            pl.Series(name, values, dtype=pl.String).cast(answers.schema[name])
            for name, values in columns.items()
        )
        return answers.with_columns(
            *changed, *(pl.Series(name, values, dtype=pl.String) for name, values in added.items())
        )

    # Who they are

    def _screen(self, distinct: pl.DataFrame, names: list[str]) -> None:
        """Screen whom no row before named."""
        of_keys: dict[tuple[str, ...], Transaction] = {}
        keys = distinct.iter_rows() if names else iter([()])
        columns = [self.header.by_name[name] for name in names]
        for key in keys:
            if key not in self._parties:
                data = transaction_of(columns, dict(zip(names, key, strict=True)))
                of_keys[key] = checked_transaction(data, self.options.today)
        subjects = (named for transaction in of_keys.values() for named in named_subjects(transaction))
        new = list(dict.fromkeys(who for named in subjects if (who := _anywhere(named)) not in self._found))
        paths = [replace(subject, path=str(number)) for number, subject in enumerate(new)]
        evidence = self.screener(paths) if paths else Evidence()
        by_path: dict[str, list[ScreeningHit]] = {}
        for hit in evidence.hits:
            by_path.setdefault(hit.party, []).append(hit)
        compared = frozenset(evidence.screened)
        for number, subject in enumerate(new):
            self._found[subject] = str(number) in compared, tuple(by_path.get(str(number), ()))
        for key, transaction in of_keys.items():
            self._parties[key] = self._of(transaction)

    def _of(self, transaction: Transaction) -> _Parties:
        """What was found on the parties of a transaction, by the paths that they have in it."""
        named = named_subjects(transaction)
        found = [(subject, *self._found[_anywhere(subject)]) for subject in named]
        evidence = replace(
            self._of_screener,
            screened=tuple(subject.path for subject, was_compared, _ in found if was_compared),
            hits=tuple(
                replace(hit, party=subject.path, role=subject.role)
                for subject, _, hits in found
                for hit in hits
            ),
        )
        status = ScreenedParties(transaction, evidence, (), self.options.today).status
        return _Parties(evidence, status, "; ".join(self._shown(evidence)))

    def _shown(self, evidence: Evidence) -> Iterator[str]:
        hits = sorted(
            (hit for hit in evidence.hits if hit.counts and not hit.behind), key=lambda hit: -hit.score
        )
        for hit in hits[:_SHOWN]:
            words = (
                N_("{queried} is listed: {name}") if hit.status == "hit" else N_("{queried} may be {name}")
            )
            met = fill(words, self.options.language, queried=hit.queried, name=hit.name)
            yield f"{met} ({hit.list}, {hit.score:.2f})"
        if len(hits) > _SHOWN:
            yield fill(N_("and {number} more"), self.options.language, number=len(hits) - _SHOWN)

    def _clear_on(self, day: str) -> str:
        """What "no hit" is worth on a day."""
        points = points_of_lists(self.lists, date.fromisoformat(day), self.options.rules.list_age)
        codes = {point.code for point in points}
        return "clear" if not codes else OUT_OF_DATE if codes & _AGE else NOT_WHOLE

    # What follows

    def _check(self, of_row: tuple[str, ...], key: tuple[str, ...], parties: _Parties) -> _Checked:
        """What ``check`` says of a row; once for rows that tell it the same."""
        texts = dict(zip(self.header.names, of_row, strict=True))
        same = tuple(text for name, text in texts.items() if name not in _WITHOUT_BEARING)
        if same not in self._checked:
            options = self.options
            transaction = checked_transaction(transaction_of(self.header.columns, texts), options.today)
            day = transaction.date or options.today
            it = judged(
                transaction,
                day,
                options.language,
                options.policies,
                parties.evidence,
                options.accepted,
                options.rules,
            )
            because = "; ".join(render(message, options.language) for message in it.because)
            self._checked[same] = _Checked(
                it.low, it.high, it.released, _basis(it.parties, options.language), because
            )
        return self._checked[same]

    def _change(self, columns: dict[str, list[str | None]], row: int, checked: _Checked) -> None:
        low = max(_EFFECTS[columns["range_low"][row] or ""], checked.low)
        high = max(_EFFECTS[columns["range_high"][row] or ""], checked.high, low)
        if low > _EFFECTS[columns["range_low"][row] or ""]:
            columns["basis"][row] = ";".join(checked.basis)
        columns["range_low"][row], columns["range_high"][row] = low.word, high.word
        columns["outcome"][row] = low.word if low == high else "undetermined"
        columns["release"][row] = max(columns["release"][row] or "ask", checked.release, key=_SEVERITY.index)
        columns["reasons"][row] = "; ".join(filter(None, (checked.because, columns["reasons"][row])))


_CHANGED: Final = ("outcome", "range_low", "range_high", "basis", "release", "reasons")
_EFFECTS: Final = {effect.word: effect for effect in Effect}


def _anywhere(subject: Subject) -> Subject:
    """Somebody wherever they stand: a party in two roles is screened once."""
    return replace(subject, path="", role="")


def _basis(parties: ScreenedParties, language: str) -> tuple[str, ...]:
    """The provisions by which a listed party raises the outcome."""
    applying = (finding for finding in parties.findings(language) if finding.status == "applies")
    return tuple(dict.fromkeys(finding.provision for finding in applying))
