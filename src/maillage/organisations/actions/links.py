"""Typed links, written from both ends in one pair: who works where, who belongs to whom, who keeps a page."""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from maillage.core.text import clean
from maillage.organisations import tree
from maillage.organisations.actions import shared
from maillage.organisations.enums import Relation
from maillage.organisations.models import Link, Organisation, Person

End = Organisation | Person


@transaction.atomic
def link(*, origin: Organisation, target: End, relation: str, by: Any, role: str = "", started_on: date | None = None,
         ended_on: date | None = None, is_public: bool = False, keeps_page: bool = False) -> Link:  # fmt: skip
    """Tie an organisation to another or to a person, from both ends. Returns the end read from `origin`.

    Raises ValidationError: dates the wrong way round, the same link at the same time, an affiliation that would turn
    in a circle (its path is shown).
    """
    tie = Relation(relation)
    _check_ends(origin, target, tie)
    _check_dates(started_on, ended_on)
    Organisation.objects.select_for_update(of=("self",)).get(pk=origin.pk)
    _check_overlap(origin, target, tie, started_on, ended_on)
    if tie is Relation.AFFILIATED_TO:
        _check_circle(origin, target, started_on, ended_on)
    withheld_person = isinstance(target, Person) and target.withheld
    said: dict[str, Any] = {
        "pair": uuid.uuid4(), "relation": tie, "role": clean(role)[:120], "started_on": started_on,
        "ended_on": ended_on, "is_public": is_public and not withheld_person,
        "keeps_page": keeps_page and isinstance(target, Person),
    }  # fmt: skip
    there, back = Link(**said), Link(**said, is_reverse=True)
    _set_ends(there, origin, target)
    _set_ends(back, target, origin)
    Link.objects.bulk_create([there, back])
    _tell("linked", there, by=by, changes=_said(there))
    return there


@transaction.atomic
def update_link(*, link: Link, values: Mapping[str, Any], by: Any) -> Link:
    """Change the role, the dates, what is public or who keeps the page; at both ends."""
    there = _locked(link)
    before = _said(there)
    _check_dates(values.get("started_on", there.started_on), values.get("ended_on", there.ended_on))
    allowed = {name: value for name, value in values.items()
               if name in ("role", "started_on", "ended_on", "is_public", "keeps_page")}  # fmt: skip
    if isinstance(there.target, Person) and there.target.withheld:
        allowed["is_public"] = False
    for name, value in allowed.items():
        setattr(there, name, value)
    _check_overlap(there.origin, there.target, Relation(there.relation), there.started_on, there.ended_on, there.pair)
    if there.relation == Relation.AFFILIATED_TO and there.to_organisation:
        _check_circle(there.origin, there.to_organisation, there.started_on, there.ended_on)
    Link.objects.filter(pair=there.pair).update(**allowed)
    changes = {name: [before[name][1], pair[1]] for name, pair in _said(there).items() if before[name][1] != pair[1]}
    if changes:
        _tell("link_changed", there, by=by, changes=changes)
    return there


@transaction.atomic
def end(*, link: Link, on: date | None = None, by: Any) -> Link:
    """The link was true until that day (today when nothing is said)."""
    there = _locked(link)
    day = on or localdate()
    if there.started_on and day < there.started_on:
        raise ValidationError(_("Un lien ne finit pas avant d’avoir commencé."))
    before = there.ended_on
    Link.objects.filter(pair=there.pair).update(ended_on=day, keeps_page=False)
    there.ended_on, there.keeps_page = day, False
    _tell("link_ended", there, by=by, changes={"ended_on": [before, day], **_other_end(there)})
    return there


@transaction.atomic
def unlink(*, link: Link, by: Any) -> None:
    """Take away a link that was never true, at both ends."""
    there = _locked(link)
    _tell("unlinked", there, by=by, changes={name: [pair[1], None] for name, pair in _said(there).items()})
    Link.objects.filter(pair=there.pair).delete()


def _locked(link: Link) -> Link:
    """The end that is read from the organisation that says it."""
    rows = Link.objects.select_for_update(of=("self",)).filter(pair=link.pair, is_reverse=False)
    there = rows.select_related("from_organisation", "to_organisation", "to_person").first()
    if there is None:
        raise ValidationError(_("Ce lien n’existe plus."))
    return there


def _check_ends(origin: Organisation, target: End, tie: Relation) -> None:
    if tie.between_organisations != isinstance(target, Organisation):
        raise ValidationError(
            _("« %(relation)s » ne lie pas ces deux fiches : choisissez un autre lien.") % {"relation": tie.label}
        )
    if isinstance(target, Organisation) and target.pk == origin.pk and tie is not Relation.AFFILIATED_TO:
        raise ValidationError(_("Une organisation n’est pas liée à elle-même."))
    if isinstance(target, Person) and target.erased_at:
        raise ValidationError(_("Cette personne a été effacée."))


def _check_dates(started_on: date | None, ended_on: date | None) -> None:
    if started_on and ended_on and started_on > ended_on:
        raise ValidationError(_("La fin est avant le début : corrigez l’une des deux dates."))


def _overlapping(started_on: date | None, ended_on: date | None) -> Q:
    overlap = Q()
    if ended_on:
        overlap &= Q(started_on=None) | Q(started_on__lte=ended_on)
    if started_on:
        overlap &= Q(ended_on=None) | Q(ended_on__gte=started_on)
    return overlap


def _check_overlap(origin: Any, target: Any, tie: Relation, started_on: date | None, ended_on: date | None,
                   pair: uuid.UUID | None = None) -> None:  # fmt: skip
    same = Link.objects.filter(_overlapping(started_on, ended_on), relation=tie, from_organisation=origin)
    same = same.filter(to_person=target) if isinstance(target, Person) else same.filter(to_organisation=target)
    if not tie.symmetric:
        same = same.filter(is_reverse=False)
    if pair is not None:
        same = same.exclude(pair=pair)
    if same.exists():
        raise ValidationError(
            _(
                "« %(origin)s » et « %(target)s » ont déjà ce lien à ces dates : terminez-le d’abord, ou changez les dates."
            )
            % {"origin": origin, "target": target}
        )


def _check_circle(child: Organisation, parent: Any, started_on: date | None, ended_on: date | None) -> None:
    path = tree.circle(child.pk, parent.pk, since=started_on, until=ended_on)
    if path:
        names = dict(Organisation.objects.filter(pk__in=[child.pk, *path]).values_list("pk", "name"))
        shown = " → ".join(str(names[pk]) for pk in [child.pk, *path])
        raise ValidationError(
            _("Cette affiliation tournerait en rond : %(path)s. Terminez l’une de ces affiliations d’abord.")
            % {"path": shown}
        )


def _set_ends(row: Link, origin: End, target: End) -> None:
    row.from_organisation, row.from_person = (origin, None) if isinstance(origin, Organisation) else (None, origin)
    row.to_organisation, row.to_person = (target, None) if isinstance(target, Organisation) else (None, target)


def _other_end(there: Link) -> dict[str, list[Any]]:
    """The other end by its number: a person's name must not outlive them in the organisation's journal."""
    kind = "person" if there.to_person_id else "organisation"
    return {kind: [None, there.to_person_id or there.to_organisation_id]}


def _said(there: Link) -> dict[str, list[Any]]:
    said: dict[str, list[Any]] = {"relation": [None, str(there.relation)], **_other_end(there)}
    for name in ("started_on", "ended_on"):
        said[name] = [None, value.isoformat() if (value := getattr(there, name)) else None]
    said["is_public"], said["keeps_page"] = [None, there.is_public], [None, there.keeps_page]
    return said


def _tell(what: str, there: Link, *, by: Any, changes: Mapping[str, Any]) -> None:
    """In the journal of both ends; the role is told beside the person alone, where it can be erased."""
    assert there.from_organisation is not None
    shared.record(f"organisation.{what}", there.from_organisation, by=by, changes=changes)
    back = {name: pair for name, pair in changes.items() if name not in ("person", "organisation")}
    back["organisation"] = [None, there.from_organisation_id]
    if there.to_person is not None:
        shared.record_person(f"person.{what}", there.to_person, by=by, changes={**back, "role": [None, there.role]})
        shared.indexed_people([there.to_person.pk])
    elif there.to_organisation is not None:
        shared.record(f"organisation.{what}", there.to_organisation, by=by, changes=back)
    shared.indexed(filter(None, [there.from_organisation_id]))
