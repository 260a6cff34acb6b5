"""The dossier given with a petition, its table of names, and the poster: worded here, drawn by typst."""

from collections.abc import Iterator
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from maillage.campaigns import figures, words
from maillage.campaigns.enums import BatchState, NamesGiven, SignatureState
from maillage.campaigns.models import PaperName, Petition, Signature
from maillage.core import pdf
from maillage.core.public import absolute
from maillage.network import current
from maillage.ui.qr import qr_svg

MOST_NAMES = 60_000  # in a PDF; the table has no end


def grouped(number: int) -> str:
    return str(number_format(number, force_grouping=True))


def signatures(petition: Petition, names: NamesGiven) -> Any:
    """Those whose names are given, as they agreed to it."""
    rows = Signature.objects.filter(petition=petition, state=SignatureState.CONFIRMED, purged_at=None)
    if names == NamesGiven.NONE:
        return rows.none()
    return rows.filter(shows_name=True) if names == NamesGiven.PUBLIC else rows


def on_paper(petition: Petition, names: NamesGiven) -> Any:
    """Names on sheets are given with all names alone: nobody asked there whether they are public."""
    rows = PaperName.objects.filter(batch__petition=petition, batch__state=BatchState.CHECKED, excluded=False)
    return rows if names == NamesGiven.ALL else rows.none()


def headers() -> list[str]:
    return [_("Nom"), _("Code postal"), _("Région"), _("Signée le"), _("Support"), _("Mot à qui décide")]


def table(petition: Petition, names: NamesGiven) -> Iterator[list[Any]]:
    """One row a name; never an address."""
    full = names == NamesGiven.ALL
    columns = ("name", "area", "region", "confirmed_at", "message")
    for name, area, region, at, word in (
        signatures(petition, names).order_by("confirmed_at").values_list(*columns).iterator(chunk_size=2000)
    ):
        yield [name, area if full else "", words.region_label(region) if region and full else "",
               localtime(at).date().isoformat(), _("en ligne"), word]  # fmt: skip
    for name, area, on, sheet in on_paper(petition, names).values_list("name", "area", "batch__on", "batch__sheet"):
        yield [name, area, "", on.isoformat(), _("feuille %(sheet)s") % {"sheet": sheet}, ""]


def identity() -> tuple[dict[str, Any], str, str]:
    profile = current.profile()
    locale = next((one.locale for one in profile.languages if one.code == words.lang()), words.lang())
    paper = "us-letter" if profile.country in ("CA", "US") else "a4"
    return {"name": profile.names.name.text(words.lang())}, locale, paper


def counts(petition: Petition) -> tuple[int, int, dict[str, Any]]:
    """What was delivered, as it was that day; before, what is counted now."""
    done = getattr(petition, "delivery", None)
    if done:
        return done.online, done.paper, done.figures
    return petition.tally.online, petition.tally.paper, figures.frozen(petition)


def texts(petition: Petition, signed: dict[str, int]) -> list[dict[str, Any]]:
    """Each version of the text, in its original language, with how many signed it on line."""
    found = []
    for version in petition.texts.all():
        row = {one.language: one for one in version.wordings.all()}.get(petition.language)
        if row is None:
            continue
        told = _("Version %(n)s, du %(day)s : %(count)s signatures en ligne") % {
            "n": version.number, "day": date_format(localtime(version.written_at), "DATE_FORMAT"),
            "count": grouped(signed.get(str(version.number), 0)),
        }  # fmt: skip
        found.append({"heading": told, "title": row.title, "paragraphs": row.body.split("\n\n")})
    return found


def statement(petition: Petition) -> list[str]:
    """How the count was made, for who reads it."""
    return [
        _(
            "Chaque signature en ligne a été confirmée depuis l’adresse de la personne, par un bouton, et non par un simple lien."
        ),
        _("Une même boîte de courriel ne signe qu’une fois : une empreinte chiffrée le garantit."),
        _("Les courriels revenus, les signatures désavouées et les groupes mis de côté ne sont pas comptés."),
        _("Chaque feuille a été vérifiée ; les noms déjà comptés en ligne au même code postal ont été écartés."),
        _("Les noms, courriels et codes postaux sont effacés le %(day)s au plus tard, comme promis à qui a signé.")
        % {"day": date_format(petition.purge_on)},
    ]


def render(petition: Petition, names: NamesGiven) -> bytes:
    """The dossier as a PDF."""
    who, locale, paper = identity()
    online, paper_count, found = counts(petition)
    listed = [row[:2] if names == NamesGiven.ALL else [row[0], ""] for row in table(petition, names)]
    regions = sorted(found.get("regions", {}).items(), key=lambda pair: -pair[1])
    data = {
        "title": petition.title, "identity": who, "paper": paper, "kind": _("Pétition"),
        "number": _("au %(day)s") % {"day": date_format(localdate(), "DATE_FORMAT")},
        "to": {"heading": _("Adressée à"), "names": [str(one) for one in petition.addressees.all()]},
        "facts": [
            {"label": _("Signatures"), "value": grouped(online + paper_count)},
            {"label": _("En ligne"), "value": grouped(online)}, {"label": _("Sur papier"), "value": grouped(paper_count)},
        ],
        "texts": texts(petition, found.get("versions", {})),
        "tables": [
            {"title": _("Par région"), "columns": [_("Région"), _("Signatures")], "rows": [
                [words.region_label(code) if code else _("Région inconnue"), grouped(n)] for code, n in regions]},
            {"title": _("Par semaine, en ligne"), "columns": [_("Semaine du"), _("Signatures")],
             "rows": [[monday, grouped(n)] for monday, n in found.get("weeks", [])]},
        ],
        "statement": {"title": _("Comment les signatures ont été comptées"), "lines": statement(petition)},
        "names": {"title": _("Signataires"), "rows": listed[:MOST_NAMES]},
        "page_of": [_("page"), _("sur")],
    }  # fmt: skip
    return pdf.render("campaigns/dossier", data, lang=locale)


def drawn_code(url: str, title: str) -> str:
    """The code as a whole SVG file."""
    return str(qr_svg(url, title=title)).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)


def poster(petition: Petition) -> bytes:
    """The poster as a PDF: the title, the first words, the code."""
    with override(petition.language):
        who, locale, paper = identity()
        version = petition.texts.order_by("-number").prefetch_related("wordings")[0]
        row = words.wording(version, petition.language)
        url = absolute(petition.public_url)
        data = {
            "title": row.title, "identity": who, "paper": paper, "call": _("Signez la pétition"),
            "text": row.body[:600] + ("…" if len(row.body) > 600 else ""), "url": url,
            "qr": drawn_code(url, row.title),
            "alt": _("Code qui mène à la page de la pétition"),
            "until": _("Jusqu’au %(day)s") % {"day": date_format(petition.closes_on, "DATE_FORMAT")},
        }  # fmt: skip
        return pdf.render("campaigns/poster", data, lang=locale)
