"""Fuzz the parsers, guided by coverage (atheris): ``python scripts/fuzz.py SECONDS [PARSER…]``; ends with 1 where one raises what is no clear error.

Starts from ``tests/corpus``. What breaks a parser is written to ``.fuzz/PARSER``; mend it, and add it to the corpus under a name that says what it is.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
_LONGEST = 20_000


def fuzz(parser: str, seconds: int) -> None:
    """Fuzz one parser in this process, which ends with it."""
    import atheris

    with atheris.instrument_imports(
        include=["dualuse.schema", "dualuse.sources", "dualuse.record", "dualuse.inputs"]
    ):
        from tests.support.fuzzed import CORPUS, fed
    found = ROOT / ".fuzz" / parser
    found.mkdir(parents=True, exist_ok=True)
    options = [
        f"-max_total_time={seconds}",
        f"-max_len={_LONGEST}",
        "-rss_limit_mb=2000",
        "-timeout=20",
        f"-artifact_prefix={found}/",
    ]
    new = found / "corpus"
    new.mkdir(exist_ok=True)
    atheris.Setup(
        [sys.argv[0], *options, str(new), str(CORPUS / parser)], lambda content: fed(parser, content)
    )
    atheris.Fuzz()


def main() -> int:
    """Each parser in a process of its own, for its share of the time."""
    if sys.argv[1:2] == ["--one"]:
        fuzz(sys.argv[2], int(sys.argv[3]))
        return 0
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else 600
    parsers = sys.argv[2:] or sorted(path.name for path in (ROOT / "tests/corpus").iterdir() if path.is_dir())
    broken = []
    for parser in parsers:
        command = [sys.executable, __file__, "--one", parser, str(max(1, seconds // len(parsers)))]
        if subprocess.run(command, check=False).returncode:
            broken.append(parser)
    print(f"broken: {', '.join(broken)} (see .fuzz)" if broken else "nothing was broken")
    return 1 if broken else 0


if __name__ == "__main__":
    raise SystemExit(main())
