"""The version of this package, as determinations record it; ``pyproject.toml`` holds the same."""

__version__ = "0.1.0"
