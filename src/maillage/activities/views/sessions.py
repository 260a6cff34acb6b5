"""The dates of one activity in Gestion: all of them, one, a series seen before it is written, several at once."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext
from django.views import View

from maillage.accounts.roles import Permission
from maillage.activities import actions
from maillage.activities.forms.sessions import MoveForm, SeriesForm, SessionForm
from maillage.activities.forms.verbs import ReasonForm
from maillage.activities.models import Activity, Session
from maillage.core.asked import row_numbers
from maillage.desk.views.edits import EditPage
from maillage.desk.views.verbs import VerbPage

P = Permission
BULK = {
    "move": (lazy("Déplacer"), MoveForm), "cancel": (lazy("Annuler ces dates"), ReasonForm),
    "delete": (lazy("Supprimer"), forms.Form),
}  # fmt: skip


def clashing(rows: QuerySet[Session]) -> QuerySet[Session]:
    """Tells, of each date, whether another activity is held in the same place at the same time."""
    other = Session.objects.standing().filter(
        venue=OuterRef("venue"), starts_at__lt=OuterRef("ends_at"), ends_at__gt=OuterRef("starts_at")
    )
    return rows.annotate(clash=Exists(other.exclude(activity=OuterRef("activity"))))


def activity_or_404(request: HttpRequest, pk: int) -> Activity:
    return get_object_or_404(Activity.objects.visible_to(request.user), pk=pk)


def said(moment: Any) -> str:
    return date_format(localtime(moment), "DATETIME_FORMAT")


class Dates(View):
    """Every date of an activity, and the verbs on those that are ticked."""

    access = P.ACTIVITIES_VIEW

    def rows(self, activity: Activity) -> QuerySet[Session]:
        return clashing(activity.sessions.select_related("venue"))

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        activity = activity_or_404(request, pk)
        rows = list(self.rows(activity))
        return render(request, "activities/dates.html", {
            "title": _("Dates de « %(name)s »") % {"name": activity}, "activity": activity, "rows": rows, "now": now(),
            "edit": request.user.can(P.ACTIVITIES_EDIT), "bulk": [(name, label) for name, (label, _form) in BULK.items()],
        })  # fmt: skip

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        activity = activity_or_404(request, pk)
        if not request.user.can(P.ACTIVITIES_EDIT):
            raise Http404
        name, here = request.POST.get("verb", ""), reverse("activities:dates", args=[pk])
        rows = list(self.rows(activity).filter(pk__in=row_numbers(request.POST.getlist("ids"))))
        if name not in BULK or not rows:
            messages.warning(request, _("Cochez au moins une date, puis choisissez ce qu’il faut en faire."))
            return redirect(here)
        label, form_class = BULK[name]
        form = form_class(request.POST if "confirmed" in request.POST else None)
        if "confirmed" in request.POST and form.is_valid():
            try:
                messages.success(request, self.run(activity, name, [row.pk for row in rows], form.cleaned_data))
            except ValidationError as error:
                form.add_error(None, error)
            else:
                return redirect(here)
        return render(request, "activities/dates_verb.html", {
            "title": label, "activity": activity, "rows": rows, "form": form, "verb": name, "label": label, "back": here,
        }, status=422 if form.errors else 200)  # fmt: skip

    def run(self, activity: Activity, name: str, ids: list[int], data: dict[str, Any]) -> str:
        by = self.request.user
        if name == "move":
            venue = {"venue": data["venue"]} if data["venue"] else {}
            count = actions.move_sessions(activity=activity, ids=ids, by=by, days=data["days"] or 0, starts=data["starts"],
                                          ends=data["ends"], **venue)  # fmt: skip
            return ngettext("%(n)s date déplacée.", "%(n)s dates déplacées.", count) % {"n": count}
        if name == "cancel":
            count = actions.cancel_sessions(activity=activity, ids=ids, reason=data["reason"], by=by)
            return ngettext("%(n)s date annulée.", "%(n)s dates annulées.", count) % {"n": count}
        count = actions.delete_sessions(activity=activity, ids=ids, by=by)
        return ngettext("%(n)s date supprimée.", "%(n)s dates supprimées.", count) % {"n": count}


class OfActivity(EditPage):
    """A page under an activity: its own object is made or changed, and one comes back to the dates."""

    access = P.ACTIVITIES_EDIT

    def object(self, pk: int | None) -> Any:
        return activity_or_404(self.request, pk or 0)

    def is_stale(self, obj: Any, version: str | None) -> bool:
        return False  # an activity's version guards its own words, not what is added to it

    def done_url(self, saved: Any) -> str:
        return reverse("activities:dates", args=[self.kwargs["pk"]])


class NewSession(OfActivity):
    form_class = SessionForm
    template = "activities/sectioned.html"
    submit = lazy("Ajouter cette date")

    def title(self, obj: Activity) -> str:
        return _("Nouvelle date de « %(name)s »") % {"name": obj}

    def form(self, obj: Activity, data: Any = None, files: Any = None) -> SessionForm:
        last = obj.sessions.order_by("-starts_at").first()
        stands = {"mode": last.mode, "venue": last.venue_id, "room": last.room} if last else {}
        return SessionForm(data, initial=stands)

    def save(self, form: SessionForm, obj: Activity) -> Session:
        self.warned = form.warnings()
        return actions.add_sessions(activity=obj, rows=[form.session_values()], by=self.request.user)[0]

    def done(self, saved: Session) -> str:
        return " ".join([_("Date ajoutée : %(when)s.") % {"when": said(saved.starts_at)}, *self.warned])


class Series(OfActivity):
    """First what the rule gives, date by date; then, of those kept, the writing."""

    form_class = SeriesForm
    template = "activities/series.html"

    def title(self, obj: Activity) -> str:
        return _("Une série de dates pour « %(name)s »") % {"name": obj}

    def form(self, obj: Activity, data: Any = None, files: Any = None) -> SeriesForm:
        last = obj.sessions.order_by("-starts_at").first()
        return SeriesForm(data, initial={"mode": last.mode, "venue": last.venue_id, "room": last.room} if last else {})

    def post(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        if "write" in request.POST:
            return super().post(request, pk)
        obj = self.object(pk)
        form = self.form(obj, request.POST)
        self.preview = form.found if form.is_valid() else []
        return self.page(request, obj, form, status=200 if self.preview else 422)

    def save(self, form: SeriesForm, obj: Activity) -> Activity:
        kept = set(self.request.POST.getlist("keep"))
        rows = form.rows(kept)
        if not rows:
            raise ValidationError(_("Gardez au moins une date."))
        self.count = len(actions.add_sessions(activity=obj, rows=rows, by=self.request.user))
        return obj

    def done(self, saved: Any) -> str:
        return ngettext("%(n)s date ajoutée.", "%(n)s dates ajoutées.", self.count) % {"n": self.count}

    def extra(self, obj: Activity) -> dict[str, Any]:
        found = getattr(self, "preview", [])
        known = set(obj.sessions.values_list("starts_at", flat=True)) if found else set()
        return {
            "preview": [(one, one.starts_at in known) for one in found],
            "new_venue": self.request.POST.get("new_venue", ""),
        }


class OneSession(EditPage):
    """Change one date. Its own fields say what it was when the page was opened: a later change is not lost."""

    access = P.ACTIVITIES_EDIT
    form_class = SessionForm
    template = "activities/date_edit.html"

    def rows(self) -> QuerySet[Session]:
        return Session.objects.visible_to(self.request.user).filter(cancelled_at=None).select_related("activity")

    def title(self, obj: Session) -> str:
        return _("Date du %(when)s") % {"when": said(obj.starts_at)}

    def form(self, obj: Session, data: Any = None, files: Any = None) -> SessionForm:
        return SessionForm(data, session=obj)

    def save(self, form: SessionForm, obj: Session) -> Session:
        self.warned = form.warnings()
        return actions.edit_session(session=obj, values=form.session_values(), by=self.request.user)

    def done(self, saved: Session) -> str:
        return " ".join([_("Date enregistrée : %(when)s.") % {"when": said(saved.starts_at)}, *self.warned])

    def done_url(self, saved: Session) -> str:
        return reverse("activities:dates", args=[saved.activity_id])


class Restore(VerbPage):
    """The date is held after all."""

    access = P.ACTIVITIES_EDIT
    submit = lazy("Rétablir la date")

    def rows(self) -> QuerySet[Session]:
        return Session.objects.visible_to(self.request.user).exclude(cancelled_at=None).select_related("activity")

    def title(self, obj: Session) -> str:
        return _("Rétablir la date du %(when)s") % {"when": said(obj.starts_at)}

    def run(self, obj: Session, form: Any) -> str:
        actions.restore_session(session=obj, by=self.request.user)
        return _("La date est rétablie.")

    def done_url(self, obj: Session) -> str:
        return reverse("activities:dates", args=[obj.activity_id])
