"""The notice in Gestion: what is checked, sending it, its proof person by person, the letters."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from maillage.accounts.access import access, who
from maillage.accounts.roles import Permission as P
from maillage.assemblies import checking, delays, jobs, law, letters, recipients, words
from maillage.assemblies.actions import call, notices
from maillage.assemblies.enums import DeliveryRoute, DeliveryState, NoticeKind
from maillage.assemblies.forms.calling import NoticeForm
from maillage.assemblies.models import Assembly, Notice, NoticeDelivery
from maillage.assemblies.views.agenda import assembly_of
from maillage.assemblies.views.manage import AssemblyVerb
from maillage.desk.views.verbs import VerbPage
from maillage.members.words import person_name

SHOWN = 500


@access(P.ASSEMBLIES_VIEW)
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Before: what is checked, and sending. After: who got it, how, when."""
    assembly = assembly_of(request, pk)
    return _proof(request, assembly) if assembly.called_at else _check(request, assembly)


@access(P.ASSEMBLIES_EDIT)
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Send it, with what was typed."""
    assembly = assembly_of(request, pk)
    return redirect("assemblies:notice", pk) if assembly.called_at else _check(request, assembly)


def _check(request: HttpRequest, assembly: Assembly) -> HttpResponse:
    found, user = checking.findings(assembly), who(request)
    standing = law.standing(assembly, localdate())
    options = {
        "short": standing is not None and standing.state == delays.Delay.SHORT,
        "warned": any(one.level == "warning" for one in found),
    }
    may = user.can(P.ASSEMBLIES_EDIT) and checking.may_leave(found) and not assembly.is_over
    form = NoticeForm(request.POST if request.method == "POST" and may else None, **options)
    if request.method == "POST" and may and form.is_valid():
        try:
            sent = call.send_notice(assembly=assembly, by=user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, notices.said(sent.deliveries.count()))
            return redirect("assemblies:notice", assembly.pk)
    people = recipients.of(assembly) if assembly.roll is None or assembly.roll.state != "draft" else []
    return render(request, "assemblies/notice_check.html", {
        "title": _("Vérifier et convoquer"), "assembly": assembly, "findings": found, "form": form, "may": may,
        "people": len(people), "due": law.notice_due(assembly), "second": assembly.second_of,
    }, status=422 if form.errors else 200)  # fmt: skip


def _proof(request: HttpRequest, assembly: Assembly) -> HttpResponse:
    user = who(request)
    jobs.follow()
    sent = list(
        assembly.notices.select_related("letters", "sent_by").annotate(count=Count("deliveries")).order_by("-number")
    )
    first = next(one for one in sent if one.kind == NoticeKind.NOTICE)
    shown = next((one for one in sent if str(one.number) == request.GET.get("avis")), first)
    rows = NoticeDelivery.objects.filter(notice=shown).select_related(
        "person", "member__organisation", "member__person"
    )
    counted = dict(rows.order_by().values_list("state").annotate(n=Count("pk")))
    states = [(state, counted.get(state.value, 0)) for state in DeliveryState]
    asked = request.GET.get("etat", "")
    if asked in DeliveryState.values:
        rows = rows.filter(state=asked)
    waiting = [
        (one, one.deliveries.filter(route=DeliveryRoute.LETTER).count(),
         one.deliveries.filter(route=DeliveryRoute.LETTER, state=DeliveryState.QUEUED).count())
        for one in sent
    ]  # fmt: skip
    return render(request, "assemblies/notice.html", {
        "title": _("Convocation"), "assembly": assembly, "notice": first, "shown": shown, "notices": sent, "states": states, "asked": asked,
        "rows": [told(one, user) for one in rows[:SHOWN]],
        "more": max(0, rows.count() - SHOWN), "edit": user.can(P.ASSEMBLIES_EDIT),
        "letters": [line for line in waiting if line[1]], "told": call.must_be_told(assembly),
        "missing": 0 if assembly.is_over or assembly.is_running else notices.missing(assembly), "sum": sum(counted.values()),
    })  # fmt: skip


def told(one: NoticeDelivery, reader: Any) -> tuple[NoticeDelivery, str, str]:
    """A sending with its names, as this reader may read them."""
    of = words.member_name(one.member, reader) if one.member else ""
    name = person_name(one.person, reader) if one.person else of or one.name
    return one, name, of if one.member and one.member.organisation else ""


class Complete(AssemblyVerb):
    """Send it to those added since."""

    submit = lazy("Convoquer")

    def title(self, obj: Assembly) -> str:
        return _("Convoquer les personnes ajoutées depuis")

    def consequences(self, obj: Assembly) -> list[str]:
        return [_("La même convocation part à qui ne l’a pas reçue ; personne ne la reçoit deux fois.")]

    def refusal(self, obj: Assembly) -> str:
        return "" if obj.called_at else _("La convocation n’est pas encore partie.")

    def run(self, obj: Assembly, form: Any) -> str:
        count = notices.complete(assembly=obj, by=self.request.user)
        return notices.said(count) if count else _("Toutes les personnes à convoquer l’ont été.")

    def done_url(self, obj: Assembly) -> str:
        return reverse("assemblies:notice", args=[obj.pk])


class Tell(Complete):
    """Tell everyone of a new day or place."""

    submit = lazy("Annoncer le changement")

    def title(self, obj: Assembly) -> str:
        return _("Annoncer le changement de « %(title)s »") % {"title": obj.title}

    def form(self, obj: Assembly, data: Any = None, files: Any = None) -> NoticeForm:
        given = notices.new_day(obj)
        return NoticeForm(data, short=given is not None and given.state == delays.Delay.SHORT, warned=False)

    def consequences(self, obj: Assembly) -> list[str]:
        given = notices.new_day(obj)
        said = [_("Chaque personne convoquée reçoit la nouvelle date et le nouveau lieu.")]
        if given is not None and given.asked:
            said.append(_("Le délai court à nouveau : %(given)s jours francs, %(asked)s demandés.") % {
                "given": given.given, "asked": given.asked})  # fmt: skip
        return said

    def run(self, obj: Assembly, form: NoticeForm) -> str:
        told = notices.tell(assembly=obj, kind=NoticeKind.CHANGE, by=self.request.user, **form.cleaned_data)
        return notices.said(told.deliveries.count())


def _notice(request: HttpRequest, pk: int) -> Notice:
    seen = Assembly.objects.visible_to(request.user)
    return get_object_or_404(Notice.objects.filter(assembly__in=seen).select_related("assembly"), pk=pk)


@access(P.ASSEMBLIES_EDIT)
def letters_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The letters to print, one page or more for each person."""
    row = _notice(request, pk)
    deliveries = list(letters.waiting(row))
    if not deliveries:
        messages.info(request, _("Personne ne reçoit cet avis par lettre."))
        return redirect("assemblies:notice", row.assembly_id)
    response = HttpResponse(letters.render(row, deliveries), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="convocation-{row.assembly_id}-{row.number}.pdf"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


class Posted(VerbPage):
    """The letters were posted."""

    access = P.ASSEMBLIES_EDIT
    submit = lazy("Noter l’envoi")

    def rows(self) -> QuerySet[Notice]:
        seen = Assembly.objects.visible_to(self.request.user)
        return Notice.objects.filter(assembly__in=seen).select_related("assembly")

    def title(self, obj: Notice) -> str:
        return _("Les lettres sont postées")

    def consequences(self, obj: Notice) -> list[str]:
        return [_("Le fichier des lettres est gardé comme preuve ; chaque lettre est notée partie aujourd’hui.")]

    def run(self, obj: Notice, form: Any) -> str:
        content = letters.render(obj, list(letters.waiting(obj)))
        count = notices.posted(notice=obj, content=content, by=self.request.user)
        return ngettext("%(n)s lettre notée partie.", "%(n)s lettres notées parties.", count) % {"n": count}


class ByLetter(VerbPage):
    """An e-mail came back: a letter instead."""

    access = P.ASSEMBLIES_EDIT
    submit = lazy("Envoyer une lettre")

    def rows(self) -> QuerySet[NoticeDelivery]:
        return NoticeDelivery.objects.visible_to(self.request.user).select_related("notice__assembly", "person")

    def title(self, obj: NoticeDelivery) -> str:
        return _("Le courriel est revenu : envoyer une lettre")

    def consequences(self, obj: NoticeDelivery) -> list[str]:
        return [_("Sa lettre rejoint celles à imprimer et à poster ; le retour du courriel reste noté.")]

    def refusal(self, obj: NoticeDelivery) -> str:
        return "" if obj.state == DeliveryState.BOUNCED else _("Ce courriel n’est pas revenu.")

    def run(self, obj: NoticeDelivery, form: Any) -> str:
        notices.by_letter(delivery=obj, by=self.request.user)
        return _("La lettre est à imprimer et à poster.")

    def done_url(self, obj: NoticeDelivery) -> str:
        return f"{reverse('assemblies:notice', args=[obj.notice.assembly_id])}?avis={obj.notice.number}"
