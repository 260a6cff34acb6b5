"""What the room knows of a person: what they proposed, the placements and tours that name them."""

from typing import Any

from django.utils.translation import gettext as _

from maillage.activities.enums import NomineeState
from maillage.activities.models import Activity, Guest, Nominee
from maillage.audit import journal


def of(user: Any) -> tuple[Any, Any, Any]:
    named = Nominee.objects.filter(person__user=user) | Nominee.objects.filter(email__iexact=user.email)
    return Activity.objects.filter(proposer=user), named.distinct(), Guest.objects.filter(person__user=user)


def export(user: Any) -> dict[str, Any]:
    """In plain data, for the person themselves."""
    asked, named, travelled = of(user)
    return {
        _("Activités proposées"): [{_("Titre"): row.title, _("État"): row.get_state_display(), _("Réponse"): row.answer} for row in asked],
        _("Désignations"): [
            {_("Activité"): str(row.activity), _("Désignée par"): str(row.organisation), _("État"): row.get_state_display(),
             _("Libérée du"): row.release_from, _("Au"): row.release_until, _("Pourquoi"): row.motivation}
            for row in named.select_related("activity", "organisation")
        ],
        _("Tournées"): [{_("Activité"): str(row.activity), _("Présentation"): row.biography, _("Besoins pratiques"): row.practical}
                        for row in travelled.select_related("activity")],
        _("Activités où l’on vous joint"): list(Activity.objects.filter(contact_email__iexact=user.email).values_list("title", flat=True)),
    }  # fmt: skip


def erase(user: Any, *, by: Any) -> list[str]:
    """Names and words go; that an organisation named someone, and whether they were chosen, is kept without the name."""
    asked, named, travelled = of(user)
    ids = list(named.values_list("pk", flat=True))
    Nominee.objects.filter(pk__in=ids).exclude(state=NomineeState.CHOSEN).delete()
    kept = Nominee.objects.filter(pk__in=ids)
    chosen = kept.update(person=None, name=_("Personne effacée"), email="", motivation="", note="")
    travelled.update(person=None, name=_("Personne effacée"), biography="", practical="", is_named=False)
    asked.update(proposer=None)
    for pk in ids:
        journal.erase_label("activities.nominee", pk)
    Activity.objects.filter(contact_email__iexact=user.email).update(
        contact_name="", contact_email="", contact_phone=""
    )
    return [_("Le compte d’un stage garde qu’une personne y était, sans son nom.")] if chosen else []
