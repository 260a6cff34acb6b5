"""What is printed and edited elsewhere: minutes as tagged PDF and as ODT, the extract of one resolution as PDF."""

from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from maillage.core import pdf
from maillage.minutes import blocks, odt
from maillage.minutes.actions.minutes import content_of
from maillage.minutes.enums import LinkKind, Signing
from maillage.minutes.models import Minutes, MinutesVersion, Resolution
from maillage.minutes.record import chain
from maillage.network import current
from maillage.network.letterhead import letterhead


def common(title: str, kind: str) -> dict[str, Any]:
    """What every paper has, in the active language."""
    return {"title": title, "kind": kind} | letterhead(get_language() or "fr")


def spoken() -> AbstractContextManager[Any]:
    """Minutes and decisions are written in the language of the network: so are their papers, whoever asks for them."""
    return override(current.profile().language.code)


def locale() -> str:
    return current.profile().language.locale


def worded(section: dict[str, Any]) -> dict[str, Any]:
    """A section as a paper draws it: people's words cut into paragraphs."""
    words = [part.strip() for part in section["text"].split("\n\n") if part.strip()]
    return {"title": section["title"], "level": section.get("level", 1), "facts": section["facts"], "words": words}


def minutes_data(minutes: Minutes, version: MinutesVersion) -> dict[str, Any]:
    kind = _("Procès-verbal")
    signed = {row.office: row for row in minutes.signatures.all()}
    places = [
        {"office": str(label), "name": signed[office].name if office in signed else "",
         "on": _("signé le %(day)s") % {"day": date_format(localtime(signed[office].at), "DATE_FORMAT")} if office in signed else ""}
        for office, label in Signing.choices
    ]  # fmt: skip
    digest = chain.sha256(content_of(minutes, version))
    prints = [
        _("Version %(n)s. Empreinte de proces-verbal.json (SHA-256) : %(digest)s")
        % {"n": version.number, "digest": digest}
    ]
    if minutes.adopted_on:
        prints.insert(0, _("Adopté le %(day)s. %(decision)s") % {
            "day": date_format(minutes.adopted_on, "DATE_FORMAT"), "decision": minutes.decision,
        })  # fmt: skip
        prints.append(_("Maillon de la chaîne des actes : %(link)s") % {"link": minutes.link})
    return common(f"{kind} – {minutes.assembly}", kind) | {
        "number": date_format(minutes.assembly.day, "DATE_FORMAT") if minutes.assembly.day else "",
        "name": str(minutes.assembly), "status": _("Projet, non adopté") if minutes.is_open else "",
        "sections": [worded(section) for section in version.sections], "signatures": places, "prints": prints,
    }  # fmt: skip


def minutes_pdf(minutes: Minutes, version: MinutesVersion) -> bytes:
    """The same version gives the same bytes."""
    with spoken():
        return pdf.render("minutes/minutes", minutes_data(minutes, version), lang=locale(), at=version.at)


def extract_pdf(resolution: Resolution, at: datetime) -> bytes:
    """One resolution, certified true to the register."""
    with spoken():
        return pdf.render("minutes/minutes", extract_data(resolution), lang=locale(), at=at)


def extract_data(resolution: Resolution) -> dict[str, Any]:
    kind = _("Extrait du registre des résolutions")
    where = _("Prise par l’instance « %(body)s », le %(day)s.") % {
        "body": resolution.body, "day": date_format(resolution.adopted_on, "DATE_FORMAT"),
    }  # fmt: skip
    facts: list[dict[str, Any]] = [blocks.paragraph(where)]
    if resolution.assembly:
        facts.append(blocks.paragraph(_("Séance : %(title)s.") % {"title": resolution.assembly}))
    result = resolution.vote or resolution.get_standing_display()
    facts.append(blocks.decision(resolution.title, result, tone="er" if resolution.standing == "rejected" else "ok"))
    standing = [_("Valeur à ce jour : %(standing)s.") % {"standing": resolution.get_standing_display().lower()}]
    for link in resolution.undergoes.select_related("later"):
        words = _("Abrogée par %(number)s, du %(day)s.") if link.kind == LinkKind.REPEALS else \
            _("Modifiée par %(number)s, du %(day)s.")  # fmt: skip
        standing.append(words % {"number": link.later.code, "day": date_format(link.later.adopted_on, "DATE_FORMAT")})
    return common(f"{kind} – {resolution.code}", kind) | {
        "number": resolution.code, "name": resolution.title, "status": "",
        "sections": [
            {"title": _("Décision"), "level": 1, "facts": facts, "words": []},
            {"title": _("Texte"), "level": 1, "facts": [], "words": [p for p in resolution.text.split("\n\n") if p.strip()]},
            {"title": _("Valeur"), "level": 1, "facts": [blocks.paragraph(" ".join(standing))], "words": []},
        ],
        "signatures": [{"office": _("Certifié conforme au registre"), "name": "", "on": ""}],
        "prints": [_("Maillon de la chaîne des actes : %(link)s") % {"link": resolution.link}],
    }  # fmt: skip


def minutes_odt(minutes: Minutes, version: MinutesVersion) -> bytes:
    """The text for those who edit it in an office suite."""
    with spoken():
        return odt.document(minutes_data(minutes, version), locale())
