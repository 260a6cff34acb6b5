"""The door: deny first; and the person's language."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _

from maillage.accounts.access import rule_of

# What a member of staff without a second factor may still open: the pages where it is set up, and the way out.
SETTING_UP = ("mfa_", "account_logout", "account_reauthenticate", "account_email", "web:after_login")


class UserLanguage:
    """Where the address has no language (Gestion, the member's space), the person's own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not translation.get_language_from_path(request.path_info) and settings.SESSION_COOKIE_NAME in request.COOKIES:
            language = getattr(request.user, "language", None)
            if language in dict(settings.LANGUAGES):
                translation.activate(language)
                request.LANGUAGE_CODE = language  # type: ignore[attr-defined]
        return self.get_response(request)


class DenyFirst:
    """A view without a rule is refused; so is one whose rule does not allow this person."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        match = request.resolver_match
        name = match.view_name if match else ""
        rule = rule_of(view, name or "")
        if rule is None:
            raise PermissionDenied(_("Cette page ne dit pas qui peut l’ouvrir : elle reste fermée."))
        if rule.kind == "demo" and not settings.DEMO:
            raise Http404
        if rule.kind in ("public", "demo"):
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not rule.allows(request.user):
            raise PermissionDenied(_("Votre rôle ne permet pas d’ouvrir cette page."))
        if self.needs_second_factor(request, name or ""):
            return redirect("mfa_index")
        return None

    def needs_second_factor(self, request: HttpRequest, name: str) -> bool:
        user: Any = request.user
        return (
            not settings.DEMO and user.is_staff and not name.startswith(SETTING_UP) and not is_mfa_enabled(user)
        )
