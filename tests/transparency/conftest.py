"""The two sites that many tests read, built once."""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dualuse.cli import app
from dualuse.transparency.site.build import build_site
from dualuse.transparency.table import frame_of, write_table
from tests.support.built_once import built_once
from tests.support.small_site import build_small_site
from tests.support.statistics_tables import decisions
from tests.support.two_release_site import ADDRESS, SECOND, releases


@pytest.fixture(scope="session")
def small_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of ``tests/support/small_site.py``: every kind of page, picture and table."""
    return built_once(tmp_path_factory, "small_site", build_small_site) / "site"


def _two_release_site(folder: Path) -> None:
    build_site(releases(folder / "releases"), folder / "site", ADDRESS)


@pytest.fixture(scope="session")
def two_release_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with ``releases`` and ``site`` of the invented decisions of ``tests/statistics``."""
    return built_once(tmp_path_factory, "two_release_site", _two_release_site)


def _site_beside(two_releases: Path, folder: Path) -> None:
    shutil.copytree(two_releases / "releases", folder, dirs_exist_ok=True)
    shutil.copytree(two_releases / "site", folder / "site")
    (folder / "site/en/index.html").write_text("an older one", encoding="utf-8")
    command = ["publish", "--site", "--out", str(folder), "--address", f"{ADDRESS}/", "--language", "de"]
    answer = CliRunner().invoke(app, command)
    assert answer.exit_code == 0, answer.output


@pytest.fixture(scope="session")
def releases_with_site(tmp_path_factory: pytest.TempPathFactory, two_release_folder: Path) -> Path:
    """Two releases, and beside them the site that the command made anew in place of an older one; its address ends in a slash."""
    return built_once(tmp_path_factory, "releases_with_site", partial(_site_beside, two_release_folder))


def _publish(folder: Path) -> None:
    table = folder / "decisions.csv"
    write_table(frame_of(decisions()), table)
    command = ["publish", str(table), "--out", str(folder / "releases"), "--day", SECOND.isoformat()]
    answer = CliRunner().invoke(app, [*command, "--site", str(folder / "site")])
    assert answer.exit_code == 0, answer.output
    (folder / "output.txt").write_text(answer.output, encoding="utf-8")


@pytest.fixture(scope="session")
def published_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the command made of a table: ``releases``, a ``site`` without an address, and in ``output.txt`` what it printed."""
    return built_once(tmp_path_factory, "published", _publish)
