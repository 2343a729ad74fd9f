"""Settings of the service, from the environment.

``DATABASE_URL`` names the database (SQLite in ``DUALUSE_HOME`` where it is left out), ``DATABASE_MIGRATE_URL`` the role that owns it;
``DUALUSE_PRODUCTION`` refuses what is only good for a try.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import dj_database_url


def sqlite_options() -> dict[str, Any]:
    """How SQLite is opened: a transaction takes the lock of writers when it begins, as two that read first and write then would end in a
    deadlock; and what was committed is on the disk.
    """
    return {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }


PRODUCTION = os.environ.get("DUALUSE_PRODUCTION", "") not in ("", "0")
HOME = Path(os.environ.get("DUALUSE_HOME", "") or Path.home() / ".dualuse")
SECRET_KEY = os.environ.get(
    "DUALUSE_SECRET_KEY", "" if PRODUCTION else "only for a try: no session outlives it"
)
DEBUG = False
ALLOWED_HOSTS = os.environ.get(
    "DUALUSE_HOSTS", "" if PRODUCTION else "localhost,127.0.0.1,[::1],testserver"
).split(",")
INSTALLED_APPS = [
    "ninja",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "dualuse.licensing.people",
    "dualuse.licensing.events",
    "dualuse.licensing.cases",
    "dualuse.licensing.documents",
    "dualuse.licensing.denials",
    "dualuse.licensing.decisions",
]
ROOT_URLCONF = "dualuse.portal.urls"
AUTH_USER_MODEL = "people.Person"
DATABASES: dict[str, Any] = {
    "default": dict(
        dj_database_url.parse(os.environ.get("DATABASE_URL", "") or f"sqlite:///{HOME / 'service.sqlite3'}")
    ),
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = sqlite_options()
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"

# Documents: where their contents lie, what scans them, and how much is taken.
DUALUSE_DOCUMENTS = Path(os.environ.get("DUALUSE_DOCUMENTS", "") or HOME / "documents")
DUALUSE_SCANNER = os.environ.get("DUALUSE_SCANNER", "") or "none"
DUALUSE_SCANNER_SECONDS = float(os.environ.get("DUALUSE_SCANNER_SECONDS", "") or 60)
DUALUSE_DOCUMENT_BYTES = int(os.environ.get("DUALUSE_DOCUMENT_BYTES", "") or 20 << 20)
DUALUSE_CASE_DOCUMENTS = int(os.environ.get("DUALUSE_CASE_DOCUMENTS", "") or 100)
DUALUSE_CASE_DOCUMENT_BYTES = int(os.environ.get("DUALUSE_CASE_DOCUMENT_BYTES", "") or 200 << 20)
