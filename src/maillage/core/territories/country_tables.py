"""Countries by group, the names chosen where CLDR's will not do, and the aliases people write.

Codes are ISO 3166-1 alpha-2, plus ``XK`` for Kosovo.
"""

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

GROUP_NAMES = {
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

GROUP_OF = {code: group for group, codes in _GROUP_CODES.items() for code in codes.split()}

#: Every known country or territory, Antarctica included, in alphabetical order of codes.
COUNTRIES: tuple[str, ...] = tuple(sorted({*GROUP_OF, "AQ"}))
COUNTRY_SET = frozenset(COUNTRIES)

# CLDR's neutral choices are not the names these organisations use in their own pages.
CHOSEN_NAMES = {
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
ALIASES = {
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
AMBIGUOUS = ("congo", "coree", "korea", "corea", "iles vierges", "virgin islands")
