-- Who may see an agency, and all under it, is asked by the stretch of paths that
-- begin with its own, so paths are compared by bytes. SQLite does so anyway.
{{if ne .Key "TEXT"}}ALTER TABLE agencies ALTER COLUMN path TYPE {{.Key}};
--bun:split
{{end}}CREATE INDEX agencies_branch ON agencies (path, id);
--bun:split
CREATE INDEX agencies_parent ON agencies (parent_id);
