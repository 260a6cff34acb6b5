"""How codes, texts and numbers of a campaign are said in the reader's language."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from maillage.campaigns.enums import BatchState, CallState, CampaignState, PetitionState, SignatureState
from maillage.campaigns.models import Campaign, Petition, PetitionText
from maillage.desk.columns import tag
from maillage.network import current
from maillage.organisations.words import region_choices, region_label, theme_label

__all__ = ["region_choices", "region_label", "theme_label"]
# What one is asked to do, said as one does it, in the order of the pages.
GESTURES = {
    "sign": _("Signer"), "come": _("Venir"), "write": _("Écrire"), "help": _("Aider"), "host": _("Accueillir"),
    "borrow": _("Emprunter"), "join": _("Adhérer"),
}  # fmt: skip


def lang() -> str:
    return get_language() or "fr"


def movement_label(code: str) -> str:
    found = next((one for one in current.profile().movements if one.code == code), None)
    return found.name.text(lang()) if found else code


def movements() -> list[tuple[str, str]]:
    return [(one.code, one.name.text(lang())) for one in current.profile().movements]


def themes() -> list[tuple[str, str]]:
    return [(one.code, one.name.text(lang())) for one in current.profile().themes]


def languages() -> list[tuple[str, str]]:
    """The network's languages, each in its own name."""
    return [(one.code, NAMES.get(one.code, one.code)) for one in current.profile().languages]


NAMES = {"fr": "français", "en": "English", "es": "español", "nl": "Nederlands", "de": "Deutsch", "pt": "português"}


def told(campaign: Campaign) -> dict[str, str]:
    """Title, summary and text in the reader's language, or in the campaign's; `language` says which it is."""
    for row in campaign.translations.all():
        if row.language == lang() != campaign.language:
            return {"title": row.title, "summary": row.summary, "text": row.text, "language": row.language}
    return {"title": campaign.title, "summary": campaign.summary, "text": campaign.text, "language": campaign.language}


def wording(version: PetitionText, original: str) -> Any:
    """The text of this version in the reader's language, or in the original one."""
    rows: Iterable[Any] = version.wordings.all()
    by_language = {row.language: row for row in rows}
    return by_language.get(lang()) or by_language.get(original) or next(iter(by_language.values()))


def title(petition: Petition) -> str:
    """In the reader's language; where many are listed, `texts__wordings` fetched beforehand makes it free."""
    if lang() == petition.language:
        return petition.title
    versions = list(petition.texts.all())
    found = max(versions, key=lambda one: one.number, default=None)
    return str(wording(found, petition.language).title) if found else petition.title


def campaign_state(row: Campaign) -> Any:
    return tag(row.get_state_display(), CampaignState(row.state).tone)


def petition_state(row: Petition) -> Any:
    return tag(row.get_state_display(), PetitionState(row.state).tone)


def signature_state(row: Any) -> Any:
    return tag(row.get_state_display(), SignatureState(row.state).tone)


def batch_state(row: Any) -> Any:
    return tag(row.get_state_display(), BatchState(row.state).tone)


def call_state(row: Any) -> Any:
    return tag(row.get_state_display(), CallState(row.state).tone)
