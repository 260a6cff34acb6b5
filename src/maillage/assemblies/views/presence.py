"""The desk of a meeting: a name, a big button; who has no right, and why; hours corrected; the sheet."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from maillage.accounts.access import access, who
from maillage.accounts.roles import Permission
from maillage.assemblies import checkin, quorum, register, sheet, standing
from maillage.assemblies.actions import presence
from maillage.assemblies.forms.session import CorrectForm
from maillage.assemblies.models import Assembly, Attendance, Stay
from maillage.assemblies.session_enums import Capacity
from maillage.assemblies.views.chair import meetings
from maillage.core.asked import row_number
from maillage.desk.exports import export
from maillage.desk.views.verbs import VerbPage
from maillage.members.words import person_name
from maillage.organisations.models import Person

P = Permission
STATES = ("", "attendus", "la", "sans-droit")
WALK_INS = (Capacity.GUEST, Capacity.SUPPORTER, Capacity.STAFF)


@access(P.ASSEMBLIES_EDIT)
@never_cache
def desk(request: HttpRequest, pk: int) -> HttpResponse:
    assembly = get_object_or_404(meetings(who(request)), pk=pk)
    if request.method != "POST":
        return page(request, assembly)
    try:
        said = noted(assembly, request.POST, who(request))
    except ValidationError as error:
        return page(request, assembly, " ".join(error.messages), 422)
    messages.success(request, said)
    query = request.GET.urlencode()
    return redirect(reverse("assemblies:presence", args=[pk]) + (f"?{query}" if query else ""))


def noted(assembly: Assembly, data: Any, by: Any) -> str:
    """One thing noted; the sentence that says it. Raises ValidationError."""
    if "arrive" in data:
        person = get_object_or_404(Person, pk=row_number(data["arrive"]))
        check_known(assembly, person, by)
        stay = presence.arrive(assembly=assembly, who=presence.Who(person, card=data.get("card", "")), by=by)
        return _("%(name)s est là, depuis %(at)s.") % {"name": person_name(person, by), "at": sheet.hour(stay.came_at)}
    if "add" in data:
        someone = presence.Who(name=data.get("name", ""), organisation=data.get("organisation", ""),
                               capacity=data.get("capacity", ""))  # fmt: skip
        presence.arrive(assembly=assembly, who=someone, by=by)
        return _("C’est noté.")
    if not {"leave", "undo"} & set(data):
        raise ValidationError(_("Cette page est ancienne : rechargez-la."))
    row = get_object_or_404(Attendance, assembly=assembly, pk=row_number(data.get("leave") or data.get("undo")))
    if "leave" in data:
        presence.leave(attendance=row, by=by)
        return _("Le départ est noté.")
    presence.undo(attendance=row, reason=data.get("reason", ""), by=by)
    return _("L’arrivée est annulée.")


def check_known(assembly: Assembly, person: Person, by: Any) -> None:
    """Raises ValidationError for someone whom neither the list nor this reader's directory knows."""
    found = standing.of(assembly, person)
    listed = (
        found.capacity != Capacity.GUEST
        or found.member is not None
        or assembly.attendances.filter(person=person).exists()
    )
    if not listed and not Person.objects.visible_to(by).filter(pk=person.pk).exists():
        raise ValidationError(_("Cette personne n’est pas dans la liste : rechargez la page."))


def page(request: HttpRequest, assembly: Assembly, refusal: str = "", status: int = 200) -> HttpResponse:
    q, state = request.GET.get("q", "")[:80].replace("\x00", ""), request.GET.get("etat", "")
    everyone = register.lines(assembly, who(request))
    found = register.narrowed(everyone, q, state if state in STATES else "")
    if only := row_number(request.GET.get("personne")):
        found = [line for line in everyone if line.person and line.person.pk == only]
    return render(request, "assemblies/presence.html", {
        "title": _("Accueil : %(name)s") % {"name": assembly.title}, "assembly": assembly, "q": q,
        "state": state if state in STATES else "", "lines": found[: register.MOST], "left": max(len(found) - register.MOST, 0),
        "counts": register.counts(everyone), "refusal": refusal,
        "told": quorum.told(quorum.quorum_of(assembly)), "over": assembly.is_over, "only": bool(only),
        "capacities": [(one.value, one.label) for one in WALK_INS if one != Capacity.SUPPORTER or assembly.supporters_invited],
        "reasons": (_("Erreur de personne"), _("Notée deux fois"), _("Repartie sans participer")),
    }, status=status)  # fmt: skip


class CorrectStay(VerbPage):
    access = P.ASSEMBLIES_EDIT
    submit = lazy("Corriger l’heure")
    form_class = CorrectForm

    def rows(self) -> QuerySet[Stay]:
        held = meetings(self.request.user).order_by().values("pk")
        return Stay.objects.filter(attendance__assembly__in=held).select_related(
            "attendance__assembly", "attendance__person"
        )

    def name(self, obj: Stay) -> str:
        row = obj.attendance
        return person_name(row.person, self.request.user) if row.person else row.name

    def title(self, obj: Stay) -> str:
        return _("Corriger les heures de %(name)s") % {"name": self.name(obj)}

    def consequences(self, obj: Stay) -> list[str]:
        return [
            _("La feuille de présence et le procès-verbal à venir disent les heures corrigées ; le journal garde les autres."),
            _("Les moments où le quorum a été atteint ou perdu restent tels qu’ils ont été constatés : des décisions ont été"
              " prises dessus. Si cette heure les contredit, écrivez-le au procès-verbal."),
        ]  # fmt: skip

    def form(self, obj: Stay, data: Any = None, files: Any = None) -> CorrectForm:
        return CorrectForm(data, initial={"came_at": obj.came_at, "left_at": obj.left_at})

    def run(self, obj: Stay, form: CorrectForm) -> str:
        said = form.cleaned_data
        hours = {
            name: said[name] if name in form.changed_data else getattr(obj, name) for name in ("came_at", "left_at")
        }
        presence.correct(stay=obj, reason=said["reason"], by=self.request.user, **hours)
        return _("Les heures sont corrigées.")


@access(P.ASSEMBLIES_VIEW)
@require_safe
def sheet_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    assembly = get_object_or_404(meetings(who(request)), pk=pk)
    response = HttpResponse(sheet.pdf(assembly, who(request)), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="presence-assemblee-{assembly.pk}.pdf"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


@access(P.ASSEMBLIES_VIEW)
@require_safe
def sheet_csv(request: HttpRequest, pk: int) -> Any:
    assembly = get_object_or_404(meetings(who(request)), pk=pk)
    headers, rows = sheet.table(assembly, who(request))
    return export("csv", f"presence-assemblee-{assembly.pk}", headers, rows)


@access(P.ASSEMBLIES_VIEW)
@require_safe
def poster(request: HttpRequest, pk: int) -> HttpResponse:
    """The code to show in the room: who opens it with their own phone, signed in, notes their presence."""
    assembly = get_object_or_404(meetings(who(request)), pk=pk)
    return render(request, "assemblies/poster.html", {
        "title": _("Noter sa présence : %(title)s") % {"title": assembly.title}, "assembly": assembly,
        "address": checkin.room_address(assembly),
    })  # fmt: skip
