"""In Gestion: the directory of schools, the catalogue of animations, facilitators."""

from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from maillage.accounts.access import who
from maillage.accounts.roles import Permission
from maillage.billing import words as money
from maillage.desk.columns import Column, tag
from maillage.desk.filters import Filter
from maillage.desk.views.details import DetailPage
from maillage.desk.views.edits import EditPage
from maillage.desk.views.lists import Empty, Link, ListPage
from maillage.organisations import words as places
from maillage.organisations.models import Place
from maillage.schools import actions, levels, words
from maillage.schools.forms.desk import AnimationForm, FacilitatorForm, SchoolForm
from maillage.schools.models import Animation, Facilitator, School, SchoolRequest

P = Permission


def with_level(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    """JSON lists are searched as text: codes are words between quotes, none is a part of another."""
    return rows.filter(levels__icontains=f'"{value}"')


class Schools(ListPage):
    access = P.ACTIVITIES_VIEW
    title = lazy("Écoles")
    page_name = "schools:schools"
    row_route = "schools:school"
    default_sort = "name"
    columns = (
        Column("name", lazy("École"), value=str, sort=("organisation__sort_name",), link=True, note=lambda s: s.city),
        Column("levels", lazy("Niveaux"), value=lambda s: levels.labels(s.levels)),
        Column(
            "region",
            lazy("Territoire"),
            value=lambda s: places.region_label(s.region),
            sort=("region", "organisation__sort_name"),
        ),
        Column("pupils", lazy("Élèves"), sort=("pupils",), numeric=True),
        Column("asked", lazy("Demandes"), sort=("asked", "organisation__sort_name"), numeric=True),
    )
    filters = (
        Filter("q", lazy("Nom"), kind="search", lookup="organisation__name__icontains"),
        Filter("niveau", lazy("Niveau"), choices=levels.choices, apply=with_level),
        Filter("region", lazy("Territoire"), choices=places.region_choices, lookup="region"),
    )
    links = (Link(lazy("Ajouter une école"), "schools:school_new", P.ACTIVITIES_EDIT, primary=True),)
    empty = Empty(
        lazy("Aucune école au répertoire"),
        lazy("Une école est une organisation de l’annuaire, avec ses niveaux."),
        links[0],
    )

    def rows(self) -> QuerySet[School]:
        seats = Place.objects.filter(organisation=OuterRef("organisation")).seats()
        rows = School.objects.visible_to(self.request.user).select_related("organisation")
        return rows.annotate(
            asked=Count("requests"),
            region=Subquery(seats.values("region")[:1]),
            city=Subquery(seats.values("city")[:1]),
        )


class SchoolPage(DetailPage):
    access = P.ACTIVITIES_VIEW
    page = "school"
    template = "schools/school.html"
    links = (Link(lazy("Modifier"), "schools:school_edit", P.ACTIVITIES_EDIT),)

    def rows(self) -> QuerySet[School]:
        return School.objects.visible_to(self.request.user).select_related("organisation")

    def extra(self, obj: School) -> dict[str, Any]:
        seat = Place.objects.filter(organisation=obj.organisation_id).seats().first()
        rows = SchoolRequest.objects.visible_to(self.request.user).filter(school=obj).select_related("animation")
        return {"levels": levels.labels(obj.levels), "seat": seat, "requests": [(row, words.subject(row)) for row in rows[:30]],
                "region": places.region_label(seat.region) if seat else ""}  # fmt: skip


class SchoolEdit(EditPage):
    access = P.ACTIVITIES_EDIT
    form_class = SchoolForm

    def rows(self) -> QuerySet[School]:
        return School.objects.visible_to(self.request.user)

    def title(self, obj: Any) -> str:
        return _("Modifier %(name)s") % {"name": obj} if obj else _("Ajouter une école")

    def form(self, obj: Any, data: Any = None, files: Any = None) -> SchoolForm:
        return SchoolForm(data, instance=obj, user=self.request.user)

    def save(self, form: Any, obj: Any) -> School:
        user = who(self.request)
        if obj:
            return actions.change_school(school=obj, values=form.values(), by=user)
        return actions.add_school(organisation=form.cleaned_data["organisation"], values=form.values(), by=user)


class Animations(ListPage):
    access = P.ACTIVITIES_VIEW
    title = lazy("Animations offertes")
    page_name = "schools:animations"
    row_route = "schools:animation"
    default_sort = "title"
    columns = (
        Column("title", lazy("Animation"), sort=("title",), link=True, note=lambda a: levels.labels(a.levels)),
        Column("minutes", lazy("Durée"), sort=("minutes",), numeric=True,
               cell=lambda a: _("%(n)s min") % {"n": a.minutes}),
        Column("themes", lazy("Thèmes"), value=lambda a: ", ".join(places.theme_label(code) for code in a.themes)),
        Column("kit", lazy("Matériel"), value=lambda a: str(a.kit or "")),
        Column("people", lazy("Qui peut l’animer"), sort=("people",), numeric=True),
        Column("asked", lazy("Demandes"), sort=("asked",), numeric=True),
        Column("offered", lazy("Offerte"), value=lambda a: _("oui") if a.is_offered else _("non")),
    )  # fmt: skip
    filters = (Filter("q", lazy("Titre"), kind="search", lookup="title__icontains"),
               Filter("niveau", lazy("Niveau"), choices=levels.choices, apply=with_level))  # fmt: skip
    links = (Link(lazy("Nouvelle animation"), "schools:animation_new", P.ACTIVITIES_EDIT, primary=True),)
    empty = Empty(
        lazy("Aucune animation"),
        lazy("Ce que les écoles peuvent demander paraît ici, puis au catalogue public."),
        links[0],
    )

    def rows(self) -> QuerySet[Animation]:
        people, asked = (
            Count("facilitators", filter=Q(facilitators__is_active=True), distinct=True),
            Count("requests", distinct=True),
        )
        return Animation.objects.select_related("kit").annotate(people=people, asked=asked)


class AnimationEdit(EditPage):
    access = P.ACTIVITIES_EDIT
    form_class = AnimationForm

    def rows(self) -> QuerySet[Animation]:
        return Animation.objects.all()

    def title(self, obj: Any) -> str:
        return _("Modifier « %(name)s »") % {"name": obj} if obj else _("Nouvelle animation")

    def save(self, form: Any, obj: Any) -> Animation:
        user = who(self.request)
        if obj:
            return actions.change_animation(animation=obj, values=form.values(), by=user)
        return actions.create_animation(values=form.values(), by=user)


class AnimationPage(DetailPage):
    access = P.ACTIVITIES_VIEW
    page = "animation"
    template = "schools/animation.html"
    links = (Link(lazy("Modifier"), "schools:animation_edit", P.ACTIVITIES_EDIT),)

    def rows(self) -> QuerySet[Animation]:
        return Animation.objects.select_related("kit")

    def extra(self, obj: Animation) -> dict[str, Any]:
        people = Facilitator.objects.visible_to(self.request.user).filter(animations=obj).select_related("person")
        rows = (
            SchoolRequest.objects.visible_to(self.request.user)
            .filter(animation=obj)
            .select_related("school__organisation")
        )
        return {"levels": levels.labels(obj.levels), "themes": [places.theme_label(code) for code in obj.themes],
                "languages": [words.language_label(code) for code in obj.languages], "people": people, "requests": rows[:20]}  # fmt: skip


def check_cell(row: Facilitator) -> Any:
    if row.check_on is None:
        return tag(_("à faire"), "er")
    if not row.check_holds(localdate()):
        return tag(_("échue"), "er")
    return row.check_until or tag(_("sans fin"), "ok")


class Facilitators(ListPage):
    access = P.ACTIVITIES_VIEW
    title = lazy("Animatrices et animateurs")
    page_name = "schools:facilitators"
    row_route = "schools:facilitator"
    default_sort = "name"
    columns = (
        Column("name", lazy("Personne"), value=str, sort=("person__sort_name",), link=True,
               note=lambda f: "" if f.is_active else _("n’anime plus")),
        Column("languages", lazy("Langues"), value=lambda f: ", ".join(words.language_label(code) for code in f.languages)),
        Column("skills", lazy("Animations"), value=lambda f: len(f.animations.all()), numeric=True),
        Column("check", lazy("Antécédents jusqu’au"), value=lambda f: f.check_until, cell=check_cell, sort=("check_until",)),
        Column("coming", lazy("À venir"), sort=("coming",), numeric=True),
        Column("fee", lazy("Cachet"), value=lambda f: money.show(f.fee, f.currency), numeric=True, default=False),
    )  # fmt: skip
    filters = (
        Filter("q", lazy("Nom"), kind="search", lookup="person__sort_name__icontains"),
        Filter("etat", lazy("État"), choices=[("oui", lazy("Anime")), ("non", lazy("N’anime plus"))],
               apply=lambda rows, value: rows.filter(is_active=value == "oui")),
        Filter("antecedents", lazy("Antécédents"), choices=[("bientot", lazy("À renouveler"))],
               apply=lambda rows, _value: rows.checks_ending()),
    )  # fmt: skip
    links = (Link(lazy("Cachets et kilomètres"), "schools:fees", P.ACTIVITIES_VIEW),
             Link(lazy("Ajouter une personne"), "schools:facilitator_new", P.ACTIVITIES_EDIT, primary=True))  # fmt: skip
    empty = Empty(
        lazy("Personne encore"), lazy("Les personnes qui animent, leurs compétences et leurs disponibilités."), links[1]
    )

    def rows(self) -> QuerySet[Facilitator]:
        coming = Count("assignments", filter=Q(assignments__visit__request__state="confirmed"))
        rows = Facilitator.objects.visible_to(self.request.user).select_related("person").prefetch_related("animations")
        return rows.annotate(coming=coming)


class FacilitatorPage(DetailPage):
    access = P.ACTIVITIES_VIEW
    page = "facilitator"
    template = "schools/facilitator.html"
    links = (Link(lazy("Modifier"), "schools:facilitator_edit", P.ACTIVITIES_EDIT),)

    def rows(self) -> QuerySet[Facilitator]:
        return Facilitator.objects.visible_to(self.request.user).select_related("person__bookable")

    def extra(self, obj: Facilitator) -> dict[str, Any]:
        rows = obj.assignments.select_related("visit__request__school__organisation", "visit__request__animation")
        seen = SchoolRequest.objects.visible_to(self.request.user).values("pk")
        rows = rows.filter(visit__request__in=seen).exclude(visit__request__state__in=("cancelled", "declined"))
        return {
            "languages": [words.language_label(code) for code in obj.languages], "animations": obj.animations.all(),
            "themes": [places.theme_label(code) for code in obj.themes], "regions": [places.region_label(c) for c in obj.regions],
            "fee": money.show(obj.fee, obj.currency), "km": money.show(obj.per_100_km, obj.currency), "check": check_cell(obj),
            "rows": [(row, words.subject(row.visit.request)) for row in rows.order_by("-visit__starts_at")[:20]],
            "calendar": obj.person.bookable.get_absolute_url() if hasattr(obj.person, "bookable") else "",
            "pays": self.request.user.can(P.ACTIVITIES_EDIT), "invites": self.request.user.can(P.ROLES_GIVE),
        }  # fmt: skip


class FacilitatorEdit(EditPage):
    access = P.ACTIVITIES_EDIT
    form_class = FacilitatorForm

    def rows(self) -> QuerySet[Facilitator]:
        return Facilitator.objects.visible_to(self.request.user)

    def title(self, obj: Any) -> str:
        return _("Modifier %(name)s") % {"name": obj} if obj else _("Une personne qui anime")

    def form(self, obj: Any, data: Any = None, files: Any = None) -> FacilitatorForm:
        return FacilitatorForm(data, instance=obj, user=self.request.user)

    def save(self, form: Any, obj: Any) -> Facilitator:
        user, data = who(self.request), form.cleaned_data
        if obj:
            return actions.change_facilitator(
                facilitator=obj, values=form.values(), animations=data["animations"], by=user
            )
        return actions.add_facilitator(
            person=data["person"], values=form.values(), animations=data["animations"], by=user
        )
