"""Rolls in Gestion: all of them, one of them, its rights, absences and proxies, what to check."""

from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from maillage.accounts.roles import Permission
from maillage.ballots import listing, words
from maillage.ballots.checking import to_check
from maillage.ballots.colleges import college_label
from maillage.ballots.enums import RollState
from maillage.ballots.models import Roll
from maillage.desk.columns import Column
from maillage.desk.filters import Filter
from maillage.desk.views.details import DetailPage
from maillage.desk.views.lists import Empty, Link, ListPage

P = Permission


class Rolls(ListPage):
    access = P.ASSEMBLIES_VIEW
    title = lazy("Listes électorales")
    page_name = "ballots:rolls"
    row_route = "ballots:roll"
    columns = (
        Column("title", lazy("Titre"), sort=("title",), link=True),
        Column("rights_on", lazy("Droits au"), sort=("rights_on",)),
        Column(
            "state", lazy("État"), value=lambda row: row.get_state_display(), cell=words.roll_state, sort=("state",)
        ),
        Column("votes", lazy("Droits"), sort=("votes",), numeric=True),
        Column("asked", lazy("Contestations à trancher"), sort=("asked",), numeric=True),
    )
    filters = (
        Filter("q", lazy("Titre"), kind="search", lookup="title__icontains"),
        Filter("etat", lazy("État"), choices=RollState.choices, lookup="state"),
    )
    links = (Link(lazy("Nouvelle liste"), "ballots:roll_new", P.ASSEMBLIES_EDIT, primary=True),)
    empty = Empty(
        lazy("Aucune liste électorale pour l’instant"),
        lazy("Une liste dit qui peut voter, à une date que les statuts fixent ; une assemblée fait la sienne."), links[0],
    )  # fmt: skip

    def rows(self) -> QuerySet[Roll]:
        return listing.rolls(Roll.objects.visible_to(self.request.user))


class OfRoll(ListPage):
    """A list of one roll: its address has the roll's number."""

    access = P.ASSEMBLIES_VIEW
    template = "ballots/of_roll.html"
    name = ""

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:  # type: ignore[override]
        self.open(pk)
        return super().get(request)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:  # type: ignore[override]
        self.open(pk)
        return super().post(request)

    def open(self, pk: int) -> None:
        self.roll = get_object_or_404(Roll.objects.visible_to(self.request.user), pk=pk)
        self.page_name = f"ballots:{self.name}:{pk}"

    def extra(self) -> dict[str, Any]:
        return {"roll": self.roll}


class Rights(OfRoll):
    name = "rights"
    row_route = "ballots:right"
    default_sort = "name"
    empty = Empty(lazy("Aucun droit"), lazy("Les droits s’écrivent quand la liste est arrêtée."))

    def open(self, pk: int) -> None:
        super().open(pk)
        self.title = _("Droits de vote : %(roll)s") % {"roll": self.roll}
        self.columns = listing.right_columns(self.request.user)
        self.filters = listing.right_filters(self.roll, self.request.user)

    def rows(self) -> QuerySet[Any]:
        return listing.rights(self.roll)


class Absences(OfRoll):
    name = "absences"
    default_sort = "name"
    empty = Empty(
        lazy("Personne n’est absent de la liste"), lazy("Tous les membres de ce jour-là ont toutes leurs voix.")
    )

    def open(self, pk: int) -> None:
        super().open(pk)
        self.title = _("Absences de la liste : %(roll)s") % {"roll": self.roll}
        self.columns = listing.absence_columns(self.request.user)
        self.filters = listing.absence_filters(self.request.user)

    def rows(self) -> QuerySet[Any]:
        return listing.absences(self.roll)

    def row_url(self, row: Any) -> str:
        user: Any = self.request.user
        own = user.can(P.MEMBERS_VIEW) and row.member_id and not words.hidden(row, user)
        return str(row.member.get_absolute_url()) if own else str(self.roll.get_absolute_url())


class Proxies(OfRoll):
    name = "proxies"
    default_sort = "-signed_at"
    filters = listing.PROXY_FILTERS
    empty = Empty(
        lazy("Aucune procuration"), lazy("Elles se donnent en ligne, ou sur un formulaire signé que vous joignez.")
    )

    def open(self, pk: int) -> None:
        super().open(pk)
        self.title = _("Procurations : %(roll)s") % {"roll": self.roll}
        self.columns = listing.proxy_columns(self.request.user)

    def rows(self) -> QuerySet[Any]:
        return listing.proxies(self.roll)

    def row_url(self, row: Any) -> str:
        return reverse("ballots:right", args=[row.right_id])


class RollPage(DetailPage):
    access = P.ASSEMBLIES_VIEW
    page = "roll"
    template = "ballots/roll.html"

    def rows(self) -> QuerySet[Roll]:
        return Roll.objects.visible_to(self.request.user)

    def extra(self, obj: Roll) -> dict[str, Any]:
        user: Any = self.request.user
        return {
            "state": words.roll_state(obj), "rule": words.proxy_rule(obj), "figures": self.figures(obj),
            "colleges": self.colleges(obj), "edit": user.can(P.ASSEMBLIES_EDIT), "verbs": self.verbs(obj),
            "early": obj.frozen_at and obj.rights_on > obj.frozen_at.date(),
            "challenges": [
                (row, words.holder(row, user), words.challenge_state(row))
                for row in obj.challenges.select_related("member__organisation", "member__person")[:100]
            ],
            "corrections": [
                (row, words.holder(row.right, user))
                for row in obj.corrections.select_related(*(f"right__{name}" for name in words.BESIDE))[:100]
            ],
        }  # fmt: skip

    def figures(self, roll: Roll) -> list[tuple[Any, Any]]:
        found = roll.rights.active().aggregate(rights=Count("pk"), members=Count("member", distinct=True),
                                               weight=Sum("weight"))  # fmt: skip
        live = roll.proxies.live().count()
        pairs = [(found["rights"], _("droits"))]
        if not roll.seated:
            pairs.append((found["members"], _("membres")))
        if (found["weight"] or 0) != found["rights"]:
            pairs.append((found["weight"], _("voix, poids compris")))
        return [*pairs, (roll.absences.count(), _("absences motivées")), (live, _("procurations"))]

    def colleges(self, roll: Roll) -> list[tuple[str, int, int]]:
        rows = roll.rights.active().order_by("college").values_list("college").annotate(n=Count("pk"), w=Sum("weight"))
        return [(college_label(code) or _("Sans collège"), count, weight) for code, count, weight in rows]

    def verbs(self, roll: Roll) -> list[tuple[str, str]]:
        user: Any = self.request.user
        if not user.can(P.ASSEMBLIES_EDIT):
            return []
        names = {
            RollState.DRAFT: [("roll_freeze", _("Arrêter la liste")), ("proxy_rule", _("Règle des procurations"))],
            RollState.FROZEN: [("right_add", _("Ajouter un droit")), ("roll_close", _("Clore la liste"))],
        }.get(RollState(roll.state), [])
        return [(reverse(f"ballots:{name}", args=[roll.pk]), label) for name, label in names]


class ToCheck(DetailPage):
    """What the ledger would say today: to be looked at, nothing changes by itself."""

    access = P.ASSEMBLIES_VIEW
    template = "ballots/to_check.html"

    def rows(self) -> QuerySet[Roll]:
        return Roll.objects.visible_to(self.request.user)

    def title(self, obj: Roll) -> str:
        return _("À vérifier : %(roll)s") % {"roll": obj}

    def extra(self, obj: Roll) -> dict[str, Any]:
        user: Any = self.request.user
        doubts = to_check(obj)
        if not user.can(P.WITHHELD_VIEW):
            numbers = [one.member for one in doubts]
            secret = Q(member__organisation__withheld=True) | Q(member__person__withheld=True)
            masked = set(obj.rights.filter(secret, member__in=numbers).values_list("member", flat=True))
            masked |= set(obj.absences.filter(secret, member__in=numbers).values_list("member", flat=True))
            doubts = [one for one in doubts if one.member not in masked]
        return {"doubts": doubts}
