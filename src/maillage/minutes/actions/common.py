"""What the verbs of the room share: refusals, rows kept from others, the chain of records."""

from datetime import date
from typing import Any, ClassVar, TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from maillage.audit import journal
from maillage.bodies.models import Body
from maillage.core.errors import Refusal
from maillage.core.registry import house
from maillage.minutes.models import RecordLink
from maillage.minutes.record import chain
from maillage.search import outbox

Row = TypeVar("Row", bound=models.Model)


class MinutesRefusal(Refusal):
    """The room says no, and what to do."""

    MESSAGES: ClassVar = {
        "state": _("Le procès-verbal est « %(state)s » : il ne peut pas devenir « %(other)s »."),
        "not_closed": _("La séance n’est pas close : clôturez-la, puis dressez le procès-verbal."),
        "exists": _("Cette séance a déjà son procès-verbal : ouvrez-le."),
        "locked": _("Ce procès-verbal est adopté : son texte ne change plus. Une erreur se corrige à la séance suivante, "
                    "par une décision."),
        "same": _("Rien n’a changé depuis la dernière version."),
        "remarks": _("Des remarques attendent une réponse : répondez-y avant l’adoption."),
        "before": _("Un procès-verbal s’adopte après la séance qu’il raconte."),
        "not_held": _("Cette séance n’a pas eu lieu ce jour-là : choisissez celle qui a adopté, et son jour."),
        "signed": _("Cette place est déjà signée."),
        "not_adopted": _("Seul un procès-verbal adopté se signe."),
        "same_person": _("La présidence et le secrétariat signent chacun : il faut deux personnes."),
        "title": _("Donnez un titre à la résolution."),
        "itself": _("Une résolution n’agit pas sur elle-même."),
        "later": _("Seule une résolution plus récente modifie ou abroge une autre."),
        "rejected": _("Une proposition rejetée n’agit sur aucune autre, et n’est pas modifiée."),
        "repealed": _("« %(number)s » est déjà abrogée."),
        "future": _("Une décision inscrite au registre a eu lieu : sa date ne peut pas être après aujourd’hui."),
    }  # fmt: skip


def refuse(code: str, **params: Any) -> ValidationError:
    return ValidationError(MinutesRefusal(code, **params).message(), code=code)


def locked(row: Row) -> Row:
    """The row as it is now, kept from others until the end of the verb."""
    return type(row)._default_manager.select_for_update(of=("self",)).get(pk=row.pk)


def record(
    verb: str, row: models.Model, *, by: Any, changes: dict[str, Any] | None = None, label: str | None = None
) -> None:
    journal.record(verb, row, by=by, changes=changes or {}, label=label)
    if house.search_sources.get(kind := row._meta.label_lower):
        outbox.queue(kind, [row.pk])


def taking_turns() -> None:
    """Those who write in the register or the chain at once do it one after the other: all lock the same row first."""
    Body.objects.select_for_update().order_by("pk").first()


def linked(*, kind: str, ref: str, on: date, content: bytes) -> RecordLink:
    """A new link of the chain, after the last one. Two at once: the second waits for the first."""
    taking_turns()
    last = RecordLink.objects.order_by("-number").first()
    made = chain.Link(
        number=last.number + 1 if last else 1, kind=kind, ref=ref[:60], on=on.isoformat(), content=chain.sha256(content),
        previous=last.digest if last else chain.START,
    ).sealed()  # fmt: skip
    return RecordLink.objects.create(**{**made.as_dict(), "on": on})
