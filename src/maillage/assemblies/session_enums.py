"""Words of the session: in what capacity one is there, how one came in, what one asks the floor for."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Capacity(TextChoices):
    VOTER = "voter", _("Personne déléguée ou votante")
    SUBSTITUTE = "substitute", _("Suppléance")
    PROXY_HOLDER = "proxy_holder", _("Porte une procuration")
    SUPPORTER = "supporter", _("Membre de soutien")
    GUEST = "guest", _("Personne invitée")
    STAFF = "staff", _("Équipe")


class How(TextChoices):
    DESK = "desk", pgettext_lazy("présence", "À l’accueil")
    QR = "qr", _("Avec son téléphone")
    REMOTE = "remote", pgettext_lazy("présence", "À distance")


class SpeechKind(TextChoices):
    SPEECH = "speech", _("Prise de parole")
    QUESTION = "question", _("Question")
    POINT_OF_ORDER = "point_of_order", _("Point d’ordre")


class SpeechState(TextChoices):
    WAITING = "waiting", _("Demande la parole")
    SPEAKING = "speaking", _("A la parole")
    DONE = "done", _("A parlé")
    WITHDRAWN = "withdrawn", _("Y a renoncé")


class Alternation(TextChoices):
    NONE = "none", _("Sans alternance")
    COLLEGE = "college", _("Alterner entre les collèges")
    DECLARED = "declared", _("Alterner selon ce que chaque personne déclare")
