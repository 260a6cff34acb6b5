"""What was not understood in an agenda, in sentences that say where."""

from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.core.errors import Refusal


class AgendaError(Refusal):
    """The file cannot be read at all, or something in it is left aside."""

    MESSAGES: ClassVar[dict[str, Any]] = {
        # The whole file
        "big": gettext_lazy("Ce fichier pèse %(size)s Mo ; la limite est de %(limit)s Mo."),
        "empty": gettext_lazy("Ce fichier est vide."),
        "not-calendar": gettext_lazy(
            "Ce n’est pas un agenda iCalendar : il devrait commencer par « BEGIN:VCALENDAR ». L’adresse est peut-être celle d’une "
            "page du site ; cherchez plutôt « exporter », « s’abonner » ou « .ics »."
        ),
        "many": gettext_lazy("Cet agenda a plus de %(limit)s événements : les suivants ne sont pas lus."),
        "unfinished": gettext_lazy("Le fichier s’arrête au milieu d’un événement : il est peut-être incomplet."),
        "long": gettext_lazy("Lire cet agenda demande trop de calcul : la suite n’est pas lue."),
        # One event
        "line": gettext_lazy("Cette ligne ne se lit pas : « %(text)s ». Le reste de l’événement est lu."),
        "no-start": gettext_lazy("Aucune date de début lisible : cet événement n’est pas repris."),
        "no-title": gettext_lazy("Aucun titre : cet événement n’est pas repris."),
        "bad-end": gettext_lazy("La fin ne suit pas le début : une heure est comptée."),
        "far": gettext_lazy("Cette date n’est pas vraisemblable : cet événement n’est pas repris."),
        "zone": gettext_lazy("Le fuseau « %(zone)s » est inconnu : l’heure est lue comme celle du réseau."),
        "rule": gettext_lazy("La règle de répétition « %(rule)s » ne se lit pas : la première date seule est reprise."),
        "rule-fast": gettext_lazy("Une répétition plus serrée que chaque jour n’est pas suivie : la première date seule est reprise."),
        "rule-many": gettext_lazy("Cette répétition donne plus de %(limit)s dates : les suivantes ne sont pas reprises."),
        "private": gettext_lazy("Événement marqué privé : il n’est pas repris."),
        "no-uid": gettext_lazy("Cet événement n’a pas d’identifiant : il est reconnu à son titre et à sa date."),
        "twice": gettext_lazy("Cet identifiant sert deux fois : la dernière version est reprise."),
    }  # fmt: skip


@dataclass(frozen=True)
class Problem:
    """Something left aside or guessed: where it is, and why."""

    code: str
    line: int = 0
    event: str = ""
    params: dict[str, Any] = field(default_factory=dict, hash=False)

    @property
    def message(self) -> str:
        return AgendaError(self.code, **self.params).message()

    @property
    def where(self) -> str:
        """« Ligne 42, « Assemblée » »."""
        parts = []
        if self.line:
            parts.append(_("ligne %(line)s") % {"line": self.line})
        if self.event:
            parts.append(_("« %(title)s »") % {"title": self.event[:80]})
        return ", ".join(parts)

    @property
    def sentence(self) -> str:
        where = self.where
        return (
            _("%(where)s : %(message)s") % {"where": where[:1].upper() + where[1:], "message": self.message}
            if where
            else self.message
        )
