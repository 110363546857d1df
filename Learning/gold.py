"""Annotated articles, and which record that was read belongs to which annotated claim."""
import calendar
import datetime
import glob
import json
import os
import re


def documents(folder):
    """The annotated texts of a folder: name -> {'text', 'published', 'publisher', 'claims'}."""
    found = {}
    for path in sorted(glob.glob(os.path.join(folder, '*.json'))):
        with open(path, encoding='utf-8') as file:
            gold = json.load(file)
        if not isinstance(gold, dict) or 'claims' not in gold:
            continue
        with open(path[:-5] + '.txt', encoding='utf-8', newline='') as file:
            gold['text'] = file.read()
        name = os.path.splitext(os.path.basename(gold['file']))[0]
        found[name] = gold
    return found


def close(a, b):
    return a is not None and b is not None and abs(a - b) <= max(1e-6 * max(abs(a), abs(b)), 1e-9)


def same_value(claim, record):
    """Whether a record has the value that was annotated, or one of the others that are right."""
    for value in [claim['value']] + [other['value'] for other in claim.get('alt', [])]:
        if value is None:
            if all(claim.get(end) is None or close(claim[end], record.get(end)) for end in ('low', 'high')):
                return True
        elif close(value, record.get('value')) or close(value, record.get('low')):
            return True
    return False


def aligned(claims, records):
    """Pairs (claim, record), one to one: those that overlap, of equal value first, nearest first."""
    edges = []
    for c, claim in enumerate(claims):
        end = claim['start'] + len(claim['quote'])
        for r, record in enumerate(records):
            overlap = min(end, record['end']) - max(claim['start'], record['start'])
            if overlap > 0:
                union = max(end, record['end']) - min(claim['start'], record['start'])
                edges.append((-(2 * same_value(claim, record) + (not claim['optional']) + overlap / union), c, r))
    pairs, used_claims, used_records = [], set(), set()
    for _, c, r in sorted(edges):
        if c not in used_claims and r not in used_records:
            used_claims.add(c)
            used_records.add(r)
            pairs.append((c, r))
    return pairs


# Answers


def place_right(claim, answer):
    wanted = [claim['place']] + claim.get('place_accept', [])
    if answer is None:
        return None in wanted
    fold = lambda text: text.lower().replace('\u2019', "'")
    return any(other is not None and fold(other) == fold(answer) for other in wanted)


def day(text, end=False):
    text = text.strip()
    if match := re.fullmatch(r'(\d{4})(?:-A1)?', text):
        return datetime.date(int(match[1]), 12, 31) if end else datetime.date(int(match[1]), 1, 1)
    if match := re.fullmatch(r'(\d{4})-?([SHQTM])(\d{1,2})', text):
        length = {'S': 6, 'H': 6, 'Q': 3, 'T': 4, 'M': 1}[match[2]]
        last = int(match[3]) * length
        if not 1 <= last <= 12:
            return None
        year = int(match[1])
        return (datetime.date(year, last, calendar.monthrange(year, last)[1]) if end
                else datetime.date(year, last - length + 1, 1))
    if match := re.fullmatch(r'(\d{4})-(\d\d)', text):
        year, month = int(match[1]), int(match[2])
        if not 1 <= month <= 12:
            return None
        return datetime.date(year, month, calendar.monthrange(year, month)[1] if end else 1)
    try:
        return datetime.date.fromisoformat(text[:10])
    except ValueError:
        return None


def days(period):
    """First and last day of an SDMX period; the text itself where it is none."""
    if period is None or not str(period).strip():
        return None
    period = str(period).strip()
    if match := re.fullmatch(r'(.+)/P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?', period):
        start = day(match[1])
        if start is None:
            return period
        months = start.year * 12 + start.month - 1 + int(match[2] or 0) * 12 + int(match[3] or 0)
        year, month = divmod(months, 12)
        last = datetime.date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))
        return start, last + datetime.timedelta(days=int(match[4] or 0) - 1)
    first, last = (period.split('/', 1) + [period])[:2] if '/' in period else (period, period)
    ends = day(first), day(last, True)
    return ends if all(ends) else period


def period_right(claim, answer):
    return any(days(other) == days(answer) for other in [claim['period']] + claim.get('period_accept', []))


STOP = set('the a an of in for to and or by with from on at as its their his her this that these those is are was '
           'were be been has have had which who each all both than it s city year yoy per cent'.split())
CHANGE = set('growth grow grew growing grown increase increased increasing rise rose rising risen decline declined '
             'decrease decreased drop dropped fall fell fallen gain gained gaining expansion expand expanded surge '
             'surged jump jumped change uptick reduction reduced boost climb climbed advance up down slump'.split())


def words(text):
    """The words that tell one thing measured from another, forms of one word as one."""
    text = re.sub(r"'s\b", '', (text or '').lower().replace('\u2019', "'"))
    for pattern, name in ((r'\bgross (?:domestic|regional) product\b|\bgrp\b', ' gdp '),
                          (r'\bresearch and (?:experimental )?development\b|\br ?& ?d\b', ' rnd '),
                          (r'\bnew[- ]energy vehicles?\b|\bnevs?\b', ' nev '), (r'\byear[- ]on[- ]year\b', ' '),
                          ('(?:地区|国内)?生产总值', ' gdp '), ('增长率?|增速|下降|上升|提高|增幅', ' growth '), ('同比|的', ' ')):
        text = re.sub(pattern, name, text)
    found = set()
    for word in re.findall(r'[a-z]+(?:\.[a-z0-9]+)*|\d+(?:\.\d+)?|[\u4e00-\u9fff]', text):
        if word in STOP:
            continue
        if word in CHANGE:
            word = '~change'
        elif re.fullmatch('[a-z]+', word) and len(word) > 3:
            word = word[:-3] + 'y' if word.endswith('ies') else (
                word[:-1] if word.endswith('s') and not word.endswith('ss') else word)
        found.add(word)
    return found


def overlap(a, b):
    """F1 of the words of two texts."""
    a, b = words(a), words(b)
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def thing_score(claim, answer):
    return max(overlap(other, part) for other in [claim['indicator']] + claim.get('indicator_accept', [])
               for part in (answer or '').split(' | '))


def thing_right(claim, answer):
    return thing_score(claim, answer) >= 0.5


def holder_right(claim, answer):
    if not claim.get('entity'):
        return answer is None
    return answer is not None and overlap(claim['entity'], answer) >= 0.5


RIGHT = {'place': place_right, 'period': period_right, 'indicator': thing_right, 'holder': holder_right}


UNITS = {'percent': '%', 'pct': '%', 'percentage point': 'pp', 'percentage points': 'pp', '[bp]': 'bp', 'count': '1', '': '1'}
SIZES = {'g': ('mass', 1e-3), 'kg': ('mass', 1.0), 't': ('mass', 1e3), 'mm': ('length', 1e-3), 'cm': ('length', 1e-2),
         'm': ('length', 1.0), 'km': ('length', 1e3), 'm2': ('area', 1.0), 'km2': ('area', 1e6), 'har': ('area', 1e4),
         's': ('time', 1.0), 'min': ('time', 60.0), 'h': ('time', 3600.0), 'd': ('time', 86400.0)}


def unit(text):
    text = re.sub(r'/?\{[^}]*\}', '', (text or '').strip())
    return UNITS.get(text.lower(), text)


def figure_right(claim, record):
    """Whether value and unit are right."""
    found = unit(record.get('unit'))
    for value, wanted in [(claim['value'], claim['unit'])] + [(a['value'], a['unit']) for a in claim.get('alt', [])]:
        wanted = unit(wanted)
        factor = 1.0
        if wanted != found:
            if wanted not in SIZES or found not in SIZES or SIZES[wanted][0] != SIZES[found][0]:
                continue
            factor = SIZES[found][1] / SIZES[wanted][1]
        scaled = {end: None if record.get(end) is None else record[end] * factor for end in ('value', 'low', 'high')}
        if same_value(dict(claim, value=value, alt=[]), scaled):
            return True
    return False
