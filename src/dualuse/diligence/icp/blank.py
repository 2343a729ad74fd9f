"""A file with all questions, to fill in."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from dualuse.diligence.icp.model import Group, Questionnaire
from dualuse.i18n import N_, translate


def blank_file(asked: Questionnaire, language: str) -> str:
    """YAML that lists every question as a comment above its answer, all answers ``unknown``."""
    return "\n".join(_lines(asked, language)) + "\n"


def _lines(asked: Questionnaire, language: str) -> Iterator[str]:
    yield from _comment(
        translate(
            N_(
                "An internal compliance programme, questionnaire version {version}. Answer yes, no or unknown. A yes counts once evidence is named: a file (as seen from this folder) or a link."
            ),
            language,
        ).format(version=asked.version)
    )
    yield from ("exporter:", '  name: ""', '  country: ""', 'date: ""', 'person: ""')
    yield ""
    yield from _comment(
        translate(N_("The person of the management who attests it, once it is complete:"), language)
    )
    yield from ("# attested_by:", '#   name: ""', '#   function: ""', '#   date: ""', "", "answers:")
    for group in asked.groups:
        yield from _group(group, language)
    yield ""
    yield from _comment(translate(N_("An answer with all of its fields:"), language), "  ")
    for line in (
        "- question: H01.1",
        "  answer: yes",
        '  reason: ""',
        "  evidence:",
        "    - file: policy.pdf",
        '      page: "1"',
        '      quote: ""',
        '      seen: ""',
        "    - link: https://…",
        '  person: ""',
    ):
        yield f"  # {line}"


def _group(group: Group, language: str) -> Iterator[str]:
    yield ""
    yield f"  # ── {group.id}: {translate(group.title, language)} ──"
    yield from _comment(translate(group.reference, language), "  ")
    if group.why:
        yield from _comment(translate(group.why, language), "  ")
    for question in group.questions:
        weight = (
            translate(N_("essential"), language) if question.essential else translate(N_("helpful"), language)
        )
        yield ""
        yield from _comment(f"{translate(question.text, language)} ({weight})", "  ")
        yield from (f"  - question: {question.id}", "    answer: unknown")


def _comment(text: str, indent: str = "") -> Iterator[str]:
    lead = f"{indent}# "
    yield from textwrap.wrap(text, 110, initial_indent=lead, subsequent_indent=lead)
