"""Write a software bill of materials (CycloneDX 1.6, JSON) of an installation from the lock: ``build_sbom.py FILE``.

Every package of ``requirements/base.lock`` that the running Python installs, with version, package URL, the SHA-256 of the files that the lock
allows, and its licence as far as it is installed here. The same lock gives the same bytes on one platform; no time, no random number.
"""

from __future__ import annotations

import json
import re
import sys
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, metadata, requires
from pathlib import Path
from typing import Any, Final

from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from dualuse.version import __version__

ROOT: Final = Path(__file__).parent.parent
LOCK: Final = ROOT / "requirements/base.lock"
_NAMESPACE: Final = uuid.UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")  # of addresses (RFC 9562)
_BUILDS: Final = frozenset({"pip", "setuptools", "wheel", "hatchling", "babel", "editables"})
_PIN: Final = re.compile(r"(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;\\]+)(?:\s*;\s*(?P<marker>[^\\]+))?")


@dataclass(frozen=True, slots=True)
class Pin:
    """A package of a lock: the files with one of ``hashes`` (SHA-256) are it; ``marker``: where it is installed."""

    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]

    @property
    def applies(self) -> bool:
        """Whether this Python installs it."""
        return not self.marker or Marker(self.marker).evaluate()

    @property
    def url(self) -> str:
        """Its package URL."""
        return f"pkg:pypi/{canonicalize_name(self.name)}@{self.version}"


def pins(lock: Path) -> Iterator[Pin]:
    """The packages of a lock, in order."""
    text = re.sub(r"\\\n\s*", " ", lock.read_text(encoding="utf-8"))
    for line in text.splitlines():
        if match := _PIN.match(line):
            marker = (match["marker"] or "").partition("--hash")[0].strip()
            yield Pin(
                match["name"],
                match["version"],
                marker,
                tuple(re.findall(r"--hash=sha256:([0-9a-f]{64})", line)),
            )


def bill(lock: Path = LOCK) -> dict[str, Any]:
    """The bill of materials of an installation from ``lock``."""
    installed = {canonicalize_name(pin.name): pin for pin in pins(lock) if pin.applies}
    itself = f"pkg:pypi/dualuse@{__version__}"
    serial = uuid.uuid5(_NAMESPACE, itself + lock.read_text(encoding="utf-8"))
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{serial}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": itself,
                "name": "dualuse",
                "version": __version__,
                "purl": itself,
                "licenses": [{"license": {"id": "EUPL-1.2"}}],
            }
        },
        "components": [_component(pin) for pin in installed.values()],
        "dependencies": [
            {"ref": itself, "dependsOn": _needs("dualuse", installed)},
            *({"ref": pin.url, "dependsOn": _needs(name, installed)} for name, pin in installed.items()),
        ],
    }


def _component(pin: Pin) -> dict[str, Any]:
    hashes = [{"alg": "SHA-256", "content": digest} for digest in pin.hashes]
    component: dict[str, Any] = {
        "type": "library",
        "bom-ref": pin.url,
        "name": pin.name,
        "version": pin.version,
        "scope": "excluded" if canonicalize_name(pin.name) in _BUILDS else "required",
        "purl": pin.url,
        "hashes": hashes,
    }
    if licence := _licence(pin.name):
        component["licenses"] = [{"license": {"name": licence}}]
    component["externalReferences"] = [
        {
            "type": "distribution",
            "url": f"https://pypi.org/project/{canonicalize_name(pin.name)}/{pin.version}/#files",
            "hashes": hashes,
        }
    ]
    return component


def _licence(name: str) -> str:
    try:
        known = metadata(name)
    except PackageNotFoundError:
        return ""
    classified = [
        text.rpartition(" :: ")[2]
        for text in known.get_all("Classifier") or ()
        if text.startswith("License ::")
    ]
    stated = known.get("License-Expression") or known.get("License") or ", ".join(classified)
    return stated.strip().splitlines()[0][:100] if stated.strip() else ""


def _needs(name: str, installed: dict[Any, Pin]) -> list[str]:
    try:
        needed = [Requirement(text) for text in requires(name) or ()]
    except PackageNotFoundError:
        return []
    names = (
        canonicalize_name(requirement.name)
        for requirement in needed
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""})
    )
    return sorted({installed[needed_name].url for needed_name in names if needed_name in installed})


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(bill(), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"Written: {target}")
