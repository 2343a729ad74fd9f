"""The parties of a table screened, each distinct one once, and what that makes of its rows.

A row is free to go only where the table says so and ``check`` does, asked about that very row with what screening found
(``checked_rows``). Where a party is or may be listed, the more severe of both counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

import polars as pl

from dualuse.assessment.check import named_subjects
from dualuse.assessment.listed.evidence import TEXT, Evidence, PartyScreener, Subject
from dualuse.assessment.listed.gaps import points_of_lists
from dualuse.assessment.listed.identity import whom_met
from dualuse.assessment.listed.parties import ScreenedParties
from dualuse.assessment.release import ReleaseFacts, release
from dualuse.assessment.text.in_short import sentences_of_reasons
from dualuse.bulk.joined_reasons import SEPARATOR, joined
from dualuse.bulk.law_age import days_of
from dualuse.bulk.options import Options
from dualuse.bulk.parties.checked_rows import (
    CHECKED_STATUS,
    CheckedRows,
    party_columns,
    text_columns,
    texts_in,
)
from dualuse.bulk.parties.parties_of_refused import readable_parties
from dualuse.bulk.parties.row_parties import RefusedHits, RowParties, anywhere, hit_first
from dualuse.bulk.reason_texts import BECAUSE
from dualuse.bulk.row_digest import digest_of
from dualuse.i18n import N_, Message, fill, score
from dualuse.i18n.statuses import LISTS_NOT_WHOLE, LISTS_OUT_OF_DATE
from dualuse.inputs.same_cells import same_in_each_row
from dualuse.schema.reading.validation import checked_transaction
from dualuse.schema.screening import ListUsed, PartyStatus, ScreeningHit
from dualuse.schema.tables.columns import SCREENED
from dualuse.schema.tables.header import Header
from dualuse.schema.tables.row_transactions import transaction_of
from dualuse.schema.transaction import Transaction
from dualuse.screening.names.unread_letters import is_hardly_read

_AGE: Final = frozenset({"lists_stale", "lists_older_than_transaction"})
_HITS: Final = 5
"""Hits that a cell names."""
_MOST: Final = 100_000
"""Parties of rows that are remembered; who was screened is remembered in any case."""
_TOGETHER: Final = 4_096
"""Parties of rows that are looked at together: what is known of each is some thousand bytes."""
_MOST_TEXTS: Final = 1_000_000
"""Texts that are remembered as looked through: some hundred bytes each."""
_NOBODY: Final = pl.lit("").alias("nobody")
"""A column more than those of parties: without any, each row has the same, nobody."""


@dataclass(slots=True, kw_only=True)
class ScreenedRows:
    """Screens the parties of the rows of a table, part by part.

    ``subjects``: distinct parties that were screened; ``statuses``: rows by their status; ``lists``: those that were screened against;
    ``naming_nobody``: rows that name nobody beside their exporter, and are never clear; ``refused``: rows to mend whose parties were
    screened, ``refused_listed``: those of them with somebody who is or may be listed, ``refused_first``: the first of these.
    """

    screener: PartyScreener
    header: Header
    options: Options
    statuses: Counter[str] = field(default_factory=Counter)
    lists: tuple[ListUsed, ...] = ()
    naming_nobody: int = 0
    refused: int = 0
    refused_listed: int = 0
    refused_first: RefusedHits | None = None
    _found: dict[bytes, tuple[bool, tuple[ScreeningHit, ...]]] = field(default_factory=dict)
    _parties: dict[bytes, RowParties] = field(default_factory=dict)
    _without_hits: dict[tuple[tuple[str, ...], PartyStatus, str, bool], RowParties] = field(
        default_factory=dict
    )
    _checked: CheckedRows = field(init=False)
    _of_screener: Evidence = field(default_factory=Evidence)
    _looked_through: set[bytes] = field(default_factory=set)
    _named: dict[str, tuple[ScreeningHit, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._checked = CheckedRows(header=self.header, options=self.options, named=self._named)

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
        self._make_ready()
        names = party_columns(self.header)
        texts = cells.select(pl.col(self.header.names).fill_null(""))
        right = ~answers["wrong"]
        of_rows = texts.select(_NOBODY, *names)
        different = of_rows.filter(right).unique(maintain_order=True)
        parties = self._screened(different.drop(_NOBODY.meta.output_name()), names)
        different = different.with_columns(
            pl.Series("status", [of_key.status for of_key in parties.values()], dtype=pl.String),
            pl.Series("hits", [of_key.hits or None for of_key in parties.values()], dtype=pl.String),
            pl.Series("asks", [of_key.asks or None for of_key in parties.values()], dtype=pl.String),
            pl.Series("nameless", [of_key.is_nobody for of_key in parties.values()], dtype=pl.Boolean),
        )
        met = of_rows.join(different, on=of_rows.columns, how="left", maintain_order="left")
        days = days_of(cells, self.options)
        names_others, are_hardly_read = self._of_texts(texts, right)
        self.naming_nobody += int((met["nameless"].fill_null(False) & right).sum())
        asked = (
            (answers["release"] == "go").fill_null(False)
            | met["status"].is_in(["hit", "review"]).fill_null(False)
            | names_others
            | are_hardly_read
            | self._checked.may_be_stopped(texts)
            | self._checked.may_be_banned(texts, answers)
        )
        asked &= right
        evidence = {key: of_key.evidence for key, of_key in parties.items()} if asked.any() else {}
        answers = self._checked.changed(answers, texts, asked, evidence)
        status = self._on_days(answers[CHECKED_STATUS].zip_with(names_others, met["status"]), days)
        status = status.set(~right, None)
        self.statuses.update(dict(status.drop_nulls().value_counts().iter_rows()))
        answers = self._held_up(answers, met["asks"], days, right & ~asked)
        hits = self._with_named(met["hits"], texts, names_others)
        answers = answers.drop(CHECKED_STATUS).with_columns(
            status.alias(SCREENED[0]), hits.alias(SCREENED[1])
        )
        return answers.with_columns(hit_first()) if self.options.short else answers

    def beside_refused(self, refused: Mapping[int, Mapping[str, str]]) -> dict[int, str]:
        """Whom the parties of rows to mend are or may be, a sentence by the line of the row; who is listed is not to wait for a quantity.

        ``refused``: the cells of the contract by the line, as far as they can be told.
        """
        if not refused:
            return {}
        self._make_ready()
        names, texts = party_columns(self.header), text_columns(self.header)
        columns = [self.header.by_name[name] for name in names]
        self._look_through(
            text
            for cells in refused.values()
            for column in texts
            for text in self._texts(column, cells.get(column, ""))
        )
        read = {line: readable_parties(columns, cells, self.options.today) for line, cells in refused.items()}
        self._screen(subject for transaction in read.values() for subject in named_subjects(transaction))
        beside: dict[int, str] = {}
        for line, transaction in read.items():
            parties = self._parties_of(transaction)
            in_texts = self._texts_of_row(texts, tuple(refused[line].get(name, "") for name in texts))
            listed = [parties.hits, *(hit for text in in_texts for hit in self._hits_in(text))]
            hits = "; ".join(dict.fromkeys(filter(None, listed)))
            self.refused += not (parties.is_nobody or parties.status == "not_screened")
            if hits:
                self.refused_listed += 1
                self.refused_first = self.refused_first or RefusedHits(line, hits)
                beside[line] = fill(N_("Listed, or it may be: {hits}."), self.options.language, hits=hits)
        return beside

    def named_in(self, texts: Iterable[str]) -> dict[str, str]:
        """Whom texts name that are no cells of the contract, by the text: of those that name somebody who is or may be listed."""
        texts = list(texts)
        hits: dict[str, str] = {}
        for start in range(0, len(texts), _TOGETHER):
            some = texts[start : start + _TOGETHER]
            self._look_through(some)
            hits |= {text: "; ".join(self._hits_in(text)) for text in some if text in self._named}
        return hits

    def _make_ready(self) -> None:
        if not self._of_screener.day:
            self._of_screener = self.screener(())
            self.lists = self._of_screener.lists

    def _on_days(self, status: pl.Series, days: pl.Series) -> pl.Series:
        """The statuses of rows, with what "clear" is worth on the day of each."""
        is_clear = (status == "clear").fill_null(False)
        on_days = {day: self._clear_on(day) for day in days.filter(is_clear).unique()}
        clear = days.replace_strict(on_days, default="clear", return_dtype=pl.String)
        return clear.zip_with(is_clear, status)

    def _held_up(
        self, answers: pl.DataFrame, asks: pl.Series, days: pl.Series, unchecked: pl.Series
    ) -> pl.DataFrame:
        """The answers, those that ask and about which ``check`` was not asked with what holds them up of screening."""
        held_up = unchecked & (answers["release"] == "ask").fill_null(False)
        on_days = {day: self._points_on(day) or None for day in days.filter(held_up).unique()}
        points = days.replace_strict(on_days, default=None, return_dtype=pl.String)
        parts = pl.DataFrame([answers[BECAUSE], asks.alias("asks"), points.alias("points")])
        held = parts.select(joined(*map(pl.col, parts.columns)))
        return answers.with_columns(held.to_series().zip_with(held_up, answers[BECAUSE]).alias(BECAUSE))

    # Whom texts name

    def _of_texts(self, texts: pl.DataFrame, right: pl.Series) -> tuple[pl.Series, pl.Series]:
        """Which rows have a text that names somebody, and which one whose letters are hardly read; each distinct text is looked at once."""
        columns = text_columns(self.header)
        distinct = {
            column: texts.filter(right)[column].unique(maintain_order=True).to_list() for column in columns
        }
        self._look_through(
            [
                text
                for column, cells in distinct.items()
                for cell in cells
                for text in self._texts(column, cell)
            ]
        )

        def rows_with(is_meant: Callable[[list[str]], bool]) -> pl.Series:
            cells_meant = {
                column: [cell for cell in cells if is_meant(self._texts(column, cell))]
                for column, cells in distinct.items()
            }
            if not any(cells_meant.values()):
                return same_in_each_row(False, texts.height, pl.Boolean)
            in_columns = (pl.col(column).is_in(cells) for column, cells in cells_meant.items() if cells)
            return texts.select(pl.any_horizontal(in_columns)).to_series() & right

        naming = rows_with(lambda of_cell: not self._named.keys().isdisjoint(of_cell))
        return naming, rows_with(lambda of_cell: any(map(is_hardly_read, of_cell)))

    def _texts(self, column: str, cell: str) -> list[str]:
        return texts_in(self.header.by_name[column], cell)

    def _look_through(self, cells: Iterable[str]) -> None:
        """Look for listed names in texts that have not come up before; what named nobody is remembered by its digest."""
        if len(self._looked_through) > _MOST_TEXTS or len(self._named) > _TOGETHER:
            self._looked_through.clear()
            self._named.clear()
        new: dict[bytes, str] = {}
        for text in cells:
            if text and (digest := digest_of(text)) not in self._looked_through:
                new[digest] = text
        self._looked_through.update(new)
        texts = list(new.values())
        for start in range(0, len(texts), _TOGETHER):
            some = texts[start : start + _TOGETHER]
            evidence = self.screener(
                [Subject(path=str(number), role=TEXT, name=text) for number, text in enumerate(some)]
            )
            for hit in evidence.hits:
                if hit.counts:
                    text = some[int(hit.party)]
                    self._named[text] = (*self._named.get(text, ()), hit)

    def _with_named(self, hits: pl.Series, texts: pl.DataFrame, names_others: pl.Series) -> pl.Series:
        """The cells that name hits, with those in texts."""
        rows = names_others.arg_true()
        if not len(rows):
            return hits
        names = text_columns(self.header)
        columns = texts.select(names)[rows]
        named = [
            "; ".join(
                filter(
                    None,
                    (
                        before,
                        *(line for text in self._texts_of_row(names, cells) for line in self._hits_in(text)),
                    ),
                )
            )
            for before, cells in zip(hits[rows].to_list(), columns.iter_rows(), strict=True)
        ]
        return hits.scatter(rows, named)

    def _texts_of_row(self, names: list[str], cells: tuple[str, ...]) -> dict[str, None]:
        """The distinct texts of a row, in their order."""
        texts = (text for name, cell in zip(names, cells, strict=True) for text in self._texts(name, cell))
        return dict.fromkeys(texts)

    def _hits_in(self, text: str) -> Iterator[str]:
        return self._hits_named(self._named.get(text, ()))

    # Who they are

    def _screened(self, distinct: pl.DataFrame, names: list[str]) -> dict[tuple[str, ...], RowParties]:
        """What was found on the parties of rows, by the cells of ``names``; who is new is screened."""
        keys: list[tuple[str, ...]] = list(distinct.iter_rows()) if names else [()] * distinct.height
        of_part: dict[tuple[str, ...], RowParties] = {}
        for start in range(0, len(keys), _TOGETHER):
            of_part |= self._of_some(keys[start : start + _TOGETHER], names)
        return of_part

    def _of_some(self, keys: list[tuple[str, ...]], names: list[str]) -> dict[tuple[str, ...], RowParties]:
        columns = [self.header.by_name[name] for name in names]
        digests = {key: digest_of(*key) for key in keys}
        transactions = {
            key: checked_transaction(
                transaction_of(columns, dict(zip(names, key, strict=True))), self.options.today
            )
            for key, digest in digests.items()
            if digest not in self._parties
        }
        self._screen(named for transaction in transactions.values() for named in named_subjects(transaction))
        new = {digests[key]: self._parties_of(transaction) for key, transaction in transactions.items()}
        of_some = {key: new.get(digest) or self._parties[digest] for key, digest in digests.items()}
        if len(self._parties) + len(new) > _MOST:
            self._parties.clear()
        self._parties.update(new)
        return of_some

    def _screen(self, subjects: Iterable[Subject]) -> None:
        """Screen who has not come up before."""
        subjects_anywhere = {digest_of(who): who for who in map(anywhere, subjects)}
        new = {digest: who for digest, who in subjects_anywhere.items() if digest not in self._found}
        paths = [replace(subject, path=str(number)) for number, subject in enumerate(new.values())]
        evidence = self.screener(paths) if paths else Evidence()
        by_path: dict[str, list[ScreeningHit]] = {}
        for hit in evidence.hits:
            by_path.setdefault(hit.party, []).append(hit)
        compared = frozenset(evidence.screened)
        for number, digest in enumerate(new):
            self._found[digest] = str(number) in compared, tuple(by_path.get(str(number), ()))

    def _parties_of(self, transaction: Transaction) -> RowParties:
        """What was found on the parties of a transaction, by the paths that they have in it."""
        named = named_subjects(transaction)
        screened = [(subject, *self._found[digest_of(anywhere(subject))]) for subject in named]
        evidence = replace(
            self._of_screener,
            screened=tuple(subject.path for subject, was_compared, _ in screened if was_compared),
            hits=tuple(
                replace(hit, party=subject.path, role=subject.role)
                for subject, _, hits in screened
                for hit in hits
            ),
        )
        of_parties = ScreenedParties(transaction, evidence, (), self.options.today)
        status, is_nobody = of_parties.status, of_parties.names_nobody
        asks = SEPARATOR.join(self._asks_of(transaction, evidence))
        parties = RowParties(
            evidence=evidence,
            status=status,
            hits="; ".join(self._hits_named(evidence.hits)),
            asks=asks,
            is_nobody=is_nobody,
        )
        # Most have no hit: what is known of them is the same, and stands in memory once.
        same = (evidence.screened, status, asks, is_nobody)
        return parties if evidence.hits else self._without_hits.setdefault(same, parties)

    def _asks_of(self, transaction: Transaction, evidence: Evidence) -> Iterator[str]:
        """What ``check`` asks first of parties, in its words; what it asks of the lists turns on the day of the row."""
        today = self.options.today
        parties = ScreenedParties(transaction, evidence, (), today, self.options.rules.list_age)
        of_lists = {point.code for point in points_of_lists(self.lists, today, self.options.rules.list_age)}
        points = tuple(point for point in parties.open_points() if point.code not in of_lists)
        released, asks = release(
            ReleaseFacts(needs=(), screening=parties.status_of_parties, screening_asks=points)
        )
        if released == "ask":
            yield from sentences_of_reasons(asks, self.options.language, short=self.options.short)

    def _hits_named(self, row_hits: Iterable[ScreeningHit]) -> Iterator[str]:
        # Who stands in several roles is one to look at.
        counting = {
            (hit.queried, hit.list, hit.name, hit.score): hit
            for hit in row_hits
            if hit.counts and not hit.behind
        }
        hits = sorted(counting.values(), key=lambda hit: -hit.score)
        for hit in hits[:_HITS]:
            likeness = score(hit.score).in_language(self.options.language)
            yield f"{whom_met(hit, self.options.language)} ({hit.list}, {likeness})"
        if len(hits) > _HITS:
            yield fill(N_("and {number} more"), self.options.language, number=len(hits) - _HITS)

    def _clear_on(self, day: str) -> str:
        """What "no hit" is worth on a day."""
        codes = {point.code for point in self._points(day)}
        return "clear" if not codes else LISTS_OUT_OF_DATE if codes & _AGE else LISTS_NOT_WHOLE

    def _points_on(self, day: str) -> str:
        """Why nobody is clear by the lists on a day."""
        return SEPARATOR.join(
            sentences_of_reasons(self._points(day), self.options.language, short=self.options.short)
        )

    def _points(self, day: str) -> tuple[Message, ...]:
        return tuple(points_of_lists(self.lists, date.fromisoformat(day), self.options.rules.list_age))
