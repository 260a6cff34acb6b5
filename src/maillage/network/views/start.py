"""The first start: choose a profile, name the network and its first administrator. Open only while there is no network."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views import View

from maillage.accounts import links
from maillage.accounts.access import PUBLIC
from maillage.accounts.actions import create_first_administrator
from maillage.accounts.actions.people import send_invitation
from maillage.core import territories
from maillage.messages import gateway
from maillage.network import actions, current, start
from maillage.network.loader import ProfileError, load_profile, shipped
from maillage.network.profile import Profile
from maillage.network.reading import text
from maillage.network.start_form import StartForm


def cards() -> list[dict[str, Any]]:
    """The shipped profiles, as one chooses them."""
    found = []
    for name in shipped():
        profile = load_profile(name)
        found.append({
            "code": name, "name": text(profile.names.name), "sentence": text(profile.names.tagline),
            "country": territories.country_name(profile.country, get_language() or "fr"),
            "categories": [text(category.name) for category in profile.membership.categories],
        })  # fmt: skip
    return found


class Start(View):
    """One page, one sending, one transaction."""

    access = PUBLIC

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if current.exists():
            raise Http404
        start.code()
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page(request, StartForm(initial={"code": request.GET.get("code", "")[:40], "profile": "csi"}))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = StartForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.page(request, form, 422)
        try:
            link = self.create(form)
        except ProfileError as error:
            return self.page(request, form, 422, [str(problem) for problem in error.problems])
        except ValidationError as error:
            form.add_error(None, error)
            return self.page(request, form, 422)
        start.close()
        if link:
            return render(request, "network/started.html", {"title": _("Votre réseau est prêt"), "link": link})
        messages.success(request, _("Votre réseau est prêt. Connectez-vous."))
        return redirect("account_login")

    @transaction.atomic
    def create(self, form: StartForm) -> str:
        """The network and its first administrator; returns the link to show when no letter can leave."""
        if current.exists():
            raise Http404
        actions.adopt(profile=self.profile(form), by=None, note=str(_("Création du réseau")))
        given = form.cleaned_data
        user = create_first_administrator(given["email"], given["person"], given["password"] or None)
        if given["password"]:
            return ""
        if gateway.configured():
            send_invitation(user, None)
            return ""
        return links.make(user, invitation=True)

    @staticmethod
    def profile(form: StartForm) -> Profile:
        data = form.chosen().plain()
        for field, place in (("name", "name"), ("short_name", "short_name")):
            if form.cleaned_data[field]:
                data["names"][place] = {"fr": form.cleaned_data[field]}
        return actions.parsed(data)

    def page(self, request: HttpRequest, form: StartForm, status: int = 200, problems: Any = ()) -> HttpResponse:
        context = {"title": _("Premier départ"), "form": form, "cards": cards(), "problems": list(problems),
                   "chosen": form["profile"].value()}  # fmt: skip
        return render(request, "network/start.html", context, status=status)
