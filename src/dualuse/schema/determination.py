"""A determination: what follows for a transaction, why, what is missing, what to do.

Frozen data; ``docs/schema/determination.json`` is generated from here. Words for effects: ``not_controlled``,
``general_authorisation``, ``notification_required``, ``authorisation_required``, ``prohibited``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from dualuse.schema.screening import Screening


@dataclass(frozen=True, slots=True)
class Because:
    """A reason: stable ``code`` and ``params``, and a ``text`` in the language asked for."""

    code: str
    params: dict[str, Any]
    text: str


@dataclass(frozen=True, slots=True)
class Condition:
    """What using a general authorisation entails; ``due`` is a day (ISO) where one can be computed."""

    citation: str
    code: str
    params: dict[str, Any]
    text: str
    due: str | None


@dataclass(frozen=True, slots=True)
class GeneralAuthorisation:
    """A Union general export authorisation: ``available``, ``not_available`` or ``undetermined``, and why."""

    id: str
    status: str
    because: tuple[Because, ...]
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class ItemResult:
    """The outcome of one item; ``range`` is (least, most) severe effect still possible.

    ``basis``: the provisions that the outcome rests on; where these are ``alternatives``, at least one of them applies
    and it is not known which.
    """

    id: str
    outcome: str
    range: tuple[str, str]
    basis: tuple[str, ...]
    general_authorisations: tuple[GeneralAuthorisation, ...]
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """What one provision says of one item: ``applies``, ``does_not_apply`` or ``undetermined``, and why."""

    item: str
    code: str
    params: dict[str, Any]
    provision: str
    effect: str
    status: str
    because: tuple[Because, ...]
    text: str
    source: str
    verification: str


@dataclass(frozen=True, slots=True)
class Missing:
    """A fact that could still move the outcome; ``fact`` is the place where the answer is given."""

    fact: str
    code: str
    params: dict[str, Any]
    question: str
    would_settle: tuple[str, ...]
    items: tuple[str, ...]
    asked_of: str


@dataclass(frozen=True, slots=True)
class Obligation:
    """Something to do; ``due`` is the last day (ISO) where one can be computed.

    ``done_by``: who does it: ``exporter``, ``broker``, ``provider`` (of technical assistance), ``export_control_officer`` (theirs),
    ``end_user`` (who gives them a statement), ``declarant``; "" where an older record does not say.
    """

    citation: str
    code: str
    params: dict[str, Any]
    text: str
    due: str | None
    items: tuple[str, ...]
    authorisation: str | None
    done_by: str = ""


@dataclass(frozen=True, slots=True)
class LawUsed:
    """The law a determination rests on; ``verification`` is the weakest of what it rests on.

    ``known_up_to``: of the annexes with goods that were asked about, each by act and number the day up to which it is known here.
    """

    version: str
    annex_i: str
    current_to: str
    verification: str
    known_up_to: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Assumption:
    """A value that is neither evidence nor unknown, but assumed by a stated policy."""

    fact: str
    value: str
    policy: str
    code: str
    params: dict[str, Any]
    text: str


@dataclass(frozen=True, slots=True)
class NotExamined:
    """A regime that the determination did not examine, and why.

    ``stops_release``: it may concern the transaction, so that the answer is not "go" until a person has said that it does not. ``national``: a rule of the
    responsible State.
    """

    act: str
    why: str
    code: str
    params: dict[str, Any]
    stops_release: bool = False
    national: bool = False


@dataclass(frozen=True, slots=True)
class Warning:
    """Something the reader must know: code, parameters and text."""

    code: str
    params: dict[str, Any]
    text: str


@dataclass(frozen=True, slots=True)
class Authority:
    """The competent authority, as far as it is known."""

    country: str
    name: str
    url: str
    verification: str


@dataclass(frozen=True, slots=True)
class Customs:
    """A hint for the customs declaration: a document code, what it declares and the reference that goes along.

    ``code`` is None where none can be told; ``because`` says why, or under which condition the code is declared.
    ``verification`` says how well the code is known; ``source`` where it is to be found; ``qualifier`` goes beside the code
    where customs of the State asks for one.
    """

    items: tuple[str, ...]
    code: str | None
    meaning: str | None
    reference: str | None
    because: Because
    verification: str | None
    source: str | None
    qualifier: str | None = None


@dataclass(frozen=True, slots=True)
class Software:
    """What wrote the determination."""

    name: str
    version: str


@dataclass(frozen=True, slots=True)
class LawAge:
    """How old the law is on the day judged; told where it is ``old``, older than allowed, or somebody accepts that.

    ``days``: since ``current_to`` of the law; ``allowed``: of them, a rule of this program. ``accepted_by``, ``accepted_until``: who
    accepts old law, and the last day judged for which; "" where nobody does. Old and not accepted, the release is never "go".
    """

    days: int
    allowed: int
    old: bool
    accepted_by: str
    accepted_until: str
    text: str


@dataclass(frozen=True, slots=True)
class Configuration:
    """What was taken from a file ``dualuse.toml``: ``taken``, values of the transaction by their path, which it did not
    state itself; ``rules``, rules of this program that the file tightens, by name.
    """

    file: str
    taken: dict[str, Any]
    rules: dict[str, int]


@dataclass(frozen=True, slots=True)
class Determination:
    """The answer to a transaction. ``release``: may this leave now, ``go``, ``stop`` or ``ask``?

    ``format``: :data:`dualuse.inputs.formats.DETERMINATION`; answers recorded before it was there have none.

    ``transaction`` is what was judged, as stated: checked, codes normalised, ``answers`` by name, what is unknown and
    the record of an interview left out (``transaction.json``). With it, ``date``, ``language`` and ``policies`` the answer can be given again;
    ``transaction_checksum`` is that of the transaction and the policies.
    """

    format: str
    reference: str
    date: str
    release: str
    release_because: tuple[Because, ...]
    law: LawUsed
    outcome: str
    range: tuple[str, str]
    items: tuple[ItemResult, ...]
    findings: tuple[Finding, ...]
    missing: tuple[Missing, ...]
    obligations: tuple[Obligation, ...]
    screening: Screening
    assumptions: tuple[Assumption, ...]
    not_examined: tuple[NotExamined, ...]
    warnings: tuple[Warning, ...]
    authority: Authority | None = None
    language: str = field(default="en")
    transaction: dict[str, Any] = field(default_factory=dict)
    policies: tuple[str, ...] = ()
    transaction_checksum: str = ""
    software: Software | None = None
    customs: tuple[Customs, ...] = ()
    law_age: LawAge | None = None
    configuration: Configuration | None = None
