-- One row a place and an area in which it lies: the areas that list it as a part, the area that contains it, and the area that contains that one.
CREATE VIEW place_within AS
SELECT m.part_id AS place_id, m.whole_id FROM place_part AS m
UNION
SELECT p.place_id, p.parent_id FROM place AS p WHERE p.parent_id IS NOT NULL
UNION
SELECT p.place_id, w.parent_id FROM place AS p JOIN place AS w ON w.place_id = p.parent_id WHERE w.parent_id IS NOT NULL;
