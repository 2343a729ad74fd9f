"""Makes the material: ``python -m training.screening.material --lists DIR -o FILE``.

The same lists, versions of the name tables and seed give the same file. ``targets`` are the three lists that the examples
are asked against; :func:`make` gives both to whoever trains.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from dualuse.inputs.problems import InputError
from dualuse.screening.matching.screened import Query
from dualuse.sources.lists.listed_party import ListedParty
from training.screening import held_out, others, persons
from training.screening.examples import Example, Target, asked
from training.screening.naming import key, keys, plain, split
from training.screening.official import PartyId, groups, official_parties
from training.screening.perturbations import FOR_OTHERS, FOR_PERSONS, perturbed

SEED: Final = 821
PERTURBED: Final = 700
"""Examples of each class of perturbation; a fourth of them of organisations and vessels at least, where it applies."""
MORE: Final = {"by_ear": 4, "middle_left_out": 2, "vowels_dropped": 2, "field_cut": 2, "letters_cut": 2}
"""Classes of which there are more, by how many times."""
LEFT_OUT: Final = 7_000
ORIGINAL: Final = 5_000
OTHER_AUTHORITY: Final = 3_000
AS_LISTED: Final = 3_000
NOT_LISTED: Final = {
    "persons_of_the_world": 16_000,
    "persons_recombined": 6_000,
    "namesakes": 700,
    "near_misses": 1_500,
    "organisations_replaced": 5_000,
    "organisations_recombined": 3_000,
    "organisations_of_the_world": 5_000,
    "vessels_invented": 1_500,
}


@dataclass(frozen=True, slots=True)
class Material:
    """The examples, and the lists that they are asked against."""

    examples: tuple[Example, ...]
    targets: Mapping[Target, Sequence[ListedParty]]


def make(
    parties: Sequence[ListedParty],
    *,
    size: float = 1.0,
    seed: int = SEED,
    leave_out: frozenset[str] = frozenset(),
) -> Material:
    """The material of ``parties``.

    ``size`` makes more or less of every kind. ``leave_out``: keys of names (:func:`~training.screening.naming.key`)
    that no example asks for, since what is fitted shall be measured by them. The lists stay whole.
    """
    group = groups(parties)
    chosen = held_out.left_out(parties, seed)
    positives = [
        *_some(held_out.aliases_left_out(parties, chosen, group, seed), LEFT_OUT * size, seed),
        *_some(held_out.original_script(parties, group, seed), ORIGINAL * size, seed),
        *_some(held_out.other_authority(parties, group, seed), OTHER_AUTHORITY * size, seed),
        *held_out.same_number(parties, group, seed),
        *as_listed(parties, group, round(AS_LISTED * size), seed),
        *perturbations(parties, group, round(PERTURBED * size), seed),
    ]
    targets: dict[Target, Sequence[ListedParty]] = {
        "full": parties,
        "without_aliases": held_out.without(parties, chosen),
        "latin_only": held_out.latin_only(parties),
    }
    every = (*positives, *negatives(parties, size, seed))
    return Material(
        tuple(example for example in every if key(example.query.names[0]) not in leave_out), targets
    )


def names_of_cases(file: Path) -> frozenset[str]:
    """The keys of the names that labelled cases ask for: JSON Lines with ``properties.name``."""
    with file.open(encoding="utf-8") as lines:
        return frozenset(key(name) for line in lines for name in json.loads(line)["properties"]["name"])


def as_listed(
    parties: Sequence[ListedParty], group: Mapping[PartyId, str], number: int, seed: int
) -> Iterator[Example]:
    """Names as they stand on the list, in any script, a third each of persons, organisations and vessels."""
    rng = random.Random(seed)
    for kinds in (("person",), ("organisation", "unknown"), ("vessel",)):
        some = [(party, name) for party in parties if party.kind in kinds for name in party.names]
        some = [(party, name) for party, name in some if name.quality != "weak" and len(key(name.text)) > 3]
        for party, name in rng.sample(some, min(len(some), number // 3)):
            party_id = (party.list, party.id)
            query = asked(party, name.text, rng)
            yield Example(
                query=query,
                target="full",
                expected=(party_id,),
                kind="as_listed",
                split=split(group[party_id]),
            )


def perturbations(
    parties: Sequence[ListedParty], group: Mapping[PartyId, str], number: int, seed: int
) -> Iterator[Example]:
    """Every class of change on names of listed parties, as many persons as others where it applies to both."""
    rng = random.Random(seed)
    sides = (
        (FOR_PERSONS, [party for party in parties if party.kind == "person"]),
        (FOR_OTHERS, [party for party in parties if party.kind != "person"]),
    )
    for kinds, some in sides:
        for kind in sorted(kinds):
            made = tried = 0
            while some and made < number * MORE.get(kind, 1) // 2 and tried < 20 * number:
                party, tried = rng.choice(some), tried + 1
                name = rng.choice(party.names)
                new = perturbed(kind, name.text, rng) if plain(name) else None
                if new is not None:
                    made += 1
                    party_id = (party.list, party.id)
                    query = asked(party, new, rng, known=0.25)
                    yield Example(
                        query=query,
                        target="full",
                        expected=(party_id,),
                        kind=f"perturbed:{kind}",
                        split=split(group[party_id]),
                    )


def negatives(parties: Sequence[ListedParty], size: float, seed: int) -> Iterator[Example]:
    """Everyone who is not listed."""
    listed = keys(parties)
    number = {kind: round(size * many) for kind, many in NOT_LISTED.items()}
    near = list(persons.near_misses(parties, number["near_misses"], listed, seed))
    made: dict[str, Iterable[Query]] = {
        "persons_of_the_world": persons.of_the_world(number["persons_of_the_world"], listed, seed),
        "persons_recombined": persons.recombined(parties, number["persons_recombined"], listed, seed),
        "namesakes": persons.namesakes(parties, number["namesakes"], seed),
        **{
            f"near_miss:{kind}": [q for of, q in near if of == kind]
            for kind in dict.fromkeys(of for of, _ in near)
        },
        "organisations_replaced": others.replaced(parties, number["organisations_replaced"], listed, seed),
        "organisations_recombined": others.recombined(
            parties, number["organisations_recombined"], listed, seed
        ),
        "organisations_of_the_world": others.of_the_world(number["organisations_of_the_world"], listed, seed),
        "vessels_invented": others.vessels(parties, number["vessels_invented"], listed, seed),
    }
    for kind, queries in made.items():
        for query in queries:
            yield Example(query=query, target="full", expected=(), kind=kind, split=split(query.names[0]))


def _some(examples: Iterable[Example], number: float, seed: int) -> list[Example]:
    every = list(examples)
    return every if len(every) <= number else random.Random(seed).sample(every, round(number))


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the lists, write the file, say what is in it."""
    parser = argparse.ArgumentParser(prog="python -m training.screening.material", description=__doc__)
    parser.add_argument("--lists", type=Path, required=True, help="folder with the official lists")
    parser.add_argument("-o", "--output", type=Path, required=True, help="JSON Lines to write")
    parser.add_argument("--size", type=float, default=1.0, help="more or less of every kind")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument(
        "--leave-out", type=Path, action="append", default=[], help="cases whose names no example may ask for"
    )
    options = parser.parse_args(arguments)
    start = time.perf_counter()
    try:
        names = frozenset[str]().union(*map(names_of_cases, options.leave_out))
        parties = official_parties(options.lists)
        material = make(parties, size=options.size, seed=options.seed, leave_out=names)
    except InputError as error:
        sys.exit(str(error))
    with options.output.open("w", encoding="utf-8") as file:
        for example in material.examples:
            file.write(json.dumps(example.as_json(), ensure_ascii=False) + "\n")
    counted = Counter((example.kind, example.split) for example in material.examples)
    for kind in dict.fromkeys(kind for kind, _ in counted):
        print(f"{kind:34} train {counted[kind, 'train']:>7,} validation {counted[kind, 'validation']:>6,}")
    seconds = time.perf_counter() - start
    print(
        f"{len(material.examples):,} examples from {len(parties):,} parties in {seconds:.0f} s: {options.output}"
    )


if __name__ == "__main__":
    main()
