"""The keys of the API in Gestion: who made them, what they read, until when; make one, take one back."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from maillage.accounts.roles import Permission
from maillage.api import actions
from maillage.api.forms import TokenForm
from maillage.api.models import Token
from maillage.desk.columns import Column, tag
from maillage.desk.filters import Filter
from maillage.desk.views.details import DetailPage
from maillage.desk.views.edits import EditPage
from maillage.desk.views.lists import Empty, Link, ListPage
from maillage.desk.views.verbs import VerbPage

STATES = {
    "open": gettext_lazy("En service"),
    "expired": gettext_lazy("Date passée"),
    "revoked": pgettext_lazy("clé", "Retirée"),
}
TONES = {"open": "ok", "expired": "nu", "revoked": "nu"}


def state_tag(token: Token) -> SafeString:
    return tag(STATES[token.state], TONES[token.state])


def by_state(rows: QuerySet[Token], value: str) -> QuerySet[Token]:
    return {
        "open": rows.filter(revoked_at=None, expires_on__gte=localdate()),
        "expired": rows.filter(revoked_at=None, expires_on__lt=localdate()),
        "revoked": rows.exclude(revoked_at=None),
    }[value]


def by_name(rows: QuerySet[Token], value: str) -> QuerySet[Token]:
    return rows.filter(name__icontains=value)


class Tokens(ListPage):
    access = Permission.API_TOKENS
    title = gettext_lazy("Clés de l’API")
    intro = gettext_lazy("Une clé permet à un programme de lire l’annuaire. Elle ne permet jamais d’écrire.")
    page_name = "api:tokens"
    default_sort = "-created_at"
    columns = (
        Column("name", gettext_lazy("À quoi elle sert"), sort=("name",), link=True, note=lambda t: t.start),
        Column("scopes", gettext_lazy("Ce qu’elle lit"), value=lambda t: " ; ".join(t.scope_labels)),
        Column("state", gettext_lazy("État"), value=lambda t: STATES[t.state], cell=state_tag),
        Column("created_by", gettext_lazy("Faite par"), value=lambda t: t.created_by or ""),
        Column("created_at", gettext_lazy("Faite le"), sort=("created_at",), default=False),
        Column("last_used_on", gettext_lazy("Dernier usage"), sort=("last_used_on",)),
        Column("expires_on", gettext_lazy("Valable jusqu’au"), sort=("expires_on",)),
    )
    filters = (
        Filter("q", gettext_lazy("À quoi elle sert"), kind="search", apply=by_name),
        Filter("etat", gettext_lazy("État"), choices=STATES.items(), apply=by_state),
    )
    links = (Link(gettext_lazy("Faire une clé"), "api:token_create", Permission.API_TOKENS, primary=True),)
    empty = Empty(
        gettext_lazy("Aucune clé"),
        gettext_lazy("Ce qui est public se lit sans clé. Faites-en une pour un programme qui doit lire davantage."),
        links[0],
    )

    def rows(self) -> QuerySet[Token]:
        return Token.objects.visible_to(self.request.user).select_related("created_by")


class TokenPage(DetailPage):
    access = Permission.API_TOKENS
    page = "token"
    template = "api/token.html"

    def rows(self) -> QuerySet[Token]:
        return Token.objects.visible_to(self.request.user).select_related("created_by")

    def extra(self, obj: Token) -> dict[str, Any]:
        return {"state": state_tag(obj)}


class Create(EditPage):
    access = Permission.API_TOKENS
    submit = gettext_lazy("Faire la clé")
    form_class = TokenForm
    secret = ""

    def title(self, obj: Any) -> str:
        return _("Faire une clé de l’API")

    def form(self, obj: Any, data: Any = None, files: Any = None) -> TokenForm:
        return TokenForm(data, user=self.request.user)

    def save(self, form: TokenForm, obj: Any) -> Token:
        token, self.secret = actions.create_token(by=self.request.user, **form.chosen())
        return token

    def done(self, saved: Token) -> str:
        self.saved = saved
        return _("La clé est faite.")

    def post(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        """The whole key is in this answer and nowhere else: no message, no session, no address keeps it."""
        answer = super().post(request, pk)
        if not self.secret:
            return answer
        shown = render(request, "api/secret.html", {"title": _("La clé est faite"), "token": self.saved,
                                                    "secret": self.secret})  # fmt: skip
        shown["Cache-Control"] = "private, no-store"
        return shown


class Revoke(VerbPage):
    access = Permission.API_TOKENS
    submit = gettext_lazy("Retirer la clé")
    dangerous = True

    def rows(self) -> QuerySet[Token]:
        return Token.objects.visible_to(self.request.user)

    def title(self, obj: Token) -> str:
        return _("Retirer la clé « %(name)s »") % {"name": obj}

    def refusal(self, obj: Token) -> str:
        return _("Cette clé est déjà retirée.") if obj.revoked_at else ""

    def consequences(self, obj: Token) -> Iterable[str]:
        return [
            _("Les programmes qui s’en servent sont refusés, à l’instant."),
            _("Cela ne se défait pas : il faudra faire une autre clé."),
        ]

    def run(self, obj: Token, form: Any) -> str:
        actions.revoke_token(token=obj, by=self.request.user)
        return _("La clé « %(name)s » est retirée.") % {"name": obj}
