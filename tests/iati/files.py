"""Small IATI files of the suite's own: one good activity, to be spoiled by each test."""

from typing import Any

IDENTIFIER = "BE-BCE_KBO-0123456789-EAU1"
ACTIVITY = """<iati-activity xml:lang="fr" default-currency="EUR" last-updated-datetime="2024-05-01T10:00:00Z" hierarchy="1">
  <iati-identifier>{identifier}</iati-identifier>
  <reporting-org ref="BE-BCE_KBO-0123456789" type="22"><narrative>Essai solidaire</narrative></reporting-org>
  <title><narrative>De l’eau</narrative><narrative xml:lang="en">Water</narrative></title>
  <description type="1"><narrative>Des puits et des comités.</narrative></description>
  {carrier}
  <activity-status code="2"/>
  <activity-date iso-date="2023-01-01" type="1"/>
  <activity-date iso-date="2023-02-01" type="2"/>
  <recipient-country code="BF" percentage="100"/>
  {sector}
  {money}
  {more}
</iati-activity>"""
OURS = '<participating-org ref="BE-BCE_KBO-0123456789" role="4" type="22"><narrative>Essai solidaire</narrative></participating-org>'
UNICEF = '<participating-org ref="XM-DAC-41122" role="4" type="40"><narrative>UNICEF</narrative></participating-org>'
SECTOR = '<sector vocabulary="1" code="14030" percentage="100"/>'
TRANSACTION = """<transaction ref="T{number}"><transaction-type code="3"/><transaction-date iso-date="2023-0{month}-15"/>
  <value value-date="2023-03-15">{value}</value>
  <provider-org ref="BE-BCE_KBO-0123456789"><narrative>Essai solidaire</narrative></provider-org></transaction>"""


def transaction(number: int = 1, value: str = "1000.50", month: int = 3) -> str:
    return TRANSACTION.format(number=number, value=value, month=month)


def activity(identifier: str = IDENTIFIER, *, sector: str = SECTOR, money: str | None = None, more: str = "",
             carrier: str = OURS) -> str:  # fmt: skip
    return ACTIVITY.format(
        identifier=identifier,
        carrier=carrier,
        sector=sector,
        money=transaction() if money is None else money,
        more=more,
    )


def document(*rows: str, version: str = "2.03", head: str = "") -> bytes:
    body = "\n".join(rows or (activity(),))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{head}<iati-activities version="{version}">{body}</iati-activities>'.encode()


def written(folder: Any, name: str, *rows: str, **kwargs: Any) -> Any:
    path = folder / name
    path.write_bytes(document(*rows, **kwargs))
    return path
