#!/usr/bin/env python3
"""Writes places.csv, place_names.csv and place_parts.csv.

Codes and official names: iso-codes; names in other languages and M49 regions: CLDR.
Usual names, demonyms, table spellings, Chinese cities, clusters and groups: parts/*.txt.
"""
import re

import common
import gazetteer
from common import fold, iso, names, parts, subdivisions, territories, write

LANGUAGES = ["zh", "ja", "ko", "de", "fr", "es", "pt", "it"]
# Foreign names that are ordinary English words or first names: read as whole labels only.
WORDS = {"island", "grenade", "granada", "maurice", "dominique", "paises", "man", "norte", "sur", "macao", "marche",
         "centro", "polen", "malta", "mali", "chili", "corse", "inde"}
TERRITORIES = set("""ABW AIA ALA ASM ATA ATF BES BLM BMU BVT CCK COK CUW CXR CYM ESH FLK FRO GGY GIB GLP GRL GUF GUM
HKG HMD IMN IOT JEY MAC MAF MNP MSR MTQ MYT NCL NFK NIU PCN PRI PYF REU SGS SHN SJM SPM SXM TCA TKL TWN UMI VGB VIR
WLF CHI""".split())
# ISO 3166-2 subdivisions of the countries with large regional statistics: alpha-2, types, kind, language.
COUNTRIES = [
    ("US", {"State", "District"}, "state", "en"), ("CA", {"Province", "Territory"}, "province", "en"),
    ("AU", {"State", "Territory"}, "state", "en"), ("DE", {"Land"}, "state", "de"),
    ("JP", {"Prefecture"}, "province", "ja"), ("IN", {"State", "Union territory"}, "state", "en"),
    ("BR", {"State", "Federal district"}, "state", "pt"), ("MX", {"State", "Federal district"}, "state", "es"),
    ("FR", {"Metropolitan region", "Metropolitan collectivity with special status"}, "province", "fr"),
    ("IT", {"Region", "Autonomous region"}, "province", "it"),
    ("ES", {"Autonomous community", "Autonomous city in north africa"}, "province", "es"),
    ("KR", None, "province", "ko"),
]
# Postal abbreviations of states that tables use; a country of the same letters comes first.
POSTAL = {"US": 2, "CA": 3, "BR": 3, "AU": 4, "IN": 5, "MX": 6, "DE": 6}
HISTORIC = {"SUN": "SU", "YUG": "YU", "SCG": "CS", "DDR": "DD", "ANT": "AN"}

places, rows, members = [], [], []
by_alpha2 = {}


def place(code, kind, name, parent, cell="", members_of=()):
    places.append([code, kind, name, parent])
    add(code, cell)
    members.extend((code, part) for part in members_of)


def add(code, cell, kind="alias"):
    for language, kind_, name, rank in names(cell, kind):
        if language not in ("en", "und") and fold(name) in WORDS:
            language, kind_ = "und", "code"
        rows.append([code, language, kind_, name, rank])


def local(code, language, name, rank=""):
    if len(fold(name)) < 4 and name.isascii() or "." in name:
        return
    if fold(name) in WORDS:
        rows.append([code, "und", "code", name, rank])
    elif name in CLASH:
        rows.append([code, language, "name", name, "2"])
    else:
        rows.append([code, language, "name", name, rank])


def m49():
    """Alpha-3 members of a UN region by its numeric code."""
    groups = {}
    for group in common.cldr("supplemental", "supplementalData", ".//territoryContainment/group"):
        if group.get("status") in (None,):
            groups.setdefault(group.get("type"), []).extend(group.get("contains").split())

    def expand(code):
        found = []
        for item in groups.get(code, []):
            found += expand(item) if item in groups else [by_alpha2[item]] if item in by_alpha2 else []
        return found
    return expand


def regions_and_countries():
    entries = {entry["alpha_3"]: entry for entry in iso("3166-1")}
    by_alpha2.update({entry["alpha_2"]: code for code, entry in entries.items()}, XK="XKX")
    expand = m49()
    regions = [row + [""] * (6 - len(row)) for row in parts("regions")]
    containing = {}
    for code, kind, name, parent, cell, part in regions:
        inside = expand(part[4:]) if part.startswith("M49:") else part.split()
        place(code, kind, name, parent, cell, inside)
        if part.startswith("M49:"):
            for country in inside:
                if len(inside) < containing.get(country, ("", 999))[1]:
                    containing[country] = (code, len(inside))
    spoken = {language: territories(language) for language in ["en"] + LANGUAGES}
    for code, name, cell in parts("countries"):
        parent = {"HKG": "CHN", "MAC": "CHN", "CHI": "EUROPE", "SUN": "EUROPE", "YUG": "EUROPE", "SCG": "EUROPE",
                  "CSK": "EUROPE", "DDR": "EUROPE", "ANT": "CARIBBEAN", "ATA": "WLD", "UMI": "OCEANIA"}.get(
            code, containing.get(code, ("WLD", 0))[0])
        kind = "territory" if code in TERRITORIES else "country"
        place(code, kind, name, parent, cell)
        entry = entries.get(code)
        alpha2 = entry["alpha_2"] if entry else "XK" if code == "XKX" else None
        if entry:
            for key in ("name", "common_name", "official_name"):
                if key in entry:
                    rows.append([code, "en", "alias", entry[key], ""])
            rows.append([code, "und", "code", alpha2, ""])
            rows.append([code, "und", "code", entry["numeric"], ""])
        elif code in HISTORIC:
            rows.append([code, "und", "code", HISTORIC[code], "2"])
        if alpha2:
            for variant in spoken["en"].get(alpha2, []):
                rows.append([code, "en", "alias", variant, ""])
            for language in LANGUAGES:
                for variant in spoken[language].get(alpha2, []):
                    local(code, language, variant)
    for code, _, _, _, _, _ in regions:
        number = next((n for c, l, k, n, _ in rows if c == code and k == "code" and re.fullmatch(r"\d{3}", n)), None)
        if number and number not in ("003", "017", "034"):
            for variant in spoken["zh"].get(number, []):
                rows.append([code, "zh", "name", variant, ""])


def china():
    for code, name, full, short, cell in parts("china"):
        # A municipality is “the city” in prose.
        place(code, "city" if full.endswith("市") else "province", name, "CHN", cell)
        for item in filter(None, short.split(";")):
            rows.append([code, "zh", "name", item, ""])
        rows.append([code, "zh", "alias", full, ""])
        if full.endswith("自治区"):
            rows.append([code, "zh", "alias", short.split(";")[0] + "自治区", ""])
    for province, name, chinese, cell in parts("china-cities"):
        code = f"CN-{province}-" + re.sub(r"[^A-Z]", "", re.sub(r" \(.*| City", "", name).upper())
        place(code, "city", name, f"CN-{province}", cell)
        if chinese[-1] in "市区":
            rows.append([code, "zh", "name", chinese, ""])
        else:
            rows.append([code, "zh", "name", chinese, ""])
            rows.append([code, "zh", "alias", chinese + "市", ""])
        if "(" not in name and chinese[-1] != "区" and "City" not in name:
            rows.append([code, "en", "alias", name + " City", ""])
            rows.append([code, "en", "alias", name + " Municipality", ""])
    for code, kind, name, cell, inside in parts("china-areas"):
        place(code, kind, name, "CHN", cell, inside.split())


def subnational():
    usual = {row[0]: row[1:] for row in parts("subdivisions")}
    done = set()
    spoken = {language: subdivisions(language) for language in ["en", "zh", "de", "ja", "ko", "es", "pt", "fr", "it"]}
    for alpha2, types, kind, language in COUNTRIES:
        for entry in iso("3166-2"):
            code = entry["code"]
            if not code.startswith(alpha2 + "-") or (types and entry["type"] not in types):
                continue
            done.add(code)
            key = code.replace("-", "").lower()
            english = spoken["en"].get(key, entry["name"])
            name, cell = usual.get(code, [english, ""])
            place(code, "city" if code in CITIES else kind, name, by_alpha2[alpha2], cell)
            plain = "(" not in name
            for variant in [english, entry["name"]] if plain else []:
                rows.append([code, "en" if variant == english else language, "alias", variant, ""])
            for tongue in sorted({language, "zh", "ja", "ko"} - {"en"}):
                if tongue not in ("zh", language) and alpha2 not in ("US",):
                    continue
                if key in spoken[tongue] and plain:
                    local(code, tongue, spoken[tongue][key])
                    if tongue == "ja" and alpha2 == "JP":
                        short = spoken[tongue][key]
                        if short[-1] in "県府都":
                            rows.append([code, "ja", "alias", short[:-1], "2" if short[:-1] in CLASH else ""])
                    if tongue == "zh" and alpha2 == "US" and spoken[tongue][key].endswith("州"):
                        short = spoken[tongue][key][:-1]
                        if len(short) > 1:
                            rows.append([code, "zh", "alias", short, "2" if short in CLASH else ""])
            if alpha2 == "JP":
                rows.append([code, "en", "alias", name + " Prefecture", ""])
            if alpha2 in POSTAL:
                rows.append([code, "und", "code", code[3:], POSTAL[alpha2]])
            if alpha2 in ("US", "IN", "AU", "BR") and plain and code != "US-DC" and kind == "state":
                rows.append([code, "en", "alias", name + " state", ""])
    for code, row in usual.items():
        if code not in done and code.startswith("GB-"):
            parent = "GBR" if code in ("GB-ENG", "GB-SCT", "GB-WLS", "GB-NIR", "GB-EAW") else "GB-ENG"
            place(code, "state" if parent == "GBR" else "city" if code in CITIES else "region", row[0], parent, row[1])
        elif code not in done and code.startswith("US-"):
            place(code, "region", row[0], "USA", row[1])
    members.extend(("GBR", code) for code in ("GB-ENG", "GB-SCT", "GB-WLS", "GB-NIR"))
    members.extend(("GB-EAW", code) for code in ("GB-ENG", "GB-WLS"))


# Short Chinese names that are first of all something else.
CLASH = {"乔治亚", "华盛顿", "西北地区"}
# Subdivisions that are cities.
CITIES = {"JP-13", "DE-BE", "DE-HH", "DE-HB", "KR-11", "KR-26", "KR-27", "KR-28", "KR-29", "KR-30", "KR-31", "MX-CMX",
          "US-DC", "IN-DL", "GB-LND"}


def cities():
    known = {row[0] for row in places}
    alpha2 = {code: two for two, code in by_alpha2.items()}
    for parent, name, chinese, cell in parts("cities"):
        if parent not in known:
            raise SystemExit(f"cities.txt: no place {parent}")
        stem = re.sub(r"[^A-Z]", "", re.sub(r" \(.*", "", common.fold(name)).upper())
        code = f"{alpha2.get(parent, parent)}-{stem}"
        place(code, "city", name, parent, cell)
        rows.append([code, "zh", "name", chinese, ""])


def main():
    regions_and_countries()
    china()
    subnational()
    cities()
    gazetteer.extend(places, rows, by_alpha2)
    known = {row[0] for row in places}
    write("places", "code,kind,name,parent,population,rank,needs", places)
    own = {(code, fold(name)) for code, _, name, *_ in places}
    kept = [r for r in rows if (r[0], fold(r[3])) not in own or r[2] in ("demonym",)]
    kept = [r for r in kept if not (r[2] == "code" and r[3] == r[0])]
    write("place_names", "code,language,kind,name,rank,needs", kept)
    write("place_parts", "whole,part", [m for m in members if m[0] in known and m[1] in known])
    for whole, part in members:
        if part not in known:
            print("no part", whole, part)


main()
