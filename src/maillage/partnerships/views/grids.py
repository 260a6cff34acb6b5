"""The questions of the assessments in Gestion: versions, each adopted one day and then kept."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views import View

from maillage.accounts.roles import Permission
from maillage.desk.columns import Column, tag
from maillage.desk.views.details import DetailPage
from maillage.desk.views.edits import EditPage
from maillage.desk.views.lists import Empty, ListPage
from maillage.desk.views.verbs import VerbPage
from maillage.partnerships import actions, words
from maillage.partnerships.enums import Direction
from maillage.partnerships.forms.assessments import GridForm
from maillage.partnerships.models import QuestionSet

P = Permission


class Grids(ListPage):
    access = P.PARTNERSHIPS_VIEW
    title = lazy("Questions des évaluations")
    page_name = "partnerships:grids"
    row_route = "partnerships:question_set"
    default_sort = "-number"
    template = "partnerships/grids.html"
    columns = (
        Column("title", lazy("Grille"), value=str, link=True, note=lambda r: r.note),
        Column("number", lazy("Version"), sort=("number",), numeric=True),
        Column("adopted", lazy("En usage depuis le"), value=lambda r: r.adopted_on, sort=("adopted_on",),
               cell=lambda r: r.adopted_on or tag(_("en préparation"), "al")),
        Column("count", lazy("Questions"), value=lambda r: r.count, numeric=True),
        Column("used", lazy("Évaluations"), value=lambda r: r.used, numeric=True),
    )  # fmt: skip
    empty = Empty(
        lazy("La première grille est prête"),
        lazy("Elle s’inscrit ici dès la première évaluation demandée ; vous pourrez alors écrire la suivante."),
    )

    def rows(self) -> QuerySet[QuestionSet]:
        return QuestionSet.objects.annotate(
            count=Count("questions", distinct=True), used=Count("assessments", distinct=True)
        )

    def extra(self) -> dict[str, Any]:
        return {
            "may_edit": self.request.user.can(P.PARTNERSHIPS_EDIT),
            "draft": QuestionSet.objects.filter(adopted_on=None).exists(),
        }


class NextGrid(View):
    """Prepare the next version, from a button."""

    access = P.PARTNERSHIPS_EDIT

    def post(self, request: HttpRequest) -> HttpResponse:
        try:
            made = actions.next_grid(by=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect("partnerships:grids")
        return redirect("partnerships:question_set_edit", made.pk)


class GridPage(DetailPage):
    access = P.PARTNERSHIPS_VIEW
    page = "question_set"
    template = "partnerships/grid.html"

    def rows(self) -> QuerySet[QuestionSet]:
        return QuestionSet.objects.all()

    def extra(self, obj: QuestionSet) -> dict[str, Any]:
        may = self.request.user.can(P.PARTNERSHIPS_EDIT) and obj.adopted_on is None
        verbs = [("partnerships:question_set_adopt", _("Adopter")), ("partnerships:question_set_edit", _("Modifier"))]
        questions = [(one.code, one.words(Direction.BY_PARTNER, words.lang()), one.words(Direction.BY_NETWORK, words.lang()))
                     for one in obj.questions.all()]  # fmt: skip
        return {"questions": questions, "verbs": verbs if may else []}


class GridEdit(EditPage):
    access = P.PARTNERSHIPS_EDIT
    form_class = GridForm

    def rows(self) -> QuerySet[QuestionSet]:
        return QuestionSet.objects.filter(adopted_on=None)

    def title(self, obj: Any) -> str:
        return _("Modifier « %(title)s »") % {"title": obj}

    def form(self, obj: Any, data: Any = None, files: Any = None) -> GridForm:
        return GridForm(data, files, grid=obj)

    def save(self, form: Any, obj: Any) -> QuestionSet:
        data = dict(form.cleaned_data)
        return actions.change_grid(grid=obj, questions=data.pop("questions"), values=data, by=self.request.user)


class AdoptGrid(VerbPage):
    access = P.PARTNERSHIPS_EDIT
    submit = lazy("Adopter ces questions")

    def rows(self) -> QuerySet[QuestionSet]:
        return QuestionSet.objects.filter(adopted_on=None)

    def title(self, obj: QuestionSet) -> str:
        return _("Adopter « %(title)s »") % {"title": obj}

    def consequences(self, obj: QuestionSet) -> Iterable[str]:
        yield _("Les évaluations demandées à partir du %(day)s posent ces questions.") % {"day": words.day(localdate())}
        yield _("Celles qui sont déjà demandées gardent les leurs ; plus rien de cette version ne change.")

    def run(self, obj: QuestionSet, form: Any) -> str:
        actions.adopt_grid(grid=obj, by=self.request.user)
        return _("Ces questions sont en usage.")
