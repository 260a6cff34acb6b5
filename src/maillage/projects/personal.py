"""What this room knows of a person: what they keep and write about projects, contacts that bear their address."""

from typing import Any

from django.db.models import TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from maillage.projects.models import Contact, Milestone, Project, ProjectNote, Risk

NAMES = ("person_names", "phone", "email", "addresses")


def contacts_of(user: Any) -> list[Contact]:
    """Contacts in whose addresses theirs stands."""
    if not user.email:
        return []
    rows = Contact.objects.annotate(told=Cast("email", TextField())).filter(told__icontains=user.email)
    return [row for row in rows.select_related("project") if user.email.lower() in [one.lower() for one in row.email]]


def export(user: Any) -> dict[str, Any]:
    """In plain data, for the person themselves."""
    return {
        _("Projets que vous suivez"): [str(row) for row in Project.objects.filter(keeper=user)],
        _("Étapes et risques que vous suivez"): [
            str(row) for model in (Milestone, Risk) for row in model.objects.filter(owner=user)
        ],
        _("Notes que vous avez écrites"): [
            {_("Projet"): str(row.project), _("Le"): row.on, _("Note"): row.text}
            for row in ProjectNote.objects.filter(written_by=user).select_related("project")
        ],
        _("Contacts qui portent votre adresse"): [
            {_("Projet"): str(row.project), _("Personne"): row.person_names, _("Téléphone"): row.phone, _("Courriel"): row.email}
            for row in contacts_of(user)
        ],
    }  # fmt: skip


def erase(user: Any, *, by: Any) -> list[str]:
    """Their name leaves what they kept and wrote, and the contacts of projects; the notes stay, without a name."""
    Project.objects.filter(keeper=user).update(keeper=None)
    Milestone.objects.filter(owner=user).update(owner=None)
    Risk.objects.filter(owner=user).update(owner=None)
    notes = ProjectNote.objects.filter(written_by=user).update(written_by=None)
    for row in contacts_of(user):
        for name in NAMES:
            setattr(row, name, [])
        row.save(update_fields=NAMES)
    return [_("Les notes écrites sur des projets restent, sans votre nom.")] if notes else []
