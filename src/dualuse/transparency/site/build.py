"""From releases to the site: every page in every language, every table as CSV, feeds, pictures, and the releases themselves."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from dualuse.data_folders import known_folder
from dualuse.i18n import LANGUAGES, N_, SPOKEN
from dualuse.inputs.problems import input_error
from dualuse.inputs.whole_files import replacing_folder
from dualuse.sources.rights_context.table import read_context
from dualuse.transparency.release import releases_in, write_text
from dualuse.transparency.site.edition import Edition, make_edition, read_release
from dualuse.transparency.site.feeds import group_feed, group_feeds, release_feed
from dualuse.transparency.site.outliers import outliers_table
from dualuse.transparency.site.pages.destinations import destination_pages
from dualuse.transparency.site.pages.explorer import explorer_pages, flows_page, front_page
from dualuse.transparency.site.pages.figures import figures_page
from dualuse.transparency.site.pages.items import item_pages
from dualuse.transparency.site.pages.material import coverage_page, data_page, method_page
from dualuse.transparency.site.pages.view_content import LocalEdition
from dualuse.transparency.site.rendering import Page, render_page
from dualuse.transparency.site.texts import Texts
from dualuse.transparency.site.views import View
from dualuse.transparency.site.world_map import base_map
from dualuse.transparency.statistics import OTHER

MARK: Final = ".dualuse-site"
"""A file that says that a folder is a site made here, and may be made anew."""
_OURS: Final = frozenset({MARK, "assets", "data", "index.html", "pictures", "releases", *LANGUAGES})
"""What stands in the folder of a site."""
_SECTIONS: Final = (
    ("front", "index.html", N_("Overview")),
    ("decisions", "decisions/all/all/all.html", N_("Decisions")),
    ("destinations", "destinations/index.html", N_("Destinations")),
    ("items", "items/index.html", N_("Items")),
    ("flows", "flows.html", N_("Flows")),
    ("figures", "figures.html", N_("Published figures")),
    ("coverage", "coverage.html", N_("Who reports")),
    ("data", "data.html", N_("Data")),
    ("method", "method.html", N_("Method")),
)


@dataclass(frozen=True, slots=True)
class Built:
    """What was made: the folder, how many pages and how many tables."""

    folder: Path
    pages: int
    tables: int


def build_site(releases: Path, folder: Path, address: str = "", context: Path | None = None) -> Built:
    """Make the site of the newest release in ``releases``, with all earlier ones to download; whole or not at all.

    Args:
        releases: the folder of all releases.
        folder: the folder of the site; one that holds a site is replaced.
        address: where it will be reached (``https://…/``); feeds need it to name themselves.
        context: indices for the pages on destinations, as ``dualuse context import`` writes them.

    Raises:
        InputError: there is no release, one is damaged, or the folder holds something else than a site.
        OSError: it cannot be written.
    """
    folders = releases_in(releases)
    if not folders:
        raise input_error(
            "site_no_release",
            N_("there is no release here"),
            N_("Publish one first: dualuse publish FILES --output FOLDER"),
            file=str(releases),
        )
    foreign = _foreign_file(folder)
    if foreign:
        raise input_error(
            "site_other_folder",
            N_("this folder holds something else than a site made here: {name}"),
            N_("Name an empty folder, or one that holds an earlier site and nothing else: it is replaced"),
            file=str(folder),
            name=foreign,
        )
    indices = read_context(context) if context else ()
    edition = make_edition(tuple(read_release(folder) for folder in folders), indices)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with replacing_folder(folder) as building:
        pages, tables = _write(edition, building, address.rstrip("/") + "/" if address else "")
    return Built(folder, pages, tables)


def _write(edition: Edition, folder: Path, address: str) -> tuple[int, int]:
    shutil.copytree(known_folder("transparency/site/assets"), folder / "assets")
    write_text(folder / "assets" / "world.svg", base_map())
    write_text(folder / MARK, edition.release.version + "\n")
    for release in edition.releases:
        shutil.copytree(release.folder, folder / "releases" / release.version)
    tables = _write_tables(edition, folder)
    pages = 0
    for language in LANGUAGES:
        room = _local_edition(edition, language)
        shared = _shared(room)
        for page in _pages(room):
            path = folder / language / f"{page.path}.html"
            write_text(path, render_page(page, shared, room.texts))
            _write_picture(folder, page)
            pages += 1
        for name, text in _feeds(room, address):
            write_text(folder / language / "feeds" / f"{name}.atom", text)
    write_text(folder / "index.html", _entrance(_shared(_local_edition(edition, "en"))))
    return pages, tables


def _local_edition(edition: Edition, language: str) -> LocalEdition:
    return LocalEdition(
        edition, Texts(language), frozenset(edition.known_places()), frozenset(edition.known_entries())
    )


def _pages(room: LocalEdition) -> Iterator[Page]:
    yield front_page(room)
    yield from explorer_pages(room)
    yield from destination_pages(room)
    yield from item_pages(room)
    yield flows_page(room)
    yield figures_page(room)
    yield coverage_page(room)
    yield data_page(room)
    yield method_page(room)


def _shared(room: LocalEdition) -> Mapping[str, Any]:
    texts = room.texts
    return {
        "name": texts(N_("Dual-use exports: the public record")),
        "languages": tuple((code, language.name) for code, language in SPOKEN.items()),
        "sections": tuple((key, address, texts(label)) for key, address, label in _SECTIONS),
        "version": room.edition.release.version,
        "decisions": room.edition.release.decisions.height,
    }


def _write_tables(edition: Edition, folder: Path) -> int:
    """Every exhibit of every view as CSV, once for all languages."""
    written = 0
    for place, view in edition.folders():
        (folder / place).mkdir(parents=True, exist_ok=True)
        for key, rows in view.exhibits.items():
            rows.write_csv(folder / place / f"{key}.csv")
            written += 1
    outliers_table(edition.outliers).write_csv(folder / "data" / "largest.csv")
    return written + 1


def _write_picture(folder: Path, page: Page) -> None:
    drawing = page.content.get("map")
    if drawing is not None and drawing.file and drawing.content is not None:
        write_text(folder / drawing.file, drawing.content())


def _feeds(room: LocalEdition, address: str) -> Iterator[tuple[str, str]]:
    texts, edition = room.texts, room.edition
    yield "releases", release_feed(edition.releases, texts, address)
    kinds: tuple[tuple[str, str, int, Mapping[str, View], Callable[[str], str]], ...] = (
        ("destinations", "destination", 0, edition.destinations, texts.place),
        ("items", "entries", 5, edition.entries, texts.entry),
        ("items/families", "families", 0, edition.families, lambda group: texts.family(group).title),
        ("items/types", "item_types", 0, edition.item_types, texts.item_type),
    )
    for kind, column, letters, views, name in kinds:
        groups = [group for group in views if group and group != OTHER]
        for group, per_release in group_feeds(edition.releases, column, letters, groups):
            page = f"{kind}/{group}.html"
            yield (
                f"{kind}/{group}",
                group_feed(
                    kind, group, name(group), page=page, per_release=per_release, texts=texts, address=address
                ),
            )


def _entrance(shared: Mapping[str, Any]) -> str:
    """The page at the root: the languages."""
    links = "\n".join(
        f'<li><a href="{code}/index.html" lang="{code}" hreflang="{code}">{name}</a></li>'
        for code, name in shared["languages"]
    )
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src 'self'; style-src 'self'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<title>{shared["name"]}</title>\n<link rel="stylesheet" href="assets/site.css">\n'
        '<link rel="icon" href="assets/icon.svg" type="image/svg+xml">\n</head>\n'
        f'<body class="entrance">\n<main>\n<h1>{shared["name"]}</h1>\n<ul>\n{links}\n</ul>\n</main>\n</body>\n</html>\n'
    )


def _foreign_file(folder: Path) -> str:
    """Something in the folder that no site made here has, "" where there is nothing: what is replaced must be ours alone."""
    if not folder.exists():
        return ""
    if not folder.is_dir() or folder.is_symlink():
        return folder.name
    ours = _OURS if (folder / MARK).is_file() else frozenset()
    return next((path.name for path in sorted(folder.iterdir()) if path.name not in ours), "")
