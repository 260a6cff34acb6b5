"""The steps of an institution: noted, proved, verified, corrected; never erased."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate, now

from maillage.advocacy import stages
from maillage.advocacy.actions import common
from maillage.advocacy.actions.restanding import lines_of, values_of
from maillage.advocacy.enums import Stage
from maillage.advocacy.models import Commitment, Step

EARLIEST = date(1950, 1, 1)


def _settle(commitment: Commitment) -> Commitment:
    """Keep beside the steps where they lead."""
    lines = lines_of(commitment.steps.all())
    for name, value in values_of(stages.standing(lines, commitment.ask.renewal_months)).items():
        setattr(commitment, name, value)
    commitment.version += 1
    commitment.save()
    return commitment


def _follows(commitment: Commitment, values: Mapping[str, Any]) -> None:
    """Refuse a step that cannot follow the one before it."""
    new = stages.Line(str(values["stage"]), values["on"])
    if one := stages.before(lines_of(commitment.steps.filter(corrected_at=None)), new):
        names = {"one": Stage(one.stage).label, "two": Stage(new.stage).label, "one_on": one.on, "two_on": new.on}
        raise common.refuse("first" if one.stage == Stage.IDENTIFIED else "order", **names)


def _verify(values: Mapping[str, Any]) -> None:
    if values["on"] > localdate():
        raise common.refuse("future")
    if values["on"] < EARLIEST:
        raise common.refuse("long_ago")
    if values["stage"] == Stage.REFUSED and not values.get("note"):
        raise common.refuse("why_refused")


def _write(commitment: Commitment, values: Mapping[str, Any], upload: Any, by: Any, corrects: Step | None) -> Step:
    same = commitment.steps.filter(corrected_at=None, stage=values["stage"], on=values["on"])
    if same.exists():
        raise common.refuse("same_step")
    _follows(commitment, values)
    document = common.kept_file(upload, str(Stage(values["stage"]).label), about=commitment, public=False, by=by)
    if corrects and not document:
        document = corrects.document
    step = Step(commitment=commitment, by=by, corrects=corrects, document=document,
                **common.cleaned(Step, values))  # fmt: skip
    step.full_clean()
    step.save()
    return step


def moved(before: str, commitment: Commitment) -> dict[str, Any]:
    """Where the institution stands now, when a step moved it: history typed late moves nothing."""
    return {"stage": [before, commitment.stage]} if before != commitment.stage else {}


@transaction.atomic
def add_step(*, commitment: Commitment, values: Mapping[str, Any], by: Any, upload: Any = None,
             return_on: date | None = None) -> Step:  # fmt: skip
    """Note a stage reached on a day. Refused when it cannot follow the one before it."""
    _verify(values)
    commitment = common.locked(commitment)
    before = commitment.stage
    step = _write(commitment, values, upload, by, None)
    if return_on:
        commitment.return_on = return_on
    commitment = _settle(commitment)
    common.record("commitment.step_added", commitment, by=by, changes={
        "étape": [None, step.get_stage_display()], "jour": [None, step.on], **moved(before, commitment)})  # fmt: skip
    return step


@transaction.atomic
def correct_step(*, step: Step, reason: str, by: Any, values: Mapping[str, Any] | None = None,
                 upload: Any = None) -> Step | None:  # fmt: skip
    """Replace a step by a right one, or withdraw it (`values=None`); the wrong one stays readable, with the reason."""
    commitment = common.locked(step.commitment)
    step = common.locked(step)
    if step.corrected_at:
        raise common.refuse("already_corrected")
    reason = common.cleaned(Step, {"correction": reason})["correction"]
    if not reason:
        raise common.refuse("why_corrected")
    step.corrected_at, step.corrected_by, step.correction = now(), by, reason[:300]
    step.save()
    replaced = None
    if values is not None:
        _verify(values)
        replaced = _write(commitment, values, upload, by, step)
    before = commitment.stage
    commitment = _settle(commitment)
    common.record("commitment.step_corrected", commitment, by=by, changes={
        "étape": [step.get_stage_display(), replaced.get_stage_display() if replaced else None],
        "jour": [step.on, replaced.on if replaced else None], "raison": [None, step.correction],
        **moved(before, commitment)})  # fmt: skip
    return replaced


@transaction.atomic
def verify_step(*, step: Step, by: Any) -> Step:
    """Someone read the proof, and says so."""
    step = common.locked(step)
    if step.corrected_at:
        raise common.refuse("already_corrected")
    step.verified_by, step.verified_on = by, localdate()
    step.save()
    common.record(
        "commitment.step_verified", step.commitment, by=by, changes={"étape": [None, step.get_stage_display()]}
    )
    return step
