"""Beside allauth's pages: the link that signs in, the welcome after an invitation."""

from allauth.account.adapter import get_adapter
from allauth.account.internal import flows
from allauth.account.internal.flows.email_verification import verify_email_indirectly
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import EmailAddress, Login
from allauth.decorators import rate_limit
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from maillage.accounts import links
from maillage.accounts.access import PUBLIC, SIGNED_IN, access, who
from maillage.accounts.models import LoginLink


@access(PUBLIC)
@never_cache
@rate_limit(action="login_link")
def link(request: HttpRequest, token: str) -> HttpResponse:
    """Opening the link shows a button; pressing the button signs in, once."""
    found = links.use(token) if request.method == "POST" else links.find(token)
    if found is None:
        return render(request, "accounts/link_gone.html", {"title": _("Ce lien ne sert plus")}, status=404)
    if request.method == "POST":
        return sign_in(request, found)
    return render(request, "accounts/link.html", {
        "title": _("Bienvenue") if found.invitation else _("Se connecter"), "link": found,
    })  # fmt: skip


def sign_in(request: HttpRequest, link: LoginLink) -> HttpResponse:
    """Holding the link proves the address; a second factor is still asked of those who have one."""
    user = link.user
    if request.user.is_authenticated:
        flows.logout.logout(request, show_message=False)
    EmailAddress.objects.get_or_create(user=user, email=link.email, defaults={"primary": link.email == user.email})
    record_authentication(request, user, method="code", email=link.email)
    verify_email_indirectly(request, user, link.email)
    where = link.next if link.next and get_adapter().is_safe_url(link.next) else ""
    return perform_login(request, Login(
        user=user, email=link.email, redirect_url=reverse("accounts:welcome") if link.invitation else where or None,
    ))  # fmt: skip


@access(SIGNED_IN)
def welcome(request: HttpRequest) -> HttpResponse:
    """After an invitation: choose how to sign in from now on."""
    return render(request, "accounts/welcome.html", {
        "title": _("Bienvenue, %(name)s") % {"name": who(request).get_short_name()},
        "protected": is_mfa_enabled(request.user),
    })  # fmt: skip
