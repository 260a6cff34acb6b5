"""One activity that says all that the house claims to hold, in XML of the suite's own."""

ORG = '<{0} ref="BE-BCE_KBO-0123456789" type="22" {1}><narrative>Essai</narrative><narrative xml:lang="en">Trial</narrative></{0}>'
PROVIDER = ORG.format("provider-org", 'provider-activity-id="BE-BCE_KBO-0987654321-X"')
RECEIVER = ORG.format("receiver-org", 'receiver-activity-id="BF-1-Y"')
DOCUMENT = """<document-link format="application/pdf" url="https://example.org/a.pdf"><title><narrative>Rapport</narrative></title>
<description><narrative>Annuel</narrative></description><category code="A01"/><category code="A02"/><language code="fr"/>
<document-date iso-date="2023-06-01"/></document-link>"""
POINT = '<point srsName="http://www.opengis.net/def/crs/EPSG/0/4326"><pos>12.37 -1.52</pos></point>'
VALUE = """<{0} {1}><location ref="L1"/><dimension name="sexe" value="femmes"/><comment><narrative>Compté</narrative></comment>{2}</{0}>"""

RICH = f"""<iati-activity xmlns:e="urn:essai" xml:lang="fr" default-currency="EUR" last-updated-datetime="2024-05-01T10:00:00+02:00"
  linked-data-uri="https://example.org/id/1" hierarchy="2" humanitarian="true" budget-not-provided="2">
<iati-identifier>BE-BCE_KBO-0123456789-RICHE</iati-identifier>
<reporting-org ref="BE-BCE_KBO-0123456789" type="22" secondary-reporter="0"><narrative>Essai</narrative></reporting-org>
<title><narrative>Eau et comités</narrative><narrative xml:lang="en">Water</narrative></title>
<description type="1"><narrative>Des puits.</narrative></description><description type="2"><narrative>Boire.</narrative></description>
<participating-org ref="XM-DAC-41122" role="1" type="40" activity-id="XM-DAC-41122-1" crs-channel-code="41122">
<narrative>UNICEF</narrative></participating-org>
<participating-org role="4"><narrative>Comité de l’eau</narrative></participating-org>
<other-identifier ref="P-17" type="A2"><owner-org ref="XM-DAC-41122"><narrative>UNICEF</narrative></owner-org></other-identifier>
<activity-status code="2"/>
<activity-date type="1" iso-date="2023-01-01"/><activity-date type="2" iso-date="2023-02-01"><narrative>Retard</narrative></activity-date>
<activity-date type="3" iso-date="2025-12-31"/>
<contact-info type="1"><organisation><narrative>Essai</narrative></organisation><department><narrative>Eau</narrative></department>
<person-name><narrative>Ada N.</narrative></person-name><job-title><narrative>Suivi</narrative></job-title>
<telephone>000</telephone><email>a@example.org</email><website>https://example.org</website>
<mailing-address><narrative>Rue 1</narrative></mailing-address></contact-info>
<activity-scope code="4"/>
<recipient-country code="BF" percentage="33.333333333333"><narrative>Burkina</narrative></recipient-country>
<recipient-region code="1030" vocabulary="1" percentage="66.666666666667"/>
<location ref="L1"><location-reach code="1"/><location-id vocabulary="G1" code="2357048"/><name><narrative>Ouaga</narrative></name>
<description><narrative>Ville</narrative></description><activity-description><narrative>Puits</narrative></activity-description>
<administrative vocabulary="G1" level="1" code="2361809"/>{POINT}<exactness code="1"/><location-class code="2"/>
<feature-designation code="PPLC"/></location>
<sector vocabulary="1" code="14030" percentage="60.5"/><sector vocabulary="1" code="14031" percentage="39.50"/>
<sector vocabulary="99" vocabulary-uri="https://example.org/v" code="EAU"><narrative>Eau</narrative></sector>
<tag vocabulary="2" code="6"/>
<humanitarian-scope type="1" vocabulary="1-2" code="FL-2023-1"><narrative>Crue</narrative></humanitarian-scope>
<policy-marker vocabulary="1" code="1" significance="2"/>
<collaboration-type code="1"/><default-flow-type code="30"/><default-finance-type code="110"/>
<default-aid-type code="C01"/><default-aid-type vocabulary="2" code="1"/><default-tied-status code="5"/>
<budget type="1" status="2"><period-start iso-date="2023-01-01"/><period-end iso-date="2023-12-31"/>
<value currency="XOF" value-date="2023-01-01">1500000</value></budget>
<planned-disbursement type="1"><period-start iso-date="2024-01-01"/><period-end iso-date="2024-03-31"/>
<value value-date="2024-01-01">12.5</value>{PROVIDER}{RECEIVER}</planned-disbursement>
<capital-spend percentage="12.5"/>
<transaction ref="T1" humanitarian="1"><transaction-type code="3"/><transaction-date iso-date="2023-03-01"/>
<value currency="EUR" value-date="2023-03-01">1234.56789</value><description><narrative>Versement</narrative></description>
{PROVIDER}{RECEIVER}<disbursement-channel code="1"/><sector vocabulary="1" code="14030"/>
<recipient-country code="BF"/><flow-type code="30"/>
<finance-type code="110"/><aid-type code="C01"/><tied-status code="5"/></transaction>
<transaction><transaction-type code="4"/><transaction-date iso-date="2023-04-01"/>
<value value-date="2023-04-01">-20.00</value></transaction>
{DOCUMENT}<related-activity ref="BE-BCE_KBO-0123456789-PROG" type="1"/>
<conditions attached="1"><condition type="1"><narrative>Rendre compte</narrative></condition></conditions>
<result type="1" aggregation-status="1"><title><narrative>Accès</narrative></title><description><narrative>À l’eau</narrative></description>
{DOCUMENT}<indicator measure="1" ascending="1" aggregation-status="0"><title><narrative>Puits creusés</narrative></title>
<description><narrative>En service</narrative></description>{DOCUMENT}<reference vocabulary="99" code="I1" indicator-uri="https://example.org/i"/>
<baseline iso-date="2022-12-31" year="2022" value="0"><location ref="L1"/>{DOCUMENT}<comment><narrative>Vu</narrative></comment></baseline>
<period><period-start iso-date="2023-01-01"/><period-end iso-date="2023-12-31"/>{VALUE.format("target", 'value="1,200"', DOCUMENT)}
{VALUE.format("target", 'value="0.50"', "")}{VALUE.format("actual", 'value="7"', DOCUMENT)}</period></indicator></result>
<fss extraction-date="2023-01-01"><forecast year="2024" value-date="2024-01-01">10</forecast></fss>
<e:mark>non</e:mark></iati-activity>"""
