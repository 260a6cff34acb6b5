"""A list of elected people, brought in: the file, its columns and what writing it would do, then what it did."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from maillage.accounts.roles import Permission
from maillage.advocacy import actions, rosters
from maillage.advocacy.actions.rosters import plan
from maillage.advocacy.enums import RosterState
from maillage.advocacy.forms.log import RosterForm, RosterUploadForm
from maillage.advocacy.models import Roster
from maillage.desk.views.edits import EditPage

P = Permission
SHOWN = 12


class RosterNew(EditPage):
    access = P.ADVOCACY_EDIT
    form_class = RosterUploadForm
    submit = gettext_lazy("Lire la liste")

    def rows(self) -> QuerySet[Roster]:
        return Roster.objects.visible_to(self.request.user)

    def title(self, obj: Any) -> str:
        return _("Importer une liste de personnes élues")

    def save(self, form: RosterUploadForm, obj: Any) -> Roster:
        return actions.read_roster(upload=form.cleaned_data["upload"], by=self.request.user)

    def done(self, saved: Roster) -> str:
        return _("La liste est lue ; rien n’est encore écrit. Vérifiez ce qui suit.")


class RosterPage(View):
    """The columns and what would happen; « Voir » asks again, « Écrire » writes."""

    access = P.ADVOCACY_EDIT

    def roster(self, pk: int) -> Roster:
        return get_object_or_404(Roster.objects.visible_to(self.request.user), pk=pk)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        roster = self.roster(pk)
        form = RosterForm(headers=roster.headers, mapping=roster.mapping)
        return self.page(roster, form, roster.mapping, False)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        roster = self.roster(pk)
        form = RosterForm(request.POST, headers=roster.headers, mapping=roster.mapping)
        if not form.is_valid():
            return self.page(roster, form, roster.mapping, False, status=422)
        mapping, ends = form.mapping(), form.cleaned_data["ends_others"]
        if request.POST.get("do") == "write":
            try:
                actions.write_roster(roster=roster, mapping=mapping, ends_others=ends, by=request.user)
            except ValidationError as error:
                form.add_error(None, error)
                return self.page(roster, form, mapping, ends, status=422)
            messages.success(request, _("La liste est écrite."))
            return redirect(roster.get_absolute_url())
        return self.page(roster, form, mapping, ends)

    def page(self, roster: Roster, form: RosterForm, mapping: Any, ends: bool, status: int = 200) -> HttpResponse:
        written = roster.state == RosterState.WRITTEN
        ready = not written and "last_name" in mapping and "title" in mapping
        made = plan(roster, mapping, ends) if ready else None
        counts = roster.counts if written else made.counts if made else {}
        odd = [line for line in made.lines if line.problems] if made else []
        return render(self.request, "advocacy/roster.html", {
            "title": roster.name, "roster": roster, "form": form, "written": written, "counts": counted(counts),
            "lines": made.lines[:SHOWN] if made else [], "ready": ready,
            "odd": [(line, [rosters.PROBLEMS[code] for code in line.problems]) for line in odd[:50]],
            "odd_rest": max(0, len(odd) - 50), "ends": made.ends[:50] if made else [],
        }, status=status)  # fmt: skip


def counted(counts: dict[str, int]) -> list[tuple[int, str]]:
    """What happened, or would, in figures."""
    labels = {"lines": _("lignes lues"), "new": _("personnes nouvelles"), "mandates": _("nouveaux mandats de personnes connues"),
              "changed": _("fiches mises à jour"), "same": _("déjà là, inchangées"), "ends": _("mandats terminés"),
              "rejected": _("lignes refusées")}  # fmt: skip
    return [(counts[name], label) for name, label in labels.items() if name in counts]
