"""Preparing the database and running the service, as the command line asks for it."""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable
from typing import Final

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import connections
from django.db.utils import DatabaseError, OperationalError

from dualuse.i18n import N_, Message
from dualuse.inputs.problems import InputError, input_error, new_problem

SETTINGS: Final = "dualuse.portal.settings"
_OWNER: Final = "default"
_HEAD_MILLISECONDS: Final = 10_000
"""In which the head of a request arrives, and after which a connection without one is closed."""


def start() -> None:
    """Set Django up, once for a process.

    Raises:
        InputError: a setting is none: a number that has letters, say, or a production without a scanner of documents.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    try:
        importlib.import_module(os.environ["DJANGO_SETTINGS_MODULE"])
        django.setup()
    except (ImproperlyConfigured, ValueError) as error:
        text = N_("a setting of the service does not fit: {why}")
        raise input_error("service_setting", text, N_("See docs/service.md"), why=str(error)) from error


def migrate() -> tuple[str, ...]:
    """Prepare the database, or bring it to this version, as its owner; the names of the migrations that were applied.

    With ``DATABASE_MIGRATE_URL`` its role does it, and gives the role of ``DATABASE_URL`` what running takes: no right to change events.

    Raises:
        InputError: the database cannot be reached, or the role may not do it.
    """
    from dualuse.licensing.events.triggers import give_rights
    from dualuse.portal.settings import database

    start()
    settings.HOME.mkdir(mode=0o700, parents=True, exist_ok=True)
    running = connections.settings["default"]
    if settings.MIGRATE_URL:
        _connect(database(settings.MIGRATE_URL))
    connection = connections["default"]
    try:
        before = _applied()
        call_command("migrate", verbosity=0, interactive=False)
        after = _applied()
        if (
            settings.MIGRATE_URL
            and connection.vendor == "postgresql"
            and running["USER"] != connection.settings_dict["USER"]
        ):
            give_rights(running["USER"])
    except (DatabaseError, OperationalError) as error:
        raise _unreachable(error) from error
    finally:
        if settings.MIGRATE_URL:
            _connect(running)
    return tuple(sorted(after - before))


def is_prepared() -> bool:
    """Whether the database is of this version already: a role that owns nothing in it has nothing to prepare then.

    Raises:
        InputError: the database cannot be reached.
    """
    from django.db.migrations.executor import MigrationExecutor

    start()
    settings.HOME.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        executor = MigrationExecutor(connections["default"])
        return not executor.migration_plan(executor.loader.graph.leaf_nodes())
    except (DatabaseError, OperationalError) as error:
        raise _unreachable(error) from error


def _connect(wanted: dict[str, object]) -> None:
    connections["default"].close()
    del connections["default"]
    connections.settings["default"] = connections.configure_settings({"default": wanted})["default"]


def _applied() -> set[str]:
    from django.db.migrations.recorder import MigrationRecorder

    rows = MigrationRecorder(connections["default"]).applied_migrations()
    return {f"{app}.{name}" for app, name in rows}


def see_ready() -> None:
    """Refuse to go on where something keeps the service from answering.

    Raises:
        InputError: each point, with what to do.
    """
    from dualuse.portal.readiness import faults

    problems = [
        new_problem(f"service_{point.code}", "{point}", N_("See docs/service.md"), point=point.text)
        for point in faults()
        if point.text is not None
    ]
    if problems:
        raise InputError(problems)


def serve(host: str, port: int, workers: int, tell: Callable[[], None]) -> None:
    """Run the service until it is stopped.

    Args:
        host: the address on which it listens.
        port: the port, 1 to 65535.
        workers: how many processes answer.
        tell: called once nothing keeps it from answering, before it does.

    Raises:
        InputError: something keeps it from answering, or the port is taken.
    """
    import socket

    from granian import Granian
    from granian.constants import Interfaces
    from granian.http import HTTP1Settings

    start()
    see_ready()
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            text = N_("{host}:{port} cannot be listened on: {why}")
            remedy = N_("Choose another one: dualuse serve --port N")
            raise input_error(
                "service_port", text, remedy, host=host, port=port, why=error.strerror
            ) from error
    server = Granian(
        "dualuse.portal.rsgi:application",
        address=host,
        port=port,
        interface=Interfaces.RSGI,
        workers=workers,
        http1_settings=HTTP1Settings(header_read_timeout=_HEAD_MILLISECONDS),
        log_access=False,
        websockets=False,
    )
    tell()
    server.serve()


def _unreachable(error: Exception) -> InputError:
    text = N_("the database cannot be prepared: {why}")
    why = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    remedy = Message(
        "remedy.database",
        N_(
            "DATABASE_URL names it, DATABASE_MIGRATE_URL the same database by the role that owns it, which prepares it: dualuse migrate"
        ),
    )
    return input_error("service_database", text, remedy, why=why)
