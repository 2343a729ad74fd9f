"""Atom feeds (RFC 4287): what each release changes, as a whole and for every destination and item that a decision names."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import polars as pl

from dualuse.i18n import N_
from dualuse.transparency.site.edition import Published
from dualuse.transparency.site.rendering import render_feed
from dualuse.transparency.site.texts import NOT_KNOWN, Texts

_SPACE: Final = uuid.uuid5(uuid.NAMESPACE_URL, "urn:dualuse:site")
_COLUMNS: Final = (
    "id", "date", "authority", "decision", "entries", "entries_text", "destination", "destination_text",
)  # fmt: skip
_MOST_LISTED: Final = 20
"""So many decisions are listed one by one in an entry."""
_DECISION_WORDS: Final[dict[str, str]] = {
    "granted": N_("authorisation granted"),
    "refused": N_("application refused"),
    "not_required": N_("no authorisation required"),
    "annulled": N_("authorisation annulled"),
    "revoked": N_("authorisation revoked"),
    "suspended": N_("authorisation suspended"),
    "resumed": N_("authorisation resumed"),
    "substantially_limited": N_("authorisation substantially limited"),
    "modified": N_("authorisation modified"),
    "extended": N_("authorisation extended"),
    "transferred": N_("authorisation transferred"),
    "withdrawn": N_("application withdrawn"),
    "prohibited": N_("export prohibited"),
    "pending": N_("application pending"),
}
"""A single decision in words; the words of a column stand in the plural in some languages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry of a feed."""

    id: str
    title: str
    updated: str
    href: str
    text: str


def release_feed(releases: Sequence[Published], texts: Texts, address: str) -> str:
    """The feed of all releases."""
    entries = [
        Entry(
            id=_urn("release", texts.language, release.version),
            title=texts(N_("Release {version}"), version=release.version),
            updated=_timestamp(release),
            href=_link(address, texts, "data.html"),
            text=_release_text(release, texts),
        )
        for release in reversed(releases)
    ]
    return _feed(
        texts(N_("Releases: decisions on the export of dual-use items")),
        "releases",
        "releases",
        page="index.html",
        entries=entries,
        texts=texts,
        address=address,
    )


def _release_text(release: Published, texts: Texts) -> str:
    number = texts.number(release.decisions.height)
    if not release.before:
        return texts(N_("The first release: {number} decisions."), number=number)
    counts = Counter(change.kind for change in release.changes)
    text = texts(
        N_("{number} decisions. Since {before}: {added} added, {changed} changed, {removed} removed."),
        number=number,
        before=release.before,
        added=texts.number(counts["added"]),
        changed=texts.number(counts["changed"]),
        removed=texts.number(counts["removed"]),
    )
    return f"{text} {release.because}".strip()


@dataclass(frozen=True, slots=True)
class GroupChanges:
    """What a release did to a group: how many decisions it added, changed and removed, and the latest of them."""

    release: Published
    counts: Counter[str]
    latest: tuple[Mapping[str, Any], ...]


def group_feeds(
    releases: Sequence[Published], column: str, letters: int, groups: Iterable[str]
) -> Iterator[tuple[str, list[GroupChanges]]]:
    """For each group of a column of lists (a destination, an entry): what each release did to it, the newest first.

    The first release adds all that it has. ``letters``: so many signs of a member are its group (the entry of a code); 0 for all.
    """
    by_group: dict[str, list[GroupChanges]] = {group: [] for group in groups}
    for before, release in zip((None, *releases), releases, strict=False):
        for group, touched in _group_changes(before, release, column, letters).items():
            if group in by_group:
                by_group[group].insert(0, touched)
    yield from by_group.items()


def _group_changes(
    before: Published | None, release: Published, column: str, letters: int
) -> dict[str, GroupChanges]:
    """What a release did, by group: a changed decision is added to a group it was not in before, and removed from one it is no more in."""
    now = _grouped(release.decisions, column, letters)
    if before is None:
        rows = now.with_columns(pl.lit("added").alias("kind"))
    else:
        changed = pl.LazyFrame({"id": [change.id for change in release.changes]}, schema={"id": pl.String})
        now = now.join(changed, on="id", how="semi")
        then = _grouped(before.decisions, column, letters).join(changed, on="id", how="semi")
        both = then.select("id", "group", pl.lit(True).alias("was"))
        came_or_changed = now.join(both, on=["id", "group"], how="left").with_columns(
            pl.when(pl.col("was").is_null()).then(pl.lit("added")).otherwise(pl.lit("changed")).alias("kind")
        )
        went = then.join(now, on=["id", "group"], how="anti").with_columns(pl.lit("removed").alias("kind"))
        rows = pl.concat([came_or_changed.drop("was"), went])
    rows = rows.sort("group", "date", "id", descending=[False, True, False], nulls_last=True)
    counts: dict[str, Counter[str]] = {}
    for group, kind, number in rows.group_by("group", "kind").agg(pl.len()).collect().iter_rows():
        counts.setdefault(group, Counter())[kind] = number
    latest: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows.group_by("group", maintain_order=True).head(_MOST_LISTED).collect().iter_rows(named=True):
        latest.setdefault(row["group"], []).append(row)
    return {group: GroupChanges(release, counts[group], tuple(rows)) for group, rows in latest.items()}


def _grouped(table: pl.DataFrame, column: str, letters: int) -> pl.LazyFrame:
    """The decisions with the groups they are in beside them, a row for each."""
    member = pl.element().str.head(letters) if letters else pl.element()
    return (
        table.lazy()
        .select(list(dict.fromkeys((*_COLUMNS, column))))
        .with_columns(pl.col(column).list.eval(member).list.unique(maintain_order=True).alias("group"))
        .explode("group")
        .drop_nulls("group")
    )


def group_feed(
    kind: str,
    group: str,
    title: str,
    *,
    page: str,
    per_release: Sequence[GroupChanges],
    texts: Texts,
    address: str,
) -> str:
    """The feed of a destination or item."""
    entries = [
        Entry(
            id=_urn(kind, texts.language, group, touched.release.version),
            title=texts(
                N_("Release {version}: {added} added, {changed} changed, {removed} removed"),
                version=touched.release.version,
                added=texts.number(touched.counts["added"]),
                changed=texts.number(touched.counts["changed"]),
                removed=texts.number(touched.counts["removed"]),
            ),
            updated=_timestamp(touched.release),
            href=_link(address, texts, page),
            text=_change_lines(touched, texts),
        )
        for touched in per_release
    ]
    return _feed(
        title,
        f"{kind}:{group}",
        page.removesuffix(".html"),
        page=page,
        entries=entries,
        texts=texts,
        address=address,
    )


_KINDS: Final[dict[str, str]] = {
    "added": N_("added: {decision}"),
    "changed": N_("changed: {decision}"),
    "removed": N_("removed: {decision}"),
}


def _change_lines(touched: GroupChanges, texts: Texts) -> str:
    """The latest decisions that a release touched, a line each, with what changed in it."""
    columns = {change.id: change.columns for change in touched.release.changes if change.columns}
    lines = []
    for row in touched.latest:
        line = texts(_KINDS[row["kind"]], decision=_decision_sentence(row, texts))
        changes = [
            texts(
                N_("{column}: {before} → {now}"), column=name, before=_cell_text(before), now=_cell_text(now)
            )
            for name, before, now in columns.get(row["id"], ())
        ]
        lines.append("; ".join([line, *changes]))
    more = touched.counts.total() - len(touched.latest)
    if more:
        lines.append(texts(N_("and {number} more"), number=texts.number(more)))
    return "\n".join(lines)


def _decision_sentence(row: Mapping[str, Any], texts: Texts) -> str:
    places = ", ".join(texts.place(code) for code in row["destination"])
    return texts(
        N_("{day}, {state}: {outcome}, {items}, to {places}"),
        day=row["date"].isoformat() if row["date"] else texts(N_("day not known")),
        state=texts.place(row["authority"]),
        outcome=texts(_DECISION_WORDS.get(row["decision"], row["decision"])),
        items=", ".join(row["entries"]) or row["entries_text"] or texts(N_("items not known")),
        places=places or row["destination_text"] or texts(NOT_KNOWN),
    )


def _cell_text(value: object) -> str:
    """What stood in a cell, as it is published; ``:`` for what was not known."""
    text = ", ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
    return text or ":"


def _feed(
    title: str, key: str, path: str, *, page: str, entries: Sequence[Entry], texts: Texts, address: str
) -> str:
    own = f"feeds/{path}.atom"
    return render_feed(
        {
            "title": title,
            "id": _urn("feed", texts.language, key),
            "updated": entries[0].updated if entries else "1970-01-01T00:00:00Z",
            "author": "dualuse",
            "language": texts.language,
            "self_address": f"{address}{texts.language}/{own}" if address else "",
            "alternate": _link(address, texts, page, own),
            "entries": [
                {
                    "id": entry.id,
                    "title": entry.title,
                    "updated": entry.updated,
                    "href": entry.href if address else _relative(own, page),
                    "text": entry.text,
                }
                for entry in entries
            ],
        }
    )


def _link(address: str, texts: Texts, page: str, own: str = "") -> str:
    return f"{address}{texts.language}/{page}" if address else _relative(own, page)


def _relative(own: str, page: str) -> str:
    """The way from a feed to a page, both counted from the root of the language."""
    return "../" * own.count("/") + page


def _urn(*parts: str) -> str:
    return uuid.uuid5(_SPACE, "/".join(parts)).urn


def _timestamp(release: Published) -> str:
    return f"{release.day.isoformat()}T00:00:00Z"
