-- Version 5: a source says what a person told of it and with which vocabulary it was read; rows of the vocabulary say from
-- which file they are.

ALTER TABLE source ADD COLUMN
  told          TEXT;                     -- what a person told of it, as a JSON object (place, unit, title …); NULL where nothing
ALTER TABLE source ADD COLUMN
  vocabulary    TEXT;                     -- a checksum of the user's own vocabulary that it was read with, empty for none; NULL where an earlier Tally read it
ALTER TABLE source ADD COLUMN
  reread        TEXT;                     -- when the same bytes were read again and said something else, UTC
ALTER TABLE vocabulary_addition ADD COLUMN
  locator       TEXT;                     -- the file that the rows are from; NULL where an earlier Tally added them
