"""Error pages: one clear word, and a way on."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


def page(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    return render(request, "web/error.html", {"title": title, "text": text, "status": status}, status=status)


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return page(request, 400, _("Demande illisible"), _("Ce que votre navigateur a envoyé n’a pas pu être lu."))


def forbidden(request: HttpRequest, exception: Any = None) -> HttpResponse:
    reason = str(exception) if exception and str(exception) else _("Vous n’avez pas accès à cette page.")
    return page(request, 403, _("Accès refusé"), reason)


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return page(request, 404, _("Page introuvable"), _("Cette page n’existe pas, ou vous ne pouvez pas la voir."))


def broken(request: HttpRequest) -> HttpResponse:
    return page(
        request,
        500,
        _("Une erreur est survenue"),
        _("Rien n’a été perdu de ce qui était enregistré. L’équipe technique peut lire ce qui s’est passé."),
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return page(request, 403, _("Formulaire expiré"), _("Rechargez la page, puis envoyez de nouveau."))
