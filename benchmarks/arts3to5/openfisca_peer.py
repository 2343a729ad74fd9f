"""The table through OpenFisca: inputs, simulation, outcome. Two ways in, one calculation.

``prepared`` is the fastest way that OpenFisca offers: arrays of positions that it takes as they are. ``documented`` is
the way of its documentation: values as text, which OpenFisca turns into positions itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, TypeAlias

import numpy as np
import polars as pl
from numpy.typing import NDArray
from openfisca_core.indexed_enums import EnumArray
from openfisca_core.simulations import Simulation, SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from benchmarks.arts3to5.openfisca_union.entities import (
    UNDECIDED,
    Activity,
    Code,
    DecidedProvision,
    Level,
    Place,
    Result,
)
from benchmarks.arts3to5.openfisca_union.system import union
from benchmarks.arts3to5.table import DTYPES, GROUNDS, LAW_DATE

PERIOD: Final = LAW_DATE.isoformat()

Arrays: TypeAlias = Mapping[str, Any]
Outcomes: TypeAlias = NDArray[np.int16]
"""Numbers of :class:`dualuse.law.language.provision.Effect`, one a row."""

_ENUMS: Final[Mapping[str, tuple[str, Any]]] = {
    "activity": ("activity", Activity),
    "exporter.country": ("exporter_country", Place),
    "destination": ("destination", Place),
    "purchasing_country": ("purchasing_country", Place),
    "items.entries": ("entry", Code),
    **{f"knowledge.{ground}": (f"knowledge_{ground}", Level) for ground in GROUNDS},
    "authority_decisions.provision": ("decision_provision", DecidedProvision),
    "authority_decisions.result": ("decision_result", Result),
}
_FLAGS: Final[Mapping[str, str]] = {
    "items.cyber_surveillance": "cyber_surveillance",
    "circumstances.free_zone": "free_zone",
}


def prepared(table: pl.DataFrame) -> dict[str, Any]:
    """The columns of ``table`` as arrays that OpenFisca takes without a look.

    Polars does the work, as for our own side: text becomes the position of the value (an enumeration is that position
    in memory already), and an empty cell of a decision the last position, "none".
    """
    arrays: dict[str, Any] = {}
    for column, (name, values) in _ENUMS.items():
        cells = table[column]
        coded = cells.cast(DTYPES[column]) if cells.dtype == pl.String else cells
        positions = coded.to_physical().cast(pl.Int16)
        if positions.null_count():
            positions = positions.fill_null(len(values) - 1)
        arrays[name] = EnumArray(positions.to_numpy(), values)
    return {**arrays, **_flags(table)}


def documented(table: pl.DataFrame) -> dict[str, Any]:
    """The columns of ``table`` as arrays of text, no wider than the names of the values."""
    texts = {
        name: table[column].cast(pl.String).fill_null(UNDECIDED).to_numpy().astype(values.names.dtype)
        for column, (name, values) in _ENUMS.items()
    }
    return {**texts, **_flags(table)}


def _flags(table: pl.DataFrame) -> dict[str, Any]:
    return {
        name: (table[column] == "true" if table[column].dtype == pl.String else table[column]).to_numpy()
        for column, name in _FLAGS.items()
    }


def simulation(arrays: Arrays, system: TaxBenefitSystem | None = None) -> Simulation:
    """A simulation of ``system`` (default: the law as it is) with ``arrays`` as its inputs.

    The builder's own methods number the rows one by one in Python, 70 ms a million; here they are numbered at once.
    """
    law = union() if system is None else system
    count = len(next(iter(arrays.values())))
    builder = SimulationBuilder()
    builder.create_entities(law)
    population = builder.populations["item"]
    population.count, population.ids = count, np.arange(count)
    return _set(builder.build(law), arrays)


def default_simulation(arrays: Arrays) -> Simulation:
    """A simulation with ``arrays`` as its inputs, made as the documentation shows."""
    count = len(next(iter(arrays.values())))
    return _set(SimulationBuilder().build_default_simulation(union(), count), arrays)


def _set(made: Simulation, arrays: Arrays) -> Simulation:
    for name, array in arrays.items():
        made.set_input(name, PERIOD, array)
    return made


def calculated(made: Simulation) -> Outcomes:
    """The outcome of each row."""
    outcomes: Outcomes = made.calculate("outcome", PERIOD).view(np.ndarray)
    return outcomes


def outcomes(table: pl.DataFrame) -> Outcomes:
    """From the table in memory to the outcomes in memory, the fastest way."""
    return calculated(simulation(prepared(table)))


def outcomes_documented(table: pl.DataFrame) -> Outcomes:
    """From the table in memory to the outcomes in memory, as the documentation shows."""
    return calculated(default_simulation(documented(table)))
