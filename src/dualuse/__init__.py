"""dualuse: the EU Dual-use Regulation (EU) 2021/821 as working software.

``check`` judges one transaction, ``interview`` asks for what is missing; the rooms (``dualuse.law``,
``dualuse.determination``, …) are importable for more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dualuse.assessment.check import check
from dualuse.contract.problems import InputError

if TYPE_CHECKING:
    from dualuse.assessment import interview

__all__ = ["InputError", "__version__", "check", "interview"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """Load ``interview`` when it is first used: who checks does not wait for it."""
    if name == "interview":
        from importlib import import_module

        return import_module("dualuse.assessment.interview")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
