"""Two people decide a case in a real browser, outside a demonstration; each page is looked at by axe-core, wide and on a telephone."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from urllib.parse import urlsplit
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest

from dualuse.licensing.cases.models import Case
from dualuse.licensing.people.models import Person
from dualuse.licensing.signing_in.inviting import invite
from dualuse.licensing.signing_in.second_factor import reset_second_factor
from tests.support import service_databases as databases
from tests.support.browser import Visit, running_browser, window
from tests.support.service_desk import Desk, new_desk
from tests.support.service_pages import PASSWORD, Codes
from tests.support.service_people import TODAY, make_people


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def address(
    sqlite_settings: databases.Settings, tmp_path: Path, lists_of_service: None, documents_folder: Path
) -> Iterator[str]:
    """The service over HTTP, with a database of its own."""
    from dualuse.portal.wsgi import application

    with databases.copied(sqlite_settings, tmp_path) as copied, databases.default(copied):
        server = make_server("127.0.0.1", 0, application, server_class=_Server, handler_class=_Quiet)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            server.server_close()
            thread.join()


@dataclass
class Walk:
    """Somebody at the pages; each page that is come to is looked at."""

    visit: Visit
    address: str

    def fill(self, button: str = "main .form button[type=submit]", **fields: str) -> None:
        """Fill a form in and send it, then look at the page that comes."""
        for name, value in fields.items():
            self.visit.page.fill(f'[name="{name.replace("__", ".")}"]', value)
        self.visit.page.click(button)
        self.look()

    def open(self, path: str) -> None:
        self.visit.page.goto(f"{self.address}{path}")
        self.look()

    def look(self) -> None:
        """Nothing is broken, comes from elsewhere, is hard to reach or wider than the window."""
        visit = self.visit
        where = visit.page.url
        assert visit.violations() == [], where
        assert visit.complaints == [], where
        assert visit.elsewhere(urlsplit(self.address).netloc) == [], where
        visit.narrow()
        assert visit.overflow() == [], where
        visit.widen()

    def words(self) -> str:
        return str(visit_text(self.visit))


def visit_text(visit: Visit) -> Any:
    return visit.page.inner_text("main")


def test_two_people_decide_in_a_browser(address: str, codes: Codes) -> None:
    desk: Desk = new_desk(make_people(), codes)
    second = Person.objects.get(name="second")
    reset_second_factor(second)
    link = f"/invited/{invite(second)}"
    with running_browser() as browser, window(browser, bypass_csp=True) as visit:
        officer = Walk(visit, address)
        officer.open("/")
        officer.fill(login="officer@example.org", password=PASSWORD)
        officer.fill(code=desk.code("officer"))
        visit.page.click(f"text={desk.case}")
        officer.look()
        visit.page.click("text=Propose a decision")
        officer.look()
        last_day = TODAY.replace(year=TODAY.year + 1, day=1).isoformat()
        officer.fill(
            ".confirm button",
            valid_until=last_day,
            reasons__internal="Usual customer.",
            reasons__applicant="The use is civil.",
            reasons__public="Civil use.",
            code=desk.code("officer"),
        )
        assert "waits for countersignature" in officer.words()
        officer.open("/account")
        officer.open("/recovery-codes")
    assert desk.state() == "proposed"
    # Scripts are off, and the policy of the pages holds: nothing of it is needed.
    with running_browser() as browser, window(browser, javascript=False) as visit:
        page = visit.page
        page.goto(f"{address}{link}")
        page.fill("#password", PASSWORD)
        page.fill("#again", PASSWORD)
        page.click("main form button")
        page.click("main a.button")
        page.fill("#login", second.email)
        page.fill("#password", PASSWORD)
        page.click("main form button")
        secret = page.inner_text(".secret code").replace(" ", "")
        page.fill("#code", codes.of(secret))
        page.click("main form button")
        page.click("main a.button")
        page.click(f"text={desk.case}")
        page.click("main a.button:has-text('Countersign')")
        page.fill("#text", "Seen.")
        page.fill("#code", codes.of(secret))
        page.click(".confirm button")
        assert "holds from now on" in page.inner_text("main")
        assert visit.complaints == []
    assert Case.objects.get().state == "decided"
