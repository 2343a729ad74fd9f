"""Settings of the service, from the environment.

``DATABASE_URL`` names the database (SQLite in ``DUALUSE_HOME`` where it is left out), ``DATABASE_MIGRATE_URL`` the role that owns it;
``DUALUSE_PRODUCTION`` refuses what is only good for a try: then ``DUALUSE_SECRET_KEY`` and ``DUALUSE_HOSTS`` are stated, and two roles of the
database (:mod:`dualuse.portal.readiness`). ``DUALUSE_REQUESTS_TOKEN``, ``_CUSTOMS`` and ``_STRANGER`` limit requests a minute. How people sign in:
:mod:`dualuse.portal.pages.sign_in_settings`.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from dualuse.data_folders import PACKAGE
from dualuse.portal.pages.files import STYLES, TEMPLATE_FOLDER
from dualuse.portal.pages.sign_in_settings import *  # noqa: F403 - Django reads settings from one module
from dualuse.portal.pages.sign_in_settings import PRODUCTION
from dualuse.sources.home import home


def sqlite_options() -> dict[str, Any]:
    """How SQLite is opened: a transaction takes the lock of writers when it begins, as two that read first and write then would end in a
    deadlock; what was committed is on the disk, and what was removed is there no more.
    """
    return {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;",
    }


HOME = Path(os.environ.get("DUALUSE_HOME", "") or home())
SECRET_KEY = os.environ.get("DUALUSE_SECRET_KEY", "") or (
    "" if PRODUCTION else "only for a try: no session outlives it"
)
SECRET_IS_STATED = bool(SECRET_KEY)
"""Django refuses to read a key that is empty."""
DEBUG = False
ALLOWED_HOSTS = [
    name
    for name in os.environ.get(
        "DUALUSE_HOSTS", "" if PRODUCTION else "localhost,127.0.0.1,[::1],testserver"
    ).split(",")
    if name
]
INSTALLED_APPS = [
    "ninja",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "dualuse.licensing.people",
    "dualuse.licensing.signing_in",
    "dualuse.licensing.events",
    "dualuse.licensing.cases",
    "dualuse.licensing.mail",
    "dualuse.licensing.documents",
    "dualuse.licensing.denials",
    "dualuse.licensing.decisions",
    "dualuse.licensing.authorisations",
    "dualuse.licensing.ledger",
    "dualuse.licensing.books",
    "dualuse.portal.answers",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "dualuse.portal.pages.frame.PagesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [TEMPLATE_FOLDER],
        "OPTIONS": {"environment": "dualuse.portal.pages.frame.environment"},
    },
    # The page that describes the API comes from its package.
    {"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True},
]
# Failures are told where the service runs, with what led to them, and never to who asked.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "loggers": {"django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False}},
}
ROOT_URLCONF = "dualuse.portal.urls"
AUTH_USER_MODEL = "people.Person"
STATIC_URL = "/static/"
STATICFILES_DIRS = [("portal", STYLES), ("site", PACKAGE / "transparency/site/assets")]
# The files of packages are served as they lie there: nothing has to be collected before the service runs.
WHITENOISE_USE_FINDERS = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_000_000
"""Bytes of a body; a transaction of 5,000 lines has about a million. Documents are uploads, and have a limit of their own."""


_CONNECTION_SECONDS = 60


def whole_number(name: str, usual: int) -> int:
    """A setting that is a whole number.

    Raises:
        ImproperlyConfigured: it is none; with its name.
    """
    text = os.environ.get(name, "") or str(usual)
    if not text.isdecimal():
        raise ImproperlyConfigured(f"{name}={text}: a whole number is needed")
    return int(text)


def database(url: str) -> dict[str, Any]:
    """What Django has to know of a database, from its address."""
    settings: dict[str, Any] = dict(dj_database_url.parse(url or f"sqlite:///{HOME / 'service.sqlite3'}"))
    if settings["ENGINE"].endswith("sqlite3"):
        settings |= {"ENGINE": "dualuse.portal.private_sqlite3", "OPTIONS": sqlite_options()}
    else:
        # A connection serves many requests, one that went away is replaced by the next.
        settings |= {"CONN_MAX_AGE": _CONNECTION_SECONDS, "CONN_HEALTH_CHECKS": True}
    return settings


DATABASES: dict[str, Any] = {"default": database(os.environ.get("DATABASE_URL", ""))}
MIGRATE_URL = os.environ.get("DATABASE_MIGRATE_URL", "")
REQUESTS_A_MINUTE: dict[str, int] = {
    kind: whole_number(f"DUALUSE_REQUESTS_{kind.upper()}", usual)
    for kind, usual in {"token": 3_000, "customs": 60_000, "stranger": 60}.items()
}
"""How many requests a minute the API takes: of a token, of one of customs, of a stranger (by address)."""
DUALUSE_THREADS = whole_number("DUALUSE_THREADS", 4)
"""How many requests a process works on at a time."""
DUALUSE_BODY_SECONDS = whole_number("DUALUSE_BODY_SECONDS", 60)
"""In which all of a request arrives: it takes no thread before."""
PUBLIC_ITEMS = whole_number("DUALUSE_PUBLIC_ITEMS", 100)
"""How many items a transaction has that is judged without a token."""
PUBLIC_WORK = whole_number("DUALUSE_PUBLIC_WORK", 1_500)
"""How much is judged at once without a token, by :func:`dualuse.portal.api.public_work.work_of`: so much takes a second or two."""
PUBLIC_BYTES = whole_number("DUALUSE_PUBLIC_BYTES", 200_000)
"""Of a body that is sent without a token."""
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

# Mail: the server that it is handed to ("": nobody is written to), and the address it comes from.
DUALUSE_SMTP = os.environ.get("DUALUSE_SMTP", "")
DUALUSE_MAIL_FROM = os.environ.get("DUALUSE_MAIL_FROM", "")
