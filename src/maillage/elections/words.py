"""How elections and candidacies read."""

from collections.abc import Iterable
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.accounts.roles import Permission
from maillage.ballots.enums_votes import Method, Secrecy
from maillage.bodies.words import organisation_name
from maillage.elections.enums import Stagger
from maillage.elections.forms.election import PARITIES, said_parity
from maillage.elections.models import Candidacy, Election
from maillage.members.words import person_name


def facts(election: Election) -> list[tuple[Any, Any]]:
    """What one reads of an election beside its candidates."""
    day = election.candidatures_until
    rows = [
        (_("Assemblée"), election.assembly), (_("Instance"), election.body), (_("Sièges à pourvoir"), election.total),
        (_("Mode de scrutin"), Method(election.method).label), (_("Forme du vote"), Secrecy(election.secrecy).label),
        (_("Candidatures jusqu’au"), date_format(day, "DATE_FORMAT") if day else ""),
        (_("Début des mandats"), date_format(election.begins, "DATE_FORMAT")),
    ]  # fmt: skip
    if election.method == Method.TWO_ROUND:
        rows.append((_("Au second tour"), _goes_on(election)))
    if election.bar and election.of_lists:
        rows.append((_("Seuil des listes"), _("%(n)s %% des voix") % {"n": election.bar}))
    if election.parity:
        label = _("Parité de chaque liste") if election.of_lists else _("Parité")
        rows.append((label, dict(PARITIES)[said_parity(election.parity)["parity"]]))
    if election.stagger:
        rows.append((_("Mandats échelonnés"), Stagger(election.stagger).label))
    return [(label, value) for label, value in rows if value]


def _goes_on(election: Election) -> str:
    if election.go_on is None:
        return _("deux candidatures pour chaque siège restant")
    return ngettext("%(n)s candidature", "%(n)s candidatures", election.go_on) % {"n": election.go_on}


def line(candidacy: Candidacy, reader: Any) -> dict[str, Any]:
    """A candidacy as this reader may read it; None is anyone."""
    may = reader is not None and reader.can(Permission.WITHHELD_VIEW)
    own = reader is not None and candidacy.person.user_id == reader.pk
    name = (
        str(candidacy.person) if own or may or not candidacy.person.withheld else person_name(candidacy.person, reader)
    )
    if reader is None:
        shown = candidacy.organisation if candidacy.organisation and candidacy.organisation.shows_publicly else None
        organisation = str(shown or "")
    else:
        organisation = organisation_name(candidacy.organisation, reader)
    return {"candidacy": candidacy, "name": name, "organisation": organisation, "photo": candidacy.photo}


def by_seats(rows: Iterable[Candidacy], reader: Any) -> list[tuple[str, list[dict[str, Any]]]]:
    """The elected under the seats that they take."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(str(row.group or ""), []).append(line(row, reader))
    return list(found.items())


def by_group(rows: Iterable[Candidacy], reader: Any) -> list[tuple[str, list[dict[str, Any]]]]:
    """Candidates under the seats for which they stand, and their list."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        label = " – ".join(str(one) for one in (row.group, row.slate) if one)
        found.setdefault(label, []).append(line(row, reader))
    return list(found.items())
