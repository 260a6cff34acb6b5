"""What rolls and proxies give the house."""

from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.ballots import checking, panels_rolls, personal_rolls
from maillage.core.registry import (
    AssemblySteps,
    Check,
    DemoChapter,
    MenuEntry,
    Panel,
    PersonalData,
    RecordPart,
    Waiting,
    house,
)

P = Permission

house.menu.add("ballots.rolls", MenuEntry("manage", _("Vie démocratique"), _("Listes électorales"), "ballots:rolls",
                                          P.ASSEMBLIES_VIEW, order=30))  # fmt: skip
house.menu.add("ballots.proxies", MenuEntry("member", "", _("Mes procurations"), "ballots:proxies", order=26))
house.panels.add("ballots.home", Panel("home", "member", panels_rolls.member_home, 24))
house.panels.add("ballots.rights", Panel("assembly", "member", panels_rolls.of_assembly, 20))
house.waiting.add("ballots.challenges", Waiting(P.ASSEMBLIES_EDIT, panels_rolls.waiting, 30))
house.assembly_steps.add("ballots.rolls", AssemblySteps(panels_rolls.steps, 40))
house.record_parts.add("ballots.rolls", RecordPart(panels_rolls.record, 20))
house.checks.add("ballots.rolls", Check(_("Listes électorales"), checking.check, 76))
house.personal_data.add("ballots.rolls", PersonalData(_("Droits de vote et procurations"), personal_rolls.export,
                                                      personal_rolls.erase, 46))  # fmt: skip
house.demo.add("ballots.rolls", DemoChapter("maillage.ballots.demo_rolls.write", order=76))

for verb, label in {
    "roll.made": _("Liste électorale préparée"),
    "roll.proxy_rule_set": _("Règle des procurations fixée"),
    "roll.frozen": _("Liste électorale arrêtée"),
    "roll.closed": _("Liste électorale close"),
    "roll.challenged": _("Liste électorale contestée"),
    "roll.challenge_decided": _("Contestation tranchée"),
    "right.added": _("Droit de vote ajouté"),
    "right.struck": _("Droit de vote radié"),
    "right.changed": _("Droit de vote corrigé"),
    "right.delegate_named": _("Qui porte le droit a changé"),
    "right.block_vote_set": _("Façon de voter de la délégation changée"),
    "proxy.given": _("Procuration donnée"),
    "proxy.accepted": _("Procuration acceptée"),
    "proxy.refused": _("Procuration déclinée"),
    "proxy.revoked": _("Procuration retirée"),
    "proxy.revoked_by_arrival": _("Procuration retirée par l’arrivée de la personne"),
    "proxy.restored": _("Procuration remise en vigueur"),
}.items():
    house.verbs.add(verb, label)
