"""Addresses of the web that end up in public files and feeds."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

_UNFIT: Final = re.compile(r"""[\s\x00-\x20\x7f-\x9f"<>\\^`{|}]""")


def is_web_address(text: str) -> bool:
    """Whether ``text`` is the address of something on the web: http or https, with a host, without blanks or signs to be escaped."""
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return False
    whole = parts.scheme in ("http", "https") and bool(parts.hostname) and port != 0
    return whole and not _UNFIT.search(text)


def is_site_address(text: str) -> bool:
    """Whether ``text`` may be where a website is: an address without user, query or fragment."""
    return is_web_address(text) and not any(sign in text for sign in "@?#")
