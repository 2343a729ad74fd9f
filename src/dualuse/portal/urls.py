"""What stands where."""

from __future__ import annotations

from django.urls import path

from dualuse.portal.api.service import api

urlpatterns = [path("api/v1/", api.urls)]
