"""What the search finds of advocacy, and who may find it."""

from collections.abc import Iterable
from typing import Any

from maillage.accounts.roles import Permission
from maillage.advocacy import words
from maillage.advocacy.models import Ask, Commitment, DecisionMaker, Exchange, Position, Study
from maillage.organisations import words as directory
from maillage.search.sources import PUBLIC, Doc, Url, needs

TEAM = str(Permission.ADVOCACY_VIEW)
WITHHELD = needs(Permission.ADVOCACY_VIEW, Permission.WITHHELD_VIEW)


def _urls(row: Any, face: str, public: bool) -> dict[str, Url]:
    urls: dict[str, Url] = {"manage": (f"advocacy:{face}", {"pk": row.pk})}
    return {**urls, "public": (f"site:{face}", {"pk": row.pk, "slug": words.slug_of(row.title)})} if public else urls


def asks(ids: list[int]) -> Iterable[Doc]:
    shown = set(Ask.objects.public().filter(pk__in=ids).values_list("pk", flat=True))
    for row in Ask.objects.filter(pk__in=ids):
        public = row.pk in shown
        yield Doc(row.pk, row.title, _urls(row, "ask", public), access=PUBLIC if public else TEAM, language=row.language,
                  subtitle=row.summary, body=(row.text, directory.theme_label(row.theme)))  # fmt: skip


def positions(ids: list[int]) -> Iterable[Doc]:
    """A document for each language of the text; the team's alone while it is a draft."""
    for row in Position.objects.filter(pk__in=ids).prefetch_related("texts"):
        public = row.state != "draft"
        last = {text.language: text.text for text in sorted(row.texts.all(), key=lambda text: text.number)}
        for language, text in (last or {"fr": ""}).items():
            yield Doc(row.pk, row.title, _urls(row, "position", public), access=PUBLIC if public else TEAM,
                      language=language, subtitle=row.summary, body=(text, row.addressed_to))  # fmt: skip


def studies(ids: list[int]) -> Iterable[Doc]:
    for row in Study.objects.filter(pk__in=ids):
        yield Doc(row.pk, row.title, _urls(row, "study", row.is_public), access=PUBLIC if row.is_public else TEAM,
                  subtitle=row.authors, body=(row.summary, directory.theme_label(row.theme)))  # fmt: skip


def commitments(ids: list[int]) -> Iterable[Doc]:
    hidden = set(Commitment.objects.hidden().filter(pk__in=ids).values_list("pk", flat=True))
    for row in Commitment.objects.filter(pk__in=ids).select_related("organisation", "ask"):
        yield Doc(row.pk, str(row.organisation), ("advocacy:detail", {"pk": row.pk}), subtitle=row.ask.title,
                  access=WITHHELD if row.pk in hidden else TEAM, also=row.contact, body=row.next_step)  # fmt: skip


def exchanges(ids: list[int]) -> Iterable[Doc]:
    hidden = set(Exchange.objects.hidden().filter(pk__in=ids).values_list("pk", flat=True))
    for row in Exchange.objects.filter(pk__in=ids).prefetch_related("decision_makers"):
        yield Doc(row.pk, row.subject, ("advocacy:exchange", {"pk": row.pk}), subtitle=row.on.isoformat(),
                  access=WITHHELD if row.pk in hidden else TEAM, body=(row.demand, row.answer,
                  *(str(one) for one in row.decision_makers.all())))  # fmt: skip


def decision_makers(ids: list[int]) -> Iterable[Doc]:
    rows = DecisionMaker.objects.filter(pk__in=ids, forgotten_at=None).select_related("person")
    for row in rows.prefetch_related("mandates"):
        withheld = row.person is not None and row.person.withheld
        yield Doc(row.pk, str(row), ("advocacy:decision_maker", {"pk": row.pk}), access=WITHHELD if withheld else TEAM,
                  subtitle=" ; ".join(str(one) for one in row.mandates.all())[:200],
                  body=tuple(one.territory for one in row.mandates.all()))  # fmt: skip
