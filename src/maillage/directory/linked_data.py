"""An organisation as schema.org says it, written so that nothing in it can leave its script element."""

from typing import Any

from django.utils.safestring import SafeString

from maillage.directory.feeds import absolute
from maillage.directory.rows import Entry
from maillage.ui import linked_data


def organisation(entry: Entry) -> SafeString:
    """What anyone may read of it, and nothing else."""
    place = {"@type": "PostalAddress", "addressLocality": entry.city, "addressRegion": entry.region,
             "streetAddress": entry.address, "addressCountry": entry.country}  # fmt: skip
    values: dict[str, Any] = {
        "@context": "https://schema.org", "@type": "Organization", "@id": absolute(entry.url), "name": entry.name,
        "alternateName": entry.short_name, "url": entry.website or absolute(entry.url),
        "description": entry.excerpt, "email": entry.email, "telephone": entry.phone, "sameAs": entry.social,
        "logo": absolute(entry.logo["png"]) if entry.logo else "",
        "address": {name: value for name, value in place.items() if value} if len(set(place.values())) > 2 else "",
        "knowsAbout": [label for _code, label in entry.themes],
        "areaServed": [label for _code, label in entry.countries],
    }  # fmt: skip
    return linked_data.written(linked_data.filled(values))
