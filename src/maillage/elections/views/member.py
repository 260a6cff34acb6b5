"""The member's space: standing for election, one's own candidacy, the candidates."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.accounts.access import SIGNED_IN, access
from maillage.desk.views.edits import EditPage
from maillage.desk.views.verbs import VerbPage
from maillage.elections import actions, words
from maillage.elections.eligibility import ways
from maillage.elections.enums import ElectionState
from maillage.elections.forms.candidacy import StandForm, WordsForm
from maillage.elections.models import Candidacy, Election
from maillage.elections.results import results
from maillage.elections.views.candidacy_verbs import write
from maillage.files.images import store_poster
from maillage.organisations.models import Person

lazy = gettext_lazy


def seen(user: Any) -> QuerySet[Election]:
    return Election.objects.visible_to(user).select_related("assembly", "body")


def mine(user: Any) -> QuerySet[Candidacy]:
    rows = Candidacy.objects.filter(person__user=user)
    return rows.select_related(
        "election__assembly", "election__body", "person", "organisation", "group", "slate", "photo"
    )


@access(SIGNED_IN)
def own(request: HttpRequest) -> HttpResponse:
    """Elections to which one may stand, one's candidacies, the last results."""
    elections = list(seen(request.user)[:20])
    standing = {row.election_id for row in mine(request.user) if row.stands}
    return render(request, "elections/own.html", {
        "title": _("Candidatures"), "candidacies": list(mine(request.user).order_by("-pk")),
        "open": [row for row in elections if row.is_open and row.pk not in standing],
        "others": [row for row in elections if not row.is_open],
    })  # fmt: skip


@access(SIGNED_IN)
def candidates(request: HttpRequest, pk: int) -> HttpResponse:
    """The candidates of an election, and its result once it is declared. Nobody reads them before they are closed."""
    election = get_object_or_404(seen(request.user), pk=pk)
    shown = election.state in (ElectionState.READY, ElectionState.VOTING, ElectionState.DONE)
    rows = election.candidacies.shown().named() if shown else Candidacy.objects.none()
    return render(request, "elections/candidates.html", {
        "title": election.title, "election": election, "facts": words.facts(election), "shown": shown,
        "groups": words.by_group(rows, request.user), "results": results(election), "face": "member",
        "may_stand": election.is_open and not mine(request.user).filter(election=election, state__in=["proposed", "accepted"]),
    })  # fmt: skip


class Stand(VerbPage):
    """Stand for election, in one of the ways that are open; the closed ones say why."""

    access = SIGNED_IN
    template = "elections/stand.html"
    submit = lazy("Envoyer ma candidature")

    def rows(self) -> QuerySet[Election]:
        return seen(self.request.user)

    def title(self, obj: Election) -> str:
        return _("Me présenter : %(election)s") % {"election": obj}

    def person(self) -> Person | None:
        return Person.objects.filter(user=self.request.user).first()

    def form(self, obj: Election, data: Any = None, files: Any = None) -> StandForm:
        person = self.person()
        self.ways = ways(obj, person) if person else []
        return StandForm(data, files, election=obj, open_ways=[one for one in self.ways if not one.why])

    def refusal(self, obj: Election) -> str:
        if not obj.is_open:
            return _("Les candidatures ne sont pas ouvertes : écrivez au secrétariat.")
        if not self.ways:
            return _("Pour se présenter, il faut être membre, ou l’être par une organisation membre.")
        if all(one.why for one in self.ways):
            return self.ways[0].why
        return ""

    def extra(self, obj: Election) -> dict[str, Any]:
        return {"closed": [one for one in self.ways if one.why], "public": obj.assembly.public}

    def run(self, obj: Election, form: StandForm) -> str:
        person = self.person()
        if person is None:
            raise ValidationError(_("Pour se présenter, il faut être membre, ou l’être par une organisation membre."))
        organisation, group = form.chosen()
        upload = form.cleaned_data.get("photo")
        self.made = actions.candidacies.stand(
            election=obj, person=person, organisation=organisation, group=group, values=form.words(),
            photo=store_poster(upload, by=self.request.user) if upload else None, by=self.request.user,
        )  # fmt: skip
        return _("Votre candidature est envoyée ; le secrétariat la vérifie et vous écrit.")

    def done_url(self, obj: Election) -> str:
        return reverse("elections:own_candidacy", args=[self.made.pk])


@access(SIGNED_IN)
def own_candidacy(request: HttpRequest, pk: int) -> HttpResponse:
    """What one wrote, where it stands, what the vote made of it."""
    row = get_object_or_404(mine(request.user), pk=pk)
    before = row.election.state in (ElectionState.PREPARING, ElectionState.CANDIDATURES, ElectionState.READY)
    return render(request, "elections/own_candidacy.html", {
        "title": _("Ma candidature : %(election)s") % {"election": row.election}, "candidacy": row,
        "line": words.line(row, request.user), "may_edit": row.stands and before,
        "may_withdraw": row.stands and row.election.state != ElectionState.DONE,
    })  # fmt: skip


class Rewrite(EditPage):
    access = SIGNED_IN
    form_class = WordsForm
    template = "elections/rewrite.html"

    def rows(self) -> QuerySet[Candidacy]:
        return mine(self.request.user)

    def title(self, obj: Candidacy) -> str:
        return _("Récrire ma présentation")

    def form(self, obj: Candidacy, data: Any = None, files: Any = None) -> WordsForm:
        return WordsForm(data, files, election=obj.election, candidacy=obj)

    def save(self, form: WordsForm, obj: Candidacy) -> Candidacy:
        return write(form, obj, self.request.user)

    def done_url(self, saved: Candidacy) -> str:
        return reverse("elections:own_candidacy", args=[saved.pk])


class WithdrawOwn(VerbPage):
    access = SIGNED_IN
    template = "elections/withdraw.html"
    submit = lazy("Retirer ma candidature")

    def rows(self) -> QuerySet[Candidacy]:
        return mine(self.request.user)

    def title(self, obj: Candidacy) -> str:
        return _("Retirer ma candidature : %(election)s") % {"election": obj.election}

    def consequences(self, obj: Candidacy) -> Iterable[str]:
        day = date_format(obj.kept_until, "DATE_FORMAT") if obj.kept_until else ""
        return [_("Votre nom quitte le vote ; si des bulletins sont déjà déposés, ils vont aux choix suivants."),
                _("Votre présentation est effacée le %(day)s au plus tard.") % {"day": day}]  # fmt: skip

    def run(self, obj: Candidacy, form: Any) -> str:
        actions.candidacies.withdraw(candidacy=obj, by=self.request.user)
        return _("Votre candidature est retirée.")

    def done_url(self, obj: Candidacy) -> str:
        return reverse("elections:own_candidacy", args=[obj.pk])
