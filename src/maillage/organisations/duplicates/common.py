"""What thousands of organisations share, and what only one can have: domains, public names, registers."""

import re

from maillage.core.text import word_set

SHARED_DOMAINS = word_set(
    """
    gmail.com googlemail.com hotmail.com hotmail.fr hotmail.be hotmail.ca outlook.com
    outlook.fr live.com live.fr live.be msn.com yahoo.com yahoo.fr yahoo.ca yahoo.es
    yahoo.co.uk ymail.com icloud.com me.com mac.com aol.com gmx.com gmx.fr gmx.de web.de
    mail.com mail.ru yandex.ru orange.fr wanadoo.fr free.fr sfr.fr neuf.fr laposte.net bbox.fr
    numericable.fr club-internet.fr skynet.be telenet.be proximus.be scarlet.be voo.be
    videotron.ca sympatico.ca bell.net proton.me protonmail.com pm.me riseup.net tutanota.com
    zaclys.com mailo.com posteo.net qq.com 163.com orange.sn orange.ml orange.bf fasonet.bf
    facebook.com fb.com instagram.com linkedin.com twitter.com x.com youtube.com google.com
    sites.google.com wordpress.com wixsite.com wix.com blogspot.com blogger.com weebly.com
    jimdofree.com jimdo.com helloasso.com overblog.com over-blog.com e-monsite.com
    assoconnect.com github.io linktr.ee framasite.org hautetfort.com canalblog.com gouv.fr
    europa.eu un.org
    """
)
# Names that thousands of offices bear: they tell nobody apart without the country.
PUBLIC = word_set(
    """
    ministry ministere ministerio ministries ministro government gouvernement gobierno governo
    department departement departamento municipality municipalite municipio mairie commune
    district embassy ambassade embajada council conseil prefecture secretariat secretaria
    direction directorate direccion agency agence office bureau state authority presidency
    presidence parliament region province city ville hospital school ecole army police
    university universite universidad committee comite
    """
)
# Words that name a category rather than anybody.
NOBODY = re.compile(
    r"other|others|autres?|otros?|unknown|inconnue?|various|divers|multiple|n a|na|tbd|test"
    r"|government|gouvernement|private sector|secteur prive|enterprise|ngos?|ongs?"
    r"|not specified|unspecified|anonymous|anonyme|individual|donor|consultant|total"
)

# Registers that give one number to one legal person: two numbers mean two persons.
PROVING = word_set(
    """
    siren bce bn neq che dk no se fi es abn ein kvk gb-coh gb-chc
    """
)
