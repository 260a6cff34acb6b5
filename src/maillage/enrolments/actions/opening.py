"""How one enrols in an activity: open, places and their kinds, questions, close, copy with the activity."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from maillage.activities.enums import Mode
from maillage.activities.models import Activity, Session
from maillage.audit import journal
from maillage.enrolments import places
from maillage.enrolments.actions.calling import call_next
from maillage.enrolments.actions.common import refuse
from maillage.enrolments.models import Enrolment, Opening, PlaceKind, Question, Quota

RULES = ("opens_at", "closes_at", "approval", "waiting_list", "answer_hours", "most_places", "ask_names", "ask_phone",
         "contribution", "contribution_note", "welcome", "remind_days", "purge_days")  # fmt: skip


def mode_name(mode: Mode) -> str:
    return _("Sur place") if mode == Mode.ONSITE else _("En ligne")


def record(verb: str, opening: Opening, by: Any, changes: Mapping[str, Any] | None = None) -> None:
    journal.record(verb, opening.activity, by=by, changes=changes)


@transaction.atomic
def open_enrolment(
    *, activity: Activity, by: Any, size: int | None = None, online_size: int | None = None, **rules: Any
) -> Opening:
    """Open enrolment with few choices: how many places on site and on line (None: without limit), and the rules that
    are given. Kinds of places follow from how the dates are held."""
    if Opening.objects.filter(activity=activity).exists():
        raise ValidationError(_("Les inscriptions de cette activité existent déjà."))
    opening = Opening(activity=activity, **{name: value for name, value in rules.items() if name in RULES})
    opening.full_clean()
    opening.save()
    modes = set(activity.sessions.filter(cancelled_at=None).values_list("mode", flat=True)) or {str(Mode.ONSITE)}
    onsite = modes & {Mode.ONSITE, Mode.BOTH} or not modes & {Mode.ONLINE, Mode.BOTH}
    shown = [Mode.ONSITE] if onsite else []
    shown += [Mode.ONLINE] if modes & {Mode.ONLINE, Mode.BOTH} else []
    for rank, mode in enumerate(shown, 1):
        name = mode_name(mode) if len(shown) > 1 else _("Place")
        kind = PlaceKind.objects.create(opening=opening, name=name, mode=mode, rank=rank)
        places_of = size if mode == Mode.ONSITE else online_size
        if places_of is not None:
            kind.quotas.add(Quota.objects.create(opening=opening, name=mode_name(mode), size=places_of))
    record("opening.made", opening, by, {"places": [None, size]})
    return opening


@transaction.atomic
def change_opening(*, opening: Opening, values: Mapping[str, Any], by: Any) -> Opening:
    """Other dates, approval, waiting list, questions of contact, words, days of reminder and of purge."""
    opening = places.hold_still(opening)
    before = journal.snapshot(opening, RULES)
    for name, value in values.items():
        if name in RULES:
            setattr(opening, name, value)
    opening.version += 1
    opening.full_clean()
    opening.save()
    record("opening.changed", opening, by, journal.difference(before, journal.snapshot(opening, RULES)))
    return opening


@transaction.atomic
def remove_opening(*, opening: Opening, by: Any) -> Activity:
    """Take enrolment away from an activity, while nobody has enrolled."""
    opening = places.hold_still(opening)
    if Enrolment.objects.filter(activity=opening.activity).exists():
        raise refuse("has_enrolments")
    activity = opening.activity
    record("opening.removed", opening, by)
    opening.delete()
    return activity


def reshape(opening: Opening, change: Callable[[Opening], Any], verb: str, by: Any) -> Any:
    """Change quotas or kinds while nobody takes places: the kinds' rows are locked (places being written hold them),
    then everything is counted anew and whoever fits in what is freed is called."""
    with transaction.atomic():
        opening = places.hold_still(opening)
        list(opening.kinds.select_for_update(of=("self",)).order_by("pk").values_list("pk"))
        done = change(opening)
        places.recount(opening)
        Opening.objects.filter(pk=opening.pk).update(version=opening.version + 1)
        record(verb, opening, by)
        call_next(opening, by=by)
        return done


def save_quota(
    *, opening: Opening, by: Any, name: str, size: int, session: Session | None = None, quota: Quota | None = None,
    kinds: Iterable[PlaceKind] | None = None,
) -> Quota:  # fmt: skip
    """A quota, new or changed. Raises ValidationError when its size would be under what is taken."""

    def change(opening: Opening) -> Quota:
        if session is not None and session.activity_id != opening.activity_id:
            raise refuse("unknown_date")
        row = opening.quotas.get(pk=quota.pk) if quota is not None else Quota(opening=opening, size=size)
        row.name, row.session = name, session
        row.full_clean(exclude=["opening"])
        row.save()
        if kinds is not None:
            row.kinds.set(kinds)
        taken = places.counted(opening)[row.pk]
        if taken > size:
            raise places.under(name, taken, size)
        Quota.objects.filter(pk=row.pk).update(size=size, taken=taken)
        row.size, row.taken = size, taken
        return row

    return reshape(opening, change, "opening.quota_set", by)  # type: ignore[no-any-return]


def remove_quota(*, quota: Quota, by: Any) -> None:
    """What it limited is limited no more (but by the other quotas)."""
    reshape(quota.opening, lambda opening: opening.quotas.filter(pk=quota.pk).delete(), "opening.quota_removed", by)


def save_kind(
    *, opening: Opening, by: Any, values: Mapping[str, Any], quotas: Iterable[Quota], kind: PlaceKind | None = None
) -> PlaceKind:
    """A kind of place, new or changed, with the quotas it takes from. Raises ValidationError when one of these
    would be passed by the places already taken."""

    def change(opening: Opening) -> PlaceKind:
        row = opening.kinds.get(pk=kind.pk) if kind is not None else PlaceKind(opening=opening)
        for name, value in values.items():
            setattr(row, name, value)
        row.full_clean(exclude=["opening"])
        row.save()
        row.quotas.set(opening.quotas.filter(pk__in=[one.pk for one in quotas]))
        return row

    return reshape(opening, change, "opening.kind_set", by)  # type: ignore[no-any-return]


def remove_kind(*, kind: PlaceKind, by: Any) -> None:
    def change(opening: Opening) -> None:
        if kind.places.exists():
            raise refuse("held")
        opening.kinds.filter(pk=kind.pk).delete()

    reshape(kind.opening, change, "opening.kind_removed", by)


def quotas_by_date(*, opening: Opening, size: int, by: Any) -> int:
    """A quota for each date that has none yet, for every kind held on site or on line at that date. What one kind
    took from a quota without a date stays. Returns how many were made."""

    def change(opening: Opening) -> int:
        known = set(opening.quotas.exclude(session=None).values_list("session", flat=True))
        kinds, made = list(opening.kinds.all()), 0
        sessions = opening.activity.sessions.filter(cancelled_at=None).exclude(pk__in=known)
        for session in sessions.order_by("starts_at"):
            for mode in (Mode.ONSITE, Mode.ONLINE):
                taking = [one for one in kinds if one.mode == mode]
                if session.mode in (mode, Mode.BOTH) and taking:
                    made += 1
                    quota = Quota.objects.create(
                        opening=opening, session=session, size=size, name=day_name(session, mode)
                    )
                    quota.kinds.set(taking)
        return made

    return int(reshape(opening, change, "opening.quota_set", by))


def day_name(session: Session, mode: Mode) -> str:
    day = localtime(session.starts_at).strftime("%d/%m/%Y")
    return f"{mode_name(mode)}, {day}" if session.mode == Mode.BOTH else day


@transaction.atomic
def save_question(
    *, opening: Opening, by: Any, values: Mapping[str, Any], question: Question | None = None
) -> Question:
    """A question, new or changed; its condition must be on another one that does not wait for it."""
    opening = places.hold_still(opening)
    row = opening.questions.get(pk=question.pk) if question is not None else Question(opening=opening)
    for name, value in values.items():
        setattr(row, name, value)
    parents = dict(opening.questions.values_list("pk", "after"))
    up, seen = row.after_id, {row.pk}
    while up is not None:
        if up in seen or up not in parents:
            raise ValidationError({"after": _("Cette condition tourne en rond : choisissez une autre question.")})
        seen.add(up)
        up = parents[up]
    row.full_clean(exclude=["opening"])
    row.save()
    record("opening.question_set", opening, by)
    return row


@transaction.atomic
def remove_question(*, question: Question, by: Any) -> None:
    """Those asked after it are then asked of everyone; answers already given go with it."""
    opening = places.hold_still(question.opening)
    key, changed = question.key, []
    for row in Enrolment.objects.filter(activity=opening.activity).exclude(answers={}):
        if row.answers.pop(key, None) is not None:
            changed.append(row)
    Enrolment.objects.bulk_update(changed, ["answers"], batch_size=500)
    opening.questions.filter(pk=question.pk).delete()
    record("opening.question_removed", opening, by)


@transaction.atomic
def copy_opening(*, origin: Activity, copy: Activity, sessions: Mapping[int, Session], by: Any) -> Opening | None:
    """The same rules, places and questions for the copy of an activity; nobody enrolled, no dates of opening."""
    model = Opening.objects.filter(activity=origin).first()
    if model is None or Opening.objects.filter(activity=copy).exists():
        return None
    kept = {name: getattr(model, name) for name in RULES if name not in ("opens_at", "closes_at")}
    opening = Opening.objects.create(activity=copy, **kept)
    quotas: dict[int, Quota] = {}
    for old in model.quotas.all():
        if old.session_id is None or old.session_id in sessions:
            quotas[old.pk] = Quota.objects.create(
                opening=opening, name=old.name, size=old.size, session=sessions.get(old.session_id or 0)
            )
    for kind in model.kinds.prefetch_related("quotas"):
        new = PlaceKind.objects.create(opening=opening, name=kind.name, detail=kind.detail, mode=kind.mode,
                                       rank=kind.rank, is_open=kind.is_open)  # fmt: skip
        new.quotas.set([quotas[one.pk] for one in kind.quotas.all() if one.pk in quotas])
    copied: dict[int, Question] = {}
    olds = list(model.questions.all())
    for old_question in olds:
        copied[old_question.pk] = Question.objects.create(
            opening=opening, label=old_question.label, help=old_question.help, kind=old_question.kind,
            options=old_question.options, required=old_question.required, is_private=old_question.is_private,
            after_answer=old_question.after_answer, rank=old_question.rank,
        )  # fmt: skip
    for old_question in olds:
        if old_question.after_id in copied:
            Question.objects.filter(pk=copied[old_question.pk].pk).update(after=copied[old_question.after_id])
    record("opening.made", opening, by)
    return opening
