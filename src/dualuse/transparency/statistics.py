"""The statistics that are published: what is counted, of what, by what, and the line of SQL that counts it again.

A statistic counts the decisions of the table in groups. A decision that names several entries, destinations, families or criteria
counts once under each of them; the sum of such groups is more than the number of decisions, and the statistic says so. What a
source does not state is a group of its own, written empty; decisions whose entries are known and of which none belongs to a surveillance
family as a whole are :data:`OTHER`, but for those with a code of an older edition: what it controlled was not looked up. Values are never added over currencies.

Regions of destinations are sub-regions of the United Nations' geoscheme (M49), from memory (``unverified``): a region is no judgement on any
place, and a named part of a country is in its country's region.

Computed with polars; :func:`sql` gives the same as one line of DuckDB on the published CSV, and the tests run it for all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, field
from decimal import Decimal
from functools import cache, lru_cache
from typing import Final, Literal

import polars as pl

from dualuse.data_folders import data_file
from dualuse.i18n import N_
from dualuse.i18n.places import place_names
from dualuse.inputs.data_files import read_toml
from dualuse.law.territories import territories
from dualuse.transparency.decision import APPLICATIONS, LIST_MARK, RESULTS
from dualuse.transparency.item_types import NOT_IN_EDITION, TYPE_CATEGORIES, TYPE_REPORT_CODES

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
    rows = read_toml(data_file("transparency/regions.toml"))["regions"]
    region_of = {code: region for region, codes in rows.items() for code in codes}
    for code in place_names():
        territory = territories().get(code)
        country = territory.part_of if territory else code.split("-")[0]
        if code not in region_of and country in region_of:
            region_of[code] = region_of[country]
    return dict(sorted(region_of.items()))


Measure = Literal["counts", "outcomes", "values"]
FILE: Final = "decisions.csv"
OTHER: Final = "other"
"""The group of what is known and belongs to none of the groups; empty is what is not known."""
OUTCOME_COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "applications": tuple(result for result in RESULTS if result in APPLICATIONS),
    "granted": ("granted",),
    "refused": ("refused",),
    "not_required": ("not_required",),
    "withdrawn": ("withdrawn",),
    "stopped": ("annulled", "revoked", "suspended"),
    "modified": ("modified", "substantially_limited", "extended", "transferred", "resumed"),
    "prohibited": ("prohibited",),
    "pending": ("pending",),
}
"""The columns of a statistic of outcomes, and the results that each counts; ``applications``: the results that say that one was received, where
several rows of one application count once."""


@dataclass(frozen=True, slots=True)
class Dimension:
    """By what is counted. ``column`` of the table; ``many``: a decision may be in several groups; ``letters``: the first so many
    signs of the column tell the group (the year of a day, the entry of a code); ``groups``: the group of each member, by a table;
    members that are in none are not known. ``known_by``: the column whose content says that an empty cell means none of the
    groups (:data:`OTHER`), and not that it is not known; ``unknown_by``: the remark with which it says nothing."""

    name: str
    column: str
    label: str
    _: KW_ONLY
    many: bool = False
    letters: int = 0
    known_by: str = ""
    unknown_by: str = ""
    groups: Mapping[str, str] = field(default_factory=dict)


DIMENSIONS: Final[dict[str, Dimension]] = {
    dimension.name: dimension
    for dimension in (
        Dimension("year", "date", N_("year of the decision"), letters=4),
        Dimension("month", "date", N_("month of the decision"), letters=7),
        Dimension("authority", "authority", N_("authority")),
        Dimension("kind", "kind", N_("kind of authorisation")),
        Dimension("decision", "decision", N_("decision")),
        Dimension("item_type", "item_types", N_("type of item"), many=True),
        Dimension("category", "item_types", N_("category of Annex I"), many=True, groups=TYPE_CATEGORIES),
        Dimension(
            "report_code", "item_types", N_("code of the Union's report"), many=True, groups=TYPE_REPORT_CODES
        ),
        Dimension("entry", "entries", N_("entry of Annex I"), many=True, letters=5),
        Dimension(
            "family",
            "families",
            N_("surveillance family"),
            many=True,
            known_by="entries",
            unknown_by=NOT_IN_EDITION,
        ),
        Dimension("destination", "destination", N_("destination"), many=True),
        Dimension("region", "destination", N_("region of destination"), many=True, groups=regions()),
        Dimension("via", "via", N_("country on the way"), many=True),
        Dimension("end_user", "end_user_category", N_("category of end user")),
        Dimension("criterion", "criteria", N_("ground of refusal"), many=True),
        Dimension("currency", "currency", N_("currency")),
        Dimension("source", "source", N_("source")),
    )
}


@dataclass(frozen=True, slots=True)
class Statistic:
    """One published table. ``by``: names of :data:`DIMENSIONS`; ``where``: groups it is limited to, by dimension."""

    key: str
    title: str
    by: tuple[str, ...]
    measure: Measure = "counts"
    _: KW_ONLY
    where: Mapping[str, str] = field(default_factory=dict)

    @property
    def unit(self) -> str:
        """The unit of count."""
        return UNITS[self.measure]

    @property
    def denominator(self) -> str:
        """The whole that the groups are parts of."""
        return DENOMINATORS[self.measure]

    @property
    def method(self) -> str:
        """How it is counted."""
        return METHODS["many" if any(DIMENSIONS[name].many for name in self.by) else "one"]


UNITS: Final[dict[Measure, str]] = {
    "counts": N_("decisions"),
    "outcomes": N_("decisions"),
    "values": N_("the currency named, as licensed and not as shipped"),
}
DENOMINATORS: Final[dict[Measure, str]] = {
    "counts": N_("all decisions of the table that the filter leaves"),
    "outcomes": N_("all decisions of the table that the filter leaves"),
    "values": N_("all decisions of the table that the filter leaves and that name a value in this currency"),
}
METHODS: Final = {
    "one": N_(
        "Every decision is in one group; of an application that was decided again, the last one counts."
    ),
    "many": N_(
        "A decision that names several is counted once in each group: the groups add up to more than the number of decisions. Of an application that was decided again, the last"
        " one counts."
    ),
}
STATISTICS: Final = (
    Statistic("years", N_("Decisions by year"), ("authority", "year", "decision")),
    Statistic("results", N_("Decisions by kind and outcome"), ("authority", "kind", "decision")),
    Statistic("item_types", N_("Decisions by type of item"), ("item_type", "decision")),
    Statistic("item_types_by_year", N_("Decisions by type of item and year"), ("authority", "year", "item_type", "decision")),
    Statistic("entries", N_("Decisions by entry"), ("entry", "decision")),
    Statistic("entries_by_year", N_("Decisions by entry and year"), ("authority", "year", "entry", "decision")),
    Statistic("families", N_("Decisions by surveillance family"), ("authority", "family", "decision")),
    Statistic(
        "families_by_destination", N_("Decisions by surveillance family and destination"),
        ("authority", "family", "destination", "decision"),
    ),
    Statistic("destinations", N_("Decisions by destination"), ("destination", "decision")),
    Statistic("regions", N_("Decisions by region of destination"), ("region", "decision")),
    Statistic("report_codes", N_("Decisions by code of the Union's report, as we read it (unverified)"), ("report_code", "decision")),
    Statistic("destinations_by_year", N_("Decisions by destination and year"), ("authority", "year", "destination", "decision")),
    Statistic("flows", N_("Decisions from State to destination"), ("authority", "destination", "decision")),
    Statistic("end_users", N_("Decisions by category of end user"), ("authority", "end_user", "decision")),
    Statistic("criteria", N_("Refusals by ground"), ("authority", "year", "criterion"), where={"decision": "refused"}),
    Statistic("values_by_year", N_("Values by year"), ("authority", "year", "decision", "currency"), "values"),
    Statistic("values_by_item_type", N_("Values by type of item"), ("item_type", "decision", "currency"), "values"),
    Statistic("values_by_entry", N_("Values by entry"), ("entry", "decision", "currency"), "values"),
    Statistic("values_by_destination", N_("Values by destination"), ("destination", "decision", "currency"), "values"),
    Statistic("value_flows", N_("Values from State to destination"), ("authority", "destination", "decision", "currency"), "values"),
)  # fmt: skip
STATISTIC_TITLES: Final = {statistic.key: statistic.title for statistic in STATISTICS}


def compute(statistic: Statistic, table: pl.LazyFrame) -> pl.LazyFrame:
    """The groups of a statistic and their figures, in the order of their names.

    Columns: those of ``by`` as texts ("" where not known), then ``decisions`` (of values: how many name one); of values also ``total``
    (decimal), ``median`` (decimal, exact: half the sum of the two in the middle) and ``largest``; of outcomes those of :data:`OUTCOME_COLUMNS`, null where none was found (whether that is a
    nought, the sources tell).
    """
    table = _standing(table)
    for name in dict.fromkeys((*statistic.by, *statistic.where)):
        table = _with_groups(table, DIMENSIONS[name])
    table = table.filter(*(pl.col(_group_column(name)) == value for name, value in statistic.where.items()))
    figures = [pl.len().cast(pl.Int64).alias("decisions")]
    if statistic.measure == "values":
        table = table.filter(pl.col("value").is_not_null())
        figures += [
            pl.col("value").sum().alias("total"),
            _median(pl.col("value")).alias("median"),
            pl.col("value").max().alias("largest"),
        ]
    if statistic.measure == "outcomes":
        figures += [_count_or_null(name, results) for name, results in OUTCOME_COLUMNS.items()]
    keys = [pl.col(_group_column(name)).alias(name) for name in statistic.by]
    if not keys:
        return table.select(figures)
    return table.group_by(keys).agg(figures).sort(statistic.by)


def _standing(table: pl.LazyFrame) -> pl.LazyFrame:
    """The decisions whose place no later one has taken: what was decided of an application again (a refusal, and then a grant) counts as it was decided last. What
    only changes one (a suspension, a revocation) stands beside it."""
    is_again = pl.col("decision").is_in(sorted(APPLICATIONS)) & (pl.col("concerns").fill_null("") != "")
    replaced = table.filter(is_again).select(pl.col("concerns").alias("id"))
    return table.join(replaced, on="id", how="anti")


def _median(amounts: pl.Expr) -> pl.Expr:
    """Half the sum of the two amounts in the middle (or twice the one), as an exact decimal of three places; none is null."""
    ordered, last = amounts.cast(pl.Decimal(38, 3)).sort(), pl.len().cast(pl.Int64) - 1
    middle = [ordered.get(place, null_on_oob=True) for place in (last // 2, (last + 1) // 2)]
    return (middle[0] + middle[1]) * pl.lit(Decimal("0.500"))


_APPLICATION_OR_ROW: Final = ("a:", "d:")
"""Before the name of an application, and before the id of a row that names none: no application is taken for a row that happens to be called so."""


def _count_or_null(name: str, results: tuple[str, ...]) -> pl.Expr:
    is_counted = pl.col("decision").is_in(results)
    if name == "applications":
        of_application, of_row = _APPLICATION_OR_ROW
        counted = pl.coalesce(pl.lit(of_application) + pl.col("application"), pl.lit(of_row) + pl.col("id"))
        number = counted.filter(is_counted).n_unique().cast(pl.Int64)
    else:
        number = is_counted.sum().cast(pl.Int64)
    return pl.when(number > 0).then(number).alias(name)


def _group_column(name: str) -> str:
    return f"_{name}"


def _with_groups(table: pl.LazyFrame, dimension: Dimension) -> pl.LazyFrame:
    """The table with the groups of a dimension beside it; of ``many``, a row for each group of a decision, once."""
    column, name = pl.col(dimension.column), _group_column(dimension.name)
    if not dimension.many:
        text = column.cast(pl.String()).fill_null("")
        return table.with_columns(
            (text.str.head(dimension.letters) if dimension.letters else text).alias(name)
        )
    members = column
    if dimension.letters:
        members = members.list.eval(pl.element().str.head(dimension.letters))
    if dimension.groups:
        group = pl.element().replace_strict(dict(dimension.groups), default="", return_dtype=pl.String())
        members = members.list.eval(group)
    none = pl.lit([""])
    if dimension.known_by:
        is_known = pl.col(dimension.known_by).list.len() > 0
        if dimension.unknown_by:
            is_known &= ~pl.col("remarks").list.contains(dimension.unknown_by)
        none = pl.when(is_known).then(pl.lit([OTHER])).otherwise(none)
    once = pl.when(members.list.len() > 0).then(members.list.unique()).otherwise(none)
    return table.with_columns(once.alias(name)).explode(name)


def sql(statistic: Statistic, file: str = FILE) -> str:
    """One line of DuckDB SQL that gives the statistic again from the published CSV."""
    names = dict.fromkeys((*statistic.by, *statistic.where))
    groups = {name: _sql_group(name) for name in names}
    sources = [_sql_standing(f"read_csv('{file}', all_varchar = true)")]
    sources += [f"unnest({groups[name]}) AS of_{name}({name}_)" for name in names if DIMENSIONS[name].many]
    cells = {name: f"{name}_" if DIMENSIONS[name].many else groups[name] for name in names}
    where = [f"{cells[name]} = '{value}'" for name, value in statistic.where.items()]
    figures = ["count(*) AS decisions"]
    if statistic.measure == "values":
        where.append("value IS NOT NULL")
        amount = "CAST(value AS DECIMAL(18,2))"
        figures += [
            f"sum({amount}) AS total",
            f"(quantile_disc({amount}, 0.5) - quantile_disc(-{amount}, 0.5)) * 0.5 AS median",
            f"max({amount}) AS largest",
        ]
    if statistic.measure == "outcomes":
        figures += _SQL_COUNTS
    keys = "".join(f'{cells[name]} AS "{name}", ' for name in statistic.by)
    places = ", ".join(str(place) for place in range(1, len(statistic.by) + 1))
    limits = f" WHERE {' AND '.join(where)}" if where else ""
    order = f" GROUP BY {places} ORDER BY {places}" if places else ""
    return f"SELECT {keys}{', '.join(figures)} FROM {', '.join(sources)}{limits}{order};"


def _sql_standing(table: str) -> str:
    again = ", ".join(f"'{result}'" for result in sorted(APPLICATIONS))
    replaced = f"SELECT concerns FROM {table} WHERE concerns IS NOT NULL AND decision IN ({again})"
    return f"(SELECT * FROM {table} WHERE id NOT IN ({replaced}))"


def _sql_count(name: str, results: tuple[str, ...]) -> str:
    names = ", ".join(f"'{result}'" for result in results)
    of_application, of_row = _APPLICATION_OR_ROW
    counted = "*"
    if name == "applications":
        # The release of a table that tells no application has the column all the same, and empty cells are NULL.
        counted = f"DISTINCT coalesce('{of_application}' || application, '{of_row}' || id)"
    return f"nullif(count({counted}) FILTER (decision IN ({names})), 0) AS {name}"


_SQL_COUNTS: Final = tuple(_sql_count(name, results) for name, results in OUTCOME_COLUMNS.items())


@cache
def _sql_group(name: str) -> str:
    dimension = DIMENSIONS[name]
    text = f"coalesce({dimension.column}, '')"
    if not dimension.many:
        return f"left({text}, {dimension.letters})" if dimension.letters else text
    if dimension.known_by:
        is_known = f"coalesce({dimension.known_by}, '') <> ''"
        if dimension.unknown_by:
            remarks = f"string_split(coalesce(remarks, ''), '{LIST_MARK}')"
            is_known += f" AND NOT list_contains({remarks}, '{dimension.unknown_by}')"
        text = f"CASE WHEN {text} = '' AND {is_known} THEN '{OTHER}' ELSE {text} END"
    members = f"string_split({text}, '{LIST_MARK}')"
    if dimension.letters:
        members = f"list_transform({members}, lambda x: left(x, {dimension.letters}))"
    if dimension.groups:
        members = f"list_transform({members}, lambda x: {_sql_table(dimension.groups)})"
    return f"list_distinct({members})"


def _sql_table(groups: Mapping[str, str]) -> str:
    """A table of groups as one expression on ``x``."""
    members: dict[str, list[str]] = {}
    for member, group in groups.items():
        members.setdefault(group, []).append(f"'{member}'")
    cases = " ".join(f"WHEN x IN ({', '.join(names)}) THEN '{group}'" for group, names in members.items())
    return f"CASE {cases} ELSE '' END"
