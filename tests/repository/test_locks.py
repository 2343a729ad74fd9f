"""The locks: they fit what the package declares, every file is named by its hash, and the Makefile installs nothing else."""

from __future__ import annotations

import re
import tomllib
from importlib import metadata
from typing import Any

import pytest
import yaml
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from scripts.build_sbom import Pin, bill, pins
from scripts.lowest_versions import tools
from tests.support.paths import REPOSITORY

LOCKS = REPOSITORY / "requirements"
DECLARED = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
PYTHONS = ("3.11", "3.12", "3.13")
BUILD = [
    line for line in (LOCKS / "build.in").read_text(encoding="utf-8").splitlines() if line and line[0] != "#"
]


def locked(*names: str) -> dict[str, list[Pin]]:
    by_name: dict[str, list[Pin]] = {}
    for lock in names:
        for pin in pins(LOCKS / lock):
            by_name.setdefault(canonicalize_name(pin.name), []).append(pin)
    return by_name


def extras(names: list[str]) -> list[str]:
    """The requirements of extras, those that an extra names itself unfolded."""
    optional = DECLARED["project"]["optional-dependencies"]
    needed: list[str] = []
    for name in names:
        for text in optional[name]:
            requirement = Requirement(text)
            needed += extras(sorted(requirement.extras)) if requirement.name == "dualuse" else [text]
    return needed


def pinned_on(pinned: list[Pin], python: str) -> list[Pin]:
    where: dict[str, Any] = {"python_version": python, "python_full_version": f"{python}.0"}
    return [pin for pin in pinned if not pin.marker or Marker(pin.marker).evaluate(where)]


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize(
    ("needed", "locks"),
    [
        (
            [
                *DECLARED["project"]["dependencies"],
                *extras(["all"]),
                *BUILD,
                *DECLARED["build-system"]["requires"],
            ],
            ("base.lock",),
        ),
        ([*DECLARED["project"]["dependencies"], *extras(["dev"]), *BUILD], ("dev.lock", "spark.lock")),
    ],
    ids=["base", "dev"],
)
def test_the_locks_fit_what_is_declared(needed: list[str], locks: tuple[str, ...], python: str) -> None:
    by_name = locked(*locks)
    for text in needed:
        requirement = Requirement(text)
        here = pinned_on(by_name.get(canonicalize_name(requirement.name), []), python)
        assert len(here) == 1, f"{text} is locked {len(here)} times for Python {python}: make lock"
        assert requirement.specifier.contains(Version(here[0].version)), f"{text}: make lock"


def test_base_and_dev_agree() -> None:
    dev = locked("dev.lock")
    for name, base in locked("base.lock").items():
        assert {pin.version for pin in base} <= {pin.version for pin in dev[name]}, name


def test_every_file_is_named_by_its_hash() -> None:
    for lock in sorted(LOCKS.glob("*.lock")):
        pinned = list(pins(lock))
        assert pinned
        assert all(pin.hashes for pin in pinned), lock
        assert len(pinned) == len(re.findall(r"^[a-z0-9].*==", lock.read_text(encoding="utf-8"), re.M)), lock


def test_the_makefile_installs_only_what_a_lock_names() -> None:
    """But for the peers of the benchmarks, which belong to no installation and to no test."""
    text = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
    lines = [
        line
        for line in text.replace("\\\n", " ").splitlines()
        if re.search(r"pip install|\$\(LOCKED\)|\$\(ITSELF\)", line) and "benchmarks/" not in line
    ]
    assert len(lines) >= 8
    for line in lines:
        assert any(word in line for word in ("--require-hashes", "$(LOCKED)", "--no-index", "$(ITSELF)")), (
            line
        )
        if "$(LOCKED)" in line:
            assert "$(WHEELS)" in line or "--no-binary pyspark -r requirements/spark.lock" in line, line


def test_the_bill_of_materials_names_every_package_with_its_hashes() -> None:
    made = bill()
    names = {component["name"] for component in made["components"]}
    assert {"polars", "pydantic", "typst", "pip", "setuptools"} <= names
    assert (made["bomFormat"], made["specVersion"]) == ("CycloneDX", "1.6")
    assert made == bill()
    assert all(component["hashes"] for component in made["components"])
    # Licences are read from what is installed; with the lowest versions (make lowest) that is not what the lock names.
    silent = [
        component["name"]
        for component in made["components"]
        if _installed(component["name"]) == component["version"] and not component.get("licenses")
    ]
    assert silent == [], "stated by each, if only as a classifier"
    references = {component["bom-ref"] for component in made["components"]}
    assert all(set(row["dependsOn"]) <= references for row in made["dependencies"])
    for component in made["components"]:
        assert component["externalReferences"][0]["hashes"], component["name"]


def _installed(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


EXTRAS = ["all", "duckdb", "embedding", "proof", "signature"]


def test_the_lowest_versions_are_those_that_are_declared() -> None:
    """``make lowest`` runs the tests with them: a bound that is raised is raised there, too."""
    by_name = locked("lowest.lock")
    for text in [*DECLARED["project"]["dependencies"], *extras(EXTRAS)]:
        requirement = Requirement(text)
        pin = min(by_name[canonicalize_name(requirement.name)], key=lambda pin: Version(pin.version))
        bound = min(Version(specifier.version) for specifier in requirement.specifier)
        assert requirement.specifier.contains(pin.version), f"{text}: make lock"
        # The first release within the bound: of the same series where the bound names no patch.
        assert Version(pin.version).release[: len(bound.release)] == bound.release, f"{text}: make lock"
    written = (LOCKS / "lowest.in").read_text(encoding="utf-8").splitlines()
    assert written == tools(), "make lock"


def test_the_jobs_run_the_makefile_on_every_declared_python_and_with_the_lowest_versions() -> None:
    """``.github/workflows/tests.yml`` runs targets of the Makefile alone, on the Pythons that the package declares and the Makefile tries."""
    jobs = yaml.safe_load((REPOSITORY / ".github/workflows/tests.yml").read_text(encoding="utf-8"))["jobs"]
    makefile = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
    steps = [step["run"] for job in jobs.values() for step in job["steps"] if "run" in step]
    targets = [
        re.fullmatch(r"make (\w+)(?: PYTHON=python\$\{\{ matrix\.python \}\})?", step) for step in steps
    ]
    assert all(targets), steps
    assert {target[1] for target in targets if target} >= {"test", "lowest", "whole"}
    assert all(re.search(rf"^{target[1]}:", makefile, re.MULTILINE) for target in targets if target)
    assert tuple(jobs["pythons"]["strategy"]["matrix"]["python"]) == PYTHONS
    assert f"PYTHONS := {' '.join(PYTHONS)}" in makefile
    classifiers = DECLARED["project"]["classifiers"]
    assert {f"Programming Language :: Python :: {python}" for python in PYTHONS} <= set(classifiers)
