"""Which leaves can still help, where some facts cannot be had: compared with trying every answer."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from dualuse.engine.levers import Lever, Levers, moving, ways
from dualuse.law.language.logic import All, Any_, Condition, Flag, Not, Truth, evaluate, leaves
from dualuse.law.language.provision import Effect

DAY = date(2026, 8, 1)
NAMES = ("a", "b", "c", "d", "e")
conditions: st.SearchStrategy[Condition] = st.recursive(
    st.sampled_from([Flag(name) for name in NAMES]),
    lambda inner: st.one_of(
        inner.map(Not),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: All(tuple(parts))),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: Any_(tuple(parts))),
    ),
    max_leaves=8,
)
known = st.fixed_dictionaries(dict.fromkeys(NAMES, st.sampled_from([None, None, True, False])))
to_be_had = st.frozensets(st.sampled_from(NAMES))


def completions(facts: dict[str, Truth], names: frozenset[str]) -> Iterator[dict[str, Truth]]:
    """The facts with every combination of answers to those of ``names`` that are unknown."""
    asked = sorted(name for name in names if facts[name] is None)
    for values in itertools.product((None, True, False), repeat=len(asked)):
        yield {**facts, **dict(zip(asked, values, strict=True))}


def found_ways(
    condition: Condition, target: bool, facts: dict[str, Truth], names: frozenset[str]
) -> frozenset[str] | None:
    leaves_on_the_way = ways(
        condition,
        target,
        lambda leaf: evaluate(leaf, facts, DAY),
        lambda leaf, _: (leaf,) if isinstance(leaf, Flag) and leaf.fact in names else None,
    )
    return (
        None
        if leaves_on_the_way is None
        else frozenset(leaf.fact for leaf in leaves_on_the_way if isinstance(leaf, Flag))
    )


@given(conditions, st.booleans(), known, to_be_had)
@settings(max_examples=500)
def test_what_is_possible_has_its_way(
    condition: Condition, target: bool, facts: dict[str, Truth], names: frozenset[str]
) -> None:
    """Never one too few: whatever answers reach the target do so with the named leaves alone."""
    helpful = found_ways(condition, target, facts, names)
    for complete in completions(facts, names):
        if evaluate(condition, complete, DAY) is target:
            assert helpful is not None
            helped = {name: value if name in helpful else facts[name] for name, value in complete.items()}
            assert evaluate(condition, helped, DAY) is target


@given(conditions, st.booleans(), known, to_be_had)
@settings(max_examples=500)
def test_what_has_a_way_is_possible_where_no_fact_stands_twice(
    condition: Condition, target: bool, facts: dict[str, Truth], names: frozenset[str]
) -> None:
    stated = list(leaves(condition))
    if len(set(stated)) < len(stated):
        return
    helpful = found_ways(condition, target, facts, names)
    reached = [
        complete for complete in completions(facts, names) if evaluate(condition, complete, DAY) is target
    ]
    assert (helpful is not None) == bool(reached)
    assert (helpful == frozenset()) == (evaluate(condition, facts, DAY) is target)
    # Each leaf named takes part: without its answer some way to the target is lost.
    for name in helpful or ():
        assert any(evaluate(condition, {**complete, name: None}, DAY) is not target for complete in reached)


def test_what_is_held_high_cannot_be_lowered() -> None:
    """A rule of one item that nothing lowers makes it pointless to lower those at or below its level."""
    needed, forbidden = Effect.AUTHORISATION_REQUIRED, Effect.PROHIBITED
    first = Levers((), (), stuck=needed)
    low, high, raising = (
        Lever(name, level, ()) for name, level in (("x", needed), ("y", forbidden), ("z", needed))
    )
    second = Levers((low, high), (raising,), stuck=Effect.NOT_CONTROLLED)
    assert moving([(0, first), (1, second)], Effect.NOT_CONTROLLED) == ((1, high), (1, raising))
    assert moving([(1, second)], Effect.NOT_CONTROLLED) == ((1, low), (1, high), (1, raising))
