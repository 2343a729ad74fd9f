"""The programs in Python that pages show, run where the commands of their page were typed."""

from __future__ import annotations

import contextlib
import io
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from tests.support.paths import REPOSITORY

PROGRAM = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
OF_SPARK: Mapping[str, tuple[str, str]] = {
    "docs/bulk.md": (', engine_name="spark"', ""),
    "docs/screening.md": (
        'screen_on_spark(spark.read.parquet("customers.parquet"), lists.index)',
        "screen_on_spark",
    ),
}
"""By page, what of its program needs Spark, and what stands there instead: CONTRIBUTING.md says so."""
WITH_SPARK: Mapping[str, str] = {
    "docs/bulk.md": "`tests/bulk/test_engines.py` has it",
    "docs/screening.md": "`tests/screening/test_scale.py` has it",
}
"""Which tests have what is left out."""


def run_programs(page: str) -> None:
    """Run the programs of the page, each with the names that it takes for granted.

    Raises:
        Exception: whatever a program raises.
    """
    text = (REPOSITORY / page).read_text(encoding="utf-8")
    for program in PROGRAM.findall(text):
        if page in OF_SPARK:
            assert OF_SPARK[page][0] in program, page
            program = program.replace(*OF_SPARK[page])
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(program, page, "exec"), _GRANTED.get(page, dict)())


def _of_assessment() -> dict[str, Any]:
    from dualuse.schema.reading.plain_data import read_file
    from dualuse.schema.reading.validation import transaction_from

    return {"transaction": transaction_from(read_file(Path("offer.yaml"))[0])}


def _of_bulk() -> dict[str, Any]:
    import polars

    polars.read_csv("offers.csv", infer_schema=False, truncate_ragged_lines=True).write_parquet(
        "offers.parquet"
    )
    return {"spark": None}


def _of_screening() -> dict[str, Any]:
    import pyarrow

    return {"table": pyarrow.table({"id": ["K-1"], "name": ["Orlow Quillonberg"]})}


_GRANTED: Mapping[str, Callable[[], dict[str, Any]]] = {
    "docs/assess.md": _of_assessment,
    "docs/bulk.md": _of_bulk,
    "docs/screening.md": _of_screening,
}
