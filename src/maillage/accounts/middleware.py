"""The door: deny first; and the person's language."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _

from maillage.accounts.access import Rule, rule_of
from maillage.accounts.roles import READ_ALL

# What a member of staff without a second factor may still open: the pages where it is set up, and the way out.
SETTING_UP = ("mfa_", "account_", "accounts:welcome")
FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
# The parameter of the address that says the language before one is signed in.
LANGUAGE = "langue"


SAFE = ("GET", "HEAD", "OPTIONS")


def only_reads(rule: Rule, view: Any) -> bool:
    """A function under a permission to look never writes: a verb asks for a permission to edit, and is sent there."""
    return rule.kind == "permission" and rule.of in READ_ALL and not hasattr(view, "view_class")


class UserLanguage:
    """Where the address has no language (Gestion, the member's space), the person's own.

    Before signing in it is asked for (`?langue=en`), and remembered with what is sent: reading sets no cookie.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not translation.get_language_from_path(request.path_info):
            language = self.language(request)
            if language in dict(settings.LANGUAGES):
                translation.activate(language)
                request.LANGUAGE_CODE = language  # type: ignore[attr-defined]
        return self.get_response(request)

    def language(self, request: HttpRequest) -> str | None:
        asked = request.GET.get(LANGUAGE)
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            return getattr(request.user, "language", None)
        if asked in dict(settings.LANGUAGES):
            if request.method == "POST":
                request.session[LANGUAGE] = asked
            return asked
        return request.session.get(LANGUAGE) if settings.SESSION_COOKIE_NAME in request.COOKIES else None


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
            return self.keep_text(request, view) or redirect_to_login(request.get_full_path())
        if not rule.allows(request.user):
            raise PermissionDenied(_("Votre rôle ne permet pas d’ouvrir cette page."))
        if self.needs_second_factor(request, name or ""):
            return redirect("mfa_index")
        if request.method not in SAFE and only_reads(rule, view):
            return HttpResponseNotAllowed(SAFE)
        return None

    def keep_text(self, request: HttpRequest, view: Any) -> HttpResponse | None:
        """A session ended under an open form: the page that knows how keeps what was typed."""
        keep = getattr(getattr(view, "view_class", None), "session_ended", None)
        return keep(request) if keep and request.method == "POST" else None

    def needs_second_factor(self, request: HttpRequest, name: str) -> bool:
        user: Any = request.user
        return (
            not settings.DEMO
            and user.is_staff
            and not name.startswith(SETTING_UP)
            and not is_mfa_enabled(user, FACTORS)
        )
