"""``dualuse init`` and ``dualuse doctor``: what a house fills in once, and whether what answers rest on is there and young enough."""

from __future__ import annotations

from dualuse.cli.house.doctor import DOCTOR_HELP, doctor
from dualuse.cli.house.init import INIT_HELP, init

__all__ = ["DOCTOR_HELP", "INIT_HELP", "doctor", "init"]
