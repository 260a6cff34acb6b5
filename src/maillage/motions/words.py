"""How states, backers, passages and amendments read."""

from collections.abc import Iterable
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from maillage.accounts.roles import Permission
from maillage.desk.columns import tag
from maillage.motions import texts
from maillage.motions.differences import new_of, old_of
from maillage.motions.enums import AmendmentKind, AmendmentState, MotionState, Origin
from maillage.motions.models import Amendment, Motion

TONES = {
    MotionState.SUBMITTED: "al", MotionState.ADMISSIBLE: "ok", MotionState.DEBATED: "al", MotionState.CARRIED: "ok",
    MotionState.LOST: "er", MotionState.REFUSED: "er",
}  # fmt: skip


def motion_state(motion: Motion) -> SafeString:
    return tag(motion.get_state_display(), TONES.get(motion.state, "nu"))  # type: ignore[call-overload]


def amendment_state(amendment: Amendment) -> SafeString:
    return tag(amendment.get_state_display(), amendment.tone)


def backer(row: Any, reader: Any = None) -> str:
    """Who proposes or supports (a backer or an amendment), as this reader may read it; None is the house."""
    holder = row.member.holder if row.member_id else row.person
    if holder is None:
        return str(Origin.BOARD.label)
    own = (
        reader is not None and getattr(holder, "user_id", None) == getattr(reader, "pk", None) and row.member_id is None
    )
    if holder.withheld and reader is not None and not own and not reader.can(Permission.WITHHELD_VIEW):
        return _("Membre dont le nom est retenu") if row.member_id else _("Personne retenue")
    return str(holder)


def passage(text: texts.Text, first: str, last: str) -> str:
    """« paragraphe 3 », « paragraphes 2 à 4 », « au début »."""
    known = texts.numbers(text)
    if last == texts.TOP:
        return _("au début")
    start, end = known.get(first), known.get(last)
    if start is None and end is None:
        return _("un passage qui n’est plus dans le texte")
    if start is None or end is None or start == end:
        return _("paragraphe %(n)s") % {"n": start or end}
    return _("paragraphes %(first)s à %(last)s") % {"first": start, "last": end}


def what(amendment: Amendment, text: texts.Text) -> str:
    """« Remplacer : paragraphe 3 »."""
    place = passage(text, amendment.first, amendment.last)
    if amendment.kind == "add" and amendment.last == texts.TOP:
        return _("Ajouter au début")
    return _("%(what)s : %(place)s") % {"what": amendment.get_kind_display(), "place": place}


def added_there(amendment: Amendment, others: Iterable[Amendment]) -> list[Amendment]:
    """Additions at the same place that are in the text already: another one joins them, or says the same."""
    if amendment.kind != AmendmentKind.ADD:
        return []
    taken = (AmendmentState.CARRIED, AmendmentState.ACCEPTED)
    return [
        row for row in others if row.kind == AmendmentKind.ADD and row.last == amendment.last and row.state in taken
    ]


def put_to_vote(amendment: Amendment, text: texts.Text, others: Iterable[Amendment] = ()) -> str:
    """An amendment as it stands in the question: what goes, what comes, what another has just added there."""
    rows = texts.effect(text, amendment.change)
    old = "\n\n".join(found for row in rows if (found := old_of(row.pieces)))
    new = "\n\n".join(found for row in rows if (found := new_of(row.pieces)))
    parts = [what(amendment, text)]
    if old:
        parts += [_("Texte actuel :"), old]
    if new:
        parts += [_("Texte proposé :"), new]
    for row in added_there(amendment, others):
        parts += [_("L’amendement %(n)s, déjà dans le texte, a ajouté à cet endroit :") % {"n": row.number}, *row.texts]
    return "\n\n".join(parts)
