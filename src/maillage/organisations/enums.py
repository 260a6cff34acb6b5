"""States and kinds of organisations and people."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(TextChoices):
    """Where an organisation stands in its life."""

    ACTIVE = "active", _("Active")
    DORMANT = "dormant", _("En sommeil")
    CLOSED = "closed", _("Dissoute")
    MERGED = "merged", _("Fusionnée dans une autre")

    def can_become(self, other: "State") -> bool:
        """A merged organisation only comes back by undoing the merge."""
        return self is not State.MERGED and other is not State.MERGED and self is not other


class Kind(TextChoices):
    """What an organisation is; the numbers are those of the IATI list of organisation types."""

    GOVERNMENT = "10", _("Gouvernement")
    LOCAL_GOVERNMENT = "11", _("Collectivité territoriale")
    OTHER_PUBLIC = "15", _("Autre organisme public")
    INTERNATIONAL_NGO = "21", _("Organisation non gouvernementale internationale")
    NATIONAL_NGO = "22", _("Organisation non gouvernementale nationale")
    REGIONAL_NGO = "23", _("Organisation non gouvernementale régionale")
    PARTNER_COUNTRY_NGO = "24", _("Organisation non gouvernementale du pays partenaire")
    PUBLIC_PRIVATE = "30", _("Partenariat public-privé")
    MULTILATERAL = "40", _("Organisation multilatérale")
    FOUNDATION = "60", _("Fondation")
    PRIVATE_SECTOR = "70", _("Entreprise")
    PRIVATE_PROVIDER = "71", _("Entreprise du pays donateur")
    PRIVATE_RECIPIENT = "72", _("Entreprise du pays partenaire")
    PRIVATE_THIRD = "73", _("Entreprise d’un pays tiers")
    ACADEMIC = "80", _("Enseignement, formation et recherche")
    OTHER = "90", _("Autre")
    UNION = "union", _("Syndicat")
    WOMEN = "women", _("Organisation de femmes")
    YOUTH_OR_SENIORS = "youth_seniors", _("Mouvement de jeunes ou de personnes aînées")
    MUTUAL = "mutual", _("Mutuelle")
    COOPERATIVE = "cooperative", _("Coopérative")
    POPULAR = "popular", _("Groupe populaire ou communautaire")
    UNKNOWN = "", _("Non précisé")


class PlaceKind(TextChoices):
    SEAT = "seat", _("Siège")
    FIELD = "field", _("Lieu d’action")


class Relation(TextChoices):
    """How two things are tied; each has a name from either end (`reverse_label`)."""

    EMPLOYS = "employs", _("emploie")
    REPRESENTED_BY = "represented_by", _("est représentée par")
    PRESIDED_BY = "presided_by", _("est présidée par")
    HAS_MEMBER = "has_member", _("compte parmi les siens")
    AFFILIATED_TO = "affiliated_to", _("est affiliée à")
    TWINNED_WITH = "twinned_with", _("est jumelée avec")
    PARTNER_OF = "partner_of", _("est partenaire de")

    @property
    def reverse_label(self) -> str:
        return str(_REVERSE[self.value])

    @property
    def between_organisations(self) -> bool:
        return self in (Relation.AFFILIATED_TO, Relation.TWINNED_WITH, Relation.PARTNER_OF)

    @property
    def symmetric(self) -> bool:
        return self in (Relation.TWINNED_WITH, Relation.PARTNER_OF)


_REVERSE = {
    "employs": _("travaille pour"),
    "represented_by": _("représente"),
    "presided_by": _("préside"),
    "has_member": _("fait partie de"),
    "affiliated_to": _("a pour affiliée"),
    "twinned_with": _("est jumelée avec"),
    "partner_of": _("est partenaire de"),
}


class EditState(TextChoices):
    PENDING = "pending", _("À relire")
    ACCEPTED = "accepted", _("Acceptée")
    REFUSED = "refused", _("Refusée")
    WITHDRAWN = "withdrawn", _("Retirée")


class ImportState(TextChoices):
    UPLOADED = "uploaded", _("Fichier reçu")
    CHECKED = "checked", _("Vérifié, rien n’est écrit")
    RUNNING = "running", _("En cours d’écriture")
    DONE = "done", _("Écrit")
    UNDONE = "undone", pgettext_lazy("import", "Annulé")
    FAILED = "failed", _("Refusé")


class Outcome(TextChoices):
    """What became of a row of an import."""

    CREATED = "created", _("Créée")
    UPDATED = "updated", _("Mise à jour")
    UNCHANGED = "unchanged", _("Inchangée")
    DUPLICATE = "duplicate", _("Doublon probable")
    REJECTED = "rejected", _("Refusée")
