"""What every route reads of a request: who signed in, which version it saw, what it sent; in the order in which the contract refuses.

The order: 401, 429, role 403, no such object 404, a key that was used 422, version 412, state 409, body 422 (DESIGN, section 5). So a body is
read by the route, after the role and the object were looked at.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, TypeVar

from django.http import HttpRequest
from ninja.responses import Status
from pydantic import BaseModel

from dualuse.i18n import N_, Message
from dualuse.licensing.actions import SECOND_FACTOR, see_object, shaped
from dualuse.licensing.cases.applications import malformed
from dualuse.licensing.cases.changes import see_allowed
from dualuse.licensing.cases.models import Case
from dualuse.licensing.cases.queries import cases_for
from dualuse.licensing.people.actors import Actor
from dualuse.licensing.people.models import is_demonstration
from dualuse.licensing.refusals import Fault, Malformed, NotThere
from dualuse.licensing.signing_in.confirming import see_no_token
from dualuse.portal.answers.keeping import once
from dualuse.portal.api.signing_in import actor

_NO_TEXT = re.compile("[\x00\ud800-\udfff]")
"""What stands in no text: the sign that PostgreSQL refuses, and halves of signs, which cannot be written as UTF-8."""
_MATCH = re.compile(r'(?:W/)?"?([0-9]{1,9})"?')
Shape = TypeVar("Shape", bound=BaseModel)


def signed_in(request: HttpRequest, action: str) -> Actor:
    """Who acts, once its role is known to allow the action at all: before anything is looked up.

    Raises:
        Forbidden: it does not. SecondFactor: a token asks for what a person confirms, and the service is no demonstration.
        NotThere, Malformed: the path or the query holds what stands in no text.
    """
    who = actor(request)
    see_allowed(who, action)
    _see_address(request)
    if action in SECOND_FACTOR and who.token is not None and not is_demonstration():
        see_no_token(who)
    return who


def version_seen(request: HttpRequest) -> int | None:
    """The version of ``If-Match``; None: whichever it is (``*``, or no such header).

    Raises:
        Malformed: it is no version.
    """
    text = request.headers.get("If-Match", "*").strip()
    if text == "*":
        return None
    if match := _MATCH.fullmatch(text):
        return int(match[1])
    words = N_("If-Match is the version of the object, a whole number")
    raise Malformed(Message("malformed", words), [Fault("If-Match", "version", Message("version", words))])


def changed_case(
    request: HttpRequest,
    action: str,
    reference: str,
    shape: type[Shape],
    act: Callable[[Actor, Shape, int | None], Case],
    answer: Callable[[Actor, Case], dict[str, Any]],
) -> Status[dict[str, Any]]:
    """Do an action to a case, once however often a program asks for it with one key; the answer is the case.

    Args:
        request: with what was sent.
        action: of the table of transitions.
        reference: of the case.
        shape: of the body.
        act: does it: the actor, the body, the version that was seen.
        answer: the case as it is answered.

    Raises:
        Refusal: in the order of the contract.
    """
    who = signed_in(request, action)
    if not cases_for(who, action).filter(reference=reference).exists():
        raise NotThere.of_case(reference)
    sent = sent_in(request)

    def done() -> tuple[int, dict[str, Any]]:
        version = version_seen(request)
        body = shaped(shape, sent, lambda: see_object(who, action, reference, version))
        return 200, answer(who, act(who, body, version))

    return Status(
        *once(who.token, key_of(request), _route(request), sent, done, see_case(who, action, reference))
    )


def see_case(who: Actor, action: str, reference: str | None = None) -> Callable[[dict[str, Any]], None]:
    """What refuses to show an answer that was kept about a case to whoever may not do the action to it any more.

    Args:
        who: asks for it.
        action: by which it was answered.
        reference: of the case; None: the answer has it.
    """

    def see(body: dict[str, Any]) -> None:
        about = str(body.get("reference", "")) if reference is None else reference
        if not cases_for(who, action).filter(reference=about).exists():
            raise NotThere.of_case(about)

    return see


def made(
    request: HttpRequest,
    action: str,
    shape: type[Shape],
    act: Callable[[Actor, Shape], dict[str, Any]],
    see: Callable[[Actor, dict[str, Any]], None] | None = None,
) -> Status[dict[str, Any]]:
    """Make something new, once however often a program asks for it with one key; 201 with what was made.

    Args:
        request: with what was sent.
        action: that allows it.
        shape: of the body.
        act: makes it, and says what was made.
        see: refuses to show again what was made to whoever may not see it any more; None: it is a case.

    Raises:
        Refusal: in the order of the contract.
    """
    return Status(*_once(request, action, shape, act, see))


def _once(
    request: HttpRequest,
    action: str,
    shape: type[Shape],
    act: Callable[[Actor, Shape], dict[str, Any]],
    see: Callable[[Actor, dict[str, Any]], None] | None,
) -> tuple[int, dict[str, Any]]:
    who = signed_in(request, action)
    sent = sent_in(request)
    return once(
        who.token,
        key_of(request),
        _route(request),
        sent,
        lambda: (201, act(who, shaped(shape, sent))),
        see_case(who, action) if see is None else partial(see, who),
    )


def changed(
    request: HttpRequest,
    action: str,
    shape: type[Shape],
    act: Callable[[Actor, Shape], dict[str, Any]],
    see: Callable[[Actor, dict[str, Any]], None],
) -> Status[dict[str, Any]]:
    """Change something that is no case, once however often a program asks for it with one key; the answer is what stands then.

    Args and errors: see :func:`made`.
    """
    _, body = _once(request, action, shape, act, see)
    return Status(200, body)


def sent_in(request: HttpRequest) -> Any:
    """The JSON value that was sent; an empty body is an empty object.

    Raises:
        Malformed: it is no JSON, or one of its texts holds what stands in no text.
    """
    try:
        sent = json.loads(request.body or b"{}", parse_constant=_no_number)
    except (ValueError, RecursionError):
        text = N_("the body is not JSON")
        raise Malformed(Message("malformed", text), [Fault("", "json", Message("json", text))]) from None
    if faults := [_no_text(path) for path, part in _texts_in(sent) if _NO_TEXT.search(part)]:
        raise malformed(faults)
    return sent


def _texts_in(value: Any) -> Iterator[tuple[str, str]]:
    """Each text in JSON data with its place; the name of a field, which may be none itself, at the place of what holds it."""
    left = [("", value)]
    while left:
        path, part = left.pop()
        if isinstance(part, str):
            yield path, part
        elif isinstance(part, list):
            left += [(f"{path}[{number}]", inner) for number, inner in enumerate(part)]
        elif isinstance(part, dict):
            for name, inner in part.items():
                yield path, name
                left.append((f"{path}.{name}".lstrip("."), inner))


def _see_address(request: HttpRequest) -> None:
    names = request.resolver_match.kwargs.values() if request.resolver_match else ()
    if any(_NO_TEXT.search(name) for name in names if isinstance(name, str)):
        raise NotThere(Message("not_there", N_("there is nothing of that name here")))
    if faults := [_no_text(name) for name, texts in request.GET.lists() if any(map(_NO_TEXT.search, texts))]:
        raise malformed(faults)


def _no_text(path: str) -> Fault:
    text = N_("there is a sign in it that stands in no text: U+0000, or half of a sign")
    return Fault(_NO_TEXT.sub("?", path), "no_text", Message("no_text", text))


def key_of(request: HttpRequest) -> str:
    """The ``Idempotency-Key``; "" where there is none."""
    return request.headers.get("Idempotency-Key", "").strip()


def in_openapi(shape: type[BaseModel]) -> dict[str, Any]:
    """The body of a route that reads it itself, for the description of the API."""
    return {"requestBody": {"content": {"application/json": {"schema": _inlined(shape)}}, "required": True}}


def _inlined(shape: type[BaseModel]) -> dict[str, Any]:
    """The schema of a shape with what it refers to in its place."""
    schema = shape.model_json_schema()
    parts = schema.pop("$defs", {})

    def whole(value: Any) -> Any:
        if isinstance(value, dict):
            if "$ref" in value:
                return whole(parts[value["$ref"].rpartition("/")[2]])
            return {name: whole(inner) for name, inner in value.items()}
        return [whole(inner) for inner in value] if isinstance(value, list) else value

    inlined: dict[str, Any] = whole(schema)
    return inlined


def _route(request: HttpRequest) -> str:
    return f"{request.method} {request.path}"


def _no_number(text: str) -> Any:
    raise ValueError(text)
