"""Activities in Gestion: the list, one activity, the form that writes it."""

from collections.abc import Iterable
from functools import cached_property, lru_cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import get_language, ngettext, pgettext_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from maillage.accounts.roles import Permission
from maillage.activities import actions, listing, page, words
from maillage.activities.agenda.times import hour_words
from maillage.activities.enums import ActivityState, Kind, Part, Structure
from maillage.activities.forms.activity import ActivityForm
from maillage.activities.models import Activity
from maillage.desk.columns import Column, tag
from maillage.desk.filters import Filter
from maillage.desk.views.details import DetailPage
from maillage.desk.views.edits import EditPage
from maillage.desk.views.lists import BulkVerb, Empty, Link, ListPage
from maillage.organisations import words as places

P = Permission
WHEN = (("a-venir", lazy("À venir")), ("passees", lazy("Passées")), ("a-dire", lazy("Passées, à dire tenues")))


def state_tag(row: Any) -> Any:
    return state_words(row.state, get_language())


@lru_cache(maxsize=64)
def state_words(code: str, language: str | None) -> Any:
    """A state as a tag, in the language in force."""
    state = ActivityState(code)
    return tag(state.label, state.tone)


def when(row: Any) -> str:
    """« ven. 19 mars 2027, 18 h 30 », and how many dates."""
    if row.starts_at is None:
        return _("sans date")
    start = localtime(row.starts_at)
    said = f"{words.short_day(start.date())}, {hour_words(start)}".replace(" ", "\u00a0").replace(",\u00a0", ", ")
    more = row.dates - 1
    return said if more < 1 else ngettext("%(day)s, et %(n)s autre date", "%(day)s, et %(n)s autres dates", more) % {
        "day": said, "n": more}  # fmt: skip


def where(row: Any) -> str:
    return row.city or (_("en ligne") if row.mode == "online" else "")


def each(rows: Iterable[Any], verb: Any, **given: Any) -> tuple[int, list[str]]:
    """How many the verb did, and why it refused the others."""
    done, refused = 0, []
    for row in rows:
        try:
            verb(activity=row, **given)
        except ValidationError as error:
            refused.append(f"{row} : {' '.join(error.messages)}")
        else:
            done += 1
    return done, refused


def told(sentence: str, refused: list[str]) -> str:
    if not refused:
        return sentence
    more = _(" et %(n)s autres") % {"n": len(refused) - 5} if len(refused) > 5 else ""
    return " ".join([sentence, _("Laissées comme elles étaient :"), " ; ".join(refused[:5]) + more])


def announce_all(rows: Any, *, by: Any) -> str:
    done, refused = each(rows, actions.announce, by=by)
    return told(ngettext("%(n)s activité annoncée.", "%(n)s activités annoncées.", done) % {"n": done}, refused)


def hold_all(rows: Any, *, by: Any) -> str:
    done, refused = each(rows, actions.hold, by=by)
    return told(ngettext("%(n)s activité dite tenue.", "%(n)s activités dites tenues.", done) % {"n": done}, refused)


def cancel_all(rows: Any, *, by: Any) -> str:
    done, refused = each(rows, actions.cancel, by=by, reason=_("Annulée par l’équipe"))
    return told(ngettext("%(n)s activité annulée.", "%(n)s activités annulées.", done) % {"n": done}, refused)


class Activities(ListPage):
    access = P.ACTIVITIES_VIEW
    title = lazy("Activités")
    page_name = "activities:list"
    row_route = "activities:detail"
    all_journalled = True
    filters = (
        Filter("q", lazy("Titre ou organisation"), kind="search", apply=listing.by_words),
        Filter("quand", lazy("Quand"), choices=WHEN, apply=listing.by_when),
        Filter("etat", lazy("État"), choices=ActivityState.choices, lookup="state"),
        Filter("forme", lazy("Forme"), choices=listing.forms, lookup="form"),
        Filter("role", lazy("Rôle du réseau"), choices=Part.choices, lookup="part"),
        Filter("public", pgettext_lazy("qui vient", "Public"), choices=listing.options(Kind.AUDIENCE),
               apply=listing.by_code(Kind.AUDIENCE)),
        Filter("theme", lazy("Thème"), choices=listing.options(Kind.THEME), apply=listing.by_code(Kind.THEME)),
        Filter("rubrique", lazy("Rubrique"), choices=listing.options(Kind.HEADING), apply=listing.by_code(Kind.HEADING)),
        Filter("region", lazy("Région"), choices=places.region_choices, apply=listing.by_region),
        Filter("annee", lazy("Année"), choices=listing.years, apply=listing.by_year),
        Filter("mouvement", lazy("Mouvement"), choices=listing.movements, lookup="movement"),
        Filter("campagne", lazy("Campagne"), choices=listing.campaigns, apply=listing.by_campaign),
    )  # fmt: skip
    bulk = (
        BulkVerb("announce", lazy("Annoncer"), announce_all, P.ACTIVITIES_EDIT,
                 lazy("Elles paraissent au calendrier public. Celles qui n’ont ni date ni lieu restent comme elles sont.")),
        BulkVerb("hold", lazy("Dire tenues"), hold_all, P.ACTIVITIES_EDIT),
        BulkVerb("cancel", lazy("Annuler"), cancel_all, P.ACTIVITIES_EDIT,
                 lazy("Chaque personne inscrite reçoit l’annulation. Pour dire pourquoi, annulez depuis la page de l’activité."),
                 True),
    )  # fmt: skip
    links = (
        Link(lazy("Nouvelle activité"), "activities:create", P.ACTIVITIES_EDIT, primary=True),
        Link(lazy("Lieux"), "activities:venues", P.ACTIVITIES_VIEW),
    )
    empty = Empty(
        lazy("Aucune activité pour l’instant"),
        lazy("Ici vivront conférences, ateliers, tournées et fêtes, de leur préparation à leurs comptes."),
        Link(lazy("Préparer la première"), "activities:create", P.ACTIVITIES_EDIT),
    )

    @cached_property
    def columns(self) -> tuple[Column, ...]:  # type: ignore[override]
        user, forms = self.request.user, words.forms()
        return (
            Column("title", lazy("Activité"), value=str, sort=("title",), link=True,
                   note=lambda row: forms.get(row.form, row.form)),
            Column("starts_at", lazy("Quand"), cell=when, sort=("starts_at",)),
            Column("city", lazy("Où"), value=where, sort=("city",)),
            Column("state", lazy("État"), value=lambda row: ActivityState(row.state).label, cell=state_tag, sort=("state",)),
            Column("part", lazy("Rôle"), value=lambda row: Part(row.part).label, sort=("part",)),
            Column("organiser", lazy("Organisée par"), value=lambda row: listing.organiser_of(row, user)),
            Column("audience", lazy("Publics"), value=lambda row: listing.codes_of(row, Kind.AUDIENCE),
                   default=False),
            Column("theme", lazy("Thèmes"), value=lambda row: listing.codes_of(row, Kind.THEME), default=False),
            Column("form", lazy("Forme"), value=lambda row: forms.get(row.form, row.form), sort=("form",), default=False),
            Column("dates", lazy("Dates"), numeric=True, sort=("dates",), default=False),
            Column("expected", lazy("Attendues"), numeric=True, sort=("expected",), default=False),
            Column("movement", lazy("Mouvement"), default=False,
                   value=lambda row: words.movement_label(row.movement, row.movement_year) if row.movement else ""),
        )  # fmt: skip

    def rows(self) -> QuerySet[Any]:
        return listing.in_order(Activity.objects.visible_to(self.request.user))

    def narrowed(self) -> QuerySet[Any]:
        return listing.listed(super().narrowed())


class Detail(DetailPage):
    access = P.ACTIVITIES_VIEW
    page = "activity"
    template = "activities/detail.html"

    def rows(self) -> QuerySet[Any]:
        return page.with_everything(Activity.objects.visible_to(self.request.user))

    def extra(self, obj: Activity) -> dict[str, Any]:
        return page.facts(obj, self.request.user)


class Edit(EditPage):
    """Create (the form is chosen first: it decides what is asked) or change."""

    access = P.ACTIVITIES_EDIT
    form_class = ActivityForm
    template = "activities/edit.html"

    def rows(self) -> QuerySet[Any]:
        return Activity.objects.visible_to(self.request.user).select_related("organiser")

    def title(self, obj: Any) -> Any:
        if obj:
            return _("Modifier « %(name)s »") % {"name": obj}
        return _("Nouvelle activité : %(form)s") % {"form": words.form_label(self.wanted()).lower()}

    def wanted(self) -> str:
        code = self.request.GET.get("forme", "")
        return code if words.form_of(code) else ""

    def get(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        if pk is None and not self.wanted() and words.forms():
            return render(request, "activities/choose_form.html", {
                "title": _("Nouvelle activité : choisissez sa forme"), "groups": choices_of_forms(),
            })  # fmt: skip
        return super().get(request, pk)

    def form(self, obj: Any, data: Any = None, files: Any = None) -> ActivityForm:
        return ActivityForm(data, files, user=self.request.user, activity=obj, wanted=self.wanted())

    def save(self, form: ActivityForm, obj: Any) -> Activity:
        by = self.request.user
        if obj is not None:
            return actions.edit(
                activity=obj, values=form.values(), codes=form.codes(), co_organisers=form.with_whom(), by=by
            )
        return actions.create(values=form.values(), codes=form.codes(), co_organisers=form.with_whom(),
                              sessions=form.first_rows(), by=by)  # fmt: skip

    def done(self, saved: Activity) -> str:
        return _("« %(name)s » est enregistrée.") % {"name": saved}


def choices_of_forms() -> list[tuple[Any, list[tuple[str, str]]]]:
    """Forms by how they are built, each with the address of its form."""
    forms, here = words.forms(), reverse("activities:create")
    found: list[tuple[Any, list[tuple[str, str]]]] = []
    for structure in Structure:
        pairs = [
            (name, f"{here}?forme={code}") for code, name in forms.items() if words.structure_of(code) == structure
        ]
        if pairs:
            found.append((structure.label, pairs))
    return found
