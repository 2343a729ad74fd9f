"""Rows of a table about which ``check`` is asked itself, each different one once, and what that makes of
their answers.

What ``check`` looks at beside the conditions of the law (contradictions, acts that are not executed, what an
authorisation asks before its use, the age of lists) is looked at here by the same functions. Of both answers
the more severe one counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

import polars as pl

from dualuse.assessment.judgement import judged
from dualuse.assessment.listed.evidence import (
    LEFT_OUT,
    NAMES_ON_AUTHORISATIONS,
    TEXTS_OF_NUMBERS,
    Evidence,
    may_name,
    texts_of,
)
from dualuse.assessment.listed.parties import ScreenedParties
from dualuse.assessment.text.in_short import sentences_of_reasons
from dualuse.bulk.awaited_fields import with_fields_awaited
from dualuse.bulk.contradicting_cells import ContradictingCells
from dualuse.bulk.first_uses import FirstUses
from dualuse.bulk.joined_reasons import SEPARATOR, joined
from dualuse.bulk.options import Options
from dualuse.bulk.reason_texts import BECAUSE
from dualuse.bulk.row_digest import digest_of
from dualuse.i18n.statuses import RELEASE
from dualuse.inputs.same_cells import same_in_each_row
from dualuse.law.language.provision import Effect
from dualuse.law.measures.not_executed import UNEXECUTED
from dualuse.schema.reading.validation import DONE, checked_transaction
from dualuse.schema.screening import ScreeningHit
from dualuse.schema.tables.columns import ColumnPath
from dualuse.schema.tables.header import Header
from dualuse.schema.tables.row_transactions import transaction_of, value_of
from dualuse.schema.transaction import Transaction

WITHOUT_BEARING: Final = frozenset({"reference", "items.id"})
"""Columns that tell rows apart and change nothing in an answer."""
_STOPPING: Final[Mapping[str, str]] = {UNEXECUTED: "true", DONE: "false"}
"""By the beginnings of the answers that the release alone reads: the answer with which nothing leaves."""
_MOST: Final = 50_000
"""Rows that are remembered."""
_CHANGED: Final = ("outcome", "range_low", "range_high", "basis", "release", BECAUSE)
_EFFECTS: Final = {effect.word: int(effect) for effect in Effect}
CHECKED_STATUS: Final = "checked_status"
"""The column with what ``check`` says of whom a row names; null of rows about which it is not asked."""
_ANSWER: Final = {
    "low": pl.Int64,
    "high": pl.Int64,
    "severity": pl.Int64,
    "law_of_parties": pl.String,
    "checked_because": pl.String,
    CHECKED_STATUS: pl.String,
}


@dataclass(slots=True, kw_only=True)
class CheckedRows:
    """Asks ``check`` about rows of a table, part by part.

    ``named``: whom texts of rows name, by the text.
    """

    header: Header
    options: Options
    named: Mapping[str, tuple[ScreeningHit, ...]] = field(default_factory=dict)
    _answers: dict[bytes, tuple[Any, ...]] = field(default_factory=dict)
    _first_uses: FirstUses | None = None
    _contradicting: ContradictingCells = field(default_factory=ContradictingCells)

    def may_be_stopped(self, cells: pl.DataFrame) -> pl.Series:
        """Whether a row has an answer with which nothing leaves, whatever the law says.

        ``cells``: of the contract, without nulls.
        """
        stopping = [
            pl.col(column.name).str.strip_chars().str.to_lowercase() == word
            for column in self.header.columns
            if (word := _stopping_word(column))
        ]
        if not stopping:
            return same_in_each_row(False, cells.height, pl.Boolean)
        return cells.select(pl.any_horizontal(stopping)).to_series()

    def may_be_banned(self, cells: pl.DataFrame, answers: pl.DataFrame) -> pl.Series:
        """Whether a row stops, and names owners of a party, in whose country it may be forbidden to supply whoever they own.

        ``cells``: of the contract, without nulls; ``answers``: of all these rows.
        """
        owners = [column.name for column in self.header.columns if "owners" in column.path]
        if not owners:
            return same_in_each_row(False, cells.height, pl.Boolean)
        stops = (answers["release"] == "stop").fill_null(False)
        return stops & cells.select(pl.any_horizontal(pl.col(owners) != "")).to_series()

    def unscreened(self, cells: pl.DataFrame, answers: pl.DataFrame) -> pl.DataFrame:
        """The answers of a table whose parties nobody screens."""
        texts = cells.select(pl.col(self.header.names).fill_null(""))
        asked = (self.may_be_stopped(texts) | self.may_be_banned(texts, answers)) & ~answers["wrong"]
        answers = self.changed(answers, texts, asked, {}).drop(CHECKED_STATUS)
        if self._first_uses is None:
            self._first_uses = FirstUses(header=self.header, options=self.options)
        return self._first_uses.asked(answers, texts, ~asked & ~answers["wrong"])

    def changed(
        self,
        answers: pl.DataFrame,
        texts: pl.DataFrame,
        asked: pl.Series,
        evidence: Mapping[tuple[str, ...], Evidence],
    ) -> pl.DataFrame:
        """The answers of rows as ``check`` leaves them, with :data:`CHECKED_STATUS`; those about which it is
        not asked say what contradicts itself in their cells.

        Args:
            answers: of all these rows.
            texts: the cells of the contract, without nulls.
            asked: about which rows ``check`` is asked.
            evidence: what screening found, by the cells of the columns of parties and of the exporter;
                without, nobody was screened.
        """
        answers = answers.with_columns(pl.lit(None, pl.String).alias(CHECKED_STATUS))
        if asked.any():
            answers = self._changed(answers, texts, asked, evidence)
        answers = self._contradicting.with_contradictions(answers, texts, ~asked, self.header, self.options)
        return with_fields_awaited(answers, texts, self.header, self.options)

    def _changed(
        self,
        answers: pl.DataFrame,
        texts: pl.DataFrame,
        asked: pl.Series,
        evidence: Mapping[tuple[str, ...], Evidence],
    ) -> pl.DataFrame:
        rows = asked.arg_true()
        of_rows = texts[rows]
        telling = [name for name in of_rows.columns if name not in WITHOUT_BEARING]
        different = of_rows.unique(telling, keep="first", maintain_order=True)
        checked = pl.DataFrame(
            [self._checked(texts, telling, evidence) for texts in different.iter_rows(named=True)],
            schema=_ANSWER,
            orient="row",
        )
        # A column more than those that tell rows apart: a table may have none of them.
        key = pl.lit(0).alias("all")
        met = of_rows.select(key, *telling).join(
            pl.concat([different.select(key, *telling), checked], how="horizontal"),
            on=["all", *telling],
            how="left",
            maintain_order="left",
        )
        before = answers[rows].select(*_CHANGED)
        both = pl.concat([before, met.select(*_ANSWER)], how="horizontal")
        changed = both.select(*_more_severe(), CHECKED_STATUS).select(
            pl.col(name).cast(answers.schema[name]) for name in (*_CHANGED, CHECKED_STATUS)
        )
        return answers.with_columns(answers[name].scatter(rows, changed[name]) for name in changed.columns)

    def _checked(
        self, texts: dict[str, str], telling: list[str], evidence: Mapping[tuple[str, ...], Evidence]
    ) -> tuple[Any, ...]:
        """The columns :data:`_ANSWER` of a row."""
        same = digest_of(*(texts[name] for name in telling))
        if same not in self._answers:
            if len(self._answers) >= _MOST:
                self._answers.clear()
            options = self.options
            transaction = checked_transaction(transaction_of(self.header.columns, texts), options.today)
            judgement = judged(
                transaction,
                transaction.date or options.today,
                options.language,
                options.policies,
                self._with_named(
                    evidence.get(tuple(texts[name] for name in party_columns(self.header)), LEFT_OUT),
                    transaction,
                ),
                options.accepted,
                options.rules,
            )
            # How old the law is stands with every row (``law_age``).
            reasons = (message for message in judgement.because if message != judgement.law_age.message)
            sentences = sentences_of_reasons(
                reasons, options.language, short=options.short, says_open=options.screens
            )
            because = SEPARATOR.join(sentences)
            basis = ";".join(_basis(judgement.parties, options.language))
            severity = RELEASE.rank(judgement.released)
            status = judgement.parties.status
            self._answers[same] = (
                int(judgement.low),
                int(judgement.high),
                severity,
                basis,
                because or None,
                status,
            )
        return self._answers[same]

    def _with_named(self, evidence: Evidence, transaction: Transaction) -> Evidence:
        """What was found on the parties of a row, and in its texts."""
        if evidence.absence:
            return evidence
        texts = tuple(texts_of(transaction))
        hits = (replace(hit, party=text.path) for text in texts for hit in self.named.get(text.name, ()))
        return replace(
            evidence,
            screened=(*evidence.screened, *(text.path for text in texts)),
            hits=(*evidence.hits, *hits),
        )


def text_columns(header: Header) -> list[str]:
    """The columns of texts in which somebody may be named."""
    return [
        column.name
        for column in header.columns
        if column.path[-1] in ("end_use", "description", "product")
        or (column.path[0] == "authorisations" and column.path[-1] in NAMES_ON_AUTHORISATIONS)
        or (column.path[0] == "authority_decisions" and column.path[-1] == "parties")
        or _is_number(column)
    ]


def _is_number(column: ColumnPath) -> bool:
    """Whether a column has references, units or numbers of parties, in which somebody is named now and
    then."""
    return column.path[-1] in TEXTS_OF_NUMBERS or "identifiers" in column.path


def texts_in(column: ColumnPath, cell: str) -> list[str]:
    """The texts of a cell as a transaction has them, with one blank between words: one of a list names
    several."""
    value = value_of(column, cell) if cell else []
    texts = [" ".join(text.split()) for text in (value if isinstance(value, list) else [value])]
    return [text for text in texts if may_name(text)] if _is_number(column) else texts


def party_columns(header: Header) -> list[str]:
    """The columns that say who takes part."""
    return [column.name for column in header.columns if column.path[0] in ("parties", "exporter")]


def _stopping_word(column: ColumnPath) -> str:
    if "answers" not in column.path:
        return ""
    answer = str(column.path[-1])
    return next((word for start, word in _STOPPING.items() if answer.startswith(start)), "")


def _more_severe() -> list[pl.Expr]:
    """Of the answer of the table and that of ``check`` the more severe, in the columns :data:`_CHANGED`."""
    before = pl.col("range_low").cast(pl.String).replace_strict(_EFFECTS, return_dtype=pl.Int64)
    low = pl.max_horizontal(before, "low")
    of_table = pl.col("range_high").cast(pl.String).replace_strict(_EFFECTS, return_dtype=pl.Int64)
    high = pl.max_horizontal(of_table, "high", low)
    released = pl.col("release").replace_strict(
        {name: RELEASE.rank(name) for name in RELEASE.codes},
        default=RELEASE.rank("ask"),
        return_dtype=pl.Int64,
    )
    words = {number: word for word, number in _EFFECTS.items()}
    releases = dict(enumerate(RELEASE.codes))
    return [
        pl.when(low == high)
        .then(low.replace_strict(words, return_dtype=pl.String))
        .otherwise(pl.lit("undetermined"))
        .alias("outcome"),
        low.replace_strict(words, return_dtype=pl.String).alias("range_low"),
        high.replace_strict(words, return_dtype=pl.String).alias("range_high"),
        pl.when(low > before).then("law_of_parties").otherwise("basis").alias("basis"),
        pl.max_horizontal(released, "severity")
        .replace_strict(releases, return_dtype=pl.String)
        .alias("release"),
        # That nothing is open is no reason of a row of which the table says more.
        pl.when(pl.col("severity") >= released)
        .then("checked_because")
        .when(pl.col("severity") == 0)
        .then(BECAUSE)
        .otherwise(joined(pl.col(BECAUSE), pl.col("checked_because")))
        .alias(BECAUSE),
    ]


def _basis(parties: ScreenedParties, language: str) -> tuple[str, ...]:
    """The provisions by which a listed party raises the outcome."""
    applying = (finding for finding in parties.findings(language) if finding.status == "applies")
    return tuple(dict.fromkeys(finding.provision for finding in applying))
