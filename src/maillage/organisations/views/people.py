"""People in Gestion: the list, the page, the edit, the verbs."""

from typing import Any

from django import forms
from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.accounts.roles import Permission
from maillage.core.text import fold
from maillage.desk.columns import Column, tag
from maillage.desk.filters import Filter
from maillage.desk.views.details import DetailPage
from maillage.desk.views.edits import EditPage
from maillage.desk.views.lists import Empty, Link, ListPage
from maillage.desk.views.verbs import VerbPage
from maillage.organisations import words
from maillage.organisations.actions import people, withholding
from maillage.organisations.forms.person import PersonForm, ReasonForm
from maillage.organisations.forms.verbs import EraseForm
from maillage.organisations.models import Link as Tie
from maillage.organisations.models import Organisation, Person

P = Permission


def organisations_of(row: Person) -> str:
    """Where they act today, among what the reader may see."""
    return ", ".join(str(link.to_organisation) for link in row.shown_links)


def by_words(rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    """Every word of the text is in the name, or the text is their address."""
    named = rows
    for word in fold(text).split():
        named = named.filter(sort_name__contains=word)
    return (named | rows.filter(email__iexact=text)) if "@" in text else named


class People(ListPage):
    access = P.PEOPLE_VIEW
    title = gettext_lazy("Personnes")
    page_name = "organisations:person_list"
    row_route = "organisations:person"
    default_sort = "name"
    columns = (
        Column("name", gettext_lazy("Nom"), value=lambda row: f"{row.last_name} {row.first_name}".strip(), link=True,
               sort=("sort_name",)),
        Column("organisations", gettext_lazy("Organisations"), value=organisations_of),
        Column("email", gettext_lazy("Courriel")),
        Column("phone", gettext_lazy("Téléphone"), default=False),
        Column("city", gettext_lazy("Ville"), sort=("city", "sort_name")),
        Column("account", gettext_lazy("Compte"), value=lambda row: _("Oui") if row.user_id else _("Non")),
        Column("state", gettext_lazy("État"), value=lambda row: _("Retenue") if row.withheld else "",
               cell=lambda row: tag(_("Retenue"), "er") if row.withheld else ""),
    )  # fmt: skip
    filters = (
        Filter("q", gettext_lazy("Nom ou courriel"), kind="search", apply=by_words),
        Filter("compte", gettext_lazy("Compte"), [("oui", gettext_lazy("Oui")), ("non", gettext_lazy("Non"))],
               apply=lambda rows, value: rows.filter(user__isnull=value == "non")),
    )  # fmt: skip
    links = (Link(gettext_lazy("Nouvelle personne"), "organisations:person_create", P.PEOPLE_EDIT, primary=True),)
    empty = Empty(
        gettext_lazy("Aucune personne pour l’instant"),
        gettext_lazy("Ici vivront celles et ceux qui agissent pour les organisations, et les membres individuels."),
        Link(gettext_lazy("Ajouter la première"), "organisations:person_create", P.PEOPLE_EDIT),
    )

    def rows(self) -> QuerySet[Any]:
        return Person.objects.visible_to(self.request.user).present()

    def narrowed(self) -> QuerySet[Any]:
        seen = Organisation.objects.visible_to(self.request.user).values("pk")
        ties = Tie.objects.current(localdate()).filter(to_organisation__in=seen).select_related("to_organisation")
        ties = ties.only("from_person", "to_organisation__name")
        rows = (
            super()
            .narrowed()
            .only("first_name", "last_name", "sort_name", "email", "phone", "city", "user", "withheld")
        )
        return rows.prefetch_related(Prefetch("links", ties, to_attr="shown_links"))


class PersonDetail(DetailPage):
    access = P.PEOPLE_VIEW
    page = "person"
    template = "organisations/person.html"

    def rows(self) -> QuerySet[Any]:
        return Person.objects.visible_to(self.request.user).select_related("user")

    def extra(self, obj: Any) -> dict[str, Any]:
        user = self.request.user
        address = ", ".join(part for part in (obj.street, f"{obj.postal_code} {obj.city}".strip(),
                                              words.country_label(obj.country)) if part)  # fmt: skip
        ties = Tie.objects.visible_to(user).filter(from_person=obj).select_related("to_organisation", "from_person")
        languages = dict(self.form_languages())
        edit = user.can(P.PEOPLE_EDIT) and not obj.erased_at
        return {
            "summary": [
                (_("Courriel"), obj.email), (_("Téléphone"), obj.phone), (_("Adresse"), address),
                (_("Langue des messages"), languages.get(obj.language, obj.language)),
                (_("Année de naissance"), str(obj.birth_year or "")),
                (_("Compte"), obj.user.email if obj.user else ""), (_("Note"), obj.note),
            ],
            "links": list(ties.order_by("-ended_on", "relation", "pk")),
            "may_edit": edit,
            "may_release": edit and obj.withheld and user.can(P.WITHHELD_VIEW),
        }  # fmt: skip

    @staticmethod
    def form_languages() -> list[tuple[str, Any]]:
        field = PersonForm.base_fields["language"]
        return list(field.choices) if isinstance(field, forms.ChoiceField) else []


class PersonEdit(EditPage):
    access = P.PEOPLE_EDIT
    form_class = PersonForm

    def rows(self) -> QuerySet[Any]:
        return Person.objects.visible_to(self.request.user).present().select_related("user")

    def title(self, obj: Any) -> Any:
        return _("Modifier %(name)s") % {"name": obj} if obj else _("Nouvelle personne")

    def form(self, obj: Any, data: Any = None, files: Any = None) -> Any:
        return PersonForm(data, files, person=obj)

    def save(self, form: Any, obj: Any) -> Any:
        if obj is not None:
            return people.update(person=obj, values=form.values(), by=self.request.user)
        return people.create(values=form.values(), by=self.request.user)


class PersonVerb(VerbPage):
    access = P.PEOPLE_EDIT

    def rows(self) -> QuerySet[Any]:
        return Person.objects.visible_to(self.request.user).present()


class WithholdPerson(PersonVerb):
    form_class = ReasonForm
    submit = gettext_lazy("Retenir")
    dangerous = True

    def title(self, obj: Any) -> Any:
        return _("Retenir %(name)s") % {"name": obj}

    def consequences(self, obj: Any) -> list[str]:
        return [
            _("Son nom disparaît aussitôt de la recherche et de toute page publique."),
            _("Seules les personnes qui ont le droit de voir ce qui est retenu le verront encore."),
        ]

    def run(self, obj: Any, form: Any) -> str:
        withholding.withhold_person(person=obj, reason=form.cleaned_data["reason"], by=self.request.user)
        return _("Fiche retenue. Plus personne ne la voit hors de l’équipe.")

    def done_url(self, obj: Any) -> str:
        if self.request.user.can(P.WITHHELD_VIEW):
            return str(obj.get_absolute_url())
        return reverse("organisations:person_list")


class ReleasePerson(PersonVerb):
    access = P.WITHHELD_VIEW
    form_class = ReasonForm
    submit = gettext_lazy("Ne plus retenir")

    def rows(self) -> QuerySet[Any]:
        """To release, one sees what is withheld and one edits."""
        return super().rows() if self.request.user.can(P.PEOPLE_EDIT) else Person.objects.none()

    def title(self, obj: Any) -> Any:
        return _("Ne plus retenir %(name)s") % {"name": obj}

    def consequences(self, obj: Any) -> list[str]:
        return [_("L’équipe verra de nouveau cette personne ; rien d’elle ne redevient public.")]

    def run(self, obj: Any, form: Any) -> str:
        withholding.release_person(person=obj, reason=form.cleaned_data["reason"], by=self.request.user)
        return _("La fiche n’est plus retenue.")


class ErasePerson(PersonVerb):
    form_class = EraseForm
    submit = gettext_lazy("Effacer")
    dangerous = True

    def title(self, obj: Any) -> Any:
        return _("Effacer %(name)s") % {"name": obj}

    def consequences(self, obj: Any) -> list[str]:
        return [
            _("Son nom, ses coordonnées, ses liens et la note sont effacés, ici et dans le journal."),
            _(
                "Une fiche sans nom reste : les comptes et le registre des membres, que la loi demande de garder, y renvoient."
            ),
        ]

    def run(self, obj: Any, form: Any) -> str:
        return " ".join([_("Personne effacée."), *people.erase(person=obj, by=self.request.user)])

    def done_url(self, obj: Any) -> str:
        return reverse("organisations:person_list")
