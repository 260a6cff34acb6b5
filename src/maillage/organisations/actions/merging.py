"""Two records that are one: merge them, part them again, or say that they are two."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import combinations
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.core.registry import house
from maillage.organisations import combining, record, relations, tree
from maillage.organisations.actions import shared
from maillage.organisations.enums import Relation, State
from maillage.organisations.models import Link, Merge, NotDuplicate, Organisation
from maillage.search import outbox

ALSO = ("logo", "withheld", "withheld_reason")  # of the organisation, beside its record
REMEMBERED = 5_000  # rows of one kind that the kept one had, noted to tell what was added since


def values_of(organisation: Organisation) -> dict[str, Any]:
    return record.read(organisation) | {name: getattr(organisation, name) for name in ALSO}


@transaction.atomic
def merge(*, kept: Organisation, absorbed: Organisation, choices: Mapping[str, str], by: Any,
          seen: tuple[int, int] | None = None) -> Merge:  # fmt: skip
    """Make one of two: `choices` says, field by field, whose value stays ("kept" or "absorbed"). All that pointed at
    the absorbed one points at the kept one. Raises ValidationError when one of them cannot be, or changed since `seen`.
    """
    kept, absorbed = _both(kept.pk, absorbed.pk)
    if seen is not None and seen != (kept.version, absorbed.version):
        raise ValidationError(_("L’une des deux fiches a changé pendant votre lecture : relisez, puis décidez."))
    if refusals := list(refused(kept, absorbed)):
        raise ValidationError(refusals)
    before = values_of(kept)
    after = combining.combined(before, values_of(absorbed), choices)
    changes = record.difference(before, after)
    moves = _move_everything(kept, absorbed)
    _refuse_circle(kept)
    _write(kept, changes)
    row = Merge.objects.create(kept=kept, absorbed=absorbed, by=by,
                               snapshot={"changes": changes, "moves": moves, "state": absorbed.state})  # fmt: skip
    absorbed.state, absorbed.merged_into, absorbed.version = State.MERGED, kept, absorbed.version + 1
    absorbed.save()
    shared.record("organisation.merged", kept, by=by, changes={**changes, "absorbed": [None, absorbed.pk]})
    shared.record("organisation.merged", absorbed, by=by,
                  changes={"state": [row.snapshot["state"], State.MERGED], "merged_into": [None, kept.pk]})  # fmt: skip
    _index(kept, moves)
    shared.forgotten([absorbed.pk])
    return row


@transaction.atomic
def unmerge(*, merge: Merge, by: Any) -> list[str]:
    """Part them: everything goes back where it was. Says, a sentence each, what stays because it changed since."""
    merge = Merge.objects.select_for_update(of=("self",)).get(pk=merge.pk)
    kept, absorbed = _both(merge.kept_id, merge.absorbed_id)
    if refusal := cannot_part(merge, kept, absorbed):
        raise ValidationError(refusal)
    told = _added_since(merge, kept)
    changes = {}
    current = values_of(kept)
    for name, (before, after) in merge.snapshot["changes"].items():
        value, whole = combining.parted(current[name], before, after, name)
        if value != current[name]:
            changes[name] = [current[name], value]
        if not whole:
            told.append(
                _("%(field)s : changé depuis la fusion, laissé sur la fiche gardée.") % {"field": record.label(name)}
            )
    told += _move_back(merge, kept, absorbed)
    _write(kept, changes)
    absorbed.state, absorbed.merged_into, absorbed.version = merge.snapshot["state"], None, absorbed.version + 1
    absorbed.save()
    merge.undone_at = now()
    merge.save()
    shared.record("organisation.unmerged", kept, by=by, changes={**changes, "absorbed": [absorbed.pk, None]})
    shared.record("organisation.unmerged", absorbed, by=by,
                  changes={"state": [State.MERGED, absorbed.state], "merged_into": [kept.pk, None]})  # fmt: skip
    _index(kept, merge.snapshot["moves"])
    shared.indexed([absorbed.pk])
    return told


@transaction.atomic
def set_apart(*, organisations: Iterable[Organisation], by: Any) -> int:
    """They look alike and are different: nobody is asked again. Returns how many pairs are told apart."""
    rows = sorted(organisations, key=lambda row: row.pk)
    pairs = [NotDuplicate(low=one.pk, high=two.pk) for one, two in combinations(rows, 2)]
    NotDuplicate.objects.bulk_create(pairs, ignore_conflicts=True)
    for row in rows:
        others = [other.pk for other in rows if other.pk != row.pk]
        shared.record("organisation.set_apart", row, by=by, changes={"others": [None, others]})
    return len(pairs)


# Refusals


def refused(kept: Organisation, absorbed: Organisation) -> Iterable[str]:
    """Why these two cannot be merged now, a sentence each; nothing when they can."""
    if kept.pk == absorbed.pk:
        yield _("Une organisation ne se fusionne pas avec elle-même : choisissez-en deux.")
        return
    for one in (kept, absorbed):
        if one.state == State.MERGED:
            yield _("« %(name)s » est déjà fusionnée dans une autre.") % {"name": one}
    if absorbed.proposed_edits.pending().exists():
        yield _("Un changement proposé attend votre réponse sur « %(name)s » : décidez-en d’abord.") % {
            "name": absorbed
        }
    for pointer in relations.pointers():
        if pointer.single and pointer.rows(kept.pk).exists() and pointer.rows(absorbed.pk).exists():
            yield _("Chacune des deux fiches a son « %(thing)s » : réglez d’abord lequel reste.") % {
                "thing": pointer.word
            }
    for guard in house.merge_guards:
        yield from guard.refuse(kept, absorbed)


def cannot_part(merge: Merge, kept: Organisation, absorbed: Organisation) -> str:
    if merge.undone_at:
        return _("Cette fusion est déjà défaite.")
    if kept.state == State.MERGED:
        return _("« %(name)s » est elle-même fusionnée dans une autre : défaites d’abord cette fusion-là.") % {
            "name": kept
        }
    if absorbed.state != State.MERGED:
        return _("« %(name)s » n’est plus fusionnée : il n’y a rien à défaire.") % {"name": absorbed}
    return ""


def _refuse_circle(kept: Organisation) -> None:
    always = {"since": date.min, "until": date.max}
    for step in tree.ancestors(kept.pk, **always):
        if step.depth == 1 and (path := tree.circle(kept.pk, step.id, **always)):
            names = dict(Organisation.objects.filter(pk__in=[kept.pk, *path]).values_list("pk", "name"))
            shown = " → ".join(str(names[pk]) for pk in [kept.pk, *path])
            raise ValidationError(
                _("Fusionnées, leurs affiliations tourneraient en rond : %(path)s.") % {"path": shown}
            )


# What moves


def _both(one: int, other: int) -> tuple[Organisation, Organisation]:
    rows = Organisation.objects.select_for_update(of=("self",)).filter(pk__in=[one, other]).order_by("pk")
    found = {row.pk: row for row in rows}
    return found[one], found[other]


def staying(kept: Organisation, absorbed: Organisation) -> set[Any]:
    """Pairs of links that do not move: between the two themselves, and those that the kept one already has."""
    links = Link.objects.filter(from_organisation=absorbed).exclude(to_organisation=kept)
    ours: dict[tuple[Any, ...], list[Link]] = {}
    for link in Link.objects.filter(from_organisation=kept):
        ours.setdefault(_tie(link), []).append(link)
    doubled = {link.pair for link in links for other in ours.get(_tie(link), []) if _overlap(link, other)}
    between = Link.objects.filter(from_organisation__in=[kept, absorbed], to_organisation__in=[kept, absorbed])
    return doubled | set(between.values_list("pair", flat=True))


def _tie(link: Link) -> tuple[Any, ...]:
    reverse = link.is_reverse and not Relation(link.relation).symmetric
    return (link.relation, reverse, link.to_organisation_id, link.to_person_id)


def _overlap(one: Link, other: Link) -> bool:
    starts = [link.started_on or date.min for link in (one, other)]
    ends = [link.ended_on or date.max for link in (one, other)]
    return max(starts) <= min(ends)


def _move_everything(kept: Organisation, absorbed: Organisation) -> list[dict[str, Any]]:
    """Everything that points at the absorbed one; what was moved is noted, with what the kept one had before."""
    stay, moves = staying(kept, absorbed), []
    for pointer in relations.pointers():
        there = list(pointer.rows(kept.pk).values_list("pk", flat=True)[:REMEMBERED])
        moved = (
            relations.move(pointer, numbers, kept.pk) if (numbers := relations.ids(pointer, absorbed.pk, stay)) else []
        )
        moves.append({"model": pointer.model._meta.label_lower, "field": pointer.field, "prefix": pointer.prefix,
                      "ids": moved, "there": there})  # fmt: skip
    return moves


def _pointer_of(move: Mapping[str, Any]) -> relations.Pointer | None:
    """The pointer that a snapshot speaks of, if it still exists."""
    wanted = (move["model"], move["field"], move["prefix"])
    return next((p for p in relations.pointers() if (p.model._meta.label_lower, p.field, p.prefix) == wanted), None)


def _move_back(merge: Merge, kept: Organisation, absorbed: Organisation) -> list[str]:
    lost = 0
    for move in merge.snapshot["moves"]:
        pointer = _pointer_of(move)
        if pointer is None or not move["ids"]:
            continue
        ours = list(pointer.rows(kept.pk).filter(pk__in=move["ids"]).values_list("pk", flat=True))
        try:
            back = relations.move(pointer, ours, absorbed.pk) if ours else []
        except IntegrityError:
            back = []
        lost += len(move["ids"]) - len(back)
    if not lost:
        return []
    return [ngettext("%(n)s chose rattachée a été retirée ou déplacée depuis : elle n’est pas revenue.",
                     "%(n)s choses rattachées ont été retirées ou déplacées depuis : elles ne sont pas revenues.", lost)
            % {"n": lost}]  # fmt: skip


def _added_since(merge: Merge, kept: Organisation) -> list[str]:
    told = []
    for move in merge.snapshot["moves"]:
        pointer = _pointer_of(move)
        if pointer is None or len(move["there"]) >= REMEMBERED:
            continue
        known = {*move["ids"], *move["there"]}
        if pointer.model is Organisation:
            known.add(merge.absorbed_id)
        count = sum(pk not in known for pk in pointer.rows(kept.pk).values_list("pk", flat=True))
        if count:
            told.append(_("%(things)s : %(n)s depuis la fusion, laissés sur la fiche gardée.")
                        % {"things": str(pointer.words).capitalize(), "n": count})  # fmt: skip
    return told


def _write(organisation: Organisation, changes: Mapping[str, Any]) -> None:
    after = {name: pair[1] for name, pair in changes.items()}
    for name in (*record.COLUMNS, *ALSO):
        if name in after:
            setattr(organisation, name, after[name])
    organisation.version += 1
    organisation.save()
    record.write(organisation, after)


def _index(kept: Organisation, moves: Iterable[Mapping[str, Any]]) -> None:
    """What is searched for by the name of its organisation is read again."""
    if kept.withheld:
        shared.forgotten([kept.pk])
    else:
        shared.indexed([kept.pk])
    for move in moves:
        if move["ids"] and house.search_sources.get(move["model"]):
            outbox.queue(move["model"], move["ids"])
