"""Tables in files: CSV, Excel and Parquet, read in parts and written whole or not at all."""
