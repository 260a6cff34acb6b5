"""Links by which someone without an account holds the door of one date."""

from datetime import datetime, time, timedelta
from typing import Any

from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localtime, make_aware, now
from django.utils.translation import gettext as _

from maillage.activities.models import Session
from maillage.audit import journal
from maillage.core.asked import row_number
from maillage.core.text import clean
from maillage.enrolments.models import DeskLink

SALT = "enrolments.desk"
MOST = 20
KEPT_DAYS = 60


def end_of(session: Session) -> datetime:
    """The end of the day after the date, where the network lives."""
    return make_aware(datetime.combine(localtime(session.ends_at).date() + timedelta(days=2), time()))


def token(link: DeskLink) -> str:
    return signing.Signer(salt=SALT, sep="~").sign(str(link.pk))


def find(code: str) -> DeskLink | None:
    """The link of an address, when it can still be used."""
    try:
        number = row_number(signing.Signer(salt=SALT, sep="~").unsign(code))
    except signing.BadSignature:
        return None
    return DeskLink.objects.usable().select_related("session__activity", "session__venue").filter(pk=number).first()


@transaction.atomic
def make_link(*, session: Session, label: str, by: Any) -> DeskLink:
    """Raises ValidationError when the date is past, cancelled, or has too many links."""
    session = Session.objects.select_for_update(of=("self",)).get(pk=session.pk)
    ends_at = end_of(session)
    if session.cancelled_at or session.activity.cancelled_at:
        raise ValidationError(_("Cette date est annulée : personne n’y tient l’accueil."))
    if ends_at <= now():
        raise ValidationError(_("Cette date est passée : saisissez plutôt la feuille de présence."))
    if DeskLink.objects.usable().filter(session=session).count() >= MOST:
        raise ValidationError(_("Cette date a déjà %(most)s liens : retirez-en un.") % {"most": MOST})
    link = DeskLink.objects.create(session=session, label=clean(label)[:80], made_by=by, ends_at=ends_at)
    journal.record("desk_link.made", link, by=by, label="", changes={"session": [None, session.pk]})
    return link


@transaction.atomic
def revoke_link(*, link: DeskLink, by: Any) -> DeskLink:
    """From now it opens nothing. Done twice, it changes nothing."""
    link = DeskLink.objects.select_for_update(of=("self",)).get(pk=link.pk)
    if link.revoked_at is None:
        link.revoked_at = now()
        link.save(update_fields=["revoked_at"])
        journal.record("desk_link.revoked", link, by=by, label="", changes={"session": [link.session_id, None]})
    return link


def forget(at: datetime) -> int:
    """Long after a date, who held its door is nobody's business."""
    old = DeskLink.objects.filter(ends_at__lt=at - timedelta(days=KEPT_DAYS))
    return old.exclude(label="", made_by=None).update(label="", made_by=None)
