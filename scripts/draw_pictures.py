"""Draw the pictures of the README into docs/pictures: a terminal answer (SVG), page one of a dossier and the website (PNG).

Needs chromium and pdftoppm on the machine, and the package installed. ``python scripts/draw_pictures.py``
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs/pictures"
DUALUSE = Path(sys.executable).parent / "dualuse"
STORY = ROOT / "examples/stories/interception"
WIDE, HIGH = 1280, 900


def main() -> None:
    """Draw all three."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        draw_answer(folder)
        draw_dossier(folder)
        draw_site(folder)


def run(folder: Path, *arguments: str) -> str:
    """What a command prints, in a home of its own."""
    environment = {**os.environ, "DUALUSE_HOME": str(folder / "home")}
    done = subprocess.run(
        [DUALUSE, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout


def draw_answer(folder: Path) -> None:
    """The answer of the README as a terminal shows it."""
    command = "check", "examples/transactions/interception_set.yaml"
    text = Text(f"$ dualuse {' '.join(command)}\n{run(folder, *command).rstrip()}")
    text.highlight_regex(r"(?m)^STOP", "bold red")
    console = Console(record=True, width=100, file=StringIO())
    console.print(text)
    drawn = console.export_svg(title="dualuse")
    # The font is looked up on the reader's machine: nothing is fetched from elsewhere.
    alone = re.sub(r"@font-face \{.*?\}\s*", "", drawn, flags=re.DOTALL)
    (PICTURES / "answer.svg").write_text(alone.replace("Fira Code", "monospace"), "utf-8")


def draw_dossier(folder: Path) -> None:
    """Page one of the dossier of a story."""
    out = folder / "dossiers"
    run(
        folder,
        *("assess", str(STORY / "transaction.yaml"), "--diligence", str(STORY / "diligence.yaml")),
        *("--day", "2026-11-26", "--out", str(out)),
    )
    (document,) = out.glob("*.pdf")
    subprocess.run(
        ["pdftoppm", "-png", "-r", "80", "-f", "1", "-l", "1", "-singlefile", document, PICTURES / "dossier"],
        check=True,
    )


def draw_site(folder: Path) -> None:
    """The first page of the website of invented decisions."""
    site = folder / "public"
    run(
        folder,
        *("publish", "examples/decisions/decisions.csv", "--sources", "examples/decisions/sources.csv"),
        *("--day", "2026-11-26", "-o", str(folder / "releases"), "--site", str(site)),
    )
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser is None:
        raise SystemExit("No chromium is on this machine: install it, and draw again")
    page = site / "en/index.html" if (site / "en/index.html").exists() else site / "index.html"
    subprocess.run(
        [
            browser,
            *("--headless", "--no-sandbox", "--hide-scrollbars", f"--window-size={WIDE},{HIGH}"),
            f"--screenshot={PICTURES / 'site.png'}",
            page.as_uri(),
        ],
        check=True,
        capture_output=True,
    )


if __name__ == "__main__":
    main()
