"""The minutes: drafted from the facts, edited, read over, adopted, signed. Every version is kept; what is adopted is shut."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.timezone import localdate, now
from django.utils.translation import override
from django_q.tasks import async_task

from maillage.assemblies.enums import AssemblyState
from maillage.assemblies.models import Assembly
from maillage.core.text import clean
from maillage.minutes import drafting
from maillage.minutes.actions.common import linked, locked, record, refuse
from maillage.minutes.enums import MinutesState, Signing
from maillage.minutes.models import Minutes, MinutesRemark, MinutesSignature, MinutesVersion
from maillage.minutes.record import chain, facts, layout
from maillage.network import current
from maillage.organisations.models import Person

Section = dict[str, Any]
HELD = (AssemblyState.OPEN, AssemblyState.SUSPENDED, AssemblyState.CLOSED)


def digest_of(sections: Sequence[Section]) -> str:
    return chain.sha256(chain.canonical(list(sections)))


def content_of(minutes: Minutes, version: MinutesVersion) -> bytes:
    """What the chain keeps the digest of when the minutes are adopted: the text, and the papers of the meeting."""
    return chain.canonical({
        "meeting": layout.meeting(minutes.assembly_id), "version": version.number, "sections": version.sections,
        "adopted_on": minutes.adopted_on.isoformat() if minutes.adopted_on else None, "decision": minutes.decision,
        "adopted_at": layout.meeting(minutes.adopted_at_id) if minutes.adopted_at_id else None,
        "papers": {path: chain.sha256(text.encode()) for path, text in minutes.filed.items()},
    })  # fmt: skip


def signature_content(signature: MinutesSignature) -> bytes:
    """What the chain keeps the digest of when one signs: who, in which office, the digest of what."""
    return chain.canonical({
        "meeting": layout.meeting(signature.minutes.assembly_id), "office": signature.office, "name": signature.name,
        "text": signature.digest, "on": localdate(signature.at, current.zone()).isoformat(),
    })  # fmt: skip


def _write(minutes: Minutes, sections: Sequence[Section], *, by: Any, note: str = "") -> MinutesVersion:
    last = minutes.versions.order_by("-number").first()
    digest = digest_of(sections)
    if last and last.digest == digest:
        raise refuse("same")
    minutes.version += 1
    minutes.save(update_fields=["version", "changed_at"])
    return MinutesVersion.objects.create(
        minutes=minutes, number=last.number + 1 if last else 1, sections=list(sections), note=clean(note)[:300],
        digest=digest, by=by,
    )  # fmt: skip


def drafted(assembly: Assembly) -> list[Section]:
    """The facts, in the language and by the clock of the network whoever asks."""
    with override(current.profile().language.code), timezone.override(current.zone()):
        return drafting.sections(assembly)


@transaction.atomic
def draft(*, assembly: Assembly, by: Any) -> Minutes:
    """The first version, from what the house knows of a closed meeting."""
    assembly = locked(assembly)
    if assembly.state != AssemblyState.CLOSED:
        raise refuse("not_closed")
    if Minutes.objects.filter(assembly=assembly).exists():
        raise refuse("exists")
    minutes = Minutes.objects.create(assembly=assembly)
    _write(minutes, drafted(assembly), by=by)
    record("minutes.drafted", minutes, by=by)
    return minutes


@transaction.atomic
def refresh(*, minutes: Minutes, by: Any) -> MinutesVersion:
    """Take the facts again (a count declared since, a time put right) and keep what people wrote."""
    minutes = opened(minutes)
    written = {section["key"]: section["text"] for section in minutes.text.sections}
    fresh = drafted(minutes.assembly)
    for section in fresh:
        section["text"] = written.pop(section["key"], "")
    kept = [section for section in minutes.text.sections if section["key"] in written and section["text"]]
    version = _write(minutes, [*fresh, *({**section, "facts": []} for section in kept)], by=by)
    record("minutes.refreshed", minutes, by=by, changes={"version": [version.number - 1, version.number]})
    return version


def opened(minutes: Minutes) -> Minutes:
    """The minutes, locked, whose text may still change."""
    minutes = locked(minutes)
    if not minutes.is_open:
        raise refuse("locked")
    return minutes


@transaction.atomic
def write(*, minutes: Minutes, texts: dict[str, str], by: Any, note: str = "") -> MinutesVersion:
    """A new version with other words: {key of the section: text}. The facts are the house's, and stay."""
    minutes = opened(minutes)
    sections = [
        {
            **section,
            "text": clean(texts[section["key"]], multiline=True)[:50_000]
            if section["key"] in texts
            else section["text"],
        }
        for section in minutes.text.sections
    ]
    version = _write(minutes, sections, by=by, note=note)
    record("minutes.written", minutes, by=by, changes={"version": [version.number - 1, version.number]})
    return version


def _move(minutes: Minutes, state: MinutesState) -> None:
    if not MinutesState(minutes.state).can_become(state):
        raise refuse("state", state=minutes.get_state_display(), other=state.label)
    minutes.state = state


@transaction.atomic
def send_to_review(*, minutes: Minutes, by: Any) -> Minutes:
    """Those who were there are told, read it over and may ask for a correction."""
    minutes = locked(minutes)
    _move(minutes, MinutesState.REVIEW)
    minutes.save(update_fields=["state", "changed_at"])
    transaction.on_commit(partial(async_task, "maillage.minutes.jobs.tell_review", minutes.pk))
    record("minutes.sent_to_review", minutes, by=by)
    return minutes


@transaction.atomic
def take_back(*, minutes: Minutes, by: Any) -> Minutes:
    """Back to the draft, out of the readers' sight."""
    minutes = locked(minutes)
    _move(minutes, MinutesState.DRAFT)
    minutes.save(update_fields=["state", "changed_at"])
    record("minutes.taken_back", minutes, by=by)
    return minutes


@transaction.atomic
def remark(*, minutes: Minutes, text: str, by: Any, section: str = "") -> MinutesRemark:
    """A reader asks for a correction, while it is read over."""
    minutes = locked(minutes)
    if minutes.state != MinutesState.REVIEW:
        raise refuse("locked")
    row = MinutesRemark(minutes=minutes, section=section[:60], text=clean(text, multiline=True), by=by)
    row.full_clean(exclude=["minutes", "by"])
    row.save(force_insert=True)
    record("minutes.remarked", minutes, by=by)
    return row


@transaction.atomic
def settle(*, remark: MinutesRemark, answer: str, by: Any) -> MinutesRemark:
    """Say what was done of a remark."""
    remark = locked(remark)
    opened(remark.minutes)
    remark.answer, remark.settled_at = clean(answer)[:500], now()
    remark.full_clean(exclude=["minutes", "by"])
    remark.save()
    record("minutes.remark_settled", remark.minutes, by=by)
    return remark


@transaction.atomic
def adopt(*, minutes: Minutes, on: date, by: Any, at: Assembly | None = None, decision: str = "") -> Minutes:
    """Adopted by a later meeting (or by the body, on a day): the text is shut and takes its link in the chain."""
    minutes = locked(minutes)
    if minutes.remarks.filter(settled_at=None).exists():
        raise refuse("remarks")
    _move(minutes, MinutesState.ADOPTED)
    if on > localdate():
        raise refuse("future")
    if on < localdate(minutes.assembly.starts_at):
        raise refuse("before")
    if at and (at.state not in HELD or at.day != on):
        raise refuse("not_held")
    minutes.adopted_on, minutes.adopted_at, minutes.decision = on, at, clean(decision)[:300]
    with override(current.profile().language.code):
        minutes.filed = {path: content.decode() for path, content in facts.files_of(minutes.assembly)}
    ref = layout.meeting(minutes.assembly_id)
    minutes.link = linked(kind="minutes", ref=ref, on=on, content=content_of(minutes, minutes.text)).digest
    minutes.version += 1
    minutes.save()
    record("minutes.adopted", minutes, by=by, changes={"adopté le": [None, on]})
    return minutes


@transaction.atomic
def sign(*, minutes: Minutes, office: str, person: Person, by: Any) -> MinutesSignature:
    """One of the two signatures. With the second the minutes are signed."""
    minutes = locked(minutes)
    if minutes.state != MinutesState.ADOPTED:
        raise refuse("not_adopted")
    held = list(minutes.signatures.all())
    if any(signature.office == office for signature in held):
        raise refuse("signed")
    if any(signature.person_id == person.pk for signature in held):
        raise refuse("same_person")
    row = MinutesSignature.objects.create(minutes=minutes, office=Signing(office), person=person, name=str(person),
                                          digest=chain.sha256(content_of(minutes, minutes.text)), by=by)  # fmt: skip
    ref = f"{layout.meeting(minutes.assembly_id)}/signature-{row.office}"
    linked(kind="signature", ref=ref, on=localdate(row.at, current.zone()), content=signature_content(row))
    if len(held) + 1 == len(Signing):
        _move(minutes, MinutesState.SIGNED)
        minutes.save(update_fields=["state", "changed_at"])
    record("minutes.signed", minutes, by=by, changes={str(Signing(office).label): [None, "signé"]})
    return row


@transaction.atomic
def open_to_all(*, minutes: Minutes, public: bool, by: Any) -> Minutes:
    """Whether everyone may read the minutes, once adopted."""
    minutes = locked(minutes)
    if public and minutes.is_open:
        raise refuse("state", state=minutes.get_state_display(), other=str(MinutesState.ADOPTED.label))
    minutes.public = public
    minutes.save(update_fields=["public", "changed_at"])
    record("minutes.opened", minutes, by=by, changes={"public": [not public, public]})
    return minutes
