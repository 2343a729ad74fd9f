"""dualuse: the EU Dual-use Regulation (EU) 2021/821 as working software.

``check`` judges one transaction; the rooms (``dualuse.law``, ``dualuse.determination``, …) are importable for more.
"""

from dualuse.assessment.check import check
from dualuse.contract.problems import InputError

__all__ = ["InputError", "__version__", "check"]
__version__ = "0.1.0"
