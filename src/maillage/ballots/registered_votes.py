"""What questions and votes give the house."""

from django.utils.translation import gettext_lazy as _

from maillage.core.registry import Job, house

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
    "question.sheet_typed": _("Feuille de dépouillement saisie"),
    "question.casting_vote_given": _("Voix prépondérante dite"),
    "question.declared": _("Résultat proclamé"),
}.items():
    house.verbs.add(verb, label)
