"""Countries as official lists name them, by their ISO code.

Each list has names of its own (`Korea, North`, `Democratic People's Republic of Korea`, `KOREA, DEMOCRATIC PEOPLE'S REPUBLIC OF`).
"""

from __future__ import annotations

import functools
import re
import unicodedata

# Small letters, without accents and stops.
_NAMES = """
AD andorra
AE united arab emirates|uae|dubai
AF afghanistan|afghan|islamic republic of afghanistan
AG antigua and barbuda
AI anguilla
AL albania
AM armenia
AO angola
AQ antarctica
AR argentina
AS american samoa
AT austria
AU australia
AW aruba
AX aland islands
AZ azerbaijan
BA bosnia and herzegovina
BB barbados
BD bangladesh
BE belgium
BF burkina faso
BG bulgaria
BH bahrain
BI burundi
BJ benin
BL st barthelemy
BM bermuda
BN brunei|brunei darussalam
BO bolivia|bolivia, plurinational state of|bolivia (plurinational state of)
BQ caribbean netherlands
BR brazil
BS bahamas|bahamas, the|the bahamas
BT bhutan
BV bouvet island
BW botswana
BY belarus|republic of belarus|belarusian
BZ belize
CA canada
CC cocos (keeling) islands
CD congo - kinshasa|congo, democratic republic of the|democratic republic of the congo|democratic republic of congo|congo (democratic republic)|congo, democratic republic of
CF central african republic|car
CG congo - brazzaville|congo, republic of the|republic of the congo|congo
CH switzerland
CI cote d'ivoire|ivory coast|cote d ivoire
CK cook islands
CL chile
CM cameroon
CN china|people's republic of china|prc|chinese
CO colombia
CR costa rica
CU cuba
CV cape verde
CW curacao
CX christmas island
CY cyprus
CZ czechia|czech republic
DE germany
DJ djibouti
DK denmark
DM dominica
DO dominican republic
DZ algeria
EC ecuador
EE estonia
EG egypt
EH western sahara
ER eritrea
ES spain
ET ethiopia
FI finland
FJ fiji
FK falkland islands
FM micronesia|micronesia, federated states of
FO faroe islands
FR france
GA gabon
GB united kingdom|the united kingdom|uk|great britain|united kingdom of great britain and northern ireland|england|british
GD grenada
GE georgia
GF french guiana
GG guernsey
GH ghana
GI gibraltar
GL greenland
GM gambia|the gambia|gambia, the
GN guinea
GP guadeloupe
GQ equatorial guinea
GR greece
GS south georgia and south sandwich islands
GT guatemala
GU guam
GW guinea-bissau
GY guyana
HK hong kong sar china|hong kong|hong kong, china|hong kong (china)|hong kong sar
HM heard and mcdonald islands
HN honduras
HR croatia
HT haiti
HU hungary
ID indonesia
IE ireland
IL israel
IM isle of man
IN india
IO british indian ocean territory
IQ iraq|iraqi|republic of iraq
IR iran|iran, islamic republic of|islamic republic of iran|iran (islamic republic of)|iranian
IS iceland
IT italy
JE jersey
JM jamaica
JO jordan
JP japan
KE kenya
KG kyrgyzstan|kyrgyz republic
KH cambodia
KI kiribati
KM comoros|the comoros|union of the comoros
KN st kitts and nevis|saint kitts and nevis
KP north korea|korea, north|democratic people's republic of korea|korea, democratic people's republic of|dprk|dpr korea|north korean
KR south korea|korea, south|republic of korea|korea, republic of|rok
KW kuwait
KY cayman islands
KZ kazakhstan
LA laos|lao people's democratic republic
LB lebanon
LC st lucia|saint lucia
LI liechtenstein
LK sri lanka
LR liberia
LS lesotho
LT lithuania
LU luxembourg
LV latvia
LY libya|libyan arab jamahiriya|state of libya
MA morocco
MC monaco
MD moldova|moldova, republic of|republic of moldova
ME montenegro
MF st martin
MG madagascar
MH marshall islands|the marshall islands|republic of the marshall islands
MK north macedonia|north macedonia, the republic of|macedonia|the former yugoslav republic of macedonia|republic of north macedonia
ML mali
MM myanmar (burma)|burma|myanmar/burma|myanmar
MN mongolia
MO macao sar china|macau|macao|macau, china
MP northern mariana islands
MQ martinique
MR mauritania
MS montserrat
MT malta
MU mauritius
MV maldives
MW malawi
MX mexico
MY malaysia
MZ mozambique
NA namibia
NC new caledonia
NE niger
NF norfolk island
NG nigeria
NI nicaragua
NL netherlands|the netherlands|netherlands, the
NO norway
NP nepal
NR nauru
NU niue
NZ new zealand
OM oman
PA panama
PE peru
PF french polynesia
PG papua new guinea
PH philippines|the philippines
PK pakistan|pakistani|islamic republic of pakistan
PL poland
PM st pierre and miquelon
PN pitcairn islands
PR puerto rico
PS palestinian territories|palestinian|palestine|region: gaza|west bank|palestinian territory, occupied|occupied palestinian territories|state of palestine|gaza
PT portugal
PW palau
PY paraguay
QA qatar
RE reunion
RO romania
RS serbia|serbia and montenegro
RU russia|russian federation|the russian federation|russian
RW rwanda
SA saudi arabia|kingdom of saudi arabia
SB solomon islands
SC seychelles
SD sudan
SE sweden
SG singapore
SH st helena
SI slovenia
SJ svalbard and jan mayen
SK slovakia|slovak republic
SL sierra leone
SM san marino
SN senegal
SO somalia
SR suriname
SS south sudan
ST sao tome and principe
SV el salvador
SX sint maarten
SY syria|syrian arab republic|syrian
SZ eswatini|swaziland
TC turks and caicos islands
TD chad
TF french southern territories
TG togo
TH thailand
TJ tajikistan
TK tokelau
TL timor-leste|east timor
TM turkmenistan
TN tunisia
TO tonga
TR turkiye|turkey
TT trinidad and tobago
TV tuvalu
TW taiwan|taiwan (china)|taiwan, province of china|taiwan, china
TZ tanzania|united republic of tanzania|tanzania, united republic of
UA ukraine
UG uganda
UM us outlying islands
UN united nations
US united states|united states of america|usa|the united states|us
UY uruguay
UZ uzbekistan
VA vatican city|holy see|vatican
VC st vincent and grenadines|saint vincent and the grenadines|st vincent and the grenadines
VE venezuela|venezuela, bolivarian republic of|venezuela (bolivarian republic of)|bolivarian republic of venezuela
VG british virgin islands|virgin islands, british
VI us virgin islands
VN vietnam|viet nam|socialist republic of vietnam
VU vanuatu
WF wallis and futuna
WS samoa
XK kosovo
YE yemen|republic of yemen
YT mayotte
ZA south africa
ZM zambia
ZW zimbabwe
"""


@functools.cache
def _codes() -> dict[str, str]:
    codes: dict[str, str] = {}
    for line in _NAMES.strip().splitlines():
        code, _, names = line.partition(" ")
        codes[code.lower()] = code
        codes.update(dict.fromkeys(names.split("|"), code))
    return codes


@functools.lru_cache(4096)
def code_of(name: str) -> str:
    """The ISO code of a country; of a name that is not known, the name as it stands, for it may still tell a person something."""
    letters = unicodedata.normalize("NFKD", name.replace("\u2019", "'")).encode("ascii", "ignore").decode()
    plain = " ".join(letters.lower().replace("&", " and ").replace(".", "").split())
    codes = _codes()
    return codes.get(plain) or codes.get(re.sub(r"^\(?\d+\)? ?", "", plain)) or " ".join(name.split())
