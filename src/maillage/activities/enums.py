"""States and kinds of activities."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ActivityState(TextChoices):
    """Where an activity stands: prepared, told to everyone, held, accounted; or cancelled, and everyone is told."""

    PROPOSED = "proposed", _("Proposée")
    DRAFT = "draft", _("Brouillon")
    ANNOUNCED = "announced", _("Annoncée")
    HELD = "held", _("Tenue")
    ACCOUNTED = "accounted", _("Comptée")
    CANCELLED = "cancelled", _("Annulée")
    DECLINED = "declined", _("Déclinée")

    def can_become(self, other: "ActivityState") -> bool:
        """What was told to everyone is never a draft again."""
        A = ActivityState
        return (
            other
            in {
                A.PROPOSED: {A.DRAFT, A.ANNOUNCED, A.DECLINED},
                A.DRAFT: {A.ANNOUNCED, A.HELD, A.CANCELLED},
                A.ANNOUNCED: {A.HELD, A.CANCELLED},
                A.HELD: {A.ACCOUNTED, A.ANNOUNCED},
                A.ACCOUNTED: {A.HELD},
                A.CANCELLED: {A.ANNOUNCED, A.DRAFT},  # a draft again only when nobody had heard of it
                A.DECLINED: {A.PROPOSED},
            }[self]
        )

    @property
    def tone(self) -> str:
        return {"proposed": "al", "announced": "ok", "held": "al", "cancelled": "er"}.get(self.value, "nu")


class Part(TextChoices):
    """What the network does in it (CES-2)."""

    ORGANISES = "organises", _("Organise")
    CO_ORGANISES = "co_organises", _("Coorganise")
    TAKES_PART = "takes_part", _("Participe")
    HOSTS = "hosts", _("Accueille")


class Structure(TextChoices):
    """How it is built, which decides what the form asks and what people enrol in."""

    SESSIONS = "sessions", _("Une ou plusieurs dates, au choix")
    CYCLE = "cycle", _("Un cycle, suivi en entier")
    TOUR = "tour", _("Une tournée, avec ses étapes")
    DINNER = "dinner", _("Un repas, avec ses tables")
    PLACEMENT = "placement", _("Un stage ou une mission, avec ses personnes désignées")

    @property
    def as_a_whole(self) -> bool:
        """Does one enrol in all of it at once?"""
        return self in (Structure.CYCLE, Structure.DINNER, Structure.PLACEMENT)


class Mode(TextChoices):
    ONSITE = "onsite", _("Sur place")
    ONLINE = "online", _("En ligne")
    BOTH = "both", _("Sur place et en ligne")


class Kind(TextChoices):
    """By what an activity is classified; the codes are the profile's, or those of `Access`, or of languages."""

    AUDIENCE = "audience", pgettext_lazy("qui vient", "Public")
    THEME = "theme", _("Thème")
    ATTENTION = "attention", _("Point d’attention")  # theme/point
    AXIS = "axis", _("Axe transversal")
    HEADING = "heading", _("Rubrique d’un cadre")  # framework/heading
    LANGUAGE = "language", _("Langue")
    ACCESS = "access", _("Accessibilité")


class Access(TextChoices):
    """What makes it possible to come; each can be asked of the calendar."""

    WHEELCHAIR = "wheelchair", _("Accessible en fauteuil roulant")
    TOILETS = "toilets", _("Toilettes accessibles")
    TRANSIT = "transit", _("Proche des transports en commun")
    PARKING = "parking", _("Stationnement adapté")
    SIGN_LANGUAGE = "sign-language", _("Langue des signes")
    CAPTIONS = "captions", _("Sous-titrage ou transcription en direct")
    HEARING_LOOP = "hearing-loop", _("Boucle auditive")
    LARGE_PRINT = "large-print", _("Documents en gros caractères")
    EASY_READ = "easy-read", _("Langage simple")
    QUIET_ROOM = "quiet-room", _("Lieu de repos au calme")
    SEATING = "seating", _("Places assises pour tout le monde")
    ALL_GENDER = "all-gender", _("Toilettes non genrées")


class Travel(TextChoices):
    TRAIN = "train", _("Train")
    COACH = "coach", _("Car ou autobus")
    CAR = "car", _("Voiture")
    PLANE = "plane", _("Avion")
    BOAT = "boat", _("Bateau")
    BICYCLE = "bicycle", _("Vélo")
    OTHER = "other", _("Autre")


class CostKind(TextChoices):
    TRAVEL = "travel", _("Déplacement")
    LODGING = "lodging", _("Hébergement")
    MEALS = "meals", _("Repas")
    FEES = "fees", _("Cachet ou indemnité")
    VISA = "visa", _("Visa et assurances")
    ROOM = "room", _("Salle et matériel")
    OTHER = "other", _("Autre")


class NomineeState(TextChoices):
    PROPOSED = "proposed", _("Proposée")
    CHOSEN = "chosen", pgettext_lazy("candidature", "Retenue")
    RESERVE = "reserve", _("En réserve")
    NOT_CHOSEN = "not_chosen", pgettext_lazy("candidature", "Non retenue")
    WITHDRAWN = "withdrawn", _("Désistée")
