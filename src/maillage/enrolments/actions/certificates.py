"""Certificates: for those who came and for nobody else; withdrawn when it is no longer so."""

import secrets
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime, now
from django.utils.translation import gettext as _

from maillage.activities.models import Activity, Session
from maillage.audit import journal
from maillage.enrolments import attended, emails_day
from maillage.enrolments.certified import Attendee, attendees
from maillage.enrolments.models import Certificate, CertificateRule, Enrolment, Place


def day_of(session: Session) -> str:
    return date_format(localtime(session.starts_at), "DATE_FORMAT")


@transaction.atomic
def choose(*, activity: Activity, values: dict[str, Any], by: Any) -> CertificateRule:
    """Say what the activity certifies; what is already given stays as it was given."""
    rule = CertificateRule.objects.select_for_update().filter(activity=activity).first()
    before = journal.snapshot(rule) if rule else {}
    rule = rule or CertificateRule(activity=activity)
    for name, value in values.items():
        setattr(rule, name, value)
    if before:
        rule.version += 1
    rule.full_clean()
    rule.save()
    journal.record("certificate_rule.chosen", activity, by=by,
                   changes=journal.difference(before, journal.snapshot(rule)))  # fmt: skip
    return rule


def rule_of(activity: Activity) -> CertificateRule:
    """Raises ValidationError where the activity gives no certificate."""
    rule = CertificateRule.objects.filter(activity=activity).first()
    if rule is None:
        raise ValidationError(_("Choisissez d’abord ce que l’activité atteste, et à partir de quelle part suivie."))
    return rule


def missing(one: Attendee, rule: CertificateRule) -> str:
    """Why this person is not given a certificate now, or nothing."""
    if one.certificate:
        return ""
    if not one.came:
        return _("aucune arrivée notée")
    if not one.is_over:
        return _("attend la fin de la dernière date")
    if not one.deserves(rule):
        return _("dates suivies : %(n)s sur %(all)s") % {"n": len(one.came), "all": len(one.expected)}
    return "" if one.name else _("n’a pas donné de nom")


def make(one: Attendee, draw: Any = secrets.choice) -> Certificate:
    first, last = one.days
    return Certificate(
        number=attended.number(localdate().year, draw), place=one.place, activity_id=one.enrolment.activity_id,
        minutes=one.minutes, dates=len(one.came), first_on=first, last_on=last,
    )  # fmt: skip


@transaction.atomic
def issue(
    *, activity: Activity, by: Any, enrolments: list[int] | None = None, write: bool = False
) -> list[Certificate]:
    """Give theirs to all who came enough and have none (or to those of some enrolments); `write` sends them by mail.

    Done twice, it gives nothing twice."""
    rule = rule_of(activity)
    activity = Activity.objects.select_for_update(of=("self",)).get(pk=activity.pk)
    people = attendees(activity, enrolments)
    due = [one for one in people if not one.certificate and not missing(one, rule)]
    made = []
    for one in due:
        one.certificate = make(one)
        made.append(one.certificate)
    Certificate.objects.bulk_create(made)
    if made:
        journal.record("certificate.issued", activity, by=by, changes={"certificates": [None, len(made)]})
    if write:
        emails_day.certificates(activity, [one for one in people if one.certificate])
    return made


@transaction.atomic
def issue_own(*, enrolment: Enrolment, by: Any = None) -> list[Certificate]:
    """What a person takes from their own link. Raises ValidationError when they may not, or not yet."""
    rule = rule_of(enrolment.activity)
    if not rule.self_service:
        raise ValidationError(_("L’équipe envoie elle-même les attestations de cette activité."))
    made = issue(activity=enrolment.activity, by=by, enrolments=[enrolment.pk])
    mine = attendees(enrolment.activity, [enrolment.pk])
    if not any(one.certificate for one in mine):
        reasons = sorted({missing(one, rule) for one in mine} - {""}) or [_("aucune place n’est tenue")]
        raise ValidationError(_("Pas d’attestation pour l’instant : %(why)s.") % {"why": " ; ".join(reasons)})
    return made


@transaction.atomic
def withdraw(*, certificate: Certificate, reason: str, by: Any) -> Certificate:
    """Its number, asked for, says that it is no longer valid, and since when."""
    certificate = Certificate.objects.select_for_update(of=("self",)).get(pk=certificate.pk)
    if certificate.withdrawn_at:
        raise ValidationError(_("Cette attestation est déjà retirée."))
    certificate.withdrawn_at, certificate.withdraw_reason = now(), reason[:200]
    certificate.save(update_fields=["withdrawn_at", "withdraw_reason"])
    journal.record("certificate.withdrawn", certificate, by=by, changes={"reason": [None, reason[:200]]})
    return certificate


def review(*, place: Place, reason: str, by: Any) -> None:
    """An arrival was taken back: what says that this person came, and says too much, is withdrawn."""
    people = attendees(place.enrolment.activity, [place.enrolment_id])
    one = next((one for one in people if any(mine.pk == place.pk for mine in one.places)), None)
    if one is None or one.certificate is None:
        return
    if len(one.came) != one.certificate.dates or one.minutes != one.certificate.minutes:
        withdraw(certificate=one.certificate, reason=reason, by=by)
