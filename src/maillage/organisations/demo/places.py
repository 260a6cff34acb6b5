"""Towns of each territory, and of the countries of partners: (name, region, postal code, latitude, longitude)."""

from typing import NamedTuple


class Town(NamedTuple):
    city: str
    region: str
    postal_code: str
    latitude: float
    longitude: float


def _towns(text: str) -> tuple[Town, ...]:
    found = []
    for line in text.strip().splitlines():
        city, region, code, latitude, longitude = (part.strip() for part in line.split("|"))
        found.append(Town(city, region, code, float(latitude), float(longitude)))
    return tuple(found)


QUEBEC = _towns("""
Sherbrooke|05|J1H|45.40|-71.89
Magog|05|J1X|45.27|-72.15
Coaticook|05|J1A|45.13|-71.80
Lac-Mégantic|05|G6B|45.58|-70.88
Val-des-Sources|05|J1T|45.77|-71.93
Cookshire-Eaton|05|J0B|45.41|-71.63
Windsor|05|J1S|45.57|-72.00
Québec|03|G1K|46.81|-71.21
Lévis|12|G6V|46.80|-71.18
Beauport|03|G1C|46.86|-71.19
Limoilou|03|G1L|46.83|-71.23
Saint-Roch|03|G1K|46.81|-71.22
Baie-Saint-Paul|03|G3Z|47.44|-70.50
Portneuf|03|G0A|46.69|-71.89
Montréal|06|H2L|45.52|-73.56
Verdun|06|H4G|45.46|-73.57
Rimouski|01|G5L|48.45|-68.52
Saguenay|02|G7H|48.43|-71.06
Alma|02|G8B|48.55|-71.65
Trois-Rivières|04|G9A|46.34|-72.54
Gatineau|07|J8X|45.48|-75.70
Rouyn-Noranda|08|J9X|48.24|-79.02
Baie-Comeau|09|G4Z|49.22|-68.15
Chibougamau|10|G8P|49.92|-74.37
Gaspé|11|G4X|48.83|-64.48
Laval|13|H7V|45.57|-73.69
Joliette|14|J6E|46.02|-73.44
Saint-Jérôme|15|J7Z|45.78|-74.00
Longueuil|16|J4K|45.53|-73.52
Drummondville|17|J2B|45.88|-72.48
""")
BELGIUM = _towns("""
Bruxelles|BE-BRU|1000|50.85|4.35
Schaerbeek|BE-BRU|1030|50.87|4.38
Molenbeek|BE-BRU|1080|50.86|4.33
Namur|BE-WAL|5000|50.47|4.87
Liège|BE-WAL|4000|50.63|5.57
Charleroi|BE-WAL|6000|50.41|4.44
Mons|BE-WAL|7000|50.45|3.95
Tournai|BE-WAL|7500|50.61|3.39
Verviers|BE-WAL|4800|50.59|5.86
Nivelles|BE-WAL|1400|50.60|4.33
Arlon|BE-WAL|6700|49.68|5.82
La Louvière|BE-WAL|7100|50.48|4.19
Huy|BE-WAL|4500|50.52|5.24
Dinant|BE-WAL|5500|50.26|4.91
""")
OCCITANIE = _towns("""
Toulouse|31|31000|43.60|1.44
Colomiers|31|31770|43.61|1.34
Muret|31|31600|43.46|1.33
Montpellier|34|34000|43.61|3.88
Béziers|34|34500|43.34|3.22
Sète|34|34200|43.40|3.70
Nîmes|30|30000|43.84|4.36
Alès|30|30100|44.13|4.08
Perpignan|66|66000|42.70|2.90
Prades|66|66500|42.62|2.42
Carcassonne|11|11000|43.21|2.35
Narbonne|11|11100|43.18|3.00
Albi|81|81000|43.93|2.15
Castres|81|81100|43.61|2.24
Montauban|82|82000|44.02|1.35
Moissac|82|82200|44.10|1.09
Rodez|12|12000|44.35|2.57
Millau|12|12100|44.10|3.08
Cahors|46|46000|44.45|1.44
Figeac|46|46100|44.61|2.03
Auch|32|32000|43.65|0.59
Condom|32|32100|43.96|0.37
Tarbes|65|65000|43.23|0.08
Lourdes|65|65100|43.09|-0.05
Foix|09|09000|42.97|1.61
Pamiers|09|09100|43.12|1.61
Mende|48|48000|44.52|3.50
Florac|48|48400|44.33|3.59
""")
BY_TERRITORY = {"quebec": QUEBEC, "belgique": BELGIUM, "occitanie": OCCITANIE, "france": OCCITANIE, "none": BELGIUM}

# Towns of the countries of partners: {country: "city latitude longitude; …"}.
_ABROAD = {
    "ML": "Kayes 14.45 -11.44; Sikasso 11.32 -5.67; Ségou 13.43 -6.26; Koutiala 12.39 -5.46",
    "HT": "Les Cayes 18.19 -73.75; Gonaïves 19.45 -72.69; Jacmel 18.23 -72.54; Hinche 19.15 -72.01",
    "PE": "Puno -15.84 -70.02; Ayacucho -13.16 -74.22; Cajamarca -7.16 -78.50; Huancayo -12.07 -75.21",
    "SN": "Thiès 14.79 -16.93; Kaolack 14.15 -16.08; Ziguinchor 12.57 -16.27; Tambacounda 13.77 -13.67",
    "BJ": "Parakou 9.34 2.63; Abomey 7.18 1.99; Natitingou 10.30 1.38",
    "BF": "Bobo-Dioulasso 11.18 -4.29; Koudougou 12.25 -2.36; Ouahigouya 13.58 -2.42",
    "BI": "Gitega -3.43 29.93; Ngozi -2.91 29.83; Bururi -3.95 29.62",
    "CD": "Bukavu -2.51 28.86; Kananga -5.90 22.42; Kisangani 0.52 25.20; Matadi -5.82 13.46",
    "GN": "Kindia 10.06 -12.86; Labé 11.32 -12.28; Kankan 10.39 -9.31",
    "MR": "Rosso 16.51 -15.80; Kaédi 16.15 -13.50; Kiffa 16.62 -11.40",
    "RW": "Huye -2.60 29.74; Musanze -1.50 29.63; Rusizi -2.48 28.90",
    "TG": "Kpalimé 6.90 0.63; Sokodé 8.98 1.13; Kara 9.55 1.19",
    "BD": "Khulna 22.85 89.54; Rajshahi 24.37 88.60; Barisal 22.70 90.37",
    "KH": "Battambang 13.10 103.20; Kampot 10.61 104.18; Kratie 12.49 106.02",
    "IN": "Madurai 9.93 78.12; Ranchi 23.34 85.31; Nagpur 21.15 79.09",
    "ID": "Yogyakarta -7.80 110.36; Makassar -5.15 119.43; Malang -7.97 112.63",
    "NP": "Pokhara 28.21 83.99; Nepalgunj 28.05 81.62; Dhankuta 26.98 87.34",
    "PH": "Iloilo 10.72 122.56; Davao 7.19 125.46; Cebu 10.32 123.89",
    "BO": "Oruro -17.97 -67.11; Potosí -19.58 -65.75; Cochabamba -17.39 -66.16",
    "CO": "Pasto 1.21 -77.28; Buenaventura 3.88 -77.03; Montería 8.75 -75.88",
    "DO": "San Juan 18.81 -71.23; Barahona 18.21 -71.10; La Vega 19.22 -70.53",
    "GT": "Quetzaltenango 14.83 -91.52; Cobán 15.47 -90.37; Sololá 14.77 -91.18",
    "HN": "Choluteca 13.30 -87.19; El Progreso 15.40 -87.80; La Esperanza 14.31 -88.18",
    "CM": "Bafoussam 5.48 10.42; Garoua 9.30 13.40; Kribi 2.94 9.91",
    "LA": "Luang Prabang 19.88 102.13; Savannakhet 16.55 104.75",
    "LB": "Tripoli 34.44 35.84; Saïda 33.56 35.37; Zahlé 33.85 35.90",
    "MA": "Errachidia 31.93 -4.42; Taroudant 30.47 -8.88; Chefchaouen 35.17 -5.27",
    "MG": "Antsirabe -19.87 47.03; Fianarantsoa -21.45 47.09; Toliara -23.35 43.67",
    "PS": "Naplouse 32.22 35.26; Hébron 31.53 35.10; Jéricho 31.86 35.46",
    "VN": "Huế 16.46 107.59; Cần Thơ 10.03 105.78; Lào Cai 22.49 103.97",
    "NE": "Zinder 13.81 8.99; Maradi 13.50 7.10",
    "TD": "Moundou 8.57 16.08; Abéché 13.83 20.83",
    "TN": "Gafsa 34.43 8.78; Kairouan 35.68 10.10",
    "DZ": "Tlemcen 34.88 -1.32; Batna 35.56 6.17",
    "CI": "Korhogo 9.46 -5.63; Man 7.41 -7.55",
    "NI": "Estelí 13.09 -86.36; Matagalpa 12.93 -85.92",
    "EC": "Riobamba -1.66 -78.65; Loja -3.99 -79.20",
    "SV": "Chalatenango 14.03 -88.94; Morazán 13.77 -88.13",
    "ET": "Bahir Dar 11.59 37.39; Jimma 7.67 36.83",
    "KE": "Kisumu -0.09 34.77; Nakuru -0.30 36.08",
}
ABROAD: dict[str, tuple[Town, ...]] = {}
for _code, _line in _ABROAD.items():
    ABROAD[_code] = tuple(
        Town(city, "", "", float(latitude), float(longitude))
        for city, latitude, longitude in (part.strip().rsplit(" ", 2) for part in _line.split(";"))
    )
