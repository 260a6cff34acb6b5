"""The activities' chapter: the years behind, the months ahead; every form, state and way to take part."""

from datetime import date, timedelta
from typing import Any

from maillage.activities.demo.agendas import write_agendas
from maillage.activities.demo.build import Calendar
from maillage.activities.demo.parts import write_parts
from maillage.activities.enums import ActivityState
from maillage.activities.models import Activity
from maillage.audit import journal

AHEAD = 300  # days


def write(context: Any) -> None:
    """Fill `context.made` with "activities". Run on a network that has activities, it changes nothing."""
    demo = context.profile.demo
    if demo is None or Activity.objects.exists() or not context.profile.activity_forms:
        context.made.setdefault("activities", [])
        return
    organisations = [
        one for one in context.made.get("organisations", []) if one.shows_publicly and one.state == "active"
    ]
    calendar = Calendar(context, organisations)
    forms = weighted(context.profile.activity_forms)
    for number, day in enumerate(days(calendar, demo.activities_per_year, demo.years)):
        calendar.activity(forms[number % len(forms)], day, number)
    _own(calendar, context)
    write_parts(calendar, [one for one in context.made.get("partners", []) if not one.withheld])
    calendar.write()
    _journal()
    followed = write_agendas(calendar)
    context.made["activities"] = calendar.activities
    context.say(f"{len(calendar.activities)} activités inventées, {followed} reprises d’agendas suivis")


def weighted(forms: Any) -> list[Any]:
    """Each form in turn; what is lighter to prepare comes more often."""
    times = {"sessions": 4, "cycle": 2}
    return [form for step in range(4) for form in forms if step < times.get(form.structure, 1)]


def days(calendar: Calendar, per_year: int, years: int) -> list[date]:
    """So many days a year, in order, few in high summer; the months ahead are thinner the further they are."""
    chance, found = calendar.chance, []
    for back in range(years):
        last = calendar.today - timedelta(days=365 * back + 1)
        found += [last - timedelta(days=chance.randint(0, 364)) for _number in range(per_year)]
    ahead = max(24, per_year // 2)
    found += [calendar.today + timedelta(days=2 + int(AHEAD * (rank / ahead) ** 1.6)) for rank in range(ahead)]
    return sorted(day + timedelta(days=40) if day.month in (7, 8) and day.month != calendar.today.month
                  and day + timedelta(days=40) < calendar.today else day for day in found)  # fmt: skip


def _own(calendar: Calendar, context: Any) -> None:
    """Bruno's organisation has one activity of each answer."""
    members = context.made.get("organisations", [])
    if not members:
        return
    author = getattr(context.made.get("delegate"), "user", None)
    ahead = [row for row in calendar.activities if row.starts_at.date() > calendar.today + timedelta(days=20)
             and row.structure == "sessions" and row.state in (ActivityState.ANNOUNCED, ActivityState.DRAFT)]  # fmt: skip
    for row, state in zip(
        ahead, (ActivityState.ANNOUNCED, ActivityState.PROPOSED, ActivityState.DECLINED), strict=False
    ):
        row.organiser = row.proposed_by = members[0]
        row.part, row.state, row.proposer = "hosts", state, author
        row.proposal_note = "Nous avons la salle et deux bénévoles ; il nous manque un projecteur."
        row.announced_at = (row.announced_at or calendar.at) if state == ActivityState.ANNOUNCED else None
        if state == ActivityState.DECLINED:
            row.answer = "Cette date est celle de notre assemblée : pouvez-vous la déplacer d’une semaine ?"


def _journal() -> None:
    verbs = {ActivityState.CANCELLED: "activity.cancelled", ActivityState.HELD: "activity.held",
             ActivityState.ACCOUNTED: "activity.accounted", ActivityState.ANNOUNCED: "activity.announced"}  # fmt: skip
    notes = []
    for number, title, state in Activity.objects.order_by("pk").values_list("pk", "title", "state"):
        notes.append(journal.Note("activity.created", "activities.activity", number, title))
        if state in verbs:
            changes = {"state": [str(ActivityState.DRAFT), state]}
            notes.append(journal.Note(verbs[ActivityState(state)], "activities.activity", number, title, changes))
    journal.record_many(notes, by=None)
