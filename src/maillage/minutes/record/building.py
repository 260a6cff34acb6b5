"""Writes the record of a meeting: everything that proves what was decided, in files that any machine reads.

Layout: `proces-verbal.pdf/.odt`, `proces-verbal.json` (the adopted text), `seance.json`, `presences.csv`, `liste.csv`,
`absences-de-la-liste.csv`, `procurations.csv`, `ordre-du-jour.csv`, `resolutions/<number>.json` and `.pdf`,
`votes/<number>/acte.json` (what the chain recorded), `vote.json` (all that a recount needs), `bulletins.csv`,
`noms.csv` of a vote by name and, for orders of preference, `vote.blt`; `chaine.json`, `manifeste.json`.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _

from maillage.assemblies.models import AgendaItem, Assembly, Attendance
from maillage.ballots import record as ballots_record
from maillage.ballots import tallying
from maillage.ballots.actions.tellers import settled
from maillage.ballots.enums_votes import QuestionState
from maillage.ballots.models import Proxy, Question, Right, RightAbsence
from maillage.core.registry import house
from maillage.minutes import panels, papers
from maillage.minutes.actions.minutes import content_of as minutes_content
from maillage.minutes.actions.register import content_of
from maillage.minutes.models import Minutes, Resolution
from maillage.minutes.record import acts, chain, layout

Files = Iterator[tuple[str, bytes]]


def pretty(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def sheet(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """CSV in UTF-8, with the mark that spreadsheets look for; a cell that a spreadsheet would run is held as text."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(head)
    for row in rows:
        writer.writerow([f"'{cell}" if str(cell)[:1] in "=+-@\t\r" else cell for cell in row])
    return b"\xef\xbb\xbf" + file.getvalue().encode()


def at(moment: Any) -> str:
    return localtime(moment).isoformat(timespec="minutes") if moment else ""


def record(assembly: Assembly) -> dict[str, bytes]:
    """{path: content} of the whole record, with its chain and its manifest."""
    recorded: dict[str, str] = {}
    files: dict[str, bytes] = {}
    for path, content in (*meeting(assembly), *minutes_of(assembly, recorded), *resolutions(assembly, recorded),
                          *votes(assembly, recorded), *others(assembly)):  # fmt: skip
        files[path] = content
    links = [link.as_dict() for link in panels.links()]
    files[layout.CHAIN] = pretty(links)
    files[layout.README] = readme(assembly).encode()
    manifest = {
        "made_on": now().date().isoformat(), "assembly": str(assembly), "held_on": assembly.day.isoformat() if assembly.day else "",
        "head": links[-1]["digest"] if links else chain.START, "recorded": recorded,
        "files": {path: chain.sha256(content) for path, content in files.items()},
    }  # fmt: skip
    return {**files, layout.MANIFEST: pretty(manifest)}


def meeting(assembly: Assembly) -> Files:
    yield "seance.json", pretty({
        "title": assembly.title, "kind": assembly.kind, "body": assembly.body.code, "starts_at": at(assembly.starts_at),
        "opened_at": at(assembly.opened_at), "closed_at": at(assembly.closed_at), "mode": assembly.mode,
        "place": assembly.place, "quorum": assembly.quorum, "chair": str(assembly.chair or ""),
        "secretary": str(assembly.secretary or ""),
    })  # fmt: skip
    rows = Attendance.objects.filter(assembly=assembly).prefetch_related("stays")
    yield "presences.csv", sheet(
        [_("Nom"), _("Organisation"), _("À quel titre"), _("Arrivée"), _("Départ")],
        [(row.name, row.organisation, row.get_capacity_display(), at(stay.came_at), at(stay.left_at))
         for row in rows for stay in row.stays.all()],
    )  # fmt: skip
    items = AgendaItem.objects.filter(assembly=assembly).order_by("position", "pk").select_related("parent")
    yield (
        "ordre-du-jour.csv",
        sheet(
            [_("Point"), _("Fait partie de"), _("Sorte"), _("État"), _("De"), _("À")],
            [
                (i.title, i.parent or "", i.get_kind_display(), i.get_state_display(), at(i.started_at), at(i.done_at))
                for i in items
            ],
        ),
    )
    if not assembly.roll_id:
        return
    rights = Right.objects.filter(roll=assembly.roll_id).select_related("delegate")
    yield (
        "liste.csv",
        sheet(
            [_("Nom"), _("Catégorie"), _("Collège"), _("Voix"), _("Personne déléguée"), _("En vigueur")],
            [
                (r.name, r.category, r.college, r.weight, r.delegate or "", _("oui") if r.active else _("non"))
                for r in rights
            ],
        ),
    )
    yield (
        "absences-de-la-liste.csv",
        sheet(
            [_("Nom"), _("Motif"), _("Explication")],
            RightAbsence.objects.filter(roll=assembly.roll_id).values_list("name", "reason", "explanation"),
        ),
    )
    proxies = Proxy.objects.filter(roll=assembly.roll_id).select_related("right", "holder")
    yield (
        "procurations.csv",
        sheet(
            [_("Droit"), _("Mandataire"), _("État"), _("Signée le"), _("Retirée le"), _("Pourquoi")],
            [
                (p.right.name, p.holder, p.get_state_display(), at(p.signed_at), at(p.revoked_at), p.revoked_why)
                for p in proxies
            ],
        ),
    )


def minutes_of(assembly: Assembly, recorded: dict[str, str]) -> Files:
    minutes = Minutes.objects.filter(assembly=assembly).first()
    if not minutes:
        return
    version = minutes.text
    content = minutes_content(minutes, version)
    yield "proces-verbal.json", content
    if minutes.link:
        recorded["proces-verbal.json"] = chain.sha256(content)
    yield "proces-verbal.pdf", papers.minutes_pdf(minutes, version)
    yield "proces-verbal.odt", papers.minutes_odt(minutes, version)


def resolutions(assembly: Assembly, recorded: dict[str, str]) -> Files:
    rows = list(Resolution.objects.filter(assembly=assembly).select_related("body").order_by("year", "number"))
    for row in rows:
        path, content = f"resolutions/{row.code}.json", content_of(row)
        recorded[path] = chain.sha256(content)
        yield path, content
    yield (
        "resolutions.csv",
        sheet(
            [_("Numéro"), _("Date"), _("Titre"), _("Vote"), _("Valeur")],
            [(row.code, row.adopted_on, row.title, row.vote, row.get_standing_display()) for row in rows],
        ),
    )


def votes(assembly: Assembly, recorded: dict[str, str]) -> Files:
    if not assembly.roll_id:
        return
    asked = Question.objects.filter(roll=assembly.roll_id, state=QuestionState.DECLARED).prefetch_related("options")
    for question in asked.order_by("number"):
        folder = f"{layout.VOTES}/{question.number:03d}"
        act = acts.vote(question)
        recorded[f"{folder}/acte.json"] = chain.sha256(act)
        yield f"{folder}/acte.json", act
        yield from ballots(question, folder)


def ballots(question: Question, folder: str) -> Files:
    """What a recount needs, and the files that `maillage count` and a spreadsheet read."""
    box = tallying.box_of(question, None if question.is_confidential else settled(question))
    cast = [
        {"votes": votes, "choice": choice, "college": college if box.apart else ""}
        for votes, choice, college in box.ballots
    ]
    yield (
        f"{folder}/vote.json",
        pretty({**acts.vote_act(question), "ballots": cast, "used": box.used, "apart": box.apart}),
    )
    for name, content in ballots_record.files_of(question):
        if not name.endswith(".json"):
            yield f"{folder}/{ballots_record.short_name(name)}", content


def others(assembly: Assembly) -> Files:
    """What other rooms put in the record, under a name that holds."""
    for part in house.record_parts:
        for path, content in part.files(assembly):
            if layout.is_safe(path):
                yield path, content


def readme(assembly: Assembly) -> str:
    return _("""Dossier de la séance « %(title)s »

Ce dossier se lit sans logiciel particulier : PDF, CSV (tableur), JSON et BLT (bulletins à préférences).
- proces-verbal.pdf : le procès-verbal ; proces-verbal.odt, pour l’éditer.
- resolutions/ : chaque décision ; votes/ : chaque vote, ses bulletins sans nom (sauf vote nominal) et son résultat.
- chaine.json : les empreintes de tous les actes du réseau, chacune tenant à la précédente.
- manifeste.json : l’empreinte SHA-256 de chaque fichier.

Pour vérifier que rien n’a changé et recompter chaque vote : maillage verify DOSSIER
""") % {"title": assembly}
