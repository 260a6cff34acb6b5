"""What is asked, in Gestion: the list, one ask with its clauses, models and criteria, the choice of institutions."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from maillage.accounts.roles import Permission
from maillage.advocacy import actions, words
from maillage.advocacy.enums import PUBLISHED, AskState, Stage
from maillage.advocacy.forms.asks import (
    AskForm,
    ClauseForm,
    CriterionForm,
    InstitutionsForm,
    ModelTextForm,
    StateForm,
)
from maillage.advocacy.models import Ask, Clause, Commitment, Criterion
from maillage.core.text import fold
from maillage.desk.columns import Column
from maillage.desk.filters import Filter
from maillage.desk.views.details import DetailPage
from maillage.desk.views.edits import EditPage
from maillage.desk.views.lists import Empty, Link, ListPage
from maillage.desk.views.verbs import VerbPage
from maillage.organisations import words as directory
from maillage.organisations.enums import PlaceKind
from maillage.organisations.models import Organisation

lazy = gettext_lazy
P = Permission
HOLDS = [stage.value for stage in PUBLISHED]


class Asks(ListPage):
    access = P.ADVOCACY_VIEW
    title = lazy("Demandes aux institutions")
    page_name = "advocacy:asks"
    columns = (
        Column("title", lazy("Demande"), sort=("title",), link=True, note=lambda a: a.summary),
        Column("state", lazy("État"), value=lambda a: a.get_state_display(), sort=("state",)),
        Column("theme", lazy("Thème"), value=lambda a: directory.theme_label(a.theme), sort=("theme",)),
        Column("followed", lazy("Suivies"), sort=("followed",), numeric=True),
        Column("held", lazy("Engagées"), sort=("held",), numeric=True),
    )
    filters = (
        Filter("q", lazy("Mot du titre"), kind="search", lookup="title__icontains"),
        Filter("etat", lazy("État"), choices=AskState.choices, lookup="state"),
        Filter("theme", lazy("Thème"), choices=words.theme_choices, lookup="theme"),
    )
    links = (Link(lazy("Nouvelle demande"), "advocacy:ask_new", P.ADVOCACY_EDIT, primary=True),)
    empty = Empty(
        lazy("Aucune demande aux institutions"),
        lazy("Une politique d’achat responsable, un titre de ville équitable, une motion : ce que vous demandez à des "
             "institutions, avec les clauses du texte et des modèles."),
        links[0],
    )  # fmt: skip

    def rows(self) -> QuerySet[Ask]:
        seen = Q(commitments__in=Commitment.objects.visible_to(self.request.user))
        return Ask.objects.visible_to(self.request.user).annotate(
            followed=Count("commitments", filter=seen),
            held=Count("commitments", filter=seen & Q(commitments__stage__in=HOLDS)),
        )


class AskPage(DetailPage):
    access = P.ADVOCACY_VIEW
    page = "ask"
    template = "advocacy/ask.html"

    def rows(self) -> QuerySet[Ask]:
        return Ask.objects.visible_to(self.request.user).select_related("campaign")

    def extra(self, obj: Ask) -> dict[str, Any]:
        rows = Commitment.objects.visible_to(self.request.user).filter(ask=obj)
        counts = dict(rows.order_by().values_list("stage").annotate(Count("pk")))
        models = obj.model_texts.select_related("document").prefetch_related("document__versions")
        return {
            "edit": self.request.user.can(P.ADVOCACY_EDIT), "clauses": obj.clauses.all(), "criteria": obj.criteria.all(),
            "models": [(text, words.language_name(text.language)) for text in models],
            "stages": [(counts[one.value], one.label, one.value) for one in Stage if counts.get(one.value)],
            "facts": self.facts(obj), "slug": words.slug_of(obj.title), "studies": obj.studies.all(),
        }  # fmt: skip

    def facts(self, obj: Ask) -> list[tuple[Any, Any]]:
        kinds = ", ".join(str(directory.kind_label(code)) for code in obj.kinds)
        every = ngettext("%(n)s mois", "%(n)s mois", obj.renewal_months or 0) % {"n": obj.renewal_months}
        return [(_("Thème"), directory.theme_label(obj.theme)), (_("Campagne"), obj.campaign),
                (_("Genres d’institutions"), kinds), (_("À renouveler tous les"), every if obj.renewal_months else ""),
                (_("Montré au public"), ", ".join(str(stage.label) for stage in obj.shown))]  # fmt: skip


class AskEdit(EditPage):
    access = P.ADVOCACY_EDIT
    form_class = AskForm

    def rows(self) -> QuerySet[Ask]:
        return Ask.objects.visible_to(self.request.user)

    def title(self, obj: Any) -> str:
        return _("Modifier la demande") if obj else _("Nouvelle demande aux institutions")

    def save(self, form: AskForm, obj: Any) -> Ask:
        if obj is None:
            return actions.create_ask(values=form.cleaned_data, by=self.request.user)
        return actions.change_ask(ask=obj, values=form.cleaned_data, by=self.request.user)


class AskVerb(VerbPage):
    access = P.ADVOCACY_EDIT

    def rows(self) -> QuerySet[Any]:
        return Ask.objects.visible_to(self.request.user)


class AskStateChange(AskVerb):
    submit = lazy("Changer l’état")

    def title(self, obj: Ask) -> str:
        return _("« %(title)s » est : %(state)s") % {"title": obj, "state": obj.get_state_display()}

    def consequences(self, obj: Ask) -> list[str]:
        return [_("En cours ou terminée, tout le monde la lit, avec les institutions aux étapes que vous montrez.")]

    def form(self, obj: Ask, data: Any = None, files: Any = None) -> StateForm:
        return StateForm(data, states=AskState, current=obj.state)

    def run(self, obj: Ask, form: StateForm) -> str:
        saved = actions.set_ask_state(ask=obj, state=form.cleaned_data["state"], by=self.request.user)
        return _("La demande est maintenant : %(state)s.") % {"state": saved.get_state_display()}


class ClauseNew(AskVerb):
    form_class = ClauseForm
    submit = lazy("Ajouter la clause")

    def title(self, obj: Ask) -> str:
        return _("Une clause de plus pour « %(title)s »") % {"title": obj}

    def run(self, obj: Ask, form: ClauseForm) -> str:
        clause = actions.add_clause(ask=obj, values=form.cleaned_data, by=self.request.user)
        return _("La clause %(number)s est ajoutée.") % {"number": clause.number}


class CriterionNew(AskVerb):
    form_class = CriterionForm
    submit = lazy("Ajouter le critère")

    def title(self, obj: Ask) -> str:
        return _("Un critère compté de plus pour « %(title)s »") % {"title": obj}

    def run(self, obj: Ask, form: CriterionForm) -> str:
        actions.add_criterion(ask=obj, values=form.cleaned_data, by=self.request.user)
        return _("Le critère est ajouté.")


class ModelNew(AskVerb):
    form_class = ModelTextForm
    submit = lazy("Ajouter le texte type")

    def title(self, obj: Ask) -> str:
        return _("Un texte type pour « %(title)s »") % {"title": obj}

    def run(self, obj: Ask, form: ModelTextForm) -> str:
        data = dict(form.cleaned_data)
        text = actions.add_model_text(ask=obj, upload=data.pop("upload"), values=data, by=self.request.user)
        return _("Le texte type est ajouté, version %(number)s.") % {"number": text.number}


class ClauseEdit(VerbPage):
    access = P.ADVOCACY_EDIT
    submit = lazy("Enregistrer")

    def rows(self) -> QuerySet[Clause]:
        return Clause.objects.select_related("ask")

    def title(self, obj: Clause) -> str:
        return _("Modifier la clause %(number)s") % {"number": obj.number}

    def form(self, obj: Clause, data: Any = None, files: Any = None) -> ClauseForm:
        return ClauseForm(data, instance=obj)

    def run(self, obj: Clause, form: ClauseForm) -> str:
        actions.change_clause(clause=obj, values=form.cleaned_data, by=self.request.user)
        return _("La clause est modifiée.")


class ClauseRemove(ClauseEdit):
    submit = lazy("Retirer")
    dangerous = True

    def title(self, obj: Clause) -> str:
        return _("Retirer la clause %(number)s") % {"number": obj.number}

    def form(self, obj: Clause, data: Any = None, files: Any = None) -> Any:
        return self.form_class(data)

    def run(self, obj: Clause, form: Any) -> str:
        actions.remove_clause(clause=obj, by=self.request.user)
        return _("La clause est retirée.")


class CriterionEdit(VerbPage):
    access = P.ADVOCACY_EDIT
    submit = lazy("Enregistrer")

    def rows(self) -> QuerySet[Criterion]:
        return Criterion.objects.select_related("ask")

    def title(self, obj: Criterion) -> str:
        return _("Modifier le critère « %(label)s »") % {"label": obj}

    def form(self, obj: Criterion, data: Any = None, files: Any = None) -> CriterionForm:
        return CriterionForm(data, instance=obj)

    def run(self, obj: Criterion, form: CriterionForm) -> str:
        actions.change_criterion(criterion=obj, values=form.cleaned_data, by=self.request.user)
        return _("Le critère est modifié.")


class CriterionRemove(CriterionEdit):
    submit = lazy("Retirer")
    dangerous = True

    def title(self, obj: Criterion) -> str:
        return _("Retirer le critère « %(label)s »") % {"label": obj}

    def form(self, obj: Criterion, data: Any = None, files: Any = None) -> Any:
        return self.form_class(data)

    def run(self, obj: Criterion, form: Any) -> str:
        actions.remove_criterion(criterion=obj, by=self.request.user)
        return _("Le critère est retiré.")


class Institutions(AskVerb):
    """Choose in the directory, by kind, region and word, those to follow: first how many, then all in one go."""

    template = "advocacy/institutions.html"
    submit = lazy("Suivre ces institutions")

    def title(self, obj: Ask) -> str:
        return _("Suivre des institutions : %(title)s") % {"title": obj}

    def form(self, obj: Ask, data: Any = None, files: Any = None) -> InstitutionsForm:
        asked = data if data is not None else self.request.GET or None
        return InstitutionsForm(asked, initial={"kinds": obj.kinds})

    def chosen(self, obj: Ask, data: dict[str, Any]) -> QuerySet[Organisation]:
        rows = Organisation.objects.visible_to(self.request.user).alive()
        if data["kinds"]:
            rows = rows.filter(kind__in=data["kinds"])
        if data["region"]:
            rows = rows.filter(places__kind=PlaceKind.SEAT, places__region=data["region"])
        for word in fold(data["words"]).split()[:6]:
            rows = rows.filter(sort_name__contains=word)
        return rows.exclude(pk__in=obj.commitments.values("organisation")).order_by("sort_name", "pk")

    def extra(self, obj: Ask) -> dict[str, Any]:
        form = InstitutionsForm(self.request.GET or None, initial={"kinds": obj.kinds})
        if not form.is_bound or not form.is_valid():
            return {"found": None}
        rows = self.chosen(obj, form.cleaned_data)
        total = rows.count()
        return {"found": list(rows[:12]), "total": total, "rest": max(0, total - 12), "data": form.cleaned_data}

    def run(self, obj: Ask, form: InstitutionsForm) -> str:
        data = form.cleaned_data
        count = actions.follow(ask=obj, organisations=self.chosen(obj, data), owner=data["owner"], by=self.request.user)
        return ngettext("%(n)s institution est maintenant suivie.", "%(n)s institutions sont maintenant suivies.",
                        count) % {"n": count}  # fmt: skip
