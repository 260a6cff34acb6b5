"""Who was at a meeting, represented, excused or away, who could vote, and where the quorum stood: in few questions."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.utils.formats import date_format, time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.assemblies import register
from maillage.assemblies.enums import ExcuseAnswer
from maillage.assemblies.models import Assembly, QuorumChange
from maillage.assemblies.register import Line
from maillage.assemblies.session_enums import Capacity
from maillage.ballots import words
from maillage.ballots.colleges import college_label
from maillage.ballots.enums import ProxyState
from maillage.ballots.models import Proxy, Roll
from maillage.minutes import blocks
from maillage.minutes.blocks import Block
from maillage.minutes.readers import ANYONE, named

AT_THE_END = timedelta(minutes=5)  # the close sees everyone out: this is no leaving early
VOTING = (Capacity.VOTER, Capacity.SUBSTITUTE, Capacity.PROXY_HOLDER)
MOST_AWAY = 60  # names of those who are away: a great assembly tells their number


def hour(at: datetime | None) -> str:
    return time_format(localtime(at)) if at else ""


def rights(assembly: Assembly) -> Iterator[Block]:
    """How many could vote, on which day, and what was corrected on the roll by decision."""
    roll = Roll.objects.filter(pk=assembly.roll_id).first() if assembly.roll_id else None
    if roll is None:
        return
    weights = list(roll.rights.active().values_list("weight", flat=True))
    yield blocks.paragraph(
        ngettext("Liste électorale au %(day)s : %(n)s droit, %(votes)s.", "Liste électorale au %(day)s : %(n)s droits, %(votes)s.",
                 len(weights))
        % {"day": date_format(roll.rights_on, "DATE_FORMAT"), "n": len(weights), "votes": words.votes(sum(weights))}
    )  # fmt: skip
    rows = roll.corrections.select_related(*(f"right__{name}" for name in words.BESIDE))
    said = [_("%(what)s : %(who)s. %(decision)s") % {
        "what": row.get_kind_display(), "who": words.holder(row.right, ANYONE), "decision": row.decision,
    } for row in rows]  # fmt: skip
    if said:
        yield blocks.listing(_("Corrections de la liste, par décision"), said)


def presences(assembly: Assembly) -> Iterator[Block]:
    """Who was there, in what capacity, with their comings and goings; who was represented, excused, away."""
    lines = register.lines(assembly, ANYONE)
    by_kind: dict[str, list[str]] = defaultdict(list)
    for line in lines:
        if line.stays:
            by_kind["vote" if line.capacity in VOTING else line.capacity].append(came(line, assembly))
    titles = {"vote": _("Présentes et présents, avec droit de vote"), Capacity.SUPPORTER: _("Membres de soutien"),
              Capacity.GUEST: _("Personnes invitées"), Capacity.STAFF: _("Équipe")}  # fmt: skip
    for kind, title in titles.items():
        if by_kind[kind]:
            yield blocks.listing(f"{title} ({len(by_kind[kind])})", by_kind[kind])
    proxies = given(assembly)
    accepted = [one for one in proxies if one.state == ProxyState.ACCEPTED]
    if accepted:
        yield blocks.listing(
            _("Représentés par procuration (%(n)s)") % {"n": len(accepted)}, sorted(map(carried, accepted))
        )
    if fallen := sorted(words.holder(one.right, ANYONE) for one in proxies if one.by_arrival):
        yield blocks.listing(_("Procurations tombées, la personne étant venue"), fallen)
    excused = list(assembly.excuses.filter(withdrawn_at=None).select_related("person", "member__organisation"))
    if excused:
        yield blocks.listing(_("Excusés (%(n)s)") % {"n": len(excused)}, map(excuse, excused))
    yield from away(lines, {one.right.delegate_id for one in accepted}, {one.person_id for one in excused})
    if not any(line.stays for line in lines):
        yield blocks.paragraph(_("La feuille de présence est vide."))


def came(line: Line, assembly: Assembly) -> str:
    """« Fatou Diop, Tables de Lanaudière (arrivée à 10 h 20, absence de 11 h à 11 h 30) »."""
    said = ", ".join([line.name, *line.of])
    first, last = line.stays[0], line.stays[-1]
    notes = []
    if assembly.opened_at and first.came_at > assembly.opened_at:
        notes.append(_("arrivée à %(hour)s") % {"hour": hour(first.came_at)})
    for before, after in zip(line.stays, line.stays[1:], strict=False):
        if assembly.opened_at and before.left_at and before.left_at >= assembly.opened_at:
            notes.append(_("absence de %(from)s à %(to)s") % {"from": hour(before.left_at), "to": hour(after.came_at)})
    if last.left_at and assembly.closed_at and last.left_at < assembly.closed_at - AT_THE_END:
        notes.append(_("départ à %(hour)s") % {"hour": hour(last.left_at)})
    return f"{said} ({', '.join(notes)})" if notes else said


def given(assembly: Assembly) -> list[Proxy]:
    if not assembly.roll_id:
        return []
    beside = (f"right__{name}" for name in words.BESIDE)
    return list(Proxy.objects.filter(roll=assembly.roll_id).select_related(*beside, "holder"))


def carried(proxy: Proxy) -> str:
    said = _("%(who)s, par %(holder)s") % {"who": words.holder(proxy.right, ANYONE), "holder": named(proxy.holder)}
    return _("%(said)s (pour certains points)") % {"said": said} if proxy.items else said


def excuse(row: Any) -> str:
    """Who cannot come and who comes instead; never the word that they wrote."""
    answers = {ExcuseAnswer.SUBSTITUTE: _("sa suppléance est annoncée"), ExcuseAnswer.PROXY: _("procuration annoncée")}
    name = named(row.person)
    return f"{name} ({answers[row.answer]})" if row.answer in answers else name


def away(lines: list[Line], represented: set[int | None], excused: set[int]) -> Iterator[Block]:
    """Delegates neither there, nor represented, nor excused."""
    found = [
        ", ".join([line.name, *line.of]) for line in lines
        if line.person and line.capacity == Capacity.VOTER and not line.stays and line.person.pk not in represented | excused
    ]  # fmt: skip
    if found and len(found) <= MOST_AWAY:
        yield blocks.listing(_("Absentes et absents (%(n)s)") % {"n": len(found)}, found)
    elif found:
        yield blocks.paragraph(_("Ni présents, ni représentés, ni excusés : %(n)s.") % {"n": len(found)})


def quorum(assembly: Assembly) -> Iterator[Block]:
    """At the opening, and each time it was lost or reached again."""
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
    if len(moved) > 1 or any(not change.reached for change in changes):
        yield blocks.table(
            _("Le quorum pendant la séance"), [_("Heure"), _("Comptés"), _("Requis"), _("Quorum")], moved
        )
