"""All five questions about one transaction, kept, verified, watched.

``assess`` walks, ``verify_dossier`` does it again from the JSON of a dossier alone.
"""

from __future__ import annotations

from dualuse.dossier.assessing import Evidence, assess
from dualuse.dossier.verifying import Verified, verify_dossier

__all__ = ["Evidence", "Verified", "assess", "verify_dossier"]
