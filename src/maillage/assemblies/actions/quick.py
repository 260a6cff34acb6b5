"""A vote as the chair puts it, in one gesture, on the item under way."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from maillage.assemblies.enums import AssemblyState, Mode
from maillage.assemblies.models import Assembly
from maillage.ballots import rules
from maillage.ballots.actions import questions
from maillage.ballots.enums_votes import Secrecy
from maillage.ballots.models import Question
from maillage.core.text import clean

# What can be opened at once; a confidential vote first needs its key, on its own page.
AT_ONCE = (Secrecy.NOMINAL, Secrecy.HANDS)


@transaction.atomic
def put(*, assembly: Assembly, title: str, secrecy: str, by: Any, text: str = "", casting: bool = False) -> Question:
    """Yes, no or abstention, on the item under way, by its kind of decision; opened at once when it can be. `casting`: on
    equal votes the chair's voice decides, where the by-laws give it.

    Raises ValidationError outside of the session, without a title or without the quorum.
    """
    assembly = (
        Assembly.objects.select_for_update(of=("self",)).select_related("roll", "current_item").get(pk=assembly.pk)
    )
    if assembly.state != AssemblyState.OPEN or assembly.roll is None:
        raise ValidationError(_("On vote pendant la séance : ouvrez-la d’abord."))
    if secrecy not in Secrecy.values:
        raise ValidationError(_("Choisissez comment l’on vote."))
    item = assembly.current_item
    title = clean(title) or (item.title if item else "")
    if not title:
        raise ValidationError(_("Écrivez la question mise aux voix."))
    made = questions.draft(
        roll=assembly.roll, source=item.source if item else "", title=title, text=text, secrecy=secrecy, by=by,
        rule=rules.rule_for(item.decision_kind if item else "ordinary") | ({"tie": "chair"} if casting else {}),
        in_room=True, remote=Secrecy(secrecy).online and assembly.mode != Mode.ON_SITE,
    )  # fmt: skip
    return questions.open_vote(question=made, by=by) if secrecy in AT_ONCE else made
