"""Partners abroad: names in the languages that people speak there. Common words, joined as nobody joined them."""

import random

# Languages of each country; names are « type + words », the words being of the place.
LANGUAGE = {
    "ML": "bm", "BF": "moore", "SN": "wo", "MR": "ff", "GN": "ff", "HT": "ht", "BJ": "fon", "TG": "ee", "BI": "rn", "RW": "rw",
    "CD": "ln", "CM": "fr", "BD": "bn", "KH": "km", "IN": "ta", "ID": "id", "NP": "ne", "PH": "tl", "BO": "qu", "PE": "qu",
    "CO": "es", "DO": "es", "GT": "es", "HN": "es", "NI": "es", "EC": "qu", "SV": "es", "LA": "lo", "LB": "ar", "PS": "ar",
    "MA": "ar", "TN": "ar", "DZ": "ar", "MG": "mg", "VN": "vi", "NE": "ha", "TD": "ar", "CI": "bm", "ET": "en", "KE": "sw",
}  # fmt: skip
WORDS = {
    "bm": ("Ɲɛtaa Bolofara", "Sɛnɛkɛlaw ka Kan", "Jɛkafɔ Sira", "Cikɛlaw Bolonɔ", "Hakilimaya Da"),
    "moore": ("Wend-songdo Tẽnga", "Koom-yiidga", "Laafi Sore", "Pagb Tõogo", "Neb Zãmsgo"),
    "wo": ("Wër gi Yaram", "Bokk Liggéey", "Xale Ëllëg", "Jappale Mbay", "Suuf ak Ndox"),
    "ff": ("Ballondiral Demal", "Jokkere Leydi", "Pellital Rewbe", "Ndiyam Guurdam"),
    "ht": ("Men Kontre", "Tè a se Nou", "Limyè Mòn yo", "Semans Lavi", "Chimen Travay"),
    "fon": ("Gbɛnɔ Xɔntɔn", "Alɔdo Gletanu", "Yɔkpɔvu Sin Hwe"),
    "ee": ("Dzidzɔ Agble", "Nɔvisi Kpekpe", "Tsi Nyuie Mɔ"),
    "rn": ("Dukorere Hamwe mu Misozi", "Ijwi ry’Abarimyi", "Twubake Ejo"),
    "rw": ("Umurimo w’Ejo", "Twubakane Imisozi", "Abahinzi b’Inzira"),
    "ln": ("Bosangani ya Basali", "Nzela ya Bilanga", "Mayi ya Bomoi"),
    "bn": ("Nodir Alo", "Sutar Poth", "Krishok Bandhan"),
    "km": ("Phlov Srov", "Dai Rum Knea", "Tuek Saat Phum"),
    "ta": ("Nel Vayal Pengal", "Uzhavar Kural", "Kai Serthu"),
    "id": ("Jalan Padi Bersama", "Suara Buruh Kampung", "Mata Air Desa"),
    "ne": ("Pahadko Sip", "Khetko Baato", "Mahila Dhago"),
    "tl": ("Tinig ng Dalampasigan", "Binhi ng Bukas", "Kamay at Araro"),
    "qu": ("Yaku Ñan", "Warmi Makikuna", "Allpa Kawsay Ayni", "Sara Taqi"),
    "es": ("Semilla y Camino", "Manos del Altiplano", "Agua que Anda", "Tierra de Todas", "La Milpa Abierta"),
    "lo": ("Sen Thang Khao", "Nam Sai Hom Hian"),
    "ar": ("Darb al-Zaytun", "Nour al-Wadi", "Ayadi al-Ard", "Bayt al-Khubz"),
    "mg": ("Lalana Vary", "Tanana Mifampitantana", "Rano Velona Tantely"),
    "vi": ("Lúa Xanh Bến Nước", "Bàn Tay Làng Nghề"),
    "ha": ("Hanyar Gona", "Ruwan Karkara"),
    "sw": ("Njia ya Mavuno", "Sauti ya Ziwa"),
    "en": ("Highland Looms", "River Voices"),
    "fr": ("Les Sillons du Soir", "La Case aux Livres"),
}  # fmt: skip
SPANISH = {"PE", "BO", "CO", "DO", "GT", "HN", "NI", "EC", "SV"}
ENGLISH = {"BD", "IN", "NP", "PH", "KE", "ET", "KH", "ID"}
# What each type is called, in the working language of the country: French, Spanish, English.
TYPES = {
    "ong": ("Association", "Asociación", "Association"),
    "association": ("Association", "Asociación", "Association"),
    "cooperative": ("Coopérative", "Cooperativa", "Cooperative"),
    "groupement": ("Groupement", "Cooperativa", "Cooperative"),
    "femmes": ("Union des femmes", "Red de mujeres", "Women’s Network"),
    "jeunes-seniors": ("Mouvement des jeunes", "Movimiento juvenil", "Youth Movement"),
    "syndicat": ("Syndicat", "Sindicato", "Workers’ Union"),
    "mutuelle": ("Mutuelle de santé", "Mutual de salud", "Health Mutual"),
    "centre-appui": ("Centre d’appui", "Centro de apoyo", "Workers’ Centre"),
    "collectivite": ("Commune rurale", "Municipio", "Local Council"),
    "ecole": ("École", "Escuela", "School"),
}
COUNTRIES = tuple(LANGUAGE)


def countries(ours: tuple[str, ...], wanted: int) -> list[str]:
    """The countries of the network first, then others, as many as the demonstration asks for."""
    known = [code for code in ours if code in LANGUAGE]
    return list(dict.fromkeys([*known, *COUNTRIES]))[: max(1, wanted)]


def invent(kind: str, country: str, city: str, chance: random.Random, taken: set[str]) -> str:
    """A partner's name; the town tells apart those that would meet."""
    column = 1 if country in SPANISH else 2 if country in ENGLISH else 0
    sort = TYPES.get(kind, TYPES["ong"])[column]
    words = list(WORDS[LANGUAGE[country]])
    chance.shuffle(words)
    link = {0: "de", 1: "de", 2: "of"}[column]
    for shown in (f"{sort} {{}}", f"{sort} {{}} {link} {city}", f"{{}} {link} {city}"):
        for word in words:
            name = shown.format(word)
            if name not in taken:
                taken.add(name)
                return name
    name = f"{sort} {words[0]} {link} {city} {len(taken)}"
    taken.add(name)
    return name
