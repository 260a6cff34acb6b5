"""Days, hours and places of an assembly as people read them; names of its members."""

from types import SimpleNamespace
from typing import Any

from django.utils.formats import date_format, time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.assemblies.enums import Mode
from maillage.assemblies.models import Assembly
from maillage.ballots import words as ballots
from maillage.members.models import Member


def when(assembly: Assembly) -> str:
    """« samedi 12 juin 2027, 9 h 30 – 12 h 30 »."""
    if assembly.starts_at is None:
        return _("date à fixer")
    begins = localtime(assembly.starts_at)
    said = f"{date_format(begins, 'l j F Y')}, {time_format(begins)}"
    if assembly.ends_at is None:
        return said
    ends = localtime(assembly.ends_at)
    last = time_format(ends) if ends.date() == begins.date() else date_format(ends, "DATETIME_FORMAT")
    return f"{said} – {last}"


def where(assembly: Assembly) -> str:
    """The place and its address; « à distance » when there is none."""
    if assembly.mode == Mode.REMOTE:
        return _("à distance")
    said = ", ".join(part for part in (assembly.place, assembly.address) if part) or _("lieu à fixer")
    return _("%(place)s, et à distance") % {"place": said} if assembly.mode == Mode.HYBRID else said


def comfort(assembly: Assembly) -> list[tuple[str, str]]:
    """What makes coming possible: (label, words) of what is offered."""
    found = [
        (_("Langues"), assembly.languages), (_("Interprétation"), assembly.interpretation),
        (_("Garde d’enfants"), assembly.childcare), (_("Accès"), assembly.access_notes),
    ]  # fmt: skip
    return [(label, value) for label, value in found if value]


def supporters(assembly: Assembly) -> str:
    """What supporting members may do there."""
    if not assembly.supporters_invited:
        return _("Les membres de soutien ne sont pas convoqués à cette assemblée.")
    if assembly.supporters_speak:
        return _("Les membres de soutien sont invités à écouter et à parler ; leur catégorie ne vote pas.")
    return _("Les membres de soutien sont invités à écouter ; leur catégorie ne vote pas.")


def member_name(member: Member, reader: Any = None) -> str:
    """A member's name as this reader may read it; without a reader, as anyone may."""
    hidden = member.holder.withheld if reader is None else ballots.hidden(SimpleNamespace(member=member), reader)
    return _("Membre dont le nom est retenu") if hidden else str(member)


def days_left(count: int) -> str:
    if count < 0:
        return ngettext("%(n)s jour de retard", "%(n)s jours de retard", -count) % {"n": -count}
    return _("aujourd’hui") if not count else ngettext("dans %(n)s jour", "dans %(n)s jours", count) % {"n": count}
