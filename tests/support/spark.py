"""One Spark for all tests of a process: to start it takes as long as all they ask of it."""

from __future__ import annotations

import shutil
from functools import lru_cache
from typing import Any

import pytest


@lru_cache(maxsize=1)
def small_session() -> Any:
    """A session for a few rows: compiling its plans would take longer than running them as they are."""
    sql = pytest.importorskip("pyspark.sql", reason="PYSPARK ABSENT: nothing was compared on Spark")
    if shutil.which("java") is None:
        pytest.skip("JAVA ABSENT: Spark needs Java; nothing was compared on it")
    settings = {
        "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "1",
        "spark.sql.codegen.wholeStage": "false",
        "spark.sql.codegen.factoryMode": "NO_CODEGEN",
        "spark.sql.execution.arrow.maxRecordsPerBatch": "97",
    }
    session = sql.SparkSession.builder.master("local[2]").config(map=settings).getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session
