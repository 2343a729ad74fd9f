"""Entries that a description leads to, for an item of which nobody says what entry it is in."""

from __future__ import annotations

from functools import cached_property
from typing import Final

from dualuse.classification.search.answers import Classification
from dualuse.classification.search.classifier import Classifier, classifier
from dualuse.classification.search.classifying import answer, installed_texts

_MOST: Final = 3
"""Candidates that are named: the others stand in ``dualuse classify``."""


class LikelyEntries:
    """Searches descriptions; what it compares with is made ready, in seconds, when the first of them needs it."""

    @cached_property
    def _classifier(self) -> Classifier:
        return classifier(installed_texts())

    def of_unclassified(self, description: str) -> tuple[str, ...]:
        """The provisions that are near, best first; none where the words lead nowhere."""
        return _provisions(self._classified(description))

    def _classified(self, description: str) -> Classification:
        return answer(self._classifier, description)


def _provisions(classification: Classification) -> tuple[str, ...]:
    return tuple(candidate.provision or candidate.entry for candidate in classification.near[:_MOST])
