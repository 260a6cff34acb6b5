"""The first text of the minutes, from the facts of a meeting, in a number of queries that does not grow with its items."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.utils.formats import date_format, time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.assemblies.enums import ItemKind, ItemState
from maillage.assemblies.models import AgendaItem, Assembly, Attendance, QuorumChange
from maillage.assemblies.session_enums import Capacity
from maillage.ballots.colleges import college_label
from maillage.ballots.enums import ProxyState
from maillage.ballots.enums_votes import QuestionState
from maillage.ballots.models import Proxy, Question
from maillage.minutes import blocks, motions_said, votes_said
from maillage.minutes.blocks import Block

Section = dict[str, Any]
AT_THE_END = timedelta(minutes=5)  # the close sees everyone out: this is no leaving early
VOTING = (Capacity.VOTER, Capacity.SUBSTITUTE, Capacity.PROXY_HOLDER)


def hour(at: datetime | None) -> str:
    return time_format(localtime(at)) if at else ""


def sections(assembly: Assembly) -> list[Section]:
    """The whole text: the meeting, who was there, the quorum, each item with its decisions, the close."""
    motions = motions_said.of(assembly)
    votes = declared(assembly, motions)
    return [
        blocks.section("seance", _("La séance"), meeting(assembly)),
        blocks.section("presences", _("Présences"), presences(assembly)),
        blocks.section("quorum", _("Quorum"), quorum(assembly)),
        *items(assembly, votes, motions),
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
    notice = assembly.notices.exclude(sent_at=None).order_by("number").first()
    if notice:
        yield blocks.paragraph(
            ngettext("Convocation envoyée le %(day)s, %(n)s jour franc avant la séance.",
                     "Convocation envoyée le %(day)s, %(n)s jours francs avant la séance.", notice.days_given)
            % {"day": date_format(localtime(notice.sent_at), "DATE_FORMAT"), "n": notice.days_given}
        )  # fmt: skip
    if assembly.second_of_id:
        yield blocks.paragraph(_("Seconde réunion, la première n’ayant pas réuni le quorum."))
    offices = [(_("Présidence de séance"), assembly.chair), (_("Secrétariat de séance"), assembly.secretary)]
    for office, person in offices:
        if person:
            yield blocks.paragraph(_("%(office)s : %(name)s.") % {"office": office, "name": person})
    if assembly.opened_at:
        yield blocks.paragraph(_("La séance est ouverte à %(hour)s.") % {"hour": hour(assembly.opened_at)})


def presences(assembly: Assembly) -> Iterator[Block]:
    """Who was there, in what capacity, and when they came late or left before the end; who was represented; who is excused."""
    rows = list(Attendance.objects.filter(assembly=assembly).prefetch_related("stays").order_by("name"))
    by_kind: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        if stays := list(row.stays.all()):
            by_kind["vote" if row.capacity in VOTING else row.capacity].append(named(row, stays, assembly))
    titles = {"vote": _("Présentes et présents, avec droit de vote"), Capacity.SUPPORTER: _("Membres de soutien"),
              Capacity.GUEST: _("Personnes invitées"), Capacity.STAFF: _("Équipe")}  # fmt: skip
    for kind, title in titles.items():
        if by_kind[kind]:
            yield blocks.listing(f"{title} ({len(by_kind[kind])})", by_kind[kind])
    if proxies := represented(assembly):
        yield blocks.listing(_("Représentés par procuration (%(n)s)") % {"n": len(proxies)}, proxies)
    excused = list(assembly.excuses.filter(withdrawn_at=None).values_list("name", flat=True))
    if excused:
        yield blocks.listing(_("Excusés (%(n)s)") % {"n": len(excused)}, excused)
    if not rows:
        yield blocks.paragraph(_("La feuille de présence est vide."))


def named(row: Attendance, stays: list[Any], assembly: Assembly) -> str:
    """« Fatou Diop, Tables de Lanaudière (arrivée à 10 h 20) »"""
    said = f"{row.name}, {row.organisation}" if row.organisation else row.name
    first, last = stays[0], stays[-1]
    notes = []
    if assembly.opened_at and first.came_at > assembly.opened_at:
        notes.append(_("arrivée à %(hour)s") % {"hour": hour(first.came_at)})
    if last.left_at and assembly.closed_at and last.left_at < assembly.closed_at - AT_THE_END:
        notes.append(_("départ à %(hour)s") % {"hour": hour(last.left_at)})
    return f"{said} ({', '.join(notes)})" if notes else said


def represented(assembly: Assembly) -> list[str]:
    if not assembly.roll_id:
        return []
    rows = Proxy.objects.filter(roll=assembly.roll_id, state=ProxyState.ACCEPTED).select_related("right", "holder")
    return sorted(_("%(who)s, par %(holder)s") % {"who": row.right.name, "holder": row.holder} for row in rows)


def quorum(assembly: Assembly) -> Iterator[Block]:
    held = assembly.quorum or {}
    if not held:
        yield blocks.paragraph(_("Aucun quorum n’a été constaté."))
    elif not held.get("needed"):
        yield blocks.paragraph(_("Les statuts ne demandent aucun quorum."))
    else:
        said = _("Quorum atteint : %(n)s comptés, %(needed)s requis.") if held.get("reached") else \
            _("Quorum non atteint : %(n)s comptés, %(needed)s requis.")  # fmt: skip
        yield blocks.paragraph(said % {"n": held.get("counted", held.get("present", 0)), "needed": held["needed"]})
    if source := held.get("source"):
        yield blocks.paragraph(_("Règle : %(source)s") % {"source": source})
    colleges = [(college_label(code), *line[:2]) for code, line in (held.get("by_college") or {}).items() if line[1]]
    if colleges:
        yield blocks.table(_("Quorum de chaque collège"), [_("Collège"), _("Comptés"), _("Requis")], colleges)
    changes = QuorumChange.objects.filter(assembly=assembly)
    moved = [(hour(c.at), c.present, c.needed, _("atteint") if c.reached else _("perdu")) for c in changes]
    if len(moved) > 1:
        yield blocks.table(
            _("Le quorum pendant la séance"), [_("Heure"), _("Comptés"), _("Requis"), _("Quorum")], moved
        )


def declared(assembly: Assembly, motions: motions_said.Said) -> dict[str, list[Question]]:
    """{source: votes of it, in order}"""
    found: dict[str, list[Question]] = defaultdict(list)
    if assembly.roll_id:
        states = [QuestionState.DECLARED, QuestionState.CANCELLED]
        rows = (
            Question.objects.filter(roll=assembly.roll_id, state__in=states)
            .prefetch_related("options")
            .order_by("number")
        )
        for row in rows:
            found[motions.item_of.get(row.source, row.source)].append(row)
    return found


def items(assembly: Assembly, votes: dict[str, list[Question]], motions: motions_said.Said) -> Iterator[Section]:
    """A section for each item, in the order of the tree; votes whose item is unknown come last."""
    rows = list(AgendaItem.objects.filter(assembly=assembly).order_by("position", "pk"))
    children: dict[int | None, list[AgendaItem]] = defaultdict(list)
    for row in rows:
        children[row.parent_id].append(row)
    left = dict(votes)

    def walk(parent: int | None, code: str, level: int) -> Iterator[Section]:
        for rank, row in enumerate(children[parent], start=1):
            here = f"{code}{rank}"
            said = [
                *item(row),
                *motions.facts(row.pk),
                *(f for q in left.pop(row.source, []) for f in votes_said.facts(q)),
            ]
            yield blocks.section(row.source, f"{here}. {row.title}", said, level)
            yield from walk(row.pk, f"{here}.", min(level + 1, 3))

    yield from walk(None, "", 1)
    other = [fact for rows_of in left.values() for question in rows_of for fact in votes_said.facts(question)]
    if other:
        yield blocks.section("votes", _("Autres votes"), other)


def item(row: AgendaItem) -> Iterator[Block]:
    said = []
    if row.presenter:
        said.append(_("Présenté par %(who)s.") % {"who": row.presenter})
    if row.requested_by:
        said.append(_("À la demande de %(who)s.") % {"who": row.requested_by})
    if row.started_at and row.done_at:
        said.append(_("De %(from)s à %(to)s.") % {"from": hour(row.started_at), "to": hour(row.done_at)})
    if row.state == ItemState.POSTPONED:
        said.append(_("Point reporté."))
    if row.consent and row.kind == ItemKind.DECISION:
        said.append(_("Adopté dans le lot sans débat."))
    if said:
        yield blocks.paragraph(" ".join(said))
    if row.text:
        yield blocks.paragraph(row.text)


def closing(assembly: Assembly) -> Iterator[Block]:
    if assembly.closed_at:
        yield blocks.paragraph(_("La séance est levée à %(hour)s.") % {"hour": hour(assembly.closed_at)})
