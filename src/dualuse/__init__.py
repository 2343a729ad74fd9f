"""dualuse: the EU Dual-use Regulation (EU) 2021/821 as working software.

``assess`` walks from the product to what follows and leaves a dossier, ``check`` judges one transaction, ``screen`` compares a party with the lists, ``interview`` asks for what is missing, ``replay`` judges a recorded determination
again, ``law_version`` names the law of this installation, ``classify`` finds the entries a product may belong to; the rooms (``dualuse.law``, ``dualuse.engine``, …) are importable for more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dualuse.version import __version__

if TYPE_CHECKING:
    from dualuse import interview
    from dualuse.assessment.check import check
    from dualuse.classification.search import classify
    from dualuse.dossier.assessing import assess
    from dualuse.inputs.problems import InputError
    from dualuse.law.collection import law_version
    from dualuse.law_changes.replay import Replay, replay
    from dualuse.screening.session import screen

__all__ = [
    "InputError",
    "Replay",
    "__version__",
    "assess",
    "check",
    "classify",
    "interview",
    "law_version",
    "replay",
    "screen",
]

_MODULES: Final = {
    "InputError": "dualuse.inputs.problems",
    "Replay": "dualuse.law_changes.replay",
    "assess": "dualuse.dossier.assessing",
    "check": "dualuse.assessment.check",
    "classify": "dualuse.classification.search",
    "law_version": "dualuse.law.collection",
    "replay": "dualuse.law_changes.replay",
    "screen": "dualuse.screening.session",
}


def __getattr__(name: str) -> Any:
    """Load what is named when it is first used: who screens does not wait for the law, who checks not for the interview."""
    from importlib import import_module

    if name == "interview":
        return import_module("dualuse.interview")
    if name in _MODULES:
        return getattr(import_module(_MODULES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
