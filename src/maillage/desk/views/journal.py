"""The journal's own screens: the list, one entry, the verification of its chain, and its export with digests.

Who did what, when and on what kind of thing is for those who may read the journal; names and values, which may be
those of files withheld, are for those who may also export it.
"""

import json
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Max, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import get_current_timezone, localdate, make_aware
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from maillage.accounts.access import access
from maillage.accounts.roles import Permission
from maillage.audit.models import Entry
from maillage.audit.verification import RECENT, verify
from maillage.core.generation import once
from maillage.core.registry import house
from maillage.desk import timeline
from maillage.desk.columns import Column
from maillage.desk.filters import Filter
from maillage.desk.views.lists import Empty, Link, ListPage

CHUNK = 2000


def at_day(value: str, *, end: bool = False) -> datetime | None:
    """Midnight at the start (or the end) of a day; None when it is not a day."""
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return None
    return make_aware(datetime.combine(day, time.max if end else time.min), get_current_timezone())


def since(rows: QuerySet[Entry], value: str) -> QuerySet[Entry]:
    start = at_day(value)
    return rows.filter(at__gte=start) if start else rows.none()


def until(rows: QuerySet[Entry], value: str) -> QuerySet[Entry]:
    end = at_day(value, end=True)
    return rows.filter(at__lte=end) if end else rows.none()


def by_actor(rows: QuerySet[Entry], value: str) -> QuerySet[Entry]:
    return rows.filter(actor_id=int(value)) if value.isdecimal() else rows.filter(actor_id=None)


@once
def actors() -> list[tuple[str, str]]:
    """Everyone who ever did something, by the name they had last; the house itself apart."""
    found = Entry.objects.exclude(actor_id=None).order_by().values("actor_id").annotate(last=Max("number"))
    names = Entry.objects.filter(number__in=[row["last"] for row in found]).values_list("actor_id", "actor")
    people = [(str(pk), name or _("compte effacé")) for pk, name in names]
    return [("maillage", _("Maillage, sans personne")), *sorted(people, key=lambda pair: pair[1])]


@once
def kinds() -> list[tuple[str, str]]:
    values = Entry.objects.order_by().values_list("kind", flat=True).distinct()
    return sorted(((kind, Entry(kind=kind).kind_label) for kind in values), key=lambda pair: pair[1])


@once
def verbs() -> list[tuple[str, str]]:
    values = Entry.objects.order_by().values_list("verb", flat=True).distinct()
    return sorted(((verb, str(house.verbs.get(verb) or verb)) for verb in values), key=lambda pair: pair[1])


def told_changes(entry: Entry) -> str:
    """What changed, on one line."""
    colon = _(" : ")
    return " ; ".join(f"{name}{colon}{before or '–'} → {after}" for name, before, after in timeline.lines(entry))


class Journal(ListPage):
    access = Permission.JOURNAL_VIEW
    title = gettext_lazy("Journal")
    intro = gettext_lazy(
        "Qui a fait quoi, quand, de quoi à quoi. Rien ne s’y modifie ; chaque entrée scelle la précédente."
    )
    page_name = "audit:journal"
    row_route = "audit:entry"
    columns = (
        Column("number", gettext_lazy("Numéro"), sort=("number",), link=True, value=lambda e: e.number),
        Column("at", gettext_lazy("Quand"), sort=("number",)),
        Column("actor", gettext_lazy("Qui"), sort=("actor",), value=lambda e: e.actor or _("compte effacé")),
        Column("verb", gettext_lazy("Fait"), value=lambda e: e.verb_label, sort=("verb",)),
        Column("kind", gettext_lazy("Sur"), value=lambda e: e.kind_label, sort=("kind",)),
    )
    named = (
        Column("label", gettext_lazy("Nom"), value=lambda e: e.label),
        Column("changes", gettext_lazy("Changements"), default=False, value=told_changes),
        Column("code", gettext_lazy("Code du verbe"), value=lambda e: e.verb, default=False),
        Column("object", gettext_lazy("Sur quoi"), value=lambda e: f"{e.kind} {e.object_id}", default=False),
        Column("digest", gettext_lazy("Empreinte"), value=lambda e: e.digest, default=False),
    )  # fmt: skip
    filters = (
        Filter("qui", gettext_lazy("Qui"), choices=actors, apply=by_actor),
        Filter("verbe", gettext_lazy("Fait"), choices=verbs, lookup="verb"),
        Filter("sur", gettext_lazy("Sur"), choices=kinds, lookup="kind"),
        Filter("du", gettext_lazy("Depuis le"), kind="date", apply=since),
        Filter("au", gettext_lazy("Jusqu’au"), kind="date", apply=until),
    )
    links = (
        Link(gettext_lazy("Vérifier la chaîne"), "audit:verify", Permission.JOURNAL_VIEW),
        Link(gettext_lazy("Exporter avec les empreintes"), "audit:lines", Permission.JOURNAL_EXPORT),
    )
    empty = Empty(gettext_lazy("Le journal est vide"), gettext_lazy("Chaque action faite ici s’y inscrira."))

    def rows(self) -> QuerySet[Entry]:
        return Entry.objects.visible_to(self.request.user)

    def get(self, request: HttpRequest) -> HttpResponseBase:
        if request.user.can(Permission.JOURNAL_EXPORT):
            self.columns = (*self.columns, *self.named)
        elif request.GET.get("format"):
            raise PermissionDenied(_("Votre rôle permet de lire le journal, pas de l’exporter."))
        return super().get(request)

    def context(self, rows: QuerySet[Any]) -> dict[str, Any]:
        context = super().context(rows)
        if not self.request.user.can(Permission.JOURNAL_EXPORT):
            context["formats"] = {}
        return context


class EntryPage(View):
    """One entry: what changed, from what to what, and whether its seals hold."""

    access = Permission.JOURNAL_VIEW

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        entry = get_object_or_404(Entry.objects.visible_to(request.user), pk=pk)
        values = request.user.can(Permission.JOURNAL_EXPORT)
        near = Entry.objects.visible_to(request.user)
        return render(request, "desk/journal_entry.html", {
            "title": _("Entrée %(number)s du journal") % {"number": entry.number}, "entry": entry, "values": values,
            "lines": timeline.lines(entry) if values else [],
            "before": near.filter(number__lt=entry.number).order_by("-number").first(),
            "after": near.filter(number__gt=entry.number).order_by("number").first(),
        })  # fmt: skip


class VerifyPage(View):
    """Verify the chain: its last entries at once, all of it on demand."""

    access = Permission.JOURNAL_VIEW

    def get(self, request: HttpRequest) -> HttpResponse:
        found = verify(None if "tout" in request.GET else RECENT)
        return render(request, "desk/journal_verify.html", {
            "title": _("Vérifier le journal"), "found": found, "reason": reason(found.fault) if found.fault else "",
            "entry": Entry.objects.filter(number=found.fault.number).first() if found.fault else None,
        })  # fmt: skip


def reason(fault: Any) -> str:
    """A fault in words."""
    return {
        "gap": _("une entrée manque avant celle-ci"),
        "previous": _("elle ne suit pas l’entrée qui la précède"),
        "digest": _("son empreinte ne correspond pas à ce qu’elle dit"),
        "field": _("une valeur a été changée, ajoutée ou retirée"),
        "head": _("la fin de la chaîne manque ou a été remplacée"),
    }[fault.reason]


@access(Permission.JOURNAL_EXPORT)
def lines(request: HttpRequest) -> StreamingHttpResponse:
    """The whole journal, one JSON object a line, with what is needed to verify it elsewhere (`docs/journal.md`)."""
    response = StreamingHttpResponse(told(), content_type="application/x-ndjson; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="journal-{localdate().isoformat()}.jsonl"'
    response.headers["Cache-Control"] = "no-store"
    return response


def told() -> Iterator[bytes]:
    for entry in Entry.objects.order_by("number").iterator(CHUNK):
        line = {
            "number": entry.number, "at": entry.at.isoformat(), "actor_id": entry.actor_id, "verb": entry.verb,
            "kind": entry.kind, "object_id": entry.object_id, "values": entry.sealed(), "salts": entry.salts,
            "digests": entry.digests, "previous": entry.previous, "digest": entry.digest,
        }  # fmt: skip
        yield json.dumps(line, ensure_ascii=False, sort_keys=True).encode() + b"\n"
