"""The list: filters, saved filters, columns, sort, bulk verbs, export. A room declares; it does not write again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import EmptyResultSet
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views import View

from maillage.accounts.access import Rule
from maillage.accounts.roles import Permission
from maillage.core.asked import row_number, row_numbers
from maillage.core.generation import remembered
from maillage.core.text import clean
from maillage.desk import markup
from maillage.desk.columns import Column
from maillage.desk.exports import FORMATS, export
from maillage.desk.filters import Filter
from maillage.desk.models import SavedView
from maillage.ui.paging import page_links

COUNTED_UP_TO = 10_000
RESERVED = {"page", "tri", "format", "col"}
ROW = 7_070_707_070  # stands for a row's number in the address of its page


@dataclass(frozen=True)
class BulkVerb:
    """A verb on many rows. `run(rows, by=user)` acts and returns the sentence that says what was done."""

    name: str
    label: str | Promise
    run: Callable[..., str]
    permission: Permission
    warning: str | Promise = ""
    dangerous: bool = False


@dataclass(frozen=True)
class Link:
    """A button of a page, shown to those who may follow it."""

    label: str | Promise
    url_name: str
    permission: Permission
    primary: bool = False


@dataclass(frozen=True)
class Empty:
    """What an empty list teaches: what would be here, and the one thing to do."""

    title: str | Promise
    text: str | Promise
    link: Link | None = None


class ListPage(View):
    """`rows()` gives what this person may see; the rest is declared."""

    access: Rule | Permission
    title: str | Promise = ""
    intro: str | Promise = ""
    page_name: str = ""
    columns: Sequence[Column] = ()
    filters: Sequence[Filter] = ()
    bulk: Sequence[BulkVerb] = ()
    links: Sequence[Link] = ()
    empty = Empty("", "")
    row_route: str = ""
    all_journalled: bool = False
    default_sort: str = ""
    per_page = 50
    template = "desk/list.html"

    def rows(self) -> QuerySet[Any]:
        raise NotImplementedError

    def row_url(self, row: Any) -> str:
        return str(row.get_absolute_url())

    def row_urls(self) -> Callable[[Any], str]:
        """The address of each row; when a route with the row's number alone leads there, it is asked for once."""
        if not self.row_route:
            return self.row_url
        before, after = reverse(self.row_route, args=[ROW]).split(str(ROW))
        return lambda row: f"{before}{row.pk}{after}"

    # What the address asks for

    def values(self) -> dict[str, str]:
        """The filters' values, from the address."""
        return {f.name: self.request.GET.get(f.name, "").replace("\x00", "").strip()[:200] for f in self.filters}

    def shown_columns(self) -> list[Column]:
        chosen = set(self.request.GET.getlist("col"))
        if chosen:
            return [c for c in self.columns if c.link or c.name in chosen]
        return [c for c in self.columns if c.default]

    def sort(self) -> tuple[str, bool]:
        """Name of the sorted column and whether it goes down."""
        asked = self.request.GET.get("tri", self.default_sort)
        name, down = asked.lstrip("-"), asked.startswith("-")
        return (name, down) if any(c.name == name and c.sort for c in self.columns) else ("", False)

    def narrowed(self) -> QuerySet[Any]:
        rows, values = self.rows(), self.values()
        for item in self.filters:
            rows = item.narrow(rows, values[item.name])
        return rows

    def sorted(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        name, down = self.sort()
        for column in self.columns:
            if column.name == name:
                fields = [f"-{field}" if down else field for field in column.sort]
                return rows.order_by(*fields, "pk")
        return rows

    # Answers

    def get(self, request: HttpRequest) -> HttpResponseBase:
        rows = self.sorted(self.narrowed())
        if (kind := request.GET.get("format")) in FORMATS:
            return self.export(rows, kind)
        return render(request, self.template, self.context(rows))

    def export(self, rows: QuerySet[Any], kind: str) -> FileResponse:
        """The list as filtered and sorted, with the columns shown."""
        columns = self.shown_columns()
        return export(kind, self.page_name.replace(":", "-"), [str(c.label) for c in columns],
                      ([c.exported(row) for c in columns] for row in rows.iterator(chunk_size=1000)))  # fmt: skip

    def context(self, rows: QuerySet[Any]) -> dict[str, Any]:
        total = self.total(rows)
        last = max(1, -(-total // self.per_page))
        number = min(max(1, self.page_asked()), last)
        start = (number - 1) * self.per_page
        page = list(rows[start : start + self.per_page])
        columns = self.shown_columns()
        values = self.values()
        bulk = [verb for verb in self.bulk if self.request.user.can(verb.permission)]
        return {
            "view": self,
            "title": self.title,
            "rows": page,
            "body": markup.body(page, columns, self.row_urls(), ticked=bool(bulk)),
            "columns": [self.head(column) for column in columns],
            "all_columns": [(c, c in columns) for c in self.columns if not c.link],
            "filters": [(f, values[f.name], self.drawn_options(f, values[f.name])) for f in self.filters],
            "filtered": any(values.values()),
            "fold": self.fold(values),
            "total": total,
            "more": total > COUNTED_UP_TO,
            "cap": number_format(COUNTED_UP_TO, force_grouping=True),
            "said": number_format(total, force_grouping=True),
            "pages": page_links(number, last, lambda n: self.query(page=str(n))),
            "number": number,
            "last": last,
            "bulk": bulk,
            "links": [link for link in self.links if self.request.user.can(link.permission)],
            "empty_link": self.empty.link
            if self.empty.link and self.request.user.can(self.empty.link.permission)
            else None,
            "saved": self.saved(),
            "query": self.query(),
            "formats": FORMATS,
            "extra": self.extra(),
        }

    def fold(self, values: dict[str, str]) -> dict[str, int] | None:
        """On a telephone, filters stand behind one control, but for the search that comes first; a few do not fold."""
        if len(self.filters) < 3:
            return None
        at = 1 if self.filters[0].kind == "search" else 0
        return {"at": at, "chosen": sum(1 for item in self.filters[at:] if values[item.name])}

    def drawn_options(self, item: Filter, chosen: str) -> str:
        """The choices of a filter; those of one that is not in use are the same for everyone."""
        if chosen:
            return markup.options(item.options(), chosen)
        return remembered(("options", self.page_name, item.name), lambda: markup.options(item.options(), ""))

    def total(self, rows: QuerySet[Any]) -> int:
        """How many rows, up to the cap; counted once until something is journalled, where all that changes them is."""
        counted = rows.order_by().values("pk")[: COUNTED_UP_TO + 1]  # without what each row would show
        try:
            return remembered(("total", str(counted.query)), counted.count) if self.all_journalled else counted.count()
        except EmptyResultSet:  # a filter already left nothing
            return 0

    def extra(self) -> dict[str, Any]:
        """What a room adds to its list's page."""
        return {}

    def head(self, column: Column) -> dict[str, Any]:
        name, down = self.sort()
        order = ("descending" if down else "ascending") if column.name == name else "none"
        next_sort = f"-{column.name}" if order == "ascending" else column.name
        return {"column": column, "order": order, "url": self.query(tri=next_sort, page="")}

    def page_asked(self) -> int:
        asked = self.request.GET.get("page", "1")
        return int(asked) if asked.isdecimal() and len(asked) < 7 else 1

    def query(self, **changes: str) -> str:
        """The address of this list with some parameters changed ("" drops one)."""
        pairs = [(k, v) for k, values in self.request.GET.lists() for v in values if k not in changes and v]
        pairs += [(k, v) for k, v in changes.items() if v]
        return "?" + urlencode(pairs)

    def saved(self) -> list[dict[str, Any]]:
        here = urlencode(sorted((k, v) for k, vs in self.request.GET.lists() for v in vs if v and k != "page"))
        views = SavedView.objects.visible_to(self.request.user).filter(page=self.page_name)
        return [{"view": v, "current": v.query == here, "mine": v.owner_id == self.request.user.pk} for v in views]

    # Verbs

    def post(self, request: HttpRequest) -> HttpResponse:
        if "save_view" in request.POST:
            return self.save_view(request)
        if "forget_view" in request.POST:
            return self.forget_view(request)
        verb = next((v for v in self.bulk if v.name == request.POST.get("verb")), None)
        if verb is None:
            messages.warning(request, _("Choisissez une action dans la liste, puis appliquez-la."))
            return redirect(request.get_full_path())
        if not request.user.can(verb.permission):
            raise Http404
        rows = self.selected(request)
        count = rows.count()
        if not count:
            messages.warning(request, _("Cochez au moins une ligne."))
            return redirect(request.get_full_path())
        expected = request.POST.get("expected", str(count))
        if expected != str(count):
            messages.warning(request, _("La liste a changé entre-temps : vérifiez le nombre de lignes."))
        elif "confirmed" in request.POST:
            messages.success(request, verb.run(rows, by=request.user))
            return redirect(request.get_full_path())
        return render(request, "desk/bulk.html", {
            "view": self, "verb": verb, "count": count, "title": verb.label, "sample": list(rows[:10]),
            "rest": max(0, count - 10),
            "everything": request.POST.get("everything", ""), "ids": request.POST.getlist("ids"),
        })  # fmt: skip

    def selected(self, request: HttpRequest) -> QuerySet[Any]:
        """The rows ticked, or every row of the list as filtered: never one that this person may not see."""
        if request.POST.get("everything"):
            return self.narrowed()
        return self.rows().filter(pk__in=row_numbers(request.POST.getlist("ids")))

    def save_view(self, request: HttpRequest) -> HttpResponse:
        name = clean(request.POST.get("view_name", ""))[:60]
        pairs = sorted((k, v) for k, vs in request.GET.lists() for v in vs if v and k not in {"page", "format"})
        if not name:
            messages.warning(request, _("Donnez un nom à cette vue pour la retrouver."))
        else:
            SavedView.objects.update_or_create(
                owner=request.user, page=self.page_name, name=name,
                defaults={"query": urlencode(pairs)[:2000], "shared": bool(request.POST.get("shared"))},
            )  # fmt: skip
            messages.success(request, _("Vue « %(name)s » enregistrée.") % {"name": name})
        return redirect(request.get_full_path())

    def forget_view(self, request: HttpRequest) -> HttpResponse:
        SavedView.objects.filter(
            owner=request.user, page=self.page_name, pk=row_number(request.POST["forget_view"])
        ).delete()
        return redirect(request.path)
