"""Pages on items: what a thing is and does in plain words, and what was licensed of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from dualuse.i18n import N_
from dualuse.law.eu_2021_821.surveillance import family
from dualuse.transparency.item_types import CATEGORIES, GROUPS, REPORT_CODES, category_of, item_type
from dualuse.transparency.site.map_drawings import destinations_map
from dualuse.transparency.site.outliers import Outlier
from dualuse.transparency.site.pages.view_content import (
    LocalEdition,
    shown_view,
)
from dualuse.transparency.site.rendering import Page
from dualuse.transparency.site.views import ALL, Exhibit, View
from dualuse.transparency.statistics import sql

_BY: Final = (
    ("year", "authority"),
    ("authority",),
    ("destination",),
    ("kind",),
    ("end_user",),
    ("criterion",),
)
_ANNEX: Final = "https://eur-lex.europa.eu/eli/reg/2021/821/oj"


def item_pages(room: LocalEdition) -> Iterator[Page]:
    """The list of items, and a page for each entry, surveillance family and type of item."""
    yield _index(room)
    yield from (_entry(room, entry) for entry in room.edition.known_entries())
    yield from (_family(room, name) for name in room.edition.known_families())
    yield from (_type(room, kind) for kind in room.edition.item_types if kind)


def _entry(room: LocalEdition, entry: str) -> Page:
    texts = room.texts
    view = room.edition.entries.get(entry) or View({"entry": entry})
    kind = item_type(entry)
    belongs = family(entry)
    plain = texts.plain(entry)
    facts = [
        (texts(N_("Category")), texts.category(category_of(kind)), room.link("category", category_of(kind))),
        (texts(N_("Group")), f"{entry[1]} – {texts(GROUPS[entry[1]])}", ""),
        (texts(N_("Type of item")), kind, room.link("item_type", kind)),
    ]
    if belongs:
        facts.append(
            (texts(N_("Surveillance family")), texts.family(belongs).title, room.link("family", belongs))
        )
    named = tuple(
        outlier for outlier in room.edition.outliers if entry in {code[:5] for code in outlier.entries}
    )
    words = [plain] if plain else [texts(N_("No plain words are written for this entry."))]
    return _page(
        room,
        entry,
        texts.entry(entry),
        view=view,
        path=f"items/{entry}",
        words=words,
        facts=facts,
        named=named,
    )


def _family(room: LocalEdition, name: str) -> Page:
    texts = room.texts
    words = texts.family(name)
    view = room.edition.families.get(name) or View({"family": name})
    facts = [
        (texts(N_("Entries")), ", ".join(words.entries), ""),
        (texts(N_("Ordinary uses")), words.ordinary, ""),
        (texts(N_("How it is misused")), words.misuse, ""),
    ]
    return _page(
        room,
        name,
        words.title,
        view=view,
        path=f"items/families/{name}",
        words=[words.does],
        facts=facts,
        named=(),
    )


def _type(room: LocalEdition, kind: str) -> Page:
    texts = room.texts
    words = [texts.about("categories", category_of(kind)), texts.about("groups", kind[1])]
    named = tuple(
        outlier for outlier in room.edition.outliers if kind in {item_type(code) for code in outlier.entries}
    )
    view = room.edition.item_types[kind]
    return _page(
        room,
        kind,
        texts.item_type(kind),
        view=view,
        path=f"items/types/{kind}",
        words=words,
        facts=[],
        named=named,
    )


def _page(
    room: LocalEdition,
    key: str,
    title: str,
    *,
    view: View,
    path: str,
    words: list[str],
    facts: list[tuple[str, str, str]],
    named: tuple[Outlier, ...],
) -> Page:
    texts, edition = room.texts, room.edition
    table_maker = room.table_maker(view, f"data/{path}")
    shown = shown_view(room, table_maker, _BY, title=title, rankings=("destination",), outliers=named)
    shown = replace(
        shown,
        map=destinations_map(
            shown.table("destination"),
            texts,
            title,
            # A separate file holds the whole geometry, so only one per family and type is written.
            file=f"pictures/{texts.language}/map-{path.replace('/', '-')}.svg" if path.count("/") > 1 else "",
            version=edition.release.version,
            depth="../" * (path.count("/") + 1),
        ),
        feed=f"feeds/{path}.atom" if view.exhibits else "",
        more={"words": words, "facts": facts, "annex": _ANNEX, "key": key},
    )
    return Page(
        path=path,
        title=title,
        template="item.html",
        content=shown.content(texts),
        section="items",
        description=words[0],
    )


def _index(room: LocalEdition) -> Page:
    texts, edition = room.texts, room.edition

    def number(view: View | None, where: dict[str, str]) -> Any:
        return room.table_maker(view or View(where), "").total().numbers["granted"]

    by_code = room.table_maker(edition.explored.get((ALL, ALL, ALL)) or View({}), "").table("", "report_code")
    counted = {row.groups[0]: row.numbers["granted"] for row in (by_code.rows if by_code else ())}
    families = [
        (
            texts.family(name),
            f"items/families/{name}.html",
            number(edition.families.get(name), {"family": name}),
        )
        for name in edition.known_families()
    ]
    entries: dict[str, list[tuple[str, str, Any]]] = {}
    for entry in edition.known_entries():
        row = (
            texts.entry(entry),
            f"items/{entry}.html",
            number(edition.entries.get(entry), {"entry": entry}),
        )
        entries.setdefault(category_of(item_type(entry)), []).append(row)
    content = {
        "families": families,
        "lines": [
            sql(Exhibit((name,), "outcomes").statistic({})) for name in ("family", "entry", "report_code")
        ],
        "categories": [
            (key, texts.category(key), texts.about("categories", key), entries.get(key, []))
            for key in CATEGORIES
        ],
        "report_codes": [
            (
                report_code,
                texts(report_code.title),
                counted.get(report_code.code, number(None, {"report_code": report_code.code})),
            )
            for report_code in REPORT_CODES
        ],
    }
    return Page(
        path="items/index", title=texts(N_("Items")), template="items.html", content=content, section="items"
    )
