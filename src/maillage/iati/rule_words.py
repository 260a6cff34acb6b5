"""The rules of the official ruleset in words that say what to do, by their number."""

from typing import Any

from django.utils.translation import gettext_lazy as _

SPACES = _("Enlevez les espaces ou les retours à la ligne au début ou à la fin de cet identifiant.")
SYMBOLS = _("Cet identifiant ne doit contenir aucun des signes / & | ?.")
PERIOD = _("Le début de la période doit précéder sa fin.")
PLACES = _("Indiquez un pays ou une région, soit pour l’activité, soit pour chacune de ses transactions.")
PERCENT = _("Un pourcentage va de 0 à 100.")

WORDS: dict[str, Any] = {
    "1.1.3": _("L’identifiant de l’activité doit être différent de celui de l’organisation qui publie."),
    "1.1.21": _(
        "L’identifiant de l’activité devrait commencer par celui de l’organisation qui publie "
        "(ou un ancien, déclaré en « other-identifier » B1), suivi d’un tiret."),
    "1.14.8": _(
        "L’identifiant de l’organisation qui publie doit commencer par le code "
        "d’un registre reconnu (BE-BCE_KBO, CA-CRA_ACR, FR-RCS…)."),
    "1.18.8": _(
        "L’identifiant de l’organisation qui publie doit commencer par le code "
        "d’un registre reconnu (BE-BCE_KBO, CA-CRA_ACR, FR-RCS…)."),
    "6.11.1": _("Indiquez une date de début, prévue ou réelle."),
    "6.2.2": _("Indiquez un secteur, soit pour l’activité, soit pour chacune de ses transactions."),
    "4.1.1": _("Indiquez la langue de l’activité, ou celle de chaque texte (xml:lang)."),
    "4.5.1": _("Indiquez la langue de l’organisation, ou celle de chaque texte (xml:lang)."),
    "6.7.2": _("Indiquez un secteur pour l’activité, ou pour chaque transaction : cette transaction n’en a pas."),
    "7.8.1": _("Indiquez la monnaie de l’activité, ou celle de chaque montant : ce montant n’en a pas."),
    "7.8.2": _("Indiquez la monnaie de l’organisation, ou celle de chaque montant : ce montant n’en a pas."),
    "11.1.1": _("La date de dernière mise à jour est dans l’avenir."),
    "11.4.1": _("La date de dernière mise à jour est dans l’avenir."),
    "11.1.2": _("Le début prévu doit précéder la fin prévue."),
    "11.1.3": _("Le début réel doit précéder la fin réelle."),
    "11.1.4": _("Le début réel est dans l’avenir : c’est un début prévu (type 1)."),
    "11.1.5": _("La fin réelle est dans l’avenir : c’est une fin prévue (type 3)."),
    "11.2.1": _("Cette transaction est datée dans l’avenir : ce qui est à venir est un versement prévu."),
    "11.2.2": _("La date de valeur de cette transaction est dans l’avenir."),
    "11.3.1": _("La date de valeur de cette ligne doit tomber dans la période du budget."),
    "2.1.1": _("Plusieurs secteurs d’un même vocabulaire : donnez un pourcentage à chacun."),
    "2.1.2": _("Les pourcentages des secteurs d’un même vocabulaire doivent faire 100 %%."),
    "2.1.4": _("Un seul secteur : son pourcentage est absent, ou vaut 100."),
    "2.2.1": _("Un code de secteur propre à votre organisation (vocabulaire 98 ou 99) doit être accompagné de son nom."),
    "3.1.1": _("Plusieurs pays : donnez un pourcentage à chacun."),
    "3.1.2": _("Les pourcentages des pays doivent faire 100 %%."),
    "3.1.4": _("Un seul pays : son pourcentage est absent, ou vaut 100."),
    "3.4.1": _("Plusieurs régions : donnez un pourcentage à chacune."),
    "3.4.2": _("Les pourcentages des pays et des régions doivent faire 100 %%."),
    "3.4.4": _("Une seule région : son pourcentage est absent, ou vaut 100."),
    "3.6.2": _("Les pays et les régions se disent soit pour l’activité, soit pour les transactions, jamais les deux."),
    "3.7.1": PLACES, "3.7.2": PLACES,
    "6.6.2": _("Les secteurs se disent soit pour l’activité, soit pour les transactions, jamais les deux."),
    "6.8.1": _("Donnez l’identifiant ou le nom de l’organisation propriétaire de cet identifiant."),
    "6.9.1": _("Donnez l’identifiant ou le nom de l’organisation qui verse."),
    "6.9.2": _("Donnez l’identifiant ou le nom de l’organisation qui reçoit."),
    "6.10.1": _("Donnez l’identifiant ou le nom de l’organisation qui participe."),
    "6.13.1": _("Un marqueur propre à votre organisation (vocabulaire 99) doit être accompagné de son nom."),
    "6.14.1": _("Donnez l’importance de ce marqueur (0, 1, 2…)."),
    "7.5.3": _("La période d’un budget ne dépasse pas un an : faites un budget par année."),
    "7.9.1": _("Plusieurs lignes du budget du pays : donnez un pourcentage à chacune."),
    "7.9.2": _("Les pourcentages des lignes du budget du pays devraient faire 100 %%."),
    "7.9.4": _("Une seule ligne du budget du pays : son pourcentage est absent, ou vaut 100."),
    "8.6.1": PERIOD, "8.6.3": PERIOD,
    "8.8.1": _("La situation de départ d’un indicateur chiffré doit avoir une valeur."),
    "8.9.1": _("La cible d’un indicateur chiffré doit avoir une valeur."),
    "8.10.1": _("La mesure d’un indicateur chiffré doit avoir une valeur."),
    "8.8.2": _("La situation de départ d’un indicateur chiffré devrait être un nombre."),
    "8.9.2": _("La cible d’un indicateur chiffré devrait être un nombre."),
    "8.10.2": _("La mesure d’un indicateur chiffré devrait être un nombre."),
    "8.8.3": _("Un indicateur qualitatif n’a pas de valeur de départ : dites-la en mots."),
    "8.9.3": _("Un indicateur qualitatif n’a pas de cible chiffrée : dites-la en mots."),
    "8.10.3": _("Un indicateur qualitatif n’a pas de mesure chiffrée : dites-la en mots."),
    "8.11.1": _("Une référence se donne sur le résultat ou sur l’indicateur, pas sur les deux."),
    "4.3.1": _("Ce titre est vide : écrivez-le."),
    "4.4.1": _("Cette description est vide : écrivez-la, ou enlevez-la."),
    "12.1.1": PERCENT, "12.2.1": PERCENT, "12.3.1": PERCENT,
    "102.1.1": _(
        "Un vocabulaire de secteurs autre que celui du CAD est employé : "
        "ajoutez aussi le code du CAD (vocabulaire 1)."),
    "107.1.1": _("Ajoutez le type d’aide du vocabulaire 1 (CAD)."),
    "107.1.2": _("Un seul type d’aide par vocabulaire."),
    "107.2.1": _("Ajoutez à la transaction le type d’aide du vocabulaire 1 (CAD)."),
    "107.2.2": _("Un seul type d’aide par vocabulaire dans une transaction."),
}  # fmt: skip


def words(rule: str, otherwise: str = "") -> str:
    """What to do about a rule that does not hold; IATI's own English words for one that we do not know."""
    said = WORDS.get(rule)
    if said is None:
        kinds = {".1": SPACES, ".13": SYMBOLS}
        ending = next(
            (end for end in kinds if rule.startswith("1.") and rule.count(".") == 2 and rule.endswith(end)), None
        )
        said = kinds[ending] if ending else None
    return str(said).replace("%%", "%") if said else otherwise
