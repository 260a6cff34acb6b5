"""In Gestion: objects and people to book, their sheet with its month, their verbs, the planning of all."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, localtime, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views import View

from maillage.accounts.access import who
from maillage.accounts.roles import Permission
from maillage.billing import words as money
from maillage.bookings import actions, calendars, planning, words
from maillage.bookings.enums import OBJECTS, BookableKind
from maillage.bookings.forms.objects import AbsenceForm, AvailabilityForm, ObjectForm, OutForm
from maillage.bookings.models import Absence, Availability, Bookable
from maillage.core.asked import row_number
from maillage.desk.columns import Column
from maillage.desk.filters import Filter
from maillage.desk.views.details import DetailPage
from maillage.desk.views.edits import EditPage
from maillage.desk.views.lists import Empty, Link, ListPage
from maillage.desk.views.verbs import VerbPage
from maillage.files.images import store_logo
from maillage.files.models import Image
from maillage.network import current
from maillage.organisations import words as places

P = Permission
FAR_DAYS = 3660


def asked_month(request: HttpRequest) -> date:
    """The month of the address (« 2026-11 »), else this one."""
    try:
        asked = date.fromisoformat(f"{request.GET.get('mois', '')[:7]}-01")
        if abs((asked - localdate()).days) > FAR_DAYS:
            raise ValueError
        return asked
    except ValueError:
        return localdate().replace(day=1)


def neighbours(first: date) -> dict[str, str]:
    """The months beside it, as addresses write them."""
    before = first - timedelta(days=1)
    after = (first.replace(day=28) + timedelta(days=4)).replace(day=1)
    return {"before": f"{before:%Y-%m}", "after": f"{after:%Y-%m}"}


class Objects(ListPage):
    access = P.ACTIVITIES_VIEW
    title = lazy("Matériel et expositions")
    page_name = "bookings:list"
    row_route = "bookings:detail"
    default_sort = "name"
    columns = (
        Column("name", lazy("Nom"), sort=("name",), link=True, note=lambda b: b.kept_at),
        Column("kind", lazy("Sorte"), value=lambda b: b.get_kind_display(), sort=("kind", "name")),
        Column("state", lazy("État"), value=words.bookable_tag),
        Column("themes", lazy("Thèmes"), value=lambda b: ", ".join(places.theme_label(code) for code in b.themes)),
        Column("coming", lazy("Réservations à venir"), sort=("coming", "name"), numeric=True),
        Column(
            "deposit", lazy("Caution"), value=lambda b: money.show(b.deposit, b.currency), numeric=True, default=False
        ),
        Column("public", lazy("Au catalogue"), value=lambda b: _("oui") if b.is_public else _("non")),
    )
    filters = (
        Filter("q", lazy("Nom"), kind="search", lookup="name__icontains"),
        Filter("sorte", lazy("Sorte"), choices=OBJECTS, lookup="kind"),
        Filter("service", lazy("Service"), choices=[("non", lazy("Retirés")), ("hors", lazy("Hors service"))],
               apply=lambda rows, value: rows.filter(is_active=False) if value == "non" else rows.exclude(out_from=None)),
    )  # fmt: skip
    links = (
        Link(lazy("Calendrier"), "bookings:planning", P.ACTIVITIES_VIEW),
        Link(lazy("Nouvel objet"), "bookings:new", P.ACTIVITIES_EDIT, primary=True),
    )
    empty = Empty(lazy("Aucun objet pour l’instant"), lazy("Trousses, expositions, matériel, salles : ce qui se prête ou se réserve."),
                  links[1])  # fmt: skip

    def rows(self) -> QuerySet[Bookable]:
        coming = Count(
            "reservations", filter=Q(reservations__state__in=("confirmed", "out"), reservations__ends_at__gt=now())
        )
        return Bookable.objects.visible_to(self.request.user).objects_only().annotate(coming=coming)


class BookablePage(DetailPage):
    access = P.ACTIVITIES_VIEW
    page = "bookable"
    template = "bookings/bookable.html"

    def rows(self) -> QuerySet[Bookable]:
        return Bookable.objects.visible_to(self.request.user).select_related("person")

    def extra(self, obj: Bookable) -> dict[str, Any]:
        first = asked_month(self.request)
        near = neighbours(first)
        last = date.fromisoformat(f"{near['after']}-01") - timedelta(days=1)
        spans = words.spans([obj], first - timedelta(days=7), last + timedelta(days=7), self.request.user)[obj.pk]
        free = calendars.next_free(obj, now())
        rows = obj.reservations.visible_to(self.request.user).select_related("organisation")  # type: ignore[attr-defined]
        edit = self.request.user.can(P.ACTIVITIES_EDIT)
        return {
            "month": first, "weeks": planning.month(spans, first, localdate()), **near, "edit": edit,
            "free": localtime(free, current.zone()) if free else None, "is_free": free is not None and free <= now(),
            "coming": rows.filter(state__in=("asked", "confirmed", "out")).order_by("starts_at")[:20],
            "past": rows.filter(state="returned").order_by("-ends_at")[:8],
            "tag": words.bookable_tag(obj), "themes": [places.theme_label(code) for code in obj.themes],
            "deposit": money.show(obj.deposit, obj.currency) if obj.deposit else "",
            "picture": Image.objects.filter(public_id=obj.photo).first() if obj.photo else None,
            "availabilities": obj.availabilities.all(), "absences": obj.absences.filter(last_on__gte=localdate()),
        }  # fmt: skip


class ObjectEdit(EditPage):
    access = P.ACTIVITIES_EDIT
    form_class = ObjectForm

    def rows(self) -> QuerySet[Bookable]:
        return Bookable.objects.visible_to(self.request.user).objects_only()

    def title(self, obj: Any) -> str:
        return _("Modifier %(name)s") % {"name": obj} if obj else _("Nouvel objet")

    def save(self, form: Any, obj: Any) -> Bookable:
        values, upload, user = form.values(), form.cleaned_data["upload"], who(self.request)
        if upload:
            values["photo"] = store_logo(upload, alt=values["photo_alt"] or values["name"], by=user).public_id
        if obj:
            return actions.change_object(bookable=obj, values=values, by=user)
        return actions.create_object(values=values, by=user)


class OutOfOrder(VerbPage):
    access = P.ACTIVITIES_EDIT
    form_class = OutForm
    submit = lazy("Mettre hors service")

    def rows(self) -> QuerySet[Bookable]:
        return Bookable.objects.visible_to(self.request.user).objects_only()

    def title(self, obj: Bookable) -> str:
        return _("%(name)s : hors service") % {"name": obj}

    def consequences(self, obj: Bookable) -> Iterable[str]:
        return [
            _("Personne ne peut plus le réserver pendant ce temps ; ce qui l’est déjà reste, à régler avec les gens.")
        ]

    def run(self, obj: Bookable, form: Any) -> str:
        actions.out_of_order(bookable=obj, by=self.request.user, **form.cleaned_data)
        return _("C’est noté : hors service.")


class BackInOrder(OutOfOrder):
    form_class = VerbPage.form_class
    submit = lazy("Remettre en service")

    def title(self, obj: Bookable) -> str:
        return _("%(name)s : de nouveau en service") % {"name": obj}

    def consequences(self, obj: Bookable) -> Iterable[str]:
        return [_("On peut de nouveau le réserver.")]

    def run(self, obj: Bookable, form: Any) -> str:
        actions.back_in_order(bookable=obj, by=self.request.user)
        return _("De nouveau en service.")


class Hours(VerbPage):
    """When a person may be asked, noted by the team for them."""

    access = P.ACTIVITIES_EDIT
    form_class = AvailabilityForm
    submit = lazy("Noter")

    def rows(self) -> QuerySet[Bookable]:
        return Bookable.objects.visible_to(self.request.user).filter(kind=BookableKind.PERSON)

    def title(self, obj: Bookable) -> str:
        return _("Disponibilités de %(name)s") % {"name": obj}

    def run(self, obj: Bookable, form: Any) -> str:
        actions.say_available(bookable=obj, by=self.request.user, **form.cleaned_data)
        return _("La disponibilité est notée.")


class Away(Hours):
    form_class = AbsenceForm

    def title(self, obj: Bookable) -> str:
        return _("Absence de %(name)s") % {"name": obj}

    def run(self, obj: Bookable, form: Any) -> str:
        actions.say_absent(bookable=obj, by=self.request.user, **form.cleaned_data)
        return _("L’absence est notée.")


class Forget(View):
    """Take hours or an absence of a person back, from their sheet."""

    access = P.ACTIVITIES_EDIT

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        bookable = get_object_or_404(Bookable.objects.visible_to(request.user), pk=pk)
        number = row_number(request.POST.get("row"))
        if request.POST.get("what") == "absence":
            absence = get_object_or_404(Absence, bookable=bookable, pk=number)
            actions.forget_absence(absence=absence, by=request.user)
        else:
            row = get_object_or_404(Availability, bookable=bookable, pk=number)
            actions.forget_availability(availability=row, by=request.user)
        return redirect(bookable.get_absolute_url())


class Planning(View):
    """Everything and everyone, day by day: two weeks, or a month."""

    access = P.ACTIVITIES_VIEW

    def get(self, request: HttpRequest) -> HttpResponse:
        wide = request.GET.get("vue") == "mois"
        first = self.start(request, wide)
        count = 28 if wide else 14
        days = planning.days_of(first, count)
        kind = request.GET.get("sorte", "")
        rows = Bookable.objects.visible_to(request.user).in_use().select_related("person")
        rows = rows.filter(kind=kind) if kind in BookableKind.values else rows
        shown = list(rows[:200])
        spans = words.spans(shown, days[0], days[-1], request.user)
        step = timedelta(days=count)
        return render(request, "bookings/planning.html", {
            "title": _("Calendrier des prêts et des visites"), "days": days, "wide": wide, "kind": kind, "kinds": BookableKind.choices,
            "today": localdate(), "first": first, "last": days[-1], "view": "mois" if wide else "",
            "before": f"{first - step:%Y-%m-%d}", "after": f"{first + step:%Y-%m-%d}",
            "rows": [(row, planning.row(spans[row.pk], days)) for row in shown],
        })  # fmt: skip

    def start(self, request: HttpRequest, wide: bool) -> date:
        """The Monday of the week asked for."""
        try:
            asked = date.fromisoformat(request.GET.get("debut", ""))
            if abs((asked - localdate()).days) > FAR_DAYS:
                raise ValueError
        except ValueError:
            asked = localdate()
        return asked - timedelta(days=asked.weekday())
