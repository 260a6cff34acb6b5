"""The parts of a project: who takes part, where, with which codes, in which words. Each list is written whole."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from maillage.core import narratives
from maillage.organisations.models import Organisation
from maillage.projects import shares
from maillage.projects.actions.common import refuse
from maillage.projects.enums import CodeKind, PlaceKind, Role
from maillage.projects.models import (
    Code,
    Contact,
    Description,
    OtherIdentifier,
    Participant,
    Place,
    Project,
    RelatedActivity,
)

PARTS = {
    "participants": Participant, "places": Place, "codes": Code, "descriptions": Description,
    "other_identifiers": OtherIdentifier, "related": RelatedActivity, "contacts": Contact,
}  # fmt: skip
# Fields that are lists of (language, words): cleaned before they are written.
SEVERAL = {"names", "descriptions", "activity_words", "texts", "owner_names", "organisation_names", "department_names",
           "person_names", "job_titles"}  # fmt: skip
Rows = Sequence[Mapping[str, Any]]


def told_parts(project: Project, which: Iterable[str]) -> dict[str, Any]:
    """The parts as the journal tells them: organisations by their number, which names nobody."""
    found: dict[str, Any] = {}
    for name in which:
        rows = getattr(project, name).all()
        if name == "contacts":  # persons: the journal says how many
            found[name] = len(rows)
        elif name == "participants":
            found[name] = [[row.role, row.organisation_id or narratives.said(row.names, "fr"), row.work_share, row.money_share]
                           for row in rows]  # fmt: skip
        elif name in ("places", "codes"):
            found[name] = [[row.kind, row.vocabulary, row.code or str(row), row.percentage] for row in rows]
        elif name == "descriptions":
            found[name] = [[row.type, row.texts] for row in rows]
        else:
            found[name] = [[row.type, row.ref] for row in rows]
    return found


def write_parts(project: Project, parts: Mapping[str, Rows], by: Any, *, as_source: bool = False) -> None:
    """Replace the parts that are given, in their order; what this person does not see of them stays as it is."""
    for name, rows in parts.items():
        model: Any = PARTS[name]
        made = [made_row(model, project, rank, row) for rank, row in enumerate(rows)]
        mine: Any = getattr(project, name).all()
        if name == "participants":
            mine = mine if by is None else mine.visible_to(by)
            unseen = getattr(project, name).exclude(pk__in=mine.values("pk"))
            check_participants([*made, *unseen], by, strict=not as_source)
        elif not as_source and name == "places":
            check_places(made)
        elif not as_source and name == "codes":
            check_codes(made)
        mine.delete()
        model.objects.bulk_create(made)


def made_row(model: Any, project: Project, rank: int, values: Mapping[str, Any]) -> Any:
    told = {key: narratives.clean(value) if key in SEVERAL else value for key, value in values.items()}
    row = model(project=project, rank=rank, **told)
    row.clean_fields(exclude=["project"])
    return row


def check_participants(rows: Sequence[Participant], by: Any, *, strict: bool) -> None:
    """Each is someone; the shares of those who carry it make a hundred at most."""
    if strict:
        for row in rows:
            if row.organisation_id is None and not row.names:
                raise refuse("participant_is_who")
        once((row.role, row.organisation_id) for row in rows if row.organisation_id)
    for field in ("work_share", "money_share"):
        told = [getattr(row, field) for row in rows]
        if shares.too_much(told):
            raise refuse(field, total=plain(shares.total(told)))
    asked = {row.organisation_id for row in rows if row.organisation_id and row.pk is None}
    if by is not None and asked and Organisation.objects.visible_to(by).filter(pk__in=asked).count() != len(asked):
        raise refuse("unseen")


def check_places(rows: Sequence[Place]) -> None:
    """The shares of countries and regions of the world make a hundred together, for each list of regions."""
    countries = [row for row in rows if row.kind == PlaceKind.COUNTRY]
    regions = [row for row in rows if row.kind == PlaceKind.REGION]
    once((row.kind, row.vocabulary, row.code) for row in (*countries, *regions))
    for vocabulary in {row.vocabulary for row in regions} or {""}:
        told = [row.percentage for row in (*countries, *(one for one in regions if one.vocabulary == vocabulary))]
        if not shares.is_whole(told):
            raise refuse("places", total=plain(shares.total(told)))


def check_codes(rows: Sequence[Code]) -> None:
    """The shares of sectors make a hundred in each vocabulary."""
    once((row.kind, row.vocabulary, row.code) for row in rows)
    by_list: dict[str, list[Any]] = {}
    for row in rows:
        if row.kind == CodeKind.SECTOR:
            by_list.setdefault(row.vocabulary, []).append(row.percentage)
    for _vocabulary, sum_ in shares.not_whole(by_list).items():
        raise refuse("sectors", total=plain(sum_))


def once(things: Iterable[tuple[Any, ...]]) -> None:
    seen = set()
    for thing in things:
        if thing in seen:
            name = thing[-1]
            if thing[0] in Role.values and isinstance(name, int):
                name = Organisation.objects.get(pk=name).name
            raise refuse("twice", what=name)
        seen.add(thing)


def plain(share: Any) -> str:
    """A share as people write it: 99,5 and not 99.500000000."""
    return f"{share:f}".rstrip("0").rstrip(".").replace(".", ",") if "." in f"{share:f}" else f"{share:f}"
