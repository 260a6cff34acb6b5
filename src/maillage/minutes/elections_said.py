"""Elections of a meeting as facts of its minutes: the seats, who stood, whose mandate began. The votes come beside."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.assemblies.models import Assembly
from maillage.bodies.models import Mandate
from maillage.elections.enums import CandidacyState
from maillage.elections.models import Candidacy, Election
from maillage.minutes import blocks
from maillage.minutes.blocks import Block
from maillage.minutes.motions_said import Votes
from maillage.minutes.readers import named

STOOD = (CandidacyState.ACCEPTED, CandidacyState.WITHDRAWN)


@dataclass
class Said:
    by_item: dict[int | None, list[Election]] = field(default_factory=lambda: defaultdict(list))
    mandates: dict[str, list[Mandate]] = field(default_factory=lambda: defaultdict(list))

    def facts(self, item: int | None, votes: Votes) -> Iterator[Block]:
        """Each election of an item and its votes, which are taken out of `votes`."""
        for election in self.by_item.get(item, []):
            yield from election_facts(election)
            yield from votes.pop(election.source, [])
            begun = [_("%(name)s, du %(from)s au %(to)s") % {
                "name": named(one.person), "from": date_format(one.started_on, "DATE_FORMAT"),
                "to": date_format(one.due_on, "DATE_FORMAT"),
            } for one in self.mandates.get(election.source, []) if one.due_on]  # fmt: skip
            if begun:
                yield blocks.listing(_("Mandats commencés"), begun)


def of(assembly: Assembly) -> Said:
    said = Said()
    rows = Election.objects.filter(assembly=assembly).exclude(state="preparing").select_related("body")
    rows = rows.prefetch_related("candidacies__person", "candidacies__organisation")
    for election in rows.order_by("pk"):
        said.by_item[election.item_id].append(election)
    if said.by_item:
        sources = [election.source for elections in said.by_item.values() for election in elections]
        begun = Mandate.objects.filter(source__in=sources, substitute_rank=None).select_related("person")
        for mandate in begun.order_by("person__sort_name"):
            said.mandates[mandate.source].append(mandate)
    return said


def election_facts(election: Election) -> Iterator[Block]:
    if election.state == "cancelled":
        yield blocks.paragraph(_("Élection annulée : %(title)s. %(why)s") % {
            "title": election.title, "why": election.cancel_reason,
        })  # fmt: skip
        return
    yield blocks.paragraph(
        ngettext("%(title)s : %(n)s siège à pourvoir, instance « %(body)s ».",
                 "%(title)s : %(n)s sièges à pourvoir, instance « %(body)s ».", election.total)
        % {"title": election.title, "n": election.total, "body": election.body}
    )  # fmt: skip
    stood = [stands(one) for one in election.candidacies.all() if one.state in STOOD]
    if stood:
        yield blocks.listing(_("Candidatures"), stood)


def stands(one: Candidacy) -> str:
    hidden = one.organisation is not None and one.organisation.withheld
    name = named(one.person) if one.organisation is None or hidden else f"{named(one.person)}, {one.organisation}"
    return _("%(name)s (candidature retirée)") % {"name": name} if one.state == CandidacyState.WITHDRAWN else name
