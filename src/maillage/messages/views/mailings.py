"""Letters to a group: chosen in a list, written, previewed, sent."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from maillage.accounts.roles import Permission
from maillage.desk.columns import Column, tag
from maillage.desk.views.details import DetailPage
from maillage.desk.views.edits import EditPage
from maillage.desk.views.lists import Empty, ListPage
from maillage.desk.views.verbs import VerbPage
from maillage.messages import actions
from maillage.messages.forms import MailingForm
from maillage.messages.models import Mailing


class Mailings(ListPage):
    access = Permission.MESSAGES_SEND
    title = gettext_lazy("Messages à un groupe")
    page_name = "messages:mailings"
    default_sort = "-created"
    columns = (
        Column("subject", gettext_lazy("Objet"), value=str, link=True),
        Column("count", gettext_lazy("Destinataires"), value=lambda m: len(m.recipients), numeric=True),
        Column("author", gettext_lazy("De"), value=lambda m: m.author_name, sort=("author_name",)),
        Column("state", gettext_lazy("État"), value=lambda m: _("envoyé") if m.sent_at else _("en préparation"),
               cell=lambda m: tag(_("envoyé"), "ok") if m.sent_at else tag(_("en préparation"), "al")),
        Column("created", gettext_lazy("Commencé le"), value=lambda m: m.created_at, sort=("created_at",)),
        Column("sent", gettext_lazy("Envoyé le"), value=lambda m: m.sent_at, sort=("sent_at",)),
    )  # fmt: skip
    empty = Empty(
        gettext_lazy("Aucun message à un groupe"),
        gettext_lazy("Dans une liste (membres, personnes, factures), cochez des lignes puis choisissez « Écrire »."),
    )

    def rows(self) -> QuerySet[Mailing]:
        return Mailing.objects.visible_to(self.request.user)


class _OfMailing:
    access = Permission.MESSAGES_SEND

    def rows(self) -> QuerySet[Mailing]:
        return Mailing.objects.visible_to(self.request.user)  # type: ignore[attr-defined]


class MailingDetail(_OfMailing, DetailPage):
    """The letter as its first reader will see it, and everyone it goes to."""

    page = "mailing"
    template = "messages/mailing.html"

    def extra(self, obj: Mailing) -> dict[str, Any]:
        return {
            "letter": actions.preview(mailing=obj),
            "recipients": obj.recipients[:200],
            "count": len(obj.recipients),
            "ready": bool(obj.subject.strip() and obj.text.strip()),
        }


class MailingEdit(_OfMailing, EditPage):
    form_class = MailingForm
    submit = gettext_lazy("Enregistrer et relire")

    def rows(self) -> QuerySet[Mailing]:
        return super().rows().filter(sent_at=None)

    def title(self, obj: Mailing) -> str:
        count = len(obj.recipients)
        return ngettext("Écrire à %(count)s personne", "Écrire à %(count)s personnes", count) % {"count": count}

    def save(self, form: MailingForm, obj: Mailing) -> Mailing:
        return actions.edit_mailing(mailing=obj, by=self.request.user, **form.cleaned_data)


class MailingSend(_OfMailing, VerbPage):
    submit = gettext_lazy("Envoyer")

    def title(self, obj: Mailing) -> str:
        return _("Envoyer « %(subject)s »") % {"subject": obj}

    def consequences(self, obj: Mailing) -> list[str]:
        count = len(obj.recipients)
        return [
            ngettext("%(count)s message part, un par adresse.", "%(count)s messages partent, un par adresse.", count)
            % {"count": count},
            _("Les réponses arrivent à votre adresse."),
            _("Un message parti ne peut pas être repris."),
        ]

    def refusal(self, obj: Mailing) -> str:
        return _("Ce message est déjà parti.") if obj.sent_at else ""

    def run(self, obj: Mailing, form: Any) -> str:
        actions.send_mailing(mailing=obj, by=self.request.user)
        return _("Le message est parti.")
