"""Four meetings of each network; nobody real."""

import random
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.timezone import now
from django.utils.translation import override

from maillage.accounts.models import DEMO_DOMAIN, User
from maillage.activities import clock
from maillage.assemblies import emails
from maillage.assemblies.actions import agenda, call, papers, requests
from maillage.assemblies.demo import held, today
from maillage.assemblies.demo.texts import TOLD, Told
from maillage.assemblies.demo.texts import agenda as agenda_of
from maillage.assemblies.enums import AssemblyKind, DeliveryRoute, DeliveryState, NoticeKind
from maillage.assemblies.models import AgendaItem, Assembly, Notice, NoticeDelivery
from maillage.audit import journal
from maillage.ballots.models import Right
from maillage.bodies.composition import mandates_on
from maillage.bodies.enums import Office
from maillage.bodies.models import Body
from maillage.core import pdf
from maillage.members.models import Member
from maillage.members.queries import voting_rights
from maillage.messages.models import Message
from maillage.network import current

BUDGET = "Poste;Prévu;Réalisé\nCotisations;42000;41350\nSubventions;186000;190200\nActivités;-121000;-118400\nSalaires;-98000;-99100\n"
COMING, BOARD = 38, 12  # days from today


def write(context: Any) -> None:
    """Idempotent: an assembly of the demonstration is there once."""
    if Assembly.objects.exists():
        return
    told = TOLD.get(context.profile.code, TOLD["csi"])
    by = User.objects.filter(email=f"amina.sarr{DEMO_DOMAIN}").first()
    with override("fr"):
        past = held.write(made(told, context.today - timedelta(days=327), context.today.year - 1, by), by)
        coming = called(context, told, by)
        board = prepared(context, told, by)
        current_one = today.write(told, common(told), put, by)
    journal.record("assembly.demo", coming, by=None)
    context.made["assemblies"] = {"past": past, "coming": coming, "board": board, "today": current_one}


def at(day: date, hour: int) -> datetime:
    return clock.instant(day, time(hour, 30), current.zone())


def working(day: date) -> date:
    """A Saturday: people who work come too."""
    return day + timedelta(days=(5 - day.weekday()) % 7)


def officers(body: Body) -> dict[str, Any]:
    """Who chairs and who writes: those of the board."""
    held_by = {one.office: one.person for one in mandates_on(body)}
    return {"chair": held_by.get(Office.CHAIR), "secretary": held_by.get(Office.SECRETARY)}


def common(told: Told) -> dict[str, Any]:
    """What every assembly of the members says of its place and of who leads it."""
    return {
        "mode": told.mode, "place": told.place, "address": told.address, "childcare": told.childcare,
        "remote_url": "https://visio.exemple.org/assemblee" if told.mode == "hybrid" else "",
        "interpretation": told.interpretation, "languages": "français", "access_notes": told.access, "public": True,
        "supporters_invited": True, "supporters_speak": True, **officers(Body.objects.board()),
    }  # fmt: skip


def made(told: Told, day: date, year: int, by: Any) -> Assembly:
    """An annual assembly with its agenda and its papers."""
    starts = at(working(day), told.hour)
    values = common(told) | {"title": f"Assemblée générale annuelle {starts.year}", "starts_at": starts,
                             "ends_at": starts + timedelta(hours=4)}  # fmt: skip
    assembly = call.make(body=Body.objects.general_assembly(), kind=AssemblyKind.ANNUAL, values=values, by=by)
    items = {}
    for item, parts in agenda_of(told, year):
        parent = put(assembly, item, None, by)
        items[item[0]] = parent
        for part in parts:
            items[part[0]] = put(assembly, part, parent, by)
    join(assembly, items, told, year, by)
    return assembly


def put(assembly: Assembly, item: Any, parent: AgendaItem | None, by: Any) -> AgendaItem:
    title, kind, minutes, presenter, more = item
    values = {"title": title, "kind": kind, "minutes_planned": minutes, "presenter": presenter, **more}
    return agenda.add(assembly=assembly, parent=parent, values=values, by=by)


def page(title: str, lines: list[str]) -> bytes:
    """A page of text."""
    profile = current.profile()
    return pdf.render("assemblies/note", {
        "title": title, "lines": lines, "paper": "us-letter" if profile.country in ("CA", "US") else "a4",
        "identity": {"name": profile.names.short_name.text("fr")}}, lang=profile.language.locale)  # fmt: skip


def join(assembly: Assembly, items: dict[str, AgendaItem], told: Told, year: int, by: Any) -> None:
    """The report, the accounts in two versions, the texts that are proposed."""
    report = page(f"Rapport d’activité {year}", [
        f"Cette année, le réseau s’est consacré à {told.subject}.",
        "Nos membres ont animé des ateliers, accueilli des délégations et porté des campagnes communes.",
        "Le détail des activités, mois par mois, se lit dans l’agenda public du réseau."])  # fmt: skip
    papers.join(
        assembly=assembly,
        item=items[f"Rapport d’activité {year}"],
        upload=report,
        title=f"Rapport d’activité {year}",
        by=by,
    )
    accounts = papers.join(
        assembly=assembly, item=items[f"Comptes {year}"], upload=BUDGET.encode(), title=f"Comptes {year}", by=by
    )
    papers.replace(paper=accounts, upload=BUDGET.replace("41350", "41530").encode(), by=by)
    text = page(told.decision, [f"Texte proposé par le conseil d’administration : {told.decision.lower()}.",
                                f"1. Mettre {told.subject} au cœur de nos trois prochaines années.",
                                "2. Réserver un dixième du budget aux initiatives des membres.",
                                "3. Rendre compte chaque année devant l’assemblée."])  # fmt: skip
    papers.join(
        assembly=assembly, item=items[told.decision], upload=text, title=f"{told.decision} : proposition", by=by
    )
    change = page(
        told.bylaws, ["Texte en vigueur : « Une fois par an. »", "Texte proposé : « Au moins deux fois par an. »"]
    )
    papers.join(
        assembly=assembly, item=items[told.bylaws], upload=change, title=f"{told.bylaws} : texte proposé", by=by
    )


def called(context: Any, told: Told, by: Any) -> Assembly:
    """The coming one: requests of members, notice sent, its proofs, excuses."""
    assembly = made(told, context.today + timedelta(days=COMING), context.today.year, by)
    asked(assembly, told, by)
    call.make_roll(assembly=assembly, by=by)
    call.send_notice(assembly=assembly, by=by, confirmed=True, short_reason="",
                     text="Venez nombreuses et nombreux : cette année, nous décidons de la suite.")  # fmt: skip
    assembly.refresh_from_db()
    notice = assembly.notices.get(kind=NoticeKind.NOTICE)
    Notice.objects.filter(pk=notice.pk).update(sent_at=now() - timedelta(days=2))
    proofs(notice)
    rights = Right.objects.active().filter(roll=assembly.roll).exclude(delegate=None)
    for right in rights.select_related("delegate", "member")[4:7]:
        assert right.delegate is not None
        requests.excuse(assembly=assembly, person=right.delegate, answer="none",
                        note="Je serai en déplacement.", by=None)  # fmt: skip
    return assembly


def asked(assembly: Assembly, told: Told, by: Any) -> None:
    """An item asked by enough members, now on the agenda; another that looks for support."""
    able = [one.member for one in voting_rights() if one.propose][:6]
    members = list(Member.objects.filter(pk__in=able).order_by("number"))
    if len(members) < 3:
        return
    request = requests.ask_item(assembly=assembly, member=members[0], person=None, title=told.asked, text=told.asked_why,
                                kind="debate", by=by)  # fmt: skip
    for member in members[1:5]:
        requests.support(asked=request, member=member, person=None, by=by)
    requests.accept_item(request=request, by=by)
    requests.ask_item(assembly=assembly, member=members[1], person=None, by=by, kind="information",
                      title="Une bibliothèque commune d’outils", text="Chacun refait les mêmes fiches : mettons-les ensemble.")  # fmt: skip


def proofs(notice: Notice) -> None:
    """What became of each: most arrived, some were opened, a few came back. The cast's own letters really leave."""
    dice = random.Random(notice.assembly_id)  # noqa: S311 (an invention, the same each time)
    sent = now() - timedelta(days=2)
    rows = list(notice.deliveries.filter(route=DeliveryRoute.MAIL).exclude(person__user__isnull=False))
    for rank, row in enumerate(rows):
        row.sent_at, row.state = sent + timedelta(seconds=rank), DeliveryState.SENT
        if dice.random() < 0.45:
            row.opened_at, row.state = sent + timedelta(hours=dice.randint(1, 40)), DeliveryState.OPENED
        elif rank % 23 == 7:
            row.bounced_at, row.state, row.error = sent, DeliveryState.BOUNCED, "550 boîte inconnue"
    NoticeDelivery.objects.bulk_update(rows, ["sent_at", "state", "opened_at", "bounced_at", "error"], batch_size=200)
    Message.objects.filter(purpose=emails.PURPOSE, state="queued").exclude(to__endswith=DEMO_DOMAIN).delete()


def prepared(context: Any, told: Told, by: Any) -> Assembly:
    """A meeting of the board that is being prepared."""
    body = Body.objects.board()
    starts = at(context.today + timedelta(days=BOARD), 17)
    values = {"title": f"Conseil d’administration, {starts:%d/%m/%Y}", "starts_at": starts, "mode": "hybrid",
              "ends_at": starts + timedelta(hours=2), "place": told.place, "address": told.address, "public": False,
              "remote_url": "https://visio.exemple.org/conseil", **officers(body)}  # fmt: skip
    board = call.make(body=body, kind=AssemblyKind.BOARD, values=values, by=by)
    put(board, ("Adoption du procès-verbal", "decision", 5, "le secrétariat", {}), None, by)
    for title in told.board:
        put(board, (title, "decision" if title == told.board[0] else "debate", 20, "la direction", {}), None, by)
    return board
