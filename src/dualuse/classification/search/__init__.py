"""From free text to entries of Annex I, offline: candidates with reasons, and whether the product is probably listed."""

from dualuse.classification.search.answers import Candidate, Classification, Verdict
from dualuse.classification.search.classifying import classify, classify_all

__all__ = ["Candidate", "Classification", "Verdict", "classify", "classify_all"]
