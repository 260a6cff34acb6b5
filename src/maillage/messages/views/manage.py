"""The outbox in Gestion: what the house writes, what became of it, and what to do about it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from maillage.accounts.roles import Permission
from maillage.desk.columns import Column, tag
from maillage.desk.filters import Filter
from maillage.desk.views.details import DetailPage
from maillage.desk.views.lists import BulkVerb, Empty, Link, ListPage
from maillage.desk.views.verbs import VerbPage
from maillage.messages import actions
from maillage.messages.enums import MessagePurpose, State
from maillage.messages.forms import BounceForm
from maillage.messages.models import KEPT_DAYS, Message


def retry_rows(rows: QuerySet[Message], *, by: Any) -> str:
    """Send again what can be; what cannot is left as it is."""
    done = 0
    for message in rows.filter(state__in=(State.FAILED, State.BOUNCED), purged_at=None):
        try:
            actions.retry(message=message, by=by)
        except ValidationError:
            continue
        done += 1
    return ngettext("%(count)s message repart.", "%(count)s messages repartent.", done) % {"count": done}


class Outbox(ListPage):
    """What the house writes, and what became of it."""

    access = Permission.MESSAGES_VIEW
    title = gettext_lazy("Messages envoyés")
    page_name = "messages:outbox"
    default_sort = "-created"
    columns = (
        Column("subject", gettext_lazy("Objet"), link=True, note=lambda m: m.to),
        Column("to", gettext_lazy("Destinataire"), sort=("to",), default=False),
        Column("purpose", pgettext_lazy("message", "Motif"), value=lambda m: m.purpose_label, sort=("purpose",)),
        Column("state", gettext_lazy("État"), value=lambda m: m.state_label, cell=lambda m: tag(m.state_label, m.tone),
               sort=("state",)),
        Column("error", gettext_lazy("Raison"), default=False),
        Column("created", gettext_lazy("Écrit le"), value=lambda m: m.created_at, sort=("created_at",)),
        Column("sent", gettext_lazy("Envoyé le"), value=lambda m: m.sent_at, sort=("sent_at",)),
    )  # fmt: skip
    filters = (
        Filter("q", gettext_lazy("Adresse ou objet"), kind="search",
               apply=lambda rows, value: rows.filter(Q(to__icontains=value) | Q(subject__icontains=value))),
        Filter("etat", gettext_lazy("État"), choices=State.choices, lookup="state"),
        Filter("motif", pgettext_lazy("message", "Motif"), choices=MessagePurpose.choices, lookup="purpose__startswith"),
    )  # fmt: skip
    bulk = (BulkVerb("retry", gettext_lazy("Envoyer de nouveau"), retry_rows, Permission.MESSAGES_SEND,
                     warning=gettext_lazy("Seuls repartent les messages qui n’étaient pas arrivés.")),)  # fmt: skip
    links = (Link(gettext_lazy("Messages à un groupe"), "messages:mailings", Permission.MESSAGES_SEND),)
    empty = Empty(
        gettext_lazy("Aucun message pour l’instant"),
        gettext_lazy("Chaque courriel écrit par le logiciel sera gardé ici, avec ce qu’il est devenu."),
    )

    def rows(self) -> QuerySet[Message]:
        return Message.objects.visible_to(self.request.user)


class MessageDetail(DetailPage):
    access = Permission.MESSAGES_VIEW
    page = "message"
    template = "messages/message.html"

    def rows(self) -> QuerySet[Message]:
        return Message.objects.visible_to(self.request.user)

    def extra(self, obj: Message) -> dict[str, Any]:
        about = obj.about()
        may = self.request.user.can(Permission.MESSAGES_SEND)
        return {
            "about": about,
            "about_url": about.get_absolute_url() if hasattr(about, "get_absolute_url") else "",
            "retry": may and State(obj.state).can_become(State.QUEUED),
            "bounce": may and obj.state == State.SENT,
            "unseen": may and obj.state in (State.FAILED, State.BOUNCED) and obj.seen_at is None,
            "days": KEPT_DAYS,
        }


class _Verb(VerbPage):
    access = Permission.MESSAGES_SEND

    def rows(self) -> QuerySet[Message]:
        return Message.objects.visible_to(self.request.user)


class Retry(_Verb):
    submit = gettext_lazy("Envoyer de nouveau")

    def title(self, obj: Message) -> str:
        return _("Envoyer de nouveau « %(subject)s »") % {"subject": obj.subject}

    def consequences(self, obj: Message) -> list[str]:
        return [_("Le message repart à %(address)s, tel qu’il était.") % {"address": obj.to}]

    def refusal(self, obj: Message) -> str:
        if not State(obj.state).can_become(State.QUEUED):
            return _("Ce message est « %(state)s » : il n’y a rien à renvoyer.") % {"state": obj.state_label}
        if obj.purged_at:
            return _("Le texte de ce message a été effacé : écrivez-en un nouveau.")
        return ""

    def run(self, obj: Message, form: Any) -> str:
        actions.retry(message=obj, by=self.request.user)
        return _("Le message repart.")


class Bounce(_Verb):
    form_class = BounceForm
    submit = pgettext_lazy("courriel", "Noter le retour")

    def title(self, obj: Message) -> str:
        return _("« %(subject)s » est revenu") % {"subject": obj.subject}

    def refusal(self, obj: Message) -> str:
        if obj.state != State.SENT:
            return _("Seul un message envoyé peut revenir.")
        return ""

    def run(self, obj: Message, form: Any) -> str:
        actions.note_bounce(message=obj, reason=form.cleaned_data["reason"], by=self.request.user)
        return _("Retour noté.")


class Seen(_Verb):
    submit = gettext_lazy("Marquer comme traité")

    def title(self, obj: Message) -> str:
        return _("Marquer « %(subject)s » comme traité") % {"subject": obj.subject}

    def consequences(self, obj: Message) -> list[str]:
        return [_("Il n’attendra plus sur l’accueil de Gestion ; il reste dans la liste des messages.")]

    def run(self, obj: Message, form: Any) -> str:
        actions.mark_seen(message=obj, by=self.request.user)
        return _("C’est noté.")
