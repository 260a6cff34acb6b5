"""A session that ends while a form is open: what was typed is kept a day, and shown again after signing in."""

import json
import re
from datetime import timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now

from maillage.desk.models import KEPT_FOR, KeptForm

COOKIE = "reprise"
MAX_BYTES = 100 * 1024
AN_HOUR = 60  # kept forms an hour, of everyone: nobody fills the disk from outside
NEVER = re.compile(r"pass|secret|csrf|otp|token", re.IGNORECASE)


def storable(text: str) -> str:
    """Without what no database keeps."""
    return text.replace("\x00", "")


def keep_posted(request: HttpRequest) -> KeptForm | None:
    """Keep the posted text (never a password nor a file), or None: too long, too many, or nothing."""
    data = {storable(name): [storable(value) for value in values]
            for name, values in request.POST.lists() if not NEVER.search(name)}  # fmt: skip
    too_long = len(json.dumps(data, ensure_ascii=False).encode()) > MAX_BYTES or len(request.path) > 300
    if not data or too_long:
        return None
    KeptForm.objects.stale().delete()
    if KeptForm.objects.filter(kept_at__gt=now() - timedelta(hours=1)).count() >= AN_HOUR:
        return None
    return KeptForm.objects.create(path=request.path, data=data)


def keep_and_return(request: HttpRequest) -> HttpResponse | None:
    """Keep the text and lead back to its page, by signing in when it takes it. None when nothing was kept.

    The browser that typed it alone gets it back: the token in the address must match its cookie, so that nobody
    sends another person a link to a form already filled.
    """
    kept = keep_posted(request)
    if kept is None:
        return None
    back = f"{request.path}?{urlencode({'reprise': kept.token})}"
    user = getattr(request, "user", None)
    response = redirect(back) if user is not None and user.is_authenticated else redirect_to_login(back)
    response.set_cookie(
        COOKIE, kept.token, max_age=int(KEPT_FOR.total_seconds()), httponly=True, samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip
    return response


def kept_for(request: HttpRequest) -> KeptForm | None:
    """The text that this browser left on this page."""
    asked = request.GET.get("reprise", "")
    if not asked or asked != request.COOKIES.get(COOKIE):
        return None
    return KeptForm.objects.fresh().filter(token=asked, path=request.path).first()


def forget(request: HttpRequest) -> None:
    """The text is saved: nothing of it stays here."""
    if kept := kept_for(request):
        kept.delete()
