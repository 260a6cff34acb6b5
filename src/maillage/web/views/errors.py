"""Error pages: one clear word, and a way on."""

import errno
import sys
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from maillage.api import problems
from maillage.ui.critical import STYLE

FULL = ("database or disk is full", "No space left on device")  # SQLite's word, and PostgreSQL's


def page(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    if problems.is_asked_by_a_program(request):
        return problems.answer(status, text)
    return render(request, "web/error.html", {"title": title, "text": text, "status": status}, status=status)


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return page(request, 400, _("Demande illisible"), _("Ce que votre navigateur a envoyé n’a pas pu être lu."))


def forbidden(request: HttpRequest, exception: Any = None) -> HttpResponse:
    reason = str(exception) if exception and str(exception) else _("Vous n’avez pas accès à cette page.")
    return page(request, 403, _("Accès refusé"), reason)


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return page(request, 404, _("Page introuvable"), _("Cette page n’existe pas, ou vous ne pouvez pas la voir."))


def broken(request: HttpRequest) -> HttpResponse:
    """Drawn without the database nor the page's context: they may be what broke. A full disk says so (507)."""
    full = is_disk_full(sys.exc_info()[1])
    status = 507 if full else 500
    if problems.is_asked_by_a_program(request):
        return problems.answer(status, _("Quelque chose a mal tourné de notre côté."))
    context = {"style": mark_safe(STYLE), "language": get_language() or "fr", "full": full}
    return HttpResponse(get_template("web/broken.html").render(context), status=status)


def is_disk_full(error: BaseException | None) -> bool:
    """Is it, or what caused it, a disk without room: a file's, or the database's?"""
    while error is not None:
        if getattr(error, "errno", None) in (errno.ENOSPC, errno.EDQUOT) or any(word in str(error) for word in FULL):
            return True
        error = error.__cause__ or error.__context__
    return False


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form is too old to be trusted: where the page knows how, its text is kept and shown again."""
    match = request.resolver_match
    keep = getattr(getattr(match.func, "view_class", None), "session_ended", None) if match else None
    if keep and (response := keep(request)):
        return response
    text = _("Revenez à la page précédente, rechargez-la, puis envoyez de nouveau. Rien n’a été enregistré.")
    return page(request, 403, _("Formulaire expiré"), text)
