"""The exporter's books: parties and products, kept for its next application. An answer holds what goes into the transaction."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest
from ninja import Router
from ninja.responses import Status
from pydantic import Field

from dualuse.licensing.actions import Body, shaped
from dualuse.licensing.books.books import PARTIES, PRODUCTS, Book, edition_on
from dualuse.licensing.books.keeping import (
    add_entry,
    change_entry,
    entries_for,
    looked_up_entry,
    remove_entry,
)
from dualuse.licensing.books.models import BookEntry, BookVersion
from dualuse.licensing.moments import now
from dualuse.licensing.people.actors import Actor
from dualuse.licensing.refusals import NotThere
from dualuse.portal.answers.keeping import once
from dualuse.portal.api.paging import USUAL, page_of
from dualuse.portal.api.requests import in_openapi, key_of, made, sent_in, signed_in, version_seen

router = Router(tags=["exporter"])


class PartyBody(Body):
    """A party of the contract without its role: name, country, address, identifiers, service, owners, birth_date."""

    party: dict[str, Any]


class NewParty(PartyBody):
    """A party, and which organisation keeps it."""

    organisation: str | None = None


class ProductBody(Body):
    """An item of the contract without its id and amounts: description, kind, entries, cyber_surveillance, national_entries, cn_code, parameters."""

    item: dict[str, Any] = Field(description="an item of the transaction")


class NewProduct(ProductBody):
    """A product, and which organisation keeps it."""

    organisation: str | None = None


@router.get("parties")
def get_parties(
    request: HttpRequest, q: str | None = None, after: str | None = None, limit: int = USUAL
) -> dict[str, Any]:
    """The parties of one's organisations, the newest first; ``q``: a word of the name."""
    return _page(request, PARTIES, q, after, limit)


@router.post("parties", response={201: Any}, openapi_extra=in_openapi(NewParty))
def post_party(request: HttpRequest) -> Status[dict[str, Any]]:
    """Keep a party."""
    return made(
        request, PARTIES.action, NewParty,
        lambda actor, body: _current(PARTIES, add_entry(actor, PARTIES, body.party, body.organisation)),
        partial(_see, PARTIES),
    )  # fmt: skip


@router.get("parties/{reference}")
def get_party(request: HttpRequest, reference: str, version: int | None = None) -> dict[str, Any]:
    """A party as it is, or as an earlier version had it; with its role it goes into ``parties`` of a transaction."""
    return _entry(request, PARTIES, reference, version)


@router.patch("parties/{reference}", openapi_extra=in_openapi(PartyBody))
def patch_party(request: HttpRequest, reference: str) -> Status[dict[str, Any]]:
    """State something of a party otherwise: a new version."""
    return _changed(request, PARTIES, reference, PartyBody)


@router.delete("parties/{reference}", response={204: None})
def delete_party(request: HttpRequest, reference: str) -> Status[None]:
    """Remove a party with all its versions."""
    return _removed(request, PARTIES, reference)


@router.get("products")
def get_products(
    request: HttpRequest, q: str | None = None, after: str | None = None, limit: int = USUAL
) -> dict[str, Any]:
    """The products of one's organisations, the newest first; ``q``: a word of the description."""
    return _page(request, PRODUCTS, q, after, limit)


@router.post("products", response={201: Any}, openapi_extra=in_openapi(NewProduct))
def post_product(request: HttpRequest) -> Status[dict[str, Any]]:
    """Keep a product."""
    return made(
        request, PRODUCTS.action, NewProduct,
        lambda actor, body: _current(PRODUCTS, add_entry(actor, PRODUCTS, body.item, body.organisation)),
        partial(_see, PRODUCTS),
    )  # fmt: skip


@router.get("products/{reference}")
def get_product(request: HttpRequest, reference: str, version: int | None = None) -> dict[str, Any]:
    """A product as it is, or as an earlier version had it; with its amounts it goes into ``items`` of a transaction."""
    return _entry(request, PRODUCTS, reference, version)


@router.patch("products/{reference}", openapi_extra=in_openapi(ProductBody))
def patch_product(request: HttpRequest, reference: str) -> Status[dict[str, Any]]:
    """State something of a product otherwise: a new version."""
    return _changed(request, PRODUCTS, reference, ProductBody)


@router.delete("products/{reference}", response={204: None})
def delete_product(request: HttpRequest, reference: str) -> Status[None]:
    """Remove a product with all its versions."""
    return _removed(request, PRODUCTS, reference)


def _page(request: HttpRequest, book: Book, q: str | None, after: str | None, limit: int) -> dict[str, Any]:
    rows = entries_for(signed_in(request, book.action), book)
    if q:
        rows = rows.filter(name__icontains=q)
    rows = rows.select_related("organisation").prefetch_related("versions")
    return page_of(rows, after, limit, lambda entry: _current(book, entry))


def _entry(request: HttpRequest, book: Book, reference: str, version: int | None) -> dict[str, Any]:
    entry = looked_up_entry(signed_in(request, book.action), book, reference, None)
    if version is None:
        return _current(book, entry)
    row = entry.versions.filter(number=version).first() if 0 < version < 2**31 else None
    if row is None:
        raise NotThere.of_entry(f"{reference}?version={version}")
    return _whole(book, entry, row)


def _changed(
    request: HttpRequest, book: Book, reference: str, shape: type[PartyBody] | type[ProductBody]
) -> Status[dict[str, Any]]:
    who = signed_in(request, book.action)
    looked_up_entry(who, book, reference, None)
    sent = sent_in(request)

    def done() -> tuple[int, dict[str, Any]]:
        seen = version_seen(request)
        body = shaped(shape, sent, lambda: looked_up_entry(who, book, reference, seen))
        data = body.party if isinstance(body, PartyBody) else body.item
        return 200, _current(book, change_entry(who, book, reference, data, seen))

    see = partial(_see, book, who)
    return Status(*once(who.token, key_of(request), f"PATCH {request.path}", sent, done, see))


def _see(book: Book, who: Actor, body: dict[str, Any]) -> None:
    """Refuse to show an entry again to whoever may not see it any more; removed, it is shown to nobody."""
    if not entries_for(who, book).filter(reference=(reference := str(body.get("reference", "")))).exists():
        raise NotThere.of_entry(reference)


def _removed(request: HttpRequest, book: Book, reference: str) -> Status[None]:
    remove_entry(signed_in(request, book.action), book, reference, version_seen(request))
    return Status(204, None)


def _current(book: Book, entry: BookEntry) -> dict[str, Any]:
    return _whole(book, entry, next(row for row in entry.versions.all() if row.number == entry.current))


def _whole(book: Book, entry: BookEntry, row: BookVersion) -> dict[str, Any]:
    """An entry as a version of it says; of a product, whether its entries are of the edition that applies today."""
    whole = {
        "reference": entry.reference,
        "version": row.number,
        "organisation": entry.organisation.reference,
        "written": row.written.isoformat(),
        book.part: row.data,
    }
    if book is PRODUCTS:
        newest = edition_on(now().date())
        whole |= {
            "list_edition": row.list_edition or None,
            "is_of_newest_edition": row.list_edition == newest if row.list_edition else None,
        }
    return whole
