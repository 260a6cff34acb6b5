"""The member's space: one's memberships, rights, delegates, and the sponsorships asked."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from maillage.accounts.access import SIGNED_IN, access
from maillage.accounts.roles import Permission
from maillage.desk.views.edits import EditPage
from maillage.members import actions, cards, emails, words
from maillage.members.forms.verbs import DelegateForm
from maillage.members.models import Application, Delegation, Member, Sponsor
from maillage.members.periods import since
from maillage.members.queries import ledger_of, voting_rights
from maillage.members.rights import DOORS
from maillage.members.views.verbs import person_of
from maillage.organisations.models import Link, Person


def own(user: Any) -> QuerySet[Member]:
    """The memberships of this person, and of the organisations they speak for; whatever their other rights."""
    members = Member.objects.filter(organisation__in=user.facts.get("delegate", frozenset()))
    return (members | Member.objects.filter(person__user=user)).select_related("organisation", "person")


def told(member: Member, reader: Any) -> dict[str, Any]:
    periods = list(member.periods.order_by("started_on"))
    today = localdate()
    now = next(
        (row for row in periods if row.started_on <= today and (row.ended_on is None or row.ended_on >= today)), None
    )
    (right,) = voting_rights(today, members=Member.objects.filter(pk=member.pk), reader=reader)
    return {
        "member": member, "now": now, "category": words.category(now.category if now else periods[-1].category),
        "since": since(ledger_of(periods), today), "ended": None if now else periods[-1],
        "extra": {"right": right, "day": today,
                  "doors": [(words.DOORS[door], right.may(door), right.refusals.get(door)) for door in DOORS]},
        "delegations": [(row, words.person_name(row.person, reader))
                        for row in Delegation.objects.on(today).filter(member=member).select_related("person")],
    }  # fmt: skip


def asked(user: Any) -> QuerySet[Sponsor]:
    """Sponsorships that wait for this person's answer."""
    rows = Sponsor.objects.filter(member__in=own(user).exclude(organisation=None).values("pk"))
    rows = rows.filter(confirmed_at=None, declined_at=None).exclude(application__state="draft")
    return rows.select_related("application", "member__organisation")


@access(SIGNED_IN)
def mine(request: HttpRequest) -> HttpResponse:
    """What one is member of, and may do today; the reason of each refusal."""
    return render(request, "members/mine.html", {
        "title": _("Mon adhésion"), "memberships": [told(member, request.user) for member in own(request.user) if member.periods.exists()],
        "sponsors": asked(request.user),
        "applications": Application.objects.filter(contact_email__iexact=request.user.email).exclude(state="withdrawn"),
    })  # fmt: skip


@access(SIGNED_IN)
def sponsor(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm or decline a sponsorship asked of one's organisation."""
    found = get_object_or_404(asked(request.user), pk=pk)
    if request.method == "POST":
        confirmed = request.POST.get("answer") == "yes"
        try:
            actions.answer_sponsorship(sponsor=found, confirmed=confirmed, by=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(
                request, _("Le parrainage est confirmé.") if confirmed else _("Le parrainage est décliné.")
            )
        return redirect("members:mine")
    return render(request, "members/sponsor.html", {
        "title": _("Parrainer %(name)s") % {"name": found.application}, "sponsor": found,
        "category": words.category(found.application.category),
    })  # fmt: skip


class Propose(EditPage):
    """A member names who speaks for it; the team is told."""

    access = SIGNED_IN
    form_class = DelegateForm
    template = "members/propose.html"

    def rows(self) -> QuerySet[Member]:
        return own(self.request.user).exclude(organisation=None)

    def title(self, obj: Member) -> str:
        return _("Nommer une personne pour %(name)s") % {"name": obj}

    def form(self, obj: Member, data: Any = None, files: Any = None) -> DelegateForm:
        ties = Link.objects.current().filter(from_organisation=obj.organisation, to_person__isnull=False)
        people = Person.objects.present().filter(pk__in=ties.values("to_person"), withheld=False)
        return DelegateForm(data, people=people)

    def save(self, form: DelegateForm, obj: Member) -> Member:
        data = form.cleaned_data
        person = person_of(data, self.request.user)
        made = actions.name_delegate(
            member=obj, person=person, start=data["on"], kind=data["kind"], by=self.request.user
        )
        emails.delegate_proposed(made)
        return obj

    def done(self, saved: Member) -> str:
        return _("C’est noté ; l’équipe du réseau en est prévenue.")

    def done_url(self, saved: Member) -> str:
        return "/espace/adhesion/"


def as_pdf(member: Member) -> HttpResponse:
    language = (member.person.language if member.person else get_language()) or "fr"
    response = HttpResponse(cards.render([member], language[:2]), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="carte-{member.number}.pdf"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


@access(SIGNED_IN)
def my_card(request: HttpRequest, pk: int) -> HttpResponse:
    """One's own card, or that of the organisation one speaks for, as a PDF."""
    return as_pdf(get_object_or_404(own(request.user).current(), pk=pk))


@access(Permission.MEMBERS_VIEW)
def card(request: HttpRequest, pk: int) -> HttpResponse:
    """The card of a member, for the team."""
    return as_pdf(get_object_or_404(Member.objects.visible_to(request.user).current(), pk=pk))
