"""The partner's own page in the member space: agreements, commitments, what is asked, the file."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from maillage.accounts.access import SIGNED_IN, access
from maillage.core.registry import house
from maillage.organisations.models import Organisation
from maillage.partnerships import actions, page, words
from maillage.partnerships.enums import AgreementState, AskedState, Source
from maillage.partnerships.forms.assessments import CapacityForm, SheetForm
from maillage.partnerships.forms.pieces import SendForm
from maillage.partnerships.models import Assessment, CapacityAssessment, DuePiece, Partnership
from maillage.partnerships.views.answers import before, files_of, sent, told

A = AskedState


def own(user: Any) -> QuerySet[Partnership]:
    return Partnership.objects.own(user).select_related("organisation")


@access(SIGNED_IN)
def mine(request: HttpRequest) -> HttpResponse:
    """The partnerships of the organisations that I keep; a single one opens at once."""
    rows = list(own(request.user))
    if len(rows) == 1:
        return redirect("partnerships:my", rows[0].pk)
    return render(
        request,
        "partnerships/mine.html",
        {"title": _("Nos partenariats"), "rows": [(one, words.state_tag(one)) for one in rows]},
    )


@access(SIGNED_IN)
def my(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them. A member who carries it reads it; the partner answers."""
    row = get_object_or_404(own(request.user), pk=pk)
    speaks = row.organisation_id in Organisation.objects.own_ids(request.user)
    agreements = list(
        row.agreements.exclude(state=AgreementState.DRAFT)
        .select_related("document")
        .prefetch_related("commitments", "document__versions")
    )
    panels = [panel.render(request, row) for panel in house.panels_on("partnership", "member")]
    return render(request, "partnerships/my.html", {
        "title": str(row), "row": row, "state": words.state_tag(row), "speaks": speaks, "panels": [one for one in panels if one],
        "agreements": [(one, words.agreement_tag(one), [(each, words.commitment_tag(each)) for each in one.commitments.all()])
                       for one in agreements],
        "asked": row.assessments.filter(direction="by_partner", state=A.ASKED) if speaks else [],
        "done": row.assessments.filter(state=A.ANSWERED), "curves": page.assessed(row)["curves"],
        "visits": row.visits.all()[:8], "learnings": row.learnings.all()[:8], "seats": page.seats(row, request.user),
        "pieces": file_of(row) if speaks else [], **page.capable(row),
    })  # fmt: skip


def file_of(row: Partnership) -> list[tuple[DuePiece, Any, bool]]:
    """(piece, how it stands, is it to send?), what is to send first."""
    found = []
    for one in row.pieces.select_related("document"):
        standing = one.standing()
        if standing.code not in ("waived", "optional"):
            found.append((one, words.standing_tag(standing), standing.code in ("missing", "refused", "lapsed", "soon")))
    return sorted(found, key=lambda three: not three[2])


def spoken_for(user: Any) -> QuerySet[Partnership]:
    return Partnership.objects.answered_by(user)


@access(SIGNED_IN)
def my_assessment(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer the assessment of the year, or read what was answered."""
    row = get_object_or_404(Assessment.objects.filter(partnership__in=spoken_for(request.user).values("pk"), direction="by_partner")
                            .select_related("partnership__organisation", "question_set"), pk=pk)  # fmt: skip
    questions = list(row.question_set.questions.all())
    if row.state != A.ASKED:
        said = {one.question_id: one for one in row.answers.all()}
        lines = [(one.words(row.direction, words.lang()), said.get(one.pk)) for one in questions]
        return render(
            request, "partnerships/my_assessment.html", {"title": str(row), "row": row, "form": None, "lines": lines}
        )
    form = SheetForm(sent(request), questions=questions, direction=row.direction)
    if request.method == "POST" and form.is_valid():
        try:
            actions.receive(assessment=row, answers=form.answers(), source=Source.SPACE, by=request.user)
            messages.success(request, _("Votre évaluation est reçue, merci."))
            return redirect("partnerships:my", row.partnership_id)
        except ValidationError as error:
            form.add_error(None, error)
    return render(request, "partnerships/my_assessment.html", {"title": str(row), "row": row, "form": form, "lines": []},
                  status=422 if form.errors else 200)  # fmt: skip


@access(SIGNED_IN)
def my_capacities(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what we can do: because it was asked, or of ourselves."""
    row = get_object_or_404(spoken_for(request.user).select_related("organisation"), pk=pk)
    asked = row.capacities.filter(state=A.ASKED).first() or CapacityAssessment(partnership=row)
    form = CapacityForm(sent(request), before=before(asked))
    if request.method == "POST" and form.is_valid():
        try:
            if asked.pk:
                told(asked, form, Source.SPACE, request.user)
            else:
                told_freely(row, form, request.user)
            messages.success(request, _("Votre auto-évaluation est reçue, merci."))
            return redirect("partnerships:my", row.pk)
        except ValidationError as error:
            form.add_error(None, error)
    return render(request, "partnerships/my_form.html", {"title": _("Nos capacités, selon nous"), "partnership": row, "form": form},
                  status=422 if form.errors else 200)  # fmt: skip


def told_freely(row: Partnership, form: CapacityForm, user: Any) -> None:
    data = form.cleaned_data
    actions.note_capacities(partnership=row, levels=form.levels(), on=localdate(), source=Source.SPACE, name=data["name"],
                            words=data["words"], by=user)  # fmt: skip


@access(SIGNED_IN)
def my_piece(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a piece of our file."""
    row = get_object_or_404(DuePiece.objects.filter(partnership__in=spoken_for(request.user).values("pk"))
                            .select_related("partnership__organisation"), pk=pk)  # fmt: skip
    form = SendForm(sent(request), files_of(request), initial={"name": str(request.user)})
    if request.method == "POST" and form.is_valid():
        try:
            actions.receive_piece(piece=row, by=request.user, **form.cleaned_data)
            messages.success(request, _("La pièce est envoyée : le réseau va la regarder."))
            return redirect("partnerships:my", row.partnership_id)
        except ValidationError as error:
            form.add_error(None, error)
    return render(request, "partnerships/my_form.html", {"title": str(row), "partnership": row.partnership, "form": form},
                  status=422 if form.errors else 200)  # fmt: skip
