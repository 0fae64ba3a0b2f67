-- Lists of many agencies by name are read in this order and stop at their end.
CREATE INDEX people_name ON people (search, id);
