"""What is written where the encoding of the output lacks a sign: a console without UTF-8, a pipe in cp1252 or latin-1.

Signs of ours become plain ones. A letter, which may be part of a name, is written by its number (``\\u0160``): exact and plain to see, never
another letter that is near.
"""

from __future__ import annotations

import codecs
import sys
from io import TextIOWrapper
from typing import Final

_HANDLER: Final = "dualuse_plain_signs"
_ASCII: Final = "dualuse_ascii"
"""The library that writes to the terminal takes a stream in ASCII for one that was set up wrongly, and writes UTF-8 to it; under another name it
is taken at its word."""
_PLAIN: Final = str.maketrans(
    {
        **dict.fromkeys("“”„«»", '"'),
        **dict.fromkeys("‘’‚", "'"),
        **dict.fromkeys("–—−─", "-"),
        **dict.fromkeys("\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}", " "),
        **dict.fromkeys("·•●◐", "*"),
        "…": "...",
        "→": "->",
        "←": "<-",
        "≥": ">=",
        "≤": "<=",
        "×": "x",
        "±": "+/-",
        "§": "par.",
        "°": " deg ",
        "²": "^2",
        "│": "|",
        "▲": "^",
        "▼": "v",
        "€": "EUR",
        "�": "?",
    }
)


def _plain(error: UnicodeError) -> tuple[str | bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    return lacking.translate(_PLAIN).encode("ascii", "backslashreplace").decode("ascii"), error.end


def _codec(name: str) -> codecs.CodecInfo | None:
    """ASCII under another name."""
    if name != _ASCII:
        return None
    ascii_itself = codecs.lookup("ascii")
    return codecs.CodecInfo(
        name=_ASCII,
        encode=ascii_itself.encode,
        decode=ascii_itself.decode,
        incrementalencoder=ascii_itself.incrementalencoder,
        incrementaldecoder=ascii_itself.incrementaldecoder,
        streamreader=ascii_itself.streamreader,
        streamwriter=ascii_itself.streamwriter,
    )


def write_all_signs() -> None:
    """From now on whatever is printed can be: standard output and standard error write plainly what their encoding lacks."""
    codecs.register_error(_HANDLER, _plain)
    codecs.register(_codec)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding=_ASCII if _is_ascii(stream) else None, errors=_HANDLER)


def _is_ascii(stream: TextIOWrapper) -> bool:
    try:
        return codecs.lookup(stream.encoding).name == "ascii"
    except LookupError:
        return False
