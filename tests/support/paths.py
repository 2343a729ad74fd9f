"""Where things lie: the repository, its tests, and the folder with real material beside it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

TESTS: Final = Path(__file__).resolve().parents[1]
REPOSITORY: Final = TESTS.parent
PACKAGE: Final = REPOSITORY / "src/dualuse"
SHARED: Final = REPOSITORY.parent / "shared"
