"""Files of a dossier: read within limits, written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from dualuse.contract.opening import MAXIMUM_BYTES, limited, opened, problem_at
from dualuse.wording import N_


def content_of(path: Path, most: int = MAXIMUM_BYTES) -> bytes:
    """The bytes of a file.

    Raises:
        InputError: it cannot be read, or is larger than ``most`` bytes.
    """
    with opened(path) as stream:
        try:
            content = stream.read(most + 1)
        except OSError as error:
            raise problem_at(
                "file_unreadable",
                N_("the file cannot be read ({reason})"),
                N_("Check the name and the permissions"),
                str(path),
                reason=error.strerror or str(error),
            ) from None
    return limited(content, str(path), most)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file beside and put it in place: what stood there is replaced in one step, or stays.

    Raises:
        InputError: it cannot be written.
    """
    temporary = None
    try:
        with tempfile.NamedTemporaryFile(
            dir=path.parent, prefix=f".{path.name}.", suffix=".part", delete=False
        ) as stream:
            temporary = Path(stream.name)
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(temporary, path)
    except OSError as error:
        raise problem_at(
            "file_unwritable",
            N_("the file cannot be written ({reason})"),
            N_("Check the folder, its permissions and the space on the disk"),
            str(path),
            reason=error.strerror or str(error),
        ) from None
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
