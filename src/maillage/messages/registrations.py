"""What the room plugs into lower rooms."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from maillage.accounts.roles import Permission
from maillage.core.registry import Check, Job, MenuEntry, PersonalData, Waiting, WaitingItem, house
from maillage.messages import consents, gateway
from maillage.messages.models import Consent, Message


def export(user: Any) -> dict[str, Any]:
    """What was written to a person, and what they agreed to."""
    letters = Message.objects.filter(to__iexact=user.email)
    agreed = Consent.objects.filter(address_hash=consents.fingerprint(user.email))
    return {
        _("Messages"): [
            {_("Objet"): m.subject, _("Écrit le"): m.created_at, _("État"): m.state_label,
             pgettext("message", "Motif"): m.purpose_label}
            for m in letters
        ],
        _("Accords"): [
            {_("Accord"): c.get_purpose_display(), _("Donné le"): c.given_at, _("Retiré le"): c.withdrawn_at,
             _("Reçu par"): c.get_channel_display(), _("Texte accepté"): c.wording}
            for c in agreed
        ],
    }  # fmt: skip


def erase(user: Any, *, by: Any) -> list[str]:
    """Erase a person's letters and the address of their consents; says what stays and why."""
    Message.objects.filter(to__iexact=user.email).update(
        to="", subject="", text="", html="", reply_to="", headers={}, error="", purged_at=now()
    )
    kept = consents.forget(address=user.email, by=by)
    if kept:
        return [_("La preuve de vos accords est gardée sans votre adresse : dates, texte accepté, empreinte.")]
    return []


def waiting(user: Any) -> Iterable[WaitingItem]:
    count = Message.objects.in_trouble().count()
    if count:
        yield WaitingItem(
            title=ngettext("%(count)s message n’est pas arrivé", "%(count)s messages ne sont pas arrivés", count)
            % {"count": count},
            detail=_("Corrigez l’adresse, envoyez de nouveau, ou marquez comme traité."),
            url=f"{reverse('messages:outbox')}?etat=failed",
            action=_("Voir"),
            tone="er",
        )  # fmt: skip


def check() -> Iterable[tuple[str, str]]:
    try:
        smtp = gateway.configured()
    except gateway.BadSmtpUrl as error:
        yield "error", str(error)
        return
    queued = Message.objects.filter(state="queued").count()
    if settings.DEMO:
        yield "ok", _("Démonstration : aucun courriel ne part, ils se lisent à /courrier/.")
    elif smtp is None:
        yield "warning", _("Aucun serveur d’envoi (MAILLAGE_SMTP_URL) : les courriels attendent dans Gestion.")
    else:
        yield "ok", _("Les courriels partent par %(server)s.") % {"server": smtp}
    if queued and not settings.DEMO:
        yield (
            "ok" if smtp else "warning",
            ngettext("%(count)s courriel attend de partir.", "%(count)s courriels attendent de partir.", queued)
            % {"count": queued},
        )


VERBS = {
    "message.retried": gettext_lazy("a envoyé de nouveau un message"),
    "message.bounced": gettext_lazy("a noté le retour d’un message"),
    "message.seen": gettext_lazy("a marqué un message comme traité"),
    "mailing.begun": gettext_lazy("a commencé un message à un groupe"),
    "mailing.sent": gettext_lazy("a envoyé un message à un groupe"),
    "consent.given": gettext_lazy("a donné son accord"),
    "consent.withdrawn": gettext_lazy("a retiré son accord"),
}
for code, label in VERBS.items():
    house.verbs.add(code, label)
house.menu.add("messages", MenuEntry("manage", gettext_lazy("Réseau"), gettext_lazy("Messages"), "messages:outbox",
                                     Permission.MESSAGES_VIEW, order=70))  # fmt: skip
house.waiting.add("messages", Waiting(Permission.MESSAGES_SEND, waiting, order=20))
house.checks.add("messages", Check(gettext_lazy("Courriel"), check, order=40))
house.personal_data.add("messages", PersonalData(gettext_lazy("Messages et accords"), export, erase, order=70))
house.schedules.add("messages.send", Job("maillage.messages.jobs.send_waiting", minutes=1))
house.schedules.add("messages.purge", Job("maillage.messages.jobs.purge", hour=3))
