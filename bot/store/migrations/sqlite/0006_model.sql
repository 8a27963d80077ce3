-- Whether the operator's language model writes replies in this server, and in which language: the server's or the asker's.
-- Nothing here: it does not.
ALTER TABLE server ADD COLUMN model TEXT CHECK (model IN ('server', 'asker'));
