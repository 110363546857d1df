-- Version 4: a claim says who read it: a file beside an article may correct what Tally reads.

ALTER TABLE claim ADD COLUMN
  reader                TEXT NOT NULL DEFAULT 'tally'; -- tally, or who made the line of the claims file beside the article
