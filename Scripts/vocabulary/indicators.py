#!/usr/bin/env python3
"""Writes Schema/vocabulary/indicators.csv and indicator_names.csv from parts/indicators.txt.

A line there: code|name|dimension|unit|stock_flow|aggregation|parent|English aliases|Chinese names|codes of data sets.
"""
import csv
import pathlib

here = pathlib.Path(__file__).resolve().parent
target = here.parent.parent / "Schema" / "vocabulary"
indicators, names, seen = [], [], set()
for line in (here / "parts" / "indicators.txt").read_text(encoding="utf-8").splitlines():
    code, name, dimension, unit, stock_flow, aggregation, parent, english, chinese, codes = line.split("|")
    indicators.append([code, name, dimension, unit, stock_flow, aggregation, parent])
    if code.isupper() and code.isalnum() and len(code) <= 5:
        names.append([code, "en", "abbreviation", code, ""])
    for language, text in (("en", english), ("zh", chinese), ("und", codes)):
        for alias in filter(None, text.split(";")):
            kind = "code" if language == "und" else "abbreviation" if alias.isupper() and len(alias) <= 5 and alias.isascii() else "alias"
            if (code, alias.casefold()) not in seen and alias.casefold() != name.casefold() and alias != code:
                seen.add((code, alias.casefold()))
                names.append([code, language, kind, alias, ""])
for file, header, rows in (
    ("indicators", "code,name,dimension,unit,stock_flow,aggregation,parent", indicators),
    ("indicator_names", "code,language,kind,name,rank", names),
):
    with open(target / f"{file}.csv", "w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(header.split(","))
        writer.writerows(rows)
