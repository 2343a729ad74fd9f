"""The page on flows: from the State that decides to the destination."""

from __future__ import annotations

from dualuse.i18n import N_
from dualuse.transparency.site.drawings import flow_charts
from dualuse.transparency.site.map_drawings import destinations_map
from dualuse.transparency.site.pages.view_content import (
    Room,
    Shown,
    headline,
    shown_tables,
    spans,
    total_lines,
)
from dualuse.transparency.site.rendering import Page
from dualuse.transparency.site.views import ALL, View


def flows_page(room: Room) -> Page:
    """State to destination, as picture and table."""
    texts, edition = room.texts, room.edition
    maker = room.maker(edition.flows, "data/flows")
    tables, not_told = shown_tables(maker, [("authority", "destination")])
    whole = edition.explored.get((ALL, ALL, ALL)) or View({})
    total = room.maker(whole, "").total()
    title = texts(N_("From State to destination"))
    shown = Shown(
        lead=texts(N_("Which State granted how many authorisations for which destination.")),
        total=total,
        headline_columns=headline(total, texts),
        held=spans(edition.release.sources, texts),
        tables=tables,
        not_told=not_told,
        total_sql=total_lines(View({})),
        charts=flow_charts(tables[0], texts, title) if tables else (),
        map=destinations_map(
            room.maker(whole, "").table("", "destination"), texts, title, "", edition.release.version, "../"
        ),
    )
    return Page("flows", title, "view.html", shown.content(texts), "flows", shown.lead)
