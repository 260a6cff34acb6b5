"""An assembly walked by its pages alone, from the date to the record: what the five networks have in common.

Each step is done by who does it: the secretary in Gestion, members in their space, a visitor on the site. Nothing is
called but pages; what a page says is looked at on the way.
"""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import localdate

from maillage.minutes import commands
from maillage.network import current
from tests import cast
from tests.matrix_objects import PDF
from tests.minutes.people import person
from tests.walker import Walker

TITLE = "Assemblée générale 2026"
ARREARS = "Sa cotisation est en retard au-delà du délai de grâce."
NO_VOTE = "Sa catégorie ne prend pas part à la vie démocratique"
NO_QUORUM = "Le quorum n’est plus atteint"


class Walk:
    """One assembly of a network. `clock` is the traveller of time, `committed` runs what waits for the commit."""

    def __init__(self, clock: Any, committed: Callable[..., Any]) -> None:
        self.clock, self.committed = clock, committed
        self.secretary = cast.user("Sofia", "secretary")
        self.sofia, self.assembly, self.notice = Walker(self.secretary), "", ""
        self.members: dict[str, Walker] = {}
        self.known: dict[
            tuple[str, str], str
        ] = {}  # an address is found by its link once, then kept as one keeps a tab

    def at(self, day: date, hour: int = 18, minute: int = 0) -> None:
        """Another day: everyone signs in again."""
        self.clock.move_to(datetime(day.year, day.month, day.day, hour, minute, tzinfo=current.zone()))
        self.sofia, self.members = Walker(self.secretary), {}

    def member(self, name: str) -> Walker:
        if name not in self.members:
            self.members[name] = Walker(person(name).user)
        return self.members[name]

    def tab(self, label: str) -> Walker:
        """A page of the assembly under way, by its link the first time; where one is already, one stays."""
        key = self.assembly, label
        if key in self.known:
            here = self.sofia.told and self.sofia.url == self.known[key]
            return self.sofia if here else self.sofia.open(self.known[key])
        self.known[key] = self.page().follow(label).url
        return self.sofia

    def page(self) -> Walker:
        """The check-list of the assembly under way."""
        return self.sofia.open(self.assembly)

    def step(self, label: str) -> Walker:
        return self.page().follow(label, "ol.marche")

    # Before

    def quorum(self, **values: Any) -> None:
        """What the by-laws ask, on the page of the body."""
        self.sofia.open("/gestion/instances/").follow("Assemblée générale").follow("Modifier").fill(values).press(
            "Enregistrer"
        )

    def fix(self, day: date, **values: Any) -> None:
        new = self.sofia.open("/gestion/assemblees/").follow("Nouvelle assemblée")
        base = {"Instance": "Assemblée générale", "Sorte de réunion": "assemblée générale annuelle", "Titre": TITLE,
                "Jour": day.isoformat(), "De": "18:00", "À": "21:00", "Lieu": "Maison commune",
                "Adresse": "12, rue des Tisserands", "Annoncer sur le site public": True}  # fmt: skip
        new.fill(base | values).press("Créer l’assemblée").sees("voici ce qu’il y a à faire")
        self.assembly = new.url

    def agenda(self, *items: tuple[str, str] | tuple[str, str, dict[str, Any]]) -> None:
        tree = self.step("Écrire l’ordre du jour")
        for title, kind, *more in items:
            values = {"Titre du point": title, "Sorte de point": kind} | (more[0] if more else {})
            tree.follow("Ajouter un point").fill(values).press("Mettre à l’ordre")
        self.page().sees(*(title for title, *_rest in items))

    def paper(self, title: str = "Comptes détaillés") -> None:
        form = self.step("Joindre les documents").follow("Joindre un document")
        form.fill({"Fichier": SimpleUploadedFile("comptes.pdf", PDF), "Titre": title}).press("Joindre").sees(title)

    def roll(self, voters: int, *, frozen: bool = True) -> None:
        """The roll made by the check-list, then frozen on its own page."""
        self.step("Faire la liste électorale").press("Faire la liste").sees("La liste électorale est faite")
        self.sofia.follow("Droits au")
        if frozen:
            self.sofia.follow("Arrêter la liste").sees("chaque absence, avec sa raison").press("Arrêter la liste")
            assert len(self.sofia.follow("Les droits").page.select("tbody tr")) == voters

    def absence(self, name: str, reason: str = ARREARS) -> None:
        """The roll says why this member is not on it."""
        self.page().follow("Droits au").follow("Les absences et leurs raisons").sees(name, reason)

    def refused_date(self, day: date, right: date) -> None:
        """A date too near: said with its law, nothing can be sent; then put right."""
        self.move(day)
        self.step("Convoquer").sees("Le délai est trop court").does_not_see("Chaque personne qui porte un droit")
        self.move(right)

    def move(self, day: date) -> None:
        self.page().follow("Modifier").fill({"Jour": day.isoformat()}).press("Enregistrer")

    def call(self, **values: Any) -> list[Any]:
        """Send the notice; the mails that left."""
        self.step("Convoquer").sees("Ce qui est vérifié")
        before = len(mail.outbox)
        with self.committed(execute=True):
            self.sofia.fill(values).press("Convoquer")
        self.notice = self.sofia.sees("Qui l’a reçue").url
        return mail.outbox[before:]

    def announced(self) -> None:
        """Whoever passes by reads when, where and what; never the papers."""
        site = Walker().open("/fr/assemblees/").follow(TITLE).sees("Maison commune", "Comptes de l’année")
        site.does_not_see("Comptes détaillés")

    def opened(self, mails: list[Any], name: str, *words: str) -> None:
        """Someone follows the link of the mail, without signing in; the proof says so."""
        mine = "\n".join(one.body for one in mails if one.to == [person(name).email])
        link = re.search(r"https?://\S+/convocation/\S+/", mine)
        assert link, mine
        Walker().open(urlsplit(link.group()).path).sees(TITLE, *words)
        row = self.sofia.open(self.notice).page.find("th", string=re.compile(name)).find_parent("tr")
        assert "lien ouvert" in row.get_text(" "), row.get_text(" ")

    def of(self, name: str) -> Walker:
        """This member's page of the assembly, found from their home by the first who goes there."""
        walk, address, key = self.member(name), f"/espace/assemblees/{self.number}/", (self.assembly, "espace")
        if key not in self.known:
            walk.open("/espace/assemblees/")
            assert walk.page.select_one(f'a[href="{address}"]'), walk.words
            self.known[key] = address
        return walk.open(address)

    @property
    def number(self) -> str:
        return self.assembly.rstrip("/").rsplit("/", 1)[1]

    def excuse(self, name: str, word: str, **values: Any) -> Walker:
        walk = self.of(name).fill({"Un mot à l’assemblée": word} | values).press("Le dire")
        self.page().sees("Personnes excusées", word)
        return walk

    def proxy(self, giver: str, holder: str) -> None:
        """Given by page to someone who accepts by page."""
        form = self.of(giver).follow("Donner procuration").fill({"Qui votera pour vous": holder})
        with self.committed(execute=True):
            form.press("Donner procuration").sees("La procuration est donnée")
        self.of(holder).sees("Procurations que vous portez").follow("Répondre").press("Accepter").sees(
            "Vous porterez cette voix"
        )
        self.of(giver).sees(f"Procuration donnée à {holder}, acceptée.")

    # The day

    def desk(self) -> Walker:
        return self.tab("Accueil et présences")

    def come(self, *names: str) -> None:
        desk = self.desk()
        for name in names:
            desk.press(f"Est là : {name}").sees(f"{name} est là")

    def go(self, *names: str) -> None:
        desk = self.desk()
        for name in names:
            desk.press(f"S’en va : {name}").sees("Le départ est noté")

    def back(self, *names: str) -> None:
        desk = self.desk()
        for name in names:
            desk.press(f"Revient : {name}").sees(f"{name} est là")

    def chair(self) -> Walker:
        return self.tab("Conduire la séance")

    def open_session(self, chair: str, secretary: str, *words: str) -> None:
        form = self.chair().follow("Ouvrir la séance")
        people = {"Présidence de séance": str(person(chair).pk), "Secrétariat de séance": str(person(secretary).pk)}
        form.fill(people).press("Ouvrir la séance").sees("La séance est ouverte", *words)

    def fail(self, *words: str) -> None:
        self.chair().follow("Constater que le quorum manque").sees(*words).press("Constater").sees(
            "L’absence de quorum est constatée"
        )

    def second(self, day: date) -> None:
        """Too soon is refused with its source; then the day; the papers and the agenda follow."""
        first = self.assembly
        form = self.step("Convoquer la seconde réunion").fill({"Jour": (localdate() + timedelta(days=2)).isoformat()})
        form.press("Fixer la seconde réunion", 422).sees("peut se tenir au plus tôt le")
        form.fill({"Jour": day.isoformat()}).press("Fixer la seconde réunion").sees("La seconde réunion est fixée")
        self.assembly = self.sofia.url
        assert self.assembly != first

    def begin(self, title: str) -> None:
        self.chair().press(f"Aborder : {title}").sees("Point en cours")

    def stopped(self, *words: str) -> None:
        """Without the quorum nothing is put to the vote, and the page says why."""
        refused = self.chair().fill({"Question": "Et ceci ?"}).press("Mettre aux voix", 422)
        refused.sees(NO_QUORUM, "Rien ne se décide tant qu’il manque du monde", *words)

    def ballot(self, name: str, title: str) -> Walker:
        """The ballot page, found on the page of the session by the first who votes."""
        walk, key = self.member(name), (self.assembly, title)
        if key not in self.known:
            walk.open(f"/espace/assemblees/{self.number}/seance/").sees(f"Vote ouvert : {title}")
            self.known[key] = walk.follow("Voter").url
        return walk.open(self.known[key])

    def vote(self, title: str, choices: dict[str, str]) -> None:
        """Each by their own page."""
        for name, choice in choices.items():
            self.ballot(name, title).fill({choice: True}).press("Voter").sees("Votre vote est enregistré")

    def named(self, title: str, choices: dict[str, str], *words: str, **values: Any) -> None:
        """A nominal vote on an item, to its result on the chair's screen."""
        self.begin(title)
        self.sofia.fill({"Comment l’on vote": "nominal"} | values).press("Mettre aux voix").sees("Le vote est ouvert")
        self.vote(title, choices)
        self.chair().press(f"Clore le vote : {title}").sees("Le vote est clos")
        self.sofia.press(f"Proclamer le résultat : {title}").sees("Le résultat est proclamé", *words)
        self.sofia.press("Point traité").sees("Le point est traité")

    def casting(self, title: str, choices: dict[str, str], voice: str, *words: str) -> None:
        """Equal votes where the by-laws let the chair decide: no result before the chair spoke."""
        form = self.chair().fill({"Comment l’on vote": "nominal", "À égalité": True})
        form.press("Mettre aux voix").sees("Le vote est ouvert")
        self.vote(title, choices)
        self.chair().press(f"Clore le vote : {title}")
        self.sofia.press(f"Proclamer le résultat : {title}", 422).sees("voix prépondérante")
        self.sofia.follow(f"Voix prépondérante : {title}").fill({voice: True}).press("Dire la voix")
        self.chair().press(f"Proclamer le résultat : {title}").sees("Le résultat est proclamé", *words)
        self.sofia.press("Point traité")

    def result(self, name: str, title: str, choice: str, verdict: str) -> None:
        """A member reads the result on their own page."""
        self.member(name).open("/espace/votes/").follow(title).sees(verdict, choice)

    def close(self) -> None:
        self.chair().follow("Lever la séance").press("Lever la séance").sees("La séance est levée")

    # What remains

    def minutes(self, reader: str, chair: str, secretary: str, *words: str) -> None:
        """Drafted, written, read over by a member who asks a correction, adopted, signed twice."""
        draft = self.page().follow("Dresser le procès-verbal").press("Dresser").sees("Le brouillon est prêt", *words)
        here = draft.url
        draft.follow("Écrire").fill({"s0": "La présidence salue les personnes venues de loin."}).press("Enregistrer")
        draft.follow("Faire relire").press("Envoyer en relecture").sees("en relecture")
        remark = self.of(reader).follow("Relire le procès-verbal").fill({"Ce qu’il faut corriger": "Il neigeait."})
        remark.sees("venues de loin").press("Envoyer la remarque").sees("le secrétariat lira votre remarque")
        draft.open(here).follow("Répondre : Il neigeait").fill({"Ce qui en est fait": "Ajouté."}).press("Répondre")
        draft.open(here).follow("Noter l’adoption").fill({"Décision": "À l’unanimité"}).press("Noter l’adoption")
        for quality, name in (("Présidence", chair), ("Secrétariat", secretary)):
            form = draft.open(here).follow("Noter une signature")
            form.fill({"En qualité de": quality, "Qui signe": str(person(name).pk), "Cette personne a lu": True})
            form.press("Noter la signature").sees("La signature est notée")
        draft.open(here).sees("Signé").follow("Procès-verbal (PDF)")
        assert draft.content.startswith(b"%PDF")
        draft.open(here).follow("Qui peut le lire").fill({"Tout le monde peut lire": True}).press("Enregistrer")

    def record(self, folder: Path, votes: int) -> dict[str, Any]:
        """The record is downloaded, unzipped elsewhere, and holds."""
        self.page().follow("Dossier complet de la séance (ZIP)")
        with zipfile.ZipFile(io.BytesIO(self.sofia.content)) as found:
            found.extractall(folder)
        (inside,) = folder.iterdir()
        told = commands.verify(folder=inside, data=None, say=print)
        assert told["ok"], told
        assert len(told["votes"]) == votes, told["votes"]
        return told

    def published(self, *decisions: tuple[str, str]) -> None:
        """Whoever passes by reads the decisions, what they are worth, and the minutes."""
        site = Walker().open("/fr/decisions/")
        for title, standing in decisions:
            row = site.page.find("strong", string=title)
            assert row, site.words
            assert standing in row.find_parent("li").get_text(" ")
        site.follow(decisions[0][0]).sees(decisions[0][0], "Assemblée générale")
        site.open("/fr/decisions/").follow(TITLE)
        assert site.content.startswith(b"%PDF")
