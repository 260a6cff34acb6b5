"""The member's space: the page that one keeps, its changes, what waits for the network's eye."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from maillage.accounts.access import SIGNED_IN
from maillage.core.registry import house
from maillage.desk.views.edits import EditPage
from maillage.desk.views.verbs import VerbPage
from maillage.network.current import profile
from maillage.organisations import record
from maillage.organisations.actions import proposals
from maillage.organisations.enums import EditState, State
from maillage.organisations.forms.organisation import MemberPageForm
from maillage.organisations.models import Organisation, ProposedEdit
from maillage.organisations.views import page


def kept(user: Any) -> QuerySet[Organisation]:
    """The organisations whose page this person keeps: by a fact, whatever else they may do."""
    return Organisation.objects.own(user).exclude(state=State.MERGED)


class Mine(View):
    """To the page that one keeps, or the choice between several."""

    access = SIGNED_IN

    def get(self, request: HttpRequest) -> HttpResponse:
        rows = list(kept(request.user).only("name", "short_name"))
        if len(rows) == 1:
            return redirect("organisations:member_page", rows[0].pk)
        return render(request, "organisations/member_list.html", {"title": _("Mes organisations"), "rows": rows})


class MemberPage(View):
    access = SIGNED_IN

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        rows = kept(request.user).prefetch_related(*record.WITH_EVERYTHING)
        organisation = get_object_or_404(rows, pk=pk)
        panels = [panel.render(request, organisation) for panel in house.panels_on("organisation", "member")]
        edits = list(organisation.proposed_edits.exclude(state=EditState.WITHDRAWN).select_related("proposed_by")[:3])
        return render(request, "organisations/member_page.html", {
            "title": organisation.name, "object": organisation, "panels": [panel for panel in panels if panel],
            "extra": {
                "summary": page.summary(organisation), "identifiers": page.identifier_lines(organisation),
                "descriptions": sorted(organisation.descriptions.all(), key=lambda row: (row.language != "fr", row.language)),
                "links": page.links_of(organisation, request.user), "public_url": page.public_url(organisation),
                "pending": next((edit for edit in edits if edit.state == EditState.PENDING), None),
                "decided": next((edit for edit in edits if edit.state != EditState.PENDING), None),
            },
        })  # fmt: skip


class MemberEdit(EditPage):
    """Propose a change; the text that already waits is what one goes on from."""

    access = SIGNED_IN
    form_class = MemberPageForm
    template = "organisations/member_edit.html"
    submit = gettext_lazy("Envoyer")

    def rows(self) -> QuerySet[Any]:
        return kept(self.request.user).prefetch_related(*record.WITH_EVERYTHING)

    def title(self, obj: Any) -> Any:
        return _("Modifier la page « %(name)s »") % {"name": obj}

    def waiting(self, obj: Any) -> ProposedEdit | None:
        return ProposedEdit.objects.filter(organisation=obj).pending().first()

    def form(self, obj: Any, data: Any = None, files: Any = None) -> Any:
        stands, edit = record.read(obj), self.waiting(obj)
        if edit is not None:
            stands |= {name: after for name, (_before, after) in edit.data.items()}
        return MemberPageForm(data, files, organisation=obj, values=stands)

    def token(self, obj: Any) -> str:
        """The page and the proposal as they were when the form was opened."""
        edit = self.waiting(obj)
        return f"{obj.version}.{edit.pk}.{edit.version}" if edit else f"{obj.version}.0.0"

    def is_stale(self, obj: Any, version: str | None) -> bool:
        return version is not None and version != self.token(obj)

    def page(self, request: HttpRequest, obj: Any, form: Any, version: Any = None, status: int = 200,
             conflict: list[dict[str, Any]] | None = None) -> HttpResponse:  # fmt: skip
        token = version if version and "." in str(version) else self.token(obj)
        return super().page(request, obj, form, token, status, conflict)

    def save(self, form: Any, obj: Any) -> Any:
        self.edit = proposals.propose_edit(organisation=obj, values=form.values(), by=self.request.user)
        return obj

    def done(self, saved: Any) -> str:
        if self.edit is None:
            return _("Votre page est à jour.")
        return _("Merci. Le réseau relit votre proposition ; vous recevrez sa réponse par courriel.")

    def done_url(self, saved: Any) -> str:
        return reverse("organisations:member_page", args=[saved.pk])

    def extra(self, obj: Any) -> dict[str, Any]:
        return {"moderated": profile().visibility.moderate_member_edits, "waiting": self.waiting(obj),
                "back": self.done_url(obj)}  # fmt: skip


class Pending(View):
    """What waits: the difference, as the network will see it."""

    access = SIGNED_IN

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        organisation = get_object_or_404(kept(request.user), pk=pk)
        edit = get_object_or_404(ProposedEdit.objects.pending(), organisation=organisation)
        return render(request, "organisations/member_pending.html", {
            "title": _("Ce qui attend pour %(name)s") % {"name": organisation}, "object": organisation, "edit": edit,
            "changes": record.told(edit.data),
        })  # fmt: skip


class Withdraw(VerbPage):
    access = SIGNED_IN
    template = "organisations/member_verb.html"
    submit = gettext_lazy("Retirer ma proposition")

    def rows(self) -> QuerySet[Any]:
        return kept(self.request.user).filter(proposed_edits__state=EditState.PENDING)

    def title(self, obj: Any) -> Any:
        return _("Retirer la proposition pour %(name)s") % {"name": obj}

    def consequences(self, obj: Any) -> list[str]:
        return [_("La page reste comme elle est ; votre texte n’est pas gardé.")]

    def run(self, obj: Any, form: Any) -> str:
        proposals.withdraw_edit(edit=obj.proposed_edits.pending().get(), by=self.request.user)
        return _("Proposition retirée.")

    def done_url(self, obj: Any) -> str:
        return reverse("organisations:member_page", args=[obj.pk])
