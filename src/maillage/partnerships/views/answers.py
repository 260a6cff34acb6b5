"""The pages that a letter's link opens, on a phone, without an account: opening one changes nothing, sending it does."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from maillage.accounts.access import PUBLIC, access
from maillage.accounts.addresses import heard
from maillage.core.public import cacheable
from maillage.network import current
from maillage.partnerships import actions, links, page
from maillage.partnerships.enums import AskedState, PieceState, Source
from maillage.partnerships.forms.assessments import CapacityForm, SheetForm
from maillage.partnerships.forms.pieces import SendForm
from maillage.partnerships.models import Assessment, CapacityAssessment, DuePiece

PER_HOUR = 60  # sendings from one connection
A = AskedState


def opened(kind: str, token: str, rows: Any) -> Any:
    """What the link opens; another was sent since, or it is none: not found."""
    current.or_404()
    row = links.find(kind, token, rows.select_related("partnership__organisation"))
    if row is None:
        raise Http404
    return row


def sent(request: HttpRequest) -> Any:
    """What was sent, were it nothing; None when the page is only opened."""
    return request.POST if request.method == "POST" else None


def files_of(request: HttpRequest) -> Any:
    return request.FILES if request.method == "POST" else None


def private(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def too_many(request: HttpRequest, form: Any) -> bool:
    if heard(request, "partnerships") <= PER_HOUR:
        return False
    form.add_error(None, _("Trop d’envois viennent de cette connexion : réessayez dans une heure."))
    return True


def shown(request: HttpRequest, template: str, row: Any, form: Any, **more: Any) -> HttpResponse:
    context = {"row": row, "form": form, "partner": str(row.partnership), **more}
    return private(render(request, template, context, status=422 if form is not None and form.errors else 200))


@access(PUBLIC)
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """The partner assesses the partnership."""
    row: Assessment = opened("a", token, Assessment.objects)
    if row.state != A.ASKED:
        return shown(request, "partnerships/answered.html", row, None, title=_("Votre évaluation"))
    form = SheetForm(sent(request), questions=row.question_set.questions.all(), direction=row.direction)
    if request.method == "POST" and form.is_valid() and not too_many(request, form):
        try:
            actions.receive(assessment=row, answers=form.answers(), source=Source.LINK, by=None)
            return redirect("partnerships:thanks")
        except ValidationError as error:
            form.add_error(None, error)
    return shown(
        request,
        "partnerships/answer.html",
        row,
        form,
        title=_("Votre évaluation du partenariat, %(year)s") % {"year": row.year},
    )


@access(PUBLIC)
def answer_capacities(request: HttpRequest, token: str) -> HttpResponse:
    """The partner says what it can do."""
    row: CapacityAssessment = opened("c", token, CapacityAssessment.objects)
    if row.state != A.ASKED:
        return shown(request, "partnerships/answered.html", row, None, title=_("Vos capacités"))
    form = CapacityForm(sent(request), before=before(row))
    if request.method == "POST" and form.is_valid() and not too_many(request, form):
        try:
            told(row, form, Source.LINK, None)
            return redirect("partnerships:thanks")
        except ValidationError as error:
            form.add_error(None, error)
    return shown(request, "partnerships/answer.html", row, form, title=_("Vos capacités, selon vous"))


def before(row: CapacityAssessment) -> dict[str, int]:
    last = page.capable(row.partnership)["capacity_last"]
    return {one.domain: one.level for one in last.levels.all()} if last else {}


def told(row: CapacityAssessment, form: CapacityForm, source: str, by: Any) -> None:
    data = form.cleaned_data
    actions.note_capacities(partnership=row.partnership, levels=form.levels(), on=localdate(), source=source, name=data["name"],
                            words=data["words"], row=row, by=by)  # fmt: skip


@access(PUBLIC)
def send_piece(request: HttpRequest, token: str) -> HttpResponse:
    """The partner sends a piece of its file: a photo will do."""
    row: DuePiece = opened("p", token, DuePiece.objects)
    if row.state == PieceState.WAIVED or row.partnership.state == "ended":
        return shown(request, "partnerships/answered.html", row, None, title=str(row))
    form = SendForm(sent(request), files_of(request))
    if request.method == "POST" and form.is_valid() and not too_many(request, form):
        try:
            actions.receive_piece(piece=row, by=None, **form.cleaned_data)
            return redirect("partnerships:thanks")
        except ValidationError as error:
            form.add_error("upload" if getattr(error, "code", "") else None, error)
    return shown(request, "partnerships/send_piece.html", row, form, title=str(row))


@access(PUBLIC)
@cacheable
def thanks(request: HttpRequest) -> HttpResponse:
    """It is received."""
    return render(request, "partnerships/thanks.html", {"title": _("Merci, c’est reçu")})
