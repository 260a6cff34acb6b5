"""Writing to those who represent us: one's own words, from one's own mail program. Nothing of the person is kept."""

from contextlib import suppress
from secrets import token_hex
from typing import Any
from urllib.parse import quote

from django.core import signing
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from maillage.accounts.access import PUBLIC, access
from maillage.accounts.addresses import heard
from maillage.advocacy import actions, territory, words
from maillage.advocacy.models import Letter, LetterText, Mandate
from maillage.advocacy.views.public import page, to_its_name
from maillage.core.public import cacheable
from maillage.core.text import clean
from maillage.network import current
from maillage.organisations import words as directory

PER_HOUR = 20  # « j’ai écrit » from one address
LONGEST = 1800  # signs of an address that every mail program takes
SALT = "advocacy.written"
MOST = 8000


@access(PUBLIC)
@cacheable
def letter(request: HttpRequest, pk: int, slug: str = "") -> HttpResponse:
    """The letter, and who represents the place that one types."""
    current.or_404()
    found = get_object_or_404(Letter.objects.public(), pk=pk)
    if slug != words.slug_of(found.title):
        return to_its_name(request, "site:letter", pk, found.title)
    place, region = territory.asked(request.GET.get("ou", "")), request.GET.get("region", "")[:12]
    mandates = territory.of_letter(found)
    names = territory.places(mandates)
    regions = set(mandates.exclude(region="").values_list("region", flat=True).distinct())
    rows = territory.by_place(mandates, place, region) if (place or region) and found.is_open else []
    written = found.counts.aggregate(n=Sum("count"))["n"] or 0
    return page(request, "advocacy/public_letter.html", found.title, found.summary, letter=found, rows=rows, place=place,
                region=region, asked=bool(place or region), places=names[: territory.LISTED],
                regions=[(code, directory.region_label(code)) for code in sorted(regions)], written=written,
                theme=directory.theme_label(found.theme), text=text_of(found, ""))  # fmt: skip


def text_of(letter: Letter, language: str) -> LetterText | None:
    """The last version, in the language asked, else the reader's, else French."""
    last = {text.language: text for text in letter.texts.order_by("number")}
    return (last.get(language) or last.get(get_language() or "fr") or last.get("fr")
            or next(iter(last.values()), None))  # fmt: skip


def filled(text: str, mandate: Mandate) -> str:
    """The places that a model keeps for the person it is written to."""
    for place, value in (("{nom}", str(mandate.decision_maker)), ("{fonction}", mandate.title),
                         ("{territoire}", mandate.territory or mandate.institution)):  # fmt: skip
        text = text.replace(place, value)
    return text


def mailto(address: str, subject: str, text: str) -> tuple[str, bool]:
    """The link that opens one's mail program; False when the text is too long for it, and is to be pasted."""
    start = f"mailto:{quote(address, safe='@')}?subject={quote(subject)}"
    whole = f"{start}&body={quote(text.replace(chr(10), chr(13) + chr(10)))}"
    return (whole, True) if len(whole) <= LONGEST else (start, False)


@access(PUBLIC)
def write(request: HttpRequest, pk: int, mandate: int) -> HttpResponse:
    """The model to change; then one's own words, to send or to print. A GET changes nothing; words are never stored."""
    current.or_404()
    found = get_object_or_404(Letter.objects.open(), pk=pk)
    to = get_object_or_404(territory.of_letter(found), pk=mandate)
    if request.POST.get("do") == "written":
        return written(request, found, to)
    text = text_of(found, request.GET.get("langue", "")[:5])
    subject = clean(request.POST.get("subject", filled(text.subject, to) if text else ""))[:200]
    body = clean(request.POST.get("text", filled(text.text, to) if text else ""), multiline=True)[:MOST]
    context: dict[str, Any] = {
        "title": _("Écrire à %(name)s") % {"name": to.decision_maker}, "letter": found, "to": to, "subject": subject,
        "text": body, "slug": words.slug_of(found.title), "ready": False,
        "languages_of": [(code, words.language_name(code))
                         for code in sorted(set(found.texts.values_list("language", flat=True)))],
    }  # fmt: skip
    if request.method == "POST" and body:
        address = to.decision_maker.email
        link, whole = mailto(address, subject, body) if address else ("", False)
        context |= {"ready": True, "link": link, "whole": whole, "token": signing.dumps(token_hex(8), salt=SALT)}
    response = render(request, "advocacy/public_write.html", context)
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def written(request: HttpRequest, letter: Letter, to: Mandate) -> HttpResponse:
    """One more, once for each letter prepared; who says so is not known."""
    try:
        token = signing.loads(request.POST.get("token", "")[:200], salt=SALT, max_age=86_400)
    except signing.BadSignature:
        token = None
    if (
        token
        and cache.add(f"advocacy:written:{token}", 1, 86_400)
        and not heard(request, "advocacy:written:from") > PER_HOUR
    ):
        with suppress(ValidationError):  # it closed meanwhile: thank all the same
            actions.count_written(letter=letter, level=to.level)
    return redirect("site:letter_thanks", letter.pk)


@access(PUBLIC)
@cacheable
def thanks(request: HttpRequest, pk: int) -> HttpResponse:
    current.or_404()
    found = get_object_or_404(Letter.objects.public(), pk=pk)
    total = found.counts.aggregate(n=Sum("count"))["n"] or 0
    return page(request, "advocacy/public_thanks.html", _("Merci !"), letter=found, slug=words.slug_of(found.title),
                total=total)  # fmt: skip
