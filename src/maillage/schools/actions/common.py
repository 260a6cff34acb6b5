"""What the verbs of schools share: refusals in words, the lock, the step, the journal."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from maillage.audit import journal
from maillage.core.errors import Refusal
from maillage.schools.enums import RequestState
from maillage.schools.models import RequestStep, SchoolRequest
from maillage.search import outbox

KIND = "schools.schoolrequest"


class SchoolRefusal(Refusal):
    """An animation cannot be so."""

    MESSAGES: ClassVar = {
        "state": _("Cette demande est « %(state)s » : cette étape n’est pas possible."),
        "no_group": _("Dites au moins un groupe, avec son nombre d’élèves."),
        "no_slot": _("Proposez au moins un moment qui vous convient."),
        "past": _("Choisissez des moments à venir."),
        "times": _("La fin doit venir après le début."),
        "no_school": _("Choisissez votre école, ou écrivez son nom."),
        "not_offered": _("Cette animation n’est plus offerte."),
        "no_facilitator": _("Choisissez qui anime."),
        "no_visit": _("Préparez au moins une visite avant d’envoyer la proposition."),
        "in_the_way": _("%(name)s : %(why)s"),
        "reason_needed": _("%(name)s : %(why)s Écrivez pourquoi vous passez outre, ou choisissez quelqu’un d’autre."),
        "groups_left": _("Ces groupes ne sont dans aucune visite : %(names)s."),
        "reason": _("Écrivez pourquoi : la personne le lira."),
        "not_held": _("Cette visite n’a pas encore eu lieu."),
        "not_counted": _("Comptez d’abord toutes les visites."),
        "number": _("Un nombre d’élèves va de 0 à %(most)s."),
        "km": _("Les kilomètres vont de 0 à 5 000."),
        "already_school": _("Cette organisation est déjà au répertoire des écoles."),
        "already_facilitator": _("Cette personne anime déjà."),
        "answered": _("Vous avez déjà répondu, et l’animation est confirmée : écrivez à l’équipe pour changer."),
        "already_there": _("%(name)s donne déjà cette visite."),
        "no_form": _("Aucune forme d’activité du profil ne convient aux animations en classe."),
        "gone": _("Entre-temps, %(why)s"),
        "too_many": _("Six groupes et six moments au plus par demande : faites-en une autre."),
    }


def refuse(code: str, **params: Any) -> ValidationError:
    return ValidationError(SchoolRefusal(code, **params).message(), code=code)


def locked(request: SchoolRequest) -> SchoolRequest:
    """The row as it is now, kept from others until the end of the verb."""
    return SchoolRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)


def moved(request: SchoolRequest, state: RequestState, *, by: Any, word: str = "", **changes: Any) -> RequestStep:
    """Write the step: state, date, who, the word. Raises ValidationError when it is not possible."""
    if not RequestState(request.state).can_become(state):
        raise refuse("state", state=request.get_state_display())
    before, request.state = request.state, state
    request.version += 1
    request.closed_at = now() if state.is_over else None
    request.save()
    step = RequestStep.objects.create(request=request, state=state, word=word[:2000], by=by)
    record(f"school_request.{state.value}", request, by=by, changes={"state": [before, state.value], **changes})
    return step


@transaction.atomic
def record(verb: str, request: SchoolRequest, *, by: Any, changes: dict[str, Any] | None = None) -> None:
    """Write in the journal; a teacher's name is never in it, nor that of a withheld school."""
    school = request.school
    shown = school is None or not school.organisation.withheld
    journal.record(verb, request, by=by, changes=changes, label=request.school_label if shown else "")
    outbox.queue(KIND, [request.pk])
