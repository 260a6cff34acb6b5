"""Probable duplicates: look at them side by side, say that they are two, or make one of them; and part them again."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from django_q.tasks import async_task

from maillage.accounts.roles import Permission
from maillage.core.asked import row_number
from maillage.core.text import fold
from maillage.desk.views.verbs import VerbPage
from maillage.organisations import duplicates, jobs
from maillage.organisations.actions import merging
from maillage.organisations.enums import State
from maillage.organisations.models import DuplicateGroup, Merge, Organisation
from maillage.organisations.views import merge_pages as pages

P = Permission
PER_PAGE = 20
FOUND_AT_ONCE = 3_000  # organisations; beyond, a job
MATCHES = 20


def may_merge(user: Any) -> QuerySet[Any]:
    """Those that this person may see, merge, and set apart."""
    return Organisation.objects.visible_to(user).exclude(state=State.MERGED)


class Duplicates(View):
    access = P.ORGANISATIONS_MERGE

    def get(self, request: HttpRequest) -> HttpResponse:
        asked = request.GET.get("vraisemblance", "")
        rows = DuplicateGroup.objects.all()
        if asked:
            limit = {"score__gte": duplicates.STRONG} if asked == "forte" else {"score__lt": duplicates.STRONG}
            rows = rows.filter(**limit)
        number = int(n) if (n := request.GET.get("page", "1")).isdecimal() and len(n) < 7 else 1
        total = rows.count()
        last = max(1, -(-total // PER_PAGE))
        number = min(max(1, number), last)
        shown = list(rows[(number - 1) * PER_PAGE : number * PER_PAGE])
        near = sorted({1, last, *range(max(1, number - 2), min(last, number + 2) + 1)})
        kept = f"&vraisemblance={asked}" if asked else ""
        first = DuplicateGroup.objects.order_by("found_at").first()
        return render(request, "organisations/duplicates.html", {
            "title": _("Doublons probables"), "groups": pages.groups(shown, may_merge(request.user)), "total": total,
            "asked": asked, "found_at": first.found_at if first else None,
            "pages": [(str(n), f"?page={n}{kept}", n == number) for n in near] if last > 1 else [],
        })  # fmt: skip

    def post(self, request: HttpRequest) -> HttpResponse:
        """Look again, now."""
        if Organisation.objects.count() <= FOUND_AT_ONCE:
            count = jobs.find_duplicates()
            messages.success(request, ngettext("%(n)s groupe trouvé.", "%(n)s groupes trouvés.", count) % {"n": count})
        else:
            transaction.on_commit(lambda: async_task("maillage.organisations.jobs.find_duplicates"))
            messages.info(request, _("La recherche a commencé ; relisez cette page dans une minute."))
        return redirect("organisations:duplicates")


class SetApart(VerbPage):
    """« Ce sont deux organisations différentes »."""

    access = P.ORGANISATIONS_MERGE
    template = "organisations/duplicate_apart.html"
    submit = gettext_lazy("Elles sont différentes")

    def rows(self) -> QuerySet[Any]:
        return DuplicateGroup.objects.all()

    def members(self, obj: Any) -> list[Any]:
        found = list(may_merge(self.request.user).filter(pk__in=obj.ids))
        if len(found) < 2:
            raise Http404
        return found

    def title(self, obj: Any) -> Any:
        count = len(self.members(obj))
        return ngettext(
            "Cette organisation est-elle bien à part ?", "Ces %(n)s organisations sont-elles bien différentes ?", count
        ) % {"n": count}

    def consequences(self, obj: Any) -> list[str]:
        return [
            *(str(one) for one in self.members(obj)),
            _("Ce groupe ne vous sera plus proposé. Rien d’autre ne change."),
        ]

    def run(self, obj: Any, form: Any) -> str:
        merging.set_apart(organisations=self.members(obj), by=self.request.user)
        obj.delete()
        return _("C’est noté : elles sont différentes.")

    def done_url(self, obj: Any) -> str:
        return reverse("organisations:duplicates")


class ChooseOther(View):
    """From a page, or from a group: which one stays, which one joins it."""

    access = P.ORGANISATIONS_MERGE

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        one = get_object_or_404(may_merge(request.user), pk=pk)
        text = request.GET.get("q", "").replace("\x00", "").strip()[:200]
        return render(request, "organisations/merge_choose.html", {
            "title": _("Fusionner %(name)s avec une autre") % {"name": one}, "object": one, "text": text,
            "found": [(row, pages.place(row)) for row in self.matches(request, one, text)],
        })  # fmt: skip

    @staticmethod
    def matches(request: HttpRequest, one: Organisation, text: str) -> QuerySet[Any]:
        rows = may_merge(request.user).exclude(pk=one.pk).prefetch_related("places")
        if not text:
            alike = [pk for group in DuplicateGroup.objects.all()[:2000] if one.pk in group.ids for pk in group.ids]
            return rows.filter(pk__in=alike)[:MATCHES]
        number = Q(pk=int(text)) if text.isdecimal() and len(text) < 10 else Q()
        return rows.filter(Q(sort_name__contains=fold(text)) | Q(short_name__iexact=text) | number)[:MATCHES]


class MergePage(View):
    """The preview: field by field, what stays; what moves; then the merge."""

    access = P.ORGANISATIONS_MERGE

    def get(self, request: HttpRequest, kept: int, absorbed: int) -> HttpResponse:
        return self.page(request, *self.both(request, kept, absorbed))

    def post(self, request: HttpRequest, kept: int, absorbed: int) -> HttpResponse:
        one, other = self.both(request, kept, absorbed)
        seen = [row_number(part) for part in request.POST.get("seen", "").split("-")]
        choices = {name[7:]: value for name, value in request.POST.items()
                   if name.startswith("choice_") and value in ("kept", "absorbed")}  # fmt: skip
        try:
            merging.merge(kept=one, absorbed=other, choices=choices, by=request.user,
                          seen=(seen[0], seen[1]) if len(seen) == 2 else None)  # fmt: skip
        except ValidationError as error:
            one, other = self.both(request, kept, absorbed)
            return self.page(request, one, other, error.messages, choices, 409)
        messages.success(
            request, _("« %(absorbed)s » est fusionnée dans « %(kept)s ».") % {"absorbed": other, "kept": one}
        )
        return redirect(one.get_absolute_url())

    def both(self, request: HttpRequest, kept: int, absorbed: int) -> tuple[Organisation, Organisation]:
        rows = Organisation.objects.visible_to(request.user)
        return get_object_or_404(rows, pk=kept), get_object_or_404(rows, pk=absorbed)

    def page(self, request: HttpRequest, kept: Organisation, absorbed: Organisation, errors: Any = (),
             choices: dict[str, str] | None = None, status: int = 200) -> HttpResponse:  # fmt: skip
        refusals = list(merging.refused(kept, absorbed))
        return render(request, "organisations/merge.html", {
            "title": _("Fusionner deux fiches"), "kept": kept, "absorbed": absorbed, "refusals": refusals,
            "errors": [error for error in errors if error not in refusals], "seen": f"{kept.version}-{absorbed.version}",
            **(pages.preview(kept, absorbed, choices or {}) if not refusals else {}),
        }, status=409 if refusals and status == 200 and request.method == "POST" else status)  # fmt: skip


class Unmerge(VerbPage):
    access = P.ORGANISATIONS_MERGE
    submit = gettext_lazy("Défaire la fusion")
    dangerous = True

    def rows(self) -> QuerySet[Any]:
        seen = Organisation.objects.visible_to(self.request.user).values("pk")
        return Merge.objects.filter(kept__in=seen, absorbed__in=seen).select_related("kept", "absorbed")

    def title(self, obj: Any) -> Any:
        return _("Défaire la fusion de « %(absorbed)s » dans « %(kept)s »") % {
            "absorbed": obj.absorbed,
            "kept": obj.kept,
        }

    def refusal(self, obj: Any) -> str:
        return merging.cannot_part(obj, obj.kept, obj.absorbed)

    def consequences(self, obj: Any) -> list[str]:
        return [
            _("« %(name)s » redevient une fiche à part, avec ce qui lui était rattaché.") % {"name": obj.absorbed},
            _("Chaque champ changé par la fusion, et pas touché depuis, redevient ce qu’il était."),
            _("Ce qui a été ajouté ou changé depuis la fusion reste sur « %(name)s » ; cela vous sera dit.")
            % {"name": obj.kept},
        ]

    def run(self, obj: Any, form: Any) -> str:
        told = merging.unmerge(merge=obj, by=self.request.user)
        return " ".join([_("Fusion défaite."), *told])

    def done_url(self, obj: Any) -> str:
        return str(obj.kept.get_absolute_url())
