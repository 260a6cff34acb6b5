"""The campaigns' chapter: one open with its petition, its sheets and its calls; one of last year, delivered, answered
and purged; one in preparation."""

import random
from datetime import date, timedelta
from typing import Any

from django.utils.timezone import now

from maillage.audit import journal
from maillage.campaigns import actions
from maillage.campaigns.demo.signing import write_signatures
from maillage.campaigns.demo.stories import ANSWER, AREAS, FIRST, LAST, SAID, STORIES, Said, Story
from maillage.campaigns.enums import CallKind, NamesGiven
from maillage.campaigns.models import Call, CallAnswer, Campaign, Petition
from maillage.organisations.models import Organisation, Place

OPEN, PAST, SCHOOL = 812, 640, 262


class Invented:
    """What the parts of the chapter share."""

    def __init__(self, context: Any) -> None:
        self.profile, self.today = context.profile, context.today
        self.chance = random.Random(f"campaigns {context.profile.code}")  # noqa: S311 (an invention, always the same)
        self.themes = {one.code for one in context.profile.themes}
        self.movements = {one.code for one in context.profile.movements}
        self.regions = {one.code for one in context.profile.territory.regions}

    def day(self, days: int) -> date:
        return self.today + timedelta(days=days)

    def name(self) -> str:
        return f"{self.chance.choice(FIRST)} {self.chance.choice(LAST)}"

    def area(self) -> str:
        return str(self.chance.choice(AREAS.get(self.profile.country, ("",))))


def write(context: Any) -> None:
    if Campaign.objects.exists():
        return
    made = Invented(context)
    current, past, coming = STORIES.get(context.profile.code, STORIES["csi"])
    open_campaign(made, current)
    past_campaign(made, past)
    campaign(made, coming, 60, 75)
    row = Campaign.objects.order_by("pk")[0]
    journal.record("campaign.demo", row, by=None)
    context.say(f"{Campaign.objects.count()} campagnes, {OPEN + PAST} signatures.")


def campaign(made: Invented, story: Story, first: int, last: int) -> Campaign:
    values = {
        "title": story.title, "summary": story.summary, "text": story.text,
        "theme": story.theme if story.theme in made.themes else "",
        "movement": story.movement if story.movement in made.movements else "",
        "starts_on": made.day(first), "ends_on": made.day(last),
        "demands": [{"text": text, "to": to} for text, to in story.demands],
        "partners": partners(), "relays": relays(made),
        "translations": [{"language": code, "title": one.title, "summary": one.summary, "text": ""}
                         for code, one in said(made).items()] if first < 0 < last else [],
    }  # fmt: skip
    return actions.create_campaign(values=values, by=None)


def said(made: Invented) -> dict[str, Said]:
    """The open campaign in the network's other languages."""
    spoken = {one.code for one in made.profile.languages}
    return {code: one for code, one in SAID.get(made.profile.code, SAID["csi"]).items() if code in spoken}


def partners() -> list[dict[str, Any]]:
    found = Organisation.objects.public().alive().order_by("pk")[3:5]
    named = [{"organisation": one, "role": ""} for one in found]
    return [*named, {"name": "Collectif des groupes locaux", "role": "mobilisation"}]


def relays(made: Invented) -> list[dict[str, Any]]:
    """One organisation for each of a few regions."""
    rows = Place.objects.filter(Organisation.seen_by_anyone("organisation")).exclude(region="").order_by("pk")
    found: dict[str, Any] = {}
    for place in rows.select_related("organisation")[:200]:
        found.setdefault(place.region, place.organisation)
    regions = [(code, one) for code, one in found.items() if not made.regions or code in made.regions]
    return [{"region": code, "organisation": one, "note": ""} for code, one in regions[:6]]


def petition(made: Invented, of: Campaign, story: Story, days: tuple[int, int, int], goal: int) -> Petition:
    opens, closes, purge = (made.day(n) for n in days)
    values = {
        "opens_on": opens, "closes_on": closes, "purge_on": purge, "goal": goal, "names_given": NamesGiven.ALL,
        "addressees": [{"name": name, "role": role} for name, role in story.to],
    }  # fmt: skip
    words = {"fr": (story.petition, story.body)}
    row = actions.create_petition(campaign=of, values=values, words=words, by=None)
    return actions.open_petition(petition=row, by=None)


def open_campaign(made: Invented, story: Story) -> None:
    row = actions.open_campaign(campaign=campaign(made, story, -48, 45), by=None)
    signed = petition(made, row, story, (-45, 30, 150), 1500)
    first = actions.enter_batch(petition=signed, sheet="A-1", place="Marché public", on=made.day(-30), claimed=18,
                                names=[(made.name(), made.area()) for _n in range(18)], by=None)  # fmt: skip
    actions.check_batch(batch=first, by=None)
    body = f"{story.body}\n\nNous demandons aussi un calendrier."
    actions.rewrite_petition(petition=signed, words={
        "fr": (story.petition, body), **{code: (one.petition, one.body) for code, one in said(made).items()}},
        changed="Un calendrier est demandé.", by=None)  # fmt: skip
    write_signatures(signed, made.chance, OPEN, made.today, made.profile.country, SCHOOL)
    sheets(made, signed)
    calls(made, row)


def sheets(made: Invented, signed: Petition) -> None:
    """Counted, to be checked with doubles in it, refused."""
    for number, (place, claimed) in enumerate((("Assemblée d’un syndicat", 25), ("Fête de quartier", 14)), 2):
        names = [(made.name(), made.area()) for _n in range(claimed)]
        batch = actions.enter_batch(petition=signed, sheet=f"A-{number}", place=place, on=made.day(-9 * number), by=None,
                                    claimed=claimed, excluded=1 if number == 3 else 0, names=names[:-1])  # fmt: skip
        actions.check_batch(batch=batch, by=None)
    known = signed.signatures.exclude(name_key="").filter(state="confirmed").order_by("pk").values_list("name", "area")
    doubles = list(known[:2])
    actions.enter_batch(petition=signed, sheet="B-1", place="Sortie de concert", on=made.day(-3), claimed=12, by=None,
                        names=[*doubles, *((made.name(), made.area()) for _n in range(9))])  # fmt: skip
    actions.enter_batch(petition=signed, sheet="B-2", place="Cafétéria du collège", on=made.day(-2), claimed=20, by=None,
                        names=[(made.name(), made.area()) for _n in range(20)])  # fmt: skip
    refused = actions.enter_batch(petition=signed, sheet="C-1", place="Trouvée sans date", on=made.day(-5), claimed=9,
                                  names=[(made.name(), "")], by=None)  # fmt: skip
    actions.refuse_batch(batch=refused, note="Une seule écriture pour toute la feuille.", by=None)


def call(of: Campaign, kind: CallKind, title: str, text: str, until: date, **values: Any) -> Call:
    row = actions.create_call(campaign=of, by=None, values={
        "kind": kind, "title": title, "text": text, "until": until, "purge_on": until + timedelta(days=60), **values})  # fmt: skip
    return actions.open_call(call=row, by=None)


def calls(made: Invented, of: Campaign) -> None:
    stand = call(of, CallKind.HELP, "Tenir un stand le samedi", "Deux heures, à deux, avec tout le matériel. On vous forme"
                 " sur place.", made.day(20), wanted=12, place="Marchés de la région")  # fmt: skip
    roof = call(of, CallKind.HOST, "Loger deux invitées du Sud", "Deux personnes viennent témoigner pendant une semaine :"
                " une chambre, le petit déjeuner, et un peu de temps.", made.day(12), wanted=3)  # fmt: skip
    old = call(of, CallKind.HELP, "Traduire un dépliant", "Du français vers l’espagnol, quatre pages.", made.day(5))
    actions.close_call(call=old, by=None)
    actions.create_call(campaign=of, by=None, values={
        "kind": CallKind.HELP, "title": "Photographier la remise", "text": "Un matin, devant l’édifice où siège le conseil.",
        "until": made.day(28), "purge_on": made.day(90)})  # fmt: skip
    for n, (row, places) in enumerate(((stand, None), (stand, None), (stand, None), (roof, 2), (old, None))):
        CallAnswer.objects.create(
            call=row, key=f"demo-{n}", name=made.name(), email=f"aide{n}@exemple.org", places=places,
            text="Je suis libre le samedi matin.", sent_at=now() - timedelta(days=n + 1),
            handled_at=now() - timedelta(hours=5) if n in (2, 4) else None, note="Rappelée." if n in (2, 4) else "",
        )  # fmt: skip


def past_campaign(made: Invented, story: Story) -> None:
    row = actions.open_campaign(campaign=campaign(made, story, -420, -180), by=None)
    signed = petition(made, row, story, (-400, -250, 0), 500)
    write_signatures(signed, made.chance, PAST, made.day(-255), made.profile.country)
    batch = actions.enter_batch(petition=signed, sheet="1", place="Assemblée générale", on=made.day(-300), claimed=31,
                                names=[(made.name(), "")], by=None)  # fmt: skip
    actions.check_batch(batch=batch, by=None)
    actions.close_petition(petition=signed, by=None)
    delivery = actions.deliver(petition=signed, on=made.day(-230), to=story.to[0][0], by_whom="une délégation du réseau",
                               names=NamesGiven.ALL, by=None)  # fmt: skip
    actions.record_answer(delivery=delivery, answer=ANSWER, on=made.day(-200), by=None)
    actions.purge_petition(petition=signed, by=None)
    actions.close_campaign(campaign=row, by=None)
