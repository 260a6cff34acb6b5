"""Activities in the member space: one's organisation's proposals, and the people it names for placements."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views import View

from maillage.accounts.access import SIGNED_IN, fact
from maillage.activities import actions, words
from maillage.activities.enums import ActivityState, NomineeState, Structure
from maillage.activities.forms.gatherings import NomineeForm
from maillage.activities.forms.member import ProposalForm
from maillage.activities.models import Activity, Nominee
from maillage.core.registry import house
from maillage.desk.views.edits import EditPage
from maillage.desk.views.verbs import VerbPage
from maillage.organisations.models import Organisation

A = ActivityState
DELEGATE = fact("delegate")
OPEN = (A.PROPOSED, A.DECLINED)


def represented(user: Any) -> QuerySet[Organisation]:
    """The members for which this person speaks."""
    numbers = user.facts.get("delegate", frozenset()) if user.is_authenticated else frozenset()
    return Organisation.objects.filter(pk__in=numbers).alive()


def proposed(user: Any) -> QuerySet[Activity]:
    return Activity.objects.filter(proposed_by__in=represented(user))


def placements() -> QuerySet[Activity]:
    """Those to which members may name someone now."""
    rows = Activity.objects.filter(structure=Structure.PLACEMENT, state=A.ANNOUNCED, starts_at__gt=now())
    return rows.order_by("starts_at")


class Mine(View):
    """What one's organisation proposed, and what was answered; placements open to its people."""

    access = SIGNED_IN

    def get(self, request: HttpRequest) -> HttpResponse:
        organisations = list(represented(request.user))
        rows = proposed(request.user).select_related("proposed_by").order_by("-created_at")[:200]
        named = Nominee.objects.filter(organisation__in=organisations).select_related("activity", "person")
        by_activity: dict[int, list[Nominee]] = {}
        for row in named.exclude(state=NomineeState.WITHDRAWN):
            by_activity.setdefault(row.activity_id, []).append(row)
        opened = list(placements()[:20]) if organisations else []
        return render(request, "activities/mine.html", {
            "title": _("Nos activités"), "organisations": organisations,
            "rows": [(row, A(row.state), words.form_label(row.form)) for row in rows],
            "placements": [(row, by_activity.get(row.pk, [])) for row in opened],
        })  # fmt: skip


class Follow(View):
    """One proposal: what was said, where it stands, the answer."""

    access = SIGNED_IN

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        row = get_object_or_404(proposed(request.user).prefetch_related("sessions__venue"), pk=pk)
        panels = [panel.render(request, row) for panel in house.panels_on("activity", "member")]
        return render(request, "activities/mine_detail.html", {
            "title": row.title, "activity": row, "state": A(row.state), "form_label": words.form_label(row.form),
            "open": row.state in OPEN, "public": row.public_url if row.shows_publicly else "",
            "panels": [panel for panel in panels if panel],
        })  # fmt: skip


class Propose(EditPage):
    """Propose an activity, or change one that waits (or was declined: it is then proposed anew)."""

    access = DELEGATE
    form_class = ProposalForm
    template = "activities/propose.html"

    def rows(self) -> QuerySet[Activity]:
        return proposed(self.request.user).filter(state__in=OPEN)

    def title(self, obj: Any) -> str:
        return _("Modifier « %(name)s »") % {"name": obj} if obj else _("Proposer une activité")

    def organisations(self) -> QuerySet[Organisation]:
        rows = represented(self.request.user)
        if not rows:
            raise Http404
        return rows

    def form(self, obj: Any, data: Any = None, files: Any = None) -> ProposalForm:
        return ProposalForm(data, organisations=self.organisations(), activity=obj)

    def save(self, form: ProposalForm, obj: Any) -> Activity:
        given = {
            "values": form.values(),
            "codes": form.codes(),
            "rows": [form.session_values()],
            "by": self.request.user,
        }
        if obj is not None:
            return actions.edit_proposal(activity=obj, **given)
        organisation = form.cleaned_data.get("organisation") or self.organisations()[0]
        return actions.propose(organisation=organisation, **given)

    def done(self, saved: Activity) -> str:
        return _("Merci : votre proposition est envoyée.")

    def done_url(self, saved: Activity) -> str:
        return reverse("activities:mine_detail", args=[saved.pk])


class Withdraw(VerbPage):
    access = DELEGATE
    template = "activities/mine_verb.html"
    submit = lazy("Retirer la proposition")
    rows = Propose.rows

    def title(self, obj: Activity) -> str:
        return _("Retirer « %(name)s »") % {"name": obj}

    def run(self, obj: Activity, form: Any) -> str:
        actions.withdraw(activity=obj, by=self.request.user)
        return _("La proposition est retirée.")

    def done_url(self, obj: Activity) -> str:
        return reverse("activities:mine")


class Nominate(View):
    """Name someone of one's organisation for a placement."""

    access = DELEGATE

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.organisations = list(represented(request.user))
        if not self.organisations:
            raise Http404
        self.activity = get_object_or_404(placements(), pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.page(NomineeForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = NomineeForm(request.POST)
        asked = request.POST.get("organisation", "")
        organisation = next((one for one in self.organisations if str(one.pk) == asked), self.organisations[0])
        if form.is_valid():
            try:
                actions.nominate(
                    activity=self.activity, organisation=organisation, values=form.cleaned_data, by=request.user
                )
            except ValidationError as error:
                form.add_error(None, error)
            else:
                messages.success(request, _("%(name)s : désignation envoyée. L’équipe du réseau choisit et vous le dira.")
                                 % {"name": form.cleaned_data["name"]})  # fmt: skip
                return redirect("activities:mine")
        return self.page(form, 422)

    def page(self, form: NomineeForm, status: int = 200) -> HttpResponse:
        return render(self.request, "activities/nominate.html", {
            "title": _("Désigner une personne pour « %(name)s »") % {"name": self.activity}, "activity": self.activity,
            "form": form, "organisations": self.organisations,
        }, status=status)  # fmt: skip


class NomineeWithdraw(VerbPage):
    """The organisation takes back a name."""

    access = DELEGATE
    template = "activities/mine_verb.html"
    submit = lazy("Retirer ce nom")

    def rows(self) -> QuerySet[Nominee]:
        rows = Nominee.objects.filter(organisation__in=represented(self.request.user))
        return rows.exclude(state=NomineeState.WITHDRAWN).select_related("activity", "person")

    def title(self, obj: Nominee) -> str:
        return _("Retirer %(name)s de « %(activity)s »") % {"name": obj, "activity": obj.activity}

    def run(self, obj: Nominee, form: Any) -> str:
        actions.decide_nominee(nominee=obj, state=NomineeState.WITHDRAWN, by=self.request.user)
        return _("Ce nom est retiré.")

    def done_url(self, obj: Nominee) -> str:
        return reverse("activities:mine")
