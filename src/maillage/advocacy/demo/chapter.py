"""The chapter itself: what is rare goes through the verbs, what is many is written in bulk."""

import random
from datetime import timedelta
from typing import Any

from maillage.advocacy import actions, words
from maillage.advocacy.demo import texts
from maillage.advocacy.demo.institutions import adopted, counted, follow, institutions
from maillage.advocacy.models import (
    Ask,
    Commitment,
    DecisionMaker,
    Exchange,
    LetterCount,
    Mandate,
    Position,
    Roster,
    Study,
)
from maillage.audit import journal
from maillage.campaigns.models import Campaign
from maillage.core.text import fold, slug
from maillage.organisations.demo import persons

MAIN, SECOND = 34, 14
PHONES = {"CA": "555-01{}", "BE": "+32 2 555 01 {}", "FR": "05 55 01 00 {}"}
EDITORS = 3


def write(context: Any) -> None:
    """Fill `context.made` with "asks". Run on a network that has some, it changes nothing."""
    context.made.setdefault("asks", [])
    if Ask.objects.exists() or not context.made.get("organisations"):
        return
    chance = random.Random(f"advocacy {context.profile.code}")  # noqa: S311 (an invention, always the same)
    people = list(words.editors()[:EDITORS])
    first, second = texts.ASKS.get(context.profile.code, texts.ASKS["csi"])
    themes = [theme.code for theme in context.profile.themes]
    campaign = Campaign.objects.public().first()
    carried = texts.CARRIED.get(context.profile.code)
    asks = [ask(one, texts.theme_of(one["title"], themes), campaign if at == carried else None)
            for at, one in enumerate((first, second))]  # fmt: skip
    rows = institutions(context, chance, first["kind"], MAIN)
    same = first["kind"] == second["kind"]
    others = rows[::2][:SECOND] if same else institutions(context, chance, second["kind"], SECOND)
    made = []
    for one, text, chosen in ((asks[0], first, rows), (asks[1], second, others)):
        followed = follow(context, chance, one, chosen, people)
        adopted(one, followed, text["model"], chance)
        counted(one, followed, chance, context.today)
        made += followed
    positions(context, asks, themes, campaign)
    elected = decision_makers(context, chance, rows if first["kind"] == "11" else others)
    exchanges(context, chance, asks, made, elected, people)
    letters(context, asks)
    roster(context)
    context.made["asks"] = asks
    context.say(f"{len(made)} suivis d’institutions et {len(elected)} mandats inventés")


def ask(text: dict[str, Any], theme: str, campaign: Any) -> Ask:
    values = {name: text[name] for name in ("title", "summary", "text", "renewal_months")}
    made = actions.create_ask(values={**values, "theme": theme, "kinds": [text["kind"]], "campaign": campaign}, by=None)
    for said, essential in text["clauses"]:
        actions.add_clause(ask=made, values={"text": said, "essential": essential}, by=None)
    for label, needed, per in text.get("criteria", ()):
        data = {"label": label, "needed": needed, "per_inhabitants": per}
        actions.add_criterion(ask=made, values=data, by=None)
    model = {"language": "fr", "title": f"{text['title']} : texte type", "text": text["model"]}
    actions.add_model_text(ask=made, values=model, by=None)
    return actions.set_ask_state(ask=made, state="open", by=None)


def positions(context: Any, asks: list[Ask], themes: list[str], campaign: Any) -> None:
    """One open to signatures, one joined and published, one being written; two studies that they rest on."""
    today, made = context.today, []
    members = [row for row in context.made["organisations"] if row.is_public and not row.withheld]
    for at, (text, state, age) in enumerate(zip(texts.POSITIONS, ("open", "published", ""), (25, 160, 3), strict=True)):
        names = ("title", "summary", "led_by_us", "addressed_to")
        values = {**{name: text[name] for name in names}, "on": today - timedelta(days=age),
                  "theme": texts.theme_of(text["title"], themes),
                  "campaign": campaign if at == 0 and texts.CARRIED.get(context.profile.code) is not None else None,
                  "signed_on": today - timedelta(days=age - 1) if state else None,
                  "decided_by": "Conseil d’administration" if state else ""}  # fmt: skip
        position: Position = actions.create_position(values=values, by=None)
        actions.add_position_text(position=position, values={"language": "fr", "text": text["text"]}, by=None)
        if state:
            until = today + timedelta(days=18) if state == "open" else None
            position = actions.set_position_state(position=position, state=state, until=until, by=None)
            for rank, member in enumerate(members[3 + at * 6 : 9 + at * 6]):
                actions.add_signatory(position=position, by=None, values={
                    "organisation": member, "signed_on": today - timedelta(days=max(1, age - 2 * rank)),
                    "decided_by": "Bureau" if rank % 2 else ""})  # fmt: skip
            actions.add_signatory(position=position, by=None, values={
                "name": "Coalition des syndicats du Nord", "signed_on": today - timedelta(days=max(1, age - 4))})  # fmt: skip
        if state == "published":
            for days, said in ((90, "Reçue par le ministère, qui promet une réponse écrite."),
                               (30, "Une question est posée au parlement à partir de notre texte.")):  # fmt: skip
                actions.add_follow_up(
                    position=position, values={"on": today - timedelta(days=days), "text": said}, by=None
                )
        made.append(position)
    for at, study in enumerate(texts.STUDIES):
        values = {**study, "year": today.year - at, "theme": texts.theme_of(study["title"], themes),
                  "link": f"https://etudes.example/{slug(study['title'])[:40]}",
                  "asks": [one for one in asks if (one.title == texts.WELCOME["title"]) == (at == 0)],
                  "positions": [made[2 if at == 0 else 0]]}  # fmt: skip
        written: Study = actions.create_study(values=values, by=None)
        assert written.pk


def decision_makers(context: Any, chance: random.Random, rows: list[Any]) -> list[DecisionMaker]:
    """Some twenty elected people who exist nowhere: of the towns followed, of the region, of the State."""
    country = context.profile.country
    head = {"CA": "Mairesse ou maire", "BE": "Bourgmestre"}.get(country, "Maire")
    seats = {row.pk: row.places.all()[0] for row in rows[:16]}
    plans = [(head, "local", str(row), seats[row.pk].city, seats[row.pk].region, seats[row.pk].postal_code[:3])
             for row in rows[:16]]  # fmt: skip
    region, said = context.profile.territory.regions[0], texts.SAID.get(country, texts.SAID["CA"])
    for title, level, institution in ((said["région"], "region", said["assemblée"]),
                                      (said["région_lui"], "region", said["assemblée"]),
                                      (said["état"], "state", said["parlement"]),
                                      (said["état_lui"], "state", said["parlement"]),
                                      (said["ministre"], "state", "Gouvernement")):  # fmt: skip
        minister = institution == "Gouvernement"
        plans.append((title, level, institution, "" if minister else region.name.text("fr"),
                      "" if minister else region.code, ""))  # fmt: skip
    people, mandates = [], []
    for at, (title, level, institution, territory, code, postal) in enumerate(plans):
        first, last = persons.invent(context.profile.territory.kind, chance)
        person = DecisionMaker(
            first_name=first, last_name=last, sort_name=fold(f"{last} {first}")[:210], source_key=f"demo-{at}",
            email=f"{slug(title)[:20]}.{at}@institution.example" if at % 6 != 5 else "",
            phone="" if at % 3 else PHONES.get(country, PHONES["CA"]).format(f"{at:02d}"),
            note="Préfère l’appel à la lettre." if at % 8 == 2 else "",
        )  # fmt: skip
        people.append(person)
        over = at == 3  # one whose mandate ended
        mandates.append(Mandate(
            decision_maker=person, title=title, level=level, institution=institution, territory=territory, region=code,
            territory_key=fold(territory)[:160], postal_codes=postal,
            started_on=context.today - timedelta(days=900 + 30 * at),
            ended_on=context.today - timedelta(days=120) if over else None,
        ))  # fmt: skip
    DecisionMaker.objects.bulk_create(people)
    Mandate.objects.bulk_create(mandates)
    journal.record_many([journal.Note("decision_maker.imported", "advocacy.decisionmaker", one.pk) for one in people],
                        by=None)  # fmt: skip
    return people


def exchanges(context: Any, chance: random.Random, asks: list[Ask], made: list[Commitment],
              elected: list[DecisionMaker], people: list[Any]) -> None:  # fmt: skip
    """Fourteen over the years of the demonstration: every sort, every answer."""
    moving = [one for one in made if one.stage not in ("identified", "lapsed")]
    rows, pairs = [], []
    for at in range(14):
        kind, subject, outcome, answer, demand = texts.EXCHANGES[at % len(texts.EXCHANGES)]
        country, local = context.profile.country, kind not in ("hearing",)
        followed = moving[at % len(moving)] if local and at % 3 else None
        day = context.today - timedelta(days=12 + at * 55)
        rows.append(Exchange(
            on=day, kind=kind, subject=texts.said(subject, country), outcome=outcome, answer=texts.said(answer, country),
            demand=demand, theme=(followed.ask if followed else asks[at % 2]).theme,
            level="local" if local else "state", commitment=followed,
            ask=followed.ask if followed else asks[at % 2], answered_on=day + timedelta(days=9) if answer else None,
            note="Ton cordial ; la personne craint le coût." if at % 4 == 0 else "",
            next_step="Rappeler et proposer une date" if at in (1, 4, 7) else "",
            next_on=context.today + timedelta(days=(at - 5) * 4) if at in (1, 4, 7) else None,
            owner=people[at % len(people)] if people else None, by=people[0] if people else None,
        ))  # fmt: skip
        pairs.append(elected[at % 16 if local else -1 - at % 3])
    Exchange.objects.bulk_create(rows)
    through = Exchange.decision_makers.through
    through.objects.bulk_create([through(exchange_id=row.pk, decisionmaker_id=one.pk)
                                 for row, one in zip(rows, pairs, strict=True)])  # fmt: skip
    journal.record_many([journal.Note("exchange.noted", "advocacy.exchange", row.pk) for row in rows], by=None)


def letters(context: Any, asks: list[Ask]) -> None:
    """One open, that people write; one closed."""
    for at, text in enumerate(texts.LETTERS):
        country = context.profile.country
        carried = asks[texts.CARRIED.get(context.profile.code, 0)]
        values = {"levels": text["levels"]} | {
            name: texts.said(text[name], country) for name in ("title", "summary", "text")}  # fmt: skip
        values |= {"theme": carried.theme, "ask": carried if at == 0 else None, "campaign": carried.campaign if at == 0 else None,
                   "until": context.today + timedelta(days=75) if at == 0 else None}  # fmt: skip
        letter = actions.create_letter(values=values, by=None)
        data = {
            "language": "fr",
            "subject": texts.said(text["subject"], country),
            "text": texts.said(text["letter"], country),
        }
        actions.add_letter_text(letter=letter, values=data, by=None)
        letter = actions.set_letter_state(letter=letter, state="open", by=None)
        if at:
            actions.set_letter_state(letter=letter, state="closed", by=None)
        LetterCount.objects.bulk_create([
            LetterCount(letter=letter, on=context.today - timedelta(days=at * 300 + 3 * day), level=text["levels"][0],
                        count=(day * 7) % 11 + 1) for day in range(1, 12)
        ])  # fmt: skip


def roster(context: Any) -> None:
    """A list that someone brought this morning, and has not written yet."""
    country = context.profile.country
    title = texts.SAID.get(country, texts.SAID["CA"])["conseillère"]
    Roster.objects.create(
        name=f"conseils-{'communaux' if country == 'BE' else 'municipaux'}.csv",
        headers=["Nom", "Prénom", "Fonction", "Commune", "Courriel", "Échelon"],
        mapping={"last_name": 0, "first_name": 1, "title": 2, "territory": 3, "email": 4, "level": 5},
        rows=[[2, "Exemple", "Ada", "Conseillère", "Sainte-Rive", "ada@commune.example", "municipal"],
              [3, "", "Bob", "Conseiller", "Pont-Clair", "bob@commune.example", "municipal"],
              [4, "Modèle", "Chloé", title, "Bois-Joli", "pas un courriel", "municipal"]],
    )  # fmt: skip
