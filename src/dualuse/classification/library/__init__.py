"""The library of classified products: who classified what, when, under which edition, on what evidence, and what was ruled out."""

from dualuse.classification.library.library import Library
from dualuse.classification.library.model import Decided, Evidence, Product, Proposal, RuledOut

__all__ = ["Decided", "Evidence", "Library", "Product", "Proposal", "RuledOut"]
