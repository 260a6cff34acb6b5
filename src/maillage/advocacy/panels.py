"""What the room shows elsewhere: pages of organisations, people and campaigns, homes, what waits, gestures, checks."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.accounts.roles import Permission
from maillage.advocacy import words
from maillage.advocacy.actions.restanding import astray
from maillage.advocacy.enums import Level
from maillage.advocacy.models import Ask, Commitment, DecisionMaker, Exchange, Letter, Mandate, Position, Signatory
from maillage.advocacy.views.member import own
from maillage.core.generation import among, by_rights, remembered
from maillage.core.registry import OpenGesture, WaitingItem

Block = tuple[str, dict[str, Any]]
SOON = timedelta(days=30)
VIEW = Permission.ADVOCACY_VIEW


def block(**parts: Any) -> Block | None:
    """A panel of Gestion, or nothing when it would be empty."""
    found = {name: list(parts.get(name, ())) for name in
             ("commitments", "asks", "positions", "mandates", "exchanges", "letters")}  # fmt: skip
    return ("advocacy/panel.html", found) if any(found.values()) else None


def organisation(request: Any, row: Any) -> Block | None:
    """In Gestion: what is asked of it, what it signed."""
    user = request.user
    if not user.can(VIEW):
        return None
    seen = Commitment.objects.visible_to(user).filter(organisation=row).select_related("ask", "organisation")
    signed = Position.objects.filter(pk__in=Signatory.objects.filter(organisation=row).values("position"))
    return block(commitments=[(one, words.stage_tag(one.stage)) for one in seen], positions=signed[:10],
                 exchanges=Exchange.objects.visible_to(user).filter(commitment__in=seen)[:5])  # fmt: skip


def person(request: Any, row: Any) -> Block | None:
    """In Gestion: the public offices of someone of the directory."""
    if not request.user.can(VIEW):
        return None
    found = DecisionMaker.objects.visible_to(request.user).filter(person=row)
    mine = Exchange.objects.visible_to(request.user).filter(decision_makers__in=found)
    return block(mandates=found, exchanges=mine.distinct()[:5])


def campaign(request: Any, row: Any) -> Block | None:
    """In Gestion: what a campaign asks, says and proposes."""
    if not request.user.can(VIEW):
        return None
    return block(asks=row.asks.all(), positions=row.positions.all()[:10], letters=row.letters.all(),
                 exchanges=Exchange.objects.visible_to(request.user).filter(campaign=row)[:10])  # fmt: skip


def public_organisation(request: Any, row: Any) -> Block | None:
    """On its public page: what it committed to and signed, as the network chose to show."""
    if not row.shows_publicly or not among("advocacy.told", row.pk, told):
        return None
    held = Commitment.objects.public().filter(organisation=row).select_related("ask")
    found = [{"title": one.ask.title, "url": reverse("site:ask", args=[one.ask_id, words.slug_of(one.ask.title)]),
              "tag": words.stage_tag(one.stage),
              "detail": date_format(one.adopted_on, "F Y") if one.adopted_on else ""} for one in held]  # fmt: skip
    signed = Position.objects.public().filter(pk__in=Signatory.objects.filter(organisation=row).values("position"))
    found += [_position(one) for one in signed[:10]]
    return ("advocacy/public_panel.html", {"title": _("Engagements et positions"), "rows": found}) if found else None


def told() -> Iterable[Any]:
    """The organisations that are followed, or signed something."""
    yield Commitment.objects.values_list("organisation", flat=True)
    yield Signatory.objects.filter(organisation__isnull=False).values_list("organisation", flat=True)


def _position(one: Position) -> dict[str, Any]:
    return {"title": one.title, "url": reverse("site:position", args=[one.pk, words.slug_of(one.title)]), "tag": "",
            "detail": date_format(one.on, "F Y")}  # fmt: skip


def public_campaign(request: Any, row: Any) -> Block | None:
    """On the public page of a campaign: its asks, positions and studies."""
    found = [{"title": one.title, "url": reverse("site:ask", args=[one.pk, words.slug_of(one.title)]), "tag": "",
              "detail": one.summary} for one in Ask.objects.public().filter(campaign=row)]  # fmt: skip
    found += [_position(one) for one in Position.objects.public().filter(campaign=row)[:10]]
    return ("advocacy/public_panel.html", {"title": _("Où en est notre plaidoyer"), "rows": found}) if found else None


def member_home(request: Any, user: Any) -> Block | None:
    """On the member's home: positions that one's organisation may sign, and has not."""
    rows = list(unsigned(user)[:5])
    return ("advocacy/home_panel.html", {"rows": rows}) if rows else None


def unsigned(user: Any) -> Any:
    mine = own(user).values("pk")
    if not user.facts.get("delegate"):
        return Position.objects.none()
    signed = Signatory.objects.filter(organisation__in=mine).values("position")
    return Position.objects.to_sign().exclude(pk__in=signed)


def count_unsigned(user: Any) -> int | None:
    return unsigned(user).count() or None


# What waits


def waiting(user: Any) -> Iterator[WaitingItem]:
    """Next steps whose day is past, renewals due or near, calls to sign that end."""
    today, rows = localdate(), Commitment.objects.visible_to(user)
    if late := rows.filter(next_on__lt=today).count():
        yield WaitingItem(
            ngettext("%(n)s institution dont le prochain pas est en retard",
                     "%(n)s institutions dont le prochain pas est en retard", late)
            % {"n": late}, _("Faites-le, ou donnez-lui une autre date."),
            f"{reverse('advocacy:list')}?retard=pas", _("Voir"), "er",
        )  # fmt: skip
    if due := rows.filter(due_on__lt=today).count():
        yield WaitingItem(
            ngettext("%(n)s engagement à renouveler", "%(n)s engagements à renouveler", due) % {"n": due},
            _("Le jour est passé : notez le renouvellement, ou dites le texte caduc."),
            f"{reverse('advocacy:list')}?retard=renouveler", _("Voir"), "er",
        )  # fmt: skip
    if soon := rows.filter(due_on__gte=today, due_on__lte=today + SOON).count():
        yield WaitingItem(
            ngettext("%(n)s engagement à renouveler sous trente jours",
                     "%(n)s engagements à renouveler sous trente jours", soon) % {"n": soon},
            _("Prenez contact avec l’institution."), f"{reverse('advocacy:list')}?tri=due", _("Voir"), "al",
        )  # fmt: skip
    if talks := Exchange.objects.visible_to(user).late(today).count():
        yield WaitingItem(
            ngettext("%(n)s échange dont la suite est en retard", "%(n)s échanges dont la suite est en retard", talks)
            % {"n": talks}, _("Au registre du plaidoyer."), f"{reverse('advocacy:exchanges')}?tri=next", _("Voir"), "er",
        )  # fmt: skip
    for one in Position.objects.to_sign(today).filter(sign_until__lte=today + timedelta(days=7))[:3]:
        yield WaitingItem(_("Les signatures closent bientôt : %(title)s") % {"title": one},
                          date_format(one.sign_until, "DATE_FORMAT"), one.get_absolute_url(), _("Voir"), "al")  # fmt: skip


@by_rights
def count_late(user: Any) -> int | None:
    return Commitment.objects.visible_to(user).late().count() or None


def gestures(campaign_id: int | None) -> Iterable[OpenGesture]:
    """Letters open today, that reach someone."""
    return remembered(("advocacy.letters", campaign_id), lambda: list(_letters(campaign_id)))


def _letters(campaign_id: int | None) -> Iterator[OpenGesture]:
    rows = Letter.objects.open()
    if campaign_id is not None:
        rows = rows.filter(campaign=campaign_id)
    found = list(rows)
    levels = set(Mandate.objects.public().values_list("level", flat=True).distinct()) if found else set()
    for one in found:
        if levels & set(one.levels or Level.values):
            url = reverse("site:letter", args=[one.pk, words.slug_of(one.title)])
            yield OpenGesture(one.title, one.summary, url, one.until)


def check() -> Iterator[tuple[str, str]]:
    """Kept stages that their steps no longer say; letters open to nobody; lists of mandates that are old."""
    wrong = len(astray(Commitment.objects.all()))
    if wrong:
        yield "error", _("%(n)s institutions n’ont pas l’étape que disent leurs étapes.") % {"n": wrong}
    mute = [one for one in Letter.objects.open() if not _reaches(one)]
    for one in mute:
        yield "warning", _("La lettre « %(title)s » est ouverte, et aucun mandat n’y répond.") % {"title": one}
    if not wrong and not mute:
        yield "ok", _("Les étapes se tiennent, les lettres ont à qui parler.")


def _reaches(letter: Letter) -> bool:
    return Mandate.objects.public().filter(level__in=letter.levels or list(Level.values)).exists()


def refuse_merge(kept: Any, absorbed: Any) -> Iterator[str]:
    """Two follow-ups of one ask, two signatures of one position: settled first, so that nothing is lost."""
    mine = Commitment.objects.filter(organisation=kept).values("ask")
    for row in Commitment.objects.filter(organisation=absorbed, ask__in=mine).select_related("ask"):
        yield _("Chacune est suivie pour « %(ask)s » : réunissez d’abord les deux suivis, dans le plaidoyer.") % {
            "ask": row.ask
        }
    signed = Signatory.objects.filter(organisation=kept).values("position")
    for row in Signatory.objects.filter(organisation=absorbed, position__in=signed).select_related("position"):
        yield _("Chacune a signé « %(title)s » : retirez d’abord l’une des deux signatures.") % {"title": row.position}
