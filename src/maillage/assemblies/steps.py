"""The secretary's check-list: what is done, what comes next, by when, and what the law asks."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.assemblies import law, quorum, words
from maillage.assemblies.actions import call, notices
from maillage.assemblies.enums import AssemblyKind, AssemblyState, DeliveryRoute, DeliveryState, Mode, RequestState
from maillage.assemblies.models import Assembly, NoticeDelivery, Paper
from maillage.core.registry import Step, house


@dataclass(frozen=True, slots=True)
class Shown:
    """A step at its place: « done », « now » (the next to do), « late », « later », or « missed » (its time is over)."""

    step: Step
    number: int
    state: str
    left: str = ""


def gathered(assembly: Assembly) -> list[Step]:
    """The steps of every room, in order."""
    found: list[Step] = []
    for room in house.assembly_steps:
        found += room.steps(assembly)
    return sorted(found, key=lambda one: one.order)


def shown(assembly: Assembly) -> list[Shown]:
    """The check-list as it is read: one step alone is the next."""
    today, lines, found_next, opened = localdate(), [], False, assembly.opened_at is not None
    for number, step in enumerate(gathered(assembly), 1):
        over = opened and step.before
        left = words.days_left((step.due - today).days) if step.due and not step.done and not over else ""
        state = "done" if step.done else "missed" if over else "late" if step.due and step.due < today else "later"
        if state == "later" and not found_next:
            state = "now"
        found_next = found_next or state in ("now", "late")
        lines.append(Shown(step, number, state, left))
    return lines


def calling(assembly: Assembly) -> Iterable[Step]:
    """The steps of this half of the room: from the date to the notice, and to the second meeting."""
    if assembly.state == AssemblyState.CANCELLED:
        return []
    return [*_prepare(assembly), *_call(assembly), *_after(assembly)]


def _url(name: str, assembly: Assembly) -> str:
    return reverse(f"assemblies:{name}", args=[assembly.pk])


def _prepare(assembly: Assembly) -> Iterator[Step]:
    annual = law.annual_due(assembly.day or localdate()) if assembly.kind == AssemblyKind.ANNUAL else None
    due, source = annual or (None, "")
    fixed = bool(assembly.starts_at and (assembly.place or assembly.mode == Mode.REMOTE))
    fixed &= bool(assembly.remote_url) or assembly.mode == Mode.ON_SITE
    yield Step("date", _("Fixer la date et le lieu"), fixed, due, _url("edit", assembly), source, order=10, before=True)
    last = law.notice_due(assembly)
    sent = law.legal().agenda.sent_with_notice
    yield Step("agenda", _("Écrire l’ordre du jour"), assembly.items.exists(), last, _url("agenda", assembly),
               sent.source if assembly.is_general else "", order=20, before=True)  # fmt: skip
    waiting = assembly.item_requests.filter(state=RequestState.REACHED).count()
    asked = assembly.item_requests.exists()
    if asked:
        yield Step("requests", ngettext("Répondre à la demande de membres (%(n)s en attente)",
                                        "Répondre aux demandes de membres (%(n)s en attente)", waiting) % {"n": waiting}
                   if waiting else _("Répondre aux demandes de membres"),
                   not waiting, last, f"{assembly.get_absolute_url()}#demandes", law.item_rule()[1], order=25, before=True)  # fmt: skip
    papers = Paper.objects.current().filter(assembly=assembly).exists()
    yield Step("papers", _("Joindre les documents"), papers, last, _url("agenda", assembly), "", order=30, before=True)
    label = _("Faire la liste électorale") if assembly.is_general else _("Faire la liste des personnes qui siègent")
    yield Step("roll", label, assembly.roll_id is not None, last,
               assembly.roll.get_absolute_url() if assembly.roll else _url("roll", assembly),
               assembly.rights_source or law.rights_day(assembly)[1], order=40, before=True)  # fmt: skip


def _call(assembly: Assembly) -> Iterator[Step]:
    asked, due = law.notice_delay(assembly), law.notice_due(assembly)
    said = asked.source if not asked.days else _("%(n)s jours francs : %(source)s") % {"n": asked.days, "source": asked.source}  # fmt: skip
    yield Step("notice", _("Convoquer"), assembly.called_at is not None or assembly.is_running or assembly.is_over, due,
               _url("notice", assembly), said, order=60, before=True)  # fmt: skip
    if assembly.called_at is None:
        return
    url = _url("notice", assembly)
    if call.must_be_told(assembly):
        yield Step(
            "change", _("Annoncer le changement de date ou de lieu"), False, localdate(), url, "", order=62, before=True
        )
    rows = NoticeDelivery.objects.filter(notice__assembly=assembly)
    letters = rows.filter(route=DeliveryRoute.LETTER)
    if letters.exists():
        left = letters.filter(state=DeliveryState.QUEUED).count()
        yield Step("letters", _("Imprimer et poster les lettres"), not left, due, url, "", order=64, before=True)
    bounced = rows.filter(state=DeliveryState.BOUNCED, route=DeliveryRoute.MAIL)
    numbers = list(bounced.order_by("notice__number").values_list("notice__number", flat=True))
    if lost := len(numbers):
        yield Step("bounced", ngettext("Joindre autrement %(n)s personne dont le courriel est revenu",
                                       "Joindre autrement %(n)s personnes dont le courriel est revenu", lost) % {"n": lost},
                   False, due, f"{url}?avis={numbers[0]}&etat=bounced", "", order=66, before=True)  # fmt: skip
    if not assembly.is_running and not assembly.is_over and (more := notices.missing(assembly)):
        yield Step("added", ngettext("Convoquer %(n)s personne ajoutée depuis", "Convoquer %(n)s personnes ajoutées depuis",
                                     more) % {"n": more}, False, due, url, "", order=68, before=True)  # fmt: skip


def _after(assembly: Assembly) -> Iterator[Step]:
    rule = law.legal().second_meeting
    if assembly.state == AssemblyState.CLOSED and rule.value.possible and quorum.awaits_second(assembly):
        done = assembly.seconds.exclude(state=AssemblyState.CANCELLED).exists()
        yield Step("second", _("Convoquer la seconde réunion, le quorum n’étant pas atteint"), done,
                   None if done else _later(assembly.day), _url("second", assembly), rule.source, order=150)  # fmt: skip


def _later(day: date | None) -> date | None:
    return day + timedelta(days=7) if day else None
