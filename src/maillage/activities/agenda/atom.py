"""The activities announced last, as an Atom feed."""

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from django.urls import reverse
from django.utils.translation import gettext as _

from maillage.activities.agenda.entries import Entry
from maillage.core.ics import CONTROLS
from maillage.core.public import absolute
from maillage.network import current
from maillage.organisations import words

NEWEST = 40


def said(value: str) -> str:
    """A text as XML takes it."""
    return escape(CONTROLS.sub("", value))


def feed(found: Iterable[Entry], query: str) -> str:
    """One entry for each activity, told by its next date."""
    lang, network = words.language(), current.profile()
    shown = list(found)
    self_url = absolute(reverse("site:calendar_atom") + query)
    updated = max((one.updated_at for one in shown), default=None)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>', f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={quoteattr(lang)}>',
        "<title>" + said(_("Agenda")) + f" – {said(network.names.short_name.text(lang))}</title>",
        f"<id>{escape(self_url)}</id>", f'<link rel="self" href={quoteattr(self_url)}/>',
        f'<link href={quoteattr(absolute(reverse("site:calendar") + query))}/>',
        f"<updated>{updated.isoformat() if updated else '1970-01-01T00:00:00+00:00'}</updated>",
        f"<author><name>{said(network.names.name.text(lang))}</name></author>",
    ]  # fmt: skip
    for one in shown:
        stable = absolute(reverse("site:activity", args=[one.activity]))
        title = _("Annulée : %(title)s") % {"title": one.title} if one.cancelled else one.title
        about = " – ".join(part for part in (one.span.words, one.place, one.summary) if part)
        lines.append(
            f"<entry><title>{said(title)}</title><id>{escape(stable)}</id><link href={quoteattr(absolute(one.url))}/>"
            f"<updated>{one.updated_at.isoformat()}</updated>"
            f"<published>{(one.announced_at or one.updated_at).isoformat()}</published>"
            f"<summary>{said(about)}</summary></entry>"
        )
    return "\n".join([*lines, "</feed>"])
