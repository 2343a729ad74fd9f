"""The service as a program that any server of WSGI runs."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dualuse.portal.settings")
application = get_wsgi_application()
