"""The content-addressed files of a workspace: evidence, states, private parts; each is found by its SHA-256 and never overwritten."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, Final

from dualuse.inputs.opening import unreadable
from dualuse.inputs.plain_files import is_plain, read_plain
from dualuse.inputs.private_files import KEPT, make_private
from dualuse.inputs.problems import InputError
from dualuse.inputs.whole_files import begin_part, errors_of_writing, put_in_place, sync_folder
from dualuse.record.event import fault

_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
_BLOCK: Final = 1 << 20


class Files:
    """The files in ``folder``, each as ``ab/abcdef…``; ``begin`` is called before something is written."""

    def __init__(self, folder: Path, begin: Callable[[], None]) -> None:
        self._files: Final = folder
        self._begin: Final = begin

    def keep(self, content: bytes) -> str:
        """Keep ``content``; returns its SHA-256 in hexadecimal digits. Kept twice, it is there once.

        Raises:
            InputError: it cannot be written.
        """
        digest = hashlib.sha256(content).hexdigest()
        with errors_of_writing(self.path(digest)):
            if not is_plain(self.path(digest)):
                self._put(digest, self._written([content]))
        return digest

    def keep_stream(self, stream: BinaryIO) -> str:
        """Keep what ``stream`` gives, of any size; as :meth:`keep`."""
        digest = hashlib.sha256()

        def blocks() -> Iterator[bytes]:
            while block := stream.read(_BLOCK):
                digest.update(block)
                yield block

        with errors_of_writing(self._files):
            temporary = self._written(blocks())
            self._put(digest.hexdigest(), temporary)
        return digest.hexdigest()

    def path(self, digest: str) -> Path:
        """Where the file of that digest is, if it is kept."""
        if not _DIGEST.fullmatch(digest):
            raise ValueError(f"not a digest: {digest!r}")
        return self._files / digest[:2] / digest

    def read(self, digest: str) -> bytes | None:
        """The content of that digest; None where it is not here (erased, or never kept).

        Raises:
            InputError: the file was changed.
        """
        try:
            with read_plain(self.path(digest)) as stream:
                content = stream.read()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise unreadable(self.path(digest), error) from None
        if hashlib.sha256(content).hexdigest() != digest:
            raise InputError([fault("file_changed", self.path(digest))])
        return content

    def kept(self) -> Iterator[tuple[str, float]]:
        """The digests of all files that are here, each with the time it was kept (seconds since 1970, UTC)."""
        for path in self._all():
            if self._is_kept(path):
                yield path.name, path.lstat().st_mtime

    def strays(self) -> Iterator[Path]:
        """What lies among the files and was not kept there: its name is no digest, or it stands in the folder of another."""
        return (path for path in self._all() if not self._is_kept(path))

    def _all(self) -> list[Path]:
        return sorted(self._files.glob("??/*"))

    def _is_kept(self, path: Path) -> bool:
        return bool(_DIGEST.fullmatch(path.name)) and path == self.path(path.name)

    def _written(self, blocks: Iterable[bytes]) -> str:
        """A file with ``blocks``, on the disk, without its name yet."""
        self._begin()
        make_private(self._files)
        descriptor, name = begin_part(self._files)
        try:
            with os.fdopen(descriptor, "wb") as stream:
                for block in blocks:
                    stream.write(block)
                stream.flush()
                os.fsync(stream.fileno())
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        return name

    def _put(self, digest: str, temporary: str) -> None:
        path = self.path(digest)
        try:
            make_private(path.parent)
            if not is_plain(path):  # two that keep the same at once put the same there
                os.chmod(temporary, KEPT)
                put_in_place({Path(temporary): path})
                sync_folder(path.parent)
        finally:
            Path(temporary).unlink(missing_ok=True)
