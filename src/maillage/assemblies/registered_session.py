"""What the session gives the house: who is there, what it refuses to votes, its words in the journal, its steps."""

from django.utils.translation import gettext_lazy as _

from maillage.assemblies import guards
from maillage.core.registry import PresenceSource, VoteGuard, house

house.vote_guards.add("assemblies.session", VoteGuard(guards.refuse, 10))
house.presence.add("assemblies.session", PresenceSource(guards.present))

for verb, label in {
    "assembly.opened": _("Séance ouverte"),
    "assembly.suspended": _("Séance suspendue"),
    "assembly.resumed": _("Séance reprise"),
    "assembly.closed": _("Séance levée"),
    "assembly.failed": _("Quorum absent, séance levée"),
    "quorum.reached": _("Quorum atteint"),
    "quorum.lost": _("Quorum perdu"),
    "presence.arrived": _("Arrivée à l’assemblée"),
    "presence.left": _("Départ de l’assemblée"),
    "presence.undone": _("Arrivée à l’assemblée annulée"),
    "presence.corrected": _("Heure de présence corrigée"),
    "agenda.begun": _("Point abordé"),
    "agenda.done": _("Point traité"),
    "agenda.postponed": _("Point remis"),
    "agenda.consent_adopted": _("Lot adopté sans débat"),
    "speech.asked": _("Parole demandée"),
    "speech.given": _("Parole donnée"),
    "speech.ended": _("Parole finie"),
    "speech.withdrawn": _("Parole laissée"),
    "floor.ruled": _("Ordre de parole choisi"),
}.items():
    house.verbs.add(verb, label)
