"""Counting by a signed link: a facilitator or a host says how many came, without an account."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _

from maillage.accounts.access import PUBLIC, access
from maillage.attendance import actions, links
from maillage.attendance.enums import Origin
from maillage.attendance.forms import STEPS, CountForm
from maillage.attendance.views.counting import grid_asked, saved_words, version_of


@access(PUBLIC)
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The count of one date. Opening the link changes nothing: software that reads mail opens links."""
    session = links.find(token)
    if session is None:
        raise Http404
    cancelled = session.cancelled_at or session.activity.cancelled_at
    closed = ""
    if cancelled:
        closed = _("Cette date est annulée : il n’y a personne à compter.")
    elif links.is_over(session):
        closed = _(
            "Ce lien ne sert plus : la date est passée depuis plus de 30 jours. Écrivez-nous pour corriger un nombre."
        )
    elif session.starts_at > now():
        closed = _(
            "La rencontre n’a pas commencé : revenez sur cette page quand elle aura lieu, le lien reste le même."
        )
    form, status = None, 410 if closed and not session.starts_at > now() else 200
    if not closed:
        form = CountForm(request.POST or None, session=session, grid=grid_asked(request))
        if request.method == "POST" and "bump" in request.POST:
            form = form.bumped(request.POST["bump"])
        elif request.method == "POST":
            if form.is_valid() and saved(request, form):
                return redirect("attendance:by_link", token)
            status = 422
    response = render(request, "attendance/by_link.html", {
        "title": _("Combien de personnes ?"), "session": session, "form": form, "closed": closed, "steps": STEPS,
    }, status=status)  # fmt: skip
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "same-origin"
    return response


def saved(request: HttpRequest, form: CountForm) -> bool:
    """Called with a valid form; what the verb refuses is said and nothing is lost."""
    said = form.said()
    if form.count:  # what the team alone writes stays
        said["note"] = form.count.note
    try:
        count = actions.record(session=form.session, by=None, origin=Origin.LINK, version=version_of(form), **said)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    messages.success(request, " ".join([saved_words(count), _("Merci !"), *actions.warnings(count)]))
    return True
