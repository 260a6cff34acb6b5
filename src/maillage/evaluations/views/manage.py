"""Evaluations in Gestion: the list, one with its results, paper sheets, the poster."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from maillage.accounts.access import access
from maillage.accounts.roles import Permission
from maillage.desk.columns import Column, tag
from maillage.desk.exports import FORMATS, export
from maillage.desk.filters import Filter
from maillage.desk.views.details import DetailPage
from maillage.desk.views.lists import Empty, Link, ListPage
from maillage.evaluations import actions, counting, words
from maillage.evaluations.emails import address_of
from maillage.evaluations.enums import For, Moment
from maillage.evaluations.forms.answers import CountsForm
from maillage.evaluations.models import Poll, Questionnaire
from maillage.evaluations.results import Change, Distribution, shown

lazy = gettext_lazy
P = Permission


def state_of(poll: Poll) -> Any:
    return tag(_("Ouverte"), "ok") if poll.is_open else tag(_("Close"), "nu")


class Polls(ListPage):
    access = P.ACTIVITIES_VIEW
    title = lazy("Évaluations")
    page_name = "evaluations:polls"
    row_route = "evaluations:poll"
    default_sort = "-opened"
    columns = (
        Column("activity", lazy("Activité"), value=lambda p: p.activity.title, sort=("activity__title",), link=True),
        Column("questionnaire", lazy("Questionnaire"), value=lambda p: p.questionnaire.name,
               sort=("questionnaire__name",)),
        Column("moment", lazy("Moment"), value=lambda p: p.get_moment_display()),
        Column("opened", lazy("Ouverte le"), value=lambda p: p.opens_on, sort=("opens_on",)),
        Column("sheets", lazy("Feuilles en ligne"), value=lambda p: p.sheet_count, sort=("sheet_count",), numeric=True),
        Column("state", lazy("État"), value=lambda p: _("Ouverte") if p.is_open else _("Close"), cell=state_of),
    )  # fmt: skip
    filters = (
        Filter("q", lazy("Activité"), kind="search", lookup="activity__title__icontains"),
        Filter("questionnaire", lazy("Questionnaire"), lookup="questionnaire",
               choices=lambda: Questionnaire.objects.values_list("pk", "name")),
        Filter("moment", lazy("Moment"), choices=Moment.choices),
        Filter("pour", lazy("Pour"), choices=For.choices, lookup="questionnaire__audience"),
    )  # fmt: skip
    links = (
        Link(lazy("Questionnaires"), "evaluations:questionnaires", P.ACTIVITIES_VIEW),
        Link(lazy("Nouvelle évaluation"), "evaluations:poll_new", P.ACTIVITIES_EDIT, primary=True),
    )
    empty = Empty(
        lazy("Aucune évaluation pour l’instant"),
        lazy("Ouvrez un questionnaire pour une activité : un lien et un code QR suffisent, personne ne donne son nom."),
        links[1],
    )

    def rows(self) -> QuerySet[Poll]:
        seen = Poll.objects.visible_to(self.request.user).select_related("activity", "questionnaire")
        return seen.annotate(sheet_count=Count("sheets"))


def changes_of(poll: Poll, found: dict[int, Distribution]) -> list[dict[str, Any]]:
    """Before and after, when the same questionnaire was filled at both moments of this activity."""
    other = Poll.objects.filter(activity=poll.activity_id, questionnaire=poll.questionnaire_id).exclude(pk=poll.pk)
    if not other or not shown(counting.respondents(other)):
        return []
    theirs = counting.distributions(other)
    before, after = (theirs, found) if poll.moment == Moment.AFTER else (found, theirs)
    lines = []
    for item in poll.questionnaire.items.all():
        one = Change(before.get(item.pk, Distribution()), after.get(item.pk, Distribution()))
        if one.difference is not None and words.is_measured(item):
            lines.append({"label": item.label, "before": words.mean(one.before.mean),
                          "after": words.mean(one.after.mean), "change": words.signed(one.difference)})  # fmt: skip
    return lines


class PollPage(DetailPage):
    access = P.ACTIVITIES_VIEW
    page = "poll"
    template = "evaluations/poll.html"

    def rows(self) -> QuerySet[Poll]:
        return Poll.objects.visible_to(self.request.user).select_related("activity", "questionnaire")

    def title(self, obj: Poll) -> str:
        return obj.activity.title

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        if (kind := request.GET.get("format")) in FORMATS:
            return self.table(get_object_or_404(self.rows(), pk=pk), kind)  # type: ignore[return-value]
        return super().get(request, pk)

    def found(self, poll: Poll) -> tuple[int, bool, list[counting.Result]]:
        mine = Poll.objects.filter(pk=poll.pk)
        people = counting.respondents(mine)
        may = shown(people, one_is_known=poll.questionnaire.audience == For.TEACHER)
        return people, may, counting.results(poll.questionnaire.items.all(), mine) if may else []

    def table(self, poll: Poll, kind: str) -> HttpResponseBase:
        """The results as a file: a line for each answer of each question."""
        _people, _may, results = self.found(poll)
        lines = [[one.item.label, label, count] for one in results for label, count in one.points]
        lines += [[one.item.label, answer.text, 1] for one in results for answer in one.texts]
        return export(kind, f"evaluation-{poll.pk}", [_("Question"), _("Réponse"), _("Nombre")], lines)

    def extra(self, obj: Poll) -> dict[str, Any]:
        people, may, results = self.found(obj)
        edit = self.request.user.can(P.ACTIVITIES_EDIT)
        return {
            "people": people, "shown": may, "results": results, "edit": edit, "state": state_of(obj),
            "changes": changes_of(obj, {one.item.pk: one.distribution for one in results}) if may else [],
            "over": obj.closes_on is not None and obj.closes_on < localdate(), "link": address_of(obj),
            "formats": FORMATS, "figures": [(people, ngettext("feuille", "feuilles", people))],
        }  # fmt: skip


@access(P.ACTIVITIES_EDIT)
def counts(request: HttpRequest, pk: int) -> HttpResponse:
    """Paper sheets typed by counts, in one screen."""
    poll = get_object_or_404(Poll.objects.visible_to(request.user).select_related("activity", "questionnaire"), pk=pk)
    items = poll.questionnaire.items.filter(withdrawn=False)
    form = CountsForm(request.POST or None, items=items, typed=poll.tallies.all())
    if request.method == "POST" and form.is_valid():
        try:
            total = actions.type_counts(poll=poll, counts=form.counts(), by=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(
                request, ngettext("%(n)s réponse comptée.", "%(n)s réponses comptées.", total) % {"n": total}
            )
            return redirect(poll)
    return render(request, "evaluations/counts.html", {
        "title": _("Feuilles de papier"), "poll": poll, "form": form}, status=422 if form.errors else 200)  # fmt: skip


@access(P.ACTIVITIES_VIEW)
def poster(request: HttpRequest, pk: int) -> HttpResponse:
    """A page to print and put by the door: the code, the address, two sentences."""
    poll = get_object_or_404(Poll.objects.visible_to(request.user).select_related("activity", "questionnaire"), pk=pk)
    return render(request, "evaluations/poster.html", {
        "title": _("Votre avis"), "poll": poll, "link": address_of(poll)})  # fmt: skip
