"""The public path to joining: categories and what they cost, the form, the page where one follows one's application."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from maillage.accounts.access import PUBLIC, access
from maillage.accounts.addresses import heard
from maillage.core.public import cacheable
from maillage.members import actions, answers, examples, words
from maillage.members.enums import ApplicationState
from maillage.members.forms.application import ApplicationForm
from maillage.members.models import Application
from maillage.network import current
from maillage.network.membership import Category

PER_HOUR = 10  # drafts begun from one address


def open_category(code: str) -> Category:
    current.or_404()
    try:
        return current.profile().category(code)
    except KeyError as error:
        raise Http404 from error


@access(PUBLIC)
@cacheable
def apply(request: HttpRequest) -> HttpResponse:
    """Each category: who it is for, its rights, its dues with examples, what it asks."""
    current.or_404()
    lang = words.lang()
    found = [
        {
            "code": one.code, "name": one.name.text(lang), "text": one.description.text(lang),
            "doors": [words.DOORS[door] for door in words.DOORS if getattr(one.rights, door)],
            "documents": [item.name.text(lang) for item in one.admission.documents],
            "sponsors": one.admission.sponsors, "charter": one.admission.sign_charter,
            "ratified": one.admission.ratified_by_assembly, "examples": examples.of(one.code),
        }
        for one in current.profile().membership.categories
    ]  # fmt: skip
    return render(request, "members/apply.html", {"title": _("Adhérer"), "categories": found})


@access(PUBLIC)
def apply_to(request: HttpRequest, code: str) -> HttpResponse:
    """The form of a category. Sent, it is a draft with its private page: nothing is lost."""
    category = open_category(code)
    form = ApplicationForm(request.POST or None, category=category)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if request.POST.get("trap"):  # people never see this field; machines fill it
            return redirect("site:apply")
        if not Application.objects.filter(key=data["key"]).exists() and heard(request, "members:apply") > PER_HOUR:
            form.add_error(None, _("Trop de demandes viennent de cette connexion : réessayez dans une heure."))
        else:
            values = {**data["values"], "language": get_language() or "fr"}
            try:
                application = actions.begin_application(category=code, values=values, key=data["key"])
                if "sponsors" in form.fields:
                    actions.ask_sponsors(application=application, members=data["sponsors"])
            except ValidationError as error:
                form.add_error(None, error)
            else:
                return redirect("members:follow", application.token)
    status = 422 if form.errors else 200
    return render(request, "members/apply_to.html", {
        "title": _("Adhérer : %(category)s") % {"category": category.name.text(words.lang())}, "form": form,
        "steps": [_("Renseignements"), _("Pièces et charte"), _("Envoi")],
    }, status=status)  # fmt: skip


def followed(token: str) -> Application:
    return get_object_or_404(Application, token=token)


@access(PUBLIC)
def follow(request: HttpRequest, token: str) -> HttpResponse:
    """The applicant's own page: what is missing, where it stands; nobody else has its address."""
    application = followed(token)
    with override(application.language):
        if request.method == "POST":
            act(request, application)
            return redirect("members:follow", token)
        return page(request, application)


def page(request: HttpRequest, application: Application) -> HttpResponse:
    writable = application.state in (ApplicationState.DRAFT, ApplicationState.INCOMPLETE)
    documents = answers.documents(application)
    admission = answers.admission(application)
    charter = current.profile().charter if admission.sign_charter else None
    missing = [name for _code, name, document in documents if document is None]
    response = render(request, "members/follow.html", {
        "title": _("Votre demande d’adhésion"), "application": application, "writable": writable,
        "category": words.category(application.category), "state": words.application_state(application),
        "path": answers.path(application), "steps": application.steps.all(), "documents": documents,
        "charter": charter and examples.charter(charter), "missing": missing, "answers": answers.told(application.answers),
        "sponsors": application.sponsors.select_related("member__organisation", "member__person"),
        "may_withdraw": ApplicationState(application.state).can_become(ApplicationState.WITHDRAWN),
    })  # fmt: skip
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "no-referrer" if request.method == "GET" and not writable else "same-origin"
    return response


def act(request: HttpRequest, application: Application) -> None:
    """One of the things an applicant does; what is refused is said, and nothing is lost."""
    try:
        match request.POST.get("do"):
            case "document":
                upload = request.FILES.get("upload")
                if upload is None:
                    raise ValidationError(_("Choisissez d’abord un fichier."))
                actions.give_document(application=application, code=request.POST.get("code", ""), upload=upload)
                messages.success(request, _("La pièce est déposée."))
            case "charter":
                if not request.POST.get("agreed"):
                    raise ValidationError(_("Cochez la case pour signer la charte."))
                actions.sign_charter(application=application)
                messages.success(request, _("La charte est signée."))
            case "send":
                actions.submit_application(application=application, on=localdate())
                messages.success(request, _("Votre demande est envoyée."))
            case "withdraw":
                actions.withdraw_application(application=application, on=localdate())
                messages.success(request, _("Votre demande est retirée."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))


@access(PUBLIC)
def rewrite(request: HttpRequest, token: str) -> HttpResponse:
    """Change what was written, while the application is a draft or sent back."""
    application = followed(token)
    with override(application.language):
        category = open_category(application.category)
        form = ApplicationForm(request.POST or None, category=category, application=application)
        if request.method == "POST" and form.is_valid():
            try:
                actions.write_application(application=application, values=form.cleaned_data["values"])
                if "sponsors" in form.fields:
                    actions.ask_sponsors(application=application, members=form.cleaned_data["sponsors"])
            except ValidationError as error:
                form.add_error(None, error)
            else:
                messages.success(request, _("C’est enregistré."))
                return redirect("members:follow", token)
        context: dict[str, Any] = {"title": _("Votre demande d’adhésion"), "form": form,
                                   "back": reverse("members:follow", args=[token])}  # fmt: skip
        return render(request, "members/rewrite.html", context, status=422 if form.errors else 200)
