"""A tour, a dinner, a placement in Gestion: guests, stops, costs; tables; people named."""

from typing import Any

from django.db.models import QuerySet, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from maillage.accounts.access import access
from maillage.accounts.roles import Permission
from maillage.activities import actions, page
from maillage.activities.enums import NomineeState, Structure
from maillage.activities.forms.gatherings import (
    CostsForm,
    DecideForm,
    GuestForm,
    StopForm,
    TablesForm,
    TeamNomineeForm,
)
from maillage.activities.models import Activity, DinnerTable, Guest, Nominee, Session
from maillage.activities.views.sessions import OfActivity, activity_or_404, said
from maillage.billing import words as money
from maillage.desk.views.edits import EditPage
from maillage.desk.views.verbs import VerbPage

P = Permission


def built(request: HttpRequest, pk: int, structure: str) -> Activity:
    activity = activity_or_404(request, pk)
    if activity.structure != structure:
        raise Http404
    return activity


# Tours


def road(activity: Activity, user: Any) -> dict[str, Any]:
    """A tour from stop to stop: who travels, where, with whom, how far, at what cost."""
    stops = list(activity.sessions.select_related("venue", "stop__host"))
    guests = Guest.objects.filter(activity=activity).select_related("person", "organisation")
    hosted = [(one, getattr(one, "stop", None)) for one in stops]
    return {
        "stops": [(one, stop, page.seen(stop.host, user) or stop.host_name if stop else "") for one, stop in hosted],
        "guests": [(one, page.seen(one.organisation, user)) for one in guests],
        "distance": sum(stop.distance_km or 0 for one, stop in hosted if stop and not one.cancelled_at),
        "costs": [(row, money.show(row.planned, row.currency), money.show(row.actual, row.currency))
                  for row in activity.costs.all()],
        "totals": page.totals(activity),
    }  # fmt: skip


@access(P.ACTIVITIES_VIEW)
def tour(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole tour on one page."""
    activity = built(request, pk, Structure.TOUR)
    return render(request, "activities/tour.html", {
        "title": _("Tournée « %(name)s »") % {"name": activity}, "activity": activity,
        "edit": request.user.can(P.ACTIVITIES_EDIT), **road(activity, request.user),
    })  # fmt: skip


@access(P.ACTIVITIES_VIEW)
def itinerary(request: HttpRequest, pk: int) -> HttpResponse:
    """The itinerary to print and put in a pocket."""
    activity = built(request, pk, Structure.TOUR)
    return render(request, "activities/itinerary.html", {
        "title": _("Itinéraire : %(name)s") % {"name": activity}, "activity": activity, **road(activity, request.user),
    })  # fmt: skip


class GuestNew(OfActivity):
    form_class = GuestForm
    template = "activities/sectioned.html"
    submit = lazy("Ajouter cette personne")

    def object(self, pk: int | None) -> Activity:
        return built(self.request, pk or 0, Structure.TOUR)

    def title(self, obj: Any) -> str:
        return _("Une personne invitée de « %(name)s »") % {"name": obj}

    def form(self, obj: Any, data: Any = None, files: Any = None) -> GuestForm:
        return GuestForm(data, user=self.request.user)

    def save(self, form: GuestForm, obj: Activity) -> Guest:
        return actions.save_guest(activity=obj, values=form.cleaned_data, by=self.request.user)

    def done_url(self, saved: Guest) -> str:
        return saved.get_absolute_url()


class GuestEdit(EditPage):
    access = P.ACTIVITIES_EDIT
    form_class = GuestForm
    template = "activities/sectioned.html"

    def rows(self) -> QuerySet[Guest]:
        return Guest.objects.filter(activity__in=Activity.objects.visible_to(self.request.user)).select_related(
            "activity", "organisation", "person"
        )

    def title(self, obj: Guest) -> str:
        return str(obj)

    def form(self, obj: Guest, data: Any = None, files: Any = None) -> GuestForm:
        return GuestForm(data, user=self.request.user, guest=obj)

    def save(self, form: GuestForm, obj: Guest) -> Guest:
        return actions.save_guest(activity=obj.activity, guest=obj, values=form.cleaned_data, by=self.request.user)


class GuestRemove(VerbPage):
    access = P.ACTIVITIES_EDIT
    submit = lazy("Retirer")
    dangerous = True
    rows = GuestEdit.rows

    def title(self, obj: Guest) -> str:
        return _("Retirer %(name)s de la tournée") % {"name": obj}

    def run(self, obj: Guest, form: Any) -> str:
        actions.remove_guest(guest=obj, by=self.request.user)
        return _("Cette personne n’est plus de la tournée.")


class StopEdit(EditPage):
    """The stop of one date."""

    access = P.ACTIVITIES_EDIT
    form_class = StopForm

    def rows(self) -> QuerySet[Session]:
        rows = Session.objects.visible_to(self.request.user).filter(activity__structure=Structure.TOUR)
        return rows.select_related("activity", "stop__host", "venue")

    def title(self, obj: Session) -> str:
        return _("Étape du %(when)s, %(venue)s") % {"when": said(obj.starts_at), "venue": obj.venue or obj.room or "–"}

    def form(self, obj: Session, data: Any = None, files: Any = None) -> StopForm:
        return StopForm(data, user=self.request.user, stop=getattr(obj, "stop", None))

    def save(self, form: StopForm, obj: Session) -> Session:
        actions.save_stop(session=obj, values=form.values(), by=self.request.user)
        return obj

    def done_url(self, saved: Session) -> str:
        return reverse("activities:tour", args=[saved.activity_id])


class Costs(OfActivity):
    form_class = CostsForm

    def title(self, obj: Any) -> str:
        return _("Coûts de « %(name)s »") % {"name": obj}

    def form(self, obj: Activity, data: Any = None, files: Any = None) -> CostsForm:
        return CostsForm(data, activity=obj)

    def save(self, form: CostsForm, obj: Activity) -> Activity:
        actions.save_costs(activity=obj, rows=form.cleaned_data["costs"], by=self.request.user)
        return obj

    def done_url(self, saved: Activity) -> str:
        return (
            reverse("activities:tour", args=[saved.pk])
            if saved.structure == Structure.TOUR
            else saved.get_absolute_url()
        )


# Dinners


class Tables(OfActivity):
    """The tables of a dinner: its first date is the dinner."""

    form_class = TablesForm
    template = "activities/tables.html"

    def object(self, pk: int | None) -> Activity:
        activity = built(self.request, pk or 0, Structure.DINNER)
        self.session = activity.sessions.filter(cancelled_at=None).first()
        return activity

    def title(self, obj: Any) -> str:
        return _("Tables de « %(name)s »") % {"name": obj}

    def tables(self) -> QuerySet[DinnerTable]:
        return DinnerTable.objects.filter(session=self.session).select_related("host")

    def form(self, obj: Any, data: Any = None, files: Any = None) -> TablesForm:
        return TablesForm(data, user=self.request.user, rows=self.tables() if self.session else [])

    def save(self, form: TablesForm, obj: Activity) -> Activity:
        if self.session is None:
            raise Http404
        actions.save_tables(session=self.session, rows=form.cleaned_data["tables"], by=self.request.user)
        return obj

    def extra(self, obj: Activity) -> dict[str, Any]:
        seats = self.tables().aggregate(n=Sum("seats"))["n"] if self.session else 0
        return {"session": self.session, "seats": seats or 0, "activity": obj}

    def done_url(self, saved: Activity) -> str:
        return saved.get_absolute_url()


# Placements


@access(P.ACTIVITIES_VIEW)
def nominees(request: HttpRequest, pk: int) -> HttpResponse:
    """Who was named by whom, the release of each, what was decided."""
    activity = built(request, pk, Structure.PLACEMENT)
    rows = list(activity.nominees.select_related("organisation", "person").order_by("pk"))
    order = list(NomineeState.values)
    rows.sort(key=lambda row: order.index(row.state))
    return render(request, "activities/nominees.html", {
        "title": _("Personnes désignées pour « %(name)s »") % {"name": activity}, "activity": activity,
        "rows": [(row, page.seen(row.organisation, request.user)) for row in rows],
        "edit": request.user.can(P.ACTIVITIES_EDIT),
        "figures": [(sum(row.state == state for row in rows), state.label) for state in NomineeState],
    })  # fmt: skip


class NomineeNew(OfActivity):
    form_class = TeamNomineeForm
    submit = lazy("Noter cette désignation")

    def object(self, pk: int | None) -> Activity:
        return built(self.request, pk or 0, Structure.PLACEMENT)

    def title(self, obj: Any) -> str:
        return _("Une désignation pour « %(name)s »") % {"name": obj}

    def form(self, obj: Any, data: Any = None, files: Any = None) -> TeamNomineeForm:
        return TeamNomineeForm(data, user=self.request.user)

    def save(self, form: TeamNomineeForm, obj: Activity) -> Nominee:
        values = dict(form.cleaned_data)
        organisation = values.pop("organisation")
        return actions.nominate(activity=obj, organisation=organisation, values=values, by=self.request.user)

    def done_url(self, saved: Nominee) -> str:
        return saved.get_absolute_url()


class NomineeEdit(EditPage):
    access = P.ACTIVITIES_EDIT
    form_class = TeamNomineeForm

    def rows(self) -> QuerySet[Nominee]:
        return Nominee.objects.filter(activity__in=Activity.objects.visible_to(self.request.user)).select_related(
            "activity", "organisation", "person"
        )

    def title(self, obj: Nominee) -> str:
        return str(obj)

    def form(self, obj: Nominee, data: Any = None, files: Any = None) -> TeamNomineeForm:
        return TeamNomineeForm(data, user=self.request.user, nominee=obj)

    def save(self, form: TeamNomineeForm, obj: Nominee) -> Nominee:
        return actions.edit_nominee(nominee=obj, values=form.cleaned_data, by=self.request.user)


class NomineeDecide(VerbPage):
    access = P.ACTIVITIES_EDIT
    form_class = DecideForm
    submit = lazy("Noter la décision")
    rows = NomineeEdit.rows

    def title(self, obj: Nominee) -> str:
        return _("Décider pour %(name)s") % {"name": obj}

    def form(self, obj: Nominee, data: Any = None, files: Any = None) -> DecideForm:
        return DecideForm(data, initial={"state": obj.state})

    def run(self, obj: Nominee, form: Any) -> str:
        done = actions.decide_nominee(nominee=obj, by=self.request.user, **form.cleaned_data)
        return _("%(name)s : %(state)s.") % {"name": done, "state": done.get_state_display()}
