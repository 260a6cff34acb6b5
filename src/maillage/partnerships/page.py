"""What the page of a partnership shows, in few queries whatever it holds."""

from typing import Any

from django.db import models
from django.db.models import Q, QuerySet
from django.db.models.functions import Cast
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.audit.models import Entry
from maillage.core.generation import once
from maillage.core.narratives import language_of, said
from maillage.organisations.words import country_label
from maillage.partnerships import capacity, words
from maillage.partnerships.comparing import BY_NETWORK, BY_PARTNER, Comparison, Sheet, compare, shown
from maillage.partnerships.enums import AskedState
from maillage.partnerships.models import (
    Agreement,
    Assessment,
    CapacityAssessment,
    DuePiece,
    PartnerNetwork,
    Partnership,
    PartnerVisit,
    QuestionSet,
)

TIMELINE = 25
FEW = 8


def network_choices() -> list[tuple[str, str]]:
    return [(str(pk), name) for pk, name in PartnerNetwork.objects.values_list("pk", "name")]


def timeline(row: Partnership) -> QuerySet[Entry]:
    """What happened to it, and to what it holds."""
    about = Q(kind="partnerships.partnership", object_id=str(row.pk))
    for model in (Agreement, Assessment, PartnerVisit, DuePiece):
        ids = model._default_manager.filter(partnership=row).values_list(Cast("pk", models.CharField()))
        about |= Q(kind=model._meta.label_lower, object_id__in=ids)
    return Entry.objects.filter(about)[:TIMELINE]


def whole(row: Partnership, user: Any) -> dict[str, Any]:
    """Everything that the team reads on one page."""
    agreements = list(row.agreements.select_related("document").prefetch_related("commitments"))
    pieces = [(piece, standing, words.standing_tag(standing)) for piece in row.pieces.all()
              for standing in [piece.standing()]]  # fmt: skip
    pieces.sort(key=lambda one: (one[1].in_order, str(one[0])))
    visits = list(row.visits.all()[: FEW + 1])
    carriers = list(row.carrier_rows.visible_to(user).select_related("organisation"))
    return {
        "state": words.state_tag(row), "facts": facts(row, carriers), "carriers": carriers,
        "contacts": row.contacts.visible_to(user).select_related("person"),
        "agreements": [(one, words.agreement_tag(one)) for one in agreements],
        "commitments": open_commitments(agreements), "summary": row.summary(words.lang()),
        "summary_language": language_of(row.summaries, words.lang()),
        "visits": visits[:FEW], "more_visits": len(visits) > FEW, "learnings": row.learnings.all()[:FEW],
        "pieces": pieces, "file": file_words([one[1] for one in pieces]), "seats": seats(row, user),
        "transitions": row.transitions.all(), "public": row.is_public and row.organisation.shows_publicly,
        **assessed(row), **capable(row),
    }  # fmt: skip


def facts(row: Partnership, carriers: list[Any]) -> list[tuple[str, Any]]:
    found = [
        (_("Type"), words.type_label(row.partner_type)), (_("Où"), row.get_side_display()), (_("Pays"), country_label(row.country)),
        (_("Depuis"), words.day(row.since)), (_("Terminé le"), words.day(row.until)),
        (_("Pourquoi"), row.get_end_reason_display() if row.end_reason else ""), (_("Porté par"), words.carried(row, carriers)),
        (_("Langues"), words.language_names(row.languages)), (_("Régime"), row.get_regime_display() if row.regime else ""),
        (_("Suivi par"), str(row.followed_by or "")),
    ]  # fmt: skip
    return [pair for pair in found if pair[1]]


def open_commitments(agreements: list[Agreement]) -> list[tuple[Agreement, Any, Any]]:
    """Of what is in force: late first, then by day."""
    found = [(one, each, words.commitment_tag(each)) for one in agreements if one.state == "force"
             for each in one.commitments.all() if each.state == "open"]  # fmt: skip
    return sorted(found, key=lambda three: (not three[1].is_late, three[1].due_on or localdate().replace(year=9999)))


def file_words(standings: list[Any]) -> str:
    wanting = sum(1 for one in standings if not one.in_order)
    if not wanting:
        return _("Le dossier est en règle.")
    return ngettext("%(n)s pièce manque ou ne vaut plus.", "%(n)s pièces manquent ou ne valent plus.", wanting) % {
        "n": wanting
    }


def seats(row: Partnership, user: Any) -> Any:
    shown_ = PartnerNetwork.objects.visible_to(user).values("pk")
    return row.organisation.partner_seats.filter(network__in=shown_).select_related("network")


# Assessments


def assessed(row: Partnership) -> dict[str, Any]:
    sheets = list(row.assessments.select_related("partnership__organisation"))
    done = [one for one in sheets if one.state == AskedState.ANSWERED]
    return {
        "assessments": [(one, words.asked_tag(one)) for one in sheets], "compared": bool(done),
        "curves": curves(compared(done)) if done else [],
    }  # fmt: skip


def comparison(row: Partnership) -> Comparison:
    """Every year, both ways, in a few queries."""
    return compared(list(row.assessments.filter(state=AskedState.ANSWERED)))


def compared(rows: list[Assessment]) -> Comparison:
    models.prefetch_related_objects(rows, "answers__question")
    sheets = [Sheet(one.year, one.direction, {a.question.code: a.score for a in one.answers.all()}) for one in rows]
    return compare(sheets, order())


@once
def order() -> list[str]:
    """The codes of the questions in use, as they are asked."""
    grid = QuestionSet.objects.exclude(adopted_on=None).order_by("-number").first()
    return list(grid.questions.values_list("code", flat=True)) if grid else []


def curves(found: Comparison) -> list[tuple[str, list[tuple[str, float | None]]]]:
    """The mean of each year, one curve for each side, on the same years."""
    titles = (
        (BY_PARTNER, _("Note moyenne donnée par le partenaire")),
        (BY_NETWORK, _("Note moyenne donnée par le réseau")),
    )
    return [(title, [(str(year), shown(found.mean(year, way))) for year in found.years])
            for way, title in titles if found.series(way)]  # fmt: skip


def table(row: Partnership) -> dict[str, Any]:
    """The comparison as a page reads it: a line for each question, two columns for each year."""
    found = comparison(row)
    names = questions(row)
    lines = [{
        "code": line.code, "words": names.get(line.code, line.code), "gap": line.gap, "far": line.is_far,
        "cells": [(year, line.at(year, BY_PARTNER), line.at(year, BY_NETWORK)) for year in found.years],
        "move": line.moves.get(BY_PARTNER), "move_network": line.moves.get(BY_NETWORK),
    } for line in found.lines if line.scores]  # fmt: skip
    return {
        "years": found.years, "lines": lines, "curves": curves(found),
        "means": [(year, shown(found.mean(year, BY_PARTNER)), shown(found.mean(year, BY_NETWORK))) for year in found.years],
        "apart": [names.get(line.code, line.code) for line in found.apart()],
        "fallen": [names.get(line.code, line.code) for line in found.fallen(BY_PARTNER)],
    }  # fmt: skip


def questions(row: Partnership) -> dict[str, str]:
    """The words of each code, the latest ones, as the network reads them."""
    rows = QuestionSet.objects.order_by("number").prefetch_related("questions")
    return {one.code: said(one.for_partner, words.lang()) for grid in rows for one in grid.questions.all()}


# Capacities


def capable(row: Partnership) -> dict[str, Any]:
    rows = list(row.capacities.prefetch_related("levels"))
    done = sorted(
        (one for one in rows if one.state == AskedState.ANSWERED and one.on), key=lambda one: (one.on, one.pk)
    )
    return {
        "capacity_asked": next((one for one in rows if one.state == AskedState.ASKED), None),
        "capacity_last": done[-1] if done else None, "capacity_lines": capacity_lines(done), "capacity_curve": capacity_curve(done),
    }  # fmt: skip


def capacity_lines(done: list[CapacityAssessment]) -> list[dict[str, Any]]:
    """For each domain: its levels over time, the last one, and the step since the first."""
    levels = [{one.domain: one for one in row.levels.all()} for row in done]
    found = []
    for domain, label in capacity.DOMAINS.items():
        over = [step.get(domain) for step in levels]
        known = [one.level for one in over if one]
        if known:
            last = next(one for one in reversed(over) if one)
            found.append({"label": str(label), "values": [one.level if one else None for one in over], "last": last.level,
                          "word": capacity.LEVELS[last.level], "shows": last.shows, "step": known[-1] - known[0]})  # fmt: skip
    return found


def capacity_curve(done: list[CapacityAssessment]) -> list[tuple[str, float]]:
    """The mean level of each self-assessment."""
    points = []
    for row in done:
        levels = [one.level for one in row.levels.all()]
        if levels:
            points.append((f"{row.on:%Y-%m}", round(sum(levels) / len(levels), 1)))
    return points
