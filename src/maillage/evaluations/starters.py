"""Questionnaires to begin with: the network takes one and makes it its own."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from maillage.evaluations.enums import For, ItemKind

K = ItemKind


@dataclass(frozen=True)
class Starter:
    """A questionnaire ready to be taken: (kind, question, choices) in the language in force."""

    code: str
    name: Any
    audience: For
    intro: Any
    items: tuple[tuple[ItemKind, Any, tuple[Any, ...]], ...]


STARTERS = (
    Starter(
        "participant", _("Après une activité"), For.PARTICIPANT,
        _("Deux minutes, sans nom : vos réponses aident à mieux faire la prochaine fois."),
        (
            (K.SCALE, _("Dans l’ensemble, cette activité vous a-t-elle convenu ?"), ()),
            (K.SCALE, _("Avez-vous appris quelque chose que vous ne saviez pas ?"), ()),
            (K.SCALE, _("Avez-vous pu prendre la parole si vous le souhaitiez ?"), ()),
            (K.SEVERAL, _("Après cette activité, qu’aimeriez-vous faire ?"), (
                _("M’informer davantage"), _("En parler autour de moi"), _("Changer une habitude"),
                _("Participer à une action"), _("Devenir membre ou bénévole"), _("Rien de particulier"))),
            (K.ONE, _("Comment avez-vous su ?"), (
                _("Par une connaissance"), _("Par une organisation membre"), _("Par le site ou la lettre d’information"),
                _("Par les réseaux sociaux"), _("Par une affiche"), _("Autrement"))),
            (K.TEXT, _("Que gardez-vous, que changeriez-vous ?"), ()),
        ),
    ),
    Starter(
        "teacher", _("Questionnaire du personnel enseignant"), For.TEACHER,
        _("Votre avis compte pour préparer la suite. Une seule personne répond pour la classe : l’équipe saura donc d’où il vient."),
        (
            (K.SCALE, _("L’animation convenait-elle à l’âge et au niveau du groupe ?"), ()),
            (K.SCALE, _("Le contenu se rattache-t-il à votre programme ?"), ()),
            (K.SCALE, _("Le groupe a-t-il participé ?"), ()),
            (K.YES_NO, _("Avez-vous poursuivi le sujet en classe, ou comptez-vous le faire ?"), ()),
            (K.YES_NO, _("Recommanderiez-vous cette animation à une ou un collègue ?"), ()),
            (K.TEXT, _("Qu’avez-vous remarqué chez les élèves, pendant ou après ?"), ()),
            (K.TEXT, _("Que faudrait-il changer ?"), ()),
        ),
    ),
    Starter(
        "pupil", _("Questionnaire des élèves"), For.PUPIL, _("Pas de nom : dis ce que tu penses."),
        (
            (K.FACES, _("As-tu aimé cette rencontre ?"), ()),
            (K.FACES, _("As-tu compris de quoi on parlait ?"), ()),
            (K.YES_NO, _("As-tu appris quelque chose de nouveau ?"), ()),
            (K.YES_NO, _("Vas-tu en parler à quelqu’un ?"), ()),
            (K.TEXT, _("Écris un mot ou une idée que tu retiens."), ()),
        ),
    ),
    Starter(
        "change", _("Avant et après"), For.PUPIL, _("Les mêmes questions avant et après, sans nom."),
        (
            (K.SCALE, _("Je saurais expliquer ce sujet à quelqu’un."), ()),
            (K.SCALE, _("Ce sujet me concerne."), ()),
            (K.SCALE, _("Je peux y faire quelque chose, même à mon échelle."), ()),
        ),
    ),
)  # fmt: skip


def starter(code: str) -> Starter:
    """One of them; KeyError when there is none."""
    return {one.code: one for one in STARTERS}[code]
