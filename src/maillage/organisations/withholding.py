"""What is withheld from birth, by the network's own rule. Pure."""

from collections.abc import Mapping
from typing import Any

from maillage.network.profile import Profile


def is_withheld_by_default(profile: Profile, values: Mapping[str, Any]) -> bool:
    """A partner abroad, where the network decided that partners abroad stay out of public pages.

    Abroad: its seat is in another country than the network's. A partner: its kind is one of the profile's types of
    partners, or is not one of the kinds that its own directory admits.
    """
    country = str(values.get("country") or "")
    if not profile.visibility.partners_abroad_withheld or not country or country == profile.country:
        return False
    kind = str(values.get("kind") or "")
    partners = {one.code for one in profile.partner_types}
    ours = {one.code for one in profile.organisation_kinds}
    return kind in partners or kind not in ours


def default_hidden(profile: Profile, showable: Mapping[str, Any]) -> list[str]:
    """Fields that a new page keeps to the network: those that the profile does not show."""
    return [field for field in showable if field not in profile.visibility.public_fields]
