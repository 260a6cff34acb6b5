"""Elections in Gestion: the list, one with its candidates and its result, a candidacy."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.accounts.roles import Permission
from maillage.ballots.enums_votes import QuestionState
from maillage.desk.columns import Column, tag
from maillage.desk.filters import Filter
from maillage.desk.views.details import DetailPage
from maillage.desk.views.lists import Empty, Link, ListPage
from maillage.elections import words
from maillage.elections.actions.installing import plan
from maillage.elections.actions.rounds import pending, unvoted
from maillage.elections.enums import CandidacyState, ElectionState, Fate
from maillage.elections.models import Candidacy, Election
from maillage.elections.results import results
from maillage.elections.rules import warnings

lazy = gettext_lazy
P = Permission
STANDING = Q(candidacies__state__in=[CandidacyState.PROPOSED, CandidacyState.ACCEPTED])


def state_of(election: Election) -> Any:
    return tag(election.get_state_display(), election.standing.tone)


class Elections(ListPage):
    access = P.ASSEMBLIES_VIEW
    title = lazy("Élections")
    page_name = "elections:list"
    row_route = "elections:detail"
    columns = (
        Column("title", lazy("Titre"), value=lambda e: e.title, sort=("title",), link=True),
        Column("assembly", lazy("Assemblée"), value=lambda e: str(e.assembly), sort=("assembly__starts_at",)),
        Column("body", lazy("Instance"), value=lambda e: str(e.body)),
        Column("candidates", lazy("Candidatures"), value=lambda e: e.candidates, sort=("candidates",), numeric=True),
        Column("seats", lazy("Sièges"), value=lambda e: e.total, numeric=True),
        Column("until", lazy("Candidatures jusqu’au"), value=lambda e: e.candidatures_until, sort=("candidatures_until",)),
        Column("state", lazy("État"), value=lambda e: e.get_state_display(), cell=state_of),
    )  # fmt: skip
    filters = (
        Filter("q", lazy("Titre"), kind="search", lookup="title__icontains"),
        Filter("etat", lazy("État"), choices=ElectionState.choices, lookup="state"),
    )
    links = (Link(lazy("Nouvelle élection"), "elections:new", P.ASSEMBLIES_EDIT, primary=True),)
    empty = Empty(
        lazy("Aucune élection"),
        lazy("Préparez-en une pour une assemblée : les sièges, les candidatures, puis le vote et les mandats."), links[0],
    )  # fmt: skip

    def rows(self) -> QuerySet[Election]:
        rows = Election.objects.visible_to(self.request.user).select_related("assembly", "body")
        return rows.annotate(candidates=Count("candidacies", filter=STANDING))


UNDER_WAY = (QuestionState.DRAFT, QuestionState.OPEN, QuestionState.CLOSED)


class ElectionPage(DetailPage):
    access = P.ASSEMBLIES_VIEW
    page = "election"
    template = "elections/election.html"

    def rows(self) -> QuerySet[Election]:
        return Election.objects.visible_to(self.request.user).select_related("assembly__roll", "body", "item")

    def extra(self, obj: Election) -> dict[str, Any]:
        user = self.request.user
        rows = list(Candidacy.objects.visible_to(user).filter(election=obj).named())
        standing = [row for row in rows if row.stands]
        before = obj.state in (ElectionState.PREPARING, ElectionState.CANDIDATURES, ElectionState.READY)
        done, votes = obj.state == ElectionState.DONE, list(obj.questions())
        elected = plan(obj) if done else []
        return {
            "state": state_of(obj), "edit": user.can(P.ASSEMBLIES_EDIT), "facts": words.facts(obj), "before": before,
            "groups": [(group, obj.seats_of(group)) for group in obj.groups],
            "waiting": [words.line(row, user) for row in rows if row.state == CandidacyState.PROPOSED],
            "standing": words.by_group([row for row in rows if row.state == CandidacyState.ACCEPTED], user),
            "others": [words.line(row, user) for row in rows if not row.stands],
            "warnings": warnings(obj, standing) if before else [], "votes": votes,
            "going": next((one for one in votes if one.state in UNDER_WAY), None),
            "results": results(obj), "plan": [(words.line(one, user), due) for one, due in elected],
            "may_install": bool(elected) and obj.installed_at is None, "second": not done and bool(pending(obj)),
            "unvoted": obj.state == ElectionState.VOTING and bool(unvoted(obj)),
            "slates": obj.slates.select_related("group").order_by("group__order", "title") if before else [],
        }  # fmt: skip


class CandidacyPage(DetailPage):
    access = P.ASSEMBLIES_VIEW
    page = "candidacy"
    template = "elections/candidacy.html"

    def rows(self) -> QuerySet[Candidacy]:
        return Candidacy.objects.visible_to(self.request.user).select_related(
            "election__assembly", "election__body", "person", "organisation", "group", "slate", "photo"
        )

    def title(self, obj: Candidacy) -> str:
        return _("Candidature de %(name)s") % {"name": words.line(obj, self.request.user)["name"]}

    def extra(self, obj: Candidacy) -> dict[str, Any]:
        state = obj.election.state
        before = state in (ElectionState.PREPARING, ElectionState.CANDIDATURES, ElectionState.READY)
        done = state == ElectionState.DONE
        return {
            "line": words.line(obj, self.request.user), "edit": self.request.user.can(P.ASSEMBLIES_EDIT),
            "may_decide": before and obj.state == CandidacyState.PROPOSED, "may_refuse": before and obj.stands,
            "may_edit": before and obj.stands, "may_withdraw": obj.stands and not done,
            "may_decline": done and obj.fate == Fate.ELECTED and obj.election.installed_at is None,
        }  # fmt: skip
