"""How things of schools are said: levels, languages, titles; the profile's form and audience for a class."""

from typing import Any

from babel import Locale
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from maillage.desk.columns import tag
from maillage.network import current
from maillage.organisations import words as places
from maillage.schools.enums import Level, RequestState

LEVELS = dict(Level.choices)
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
LANGUAGES = ("fr", "en", "es", "nl", "de", "ar", "pt", "ht", "oc", "wo", "ln", "iu")


def class_form() -> str:
    """The code of the profile's form for an animation in class."""
    codes = [form.code for form in current.profile().activity_forms]
    return next((code for code in FORMS if code in codes), codes[0] if codes else "")


def school_audience() -> str:
    codes = {one.code for one in current.profile().audiences}
    return next((code for code in AUDIENCES if code in codes), "")


def level_label(code: str) -> str:
    return str(LEVELS.get(code, code))


def levels(codes: list[str]) -> str:
    return ", ".join(level_label(code) for code in LEVELS if code in codes)


def language_choices() -> list[tuple[str, str]]:
    """The network's languages first, then others that are spoken in classes."""
    names = Locale.parse(get_language() or "fr").languages
    own = [language.code for language in current.profile().languages]
    codes = [*own, *[code for code in LANGUAGES if code not in own]]
    return [(code, str(names.get(code, code)).capitalize()) for code in codes]


def language_label(code: str) -> str:
    return dict(language_choices()).get(code, code)


def subject(request: Any) -> str:
    """What it is about: the animation, else the theme, else an animation in class."""
    return request.subject or (places.theme_label(request.theme) if request.theme else _("Animation en classe"))


def title_of(request: Any) -> str:
    return f"{subject(request)} – {request.school_label}"


def state_tag(request: Any) -> SafeString:
    return tag(request.get_state_display(), RequestState(request.state).tone)
