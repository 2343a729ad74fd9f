"""The pages on the material: all files with checksums, the releases and what they changed, and how everything is counted."""

from __future__ import annotations

from collections import Counter
from typing import Any

from dualuse.i18n import N_
from dualuse.transparency.decision import RESULTS
from dualuse.transparency.site.edition import Published
from dualuse.transparency.site.method_changes import UNION_BREAKS
from dualuse.transparency.site.outliers import SQL as OUTLIERS_SQL
from dualuse.transparency.site.pages.view_content import RESULT_NAMES, LocalEdition
from dualuse.transparency.site.rendering import Page
from dualuse.transparency.statistics import STATISTICS, sql


def data_page(room: LocalEdition) -> Page:
    """All releases, their files and changes."""
    texts = room.texts
    content = {"releases": [_release(release) for release in reversed(room.edition.releases)]}
    title = texts(N_("Data and releases"))
    lead = texts(
        N_("A release is never changed. A correction is another release, which says what changed and why.")
    )
    return Page("data", title, "data.html", content | {"lead": lead}, "data", lead)


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
        "method",
        title,
        "method.html",
        content,
        "method",
        texts(N_("How everything is counted, and from what.")),
    )


def outcome_name(room: LocalEdition, outcome: str) -> str:
    """The name of an outcome."""
    return room.texts(RESULT_NAMES[outcome])
