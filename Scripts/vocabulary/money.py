#!/usr/bin/env python3
"""Writes currencies.csv and currency_names.csv.

Codes: iso-codes and CLDR; singular, plural and names in other languages: CLDR; decimals: CLDR's currency fractions.
Prose names, symbols and minor units: parts/money.txt.
"""
import common
from common import cldr, fold, names, parts, write

HISTORIC = ["DEM", "FRF", "ITL", "ESP", "XEU", "BGN", "HRK", "NLG", "BEF", "LUF", "ATS", "FIM", "IEP", "PTE", "GRD",
            "SIT", "SKK", "EEK", "LVL", "LTL", "CYP", "MTL", "ROL", "TRL", "RUR", "CSK", "YUM", "SUR", "DDM", "MXP",
            "BRC", "ZWD", "VEF", "STD", "MRO", "BYR", "GHC", "ZMK", "AZM", "TMM", "SDD", "MZM"]
LEFT_OUT = {"XTS", "XXX", "XUA", "XSU", "BOV", "CHE", "CHW", "COU", "CLF", "MXV", "USN", "UYI", "UYW", "XBA", "XBB",
            "XBC", "XBD", "CHN", "LSM", "USS", "XRE"}
# Currencies whose names in other languages than Chinese tables print.
COMMON = set("USD EUR JPY GBP CNY AUD CAD CHF HKD KRW BRL MXN ARS CLP COP INR RUB TRY SEK NOK DKK PLN ZAR TWD SGD NZD "
             "DEM FRF XDR XEU".split())
# Names where CLDR's are capitalised otherwise than prose writes them.
USUAL = {"GBP": ("pound sterling", "pounds sterling"), "CHF": ("Swiss franc", "Swiss francs"),
         "XDR": ("special drawing right", "special drawing rights"), "XAU": ("troy ounce of gold",) * 2,
         "XAG": ("troy ounce of silver",) * 2, "XPT": ("troy ounce of platinum",) * 2,
         "XPD": ("troy ounce of palladium",) * 2, "ILS": ("Israeli new shekel", "Israeli new shekels"),
         "XEU": ("European currency unit", "European currency units"), "EUR": ("euro", "euros"),
         "USD": ("US dollar", "US dollars"), "TWD": ("New Taiwan dollar", "New Taiwan dollars"),
         "MOP": ("Macanese pataca", "Macanese patacas"), "CNY": ("Chinese yuan", "Chinese yuan"),
         "JPY": ("Japanese yen", "Japanese yen")}


def spoken(language):
    """(singular, plural, display name) by code."""
    found = {}
    for currency in cldr("main", language, ".//currencies/currency"):
        one = many = shown = None
        for name in currency.findall("displayName"):
            if name.get("count") == "one":
                one = name.text
            elif name.get("count") == "other":
                many = name.text
            elif name.get("count") is None:
                shown = name.text
        found[currency.get("type")] = (one, many, shown)
    return found


def main():
    english = spoken("en")
    codes = sorted({e["alpha_3"] for e in common.iso("4217")} - LEFT_OUT) + \
        [c for c in HISTORIC if c not in {e["alpha_3"] for e in common.iso("4217")}]
    digits = {e.get("iso4217"): e.get("digits") for e in
              cldr("supplemental", "supplementalData", ".//currencyData/fractions/info")}
    listed, rows = [], []
    iso_names = {e["alpha_3"]: e["name"] for e in common.iso("4217")}
    for code in codes:
        one, many, shown = english.get(code, (None, None, None))
        one, many = USUAL.get(code, (one or shown or iso_names.get(code), many or shown or iso_names.get(code)))
        one, many = one.replace("’", "'"), many.replace("’", "'")
        listed.append([code, one, many, digits.get(code, "0" if code in ("ITL", "ESP", "TRL") else "2")])
    known = {row[0] for row in listed}
    for row in parts("money"):
        code, kind, cell = row[:3]
        factor = row[3] if len(row) > 3 else ""
        for language, _, name, rank in names(cell):
            rows.append([code, "und" if kind == "symbol" and name[0] in "$€£¥₩₹₽฿₫₱₴₺₦₪" else language, kind, name,
                         factor, rank])
        if code not in known:
            raise SystemExit(f"money.txt: no currency {code}")
    for language in ("zh", "ja", "ko", "de", "fr", "es", "pt"):
        for code, (one, many, shown) in spoken(language).items():
            if code in known and (language == "zh" or code in COMMON):
                for name in filter(None, (shown, one, many)):
                    if (language in ("zh", "ja", "ko") or " " in name) and "(" not in name:
                        rows.append([code, language, "name", name.replace("’", "'"), "", ""])
    taken = {}
    for row in rows:
        taken.setdefault(fold(row[3]), row[0])
    write("currencies", "code,name,plural,minor_units", listed)
    own = {(row[0], fold(name)) for row in listed for name in row[1:3]}
    write("currency_names", "code,language,kind,name,factor,rank", [r for r in rows if (r[0], fold(r[3])) not in own])


main()
