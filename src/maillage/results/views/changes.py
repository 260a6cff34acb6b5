"""Transformations in Gestion: the list with its line over the years, one change, its answer, its observations; causes."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from maillage.desk.columns import Column
from maillage.desk.filters import Filter
from maillage.desk.views.details import DetailPage
from maillage.desk.views.edits import EditPage
from maillage.desk.views.lists import Empty, Link, ListPage
from maillage.desk.views.verbs import VerbPage
from maillage.organisations.models import Organisation
from maillage.projects.models import Project
from maillage.results import actions, changes, words
from maillage.results.enums import Direction, TransformationState
from maillage.results.forms.change import AnswerForm, CauseForm, ObservationForm, TransformationForm
from maillage.results.models import Cause, Observation, Transformation
from maillage.results.views.common import P, ProjectEdit, chain_url

S = TransformationState


def country_choices() -> list[tuple[str, str]]:
    codes = Transformation.objects.exclude(country="").order_by().values_list("country", flat=True).distinct()
    return sorted(((code, words.country(code)) for code in codes), key=lambda one: one[1])


class Transformations(ListPage):
    access = P.RESULTS_VIEW
    title = lazy("Transformations")
    intro = lazy(
        "Ce qui a changé pour de vrai, en mieux ou en arrière, et ce qui dure. On les ajoute depuis un projet."
    )
    page_name = "results:transformations"
    row_route = "results:transformation"
    template = "results/transformations.html"
    default_sort = "-since"
    columns = (
        Column("title", lazy("Ce qui a changé"), value=str, link=True, note=lambda t: t.project.title),
        Column("direction", lazy("Sens"), value=lambda t: t.get_direction_display(), cell=changes.direction_tag, sort=("direction",)),
        Column("lasting", lazy("Dure-t-il ?"), value=lambda t: changes.endurance_of(t).label, cell=changes.endurance_tag),
        Column("state", lazy("État"), value=lambda t: t.get_state_display(), cell=words.state, sort=("state",)),
        Column("where", lazy("Où"), value=changes.where, sort=("country",)),
        Column("theme", lazy("Thème"), value=lambda t: words.theme_label(t.theme) if t.theme else "", sort=("theme",), default=False),
        Column("since", lazy("Depuis"), sort=("since",)),
        Column("cause", lazy("Cause structurelle"), value=lambda t: t.cause or "", default=False),
    )  # fmt: skip
    filters = (
        Filter("q", lazy("Projet ou public concerné"), kind="search",
               apply=lambda rows, text: rows.filter(project__title__icontains=text) | rows.filter(for_whom__icontains=text)),
        Filter("etat", lazy("État"), choices=S.choices, lookup="state"),
        Filter("sens", lazy("Sens"), choices=Direction.choices, lookup="direction"),
        Filter("theme", lazy("Thème"), choices=words.themes, lookup="theme"),
        Filter("pays", lazy("Pays"), choices=country_choices, lookup="country"),
    )  # fmt: skip
    links = (Link(lazy("Causes structurelles"), "results:causes", P.RESULTS_VIEW),)
    empty = Empty(
        lazy("Aucune transformation"), lazy("Une transformation se raconte depuis les résultats d’un projet.")
    )

    def rows(self) -> QuerySet[Transformation]:
        rows = Transformation.objects.visible_to(self.request.user)
        return rows.select_related("project", "cause").prefetch_related("observations")

    def extra(self) -> dict[str, Any]:
        """The line over the years of what the filters leave."""
        told = changes.line(self.narrowed().filter(state=S.VALIDATED)[:5_000])
        return {**told, "titles": (_("Changements en mieux qui tiennent, par année"), _("Changements de l’année, par sens")),
                "year": _("Année"), "count": _("Changements")}  # fmt: skip


class TransformationPage(DetailPage):
    access = P.RESULTS_VIEW
    page = "transformation"
    template = "results/transformation.html"

    def rows(self) -> QuerySet[Transformation]:
        rows = Transformation.objects.visible_to(self.request.user)
        return rows.select_related("project", "result", "cause", "organisation", "answered_by").prefetch_related(
            "observations"
        )

    def extra(self, obj: Transformation) -> dict[str, Any]:
        who = obj.organisation if obj.organisation_id and self.sees(obj) else None
        return {
            "state": words.state(obj), "direction": changes.direction_tag(obj), "endurance": changes.endurance_tag(obj),
            "verbs": self.verbs(obj), "chain": chain_url(obj.project_id),
            "observations": [(one, changes.verdict_tag(one.verdict, obj), words.told(one.words)) for one in obj.observations.all()],
            "stories": [(words.LANGUAGES.get(code, code), text) for code, text in obj.stories],
            "contributions": [text for _code, text in obj.contributions],
            "public_url": obj.public_url if Transformation.objects.public().filter(pk=obj.pk).exists() else "",
            "facts": [(_("Pour qui"), obj.for_whom), (_("Où"), changes.where(obj)), (_("Depuis"), obj.since),
                      (_("Thème"), words.theme_label(obj.theme) if obj.theme else ""), (_("Cause structurelle touchée"), obj.cause),
                      (_("Résultat visé"), obj.result), (_("Partenaire qui le dit"), who), (_("Qui le dit, en mots"), obj.said_by)],
            "may_edit": self.request.user.can(P.RESULTS_EDIT),
        }  # fmt: skip

    def sees(self, obj: Transformation) -> bool:
        return Organisation.objects.visible_to(self.request.user).filter(pk=obj.organisation_id).exists()

    def verbs(self, obj: Transformation) -> list[tuple[str, str]]:
        user, state = self.request.user, obj.stage
        if not user.can(P.RESULTS_EDIT):
            return []
        possible = [
            ("transformation_propose", _("Soumettre au partenaire"), state.can_become(S.PROPOSED)),
            ("transformation_answer", _("Noter la réponse du partenaire"),
             state == S.PROPOSED and obj.written_by_id != user.pk and user.can(P.RESULTS_APPROVE)),
            ("observe", _("Noter une observation"), True), ("transformation_edit", _("Modifier"), True),
            ("transformation_reopen", _("Reprendre en brouillon"), state.can_become(S.DRAFT)),
        ]  # fmt: skip
        return [(f"results:{name}", label) for name, label, now in possible if now]


class TransformationNew(ProjectEdit):
    submit = lazy("Enregistrer le brouillon")
    template = "results/transformation_edit.html"

    def title(self, obj: Project) -> str:
        return _("Nouvelle transformation de « %(title)s »") % {"title": obj}

    def form(self, obj: Project, data: Any = None, files: Any = None) -> TransformationForm:
        return TransformationForm(data, project=obj, user=self.request.user)

    def save(self, form: Any, obj: Project) -> Transformation:
        return actions.create_transformation(values={"project": obj, **form.cleaned_data}, by=self.request.user)

    def done_url(self, saved: Any) -> str:
        return reverse("results:transformation", args=[saved.pk])


class TransformationEdit(EditPage):
    access = P.RESULTS_EDIT
    form_class = TransformationForm
    template = "results/transformation_edit.html"

    def rows(self) -> QuerySet[Transformation]:
        return Transformation.objects.visible_to(self.request.user).select_related("project")

    def title(self, obj: Transformation) -> str:
        return _("Modifier « %(title)s »") % {"title": obj}

    def form(self, obj: Transformation, data: Any = None, files: Any = None) -> TransformationForm:
        return TransformationForm(data, project=obj.project, user=self.request.user, row=obj)

    def save(self, form: Any, obj: Transformation) -> Transformation:
        return actions.change_transformation(transformation=obj, values=form.cleaned_data, by=self.request.user)


class TransformationVerb(VerbPage):
    access = P.RESULTS_EDIT

    def rows(self) -> QuerySet[Transformation]:
        return Transformation.objects.visible_to(self.request.user).select_related("project")


class Propose(TransformationVerb):
    submit = lazy("Soumettre")

    def title(self, obj: Transformation) -> str:
        return _("Soumettre « %(title)s » au partenaire") % {"title": obj}

    def consequences(self, obj: Transformation) -> Iterable[str]:
        return [_("Le partenaire la voit dans son espace et dit s’il la reconnaît."),
                _("Rien n’est public avant sa réponse.")]  # fmt: skip

    def run(self, obj: Transformation, form: Any) -> str:
        actions.propose_transformation(transformation=obj, by=self.request.user)
        return _("La transformation attend la réponse du partenaire.")


class Answer(TransformationVerb):
    """Staff note what the partner said by letter, by voice, on a visit."""

    access = P.RESULTS_APPROVE
    submit = lazy("Noter la réponse")
    form_class = AnswerForm

    def title(self, obj: Transformation) -> str:
        return _("Réponse du partenaire : %(title)s") % {"title": obj}

    def run(self, obj: Transformation, form: Any) -> str:
        actions.answer_transformation(transformation=obj, by=self.request.user, **form.cleaned_data)
        return _("La réponse est notée.")


class Reopen(TransformationVerb):
    submit = lazy("Reprendre en brouillon")
    dangerous = True

    def title(self, obj: Transformation) -> str:
        return _("Reprendre « %(title)s » en brouillon") % {"title": obj}

    def consequences(self, obj: Transformation) -> Iterable[str]:
        return [_("Elle n’est plus publique, et la réponse du partenaire est à redemander.")]

    def run(self, obj: Transformation, form: Any) -> str:
        actions.reopen_transformation(transformation=obj, by=self.request.user)
        return _("La transformation est un brouillon.")


class Observe(TransformationVerb):
    submit = lazy("Noter cette observation")
    form_class = ObservationForm

    def title(self, obj: Transformation) -> str:
        return _("Revenir voir : %(title)s") % {"title": obj}

    def consequences(self, obj: Transformation) -> Iterable[str]:
        return [
            _("« Durable » se déduit des observations : encore là deux ans après, et vu deux fois à six mois d’écart.")
        ]

    def run(self, obj: Transformation, form: Any) -> str:
        actions.observe(transformation=obj, by=self.request.user, **form.cleaned_data)
        return _("L’observation est notée.")


class RemoveObservation(VerbPage):
    access = P.RESULTS_EDIT
    submit = lazy("Retirer cette observation")
    dangerous = True

    def rows(self) -> QuerySet[Observation]:
        seen = Transformation.objects.visible_to(self.request.user).values("pk")
        return Observation.objects.filter(transformation__in=seen).select_related("transformation")

    def title(self, obj: Observation) -> str:
        return _("Retirer l’observation du %(day)s") % {"day": date_format(obj.on, "SHORT_DATE_FORMAT")}

    def run(self, obj: Observation, form: Any) -> str:
        actions.remove_observation(observation=obj, by=self.request.user)
        return _("L’observation est retirée.")

    def done_url(self, obj: Observation) -> str:
        return obj.transformation.get_absolute_url()


# Structural causes


class Causes(ListPage):
    access = P.RESULTS_VIEW
    title = lazy("Causes structurelles")
    intro = lazy("Une loi, une coutume, un prix, un rapport de force : ce que les changements touchent au fond.")
    page_name = "results:causes"
    row_route = "results:cause_edit"
    columns = (
        Column("name", lazy("Cause"), value=str, link=True, note=lambda c: c.why[:120]),
        Column("theme", lazy("Thème"), value=lambda c: words.theme_label(c.theme) if c.theme else "", sort=("theme",)),
        Column("count", lazy("Transformations"), value=lambda c: c.n, numeric=True, sort=("n",)),
    )
    filters = (Filter("theme", lazy("Thème"), choices=words.themes, lookup="theme"),)
    links = (Link(lazy("Nouvelle cause"), "results:cause_new", P.RESULTS_EDIT, primary=True),)
    empty = Empty(lazy("Aucune cause"), lazy("Nommez ce qui, au fond, produit l’injustice."), links[0])

    def rows(self) -> QuerySet[Cause]:
        return Cause.objects.annotate(n=Count("transformations"))


class CauseEdit(EditPage):
    access = P.RESULTS_EDIT
    form_class = CauseForm

    def rows(self) -> QuerySet[Cause]:
        return Cause.objects.all()

    def title(self, obj: Any) -> str:
        return _("Modifier « %(title)s »") % {"title": obj} if obj else _("Nouvelle cause structurelle")

    def form(self, obj: Any, data: Any = None, files: Any = None) -> CauseForm:
        return CauseForm(data, cause=obj)

    def save(self, form: Any, obj: Any) -> Cause:
        if obj:
            return actions.change_cause(cause=obj, values=form.cleaned_data, by=self.request.user)
        return actions.create_cause(values=form.cleaned_data, by=self.request.user)

    def done_url(self, saved: Any) -> str:
        return reverse("results:causes")
