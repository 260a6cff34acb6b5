"""What the day itself gives the house: the desk, sheets, reminders, certificates. `registrations` reads it."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from maillage.accounts.roles import Permission
from maillage.core.registry import Attachment, DemoChapter, Job, MenuEntry, Panel, Waiting, house
from maillage.enrolments import panels_day, papers
from maillage.enrolments.models import Certificate


def certificate_file(number: str) -> Attachment | None:
    """A certificate as it is when the letter leaves; nothing once it is withdrawn."""
    row = Certificate.objects.filter(pk=number).select_related("activity", "place__enrolment").first()
    if row is None:
        return None
    with override(row.place.enrolment.language):
        content = papers.pdf_of(row)
    return Attachment(f"attestation-{row.number}.pdf", "application/pdf", content) if content else None


house.attachments.add("certificate", certificate_file)
house.panels.add("enrolments.day", Panel("activity", "manage", panels_day.activity_day, 31))
house.waiting.add("enrolments.day", Waiting(Permission.ENROLMENTS_EDIT, panels_day.today, 5))
house.menu.add("enrolments.certificates", MenuEntry("foot", _("Participer"), _("Vérifier une attestation"),
                                                   "site:certificate_check", order=46))  # fmt: skip
house.schedules.add("enrolments.remind", Job("maillage.enrolments.actions.reminders.remind", minutes=60))
house.demo.add("enrolments.day", DemoChapter("maillage.enrolments.demo_day.write", order=82))

for verb, label in {
    "enrolment.arrived": _("Arrivée notée"),
    "enrolment.arrival_undone": _("Arrivée annulée"),
    "headcount.noted": _("Personnes comptées sans place"),
    "headcount.undone": _("Compte sans place annulé"),
    "sheet.typed": _("Feuille de présence saisie"),
    "seats.given": _("Places à table données"),
    "seats.cleared": _("Tables vidées"),
    "desk_link.made": _("Accueil confié par un lien"),
    "desk_link.revoked": _("Lien d’accueil retiré"),
    "certificate_rule.chosen": _("Règle d’attestation choisie"),
    "certificate.issued": _("Attestations délivrées"),
    "certificate.withdrawn": _("Attestation retirée"),
}.items():
    house.verbs.add(verb, label)
