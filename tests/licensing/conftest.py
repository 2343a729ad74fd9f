"""What the tests of the service share: the databases they run on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.db import connections

from tests.support import service_databases as databases
from tests.support.screening_home import Entry, install

databases.setup()

if TYPE_CHECKING:
    from tests.support.service_people import People


@dataclass(frozen=True)
class Peopled:
    """A database, and the people who are in it: to enter them takes longer than what most tests ask."""

    settings: databases.Settings
    people: People


@pytest.fixture(scope="session")
def sqlite_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[databases.Settings]:
    """A migrated SQLite, once for all tests of a process."""
    with databases.sqlite(tmp_path_factory.mktemp("service")) as settings:
        yield settings


@pytest.fixture(scope="session")
def postgresql_settings() -> Iterator[databases.Settings]:
    """A migrated PostgreSQL, once for all tests of a process."""
    if not databases.postgresql_is_there():
        pytest.skip(
            "no PostgreSQL is running (DUALUSE_TEST_POSTGRESQL): the service was tested on SQLite alone"
        )
    with databases.postgresql() as settings:
        yield settings


@pytest.fixture(scope="session")
def sqlite_peopled(
    sqlite_settings: databases.Settings, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Peopled]:
    """A SQLite in which the invented people are, once for all tests of a process."""
    with _peopled(sqlite_settings, tmp_path_factory.mktemp("peopled")) as peopled:
        yield peopled


@pytest.fixture(scope="session")
def postgresql_peopled(
    postgresql_settings: databases.Settings, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Peopled]:
    """A PostgreSQL in which they are."""
    with _peopled(postgresql_settings, tmp_path_factory.mktemp("peopled")) as peopled:
        yield peopled


@contextmanager
def _peopled(template: databases.Settings, folder: Path) -> Iterator[Peopled]:
    from tests.support.service_people import make_people

    connections["default"].close()  # a template has no session
    with databases.copied(template, folder) as settings:
        with databases.default(settings):
            people = make_people()
        yield Peopled(settings, people)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def migrated(request: pytest.FixtureRequest) -> Iterator[str]:
    """A migrated database of each kind, as the default one."""
    with databases.default(request.getfixturevalue(f"{request.param}_settings")):
        yield request.param


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def kept_database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A migrated database of a module's own, as the default one, in which what is written stays; its address for other processes."""
    template = request.getfixturevalue(f"{request.param}_settings")
    folder = tmp_path_factory.mktemp("kept")
    with databases.copied(template, folder) as settings, databases.default(settings):
        yield databases.address_of(settings)


@pytest.fixture(scope="session")
def listed_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with one sanctions list of today, on which nobody stands whom the tests of the service name."""
    home = tmp_path_factory.mktemp("home_of_service")
    install(home, "xx_service", date.today().isoformat(), [Entry("P1", "Quillon Orlowberg")])
    return home


@pytest.fixture(autouse=True)
def lists_of_service(listed_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The service screens against that list."""
    monkeypatch.setenv("DUALUSE_HOME", str(listed_home))


@pytest.fixture
def database(request: pytest.FixtureRequest, migrated: str) -> Iterator[str]:
    """The database with what a test wrote taken back afterwards; that with people in it, where the test asks for them."""
    from django.db import transaction

    class TakeBack(Exception):  # noqa: N818
        pass

    if "people" in request.fixturenames:
        databases.switch(request.getfixturevalue(f"{migrated}_peopled").settings)
    else:
        databases.switch(request.getfixturevalue(f"{migrated}_settings"))
    try:
        with transaction.atomic():
            yield migrated
            raise TakeBack
    except TakeBack:
        pass


@pytest.fixture
def people(request: pytest.FixtureRequest, database: str) -> People:
    """Invented people, in the database."""
    people: People = request.getfixturevalue(f"{database}_peopled").people
    return people


@pytest.fixture(autouse=True)
def limits_of_requests(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """The limits of requests a minute, to be changed by a test: what all tests of a process ask in a minute is more than a stranger may."""
    from django.conf import settings

    limits = dict.fromkeys(settings.REQUESTS_A_MINUTE, 1_000_000)
    monkeypatch.setattr(settings, "REQUESTS_A_MINUTE", limits)
    return limits


@pytest.fixture(autouse=True)
def documents_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where contents of documents lie."""
    from django.conf import settings

    monkeypatch.setattr(settings, "DUALUSE_DOCUMENTS", tmp_path / "documents")
    return tmp_path / "documents"


@pytest.fixture
def specification_attached(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each application that the module begins, itself or over the API, gets its specification at once."""
    from tests.support.service_people import apply_with_specification

    monkeypatch.setattr("dualuse.portal.api.applications.apply", apply_with_specification)
    if hasattr(request.module, "apply"):
        monkeypatch.setattr(request.module, "apply", apply_with_specification)
