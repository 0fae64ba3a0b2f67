-- What a department is called in English; "" where nobody has said it. It is
-- the same for everybody of an agency's department.
ALTER TABLE people ADD COLUMN department_en TEXT NOT NULL DEFAULT '';
