"""Plain files alone: no link, pipe, device or folder stands in for one in a folder that this program keeps.

A link leads to a file of somebody else's choice, which would be read, or written to; a pipe is waited on for ever, a device never ends.
"""

from __future__ import annotations

import errno
import os
import stat
from io import BufferedReader
from pathlib import Path
from typing import Final

_AS_IT_IS: Final = (
    getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)


def open_plain(path: Path, flags: int = os.O_RDONLY, mode: int = 0o600) -> int:
    """The descriptor of a plain file; flags and mode are those of the system call that opens files.

    Raises:
        OSError: it is not there, cannot be opened, or is no plain file; ``strerror`` says which.
    """
    try:
        descriptor = os.open(path, flags | _AS_IT_IS, mode)
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.EMLINK, errno.ENXIO) or path.is_symlink():
            raise _not_plain(path) from None
        raise
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise _not_plain(path)
    return descriptor


def read_plain(path: Path) -> BufferedReader:
    """The bytes of a plain file, to be closed; errors as of :func:`open_plain`."""
    return os.fdopen(open_plain(path), "rb")


def is_plain(path: Path) -> bool:
    """Whether a plain file is there."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return False


def _not_plain(path: Path) -> OSError:
    return OSError(errno.EINVAL, "a link, a folder or a device, no plain file", str(path))


def expanded(stated: str) -> Path:
    """A path as a person states it, ``~`` being the folder of the user; where there is none, it stays as it is."""
    try:
        return Path(stated).expanduser()
    except RuntimeError:
        return Path(stated)
