"""A service in which everything is invented: authorities, firms, people, forty cases, denials, a sanctions list; the same each time but for secrets
and days. Built by the services themselves, so that whatever it shows has happened."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from dualuse.data_folders import data_file
from dualuse.inputs.data_files import read_toml


@lru_cache(maxsize=1)
def invented() -> Mapping[str, Any]:
    """What is invented, as ``invented.toml`` has it."""
    return read_toml(data_file("licensing/demonstration/invented.toml"))
