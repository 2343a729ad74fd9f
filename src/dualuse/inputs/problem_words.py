"""What can be wrong with any input, in words that several rooms say: of a field by its code, and of files."""

from __future__ import annotations

import errno
from typing import Final

from dualuse.i18n import N_, Message

_NO_GROUP: Final = (N_("this is not a group of fields"), N_("Write fields as name: value"))
FIELD_PROBLEMS: Final[dict[str, tuple[str, str]]] = {
    "missing": (N_("the field is missing"), N_("Add it")),
    "string_type": (N_("this is not text"), N_("Write a text in quotes")),
    "string_too_short": (N_("the text is empty"), N_("Write it, or leave the field out if unknown")),
    "string_too_long": (N_("the text is too long"), N_("Shorten it and keep the rest as evidence")),
    "text_control": (N_("the text holds control characters"), N_("Write it without them")),
    "dict_type": _NO_GROUP,
    "model_type": _NO_GROUP,
    "date_malformed": (N_("{value} is not a date"), N_("Write year-month-day, for instance 2026-11-24")),
}
TOO_LONG: Final = N_("this is {number} characters long; at most {most} are read")
UNKNOWN_FIELD: Final = N_("there is no field called {name}")
UNKNOWN_VALUE: Final = N_("{value} is not known here")
NO_LIST: Final = N_("this is not a list")
"""Their remedies name what is known in the place."""

PLACE_OF_SEVERAL: Final = N_("{value} is not surely the name of one country")
PLACE_MEANT: Final = N_("Perhaps {place} is meant: write its code")
KEEP_ONE: Final = N_("Keep one of them")
FILE_EMPTY: Final = N_("the file is empty")
NOT_A_FILE: Final = N_("this is not a file")
ANOTHER_NAME: Final = N_("Give the output another name")
NO_REASON: Final = N_("no reason is given, or one that says nothing (such as “tbd” or “see above”)")
CHECK_THE_DIGITS: Final = N_("Check the digits and the unit")
WRITE_INTO_IT: Final = N_("Write into it what the command reads; its documentation has examples")
_OF_SYSTEM: Final = {
    errno.ENOENT: N_("nothing of this name is there"),
    errno.EACCES: N_("you may not open it"),
    errno.EISDIR: N_("it is a folder"),
    errno.EPERM: N_("you may not open it"),
    errno.ENOTDIR: N_("Not a directory"),
    errno.ENOSPC: N_("No space left on device"),
    errno.EDQUOT: N_("Disk quota exceeded"),
    errno.EFBIG: N_("File too large"),
    errno.EROFS: N_("Read-only file system"),
    errno.ENAMETOOLONG: N_("File name too long"),
    errno.ELOOP: N_("Too many levels of symbolic links"),
    errno.EBUSY: N_("Device or resource busy"),
    errno.ETXTBSY: N_("Text file busy"),
    errno.EIO: N_("Input/output error"),
    errno.EMFILE: N_("Too many open files"),
}
"""What the operating system says in English, for languages it is not asked in; some of it in plainer words."""


def reason_of(error: OSError) -> Message | str:
    """Why a file cannot be read or written, in words of ours where we have some."""
    words = _OF_SYSTEM.get(error.errno or 0)
    return Message(f"os.{error.errno}", words) if words else error.strerror or str(error)


CANNOT_READ: Final = N_("the file cannot be read ({reason})")
CHECK_THE_NAME: Final = N_("Check the name and the permissions")
NOT_UTF_8: Final = N_("the file is not UTF-8 text")
USE_A_SUFFIX: Final = N_("Use a file ending in one of: {suffixes}")
PLACES_MEANT: Final = N_("Type the code in brackets if one of these is meant: {places}")
FIELDS_OF_LINE: Final = N_("the line has {found} fields, the header has {expected}")
