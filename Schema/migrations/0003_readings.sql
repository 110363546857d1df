-- Version 3: a claim says whose figure it is, how probable each part of its reading is, and who read it.

ALTER TABLE claim ADD COLUMN
  holder                TEXT;             -- the company, institution or person whose figure it is, where it is no place's
ALTER TABLE claim ADD COLUMN
  holder_kind           TEXT CHECK (holder_kind IN ('organisation', 'person', 'product'));
ALTER TABLE claim ADD COLUMN
  place_confidence      REAL CHECK (place_confidence BETWEEN 0 AND 1);      -- that the place is right
ALTER TABLE claim ADD COLUMN
  period_confidence     REAL CHECK (period_confidence BETWEEN 0 AND 1);     -- that the period is right
ALTER TABLE claim ADD COLUMN
  indicator_confidence  REAL CHECK (indicator_confidence BETWEEN 0 AND 1);  -- that what is measured is right
ALTER TABLE claim ADD COLUMN
  holder_confidence     REAL CHECK (holder_confidence BETWEEN 0 AND 1);     -- that the holder is right
