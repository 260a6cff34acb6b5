"""Links for volunteers without an account: made, shown with their code, taken back."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from maillage.accounts.access import access, who
from maillage.accounts.roles import Permission
from maillage.core.public import absolute
from maillage.enrolments import papers
from maillage.enrolments.actions import desk_links as actions
from maillage.enrolments.forms.day import LinkForm
from maillage.enrolments.models import DeskLink
from maillage.enrolments.views.door import sessions


def address(link: DeskLink) -> str:
    return absolute(reverse("enrolments:desk", args=[actions.token(link)]))


@access(Permission.ENROLMENTS_EDIT)
def links(request: HttpRequest, pk: int) -> HttpResponse:
    """The links of a date, and a new one."""
    session: Any = get_object_or_404(sessions(who(request)), pk=pk)
    form = LinkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.make_link(session=session, label=form.cleaned_data["label"], by=who(request))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Le lien est prêt : montrez son code, ou copiez son adresse."))
            return redirect("enrolments:desk_links", session.pk)
    rows = [(row, address(row)) for row in DeskLink.objects.visible_to(who(request)).usable().filter(session=session)]
    return render(request, "enrolments/desk_links.html", {
        "title": _("Confier l’accueil"), "session": session, "when": papers.when(session), "form": form, "rows": rows,
        "ends_at": actions.end_of(session), "revoked": session.desk_links.exclude(revoked_at=None).count(),
    }, status=422 if form.is_bound and form.errors else 200)  # fmt: skip


@access(Permission.ENROLMENTS_EDIT)
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    link = get_object_or_404(DeskLink.objects.visible_to(who(request)), pk=pk)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    actions.revoke_link(link=link, by=who(request))
    messages.success(request, _("Le lien est retiré : il n’ouvre plus rien."))
    return redirect("enrolments:desk_links", link.session_id)
