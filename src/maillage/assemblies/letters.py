"""Notices on paper: one file with a letter for each person who has no e-mail."""

from collections.abc import Iterable
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import override

from maillage.accounts.roles import Permission
from maillage.assemblies import emails
from maillage.assemblies.enums import DeliveryRoute, NoticeKind, Standing
from maillage.assemblies.models import Notice, NoticeDelivery
from maillage.core import pdf
from maillage.files import actions as files
from maillage.files.enums import DocumentKind
from maillage.files.models import Document
from maillage.messages.letters import network
from maillage.network import current
from maillage.network.letterhead import letterhead


def waiting(notice: Notice) -> Any:
    """Those who get a letter."""
    return notice.deliveries.filter(route=DeliveryRoute.LETTER)


def words_of(standing: str, *, proxies: bool, general: bool) -> str:
    """What one's capacity lets one do, in a sentence."""
    match standing:
        case "substitute":
            return _(
                "Vous êtes suppléante ou suppléant : vous portez la voix si la personne déléguée ne peut pas venir."
            )
        case "supporter":
            return _("Votre catégorie de membre ne vote pas ; vous pouvez écouter.")
        case "no_vote":
            return _("Le droit de vote de ce membre est suspendu à la date de la liste.")
    if proxies:
        return _("Si vous ne pouvez pas venir, vous pouvez donner procuration avec le formulaire joint.")
    return _("Les procurations ne sont pas permises ; une personne suppléante peut vous remplacer.") if general else ""


def proxy_form(notice: Notice, one: NoticeDelivery) -> list[str]:
    """The form of a proxy, to fill in by hand; nothing where proxies are not allowed or one carries no right."""
    if not notice.proxy_form or notice.kind != NoticeKind.NOTICE or one.standing != Standing.VOTER:
        return []
    return [
        _("Procuration"), notice.assembly.title,
        _("Je donne procuration à (nom de la personne) :"), _("pour voter en mon nom à cette assemblée. Je suis :"),
        _("Fait le, à :"), _("Signature :"),
    ]  # fmt: skip


def letter(notice: Notice, one: NoticeDelivery) -> dict[str, Any]:
    """One letter, in the language of who reads it."""
    with override(one.language):
        said = emails.context_of(notice.assembly, notice, one)
        head = {NoticeKind.NOTICE: _("Convocation"), NoticeKind.CHANGE: _("Avis de changement"),
                NoticeKind.CANCELLATION: _("Avis d’annulation")}[NoticeKind(notice.kind)]  # fmt: skip
        facts = [{"label": _("Quand"), "value": said["when"]}, {"label": _("Où"), "value": said["where"]}]
        facts += [{"label": label, "value": value} for label, value in said["comfort"]]
        return {
            "lang": one.language, "to": [one.name, *one.postal.split("\n")] if one.postal else [one.name],
            "date": date_format(localdate(notice.sent_at)), "head": head, "title": notice.assembly.title,
            "facts": facts if notice.kind != NoticeKind.CANCELLATION else [], "text": notice.text,
            "agenda_title": _("Ordre du jour"),
            "agenda": [{"code": str(line["code"]), "title": line["title"], "depth": line["depth"]} for line in notice.agenda]
            if notice.kind == NoticeKind.NOTICE else [],
            "standing": words_of(one.standing, proxies=notice.proxy_form, general=notice.assembly.is_general)
            if notice.kind == NoticeKind.NOTICE else "",
            "form": proxy_form(notice, one),
            "papers_title": _("Documents : demandez-les sur papier, ou lisez-les à cette adresse"),
            "papers": said["papers"] if notice.kind == NoticeKind.NOTICE else [],
            "link": said["link"] if notice.kind != NoticeKind.CANCELLATION else "",
        }  # fmt: skip


def render(notice: Notice, deliveries: Iterable[NoticeDelivery]) -> bytes:
    """All letters in one PDF, each on its own page."""
    profile = current.profile()
    language = profile.language.code
    sender = network()
    data = {
        "title": str(notice), **letterhead(language),
        "footer": " · ".join(filter(None, (sender["postal"], sender["address"]))),
        "letters": [letter(notice, one) for one in deliveries],
    }  # fmt: skip
    return pdf.render("assemblies/letters", data, lang=profile.language.locale, at=notice.sent_at)


def keep(notice: Notice, content: bytes, by: Any) -> Document:
    """The letters as they were printed, kept as the proof of what was posted."""
    title = _("Lettres de convocation – %(title)s") % {"title": notice.assembly.title}
    return files.store(
        upload=content, title=title[:200], access=files.permission(Permission.ASSEMBLIES_EDIT), by=by, about=notice.assembly,
        kind=DocumentKind.PROOF,
    )  # fmt: skip
