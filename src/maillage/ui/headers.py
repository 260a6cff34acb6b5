"""What every answer carries: security headers, with the policy that names the one style written in the page."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from maillage.ui.critical import STYLE_HASH

Handler = Callable[[HttpRequest], HttpResponse]

CSP = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        f"style-src 'self' '{STYLE_HASH}'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)
# The policy of the few pages made to stand inside other sites: without script, form, nor anything to be tricked into.
FRAMED = (
    CSP.replace("frame-ancestors 'none'", "frame-ancestors *")
    .replace("script-src 'self'", "script-src 'none'")
    .replace("form-action 'self'", "form-action 'none'")
)
HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}
HSTS = "max-age=31536000; includeSubDomains"


class SecurityHeaders:
    """Sets what is not set already: a view may narrow its own, never forget them."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if response.headers["Content-Security-Policy"] == FRAMED:  # X-Frame-Options has no way to say « any site »
            del response.headers["X-Frame-Options"]
            response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        if settings.BEHIND_TLS:
            response.headers.setdefault("Strict-Transport-Security", HSTS)
        return response
