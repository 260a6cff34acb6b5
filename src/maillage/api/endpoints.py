"""The four addresses of the API, and how what goes wrong is told."""

import logging
from typing import Annotated, Any

from django.core.signals import got_request_exception
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Path, Query
from ninja.errors import ValidationError

from maillage.api import figures, network, problems, records
from maillage.api.description import PARAMETERS
from maillage.api.problems import REFUSALS, Problem
from maillage.api.schemas import (
    BIGGEST,
    Asked,
    Common,
    FiguresOut,
    NetworkOut,
    OrganisationOut,
    OrganisationsOut,
    Refusal,
)

logger = logging.getLogger("django.request")
api = NinjaAPI(title="Maillage", version="1", urls_namespace="api-v1", openapi_url=None, docs_url=None)


def answers(schema: Any) -> dict[Any, Any]:
    return {200: schema, REFUSALS: Refusal}


@api.get("organisations", url_name="organisations", operation_id="organisations", response=answers(OrganisationsOut))
def organisations(request: HttpRequest, asked: Query[Asked]) -> Any:
    return records.page(request.sight, asked)  # type: ignore[attr-defined]


@api.get("organisations/{int:id}", url_name="organisation", operation_id="organisation",
         response=answers(OrganisationOut))  # fmt: skip
def organisation(request: HttpRequest, id: Annotated[int, Path(ge=1, le=BIGGEST)], asked: Query[Common]) -> Any:
    return records.one(request.sight, id)  # type: ignore[attr-defined]


@api.get("figures", url_name="figures", operation_id="figures", response=answers(FiguresOut))
def public_figures(request: HttpRequest, asked: Query[Common]) -> Any:
    return figures.public()


@api.get("network", url_name="network", operation_id="network", response=answers(NetworkOut))
def public_network(request: HttpRequest, asked: Query[Common]) -> Any:
    return network.public()


@api.exception_handler(Problem)
def problem(request: HttpRequest, error: Any) -> HttpResponse:
    return problems.told(error)


@api.exception_handler(ValidationError)
def refused(request: HttpRequest, error: Any) -> HttpResponse:
    """Each parameter that does not fit, with what was expected."""
    names = list(dict.fromkeys(str(fault["loc"][-1]) for fault in error.errors))
    told = [_("« %(name)s » : %(expected)s") % {"name": name, "expected": PARAMETERS.get(name, "")} for name in names]
    return problems.answer(422, " ".join(told))


@api.exception_handler(Exception)
def broken(request: HttpRequest, error: Any) -> HttpResponse:
    """Told in the log and to whoever listens, never to the caller."""
    logger.error("Internal Server Error: %s", request.path, exc_info=error)
    got_request_exception.send(sender=None, request=request)
    return problems.answer(500, _("Quelque chose a mal tourné de notre côté."))
