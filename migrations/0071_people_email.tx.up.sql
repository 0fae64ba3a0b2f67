-- Lists of people are compared with the addresses that somebody has already.
CREATE INDEX people_email ON people (email);
