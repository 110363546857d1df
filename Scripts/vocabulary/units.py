#!/usr/bin/env python3
"""Writes units.csv and unit_names.csv.

Codes are UCUM; the list, the factors and the names are typed in parts/units.txt.
British and American spellings (metre, meter; tonne; litre, liter) and prefixes (kilo, mega, giga) are made here.
"""
import re

import common
from common import names, parts, write


def american(name):
    return name.replace("metre", "meter").replace("litre", "liter")


def main():
    units, rows = [], []
    known = set()
    for row in parts("units"):
        if row[0] == "+":
            # Another writing of a unit, with its size in it: + | code | kind | names | factor.
            _, code, kind, cell, *factor = row
            if code not in known:
                raise SystemExit(f"units.txt: no unit {code}")
        else:
            code, name, plural, dimension, factor, offset, kind, cell = \
                row[0], row[1], row[2], row[3], row[4], row[5], "alias", row[6]
            units.append([code, name, plural, dimension, factor, offset])
            known.add(code)
            factor = []
            for written in {american(name), american(plural)} - {name, plural}:
                rows.append([code, "en", "alias", written, "", ""])
            # Words with a hyphen or as one: the matcher passes over hyphens, but not over a missing space.
            if "kilowatt-hour" in name or "watt-hour" in name:
                rows.append([code, "en", "alias", name.replace("-", ""), "", ""])
                rows.append([code, "en", "alias", plural.replace("-", ""), "", ""])
        for language, named, name, rank in names(cell, kind):
            if named == "abbreviation":
                named, language = "symbol", "und"
            language = "und" if named in ("code", "symbol") and language == "en" else language
            rows.append([code, language, named, name, factor[0] if factor else "", rank])
            if american(name) != name:
                rows.append([code, language, named, american(name), factor[0] if factor else "", rank])
    write("units", "code,name,plural,dimension,factor,offset", units)
    own = {(row[0], common.fold(n)) for row in units for n in row[1:3]}
    write("unit_names", "code,language,kind,name,factor,rank",
          [r for r in rows if (r[0], common.fold(r[3])) not in own or r[2] in ("symbol", "code")])


main()
