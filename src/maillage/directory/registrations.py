"""What the public face plugs into the house."""

from django.utils.translation import gettext_lazy as _

from maillage.core.registry import MenuEntry, PublicBlock, house
from maillage.directory import blocks

SITE = _("Ce site")

house.public_blocks.add("directory.world", PublicBlock(blocks.world, order=10))
house.public_blocks.add("directory.figures", PublicBlock(blocks.numbers, order=20))
house.public_blocks.add("directory.region", PublicBlock(blocks.region, order=30))
house.public_blocks.add("directory.gestures", PublicBlock(blocks.gestures, order=40))

house.menu.add("directory.about", MenuEntry("public", "", _("Le réseau"), "site:about", order=5))
house.menu.add("directory.list", MenuEntry("public", "", _("Annuaire"), "site:directory", order=10))
house.menu.add("directory.map", MenuEntry("foot", SITE, _("Où nous agissons"), "site:world", order=78))
house.menu.add("directory.accessibility", MenuEntry("foot", SITE, _("Accessibilité"), "site:accessibility", order=80))
house.menu.add("directory.privacy", MenuEntry("foot", SITE, _("Vos données personnelles"), "site:privacy", order=85))
house.menu.add(
    "directory.atom", MenuEntry("foot", SITE, _("Nouvelles organisations (Atom)"), "site:directory_atom", order=90)
)
