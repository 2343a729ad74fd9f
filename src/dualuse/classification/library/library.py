"""The library in a workspace: products and classifications in one append-only chain, their words in files that can be erased.

The event holds ids, codes, editions and dates; descriptions, reasons and quotes stand in its private part. A later
classification supersedes an earlier one of the same standing; a ruling of an authority goes before those of the house until another
ruling follows.
"""

from __future__ import annotations

import errno
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from dualuse.classification.library.model import STANDINGS, Decided, Evidence, Product, Proposal, RuledOut
from dualuse.classification.product_entries import NO_CODE
from dualuse.classification.search.cleaning import visible
from dualuse.i18n import N_, translate
from dualuse.inputs.persons import in_words, named
from dualuse.inputs.problem_words import NO_REASON, reason_of
from dualuse.inputs.problems import InputError, Problem, input_error, new_problem
from dualuse.law.eu_2021_821.control_list import is_under, normal_code
from dualuse.law.eu_2021_821.control_list.outline import outline
from dualuse.law.territories import member_states
from dualuse.record.event import Event
from dualuse.record.workspace import Workspace

CHAIN: Final = "classifications"
_NORTHERN_IRELAND: Final = "XI"
"""The Regulation applies there as in a Member State (Windsor Framework, Annex 2)."""
_DECIDED: Final = "classified"
_STATED: Final = "products_stated"
_PROPOSED: Final = "products_proposed"


class Library:
    """The library of classified products in ``workspace``."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace: Final = workspace
        self._chain: Final = workspace.chain(CHAIN)

    def state(self, products: Iterable[Product], person: str) -> int:
        """Take products in, or state them anew; a batch is one event. Returns how many.

        Raises:
            InputError: nobody is named, or it cannot be written.
        """
        if not named(person):
            raise _nobody()
        stated = [asdict(product) for product in products]
        digest = self.workspace.keep_private({"products": stated})
        self._chain.append(person, _STATED, {"number": len(stated)}, private=digest)
        return len(stated)

    def products(self) -> dict[str, Product]:
        """The products by id, as last stated, in the order in which they came."""
        return {fields["id"]: Product(**fields) for fields in self._private_rows(_STATED, "products")}

    def _private_rows(self, kind: str, name: str) -> Iterator[dict[str, Any]]:
        """The rows in the private parts of the events of a kind, in their order; none where they were erased."""
        for event in self._chain.events():
            if event.kind == kind:
                yield from (self.workspace.private(event.private) or {name: ()})[name]

    def propose(self, proposals: Iterable[Proposal], person: str, edition: str) -> int:
        """Remember what the search found for products: proposals, never classifications. Returns how many."""
        data = [asdict(proposal) for proposal in proposals]
        digest = self.workspace.keep_private({"proposals": data})
        self._chain.append(person, _PROPOSED, {"number": len(data), "edition": edition}, private=digest)
        return len(data)

    def proposals(self) -> dict[str, Proposal]:
        """The last proposal for each product."""
        return {
            fields["product"]: Proposal(**{**fields, "candidates": tuple(fields["candidates"])})
            for fields in self._private_rows(_PROPOSED, "proposals")
        }

    def decide(self, decided: Decided, files: Iterable[Path] = ()) -> Decided:
        """Record a classification; ``files`` are copied into the workspace as evidence.

        Raises:
            InputError: a code is none of the edition, nobody or no reason is named, a ruling lacks its authority or reference,
                or it cannot be written.
        """
        decided = _plain(decided)
        problems = list(_problems(decided))
        if problems:
            raise InputError(problems)
        evidence = (*decided.evidence, *(Evidence(path.name, file=self._copy(path)) for path in files))
        words = {
            "description": decided.description,
            "reason": decided.reason,
            "evidence": [asdict(piece) for piece in evidence],
            "ruled_out": [asdict(out) for out in decided.ruled_out],
        }
        body = {
            "product": decided.product,
            "entries": list(decided.entries),
            "standing": decided.standing,
            "edition": decided.edition,
            "review_by": decided.review_by.isoformat() if decided.review_by else "",
            "authority": decided.authority,
            "reference": decided.reference,
        }
        event = self._chain.append(
            decided.person,
            _DECIDED,
            body,
            files=tuple(piece.file for piece in evidence if piece.file),
            private=self.workspace.keep_private(words),
        )
        return _decided(event, words)

    def _copy(self, path: Path) -> str:
        """A copy of a regular file: a device or a pipe may never end."""
        try:
            if not path.is_file():
                raise OSError(errno.EINVAL, translate(N_("it is no file")))
            with path.open("rb") as stream:
                return self.workspace.keep_stream(stream)
        except OSError as error:
            raise input_error(
                "evidence_unread",
                N_("the evidence cannot be read: {why}"),
                N_("Name a file that is there and can be read"),
                file=str(path),
                why=reason_of(error),
            ) from None

    def history(self, product: str = "") -> Iterator[Decided]:
        """The classifications in their order, of one product or of all; words that were erased are empty."""
        for event in self._chain.events():
            if event.kind == _DECIDED and product in ("", event.body["product"]):
                yield _decided(event, self.workspace.private(event.private) or {})

    def current(self) -> dict[str, Decided]:
        """The classification that stands, by product: the last ruling, else the last of the house."""
        current: dict[str, Decided] = {}
        for decided in self.history():
            before = current.get(decided.product)
            if before is None or decided.standing == "ruling" or before.standing == "own":
                current[decided.product] = decided
        return current


def _decided(event: Event, words: Mapping[str, Any]) -> Decided:
    body = event.body
    return Decided(
        product=body["product"],
        description=words.get("description", ""),
        entries=tuple(body["entries"]),
        standing=body["standing"],
        person=event.person,
        reason=words.get("reason", ""),
        edition=body["edition"],
        evidence=tuple(Evidence(**fields) for fields in words.get("evidence", ())),
        ruled_out=tuple(RuledOut(**fields) for fields in words.get("ruled_out", ())),
        review_by=date.fromisoformat(body["review_by"]) if body["review_by"] else None,
        authority=body["authority"],
        reference=body["reference"],
        time=event.time,
        number=event.number,
    )


def _plain(decided: Decided) -> Decided:
    """The classification with words in one line each, without what cannot be seen: no word may look like another line of the record."""

    def line(text: str) -> str:
        return " ".join(visible(text).split())

    return replace(
        decided,
        person=line(decided.person),
        reason=line(decided.reason),
        reference=line(decided.reference),
        evidence=tuple(
            Evidence(
                document=line(piece.document),
                place=line(piece.place),
                quote=line(piece.quote),
                file=piece.file,
                link=line(piece.link),
            )
            for piece in decided.evidence
        ),
        ruled_out=tuple(RuledOut(out.entry, line(out.reason)) for out in decided.ruled_out),
    )


def _problems(decided: Decided) -> Iterator[Problem]:
    if not named(decided.person):
        yield from _nobody().problems
    if not decided.product.strip():
        yield new_problem(
            "product_unnamed", N_("no product is named"), N_("Give the id of the product"), path="product"
        )
    if not in_words(decided.reason):
        yield new_problem(
            "classification_no_reason",
            NO_REASON,
            N_("Say on what the classification rests: --reason"),
            path="reason",
        )
    known = outline()
    for code in (*decided.entries, *(out.entry for out in decided.ruled_out)):
        written = normal_code(code)
        if written is None or (known is not None and written not in known.codes):
            yield new_problem(
                "classification_code",
                NO_CODE,
                N_("Write a code of the edition in force, such as 5A002.a.1; see dualuse entry"),
                path="entries",
                code=code[:40],
            )
    yield from _ruled_out_and_given(decided)
    if decided.standing not in STANDINGS:
        raise ValueError(decided.standing)
    if decided.standing == "ruling" and decided.authority.split("-")[0] not in (
        *member_states(),
        _NORTHERN_IRELAND,
    ):
        yield new_problem(
            "ruling_authority",
            N_("{code} is no Member State, and rulings of others do not bind under the Regulation"),
            N_("Write the State whose authority ruled by its code: DE, or BE-VLG for a region"),
            path="authority",
            code=decided.authority[:40],
        )
    if decided.standing == "ruling" and not (decided.authority.strip() and decided.reference.strip()):
        yield new_problem(
            "ruling_unnamed",
            N_("a ruling needs the authority and the number of its paper"),
            N_("Give --authority and --reference"),
            path="authority",
        )


def _ruled_out_and_given(decided: Decided) -> Iterator[Problem]:
    for out in decided.ruled_out:
        if any(is_under(entry, out.entry) for entry in decided.entries):
            yield new_problem(
                "ruled_out_is_entry",
                N_("{code} is ruled out, and given as an entry"),
                N_("Decide for one of them"),
                path="ruled_out",
                code=out.entry,
            )


def _nobody() -> InputError:
    return input_error(
        "classification_nobody",
        N_("nobody is named who classifies"),
        N_("Name the person: --person, or DUALUSE_PERSON"),
        path="person",
    )
