"""What the page of an organisation says, ready to be drawn: facts, proofs, links of both ends, tree."""

from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from maillage.accounts.roles import Permission
from maillage.files.models import Document, Image
from maillage.organisations import identifiers, record, tree, words
from maillage.organisations.enums import State
from maillage.organisations.models import Link, Organisation
from maillage.organisations.views.columns import TONES

CHECKED = {"siren", "siret", "bce", "bn", "charity", "vat"}  # kinds that carry a check digit


def identifier_lines(organisation: Organisation) -> list[dict[str, Any]]:
    """Each number as it is written, with what proves it."""
    lines = []
    for row in organisation.identifiers.all():
        try:
            found = identifiers.check(row.kind, row.value)
        except ValueError:
            lines.append({"label": row.kind, "value": row.value, "note": _("à vérifier"), "tone": "al"})
            continue
        notes = [identifiers.explain(note) for note in found.notes if note.code != "unregistered"]
        proven = _("chiffre de contrôle vérifié") if row.kind in CHECKED else _("forme vérifiée")
        label = identifiers.LABELS[found.kind]
        if found.kind == identifiers.IdentifierKind.OTHER:
            proven = ""
        lines.append(
            {"label": label, "value": found.display, "note": " ".join(notes) or proven, "tone": "al" if notes else "ok"}
        )
    return lines


def sizes(organisation: Organisation) -> list[dict[str, Any]]:
    """By measure, newest year first."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in sorted(organisation.sizes.all(), key=lambda one: (one.measure, -one.year)):
        line = {"year": str(row.year), "value": record.size_value(row.measure, row.value), "evidence": row.evidence}
        found.setdefault(words.measure_label(row.measure), []).append(line)
    return [{"label": label, "lines": lines} for label, lines in found.items()]


def summary(organisation: Organisation) -> list[tuple[Any, Any]]:
    """The sheet of facts, as `{% sheet %}` takes it."""
    seat = record.seat_of(organisation)
    address = ""
    if seat is not None:
        town = " ".join(part for part in (seat.postal_code, seat.city) if part)
        parts = (seat.street, town, words.region_label(seat.region), words.country_label(seat.country))
        address = ", ".join(part for part in parts if part)
    texts = {
        "short_name": organisation.short_name, "other_names": record.shown("other_names", organisation.other_names),
        "kind": words.kind_label(organisation.kind), "family": words.family_label(organisation.family),
        "founded": str(organisation.founded or ""), "email": organisation.email, "phone": organisation.phone,
        "website": organisation.website, "social": record.shown("social", organisation.social),
        "languages": record.shown("languages", organisation.languages), "zones": organisation.zones,
        "countries": record.shown("countries", sorted(one.country for one in organisation.action_countries.all())),
        "themes": record.shown("themes", sorted(one.theme for one in organisation.themes.all())),
    }  # fmt: skip
    pairs = [(record.label(name), text) for name, text in texts.items()]
    pairs.insert(7, (_("Siège"), address))
    return pairs


def links_of(organisation: Organisation, user: Any) -> dict[str, list[Link]]:
    """Links to people and to organisations that this person may see: those of today, then those that ended."""
    rows = Link.objects.visible_to(user).filter(from_organisation=organisation)
    rows = rows.select_related("to_organisation", "to_person", "from_organisation").order_by(
        "relation", "started_on", "pk"
    )
    found: dict[str, list[Link]] = {"people": [], "organisations": [], "over": []}
    for link in rows:
        if not link.is_current:
            found["over"].append(link)
        else:
            found["people" if link.to_person_id else "organisations"].append(link)
    return found


def public_url(organisation: Organisation) -> str:
    """Where the public reads it, when there is such a page; empty otherwise."""
    if not organisation.shows_publicly:
        return ""
    try:
        return reverse("site:organisation", args=[organisation.pk])
    except NoReverseMatch:
        return ""


def facts(organisation: Organisation, user: Any) -> dict[str, Any]:
    state = State(organisation.state)
    edit = user.can(Permission.ORGANISATIONS_EDIT) and state is not State.MERGED
    logo = Image.objects.filter(public_id=organisation.logo).first() if organisation.logo else None
    waiting = organisation.proposed_edits.pending().first()
    return {
        "summary": summary(organisation),
        "identifiers": identifier_lines(organisation),
        "sizes": sizes(organisation),
        "descriptions": sorted(organisation.descriptions.all(), key=lambda row: (row.language != "fr", row.language)),
        "hidden": record.shown("hidden_fields", [f for f in words.SHOWABLE if f in organisation.hidden_fields]),
        "field_places": [place for place in organisation.places.all() if place.kind == "field"],
        "links": links_of(organisation, user),
        "tree": tree.of(organisation, user),
        "documents": list(Document.objects.about(organisation).visible_to(user).current()[:20]),
        "logo": logo,
        "state": (state.label, TONES[state]),
        "proposal": waiting if waiting and edit else None,
        "public_url": public_url(organisation),
        "may_edit": edit,
        "may_release": edit and organisation.withheld and user.can(Permission.WITHHELD_VIEW),
        "may_merge": edit and user.can(Permission.ORGANISATIONS_MERGE),
    }
