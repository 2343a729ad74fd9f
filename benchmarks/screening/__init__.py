"""Screening measured on labelled cases, beside the field's reference: run ``python -m benchmarks.screening.measure``."""
