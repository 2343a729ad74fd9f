"""The classifier that has neither official text nor embedding, built once for all files: it takes half a second."""

from __future__ import annotations

import pytest

from dualuse.classification.search.classifier import Classifier


@pytest.fixture(scope="session")
def by_words() -> Classifier:
    """The outline by its words alone."""
    return Classifier((), None)
