"""What the search finds of organisations and people, and who may find it."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.network.current import profile
from maillage.organisations import record, words
from maillage.organisations.enums import State
from maillage.organisations.models import Organisation, Person
from maillage.search.sources import PUBLIC, Doc, Source, Url, needs

TEAM = str(Permission.ORGANISATIONS_VIEW)
WITHHELD = needs(Permission.ORGANISATIONS_VIEW, Permission.WITHHELD_VIEW)
PEOPLE = str(Permission.PEOPLE_VIEW)
WITHHELD_PEOPLE = needs(Permission.PEOPLE_VIEW, Permission.WITHHELD_VIEW)
HIDEABLE = ("city", "region", "kind", "themes", "countries", "description")


def _owners(pk: int) -> tuple[str, ...]:
    return (f"delegate:{pk}", f"contributor:{pk}")


def _urls(pk: int, public: bool) -> dict[str, Url]:
    urls: dict[str, Url] = {
        "manage": ("organisations:detail", {"pk": pk}),
        "member": ("organisations:member_page", {"pk": pk}),
    }
    return {**urls, "public": ("site:organisation", {"pk": pk})} if public else urls


def organisations(ids: list[int]) -> Iterable[Doc]:
    """The team's document of each; beside it, for a public page, one by language with what its page shows."""
    rows = Organisation.objects.filter(pk__in=ids).exclude(state=State.MERGED)
    for row in rows.prefetch_related("places", "identifiers", "descriptions", "themes", "action_countries"):
        texts = {one.language: one.text for one in row.descriptions.all()} or {"fr": ""}
        numbers = " ".join(one.value for one in row.identifiers.all())
        also = "\n".join([row.short_name, *row.other_names])
        whole = " ".join([*_facts(row, hidden=()), *texts.values(), numbers, row.email, row.phone])
        yield Doc(
            row.pk, row.name, _urls(row.pk, public=False), access=WITHHELD if row.withheld else TEAM,
            subtitle=_subtitle(row, ()), also=also, body=whole, owners=_owners(row.pk),
        )  # fmt: skip
        if row.shows_publicly:
            shown = profile().visibility.public_fields  # what the network shows of anyone, then what this one hides
            hidden = tuple(field for field in HIDEABLE if field not in shown or not row.is_shown(field))
            facts = _facts(row, hidden)
            for language, text in texts.items() if "description" not in hidden else [("fr", "")]:
                yield Doc(
                    row.pk, row.name, _urls(row.pk, public=True), access=PUBLIC, language=language,
                    subtitle=_subtitle(row, hidden), also=also, body=" ".join([*facts, text]),
                )  # fmt: skip


def _subtitle(row: Organisation, hidden: tuple[str, ...]) -> str:
    seat = record.seat_of(row)
    city = seat.city if seat and "city" not in hidden else ""
    return " · ".join(
        part for part in (row.short_name, words.kind_label(row.kind) if "kind" not in hidden else "", city) if part
    )


def _facts(row: Organisation, hidden: tuple[str, ...]) -> list[str]:
    seat = record.seat_of(row)
    found = [words.kind_label(row.kind) if "kind" not in hidden else "", row.zones if "countries" not in hidden else ""]
    if seat is not None:
        found += [
            seat.city if "city" not in hidden else "",
            words.region_label(seat.region) if "region" not in hidden else "",
        ]
    if "countries" not in hidden:
        found += [words.country_label(one.country) for one in row.action_countries.all()]
    if "themes" not in hidden:
        found += [words.theme_label(one.theme) for one in row.themes.all()]
    return [text for text in found if text]


def people(ids: list[int]) -> Iterable[Doc]:
    """People are found by the team alone."""
    for row in Person.objects.present().filter(pk__in=ids):
        yield Doc(
            row.pk, str(row), ("organisations:person", {"pk": row.pk}), access=WITHHELD_PEOPLE if row.withheld else PEOPLE,
            subtitle=row.city, body=f"{row.email} {row.phone}",
        )  # fmt: skip


def _organisation_ids() -> Iterable[int]:
    return Organisation.objects.exclude(state=State.MERGED).order_by("pk").values_list("pk", flat=True).iterator()


def _people_ids() -> Iterable[int]:
    return Person.objects.present().order_by("pk").values_list("pk", flat=True).iterator()


SOURCES = (
    Source("organisations.organisation", organisations, _organisation_ids, _("Organisations"),
           accesses=(PUBLIC, TEAM, WITHHELD), permission=TEAM, order=10),
    Source("organisations.person", people, _people_ids, _("Personnes"),
           accesses=(PEOPLE, WITHHELD_PEOPLE), permission=PEOPLE, order=20),
)  # fmt: skip
