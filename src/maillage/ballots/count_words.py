"""The words of a count in the visitor’s language: `outcome.as_table(WORDS)`, `outcome.sentences(WORDS)`.

The same sentences as `counting.words.FRENCH`, which the command line says without Django; a test compares them.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

WORDS: Mapping[str, Any] = {
    "number": _("N°"),
    "candidate": _("Candidature"),
    "stage": _("Étape %(number)s"),
    "exhausted": _("Épuisés"),
    "result": _("Résultat"),
    "elected": _("Élection"),
    "excluded": _("Exclusion"),
    "second-round": _("Second tour"),
    "method": _("Méthode : %(method)s"),
    "ballots": _("Votes valables : %(valid)s ; nuls ou blancs : %(invalid)s ; sièges : %(seats)s"),
    "quota": _("Quota : %(quota)s"),
    "elected_list": _("Élection, dans l’ordre : %(names)s"),
    "nobody": _("aucune élection"),
    "scottish-stv": _("vote unique transférable, règle écossaise de 2011"),
    "meek": _("vote unique transférable, méthode de Meek"),
    "irv": _("vote alternatif"),
    "schulze": _("méthode de Schulze"),
    "majority-judgement": _("jugement majoritaire"),
    "approval": _("approbation"),
    "plurality": _("majorité relative"),
    "two-round": _("scrutin à deux tours"),
    "dhondt": _("plus forte moyenne (d’Hondt)"),
    "sainte-lague": _("Sainte-Laguë"),
    "largest-remainder": _("plus fort reste"),
    "tie_rule": _("Étape %(stage)s : égalité entre %(names)s (%(what)s), tranchée par la règle : %(chosen)s."),
    "tie_lot": _(
        "Étape %(stage)s : égalité entre %(names)s (%(what)s), tranchée par le tirage au sort fait avant le compte : %(chosen)s."
    ),
    "tie_order": _(
        "Étape %(stage)s : égalité entre %(names)s (%(what)s), tranchée par l’ordre du fichier, faute de tirage au sort : %(chosen)s."
    ),
    "what_elected": _("qui est élu"),
    "what_excluded": _("qui est exclu"),
    "what_surplus": _("quel excédent est transféré"),
    "what_order": _("l’ordre d’élection"),
    "what_seat": _("à qui va le siège"),
    "empty": _("Aucun vote valable : personne n’est élu."),
    "vacant": _("Sièges sans titulaire : %(count)s."),
    "withdrawn": _("Retrait avant le compte : %(names)s."),
    "blank": _("Dont bulletins blancs : %(count)s."),
    "too_many": _("Dont bulletins nuls, avec plus de choix que de sièges : %(count)s."),
    "tied_rank": _("Bulletins arrêtés à un rang partagé : %(count)s."),
    "empty_rank": _("Bulletins arrêtés à un rang laissé vide : %(count)s."),
    "not_proportional": _("Cette méthode classe : elle ne répartit pas les sièges à la proportionnelle."),
    "missing_grades": _("Une case vide vaut la moins bonne mention, « %(grade)s »."),
    "seed": _("Graine du tirage au sort : %(seed)s"),
    "second_round": _("Au second tour : %(names)s."),
    "no_condorcet": _("Aucune candidature ne gagne tous ses duels."),
    "condorcet": _("Gagne tous ses duels : %(names)s."),
    "duels": _("Duels (voix de la ligne contre la colonne)"),
    "paths": _("Plus forts chemins"),
    "profile": _("Mentions reçues"),
    "quotients": _("Quotients"),
}
