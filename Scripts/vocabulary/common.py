"""What the generators of the vocabulary share: where public lists lie, how parts are read, how a CSV is written.

Facts come from Debian's iso-codes and unicode-cldr-core; what no list has is typed in parts/*.txt, one thing a line.
A name there may carry marks: ~demonym, @abbreviation, #code, zh=language, and ^2 for the rank.
"""
import csv
import json
import re
import sys
import unicodedata
import xml.etree.ElementTree as ElementTree
from pathlib import Path

HERE = Path(__file__).resolve().parent
OUT = HERE.parent.parent / "Schema" / "vocabulary"
ISO = Path("/usr/share/iso-codes/json")
CLDR = Path("/usr/share/unicode/cldr/common")
MARKS = {"~": "demonym", "@": "abbreviation", "#": "code", "!": "name"}


def iso(name):
    """The entries of a list of iso-codes, such as 3166-1."""
    return json.loads((ISO / f"iso_{name}.json").read_text())[name]


def cldr(folder, language, path):
    """Elements of a CLDR file."""
    return ElementTree.parse(CLDR / folder / f"{language}.xml").getroot().findall(path)


def territories(language):
    """Names by alpha-2 or numeric region code, short ones first."""
    names = {}
    for element in cldr("main", language, ".//territories/territory"):
        if element.get("draft") in ("unconfirmed", "provisional"):
            continue
        name = element.text.replace("’", "'")
        if element.get("alt") == "short":
            names.setdefault(element.get("type"), []).insert(0, name)
        else:
            names.setdefault(element.get("type"), []).append(name)
    return names


def subdivisions(language):
    """Names by ISO 3166-2 code without its hyphen, in small letters."""
    return {e.get("type"): e.text.replace("’", "'") for e in cldr("subdivisions", language, ".//subdivision")}


def fold(name):
    """A name as the matcher compares it: no case, accents, hyphens or full stops."""
    text = unicodedata.normalize("NFD", name.lower().replace("&", " and "))
    text = "".join(c for c in text if not unicodedata.combining(c))
    text = text.replace("’", "'").replace("ß", "ss").replace("ø", "o").replace("đ", "d").replace("ł", "l")
    kept = re.sub(r"[-‐-―−.]+", " ", text.replace(".", ""))
    return " ".join(kept.split()) or name


def parts(name):
    """The lines of a hand-typed part: cells between bars, comments and blank lines left out."""
    for line in (HERE / "parts" / f"{name}.txt").read_text().splitlines():
        if line.strip() and not line.startswith("# "):
            yield [cell.strip() for cell in line.split("|")]


def names(cell, kind="alias"):
    """The names of a cell: (language, kind, name, rank) each; they stand between semicolons."""
    for item in filter(None, (part.strip() for part in cell.split(";"))):
        language, rank, this = "en", "", kind
        if found := re.match(r"([a-z]{2,3})=(.+)", item):
            language, item = found.groups()
        if found := re.match(r"(.+)\^(\d)$", item):
            item, rank = found.groups()
        if item[0] in MARKS and len(item) > 1:
            this, item = MARKS[item[0]], item[1:]
        yield ("und" if this == "code" else language), this, item, rank


def write(name, header, rows):
    """Writes a CSV of the vocabulary; rows that say nothing new are left out."""
    exact = {"abbreviation", "symbol", "code", "glued"}
    columns = header.split(",")
    seen, kept = set(), []
    for row in rows:
        cells = dict(zip(columns, map(str, row)))
        if "kind" in cells and "name" in cells and "code" in cells and "rank" in cells:
            key = (cells["code"], cells["name"] if cells["kind"] in exact else fold(cells["name"]),
                   cells["kind"] if cells["kind"] in exact else "")
            if key in seen or (cells["code"], fold(cells["name"]), "") in seen and cells["kind"] != "code":
                continue
            seen.add(key)
        elif tuple(row) in seen:
            continue
        else:
            seen.add(tuple(row))
        kept.append(row)
    with (OUT / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(kept)
    print(f"{name}.csv: {len(kept)} rows", file=sys.stderr)
