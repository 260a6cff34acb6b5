"""The door of every address of the API: methods, keys, limits, parameters, and what the answer carries."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from maillage.accounts.access import PUBLIC, access
from maillage.accounts.addresses import address_of
from maillage.api import limits, tokens
from maillage.api.models import Token
from maillage.api.problems import Problem, told
from maillage.api.sight import Sight
from maillage.core.public import cacheable
from maillage.network import current

View = Callable[..., HttpResponse]
METHODS = "GET, HEAD"


def door(view: View, parameters: Iterable[str]) -> View:
    """Open to all: without a key, what anyone may see; a key widens the sight, and nothing else does."""
    known = frozenset(parameters)
    public = cacheable(view)

    @csrf_exempt
    @access(PUBLIC)
    @wraps(view)
    def opened(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        anonymous = "HTTP_AUTHORIZATION" not in request.META
        asked, response = request.method, None
        try:
            request.sight = check(request, known)  # type: ignore[attr-defined]
            request.method = "GET"
            response = (public if anonymous else view)(request, **kwargs)
        except Problem as problem:
            response = told(problem)
        finally:
            request.method = asked
        return dressed(response, anonymous and asked in ("GET", "HEAD"))

    return opened


def dressed(response: HttpResponse, open_to_all: bool) -> HttpResponse:
    """Any site may read what anyone may; what a key reads stays with the one who shows it."""
    if open_to_all:
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "Retry-After"
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
    else:
        patch_cache_control(response, private=True, no_store=True)
    response["Vary"] = "Authorization"
    return response


def check(request: HttpRequest, known: frozenset[str]) -> Sight:
    """What this request may see. Raises a Problem when it may not pass."""
    if request.method not in ("GET", "HEAD"):
        raise Problem(405, _("Cette interface se lit seulement : GET ou HEAD."), headers={"Allow": METHODS})
    token = key_of(request)
    count(f"key {token.pk}" if token else address_of(request), limits.WITH_TOKEN if token else limits.ANONYMOUS)
    if not current.exists():
        raise Problem(404, _("Il n’y a pas encore de réseau ici."))
    refuse_unreadable(request, known)
    if token is None:
        return Sight()
    tokens.note_use(token)
    return Sight(frozenset(token.scopes))


def count(key: str, most: int) -> None:
    if wait := limits.counter.wait(key, most):
        message = _("Trop de demandes : attendez %(seconds)d secondes.") % {"seconds": wait}
        raise Problem(429, message, headers={"Retry-After": str(wait)})


def key_of(request: HttpRequest) -> Token | None:
    """The key shown, or None when there is none. Raises a 401 when it opens nothing, a 403 when its maker lost the right."""
    header = request.META.get("HTTP_AUTHORIZATION")
    if header is None:
        return None
    token = tokens.recognise(header)
    if token is None or token.state != "open":
        count(address_of(request), limits.ANONYMOUS)
        raise refused(token.state if token else "unknown")
    if not tokens.still_allowed(token):
        message = _("La personne qui a fait cette clé n’a plus le droit de lire tout cela : demandez-en une autre.")
        raise Problem(403, message, code="scope_lost")
    return token


def refused(state: str) -> Problem:
    messages = {
        "unknown": _("Cette clé n’est pas reconnue : « Authorization: Bearer mlg_… »."),
        "expired": _("Cette clé a passé sa date : demandez-en une autre."),
        "revoked": _("Cette clé a été retirée : demandez-en une autre."),
    }
    return Problem(401, messages[state], code=f"key_{state}", headers={"WWW-Authenticate": 'Bearer realm="api"'})


def refuse_unreadable(request: HttpRequest, known: frozenset[str]) -> None:
    """A parameter that nobody knows is a mistake that would answer something else than what was asked."""
    for name, values in request.GET.lists():
        if name not in known:
            raise Problem(422, _("Paramètre inconnu : « %(name)s ».") % {"name": name.replace("\x00", "")[:60]})
        if len(values) > 1:
            raise Problem(422, _("« %(name)s » est donné plusieurs fois.") % {"name": name})
        if "\x00" in values[0]:
            raise Problem(422, _("« %(name)s » contient un signe illisible.") % {"name": name})
