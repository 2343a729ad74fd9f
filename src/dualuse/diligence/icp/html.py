"""The attestation as one HTML page that loads nothing."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from dualuse.diligence.icp.view import view_of

_TEMPLATES: Final = Path(__file__).with_name("templates")


def attestation_html(data: dict[str, Any]) -> bytes:
    """The page, from the attestation's data. Every text is escaped."""
    return _template().render(view=view_of(data)).encode("utf-8")


@lru_cache(maxsize=1)
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template("attestation.html")
