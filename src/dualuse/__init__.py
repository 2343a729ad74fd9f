"""dualuse: the EU Dual-use Regulation (EU) 2021/821 as working software.

``check`` judges one transaction, ``interview`` asks for what is missing, ``replay`` judges a recorded determination
again; the rooms (``dualuse.law``,
``dualuse.determination``, …) are importable for more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dualuse.assessment.check import check
from dualuse.assessment.replay import Replay, replay
from dualuse.contract.problems import InputError
from dualuse.version import __version__

if TYPE_CHECKING:
    from dualuse.assessment import interview

__all__ = ["InputError", "Replay", "__version__", "check", "interview", "replay"]


def __getattr__(name: str) -> Any:
    """Load ``interview`` when it is first used: who checks does not wait for it."""
    if name == "interview":
        from importlib import import_module

        return import_module("dualuse.assessment.interview")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
