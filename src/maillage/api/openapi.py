"""The description of the API for programs: OpenAPI 3.1, made from the endpoints themselves."""

from typing import Any

from django.conf import settings

from maillage.api import description
from maillage.api.endpoints import api
from maillage.network import current

PREFIX = "/api/v1/"


def plain(schema: dict[str, Any]) -> dict[str, Any]:
    """A parameter that may be left out is not one that may be null: nothing in an address says null."""
    branches = [one for one in schema.get("anyOf", []) if one.get("type") != "null"]
    if len(branches) == 1 and len(branches) < len(schema["anyOf"]):
        schema = {**{name: value for name, value in schema.items() if name != "anyOf"}, **branches[0]}
    return {
        name: value for name, value in schema.items() if name != "title" and not (name == "default" and value is None)
    }


def document(language: str) -> dict[str, Any]:
    schema: dict[str, Any] = dict(api.get_openapi_schema(path_prefix=PREFIX))
    names = current.profile().names
    schema["info"] = {
        "title": f"{names.short_name.text(language)} – Maillage",
        "version": api.version,
        "description": str(description.ABOUT),
    }
    schema["servers"] = [{"url": settings.PUBLIC_URL}]
    schema["components"] = {
        **schema["components"],
        "securitySchemes": {"key": {"type": "http", "scheme": "bearer", "description": str(description.KEY)}},
    }
    schema["paths"] = {path: {"get": told(methods["get"])} for path, methods in schema["paths"].items()}
    return schema


def told(operation: dict[str, Any]) -> dict[str, Any]:
    """An operation in the reader's language, with its refusals and its optional key."""
    address = description.ADDRESSES[operation["operationId"]]
    responses = {str(status): dict(response) for status, response in operation["responses"].items()}
    for status, text in description.REFUSALS.items():
        responses[str(status)]["description"] = str(text)
    responses["429"]["headers"] = {"Retry-After": {"schema": {"type": "integer", "minimum": 1}}}
    return {
        **operation,
        "summary": str(address.summary), "description": str(address.text),
        "parameters": [
            {**one, "schema": plain(one["schema"]), "description": str(description.PARAMETERS[one["name"]])}
            for one in operation["parameters"]
        ],
        "responses": responses, "security": [{}, {"key": []}],
    }  # fmt: skip
