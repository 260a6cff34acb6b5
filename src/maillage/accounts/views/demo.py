"""The demonstration: sign in as anyone of the cast, in one click. Outside a demonstration these addresses do not exist."""

from dataclasses import dataclass, field
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from maillage.accounts.access import DEMO, access
from maillage.accounts.models import User
from maillage.accounts.roles import FACT_ROLES, ROLES
from maillage.core.asked import row_number

LOOKED_AT = 80  # people without a role whose facts are looked at
SHOWN = 4  # people shown under each fact


@dataclass
class Group:
    name: Any
    sentence: Any
    people: list[User] = field(default_factory=list)


def groups() -> list[Group]:
    """The cast: by role first, then by what is true of them."""
    found = {code: Group(role.name, role.sentence) for code, role in ROLES.items()}
    found |= {code: Group(fact.name, fact.sentence) for code, fact in FACT_ROLES.items()}
    cast = list(User.objects.demo().prefetch_related("grants").order_by("name"))
    others = []
    for user in cast:
        codes = [grant.role for grant in user.grants.all() if grant.ended_at is None]
        for code in codes:
            found[code].people.append(user)
        if not codes:
            others.append(user)
    for user in others[:LOOKED_AT]:
        for code in user.facts:
            if code in found and len(found[code].people) < SHOWN:
                found[code].people.append(user)
    return [group for group in found.values() if group.people]


@access(DEMO)
@never_cache
def demo(request: HttpRequest) -> HttpResponse:
    if not settings.DEMO:  # the door says so already; a second lock costs nothing
        raise Http404
    if request.method == "POST":
        number = request.POST.get("user", "")
        user = get_object_or_404(User.objects.demo(), pk=row_number(number))
        get_adapter().login(request, user)
        UserSession.objects.create_from_request(request)
        return redirect(settings.LOGIN_REDIRECT_URL)
    return render(request, "accounts/demo.html", {"title": _("Visiter la démonstration"), "groups": groups()})
