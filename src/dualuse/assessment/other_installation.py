"""Another installation of dualuse, whose law may be the recorded one: its Python is named, its answer is read.

The other program is run isolated (``-I``: no variable of the environment and no folder at hand decides what it
imports) and without a shell; the determination reaches it on standard input.
"""

from __future__ import annotations

import json
import os
import subprocess
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from dualuse.assessment.json_diff import Difference
from dualuse.assessment.replay import Replay, Stamp, replay_recorded
from dualuse.assessment.serialisation import to_json
from dualuse.i18n import N_, Message
from dualuse.inputs.problems import MissingSourceError, Problem
from dualuse.law.collection import law_version
from dualuse.schema.reading.recorded import Recorded

_SECONDS: Final = 300
_ASK_LAW: Final = """
try:
    from dualuse import law_version
except ImportError:
    from dualuse.law.collection import law_version
print(law_version())
"""
"""Names that every release keeps; those before 0.1.0 was out know the second one only."""
_REPLAY: Final = "from dualuse.cli import main; main()"


def check_installation(path: str) -> None:
    """See that there is a dualuse at ``path``, whether or not an answer will need it: a slip is not passed over.

    Raises:
        MissingSourceError: there is none.
    """
    _law_of(path)


def replay_under(old: Recorded, path: str | None) -> Replay:
    """The replay under the recorded law where it is installed here, or in the installation at ``path``.

    Raises:
        InputError: the law does not take the transaction.
        MissingSourceError: the installation at ``path`` does not hold the recorded law.
    """
    if path is None or old.law == law_version():
        return replay_recorded(old)
    return replay_elsewhere(old, path)


def replay_elsewhere(old: Recorded, path: str) -> Replay:
    """The replay of ``old`` by the installation at ``path`` (a Python, or the folder of an environment).

    Raises:
        MissingSourceError: there is no dualuse, its law is another one than the recorded, or its answer cannot be read.
    """
    law = _law_of(path)
    if law != old.law:
        what = N_("the law of {path} is {law}, not the recorded {recorded}")
        remedy = N_("Name an installation that holds the recorded law, or leave --law out")
        raise _missing("law_other", what, remedy, path=path, law=law[:80], recorded=old.law[:80])
    answer = _run(path, _REPLAY, "replay", "-", "--json", standard_input=to_json(old.data) + "\n")
    try:
        return _replay(json.loads(answer))
    except (ValueError, KeyError, TypeError):
        raise _unreadable(path, answer) from None


@lru_cache(maxsize=8)
def _law_of(path: str) -> str:
    version = _run(path, _ASK_LAW).strip()
    if not version.startswith("sha256:"):
        raise _unreadable(path, version)
    return version


def _run(path: str, program: str, *arguments: str, standard_input: str = "") -> str:
    try:
        done = subprocess.run(
            [str(_python(path)), "-I", "-c", program, *arguments],
            input=standard_input,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise _unreadable(path, str(error)) from None
    if done.returncode not in (0, 1) or not done.stdout.strip():
        raise _unreadable(path, done.stderr)
    return done.stdout


def _python(path: str) -> Path:
    named = Path(path)
    for place in (named / "bin" / "python", named / "Scripts" / "python.exe", named):
        if place.is_file() and os.access(place, os.X_OK):
            return place
    what, remedy = N_("{path} is no Python"), N_("Name a Python, or the folder of its environment")
    raise _missing("law_no_python", what, remedy, path=path)


def _unreadable(path: str, output: str) -> MissingSourceError:
    lines = output.strip().splitlines()
    what = N_("the dualuse of {path} gives no replay ({said})")
    remedy = N_("Check that a release with dualuse replay is installed there")
    return _missing("law_unreadable", what, remedy, path=path, said=lines[-1][:200] if lines else "")


def _missing(code: str, what: str, remedy: str, **params: str) -> MissingSourceError:
    return MissingSourceError(
        [Problem(Message(code, what, params), Message(f"remedy.{code}", remedy), "--law")]
    )


def _replay(data: dict[str, Any]) -> Replay:
    return Replay(
        reference=str(data["reference"]),
        date=str(data["date"]),
        status={"same": "same", "reworded": "reworded", "differs": "differs"}[data["status"]],
        law_at_hand=data["law_at_hand"] is True,
        recorded=Stamp(str(data["recorded"]["law"]), str(data["recorded"]["software"])),
        replayed=Stamp(str(data["replayed"]["law"]), str(data["replayed"]["software"])),
        differences=tuple(
            Difference(str(row["path"]), str(row["kind"]), row["recorded"], row["recomputed"])
            for row in data["differences"]
        ),
    )
