"""Writes the record of a meeting: everything that proves what was decided, in files that any machine reads.

Layout: `proces-verbal.json` (the text in force, bound to the chain once adopted), `.pdf`, `.odt`; `seance.json`,
`presences.csv`, `ordre-du-jour.csv`, `liste-electorale/`; `resolutions/<number>.json` and `resolutions.csv`;
`votes/<number>/acte.json` (what the chain recorded), `vote.json` (all that a recount needs), `bulletins.csv`, `vote.blt` for
orders of preference, `noms.csv` of a vote by name; `signatures/`; `chaine.json`, `manifeste.json`, `SHA256SUMS`.
"""

from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import override

from maillage.assemblies.models import Assembly
from maillage.ballots.enums_votes import QuestionState
from maillage.minutes import checks, papers
from maillage.minutes.actions.minutes import content_of as minutes_content
from maillage.minutes.actions.minutes import signature_content
from maillage.minutes.actions.register import content_of
from maillage.minutes.models import Minutes, Resolution
from maillage.minutes.record import acts, chain, derived, facts, layout
from maillage.minutes.record.facts import Files
from maillage.network import current


def record(assembly: Assembly) -> dict[str, bytes]:
    """{path: content} of the whole record, in the language of the network, with its chain and its manifest."""
    with override(current.profile().language.code):
        files = dict(parts(assembly))
        links = [link.as_dict() for link in checks.links()]
        files[layout.CHAIN] = facts.pretty(links)
        files[layout.README] = readme(assembly).encode()
    digests = {path: chain.sha256(content) for path, content in files.items()}
    manifest = facts.pretty({
        "made_on": now().date().isoformat(), "meeting": layout.meeting(assembly.pk),
        "head": links[-1]["digest"] if links else chain.START, "files": digests,
    })  # fmt: skip
    digests[layout.MANIFEST] = chain.sha256(manifest)
    return {**files, layout.MANIFEST: manifest, layout.SUMS: layout.sums(digests)}


def parts(assembly: Assembly) -> Files:
    minutes = Minutes.objects.filter(assembly=assembly).first()
    yield from votes(assembly)
    yield from resolutions(assembly)
    if minutes and minutes.filed:
        yield from ((path, text.encode()) for path, text in minutes.filed.items())
    else:
        yield from facts.files_of(assembly)
    if minutes:
        yield from minutes_of(minutes)


def minutes_of(minutes: Minutes) -> Files:
    version = minutes.text
    yield layout.MINUTES, minutes_content(minutes, version)
    yield "proces-verbal.pdf", papers.minutes_pdf(minutes, version)
    yield "proces-verbal.odt", papers.minutes_odt(minutes, version)
    for signature in minutes.signatures.all():
        yield f"{layout.SIGNATURES}/{signature.office}.json", signature_content(signature)


def resolutions(assembly: Assembly) -> Files:
    rows = list(Resolution.objects.filter(assembly=assembly).select_related("body").order_by("year", "number"))
    for row in rows:
        yield f"{layout.RESOLUTIONS}/{row.code}.json", content_of(row)
    yield "resolutions.csv", facts.sheet(
        [_("Numéro"), _("Date"), _("Titre"), _("Vote"), _("Valeur")],
        [(row.code, row.adopted_on, row.title, row.vote, row.get_standing_display()) for row in rows],
    )  # fmt: skip


def votes(assembly: Assembly) -> Files:
    for question in facts.asked(assembly, QuestionState.DECLARED):
        folder, whole = facts.folder_of(question), acts.vote_whole(question)
        yield f"{folder}/{layout.ACT}", acts.act_of(whole)
        yield f"{folder}/{layout.VOTE}", facts.pretty(whole)
        for name, content in derived.files_of(whole):
            yield f"{folder}/{name}", content
        yield from facts.names_of(question)


def readme(assembly: Assembly) -> str:
    return _("""Dossier de la séance « %(title)s »

Ce dossier se lit sans logiciel particulier : PDF, CSV (tableur), JSON et BLT (bulletins à préférences).
- proces-verbal.pdf : le procès-verbal ; proces-verbal.odt, pour l’éditer ; proces-verbal.json, son texte qui fait foi.
- resolutions/ : chaque décision ; votes/ : chaque vote, ses bulletins sans nom (sauf vote nominal) et son résultat.
- presences.csv, ordre-du-jour.csv, liste-electorale/ : qui était là, ce qui fut traité, qui pouvait voter.
- chaine.json : les empreintes de tous les actes du réseau, chacune tenant à la précédente.
- SHA256SUMS et manifeste.json : l’empreinte SHA-256 de chaque fichier.

Vérifier à la main, dans un terminal ouvert dans ce dossier, sans Maillage :
1. Aucun fichier n’a changé :   sha256sum -c SHA256SUMS
   (sur un Mac : shasum -a 256 -c SHA256SUMS)
2. Un vote est celui de la chaîne :   sha256sum votes/001/acte.json
   L’empreinte qui s’affiche se lit dans chaine.json, après « content ». De même pour resolutions/*.json et, une fois
   le procès-verbal adopté, pour proces-verbal.json.
3. La chaîne se suit : dans chaine.json, chaque « previous » est le « digest » du maillon d’avant. Chaque « digest » est
   l’empreinte de ce texte, sans espaces ni fin de ligne, avec les valeurs du maillon :
   {"content":"…","kind":"…","number":1,"on":"AAAA-MM-JJ","previous":"…","ref":"…"}
4. Un vote se recompte : votes/001/bulletins.csv s’additionne dans un tableur ; votes/001/vote.blt se compte avec tout
   logiciel qui lit le BLT. Le résultat proclamé est dans votes/001/acte.json, après « outcome ».
5. Rien n’a été refait d’un bout à l’autre : l’empreinte imprimée au bas du procès-verbal signé sur papier, ou celle
   d’un dossier plus ancien gardé ailleurs, doit se lire dans chaine.json.

Avec Maillage, tout cela d’un coup, sans réseau ni base :   maillage verify DOSSIER
et, avec une empreinte notée ailleurs :   maillage verify DOSSIER --known EMPREINTE
""") % {"title": assembly}
