"""Countries and sub-national regions: names, groups and tolerant look-ups.

Pure functions, no database. Country names come from Unicode CLDR (through Babel).
A look-up that hesitates answers ``None``: a person decides, the software does not guess.
"""

from maillage.core.territories.cells import parse_countries
from maillage.core.territories.country_names import (
    LANGUAGES,
    countries,
    country_group,
    country_name,
    find_country,
    fold,
    group_name,
)
from maillage.core.territories.country_tables import COUNTRIES, GROUPS
from maillage.core.territories.region_tables import FRANCE, OCCITANIE, QUEBEC, TERRITORIES
from maillage.core.territories.regions import (
    belgian_province,
    belgian_region,
    departement,
    find_region,
    region_codes,
    region_name,
)

__all__ = [
    "COUNTRIES",
    "FRANCE",
    "GROUPS",
    "LANGUAGES",
    "OCCITANIE",
    "QUEBEC",
    "TERRITORIES",
    "belgian_province",
    "belgian_region",
    "countries",
    "country_group",
    "country_name",
    "departement",
    "find_country",
    "find_region",
    "fold",
    "group_name",
    "parse_countries",
    "region_codes",
    "region_name",
]
