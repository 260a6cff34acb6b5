"""Opening enrolment in Gestion: few choices first; quotas, kinds of places and questions on one page of their own."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext
from django.views import View

from maillage.accounts.roles import Permission
from maillage.activities.enums import Structure
from maillage.activities.models import Activity
from maillage.desk.views.edits import EditPage
from maillage.desk.views.verbs import VerbPage
from maillage.enrolments import actions, questions, words
from maillage.enrolments.forms.asked import hint
from maillage.enrolments.forms.opening import KindForm, OpeningForm, QuestionForm, QuotaForm, SizeForm
from maillage.enrolments.models import Enrolment, Opening, PlaceKind, Question, Quota
from maillage.enrolments.standing import Offer, Status, modes_of

P = Permission


class OfActivity(EditPage):
    """A page under an activity's address: `self.activity`, and `self.opening` when there is one."""

    access = P.ENROLMENTS_EDIT
    must_exist = True

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:  # type: ignore[override]
        return super().get(request, self.open(pk))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:  # type: ignore[override]
        return super().post(request, self.open(pk))

    def open(self, pk: int) -> int | None:
        """The activity of the address; the number that the page edits."""
        self.activity = get_object_or_404(Activity.objects.visible_to(self.request.user), pk=pk)
        found = Opening.objects.filter(activity=self.activity)
        self.opening = get_object_or_404(found) if self.must_exist else found.first()
        return None

    def done_url(self, saved: Any) -> str:
        return reverse("enrolments:opening", args=[self.activity.pk])

    def extra(self, obj: Any) -> dict[str, Any]:
        return {"back": self.done_url(None)}


class Open(OfActivity):
    form_class = OpeningForm
    template = "enrolments/opening_form.html"
    submit = lazy("Ouvrir les inscriptions")
    must_exist = False

    def title(self, obj: Any) -> str:
        return _("Ouvrir les inscriptions : %(activity)s") % {"activity": self.activity}

    def form(self, obj: Any, data: Any = None, files: Any = None) -> OpeningForm:
        sessions = self.activity.sessions.filter(cancelled_at=None)
        modes = {mode for one in sessions for mode in modes_of(one)} or {"onsite"}
        return OpeningForm(data, modes=tuple(modes))

    def save(self, form: OpeningForm, obj: Any) -> Opening:
        sizes = {name: form.cleaned_data.get(name) for name in ("size", "online_size")}
        return actions.open_enrolment(activity=self.activity, by=self.request.user, **sizes, **form.values())

    def done(self, saved: Opening) -> str:
        return _("Les inscriptions sont ouvertes. Ajoutez ici des contingents, des sortes de places et des questions.")

    def extra(self, obj: Any) -> dict[str, Any]:
        return {"back": self.activity.get_absolute_url()}


class Rules(OfActivity):
    form_class = OpeningForm
    template = "enrolments/opening_form.html"

    def rows(self) -> QuerySet[Opening]:
        return Opening.objects.all()

    def open(self, pk: int) -> int | None:
        super().open(pk)
        return self.opening.pk if self.opening else None

    def title(self, obj: Any) -> str:
        return _("Règles d’inscription : %(activity)s") % {"activity": self.activity}

    def form(self, obj: Any, data: Any = None, files: Any = None) -> OpeningForm:
        return OpeningForm(data, instance=obj)

    def save(self, form: OpeningForm, obj: Opening) -> Opening:
        return actions.change_opening(opening=obj, values=form.values(), by=self.request.user)


class OpeningPage(View):
    """Quotas, kinds, questions and rules of an activity's enrolment, each with its verbs."""

    access = P.ENROLMENTS_EDIT

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        activity = get_object_or_404(Activity.objects.visible_to(request.user), pk=pk)
        opening = get_object_or_404(Opening, activity=activity)
        offer = Offer(opening, activity)
        asked = list(opening.questions.all())
        known = {one.pk: one for one in asked}
        return render(request, "enrolments/opening.html", {
            "title": _("Places et questions : %(activity)s") % {"activity": activity}, "activity": activity,
            "opening": opening, "offer": offer, "status": offer.status,
            "quotas": opening.quotas.select_related("session").prefetch_related("kinds"),
            "kinds": opening.kinds.prefetch_related("quotas"), "remind": ", ".join(map(str, opening.remind_days)),
            "questions": [(one, depth, hint(known[one.after_id], one.after_answer) if one.after_id in known else "")
                          for one, depth in questions.in_order(asked)],
            "series": not Structure(activity.structure).as_a_whole and len(offer.sessions) > 1,
            "opens": words.moment(opening.opens_at) if opening.opens_at else "",
            "closes": words.moment(opening.closes_at) if opening.closes_at else "",
            "nobody": not Enrolment.objects.filter(activity=activity).exists(),
            "is_open": offer.status == Status.OPEN,
        })  # fmt: skip


class Part(OfActivity):
    """A quota, a kind or a question: new under the activity's address, changed under its own."""

    model: Any = None
    new = False

    def rows(self) -> QuerySet[Any]:
        return self.model._default_manager.select_related("opening__activity")

    def open(self, pk: int) -> int | None:
        if self.new:
            return super().open(pk)
        part = get_object_or_404(self.rows(), pk=pk)
        super().open(part.opening.activity_id)
        return pk


class QuotaPage(Part):
    model, form_class = Quota, QuotaForm

    def title(self, obj: Any) -> str:
        return str(obj) if obj else _("Nouveau contingent de places")

    def form(self, obj: Any, data: Any = None, files: Any = None) -> QuotaForm:
        return QuotaForm(data, opening=self.opening, quota=obj)

    def save(self, form: QuotaForm, obj: Any) -> Quota:
        data = form.cleaned_data
        session = self.activity.sessions.filter(pk=data["session"]).first() if data["session"] else None
        return actions.save_quota(opening=self.opening, quota=obj, name=data["name"], size=data["size"],  # type: ignore[arg-type]
                                  session=session, kinds=data["kinds"], by=self.request.user)  # fmt: skip


class KindPage(Part):
    model, form_class = PlaceKind, KindForm

    def title(self, obj: Any) -> str:
        return str(obj) if obj else _("Nouvelle sorte de place")

    def form(self, obj: Any, data: Any = None, files: Any = None) -> KindForm:
        return KindForm(data, opening=self.opening, instance=obj)

    def save(self, form: KindForm, obj: Any) -> PlaceKind:
        values = {name: form.cleaned_data[name] for name in ("name", "detail", "mode", "rank", "is_open")}
        return actions.save_kind(opening=self.opening, kind=obj, values=values, quotas=form.cleaned_data["quotas"],  # type: ignore[arg-type]
                                 by=self.request.user)  # fmt: skip


class QuestionPage(Part):
    model, form_class = Question, QuestionForm

    def title(self, obj: Any) -> str:
        return str(obj) if obj else _("Nouvelle question")

    def form(self, obj: Any, data: Any = None, files: Any = None) -> QuestionForm:
        return QuestionForm(data, opening=self.opening, instance=obj)

    def save(self, form: QuestionForm, obj: Any) -> Question:
        return actions.save_question(opening=self.opening, question=obj, values=form.cleaned_data, by=self.request.user)  # type: ignore[arg-type]


class RemovePart(VerbPage):
    access = P.ENROLMENTS_EDIT
    model: Any = None
    submit = lazy("Retirer")
    dangerous = True

    def rows(self) -> QuerySet[Any]:
        return self.model._default_manager.select_related("opening__activity")

    def title(self, obj: Any) -> str:
        return _("Retirer « %(name)s »") % {"name": obj}

    def consequences(self, obj: Any) -> Iterable[str]:
        if isinstance(obj, Quota):
            return [
                _("Ce contingent ne limite plus rien : les sortes de places qui n’en ont pas d’autre sont sans limite.")
            ]
        if isinstance(obj, Question):
            return [_("Les réponses déjà données sont effacées."),
                    _("Les questions qui en dépendaient sont posées à tout le monde.")]  # fmt: skip
        return [_("Elle n’est plus proposée.")]

    def run(self, obj: Any, form: Any) -> str:
        remove: Any = {Quota: actions.remove_quota, PlaceKind: actions.remove_kind, Question: actions.remove_question}
        name = {Quota: "quota", PlaceKind: "kind", Question: "question"}[type(obj)]
        remove[type(obj)](**{name: obj}, by=self.request.user)
        return _("« %(name)s » est retiré.") % {"name": obj}

    def done_url(self, obj: Any) -> str:
        return reverse("enrolments:opening", args=[obj.opening.activity_id])


class OpeningVerb(VerbPage):
    access = P.ENROLMENTS_EDIT

    def rows(self) -> QuerySet[Activity]:
        return Activity.objects.visible_to(self.request.user).filter(opening__isnull=False)

    def done_url(self, obj: Activity) -> str:
        return reverse("enrolments:opening", args=[obj.pk])


class ByDate(OpeningVerb):
    form_class = SizeForm
    submit = lazy("Un contingent pour chaque date")

    def title(self, obj: Activity) -> str:
        return _("Un contingent pour chaque date : %(activity)s") % {"activity": obj}

    def consequences(self, obj: Activity) -> Iterable[str]:
        return [_("Chaque date qui n’a pas encore de contingent en reçoit un, pour toutes les sortes de places."),
                _("Les contingents sans date continuent de compter l’ensemble : retirez-les s’ils ne servent plus.")]  # fmt: skip

    def run(self, obj: Activity, form: Any) -> str:
        made = actions.quotas_by_date(opening=obj.opening, size=form.cleaned_data["size"], by=self.request.user)
        return ngettext("%(n)s contingent ajouté.", "%(n)s contingents ajoutés.", made) % {"n": made}


class CloseNow(OpeningVerb):
    submit = lazy("Fermer les inscriptions")

    def title(self, obj: Activity) -> str:
        return _("Fermer les inscriptions : %(activity)s") % {"activity": obj}

    def consequences(self, obj: Activity) -> Iterable[str]:
        return [_("Personne ne peut plus s’inscrire en ligne ; vous le pouvez toujours."),
                _("La liste d’attente est encore appelée si des places se libèrent.")]  # fmt: skip

    def run(self, obj: Activity, form: Any) -> str:
        opening, at = obj.opening, now()
        values: dict[str, Any] = {"closes_at": at}
        if opening.opens_at and opening.opens_at >= at:
            values["opens_at"] = None
        actions.change_opening(opening=opening, values=values, by=self.request.user)
        return _("Les inscriptions sont fermées.")


class Remove(OpeningVerb):
    submit = lazy("Retirer les inscriptions")
    dangerous = True

    def title(self, obj: Activity) -> str:
        return _("Retirer les inscriptions : %(activity)s") % {"activity": obj}

    def consequences(self, obj: Activity) -> Iterable[str]:
        return [_("L’activité est de nouveau ouverte à qui veut venir, sans inscription.")]

    def run(self, obj: Activity, form: Any) -> str:
        actions.remove_opening(opening=obj.opening, by=self.request.user)
        return _("Cette activité n’a plus d’inscriptions.")

    def done_url(self, obj: Activity) -> str:
        return obj.get_absolute_url()
