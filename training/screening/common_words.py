"""How many parties have each word in their names: ``python -m training.screening.common_words --lists DIR``.

A party that several lists carry under many spellings is one. The counts go in powers of two, and a word that only a few
parties have is left out: it is rare. The table ships (:func:`dualuse.screening.names.word_rarity.common_words`), so that what a word
weighs does not depend on the lists that somebody has installed.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from dualuse.screening.names.words import analyse
from dualuse.sources.lists.listed_party import ListedParty
from training.screening.official import groups, official_parties

TABLE: Final = Path(__file__).parents[2] / "src/dualuse/screening/names/common_words.json"
FEWEST: Final = 3
"""Parties that a word needs to be in the table."""


def counted(parties: Sequence[ListedParty]) -> dict[str, Any]:
    """The table as it is written: the exponent of two of all parties, and by exponent the words."""
    group = groups(parties)
    of_group: dict[str, set[str]] = {}
    for party in parties:
        words = of_group.setdefault(group[party.list, party.id], set())
        words.update(word for name in party.names for word in analyse(name.text))
    times = Counter(word for words in of_group.values() for word in words)
    steps: dict[int, list[str]] = {}
    for word, many in times.items():
        if many >= FEWEST:
            steps.setdefault(round(math.log2(many)), []).append(word)
    return {
        "parties": round(math.log2(len(of_group))),
        "words": {str(step): " ".join(sorted(words)) for step, words in sorted(steps.items())},
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Count, and write the table."""
    parser = argparse.ArgumentParser(prog="python -m training.screening.common_words", description=__doc__)
    parser.add_argument("--lists", type=Path, required=True, help="folder with the official lists")
    parser.add_argument("-o", "--output", type=Path, default=TABLE)
    options = parser.parse_args(arguments)
    table = counted(official_parties(options.lists))
    options.output.write_text(json.dumps(table, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    print({step: len(words.split()) for step, words in table["words"].items()}, options.output)


if __name__ == "__main__":
    main()
