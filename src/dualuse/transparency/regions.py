"""Regions of destinations: sub-regions of the United Nations' geoscheme (M49), for counting.

A region is no judgement on any place. The table is from memory (``unverified``); a named part of a country is in its country's region.
"""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Final

from dualuse.i18n import N_
from dualuse.i18n.places import place_names
from dualuse.law.territories import territories

REGION_NAMES: Final[dict[str, str]] = {
    "northern_africa": N_("Northern Africa"),
    "western_africa": N_("Western Africa"),
    "middle_africa": N_("Middle Africa"),
    "eastern_africa": N_("Eastern Africa"),
    "southern_africa": N_("Southern Africa"),
    "northern_america": N_("Northern America"),
    "central_america": N_("Central America"),
    "caribbean": N_("Caribbean"),
    "south_america": N_("South America"),
    "central_asia": N_("Central Asia"),
    "eastern_asia": N_("Eastern Asia"),
    "south_eastern_asia": N_("South-eastern Asia"),
    "southern_asia": N_("Southern Asia"),
    "western_asia": N_("Western Asia"),
    "eastern_europe": N_("Eastern Europe"),
    "northern_europe": N_("Northern Europe"),
    "southern_europe": N_("Southern Europe"),
    "western_europe": N_("Western Europe"),
    "australia_and_new_zealand": N_("Australia and New Zealand"),
    "pacific_islands": N_("Melanesia, Micronesia, Polynesia"),
    "antarctica": N_("Antarctica"),
}


@lru_cache(maxsize=1)
def regions() -> dict[str, str]:
    """The region of every country and named territory, by code; what names no country has none."""
    with Path(__file__).with_name("regions.toml").open("rb") as stream:
        rows = tomllib.load(stream)["regions"]
    region_of = {code: region for region, codes in rows.items() for code in codes}
    for code in place_names():
        territory = territories().get(code)
        country = territory.part_of if territory else code.split("-")[0]
        if code not in region_of and country in region_of:
            region_of[code] = region_of[country]
    return dict(sorted(region_of.items()))
