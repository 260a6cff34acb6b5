"""The head of every printed paper: the network's name, its colours, its sheet, in one language."""

from typing import Any

from django.utils.translation import gettext as _

from maillage.network import current

COLOURS = {"accent": "primary", "accent_strong": "deep", "second": "warm"}  # of the profile, as `core/pdf` names them


def letterhead(lang: str) -> dict[str, Any]:
    """`paper`, `page_of` (in the active language) and `identity` of a template that begins with `#show: paper`."""
    profile = current.profile()
    chosen = profile.colours.model_dump(exclude_none=True)
    return {
        "paper": "us-letter" if profile.country in ("CA", "US") else "a4",
        "page_of": [_("page"), _("sur")],
        "identity": {
            "name": profile.names.short_name.text(lang), "motto": profile.names.tagline.text(lang),
            "colours": {COLOURS[name]: value for name, value in chosen.items() if name in COLOURS},
        },
    }  # fmt: skip
