"""What is printed and edited elsewhere: minutes as tagged PDF and as ODT, the extract of one resolution."""

import io
from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from maillage.core import pdf
from maillage.core.later import later
from maillage.minutes.enums import Signing
from maillage.minutes.models import Minutes, MinutesVersion, Resolution
from maillage.network import current
from maillage.network.letterhead import letterhead

odfdo = later("odfdo")
_HEADING = 3  # the deepest level of a heading


def common(title: str, kind: str) -> dict[str, Any]:
    """What every paper has, in the active language."""
    return {"title": title, "kind": kind} | letterhead(get_language() or "fr")


def locale(language: str) -> str:
    return next((one.locale for one in current.profile().languages if one.code == language), language)


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
    prints = [_("Version %(n)s. Empreinte (SHA-256) : %(digest)s") % {"n": version.number, "digest": version.digest}]
    if minutes.adopted_on:
        prints.insert(0, _("Adopté le %(day)s. %(decision)s") % {
            "day": date_format(minutes.adopted_on, "DATE_FORMAT"), "decision": minutes.decision,
        })  # fmt: skip
    return common(f"{kind} – {minutes.assembly}", kind) | {
        "number": date_format(minutes.assembly.day, "DATE_FORMAT") if minutes.assembly.day else "",
        "name": str(minutes.assembly), "status": _("Projet, non adopté") if minutes.is_open else "",
        "sections": [worded(section) for section in version.sections], "signatures": places, "prints": prints,
    }  # fmt: skip


def minutes_pdf(minutes: Minutes, version: MinutesVersion) -> bytes:
    """The same version gives the same bytes."""
    return pdf.render(
        "minutes/minutes", minutes_data(minutes, version), lang=locale(get_language() or "fr"), at=version.at
    )


def extract_pdf(resolution: Resolution, at: datetime) -> bytes:
    """One resolution, certified true to the register."""
    kind = _("Extrait du registre des résolutions")
    assembly = resolution.assembly
    where = _("Prise par l’instance « %(body)s », le %(day)s.") % {
        "body": resolution.body, "day": date_format(resolution.adopted_on, "DATE_FORMAT"),
    }  # fmt: skip
    facts: list[dict[str, Any]] = [{"kind": "p", "text": where}]
    if assembly:
        facts.append({"kind": "p", "text": _("Séance : %(title)s.") % {"title": assembly}})
    facts.append({"kind": "vote", "title": resolution.title, "result": resolution.vote or resolution.get_standing_display(),
                  "tone": "er" if resolution.standing == "rejected" else "ok", "lines": []})  # fmt: skip
    data = common(f"{kind} – {resolution.code}", kind) | {
        "number": resolution.code, "name": resolution.title, "status": "",
        "sections": [
            {"title": _("Décision"), "level": 1, "facts": facts, "words": []},
            {"title": _("Texte"), "level": 1, "facts": [], "words": [p for p in resolution.text.split("\n\n") if p.strip()]},
        ],
        "signatures": [{"office": _("Certifié conforme au registre"), "name": "", "on": ""}],
        "prints": [_("Valeur à ce jour : %(standing)s. Empreinte (SHA-256) : %(digest)s") % {
            "standing": resolution.get_standing_display(), "digest": resolution.link,
        }],
    }  # fmt: skip
    return pdf.render("minutes/minutes", data, lang=locale(get_language() or "fr"), at=at)


def minutes_odt(minutes: Minutes, version: MinutesVersion) -> bytes:
    """The text for those who edit it in an office suite: headings, lists and tables as such."""
    data = minutes_data(minutes, version)
    document = odfdo.Document("text")
    document.meta.title = data["title"]
    document.set_language(locale(get_language() or "fr").replace("_", "-"))
    body = document.body
    body.clear()
    body.append(odfdo.Header(1, f"{data['kind']} – {data['name']}"))
    if data["status"]:
        body.append(odfdo.Paragraph(data["status"]))
    for part in data["sections"]:
        body.append(odfdo.Header(min(part["level"] + 1, _HEADING), part["title"]))
        for at, block in enumerate(part["facts"]):
            for element in odt_block(block, f"{part['title'][:20]} {at}"):
                body.append(element)
        for words in part["words"]:
            body.append(odfdo.Paragraph(words))
    for line in data["prints"]:
        body.append(odfdo.Paragraph(line))
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def odt_block(block: dict[str, Any], name: str) -> list[Any]:
    if block["kind"] == "p":
        return [odfdo.Paragraph(block["text"])]
    if block["kind"] == "list":
        return [*([odfdo.Paragraph(block["title"])] if block["title"] else []), odfdo.List(block["items"])]
    if block["kind"] == "vote":
        return [
            odfdo.Paragraph(f"{block['title']} : {block['result']}"),
            *(odfdo.Paragraph(line) for line in block["lines"]),
        ]
    rows = [block["head"], *block["rows"]]
    table = odfdo.Table(
        "".join(sign if sign.isalnum() else "_" for sign in name), width=len(block["head"]), height=len(rows)
    )
    table.set_values(rows)
    return [odfdo.Paragraph(block["title"]), table]
