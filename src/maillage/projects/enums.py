"""Levels, states and roles of programmes and projects; values that IATI numbers keep its numbers."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class Level(TextChoices):
    """Where a node stands: a programme holds outcomes, an outcome projects, a project lines of activity."""

    PROGRAMME = "programme", _("Programme")
    OUTCOME = "outcome", _("Objectif spécifique")
    PROJECT = "project", _("Projet")
    LINE = "line", _("Ligne d’activité")

    @property
    def rank(self) -> int:
        return list(Level).index(self)

    def may_hold(self, other: "Level") -> bool:
        """A node holds what stands below it, levels may be skipped."""
        return other.rank > self.rank


class ProjectState(TextChoices):
    """IATI's ActivityStatus."""

    IDENTIFIED = "1", _("En préparation")
    RUNNING = "2", _("En cours")
    FINALISING = "3", _("En achèvement")
    CLOSED = "4", _("Terminé")
    CANCELLED = "5", _("Annulé")
    SUSPENDED = "6", _("Suspendu")

    def can_become(self, other: "ProjectState") -> bool:
        S = ProjectState
        return (
            other
            in {
                S.IDENTIFIED: {S.RUNNING, S.CANCELLED, S.SUSPENDED},
                S.RUNNING: {S.FINALISING, S.CLOSED, S.CANCELLED, S.SUSPENDED},
                S.FINALISING: {S.CLOSED, S.RUNNING},
                S.SUSPENDED: {S.IDENTIFIED, S.RUNNING, S.CANCELLED, S.CLOSED},
                S.CLOSED: {S.FINALISING},
                S.CANCELLED: {S.IDENTIFIED},
            }[self]
        )

    @property
    def tone(self) -> str:
        return {"1": "al", "2": "ok", "3": "ok", "5": "er", "6": "al"}.get(self.value, "nu")


class Role(TextChoices):
    """What a participant does: IATI's OrganisationRole, and who reports."""

    FUNDING = "1", _("finance")
    ACCOUNTABLE = "2", _("répond du projet")
    EXTENDING = "3", _("suit et transmet")
    IMPLEMENTING = "4", _("met en œuvre")
    REPORTING = "reporting", _("publie")


class CodeKind(TextChoices):
    """What a code says of a project. Codes of the profile have no vocabulary; the others, IATI's number for it."""

    SECTOR = "sector", _("Secteur")
    GOAL = "tag", _("Objectif de développement durable ou étiquette")
    MARKER = "marker", _("Marqueur")
    CRISIS = "crisis", _("Crise humanitaire")  # humanitarian-scope: its type is in `significance`
    THEME = "theme", _("Thème")
    ATTENTION = "attention", _("Point d’attention")
    AXIS = "axis", _("Axe")
    HEADING = "heading", _("Rubrique d’un cadre")
    POPULATION = "population", _("Population")


class PlaceKind(TextChoices):
    COUNTRY = "country", _("Pays")
    REGION = "region", _("Région du monde")
    LOCATION = "location", _("Lieu")


class Exactness(TextChoices):
    """IATI's GeographicExactness."""

    EXACT = "1", _("exact")
    APPROXIMATE = "2", _("approximatif")


class Stage(TextChoices):
    """The stages at which a local authority may take part (OCC-6)."""

    IDEA = "idea", _("Idée")
    DESIGN = "design", _("Montage")
    FUNDING = "funding", _("Financement")
    WORK = "work", _("Réalisation")
    FOLLOW = "follow", _("Suivi")
    END = "end", _("Bilan et suites")


class RiskState(TextChoices):
    OPEN = "open", _("À surveiller")
    HAPPENED = "happened", _("Arrivé")
    CLOSED = "closed", _("Écarté")


class Grade(IntegerChoices):
    """How likely, how serious."""

    LOW = 1, _("faible")
    MIDDLE = 2, _("moyenne")
    HIGH = 3, _("forte")


class BondKind(TextChoices):
    TWINNING = "twinning", _("Jumelage")
    EXCHANGE = "exchange", _("Échange")
    SUPPORT = "support", _("Appui entre pairs")
    OTHER = "other", _("Autre lien")
