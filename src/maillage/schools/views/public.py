"""For teachers: what is offered, the request on one page without an account, the page where they follow and answer."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from maillage.accounts.access import PUBLIC, access
from maillage.accounts.addresses import heard
from maillage.core.asked import row_number
from maillage.core.public import cacheable
from maillage.evaluations.enums import Moment
from maillage.evaluations.models import Poll
from maillage.network import current
from maillage.organisations import words as places
from maillage.schools import actions, emails, levels, words
from maillage.schools.enums import PATH, RequestState
from maillage.schools.forms.request import RequestForm
from maillage.schools.models import Animation, SchoolRequest

PER_HOUR = 12  # requests from one address: a school has one for all its teachers
S = RequestState


@access(PUBLIC)
@cacheable
def workshops(request: HttpRequest) -> HttpResponse:
    """What teachers may ask for, by level and theme."""
    current.or_404()
    rows = list(Animation.objects.offered().select_related("kit"))
    level, theme = request.GET.get("niveau", ""), request.GET.get("theme", "")
    shown = [row for row in rows if (not level or level in row.levels) and (not theme or theme in row.themes)]
    used_levels, used = {code for row in rows for code in row.levels}, {code for row in rows for code in row.themes}
    return render(request, "schools/workshops.html", {
        "title": _("Une animation dans votre classe"), "level": level, "theme": theme, "narrowed": bool(level or theme),
        "entries": [{"row": row, "levels": levels.labels(row.levels), "themes": [places.theme_label(code) for code in row.themes],
                     "languages": [words.language_label(code) for code in row.languages]} for row in shown],
        "levels": [pair for pair in levels.choices() if pair[0] in used_levels],
        "themes": [pair for pair in places.theme_choices() if pair[0] in used],
    })  # fmt: skip


@access(PUBLIC)
@csrf_exempt  # a visitor has no session, so nothing that another site could borrow; and the page no cookie
def ask(request: HttpRequest) -> HttpResponse:
    """One page, one sending. The same form sent twice is one request."""
    current.or_404()
    form = RequestForm(request.POST or None, initial={"animation": row_number(request.GET.get("animation")) or None})
    if request.method == "POST" and form.is_valid():
        if request.POST.get("trap"):  # people never see this field; machines fill it
            return redirect("site:workshops")
        data = form.cleaned_data
        if not SchoolRequest.objects.filter(key=data["key"]).exists() and heard(request, "schools:ask") > PER_HOUR:
            form.add_error(None, _("Trop de demandes viennent de cette connexion : réessayez dans une heure."))
        else:
            values = {**form.values(), "key": data["key"], "contact_language": (get_language() or "fr")[:2]}
            try:
                made = actions.ask(values=values, groups=data["groups"], slots=data["slots"])
            except ValidationError as error:
                form.add_error(None, error)
            else:
                messages.success(request, _("Votre demande est envoyée : nous vous répondons par courriel."))
                return redirect("schools:follow", made.token)
    return render(request, "schools/ask.html", {"title": _("Demander une animation"), "form": form, "back": reverse("site:workshops")},
                  status=422 if form.errors else 200)  # fmt: skip


def followed(token: str) -> SchoolRequest:
    return get_object_or_404(SchoolRequest.objects.select_related("school__organisation", "animation"), token=token)


@access(PUBLIC)
def follow(request: HttpRequest, token: str) -> HttpResponse:
    """The teacher's own page; only what is sent from it changes anything, never what is opened."""
    asked = followed(token)
    with override(asked.contact_language):
        if request.method == "POST":
            act(request, asked)
            return redirect("schools:follow", token)
        return private(page(request, asked))


def page(request: HttpRequest, asked: SchoolRequest) -> HttpResponse:
    state = S(asked.state)
    shown = asked.state in (S.PROPOSED, S.CONFIRMED, S.HELD, S.COUNTED, S.EVALUATED)
    visits = emails.visits_of(asked) if shown else []
    last = asked.steps.filter(state=asked.state).last()
    return render(request, "schools/follow.html", {
        "title": _("Votre demande d’animation"), "asked": asked, "tag": words.state_tag(asked), "subject": words.subject(asked),
        "path": [one.label for one in PATH[:4]], "step": min(PATH.index(state) + 1, 4) if state in PATH else 0,
        "visits": emails.lines_of(visits, names=True), "groups": asked.groups.all(), "slots": asked.slots.all(),
        "word": last.word if last and asked.state in (S.PROPOSED, S.DECLINED, S.CANCELLED) else "",
        "polls": polls_of(asked) if asked.state in (S.HELD, S.COUNTED, S.EVALUATED) else [],
        "may_change": asked.state == S.ASKED and asked.purged_at is None,
        "may_cancel": state.can_become(S.CANCELLED), "language": words.language_label(asked.language),
    })  # fmt: skip


def polls_of(asked: SchoolRequest) -> list[tuple[str, str]]:
    """The evaluations of the class that one may still answer: whom each is for, and its address."""
    rows = Poll.objects.open().filter(activity=asked.activity_id, moment=Moment.AFTER).select_related("questionnaire")
    return [(row.questionnaire.get_audience_display(), reverse("site:evaluation", args=[row.code])) for row in rows]


def private(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "same-origin"
    return response


def act(request: HttpRequest, asked: SchoolRequest) -> None:
    """What the teacher answers; what is refused is said."""
    word = request.POST.get("word", "").replace("\x00", "")[:2000]
    try:
        match request.POST.get("do"):
            case "accept":
                actions.accept(request=asked)
                messages.success(request, _("Merci : c’est confirmé."))
            case "otherwise":
                actions.ask_otherwise(request=asked, word=word)
                messages.success(request, _("C’est noté : nous vous proposerons autre chose."))
            case "cancel":
                actions.cancel(request=asked, reason=word)
                messages.success(request, _("Votre demande est annulée."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))


@access(PUBLIC)
def rewrite(request: HttpRequest, token: str) -> HttpResponse:
    """Change what was asked, until it is proposed."""
    asked = followed(token)
    with override(asked.contact_language):
        if asked.state != S.ASKED or asked.purged_at:
            messages.error(request, _("Cette demande ne se change plus ici : écrivez-nous."))
            return redirect("schools:follow", token)
        form = RequestForm(request.POST or None, request=asked)
        if request.method == "POST" and form.is_valid():
            data = form.cleaned_data
            try:
                actions.change(request=asked, values=form.values(), groups=data["groups"], slots=data["slots"])
            except ValidationError as error:
                form.add_error(None, error)
            else:
                messages.success(request, _("C’est enregistré."))
                return redirect("schools:follow", token)
        context: dict[str, Any] = {
            "title": _("Changer ma demande"),
            "form": form,
            "back": reverse("schools:follow", args=[token]),
        }
        return private(render(request, "schools/ask.html", context, status=422 if form.errors else 200))
