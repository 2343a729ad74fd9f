"""The databases that the service is tested on: SQLite in a file of its own, and a PostgreSQL where one is running."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import dj_database_url
import django
from django.core.management import call_command
from django.db import connections

SERVER = os.environ.get("DUALUSE_TEST_POSTGRESQL", "postgresql://postgres@127.0.0.1:5432/postgres")
"""A server on which databases may be made and removed."""


def setup() -> None:
    """Set Django up, once for a process."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dualuse.portal.settings")
    django.setup()


def postgresql_is_there() -> bool:
    import psycopg

    try:
        psycopg.connect(SERVER, connect_timeout=3).close()
    except psycopg.Error:
        return False
    return True


@contextmanager
def sqlite(folder: Path) -> Iterator[None]:
    """A database in a file, migrated, as the default one."""
    from dualuse.portal.settings import sqlite_options

    settings = dj_database_url.parse(f"sqlite:///{folder / 'service.sqlite3'}")
    with _default({**settings, "OPTIONS": sqlite_options()}):
        yield


@contextmanager
def postgresql() -> Iterator[None]:
    """A database of its own on the server, migrated, as the default one; removed afterwards."""
    import psycopg

    name = f"dualuse_test_{uuid4().hex[:12]}"
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        try:
            with _default({**dj_database_url.parse(SERVER), "NAME": name}):
                yield
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@contextmanager
def _default(settings: Any) -> Iterator[None]:
    before = connections.settings["default"]
    connections["default"].close()
    del connections["default"]
    connections.settings["default"] = connections.configure_settings({"default": settings})["default"]
    try:
        call_command("migrate", verbosity=0, interactive=False)
        yield
    finally:
        connections["default"].close()
        del connections["default"]
        connections.settings["default"] = before
