"""The databases that the service is tested on: SQLite in a file of its own, and a PostgreSQL where one is running."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import dj_database_url
import django
from django.core.management import call_command
from django.db import connections

Settings = dict[str, Any]
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
def sqlite(folder: Path) -> Iterator[Settings]:
    """A migrated database in a file: what Django has to know of it."""
    from dualuse.portal.settings import sqlite_options

    settings = dj_database_url.parse(f"sqlite:///{folder / 'service.sqlite3'}")
    yield _migrated({**settings, "OPTIONS": sqlite_options()})


@contextmanager
def postgresql() -> Iterator[Settings]:
    """A migrated database of its own on the server: what Django has to know of it. It is removed afterwards."""
    import psycopg

    name = f"dualuse_test_{uuid4().hex[:12]}"
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        try:
            yield _migrated({**dj_database_url.parse(SERVER), "NAME": name})
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@contextmanager
def copied(settings: Settings, folder: Path) -> Iterator[Settings]:
    """A database that is like a migrated one, which nobody is connected to: what Django has to know of it. It is removed afterwards."""
    import psycopg

    if settings["ENGINE"].endswith("sqlite3"):
        path = folder / "copied.sqlite3"
        shutil.copy(settings["NAME"], path)
        yield {**settings, "NAME": str(path)}
        return
    name = f"dualuse_test_{uuid4().hex[:12]}"
    with psycopg.connect(SERVER, autocommit=True) as server:
        # A session that was closed may take a while to end on a busy machine; a template has none.
        server.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [settings["NAME"]]
        )
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{settings["NAME"]}"')
        try:
            yield {**settings, "NAME": name}
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def address_of(settings: Settings) -> str:
    """The address of a database, for other processes."""
    if settings["ENGINE"].endswith("sqlite3"):
        return f"sqlite:///{settings['NAME']}"
    return f"{SERVER.rpartition('/')[0]}/{settings['NAME']}"


def _migrated(settings: Settings) -> Settings:
    with default(settings):
        call_command("migrate", verbosity=0, interactive=False)
    return settings


@contextmanager
def default(settings: Settings) -> Iterator[None]:
    """Django's default database, for as long as the block runs."""
    before = connections.settings["default"]
    switch(settings)
    try:
        yield
    finally:
        connections["default"].close()
        del connections["default"]
        connections.settings["default"] = before


def switch(settings: Settings) -> None:
    """Let another database be the default one, within the block of :func:`default`; nothing happens where it is already."""
    present = connections["default"].settings_dict
    if all(present.get(name) == value for name, value in settings.items()):
        return
    connections["default"].close()
    del connections["default"]
    connections.settings["default"] = connections.configure_settings({"default": dict(settings)})["default"]
