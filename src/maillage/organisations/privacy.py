"""What the room knows of a person who signs in: given on request, erased on request."""

from typing import Any

from django.utils.translation import gettext as _

from maillage.organisations.actions import people
from maillage.organisations.models import Link, Person, ProposedEdit


def export(user: Any) -> dict[str, Any]:
    """The record of this person, with their links and what they proposed."""
    records = []
    for person in Person.objects.filter(user=user):
        links = Link.objects.filter(from_person=person).select_related("to_organisation")
        records.append({
            _("Prénom"): person.first_name, _("Nom"): person.last_name, _("Courriel"): person.email,
            _("Téléphone"): person.phone, _("Langue"): person.language, _("Année de naissance"): person.birth_year,
            _("Adresse"): ", ".join(p for p in (person.street, person.postal_code, person.city, person.country) if p),
            _("Note du réseau"): person.note, _("Fiche retenue"): person.withheld_reason if person.withheld else "",
            _("Liens"): [
                {_("Lien"): link.label, _("Organisation"): str(link.to_organisation), _("Fonction"): link.role,
                 _("Depuis"): link.started_on, _("Jusqu’au"): link.ended_on}
                for link in links
            ],
        })  # fmt: skip
    proposed = [
        {
            _("Organisation"): str(edit.organisation),
            _("Proposé le"): edit.proposed_at,
            _("État"): edit.get_state_display(),
        }
        for edit in ProposedEdit.objects.filter(proposed_by=user).select_related("organisation")
    ]
    return {_("Fiche de l’annuaire"): records, _("Modifications proposées"): proposed}


def erase(user: Any, *, by: Any) -> list[str]:
    """Erase the record of this person, here and in the journal; says what stays, and why."""
    kept: list[str] = []
    for person in Person.objects.filter(user=user, erased_at=None):
        kept += people.erase(person=person, by=by)
    count = ProposedEdit.objects.filter(proposed_by=user).update(proposed_by=None)
    ProposedEdit.objects.filter(decided_by=user).update(decided_by=None)
    if count:
        kept.append(
            _("Les textes que vous avez proposés pour la page d’une organisation restent les siens, sans votre nom.")
        )
    return list(dict.fromkeys(kept))
