"""The words of a count in the reader's language (those of `counting.words`, translated), and of the notes of a yes/no vote."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

WORDS = {
    "number": _("Nº"),
    "candidate": _("Candidature"),
    "stage": pgettext_lazy("dépouillement", "Étape %(number)s"),
    "exhausted": _("Épuisés"),
    "result": _("Résultat"),
    "elected": _("Élection"),
    "excluded": _("Exclusion"),
    "second-round": _("Second tour"),
    "tie_rule": _("Étape %(stage)s : égalité entre %(names)s (%(what)s), tranchée par la règle : %(chosen)s."),
    "tie_lot": _(
        "Étape %(stage)s : égalité entre %(names)s (%(what)s), tranchée par le tirage au sort fait avant le compte : "
        "%(chosen)s."
    ),
    "tie_order": _(
        "Étape %(stage)s : égalité entre %(names)s (%(what)s), tranchée par l’ordre du fichier, faute de tirage au sort : "
        "%(chosen)s."
    ),
    "what_elected": _("qui est élu"),
    "what_excluded": _("qui est exclu"),
    "what_surplus": _("quel excédent est transféré"),
    "what_order": _("l’ordre d’élection"),
    "what_seat": _("à qui va le siège"),
    "empty": _("Aucun vote valable."),
    "vacant": _("Sièges sans titulaire : %(count)s."),
    "withdrawn": _("Retrait avant le compte : %(names)s."),
    "blank": _("Dont bulletins blancs : %(count)s."),
    "too_many": _("Dont bulletins nuls, avec plus de choix que de sièges : %(count)s."),
    "tied_rank": _("Bulletins arrêtés à un rang partagé : %(count)s."),
    "not_proportional": _("Cette méthode classe : elle ne répartit pas les sièges à la proportionnelle."),
    "missing_grades": _("Une case vide vaut la moins bonne mention, « %(grade)s »."),
    "seed": _("Graine du tirage au sort : %(seed)s"),
    "second_round": _("Au second tour : %(names)s."),
    "no_condorcet": _("Aucune candidature ne gagne tous ses duels."),
    "condorcet": _("Gagne tous ses duels : %(names)s."),
    "tie_falls": _("Égalité : la proposition n’est pas adoptée."),
    "tie_chair_yes": _("Égalité : la présidence a tranché pour, de sa voix prépondérante."),
    "tie_chair_no": _("Égalité : la présidence a tranché contre, de sa voix prépondérante."),
    "tie_waiting": _("Égalité : la voix prépondérante de la présidence est attendue."),
}
