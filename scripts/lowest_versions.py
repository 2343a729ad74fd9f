"""Write the tools of the tests as they are locked, one requirement on each line: what the lowest versions of all else are tried with.

``make lock`` resolves them together with the package and its extras at the lowest versions that are declared.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from scripts.build_sbom import pins

REPOSITORY = Path(__file__).parent.parent


def tools() -> list[str]:
    """What builds the package, and the extra ``dev`` but for extras of ours: each at its locked version."""
    declared = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    builders = (REPOSITORY / "requirements/build.in").read_text(encoding="utf-8").splitlines()
    stated = [
        *declared["optional-dependencies"]["dev"],
        *(line for line in builders if not line.startswith("#")),
    ]
    names = {canonicalize_name(Requirement(text).name) for text in stated} - {"dualuse"}
    needed = {canonicalize_name(Requirement(text).name) for text in declared["dependencies"]}
    locked = {pin: None for lock in ("base", "dev") for pin in pins(REPOSITORY / f"requirements/{lock}.lock")}
    return sorted(
        {
            f"{pin.name}=={pin.version}{f' ; {pin.marker}' if pin.marker else ''}"
            for pin in locked
            if canonicalize_name(pin.name) in names - needed
        }
    )


if __name__ == "__main__":
    print("\n".join(tools()))
