"""What this room knows of a person: given on request, erased on request."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import override

from maillage.accounts.actions.sessions import close
from maillage.accounts.models import LoginLink, User
from maillage.accounts.roles import ROLES
from maillage.audit import journal
from maillage.audit.models import Entry

IN_JOURNAL = ("email", "name", "language", "shortcuts")


def export(user: User) -> dict[str, Any]:
    """The account as plain data."""
    return {
        _("Nom"): user.name,
        _("Adresse courriel"): user.email,
        _("Langue"): user.language,
        _("Raccourcis clavier"): user.shortcuts,
        _("Compte ouvert le"): user.created_at.isoformat(),
        _("Dernière connexion"): user.last_login.isoformat() if user.last_login else None,
        _("Autres adresses"): list(EmailAddress.objects.filter(user=user).exclude(email=user.email)
                                   .values_list("email", flat=True)),
        _("Rôles"): [
            {_("Rôle"): str(ROLES[g.role].name), _("Depuis"): g.started_at.isoformat(),
             _("Jusqu’au"): g.ended_at.isoformat() if g.ended_at else None}
            for g in user.grants.order_by("started_at")
        ],
        _("Seconds facteurs"): [
            {_("Genre"): a.get_type_display(), _("Ajouté le"): a.created_at.isoformat(),
             _("Nom"): a.data.get("name", "")}
            for a in Authenticator.objects.filter(user=user)
        ],
        _("Sessions ouvertes"): [
            {_("Depuis"): s.created_at.isoformat(), _("Adresse réseau"): s.ip, _("Navigateur"): s.user_agent}
            for s in UserSession.objects.filter(user=user)
        ],
        _("Vos gestes inscrits au journal"): [
            {_("Quand"): e.at.isoformat(), _("Geste"): e.verb, _("Sur quoi"): e.label}
            for e in Entry.objects.filter(actor_id=user.pk).order_by("number")
        ],
    }  # fmt: skip


def erase(user: User, *, by: User | None) -> list[str]:
    """The account becomes a number: no name, no address, no way to sign in."""
    with override(settings.LANGUAGE_CODE):  # the house's words, whoever reads
        label = _("Compte effacé n° %(number)d") % {"number": user.pk}
    Authenticator.objects.filter(user=user).delete()
    EmailAddress.objects.filter(user=user).delete()
    LoginLink.objects.filter(user=user).delete()
    close(UserSession.objects.filter(user=user))
    user.grants.current().update(ended_at=now())
    user.name, user.email, user.language, user.last_login = label, f"efface-{user.pk}@efface.invalid", "fr", None
    user.is_active, user.erased_at = False, now()
    user.set_unusable_password()
    user.save()
    journal.erase_values(journal.kind_of(user), user.pk, IN_JOURNAL)
    journal.erase_label(journal.kind_of(user), user.pk)
    journal.erase_actor(user.pk)
    return [
        _("Le journal garde la trace des gestes faits avec ce compte, sous son numéro et sans nom : "
          "le réseau doit pouvoir rendre compte de ce qui a été décidé."),
    ]  # fmt: skip
