"""What the session gives the house: who is there, what it refuses to votes, its words in the journal, its steps."""

from django.utils.translation import gettext_lazy as _

from maillage.assemblies import guards, panels_session, personal_session, points, quorum, steps_session
from maillage.assemblies.session_enums import How, SpeechKind
from maillage.core.deciding import AssemblySteps, PresenceSource, VoteGuard, VotePoints
from maillage.core.registry import Panel, PersonalData, house

house.vote_guards.add("assemblies.session", VoteGuard(guards.refuse, 10))
house.presence.add("assemblies.session", PresenceSource(guards.present))
house.vote_points.add("assemblies.items", VotePoints(points.around, points.of, 10))
house.assembly_steps.add("assemblies.session", AssemblySteps(steps_session.steps, 20))
house.panels.add("assemblies.session", Panel("assembly", "manage", panels_session.manage, 10))
house.panels.add("assemblies.own_session", Panel("assembly", "member", panels_session.member, 10))
house.panels.add("assemblies.after_vote", Panel("vote_done", "member", panels_session.after_vote, 10))
house.personal_data.add("assemblies.session", PersonalData(_("Présence et prises de parole"), personal_session.export,
                                                           personal_session.erase, 46))  # fmt: skip
house.codes.add("assemblies.assembly.quorum", quorum.shown)
house.codes.add("assemblies.assembly.how", lambda code: dict(How.choices).get(code, code))
house.codes.add("assemblies.assembly.asked_for", lambda code: dict(SpeechKind.choices).get(code, code))

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
