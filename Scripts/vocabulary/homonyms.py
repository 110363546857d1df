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
# WordNet's file of nouns for locations.
LOCATION = "15"
# Words that say which part of a whole, or what kind of area: they name no place by themselves.
GENERIC = set("""north south east west northern southern eastern western central centre center upper lower middle
northeast northwest southeast southwest north-east north-west south-east south-west northeastern northwestern
southeastern southwestern region province district county department governorate state city capital area islands
island coast coastal border metropolitan town outer inner new old great greater of the and de la el""".split())
# Last words of companies' names that people leave out.
FORMS = set("""motor motors corporation corp inc co company companies ltd limited plc group holding holdings ag se sa nv
heavy industries international the & and""".split())
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
    """Lemmas that are words, that name one place (`Paris`), and that are words with a capital, each folded."""
    words, instances, capitals = set(CLOSED), set(), set()
    for part in ("noun", "verb", "adj", "adv"):
        for line in (WORDNET / f"data.{part}").read_text().splitlines():
            if line.startswith(" "):
                continue
            cells = line.split()
            lemmas = [re.sub(r"\(.*", "", cells[4 + 2 * n]) for n in range(int(cells[3], 16))]
            for lemma in lemmas:
                if lemma.islower():
                    words.add(fold(lemma.replace("_", " ")))
                elif " @i " not in line:
                    capitals.add(fold(lemma.replace("_", " ")))
                elif cells[1] == LOCATION:
                    instances.add(fold(lemma.replace("_", " ")))
    for part in ("noun", "verb", "adj", "adv"):
        for line in (WORDNET / f"{part}.exc").read_text().splitlines():
            form, base = line.split()[:2]
            if base in words:
                words.add(fold(form.replace("_", " ")))
    return words, instances, capitals


@cache
def common():
    """Words that WordNet's tagged texts hold, and the closed classes."""
    return CLOSED | {fold(line.split("%")[0].replace("_", " "))
                     for line in (WORDNET / "cntlist.rev").read_text().splitlines() if line[0].islower()}


def is_word(word, of=None):
    words = of or wordnet()[0]
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
            found[fold(name)] = max(found.get(fold(name), 0), float(share) * 1000)
    return found


@cache
def companies():
    """Names of companies, with and without what says their form, folded."""
    found = set()
    text = package("pytickersymbols", "indices_data.py").read_text()
    for name in re.findall(r"""['"]name['"]: ['"]([^'"]+)['"]""", text):
        words = fold(re.sub(r"[,(].*", "", name)).split()
        found.add(" ".join(words))
        while len(words) > 1 and words[-1] in FORMS:
            words.pop()
            found.add(" ".join(words))
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
        if len(word) < 3 or is_word(word) and is_word(word, common()):
            return "container"
        if is_word(word) or word in wordnet()[2]:
            return "position"
        share = persons().get(word, 0)
        if share and (share >= 30 or population < 1_000_000):
            return "position"
        if word in companies() and population < 5_000_000:
            return "position"
        if kind not in ("city", "state", "province") and population < 100_000:
            return "position"
        return "alone"
    if all(is_word(word) or word in GENERIC for word in words):
        return "position"
    if all(persons().get(word, 0) >= 2 for word in words) or fold(name) in companies():
        return "position"
    return "alone"


def chinese(name, population=0):
    """Whether a Chinese name may be read as it stands: 格林斯潘 and 格林尼治 are in the dictionary as other names."""
    part = jieba().get(name)
    stem = name[:-1] if re.search("[省州市县区府郡道]$", name) else name
    # 高原省, 北区: what is left without the word for its kind is an ordinary word; 大西洋 is no land.
    if stem != name and (len(stem) < 2 or jieba().get(stem, "ns")[0] not in "nj" or jieba().get(stem) == "n") \
            or name[-1] in "洋海湖河江":
        return False
    if len(name) >= 3:
        return part is None or part == "ns" or population >= 1_000_000 and part in ("nz", "nrt", "nt")
    return len(name) == 2 and part == "ns"
