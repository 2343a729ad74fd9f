"""What stands where."""

from __future__ import annotations

from django.urls import include, path

from dualuse.portal.api.service import api
from dualuse.portal.readiness import healthz, readyz

urlpatterns = [
    path("healthz", healthz),
    path("readyz", readyz),
    path("api/v1/", api.urls),
    path("", include("dualuse.portal.pages.addresses")),
]
handler500 = "dualuse.portal.pages.frame.failed"
