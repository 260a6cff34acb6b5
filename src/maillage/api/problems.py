"""Refusals of the API: one shape for all, `{"error": {"code", "message"}}`."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _

PREFIX = "/api/"
CODES = {
    400: "bad_request", 401: "unauthorized", 403: "forbidden", 404: "not_found", 405: "method_not_allowed",
    422: "refused_parameter", 429: "too_many_requests", 500: "server_error",
}  # fmt: skip
REFUSALS = frozenset({400, 401, 403, 404, 405, 422, 429})  # those that every address declares


class Problem(Exception):
    """A refusal, with what the answer must carry."""

    def __init__(self, status: int, message: str, *, code: str = "", headers: dict[str, str] | None = None) -> None:
        super().__init__(message)
        self.status, self.message, self.code, self.headers = status, message, code, headers or {}


def answer(status: int, message: str, *, code: str = "", headers: dict[str, str] | None = None) -> JsonResponse:
    body: dict[str, Any] = {"error": {"code": code or CODES.get(status, "error"), "message": str(message)}}
    return JsonResponse(body, status=status, headers=headers, json_dumps_params={"ensure_ascii": False})


def told(problem: Problem) -> JsonResponse:
    return answer(problem.status, problem.message, code=problem.code, headers=problem.headers)


def is_asked_by_a_program(request: HttpRequest) -> bool:
    """Error pages of the house ask: is this address one of the API?"""
    return request.path_info.startswith(PREFIX)


def not_found() -> Problem:
    return Problem(404, _("Rien ne porte ce numéro, ou vous ne pouvez pas le voir."))
