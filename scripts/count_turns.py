"""How a row walks through the files of ``bulk``, from ``run`` to its answer, and how often it turns back.

The script judges tables of one row each: every group of columns is in them, contracts with a value, an authorisation
held, a decision, a row that the contract refuses. It traces the calls of Python functions until the answer is handed to
the writer. Only calls that go from one file of the room to another count: what lies in other rooms or libraries between
the two is passed over, and so is what a file calls in itself. Imports, the steps of a generator after its first, and
methods that dataclasses write do not count; a closure counts for the file that it is written in.

A file is *entered* by such a call. It is *left* as soon as another file is entered. A call into a file that was entered
and left before *turns back*. The same pair of files, from and to, counts once. A table of many rows, parts or periods
walks the same way in loops, which is why the tables have one row.

    python scripts/count_turns.py            # the walk that turns back most
    python scripts/count_turns.py --most 9   # exit code 1 where a walk turns back more often
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import sys
import tempfile
import threading
from collections.abc import Iterator
from datetime import date
from inspect import CO_GENERATOR
from pathlib import Path
from types import FrameType
from typing import Any, Final

ROOM: Final = "dualuse.bulk"
COLUMNS: Final = (
    "reference,date,activity,exporter.country,dispatched_from,items.entries,items.national_entries,items.kind,"
    "items.value,items.currency,items.cyber_surveillance,items.quantity,destination,parties.end_user.name,"
    "parties.end_user.country,parties.end_user.service,knowledge.wmd,knowledge.military_end_use,"
    "circumstances.free_zone,manner,authority_decisions.provision,authority_decisions.result,"
    "authority_decisions.date,authorisations.kind,authorisations.reference,authorisations.items,"
    "authorisations.destination,authorisations.valid_until,customer"
)
ROWS: Final = {
    "an export that is listed": "A,2026-03-02,export,DE,,5A001.f,[],goods,100,EUR,,1,AE,Example,AE,police,none,none,"
    "false,permanent,,,,,,,,,x",
    "goods of a national list": "A,2026-03-02,export,DE,,[],DE:5A902,goods,100,EUR,,1,AE,Example,AE,police,none,none,"
    "false,permanent,,,,,,,,,x",
    "a transfer": "B,2026-03-02,intra_union_transfer,FR,DE,3A001.a.1,,,,,,2,AE,,,,aware,,,,,,,,,,,,x",
    "a decision, and much that is open": "C,2023-05-02,,DE,,,,,,,true,,,,,,,suspects,,,Art. 4(2),required,"
    "2023-04-01,,,,,,x",
    "an authorisation held": "D,2026-03-02,export,DE,,5A001.f,[],goods,100,EUR,,1,US,Ex,US,none,none,none,false,"
    "permanent,,,,individual,I-1,5A001,US,2027-01-01,x",
    "a row that is refused": "E,2026-03-02,export,DE,,5A001.f,[],goods,100,EUR,,0x1,AE,Example,AE,police,none,none,"
    "false,,,,,,,,,,x",
}


class Walk:
    """The calls between files of a room, in the order in which they were made, until the answer is written."""

    def __init__(self, folder: Path) -> None:
        self.entered: Final[list[str]] = ["run"]
        self.turns: Final[dict[tuple[str, str], str]] = {}
        self._folder: Final = f"{folder}/"
        self._main: Final = threading.get_ident()
        self._generators: Final[dict[int, FrameType]] = {}
        self._here = "run"
        self._is_over = False

    def trace(self, frame: FrameType, event: str, _argument: Any) -> None:
        """A profile function, for ``sys.setprofile``."""
        callee = self._file(frame)
        if event != "call" or not callee or self._is_over or self._resumed(frame):
            return
        caller = self._caller(frame)
        if caller in ("", callee) or frame.f_code.co_name == "<module>":
            return
        if callee == "files/writing" and frame.f_code.co_name in ("add", "add_bad"):
            self._is_over = True
        elif callee not in self.entered:
            self.entered.append(callee)
        elif callee != self._here:
            self.turns.setdefault((caller, callee), frame.f_code.co_name)
        self._here = callee

    def _file(self, frame: FrameType | None) -> str:
        name = frame.f_code.co_filename if frame else ""
        return name.removeprefix(self._folder).removesuffix(".py") if name.startswith(self._folder) else ""

    def _resumed(self, frame: FrameType) -> bool:
        """Whether a generator goes on."""
        if not frame.f_code.co_flags & CO_GENERATOR:
            return False
        resumed = id(frame) in self._generators
        self._generators[id(frame)] = frame  # kept, so that nothing else gets its identity
        return resumed

    def _caller(self, frame: FrameType) -> str:
        """The file of the room that a call comes from; of a thread, the one that waits for it."""
        before = frame.f_back
        while before is not None and not self._file(before):
            before = before.f_back
        if before is None and threading.get_ident() != self._main:
            before = sys._current_frames().get(self._main)
            while before is not None and not self._file(before):
                before = before.f_back
        return "" if before is not None and before.f_code.co_name == "<module>" else self._file(before)


def walks() -> Iterator[tuple[str, Walk]]:
    """The walk of each of the rows, from ``run`` to its answer."""
    room = importlib.import_module(ROOM)
    for module in pkgutil.walk_packages(room.__path__, f"{ROOM}."):
        importlib.import_module(module.name)
    run = importlib.import_module(f"{ROOM}.run")
    options = importlib.import_module(f"{ROOM}.options").Options(date(2026, 8, 1))
    for name, row in ROWS.items():
        walk = Walk(Path(room.__path__[0]))
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder, "in.csv")
            source.write_text(f"{COLUMNS}\n{row}\n", encoding="utf-8")
            threading.setprofile(walk.trace)
            sys.setprofile(walk.trace)
            try:
                run.bulk(source, Path(folder, "out.csv"), options=options)
            finally:
                sys.setprofile(None)
                threading.setprofile(None)  # type: ignore[arg-type]
        yield name, walk


def main() -> int:
    """Print the walk that turns back most; 1 where that is more often than allowed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--most", type=int, help="turns that are allowed")
    most = parser.parse_args().most
    of_rows = dict(walks())
    for name, walk in of_rows.items():
        print(f"{name}: {len(walk.entered)} files, {len(walk.turns)} turns back")
    walk = max(of_rows.values(), key=lambda of_row: len(of_row.turns))
    print("\n" + " → ".join(walk.entered))
    for (caller, callee), function in walk.turns.items():
        print(f"  back from {caller} to {callee} ({function})")
    return 1 if most is not None and len(walk.turns) > most else 0


if __name__ == "__main__":
    sys.exit(main())
