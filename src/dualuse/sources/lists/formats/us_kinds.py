"""What kind of party an entry of the United States' lists is, in the words of all their forms."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from dualuse.sources.lists.listed_party import Kind

KINDS: Final[Mapping[str, Kind]] = MappingProxyType(
    {"Individual": "person", "Entity": "organisation", "Vessel": "vessel", "Aircraft": "aircraft"}
)
