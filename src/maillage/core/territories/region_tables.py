"""The regions of Québec, France and Belgium, by the codes of their own statistical office.

``01``–``17`` (Institut de la statistique du Québec), INSEE départements, ISO 3166-2:BE.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

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
BELGIAN_ALIASES = {
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

BELGIAN_POSTAL = (
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
REGIONS: dict[str, dict[str, tuple[str, str, str]]] = {
    "quebec": _trilingual("quebec", QUEBEC),
    "france": _FRANCE_NAMES,
    "occitanie": {c: _FRANCE_NAMES[c] for c in OCCITANIE},
    "belgique": _BELGIUM,
    "belgique-regions": _BELGIAN_REGIONS,
}

#: Territories that have regions (and a map): ``quebec``, ``france``, ``occitanie``, ``belgique``
#: (provinces and Brussels) and ``belgique-regions``.
TERRITORIES: tuple[str, ...] = tuple(REGIONS)
