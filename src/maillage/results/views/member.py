"""The partner's answers: changes that someone told of their projects, to recognise or not."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from maillage.accounts.access import SIGNED_IN, access
from maillage.projects.models import Project
from maillage.results import actions, changes, words
from maillage.results.enums import TransformationState
from maillage.results.forms.change import AnswerForm
from maillage.results.models import Transformation


def mine(user: Any) -> QuerySet[Transformation]:
    """Of the projects that one's organisation carries, once they were put to it."""
    rows = Transformation.objects.filter(project__in=Project.objects.own(user).values("pk"))
    return rows.exclude(state=TransformationState.DRAFT).select_related("project").prefetch_related("observations")


@access(SIGNED_IN)
def to_answer(request: HttpRequest) -> HttpResponse:
    """What waits for an answer, then what was answered."""
    rows = list(mine(request.user))
    return render(request, "results/to_answer.html", {
        "title": _("Ce qui a changé, selon vous"),
        "waiting": [(row, changes.direction_tag(row)) for row in rows if row.state == TransformationState.PROPOSED],
        "past": [(row, words.state(row)) for row in rows if row.state != TransformationState.PROPOSED],
    })  # fmt: skip


@access(SIGNED_IN)
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Read what is told, in all its languages, and answer."""
    row = get_object_or_404(mine(request.user), pk=pk)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        if form.is_valid():
            try:
                actions.answer_transformation(transformation=row, by=request.user, **form.cleaned_data)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                messages.success(request, _("Votre réponse est enregistrée. Merci !"))
                return redirect("results:to_answer")
        status = 422
    return render(request, "results/answer.html", {
        "title": str(row), "row": row, "form": form, "direction": changes.direction_tag(row), "where": changes.where(row),
        "open": row.state == TransformationState.PROPOSED, "state": words.state(row),
        "stories": [*row.stories, *row.contributions],
    }, status=status)  # fmt: skip
