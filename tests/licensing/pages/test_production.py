"""Signing in at a production behind a proxy that brings TLS: cookies are sent over TLS alone, and forms of the outer address are taken."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.support import service_databases as databases
from tests.support.service_pages import PASSWORD

PROGRAM = """
import json, re, sys
import django
django.setup()
from django.conf import settings
from django.test import Client
from dualuse.licensing.people.models import Person
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
Person.objects.create_person("e@example.org", "E", sys.argv[1])
client = Client(enforce_csrf_checks=True, headers={"host": "licences.example"})
page = client.get("/sign-in")
secret = re.search(r'csrfmiddlewaretoken" value="([^"]+)', page.content.decode())[1]
sent = {"login": "e@example.org", "password": sys.argv[1], "csrfmiddlewaretoken": secret}
def send(**headers):
    answer = client.post("/sign-in", sent, headers=headers)
    return answer.status_code, answer.headers.get("Location")
answers = [send(origin="https://evil.example"), send(origin="http://licences.example.evil.example"), send(origin="https://licences.example")]
cookies = {name: [bool(cookie[key]) for key in ("secure", "httponly")] + [cookie["path"], cookie["domain"]] for name, cookie in client.cookies.items()}
print(json.dumps([answers, cookies, client.get("/account").status_code, Client(headers={"host": "evil.example"}).get("/sign-in").status_code]))
"""


def test_a_form_is_taken_from_the_outer_address_alone(
    sqlite_settings: databases.Settings, tmp_path: Path
) -> None:
    with databases.copied(sqlite_settings, tmp_path) as copied:
        production = {
            "DJANGO_SETTINGS_MODULE": "dualuse.portal.settings",
            "DUALUSE_PRODUCTION": "1",
            "DUALUSE_SECRET_KEY": "k" * 50,
            "DUALUSE_HOSTS": "licences.example",
            "DUALUSE_SCANNER": "clamd:127.0.0.1:1",
            "DUALUSE_HOME": str(tmp_path),
            "DATABASE_URL": databases.address_of(copied),
        }
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, PASSWORD],
            env={**os.environ, **production},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
    assert done.returncode == 0, done.stderr
    answers, cookies, account, elsewhere = json.loads(done.stdout.splitlines()[-1])
    assert answers == [[403, None], [403, None], [302, "/"]]
    assert cookies == {
        "__Host-csrf": [True, True, "/", ""],
        "__Host-session": [True, True, "/", ""],
    }
    assert (account, elsewhere) == (200, 400)
