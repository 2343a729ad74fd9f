"""The files that the pages are made of, and the folders they lie in."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from dualuse.data_folders import data_files

_HERE: Final = Path(__file__).parent
TEMPLATE_FOLDER: Final = _HERE / "templates"
STYLES: Final = _HERE / "static"
_OF_ALLAUTH: Final = ("account", "socialaccount")
"""Folders of pages that django-allauth shows by names of its own."""


def see_files() -> None:
    """See that nothing lies beside templates and styles that nobody reads.

    Raises:
        DataError: something does, or one of them is missing or broken off.
    """
    data_files(STYLES, "*.css")
    data_files(TEMPLATE_FOLDER, "*.html", beside=_OF_ALLAUTH)
    for folder in _OF_ALLAUTH:
        data_files(TEMPLATE_FOLDER / folder, "*.html")
