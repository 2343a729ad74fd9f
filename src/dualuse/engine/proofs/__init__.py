"""Proofs over the law of a day: what no case at all can do, shown by a solver (z3) instead of by examples.

The conditions that judge a case are translated, node by node, into formulas over one item's facts; ``ties`` holds what
connects facts that are derived from one another. Only this package imports z3 (extra ``proof``); nothing that answers a
transaction needs it. What is proved, and over which facts, stands in ``docs/proofs.md``.
"""
