"""School levels, and where a request stands."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Level(TextChoices):
    """Levels as teachers of each country say them, from the youngest on."""

    PRESCHOOL = "preschool", _("Maternelle, préscolaire")
    PRIMARY_1 = "primary-1", _("Primaire, 6 à 8 ans")
    PRIMARY_2 = "primary-2", _("Primaire, 9 à 12 ans")
    SECONDARY_1 = "secondary-1", _("Secondaire ou collège, 12 à 15 ans")
    SECONDARY_2 = "secondary-2", _("Secondaire ou lycée, 15 à 18 ans")
    VOCATIONAL = "vocational", _("Formation professionnelle")
    HIGHER = "higher", _("Cégep, haute école, université")
    ADULT = "adult", _("Éducation des adultes, alphabétisation, francisation")
    YOUTH = "youth", _("Maison de jeunes, mouvement, camp")


class RequestState(TextChoices):
    """Asked by a teacher, proposed by the team, then confirmed, held, counted, evaluated."""

    ASKED = "asked", _("Demandée")
    PROPOSED = "proposed", _("Proposée")
    CONFIRMED = "confirmed", _("Confirmée")
    HELD = "held", _("Tenue")
    COUNTED = "counted", _("Comptée")
    EVALUATED = "evaluated", _("Évaluée")
    DECLINED = "declined", _("Déclinée")
    CANCELLED = "cancelled", _("Annulée")

    def can_become(self, other: "RequestState") -> bool:
        S = RequestState
        return (
            other
            in {
                S.ASKED: {S.PROPOSED, S.DECLINED, S.CANCELLED},
                S.PROPOSED: {S.ASKED, S.CONFIRMED, S.DECLINED, S.CANCELLED},
                S.CONFIRMED: {S.HELD, S.CANCELLED},
                S.HELD: {S.COUNTED},
                S.COUNTED: {S.EVALUATED},
                S.EVALUATED: set(),
                S.DECLINED: {S.ASKED},
                S.CANCELLED: set(),
            }[self]
        )

    @property
    def tone(self) -> str:
        return {"asked": "al", "proposed": "", "confirmed": "ok", "held": "al", "counted": ""}.get(self.value, "nu")

    @property
    def is_open(self) -> bool:
        return self in (RequestState.ASKED, RequestState.PROPOSED)

    @property
    def is_over(self) -> bool:
        return self in (RequestState.EVALUATED, RequestState.DECLINED, RequestState.CANCELLED)


PATH = (RequestState.ASKED, RequestState.PROPOSED, RequestState.CONFIRMED, RequestState.HELD, RequestState.COUNTED,
        RequestState.EVALUATED)  # fmt: skip


class Answer(TextChoices):
    """What a facilitator says of a class they are asked for."""

    WAITING = "waiting", _("Attend une réponse")
    ACCEPTED = "accepted", _("Acceptée")
    DECLINED = "declined", _("Déclinée")

    @property
    def tone(self) -> str:
        return {"waiting": "al", "accepted": "ok", "declined": "er"}[self.value]
