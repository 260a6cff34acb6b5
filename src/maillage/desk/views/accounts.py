"""Accounts in Gestion: the list, one account, its verbs, and the page « Qui peut quoi »."""

from collections.abc import Iterable
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from maillage.accounts import actions
from maillage.accounts.access import access
from maillage.accounts.forms import InviteForm, RoleForm
from maillage.accounts.models import ErasureRequest, User
from maillage.accounts.roles import FACT_ROLES, ROLES, Permission
from maillage.accounts.sentences import allowed, table
from maillage.desk.columns import Column, tag
from maillage.desk.filters import Filter
from maillage.desk.views.details import DetailPage
from maillage.desk.views.edits import EditPage
from maillage.desk.views.lists import Empty, Link, ListPage
from maillage.desk.views.verbs import VerbPage

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
        return User.objects.visible_to(self.request.user).annotate(has_factor=Exists(factor)).prefetch_related("grants")


class UserPage(DetailPage):
    access = Permission.USERS_VIEW
    page = "user"
    template = "accounts/user.html"

    def rows(self) -> QuerySet[User]:
        return User.objects.visible_to(self.request.user)

    def context(self, obj: User) -> dict[str, Any]:
        return {**super().context(obj), "verbs": self.verbs(obj)}

    def verbs(self, user: User) -> list[tuple[str, Any]]:
        """What may be done now, by the one who looks."""
        me = self.request.user
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
            if self.request.user.can(Permission.ROLES_GIVE) else None,
        }  # fmt: skip


class Invite(EditPage):
    access = Permission.ROLES_GIVE
    form_class = InviteForm
    submit = gettext_lazy("Envoyer l’invitation")

    def title(self, obj: Any) -> str:
        return _("Inviter une personne")

    def form(self, obj: Any, data: Any = None, files: Any = None) -> InviteForm:
        return InviteForm(data, roles=actions.roles_to_give(self.request.user))

    def save(self, form: InviteForm, obj: Any) -> User:
        return actions.invite_user(by=self.request.user, **form.cleaned_data)

    def done(self, saved: User) -> str:
        return _("L’invitation est partie vers %(email)s.") % {"email": saved.email}


class UserVerb(VerbPage):
    """A verb on an account, for those who give roles."""

    access = Permission.ROLES_GIVE

    def rows(self) -> QuerySet[User]:
        return User.objects.visible_to(self.request.user)


class InviteAgain(UserVerb):
    submit = gettext_lazy("Envoyer un autre lien")

    def title(self, obj: User) -> str:
        return _("Inviter de nouveau %(name)s") % {"name": obj}

    def consequences(self, obj: User) -> Iterable[str]:
        return [_("Un nouveau lien part vers %(email)s ; l’ancien ne sert plus.") % {"email": obj.email}]

    def run(self, obj: User, form: Any) -> str:
        actions.invite_again(user=obj, by=self.request.user)
        return _("Un nouveau lien est parti vers %(email)s.") % {"email": obj.email}


class GiveRole(UserVerb):
    submit = gettext_lazy("Donner ce rôle")
    form_class = RoleForm

    def title(self, obj: User) -> str:
        return _("Donner un rôle à %(name)s") % {"name": obj}

    def choices(self, obj: User) -> list[str]:
        return [code for code in actions.roles_to_give(self.request.user) if code not in obj.role_codes]

    def form(self, obj: User, data: Any = None, files: Any = None) -> RoleForm:
        return RoleForm(data, roles=self.choices(obj))

    def run(self, obj: User, form: RoleForm) -> str:
        role = form.cleaned_data["role"]
        actions.give_role(user=obj, role=role, by=self.request.user)
        return _("%(name)s a le rôle « %(role)s ».") % {"name": obj, "role": ROLES[role].name}


class TakeRole(GiveRole):
    submit = gettext_lazy("Retirer ce rôle")

    def title(self, obj: User) -> str:
        return _("Retirer un rôle à %(name)s") % {"name": obj}

    def choices(self, obj: User) -> list[str]:
        return [code for code in actions.roles_to_give(self.request.user) if code in obj.role_codes]

    def consequences(self, obj: User) -> Iterable[str]:
        return [
            _("Ce que la personne a fait avec ce rôle reste écrit."),
            _("Elle ne pourra plus ce qu’il permettait, à l’instant."),
        ]

    def run(self, obj: User, form: RoleForm) -> str:
        role = form.cleaned_data["role"]
        actions.take_role(user=obj, role=role, by=self.request.user)
        return _("%(name)s n’a plus le rôle « %(role)s ».") % {"name": obj, "role": ROLES[role].name}


class EndSessions(UserVerb):
    submit = gettext_lazy("Fermer ses sessions")

    def title(self, obj: User) -> str:
        return _("Fermer les sessions de %(name)s") % {"name": obj}

    def consequences(self, obj: User) -> Iterable[str]:
        return [_("Ses navigateurs demandent de se connecter de nouveau, à l’instant.")]

    def run(self, obj: User, form: Any) -> str:
        count = actions.end_sessions(user=obj, by=self.request.user)
        return ngettext("%(count)d session fermée.", "%(count)d sessions fermées.", count) % {"count": count}


class ForgetFactors(UserVerb):
    submit = gettext_lazy("Remettre à zéro")
    dangerous = True

    def title(self, obj: User) -> str:
        return _("Remettre à zéro le second facteur de %(name)s") % {"name": obj}

    def consequences(self, obj: User) -> Iterable[str]:
        return [
            _("Assurez-vous d’abord, de vive voix, que c’est bien la personne qui le demande."),
            _("Son application, ses clés et ses codes de secours ne servent plus ; ses sessions se ferment."),
            _("Elle en choisit d’autres à sa prochaine connexion."),
        ]

    def run(self, obj: User, form: Any) -> str:
        actions.forget_second_factors(user=obj, by=self.request.user)
        return _("Le second facteur de %(name)s est à refaire.") % {"name": obj}


class Close(UserVerb):
    submit = gettext_lazy("Fermer le compte")
    dangerous = True

    def title(self, obj: User) -> str:
        return _("Fermer le compte de %(name)s") % {"name": obj}

    def consequences(self, obj: User) -> Iterable[str]:
        return [_("Ses sessions se ferment à l’instant."), _("Rien n’est effacé : le compte peut être rouvert.")]

    def run(self, obj: User, form: Any) -> str:
        actions.deactivate(user=obj, by=self.request.user)
        return _("Le compte de %(name)s est fermé.") % {"name": obj}


class Reopen(UserVerb):
    submit = gettext_lazy("Rouvrir le compte")

    def title(self, obj: User) -> str:
        return _("Rouvrir le compte de %(name)s") % {"name": obj}

    def consequences(self, obj: User) -> Iterable[str]:
        names = role_names(obj)
        return [_("La personne retrouve ses rôles : %(roles)s.") % {"roles": names}] if names else []

    def run(self, obj: User, form: Any) -> str:
        actions.reactivate(user=obj, by=self.request.user)
        return _("Le compte de %(name)s est rouvert.") % {"name": obj}


class Erase(UserVerb):
    submit = gettext_lazy("Effacer pour toujours")
    dangerous = True

    def title(self, obj: User) -> str:
        return _("Effacer %(name)s") % {"name": obj}

    def consequences(self, obj: User) -> Iterable[str]:
        asked = ErasureRequest.objects.waiting().filter(user=obj).first()
        return [
            *(
                [_("La personne l’a demandé : « %(reason)s »") % {"reason": asked.reason}]
                if asked and asked.reason
                else []
            ),
            _("Son nom, son adresse et ses façons d’entrer disparaissent, du journal aussi."),
            _("Ce que la loi demande de garder est gardé ; la personne en reçoit la liste."),
            _("Cela ne se défait pas."),
        ]

    def run(self, obj: User, form: Any) -> str:
        kept = actions.erase_person(user=obj, by=self.request.user)
        return " ".join([_("La personne est effacée."), *kept])


@access(Permission.GESTION)
def roles(request: HttpRequest) -> HttpResponse:
    """Who may do what, on one page that anyone can read."""
    return render(request, "accounts/roles.html", {
        "title": _("Qui peut quoi"), "facts": FACT_ROLES.values(),
        "roles": [(role, allowed(role.permissions)) for role in ROLES.values()],
        "lines": table(), "columns": [role.name for role in ROLES.values()],
    })  # fmt: skip
