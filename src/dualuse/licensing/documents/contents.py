"""Where contents lie: each tenant has a folder of its own, and a content in it is called by its digest.

A content is there whole or not at all. It is put there before a row names it, under the lock of the tenant, which is held until the row is
committed; so a writer who is killed leaves at most a content that no row names, which a retry uses and :func:`swept` takes away.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from django.conf import settings

from dualuse.inputs.whole_files import locked, parts_left, remove_if_there, replace_file

_LOCK: Final = ".lock"


class ContentGone(Exception):  # noqa: N818 - it is an answer of the disk
    """A content is not there, or not what it was."""


def digest_of(content: bytes) -> str:
    """By which a content is called: SHA-256."""
    return hashlib.sha256(content).hexdigest()


@contextmanager
def keeping(tenant: int) -> Iterator[None]:
    """Hold the lock of a tenant's folder: between a content and the row that names it, nobody takes contents away.

    Raises:
        OSError: the folder cannot be made or locked.
    """
    folder = _folder(tenant)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with locked(folder / _LOCK, private=True):
        yield


def keep(tenant: int, content: bytes) -> str:
    """Put a content into the folder of a tenant, whose lock is held; its digest. What is there already, and whole, stays.

    Raises:
        OSError: it cannot be written.
    """
    digest = digest_of(content)
    try:
        content_of(tenant, digest)
    except ContentGone:
        path = _place(tenant, digest)
        path.parent.mkdir(mode=0o700, exist_ok=True)
        replace_file(path, content)
    return digest


def content_of(tenant: int, digest: str) -> bytes:
    """A content that a tenant has.

    Raises:
        ContentGone: it is not there, cannot be read, or is not what it was.
    """
    try:
        content = _place(tenant, digest).read_bytes()
    except OSError:
        raise ContentGone(digest) from None
    if digest_of(content) != digest:
        raise ContentGone(digest)
    return content


def swept(tenant: int, is_named: Callable[[str], bool]) -> list[str]:
    """Take away the contents of a tenant that no row names; their digests.

    Args:
        tenant: whose folder.
        is_named: whether a row names a digest, asked while the lock is held.

    Raises:
        OSError: the folder cannot be read.
    """
    if not _folder(tenant).is_dir():
        return []
    taken = []
    with keeping(tenant):
        for folder in sorted(path for path in _folder(tenant).iterdir() if path.is_dir()):
            for left in parts_left(folder):
                remove_if_there(left)
            for path in sorted(folder.iterdir()):
                if not path.name.startswith(".") and not is_named(path.name):
                    path.unlink(missing_ok=True)
                    taken.append(path.name)
    return taken


def tenants() -> list[int]:
    """The tenants that have a folder."""
    root = _root()
    return sorted(int(path.name) for path in root.iterdir() if path.name.isdecimal()) if root.is_dir() else []


def _root() -> Path:
    return Path(settings.DUALUSE_DOCUMENTS)


def _folder(tenant: int) -> Path:
    return _root() / str(int(tenant))


def _place(tenant: int, digest: str) -> Path:
    if len(digest) != 64 or not set(digest) <= set("0123456789abcdef"):
        raise ValueError("no digest")
    return _folder(tenant) / digest[:2] / digest
