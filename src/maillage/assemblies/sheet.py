"""The attendance sheet of a meeting: on paper to sign or to file, in a table to keep."""

from datetime import datetime
from typing import Any

from django.utils.formats import date_format, time_format
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from maillage.assemblies import quorum, register
from maillage.assemblies.models import Assembly
from maillage.core import pdf as typst
from maillage.network import current
from maillage.network.letterhead import letterhead


def hour(at: datetime) -> str:
    return str(time_format(localtime(at)))


def spans(line: register.Line) -> list[str]:
    """« 18 h 05 – 19 h 40 »; open at the end while the person is there."""
    return [f"{hour(one.came_at)} – {hour(one.left_at) if one.left_at else ''}".rstrip() for one in line.stays]


def came(assembly: Assembly, reader: Any) -> list[register.Line]:
    return [line for line in register.lines(assembly, reader) if line.stays]


def table(assembly: Assembly, reader: Any) -> tuple[list[str], list[list[Any]]]:
    """Headers and rows: a row for each coming and going."""
    headers = [
        _("Nom"),
        _("Organisation"),
        _("À quel titre"),
        _("Carton de vote"),
        _("Comment"),
        _("Arrivée"),
        _("Départ"),
    ]
    rows = [
        [line.name, " ; ".join(line.of), line.label, line.card, stay.get_how_display(),
         localtime(stay.came_at).isoformat(timespec="minutes"),
         localtime(stay.left_at).isoformat(timespec="minutes") if stay.left_at else ""]
        for line in came(assembly, reader) for stay in line.stays
    ]  # fmt: skip
    return headers, rows


def when(assembly: Assembly) -> str:
    if assembly.starts_at is None:
        return ""
    begins = localtime(assembly.starts_at)
    return " · ".join(part for part in (f"{date_format(begins)}, {time_format(begins)}", assembly.place) if part)


def pdf(assembly: Assembly, reader: Any) -> bytes:
    """Those who came with their hours, then those who are still expected, with a box to sign."""
    profile, lang = current.profile(), get_language() or "fr"
    kind, found = _("Feuille de présence"), quorum.quorum_of(assembly)
    expected = [line for line in register.lines(assembly, reader) if line.person and not line.stays and line.votes]
    data = {
        "title": f"{kind} – {assembly.title}", "kind": kind, **letterhead(lang),
        "meeting": assembly.title, "detail": when(assembly), "quorum": quorum.told(found), "source": found.source,
        "words": {"columns": [_("Nom"), _("Pour"), _("À quel titre"), _("Présence")], "expected": _("Attendues et attendus"),
                  "sign": [_("Nom"), _("Pour"), _("Signature")], "nobody": _("Personne n’est encore noté.")},
        "rows": [{"name": line.name, "of": ", ".join(line.of), "capacity": line.label, "hours": spans(line)}
                 for line in came(assembly, reader)],
        "expected": [] if assembly.is_over else [{"name": line.name, "of": ", ".join(line.of)} for line in expected],
    }  # fmt: skip
    locale = next((one.locale for one in profile.languages if one.code == lang), lang)
    return typst.render("assemblies/attendance", data, lang=locale)
