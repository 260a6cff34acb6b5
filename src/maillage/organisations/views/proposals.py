"""Proposed changes of pages: what waits, and the difference before anything public moves."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from maillage.accounts.roles import Permission
from maillage.core.asked import row_number
from maillage.desk.columns import Column, tag
from maillage.desk.filters import Filter
from maillage.desk.views.lists import Empty, ListPage
from maillage.organisations import record
from maillage.organisations.actions import proposals
from maillage.organisations.enums import EditState
from maillage.organisations.forms.verbs import DecisionForm
from maillage.organisations.models import ProposedEdit

P = Permission
TONES = {EditState.PENDING: "al", EditState.ACCEPTED: "ok", EditState.REFUSED: "er", EditState.WITHDRAWN: "nu"}


class Proposals(ListPage):
    access = P.ORGANISATIONS_VIEW
    title = gettext_lazy("Fiches à relire")
    intro = gettext_lazy("Ce que les organisations proposent pour leur page : rien n’est public avant votre accord.")
    page_name = "organisations:edit_list"
    columns = (
        Column("organisation", gettext_lazy("Organisation"), sort=("organisation__sort_name",), link=True),
        Column("fields", gettext_lazy("Ce qui change"), value=lambda row: ", ".join(record.label(f) for f in row.data)),
        Column("by", gettext_lazy("Proposé par"), value=lambda row: str(row.proposed_by or "")),
        Column("proposed_at", gettext_lazy("Proposé le"), sort=("proposed_at",)),
        Column("state", gettext_lazy("État"), value=lambda row: EditState(row.state).label,
               cell=lambda row: tag(EditState(row.state).label, TONES[EditState(row.state)]), sort=("state",)),
    )  # fmt: skip
    filters = (Filter("etat", gettext_lazy("État"), EditState.choices, lookup="state"),)
    empty = Empty(
        gettext_lazy("Rien n’attend"),
        gettext_lazy("Quand une organisation propose de changer sa page, la différence se lit ici."),
    )

    def rows(self) -> QuerySet[Any]:
        rows = ProposedEdit.objects.visible_to(self.request.user).select_related("organisation", "proposed_by")
        return rows.order_by("-state", "-proposed_at")


class Review(View):
    """The difference; accept it or refuse it."""

    access = P.ORGANISATIONS_VIEW
    template = "organisations/edit_review.html"

    def edit(self, request: HttpRequest, pk: int) -> ProposedEdit:
        rows = ProposedEdit.objects.visible_to(request.user).select_related("organisation", "proposed_by", "decided_by")
        return get_object_or_404(rows, pk=pk)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.page(request, self.edit(request, pk), DecisionForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        edit, form = self.edit(request, pk), DecisionForm(request.POST)
        if not request.user.can(P.ORGANISATIONS_EDIT):
            raise PermissionDenied(_("Votre rôle ne permet pas de décider d’une proposition."))
        if not form.is_valid():
            return self.page(request, edit, form, 422)
        try:
            if "accept" in request.POST:
                seen = request.POST.get("seen", "").split("-")
                version, proposal = (row_number(part) for part in (*seen, "", "")[:2])
                proposals.accept_edit(edit=edit, by=request.user, seen_version=version, seen_edit=proposal)
                messages.success(request, _("Changements acceptés : la page est à jour, la personne est prévenue."))
            else:
                proposals.refuse_edit(edit=edit, reason=form.cleaned_data["reason"], by=request.user)
                messages.success(request, _("Changements refusés : la personne est prévenue, avec votre réponse."))
        except ValidationError as error:
            form.add_error(None, error)
            return self.page(request, self.edit(request, pk), form, 409)
        return redirect("organisations:edit_list")

    def page(self, request: HttpRequest, edit: ProposedEdit, form: Any, status: int = 200) -> HttpResponse:
        current = record.read(edit.organisation)
        pending = edit.state == EditState.PENDING
        moved = proposals.moved_since(edit, current) if pending else set()
        return render(request, self.template, {
            "title": _("Proposition pour %(name)s") % {"name": edit.organisation}, "edit": edit, "form": form,
            "object": edit.organisation, "changes": record.told(edit.data), "pending": pending,
            "moved": [(record.label(name), record.shown(name, current[name])) for name in sorted(moved)],
            "seen": f"{edit.organisation.version}-{edit.version}",
            "state": (EditState(edit.state).label, TONES[EditState(edit.state)]),
            "may_decide": pending and request.user.can(P.ORGANISATIONS_EDIT),
        }, status=status)  # fmt: skip
