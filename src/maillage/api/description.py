"""The words of the API: what each address gives, what each parameter narrows; for people and for OpenAPI."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

PARAMETERS: dict[str, Any] = {
    "q": _("Des mots du nom ou du sigle, 200 signes au plus."),
    "country": _("Un pays d’action : deux lettres majuscules (ISO 3166), par exemple SN."),
    "region": _("Le code d’une région du siège, tel que l’adresse « network » le donne."),
    "theme": _("Le code d’un thème, tel que l’adresse « network » le donne."),
    "family": _("Le code d’une famille d’acteurs, tel que l’adresse « network » le donne."),
    "kind": _("Le code d’un genre d’organisation, tel que l’adresse « network » le donne."),
    "updated_since": _("Un jour ou un instant (RFC 3339), par exemple 2026-01-31 ou 2026-01-31T08:00:00Z."),
    "cursor": _("La valeur « next_cursor » de la page précédente."),
    "limit": _("Un nombre de 1 à 100 : combien d’organisations par page (50 si rien n’est dit)."),
    "langue": _("La langue des messages : fr, en ou es."),
    "id": _("Le numéro d’une organisation : un nombre à partir de 1."),
}
NARROWING = ("q", "country", "region", "theme", "family", "kind", "updated_since", "cursor", "limit", "langue")


@dataclass(frozen=True)
class Address:
    """An address of the API: its place, what it gives, its parameters."""

    path: str
    summary: Any
    text: Any
    parameters: tuple[str, ...] = ("langue",)


ADDRESSES = {
    "organisations": Address(
        "/api/v1/organisations", _("Les organisations de l’annuaire"),
        _("Page après page, dans l’ordre de leur numéro. Pour suivre les changements, notez l’heure avant la première "
          "page et redonnez-la la fois suivante dans « updated_since »."), NARROWING,
    ),
    "organisation": Address(
        "/api/v1/organisations/{id}", _("Une organisation"),
        _("Un champ qui n’est pas montré est vide, comme un champ que personne n’a rempli."),
    ),
    "figures": Address(
        "/api/v1/figures", _("Les chiffres publics"),
        _("Les organisations par région, pays, thème et famille ; les membres par catégorie. Rien n’est dit de moins de "
          "cinq personnes."),
    ),
    "network": Address(
        "/api/v1/network", _("Le réseau et ses codes"),
        _("Ses noms, son territoire, ses axes, ses thèmes, ses familles d’acteurs et ses catégories de membres, dans "
          "toutes ses langues."),
    ),
}  # fmt: skip
ABOUT = _(
    "Lecture seule. Sans clé : ce que tout le monde peut lire dans l’annuaire, champ par champ. Avec une clé : ce que sa "
    "portée permet en plus."
)
KEY = _("Une clé faite dans Gestion : « Authorization: Bearer mlg_… ».")
REFUSALS: dict[int, Any] = {
    400: _("La demande ne se lit pas."),
    401: _("La clé n’est pas reconnue, a passé sa date ou a été retirée."),
    403: _("La personne qui a fait la clé n’a plus le droit de lire tout ce qu’elle lit."),
    404: _("Rien n’est là, ou vous ne pouvez pas le voir."),
    405: _("Cette interface se lit seulement."),
    422: _("Un paramètre est inconnu, donné deux fois ou mal écrit."),
    429: _("Trop de demandes : l’en-tête Retry-After dit combien de secondes attendre."),
}
