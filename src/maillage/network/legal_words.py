"""The legal profile as rows that a lawyer can read: rule, value, source, still to confirm."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from maillage.network.legal import LegalProfile, Rule
from maillage.network.words import said

LABELS: dict[str, Promise] = {
    "notice_days": _("Jours d’avis de convocation"),
    "notice_by_law": _("Délai de la loi, que nul n’abrège"),
    "annual_within_months": _("Assemblée annuelle, mois après la fin de l’exercice"),
    "agenda.sent_with_notice": _("Ordre du jour joint à l’avis"),
    "agenda.votes_off_agenda": _("Vote hors de l’ordre du jour"),
    "agenda.item_share": _("Part des membres qui peut inscrire un point"),
    "proxies.allowed": _("Procurations"),
    "proxies.max_per_person": _("Procurations par personne, au plus"),
    "proxies.same_category": _("Procurations dans la même catégorie seulement"),
    "proxies.by_item": _("Procurations limitées à certains points"),
    "quorum": _("Quorum"),
    "bylaws_quorum": _("Quorum pour changer les statuts"),
    "majorities.ordinary": _("Majorité ordinaire"),
    "majorities.bylaws": _("Majorité pour les statuts ou règlements"),
    "majorities.purpose": _("Majorité pour l’objet"),
    "majorities.exclusion": _("Majorité pour exclure"),
    "majorities.dissolution": _("Majorité pour dissoudre"),
    "abstentions_counted": _("Abstentions comptées"),
    "remote_assemblies": _("Assemblées à distance"),
    "remote_secret_elections": _("Élection secrète de personnes à distance, sans bulletins vérifiables"),
    "written_resolutions": _("Résolutions écrites"),
    "requisition.share": _("Part des membres qui peut demander une assemblée"),
    "requisition.board_has_days": _("Jours du conseil pour convoquer"),
    "second_meeting": _("Seconde assemblée si le quorum manque"),
    "exclusion_body": _("Qui exclut"),
    "retention.accounting_years": _("Années de garde des pièces comptables"),
    "retention.donors_years": _("Années de garde des dons"),
    "retention.journal_years": _("Années de garde du journal"),
    "privacy.law": _("Loi sur les données personnelles"),
}


@dataclass(frozen=True)
class RuleRow:
    """One statutory rule, in words."""

    code: str
    label: str
    value: str
    source: str
    to_confirm: bool


def _rules(holder: Any, place: str = "") -> Iterator[tuple[str, Rule[Any]]]:
    for name in type(holder).model_fields:
        value = getattr(holder, name)
        here = f"{place}{name}"
        if isinstance(value, Rule):
            yield here, value
        elif hasattr(type(value), "model_fields") and name not in ("name", "note", "officer"):
            yield from _rules(value, f"{here}.")


def rules(legal: LegalProfile) -> list[RuleRow]:
    """Every rule of the profile, in its order."""
    return [
        RuleRow(place, str(LABELS.get(place, place)), said(rule.value), rule.source, rule.to_confirm)
        for place, rule in _rules(legal)
    ]


def to_confirm(legal: LegalProfile) -> int:
    """How many rules a lawyer must still confirm."""
    return sum(rule.to_confirm for _place, rule in _rules(legal))
