"""Parameter sheets: the decisive tests of an entry of Annex I as data, and the examination of an item by them.

A sheet (``data/6A003.toml``) holds conditions in our own words; :func:`examine` says which provisions an item meets,
which it does not, and which questions are still open. See ``docs/sheets.md``.
"""

from dualuse.classification.sheets.examining import examine
from dualuse.classification.sheets.results import Examination

__all__ = ["Examination", "examine"]
