"""Where a partnership stands, what accompanies it, and what each side answers for."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Side(TextChoices):
    """Where the partner is, seen from the network."""

    THERE = "there", _("Partenaire d’ailleurs")
    NORTH = "north", _("Homologue du Nord")


class PartnershipState(TextChoices):
    """Looked at, alive, halted, over; it may come back."""

    EXPLORING = "exploring", _("À l’étude")
    ACTIVE = "active", pgettext_lazy("partenariat", "En cours")
    SUSPENDED = "suspended", pgettext_lazy("partenariat", "Suspendu")
    ENDED = "ended", pgettext_lazy("partenariat", "Terminé")

    def can_become(self, other: "PartnershipState") -> bool:
        S = PartnershipState
        return (
            other
            in {
                S.EXPLORING: {S.ACTIVE, S.ENDED},
                S.ACTIVE: {S.SUSPENDED, S.ENDED},
                S.SUSPENDED: {S.ACTIVE, S.ENDED},
                S.ENDED: {S.EXPLORING, S.ACTIVE},
            }[self]
        )

    @property
    def tone(self) -> str:
        return {"exploring": "al", "active": "ok", "suspended": "er"}.get(self.value, "nu")


LIVING = (PartnershipState.EXPLORING, PartnershipState.ACTIVE, PartnershipState.SUSPENDED)
SHOWN = (PartnershipState.ACTIVE, PartnershipState.SUSPENDED)


class EndReason(TextChoices):
    ACHIEVED = "achieved", _("Le but est atteint")
    TERM = "term", _("L’accord est arrivé à son terme")
    AGREED = "agreed", _("D’un commun accord")
    MONEY = "money", _("Faute de moyens")
    BREACH = "breach", _("Un engagement n’a pas été tenu")
    DISSOLVED = "dissolved", _("L’organisation n’existe plus")
    OTHER = "other", _("Autre raison")


class Regime(TextChoices):
    """How money may go there, by the law of Canada on charities; nothing where it does not apply."""

    NONE = "", _("Sans régime particulier")
    CONTROL = "control", _("Direction et contrôle")
    GRANT = "grant", _("Don documenté à un donataire non reconnu")


class AgreementKind(TextChoices):
    AGREEMENT = "agreement", _("Convention de partenariat")
    MEMORANDUM = "memorandum", _("Protocole d’entente")
    AMENDMENT = "amendment", _("Avenant")
    CONTROL = "control", _("Contrat de direction et contrôle")
    GRANT = "grant", _("Convention de don")
    CHARTER = "charter", _("Charte de partenariat")


class AgreementState(TextChoices):
    """In force once each side signed the text as it is; ended at its term, by decision, or by the next one."""

    DRAFT = "draft", _("En préparation")
    FORCE = "force", _("En vigueur")
    ENDED = "ended", pgettext_lazy("accord", "Terminé")
    RENEWED = "renewed", pgettext_lazy("accord", "Renouvelé")

    @property
    def tone(self) -> str:
        return {"draft": "al", "force": "ok"}.get(self.value, "nu")


class Party(TextChoices):
    """Whose commitment, whose signature."""

    NETWORK = "network", _("Le réseau")
    PARTNER = "partner", _("Le partenaire")
    CARRIER = "carrier", _("Un membre qui le porte")


class CommitmentState(TextChoices):
    OPEN = "open", _("En cours")
    KEPT = "kept", _("Tenu")
    PARTLY = "partly", _("Tenu en partie")
    BROKEN = "broken", _("Non tenu")
    DROPPED = "dropped", _("Abandonné d’un commun accord")

    @property
    def tone(self) -> str:
        return {"kept": "ok", "partly": "al", "broken": "er"}.get(self.value, "nu")


class VisitKind(TextChoices):
    ACCOMPANIMENT = "visit", _("Visite d’accompagnement")
    SUPPORT = "support", _("Appui technique")
    TRAINING = "training", _("Formation")
    WELCOME = "welcome", _("Accueil du partenaire chez nous")
    REMOTE = "remote", _("Suivi à distance")
    AUDIT = "audit", _("Contrôle sur place")


class Direction(TextChoices):
    """Who assesses whom."""

    BY_PARTNER = "by_partner", _("Le partenaire évalue le réseau")
    BY_NETWORK = "by_network", _("Le réseau évalue le partenariat de son côté")


class AskedState(TextChoices):
    """Something asked of the partner, or noted by the team."""

    ASKED = "asked", _("Demandée")
    ANSWERED = "answered", _("Reçue")
    LAPSED = "lapsed", _("Sans réponse")

    @property
    def tone(self) -> str:
        return {"asked": "al", "answered": "ok"}.get(self.value, "nu")


class Source(TextChoices):
    """How an answer came."""

    NONE = "", _("Pas encore")
    LINK = "link", _("Par le lien du courriel")
    SPACE = "space", _("Depuis l’espace membre")
    PAPER = "paper", _("Sur papier, saisie par l’équipe")
    TEAM = "team", _("Par l’équipe")
    TALK = "talk", _("De vive voix, notée par l’équipe")


class Score(IntegerChoices):
    """One scale for every question, both ways, over the years."""

    VERY_BAD = 1, _("1 – Pas du tout")
    BAD = 2, _("2 – Peu")
    MIDDLE = 3, _("3 – En partie")
    GOOD = 4, _("4 – Bien")
    VERY_GOOD = 5, _("5 – Pleinement")


class LearnedBy(TextChoices):
    US = "us", _("Ce que le réseau a appris")
    THEM = "them", _("Ce que le partenaire a appris")
    BOTH = "both", _("Ce que nous avons appris ensemble")


class PieceKind(TextChoices):
    STATUTES = "statutes", _("Statuts")
    REGISTRATION = "registration", _("Enregistrement ou agrément")
    BOARD = "board", _("Liste des responsables")
    ACCOUNTS = "accounts", _("Comptes annuels")
    AUDIT = "audit", _("Rapport d’audit")
    BANK = "bank", _("Coordonnées bancaires attestées")
    TAX = "tax", _("Attestation fiscale")
    SCREENING = "screening", _("Vérification des listes de sanctions")
    SAFEGUARDING = "safeguarding", _("Politique contre l’exploitation et les abus")
    FRAUD = "fraud", _("Politique contre la fraude")
    PROCUREMENT = "procurement", _("Procédure d’achat")
    CONTROL = "control", _("Mandat écrit (direction et contrôle)")
    MONITORING = "monitoring", _("Plan de suivi et comptes distincts (direction et contrôle)")
    GRANT_FILE = "grant_file", _("Dossier du don documenté : but, risques, suivi")
    OTHER = "other", _("Autre pièce")


class PieceState(TextChoices):
    """What is kept of a piece; that it lapsed or soon will is read from its date."""

    MISSING = "missing", _("Manque")
    RECEIVED = "received", _("Reçue, à regarder")
    ACCEPTED = "accepted", _("Acceptée")
    REFUSED = "refused", _("À refaire")
    WAIVED = "waived", _("Dispensée")


class Verdict(TextChoices):
    ACCEPTED = "accepted", _("Elle convient")
    REFUSED = "refused", _("Elle ne convient pas")


class NetworkKind(TextChoices):
    CONTINENTAL = "continental", _("Réseau continental")
    THEMATIC = "thematic", _("Réseau thématique")


class ActionState(TextChoices):
    PLANNED = "planned", pgettext_lazy("action", "Prévue")
    RUNNING = "running", pgettext_lazy("action", "En cours")
    DONE = "done", pgettext_lazy("action", "Faite")
    DROPPED = "dropped", pgettext_lazy("action", "Abandonnée")

    @property
    def tone(self) -> str:
        return {"running": "al", "done": "ok"}.get(self.value, "nu")
