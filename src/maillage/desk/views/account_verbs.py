"""The verbs of Gestion on accounts: invite, give and take roles, end sessions, close, erase."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from maillage.accounts import actions
from maillage.accounts.access import who
from maillage.accounts.forms import InviteForm, RoleForm
from maillage.accounts.models import ErasureRequest, User
from maillage.accounts.roles import ROLES, Permission
from maillage.desk.views.accounts import role_names
from maillage.desk.views.edits import EditPage
from maillage.desk.views.verbs import VerbPage


class Invite(EditPage):
    access = Permission.ROLES_GIVE
    form_class = InviteForm
    submit = gettext_lazy("Envoyer l’invitation")

    def title(self, obj: Any) -> str:
        return _("Inviter une personne")

    def form(self, obj: Any, data: Any = None, files: Any = None) -> InviteForm:
        return InviteForm(data, roles=actions.roles_to_give(who(self.request)))

    def save(self, form: InviteForm, obj: Any) -> User:
        return actions.invite_user(by=who(self.request), **form.cleaned_data)

    def done(self, saved: User) -> str:
        return _("L’invitation est partie vers %(email)s.") % {"email": saved.email}


class UserVerb(VerbPage):
    """A verb on an account, for those who give roles."""

    access = Permission.ROLES_GIVE

    def rows(self) -> QuerySet[User]:
        return User.objects.visible_to(who(self.request))


class InviteAgain(UserVerb):
    submit = gettext_lazy("Envoyer un autre lien")

    def title(self, obj: User) -> str:
        return _("Inviter de nouveau %(name)s") % {"name": obj}

    def consequences(self, obj: User) -> Iterable[str]:
        return [_("Un nouveau lien part vers %(email)s ; l’ancien ne sert plus.") % {"email": obj.email}]

    def run(self, obj: User, form: Any) -> str:
        actions.invite_again(user=obj, by=who(self.request))
        return _("Un nouveau lien est parti vers %(email)s.") % {"email": obj.email}


class GiveRole(UserVerb):
    submit = gettext_lazy("Donner ce rôle")
    form_class = RoleForm

    def title(self, obj: User) -> str:
        return _("Donner un rôle à %(name)s") % {"name": obj}

    def choices(self, obj: User) -> list[str]:
        return [code for code in actions.roles_to_give(who(self.request)) if code not in obj.role_codes]

    def form(self, obj: User, data: Any = None, files: Any = None) -> RoleForm:
        return RoleForm(data, roles=self.choices(obj))

    def run(self, obj: User, form: RoleForm) -> str:
        role = form.cleaned_data["role"]
        actions.give_role(user=obj, role=role, by=who(self.request))
        return _("%(name)s a le rôle « %(role)s ».") % {"name": obj, "role": ROLES[role].name}


class TakeRole(GiveRole):
    submit = gettext_lazy("Retirer ce rôle")

    def title(self, obj: User) -> str:
        return _("Retirer un rôle à %(name)s") % {"name": obj}

    def choices(self, obj: User) -> list[str]:
        return [code for code in actions.roles_to_give(who(self.request)) if code in obj.role_codes]

    def consequences(self, obj: User) -> Iterable[str]:
        return [
            _("Ce que la personne a fait avec ce rôle reste écrit."),
            _("Elle ne pourra plus ce qu’il permettait, à l’instant."),
        ]

    def run(self, obj: User, form: RoleForm) -> str:
        role = form.cleaned_data["role"]
        actions.take_role(user=obj, role=role, by=who(self.request))
        return _("%(name)s n’a plus le rôle « %(role)s ».") % {"name": obj, "role": ROLES[role].name}


class EndSessions(UserVerb):
    submit = gettext_lazy("Fermer ses sessions")

    def title(self, obj: User) -> str:
        return _("Fermer les sessions de %(name)s") % {"name": obj}

    def consequences(self, obj: User) -> Iterable[str]:
        return [_("Ses navigateurs demandent de se connecter de nouveau, à l’instant.")]

    def run(self, obj: User, form: Any) -> str:
        count = actions.end_sessions(user=obj, by=who(self.request))
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
        actions.forget_second_factors(user=obj, by=who(self.request))
        return _("Le second facteur de %(name)s est à refaire.") % {"name": obj}


class Close(UserVerb):
    submit = gettext_lazy("Fermer le compte")
    dangerous = True

    def title(self, obj: User) -> str:
        return _("Fermer le compte de %(name)s") % {"name": obj}

    def consequences(self, obj: User) -> Iterable[str]:
        return [_("Ses sessions se ferment à l’instant."), _("Rien n’est effacé : le compte peut être rouvert.")]

    def run(self, obj: User, form: Any) -> str:
        actions.deactivate(user=obj, by=who(self.request))
        return _("Le compte de %(name)s est fermé.") % {"name": obj}


class Reopen(UserVerb):
    submit = gettext_lazy("Rouvrir le compte")

    def title(self, obj: User) -> str:
        return _("Rouvrir le compte de %(name)s") % {"name": obj}

    def consequences(self, obj: User) -> Iterable[str]:
        names = role_names(obj)
        return [_("La personne retrouve ses rôles : %(roles)s.") % {"roles": names}] if names else []

    def run(self, obj: User, form: Any) -> str:
        actions.reactivate(user=obj, by=who(self.request))
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
        kept = actions.erase_person(user=obj, by=who(self.request))
        return " ".join([_("La personne est effacée."), *kept])
