"""The rules of the official ruleset in words that say what to do, by their number."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

SPACES = gettext_noop("Enlevez les espaces ou les retours à la ligne au début ou à la fin de cet identifiant.")
SYMBOLS = gettext_noop("Cet identifiant ne doit contenir aucun des signes / & | ?.")
PERIOD = gettext_noop("Le début de la période doit précéder sa fin.")
PLACES = gettext_noop("Indiquez un pays ou une région, soit pour l’activité, soit pour chacune de ses transactions.")
PERCENT = gettext_noop("Un pourcentage va de 0 à 100.")

WORDS = {
    "1.1.3": gettext_noop("L’identifiant de l’activité doit être différent de celui de l’organisation qui publie."),
    "1.1.21": gettext_noop(
        "L’identifiant de l’activité devrait commencer par celui de l’organisation qui publie "
        "(ou un ancien, déclaré en « other-identifier » B1), suivi d’un tiret."),
    "1.14.8": gettext_noop(
        "L’identifiant de l’organisation qui publie doit commencer par le code "
        "d’un registre reconnu (BE-BCE_KBO, CA-CRA_ACR, FR-SIRET…)."),
    "1.18.8": gettext_noop(
        "L’identifiant de l’organisation qui publie doit commencer par le code "
        "d’un registre reconnu (BE-BCE_KBO, CA-CRA_ACR, FR-SIRET…)."),
    "6.11.1": gettext_noop("Indiquez une date de début, prévue ou réelle."),
    "6.2.2": gettext_noop("Indiquez un secteur, soit pour l’activité, soit pour chacune de ses transactions."),
    "4.1.1": gettext_noop("Indiquez la langue de l’activité, ou celle de chaque texte (xml:lang)."),
    "4.5.1": gettext_noop("Indiquez la langue de l’organisation, ou celle de chaque texte (xml:lang)."),
    "6.7.2": gettext_noop("Indiquez un secteur pour l’activité, ou pour chaque transaction : cette transaction n’en a pas."),
    "7.8.1": gettext_noop("Indiquez la monnaie de l’activité, ou celle de chaque montant : ce montant n’en a pas."),
    "7.8.2": gettext_noop("Indiquez la monnaie de l’organisation, ou celle de chaque montant : ce montant n’en a pas."),
    "11.1.1": gettext_noop("La date de dernière mise à jour est dans l’avenir."),
    "11.4.1": gettext_noop("La date de dernière mise à jour est dans l’avenir."),
    "11.1.2": gettext_noop("Le début prévu doit précéder la fin prévue."),
    "11.1.3": gettext_noop("Le début réel doit précéder la fin réelle."),
    "11.1.4": gettext_noop("Le début réel est dans l’avenir : c’est un début prévu (type 1)."),
    "11.1.5": gettext_noop("La fin réelle est dans l’avenir : c’est une fin prévue (type 3)."),
    "11.2.1": gettext_noop("Cette transaction est datée dans l’avenir : ce qui est à venir est un versement prévu."),
    "11.2.2": gettext_noop("La date de valeur de cette transaction est dans l’avenir."),
    "11.3.1": gettext_noop("La date de valeur de cette ligne doit tomber dans la période du budget."),
    "2.1.1": gettext_noop("Plusieurs secteurs d’un même vocabulaire : donnez un pourcentage à chacun."),
    "2.1.2": gettext_noop("Les pourcentages des secteurs d’un même vocabulaire doivent faire 100 %%."),
    "2.1.4": gettext_noop("Un seul secteur : son pourcentage est absent, ou vaut 100."),
    "2.2.1": gettext_noop("Un code de secteur propre à votre organisation (vocabulaire 98 ou 99) doit être accompagné de son nom."),
    "3.1.1": gettext_noop("Plusieurs pays : donnez un pourcentage à chacun."),
    "3.1.2": gettext_noop("Les pourcentages des pays doivent faire 100 %%."),
    "3.1.4": gettext_noop("Un seul pays : son pourcentage est absent, ou vaut 100."),
    "3.4.1": gettext_noop("Plusieurs régions : donnez un pourcentage à chacune."),
    "3.4.2": gettext_noop("Les pourcentages des pays et des régions doivent faire 100 %%."),
    "3.4.4": gettext_noop("Une seule région : son pourcentage est absent, ou vaut 100."),
    "3.6.2": gettext_noop("Les pays et les régions se disent soit pour l’activité, soit pour les transactions, jamais les deux."),
    "3.7.1": PLACES, "3.7.2": PLACES,
    "6.6.2": gettext_noop("Les secteurs se disent soit pour l’activité, soit pour les transactions, jamais les deux."),
    "6.8.1": gettext_noop("Donnez l’identifiant ou le nom de l’organisation propriétaire de cet identifiant."),
    "6.9.1": gettext_noop("Donnez l’identifiant ou le nom de l’organisation qui verse."),
    "6.9.2": gettext_noop("Donnez l’identifiant ou le nom de l’organisation qui reçoit."),
    "6.10.1": gettext_noop("Donnez l’identifiant ou le nom de l’organisation qui participe."),
    "6.13.1": gettext_noop("Un marqueur propre à votre organisation (vocabulaire 99) doit être accompagné de son nom."),
    "6.14.1": gettext_noop("Donnez l’importance de ce marqueur (0, 1, 2…)."),
    "7.5.3": gettext_noop("La période d’un budget ne dépasse pas un an : faites un budget par année."),
    "7.9.1": gettext_noop("Plusieurs lignes du budget du pays : donnez un pourcentage à chacune."),
    "7.9.2": gettext_noop("Les pourcentages des lignes du budget du pays devraient faire 100 %%."),
    "7.9.4": gettext_noop("Une seule ligne du budget du pays : son pourcentage est absent, ou vaut 100."),
    "8.6.1": PERIOD, "8.6.3": PERIOD,
    "8.8.1": gettext_noop("La situation de départ d’un indicateur chiffré doit avoir une valeur."),
    "8.9.1": gettext_noop("La cible d’un indicateur chiffré doit avoir une valeur."),
    "8.10.1": gettext_noop("La mesure d’un indicateur chiffré doit avoir une valeur."),
    "8.8.2": gettext_noop("La situation de départ d’un indicateur chiffré devrait être un nombre."),
    "8.9.2": gettext_noop("La cible d’un indicateur chiffré devrait être un nombre."),
    "8.10.2": gettext_noop("La mesure d’un indicateur chiffré devrait être un nombre."),
    "8.8.3": gettext_noop("Un indicateur qualitatif n’a pas de valeur de départ : dites-la en mots."),
    "8.9.3": gettext_noop("Un indicateur qualitatif n’a pas de cible chiffrée : dites-la en mots."),
    "8.10.3": gettext_noop("Un indicateur qualitatif n’a pas de mesure chiffrée : dites-la en mots."),
    "8.11.1": gettext_noop("Une référence se donne sur le résultat ou sur l’indicateur, pas sur les deux."),
    "4.3.1": gettext_noop("Ce titre est vide : écrivez-le."),
    "4.4.1": gettext_noop("Cette description est vide : écrivez-la, ou enlevez-la."),
    "12.1.1": PERCENT, "12.2.1": PERCENT, "12.3.1": PERCENT,
    "102.1.1": gettext_noop(
        "Un vocabulaire de secteurs autre que celui du CAD est employé : "
        "ajoutez aussi le code du CAD (vocabulaire 1)."),
    "107.1.1": gettext_noop("Ajoutez le type d’aide du vocabulaire 1 (CAD)."),
    "107.1.2": gettext_noop("Un seul type d’aide par vocabulaire."),
    "107.2.1": gettext_noop("Ajoutez à la transaction le type d’aide du vocabulaire 1 (CAD)."),
    "107.2.2": gettext_noop("Un seul type d’aide par vocabulaire dans une transaction."),
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
    return _(said).replace("%%", "%") if said else otherwise
