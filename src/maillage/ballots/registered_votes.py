"""What questions and votes give the house."""

from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.ballots import panels_votes, personal_votes
from maillage.core.registry import DemoChapter, Job, MenuEntry, Panel, PersonalData, Waiting, house

P = Permission

house.menu.add("ballots.questions", MenuEntry("manage", _("Vie démocratique"), _("Votes"), "ballots:questions",
                                              P.ASSEMBLIES_VIEW, order=32))  # fmt: skip
house.menu.add("ballots.votes", MenuEntry("member", "", _("Mes votes"), "ballots:votes", order=24))
house.panels.add("ballots.questions", Panel("roll", "manage", panels_votes.of_roll, 30))
house.panels.add("ballots.votes.home", Panel("home", "member", panels_votes.member_home, 22))
house.personal_data.add(
    "ballots.votes", PersonalData(_("Votes par nom"), personal_votes.export, personal_votes.erase, 47)
)
house.waiting.add("ballots.questions", Waiting(P.ASSEMBLIES_EDIT, panels_votes.waiting, 28))
house.demo.add("ballots.votes", DemoChapter("maillage.ballots.demo_votes.write", order=77))
house.schedules.add("ballots.tend", Job("maillage.ballots.jobs_votes.tend", minutes=1))

for verb, label in {
    "question.drafted": _("Question préparée"),
    "question.changed": _("Question modifiée"),
    "question.key_made": _("Clé du vote confidentiel faite"),
    "question.key_acknowledged": _("Code de secours noté"),
    "question.opened": _("Vote ouvert"),
    "question.extended": _("Vote prolongé"),
    "question.closed": _("Vote clos"),
    "question.cancelled": _("Vote annulé"),
    "question.option_withdrawn": _("Candidature retirée du vote"),
    "question.urn_opened": _("Urne ouverte"),
    "question.paper_handed": _("Bulletin de papier remis"),
    "question.paper_returned": _("Bulletin de papier repris"),
    "question.sheet_typed": _("Feuille de dépouillement saisie"),
    "question.casting_vote_given": _("Voix prépondérante dite"),
    "question.declared": _("Résultat proclamé"),
}.items():
    house.verbs.add(verb, label)
