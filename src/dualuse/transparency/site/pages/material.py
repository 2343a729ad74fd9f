"""The pages on the material: who reports (which State's decisions are held, for which years and outcomes, and why the others are not), all
files with checksums, the releases and what they changed, and how everything is counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from dualuse.i18n import N_
from dualuse.law.territories import member_states
from dualuse.transparency.decision import RESULTS
from dualuse.transparency.importing.union_figures import Figure
from dualuse.transparency.site.edition import Published
from dualuse.transparency.site.outliers import SQL as OUTLIERS_SQL
from dualuse.transparency.site.pages.figures import CATEGORY_NAMES
from dualuse.transparency.site.pages.view_content import RESULT_NAMES, LocalEdition
from dualuse.transparency.site.rendering import Page
from dualuse.transparency.site.views import Exhibit
from dualuse.transparency.sources import UNION_BREAKS, Source
from dualuse.transparency.statistics import STATISTICS, sql

_STATES: Final = ", ".join(f"'{code}'" for code in member_states())
HELD_SQL: Final = (
    "SELECT count(DISTINCT left(authority, 2)) AS states FROM read_csv('sources.csv', all_varchar = true)"
    f" WHERE left(authority, 2) IN ({_STATES});"
)
"""How many Member States have a source, from the published table of sources, in DuckDB."""
REPORTED_ON: Final = ("granted", "refused", "withdrawn")
"""What a State that reports in full tells: what was granted, what refused, what was taken back."""


@dataclass(frozen=True, slots=True)
class Year:
    """A year of a State: how many outcomes of :data:`REPORTED_ON` are complete, in ``words``, and how many decisions are in the table."""

    year: str
    complete: tuple[str, ...]
    words: tuple[str, ...]
    decisions: int

    @property
    def mark(self) -> str:
        """``all``, ``part``, ``some`` (decisions without a source that says it holds all) or ``none``."""
        if set(REPORTED_ON) <= set(self.complete):
            return "all"
        return "part" if self.complete else "some" if self.decisions else "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reporter:
    """A line of the board."""

    code: str
    name: str
    member_state: bool
    years: tuple[Year, ...]
    sources: tuple[Source, ...]
    figures: int
    silent: tuple[Figure, ...]

    @property
    def decisions(self) -> int:
        """How many decisions of it are in the table."""
        return sum(year.decisions for year in self.years)


def coverage_page(room: LocalEdition) -> Page:
    """The board."""
    texts, edition = room.texts, room.edition
    years = _years(room)
    codes = dict.fromkeys([*member_states(), *edition.coverage.authorities()])
    rows = [_reporter(room, code, years) for code in codes]
    rows.sort(key=lambda row: (not row.member_state, texts.order(row.name)))
    content = {
        "rows": rows,
        "years": years,
        "silent": [row.name for row in rows if row.member_state and not row.sources],
        "held": [row.name for row in rows if row.member_state and row.sources],
        "lines": [HELD_SQL, sql(Exhibit(("authority", "year"), "outcomes").statistic({}))],
        "category_names": CATEGORY_NAMES,
    }
    return Page(
        path="coverage",
        title=texts(N_("Who reports, and who does not")),
        template="coverage.html",
        content=content,
        section="coverage",
        description=texts(N_("Which States' decisions are public, for which years, and what is missing.")),
    )


def _years(room: LocalEdition) -> tuple[str, ...]:
    first = min([*map(int, room.edition.coverage.years()), room.edition.day.year])
    return tuple(str(year) for year in range(first, room.edition.day.year + 1))


def _reporter(room: LocalEdition, code: str, years: Sequence[str]) -> Reporter:
    edition = room.edition
    sources = tuple(source for source in edition.release.sources if source.authority.split("-")[0] == code)
    figures = [
        figure
        for figure in edition.release.figures
        if code in figure.member_state.replace(" ", ";").split(";")
    ]
    return Reporter(
        code=code,
        name=room.texts.place(code),
        member_state=code in member_states(),
        years=tuple(_year(room, code, year) for year in years),
        sources=sources,
        figures=sum(figure.measure != SILENT for figure in figures),
        silent=tuple(figure for figure in figures if figure.measure == SILENT),
    )


SILENT: Final = "member_states_giving_no_figures"
"""The measure of a figure that names States which gave no figures."""


def _year(room: LocalEdition, code: str, year: str) -> Year:
    view = room.edition.explored.get((code, year, "all"))
    rows = view.rows("outcomes") if view else None
    complete = tuple(sorted(room.edition.coverage.complete(code, year)))
    return Year(
        year,
        complete,
        tuple(room.texts(RESULT_NAMES[outcome]) for outcome in complete),
        int(rows["decisions"][0]) if rows is not None else 0,
    )


def data_page(room: LocalEdition) -> Page:
    """All releases, their files and changes."""
    texts = room.texts
    content = {"releases": [_release(release) for release in reversed(room.edition.releases)]}
    title = texts(N_("Data and releases"))
    lead = texts(
        N_("A release is never changed. A correction is another release, which says what changed and why.")
    )
    return Page(
        path="data",
        title=title,
        template="data.html",
        content=content | {"lead": lead},
        section="data",
        description=lead,
    )


def _release(release: Published) -> dict[str, Any]:
    files = [
        (name, (release.folder / name).stat().st_size, checksum)
        for name, checksum in sorted(release.checksums.items())
    ]
    return {
        "version": release.version,
        "day": release.day.isoformat(),
        "before": release.before,
        "because": release.because,
        "decisions": release.decisions.height,
        "changes": Counter(change.kind for change in release.changes),
        "files": files,
    }


def method_page(room: LocalEdition) -> Page:
    """Sources, terms, rules, and every statistic with its line of SQL."""
    texts, release = room.texts, room.edition.release
    sources = [
        {
            "source": source,
            "title": texts(source.title),
            "rationale": texts(source.rationale),
            "held": [outcome_name(room, outcome) for outcome in source.outcomes],
            "missing": [outcome_name(room, outcome) for outcome in RESULTS if outcome not in source.outcomes],
        }
        for source in release.sources
    ]
    statistics = [
        {
            "key": statistic.key,
            "title": texts(statistic.title),
            "unit": texts(statistic.unit),
            "denominator": texts(statistic.denominator),
            "method": texts(statistic.method),
            "sql": sql(statistic),
        }
        for statistic in STATISTICS
    ]
    content = {
        "sources": sources,
        "statistics": statistics,
        "breaks": [
            (change.after, texts.message(change.why), change.reference, change.verification)
            for change in UNION_BREAKS
        ],
        "outliers_sql": OUTLIERS_SQL,
    }
    title = texts(N_("Method"))
    return Page(
        path="method",
        title=title,
        template="method.html",
        content=content,
        section="method",
        description=texts(N_("How everything is counted, and from what.")),
    )


def outcome_name(room: LocalEdition, outcome: str) -> str:
    """The name of an outcome."""
    return room.texts(RESULT_NAMES[outcome])
