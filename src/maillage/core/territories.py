"""Countries and sub-national regions: names, groups and tolerant look-ups.

Pure functions, no database. Country names come from Unicode CLDR (through Babel); codes are
ISO 3166-1 alpha-2, plus ``XK`` for Kosovo. Regions use the codes of their own statistical office:
``01``–``17`` (Institut de la statistique du Québec), INSEE départements, ISO 3166-2:BE.

A look-up that hesitates answers ``None``: a person decides, the software does not guess.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from babel import Locale, UnknownLocaleError
from babel.core import get_global

LANGUAGES = ("fr", "en", "es")

# --- Countries ------------------------------------------------------------------------------------

# Close to the groups of the OECD's Development Assistance Committee, which funders' forms use:
# the Middle East and the Caucasus belong to Asia, Mexico to Latin America, Türkiye to Europe.
_GROUP_CODES = {
    "africa": (
        "AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG EH ER ET GA GH GM GN GQ GW IO KE KM LR LS LY MA"
        " MG ML MR MU MW MZ NA NE NG RE RW SC SD SH SL SN SO SS ST SZ TD TF TG TN TZ UG YT ZA ZM ZW"
    ),
    "asia": (
        "AE AF AM AZ BD BH BN BT CN GE HK ID IL IN IQ IR JO JP KG KH KP KR KW KZ LA LB LK MM MN MO"
        " MV MY NP OM PH PK PS QA SA SG SY TH TJ TL TM TW UZ VN YE"
    ),
    "latin_america": (
        "AG AI AR AW BB BL BO BQ BR BS BV BZ CL CO CR CU CW DM DO EC FK GD GF GP GS GT GY HN HT JM"
        " KN KY LC MF MQ MS MX NI PA PE PR PY SR SV SX TC TT UY VC VE VG VI"
    ),
    "north_america": "BM CA GL PM US",
    "europe": (
        "AD AL AT AX BA BE BG BY CH CY CZ DE DK EE ES FI FO FR GB GG GI GR HR HU IE IM IS IT JE LI"
        " LT LU LV MC MD ME MK MT NL NO PL PT RO RS RU SE SI SJ SK SM TR UA VA XK"
    ),
    "oceania": ("AS AU CC CK CX FJ FM GU HM KI MH MP NC NF NR NU NZ PF PG PN PW SB TK TO TV UM VU WF WS"),
}

#: Order in which groups are listed on screen.
GROUPS: tuple[str, ...] = tuple(_GROUP_CODES)

_GROUP_NAMES = {
    "africa": ("Afrique", "Africa", "África"),
    "asia": ("Asie et Moyen-Orient", "Asia and Middle East", "Asia y Oriente Medio"),
    "latin_america": (
        "Amérique latine et Caraïbes",
        "Latin America and the Caribbean",
        "América Latina y el Caribe",
    ),
    "north_america": ("Amérique du Nord", "North America", "América del Norte"),
    "europe": ("Europe", "Europe", "Europa"),
    "oceania": ("Océanie", "Oceania", "Oceanía"),
}

_GROUP_OF = {code: group for group, codes in _GROUP_CODES.items() for code in codes.split()}

#: Every known country or territory, Antarctica included, in alphabetical order of codes.
COUNTRIES: tuple[str, ...] = tuple(sorted({*_GROUP_OF, "AQ"}))
_COUNTRY_SET = frozenset(COUNTRIES)

# CLDR's neutral choices are not the names these organisations use in their own pages.
_NAMES = {
    "CD": (
        "République démocratique du Congo",
        "Democratic Republic of the Congo",
        "República Democrática del Congo",
    ),
    "CG": ("Congo-Brazzaville", "Congo-Brazzaville", "Congo-Brazzaville"),
    "HK": ("Hong Kong", "Hong Kong", "Hong Kong"),
    "MO": ("Macao", "Macao", "Macao"),
    "PS": ("Palestine", "Palestine", "Palestina"),
}

# Written without accents or punctuation, as `fold` leaves them. Bare "congo", "coree", "korea" and
# "iles vierges" are absent on purpose: two countries claim each of them.
_ALIASES = {
    "AE": "emirats|emirats arabes|eau|uae|emirats arabes unis|emiratos",
    "BA": "bosnie|bosnia|bosnie et herzegovine|bosnia herzegovina|bosnie herzegovine",
    "BF": "burkina|haute volta",
    "BN": "brunei darussalam",
    "BO": "etat plurinational de bolivie|bolivia plurinational state of"
    "|bolivie etat plurinational de|plurinational state of bolivia",
    "BQ": "bonaire",
    "BY": "belarus|bielorussie|belorussie|bielorrusia",
    "CD": "rdc|rd congo|rd du congo|r d congo|r d c|drc|dr congo|d r congo|congo rdc|congo rd"
    "|congo drc|congo kinshasa|congo k|kinshasa congo|zaire|rep dem congo|rep dem du congo"
    "|republique democratique congo|congo republique democratique|congo rep dem|congo rep dem du"
    "|congo republique democratique du|congo democratic republic|congo democratic republic of the"
    "|congo the democratic republic of the|democratic republic of congo|congo republica democratica"
    "|congo republica democratica del|dem rep congo",
    "CF": "rca|centrafrique|republique centrafricaine|car|central african republic|centroafrica",
    "CG": "congo brazzaville|republique du congo|republic of the congo|republic of congo"
    "|republica del congo|congo republique du|congo republic of the|congo b|congo brazza",
    "CI": "cote d ivoire|cote ivoire|ivory coast|rci|costa de marfil",
    "CN": "republique populaire de chine|rpc|prc|chine populaire",
    "CV": "cap vert|cabo verde|cape verde",
    "CZ": "tchequie|republique tcheque|rep tcheque|czech republic|republica checa|chequia",
    "DO": "republique dominicaine|rep dominicaine|dominican rep|rep dominicana",
    "EH": "sahara occidental|western sahara|rasd|republique arabe sahraouie democratique",
    "FM": "micronesie|micronesia|etats federes de micronesie|micronesia federated states of",
    "GB": "royaume uni|grande bretagne|angleterre|ecosse|pays de galles|irlande du nord|uk|u k"
    "|great britain|england|scotland|wales|northern ireland|reino unido|gran bretana|inglaterra",
    "GF": "guyane|guyane francaise|french guyana",
    "GM": "gambie|la gambie|the gambia",
    "GN": "guinee conakry|guinea conakry|republique de guinee",
    "GQ": "guinee equatoriale|guinee eq",
    "GW": "guinee bissau|guinea bissau|guine bissau|bissau guinee",
    "IR": "iran|republique islamique d iran|iran islamic republic of|iran republique islamique d",
    "KM": "comores|union des comores",
    "KP": "coree du nord|north korea|corea del norte|rpdc|dprk"
    "|republique populaire democratique de coree|korea democratic people s republic of",
    "KR": "coree du sud|south korea|corea del sur|republique de coree|korea republic of"
    "|republic of korea|coree republique de",
    "LA": "laos|lao|republique democratique populaire lao|lao people s democratic republic",
    "LY": "libye|jamahiriya arabe libyenne",
    "MD": "moldavie|moldova|republique de moldavie|moldova republic of|republic of moldova",
    "MK": "macedoine|macedonia|macedoine du nord|north macedonia|arym|fyrom",
    "MM": "birmanie|burma|myanmar|birmania|union de myanmar",
    "NL": "pays bas|hollande|holland|holanda|the netherlands",
    "PS": "palestine|territoires palestiniens|territoires palestiniens occupes|palestine etat de"
    "|etat de palestine|state of palestine|palestine state of|tpo|opt|cisjordanie|west bank"
    "|bande de gaza|gaza|gaza strip|cisjordanie et gaza|cisjordanie et bande de gaza"
    "|west bank and gaza|west bank and gaza strip|palestina|territorios palestinos|jerusalem est"
    "|palestinian territory|occupied palestinian territory|palestinian territory occupied",
    "RE": "reunion|la reunion|ile de la reunion|reunion island",
    "RU": "russie|federation de russie|russian federation|urss",
    "SN": "senegal",
    "ST": "sao tome|sao tome et principe|sao tome and principe|santo tome y principe",
    "SV": "salvador|el salvador|le salvador",
    "SY": "syrie|republique arabe syrienne|syrian arab republic|syria",
    "SZ": "swaziland|eswatini|swazilandia|esuatini",
    "TL": "timor oriental|timor est|timor leste|east timor|timor",
    "TR": "turquie|turkey|turkiye|turquia",
    "TW": "taiwan|formose|taiwan province of china|taiwan province de chine",
    "TZ": "tanzanie|republique unie de tanzanie|tanzania united republic of|united republic of tanzania|zanzibar",
    "US": "usa|u s a|us|u s|etats unis|etats unis d amerique|united states|united states of america"
    "|the united states|estados unidos|eua|eeuu|ee uu",
    "VA": "vatican|saint siege|holy see|vaticano",
    "VE": "venezuela|republique bolivarienne du venezuela|venezuela bolivarian republic of"
    "|bolivarian republic of venezuela",
    "VN": "vietnam|viet nam",
    "XK": "kosovo|kosova",
}

# CLDR itself calls Congo-Brazzaville "Congo" in Spanish: too easily taken for its neighbour.
_AMBIGUOUS = ("congo", "coree", "korea", "corea", "iles vierges", "virgin islands")

_ARTICLE = re.compile(r"^(?:le|la|les|l|the|el|los|las) (?=.{3})")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ı": "i", "ł": "l", "ø": "o", "đ": "d"})


def fold(text: str) -> str:
    """Lower case, no accent, one space for every run of punctuation: ``"Côte d’Ivoire"`` →
    ``"cote d ivoire"``."""
    text = unicodedata.normalize("NFKD", text.casefold().translate(_LIGATURES))
    text = "".join(c for c in text if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^0-9a-z]+", " ", text).split())


def _language(lang: str) -> str:
    return re.split(r"[-_]", lang, maxsplit=1)[0].lower()


@lru_cache(maxsize=16)
def _territories(lang: str) -> Mapping[str, str]:
    try:
        return Locale.parse(lang).territories
    except (UnknownLocaleError, ValueError):
        return Locale.parse(LANGUAGES[0]).territories


def country_name(code: str, lang: str = "fr") -> str:
    """Display name of an alpha-2 code in a language (``"fr"``, ``"en-CA"``…).

    An unknown code is returned unchanged: a page never fails because of an old record.
    """
    base = _language(lang)
    if code in _NAMES and base in LANGUAGES:
        return _NAMES[code][LANGUAGES.index(base)]
    if code not in _COUNTRY_SET:
        return code
    return _territories(base).get(code) or _territories("en").get(code, code)


def country_group(code: str) -> str | None:
    """Key of ``GROUPS`` for an alpha-2 code; ``None`` for Antarctica and unknown codes."""
    return _GROUP_OF.get(code)


def group_name(group: str, lang: str = "fr") -> str:
    """Display name of a group of countries, in French when the language has none."""
    base = _language(lang)
    index = LANGUAGES.index(base) if base in LANGUAGES else 0
    return _GROUP_NAMES[group][index]


def countries(lang: str = "fr") -> list[tuple[str, str]]:
    """(code, name) of every country, sorted by name as a reader of the language expects."""
    return sorted(((c, country_name(c, lang)) for c in COUNTRIES), key=lambda pair: fold(pair[1]))


@lru_cache(maxsize=1)
def _country_index() -> Mapping[str, str]:
    """Folded text → alpha-2. Names of two countries that fold alike are dropped."""
    seen: dict[str, set[str]] = {}

    def add(text: str, code: str) -> None:
        key = fold(text)
        for variant in {key, _ARTICLE.sub("", key)}:
            seen.setdefault(variant, set()).add(code)

    for code in COUNTRIES:
        for lang in LANGUAGES:
            add(_territories(lang)[code], code)
            add(country_name(code, lang), code)
    index = {key: codes.pop() for key, codes in seen.items() if len(codes) == 1}
    for key in _AMBIGUOUS:
        index.pop(key, None)
    # "Saint", "St." and "Sainte", "Ste" are the same word to whoever fills the form.
    for key, code in list(index.items()):
        short = re.sub(r"\bsainte\b", "ste", re.sub(r"\bsaint\b", "st", key))
        long = re.sub(r"\bste\b", "sainte", re.sub(r"\bst\b", "saint", key))
        index.setdefault(short, code)
        index.setdefault(long, code)
    for code, aliases in _ALIASES.items():
        for alias in aliases.split("|"):
            index[alias] = code
    # Alpha-3 after the names: no name has three letters, several aliases do ("rdc", "car", "usa").
    for alias, targets in get_global("territory_aliases").items():
        if len(alias) == 3 and alias.isalpha() and len(targets) == 1 and targets[0] in _COUNTRY_SET:
            index.setdefault(alias.lower(), targets[0])
    index["xkx"] = "XK"
    # Alpha-2 last and without exception: "NA" is Namibia, never "not available".
    for code in COUNTRIES:
        index[code.lower()] = code
    return MappingProxyType(index)


def find_country(text: str) -> str | None:
    """Alpha-2 code for a code or a name written by a person, or ``None`` when unsure.

    Recognises alpha-2 and alpha-3 codes, French, English and Spanish names, usual aliases, with or
    without accents and articles, and forms such as ``"Congo (RDC)"`` or ``"Dakar (Sénégal)"``.
    """
    index = _country_index()
    key = fold(text)
    if not key:
        return None
    # "n.a." or "N/A" folds to "n a": only the bare two letters are a code.
    found = index.get(key) or index.get(_ARTICLE.sub("", key))
    if found:
        return found
    match = re.fullmatch(r"\s*(.*?)\(([^()]*)\)\s*", text)
    if match:
        outside, inside = (find_country(part) for part in match.groups())
        if outside and inside and outside != inside:
            return None
        return outside or inside
    return None


# A comma inside parentheses belongs to the parenthesis: "Mali (Kayes, Ségou)".
_HARD = re.compile(r"[,;/|\n\r\t•·](?![^()]*\))")
_SOFT = re.compile(r"\s+(?:et|and|y|e|ou|or)\s+|\s+[-–—]\s+|\s*[&+]\s*", re.IGNORECASE)
_NOTHING = frozenset(
    (
        "n/a",
        "n.a.",
        "n.a",
        "n/d",
        "n.d.",
        "n.d",
        "s/o",
        "s.o.",
        "aucun",
        "none",
        "ninguno",
        "néant",
    )
)


def parse_countries(cell: str) -> tuple[list[str], list[str]]:
    """Split a spreadsheet cell into alpha-2 codes and the pieces that were not understood.

    ``"Mali ; Burkina Faso / Bénin"`` → ``(["ML", "BF", "BJ"], [])``. Order is kept, repeated
    countries appear once, unknown pieces are returned as written.
    """
    if cell.strip().casefold() in _NOTHING:
        return [], []
    codes: list[str] = []
    unknown: list[str] = []
    chunks = [c.strip() for c in _HARD.split(cell)]
    chunks = [c for c in chunks if fold(c) or c.strip(" .-–—?")]
    i = 0
    while i < len(chunks):
        chunk = chunks[i]
        # "Congo, République démocratique du": the second half is no country by itself.
        if i + 1 < len(chunks) and not find_country(chunks[i + 1]):
            joined = find_country(f"{chunk} {chunks[i + 1]}")
            if joined and (find_country(chunk) is None or find_country(chunk) == joined):
                codes.append(joined)
                i += 2
                continue
        i += 1
        found = find_country(chunk)
        if found:
            codes.append(found)
            continue
        got, lost = _split_soft(chunk)
        codes += got
        unknown += lost
    return list(dict.fromkeys(codes)), list(dict.fromkeys(unknown))


def _split_soft(chunk: str) -> tuple[list[str], list[str]]:
    """Cut on "et", "and", "y" or a spaced dash, keeping names that contain the word whole."""
    words = _SOFT.split(chunk)
    if len(words) == 1:
        return [], [chunk]
    codes: list[str] = []
    unknown: list[str] = []
    i = 0
    while i < len(words):
        for j in range(len(words), i, -1):
            joined = (find_country(f" {link} ".join(words[i:j])) for link in ("et", "and", "y", "&"))
            found = next(filter(None, joined), None)
            if found:
                codes.append(found)
                i = j
                break
        else:
            if words[i].strip():
                unknown.append(words[i].strip())
            i += 1
    return codes, unknown


# --- Regions --------------------------------------------------------------------------------------

#: Québec's administrative regions, codes of the Institut de la statistique du Québec.
QUEBEC = MappingProxyType(
    {
        "01": "Bas-Saint-Laurent",
        "02": "Saguenay–Lac-Saint-Jean",
        "03": "Capitale-Nationale",
        "04": "Mauricie",
        "05": "Estrie",
        "06": "Montréal",
        "07": "Outaouais",
        "08": "Abitibi-Témiscamingue",
        "09": "Côte-Nord",
        "10": "Nord-du-Québec",
        "11": "Gaspésie–Îles-de-la-Madeleine",
        "12": "Chaudière-Appalaches",
        "13": "Laval",
        "14": "Lanaudière",
        "15": "Laurentides",
        "16": "Montérégie",
        "17": "Centre-du-Québec",
    }
)

_FRANCE = (
    "01 Ain|02 Aisne|03 Allier|04 Alpes-de-Haute-Provence|05 Hautes-Alpes"
    "|06 Alpes-Maritimes|07 Ardèche|08 Ardennes|09 Ariège|10 Aube|11 Aude|12 Aveyron"
    "|13 Bouches-du-Rhône|14 Calvados|15 Cantal|16 Charente|17 Charente-Maritime|18 Cher"
    "|19 Corrèze|2A Corse-du-Sud|2B Haute-Corse|21 Côte-d’Or|22 Côtes-d’Armor|23 Creuse"
    "|24 Dordogne|25 Doubs|26 Drôme|27 Eure|28 Eure-et-Loir|29 Finistère|30 Gard"
    "|31 Haute-Garonne|32 Gers|33 Gironde|34 Hérault|35 Ille-et-Vilaine|36 Indre"
    "|37 Indre-et-Loire|38 Isère|39 Jura|40 Landes|41 Loir-et-Cher|42 Loire|43 Haute-Loire"
    "|44 Loire-Atlantique|45 Loiret|46 Lot|47 Lot-et-Garonne|48 Lozère|49 Maine-et-Loire"
    "|50 Manche|51 Marne|52 Haute-Marne|53 Mayenne|54 Meurthe-et-Moselle|55 Meuse"
    "|56 Morbihan|57 Moselle|58 Nièvre|59 Nord|60 Oise|61 Orne|62 Pas-de-Calais"
    "|63 Puy-de-Dôme|64 Pyrénées-Atlantiques|65 Hautes-Pyrénées|66 Pyrénées-Orientales"
    "|67 Bas-Rhin|68 Haut-Rhin|69 Rhône|70 Haute-Saône|71 Saône-et-Loire|72 Sarthe"
    "|73 Savoie|74 Haute-Savoie|75 Paris|76 Seine-Maritime|77 Seine-et-Marne|78 Yvelines"
    "|79 Deux-Sèvres|80 Somme|81 Tarn|82 Tarn-et-Garonne|83 Var|84 Vaucluse|85 Vendée"
    "|86 Vienne|87 Haute-Vienne|88 Vosges|89 Yonne|90 Territoire de Belfort|91 Essonne"
    "|92 Hauts-de-Seine|93 Seine-Saint-Denis|94 Val-de-Marne|95 Val-d’Oise|971 Guadeloupe"
    "|972 Martinique|973 Guyane|974 La Réunion|976 Mayotte"
)

#: French départements, INSEE codes, overseas included.
FRANCE = MappingProxyType(dict(item.split(" ", 1) for item in _FRANCE.split("|")))

#: The départements of the Occitanie region.
OCCITANIE = (
    "09",
    "11",
    "12",
    "30",
    "31",
    "32",
    "34",
    "46",
    "48",
    "65",
    "66",
    "81",
    "82",
)

_BELGIUM = {
    "BRU": ("Bruxelles-Capitale", "Brussels", "Bruselas"),
    "VAN": ("Anvers", "Antwerp", "Amberes"),
    "VBR": ("Brabant flamand", "Flemish Brabant", "Brabante Flamenco"),
    "VLI": ("Limbourg", "Limburg", "Limburgo"),
    "VOV": ("Flandre-Orientale", "East Flanders", "Flandes Oriental"),
    "VWV": ("Flandre-Occidentale", "West Flanders", "Flandes Occidental"),
    "WBR": ("Brabant wallon", "Walloon Brabant", "Brabante Valón"),
    "WHT": ("Hainaut", "Hainaut", "Henao"),
    "WLG": ("Liège", "Liège", "Lieja"),
    "WLX": ("Luxembourg", "Luxembourg", "Luxemburgo"),
    "WNA": ("Namur", "Namur", "Namur"),
}
_BELGIAN_REGIONS = {
    "BRU": ("Bruxelles", "Brussels", "Bruselas"),
    "VLG": ("Flandre", "Flanders", "Flandes"),
    "WAL": ("Wallonie", "Wallonia", "Valonia"),
}
_BELGIAN_ALIASES = {
    "BRU": "bruxelles|brussel|region de bruxelles capitale|brussels hoofdstedelijk gewest",
    "VAN": "antwerpen|province d anvers",
    "VBR": "vlaams brabant",
    "VLI": "limburg",
    "VOV": "oost vlaanderen",
    "VWV": "west vlaanderen",
    "WBR": "waals brabant",
    "WHT": "henegouwen",
    "WLG": "luik|province de liege",
    "WLX": "luxembourg belge",
    "WNA": "namen",
    "VLG": "vlaanderen|region flamande|vlaams gewest",
    "WAL": "region wallonne|wallonie bruxelles hors bruxelles|waals gewest",
}

# Spanish and English keep the French name except for these.
_TRANSLATED = {
    "quebec": {
        "06": ("Montreal", "Montreal"),
        "10": ("Northern Québec", "Norte de Quebec"),
        "09": ("Côte-Nord", "Costa Norte"),
    },
    "france": {
        "2A": ("South Corsica", "Córcega del Sur"),
        "2B": ("Upper Corsica", "Alta Córcega"),
        "971": ("Guadeloupe", "Guadalupe"),
        "972": ("Martinique", "Martinica"),
        "973": ("French Guiana", "Guayana Francesa"),
        "974": ("Réunion", "Reunión"),
    },
}


def _trilingual(territory: str, names: Mapping[str, str]) -> dict[str, tuple[str, str, str]]:
    translated = _TRANSLATED.get(territory, {})
    return {c: (n, *translated.get(c, (n, n))) for c, n in names.items()}


_FRANCE_NAMES = _trilingual("france", FRANCE)
_REGIONS: dict[str, dict[str, tuple[str, str, str]]] = {
    "quebec": _trilingual("quebec", QUEBEC),
    "france": _FRANCE_NAMES,
    "occitanie": {c: _FRANCE_NAMES[c] for c in OCCITANIE},
    "belgique": _BELGIUM,
    "belgique-regions": _BELGIAN_REGIONS,
}

#: Territories that have regions (and a map): ``quebec``, ``france``, ``occitanie``, ``belgique``
#: (provinces and Brussels) and ``belgique-regions``.
TERRITORIES: tuple[str, ...] = tuple(_REGIONS)


def region_codes(territory: str) -> tuple[str, ...]:
    """Codes of the regions of a territory, in the order of its statistical office."""
    return tuple(_REGIONS[territory])


def region_name(territory: str, code: str, lang: str = "fr") -> str:
    """Display name of a region; an unknown code is returned unchanged."""
    names = _REGIONS[territory].get(code)
    if names is None:
        return code
    base = _language(lang)
    return names[LANGUAGES.index(base) if base in LANGUAGES else 0]


def departement(code: str) -> str | None:
    """Département of a French postal code or INSEE commune code (5 characters), or ``None``.

    The prefix of a postal code names the distributing office: a few dozen border communes are
    served from the neighbouring département, only their INSEE code is certain.
    """
    text = re.sub(r"\s", "", code).upper()
    if not re.fullmatch(r"(?:\d{2}|2[AB])\d{3}", text):
        return None
    # Saint-Barthélemy and Saint-Martin kept Guadeloupe's postal codes when they left it.
    if text in {"97133", "97150"}:
        return None
    if text[:2] == "20":
        return {"0": "2A", "1": "2A", "2": "2B", "6": "2B"}.get(text[2])
    key = text[:3] if text[:2] == "97" else text[:2]
    return key if key in FRANCE else None


_BELGIAN_POSTAL = (
    (1000, 1299, "BRU"),
    (1300, 1499, "WBR"),
    (1500, 1999, "VBR"),
    (2000, 2999, "VAN"),
    (3000, 3499, "VBR"),
    (3500, 3999, "VLI"),
    (4000, 4999, "WLG"),
    (5000, 5999, "WNA"),
    (6000, 6599, "WHT"),
    (6600, 6999, "WLX"),
    (7000, 7999, "WHT"),
    (8000, 8999, "VWV"),
    (9000, 9999, "VOV"),
)


def belgian_province(code: str) -> str | None:
    """ISO 3166-2:BE suffix (``"WLG"``; ``"BRU"`` for Brussels) of a Belgian postal code."""
    text = re.sub(r"^(?:B|BE)[\s-]*", "", code.strip().upper())
    if not re.fullmatch(r"\d{4}", text):
        return None
    number = int(text)
    return next((p for low, high, p in _BELGIAN_POSTAL if low <= number <= high), None)


def belgian_region(province: str) -> str:
    """``"BRU"``, ``"VLG"`` or ``"WAL"`` for the code of a province."""
    return province if province == "BRU" else {"V": "VLG", "W": "WAL"}[province[0]]


@lru_cache(maxsize=8)
def _region_index(territory: str) -> Mapping[str, str]:
    index: dict[str, str] = {}
    for code, names in _REGIONS[territory].items():
        for name in names:
            key = fold(name)
            index[key] = code
            index[_ARTICLE.sub("", key)] = code
        index[fold(code)] = code
        if territory.startswith("belgique"):
            index.update(dict.fromkeys(_BELGIAN_ALIASES[code].split("|"), code))
    return MappingProxyType(index)


def find_region(territory: str, text: str) -> str | None:
    """Code of a region from a code, a name or (France, Belgium) a postal code; else ``None``.

    Accepts ``"03"``, ``"3"``, ``"Capitale-Nationale (03)"``, ``"03 - Capitale-Nationale"``.
    """
    index = _region_index(territory)
    key = fold(text)
    if not key:
        return None
    found: str | None = None
    if territory in {"france", "occitanie"}:
        found = departement(text)
    elif territory.startswith("belgique"):
        found = belgian_province(text)
        if found and territory == "belgique-regions":
            found = belgian_region(found)
    if found:
        return found if found in _REGIONS[territory] else None
    if key.isdigit() and len(key) == 1:
        key = key.zfill(2)
    found = index.get(key) or index.get(_ARTICLE.sub("", key))
    if found:
        return found
    # A code beside a name: both must agree.
    parts = key.split()
    for code, name in (
        (parts[0], " ".join(parts[1:])),
        (parts[-1], " ".join(parts[:-1])),
    ):
        if name and code in index and index.get(name) == index[code]:
            return index[code]
    return None
