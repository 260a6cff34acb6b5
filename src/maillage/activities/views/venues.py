"""Venues in Gestion: entered once, chosen again."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from maillage.accounts.roles import Permission
from maillage.activities import actions, words
from maillage.activities.enums import Access, Kind
from maillage.activities.forms.venue import VenueForm
from maillage.activities.models import Session, Venue
from maillage.activities.page import seen
from maillage.desk.columns import Column
from maillage.desk.filters import Filter
from maillage.desk.views.details import DetailPage
from maillage.desk.views.edits import EditPage
from maillage.desk.views.lists import Empty, Link, ListPage
from maillage.desk.views.verbs import VerbPage
from maillage.organisations import words as places

P = Permission


def by_words(rows: QuerySet[Venue], value: str) -> QuerySet[Venue]:
    for word in value.split()[:6]:
        rows = rows.filter(Q(name__icontains=word) | Q(city__icontains=word) | Q(street__icontains=word))
    return rows


def by_access(rows: QuerySet[Venue], value: str) -> QuerySet[Venue]:
    codes = [(pk, access) for pk, access in Venue.objects.values_list("pk", "access")]
    return rows.filter(pk__in=[pk for pk, access in codes if value in access])


def unplaced(rows: QuerySet[Venue], value: str) -> QuerySet[Venue]:
    return rows.filter(latitude=None)


class Venues(ListPage):
    access = P.ACTIVITIES_VIEW
    title = lazy("Lieux d’activité")
    intro = lazy("Un lieu s’entre une fois, avec ce qui permet d’y venir, et se choisit ensuite.")
    page_name = "activities:venues"
    row_route = "activities:venue"
    default_sort = "name"
    columns = (
        Column("name", lazy("Lieu"), sort=("name",), link=True),
        Column("city", lazy("Ville"), sort=("city", "name")),
        Column("region", lazy("Région"), value=lambda row: places.region_label(row.region), sort=("region", "name")),
        Column("capacity", lazy("Personnes au plus"), sort=("capacity",), numeric=True),
        Column("access", lazy("Accessibilité"), value=lambda row: ", ".join(
            str(Access(code).label) for code in row.access if code in Access.values)),
        Column("used", lazy("Dates"), sort=("used",), numeric=True),
    )  # fmt: skip
    filters = (
        Filter("q", lazy("Nom, ville, adresse"), kind="search", apply=by_words),
        Filter("region", lazy("Région"), choices=places.region_choices, lookup="region"),
        Filter("acces", lazy("Accessibilité"), choices=Access.choices, apply=by_access),
        Filter("carte", lazy("Sur la carte"), choices=[("non", lazy("sans coordonnées"))], apply=unplaced),
    )
    links = (Link(lazy("Nouveau lieu"), "activities:venue_new", P.ACTIVITIES_EDIT, primary=True),)
    empty = Empty(
        lazy("Aucun lieu pour l’instant"), lazy("Les lieux s’ajoutent ici, ou en écrivant une date."), links[0]
    )

    def rows(self) -> QuerySet[Any]:
        return Venue.objects.visible_to(self.request.user).annotate(used=Count("sessions"))


class VenuePage(DetailPage):
    access = P.ACTIVITIES_VIEW
    page = "venue"
    template = "activities/venue.html"

    def rows(self) -> QuerySet[Any]:
        return Venue.objects.visible_to(self.request.user).select_related("organisation")

    def extra(self, obj: Venue) -> dict[str, Any]:
        user = self.request.user
        address = ", ".join(part for part in (obj.street, f"{obj.postal_code} {obj.city}".strip()) if part)
        point = (
            f"{obj.latitude:.4f}, {obj.longitude:.4f}" if obj.latitude is not None and obj.longitude is not None else ""
        )
        organisation = seen(obj.organisation, user)
        dates = Session.objects.filter(venue=obj).select_related("activity").order_by("-starts_at")
        return {
            "facts": [
                (_("Adresse"), address), (_("Région"), places.region_label(obj.region)),
                (_("Pays"), places.country_label(obj.country)), (_("Coordonnées géographiques"), point), (_("Chez"), organisation),
                (_("Personnes au plus"), obj.capacity),
                (_("Accessibilité"), ", ".join(words.label(Kind.ACCESS, code) for code in obj.access)),
                (_("Comment entrer"), obj.access_note),
            ],
            "dates": list(dates[:30]), "edit": user.can(P.ACTIVITIES_EDIT), "used": dates.exists(),
        }  # fmt: skip


class VenueEdit(EditPage):
    access = P.ACTIVITIES_EDIT
    form_class = VenueForm
    template = "activities/sectioned.html"

    def rows(self) -> QuerySet[Any]:
        return Venue.objects.visible_to(self.request.user).select_related("organisation")

    def title(self, obj: Any) -> str:
        return _("Modifier « %(name)s »") % {"name": obj} if obj else _("Nouveau lieu")

    def form(self, obj: Any, data: Any = None, files: Any = None) -> VenueForm:
        return VenueForm(data, files, user=self.request.user, venue=obj)

    def save(self, form: VenueForm, obj: Any) -> Venue:
        return actions.save_venue(venue=obj, values=form.values(), by=self.request.user)


class VenueDelete(VerbPage):
    access = P.ACTIVITIES_EDIT
    submit = lazy("Supprimer ce lieu")
    dangerous = True

    def rows(self) -> QuerySet[Any]:
        return Venue.objects.visible_to(self.request.user)

    def title(self, obj: Venue) -> str:
        return _("Supprimer « %(name)s »") % {"name": obj}

    def refusal(self, obj: Venue) -> str:
        if obj.sessions.exists():
            return _("Des dates se tiennent dans ce lieu : il reste, pour qu’elles gardent leur adresse.")
        return ""

    def run(self, obj: Venue, form: Any) -> str:
        actions.delete_venue(venue=obj, by=self.request.user)
        return _("Le lieu est supprimé.")

    def done_url(self, obj: Venue) -> str:
        return reverse("activities:venues")
