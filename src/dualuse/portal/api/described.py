"""The description of the API with what each route refuses: which status, in which shape, and which guards there are."""

from __future__ import annotations

from typing import Any, Final, get_args

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from dualuse.licensing.transitions import Guard

_SHAPE: Final = "Problem"
_PROBLEM: Final[dict[str, Any]] = {
    "title": _SHAPE,
    "type": "object",
    "required": ["type", "title", "status", "guard", "problems"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string", "description": "why, in the language of Accept-Language"},
        "status": {"type": "integer"},
        "guard": {"type": "string", "description": "a stable code"},
        "problems": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["path", "code", "text"],
                "properties": {name: {"type": "string"} for name in ("path", "code", "text")},
            },
        },
    },
}
_OF_ALL: Final = {422: "the path, the query or the body is not of its shape", 429: "too many requests; Retry-After says when", 503: "the service does not reach its database, or is busy; Retry-After says when"}  # fmt: skip
_OF_SIGNED_IN: Final = {401: "no token", 403: "no role of the token's person allows it, or it takes a second factor", 404: "no such object among those one may see"}  # fmt: skip
_OF_CHANGES: Final = {
    409: f"the state, the actor or what was examined does not allow it; guard: {', '.join(get_args(Guard))}",
    412: "the object was changed since the version of If-Match",
    413: "what was sent is more than is taken",
}


class DescribedAPI(NinjaAPI):
    """An API whose description has its refusals, too."""

    def get_openapi_schema(self, *arguments: Any, **options: Any) -> OpenAPISchema:
        """The description, with every refusal of every route."""
        schema = super().get_openapi_schema(*arguments, **options)
        schema.setdefault("components", {}).setdefault("schemas", {})[_SHAPE] = _PROBLEM
        for methods in schema["paths"].values():
            for method, operation in methods.items():
                _describe(operation, is_change=method != "get")
        return schema


def _describe(operation: dict[str, Any], *, is_change: bool) -> None:
    """Add to an operation what it refuses; what it says itself stays."""
    is_of_strangers = not operation.get("security")
    refusals = {
        **_OF_ALL,
        **({} if is_of_strangers else _OF_SIGNED_IN),
        **(
            _OF_CHANGES if is_change and not is_of_strangers else {413: _OF_CHANGES[413]} if is_change else {}
        ),
    }
    content = {"application/problem+json": {"schema": {"$ref": f"#/components/schemas/{_SHAPE}"}}}
    for status, why in sorted(refusals.items()):
        operation["responses"].setdefault(status, {"description": why, "content": content})
