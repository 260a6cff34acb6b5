"""What advocacy gives the house: menus, panels, what waits, gestures, the search, what is forgotten, the demonstration."""

from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.advocacy import found, panels, personal, receivers, words  # noqa: F401 (receivers connect)
from maillage.advocacy.models import Ask, Commitment, DecisionMaker, Exchange, Position, Study
from maillage.core.registry import (
    Check,
    DemoChapter,
    Gesture,
    Job,
    MenuEntry,
    MergeGuard,
    Panel,
    PersonalData,
    Waiting,
    Withheld,
    house,
)
from maillage.search.sources import PUBLIC, Source

P = Permission
ADVOCACY = _("Plaidoyer")

for key, label, url, count, order in (
    ("list", _("Institutions suivies"), "advocacy:list", panels.count_late, 60),
    ("asks", _("Demandes aux institutions"), "advocacy:asks", None, 61),
    ("positions", _("Positions publiques"), "advocacy:positions", None, 62),
    ("studies", _("Études"), "advocacy:studies", None, 63),
    ("exchanges", _("Registre des échanges"), "advocacy:exchanges", None, 64),
    ("decision_makers", _("Personnes qui décident"), "advocacy:decision_makers", None, 65),
    ("letters", _("Lettres à envoyer"), "advocacy:letters", None, 66),
    ("figures", _("Chiffres du plaidoyer"), "advocacy:figures", None, 67),
):
    house.menu.add(f"advocacy.{key}", MenuEntry("manage", ADVOCACY, label, url, P.ADVOCACY_VIEW, count, order))
house.menu.add("advocacy.sign", MenuEntry("member", "", _("Positions à signer"), "advocacy:to_sign", None,
                                          panels.count_unsigned, 35))  # fmt: skip
house.menu.add("advocacy.public", MenuEntry("foot", _("Participer"), ADVOCACY, "site:advocacy", order=43))
house.menu.add("advocacy.act", MenuEntry("act", "", ADVOCACY, "site:advocacy", order=20))

house.panels.add("advocacy.organisation", Panel("organisation", "manage", panels.organisation, 60))
house.panels.add("advocacy.person", Panel("person", "manage", panels.person, 60))
house.panels.add("advocacy.campaign", Panel("campaign", "manage", panels.campaign, 60))
house.panels.add("advocacy.public_organisation", Panel("organisation", "public", panels.public_organisation, 60))
house.panels.add("advocacy.public_campaign", Panel("campaign", "public", panels.public_campaign, 60))
house.panels.add("advocacy.home", Panel("home", "member", panels.member_home, 60))

house.waiting.add("advocacy", Waiting(P.ADVOCACY_VIEW, panels.waiting, 60))
house.gestures.add("advocacy.write", Gesture("write", panels.gestures, 30))
house.withheld.add("advocacy.commitment", Withheld("advocacy.commitment", Commitment.objects.hidden))
house.withheld.add("advocacy.exchange", Withheld("advocacy.exchange", Exchange.objects.hidden))
house.withheld.add("advocacy.decisionmaker", Withheld("advocacy.decisionmaker", DecisionMaker.objects.hidden))
house.merge_guards.add("advocacy", MergeGuard(panels.refuse_merge, 60))
house.checks.add("advocacy", Check(_("Plaidoyer"), panels.check, 70))
house.personal_data.add("advocacy", PersonalData(_("Plaidoyer"), personal.export, personal.erase, 60))
house.schedules.add("advocacy.remind", Job("maillage.advocacy.jobs.remind_renewals", hour=7))
house.schedules.add("advocacy.forget", Job("maillage.advocacy.jobs.forget", hour=4))
house.codes.add("advocacy.position.signataire", words.signatory)
house.demo.add("advocacy", DemoChapter("maillage.advocacy.demo.write", order=66))

TEAM, WITHHELD = found.TEAM, found.WITHHELD
for kind, load, model, label, accesses in (
    ("advocacy.ask", found.asks, Ask, _("Demandes aux institutions"), (PUBLIC, TEAM)),
    ("advocacy.position", found.positions, Position, _("Positions publiques"), (PUBLIC, TEAM)),
    ("advocacy.study", found.studies, Study, _("Études"), (PUBLIC, TEAM)),
    ("advocacy.commitment", found.commitments, Commitment, _("Institutions suivies"), (TEAM, WITHHELD)),
    ("advocacy.exchange", found.exchanges, Exchange, _("Échanges"), (TEAM, WITHHELD)),
    ("advocacy.decisionmaker", found.decision_makers, DecisionMaker, _("Personnes qui décident"), (TEAM, WITHHELD)),
):
    ids = model.objects.values_list
    house.search_sources.add(kind, Source(
        kind, load, lambda ids=ids: ids("pk", flat=True), label, accesses=accesses, permission=TEAM, order=65,
    ))  # fmt: skip

for verb, label in {
    "ask.created": _("Demande aux institutions écrite"),
    "ask.changed": _("Demande aux institutions modifiée"),
    "ask.state_changed": _("État d’une demande changé"),
    "ask.clause_added": _("Clause ajoutée"),
    "ask.clause_changed": _("Clause modifiée"),
    "ask.clause_removed": _("Clause retirée"),
    "ask.criterion_added": _("Critère ajouté"),
    "ask.criterion_changed": _("Critère modifié"),
    "ask.criterion_removed": _("Critère retiré"),
    "ask.model_added": _("Texte type ajouté"),
    "commitment.opened": _("Institution suivie"),
    "commitment.changed": _("Suivi modifié"),
    "commitment.assigned": _("Suivi confié"),
    "commitment.dropped": _("Suivi retiré"),
    "commitment.joined": _("Deux suivis réunis"),
    "commitment.counted": _("Critères comptés"),
    "commitment.step_added": _("Étape notée"),
    "commitment.step_corrected": _("Étape corrigée"),
    "commitment.step_verified": _("Étape vérifiée"),
    "commitment.text_added": _("Texte adopté ajouté"),
    "commitment.text_read": _("Texte adopté lu clause par clause"),
    "position.created": _("Position écrite"),
    "position.changed": _("Position modifiée"),
    "position.state_changed": _("État d’une position changé"),
    "position.text_added": _("Texte d’une position ajouté"),
    "position.signed": _("Position signée"),
    "position.unsigned": _("Signature retirée"),
    "position.followed_up": _("Suite d’une position notée"),
    "study.published": _("Étude ajoutée"),
    "study.changed": _("Étude modifiée"),
    "exchange.noted": _("Échange noté"),
    "exchange.changed": _("Échange modifié"),
    "decision_maker.created": _("Personne qui décide ajoutée"),
    "decision_maker.changed": _("Personne qui décide modifiée"),
    "decision_maker.mandate_added": _("Mandat ajouté"),
    "decision_maker.mandate_changed": _("Mandat modifié"),
    "decision_maker.imported": _("Mandats repris d’une liste"),
    "decision_maker.forgotten": _("Ancien mandat oublié"),
    "roster.read": _("Liste de mandats lue"),
    "roster.written": _("Liste de mandats écrite"),
    "letter.created": _("Lettre à envoyer écrite"),
    "letter.changed": _("Lettre à envoyer modifiée"),
    "letter.state_changed": _("État d’une lettre changé"),
    "letter.text_added": _("Modèle de lettre ajouté"),
    "advocacy.demo": _("Plaidoyer inventé pour la démonstration"),
}.items():
    house.verbs.add(verb, label)
