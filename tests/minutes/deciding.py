"""What a session decides, by its pages alone: a member's motion and its amendments, hands counted by two, a confidential
vote, an election to the board. Each is done by whom it is of: movers, tellers, voters, candidates."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from tests import cast
from tests.minutes.walking import Walk
from tests.walker import Walker

MOTION = "Défendre l’eau"
PARAGRAPHS = ("L’eau est un bien commun.", "Le réseau le dit au ministre.", "Il en rend compte.")
ELECTION = "Élection au conseil"
IN_FORCE, REJECTED = "En vigueur", "Rejetée"
DECIDED = ((f"Proposition 1. {MOTION}", IN_FORCE), (ELECTION, IN_FORCE))
BEGINS = date(2026, 2, 2)
UNTIL = date(2026, 2, 18)  # candidatures
FIRST = date(2026, 3, 10)
SECOND = date(2026, 4, 14)
PRESENTED = "%s connaît les comptes."
HEARD = (f"Proposition 1. {MOTION} (adoptée)", "Texte après les amendements (version 3)", "Le réseau le dit au gouvernement.",
         "(repris dans le texte par qui propose)", "À main levée.", "Vote confidentiel.", "Sont élues ou retenues :",
         "Suppléance, dans l’ordre")  # fmt: skip
NEXT = '[aria-labelledby="prochain-vote"]'


def half() -> dict[str, Any]:
    return {"Quorum": "Une fraction", "Fraction": "1/2", "D’où vient cette règle": "Statuts, article 12"}


class Deciding(Walk):
    """The walk of an assembly that decides. The two tellers are of the team, each signed in apart."""

    def __init__(self, clock: Any, committed: Any) -> None:
        super().__init__(clock, committed)
        self.tellers = [cast.user(name, "secretary") for name in ("Théo", "Tania")]
        self.election = ""

    def prepared(self, day: date, **values: Any) -> None:
        """The day and the place, the items, a paper; two seats of the board to fill."""
        self.fix(day, **values)
        self.agenda(("Rapport d’activité", "information"), ("Comptes de l’année", "décision"), ("Budget", "décision"),
                    (MOTION, "décision"), (ELECTION, "élection"))  # fmt: skip
        self.paper()
        self.seats(("Sièges", 2, ""))

    # A motion

    def motion_by(self, name: str) -> None:
        """A member writes it, keeps it, sends it."""
        draft = self.of(name).follow("Écrire une proposition")
        draft.fill({"Titre": MOTION, "Pourquoi cette proposition": "L’eau manque partout.",
                    "Texte à voter": "\n\n".join(PARAGRAPHS)})  # fmt: skip
        draft.press("Garder le brouillon").sees("Votre brouillon est gardé", *PARAGRAPHS)
        draft.follow("Déposer la proposition").press("Déposer la proposition").sees("Votre proposition est déposée")

    def admit(self) -> None:
        """Found admissible, on its item: members read it from now on."""
        self.step("Examiner la recevabilité").follow(MOTION).follow("Dire recevable")
        self.sofia.fill({"Point de l’ordre du jour": MOTION}).press("Dire recevable").sees("est recevable")

    def motion(self, name: str) -> Walker:
        """The motion as this person reads it, from the page of the assembly."""
        key = self.assembly, MOTION
        if key in self.known:
            return self.member(name).open(self.known[key])
        self.known[key] = self.of(name).follow(f"1. {MOTION}").url
        return self.members[name]

    def amend(self, name: str, paragraph: int, text: str, shown: str, **values: Any) -> None:
        form = self.motion(name).follow(f"Amender ce paragraphe {paragraph}")
        form.fill({"Nouveau texte": text, "Pourquoi cet amendement": "Plus clair."} | values)
        form.press("Déposer l’amendement").sees("Votre amendement est déposé", shown)

    def friendly(self, name: str, number: int, text: str) -> None:
        """Who proposes takes an amendment into the text, without a vote."""
        self.motion(name).follow("Reprendre dans notre texte", f"#a{number}").press("Reprendre dans notre texte")
        self.members[name].sees("L’amendement est dans le texte", "version 2", text)

    def brought(self, mover: str, rival: str, friend: str) -> None:
        """A motion with an amendment that its mover refuses and another that they take."""
        self.motion_by(mover)
        self.admit()
        self.amend(rival, 2, "Le réseau le dit au gouvernement.", "supprimé : ministre ajouté : gouvernement")
        self.amend(friend, 3, "Le bilan est public.", "Ajouter", **{"Ajouter après un paragraphe": True})
        self.friendly(mover, 2, "Le bilan est public.")

    def debated(self, amendment: dict[str, int], text: dict[str, int], *words: str) -> None:
        """The amendment first, then the text as amended, by hands that two people count."""
        self.begin(MOTION)
        chair = self.sofia.sees("Prochain vote", "1 amendement à voter avant le texte")
        chair.press("Ouvrir le vote", within=NEXT).sees("Le vote est ouvert")
        self.hands(f"Proposition 1. {MOTION}, amendement 1", amendment, "Adopté", slip=1)
        self.sofia.sees("Le texte tel qu’amendé").press("Ouvrir le vote", within=NEXT)
        self.hands(f"Proposition 1. {MOTION}", text, *words)
        self.sofia.press("Point traité")

    # Hands and paper

    def count(self, number: int, title: str, sheet: dict[str, Any], *words: str) -> Walker:
        """A teller types what they counted."""
        walk = Walker(self.tellers[number - 1]).open("/gestion/votes/").follow(title).follow("Saisir le dépouillement")
        return walk.sees(f"Feuille {number}.").fill(sheet).press("Enregistrer ma feuille").sees(*words)

    def hands(self, title: str, counted: dict[str, int], *words: str, slip: int = 0) -> None:
        self.counted(
            title, counted, {"Pour": counted["Pour"] + slip}, f"Pour : {counted['Pour']} ou", *words, slip=slip
        )

    def counted(
        self, title: str, right: dict[str, Any], wrong: dict[str, Any], differ: str, *words: str, slip: int = 1
    ) -> None:
        """Two sheets. A typing error of one (`slip`) stops the result, until that person mends it."""
        self.count(1, title, right)
        if slip:
            self.count(2, title, right | wrong, "Les deux feuilles diffèrent", differ)
        self.chair().press(f"Clore le vote : {title}").sees("Le vote est clos")
        if slip:
            self.sofia.press(f"Proclamer le résultat : {title}", 422).sees(
                "Les deux feuilles de dépouillement diffèrent"
            )
        self.count(2, title, right, "les comptes concordent")
        self.chair().press(f"Proclamer le résultat : {title}").sees("Le résultat est proclamé", *words)

    # A confidential vote

    def confidential(self, title: str, choices: dict[str, str], *words: str) -> None:
        """On an item: the key, the votes, the urn, the result."""
        self.begin(title)
        self.sofia.fill({"Comment l’on vote": "Vote confidentiel"}).press("Mettre aux voix").sees("Le vote est prêt")
        self.urn(title, {name: {choice: True} for name, choice in choices.items()}, *words)
        self.sofia.press("Point traité")

    def key(self, title: str) -> str:
        """The key and its recovery copy, made before the vote opens; nothing opens without."""
        page = self.sofia.follow("Préparer la clé du vote").sees("Avant d’ouvrir", "Préparez d’abord la clé")
        page.follow("Préparer la clé").press("Faire la clé").sees("Recopiez ce code maintenant")
        code = str(page.page.select_one(".avis strong").get_text())
        page.fill({"Code de secours": code[::-1]}).press("Le code est noté", 422).sees("Ce code n’ouvre pas ce vote")
        page.does_not_see(code).fill({"Code de secours": code}).press("Le code est noté").sees("le vote peut s’ouvrir")
        page.follow("Ouvrir le vote").sees("Les collèges de moins de cinq droits sont réunis à d’autres")
        page.press("Ouvrir le vote").sees("Le vote est ouvert")
        return code

    def urn(self, title: str, choices: dict[str, dict[str, Any]], *words: str, paper: str = "") -> None:
        code = self.key(title)
        if paper:
            self.papers(paper)
        for name, choice in choices.items():
            ballot = self.ballot(name, title).sees("le serveur le scelle à sa réception", "Il est définitif")
            ballot.fill(choice).press("Voter").sees("scellé par le serveur à sa réception")
            ballot.does_not_see(*(label for label in choice if len(label) > 9))
        self.ballot(name, title).sees("Tous vos droits ont voté")
        if paper:
            self.count(1, title, {"Bulletins": "1 × 1"})
            self.count(2, title, {"Bulletins": "1 × 1"}, "les comptes concordent")
        self.chair().press(f"Clore le vote : {title}").sees("Le vote est clos")
        self.sofia.does_not_see("Proclamer le résultat").follow("Ouvrir l’urne").follow("Ouvrir l’urne")
        self.sofia.fill({"Code de secours": code}).press("Ouvrir l’urne").sees("L’urne est ouverte")
        self.chair().press(f"Proclamer le résultat : {title}").sees("Le résultat est proclamé", *words)

    # An election

    def seats(self, *groups: tuple[str, int, str]) -> None:
        """The seats of the board, as the by-laws say them: (name, how many, category)."""
        self.sofia.open("/gestion/instances/").follow("Conseil d’administration")
        for label, number, category in groups:
            values = {"Nom du collège": label, "Sièges": str(number), "Réservés à la catégorie": category}
            self.sofia.follow("Ajouter des sièges").fill(values).press("Ajouter ces sièges").sees(label)

    def candidatures(self, until: date, *candidates: str, told: str = "", **values: Any) -> None:
        """From the item to the closing: prepared, opened, each stands by themselves, verified, read by members."""
        page = self.step("Préparer l’élection").press("Préparer l’élection").sees("L’élection est préparée")
        self.election = page.url
        page.follow("Modifier").fill({"Forme du vote": "Vote confidentiel"} | values).press("Enregistrer").sees(
            told or "Enregistré"
        )
        page.open(self.election).follow("Ouvrir les candidatures").fill({"Jusqu’au": until.isoformat()})
        page.press("Ouvrir les candidatures").sees("Les candidatures sont ouvertes")
        for name in candidates:
            form = self.member(name).open("/espace/candidatures/").follow(f"Me présenter : {ELECTION}")
            form.fill({"Votre présentation": PRESENTED % name, "Vos intérêts déclarés": "Aucun."})
            form.press("Envoyer ma candidature").sees("Votre candidature est envoyée", PRESENTED % name)
        page.open(self.election).sees("À vérifier")
        for name in candidates:
            page.open(self.election).follow(f"Dire recevable {name}").press("Dire recevable").sees("est recevable")
        page.open(self.election).follow("Clore les candidatures").press("Clore les candidatures")
        self.member(candidates[0]).open("/espace/candidatures/").follow(ELECTION).follow("Voir l’élection").sees(
            *(PRESENTED % name for name in candidates)
        )

    def put_to_vote(self) -> Walker:
        """On its item, from the chair's screen."""
        self.begin(ELECTION)
        self.sofia.follow(f"Préparer le vote : {ELECTION}").press("Préparer le vote").sees("1 vote est prêt")
        return self.chair()

    def refused_form(self, why: str) -> None:
        """The form of vote that was prepared may not open, and why; it is voted on paper instead."""
        page = self.put_to_vote().follow(f"Préparer la clé du vote : {ELECTION}").sees("Avant d’ouvrir", why)
        page.follow("Ouvrir le vote").sees(why)
        page.open("/gestion/votes/").follow(ELECTION).follow("Modifier")
        page.fill({"Forme du vote": "Sur papier", "On peut voter hors de la salle": False}).press("Enregistrer")
        self.chair()

    def strike(self, name: str) -> None:
        """A right leaves the roll by a decision."""
        page = self.page().follow("Droits au").follow("Les droits").follow(name).follow("Radier")
        page.fill({"Décision": "Démission lue en séance."}).press("Radier").sees("Le droit est radié")

    def papers(self, *names: str) -> None:
        """A paper ballot is handed to each of these rights."""
        form = self.sofia.open("/gestion/votes/").follow(ELECTION).follow("Remettre un bulletin de papier")
        for name in names:
            form.fill({"À qui le bulletin est remis": name}).press("Remettre un bulletin").sees("Bulletin remis")

    def on_paper(self, names: tuple[str, ...], right: str, wrong: str, *words: str) -> None:
        self.sofia.press(f"Ouvrir le vote : {ELECTION}").sees("Le vote est ouvert")
        self.papers(*names)
        self.counted(ELECTION, {"Bulletins": right}, {"Bulletins": wrong}, "2 ou 1", *words)
        self.sofia.press("Point traité")

    def installed(self, day: date, elected: tuple[str, ...], waiting: str) -> None:
        """The mandates begin, once the meeting is over: a dated fact of the board, that anyone reads."""
        page = self.step(f"Installer les élues et élus : {ELECTION}").sees("Mandats à commencer", *elected)
        page.follow("Installer les élues et élus").press("Installer").sees("Les mandats sont commencés")
        board = page.open("/gestion/instances/").follow("Conseil d’administration")
        board.sees("Suppléance, dans l’ordre", waiting)
        for on, there in ((day, True), (day - timedelta(days=1), False)):
            board.fill({"Voir le": on.isoformat()}).press("Afficher")
            seated = board.page.select_one('[aria-labelledby="composition"]').get_text(" ")
            assert [name in seated for name in elected] == [there] * len(elected), seated
        Walker().open("/fr/instances/").follow("Conseil d’administration").sees(*elected).does_not_see(waiting)

    def resolved(self) -> None:
        """Whoever passes by reads the text as it was amended."""
        decision = Walker().open("/fr/decisions/").follow(f"Proposition 1. {MOTION}")
        decision.sees("Le réseau le dit au gouvernement.", "Le bilan est public.").does_not_see("ministre")


Walks = Callable[[str], Deciding]
