"""From pages to files: the templates, and how they write numbers that are not known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import jinja2
from markupsafe import Markup, escape

from dualuse.data_folders import data_files
from dualuse.i18n import N_
from dualuse.transparency.site.completeness import Number
from dualuse.transparency.site.texts import AT_LEAST, Texts

_TEMPLATES: Final = Path(__file__).with_name("templates")
UNKNOWN: Final = ":"
"""How official statistics of the Union mark what is not available; ``c`` marks what is confidential."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page: its address from the root of the language (``destinations/IR``), title, template, and what fills it."""

    path: str
    title: str
    template: str
    content: Mapping[str, Any]
    section: str = ""
    description: str = ""


@lru_cache(maxsize=1)
def _environment() -> jinja2.Environment:
    data_files(_TEMPLATES, "*.html", beside=["feed.xml"])
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    return environment


def safe_address(address: str) -> str:
    """An address for a link: that of a page of the web, or "" for what is none (``javascript:``, a file)."""
    return address if address.startswith(("https://", "http://")) else ""


@lru_cache(maxsize=10_000)
def number_cell(texts: Texts, number: Number) -> Markup:
    """A number as its cell: ``1,234``, ``0`` where a nought is known, ``≥ 5`` where at least five, ``:`` where nothing is known."""
    if not number.known:
        return Markup('<abbr class="unknown" title="{}">{}</abbr>').format(
            texts(N_("not known: no source at hand holds them")), UNKNOWN
        )
    if number.complete:
        return escape(texts.number(number.value))
    return Markup('<abbr title="{}">≥ {}</abbr>').format(texts(AT_LEAST), texts.number(number.value))


def render_page(page: Page, site: Mapping[str, Any], texts: Texts) -> str:
    """The page in full. ``site``: what all pages share (release, navigation, languages)."""
    depth = page.path.count("/") + 1
    template = _environment().get_template(page.template)
    return template.render(
        **page.content,
        site=site,
        page=page,
        texts=texts,
        _=texts,
        language=texts.language,
        home="../" * (depth - 1),
        root="../" * depth,
        cell=lambda number: number_cell(texts, number),
        address=safe_address,
    )


def render_feed(content: Mapping[str, Any]) -> str:
    """An Atom feed."""
    return _environment().get_template("feed.xml").render(**content)
