"""The member's space: minutes to read over, decisions that members read."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from maillage.accounts.access import SIGNED_IN, access, who
from maillage.core.text import clean
from maillage.minutes import actions, papers
from maillage.minutes.enums import MinutesState
from maillage.minutes.forms import RemarkForm
from maillage.minutes.models import Minutes, Resolution
from maillage.minutes.views.paging import paged
from maillage.network import current

SHOWN = 100


@access(SIGNED_IN)
def own(request: HttpRequest) -> HttpResponse:
    """Minutes and decisions of the meetings that this person sees."""
    user = who(request)
    minutes = Minutes.objects.visible_to(user).exclude(state=MinutesState.DRAFT).select_related("assembly__body")
    words = clean(request.GET.get("q", ""))[:100]
    rows, links = paged(request, Resolution.objects.visible_to(user).select_related("body").found(words))
    return render(request, "minutes/own.html", {
        "title": _("Décisions et procès-verbaux"), "minutes": [] if words else minutes[:SHOWN], "rows": rows, "pages": links,
        "words": words,
    })  # fmt: skip


@access(SIGNED_IN)
def resolution(request: HttpRequest, pk: int) -> HttpResponse:
    """One decision, as members read it."""
    found = get_object_or_404(Resolution.objects.visible_to(who(request)).select_related("body", "assembly"), pk=pk)
    return render(request, "minutes/own_resolution.html", {
        "title": found.title, "resolution": found, "follow_ups": found.follow_ups.visible_to(who(request)),
        "undergoes": found.undergoes.select_related("later").filter(later__in=Resolution.objects.visible_to(who(request))),
    })  # fmt: skip


@access(SIGNED_IN)
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """Read the minutes; while they are read over, ask for a correction."""
    minutes = get_object_or_404(Minutes.objects.visible_to(who(request)).select_related("assembly"), pk=pk)
    form = RemarkForm(request.POST or None, minutes=minutes)
    if request.method == "POST" and form.is_valid():
        try:
            actions.remark(minutes=minutes, by=who(request), **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Merci : le secrétariat lira votre remarque."))
            return redirect("minutes:read", pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "minutes/read.html", {
        "title": _("Procès-verbal : %(title)s") % {"title": minutes.assembly}, "minutes": minutes, "text": minutes.text,
        "form": form if minutes.state == MinutesState.REVIEW else None,
        "text_language": current.profile().language.code,
        "mine": minutes.remarks.filter(by=who(request)), "signatures": minutes.signatures.all(),
    }, status=status)  # fmt: skip


@access(SIGNED_IN)
def pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The text in force as tagged PDF, for whoever may read it."""
    return paper(request, pk, "pdf")


@access(SIGNED_IN)
def odt(request: HttpRequest, pk: int) -> HttpResponse:
    """The same to be edited."""
    return paper(request, pk, "odt")


KINDS = {"pdf": "application/pdf", "odt": "application/vnd.oasis.opendocument.text"}


def paper(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    minutes = get_object_or_404(Minutes.objects.visible_to(who(request)).select_related("assembly"), pk=pk)
    version = minutes.text
    content = papers.minutes_pdf(minutes, version) if kind == "pdf" else papers.minutes_odt(minutes, version)
    response = HttpResponse(content, content_type=KINDS[kind])
    response["Content-Disposition"] = f'attachment; filename="proces-verbal-{pk}-v{version.number}.{kind}"'
    return response
