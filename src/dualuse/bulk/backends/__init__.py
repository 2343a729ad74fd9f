"""Where the expressions run: Polars, DuckDB or PySpark; what is faster on Polars stands beside it."""
