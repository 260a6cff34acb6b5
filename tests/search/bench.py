"""Measures of the search. `.venv/bin/python -m tests.search.bench 100000`, with or without `scripts/pg run --`.

Prints the CPU seconds that writing the index takes, and the median and 95th percentile of warm searches.
"""

import os
import random
import statistics
import sys
import tempfile
import time
from functools import cache


def words(text: str) -> list[str]:
    return text.split("|")


HEADS = {
    "fr": "Association|Collectif|Comité|Fédération|Union|Réseau|Fondation|Maison|Coordination|Centre|Groupe|Amicale|"
          "Coopérative|Institut|Observatoire|Mouvement|Plateforme|Alliance",
    "en": "Association|Network|Foundation|Union|Centre|Committee|Coalition|Alliance|Institute|Initiative|Trust|Forum",
    "es": "Asociación|Red|Fundación|Unión|Centro|Comité|Colectivo|Instituto|Movimiento|Alianza|Federación|Foro",
}  # fmt: skip
CAUSES = {
    "fr": "de solidarité internationale|pour le développement rural|des femmes rurales|d’éducation à la citoyenneté|"
          "pour l’eau et l’assainissement|des droits humains|d’aide aux réfugiés|de coopération décentralisée|"
          "pour la souveraineté alimentaire|de santé communautaire|des jeunes bénévoles|d’agroécologie|de commerce équitable|"
          "pour l’enfance|de finance solidaire|des migrantes et migrants|pour la paix|d’appui aux écoles|de lutte contre la faim|"
          "de microcrédit|des artisanes|pour le climat|de théâtre-action|de radios associatives|d’énergie solaire",
    "en": "for rural development|for women’s rights|of community health|for clean water|of human rights defenders|"
          "for fair trade|for food sovereignty|of young volunteers|for global education|for refugees|for climate justice|"
          "for peace|of solar energy|for microfinance|of small farmers",
    "es": "de mujeres rurales|para el desarrollo|de derechos humanos|de economía solidaria|por la soberanía alimentaria|"
          "de salud comunitaria|de agua y saneamiento|para la niñez|de comercio justo|de educación popular|por la paz|"
          "de jóvenes|de agroecología|de pequeños productores|de migrantes",
}  # fmt: skip
PLACES = words(
    "Niger|Mali|Sénégal|Burkina Faso|Bénin|Togo|Cameroun|Madagascar|Haïti|Guatemala|Bolivia|"
    "Perú|Colombia|Vietnam|Cambodge|Inde|Palestine|Maroc|Tunisie|Liban|Québec|Montréal|"
    "Toulouse|Occitanie|Wallonie|Bruxelles|Liège|Bamako|Ségou|Ouagadougou|Kayes|Zinder|"
    "Antananarivo|Port-au-Prince|Cochabamba|Ayacucho|Chiapas|Gironde|Lot-et-Garonne|Haute-Loire|"
    "Saint-Denis|Gaspésie|Namur|Charleroi|Abidjan|Kigali|Bukavu|Goma|Kinshasa"
)
FIRST = words(
    "Amina|Bruno|Chloé|Dao|Émile|Fatoumata|Gérard|Hélène|Ibrahim|José|Kadiatou|Léonie|"
    "Mamadou|Noémie|Óscar|Pauline|Quentin|Rosa|Sékou|Thérèse|Urbain|Valérie|Wendkuni|Xavier|"
    "Yacouba|Zoé|Aïssata|Benoît|Carmen|Diego"
)
SYLLABLES = [
    "ba",
    "be",
    "bo",
    "da",
    "di",
    "do",
    "fa",
    "fo",
    "ga",
    "go",
    "ka",
    "ké",
    "ki",
    "ko",
    "la",
    "le",
    "lo",
    "ma",
    "mi",
    "mo",
    "na",
    "ni",
    "no",
    "ra",
    "ri",
    "ro",
    "sa",
    "sé",
    "so",
    "ta",
    "ti",
    "to",
    "va",
    "vi",
    "ya",
    "zo",
]
FILLER = words(
    "accompagner les communautés|former des formatrices et des formateurs|soutenir des projets locaux|"
    "plaider auprès des autorités|échanger entre pairs|accueillir des volontaires|financer des puits|"
    "construire des écoles|organiser le festival des solidarités|publier un rapport annuel|"
    "animer un réseau de partenaires"
)


@cache
def surname(number: int) -> str:
    chance = random.Random(number)
    return "".join(chance.choice(SYLLABLES) for _ in range(chance.randint(2, 4))).capitalize()


def doc(number: int):
    from maillage.search.sources import Doc

    chance = random.Random(number)
    language = chance.choices(["fr", "en", "es"], [70, 18, 12])[0]
    body = " ".join(chance.choice(FILLER) for _ in range(chance.randint(2, 8)))
    kind = number % 20
    if kind < 12:
        title = " ".join([chance.choice(HEADS[language].split("|")), chance.choice(CAUSES[language].split("|")),
                          chance.choice(PLACES), *([surname(chance.randrange(20_000))] if chance.random() < 0.5 else [])])  # fmt: skip
        access = chance.choices(["public", "organisations.view", "organisations.view+withheld.view"], [80, 17, 3])[0]
    elif kind < 17:
        title, access = f"{chance.choice(FIRST)} {surname(chance.randrange(20_000))}", "people.view"
    else:
        title, access = (
            f"Rapport {chance.randint(2005, 2026)} {chance.choice(PLACES)} {surname(number % 5000)}",
            "files.view",
        )
    return Doc(number, title, ("web:manage_home", {}), access=access, language=language, subtitle=chance.choice(PLACES),
               body=body, owners=(f"delegate:{number}",))  # fmt: skip


QUERIES = [
    ("a rare name", "Bakédaro Zinder"), ("two words", "coopération décentralisée"), ("a very common word", "association"),
    ("another", "solidarité"), ("common in bodies", "rapport annuel"), ("a typing error", "assocation agroecolgie"),
    ("typing error in a name", "cochabmaba"), ("nothing", "zzzzzz yyyyyy"), ("a beginning", "agroé"), ("short beginning", "so"),
    ("three words", "femmes rurales mali"), ("everything common", "les droits humains de solidarité"),
]  # fmt: skip


def main(count: int) -> None:
    folder = tempfile.mkdtemp(prefix="maillage-bench-")
    os.environ["MAILLAGE_DATA"] = folder
    os.environ["DJANGO_SETTINGS_MODULE"] = "maillage.settings"
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0, skip_checks=True)
    from maillage.core.registry import house
    from maillage.search import index, queries
    from maillage.search.models import SearchDocument, SearchTask, SearchTrigram, SearchWord
    from maillage.search.sources import Source

    class Person:
        is_authenticated = is_active = True
        pk, facts = 1, {"delegate": frozenset([7, 12])}

        def can(self, permission: str) -> bool:
            return True

    kinds = {
        "organisations.organisation": range(12),
        "organisations.person": range(12, 17),
        "files.file": range(17, 20),
    }
    accesses = {
        "organisations.organisation": ("public", "organisations.view", "organisations.view+withheld.view"),
        "organisations.person": ("people.view",), "files.file": ("files.view",),
    }  # fmt: skip
    house.search_sources._items.clear()
    for kind, rests in kinds.items():
        ids = [number for number in range(count) if number % 20 in rests]
        house.search_sources.add(
            kind, Source(kind, lambda ids: map(doc, ids), lambda ids=ids: ids, kind, accesses[kind])
        )
        SearchTask.objects.bulk_create([SearchTask(kind=kind, object_id=pk) for pk in ids], batch_size=500)
    made = time.process_time()
    for number in range(count):
        doc(number)
    made = time.process_time() - made
    from maillage.search.jobs import drain

    wall, cpu = time.perf_counter(), time.process_time()
    drain()
    print(f"{connection.vendor}: {count} documents written in {time.process_time() - cpu - made:.1f} s CPU of ours, "
          f"{time.perf_counter() - wall - made:.1f} s in all (making them, {made:.1f} s, not counted)")  # fmt: skip
    print(
        f"{SearchDocument.objects.count()} documents, {SearchWord.objects.count()} words, {SearchTrigram.objects.count()} trigrams"
    )
    wall = time.perf_counter()
    index.rebuild()
    print(f"compared again: {time.perf_counter() - wall:.1f} s")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    for label, text in QUERIES:
        line = []
        for user in (None, Person()):
            times = []
            for _ in range(25):
                results = queries.find(text, user=user, prefix="beginning" in label, per_kind=6 if user else None)
                times.append(results.took)
            line.append(
                f"{statistics.median(times):6.1f} / {sorted(times)[-2]:6.1f} ms {results.total}{'+' if results.more else ''}"
            )
        print(f"{label:26} visitor {line[0]:28} team {line[1]:28} {results.did_you_mean}")
    if "--size" in sys.argv:
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute(
                    "SELECT relname, pg_size_pretty(pg_total_relation_size(oid)) FROM pg_class "
                    "WHERE relname LIKE 'search%%' AND relkind = 'r'",
                    [],
                )
            else:
                cursor.execute("SELECT 'pages', page_count * 4096 / 1e6 FROM pragma_page_count")
            print(cursor.fetchall())


if __name__ == "__main__":
    main(int(sys.argv[1]))
