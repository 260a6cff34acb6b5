"""The notice for who has its link: read without signing in, noted as opened; gone once the meeting is over."""

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import override

from maillage.accounts.access import PUBLIC, access
from maillage.assemblies import agenda as trees
from maillage.assemblies import calendar, serving, words
from maillage.assemblies.actions import notices
from maillage.assemblies.enums import ItemKind
from maillage.assemblies.models import NoticeDelivery, Paper
from maillage.assemblies.views.agenda import papers_of
from maillage.assemblies.views.member import attached
from maillage.core.public import absolute

AFTER = timedelta(days=1)  # how long the link still opens once the meeting ended


def private(response: HttpResponseBase) -> HttpResponseBase:
    """Nobody else's: neither kept, nor indexed, nor told to the next site."""
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "same-origin"
    return response


def delivery_of(token: str) -> NoticeDelivery:
    rows = NoticeDelivery.objects.select_related("notice__assembly__body", "notice__assembly__roll")
    return get_object_or_404(rows, token=token)


def is_over(delivery: NoticeDelivery) -> bool:
    assembly = delivery.notice.assembly
    return bool(assembly.ends and assembly.ends + AFTER < now())


@access(PUBLIC)
def notice(request: HttpRequest, token: str) -> HttpResponseBase:
    """The whole notice, in the language of who received it."""
    delivery = delivery_of(token)
    assembly = delivery.notice.assembly
    with override(delivery.language):
        if is_over(delivery):
            gone = {"title": _("Cette adresse ne sert plus"), "assembly": assembly}
            return private(render(request, "assemblies/link_over.html", gone, status=410))
        if request.method == "GET":
            notices.opened(delivery)
        lines = trees.tree(assembly)
        by_item: dict[int | None, list[Paper]] = {}
        for paper in papers_of(assembly):
            by_item.setdefault(paper.item_id, []).append(paper)
        return private(render(request, "assemblies/by_link.html", {
            "title": assembly.title, "assembly": assembly, "delivery": delivery, "notice": delivery.notice,
            "when": words.when(assembly), "where": words.where(assembly), "comfort": words.comfort(assembly),
            "lines": [(line, trees.lasting(line.minutes), by_item.get(line.item.pk, [])) for line in lines],
            "whole": by_item.get(None, []), "token": token, "proxies": delivery.notice.proxy_form,
            "elects": any(line.item.kind == ItemKind.ELECTION for line in lines),
        }))  # fmt: skip


@access(PUBLIC)
def paper(request: HttpRequest, token: str, pk: int) -> HttpResponseBase:
    """A paper of the notice."""
    delivery = delivery_of(token)
    if is_over(delivery):
        raise Http404
    rows = Paper.objects.current().filter(assembly=delivery.notice.assembly_id).select_related("document")
    return private(serving.served(get_object_or_404(rows, pk=pk), request.GET.get("version", "")))


@access(PUBLIC)
def calendar_file(request: HttpRequest, token: str) -> HttpResponse:
    delivery = delivery_of(token)
    if is_over(delivery):
        raise Http404
    assembly = delivery.notice.assembly
    body = calendar.calendar(assembly, url=absolute(assembly.member_url), remote=True)
    return private(attached(body, assembly))  # type: ignore[return-value]
