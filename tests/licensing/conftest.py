"""What the tests of the service share: the databases they run on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support import service_databases as databases

databases.setup()

if TYPE_CHECKING:
    from tests.support.service_people import People


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def migrated(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A migrated database of each kind."""
    if request.param == "sqlite":
        with databases.sqlite(tmp_path_factory.mktemp("service")):
            yield request.param
        return
    if not databases.postgresql_is_there():
        pytest.skip(
            "no PostgreSQL is running (DUALUSE_TEST_POSTGRESQL): the service was tested on SQLite alone"
        )
    with databases.postgresql():
        yield request.param


@pytest.fixture
def database(migrated: str) -> Iterator[str]:
    """The database with what a test wrote taken back afterwards."""
    from django.db import transaction

    class TakeBack(Exception):  # noqa: N818
        pass

    try:
        with transaction.atomic():
            yield migrated
            raise TakeBack
    except TakeBack:
        pass


@pytest.fixture
def people(database: str) -> People:
    """Invented people, in the database."""
    from tests.support.service_people import make_people

    return make_people()


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
