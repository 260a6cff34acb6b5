"""The form of a report: whole or by short pages, with or without a script, by an account or by a link."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import activate
from django.utils.translation import gettext as _
from django.views import View

from maillage.accounts.access import PUBLIC, SIGNED_IN, who
from maillage.accounts.middleware import LANGUAGE
from maillage.desk.views import kept as keeping
from maillage.fieldwork import actions, reading, style, words
from maillage.fieldwork.actions import links as links_of
from maillage.fieldwork.enums import Part
from maillage.fieldwork.holding import Holder
from maillage.fieldwork.models import PartnerReport, ReportLink
from maillage.fieldwork.sheet import Sheet, new_key
from maillage.fieldwork.views import files_sent
from maillage.fieldwork.views.worker import worker_url

SCRIPT = "X-Terrain"  # the header of what our script sends
KEPT, SENT, ASIDE, REFUSED, OVER, SESSION = "kept", "sent", "aside", "refused", "over", "session"


def by_script(request: HttpRequest) -> bool:
    return SCRIPT in request.headers


class OfReport(View):
    """What the pages of a report share: whose it is, headers, what happens when a session ends under it."""

    access = SIGNED_IN

    def holder(self, **kwargs: Any) -> Holder:
        user = who(self.request)
        rows = PartnerReport.objects.own(user).select_related("project", "organisation")
        return Holder(get_object_or_404(rows, pk=kwargs["pk"]), by=user)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        response = super().dispatch(request, *args, **kwargs)
        add_never_cache_headers(response)
        return style.light(response)

    @staticmethod
    def session_ended(request: HttpRequest) -> HttpResponse | None:
        """A script keeps its draft on the phone and is told; a page's text is kept here a day."""
        if by_script(request):
            return JsonResponse({"state": SESSION, "text": _("La session est terminée : votre texte reste sur ce téléphone.")},
                                status=401)  # fmt: skip
        return keeping.keep_and_return(request)


class Write(OfReport):
    """The form."""

    def get(self, request: HttpRequest, part: str = "", **kwargs: Any) -> HttpResponse:
        holder, kept = self.holder(**kwargs), keeping.kept_for(request)
        typed = {name: values[-1] for name, values in kept.data.items() if values} if kept else {}
        if typed:
            messages.info(request, _("Votre session s’était terminée : voici ce que vous aviez écrit."))
        return self.page(holder, Sheet(holder.report, of_part(part), typed=typed))

    def post(self, request: HttpRequest, part: str = "", **kwargs: Any) -> HttpResponse:
        holder = self.holder(**kwargs)
        sheet = Sheet(holder.report, of_part(part))
        found = reading.read(request.POST.dict(), sheet)
        if found.errors:
            sheet.typed, sheet.errors = request.POST.dict(), found.errors
            return self.refused(holder, sheet, [])
        try:
            outcome = actions.write_report(report=holder.report, sent=found.sent, by=holder.by)
        except ValidationError as error:
            sheet.typed = request.POST.dict()
            return self.refused(holder, sheet, error.messages)
        keeping.forget(request)
        faults = files_sent.take(request, holder) if holder.report.stage.writable else []
        if outcome.aside is not None:
            return self.answer(holder, ASIDE, holder.copy(outcome.aside), aside_words(outcome.report), faults)
        if request.POST.get("do") != "send" or faults:
            said = _("C’est enregistré. Rien n’est encore envoyé à l’équipe.")
            on = following(request.POST.get("part", "")) if request.POST.get("do") == "next" and not faults else ""
            return self.answer(holder, KEPT, holder.part(on) if on else request.get_full_path(), said, faults)
        return self.send(holder, part)

    def send(self, holder: Holder, part: str) -> HttpResponse:
        try:
            actions.submit_report(report=holder.report, by=holder.by)
        except ValidationError as error:
            holder.report.refresh_from_db()
            return self.refused(holder, Sheet(holder.report, of_part(part)), error.messages)
        return self.answer(holder, SENT, holder.start, _("Votre rapport est envoyé. Merci !"), [])

    def answer(self, holder: Holder, state: str, url: str, text: str, faults: list[str]) -> HttpResponse:
        if by_script(self.request):
            holder.report.refresh_from_db()
            return JsonResponse({"state": state, "version": holder.report.version, "text": " ".join([text, *faults]), "url": url,
                                 "key": new_key()})  # fmt: skip
        (messages.warning if state == ASIDE else messages.success)(self.request, text)
        for fault in faults:
            messages.error(self.request, fault)
        return redirect(url)

    def refused(self, holder: Holder, sheet: Sheet, sentences: list[str]) -> HttpResponse:
        if by_script(self.request):
            return JsonResponse({"state": REFUSED, "text": " ".join(sentences), "errors": dict(sheet.errors),
                                 "version": holder.report.version}, status=422)  # fmt: skip
        return self.page(holder, sheet, sentences, status=422)

    def page(self, holder: Holder, sheet: Sheet, sentences: list[str] | None = None, status: int = 200) -> HttpResponse:
        report = holder.report
        shown = "fieldwork/write.html" if report.stage.writable else "fieldwork/sent.html"
        version = sheet.typed.get("version", report.version) if sheet.typed else report.version
        return render(self.request, shown, {
            "title": _("Rapport : %(period)s") % {"period": report}, "report": report, "holder": holder, "sheet": sheet,
            "parts": [(part, holder.part(part), sheet.part == part) for part in Part], "sentences": sentences or [],
            "key": sheet.typed.get("key") or new_key(), "version": version, "copies": copies(holder), "worker": worker_url(),
            "photos": list(report.photos.all()), "critical_style": style.STYLE, "home": holder.link is None,
            "told": {} if report.stage.writable else words.whole(report), "following": following(sheet.part),
        }, status=status)  # fmt: skip


def of_part(part: str) -> str:
    if part and part not in Part.values:
        raise Http404
    return part


def following(part: str) -> str:
    """The short page after this one; nothing after the last, nor from the whole form."""
    order = Part.values
    return order[order.index(part) + 1] if part in order[:-1] else ""


def copies(holder: Holder) -> list[str]:
    """Addresses of what waits to be chosen."""
    return [holder.copy(one) for one in holder.report.copies.filter(settled_at=None)]


def aside_words(report: PartnerReport) -> str:
    if report.stage.writable:
        return _("Un autre téléphone a changé les mêmes réponses : les deux sont gardées, choisissez.")
    return _(
        "Ce rapport était déjà envoyé : ce que ce téléphone portait d’autre est gardé à côté, et l’équipe le voit."
    )


class Entrusted:
    """The same pages, held by a link."""

    access = PUBLIC
    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        link = links_of.find(kwargs["token"])
        if link is None:
            raise Http404
        if not request.user.is_authenticated and request.GET.get(LANGUAGE) not in dict(settings.LANGUAGES):
            activate(link.report.language)
            request.LANGUAGE_CODE = link.report.language  # type: ignore[attr-defined]
        response = super().dispatch(request, *args, **kwargs) if link.is_usable else over(request, link)  # type: ignore[misc]
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return style.light(response)

    def holder(self, **kwargs: Any) -> Holder:
        link = links_of.find(kwargs["token"])
        if link is None or not link.is_usable:
            raise Http404
        user: Any = self.request.user
        asked = self.request.GET.get(LANGUAGE, "")
        language = asked if asked in dict(settings.LANGUAGES) and not user.is_authenticated else ""
        return Holder(link.report, by=user if user.is_authenticated else None, link=link, language=language)

    @staticmethod
    def session_ended(request: HttpRequest) -> HttpResponse | None:
        """The page was too old to be trusted: its text is shown again on the same page; nobody has to sign in."""
        if by_script(request):
            return OfReport.session_ended(request)
        response = keeping.keep_and_return(request)
        if response is not None:
            response.headers["Location"] = f"{request.path}?reprise={response.cookies[keeping.COOKIE].value}"
        return response


def over(request: HttpRequest, link: ReportLink) -> HttpResponse:
    """A link that opens nothing more: what was typed with it is kept for the team, unless it was taken back."""
    kept = False
    typed = {
        name: value for name, value in request.POST.items() if name in ("done", "needs", "story") and value.strip()
    }
    if request.method == "POST" and link.revoked_at is None:
        sheet = Sheet(link.report)
        found = reading.read(request.POST.dict(), sheet)
        if not found.errors:
            try:
                actions.write_report(report=link.report, sent=found.sent, by=None, late=True)
                kept = True
            except ValidationError:
                pass
    text = _("Ce lien ne sert plus. Demandez-en un autre à la personne qui vous l’a donné.")
    if by_script(request):
        return JsonResponse({"state": OVER, "text": text}, status=410)
    response = render(request, "fieldwork/over.html", {"title": _("Ce lien ne sert plus"), "text": text, "kept": kept,
                                                      "typed": typed, "critical_style": style.STYLE}, status=410)  # fmt: skip
    add_never_cache_headers(response)
    return response


class EntrustedWrite(Entrusted, Write):
    pass
