"""What the README and the tour (docs/tour.md) show beside their console blocks is what the program answers."""

from __future__ import annotations

import re

from dualuse import check
from dualuse.assessment.text.one_screen import ShortText
from dualuse.schema.reading.plain_data import parse
from dualuse.schema.reading.validation import transaction_from
from tests.support.paths import REPOSITORY

README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
TOUR = (REPOSITORY / "docs/tour.md").read_text(encoding="utf-8")


def blocks(language: str, text: str = TOUR) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


def test_the_first_answer_stands_on_the_first_screen() -> None:
    """That it is what is printed: ``test_consoles.py``."""
    shown = blocks("console", README)[0]
    assert README[: README.index(shown) + len(shown)].count("\n") <= 40


def test_the_readme_is_short_and_its_links_lead_somewhere() -> None:
    assert README.count("\n") <= 250
    targets = re.findall(r"\]\(([^)#]+)\)", README)
    assert [target for target in targets if "://" not in target and not (REPOSITORY / target).exists()] == []


def test_links_of_the_description_of_the_package_lead_somewhere_wherever_it_is_shown() -> None:
    from hatch_build import with_whole_links

    home = "https://example.org/dualuse"
    whole = with_whole_links(README, home)
    assert [
        target for target in re.findall(r"\]\(([^)]+)\)", whole) if not target.startswith("https://")
    ] == []
    assert f"]({home}/blob/main/docs/tour.md)" in whole
    assert f"]({home}/raw/main/docs/pictures/answer.svg)" in whole
    assert with_whole_links("[a](https://x.org/b) [c](#d) [e](mailto:f@x.org)", home) == (
        "[a](https://x.org/b) [c](#d) [e](mailto:f@x.org)"
    )


def test_every_command_of_the_readme_is_there() -> None:
    from dualuse.cli import _COMMANDS, _GROUPS

    named = set(re.findall(r"dualuse ([a-z]+)\b", " ".join(re.findall(r"`dualuse [a-z]+", README))))
    assert len(named) > 8
    assert named <= {*_COMMANDS, *_GROUPS}


def test_the_transaction_of_the_readme_is_that_of_the_tour() -> None:
    assert blocks("yaml", README) == blocks("yaml")


def test_the_transaction_of_the_tour_gives_the_answer_of_the_tour() -> None:
    (offer,) = blocks("yaml")
    (document,) = parse(offer.encode(), "offer.yaml", ".yaml")
    shown, interval = blocks("text")
    assert str(ShortText(check(transaction_from(document)))) == shown
    (document,) = parse(
        (REPOSITORY / "examples/transactions/encryption_gateway.yaml").read_bytes(), "e", ".yaml"
    )
    assert interval in str(ShortText(check(transaction_from(document))))


def test_the_library_example() -> None:
    (example,) = blocks("python", README)
    shown = re.search(r"# undetermined (.*)", example)
    assert shown is not None
    scope: dict[str, object] = {}
    exec(example, scope)
    answer = scope["answer"]
    assert f"{answer.outcome} {answer.range}" == f"undetermined {shown.group(1)}"  # type: ignore[attr-defined]
