"""Certificates: what an activity certifies, to whom they are given; one's own; the page that checks a number."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from maillage.accounts.access import PUBLIC, access, who
from maillage.accounts.roles import Permission
from maillage.activities.models import Activity
from maillage.core.public import cacheable
from maillage.core.text import fold
from maillage.desk.views.verbs import VerbPage
from maillage.enrolments import attended, links, papers, presence
from maillage.enrolments.actions import certificates as actions
from maillage.enrolments.certified import Attendee, attendees, certified_of
from maillage.enrolments.forms.day import ReasonForm, RuleForm
from maillage.enrolments.models import Certificate, CertificateRule, Enrolment
from maillage.enrolments.views.door import private
from maillage.enrolments.views.sheets import as_pdf


@access(Permission.ENROLMENTS_EDIT)
def manage(request: HttpRequest, pk: int) -> HttpResponse:
    """What the activity certifies, who is given one and who is not, with the reason."""
    activity = get_object_or_404(Activity.objects.visible_to(request.user), pk=pk)
    rule = CertificateRule.objects.filter(activity=activity).first()
    form = RuleForm(request.POST if "rule" in request.POST else None, instance=rule)
    if request.method == "POST":
        try:
            if "rule" not in request.POST:
                messages.success(request, given(activity, who(request), write="send" in request.POST))
                return redirect("enrolments:certificates", activity.pk)
            if form.is_valid():
                actions.choose(activity=activity, values=form.cleaned_data, by=who(request))
                messages.success(request, _("C’est noté : choisissez maintenant à qui les délivrer."))
                return redirect("enrolments:certificates", activity.pk)
        except ValidationError as error:
            form.add_error(None, error) if form.is_bound else messages.error(request, " ".join(error.messages))
    people = attendees(activity)
    return render(request, "enrolments/certificates.html", {
        "title": _("Attestations"), "activity": activity, "rule": rule, "form": form,
        "people": [line(one, rule) for one in sorted(people, key=in_order)],
        "ready": sum(not one.certificate and rule is not None and not actions.missing(one, rule) for one in people),
        "issued": sum(one.certificate is not None for one in people),
        "withdrawn": Certificate.objects.filter(activity=activity).exclude(withdrawn_at=None).count(),
    }, status=422 if form.is_bound and form.errors else 200)  # fmt: skip


def in_order(one: Attendee) -> tuple[bool, str, int]:
    return not one.certificate, fold(one.enrolment.name), one.place.pk


def line(one: Attendee, rule: CertificateRule | None) -> dict[str, Any]:
    return {
        "name": presence.named(one.place, one.rank + 1), "came": len(one.came), "expected": len(one.expected),
        "hours": papers.hours(one.minutes) if one.came else "–", "certificate": one.certificate,
        "why": actions.missing(one, rule) if rule else "", "enrolment": one.enrolment,
    }  # fmt: skip


def given(activity: Activity, by: Any, *, write: bool) -> str:
    count = len(actions.issue(activity=activity, by=by, write=write))
    said = ngettext("%(n)s attestation délivrée.", "%(n)s attestations délivrées.", count) % {"n": count}
    return " ".join([said, _("Elles partent par courriel, une seule fois chacune.")]) if write else said


def paper(row: Certificate) -> HttpResponse:
    content = papers.pdf_of(row)
    if content is None:
        raise Http404(_("Cette attestation est retirée, ou les noms de l’activité sont effacés."))
    return as_pdf(f"attestation-{row.number}", content)


@access(Permission.ENROLMENTS_VIEW)
def pdf(request: HttpRequest, pk: int) -> HttpResponse:
    seen = Activity.objects.visible_to(request.user).values("pk")
    rows = Certificate.objects.filter(activity__in=seen).select_related("activity", "place__enrolment")
    return paper(get_object_or_404(rows, pk=pk))


class Withdraw(VerbPage):
    """By the team, for a reason of its own; an arrival undone does it by itself."""

    access = Permission.ENROLMENTS_EDIT
    form_class = ReasonForm
    dangerous = True

    @property
    def submit(self) -> str:  # type: ignore[override]
        return _("Retirer l’attestation")

    def rows(self) -> Any:
        return Certificate.objects.filter(activity__in=Activity.objects.visible_to(self.request.user).values("pk"))

    def title(self, obj: Certificate) -> str:
        return _("Retirer l’attestation %(number)s") % {"number": obj.number}

    def consequences(self, obj: Certificate) -> list[str]:
        return [_("Qui vérifie ce numéro lit qu’elle n’est plus valable."), _("Le numéro n’est pas donné de nouveau.")]

    def refusal(self, obj: Certificate) -> str:
        return _("Cette attestation est déjà retirée.") if obj.withdrawn_at else ""

    def run(self, obj: Certificate, form: Any) -> str:
        actions.withdraw(certificate=obj, reason=form.cleaned_data["reason"], by=who(self.request))
        return _("L’attestation est retirée.")


# One's own, by the link of one's enrolment


def own_enrolment(token: str) -> Enrolment:
    return get_object_or_404(Enrolment.objects.select_related("activity"), pk=links.read(token, links.OWN) or 0)


@access(PUBLIC)
@never_cache
def own(request: HttpRequest, token: str) -> HttpResponse:
    """One's certificates: taken by a button, since opening a page changes nothing."""
    enrolment = own_enrolment(token)
    if request.method == "POST":
        try:
            actions.issue_own(enrolment=enrolment)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return redirect("enrolments:certificates_own", token)
    people = attendees(enrolment.activity, [enrolment.pk]) if enrolment.purged_at is None else []
    rule = CertificateRule.objects.filter(activity=enrolment.activity_id).first()
    return private(render(request, "enrolments/certificates_own.html", {
        "title": _("Votre attestation"), "enrolment": enrolment, "token": token, "rule": rule,
        "people": [one for one in people if one.certificate],
        "left": [one for one in people if rule and rule.self_service and not one.certificate and not actions.missing(one, rule)],
        "why": sorted({actions.missing(one, rule) for one in people} - {""}) if rule else [],
    }))  # fmt: skip


@access(PUBLIC)
@never_cache
def own_pdf(request: HttpRequest, token: str, pk: int) -> HttpResponse:
    enrolment = own_enrolment(token)
    rows = Certificate.objects.filter(place__enrolment=enrolment).select_related("activity", "place__enrolment")
    return private(paper(get_object_or_404(rows, pk=pk)))


# Checking a number


@access(PUBLIC)
@cacheable
def verify(request: HttpRequest) -> HttpResponse:
    """Where a number is typed."""
    number = attended.typed(request.GET.get("numero", "")[:40])
    if number:
        return redirect("site:certificate", number)
    return render(
        request,
        "enrolments/certificate_check.html",
        {"title": _("Vérifier une attestation"), "number": "", "row": None},
    )


@access(PUBLIC)
@cacheable
def verified(request: HttpRequest, number: str) -> HttpResponse:
    """Valid or not, of what, how long, when; of whom, the initials alone while there are any."""
    row = (
        Certificate.objects.filter(number=attended.typed(number)).select_related("activity", "place__enrolment").first()
    )
    one = certified_of(row) if row else None
    return render(request, "enrolments/certificate_check.html", {
        "title": _("Vérifier une attestation"), "number": attended.typed(number), "row": row,
        "days": papers.days(row) if row else "", "hours": papers.hours(row.minutes) if row else "",
        "initials": attended.initials(one.name) if one and row and not row.withdrawn_at else "",
        "told": bool(row and row.activity.shows_publicly),
    }, status=200 if row else 404)  # fmt: skip
