"""Kinds, levels and states of results; values that IATI numbers keep its numbers."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ResultType(TextChoices):
    """IATI's ResultType: where a result stands in the chain."""

    OUTPUT = "1", _("Réalisation")
    OUTCOME = "2", _("Effet")
    IMPACT = "3", _("Impact")
    OTHER = "9", _("Autre résultat")

    @property
    def height(self) -> int:
        """Causes stand below: outputs lead to outcomes, outcomes to impacts."""
        return {"1": 0, "9": 0, "2": 1, "3": 2}[self.value]


class Gain(TextChoices):
    """What a result brings, in the words of a solidarity organisation."""

    NEED = "need", _("Un besoin de base satisfait")
    CAPACITY = "capacity", _("Une capacité gagnée")
    POLICY = "policy", _("Une politique influencée")
    OTHER = "other", _("Un autre changement")


class Measure(TextChoices):
    """IATI's IndicatorMeasure: what kind of value an indicator takes."""

    UNIT = "1", _("Un nombre")
    PERCENT = "2", _("Un pourcentage")
    NOMINAL = "3", _("Une modalité")
    ORDINAL = "4", _("Un degré sur une échelle")
    QUALITATIVE = "5", _("Des mots")

    @property
    def counted(self) -> bool:
        return self in (Measure.UNIT, Measure.PERCENT)

    @property
    def scaled(self) -> bool:
        return self in (Measure.NOMINAL, Measure.ORDINAL)


class Over(TextChoices):
    """How the values of several periods make one."""

    SUM = "sum", _("S’additionne : chaque période compte ce qui est nouveau")
    LAST = "last", _("Cumulée ou état : la dernière valeur comprend les précédentes")


class MeasurementState(TextChoices):
    """A measurement goes from hand to hand; who wrote it never approves it."""

    DRAFT = "draft", _("Brouillon")
    SUBMITTED = "submitted", _("Envoyée")
    RETURNED = "returned", _("À corriger")
    APPROVED = "approved", _("Approuvée")
    LOCKED = "locked", _("Verrouillée")

    def can_become(self, other: "MeasurementState") -> bool:
        S = MeasurementState
        return (
            other
            in {
                S.DRAFT: {S.SUBMITTED},
                S.SUBMITTED: {S.RETURNED, S.APPROVED},
                S.RETURNED: {S.SUBMITTED},
                S.APPROVED: {S.RETURNED, S.LOCKED},
                S.LOCKED: {S.APPROVED},
            }[self]
        )

    @property
    def counts(self) -> bool:
        """Whether its value is part of what is told."""
        return self in (MeasurementState.APPROVED, MeasurementState.LOCKED)

    @property
    def writable(self) -> bool:
        return self in (MeasurementState.DRAFT, MeasurementState.RETURNED)

    @property
    def tone(self) -> str:
        return {"submitted": "al", "returned": "er", "approved": "ok", "locked": "ok"}.get(self.value, "nu")


class Sex(TextChoices):
    F = "F", _("Femmes et filles")
    M = "M", _("Hommes et garçons")
    X = "X", _("Autre, ou non binaire")


class Age(TextChoices):
    CHILD = "0-11", _("Moins de 12 ans")
    TEEN = "12-17", _("12 à 17 ans")
    YOUNG = "18-35", _("18 à 35 ans")
    ADULT = "36-64", _("36 à 64 ans")
    SENIOR = "65+", _("65 ans et plus")


class Dimension(TextChoices):
    """By what a measurement is broken down. The order is that of the bits of `MeasurementCell.owns`: never change it."""

    SEX = "sex", _("Sexe")
    AGE = "age", _("Âge")
    PLACE = "place", _("Lieu")


class AssumptionState(TextChoices):
    HOLDS = "holds", _("Tient")
    DOUBTFUL = "doubtful", _("Douteuse")
    BROKEN = "broken", _("Ne tient plus")
    UNSEEN = "unseen", _("Pas encore vérifiée")

    @property
    def tone(self) -> str:
        return {"holds": "ok", "doubtful": "al", "broken": "er"}.get(self.value, "nu")


class Direction(TextChoices):
    """A change may go backwards, and is told all the same."""

    FORWARD = "forward", pgettext_lazy("changement", "En mieux")
    BACKWARD = "backward", pgettext_lazy("changement", "En arrière")

    @property
    def tone(self) -> str:
        return "ok" if self is Direction.FORWARD else "er"


class TransformationState(TextChoices):
    DRAFT = "draft", _("Brouillon")
    PROPOSED = "proposed", _("Soumise au partenaire")
    VALIDATED = "validated", _("Validée par le partenaire")
    REFUSED = "refused", _("Non reconnue par le partenaire")

    def can_become(self, other: "TransformationState") -> bool:
        S = TransformationState
        return (
            other
            in {
                S.DRAFT: {S.PROPOSED},
                S.PROPOSED: {S.VALIDATED, S.REFUSED, S.DRAFT},
                S.REFUSED: {S.DRAFT},
                S.VALIDATED: {S.DRAFT},
            }[self]
        )

    @property
    def tone(self) -> str:
        return {"proposed": "al", "validated": "ok", "refused": "er"}.get(self.value, "nu")


class Verdict(TextChoices):
    """What is seen of a change when one comes back to it."""

    GROWS = "grows", _("S’étend")
    HOLDS = "holds", _("Tient")
    FADES = "fades", _("Faiblit")
    UNDONE = "undone", _("A disparu")

    @property
    def tone(self) -> str:
        return {"grows": "ok", "holds": "ok", "fades": "al", "undone": "er"}[self.value]


class NoteState(TextChoices):
    DRAFT = "draft", _("Brouillon")
    REVIEWED = "reviewed", _("Relue")
    PUBLISHED = "published", _("Publiée")

    def can_become(self, other: "NoteState") -> bool:
        S = NoteState
        return (
            other
            in {S.DRAFT: {S.REVIEWED}, S.REVIEWED: {S.PUBLISHED, S.DRAFT}, S.PUBLISHED: {S.REVIEWED, S.DRAFT}}[self]
        )

    @property
    def tone(self) -> str:
        return {"reviewed": "al", "published": "ok"}.get(self.value, "nu")


class Grade(IntegerChoices):
    """A yearly performance score; shown A to D or 1 to 4 as the network does (`words.grade`)."""

    GOOD = 1, _("Très satisfaisant")
    FAIR = 2, _("Satisfaisant")
    WEAK = 3, _("Insuffisant")
    BAD = 4, _("Très insuffisant")

    @property
    def tone(self) -> str:
        return {1: "ok", 2: "ok", 3: "al", 4: "er"}[self.value]
