"""Scores and lessons year by year; capitalisation notes in Gestion."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from maillage.core.asked import row_number
from maillage.desk.columns import Column, tag
from maillage.desk.filters import Filter
from maillage.desk.views.details import DetailPage
from maillage.desk.views.edits import EditPage
from maillage.desk.views.lists import Empty, Link, ListPage
from maillage.desk.views.verbs import VerbPage
from maillage.projects.models import Project
from maillage.results import actions, words
from maillage.results.enums import Grade, NoteState
from maillage.results.forms.change import NoteForm, ScoreForm
from maillage.results.models import CapitalisationNote, Result, Score
from maillage.results.views.common import P, ProjectEdit, chain_url, projects_of

S = NoteState


class ScoresPage(DetailPage):
    """Outcomes down, years across: score and lesson of each."""

    access = P.RESULTS_VIEW
    template = "results/scores.html"

    def rows(self) -> QuerySet[Project]:
        return projects_of(self.request.user)

    def title(self, obj: Project) -> str:
        return _("Scores et leçons de « %(title)s »") % {"title": obj}

    def extra(self, obj: Project) -> dict[str, Any]:
        given = {(row.result_id, row.year): row for row in Score.objects.filter(project=obj)}
        this = localdate().year
        first = min([year for _result, year in given] + [obj.starts_on.year if obj.starts_on else this])
        last = min(this, max([year for _result, year in given] + [obj.ends_on.year if obj.ends_on else this]))
        years = list(range(last, max(first, last - 9) - 1, -1))
        outcomes = list(Result.objects.of(obj).filter(type__in=["2", "3"]))
        return {
            "years": years, "chain": chain_url(obj), "may_edit": self.request.user.can(P.RESULTS_EDIT),
            "lines": [(row, [(year, cell(given.get((row.pk, year)))) for year in years]) for row in outcomes],
        }  # fmt: skip


def cell(row: Score | None) -> dict[str, Any] | None:
    if row is None:
        return None
    return {"row": row, "tag": tag(words.grade(row.grade), Grade(row.grade).tone)}


class ScoreEdit(ProjectEdit):
    """The score of an outcome for a year, new or again."""

    submit = lazy("Enregistrer")

    def asked(self, obj: Project) -> Score | None:
        """The one that the address names, when it was already given."""
        get = self.request.GET
        return Score.objects.filter(
            project=obj, result=row_number(get.get("resultat")), year=row_number(get.get("annee"))
        ).first()

    def title(self, obj: Project) -> str:
        return _("Score et leçon : %(title)s") % {"title": obj}

    def form(self, obj: Project, data: Any = None, files: Any = None) -> ScoreForm:
        get = self.request.GET
        initial = {
            "result": row_number(get.get("resultat")) or None,
            "year": row_number(get.get("annee")) or localdate().year,
        }
        return ScoreForm(data, project=obj, row=self.asked(obj), initial=initial)

    def save(self, form: Any, obj: Project) -> Score:
        values = dict(form.cleaned_data)
        return actions.set_score(
            project=obj, result=values.pop("result"), year=values.pop("year"), values=values, by=self.request.user
        )

    def done_url(self, saved: Any) -> str:
        return str(saved.get_absolute_url())


class Lessons(ListPage):
    """Every score and lesson, to export for a funder."""

    access = P.RESULTS_VIEW
    title = lazy("Scores et leçons")
    intro = lazy(
        "Par effet et par année, tels que les demandent les bailleurs. On les donne depuis les résultats d’un projet."
    )
    page_name = "results:lessons"
    default_sort = "-year"
    columns = (
        Column("outcome", lazy("Effet visé"), value=lambda s: str(s.result), link=True, note=lambda s: s.project.title),
        Column("project", lazy("Projet"), value=lambda s: s.project.title, default=False),
        Column("iati", lazy("Identifiant IATI"), value=lambda s: s.project.iati_identifier or "", default=False),
        Column("year", lazy("Année"), sort=("year",), numeric=True),
        Column("grade", lazy("Score"), value=lambda s: words.grade(s.grade), sort=("grade",),
               cell=lambda s: tag(words.grade(s.grade), Grade(s.grade).tone)),
        Column("why", lazy("Pourquoi ce score"), default=False),
        Column("lesson", lazy("Leçon tirée")), Column("next_steps", lazy("Ce que nous changeons"), default=False),
    )  # fmt: skip
    filters = (
        Filter("q", lazy("Projet"), kind="search", lookup="project__title__icontains"),
        Filter(
            "annee",
            lazy("Année"),
            choices=lambda: [(y, y) for y in range(localdate().year, localdate().year - 12, -1)],
            lookup="year",
        ),
        Filter("score", lazy("Score"), choices=words.grades, lookup="grade"),
    )
    empty = Empty(lazy("Aucun score"), lazy("Chaque année, chaque effet reçoit un score et une leçon."))

    def rows(self) -> QuerySet[Score]:
        return Score.objects.visible_to(self.request.user).select_related("result", "project")


# Notes


class Notes(ListPage):
    access = P.RESULTS_VIEW
    title = lazy("Notes de capitalisation")
    page_name = "results:notes"
    row_route = "results:note"
    default_sort = "state"
    columns = (
        Column("title", lazy("Titre"), sort=("title",), link=True, note=lambda n: n.summary),
        Column("state", lazy("État"), value=lambda n: n.get_state_display(), cell=words.state, sort=("state",)),
        Column("theme", lazy("Thème"), value=lambda n: words.theme_label(n.theme) if n.theme else "", sort=("theme",)),
        Column("published", lazy("Publiée le"), value=lambda n: n.published_at, sort=("published_at",)),
    )
    filters = (
        Filter("q", lazy("Titre"), kind="search", lookup="title__icontains"),
        Filter("etat", lazy("État"), choices=S.choices, lookup="state"),
        Filter("theme", lazy("Thème"), choices=words.themes, lookup="theme"),
    )
    links = (Link(lazy("Nouvelle note"), "results:note_new", P.RESULTS_EDIT, primary=True),)
    empty = Empty(lazy("Aucune note"), lazy("Une note dit ce que plusieurs projets ont appris sur un thème."), links[0])

    def rows(self) -> QuerySet[CapitalisationNote]:
        return CapitalisationNote.objects.visible_to(self.request.user)


class NotePage(DetailPage):
    access = P.RESULTS_VIEW
    page = "note"
    template = "results/note_detail.html"

    def rows(self) -> QuerySet[CapitalisationNote]:
        return CapitalisationNote.objects.visible_to(self.request.user).select_related("written_by", "reviewed_by")

    def extra(self, obj: CapitalisationNote) -> dict[str, Any]:
        user = self.request.user
        return {
            "state": words.state(obj), "verbs": self.verbs(obj), "projects": obj.projects.visible_to(user),
            "public_url": obj.public_url if obj.state == S.PUBLISHED else "",
            "facts": [(_("Thèmes"), ", ".join(words.theme_label(code) for code in [obj.theme, *obj.other_themes] if code)),
                      (_("Écrite par"), obj.written_by), (_("Relue par"), obj.reviewed_by),
                      (_("Publiée le"), obj.published_at.date() if obj.published_at else "")],
        }  # fmt: skip

    def verbs(self, obj: CapitalisationNote) -> list[tuple[str, str]]:
        user, state = self.request.user, obj.stage
        if not user.can(P.RESULTS_EDIT):
            return []
        possible = [
            ("note_publish", _("Publier"), state.can_become(S.PUBLISHED)),
            ("note_review", _("J’ai relu, c’est bon"), state == S.DRAFT and obj.written_by_id != user.pk),
            ("note_edit", _("Modifier"), True), ("note_withdraw", _("Reprendre en brouillon"), state.can_become(S.DRAFT)),
        ]  # fmt: skip
        return [(f"results:{name}", label) for name, label, now in possible if now]


class NoteEdit(EditPage):
    access = P.RESULTS_EDIT
    form_class = NoteForm

    def rows(self) -> QuerySet[CapitalisationNote]:
        return CapitalisationNote.objects.visible_to(self.request.user)

    def title(self, obj: Any) -> str:
        return _("Modifier « %(title)s »") % {"title": obj} if obj else _("Nouvelle note de capitalisation")

    def form(self, obj: Any, data: Any = None, files: Any = None) -> NoteForm:
        return NoteForm(data, user=self.request.user, row=obj)

    def save(self, form: Any, obj: Any) -> CapitalisationNote:
        if obj:
            return actions.change_note(note=obj, values=form.cleaned_data, by=self.request.user)
        return actions.create_note(values=form.cleaned_data, by=self.request.user)


class NoteVerb(VerbPage):
    access = P.RESULTS_EDIT
    verb: Any = None
    said: Any = ""
    asked: Any = ""
    follows: Any = ""

    def rows(self) -> QuerySet[CapitalisationNote]:
        return CapitalisationNote.objects.visible_to(self.request.user)

    def title(self, obj: CapitalisationNote) -> str:
        return str(self.asked) % {"title": obj}

    def consequences(self, obj: CapitalisationNote) -> Iterable[str]:
        return [str(self.follows)]

    def run(self, obj: CapitalisationNote, form: Any) -> str:
        type(self).verb(note=obj, by=self.request.user)
        return str(self.said)


class NoteReview(NoteVerb):
    verb = staticmethod(actions.review_note)
    submit = lazy("J’ai relu, c’est bon")
    asked, follows = lazy("Relire « %(title)s »"), lazy("La note peut être publiée.")
    said = lazy("La note est relue.")


class NotePublish(NoteVerb):
    verb = staticmethod(actions.publish_note)
    submit = lazy("Publier")
    asked, follows = lazy("Publier « %(title)s »"), lazy("Tout le monde la lit sur le site.")
    said = lazy("La note est publiée.")


class NoteWithdraw(NoteVerb):
    verb = staticmethod(actions.withdraw_note)
    submit = lazy("Reprendre en brouillon")
    dangerous = True
    asked, follows = lazy("Reprendre « %(title)s » en brouillon"), lazy("Elle n’est plus publique, et sera à relire.")
    said = lazy("La note est un brouillon.")
