"""Documents of our own in any number: articles that state figures, tables that give them, and what is no document at all."""

import random
from collections.abc import Iterator

PROVINCES = ["Beijing", "Tianjin", "Hebei", "Shanxi", "Liaoning", "Jilin", "Shanghai", "Jiangsu", "Zhejiang", "Anhui", "Fujian",
             "Jiangxi", "Shandong", "Henan", "Hubei", "Hunan", "Guangdong", "Hainan", "Sichuan", "Guizhou", "Yunnan", "Shaanxi"]
COUNTRIES = ["China", "France", "Germany", "Italy", "Spain", "Japan", "Canada", "Brazil", "India", "Poland", "Austria", "Sweden"]
PUBLISHERS = ["Harbour Daily", "Regional Review", "The Ledger", "Delta News"]
SPEAKERS = ["Li Wei", "Anna Schmidt", "the statistics office", "John Carter"]
_SENTENCES = [
    "The GDP of {place} reached {amount} trillion yuan in {year}, {speaker} said.",
    "Exports of {place} rose by {percent} percent in {year}.",
    "The population of {place} was {people} million at the end of {year}.",
    "{place} spent more than {amount} billion yuan (about {dollars} billion USD) on research in {year}.",
    "Unemployment in {place} fell to {percent} percent in the second quarter of {year}, according to {speaker}.",
    "Investment in {place} grew by nearly {percent} percent and is expected to reach {amount} billion yuan in {year}.",
]
_MEASURES = [("GDP", "GDP (100 million yuan)"), ("POP", "Population (10,000 persons)"), ("EXP", "Exports (million USD)"),
             ("UNR", "Unemployment rate (%)")]


def articles(count: int, sentences: int = 6, seed: int = 1) -> Iterator[tuple[str, bytes]]:
    """Articles of some sentences each."""
    random_ = random.Random(seed)
    for number in range(count):
        lines = [f"Figures of week {number} in {random_.choice(PROVINCES)}", "",
                 f"{random_.choice(PUBLISHERS)}, 20{10 + number % 15}-0{1 + number % 9}-1{number % 9}", ""]
        for _ in range(sentences):
            amount = random_.randint(11, 900) / 10
            lines.append(random_.choice(_SENTENCES).format(
                place=random_.choice(PROVINCES + COUNTRIES), amount=amount, dollars=round(amount / 7.1, 1),
                percent=random_.randint(11, 120) / 10, people=random_.randint(20, 900) / 10, year=random_.randint(2008, 2024),
                speaker=random_.choice(SPEAKERS)))
        yield f"docs/articles/{number % 100:02}/{number:06}.txt", ("\n".join(lines) + "\n").encode()


def tables(count: int, rows: int = 100, seed: int = 2, revised: bool = False) -> Iterator[tuple[str, bytes]]:
    """Long tables of places, periods and values; `revised` gives the second version of every third one."""
    for number in range(count):
        random_ = random.Random(seed * 1000 + number)
        kind, heading = _MEASURES[number % len(_MEASURES)]
        places = PROVINCES if number % 2 else COUNTRIES
        lines = [f"Region,Year,Sector,{heading}"]
        for row in range(rows):
            place, rest = places[row % len(places)], row // len(places)
            value = random_.randint(100, 999_999) / 10
            if revised and number % 3 == 0 and row % 7 == 0:
                value = round(value * 1.02, 1)
            printed = "..." if row % 97 == 96 else f"{value}"
            lines.append(f"{place},{2024 - rest % 20},Sector {chr(65 + rest // 20)},{printed}")
        if not revised or number % 3 == 0:
            yield f"docs/tables/{kind.lower()}-{number:04}.csv", ("\n".join(lines) + "\n").encode()


def others() -> Iterator[tuple[str, bytes]]:
    """Wide tables of one figure a place and year, rates of exchange, records, and what is none of these."""
    years = [2021, 2022, 2023, 2024]
    for name, title, scale in [("gdp", "GDP (100 million yuan)", 1000), ("population", "Population (10,000 persons)", 10),
                               ("area", "Land area (square kilometre)", 100)]:
        lines = [title, "Region," + ",".join(map(str, years))]
        for index, place in enumerate(PROVINCES):
            lines.append(place + "," + ",".join(str(scale * (index + 3) + year % 100) for year in years))
        yield f"docs/wide/{name}.csv", ("\n".join(lines) + "\n").encode()
    yield "docs/wide/gdp-other-office.csv", "\n".join(
        ["GDP (100 million yuan)", "Region,2023,2024", *[f"{place},{1000 * (i + 3) + 60 + i * 9},{1000 * (i + 3) + 24}"
                                                        for i, place in enumerate(PROVINCES[:9])]]).encode()
    rates = ["REF_AREA,INDICATOR,UNIT,TIME_PERIOD,OBS_VALUE"]
    rates += [f"CHN,EXCHANGE_RATE,CNY/USD,{year},{6.2 + (year - 2008) * 0.05:.4f}" for year in range(2008, 2025)]
    yield "docs/wide/rates.csv", ("\n".join(rates) + "\n").encode()
    yield "docs/wide/quarters.csv", ("Region,2023-Q1,2023-Q2,2023-Q3,2023-Q4\n" + "".join(
        f"{place},{i + 5}.1,{i + 5}.3,..,{i + 4}.9\n" for i, place in enumerate(PROVINCES))).encode()
    yield "docs/records/visitors.csv", b"name,opened,note\nMuseum,yes,a\nHarbour,no,\"b, c\"\nTower,yes,d\n"
    yield "docs/records/blob.bin", bytes(range(256)) * 4
