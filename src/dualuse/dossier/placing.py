"""The files of one dossier are all there, or none of them: several files take their places as if they were one.

They are written into a folder of their own (``.NAME.….unfinished``), which then gets the name ``.NAME.ready`` in one step: from here on the
dossier is written. Only then older files are moved aside and the new ones take their places. Who is killed before that step has written nothing,
and the next writer sweeps it away; who is killed after it leaves ``.NAME.ready``, which the next one who writes, verifies or watches finishes.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Final

from dualuse.inputs.private_files import FILE, make_private
from dualuse.inputs.whole_files import put_in_place, remove_if_there, replace_file, sync_folder, write_through

SUPERSEDED: Final = "superseded"
SUFFIXES: Final = (".html", ".pdf", ".json")
"""The files a dossier may have; the JSON, which is the dossier, comes last."""
_UNFINISHED: Final = ".unfinished"
_READY: Final = ".ready"


def place_files(folder: Path, name: str, contents: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Put ``contents`` (by suffix) in place as ``folder``/``name``; what stands there and is another goes to ``superseded/``; returns the
    files moved there. The folder must be :func:`held`.

    Raises:
        OSError: it cannot be written; what stood there stands there again.
    """
    ready = folder / f".{name}{_READY}"
    unfinished = Path(tempfile.mkdtemp(prefix=f".{name[:40]}.", suffix=_UNFINISHED, dir=folder))
    with ExitStack() as undoing:
        undoing.callback(shutil.rmtree, unfinished, ignore_errors=True)
        for suffix, content in contents.items():
            write_through(unfinished / f"{name}{suffix}", content)
            (unfinished / f"{name}{suffix}").chmod(FILE)
        sync_folder(unfinished)
        put_in_place({unfinished: ready})
        undoing.callback(_take_back, ready, unfinished)
        sync_folder(folder)
        moved = _put_in_place(ready, undoing.callback)
        undoing.pop_all()
    shutil.rmtree(ready, ignore_errors=True)
    return moved


def _take_back(ready: Path, unfinished: Path) -> None:
    """Call off what was ready, in one step: half of it must not be finished by anybody."""
    with suppress(OSError):
        put_in_place({ready: unfinished})


def finish(folder: Path) -> None:
    """Finish what writers who were killed left ready, and sweep away what they left unfinished. The folder must be :func:`held`.

    Raises:
        OSError: it cannot be written.
    """
    for ready in sorted(folder.glob(f".*{_READY}")):
        if ready.is_dir() and not ready.is_symlink():
            _put_in_place(ready, lambda function, *arguments: None)
            shutil.rmtree(ready)
    for unfinished in sorted(folder.glob(f".*{_UNFINISHED}")):
        if unfinished.is_dir() and not unfinished.is_symlink():
            shutil.rmtree(unfinished)


def finish_if_possible(folder: Path) -> None:
    """Call :func:`finish` before reading. If the folder cannot be written, it stays as it is, and each file is judged as it stands."""
    left = any(True for mark in (_READY, _UNFINISHED) for _ in folder.glob(f".*{mark}"))
    if left:
        with suppress(OSError), held(folder):
            finish(folder)


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold a folder, which is made where it is missing: one writer at a time; the system lets go of it when the process ends.

    Raises:
        OSError: it cannot be made.
    """
    make_private(folder)
    if os.name == "nt":  # no lock on a folder there
        yield
        return
    import fcntl

    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # a file system without locks
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _put_in_place(ready: Path, undo: Callable[..., object]) -> tuple[Path, ...]:
    """Move aside what is another, and put each file that is ready in its place; done twice it does nothing more."""
    folder, name = ready.parent, ready.name[1 : -len(_READY)]
    new = {path.suffix: path for path in ready.iterdir()}
    moved: list[Path] = []
    # A JSON that stays the same may have HTML and PDF beside it that were not asked for now: they still are of it.
    data = folder / f"{name}.json"
    replaced = data.exists() and ".json" in new and not holds(data, new[".json"].read_bytes())
    for suffix in SUFFIXES:
        standing = folder / f"{name}{suffix}"
        if standing.exists() and (
            not holds(standing, new[suffix].read_bytes()) if suffix in new else replaced
        ):
            moved.append(_put_aside(standing, undo))
    if moved:
        sync_folder(folder / SUPERSEDED)
    for suffix in SUFFIXES:
        target = folder / f"{name}{suffix}"
        if suffix in new and not target.exists():
            undo(remove_if_there, target)
            _copied(new[suffix], target)
    sync_folder(folder)
    return tuple(moved)


def holds(standing: Path, content: bytes) -> bool:
    """Whether a file of a dossier has this content; a PDF may have been signed since, which adds to its end."""
    there = standing.read_bytes()
    return there.startswith(content) if standing.suffix == ".pdf" else there == content


def _put_aside(path: Path, undo: Callable[..., object]) -> Path:
    """A file of an older dossier, moved under ``superseded/`` with a number that is free."""
    folder = path.parent / SUPERSEDED
    make_private(folder)
    number = 1
    while (aside := folder / f"{path.stem}.{number}{path.suffix}").exists():
        number += 1
    put_in_place({path: aside})
    undo(_put_back, aside, path)
    return aside


def _put_back(aside: Path, path: Path) -> None:
    with suppress(OSError):
        put_in_place({aside: path})


def _copied(source: Path, target: Path) -> None:
    """A second name for a file, or a copy where the file system has no second names; whole in either case."""
    try:
        os.link(source, target)
    except OSError:
        replace_file(target, source.read_bytes())
