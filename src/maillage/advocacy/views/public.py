"""What anyone reads: what is asked and who committed, positions, studies."""

import json
from io import BytesIO
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.timezone import localdate
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from maillage.accounts.access import PUBLIC, access
from maillage.advocacy import publishing, words
from maillage.advocacy.models import AdoptedText, Ask, Commitment, Letter, ModelText, Position, Signatory, Study
from maillage.core import sheets
from maillage.core.asked import row_number
from maillage.core.public import cacheable
from maillage.network import current
from maillage.organisations import words as directory

PER_PAGE = 100
_ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def page(request: HttpRequest, template: str, title: str, description: str = "", **context: Any) -> HttpResponse:
    return render(request, template, {
        "title": title, "description": description or title, "canonical": words.absolute(request.path), **context,
    })  # fmt: skip


@access(PUBLIC)
@cacheable
def overview(request: HttpRequest) -> HttpResponse:
    """Everything that the network asks, says and proposes, on one page."""
    current.or_404()
    held = dict(Commitment.objects.public().order_by().values_list("ask").annotate(Count("pk")))
    asks = [
        (ask, words.slug_of(ask.title), held.get(ask.pk, 0)) for ask in Ask.objects.public().order_by("state", "title")
    ]
    letters = [(letter, words.slug_of(letter.title)) for letter in Letter.objects.open()[:6]]
    positions = [(one, words.slug_of(one.title)) for one in Position.objects.public()[:6]]
    studies = [(one, words.slug_of(one.title)) for one in Study.objects.public()[:6]]
    return page(request, "advocacy/overview.html", _("Plaidoyer"),
                _("Ce que le réseau demande aux institutions, ce qu’il dit avec d’autres, et comment y prendre part."),
                asks=asks, letters=letters, positions=positions, studies=studies)  # fmt: skip


def to_its_name(request: HttpRequest, name: str, pk: int, title: str) -> HttpResponse:
    """The same page at its present address, with what was asked of it."""
    address = reverse(name, args=[pk, words.slug_of(title)])
    return redirect(f"{address}?{request.GET.urlencode()}" if request.GET else address)


def shown_ask(pk: int) -> Ask:
    current.or_404()
    return get_object_or_404(Ask.objects.public(), pk=pk)


@access(PUBLIC)
@cacheable
def ask(request: HttpRequest, pk: int, slug: str = "") -> HttpResponse:
    """What is asked, who committed: table, map, curve, model texts."""
    found = shown_ask(pk)
    if slug != words.slug_of(found.title):
        return to_its_name(request, "site:ask", pk, found.title)
    every = publishing.entries(found)
    counts = publishing.by_region(every)
    region = request.GET.get("region", "")[:12]
    region = region if region in counts else ""
    rows = [row for row in every if not region or row.region == region]
    last = max(1, -(-len(rows) // PER_PAGE))
    number = min(max(1, row_number(request.GET.get("page"))), last)
    today, territory = localdate(), directory.territory()
    points = publishing.curve(every, today)
    return page(
        request, "advocacy/public_ask.html", found.title, found.summary, ask=found,
        entries=rows[(number - 1) * PER_PAGE : number * PER_PAGE], total=len(rows), every=len(every), region=region,
        region_name=directory.region_label(region) if region else "", since=since(every, today),
        map={"territory": territory, "counts": {c: n for c, n in counts.items() if c}, "selected": region}
        if territory and any(counts) else None,
        nowhere=counts.get("", 0), points=points if len(points) > 1 else [], clauses=found.clauses.all(),
        models=latest_models(found), theme=directory.theme_label(found.theme), criteria=found.criteria.all(),
        pages=[(str(n), f"?page={n}" + (f"&region={region}" if region else ""), n == number)
               for n in range(1, last + 1)] if last > 1 else [],
        letters=[(one, words.slug_of(one.title)) for one in Letter.objects.open().filter(ask=found)],
        studies=[(one, words.slug_of(one.title)) for one in found.studies.filter(is_public=True)],
    )  # fmt: skip


def since(entries: list[publishing.Entry], today: Any) -> str:
    """« 54 institutions engagées en 9 mois »."""
    if not entries:
        return ""
    told = ngettext("%(n)s institution engagée", "%(n)s institutions engagées", len(entries)) % {"n": len(entries)}
    months = publishing.months(entries, today)
    if not 1 < months <= 24:
        return told
    return _("%(told)s en %(months)s mois") % {"told": told, "months": months}


def latest_models(found: Ask) -> list[tuple[ModelText, str, str]]:
    """(model, language, address) of the last version in each language."""
    rows = found.model_texts.select_related("document").prefetch_related("document__versions")
    last: dict[str, ModelText] = {}
    for row in rows.order_by("number"):
        last[row.language] = row
    return [(row, words.language_name(code), row.document.url if row.document else
             reverse("site:model_text", args=[row.pk])) for code, row in sorted(last.items())]  # fmt: skip


@access(PUBLIC)
@cacheable
def ask_csv(request: HttpRequest, pk: int) -> HttpResponse:
    """The table as a file."""
    found, out = shown_ask(pk), BytesIO()
    sheets.write_csv(
        publishing.table(publishing.entries(found)), publishing.headers(), out, lang=get_language() or "fr"
    )
    response = HttpResponse(out.getvalue(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="engagements-{found.pk}.csv"'
    return response


@access(PUBLIC)
@cacheable
def ask_json(request: HttpRequest, pk: int) -> HttpResponse:
    """The table as open data."""
    found = shown_ask(pk)
    rows = [publishing.plain(row) for row in publishing.entries(found)]
    data = {"ask": found.title, "url": words.absolute(reverse("site:ask", args=[found.pk, words.slug_of(found.title)])),
            "count": len(rows), "commitments": rows}  # fmt: skip
    response = JsonResponse(data, json_dumps_params={"ensure_ascii": False})
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


@access(PUBLIC)
@cacheable
def model_text(request: HttpRequest, pk: int) -> HttpResponse:
    """A model text, as a file that any word processor opens."""
    current.or_404()
    found = get_object_or_404(ModelText.objects.filter(ask__in=Ask.objects.public()), pk=pk)
    response = HttpResponse(found.text, content_type="text/plain; charset=utf-8")
    name = f"{words.slug_of(found.title)}-{found.language}-{found.number}.txt"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@access(PUBLIC)
@cacheable
def adopted_text(request: HttpRequest, pk: int) -> HttpResponse:
    """A text that an institution adopted, clause by clause."""
    current.or_404()
    shown = AdoptedText.objects.filter(is_public=True, commitment__in=Commitment.objects.public())
    shown = shown.select_related("commitment__organisation", "commitment__ask", "document")
    found = get_object_or_404(shown.prefetch_related("document__versions"), pk=pk)
    answers = {answer.clause_id: answer for answer in found.answers.all()}
    clauses = [(clause, answers.get(clause.pk)) for clause in found.commitment.ask.clauses.all()]
    return page(request, "advocacy/public_text.html", found.title, text=found, commitment=found.commitment,
                clauses=clauses if answers else [], slug=words.slug_of(found.commitment.ask.title))  # fmt: skip


@access(PUBLIC)
@cacheable
def positions(request: HttpRequest) -> HttpResponse:
    current.or_404()
    seen = Count("signatories", filter=Q(signatories__in=Signatory.objects.public()))
    rows = [(one, words.slug_of(one.title), directory.theme_label(one.theme))
            for one in Position.objects.public().annotate(signed=seen)[:300]]  # fmt: skip
    return page(request, "advocacy/public_positions.html", _("Positions publiques"), rows=rows)


@access(PUBLIC)
@cacheable
def position(request: HttpRequest, pk: int, slug: str = "") -> HttpResponse:
    """The text in the reader's language when there is one, who signs, what follows."""
    current.or_404()
    found = get_object_or_404(Position.objects.public(), pk=pk)
    if slug != words.slug_of(found.title):
        return to_its_name(request, "site:position", pk, found.title)
    last = {text.language: text for text in found.texts.order_by("number")}
    asked = request.GET.get("langue", "")[:5]
    chosen = last.get(asked) or last.get(get_language() or "fr") or last.get("fr") or next(iter(last.values()), None)
    signed = Signatory.objects.public().filter(position=found).select_related("organisation")
    return page(request, "advocacy/public_position.html", found.title, found.summary, position=found, text=chosen,
                languages_of=[(code, words.language_name(code)) for code in last], signatories=signed,
                follow_ups=found.follow_ups.filter(is_public=True), theme=directory.theme_label(found.theme),
                studies=[(s, words.slug_of(s.title)) for s in found.studies.filter(is_public=True)])  # fmt: skip


@access(PUBLIC)
@cacheable
def studies(request: HttpRequest) -> HttpResponse:
    current.or_404()
    rows = [(one, words.slug_of(one.title), directory.theme_label(one.theme)) for one in Study.objects.public()[:300]]
    return page(request, "advocacy/public_studies.html", _("Études"), rows=rows)


@access(PUBLIC)
@cacheable
def study(request: HttpRequest, pk: int, slug: str = "") -> HttpResponse:
    current.or_404()
    rows = Study.objects.public().select_related("document").prefetch_related("document__versions")
    found = get_object_or_404(rows, pk=pk)
    if slug != words.slug_of(found.title):
        return to_its_name(request, "site:study", pk, found.title)
    ld = {"@context": "https://schema.org", "@type": "Report", "name": found.title, "author": found.authors,
          "datePublished": str(found.year), "abstract": found.summary, "inLanguage": found.languages,
          "url": words.absolute(request.path)}  # fmt: skip
    return page(request, "advocacy/public_study.html", found.title, found.summary[:200], study=found,
                theme=directory.theme_label(found.theme), said=[words.language_name(code) for code in found.languages],
                asks=[(a, words.slug_of(a.title)) for a in found.asks.filter(pk__in=Ask.objects.public())],
                positions=[(p, words.slug_of(p.title)) for p in found.positions.filter(pk__in=Position.objects.public())],
                json_ld=mark_safe(json.dumps({k: v for k, v in ld.items() if v}, ensure_ascii=False).translate(_ESCAPES)))  # fmt: skip
