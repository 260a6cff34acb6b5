"""In Gestion: requests of teachers, one request, its visits planned with the conflicts in sight, its steps."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Min, Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views import View

from maillage.accounts.access import who
from maillage.accounts.roles import Permission
from maillage.bookings.models import Bookable
from maillage.desk.columns import Column
from maillage.desk.filters import Filter
from maillage.desk.views.details import DetailPage
from maillage.desk.views.lists import Empty, Link, ListPage
from maillage.network import current
from maillage.organisations import words as places
from maillage.schools import actions, conflicts, levels, words
from maillage.schools.enums import PATH, RequestState
from maillage.schools.forms.desk import MomentForm, VisitForm
from maillage.schools.models import Assignment, Facilitator, School, SchoolRequest

P = Permission
S = RequestState


class Requests(ListPage):
    access = P.ACTIVITIES_VIEW
    title = lazy("Demandes d’animation")
    page_name = "schools:requests"
    row_route = "schools:request"
    default_sort = "-received"
    columns = (
        Column("school", lazy("École"), value=lambda r: r.school_label, link=True, note=words.subject),
        Column("state", lazy("État"), value=lambda r: r.get_state_display(), cell=words.state_tag, sort=("state",)),
        Column("level", lazy("Niveau"), value=lambda r: r.get_level_display(), sort=("level",)),
        Column("groups", lazy("Élèves"), value=lambda r: sum(g.pupils for g in r.groups.all()), numeric=True),
        Column("when", lazy("Premier moment"), value=lambda r: r.first_at or r.wished_at, sort=("first_at", "wished_at")),
        Column("received", lazy("Reçue le"), value=lambda r: localtime(r.created_at).date(), sort=("created_at",)),
    )  # fmt: skip
    filters = (
        Filter("q", lazy("École ou animation"), kind="search",
               apply=lambda rows, v: rows.filter(school_name__icontains=v) | rows.filter(school__organisation__name__icontains=v)
               | rows.filter(animation__title__icontains=v)),
        Filter("etat", lazy("État"), choices=S.choices, lookup="state"),
        Filter("niveau", lazy("Niveau"), choices=levels.choices, lookup="level"),
        Filter("theme", lazy("Thème"), choices=places.theme_choices, lookup="theme"),
    )  # fmt: skip
    links = (
        Link(lazy("Semaine"), "schools:week", P.ACTIVITIES_VIEW),
        Link(lazy("Conflits"), "schools:conflicts", P.ACTIVITIES_VIEW),
    )
    empty = Empty(
        lazy("Aucune demande d’animation"),
        lazy("Elles viennent de la page publique « Une animation dans votre classe »."),
    )

    def rows(self) -> QuerySet[SchoolRequest]:
        rows = SchoolRequest.objects.visible_to(self.request.user).select_related("school__organisation", "animation")
        rows = rows.prefetch_related("groups")
        return rows.annotate(first_at=Min("visits__starts_at"), wished_at=Min("slots__starts_at"))


class RequestPage(DetailPage):
    access = P.ACTIVITIES_VIEW
    page = "school_request"
    template = "schools/request.html"

    def rows(self) -> QuerySet[SchoolRequest]:
        return SchoolRequest.objects.visible_to(self.request.user).select_related(
            "school__organisation", "animation__kit", "activity"
        )

    def extra(self, obj: SchoolRequest) -> dict[str, Any]:
        user = self.request.user
        edit = user.can(P.ACTIVITIES_EDIT)
        seen = Facilitator.objects.visible_to(user).values("pk")
        assignments = Prefetch(
            "assignments", Assignment.objects.filter(facilitator__in=seen).select_related("facilitator__person")
        )
        visits = list(obj.visits.select_related("kit").prefetch_related(assignments, "groups__group"))
        step = [state.value for state in PATH].index(obj.state) + 1 if obj.state in PATH else 0
        return {
            "tag": words.state_tag(obj), "subject": words.subject(obj), "edit": edit, "visits": visits, "step": step,
            "path": [state.label for state in PATH], "groups": obj.groups.all(), "slots": obj.slots.all(),
            "steps": obj.steps.select_related("by"), "verbs": self.verbs(obj, visits) if edit else [],
            "theme": places.theme_label(obj.theme) if obj.theme else "", "language": words.language_label(obj.language),
            "region": places.region_label(conflicts.region_of(obj)), "open": S(obj.state).is_open and edit,
            "replace": edit and obj.state in (S.ASKED, S.PROPOSED, S.CONFIRMED),
            "now": now(), "follow": reverse("schools:follow", args=[obj.token]), "pupils": sum(group.pupils for group in obj.groups.all()),
        }  # fmt: skip

    def verbs(self, obj: SchoolRequest, visits: list[Any]) -> list[tuple[str, str]]:
        state = S(obj.state)
        possible = [
            ("send", _("Envoyer la proposition"), state.is_open and bool(visits)),
            ("plan", _("Préparer une visite"), state.is_open),
            ("accept", _("L’école accepte"), state == S.PROPOSED),
            (
                "hold",
                _("Dire tenue"),
                state == S.CONFIRMED and bool(visits) and max(one.ends_at for one in visits) <= now(),
            ),
            ("evaluate", _("Noter l’évaluation"), state == S.COUNTED),
            ("tie", _("Relier à une école"), obj.school_id is None and School.objects.exists()),
            ("note", _("Note d’équipe"), True),
            ("decline", _("Décliner"), state.is_open),
            ("cancel", _("Annuler"), state in (S.PROPOSED, S.CONFIRMED)),
        ]
        return [(reverse(f"schools:{name}", args=[obj.pk]), label) for name, label, now in possible if now]


class Plan(View):
    """A visit: choose the moment, see what stands in each one's way, choose who, send. Nothing is kept before."""

    access = P.ACTIVITIES_EDIT

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        asked = self.asked(request, pk)
        moment = MomentForm(request.GET if "day" in request.GET else self.first(asked))
        moment.is_valid()
        form = VisitForm(request=asked, user=request.user, initial={
            "groups": [group.pk for group in asked.groups.all()], "kit": asked.animation.kit_id if asked.animation else None})  # fmt: skip
        return self.page(request, asked, moment, form)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        asked = self.asked(request, pk)
        form = VisitForm(request.POST, request=asked, user=request.user)
        if form.is_valid():
            data = form.cleaned_data
            try:
                actions.plan_visit(request=asked, start=data["start"], end=data["end"], facilitators=list(data["facilitators"]),
                                   groups=data["groups"], kit=data["kit"], reason=data["reason"], by=who(request))  # fmt: skip
            except ValidationError as error:
                form.add_error(None, error)
            else:
                return redirect(asked.get_absolute_url())
        moment = MomentForm(request.POST)
        moment.is_valid()
        return self.page(request, asked, moment, form, status=422)

    def asked(self, request: HttpRequest, pk: int) -> SchoolRequest:
        rows = SchoolRequest.objects.visible_to(request.user).select_related("animation", "school__organisation")
        return get_object_or_404(rows, pk=pk)

    def first(self, asked: SchoolRequest) -> dict[str, str]:
        """The first moment wished, as long as the animation lasts."""
        slot = asked.slots.first()
        if slot is None:
            return {}
        return dict(zip(("day", "begins", "ends"), self.hours(asked, slot), strict=True))

    def hours(self, asked: SchoolRequest, slot: Any) -> tuple[str, str, str]:
        zone = current.zone()
        start, end = localtime(slot.starts_at, zone), localtime(slot.ends_at, zone)
        minutes = asked.animation.minutes if asked.animation else 75
        last = min(end, start + (end - start if (end - start).total_seconds() < minutes * 60 else _minutes(minutes)))
        return f"{start:%Y-%m-%d}", f"{start:%H:%M}", f"{last:%H:%M}"

    def page(
        self, request: HttpRequest, asked: SchoolRequest, moment: Any, form: Any, status: int = 200
    ) -> HttpResponse:
        data = getattr(moment, "cleaned_data", {})
        start, end = data.get("start"), data.get("end")
        people, kits, slot = [], [], []
        if start and end and end > start:
            rows = conflicts.candidates(Facilitator.objects.visible_to(request.user).working())
            found = conflicts.of_facilitators(rows, asked, start, end)
            chosen = {str(value) for value in form["facilitators"].value() or []}
            people = [(row, found[row.pk], str(row.pk) in chosen) for row in rows]
            people.sort(key=lambda item: min([conflicts.LEVELS[one.level] for one in item[1]], default=3), reverse=True)
            things = list(Bookable.objects.objects_only().in_use().exclude(kind="room"))
            busy = conflicts.of_kits(things, start, end)
            kit = str(form["kit"].value() or "")
            kits = [(row, busy[row.pk], str(row.pk) == kit) for row in things]
            slot = conflicts.of_slot(asked, start, end)
        return render(request, "schools/plan.html", {
            "title": _("Préparer une visite"), "object": asked, "moment": moment, "form": form, "people": people, "kits": kits,
            "slot": slot, "ready": bool(start and end and end > start), "groups_chosen": {str(v) for v in form["groups"].value() or []},
            "slots": [(row, *self.hours(asked, row)) for row in asked.slots.all()], "subject": words.subject(asked),
            "groups": [(str(group.pk), group) for group in asked.groups.all()],
        }, status=status)  # fmt: skip


def _minutes(count: int) -> Any:
    return timedelta(minutes=count)
