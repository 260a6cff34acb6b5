"""What this room knows of a person: what they asked as a teacher, what they give as a facilitator."""

from typing import Any

from django.utils.timezone import now
from django.utils.translation import gettext as _

from maillage.audit import journal
from maillage.schools import words
from maillage.schools.models import Assignment, Facilitator, RequestStep, SchoolRequest

TEACHER = ("contact_name", "contact_email", "contact_phone", "text", "needs", "access", "note")


def export(user: Any) -> dict[str, Any]:
    """In plain data, for the person themselves."""
    asked = SchoolRequest.objects.filter(contact_email__iexact=user.email).select_related(
        "animation", "school__organisation"
    )
    given = Assignment.objects.filter(facilitator__person__user=user).select_related(
        "visit__request__school__organisation"
    )
    rows = Facilitator.objects.filter(person__user=user)
    return {
        _("Demandes d’animation"): [
            {_("École"): row.school_label, _("Animation"): words.subject(row), _("État"): row.get_state_display(),
             _("Nom"): row.contact_name, _("Téléphone"): row.contact_phone, _("Souhaits"): row.text, _("Besoins"): row.access}
            for row in asked
        ],
        _("Anime"): [
            {_("Langues"): row.languages, _("Thèmes"): row.themes, _("Régions"): row.regions,
             _("Antécédents vérifiés le"): row.check_on, _("Valables jusqu’au"): row.check_until, _("Note"): row.note}
            for row in rows
        ],
        _("Animations données"): [
            {_("École"): row.visit.request.school_label, _("Le"): row.visit.starts_at, _("Réponse"): row.get_answer_display(),
             _("Kilomètres"): row.km}
            for row in given
        ],
    }  # fmt: skip


def erase(user: Any, *, by: Any) -> list[str]:
    """A teacher's words go; what a facilitator gave stays for the accounts, without what they knew or said."""
    asked = SchoolRequest.objects.filter(contact_email__iexact=user.email)
    ids = list(asked.values_list("pk", flat=True))
    RequestStep.objects.filter(request__in=ids).update(word="")
    asked.filter(pk__in=ids).update(purged_at=now(), **dict.fromkeys(TEACHER, ""))
    for pk in ids:
        journal.erase_label("schools.schoolrequest", pk)
    rows = Facilitator.objects.filter(person__user=user)
    kept = Assignment.objects.filter(facilitator__in=rows).exists()
    Assignment.objects.filter(facilitator__in=rows).update(word="")
    rows.update(is_active=False, note="", regions=[], themes=[], languages=[], check_on=None, check_until=None)
    return [_("Les animations que vous avez données restent aux comptes, sans votre nom.")] if kept else []
