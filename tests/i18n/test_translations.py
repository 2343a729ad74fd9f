"""Every sentence has a translation, keeps its parameters, and renders in every language."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from babel.messages.pofile import read_po

from dualuse.i18n import LANGUAGES, Message, PlaceName, render, translate
from dualuse.i18n.places import place_names
from tests.support.paths import REPOSITORY

LOCALE = REPOSITORY / "src/dualuse/i18n/locale"


def test_every_sentence_is_translated() -> None:
    command = [sys.executable, "scripts/collect_messages.py", "--check"]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_translations_keep_their_parameters(language: str) -> None:
    with (LOCALE / language / "LC_MESSAGES/dualuse.po").open("rb") as stream:
        catalogue = read_po(stream, locale=language)
    for message in catalogue:
        if message.id and message.string:
            fields = sorted(re.findall(r"\{[a-z_]*\}", str(message.id)))
            assert sorted(re.findall(r"\{[a-z_]*\}", str(message.string))) == fields, message.id


def test_compiled_catalogues_are_used() -> None:
    assert translate("Why", "de") == "Gründe"
    assert translate("Why", "en") == "Why"
    assert translate("Why", "fr") != "Why"


@pytest.mark.parametrize("language", LANGUAGES)
def test_places_and_messages_nest(language: str) -> None:
    inner = Message("inner", "{place}", {"place": PlaceName("AE")})
    outer = Message("outer", "{parts}", {"parts": (inner, "x")})
    assert render(outer, language) == f"{place_names()['AE'][LANGUAGES.index(language)]} (AE), x"
    assert outer.plain_params() == {"parts": ["inner", "x"]}
