"""Name the data files that must be there, in ``src/dualuse/data_files.txt``: a checkout tells by it that one was removed.

``python scripts/name_data_files.py`` writes it; ``--check`` writes nothing and exits with 1 where it does not name the files that are there.
"""

from __future__ import annotations

import sys

from dualuse.data_folders import NAMED, PACKAGE, sizes_of


def names() -> str:
    """The data files of the package, sorted, a line each; but those of its root, and those that are made from others."""
    files = ((path.relative_to(PACKAGE).as_posix(), path) for path in PACKAGE.rglob("*") if path.is_file())
    return "".join(
        f"{folder}/{name}\n"
        for folder, sizes in sizes_of(files).items()
        for name in sizes
        if folder and not name.endswith(".mo")
    )


def main() -> None:
    """Write the names, or compare them."""
    path = PACKAGE / NAMED
    if "--check" not in sys.argv[1:]:
        path.write_text(names(), encoding="utf-8")
    elif not path.is_file() or path.read_text("utf-8") != names():
        sys.exit(
            f"{NAMED} names other data files than those that are there: run python scripts/name_data_files.py"
        )


if __name__ == "__main__":
    main()
