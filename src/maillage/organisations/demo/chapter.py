"""The chapter of the room: organisations, people, partners, links; and the cases that are not smooth."""

from datetime import timedelta
from typing import Any

from django.utils.timezone import now

from maillage.accounts import actions as accounts
from maillage.accounts.models import DEMO_DOMAIN
from maillage.audit import journal
from maillage.organisations.actions import shared
from maillage.organisations.demo.build import Builder
from maillage.organisations.enums import EditState, Relation, State
from maillage.organisations.models import Organisation, Person, ProposedEdit

PEOPLE_OF_ACTORS = 12  # one contact in so many organisations that are not members


def write(context: Any) -> None:
    """Fill `context.made` with "organisations" (those that may be members), "partners" and "people"."""
    profile, demo = context.profile, context.profile.demo
    if demo is None:
        context.made |= {"organisations": [], "partners": [], "people": []}
        return
    build = Builder(profile, context.today)
    members = [build.organisation(*_kind(profile, at), at) for at in range(demo.organisations)]
    for rank, row in enumerate(members):
        build.sizes(row, rank)
    others = [build.organisation(*_kind(profile, at), at) for at in range(demo.organisations, demo.actors)]
    partners = [build.partner(at) for at in range(demo.partners)]
    _unhappy(members, others, partners, context.today)
    people = [build.person(post=True) for _number in range(demo.individuals)]
    _contacts(build, members, others, partners)
    cast = _cast(build, members, partners)
    _affiliations(build, members, others)
    build.write()
    _proposals(members, cast)
    _journal()
    context.made |= {"organisations": members, "partners": partners, "people": people,
                     "delegate": cast["delegate"], "contributor": cast["contributor"]}  # fmt: skip
    context.say(f"{len(members) + len(others)} organisations et {len(partners)} partenaires inventés")


def _kind(profile: Any, number: int) -> tuple[str, str]:
    """Kinds in turn, associations more often than the rest."""
    kinds = [kind for kind in profile.organisation_kinds for _times in range(6 if kind.code == "association" else 1)]
    if profile.code == "ciso":  # few large bodies, many unions
        kinds = [
            kind
            for kind in kinds
            for _times in range({"centrale": 1, "federation": 2, "syndicat": 8}.get(kind.code, 4))
        ]
    chosen = kinds[(number * 7) % len(kinds)] if kinds else None
    return (chosen.code, chosen.family or "") if chosen else ("", "")


def _unhappy(members: list[Organisation], others: list[Organisation], partners: list[Organisation], today: Any) -> None:
    """Dormant, closed, hidden, never verified, withheld with and without a reason."""
    pool = others or members[len(members) // 2 :]
    for at, row in enumerate(pool):
        if at % 23 == 5:
            row.state, row.verified_on = State.DORMANT, today - timedelta(days=700)
        elif at % 31 == 7:
            row.state = State.CLOSED
        elif at % 29 == 11:
            row.is_public = False
    if members:
        members[-1].verified_on = None
    if len(pool) > 2:
        pool[2].withheld = True  # nobody wrote why: it waits on the home page
    if partners:
        partners[-1].withheld = True
        partners[-1].withheld_reason = "Menaces reçues : ne rien publier, même le nom de la ville"


def _contacts(build: Builder, members: list[Organisation], others: list[Organisation],
              partners: list[Organisation]) -> None:  # fmt: skip
    chance = build.chance
    for row in members:
        started = build.today - timedelta(days=chance.randint(200, 2600))
        build.tie(row, Relation.PRESIDED_BY, build.person(), role="présidence", started_on=started,
                  is_public=chance.random() < 0.4)  # fmt: skip
        build.tie(row, Relation.EMPLOYS, build.person(), role="coordination", started_on=started)
        if chance.random() < 0.3:
            over = build.today - timedelta(days=chance.randint(20, 190))
            build.tie(row, Relation.EMPLOYS, build.person(), role="animation", started_on=started, ended_on=over)
    for row in others[::PEOPLE_OF_ACTORS]:
        build.tie(row, Relation.REPRESENTED_BY, build.person(), role="")
    for at, row in enumerate(partners):
        contact = build.person(city="", language="es" if at % 4 == 1 else "fr")
        build.tie(row, Relation.REPRESENTED_BY, contact, role="coordination")
        if at == len(partners) - 1:
            contact.withheld = True
            contact.withheld_reason = "Syndicaliste menacée : ne rien montrer"
        if members:
            build.tie(members[at % len(members)], Relation.PARTNER_OF, row,
                      started_on=build.today - timedelta(days=400 + at), is_public=not row.withheld)  # fmt: skip


def _cast(build: Builder, members: list[Organisation], partners: list[Organisation]) -> dict[str, Person | None]:
    """Bruno speaks for the first member, Dao keeps a partner's page from afar."""
    found: dict[str, Person | None] = {"delegate": None, "contributor": None}
    if members:
        user = accounts.create_account(
            email=f"bruno.lefebvre{DEMO_DOMAIN}", name="Bruno Lefebvre", by=None, verified=True
        )
        found["delegate"] = build.person(user=user, name=("Bruno", "Lefebvre"))
        build.tie(members[0], Relation.REPRESENTED_BY, found["delegate"], role="délégation",
                  started_on=build.today - timedelta(days=700))  # fmt: skip
    if partners:
        user = accounts.create_account(email=f"dao.keita{DEMO_DOMAIN}", name="Dao Keïta", by=None, verified=True)
        found["contributor"] = build.person(user=user, name=("Dao", "Keïta"))
        build.tie(partners[0], Relation.EMPLOYS, found["contributor"], role="coordination", keeps_page=True,
                  started_on=build.today - timedelta(days=300))  # fmt: skip
    return found


def _affiliations(build: Builder, members: list[Organisation], others: list[Organisation]) -> None:
    """Sections under federations, federations under a central body: trees of three floors."""
    centre = next((row for row in members if row.kind == "centrale"), members[0] if members else None)
    middle = [row for row in members if row.kind == "federation" and row is not centre] or members[1:3]
    leaves = [row for row in [*members, *others] if row is not centre and row not in middle and row.kind != "centrale"]
    if centre is None:
        return
    for row in middle:
        build.tie(row, Relation.AFFILIATED_TO, centre, started_on=build.today - timedelta(days=4000), is_public=True)
    for at, row in enumerate(leaves[2 : 2 + 4 * len(middle)]):
        build.tie(row, Relation.AFFILIATED_TO, middle[at % len(middle)], is_public=True)


def _proposals(members: list[Organisation], cast: dict[str, Person | None]) -> None:
    """One that waits, one that was refused."""
    author = getattr(cast["delegate"], "user", None)
    if len(members) < 2:
        return
    ProposedEdit.objects.create(
        organisation=members[0],
        base_version=1,
        proposed_by=author,
        proposed_at=now() - timedelta(hours=20),
        data={"phone": [members[0].phone, "819 555-0142"], "zones": ["", "Quartiers du centre et vallée voisine"]},
    )
    ProposedEdit.objects.create(
        organisation=members[1], base_version=1, proposed_at=now() - timedelta(days=34), state=EditState.REFUSED,
        decided_at=now() - timedelta(days=32), reason="Le slogan d’un parti ne peut pas figurer sur la page.",
        data={"zones": ["", "Votez avec nous !"]},
    )  # fmt: skip


def _journal() -> None:
    rows = Organisation.objects.order_by("pk").only("name", "withheld")
    notes = [journal.Note("organisation.created", shared.ORGANISATION, row.pk, "" if row.withheld else row.name)
             for row in rows.iterator()]  # fmt: skip
    people = Person.objects.order_by("pk").values_list("pk", flat=True)
    notes += [journal.Note("person.created", shared.PERSON, pk) for pk in people]
    journal.record_many(notes, by=None)
    shared.indexed(rows.values_list("pk", flat=True))
    shared.indexed_people(people)
