"""Closed lists, by the words people use for them: yes and no, kinds of organisations, states, languages."""

import re
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext_lazy as _

from maillage.core.text import clean, fold, word_set
from maillage.organisations.parsing.problems import NOTHING_PARSED, Parsed, Problem, is_nothing, refused, shortened

_YES = word_set(
    """
    oui o yes y si s x 1 vrai true v t verdadero ok on ✓ ✔ ☑ ja wahr 1.0
    """
)
_NO = word_set(
    """
    non n no 0 faux false f falso off ✗ ✘ ☐ nein falsch 0.0
    """
)


@lru_cache(maxsize=1024)
def parse_boolean(text: str) -> Parsed:
    word = fold(text).strip(" .")
    if word in _YES:
        return True, None
    if word in _NO:
        return False, None
    if is_nothing(word):
        return NOTHING_PARSED
    return refused("boolean-invalid", text.strip())


#: The IATI codes of kinds of organisations, in our own words.
IATI_KINDS: dict[str, Any] = {
    "10": _("État ou administration nationale"),
    "11": _("Collectivité locale"),
    "15": _("Autre organisme public"),
    "21": _("ONG internationale"),
    "22": _("ONG nationale"),
    "23": _("ONG régionale"),
    "24": _("ONG d’un pays partenaire"),
    "30": _("Partenariat public-privé"),
    "40": _("Organisation multilatérale"),
    "60": _("Fondation"),
    "70": _("Entreprise privée"),
    "71": _("Entreprise d’un pays donateur"),
    "72": _("Entreprise d’un pays bénéficiaire"),
    "73": _("Entreprise d’un autre pays"),
    "80": _("Université, formation ou recherche"),
    "90": _("Autre type d’organisation"),
}
_KIND_WORDS = {
    "10": "government|etat|gouvernement|ministere|gobierno|administration centrale|national government",
    "11": "local government|collectivite|collectivite locale|collectivite territoriale|commune|mairie"
    "|municipalite|gobierno local",
    "15": "other public sector|autre public|organisme public|etablissement public|service public",
    "21": "international ngo|ong internationale|ingo|osi|asi|ong internacional",
    "22": "national ngo|ong nationale|ong nacional|association nationale|association|asbl|ong|ngo|obnl",
    "23": "regional ngo|ong regionale|ong regional",
    "24": "partner country based ngo|ong locale|ong partenaire",
    "30": "public private partnership|partenariat public prive|ppp",
    "40": "multilateral|multilaterale|organisation multilaterale|organisation internationale",
    "60": "foundation|fondation|fundacion|fonds de dotation",
    "70": "private sector|secteur prive|entreprise|societe|empresa|company",
    "71": "private sector in provider country",
    "72": "private sector in aid recipient country",
    "73": "private sector in third country",
    "80": "academic training and research|academic|universite|university|universidad|recherche"
    "|etablissement d enseignement|ecole",
    "90": "other|autre|otro",
}
_KIND_OF_WORD = {word: code for code, words in _KIND_WORDS.items() for word in words.split("|")}


@lru_cache(maxsize=4096)
def parse_kind(text: str) -> Parsed:
    """An IATI code, from the code itself ("21", "21.0", "21 - …") or from usual names."""
    raw = clean(text)
    if is_nothing(raw):
        return NOTHING_PARSED
    if (found := re.match(r"(\d\d)(?:\.0)?(?:\s*[-–:.]\s.*)?$", raw)) and found[1] in IATI_KINDS:
        return found[1], None
    word = re.sub(r"[^\w]+", " ", fold(raw)).strip()
    for candidate in (word, word.rstrip("s"), re.sub(r"s\b", "", word)):
        if candidate in _KIND_OF_WORD:
            return _KIND_OF_WORD[candidate], None
    return refused("kind-unknown", raw)


_STATES = {
    "active": "actif active en activite activa activo vivante oui",
    "dormant": "dormant dormante en sommeil inactif inactive inactiva suspendue dormida",
    "closed": "closed fermee ferme dissoute dissous cessee disuelta cerrada radiee liquidee",
}
_STATE_OF_WORD = {word: state for state, words in _STATES.items() for word in words.replace("en ", "en_").split()}


def parse_state(text: str) -> Parsed:
    raw = clean(text)
    if is_nothing(raw):
        return NOTHING_PARSED
    state = _STATE_OF_WORD.get(fold(raw).replace("en ", "en_"))
    return (state, None) if state else refused("state-unknown", raw)


_LANGUAGES = {
    "fr": "fr fra fre francais french frances",
    "en": "en eng anglais english ingles",
    "es": "es spa esp espagnol spanish espanol castellano",
    "pt": "pt por portugais portuguese portugues",
    "nl": "nl nld dut neerlandais dutch neerlandes flamand",
    "de": "de deu ger allemand german aleman deutsch",
    "it": "it ita italien italian italiano",
    "ar": "ar ara arabe arabic",
    "ht": "ht hat creole creole_haitien haitian",
    "wo": "wo wol wolof",
    "sw": "sw swa swahili kiswahili",
    "ln": "ln lin lingala",
    "mg": "mg mlg malgache malagasy",
    "bm": "bm bam bambara",
    "ff": "ff ful peul pulaar fulfulde",
    "qu": "qu que quechua",
    "br": "br bre breton",
    "oc": "oc oci occitan",
    "eu": "eu eus baq basque euskara",
    "ca": "ca cat catalan",
    "ru": "ru rus russe russian ruso",
    "uk": "uk ukr ukrainien ukrainian",
    "zh": "zh zho chi chinois chinese chino",
    "hi": "hi hin hindi",
    "vi": "vi vie vietnamien vietnamese",
    "iu": "iu iku inuktitut",
}
_LANGUAGE_OF_WORD = {word: code for code, words in _LANGUAGES.items() for word in words.split()}


@lru_cache(maxsize=4096)
def parse_languages(text: str) -> Parsed:
    raw = clean(text, multiline=True)
    if is_nothing(raw):
        return (), None
    known, unknown = [], []
    for piece in re.split(r"\s*[,;/|\n+&]\s*|\s+(?:et|and|y)\s+", raw):
        word = fold(piece).split(" (")[0].replace(" ", "_")
        # "fr-CA", "pt_BR": the language without its country.
        if re.fullmatch(r"[a-z]{2}[-_][a-z]{2}", word):
            word = word[:2]
        code = _LANGUAGE_OF_WORD.get(word)
        if code:
            known.append(code)
        elif piece:
            unknown.append(piece)
    problem = Problem("language-unknown", {"text": shortened(", ".join(unknown))}) if unknown else None
    return tuple(dict.fromkeys(known)), problem
