"""My account: what the house knows of me, how I sign in, where I am signed in, what I may do."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from maillage.accounts import actions
from maillage.accounts.access import SIGNED_IN, access, who
from maillage.accounts.forms import ErasureForm, ProfileForm
from maillage.accounts.models import ErasureRequest, User
from maillage.accounts.roles import FACT_ROLES, ROLES
from maillage.accounts.sentences import allowed
from maillage.core.registry import house


@access(SIGNED_IN)
@never_cache
def me(request: HttpRequest) -> HttpResponse:
    user = User.objects.get(pk=who(request).pk)
    form = ProfileForm(request.POST or None, instance=user)
    if request.method == "POST" and form.is_valid():
        user = actions.change_profile(user=user, by=who(request), **form.cleaned_data)
        with translation.override(user.language):
            messages.success(request, _("Votre compte est à jour."))
        return redirect("accounts:me")
    factors = list(Authenticator.objects.filter(user=user))
    return render(request, "accounts/me.html", {
        "title": _("Mon compte"), "form": form, "person": who(request),
        "application": any(f.type == Authenticator.Type.TOTP for f in factors),
        "keys": [f.wrap() for f in factors if f.type == Authenticator.Type.WEBAUTHN],
        "codes": next((len(f.wrap().get_unused_codes()) for f in factors
                       if f.type == Authenticator.Type.RECOVERY_CODES), None),
        "sessions": UserSession.objects.filter(user=user).count(),
        "roles": [ROLES[code] for code in ROLES if code in who(request).role_codes],
        "facts": [FACT_ROLES[code] for code in FACT_ROLES if who(request).facts.get(code)],
        "allowed": allowed(who(request).permissions),
        "has_password": user.has_usable_password(),
    }, status=422 if form.errors else 200)  # fmt: skip


@access(SIGNED_IN)
@never_cache
def my_data(request: HttpRequest) -> HttpResponse:
    """What the house knows of me, room by room; and the request to erase it."""
    return render(request, "accounts/my_data.html", {
        "title": _("Mes données"), "sections": [provider.title for provider in house.personal_data],
        "waiting": ErasureRequest.objects.waiting().filter(user=who(request)).first(), "form": ErasureForm(),
    })  # fmt: skip


def gathered(user: User) -> dict[str, Any]:
    """Everything the rooms know of a person, under the rooms' own titles."""
    rooms = {str(provider.title): provider.export(user) for provider in house.personal_data}
    return {_("Établi le"): now().isoformat(timespec="seconds"), **rooms}


@access(SIGNED_IN)
@never_cache
def my_data_file(request: HttpRequest) -> HttpResponse:
    response = JsonResponse(gathered(who(request)), json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = f'attachment; filename="mes-donnees-{localdate().isoformat()}.json"'
    return response


@access(SIGNED_IN)
@require_POST
def ask_erasure(request: HttpRequest) -> HttpResponse:
    """Record the request, or take it back."""
    if "withdraw" in request.POST:
        try:
            actions.withdraw_erasure(user=who(request), by=who(request))
        except ValidationError as error:
            messages.warning(request, error.message)
        else:
            messages.success(request, _("Votre demande est retirée : rien n’a été effacé."))
    else:
        actions.ask_erasure(user=who(request), reason=request.POST.get("reason", ""), by=who(request))
        messages.success(request, _("Votre demande est enregistrée. L’équipe du réseau vous répond par courriel."))
    return redirect("accounts:my_data")


@access(SIGNED_IN)
@require_POST
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    session = get_object_or_404(UserSession, user=who(request), pk=pk)
    here = session.session_key == request.session.session_key
    actions.end_session(session=session, by=who(request))
    if here:
        request.session.flush()
        return redirect(reverse("account_login"))
    messages.success(request, _("Cette session est fermée."))
    return redirect("usersessions_list")
