"""What the service enciphers, by keys from its own (``DUALUSE_SECRET_KEY``): one for each use, so that nothing of one is taken for another."""

from __future__ import annotations

import base64
import hashlib

from cryptography.fernet import Fernet
from django.conf import settings


def cipher(use: str) -> Fernet:
    """The cipher of a use: ``second factor``, ``cursor``."""
    key = hashlib.sha256(f"dualuse {use} {settings.SECRET_KEY}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
