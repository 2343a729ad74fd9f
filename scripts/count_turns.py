"""How a row walks through the files of ``bulk``, from ``run`` to its answer, and how often it turns back.

The script judges a small table (every group of columns in it, rows of a contract, held authorisations, decisions, rows
that are read one by one) and traces the calls of Python functions. Only calls that go from one file of the room to
another count: what lies in other rooms or libraries between the two is passed over, and so is what a file calls in
itself. Imports, the walk of generators after their first step, and methods that dataclasses write do not count.

A file is *entered* by such a call. It is *left* as soon as a later call enters another file. A call into a file that
was entered and left before *turns back*. The same pair of files (from, to) counts once, however often it is walked: a
loop over rows is one turn, and so are a hundred calls of a helper from one place.

    python scripts/count_turns.py            # the walk and the number
    python scripts/count_turns.py --most 9   # exit code 1 where there are more turns
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import sys
import tempfile
import threading
from datetime import date
from inspect import CO_GENERATOR
from pathlib import Path
from types import FrameType
from typing import Any, Final

ROOM: Final = "dualuse.assessment.bulk"
NAMES: Final = (
    "reference,date,activity,exporter.country,dispatched_from,items.entries,items.national_entries,items.kind,"
    "items.value,items.currency,items.cyber_surveillance,items.quantity,destination,parties.end_user.name,"
    "parties.end_user.country,parties.end_user.service,knowledge.wmd,knowledge.military_end_use,"
    "circumstances.free_zone,manner,authority_decisions.provision,authority_decisions.result,"
    "authority_decisions.date,authorisations.kind,authorisations.reference,authorisations.items,authorisations.destination,"
    "authorisations.valid_until,customer"
)
ROWS: Final = (
    "A,2026-03-02,export,DE,,5A001.f,[],goods,100,EUR,,1,AE,Example,AE,police,none,none,false,permanent,,,,,,,,,x",
    "A,2026-03-02,export,DE,,[],DE:5A902,goods,100,EUR,,1,AE,Example,AE,police,none,none,false,permanent,,,,,,,,,x",
    "B,2026-03-02,intra_union_transfer,FR,DE,3A001.a.1,,,,,,2,AE,,,,aware,,,,,,,,,,,,x",
    "C,2023-05-02,,DE,,,,,,,true,,,,,,,suspects,,,Art. 4(2),required,2023-04-01,,,,,,x",
    "D,2026-03-02,export,DE,,5A001.f,[],goods,100,EUR,,1,US,Ex,US,none,none,none,false,permanent,,,,"
    "individual,I-1,5A001,US,2027-01-01,x",
    "E,2026-03-02,export,DE,,5A001.f ,[],goods,100,EUR,,0x1,AE,Example,AE,police,none,none,false,,,,,,,,,,x",
)


class Walk:
    """The calls between files of a room, in the order in which they were made."""

    def __init__(self, folder: Path) -> None:
        self._folder: Final = f"{folder}/"
        self._main: Final = threading.get_ident()
        self._generators: Final[dict[int, FrameType]] = {}
        self._here = ""
        self.entered: Final[list[str]] = []
        self.turns: Final[dict[tuple[str, str], str]] = {}

    def trace(self, frame: FrameType, event: str, _argument: Any) -> None:
        """A profile function of ``sys.setprofile``."""
        if event != "call":
            return
        callee = self._file(frame)
        if not callee or frame.f_code.co_name == "<module>" or self._resumed(frame):
            return
        caller = self._caller(frame)
        if caller in ("", callee):
            return
        if callee not in self.entered:
            self.entered.append(callee)
        elif callee != self._here:
            self.turns.setdefault((caller, callee), frame.f_code.co_name)
        self._here = callee

    def _file(self, frame: FrameType | None) -> str:
        name = frame.f_code.co_filename if frame else ""
        return name.removeprefix(self._folder).removesuffix(".py") if name.startswith(self._folder) else ""

    def _resumed(self, frame: FrameType) -> bool:
        if not frame.f_code.co_flags & CO_GENERATOR:
            return False
        seen = self._generators.setdefault(id(frame), frame) is frame and frame.f_lasti > 4
        return seen

    def _caller(self, frame: FrameType) -> str:
        """The file of the room that a call comes from; of a thread, the one that waits for it."""
        before = frame.f_back
        while before is not None:
            if before.f_code.co_name == "<module>" and self._file(before):
                return ""
            if found := self._file(before):
                return found
            before = before.f_back
        waiting: FrameType | None = None
        if threading.get_ident() != self._main:
            waiting = sys._current_frames().get(self._main)
        while waiting is not None and not self._file(waiting):
            waiting = waiting.f_back
        return self._file(waiting)


def walked() -> Walk:
    """The walk of the rows of the table, from ``run`` to the file of answers."""
    room = importlib.import_module(ROOM)
    for module in pkgutil.walk_packages(room.__path__, f"{ROOM}."):
        importlib.import_module(module.name)
    run = importlib.import_module(f"{ROOM}.run")
    options = importlib.import_module(f"{ROOM}.table").Options
    walk = Walk(Path(room.__path__[0]))
    walk.entered.append("run")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "in.csv")
        source.write_text("\n".join((NAMES, *ROWS)) + "\n", encoding="utf-8")
        threading.setprofile(walk.trace)
        sys.setprofile(walk.trace)
        try:
            summary = run.bulk(source, Path(folder, "out.csv"), options=options(date(2026, 8, 1)))
        finally:
            sys.setprofile(None)
            threading.setprofile(None)  # type: ignore[arg-type]
        if summary.bad:
            print(Path(folder, "out.bad.csv").read_text())
    return walk


def main() -> int:
    """Print the walk; 1 where it turns back more often than allowed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--most", type=int, help="turns that are allowed")
    most = parser.parse_args().most
    walk = walked()
    print(f"{len(walk.entered)} files, in the order in which they are entered:")
    print("  " + " → ".join(walk.entered))
    print(f"{len(walk.turns)} turns back:")
    for (caller, callee), function in walk.turns.items():
        print(f"  {caller} → {callee}  ({function})")
    return 1 if most is not None and len(walk.turns) > most else 0


if __name__ == "__main__":
    sys.exit(main())
