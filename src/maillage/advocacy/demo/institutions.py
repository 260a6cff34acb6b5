"""Institutions of the demonstration: written in bulk in the directory, then followed at every stage."""

import random
from datetime import date, timedelta
from typing import Any

from maillage.advocacy import stages
from maillage.advocacy.actions.restanding import lines_of, values_of
from maillage.advocacy.demo import texts
from maillage.advocacy.enums import Met, Scope, Stage
from maillage.advocacy.models import AdoptedText, Ask, ClauseAnswer, Commitment, CriterionCount, Step
from maillage.audit import journal
from maillage.core.text import fold, slug
from maillage.organisations.demo.names import of_place
from maillage.organisations.demo.places import BY_TERRITORY
from maillage.organisations.models import Organisation, Place, Size

S = Stage
PATHS: tuple[tuple[Stage, ...], ...] = (
    (S.CONTACTED, S.MET, S.TABLED, S.ADOPTED), (S.CONTACTED, S.MET), (S.CONTACTED, S.MET, S.TABLED, S.ADOPTED, S.APPLIED),
    (S.CONTACTED,), (S.MET, S.PROMISED, S.TABLED, S.ADOPTED), (S.CONTACTED, S.MET, S.PROMISED),
    (S.CONTACTED, S.TABLED, S.ADOPTED, S.RENEWED), (), (S.CONTACTED, S.MET, S.TABLED),
    (S.CONTACTED, S.MET, S.ADOPTED, S.APPLIED, S.RENEWED), (S.CONTACTED, S.MET, S.REFUSED), (S.CONTACTED, S.ADOPTED),
    (S.MET, S.TABLED, S.ADOPTED, S.LAPSED), (S.CONTACTED, S.MET, S.PROMISED, S.TABLED, S.ADOPTED),
    (S.CONTACTED, S.REFUSED, S.MET), (S.CONTACTED, S.MET, S.TABLED, S.ADOPTED, S.APPLIED),
)  # fmt: skip
NOTES = {
    S.CONTACTED: "Lettre et modèle envoyés.", S.MET: "Rencontre d’une heure, bon accueil.",
    S.PROMISED: "Promesse faite devant témoins.", S.TABLED: "Le point est à l’ordre du jour.",
    S.ADOPTED: "Vote à la majorité, procès-verbal publié.", S.APPLIED: "Une personne en est chargée, premiers effets.",
    S.RENEWED: "Bilan présenté, engagement renouvelé.", S.LAPSED: "Nouvelle équipe, le texte n’est plus suivi.",
    S.REFUSED: "« Pas de notre compétence », dit la direction.",
}  # fmt: skip
NEXT = ("Envoyer le modèle à la direction", "Demander une date de vote", "Relire le projet de texte",
        "Proposer une formation au personnel", "Rappeler la promesse")  # fmt: skip
CONTACTS = ("Secrétariat général", "Direction des achats", "Service à la population", "Cabinet")


def institutions(context: Any, chance: random.Random, kind: str, count: int) -> list[Organisation]:
    """Towns or schools that exist nowhere, in the regions of the network."""
    profile = context.profile
    regions = {region.code for region in profile.territory.regions}
    places = [town for town in BY_TERRITORY[profile.territory.kind] if town.region in regions]
    places = places or list(BY_TERRITORY[profile.territory.kind])
    names = texts.TOWNS if kind == "11" else texts.SCHOOL_NAMES
    whose = {"CA": "Municipalité", "BE": "Commune"}.get(profile.country, "Mairie") if kind == "11" else ""
    whole = [f"{whose} {of_place(name)}" if whose else name for name in names[:count]]
    rows = [Organisation(name=said, sort_name=fold(said)[:300], kind=kind, website=f"https://{slug(names[at])}.example",
                         verified_on=context.today - timedelta(days=90), is_public=at != 5)
            for at, said in enumerate(whole)]  # fmt: skip
    Organisation.objects.bulk_create(rows)
    seats = []
    for at, row in enumerate(rows):
        town = places[at % len(places)]
        seats.append(Place(
            organisation=row, city=names[at], region=town.region, country=profile.country, postal_code=town.postal_code,
            latitude=round(town.latitude + chance.uniform(-0.1, 0.1), 4),
            longitude=round(town.longitude + chance.uniform(-0.1, 0.1), 4),
        ))  # fmt: skip
    Place.objects.bulk_create(seats)
    if kind == "11":
        Size.objects.bulk_create([Size(organisation=row, measure="inhabitants", year=context.today.year - 1,
                                       value=chance.choice((900, 2400, 6200, 14_000, 38_000)), evidence="Recensement")
                                  for row in rows])  # fmt: skip
    journal.record_many([journal.Note("organisation.created", "organisations.organisation", row.pk, row.name)
                         for row in rows], by=None)  # fmt: skip
    return rows


def follow(
    context: Any, chance: random.Random, ask: Ask, rows: list[Organisation], people: list[Any]
) -> list[Commitment]:
    """Each on its own path, spread over the years of the demonstration, the last steps near today."""
    today, made = context.today, []
    for at, row in enumerate(rows):
        path = PATHS[at % len(PATHS)]
        commitment = Commitment(
            ask=ask, organisation=row, owner=people[at % len(people)] if people and at % 4 else None
        )
        if at % 7 == 3:
            commitment.scope, commitment.scope_note = Scope.SERVICE, "Service des achats"
        days = dates(today, chance, path, at, ask.renewal_months or 12)
        commitment.__dict__["path"] = list(zip(path, days, strict=True))
        steps = [Step(stage=stage.value, on=day) for stage, day in commitment.__dict__["path"]]
        for name, value in values_of(stages.standing(lines_of(steps), ask.renewal_months)).items():
            setattr(commitment, name, value)
        plan(commitment, chance, today, at)
        made.append(commitment)
    Commitment.objects.bulk_create(made)
    write_steps(made, people)
    return made


def dates(today: date, chance: random.Random, path: tuple[Stage, ...], at: int, every: int) -> list[date]:
    """Backwards from the last step: adoptions fall over two years, some of them just due."""
    ends = (20, 45, 90, 140, 200, 260, 330, 352, 380, 430, 520, 610)
    last = today - timedelta(days=ends[at % len(ends)])
    days = [last]
    for _stage in path[1:]:
        days.append(days[-1] - timedelta(days=chance.randint(25, 75) if len(days) < 3 else chance.randint(60, 200)))
    return sorted(days[: len(path)])


def plan(commitment: Commitment, chance: random.Random, today: date, at: int) -> None:
    """What comes next, for those that wait: late for some."""
    if Stage(commitment.stage) in (Stage.APPLIED, Stage.LAPSED, Stage.RENEWED) or at % 5 == 4:
        return
    commitment.next_step = chance.choice(NEXT)
    commitment.next_on = today + timedelta(days=chance.choice((-20, -4, 6, 15, 30, 48)))
    commitment.contact = chance.choice(CONTACTS)
    if commitment.stage == Stage.REFUSED:
        commitment.return_on = today + timedelta(days=200)


def ask_title(commitment: Commitment) -> str:
    return str(commitment.ask.title)


def write_steps(made: list[Commitment], people: list[Any]) -> None:
    by = people[0] if people else None
    steps, notes = [], []
    for at, commitment in enumerate(made):
        label = str(commitment.organisation)
        notes.append(journal.Note("commitment.opened", "advocacy.commitment", commitment.pk, label,
                                  {"demande": [None, ask_title(commitment)]}))  # fmt: skip
        for stage, day in commitment.__dict__["path"]:
            proof = f"https://{slug(label)}.example/seances/{day.isoformat()}" if stage.holds else ""
            seen = by if stage == Stage.ADOPTED and at % 3 else None
            steps.append(Step(
                commitment=commitment, stage=stage.value, on=day, note=NOTES[stage], by=by, link=proof,
                verified_by=seen, verified_on=day + timedelta(days=3) if seen else None,
            ))  # fmt: skip
            notes.append(journal.Note("commitment.step_added", "advocacy.commitment", commitment.pk, label,
                                      {"étape": [None, str(stage.label)], "jour": [None, day]}))  # fmt: skip
    Step.objects.bulk_create(steps)
    journal.record_many(notes, by=None)


def adopted(ask: Ask, made: list[Commitment], model: str, chance: random.Random) -> None:
    """The text of those who adopted one, read clause by clause for most."""
    clauses = list(ask.clauses.all())
    held = [one for one in made if one.adopted_on]
    rows = [AdoptedText(
        commitment=one, number=1, title=f"{ask.title} : texte adopté", adopted_on=one.adopted_on, text=model,
        link=f"https://{slug(str(one.organisation))}.example/textes", is_public=at % 9 != 8,
    ) for at, one in enumerate(held)]  # fmt: skip
    AdoptedText.objects.bulk_create(rows)
    answers = [ClauseAnswer(text=row, clause=clause, met=chance.choice((Met.MET, Met.MET, Met.MET, Met.PARTLY, Met.NOT)),
                            passage="s’engage à rendre compte chaque année devant le conseil" if chance.random() < 0.3 else "")
               for at, row in enumerate(rows) if at % 4 != 3 for clause in clauses]  # fmt: skip
    ClauseAnswer.objects.bulk_create(answers)


def counted(ask: Ask, made: list[Commitment], chance: random.Random, today: date) -> None:
    """What was counted in those that came far enough."""
    criteria = list(ask.criteria.all())
    CriterionCount.objects.bulk_create([
        CriterionCount(commitment=one, criterion=criterion, value=chance.randint(1, 22), source="Recensement du comité",
                       on=today - timedelta(days=chance.randint(20, 200)))
        for one in made if one.adopted_on or one.stage == Stage.TABLED for criterion in criteria
    ])  # fmt: skip
