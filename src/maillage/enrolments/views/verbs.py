"""The team's verbs on enrolments: by hand, change, approve, refuse, call, cancel."""

from collections.abc import Iterable
from secrets import token_urlsafe
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from maillage.accounts.roles import Permission
from maillage.activities.models import Activity
from maillage.desk.views.edits import EditPage
from maillage.desk.views.verbs import VerbPage
from maillage.enrolments import actions, words
from maillage.enrolments.enums import EnrolmentState
from maillage.enrolments.forms.enrol import EnrolForm
from maillage.enrolments.forms.opening import WordForm
from maillage.enrolments.models import Enrolment
from maillage.enrolments.standing import Offer, offer_of

P, E = Permission, EnrolmentState


class NewEnrolment(EditPage):
    """By hand: someone telephones, or asks at the office."""

    access = P.ENROLMENTS_EDIT
    form_class = EnrolForm
    template = "enrolments/edit.html"
    submit = lazy("Inscrire")

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:  # type: ignore[override]
        self.open(pk)
        return super().get(request)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:  # type: ignore[override]
        self.open(pk)
        return super().post(request)

    def open(self, pk: int) -> None:
        activity = get_object_or_404(Activity.objects.visible_to(self.request.user), pk=pk, opening__isnull=False)
        self.offer = offer_of(activity)
        self.activity = activity

    def title(self, obj: Any) -> str:
        return _("Inscrire quelqu’un : %(activity)s") % {"activity": self.activity}

    def form(self, obj: Any, data: Any = None, files: Any = None) -> EnrolForm:
        assert self.offer is not None
        return EnrolForm(data, offer=self.offer, language=self.request.user.language, team=True)

    def save(self, form: EnrolForm, obj: Any) -> Enrolment:
        wish = form.wish(key=(form.cleaned_data.get("key") or token_urlsafe(18))[:40])
        try:
            return actions.enrol(activity=self.activity, wish=wish, by=self.request.user)
        except actions.Known as known:
            raise ValidationError(
                _("Cette personne est déjà inscrite (nº %(n)s).") % {"n": known.enrolment.pk}
            ) from known

    def done(self, saved: Enrolment) -> str:
        return _("%(name)s : %(state)s.") % {"name": saved, "state": saved.standing.label.lower()}

    def extra(self, obj: Any) -> dict[str, Any]:
        return {"back": self.activity.get_absolute_url()}


class ChangeEnrolment(EditPage):
    access = P.ENROLMENTS_EDIT
    form_class = EnrolForm
    template = "enrolments/edit.html"

    def rows(self) -> QuerySet[Enrolment]:
        return (
            Enrolment.objects.visible_to(self.request.user).standing().filter(purged_at=None).select_related("activity")
        )

    def title(self, obj: Any) -> str:
        return _("Modifier l’inscription : %(name)s") % {"name": obj}

    def form(self, obj: Enrolment, data: Any = None, files: Any = None) -> EnrolForm:
        offer = offer_of(obj.activity)
        assert isinstance(offer, Offer)
        return EnrolForm(data, offer=offer, language=obj.language, enrolment=obj, was=actions.wish_of(obj), team=True)

    def save(self, form: EnrolForm, obj: Enrolment) -> Enrolment:
        return actions.change(enrolment=obj, wish=form.wish(key=obj.key), by=self.request.user)

    def extra(self, obj: Any) -> dict[str, Any]:
        return {"back": obj.get_absolute_url()}


class EnrolmentVerb(VerbPage):
    access = P.ENROLMENTS_EDIT
    states: tuple[EnrolmentState, ...] = ()

    def rows(self) -> QuerySet[Enrolment]:
        return Enrolment.objects.visible_to(self.request.user).filter(purged_at=None).select_related("activity")

    def refusal(self, obj: Enrolment) -> str:
        if obj.standing in self.states:
            return ""
        return _("Cette inscription est « %(state)s » : ce n’est plus possible.") % {"state": obj.standing.label}


class Approve(EnrolmentVerb):
    states = (E.PENDING,)
    form_class = WordForm
    submit = lazy("Approuver")

    def title(self, obj: Enrolment) -> str:
        return _("Approuver l’inscription : %(name)s") % {"name": obj}

    def consequences(self, obj: Enrolment) -> Iterable[str]:
        return [_("La personne reçoit sa confirmation, avec les dates et son billet.")]

    def run(self, obj: Enrolment, form: Any) -> str:
        actions.approve(enrolment=obj, by=self.request.user, word=form.cleaned_data["word"])
        return _("Inscription confirmée : %(name)s.") % {"name": obj}


class Refuse(EnrolmentVerb):
    states = (E.PENDING, E.WAITING)
    form_class = WordForm
    submit = lazy("Refuser")
    dangerous = True

    def title(self, obj: Enrolment) -> str:
        return _("Refuser l’inscription : %(name)s") % {"name": obj}

    def consequences(self, obj: Enrolment) -> Iterable[str]:
        return [_("La personne est prévenue, avec votre mot."), _("Ses places vont à la liste d’attente.")]

    def run(self, obj: Enrolment, form: Any) -> str:
        actions.refuse_enrolment(enrolment=obj, by=self.request.user, word=form.cleaned_data["word"])
        return _("Inscription refusée : %(name)s.") % {"name": obj}


class Cancel(EnrolmentVerb):
    states = (E.PENDING, E.CONFIRMED, E.WAITING, E.OFFERED)
    form_class = WordForm
    submit = lazy("Annuler cette inscription")
    dangerous = True

    def title(self, obj: Enrolment) -> str:
        return _("Annuler l’inscription : %(name)s") % {"name": obj}

    def consequences(self, obj: Enrolment) -> Iterable[str]:
        return [_("La personne est prévenue, avec votre mot."), _("Ses places vont à la liste d’attente.")]

    def run(self, obj: Enrolment, form: Any) -> str:
        actions.cancel(enrolment=obj, by=self.request.user, reason=form.cleaned_data["word"])
        return _("Inscription annulée : %(name)s.") % {"name": obj}


class Call(EnrolmentVerb):
    states = (E.WAITING,)
    submit = lazy("Proposer une place")

    def title(self, obj: Enrolment) -> str:
        return _("Proposer une place à %(name)s") % {"name": obj}

    def consequences(self, obj: Enrolment) -> Iterable[str]:
        return [_("Ses places sont gardées jusqu’à sa réponse, même si d’autres attendent depuis plus longtemps."),
                _("Il faut qu’il y ait assez de places libres pour toute sa demande : augmentez sinon un contingent.")]  # fmt: skip

    def run(self, obj: Enrolment, form: Any) -> str:
        row = actions.call(enrolment=obj, by=self.request.user)
        return _("Une place est proposée à %(name)s jusqu’au %(day)s.") % {
            "name": obj, "day": words.moment(row.offered_until or now()),
        }  # fmt: skip


class Confirm(EnrolmentVerb):
    states = (E.OFFERED,)
    submit = lazy("Confirmer")

    def title(self, obj: Enrolment) -> str:
        return _("Confirmer les places de %(name)s") % {"name": obj}

    def consequences(self, obj: Enrolment) -> Iterable[str]:
        return [_("La personne vous a répondu autrement que par son lien.")]

    def run(self, obj: Enrolment, form: Any) -> str:
        actions.accept(enrolment=obj, by=self.request.user)
        return _("Les places de %(name)s sont confirmées.") % {"name": obj}


class Rejoin(EnrolmentVerb):
    states = (E.CANCELLED, E.LAPSED)
    submit = lazy("Remettre sur la liste")

    def title(self, obj: Enrolment) -> str:
        return _("Remettre %(name)s sur la liste d’attente") % {"name": obj}

    def consequences(self, obj: Enrolment) -> Iterable[str]:
        return [_("À la fin de la liste ; une place est proposée tout de suite s’il y en a.")]

    def run(self, obj: Enrolment, form: Any) -> str:
        row = actions.rejoin(enrolment=obj, by=self.request.user)
        return _("%(name)s : %(state)s.") % {"name": obj, "state": row.standing.label.lower()}
