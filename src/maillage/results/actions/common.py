"""What the verbs of results share: refusals, locks, writing values with their journal."""

from datetime import timedelta
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from maillage.audit import journal
from maillage.core.errors import Refusal

SENT_AGAIN = 15  # seconds


class ResultRefusal(Refusal):
    """The room of results says no."""

    MESSAGES: ClassVar = {
        "state": _("C’est maintenant « %(state)s » : cette étape n’est pas possible."),
        "circular": _("« %(parent)s » mène déjà, de proche en proche, à ce résultat : la chaîne tournerait en rond."),
        "downward": _("Une chaîne monte : « %(type)s » ne peut pas mener à « %(parent)s »."),
        "not_seen": _("Ce résultat n’est pas de ceux que vous voyez."),
        "measured": _("Des mesures en dépendent : elles seraient perdues. Retirez-les d’abord."),
        "used_elsewhere": _("D’autres projets utilisent ce résultat : ils l’abandonnent d’abord, ou le reprennent."),
        "owner": _("Ce projet définit ce résultat : il ne peut pas cesser de l’utiliser."),
        "not_used": _("Ce projet n’utilise pas ce résultat : ajoutez-le d’abord à sa chaîne."),
        "locked": _("La période %(period)s est verrouillée : ses valeurs ne changent plus. Déverrouillez-la, en disant pourquoi."),
        "dates": _("La fin d’une période suit son début."),
        "overlap": _("La période du %(start)s au %(end)s en recouvre une autre : deux périodes ne se recouvrent pas."),
        "too_many": _("Cela ferait %(n)s périodes : choisissez un découpage plus large."),
        "below_zero": _("« %(indicator)s » ne peut pas être inférieur à zéro."),
        "value_needed": _("Donnez la valeur relevée."),
        "fraction": _("Donnez le numérateur et le dénominateur ensemble ; le dénominateur est plus grand que zéro."),
        "level": _("« %(level)s » n’est pas un degré de l’échelle de cet indicateur."),
        "words_needed": _("Cet indicateur se dit en mots : écrivez-les."),
        "not_split": _("Cet indicateur ne se répartit pas : il n’est ni un nombre, ni un pourcentage."),
        "future": _("On ne relève pas une valeur à l’avance : choisissez une date passée ou d’aujourd’hui."),
        "before": _("Le %(day)s précède la période mesurée."),
        "author": _("Vous avez écrit ou envoyé cette mesure : une autre personne l’approuve."),
        "author_note": _("Vous avez écrit cette note : une autre personne la relit."),
        "author_change": _("Vous avez écrit cette transformation : une autre personne note la réponse du partenaire."),
        "not_writable": _("Cette mesure est « %(state)s » : elle ne se modifie plus. Demandez qu’elle soit renvoyée."),
        "note_needed": _("Dites ce qui est à corriger."),
        "reason_needed": _("Dites pourquoi."),
        "noted_value": _("Une valeur est déjà notée pour cette période (%(value)s) : retirez-la avant d’approuver une mesure."),
        "derived_value": _("La valeur de cette période vient de mesures approuvées : elle ne s’écrit pas à la main."),
        "unsettled": _("Une mesure attend encore (%(state)s) : réglez-la avant de verrouiller la période."),
        "photo_many": _("Une mesure porte au plus %(most)s preuves."),
        "answer_needed": _("Notez ce que dit le partenaire."),
        "too_early": _("Une observation suit le changement : choisissez une date après le %(day)s."),
        "seen_that_day": _("Une observation est déjà notée ce jour-là."),
        "only_outcomes": _("Le score se donne à un effet ou à un impact."),
        "lesson_needed": _("Un score vient avec sa leçon : écrivez ce que cette année a appris."),
        "year_to_come": _("Cette année n’est pas commencée."),
        "empty_note": _("Écrivez d’abord le texte de la note."),
        "cause_used": _("Des transformations sont rattachées à cette cause."),
        "twice": _("La même ligne est écrite deux fois."),
    }  # fmt: skip


def refuse(code: str, **params: Any) -> ValidationError:
    return ValidationError(ResultRefusal(code, **params).message(), code=code)


def just_written(model: Any, by: Any, **said: Any) -> Any:
    """What this person wrote a few seconds ago in the very same words: a button pressed twice, a page sent again."""
    since = now() - timedelta(seconds=SENT_AGAIN)
    rows = model._default_manager.filter(written_by=by, created_at__gte=since) if by is not None else []
    return next((row for row in rows if all(getattr(row, name) == value for name, value in said.items())), None)


def held(row: Any) -> Any:
    """The row as it is now, held until the transaction ends."""
    return type(row)._default_manager.select_for_update(of=("self",)).get(pk=row.pk)


def same(row: Any, values: dict[str, Any]) -> dict[str, Any]:
    """Write the values on the row; returns what they were, for the journal."""
    before = journal.snapshot(row)
    for name, value in values.items():
        setattr(row, name, value)
    row.full_clean()
    return before


def rewrite(row: Any, values: dict[str, Any], verb: str, by: Any) -> Any:
    """Change a row and journal what changed; its version follows where it has one."""
    before = same(row, values)
    if hasattr(row, "version"):
        row.version += 1
    row.save()
    changes = journal.difference(before, journal.snapshot(row))
    if changes:
        journal.record(verb, row, by=by, changes=changes)
    return row
