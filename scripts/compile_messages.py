"""Compile the translations: the .po files of the repository to the .mo files that gettext reads."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from hatch_build import compile_catalogues

if __name__ == "__main__":
    for compiled in compile_catalogues(Path(__file__).parent.parent):
        print(compiled.name, compiled.parent.parent.name)
