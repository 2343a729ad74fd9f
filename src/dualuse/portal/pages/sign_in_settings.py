"""Settings of sessions and of signing in, from the environment; :mod:`dualuse.portal.settings` takes them over.

``DUALUSE_IDLE_MINUTES`` ends a session that is not used, ``DUALUSE_SIGN_INS`` limits attempts a minute from an address, ``DUALUSE_URL`` is how people
reach the service; ``DUALUSE_OIDC_ISSUER``, ``_CLIENT``, ``_SECRET`` and ``_NAME`` let people sign in by a provider of OpenID Connect.
"""

from __future__ import annotations

import os
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

PRODUCTION = os.environ.get("DUALUSE_PRODUCTION", "") not in ("", "0")
_HOSTS = [name for name in os.environ.get("DUALUSE_HOSTS", "").split(",") if name]
_NAMED = [name for name in _HOSTS if not name.startswith((".", "*"))]
_SCHEME = "https" if PRODUCTION else "http"
SERVICE_URL = (
    os.environ.get("DUALUSE_URL", "")
    or (f"https://{(*_NAMED, 'localhost')[0]}" if PRODUCTION else "http://127.0.0.1:8000")
).rstrip("/")
"""How people reach the service; links that are handed over begin with it."""
if not SERVICE_URL.startswith(("https://", f"{_SCHEME}://")):
    raise ImproperlyConfigured(
        f"DUALUSE_URL is the address of the service and begins with {_SCHEME}://, not {SERVICE_URL}"
    )

# Sessions: kept in the database, so that they can be ended; the cookie says nothing and no script reads it.
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 60 * int(os.environ.get("DUALUSE_IDLE_MINUTES", "") or 30)
SESSION_SAVE_EVERY_REQUEST = True
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
# A browser takes a cookie that is called so only from this very host, over TLS.
SESSION_COOKIE_NAME = "__Host-session" if PRODUCTION else "dualuse-session"
CSRF_COOKIE_NAME = "__Host-csrf" if PRODUCTION else "dualuse-csrf"
# A proxy brings TLS, and forms come from the pages that it gives out.
CSRF_TRUSTED_ORIGINS = sorted(
    {
        *(
            f"https://{name.replace('.', '*.', 1) if name.startswith('.') else name}"
            for name in _HOSTS
            if name != "*"
        ),
        SERVICE_URL,
    }
    if PRODUCTION
    else {SERVICE_URL}
)
CSRF_FAILURE_VIEW = "dualuse.portal.pages.frame.csrf_failed"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

# What is counted for a short while (attempts, codes that were used) is shared by all processes.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "signing_in_kept",
        "OPTIONS": {"MAX_ENTRIES": 1_000_000},
    }
}

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "name"]},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

# django-allauth
_ATTEMPTS = int(os.environ.get("DUALUSE_SIGN_INS", "") or 30)
ACCOUNT_ADAPTER = "dualuse.portal.pages.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_DEFAULT_HTTP_PROTOCOL = _SCHEME
ACCOUNT_RATE_LIMITS = {"login": f"{_ATTEMPTS}/m/ip", "login_failed": f"{_ATTEMPTS}/m/ip,5/5m/key"}
"""By address, and by who is to be signed in: whoever guesses has five guesses in five minutes, from however many addresses."""
MFA_ADAPTER = "dualuse.portal.pages.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "dualuse"
MFA_TOTP_TOLERANCE = 1
"""So many codes before and after that of the moment count, too: clocks differ, and people type slowly."""
SOCIALACCOUNT_ADAPTER = "dualuse.portal.pages.adapters.ProviderAdapter"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_OPENID_CONNECT_URL_PREFIX = ""

OIDC_ISSUER = os.environ.get("DUALUSE_OIDC_ISSUER", "").rstrip("/")
OIDC_NAME = os.environ.get("DUALUSE_OIDC_NAME", "") or "OpenID Connect"
OIDC_ORIGIN = "{0.scheme}://{0.netloc}".format(urlsplit(OIDC_ISSUER)) if OIDC_ISSUER else ""
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": []}}
if OIDC_ISSUER:
    if not OIDC_ISSUER.startswith("https://") and PRODUCTION:
        raise ImproperlyConfigured("DUALUSE_OIDC_ISSUER is an address, in production https://…")
    if not os.environ.get("DUALUSE_OIDC_CLIENT"):
        raise ImproperlyConfigured(
            "DUALUSE_OIDC_ISSUER asks for DUALUSE_OIDC_CLIENT and DUALUSE_OIDC_SECRET, too"
        )
    SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"].append(
        {
            "provider_id": "oidc",
            "name": OIDC_NAME,
            "client_id": os.environ["DUALUSE_OIDC_CLIENT"],
            "secret": os.environ.get("DUALUSE_OIDC_SECRET", ""),
            "settings": {"server_url": OIDC_ISSUER},
        }
    )
