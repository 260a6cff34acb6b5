"""What members ask: an item before the notice leaves, an assembly that the board does not call; supporting both."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from maillage.accounts.access import SIGNED_IN, access, who
from maillage.assemblies import law, words
from maillage.assemblies.actions import requests
from maillage.assemblies.enums import RequestState
from maillage.assemblies.forms.member import ItemRequestForm, RequisitionForm
from maillage.assemblies.models import ItemRequest, Requisition
from maillage.assemblies.views.member import asked_of, members, support_form
from maillage.bodies.models import Body
from maillage.organisations.models import Person


def person(user: Any) -> Person | None:
    return Person.objects.filter(user=user).first()


@access(SIGNED_IN)
def item_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for an item."""
    user = who(request)
    assembly = get_object_or_404(asked_of(user), pk=pk)
    form = ItemRequestForm(request.POST or None, members=members(user))
    if request.method == "POST" and form.is_valid():
        try:
            made = requests.ask_item(assembly=assembly, person=person(user), by=user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Votre demande est déposée."))
            return redirect("assemblies:own_request", made.pk)
    count, source = law.item_rule()
    last = law.item_deadline(assembly)
    return render(request, "assemblies/ask_item.html", {
        "title": _("Demander un point à l’ordre du jour"), "assembly": assembly, "form": form, "needed": count,
        "law": source, "last": last, "closed": last is None or last < localdate(),
    }, status=422 if form.errors else 200)  # fmt: skip


def _seen(user: Any) -> Any:
    """The requests of assemblies that one sees, or that are being prepared and open to members."""
    open_ones = asked_of(user).values("pk")
    return ItemRequest.objects.filter(assembly__in=open_ones) | ItemRequest.objects.visible_to(user)


@access(SIGNED_IN)
def item_request(request: HttpRequest, pk: int) -> HttpResponse:
    """A request of item: who supports it, what was answered; support it."""
    user = who(request)
    return _page(request, "own_request", get_object_or_404(_seen(user).select_related("assembly__body", "item"), pk=pk))


def _page(request: HttpRequest, name: str, row: Any) -> HttpResponse:
    """What was asked, who supports it; the button to support it."""
    user, refused = who(request), ""
    form = support_form(user, request.POST or None)
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            requests.support(asked=row, member=form.cleaned_data["member"], person=person(user), by=user)
            messages.success(request, _("Votre appui est noté."))
            return redirect(f"assemblies:{name}", row.pk)
        except ValidationError as error:
            refused = " ".join(error.messages)
    backing = row.supports.select_related("member__organisation", "member__person")
    names = [words.member_name(one.member, user) for one in backing]
    return render(request, f"assemblies/{name}.html", {
        "title": row.title, "row": row, "backers": names, "refused": refused, "form": form if row.is_waiting else None,
    }, status=422 if refused else 200)  # fmt: skip


@access(SIGNED_IN)
def requisition_new(request: HttpRequest) -> HttpResponse:
    """Ask for an assembly."""
    user = who(request)
    mine = members(user)
    count, days, source = law.requisition_rule()
    form = RequisitionForm(request.POST or None, members=mine) if mine and count else None
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            made = requests.ask_assembly(
                body=Body.objects.general_assembly(), person=person(user), by=user, **form.cleaned_data
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Votre demande est déposée."))
            return redirect("assemblies:own_requisition", made.pk)
    return render(request, "assemblies/ask_assembly.html", {
        "title": _("Demander une assemblée"), "form": form, "needed": count, "days": days, "law": source,
        "open": Requisition.objects.filter(state__in=(RequestState.OPEN, RequestState.REACHED)),
    }, status=422 if form is not None and form.errors else 200)  # fmt: skip


@access(SIGNED_IN)
def requisition(request: HttpRequest, pk: int) -> HttpResponse:
    """A request of assembly; support it."""
    user = who(request)
    rows = Requisition.objects.visible_to(user).select_related("body", "assembly")
    return _page(request, "own_requisition", get_object_or_404(rows, pk=pk))
