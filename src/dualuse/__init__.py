"""dualuse: the EU Dual-use Regulation (EU) 2021/821 as working software.

``check`` judges one transaction, ``replay`` judges a recorded determination again; the rooms (``dualuse.law``,
``dualuse.determination``, …) are importable for more.
"""

from dualuse.assessment.check import check
from dualuse.assessment.replay import Replay, replay
from dualuse.contract.problems import InputError
from dualuse.version import __version__

__all__ = ["InputError", "Replay", "__version__", "check", "replay"]
