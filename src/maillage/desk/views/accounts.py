"""Accounts in Gestion: the list, one account, and the page « Qui peut quoi »."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.accounts import actions
from maillage.accounts.access import access, who
from maillage.accounts.models import ErasureRequest, User
from maillage.accounts.roles import FACT_ROLES, ROLES, Permission
from maillage.accounts.sentences import allowed, table
from maillage.desk.columns import Column, tag
from maillage.desk.filters import Filter
from maillage.desk.views.details import DetailPage
from maillage.desk.views.lists import Empty, Link, ListPage

STATES = {
    "open": gettext_lazy("Ouvert"),
    "invited": gettext_lazy("Invité"),
    "closed": gettext_lazy("Fermé"),
    "erased": gettext_lazy("Effacé"),
}
TONES = {"open": "ok", "invited": "al", "closed": "nu", "erased": "nu"}


def state(user: User) -> str:
    if user.erased_at:
        return "erased"
    if not user.is_active:
        return "closed"
    return "open" if user.last_login else "invited"


def by_state(rows: QuerySet[User], value: str) -> QuerySet[User]:
    return {
        "erased": rows.exclude(erased_at=None),
        "closed": rows.filter(is_active=False, erased_at=None),
        "open": rows.filter(is_active=True).exclude(last_login=None),
        "invited": rows.filter(is_active=True, last_login=None),
    }[value]


def by_role(rows: QuerySet[User], value: str) -> QuerySet[User]:
    return rows.filter(grants__role=value, grants__ended_at=None)


def by_words(rows: QuerySet[User], value: str) -> QuerySet[User]:
    return rows.filter(Q(name__icontains=value) | Q(email__icontains=value))


def role_names(user: User) -> str:
    """Roles held today, from what was fetched with the list."""
    return ", ".join(str(ROLES[g.role].name) for g in user.grants.all() if g.ended_at is None and g.role in ROLES)


def state_tag(user: User) -> SafeString:
    return tag(STATES[state(user)], TONES[state(user)])


class Users(ListPage):
    access = Permission.USERS_VIEW
    title = gettext_lazy("Comptes")
    page_name = "accounts:users"
    default_sort = "name"
    columns = (
        Column("name", gettext_lazy("Personne"), sort=("name",), link=True, note=lambda u: u.email),
        Column("email", gettext_lazy("Adresse courriel"), sort=("email",), default=False),
        Column("roles", gettext_lazy("Rôles"), value=role_names),
        Column("state", gettext_lazy("État"), value=lambda u: STATES[state(u)], cell=state_tag),
        Column("factor", gettext_lazy("Second facteur"), value=lambda u: _("oui") if u.has_factor else ""),
        Column("last_login", gettext_lazy("Dernière connexion"), sort=("last_login",)),
        Column("created_at", gettext_lazy("Ouvert le"), sort=("created_at",), default=False),
    )
    filters = (
        Filter("q", gettext_lazy("Nom ou adresse"), kind="search", apply=by_words),
        Filter(
            "role", gettext_lazy("Rôle"), choices=[(code, role.name) for code, role in ROLES.items()], apply=by_role
        ),
        Filter("etat", gettext_lazy("État"), choices=STATES.items(), apply=by_state),
    )
    links = (
        Link(gettext_lazy("Qui peut quoi"), "accounts:roles", Permission.GESTION),
        Link(gettext_lazy("Inviter une personne"), "accounts:invite", Permission.ROLES_GIVE, primary=True),
    )
    empty = Empty(gettext_lazy("Aucun compte"), gettext_lazy("Les comptes s’ouvrent par invitation."), links[1])

    def rows(self) -> QuerySet[User]:
        factor = Authenticator.objects.filter(user=OuterRef("pk")).exclude(type=Authenticator.Type.RECOVERY_CODES)
        return User.objects.visible_to(who(self.request)).annotate(has_factor=Exists(factor)).prefetch_related("grants")


class UserPage(DetailPage):
    access = Permission.USERS_VIEW
    page = "user"
    template = "accounts/user.html"

    def rows(self) -> QuerySet[User]:
        return User.objects.visible_to(who(self.request))

    def context(self, obj: User) -> dict[str, Any]:
        return {**super().context(obj), "verbs": self.verbs(obj)}

    def verbs(self, user: User) -> list[tuple[str, Any]]:
        """What may be done now, by the one who looks."""
        me = who(self.request)
        if not me.can(Permission.ROLES_GIVE) or me.pk == user.pk or user.erased_at:
            return []
        given, factors = set(actions.roles_to_give(me)), Authenticator.objects.filter(user=user)
        found = [
            ("invite_again", _("Inviter de nouveau"), state(user) == "invited"),
            ("give_role", _("Donner un rôle"), user.is_active and bool(given - user.role_codes)),
            ("take_role", _("Retirer un rôle"), bool(given & user.role_codes)),
            ("end_sessions", _("Fermer ses sessions"), UserSession.objects.filter(user=user).exists()),
            ("forget_factors", _("Remettre à zéro le second facteur"), factors.exists()),
            ("close", _("Fermer le compte"), user.is_active),
            ("reopen", _("Rouvrir le compte"), not user.is_active),
            ("erase", _("Effacer la personne"), True),
        ]
        return [(reverse(f"accounts:{name}", args=[user.pk]), label) for name, label, now in found if now]

    def extra(self, obj: User) -> dict[str, Any]:
        return {
            "state": state_tag(obj),
            "grants": [(ROLES[g.role], g) for g in obj.grants.order_by("-started_at") if g.role in ROLES],
            "facts": [(FACT_ROLES[code], len(ids)) for code, ids in obj.facts.items() if code in FACT_ROLES],
            "allowed": allowed(obj.permissions),
            "factors": Authenticator.objects.filter(user=obj).exclude(type=Authenticator.Type.RECOVERY_CODES),
            "sessions": UserSession.objects.filter(user=obj).order_by("-last_seen_at"),
            "erasure": ErasureRequest.objects.waiting().filter(user=obj).first()
            if who(self.request).can(Permission.ROLES_GIVE) else None,
        }  # fmt: skip


@access(Permission.GESTION)
def roles(request: HttpRequest) -> HttpResponse:
    """Who may do what, on one page that anyone can read."""
    return render(request, "accounts/roles.html", {
        "title": _("Qui peut quoi"), "facts": FACT_ROLES.values(),
        "roles": [(role, allowed(role.permissions)) for role in ROLES.values()],
        "lines": table(), "columns": [role.name for role in ROLES.values()],
    })  # fmt: skip
