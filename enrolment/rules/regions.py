"""The regions of the ILO, country by country.

Source: the ILO's list of countries by region (Africa; Americas; Arab States; Asia and the Pacific; Europe and Central
Asia). Territories without a seat in the ILO stand with the region in which they lie.
"""

REGIONS = {
    "africa": """DZ AO BJ BW BF BI CV CM CF TD KM CG CD CI DJ EG GQ ER SZ ET GA GM GH GN GW KE LS LR LY MG MW ML MR MU
        MA MZ NA NE NG RW ST SN SC SL SO ZA SS SD TZ TG TN UG ZM ZW EH RE YT SH""",
    "americas": """AG AR BS BB BZ BO BR CA CL CO CR CU DM DO EC SV GD GT GY HT HN JM MX NI PA PY PE KN LC VC SR TT US
        UY VE AI AW BM BQ VG KY CW FK GF GL GP MQ MS PR BL MF PM SX TC VI GS""",
    "arab-states": "BH IQ JO KW LB OM PS QA SA SY AE YE",
    "asia-pacific": """AF AU BD BT BN KH CN CK FJ IN ID IR JP KI KP KR LA MY MV MH FM MN MM NR NP NZ PK PW PG PH WS SG
        SB LK TH TL TO TV VU VN TW HK MO AS GU MP NC PF NU TK WF NF PN CX CC HM UM IO TF""",
    "europe-central-asia": """AL AD AM AT AZ BY BE BA BG HR CY CZ DK EE FI FR GE DE GR HU IS IE IL IT KZ KG LV LI LT LU
        MT MD MC ME NL MK NO PL PT RO RU SM RS SK SI ES SE CH TJ TR TM UA GB UZ VA AX FO GG GI IM JE SJ XK""",
}
REGION_OF = {code: region for region, codes in REGIONS.items() for code in codes.split()}


def region_of(country: str) -> str:
    """The region's key, or nothing for a country that is not known: ``SN`` is in ``africa``."""
    return REGION_OF.get(country, "")
