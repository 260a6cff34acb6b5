"""Messages in the outbox, letters being written to a group, consents with their proof."""

from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from maillage.accounts.roles import Permission
from maillage.core.personal import Purpose, Until
from maillage.messages.enums import Channel, ConsentPurpose, MessagePurpose, State, purpose_label

LEASE = timedelta(minutes=10)  # longer than any sending: past it, the one who claimed the message is dead
KEPT_DAYS = 90
OF_THE_PUBLIC = (MessagePurpose.ACTIVITIES, MessagePurpose.SCHOOLS, MessagePurpose.CAMPAIGNS)


class MessageQuerySet(models.QuerySet["Message"]):
    def visible_to(self, user: Any) -> "MessageQuerySet":
        """Those who may read the outbox read it (letters of money alone, who does not see what is withheld); who writes to
        those enrolled, what was written to the public; anyone else, what was written to them."""
        if not user.is_authenticated:
            return self.none()
        own = Q(to__iexact=user.email)
        if not user.can(Permission.MESSAGES_VIEW):
            sent = Q()
            for family in OF_THE_PUBLIC:
                sent |= Q(purpose__startswith=family)
            return self.filter(own | sent if user.can(Permission.MESSAGES_SEND) else own)
        if user.can(Permission.WITHHELD_VIEW):
            return self
        return self.filter(own | Q(purpose__startswith=MessagePurpose.BILLING) | Q(purpose="reminder.dues"))

    def waiting(self, at: datetime) -> "MessageQuerySet":
        """To be sent now: due, and claimed by nobody alive."""
        return self.filter(state=State.QUEUED, due_at__lte=at).filter(
            Q(claimed_at=None) | Q(claimed_at__lte=at - LEASE)
        )

    def claim(self, pk: int, at: datetime) -> bool:
        """Take one message for this process alone: a conditional update, so two never both take it."""
        taken = self.filter(pk=pk).waiting(at).update(claimed_at=at, attempts=models.F("attempts") + 1)
        return taken == 1

    def in_trouble(self) -> "MessageQuerySet":
        return self.filter(state__in=(State.FAILED, State.BOUNCED), seen_at=None)


class Message(models.Model):
    """One letter to one address. Its key, when it has one, is unique: what was sent once is never sent again."""

    _mail = Purpose(_("Prouver ce qui vous a été écrit, et le renvoyer si rien n’est arrivé."), Until.DAYS, KEPT_DAYS)
    PERSONAL = {"to": _mail, "subject": _mail, "text": _mail, "html": _mail, "reply_to": _mail, "error": _mail,
                "headers": _mail}  # fmt: skip
    NOT_PERSONAL = ("id", "key", "purpose", "language", "state", "attempts", "created_at", "due_at", "claimed_at",
                    "sent_at", "seen_at", "purged_at", "attachments", "about_kind", "about_id")  # fmt: skip

    key = models.CharField(_("clé"), max_length=200, unique=True, null=True)
    to = models.CharField(_("destinataire"), max_length=254, db_index=True)
    reply_to = models.CharField(_("répondre à"), max_length=254, blank=True)
    subject = models.CharField(_("objet"), max_length=200)
    text = models.TextField(_("texte"), blank=True)
    html = models.TextField(_("mise en page"), blank=True)
    headers = models.JSONField(_("en-têtes"), default=dict, blank=True)
    purpose = models.CharField(pgettext_lazy("message", "motif"), max_length=60, db_index=True)
    language = models.CharField(_("langue"), max_length=5, default="fr")
    state = models.CharField(_("état"), max_length=10, choices=State.choices, default=State.QUEUED)
    error = models.CharField(_("raison"), max_length=500, blank=True)
    attempts = models.PositiveSmallIntegerField(_("essais"), default=0)
    attachments = models.JSONField(_("pièces jointes"), default=list, blank=True)
    about_kind = models.CharField(_("au sujet de"), max_length=60, blank=True)
    about_id = models.CharField(_("numéro de l’objet"), max_length=40, blank=True)
    created_at = models.DateTimeField(_("écrit le"), default=now, db_index=True)
    due_at = models.DateTimeField(_("à envoyer le"), default=now)
    claimed_at = models.DateTimeField(_("pris le"), null=True)
    sent_at = models.DateTimeField(_("envoyé le"), null=True)
    seen_at = models.DateTimeField(_("vu le"), null=True)
    purged_at = models.DateTimeField(_("texte effacé le"), null=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state="queued"), name="mail_waiting"),
            models.Index(fields=["about_kind", "about_id"], name="mail_about"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="mail_state"),
            models.CheckConstraint(condition=~Q(state="sent") | Q(sent_at__isnull=False), name="mail_sent_when"),
        ]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        return reverse("messages:message", args=[self.pk])

    @property
    def is_secret(self) -> bool:
        """A message that opens a door (a sign-in link): nobody else reads it, and its text does not stay."""
        return self.purpose.split(".")[0] == MessagePurpose.ACCOUNT

    @property
    def purpose_label(self) -> str:
        return purpose_label(self.purpose)

    @property
    def state_label(self) -> str:
        return str(State(self.state).label)

    @property
    def tone(self) -> str:
        return State(self.state).tone

    def about(self) -> Any:
        """The thing this message is about, if it is still there."""
        if not self.about_kind:
            return None
        try:
            model = apps.get_model(self.about_kind)
        except (LookupError, ValueError):
            return None
        return model._default_manager.filter(pk=self.about_id).first()


class MailingQuerySet(models.QuerySet["Mailing"]):
    def visible_to(self, user: Any) -> "MailingQuerySet":
        """A letter being written is its author's; once sent, the outbox shows it to those who read the outbox."""
        if not user.is_authenticated:
            return self.none()
        mine = Q(author_id=user.pk)
        return self.filter(mine | ~Q(sent_at=None) if user.can(Permission.MESSAGES_VIEW) else mine)


class Mailing(models.Model):
    """A letter to a group: chosen in a list, written, previewed, then sent once to each."""

    _list = Purpose(_("Envoyer à chaque personne choisie le message de l’équipe."), Until.DAYS, KEPT_DAYS)
    PERSONAL = {"recipients": _list, "subject": _list, "text": _list, "author_name": _list}
    NOT_PERSONAL = ("id", "author", "created_at", "sent_at", "version")

    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    author_name = models.CharField(_("autrice ou auteur"), max_length=150, blank=True)
    recipients = models.JSONField(_("destinataires"), default=list)
    subject = models.CharField(_("objet"), max_length=200, blank=True)
    text = models.TextField(_("texte"), blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(_("commencé le"), default=now)
    sent_at = models.DateTimeField(_("envoyé le"), null=True)

    objects = MailingQuerySet.as_manager()

    class Meta:
        verbose_name = _("message à un groupe")
        verbose_name_plural = _("messages à un groupe")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.subject or str(_("Message sans objet"))

    def get_absolute_url(self) -> str:
        return reverse("messages:mailing", args=[self.pk])


class ConsentQuerySet(models.QuerySet["Consent"]):
    def visible_to(self, user: Any) -> "ConsentQuerySet":
        if not user.is_authenticated:
            return self.none()
        return self if user.can(Permission.PEOPLE_VIEW) else self.filter(address__iexact=user.email)

    def given(self, purpose: str) -> "ConsentQuerySet":
        """In force: given, confirmed where it must be, not withdrawn."""
        return self.filter(purpose=purpose, withdrawn_at=None).exclude(given_at=None)


class Consent(models.Model):
    """Someone agreed to something, once: what was asked, when, how; withdrawn as easily as given."""

    _proof = Purpose(_("Prouver que vous avez donné votre accord, et le respecter."), Until.ERASURE)
    PERSONAL = {"address": _proof, "name": _proof}
    NOT_PERSONAL = ("id", "purpose", "address_hash", "about_kind", "about_id", "language", "channel", "text_version",
                    "wording", "asked_at", "given_at", "withdrawn_at", "withdrawn_by", "recorded_by")  # fmt: skip

    purpose = models.CharField(_("accord"), max_length=30, choices=ConsentPurpose.choices)
    address = models.CharField(_("adresse courriel"), max_length=254, blank=True)
    address_hash = models.CharField(_("empreinte de l’adresse"), max_length=64, blank=True, db_index=True)
    name = models.CharField(_("nom"), max_length=150, blank=True)
    about_kind = models.CharField(_("personne (genre)"), max_length=60, blank=True)
    about_id = models.CharField(_("personne (numéro)"), max_length=40, blank=True)
    language = models.CharField(_("langue"), max_length=5, default="fr")
    channel = models.CharField(_("reçu par"), max_length=10, choices=Channel.choices)
    text_version = models.CharField(_("version du texte"), max_length=40)
    wording = models.TextField(_("texte accepté"), blank=True)
    asked_at = models.DateTimeField(_("demandé le"), default=now)
    given_at = models.DateTimeField(_("donné le"), null=True)
    withdrawn_at = models.DateTimeField(_("retiré le"), null=True)
    withdrawn_by = models.CharField(_("retiré par"), max_length=10, choices=Channel.choices, blank=True)
    recorded_by = models.BigIntegerField(_("noté par (numéro)"), null=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("consentement")
        verbose_name_plural = _("consentements")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["about_kind", "about_id"], name="consent_about")]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=models.F("asked_at")), name="consent_in_order"
            ),
            models.UniqueConstraint(
                fields=["purpose", "address_hash"], condition=Q(withdrawn_at=None) & ~Q(address_hash=""),
                name="consent_once",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{ConsentPurpose(self.purpose).label} ({self.pk})"  # never the address: the journal keeps this

    @property
    def is_given(self) -> bool:
        return self.given_at is not None and self.withdrawn_at is None
