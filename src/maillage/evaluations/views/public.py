"""The page that a link or a QR code opens: one page, one sending, no name."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from maillage.accounts.access import PUBLIC, access
from maillage.accounts.addresses import heard
from maillage.core.public import cacheable
from maillage.evaluations import actions
from maillage.evaluations.enums import For
from maillage.evaluations.forms.answers import AnswerForm
from maillage.evaluations.models import Poll

PER_HOUR = 400  # sheets from one connection: three classes of a school answer from one address


def asked(code: str) -> Poll:
    return get_object_or_404(Poll.objects.select_related("activity", "questionnaire"), code=code)


@access(PUBLIC)
def evaluation(request: HttpRequest, code: str) -> HttpResponse:
    """The questions; sent, it thanks."""
    poll = asked(code)
    items = list(poll.questionnaire.items.filter(withdrawn=False)) if poll.is_open else []
    form = AnswerForm(request.POST or None, items=items)
    if request.method == "POST" and poll.is_open and form.is_valid():
        if request.POST.get("trap"):  # people never see this field; machines fill it
            return redirect("site:evaluation_thanks", code)
        if heard(request, f"evaluations:{poll.pk}") > PER_HOUR:
            form.add_error(None, _("Trop de réponses viennent de cette connexion : réessayez dans une heure."))
        else:
            actions.receive(poll=poll, key=form.cleaned_data["key"], values=form.values())
            return redirect("site:evaluation_thanks", code)
    response = render(request, "evaluations/evaluation.html", {
        "title": _("Votre avis"), "poll": poll, "form": form, "opened": bool(items),
        "known": poll.questionnaire.audience == For.TEACHER,
    }, status=422 if form.errors else 200)  # fmt: skip
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@access(PUBLIC)
@cacheable
def thanks(request: HttpRequest, code: str) -> HttpResponse:
    """It is received."""
    poll = asked(code)
    url = poll.activity.public_url if poll.activity.shows_publicly else ""
    return render(request, "evaluations/thanks.html", {"title": _("Merci"), "poll": poll, "activity_url": url})
