"""Countries as packing lists name them: codes of two and three letters, and names in the languages of those who pack."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Mapping

from goodoffices.codes import COUNTRIES
from goodoffices.errors import InputError
from goodoffices.plan.manifest.values import Read

_LANGUAGES = ("en", "ko", "zh", "zh_Hant", "fr", "de", "es", "it", "pt", "nl", "ru", "ja", "sv", "no", "da", "fi", "vi")
_OTHERS: Mapping[str, str] = {
    "usa": "US",
    "us": "US",
    "unitedstatesofamerica": "US",
    "america": "US",
    "uk": "GB",
    "greatbritain": "GB",
    "england": "GB",
    "prc": "CN",
    "prchina": "CN",
    "peoplesrepublicofchina": "CN",
    "中华人民共和国": "CN",
    "中華人民共和國": "CN",
    "dprk": "KP",
    "democraticpeoplesrepublicofkorea": "KP",
    "조선": "KP",
    "조선민주주의인민공화국": "KP",
    "rok": "KR",
    "republicofkorea": "KR",
    "skorea": "KR",
    "nkorea": "KP",
    "한국": "KR",
    "russianfederation": "RU",
    "holland": "NL",
    "uae": "AE",
    "vietnam": "VN",
    "czechrepublic": "CZ",
    "turkey": "TR",
}
_PREFIX = re.compile(
    r"^(made in|product of|origin|country of origin|c/o|fabriqu[ée] en|produit de)[ :]+", re.IGNORECASE
)
_SUFFIX = re.compile(r"(산|제|产|製|制)$")
"""`made in`, after a country's name in Korean and Chinese."""


def origin(text: str) -> Read:
    """The ISO code of a country of origin."""
    bare = _PREFIX.sub("", text.strip())
    if not bare or bare in ("-", "N/A", "?", "TBD"):
        return Read()
    plain = _plain(bare)
    if plain in ("korea", "corée", "coree", "corea", "朝鲜半岛"):
        return Read(note=f"{text!r} may be either Korea, and is left out")
    known = _names()
    found = known.get(plain) or known.get(_SUFFIX.sub("", plain), "")
    if found not in COUNTRIES:
        return Read(note=f"no one country is known as {text!r}; it is left out")
    return Read(found, "" if bare.upper() == found else f"{text!r} is read as {found}")


def _plain(text: str) -> str:
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text).casefold())


@functools.cache
def _names() -> Mapping[str, str]:
    """Every name in the languages, as the Unicode consortium's CLDR has them, with the codes; a code wins over a name."""
    try:
        from babel import Locale
        from babel.core import get_global
    except ImportError:
        raise InputError(
            "reading countries of origin needs babel: pip install 'goodoffices[tables]', or leave the column out with --column origin="
        ) from None
    found: dict[str, str] = {}
    for language in _LANGUAGES:
        names = Locale.parse(language).territories
        found |= {_plain(name): code for code, name in names.items() if code in COUNTRIES}
    aliases = get_global("territory_aliases")
    found |= {code.casefold(): now[0] for code, now in aliases.items() if len(code) == 3 and len(now) == 1}
    found |= _OTHERS
    found |= {code.casefold(): code for code in COUNTRIES}
    return found
