"""Headers as people write them in French, English and Spanish, for each field."""

from maillage.core.text import word_set
from maillage.organisations.columns.fields import Field

# Headers as people write them, folded, without their small words; French, English, Spanish.
SYNONYMS: dict[Field, str] = {
    Field.NAME: "nom|nom organisation|nom structure|nom association|nom complet|raison sociale|organisation"
    "|denomination|denomination sociale|intitule|structure|association|organisme|acteur|membre|titre"
    "|name|organization|organisation name|organization name|full name|legal name|company|member"
    "|nombre|nombre organizacion|organizacion|razon social|entidad|nom legal|nom officiel",
    Field.SHORT_NAME: "sigle|acronyme|nom court|abreviation|nom usuel|nom usage|acronym|short name"
    "|abbreviation|sigla|acronimo|siglas|nombre corto",
    Field.KIND: "type|type organisation|type structure|type acteur|nature|type iati|forme juridique|statut"
    "|statut juridique|kind|organisation type|organization type|type organization|legal form"
    "|tipo|tipo organizacion|forma juridica|type org",
    Field.FAMILY: "famille|college|branche|reseau|family|familia|colegio",
    Field.SIREN: "siren|numero siren|n siren|no siren",
    Field.SIRET: "siret|numero siret|n siret|no siret",
    Field.RNA: "rna|numero rna|n rna|waldec|numero waldec|rna waldec",
    Field.BCE: "bce|numero bce|n bce|kbo|numero entreprise belge|bce kbo|no bce|ondernemingsnummer",
    Field.BN: "ne|numero entreprise|bn|business number|ne arc|numero entreprise canada",
    Field.CHARITY: "numero bienfaisance|organisme bienfaisance|numero organisme bienfaisance"
    "|charity number|charity registration number|numero charite|rr|numero enregistrement arc",
    Field.NEQ: "neq|numero entreprise quebec|numero neq",
    Field.IATI: "iati|iati id|iati identifier|identifiant iati|iita|identifiant iita|org id"
    "|iati organisation identifier|organisation identifier|ref iati|iati ref|code iati",
    Field.VAT: "tva|numero tva|tva intracommunautaire|numero tva intracommunautaire|vat|vat number|iva|n tva",
    Field.IDENTIFIER: "identifiant|identifiants|identifiant legal|numero identification|identifier"
    "|registration number|numero enregistrement|legal id|identificador|numero registro|nif|cif|ein"
    "|numero legal|matricule|immatriculation",
    Field.IATI_TYPE: "code type|iati type|iati type code|organisation type code|code type iati",
    Field.FOUNDED: "annee creation|creation|date creation|fondation|annee fondation|fondee|creee"
    "|founded|year founded|foundation year|established|ano fundacion|fundada|fecha fundacion|fonde",
    Field.BUDGET: "budget|budget annuel|chiffre affaires|ressources|depenses|budget total|annual budget"
    "|turnover|income|presupuesto|presupuesto anual|ingresos|charges",
    Field.STAFF: "salaries|nombre salaries|effectif|effectifs|etp|employes|nombre employes|staff"
    "|employees|number employees|fte|personal|empleados|nb salaries|effectif salarie",
    Field.REPRESENTED: "adherents|nombre adherents|nombre membres|membres representes|represented"
    "|personnes representees|members represented|nb adherents|affilies|nombre affilies|socios",
    Field.STREET: "adresse|rue|adresse postale|adresse 1|voie|siege social|adresse siege|street|address"
    "|postal address|street address|direccion|calle|domicilio",
    Field.POSTAL_CODE: "code postal|cp|codepostal|postcode|postal code|zip|zip code|codigo postal",
    Field.CITY: "ville|commune|localite|municipalite|city|town|ciudad|municipio|localidad|ville siege",
    Field.REGION: "region|province|departement|etat|canton|region administrative|state|county"
    "|provincia|departamento|province etat",
    Field.COUNTRY: "pays|pays siege|code pays|country|country code|headquarters country|pais|pais sede"
    "|seat|sede|pays origine",
    Field.LATITUDE: "latitude|lat|latitud|y",
    Field.LONGITUDE: "longitude|long|lon|lng|longitud|x",
    Field.COORDINATES: "coordonnees gps|gps|coordonnees geographiques|geo|lat long|latlong|lat lon"
    "|geopoint|geolocalisation|coordinates|coordenadas|latitude longitude",
    Field.COUNTRIES_OF_ACTION: "pays action|pays intervention|zones action|zone intervention"
    "|zones intervention|pays partenaires|zone geographique|zones geographiques|pays interventions"
    "|countries|countries action|countries operation|countries intervention|where work|paises"
    "|paises accion|paises intervencion|pays projets|pays actions",
    Field.THEMES: "themes|theme|thematiques|thematique|secteurs|secteur|domaines|domaine|mots cles"
    "|domaines action|domaine action|secteurs activite|secteur activite|topics|sectors|sector"
    "|keywords|tags|temas|sectores|tematicas|areas trabajo|odd",
    Field.LANGUAGES: "langues|langue|langues travail|languages|language|idiomas|idioma|lenguas",
    Field.WEBSITE: "site|site web|site internet|url|web|website|homepage|lien|sitio web|pagina web|www",
    Field.EMAIL: "email|e mail|courriel|mail|adresse mail|adresse email|adresse electronique|mel"
    "|adresse courriel|contact email|email contact|mail contact|correo|correo electronico"
    "|email address|courriel contact",
    Field.PHONE: "telephone|tel|tel fixe|numero telephone|portable|mobile|phone|phone number|telefono"
    "|movil|gsm|telephone fixe",
    Field.DESCRIPTION: "description|presentation|resume|objet|objet social|mission|missions|activite"
    "|about|summary|descripcion|presentacion|a propos|objet association",
    Field.DESCRIPTION_FR: "description fr|presentation fr|description francais",
    Field.DESCRIPTION_EN: "description en|presentation en|description anglais|description english",
    Field.DESCRIPTION_ES: "description es|presentation es|description espagnol|descripcion es",
    Field.PUBLIC: "public|publique|visible|visible public|publier|publie|annuaire|affichage"
    "|publish|published|publico|publicar|visible annuaire",
    Field.WITHHELD: "masque|masquer|ne pas publier|confidentiel|sensible|cache|withheld|hidden|hide"
    "|confidential|oculto|confidencial|pas montrer|ne pas montrer",
    Field.STATE: "situation|etat association|statut activite|status|actif|active|etat fiche|estado|activite actuelle",
    Field.VERIFIED_ON: "verifie|verifiee|date verification|mise jour|date mise jour|verified"
    "|verified on|last verified|last updated|fecha verificacion|actualizado|derniere mise jour"
    "|verifie le|verifiee le",
    Field.NOTE: "note|notes|remarque|remarques|commentaire|commentaires|observations|comment|comments"
    "|remarks|nota|notas|observaciones|note interne",
    Field.CATEGORY: "categorie|categorie membre|type membre|type adhesion|category|membership type"
    "|member type|categoria|tipo miembro|type adherent|formule",
    Field.MEMBER_SINCE: "membre depuis|date adhesion|adhesion|annee adhesion|adherent depuis"
    "|member since|joined|join date|membership date|miembro desde|fecha adhesion|date entree",
    Field.EXTERNAL_KEY: "id|cle|code|reference|ref|numero|external id|key|uid|uuid|external key"
    "|id externe|numero adherent|n adherent|code adherent|clave|codigo|cle externe",
    Field.IGNORE: "activites|nombre activites|activities|number activities|actividades|total|rang|ligne"
    "|nb activites|nombre projets|projets|horodateur|timestamp|marca temporal",
}
# Small words that headers carry or not.
EMPTY = word_set(
    """
    de du des d l la le les un une et ou a au aux of the and or in on for el los las del y en
    por para s se
    """
)
