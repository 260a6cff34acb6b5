"""How things of schools are said: levels, languages, titles; the profile's form and audience for a class."""

from typing import Any

from babel import Locale
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from maillage.desk.columns import tag
from maillage.network import current
from maillage.organisations import words as places
from maillage.schools.enums import RequestState

# What the five profiles call an animation in class, the surest first; else any form.
FORMS = (
    "animation",
    "atelier",
    "animation-classe",
    "animation-scolaire",
    "sensibilisation",
    "outil",
    "formation",
    "conference",
)
AUDIENCES = ("scolaire", "jeunesse", "jeunes")
# Spoken in classes, by country, after the network's own languages.
LANGUAGES = {
    "CA": ("en", "es", "ar", "pt", "ht", "iu"),
    "BE": ("nl", "de", "en", "ar", "tr"),
    "FR": ("oc", "ca", "en", "es", "ar", "pt"),
}
REGIONS = {"FR": lazy("Département")}


def class_form() -> str:
    """The code of the profile's form for an animation in class."""
    codes = [form.code for form in current.profile().activity_forms]
    return next((code for code in FORMS if code in codes), codes[0] if codes else "")


def school_audience() -> str:
    codes = {one.code for one in current.profile().audiences}
    return next((code for code in AUDIENCES if code in codes), "")


def language_choices() -> list[tuple[str, str]]:
    """The network's languages first, then others that are spoken in the country's classes."""
    names = Locale.parse(get_language() or "fr").languages
    own = [language.code for language in current.profile().languages]
    codes = [*own, *[code for code in LANGUAGES.get(current.profile().country, ()) if code not in own]]
    return [(code, str(names.get(code, code)).capitalize()) for code in codes]


def language_label(code: str) -> str:
    return str(Locale.parse(get_language() or "fr").languages.get(code, code)).capitalize()


def region_word() -> str:
    """What the regions of the network are: départements in France."""
    return str(REGIONS.get(current.profile().country, _("Région")))


def region_choices() -> list[tuple[str, str]]:
    """The regions that the network names; those of the whole territory when it names none."""
    own = [(one.code, one.name.text(get_language() or "fr")) for one in current.profile().territory.regions]
    return own or list(places.region_choices())


def subject(request: Any) -> str:
    """What it is about: the animation, else the theme, else an animation in class."""
    return request.subject or (places.theme_label(request.theme) if request.theme else _("Animation en classe"))


def title_of(request: Any) -> str:
    return f"{subject(request)} – {request.school_label}"


def state_tag(request: Any) -> SafeString:
    return tag(request.get_state_display(), RequestState(request.state).tone)
