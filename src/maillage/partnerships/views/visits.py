"""Visits and support in Gestion, and what each learned from the other."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import pgettext_lazy

from maillage.accounts.roles import Permission
from maillage.desk.columns import Column, tag
from maillage.desk.filters import Filter
from maillage.desk.views.details import DetailPage
from maillage.desk.views.edits import EditPage
from maillage.desk.views.lists import Empty, ListPage
from maillage.desk.views.verbs import VerbPage
from maillage.organisations.models import Person
from maillage.partnerships import actions, words
from maillage.partnerships.enums import VisitKind
from maillage.partnerships.forms.agreements import FollowForm, VisitForm
from maillage.partnerships.forms.partnerships import LearningForm
from maillage.partnerships.models import Learning, Partnership, PartnerVisit
from maillage.partnerships.views.manage import PartnershipVerb

P = Permission


def follow_tag(row: PartnerVisit) -> Any:
    if not row.follow_up:
        return ""
    if row.followed_on:
        return tag(_("suite donnée"), "ok")
    return tag(_("suite en retard"), "er") if row.is_late else tag(_("suite attendue"), "al")


def by_follow(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    waiting = rows.to_follow()  # type: ignore[attr-defined]
    return waiting.filter(follow_up_due__lt=localdate()) if value == "late" else waiting  # type: ignore[no-any-return]


def by_words(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    """In what it was for, or in the partner's name."""
    return rows.filter(Q(title__icontains=value) | Q(partnership__organisation__name__icontains=value))


class Visits(ListPage):
    access = P.PARTNERSHIPS_VIEW
    title = lazy("Visites et appuis")
    page_name = "partnerships:visits"
    row_route = "partnerships:visit"
    default_sort = "-starts"
    columns = (
        Column("title", lazy("Objet"), sort=("title",), link=True, note=lambda r: r.get_kind_display()),
        Column(
            "partner",
            pgettext_lazy("partenariat", "Partenaire"),
            value=lambda r: str(r.partnership),
            sort=("partnership__organisation__sort_name",),
        ),
        Column("starts", lazy("Du"), value=lambda r: r.starts_on, sort=("starts_on",)),
        Column("ends", lazy("Au"), value=lambda r: r.ends_on, default=False),
        Column("place", lazy("Où"), value=lambda r: r.place),
        Column("report", lazy("Compte rendu"), value=lambda r: _("oui") if r.report_id else _("non")),
        Column("follow", lazy("Suite"), value=lambda r: r.follow_up, cell=follow_tag),
    )
    filters = (
        Filter("q", lazy("Objet ou partenaire"), kind="search", apply=by_words),
        Filter("quoi", lazy("Quoi"), choices=VisitKind.choices, lookup="kind"),
        Filter(
            "suite",
            lazy("Suite"),
            apply=by_follow,
            choices=[("waiting", lazy("attendue")), ("late", lazy("en retard"))],
        ),
        Filter("depuis", lazy("Depuis le"), kind="date", lookup="starts_on__gte"),
    )
    empty = Empty(lazy("Aucune visite"), lazy("Une visite ou un appui se note sur la page d’un partenariat."))

    def rows(self) -> QuerySet[PartnerVisit]:
        return PartnerVisit.objects.visible_to(self.request.user).select_related("partnership__organisation")


class VisitPage(DetailPage):
    access = P.PARTNERSHIPS_VIEW
    page = "partner_visit"
    template = "partnerships/visit.html"

    def rows(self) -> QuerySet[PartnerVisit]:
        return PartnerVisit.objects.visible_to(self.request.user).select_related("partnership__organisation", "report")

    def extra(self, obj: PartnerVisit) -> dict[str, Any]:
        user = self.request.user
        may = user.can(P.PARTNERSHIPS_EDIT)
        facts = [(_("Quoi"), obj.get_kind_display()), (_("Quand"), words.span(obj)), (_("Où"), obj.place), (_("Qui d’autre"), obj.who),
                 (_("Notée par"), str(obj.noted_by or ""))]  # fmt: skip
        verbs = (
            [("partnerships:visit_follow", _("Noter la suite"))]
            if may and obj.follow_up and not obj.followed_on
            else []
        )
        return {
            "facts": [pair for pair in facts if pair[1]], "partnership": obj.partnership, "follow": follow_tag(obj),
            "people": Person.objects.visible_to(user).filter(pk__in=obj.people.values("pk")),
            "verbs": [*verbs, *([("partnerships:visit_edit", _("Modifier"))] if may else [])],
        }  # fmt: skip


class NewVisit(PartnershipVerb):
    form_class = VisitForm
    submit = lazy("Noter")

    def title(self, obj: Partnership) -> str:
        return _("Visite ou appui : %(name)s") % {"name": obj}

    def form(self, obj: Partnership, data: Any = None, files: Any = None) -> VisitForm:
        return VisitForm(data, files, user=self.request.user, partnership=obj)

    def run(self, obj: Partnership, form: Any) -> str:
        actions.note_visit(partnership=obj, values=form.cleaned_data, by=self.request.user)
        return _("C’est noté.")


class VisitEdit(EditPage):
    access = P.PARTNERSHIPS_EDIT
    form_class = VisitForm

    def rows(self) -> QuerySet[PartnerVisit]:
        return PartnerVisit.objects.visible_to(self.request.user).select_related("partnership")

    def title(self, obj: Any) -> str:
        return _("Modifier « %(title)s »") % {"title": obj}

    def form(self, obj: Any, data: Any = None, files: Any = None) -> VisitForm:
        return VisitForm(data, files, user=self.request.user, partnership=obj.partnership, visit=obj)

    def save(self, form: Any, obj: Any) -> PartnerVisit:
        return actions.change_visit(visit=obj, values=form.cleaned_data, by=self.request.user)


class FollowVisit(VerbPage):
    access = P.PARTNERSHIPS_EDIT
    form_class = FollowForm
    submit = lazy("Noter la suite")

    def rows(self) -> QuerySet[PartnerVisit]:
        return PartnerVisit.objects.visible_to(self.request.user)

    def title(self, obj: PartnerVisit) -> str:
        return _("Suite donnée à « %(title)s »") % {"title": obj}

    def consequences(self, obj: PartnerVisit) -> list[str]:
        return [_("Ce qui était attendu : %(what)s") % {"what": obj.follow_up}]

    def run(self, obj: PartnerVisit, form: Any) -> str:
        actions.follow_up(visit=obj, by=self.request.user, **form.cleaned_data)
        return _("La suite est notée.")


class NewLearning(PartnershipVerb):
    form_class = LearningForm
    submit = lazy("Noter")

    def title(self, obj: Partnership) -> str:
        return _("Ce que l’un a appris de l’autre : %(name)s") % {"name": obj}

    def run(self, obj: Partnership, form: Any) -> str:
        actions.note_learning(partnership=obj, values=form.cleaned_data, by=self.request.user)
        return _("C’est noté.")


class LearningEdit(EditPage):
    access = P.PARTNERSHIPS_EDIT
    form_class = LearningForm

    def rows(self) -> QuerySet[Learning]:
        return Learning.objects.visible_to(self.request.user)

    def title(self, obj: Any) -> str:
        return _("Modifier un apprentissage")

    def form(self, obj: Any, data: Any = None, files: Any = None) -> LearningForm:
        return LearningForm(data, files, learning=obj)

    def save(self, form: Any, obj: Any) -> Learning:
        return actions.change_learning(learning=obj, values=form.cleaned_data, by=self.request.user)
