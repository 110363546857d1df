"""The statements that make tables of records.

`read_KIND` are the records of one kind, `new_source` the sources that are new among them, `all_period` the periods known so far
and those; the other names are the tables of the warehouse as they were before.
"""


def number(kind: str, *parts: str) -> str:
    """A stable number of 62 bits: of what it is a number of, and where that stands."""
    return f"shiftrightunsigned(xxhash64('{kind}', {', '.join(parts)}), 2)"


def key(table: str, code: str) -> str:
    """The number of what a code names; NULL where there is none."""
    return f"CASE WHEN {code} IS NOT NULL THEN {number(table, code)} END"


#: New are documents read to their end whose bytes no current source has. Of one name there is one version a load, and of the
#: same bytes the first name.
NEW_SOURCE = f"""
WITH ordered AS (
  SELECT r.*, row_number() OVER (PARTITION BY r.document ORDER BY r.sha256) AS version,
         row_number() OVER (PARTITION BY r.sha256 ORDER BY r.document) AS copy
  FROM read_source AS r
), earlier AS (
  SELECT locator, count(*) AS versions, max(CASE WHEN superseded_by IS NULL THEN source_id END) AS replaces
  FROM source GROUP BY locator
)
SELECT {number('source', 'o.document', 'o.sha256', 'coalesce(e.versions, 0L)')} AS source_id, o.*, e.replaces
FROM ordered AS o
LEFT JOIN earlier AS e ON e.locator = o.document
LEFT ANTI JOIN (SELECT sha256 FROM source WHERE superseded_by IS NULL) AS k ON k.sha256 = o.sha256
WHERE o.version = 1 AND o.copy = 1
"""

PERIOD = f"""
SELECT period_id, period, frequency, first_day, last_day FROM period
UNION
SELECT {number('period', 'r.period')}, r.period, r.frequency, r.first_day, r.last_day FROM read_period AS r
LEFT SEMI JOIN new_source AS n ON n.document = r.document
"""

#: The publisher and the year of a source, after which folders are called.
_PUBLISHED = "n.publisher AS part_publisher, substr(n.published, 1, 4) AS part_year"

#: Documents that were refused as a whole leave a reject once; parts of others go with their source.
REJECT = """
SELECT n.source_id, r.document, r.locator, r.line, r.`column`, r.code, r.message, r.raw
FROM read_reject AS r
LEFT JOIN new_source AS n ON n.document = r.document
LEFT ANTI JOIN (SELECT document FROM read_source AS k LEFT ANTI JOIN new_source AS m ON m.document = k.document) AS known
  ON known.document = r.document
LEFT ANTI JOIN (SELECT locator, code, message FROM reject WHERE source_id IS NULL) AS told
  ON n.source_id IS NULL AND told.locator = r.document AND told.code = r.code AND told.message = r.message
WHERE n.source_id IS NOT NULL OR r.code IN ('source_refused', 'not_a_document', 'reader_hangs', 'reader_died')
"""

#: Of each series how many observations it has, its first period, and its last two values.
_SUMMARY = """
counted AS (
  SELECT o.document, o.series, count(*) AS observations, count(o.value) AS figures, sum(o.value) AS total,
         CASE WHEN count(o.value) > 1 THEN min(o.value) END AS lowest, CASE WHEN count(o.value) > 1 THEN max(o.value) END AS highest,
         min(CASE WHEN t.period IS NOT NULL THEN struct(t.first_day, o.ordinal, t.period_id, t.frequency) END) AS first
  FROM read_observation AS o
  LEFT JOIN all_period AS t ON t.period = o.period
  GROUP BY o.document, o.series
), valued AS (
  SELECT o.document, o.series, t.period_id, t.first_day, min(o.ordinal) AS ordinal, min_by(o.value, o.ordinal) AS value
  FROM read_observation AS o
  JOIN all_period AS t ON t.period = o.period
  WHERE o.value IS NOT NULL
  GROUP BY o.document, o.series, t.period_id, t.first_day
), placed AS (
  SELECT v.*, row_number() OVER (PARTITION BY v.document, v.series ORDER BY v.first_day DESC, v.ordinal) AS place
  FROM valued AS v
), last AS (
  SELECT document, series, max(CASE WHEN place = 1 THEN period_id END) AS period_id,
         max(CASE WHEN place = 1 THEN value END) AS value, max(CASE WHEN place = 2 THEN value END) AS previous
  FROM placed WHERE place <= 2 GROUP BY document, series
)"""

#: A series of a new version beside the one with the same labels in the version that it replaces (the last where there are
#: several), and their figures period by period; where a period stands more than once, the first beside the first.
_REVISED = f"""
replaced AS (
  SELECT r.series_id, r.series_ordinal, r.indicator_text, r.place_text, r.unit_text, r.dimensions, n.document
  FROM new_source AS n JOIN series AS r ON r.source_id = n.replaces
), pair AS (
  SELECT max_by(b.series_id, b.series_ordinal) AS before_series, a.document, a.series, {number('series', 'a.source_id', 'a.series')} AS series_id
  FROM (SELECT r.*, n.source_id FROM read_series AS r JOIN new_source AS n ON n.document = r.document) AS a
  JOIN replaced AS b ON b.document = a.document AND b.indicator_text <=> a.indicator_text AND b.place_text <=> a.place_text
    AND b.unit_text <=> a.unit_text AND b.dimensions <=> a.dimensions
  GROUP BY a.document, a.series, a.source_id
), before AS (
  SELECT p.series_id, o.period_id, o.value, o.observation_id,
         row_number() OVER (PARTITION BY p.series_id, o.period_id ORDER BY o.line, o.`column`) AS occurrence
  FROM pair AS p JOIN observation AS o ON o.series_id = p.before_series
), after AS (
  SELECT p.series_id, t.period_id, o.value, {number('observation', 'p.series_id', 'o.ordinal')} AS observation_id,
         row_number() OVER (PARTITION BY p.series_id, t.period_id ORDER BY o.ordinal) AS occurrence
  FROM pair AS p
  JOIN read_observation AS o ON o.document = p.document AND o.series = p.series
  LEFT JOIN all_period AS t ON t.period = o.period
)"""

#: What a load writes, by table; `part_…` name folders.
TABLES = {
    "source": """
        SELECT s.source_id, s.kind, s.locator, s.title, s.publisher, s.published, s.language, s.media_type, s.encoding, s.sha256,
               s.bytes, s.run_id, s.loaded, coalesce(s.superseded_by, n.source_id) AS superseded_by,
               coalesce(s.superseded, CASE WHEN n.source_id IS NOT NULL THEN :now END) AS superseded,
               s.rows_read, s.rows_stored, s.rows_rejected, s.rows_passed, s.passed, s.reading,
               s.told, s.vocabulary, s.reread, s.observed, s.summarised
        FROM source AS s LEFT JOIN new_source AS n ON n.replaces = s.source_id
        UNION ALL
        SELECT source_id, kind, document, title, publisher, published, language, media_type, encoding, sha256, bytes, :run, :now,
               NULL, NULL, rows_read, rows_stored, rows_rejected, rows_passed, passed, reading, told, vocabulary, NULL, NULL, NULL
        FROM new_source""",
    "period": "SELECT * FROM all_period",
    "unit": f"""
        SELECT * FROM known_unit
        UNION ALL
        SELECT {number('unit', 'code')} AS unit_id, code, code, 'quotient', NULL, NULL
        FROM (
          SELECT r.unit AS code FROM read_series AS r LEFT SEMI JOIN new_source AS n ON n.document = r.document
          WHERE r.unit IS NOT NULL
          UNION SELECT code FROM unit WHERE dimension = 'quotient'
        ) AS q LEFT ANTI JOIN known_unit AS k ON k.code = q.code""",
    "article": f"""
        SELECT n.source_id, r.text, {_PUBLISHED} FROM read_article AS r JOIN new_source AS n ON n.document = r.document""",
    "sentence": f"""
        SELECT {number('sentence', 'n.source_id', 'r.start')} AS sentence_id, n.source_id, r.ordinal, r.kind, r.start, r.`end`,
               c.sentence AS text, {_PUBLISHED}
        FROM read_sentence AS r
        JOIN new_source AS n ON n.document = r.document
        LEFT JOIN (SELECT DISTINCT document, sentence_start, sentence FROM read_claim) AS c
          ON c.document = r.document AND c.sentence_start = r.start""",
    "claim": f"""
        SELECT {number('claim', 'n.source_id', 'c.ordinal')} AS claim_id, n.source_id,
               {number('sentence', 'n.source_id', 'c.sentence_start')} AS sentence_id, c.ordinal, c.start, c.`end`, c.quote, c.value,
               c.low, c.high, k.unit_id, c.unit, c.unit_name, c.qualifier, c.direction, c.status,
               {key('indicator', 'c.indicator_code')} AS indicator_id, c.indicator_text, {key('place', 'c.place_code')} AS place_id,
               c.place_text, {key('period', 'c.period')} AS period_id, c.speaker,
               CASE WHEN c.restates IS NOT NULL THEN {number('claim', 'n.source_id', 'c.restates')} END AS restates_id,
               c.confidence, c.doubt, c.holder, c.holder_kind, c.place_confidence, c.period_confidence, c.indicator_confidence,
               c.holder_confidence, c.reader, {_PUBLISHED}
        FROM read_claim AS c
        JOIN new_source AS n ON n.document = c.document
        LEFT JOIN known_unit AS k ON k.code = c.unit""",
    "mention": f"""
        SELECT {number('mention', 'n.source_id', 'm.start', 'm.`end`', 'm.kind')} AS mention_id, n.source_id,
               {number('sentence', 'n.source_id', 'm.sentence_start')} AS sentence_id, m.start, m.`end`, m.quote, m.kind,
               {key('place', 'm.place_code')} AS place_id, {_PUBLISHED}
        FROM read_mention AS m JOIN new_source AS n ON n.document = m.document""",
    "series": f"""
        WITH {_SUMMARY}
        SELECT {number('series', 'n.source_id', 'r.series')} AS series_id, r.series AS series_ordinal, n.source_id,
               {key('indicator', 'r.indicator_code')} AS indicator_id, r.indicator_text, {key('place', 'r.place_code')} AS place_id,
               r.place_text, {key('unit', 'r.unit')} AS unit_id, r.unit_text, r.multiplier, r.dimensions,
               c.first.frequency AS frequency, coalesce(c.observations, 0L) AS observations, c.first.period_id AS first_period_id,
               l.period_id AS last_period_id, l.value AS last_value, l.previous AS previous_value,
               coalesce(c.figures, 0L) AS figures, c.total, c.lowest, c.highest,
               r.indicator_code AS part_indicator
        FROM read_series AS r
        JOIN new_source AS n ON n.document = r.document
        LEFT JOIN counted AS c ON c.document = r.document AND c.series = r.series
        LEFT JOIN last AS l ON l.document = r.document AND l.series = r.series""",
    "observation": f"""
        SELECT {number('series', 'n.source_id', 'o.series')} AS series_id,
               {number('observation', number('series', 'n.source_id', 'o.series'), 'o.ordinal')} AS observation_id,
               {key('period', 'o.period')} AS period_id, o.value, o.status, o.flag, o.decimals, o.line, o.`column`, o.cell,
               r.indicator_code AS part_indicator, substr(o.period, 1, 4) AS part_year
        FROM read_observation AS o
        JOIN new_source AS n ON n.document = o.document
        JOIN read_series AS r ON r.document = o.document AND r.series = o.series""",
    "revision": f"""
        WITH {_REVISED}
        SELECT {number('revision', 'b.series_id', 'b.observation_id')} AS revision_id, b.series_id, b.period_id,
               b.value AS before, a.value AS after, b.observation_id AS before_id, a.observation_id AS after_id
        FROM before AS b
        LEFT JOIN after AS a ON a.series_id = b.series_id AND a.period_id <=> b.period_id AND a.occurrence = b.occurrence
        WHERE NOT a.value <=> b.value""",
    "record_row": """
        SELECT n.source_id, r.line AS source_line, r.fields FROM read_row AS r JOIN new_source AS n ON n.document = r.document""",
    "record_set": """
        SELECT name, max_by(locator, run_id) AS locator, max_by(source_id, run_id) AS source_id, max_by(columns, run_id) AS columns
        FROM (
          SELECT r.*, s.run_id FROM record_set AS r JOIN source AS s ON s.source_id = r.source_id
          UNION ALL
          SELECT concat('record_', regexp_replace(lower(regexp_extract(n.document, '([^/]*?)([.][^./#]*)?(#.*)?$', 1)), '[^\\\\p{L}\\\\p{N}]', '_')),
                 n.document, n.source_id, coalesce(get_json_object(n.reading, '$.columns'), '[]'), :run
          FROM new_source AS n WHERE n.kind = 'record' AND n.reading IS NOT NULL
        ) GROUP BY name""",
    "reject": f"""
        SELECT {number('reject', ':run', 'coalesce(source_id, 0L)', 'document', 'coalesce(line, 0L)', 'coalesce(`column`, 0L)',
                       'code', 'message', "coalesce(raw, '')", 'copy')} AS reject_id,
               CAST(:run AS bigint) AS run_id, source_id, coalesce(locator, document) AS locator, line, `column`, code, message, raw
        FROM (
          SELECT x.*, row_number() OVER (PARTITION BY document, line, `column`, code, message, raw ORDER BY source_id) AS copy
          FROM ({REJECT}) AS x
        )""",
}
