"""The network as data: what the codes mean."""

from collections.abc import Iterable
from typing import Any

from maillage.network import current
from maillage.network.base import Text


def text(words: Text) -> dict[str, Any]:
    return {"fr": words.fr, "en": words.en, "es": words.es}


def coded(things: Iterable[Any]) -> list[dict[str, Any]]:
    return [{"code": thing.code, "name": text(thing.name)} for thing in things]


def public() -> dict[str, Any]:
    profile = current.profile()
    return {
        "code": profile.code, "name": text(profile.names.name), "short_name": text(profile.names.short_name),
        "tagline": text(profile.names.tagline), "languages": [language.code for language in profile.languages],
        "country": profile.country, "currency": profile.currency,
        "territory": {
            "kind": profile.territory.kind, "regions": coded(profile.territory.regions),
            "partner_countries": list(profile.territory.partner_countries),
        },
        "axes": coded(profile.axes), "cross_cutting_axes": coded(profile.cross_cutting_axes),
        "themes": coded(profile.themes), "families": coded(profile.families),
        "kinds": [{"code": one.code, "name": text(one.name), "family": one.family}
                  for one in profile.organisation_kinds],
        "categories": [
            {"code": one.code, "name": text(one.name), "who": one.who, "family": one.family,
             "description": text(one.description)}
            for one in profile.membership.categories if one.public
        ],
        "public_fields": list(profile.visibility.public_fields),
    }  # fmt: skip
