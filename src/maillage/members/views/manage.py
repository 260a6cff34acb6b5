"""Members in Gestion: the list, one member, and those who owe."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from maillage.accounts.roles import Permission
from maillage.billing import words as money
from maillage.billing.models import Charge
from maillage.core.money import Money
from maillage.desk.columns import Column, tag
from maillage.desk.filters import Filter
from maillage.desk.views.details import DetailPage
from maillage.desk.views.lists import BulkVerb, Empty, Link, ListPage
from maillage.files.models import Document
from maillage.members import bulk, listing, words
from maillage.members.models import Dues, Member
from maillage.members.queries import arrears_of, ledger_of, voting_rights
from maillage.members.rights import DOORS
from maillage.members.stories import story
from maillage.organisations import words as places

lazy = gettext_lazy
P = Permission
STATES = (("today", lazy("Membres aujourd’hui")), ("former", lazy("Anciens membres")))


def category_cell(member: Any) -> Any:
    if member.category:
        return words.category(member.category)
    ended = date_format(member.ended, "SHORT_DATE_FORMAT") if member.ended and member.ended < localdate() else ""
    label = _("jusqu’au %(day)s") % {"day": ended} if ended else _("à venir")
    return tag(f"{words.category(member.last_category)}, {label}", "nu")


class Members(ListPage):
    access = P.MEMBERS_VIEW
    title = lazy("Membres")
    page_name = "members:list"
    row_route = "members:detail"
    default_sort = "name"
    columns = (
        Column("number", lazy("Nº"), sort=("number",), numeric=True),
        Column("name", lazy("Membre"), value=str, sort=("sort",), link=True),
        Column("category", lazy("Catégorie"), value=lambda m: words.category(m.category or m.last_category),
               cell=category_cell, sort=("category", "sort")),
        Column("group", lazy("Groupe"), value=lambda m: m.group or "", sort=("group", "sort"), default=False),
        Column("since", lazy("Depuis"), value=listing.since_of),
        Column("standing", lazy("Cotisation"), value=lambda m: words.STANDING[m.standing],
               cell=lambda m: words.standing(m.standing), sort=("standing", "sort")),
        Column("delegates", lazy("Personnes déléguées"), sort=("delegates", "sort"), numeric=True),
        Column("city", lazy("Ville"), value=listing.city_of),
        Column("region", lazy("Région"), value=lambda m: places.region_label(listing.region_of(m)), default=False),
    )  # fmt: skip
    all_journalled = True
    filters = (
        Filter("q", lazy("Nom ou numéro"), kind="search", apply=listing.by_words),
        Filter("categorie", lazy("Catégorie"), choices=words.categories, lookup="category"),
        Filter("groupe", lazy("Groupe"), choices=words.groups, lookup="group"),
        Filter("etat", lazy("État"), choices=STATES, apply=listing.by_state),
        Filter("cotisation", lazy("Cotisation"), choices=words.STANDING.items(), lookup="standing"),
        Filter("annee", lazy("Membre depuis l’année"), choices=listing.years_joined, apply=listing.by_year_joined),
        Filter("region", lazy("Région"), choices=places.region_choices, apply=listing.by_region),
    )
    bulk = (
        BulkVerb("dues", lazy("Établir la cotisation de l’exercice"), bulk.establish, P.MEMBERS_EDIT,
                 warning=lazy("Chaque membre qui n’a pas encore sa cotisation la reçoit, avec sa facture.")),
        BulkVerb("remind", lazy("Rappeler la cotisation en retard"), bulk.remind, P.MESSAGES_SEND,
                 warning=lazy("Un rappel part, une seule fois aujourd’hui, à chaque membre en retard.")),
        BulkVerb("write", lazy("Préparer un message"), bulk.write, P.MESSAGES_SEND,
                 warning=lazy("Le message s’écrit et se relit à la page Messages avant de partir.")),
    )  # fmt: skip
    links = (
        Link(lazy("Droits de vote"), "members:rights", P.MEMBERS_VIEW),
        Link(lazy("Nouveau membre"), "members:new", P.MEMBERS_EDIT, primary=True),
    )
    empty = Empty(
        lazy("Aucun membre pour l’instant"),
        lazy("Les membres entrent par une demande d’adhésion, ou se notent ici s’ils le sont déjà."),
        links[1],
    )

    def rows(self) -> QuerySet[Member]:
        return listing.listed(Member.objects.visible_to(self.request.user))


def asked_day(request: Any, name: str = "au") -> date:
    """The day of the address, else today."""
    try:
        return date.fromisoformat(request.GET.get(name, ""))
    except ValueError:
        return localdate()


class MemberPage(DetailPage):
    access = P.MEMBERS_VIEW
    page = "member"
    template = "members/member.html"

    def rows(self) -> QuerySet[Member]:
        return Member.objects.visible_to(self.request.user).select_related("organisation", "person")

    def extra(self, obj: Member) -> dict[str, Any]:
        user, day, today = self.request.user, asked_day(self.request), localdate()
        periods = list(obj.periods.order_by("started_on"))
        (right,) = voting_rights(day, members=Member.objects.filter(pk=obj.pk), reader=user)
        now = next((row for row in periods if row.started_on <= today and (row.ended_on or date.max) >= today), None)
        return {
            "periods": [(row, words.category(row.category)) for row in reversed(periods)],
            "story": story(ledger_of(periods)), "now": now, "category": words.category(now.category) if now else "",
            "day": day, "right": right,
            "doors": [(words.DOORS[door], right.may(door), right.refusals.get(door)) for door in DOORS],
            "dues": self.dues(obj), "arrears": self.arrears(obj),
            "delegations": [(row, words.person_name(row.person, user)) for row in obj.delegations.select_related("person")],
            "exclusions": [(row, words.exclusion_state(row)) for row in obj.exclusions.all()],
            "documents": Document.objects.visible_to(user).about(obj).prefetch_related("versions"),
            "applications": obj.applications.visible_to(user),
            "holder_url": obj.holder.get_absolute_url(),
            "verbs": self.verbs(obj, now), "edit": user.can(P.MEMBERS_EDIT), "decide": user.can(P.MEMBERS_DECIDE),
            "pays": user.can(P.BILLING_VIEW),
        }  # fmt: skip

    def dues(self, member: Member) -> list[dict[str, Any]]:
        found = []
        charges: dict[str, list[Any]] = {}
        mine = (
            Charge.objects.of(member.holder).filter(source__startswith="dues:").with_balance().select_related("invoice")
        )
        for row in mine:
            charges.setdefault(row.source.split(":")[1], []).append(row)
        for dues in member.dues.all():
            rows = sorted(charges.get(str(dues.pk), []), key=lambda row: row.due_on)
            found.append({
                "dues": dues, "amount": money.show(dues.amount, dues.currency),
                "category": words.category(dues.category),
                "lines": [(line["label"], money.show(line["amount"], dues.currency)) for line in dues.lines],
                "charges": [(row, money.show(row.amount, row.currency), money.show(row.balance, row.currency))
                            for row in rows],
                "settled": rows and all(row.balance <= 0 for row in rows),
            })  # fmt: skip
        return found

    def arrears(self, member: Member) -> dict[str, Any]:
        found = arrears_of(member)
        amounts: list[Money] = list(found.overdue.values())
        return {"amounts": [money.show(one.minor, one.currency) for one in amounts], "since": found.oldest_due,
                "days": found.days_late, "standing": found.standing.value}  # fmt: skip

    def verbs(self, member: Member, now: Any) -> list[tuple[str, str]]:
        """What may be done now, by the one who looks."""
        if not self.request.user.can(P.MEMBERS_EDIT):
            return []
        future = member.periods.filter(started_on__gt=localdate()).exists()
        year = listing.year_of(localdate())
        possible = [
            ("dues_new", _("Établir la cotisation %(year)s") % {"year": year},
             bool(now) and not Dues.objects.filter(member=member, fiscal_year=year).exists()),
            ("change", _("Changer de catégorie"), bool(now)),
            ("delegate_new", _("Nommer une personne déléguée"), bool(now) and not member.person_id),
            ("end", _("Terminer l’adhésion"), bool(now)),
            ("return", _("Noter le retour"), not now and not future),
        ]  # fmt: skip
        return [(reverse(f"members:{name}", args=[member.pk]), label) for name, label, allowed in possible if allowed]


class Arrears(ListPage):
    """Who owes what since when, and when they were last reminded."""

    access = P.MEMBERS_VIEW
    title = lazy("Cotisations en retard")
    page_name = "members:arrears"
    default_sort = "since"
    columns = (
        Column("name", lazy("Membre"), value=str, sort=("sort",), link=True,
               note=lambda m: words.category(m.category or m.last_category)),
        Column("owed", lazy("En retard"), value=lambda m: money.show(m.owed, m.currency), sort=("owed",), numeric=True),
        Column("since", lazy("Depuis le"), value=lambda m: m.oldest, sort=("oldest",)),
        Column("late", lazy("Retard"), sort=("oldest",), numeric=True,
               value=lambda m: (localdate() - m.oldest).days,
               cell=lambda m: ngettext("%(n)s jour", "%(n)s jours", (localdate() - m.oldest).days)
               % {"n": (localdate() - m.oldest).days}),
        Column("reminded", lazy("Dernier rappel"), value=lambda m: m.reminded, sort=("reminded",)),
    )  # fmt: skip
    all_journalled = True
    filters = (
        Filter("q", lazy("Nom ou numéro"), kind="search", apply=listing.by_words),
        Filter("categorie", lazy("Catégorie"), choices=words.categories, lookup="category"),
    )
    bulk = (Members.bulk[1], Members.bulk[2])
    empty = Empty(lazy("Personne n’est en retard"), lazy("Toutes les cotisations dues sont payées."))

    def rows(self) -> QuerySet[Member]:
        rows = Member.objects.visible_to(self.request.user).select_related("organisation", "person")
        return bulk.with_arrears(listing.annotated(rows))
