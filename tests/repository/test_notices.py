"""Whose each file is, and on which terms: said for every file, with the text of every licence, in the repository and in the wheel."""

from __future__ import annotations

import re
import subprocess
import tomllib
from fnmatch import fnmatchcase
from importlib.metadata import files
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from dualuse.i18n import LANGUAGES
from tests.support.paths import REPOSITORY

REUSE = tomllib.loads((REPOSITORY / "REUSE.toml").read_text(encoding="utf-8"))
NOTICES = (REPOSITORY / "THIRD_PARTY_NOTICES.md").read_text(encoding="utf-8")
TEXTS = {path.stem: path for path in (REPOSITORY / "LICENSES").glob("*.txt")}
OURS = "EUPL-1.2"


def _patterns(annotation: dict[str, Any]) -> list[str]:
    stated = annotation["path"]
    return [stated] if isinstance(stated, str) else list(stated)


def test_every_licence_that_is_named_has_its_text_and_no_text_is_of_none() -> None:
    named = {annotation["SPDX-License-Identifier"] for annotation in REUSE["annotations"]}
    assert named == set(TEXTS)
    assert all(path.stat().st_size > 500 for path in TEXTS.values())
    assert (REPOSITORY / "LICENSE").read_bytes() == TEXTS[OURS].read_bytes()


def test_every_row_is_of_a_file_and_every_file_has_terms() -> None:
    done = subprocess.run(["git", "ls-files"], cwd=REPOSITORY, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        pytest.skip("NO REPOSITORY HERE: whose each file is was not looked at")
    files = done.stdout.splitlines()
    for annotation in REUSE["annotations"]:
        assert annotation["SPDX-FileCopyrightText"]
        for pattern in _patterns(annotation):
            assert any(fnmatchcase(file, pattern) for file in files), f"{pattern}: no such file"
    assert _patterns(REUSE["annotations"][0]) == ["**"], "what no other row names is ours"


@pytest.mark.parametrize(
    "annotation", REUSE["annotations"][1:], ids=lambda row: row["SPDX-License-Identifier"]
)
def test_what_comes_from_others_is_told_to_readers(annotation: dict[str, Any]) -> None:
    assert annotation["SPDX-License-Identifier"] in NOTICES
    for pattern in _patterns(annotation):
        assert pattern.rsplit("/", 1)[-1] in NOTICES, pattern


def test_our_own_copyright_stands_where_people_look() -> None:
    line = re.compile(r"Copyright © 2026 The dualuse founders\. Licensed under the EUPL, version 1\.2")
    for name in ("README.md", "THIRD_PARTY_NOTICES.md"):
        assert line.search((REPOSITORY / name).read_text(encoding="utf-8")), name


def test_the_wheel_brings_the_notices() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["license"] == OURS
    assert {"LICENSE", "THIRD_PARTY_NOTICES.md", "LICENSES/*"} <= set(project["license-files"])


def test_notices_link_to_nothing_that_the_wheel_has_not() -> None:
    """In a wheel it stands beside the texts of licences, and beside nothing else of the repository."""
    links = re.findall(r"\]\(([^)#]+)", NOTICES)
    assert links
    assert [link for link in links if not link.startswith(("https://", "LICENSES/"))] == []
    ours = "https://github.com/dualuse/dualuse/blob/main/"
    assert [
        link
        for link in links
        if link.startswith(ours) and not (REPOSITORY / link.removeprefix(ours)).is_file()
    ] == []


def test_what_a_source_archive_holds_is_named_from_the_top() -> None:
    """README.md was a file of that name in any folder."""
    build = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"][
        "build"
    ]
    for path in build["targets"]["sdist"]["include"]:
        assert path.startswith("/")
        assert (REPOSITORY / path[1:]).exists()


def test_each_package_whose_fonts_are_embedded_is_named() -> None:
    from dualuse.documents.pdf import FAMILIES

    for package, _ in FAMILIES.values():
        name = package.replace("_", "-").lower()
        assert name in NOTICES or f"-{name.rsplit('-', 1)[-1]}" in NOTICES, package


def test_each_package_of_fonts_brings_the_licence_of_its_font() -> None:
    from dualuse.documents.pdf import FAMILIES

    for package, _ in FAMILIES.values():
        licences = [
            path.locate()
            for path in files(package) or ()
            if re.search(r"/(?:LICEN[CS]E|OFL)[^/]*$", str(path))
        ]
        assert any("SIL OPEN FONT LICENSE" in Path(path).read_text("utf-8").upper() for path in licences), (
            package
        )


def test_publiccode_names_the_release_that_there_is_and_what_the_package_needs() -> None:
    catalogue = YAML(typ="safe").load(REPOSITORY / "publiccode.yml")
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    latest = re.search(
        r"^## (\S+) \((.*)\)$", (REPOSITORY / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert latest is not None
    released = None if latest[2] == "unreleased" else (latest[1], latest[2])
    named = (catalogue.get("softwareVersion"), str(catalogue.get("releaseDate")))
    assert (named if "softwareVersion" in catalogue else None) == released
    assert latest[1] == project["version"]
    assert catalogue["legal"]["license"] == project["license"]
    assert catalogue["description"]["en"]["shortDescription"] == project["description"]
    (python,) = catalogue["dependsOn"]["open"]
    assert f">={python['versionMin']}" == project["requires-python"]
    systems = [
        row.rsplit(" :: ", 1)[-1].lower()
        for row in project["classifiers"]
        if row.startswith("Operating System")
    ]
    assert catalogue["platforms"] == systems
    assert catalogue["url"] == project["urls"]["Homepage"]
    assert catalogue["localisation"]["availableLanguages"] == list(LANGUAGES)
