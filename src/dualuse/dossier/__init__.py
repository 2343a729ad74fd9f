"""All five questions about one transaction, kept, shown, verified, watched.

``assess`` walks, ``html_of`` and ``pdf_of`` make documents of the JSON, ``verify_dossier`` does it again from the JSON alone.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from dualuse.dossier.assessing import Evidence, assess
    from dualuse.dossier.rendering import html_of, pdf_of, text_of
    from dualuse.dossier.verifying import Verified, verify_dossier

__all__ = ["Evidence", "Verified", "assess", "html_of", "pdf_of", "text_of", "verify_dossier"]

_MODULES: Final = {
    "Evidence": "dualuse.dossier.assessing",
    "Verified": "dualuse.dossier.verifying",
    "assess": "dualuse.dossier.assessing",
    "html_of": "dualuse.dossier.rendering",
    "pdf_of": "dualuse.dossier.rendering",
    "text_of": "dualuse.dossier.rendering",
    "verify_dossier": "dualuse.dossier.verifying",
}


def __getattr__(name: str) -> Any:
    """Load what is named when it is first used: who asks for the words of a dossier does not wait for the walk."""
    if name in _MODULES:
        return getattr(import_module(_MODULES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
