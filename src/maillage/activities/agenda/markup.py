"""The days of a list, written in Python: a template would spend more on a hundred dates than all the rest."""

from collections.abc import Iterable
from html import escape

from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from maillage.activities.agenda.entries import Entry, Group


def tagged(tone: str, label: str) -> str:
    return f'<span class="tag{" " + tone if tone else ""}">{escape(label)}</span>'


class Words:
    """The words that come back, and how links open: found once for a page."""

    def __init__(self, framed: bool, level: int) -> None:
        self.cancelled = tagged("er", _("Annulée"))
        self.member = tagged("", _("D’un membre"))
        self.free = tagged("ok", _("Gratuit"))
        self.going_on = escape(_("en cours"))
        self.level = level
        self.link = ' target="_blank" rel="noopener"' if framed else ""


def article(one: Entry, words: Words) -> str:
    """One date."""
    language = f' lang="{escape(one.language)}"' if one.language else ""
    label = f"{escape(one.label)} · " if one.label else ""
    tags = [words.cancelled] if one.cancelled else []
    tags.append(f'<span class="tag nu">{escape(one.form)}</span>')
    if not one.ours:
        tags.append(words.member)
    if one.is_free:
        tags.append(words.free)
    tags += [f'<span class="tag {escape(tone)}">{escape(str(word))}</span>' for word, tone in one.tags]
    return (
        f'<article{" class=annulee" if one.cancelled else ""}><h{words.level}><a href="{escape(one.url)}"{language}{words.link}>'
        f"{escape(one.title)}</a></h{words.level}><p>{label}{escape(one.line)}</p><p class=meta>{''.join(tags)}</p></article>"
    )


def days(groups: Iterable[Group], *, framed: bool = False, months: bool = False) -> SafeString:
    """The days with their dates; in a frame, links open a tab; `months` says the month where no heading does."""
    words = Words(framed, 3 if framed or months else 4)
    out = []
    for group in groups:
        head = f'<p class="encours">{words.going_on}</p>'
        if group.day:
            said = [date_format(group.day, "D"), *([date_format(group.day, "N Y")] if months else [])]
            name = " ".join(f"<span>{escape(one)}</span>" for one in said)
            head = f'<time datetime="{group.day.isoformat()}"><b>{group.day.day}</b>{name}</time>'
        out.append(f"<li>{head}<div>{''.join(article(one, words) for one in group.entries)}</div></li>")
    return mark_safe(f'<ul class="agenda">{"".join(out)}</ul>')


def programme(dates: Iterable[Entry], *, all_past: bool, all_cancelled: bool) -> SafeString:
    """Every date of an activity, each with its own words."""
    words, past = Words(False, 3), tagged("nu", _("Passée"))
    out = []
    for one in dates:
        tags = [f'<span class="tag {escape(tone)}">{escape(str(word))}</span>' for word, tone in one.tags]
        if one.cancelled:
            tags.insert(0, words.cancelled + ("" if all_cancelled else f" {escape(one.cancel_reason)}"))
        elif one.is_past and not all_past:
            tags.insert(0, past)
        label = f"<strong>{escape(one.label)}</strong>{' · ' if one.place else ''}" if one.label else ""
        said, meta = one.span.words, f"<p class=meta>{''.join(tags)}</p>" if tags else ""
        out.append(
            f"<li{' class=annulee' if one.cancelled else ''}><h3>{escape(said[:1].upper() + said[1:])}</h3>"
            f"<p>{label}{escape(one.place)}</p>{meta}</li>"
        )
    return mark_safe(f'<ol class="l programme">{"".join(out)}</ol>')
