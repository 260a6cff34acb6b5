"""The first text of the minutes, from the facts of a meeting, in a number of queries that does not grow with its items."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.assemblies.enums import AssemblyState, ItemState, NoticeKind
from maillage.assemblies.models import AgendaItem, Assembly
from maillage.assemblies.words import supporters
from maillage.ballots.models import Question
from maillage.minutes import blocks, elections_said, items_said, motions_said, people_said, votes_said
from maillage.minutes.blocks import Block
from maillage.minutes.people_said import hour
from maillage.minutes.readers import named

Section = dict[str, Any]


def sections(assembly: Assembly) -> list[Section]:
    """The whole text: the meeting, who was there, the quorum, each item with its decisions, the close."""
    motions, elections = motions_said.of(assembly), elections_said.of(assembly)
    votes = asked(assembly)
    hidden = votes_said.withheld(question for rows in votes.values() for question in rows)
    told = {source: [f for q in rows for f in votes_said.facts(q, hidden)] for source, rows in votes.items()}
    return [
        blocks.section("seance", _("La séance"), meeting(assembly)),
        blocks.section("presences", _("Présences"), people_said.presences(assembly)),
        blocks.section("quorum", _("Quorum"), [*people_said.rights(assembly), *people_said.quorum(assembly)]),
        *items(assembly, told, motions, elections),
        blocks.section("cloture", _("Clôture"), closing(assembly)),
    ]


def meeting(assembly: Assembly) -> Iterator[Block]:
    when = date_format(localtime(assembly.starts_at), "DATE_FORMAT") if assembly.starts_at else ""
    yield blocks.paragraph(_("%(kind)s de l’instance « %(body)s », tenue le %(day)s, %(mode)s.") % {
        "kind": assembly.get_kind_display()[:1].upper() + assembly.get_kind_display()[1:], "body": assembly.body,
        "day": when, "mode": assembly.get_mode_display(),
    })  # fmt: skip
    if assembly.place:
        yield blocks.paragraph(
            _("Lieu : %(place)s.") % {"place": ", ".join(filter(None, [assembly.place, assembly.address]))}
        )
    yield from called(assembly)
    if assembly.second_of_id:
        yield blocks.paragraph(_("Seconde réunion, la première n’ayant pas réuni le quorum."))
    offices = [(_("Présidence de séance"), assembly.chair), (_("Secrétariat de séance"), assembly.secretary)]
    for office, person in offices:
        if person:
            yield blocks.paragraph(_("%(office)s : %(name)s.") % {"office": office, "name": named(person)})
    if assembly.is_general and assembly.supporters_invited:
        yield blocks.paragraph(supporters(assembly))
    if assembly.opened_at:
        yield blocks.paragraph(_("La séance est ouverte à %(hour)s.") % {"hour": hour(assembly.opened_at)})


def called(assembly: Assembly) -> Iterator[Block]:
    """The notice with its delay, why it was short, and each change announced since."""
    for notice in assembly.notices.exclude(sent_at=None).order_by("number"):
        day = date_format(localtime(notice.sent_at), "DATE_FORMAT")
        if notice.kind != NoticeKind.NOTICE:
            yield blocks.paragraph(_("%(kind)s : envoyé le %(day)s.") % {
                "kind": notice.get_kind_display()[:1].upper() + notice.get_kind_display()[1:], "day": day,
            })  # fmt: skip
            continue
        yield blocks.paragraph(
            ngettext("Convocation envoyée le %(day)s, %(n)s jour franc avant la séance.",
                     "Convocation envoyée le %(day)s, %(n)s jours francs avant la séance.", notice.days_given)
            % {"day": day, "n": notice.days_given}
        )  # fmt: skip
        if notice.short_reason:
            yield blocks.paragraph(_("Délai plus court que l’usage : %(why)s") % {"why": notice.short_reason})


def asked(assembly: Assembly) -> dict[str, list[Question]]:
    """{source: votes of it, in order}."""
    found: dict[str, list[Question]] = defaultdict(list)
    if assembly.roll_id:
        rows = Question.objects.filter(roll=assembly.roll_id, state__in=votes_said.TOLD).prefetch_related("options")
        for row in rows.order_by("number"):
            found[row.source].append(row)
    return found


def items(
    assembly: Assembly, votes: motions_said.Votes, motions: motions_said.Said, elections: elections_said.Said
) -> Iterator[Section]:
    """A section for each item, in the order of the tree; what stands under no item comes last."""
    rows = list(AgendaItem.objects.filter(assembly=assembly).order_by("position", "pk"))
    children: dict[int | None, list[AgendaItem]] = defaultdict(list)
    for row in rows:
        children[row.parent_id].append(row)
    left, beside = dict(votes), items_said.of(assembly)

    def walk(parent: int | None, code: str, level: int) -> Iterator[Section]:
        for rank, row in enumerate(children[parent], start=1):
            here = f"{code}{rank}"
            decided = [*motions.facts(row.pk, left), *elections.facts(row.pk, left), *left.pop(row.source, [])]
            said = [*item(row, row.pk in beside.consent, bool(decided)), *beside.facts(row.pk), *decided]
            yield blocks.section(row.source, f"{here}. {row.title}", said, level)
            yield from walk(row.pk, f"{here}.", min(level + 1, 3))

    general = list(beside.facts(None))
    if general:
        yield blocks.section("documents", _("Documents et interventions hors des points"), general)
    yield from walk(None, "", 1)
    other = [
        *motions.facts(None, left),
        *elections.facts(None, left),
        *(fact for facts in left.values() for fact in facts),
    ]
    if other:
        yield blocks.section("votes", _("Autres propositions, élections et votes"), other)


def item(row: AgendaItem, by_consent: bool, decided: bool) -> Iterator[Block]:
    said = []
    if row.presenter:
        said.append(_("Présenté par %(who)s.") % {"who": row.presenter})
    if row.requested_by:
        said.append(_("À la demande de %(who)s.") % {"who": row.requested_by})
    if row.started_at and row.done_at:
        said.append(_("De %(from)s à %(to)s.") % {"from": hour(row.started_at), "to": hour(row.done_at)})
    if row.state == ItemState.POSTPONED:
        said.append(_("Point reporté."))
    elif row.state == ItemState.PLANNED and not decided:
        said.append(_("Point non abordé."))
    if by_consent:
        said.append(_("Adopté dans le lot sans débat."))
    if said:
        yield blocks.paragraph(" ".join(said))
    if row.text:
        yield blocks.paragraph(row.text)


def closing(assembly: Assembly) -> Iterator[Block]:
    if assembly.closed_at and assembly.state == AssemblyState.CLOSED:
        yield blocks.paragraph(_("La séance est levée à %(hour)s.") % {"hour": hour(assembly.closed_at)})
