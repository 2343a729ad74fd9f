"""Golden answers of the house itself: the law in tables, a release with its website, schemas, and the help."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Final

import dualuse

from .asking import DAY, Answers, Asking, digest, page
from .command_line import commands, run
from .transactions import words

_CHANGES: Final = (
    ("2022-02-25", "2022-02-26"), ("2021-09-09", "2026-08-20"), ("2023-12-01", "2024-07-01"), ("2025-11-14", "2025-11-15"),
)  # fmt: skip
_TRANSLATED: Final = ("4", "5", "11", "Annex II", "833/2014")
_ARTICLES: Final = (
    *words("2 3 4 5 6 7 8 9 10 11 12 13 27 measures"), "Annex II", "Annex IV", "Annex I", "833/2014", "765/2006",
    "267/2012", "36/2012", "401/2013", "359/2011", "2017/2063", "2017/1509", "2016/44", "314/2004", "2024/1485", "99",
)  # fmt: skip


def release(asking: Asking) -> Answers:
    """A release of decisions and its website: every file."""
    folder = asking.fresh("release")
    decisions = asking.inputs / "decisions"
    result = run(
        "publish", decisions / "decisions.csv", "--sources", decisions / "sources.csv", "--day", DAY, "--version", DAY,
        "-o", folder / "releases", "--site", folder / "site",
    )  # fmt: skip
    yield "publish", result.answer()
    yield "check", run("decisions", "check", decisions / "decisions.csv").answer()
    for form in ("json", "table"):
        yield f"schema {form}", run("decisions", "schema", "--format", form).answer()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        if path.suffix == ".html":
            kept = page(path.read_text("utf-8"))
            yield str(path.relative_to(folder)), {**kept, "text": digest(kept["text"])}
        else:
            yield str(path.relative_to(folder)), digest(path.read_bytes())


def law(asking: Asking) -> Answers:
    """Tables, diagrams and differences of the law."""
    for article in _ARTICLES:
        for language in ("en", "de", "fr") if article in _TRANSLATED else ("en",):
            yield f"table/{article}/{language}", run("law", "table", article, "--language", language).answer()
        yield f"diagram/{article}", run("law", "diagram", article).answer()
    for earlier, later in _CHANGES:
        yield f"diff/{earlier}/{later}", run("law", "diff", earlier, later, "--json").answer()
        yield (
            f"diff in words/{earlier}/{later}",
            run("law", "diff", earlier, later, "--language", "de").answer(),
        )


def schemas(asking: Asking) -> Answers:
    """The published JSON schemas beside the installed code."""
    for path in sorted((Path(dualuse.__file__).parents[2] / "docs/schema").glob("*.json")):
        yield path.name, json.loads(path.read_text("utf-8"))


def help_texts(asking: Asking) -> Answers:
    """The help of every command, in three languages."""
    for path in commands():
        yield f"en/{' '.join(path)}", run(*path, "--help").answer()
    for language in ("de", "fr"):
        script = Path(__file__).parent.parent / "golden_answers.py"
        command = [sys.executable, str(script), "help-texts"]
        environment = {**os.environ, "DUALUSE_LANGUAGE": language}
        output = subprocess.run(command, capture_output=True, check=True, env=environment).stdout
        for name, answer in json.loads(output).items():
            yield f"{language}/{name}", answer
