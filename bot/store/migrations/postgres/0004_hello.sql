-- When the bot said hello to a server, or tried to: it does so once. It is kept as long as what else is stored of the
-- server, so that a server that takes the bot back is not told twice.
ALTER TABLE server ADD COLUMN greeted_at BIGINT;
