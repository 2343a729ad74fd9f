"""Screening as one function over Arrow record batches: for a cluster (PySpark), or any program that holds tables.

A row states a party: ``id``, ``schema``, and columns with the names of FollowTheMoney's properties, each a text (several
with ``;`` between them) or a list of texts. The answer has one row for each, in the same order. It needs the extra
``spark`` (pyarrow). Decisions are not applied here: what people decided stays where their workspace is.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa

from dualuse.inputs.problems import Problem
from dualuse.screening.answers import final_status
from dualuse.screening.index.addresses import ADDRESSES
from dualuse.screening.matching.screened import Hit, Query, Screened
from dualuse.screening.parallel import CHUNK, screen_chunk
from dualuse.screening.properties import KNOWN, Counterparty, counterparty

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

HIT: Final = pa.struct(
    [
        ("entity", pa.string()),
        ("list", pa.string()),
        ("score", pa.float64()),
        ("status", pa.string()),
        ("queried", pa.string()),
        ("name", pa.string()),
        ("because", pa.string()),
    ]
)
"""A hit; ``because`` is JSON: a list of ``{"code", "speaks", "params"}``."""

ANSWERS: Final = pa.schema(
    [
        ("id", pa.string()),
        ("status", pa.string()),
        ("hits", pa.list_(HIT)),
        ("unread", pa.list_(pa.string())),
        ("problem", pa.string()),
    ]
)
"""The columns of the answer. ``unread``: countries and dates of birth that were not understood. ``problem``: why a row was not screened."""

SPARK_ANSWERS: Final = (
    "id string, status string, hits array<struct<entity string, list string, score double, status string, "
    "queried string, name string, because string>>, unread array<string>, problem string"
)
"""The same for Spark."""


def screen_batches(batches: Iterator[pa.RecordBatch], index: Path) -> Iterator[pa.RecordBatch]:
    """Screen the rows of ``batches`` over the index file ``index``; one row of :data:`ANSWERS` each, in their order.

    Raises:
        KeyError: a batch has neither a column ``name`` nor an identifier.
    """
    for batch in batches:
        for start in range(0, max(batch.num_rows, 1), CHUNK):
            yield _screen_batch(batch.slice(start, CHUNK), index)


def screen_on_spark(parties: DataFrame, index: Path) -> DataFrame:
    """Screen a Spark table: the index is shipped to the executors, which need this package and pyarrow.

    ``index``: :attr:`dualuse.screening.index.installed.Installed.index` on the driver.
    """
    from pyspark import SparkFiles

    context = parties.sparkSession.sparkContext
    for file in (index, index.with_name(ADDRESSES)):  # both lie in one folder there too
        context.addFile(str(file))
    name = index.name

    def screened(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        return screen_batches(batches, Path(SparkFiles.get(name)))

    return parties.mapInArrow(screened, SPARK_ANSWERS)


def _screen_batch(batch: pa.RecordBatch, index: Path) -> pa.RecordBatch:
    rows = [_party(row) for row in batch.to_pylist()]
    queries = [party.query for _, party in rows if isinstance(party, Counterparty)]
    screened = iter(screen_chunk(index, queries))
    answers = [
        _answer_row(identifier, party.query, next(screened), (*party.unread, *party.unread_dates))
        if isinstance(party, Counterparty)
        else {"id": identifier, "status": "not_screened", "hits": [], "unread": [], "problem": party.text()}
        for identifier, party in rows
    ]
    return pa.RecordBatch.from_pylist(answers, schema=ANSWERS)


def _party(row: dict[str, Any]) -> tuple[str, Counterparty | Problem]:
    number, schema = row.pop("id", None), row.pop("schema", None)
    identifier = "" if number is None else str(number)
    properties = {name: _texts(value) for name, value in row.items() if name in KNOWN or value}
    return identifier, counterparty(identifier, schema or "", properties)


def _texts(cell: Any) -> list[str]:
    values = cell if isinstance(cell, list) else [] if cell is None else str(cell).split(";")
    return [text for value in values if value is not None and (text := str(value).strip())]


def _answer_row(identifier: str, query: Query, screened: Screened, unread: tuple[str, ...]) -> dict[str, Any]:
    return {
        "id": identifier,
        "status": final_status(query, screened.status),
        "hits": [_hit_row(hit) for hit in screened.hits],
        "unread": list(unread),
        "problem": None,
    }


def _hit_row(hit: Hit) -> dict[str, Any]:
    because = [
        {"code": reason.code, "speaks": reason.speaks, "params": reason.params} for reason in hit.because
    ]
    return {
        "entity": hit.entity,
        "list": hit.list,
        "score": hit.score,
        "status": hit.status,
        "queried": hit.queried,
        "name": hit.name,
        "because": json.dumps(because, ensure_ascii=False),
    }
