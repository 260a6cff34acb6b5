"""Write and change an activity: its words, how it is classified, who makes it with whom."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from maillage.activities import signals, words
from maillage.activities.actions import sessions as dates
from maillage.activities.actions.common import indexed, is_told, locked, record, refuse, snapshot
from maillage.activities.enums import ActivityState, Kind
from maillage.activities.models import Activity, ActivityDocument, Classification, CoOrganiser, Translation
from maillage.audit import journal
from maillage.files.models import Document
from maillage.organisations.models import Organisation

Codes = Mapping[str, Iterable[str]]
# What those who come are told again when it changes.
TOLD_TO_ALL = ("title", "price", "is_free", "meal", "childcare", "interpretation", "outside_url")


@transaction.atomic
def create(*, values: Mapping[str, Any], by: Any, codes: Codes | None = None, co_organisers: Iterable[Any] = (),
           sessions: Iterable[Mapping[str, Any]] = (), state: str = ActivityState.DRAFT) -> Activity:  # fmt: skip
    """A new activity: a draft, or a proposal. `sessions` are the values of its dates. Raises ValidationError."""
    activity = Activity(state=state, **values)
    if "structure" not in values:
        activity.structure = words.structure_of(activity.form)
    clean(activity)
    activity.save()
    if codes:
        _classify(activity, codes)
    _join(activity, co_organisers)
    changes = {name: [None, value] for name, value in snapshot(activity).items() if value not in ("", None, [], False)}
    record("activity.created", activity, by=by, changes=changes)
    rows = list(sessions)
    if rows:
        dates.add_sessions(activity=activity, rows=rows, by=by)
        activity.refresh_from_db()
    indexed([activity.pk])
    return activity


@transaction.atomic
def edit(*, activity: Activity, values: Mapping[str, Any], by: Any, codes: Codes | None = None,
         co_organisers: Iterable[Any] | None = None) -> Activity:  # fmt: skip
    """Change the fields, codes and co-organisers given; raises its version. Those who come learn what matters to them."""
    activity = locked(activity)
    before = snapshot(activity)
    personal = {name: getattr(activity, name) for name in ("contact_name", "contact_email", "contact_phone")}
    for name, value in values.items():
        setattr(activity, name, value)
    clean(activity)
    changes = journal.difference(before, snapshot(activity))
    if codes is not None:
        changes |= _classify(activity, codes)
    if co_organisers is not None:
        changes |= _join(activity, co_organisers, replace=True)
    if not changes and all(getattr(activity, name) == value for name, value in personal.items()):
        return activity
    activity.version += 1
    activity.save()
    record("activity.updated", activity, by=by, changes=changes)
    indexed([activity.pk])
    if is_told(activity) and any(name in changes for name in TOLD_TO_ALL):
        signals.activity_changed.send(Activity, activity=activity, by=by)
    return activity


def clean(activity: Activity) -> None:
    """Whole and coherent. Raises ValidationError."""
    if activity.movement_year and not activity.movement:
        raise refuse("edition")
    if activity.is_free:
        activity.price = ""
    activity.full_clean(validate_constraints=True)


def _classify(activity: Activity, codes: Codes) -> dict[str, list[Any]]:
    """Give it the codes of each kind named; other kinds stay."""
    changes: dict[str, list[Any]] = {}
    kept: dict[str, set[str]] = {}
    for kind, code in activity.classifications.values_list("kind", "code"):
        kept.setdefault(kind, set()).add(code)
    for kind, given in codes.items():
        wanted, had = {code for code in given if code}, kept.get(kind, set())
        if wanted == had:
            continue
        activity.classifications.filter(kind=kind, code__in=had - wanted).delete()
        Classification.objects.bulk_create(
            Classification(activity=activity, kind=Kind(kind), code=code) for code in sorted(wanted - had)
        )
        changes[str(kind)] = [sorted(had), sorted(wanted)]
    return changes


def _join(activity: Activity, others: Iterable[Any], *, replace: bool = False) -> dict[str, list[Any]]:
    """Co-organisers: organisations, or names outside the directory. The organiser is not its own."""
    wanted: dict[Any, CoOrganiser] = {}
    for one in others:
        if isinstance(one, Organisation):
            if one.pk != activity.organiser_id:
                wanted.setdefault(one.pk, CoOrganiser(activity=activity, organisation=one))
        elif name := str(one).strip()[:200]:
            wanted.setdefault(name, CoOrganiser(activity=activity, name=name))
    had = {row.organisation_id or row.name: row for row in activity.co_organisers.all()} if replace else {}
    if set(had) == set(wanted):
        return {}
    CoOrganiser.objects.filter(pk__in=[row.pk for key, row in had.items() if key not in wanted]).delete()
    CoOrganiser.objects.bulk_create(row for key, row in wanted.items() if key not in had)
    return {"co_organisers": [list(had), list(wanted)]}


@transaction.atomic
def translate(*, activity: Activity, language: str, title: str, summary: str, text: str, by: Any) -> None:
    """The same activity told in another language; without a title, that language is taken away."""
    activity = locked(activity)
    if title.strip():
        row = Translation.objects.filter(activity=activity, language=language).first() or Translation(
            activity=activity, language=language
        )
        if (row.title, row.summary, row.text) == (title, summary, text):
            return
        row.title, row.summary, row.text = title, summary, text
        row.full_clean()
        row.save()
    elif not activity.translations.filter(language=language).delete()[0]:
        return
    activity.version += 1
    activity.save(update_fields=["version", "updated_at"])
    record("activity.translated", activity, by=by, changes={"language": [None, language], "title": [None, title]})
    indexed([activity.pk])


@transaction.atomic
def set_poster(*, activity: Activity, poster: str, alt: str, by: Any) -> Activity:
    """Give it a poster (public id of an image of the room files) with its words, or none."""
    activity = locked(activity)
    before = snapshot(activity)
    activity.poster, activity.poster_alt = poster, alt if poster else ""
    activity.full_clean()
    changes = journal.difference(before, snapshot(activity))
    if changes:
        activity.version += 1
        activity.save()
        record("activity.poster_changed", activity, by=by, changes=changes)
    return activity


@transaction.atomic
def attach(*, activity: Activity, document: Document, by: Any) -> None:
    """Show a document on the activity's page, to those who may open it."""
    _row, made = ActivityDocument.objects.get_or_create(activity=activity, document=document)
    if made:
        record("activity.document_added", activity, by=by, changes={"document": [None, document.pk]})


@transaction.atomic
def detach(*, activity: Activity, document: Document, by: Any) -> None:
    """Take a document off the page; it stays in the files."""
    if ActivityDocument.objects.filter(activity=activity, document=document).delete()[0]:
        record("activity.document_removed", activity, by=by, changes={"document": [document.pk, None]})
