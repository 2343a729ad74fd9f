"""The law on whole tables: conditions as Narwhals expressions, the same on Polars, DuckDB and PySpark."""
