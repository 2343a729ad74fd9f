"""Names that are typed where the locale reads no UTF-8: what is meant is the locale, and nobody is compared by bytes."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from tests.support.forked import COMMAND
from tests.support.paths import REPOSITORY
from tests.support.screening_home import Entry, install

ASCII = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
LOCALE = "its locale is read as ascii. Set a locale of UTF-8 (LC_ALL=C.UTF-8) or PYTHONUTF8=1"
NAME = "Владимир Квиллонберг"
pytestmark = pytest.mark.skipif(os.name == "nt", reason="arguments are text there")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    install(tmp_path / "home", "xx_one", date.today().isoformat(), (Entry("P1", "Orlow Quillonberg"),))
    return tmp_path / "home"


def _told(home: Path, *arguments: str | bytes) -> str:
    environment = {**os.environ, **ASCII, "DUALUSE_HOME": str(home), "PYTHONPATH": str(REPOSITORY / "src")}
    done = subprocess.run(
        [sys.executable, "-c", COMMAND, *arguments], capture_output=True, env=environment, check=False
    )
    assert done.returncode == 2, done.stderr
    assert not done.stdout
    return " ".join(done.stderr.decode("ascii").split())


@pytest.mark.parametrize(
    "arguments",
    [
        ("screen", NAME),
        ("screen", "Orlow", "--also", NAME),
        ("screen", "Orlow", "--address", NAME),
        (
            "decide",
            "false_positive",
            "xx_one",
            "P1",
            "Orlow Quillonberg",
            "--person",
            NAME,
            "--reason",
            "as seen",
        ),
        ("classify", NAME),
    ],
)
def test_the_locale_is_told(home: Path, arguments: tuple[str, ...]) -> None:
    assert LOCALE in _told(home, *arguments)


def test_what_is_no_utf8_is_told_as_before(home: Path) -> None:
    assert "bytes stand here that are no text. Write it in UTF-8" in _told(home, "screen", b"M\xfcller")
