"""What is printed around the day: the sheet to sign, certificates, the plan of the tables."""

from typing import Any

from django.urls import reverse
from django.utils.formats import date_format, time_format
from django.utils.timezone import localtime
from django.utils.translation import get_language, ngettext, override
from django.utils.translation import gettext as _

from maillage.activities.models import Activity, Session
from maillage.core import pdf
from maillage.core.public import absolute
from maillage.core.text import fold
from maillage.enrolments import presence
from maillage.enrolments.actions import seating
from maillage.enrolments.certified import certified_of
from maillage.enrolments.models import Certificate, CertificateRule
from maillage.network import current
from maillage.network.letterhead import letterhead
from maillage.ui.qr import qr_svg


def common(title: str, kind: str) -> dict[str, Any]:
    """What every paper has, in the active language."""
    return {"title": title, "kind": kind} | letterhead(get_language() or "fr")


def locale(language: str) -> str:
    return next((one.locale for one in current.profile().languages if one.code == language), language)


def render(template: str, data: dict[str, Any]) -> bytes:
    return pdf.render(f"enrolments/{template}", data, lang=locale(get_language() or "fr"))


def when(session: Session) -> str:
    """« 12 mars 2027, 18 h 00 – 20 h 00 »."""
    begins, ends = localtime(session.starts_at), localtime(session.ends_at)
    last = time_format(ends) if ends.date() == begins.date() else date_format(ends, "DATETIME_FORMAT")
    return f"{date_format(begins)}, {time_format(begins)} – {last}"


def where(session: Session) -> str:
    return " – ".join(str(part) for part in (session.venue, session.room) if part)


def sheet(activity: Activity, sessions: list[Session], *, large: bool = False, blank: int = 12) -> bytes:
    """A sheet to sign for each date."""
    kind = _("Feuille de présence")
    data = common(f"{kind} – {activity.title}", kind) | {
        "large": large,
        "footer": _("À garder à l’abri des regards ; à détruire une fois saisie."),
        "words": {
            "columns": ["", _("Nom"), _("Signature")], "other_columns": ["", _("Nom (facultatif)"), _("1re fois ?"), _("Signature")],
            "others": _("Venues et venus sans inscription"), "total": _("Personnes présentes en tout"), "came": _("arrivée notée"),
            "note": _("Sans inscription, le nom n’est pas obligatoire : une croix suffit pour être compté."),
        },
        "sheets": [
            {"name": session.label or activity.title, "detail": " · ".join(filter(None, (when(session), where(session)))),
             "blank": blank, "rows": [{"name": row.name, "note": row.note, "came": bool(row.nonce)}
                                      for row in presence.listed(session)]}
            for session in sessions
        ],
    }  # fmt: skip
    return render("sheet", data)


def hours(minutes: int) -> str:
    """« 2 h 30 », « 45 minutes »."""
    whole, rest = divmod(minutes, 60)
    if not whole:
        return ngettext("%(n)s minute", "%(n)s minutes", rest) % {"n": rest}
    return _("%(h)s h %(m)s") % {"h": whole, "m": f"{rest:02d}"} if rest else _("%(h)s h") % {"h": whole}


def days(certificate: Certificate) -> str:
    first, last = date_format(certificate.first_on), date_format(certificate.last_on)
    return first if first == last else _("du %(first)s au %(last)s") % {"first": first, "last": last}


def verify_url(certificate: Certificate) -> str:
    return absolute(reverse("site:certificate", args=[certificate.number]))


def certificate(row: Certificate, name: str, language: str) -> bytes:
    """The certificate of someone who is still named."""
    with override(language):
        rule = CertificateRule.objects.filter(activity=row.activity_id).first()
        profile, lang = current.profile(), language
        kind, network = _("Attestation de participation"), profile.names.name.text(lang)
        url = verify_url(row)
        data = common(f"{kind} {row.number}", kind) | {
            "number": row.number, "name": name, "activity": row.activity.title,
            "statement": _("%(network)s atteste que") % {"network": network},
            "took_part": _("a participé à l’activité ci-dessous."), "contents": rule.statement if rule else "",
            "facts": [
                {"label": _("Quand"), "value": days(row)},
                {"label": _("Dates suivies"), "value": str(row.dates)},
                {"label": _("Durée suivie"), "value": hours(row.minutes)},
            ],
            "signer": rule.signer if rule and rule.signer else network, "role": rule.signer_role if rule else "",
            "place_and_date": _("Le %(day)s") % {"day": date_format(localtime(row.issued_at))},
            "verify": _("Vérifier ce numéro : %(url)s") % {"url": url},
            "qr": {"svg": str(qr_svg(url, title=_("Vérifier cette attestation"))),
                   "alt": _("Code qui mène à la page où vérifier cette attestation")},
        }  # fmt: skip
        return pdf.render("enrolments/certificate", data, lang=locale(language), at=row.issued_at)


def pdf_of(row: Certificate) -> bytes | None:
    """Nothing once it is withdrawn, or once nobody is named."""
    one = None if row.withdrawn_at else certified_of(row)
    return certificate(row, one.name, one.enrolment.language) if one and one.name else None


def tables(session: Session) -> bytes:
    """The plan: each table and its people, then everyone by name."""
    kind, names, seated, standing = _("Plan de table"), [], {}, []
    for group in seating.groups(session).values():
        for rank, place in enumerate(group, start=1):
            name = presence.named(place, rank)
            names.append({"name": name, "table": str(place.table or "–")})
            (seated.setdefault(place.table_id, []) if place.table_id else standing).append(name)
    data = common(f"{kind} – {session.activity.title}", kind) | {
        "activity": session.activity.title, "detail": " · ".join(filter(None, (when(session), where(session)))),
        "tables": [
            {"name": one.label, "people": seated.get(one.pk, []) or ["…"],
             "detail": _("%(n)s sur %(seats)s couverts") % {"n": len(seated.get(one.pk, [])), "seats": one.seats}}
            for one in session.tables.select_related("host")
        ],
        "standing": standing, "by_name": sorted(names, key=lambda one: fold(one["name"])),
        "words": {"standing": _("Sans table"), "by_name": _("Par nom"), "columns": [_("Nom"), _("Table")]},
    }  # fmt: skip
    return render("tables", data)
