"""What `maillage check` says of the register and of the chain: no gap, no link changed, no text but the one recorded."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from maillage.minutes import actions
from maillage.minutes.models import Minutes, RecordLink, Resolution
from maillage.minutes.record import chain, numbering


def check() -> Iterator[tuple[str, str]]:
    """The numbers run without a gap, and the chain of records holds."""
    for year, number in numbering.breaks(Resolution.objects.order_by().values_list("year", "number")):
        yield (
            "error",
            _("Le registre de %(year)s saute ou répète le numéro %(number)s.") % {"year": year, "number": number},
        )
    held = links()
    faults = list(chain.faults(held))
    for number, _code in faults[:3]:
        yield "error", _("Le maillon %(number)s de la chaîne des actes a été changé.") % {"number": number}
    changed = list(unlike({link.digest: link.content for link in held}))
    for what in changed[:3]:
        yield "error", _("« %(what)s » n’est plus ce que la chaîne des actes a retenu.") % {"what": what}
    if not faults and not changed:
        yield "ok", _("Le registre des résolutions est continu, la chaîne des actes tient.")


def unlike(held: dict[str, str]) -> Iterator[str]:
    """Resolutions and adopted minutes whose words are no longer those that their link holds the digest of."""
    for row in Resolution.objects.select_related("body").order_by("year", "number").iterator(500):
        if held.get(row.link) != chain.sha256(actions.register.content_of(row)):
            yield str(row)
    for minutes in Minutes.objects.exclude(link="").select_related("assembly").iterator(50):
        if held.get(minutes.link) != chain.sha256(actions.minutes.content_of(minutes, minutes.text)):
            yield str(minutes)


def links() -> list[chain.Link]:
    """The whole chain, as the pure rules read it."""
    names = (*chain.FIELDS, "digest")
    return [
        chain.Link(**{**dict(zip(names, row, strict=True)), "on": row[3].isoformat()})
        for row in RecordLink.objects.order_by("number").values_list(*names)
    ]
