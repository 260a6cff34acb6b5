"""What partnerships show on lower pages, what waits, and what `maillage check` looks at."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.accounts.roles import Permission
from maillage.core.generation import among, by_rights
from maillage.core.registry import WaitingItem
from maillage.network import current
from maillage.partnerships import portfolio, words
from maillage.partnerships.models import (
    Agreement,
    Assessment,
    CapacityAssessment,
    DuePiece,
    NetworkSeat,
    Partnership,
    PartnerVisit,
)
from maillage.search.models import SearchDocument

Block = tuple[str, dict[str, Any]]
ENDING_DAYS = 90
FEW = 5


def manage_panel(request: Any, organisation: Any) -> Block | None:
    """On the organisation's page: the partnership, those that it carries, or how to note one."""
    user = request.user
    if not user.can(Permission.PARTNERSHIPS_VIEW):
        return None
    rows = list(Partnership.objects.visible_to(user).filter(organisation=organisation).order_by("-created_at"))
    carried = (
        Partnership.objects.visible_to(user)
        .filter(carrier_rows__organisation=organisation)
        .select_related("organisation")
    )
    living = any(row.is_living for row in rows)
    new = (
        ""
        if living or not user.can(Permission.PARTNERSHIPS_EDIT)
        else f"{reverse('partnerships:new')}?organisation={organisation.pk}"
    )
    return "partnerships/panel.html", {
        "rows": [(row, words.state_tag(row)) for row in rows], "carried": [(row, words.state_tag(row)) for row in carried[:20]],
        "new_url": new, "seats": NetworkSeat.objects.filter(organisation=organisation).select_related("network"),
    }  # fmt: skip


def partners() -> Iterable[Any]:
    """The organisations that are partners, or carry a partnership."""
    yield Partnership.objects.public().values_list("organisation", flat=True)
    yield Partnership.objects.public().values_list("carriers", flat=True)


def public_panel(request: Any, organisation: Any) -> Block | None:
    """On its public page: partner since when, with whom, in which networks, what is told of it; nothing that is hidden."""
    if not organisation.shows_publicly or not among("partnerships.organisations", organisation.pk, partners):
        return None
    row = Partnership.objects.public().filter(organisation=organisation).first()
    carried = (
        Partnership.objects.public().filter(carrier_rows__organisation=organisation).select_related("organisation")
    )
    shown = [(one.organisation.name, reverse("site:organisation", args=[one.organisation_id])) for one in carried]
    if row is None:
        return ("partnerships/public_panel.html", {"row": None, "carried": shown}) if shown else None
    seats = (
        NetworkSeat.objects.current()
        .filter(organisation=organisation, network__is_public=True)
        .select_related("network")
    )
    return "partnerships/public_panel.html", {
        "row": row, "carried": shown, "type": words.type_label(row.partner_type), "summary": row.summary(words.lang()),
        "carriers": [(one.organisation.name, reverse("site:organisation", args=[one.organisation_id]))
                     for one in row.carrier_rows.public().select_related("organisation")],
        "seats": [(one.network.name, one.network.public_url) for one in seats],
        "learnings": row.learnings.filter(is_public=True)[:FEW], "visits": row.visits.filter(is_public=True)[:FEW],
        "network": current.profile().names.short_name.text(words.lang()) if row.by_network else "",
    }  # fmt: skip


def member_home(request: Any, user: Any) -> Block | None:
    """On the partner's home: the partnership, and what is asked."""
    rows = list(Partnership.objects.own(user).select_related("organisation"))
    if not rows:
        return None
    ids = list(Partnership.objects.answered_by(user).values_list("pk", flat=True))
    asked = Assessment.objects.filter(partnership__in=ids, direction="by_partner").waiting().count()
    asked += CapacityAssessment.objects.filter(partnership__in=ids).waiting().count()
    return "partnerships/home_panel.html", {
        "rows": [(row, words.state_tag(row)) for row in rows], "asked": asked,
        "pieces": DuePiece.objects.filter(partnership__in=ids).wanting().count(),
    }  # fmt: skip


def public_figures(request: Any) -> Block | None:
    """On the home of the site: how many partners, in how many countries."""
    if not current.exists():
        return None
    rows = portfolio.everyone()
    pairs = [pair for pair in portfolio.figures(rows)[:1] if pair[0]]
    return ("partnerships/public_figures.html", {"slot": "figures", "figures": pairs}) if pairs else None


# What waits


def waiting(user: Any) -> Iterator[WaitingItem]:
    yield from pieces_waiting(user)
    yield from agreements_waiting(user)
    yield from assessments_waiting(user)
    late = PartnerVisit.objects.visible_to(user).to_follow().filter(follow_up_due__lt=localdate()).count()
    if late:
        yield WaitingItem(
            ngettext("%(n)s visite attend sa suite", "%(n)s visites attendent leur suite", late) % {"n": late},
            _("Ce qui était promis n’est pas noté."), f"{reverse('partnerships:visits')}?suite=late", _("Voir"), "al",
        )  # fmt: skip


def pieces_waiting(user: Any) -> Iterator[WaitingItem]:
    rows = DuePiece.objects.visible_to(user).filter(partnership__state="active")
    url = reverse("partnerships:pieces")
    if count := rows.to_look_at().count():
        yield WaitingItem(ngettext("%(n)s pièce de partenaire à regarder", "%(n)s pièces de partenaires à regarder", count) % {"n": count},
                          _("Dites ce qu’elle vaut, et jusqu’à quand."), f"{url}?etat=look", _("Regarder"))  # fmt: skip
    if count := rows.lapsing().count():
        past = rows.lapsing(localdate() - timedelta(days=61)).exists()
        yield WaitingItem(
            ngettext("%(n)s pièce de partenaire à renouveler", "%(n)s pièces de partenaires à renouveler", count) % {"n": count},
            _("Le partenaire est prévenu à 60, 30 et 7 jours."), f"{url}?etat=lapsing", _("Voir"), "er" if past else "al",
        )  # fmt: skip
    if count := rows.missing().count():
        yield WaitingItem(
            ngettext("%(n)s pièce manque à un dossier", "%(n)s pièces manquent aux dossiers", count) % {"n": count},
            _("Demandez-les aux partenaires, ou dites pourquoi vous les en dispensez."), f"{url}?etat=missing", _("Voir"), "al",
        )  # fmt: skip


def agreements_waiting(user: Any) -> Iterator[WaitingItem]:
    today = localdate()
    for row in (
        Agreement.objects.visible_to(user)
        .ending(today + timedelta(days=ENDING_DAYS))
        .select_related("partnership__organisation")[:FEW]
    ):
        over = row.is_over_term
        yield WaitingItem(
            _("L’accord avec %(name)s a passé son terme") % {"name": row.partnership} if over
            else _("L’accord avec %(name)s se termine le %(day)s") % {"name": row.partnership, "day": words.day(row.ends_on)},
            _("Renouvelez-le, ou terminez-le."), row.get_absolute_url(), _("Voir"), "er" if over else "al",
        )  # fmt: skip
    if (
        count := Agreement.objects.visible_to(user)
        .filter(commitments__state="open", commitments__due_on__lt=today, state="force")
        .distinct()
        .count()
    ):
        yield WaitingItem(
            ngettext("%(n)s accord a un engagement en retard", "%(n)s accords ont un engagement en retard", count) % {"n": count},
            _("Dites s’il fut tenu, des deux côtés."), reverse("partnerships:agreements"), _("Voir"), "al",
        )  # fmt: skip


def assessments_waiting(user: Any) -> Iterator[WaitingItem]:
    rows = Partnership.objects.visible_to(user).filter(state="active")
    mine = Assessment.objects.filter(year=localdate().year, direction="by_partner")
    if count := rows.exclude(pk__in=mine.values("partnership")).count():
        yield WaitingItem(
            ngettext("%(n)s partenaire n’a pas été invité à évaluer cette année",
                     "%(n)s partenaires n’ont pas été invités à évaluer cette année", count) % {"n": count},
            _("Une action sur la liste écrit à tous."), f"{reverse('partnerships:list')}?etat=active&evaluation=none", _("Demander"),
        )  # fmt: skip
    late = Assessment.objects.visible_to(user).waiting().filter(due_on__lt=localdate()).count()
    if late:
        yield WaitingItem(ngettext("%(n)s évaluation est en retard", "%(n)s évaluations sont en retard", late) % {"n": late},
                          _("Un appel suffit souvent ; saisissez la réponse de vive voix."),
                          f"{reverse('partnerships:assessments')}?etat=asked", _("Voir"), "al")  # fmt: skip


@by_rights
def count_wanting(user: Any) -> int:
    """In the menu: the pieces to look at."""
    return DuePiece.objects.visible_to(user).of_living().to_look_at().count()


# The profile, merges, the health of the room


def guard(old: Any, new: Any) -> Iterator[str]:
    """A type of partners that is used may not vanish from the profile."""
    known = {one.code for one in new.partner_types}
    used = Partnership.objects.exclude(partner_type="").order_by().values_list("partner_type").annotate(n=Count("pk"))
    for code, count in used:
        if code not in known and code in {one.code for one in old.partner_types}:
            yield ngettext("Le type de partenaire « %(code)s » ne peut pas disparaître : %(n)s partenariat le porte.",
                           "Le type de partenaire « %(code)s » ne peut pas disparaître : %(n)s partenariats le portent.",
                           count) % {"code": code, "n": count}  # fmt: skip


def refuse_merge(kept: Any, absorbed: Any) -> Iterator[str]:
    """Two living partnerships would be one organisation's: settled first."""
    living = Partnership.objects.exclude(state="ended")
    if living.filter(organisation=kept).exists() and living.filter(organisation=absorbed).exists():
        yield _("Chacune a un partenariat vivant : terminez d’abord l’un des deux.")


def check() -> Iterable[tuple[str, str]]:
    """Nothing withheld is found by the public; what is in force was signed by both sides."""
    hidden = Partnership.objects.hidden().values("pk")
    leaks = SearchDocument.objects.filter(
        kind="partnerships.partnership", access="partnerships.view", object_id__in=hidden
    ).count()
    if leaks:
        yield "error", ngettext("%(n)s partenariat retenu est dans la recherche : lancez « maillage reindex ».",
                                "%(n)s partenariats retenus sont dans la recherche : lancez « maillage reindex ».",
                                leaks) % {"n": leaks}  # fmt: skip
    force = Agreement.objects.filter(state="force")
    one_sided = force.exclude(pk__in=force.filter(signatures__party="partner").values("pk")).count()
    if one_sided:
        yield "error", ngettext("%(n)s accord en vigueur n’a pas la signature du partenaire.",
                                "%(n)s accords en vigueur n’ont pas la signature du partenaire.", one_sided) % {"n": one_sided}  # fmt: skip
    wanting = DuePiece.objects.filter(partnership__state="active").wanting().count()
    if wanting:
        yield "warning", ngettext("%(n)s pièce de partenaire manque ou cesse bientôt de valoir.",
                                  "%(n)s pièces de partenaires manquent ou cessent bientôt de valoir.",
                                  wanting) % {"n": wanting}  # fmt: skip
    count = Partnership.objects.exclude(state="ended").count()
    yield "ok", ngettext("%(n)s partenariat suivi.", "%(n)s partenariats suivis.", count) % {"n": count}
