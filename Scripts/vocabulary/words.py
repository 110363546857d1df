#!/usr/bin/env python3
"""Writes numerals.csv, qualifiers.csv, headers.csv and marks.csv.

All of it is typed in parts/numerals.txt, qualifiers.txt, headers.txt and marks.txt.
Number words from twenty-one to ninety-nine are composed by the reader; ordinals to ninety-ninth are made here.
"""
import re

from common import fold, parts, write

ONES = "first second third fourth fifth sixth seventh eighth ninth".split()
TEENS = ("tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth").split()
TENS = dict(zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10)))


def items(cell):
    # Two bars in a row are no end of a cell here; a semicolon ends a name.
    return [item.strip() for item in cell.split(";") if item.strip()]


def numerals():
    rows = []
    for language, kind, value, cell, *high in parts("numerals"):
        for name in items(cell):
            rows.append([language, kind, name, value, high[0] if high else ""])
    for value, name in enumerate(ONES + TEENS, 1):
        rows.append(["en", "ordinal", name, value, ""])
    for ten, value in TENS.items():
        rows.append(["en", "ordinal", ten[:-1] + "ieth", value, ""])
        rows.extend(["en", "ordinal", f"{ten}-{one}", value + number, ""] for number, one in enumerate(ONES, 1))
    rows.extend(["en", "ordinal", name, value, ""] for name, value in (("hundredth", 100), ("thousandth", 1000)))
    write("numerals", "language,kind,name,value,high", rows)


def qualifiers():
    rows = []
    for language, position, qualifier, cell in parts("qualifiers"):
        rows.extend([language, position, name, qualifier] for name in items(cell))
    write("qualifiers", "language,position,name,qualifier", rows)


def headers():
    rows, seen = [], set()
    for role, language, cell in parts("headers"):
        for name in items(cell):
            variants = [name]
            if language == "en" and re.fullmatch(r"[A-Za-z]+( [A-Za-z]+)+", name):
                variants += [name.replace(" ", "_"), name.replace(" ", "")]
            for variant in variants:
                key = fold(variant)
                if key not in seen:
                    seen.add(key)
                    rows.append([role, language, variant])
    write("headers", "role,language,name", rows)


def marks():
    rows, seen = [], set()
    for kind, status, cell in parts("marks"):
        for name in cell.split():
            name = name.replace("␣", " ")
            if (kind, name) not in seen:
                seen.add((kind, name))
                rows.append([kind, name, status])
    write("marks", "kind,name,status", rows)


numerals()
qualifiers()
headers()
marks()
