"""What else a place's name is: a word, a person's name, a company; and so what it needs to be read as a place.

`alone`: in no longer run of capitals. `position`: also where a place stands (after “in”, beside its container or a
word for its kind). `container`: only with its container or a word for its kind beside it.
Words: WordNet (Debian: wordnet-base). Persons: the package names (US census of 1990). Companies: pytickersymbols (members
of share indices). Chinese words: jieba's dictionary. Of these only the verdict goes into the vocabulary.
"""
import importlib.util
import re
from functools import cache
from pathlib import Path

from common import fold

WORDNET = Path("/usr/share/wordnet")
# Words that say which part of a whole, or what kind of area: they name no place by themselves.
GENERIC = set("""north south east west northern southern eastern western central centre center upper lower middle
northeast northwest southeast southwest north-east north-west south-east south-west northeastern northwestern
southeastern southwestern region province district county department governorate state city capital area islands
island coast coastal border metropolitan town outer inner new old great greater of the and de la el""".split())
# Closed classes, which WordNet leaves out.
CLOSED = set("""of the and or but for from with without into onto upon this that these those such same both each every
most more much many few some any all none other another what which who whom whose when where why how than then there
here they them their our your his her its us we you he she it am is are was were be been being have has had do does did
can could will would shall should may might must not no nor so if as at by in on to up van von der den del das dos el
la le les los san st january february march april may june july august september october november december monday
tuesday wednesday thursday friday saturday sunday""".split())


def package(name, file):
    """A data file of an installed Python package."""
    spec = importlib.util.find_spec(name)
    if spec is None:
        raise SystemExit(f"install the Python package {name}")
    return Path(spec.submodule_search_locations[0]) / file


@cache
def wordnet():
    """Lemmas that are words, and lemmas that name one thing (`Paris`), each folded."""
    words, instances = set(CLOSED), set()
    for part in ("noun", "verb", "adj", "adv"):
        for line in (WORDNET / f"data.{part}").read_text().splitlines():
            if line.startswith(" "):
                continue
            cells = line.split()
            lemmas = [re.sub(r"\(.*", "", cells[4 + 2 * n]) for n in range(int(cells[3], 16))]
            for lemma in lemmas:
                if lemma.islower():
                    words.add(fold(lemma.replace("_", " ")))
                elif " @i " in line:
                    instances.add(fold(lemma.replace("_", " ")))
    for part in ("noun", "verb", "adj", "adv"):
        for line in (WORDNET / f"{part}.exc").read_text().splitlines():
            form, base = line.split()[:2]
            if base in words:
                words.add(fold(form.replace("_", " ")))
    return words, instances


def is_word(word):
    words, _ = wordnet()
    if word in words:
        return True
    # Regular forms: plural, past, participle.
    for end, base in (("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e")):
        if len(word) > len(end) + 2 and word.endswith(end) and word[: -len(end)] + base in words:
            return True
    return False


@cache
def persons():
    """Given names and surnames, folded, with how many in a hundred thousand bear them."""
    found = {}
    for kind in ("male.first", "female.first", "all.last"):
        for line in package("names", f"dist.{kind}").read_text().splitlines():
            name, share = line.split()[:2]
            found[fold(name)] = max(found.get(fold(name), 0), float(share) * 1000, 1)
    return found


@cache
def companies():
    """First words of the names of companies, and whole ones, folded."""
    found = set()
    text = package("pytickersymbols", "indices_data.py").read_text()
    for name in re.findall(r"""['"]name['"]: ['"]([^'"]+)['"]""", text):
        words = fold(re.sub(r"[,(].*", "", name)).split()
        for count in range(1, len(words) + 1):
            if not all(word in GENERIC for word in words[:count]):
                found.add(" ".join(words[:count]))
    return found


@cache
def jieba():
    """Chinese words: the part of speech, `ns` for places."""
    found = {}
    for line in package("jieba", "dict.txt").read_text().splitlines():
        word, _, part = line.split()[:3]
        found[word] = part
    return found


def needs(name, population, kind):
    """What a name in Latin letters needs to be read as a place in prose."""
    words = fold(name).split()
    if all(word in GENERIC for word in words):
        return "container"
    if len(words) == 1 or fold(name) in wordnet()[0]:
        word = fold(name)
        if is_word(word) or len(word) < 3:
            return "container"
        share = persons().get(word, 0)
        if share and (share >= 30 or population < 1_000_000):
            return "position"
        if word in companies() and population < 5_000_000:
            return "position"
        if kind not in ("city", "state", "province") and population < 100_000:
            return "position"
        return "alone"
    if all(is_word(word) or word in GENERIC for word in words):
        return "container" if any(word in GENERIC for word in words) else "position"
    if all(persons().get(word, 0) >= 2 for word in words) or fold(name) in companies():
        return "position"
    return "alone"


def chinese(name):
    """Whether a Chinese name may be read as it stands."""
    part = jieba().get(name)
    if len(name) >= 3:
        return part is None or part in ("ns", "nz", "nrt", "nt")
    return len(name) == 2 and part == "ns"
