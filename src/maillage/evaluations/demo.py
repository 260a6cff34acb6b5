"""The demonstration's evaluations: three questionnaires, a year of sheets without a name."""

import random
from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.utils.timezone import localdate, now

from maillage.activities.models import Activity
from maillage.activities.models.activity import TOLD
from maillage.audit import journal
from maillage.evaluations import actions, words
from maillage.evaluations.enums import For, ItemKind, Moment
from maillage.evaluations.models import Answer, Item, Poll, Questionnaire, Sheet, Tally

KEPT = {
    "Que gardez-vous, que changeriez-vous ?": (
        "Les témoignages m’ont marquée, surtout celui de la délégation.", "Plus de temps pour les questions.",
        "J’ai compris ce qui nous relie.", "La salle était froide, l’accueil très chaleureux.",
        "Je repars avec une adresse et une envie d’agir.", "Trop de chiffres au début, puis c’était passionnant.",
        "Le travail en petits groupes.", "J’aurais aimé des chaises en cercle.", "Une belle rencontre, à refaire.",
        "Le son était faible au fond de la salle.", "L’exemple venu d’ailleurs m’a fait penser au nôtre.", "Rien à changer.",
        "Un résumé d’une page à emporter aiderait.", "La pause : j’y ai rencontré ma voisine de quartier.",
        "Commencer à l’heure !", "J’ai enfin compris le lien entre ici et là-bas.", "Une traduction, la prochaine fois.",
        "Les deux invitées se répondaient, c’était vivant.", "Prévoir de l’eau.", "Je viendrai avec mon groupe.",
    ),
    "Écris un mot ou une idée que tu retiens.": (
        "partager", "l’eau", "on peut agir", "égalité", "le prix juste", "voyage", "ensemble", "poser des questions",
        "d’où ça vient", "le jeu", "parler plus fort", "une carte du monde"),
    "Qu’avez-vous remarqué chez les élèves, pendant ou après ?": (
        "Deux élèves discrets ont pris la parole.", "Ils en ont reparlé à la récréation.", "Beaucoup de questions sur le prix."),
    "Que faudrait-il changer ?": (
        "Dix minutes de plus pour le débat.", "Une fiche à lire avant la visite.", "Rien : à refaire l’an prochain."),
}  # fmt: skip
SHOWN = 24


def answers(dice: random.Random, sheet: Sheet, items: list[Item]) -> list[Answer]:
    made, before = [], sheet.poll.moment == Moment.BEFORE
    for item in items:
        if item.kind == ItemKind.TEXT:
            if dice.random() < 0.3 or item.questionnaire.audience == For.TEACHER:
                made.append(Answer(sheet=sheet, item=item, text=dice.choice(KEPT[item.label])))
            continue
        numbers = [number for number, _label in words.answers_of(item)]
        if item.kind == ItemKind.SEVERAL:
            made += [Answer(sheet=sheet, item=item, number=n) for n in numbers[:-1] if dice.random() < 0.3]
        elif dice.random() < 0.95:
            weights = [3, 5, 6, 3, 1] if before else [1 + 2 * rank for rank in range(len(numbers))]
            best = dice.choices(numbers, weights)[0]
            if item.kind in (ItemKind.ONE, ItemKind.YES_NO):
                best = dice.choice([*numbers, numbers[0]])
            made.append(Answer(sheet=sheet, item=item, number=best))
    return made


def opened(activity: Activity, questionnaire: Questionnaire, moment: str = Moment.AFTER) -> Poll:
    before = moment == Moment.BEFORE
    day = localdate(activity.starts_at if before else activity.ends_at)
    opens = day - timedelta(days=3) if before else day
    return Poll(
        activity=activity,
        questionnaire=questionnaire,
        moment=moment,
        opens_on=opens,
        closes_on=day + timedelta(days=30),
    )


def filled(dice: random.Random, poll: Poll, count: int, today: Any) -> list[Sheet]:
    """So many sheets, over the days after it opened."""
    days = [min(poll.opens_on + timedelta(days=n % 5), today) for n in range(count)]
    return [Sheet(poll=poll, key=f"demo-{poll.pk}-{n}", received_on=day) for n, day in enumerate(days)]


def write(context: Any) -> None:
    """Questionnaires, evaluations of the last year's activities, sheets on line and counts from paper."""
    dice = random.Random(88)  # noqa: S311 (an invention, the same each time)
    taken = {code: actions.take_starter(code=code, language="fr", by=None)
             for code in ("participant", "teacher", "pupil", "change")}  # fmt: skip
    items = {code: list(one.items.all()) for code, one in taken.items()}
    past = Activity.objects.filter(ends_at__lt=now(), cancelled_at=None, state__in=TOLD)
    school = Q(classifications__kind="audience", classifications__code__in=("scolaire", "jeunesse"), is_public=False)
    plan: list[tuple[Poll, str]] = []
    for activity in past.filter(is_public=True).order_by("-ends_at")[:SHOWN]:
        plan.append((opened(activity, taken["participant"]), "participant"))
    for activity in past.filter(school).order_by("-ends_at").distinct()[:8]:
        plan += [(opened(activity, taken["teacher"]), "teacher"), (opened(activity, taken["pupil"]), "pupil"),
                 (opened(activity, taken["change"], Moment.BEFORE), "change"),
                 (opened(activity, taken["change"], Moment.AFTER), "change")]  # fmt: skip
    Poll.objects.bulk_create(poll for poll, _code in plan)
    sheets = [(sheet, code) for poll, code in plan
              for sheet in filled(dice, poll, 1 if code == "teacher" else dice.randint(2, 22), context.today)]  # fmt: skip
    Sheet.objects.bulk_create(sheet for sheet, _code in sheets)
    Answer.objects.bulk_create([row for sheet, code in sheets for row in answers(dice, sheet, items[code])])
    paper = [Tally(poll=poll, item=item, number=number, count=dice.randint(1, 9))
             for poll, code in plan[-6:] if code == "pupil" for item in items[code]
             for number, _label in words.answers_of(item)]  # fmt: skip
    Tally.objects.bulk_create(paper)
    journal.record("poll.demo", taken["participant"], by=None)
    context.made["evaluations"] = len(plan)
