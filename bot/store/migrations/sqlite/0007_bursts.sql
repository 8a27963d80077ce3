-- Votes that moderators left out stay, and do not count: such a vote is held and `left_out`.
ALTER TABLE vote ADD COLUMN left_out INTEGER NOT NULL DEFAULT 0 CHECK (left_out IN (0, 1) AND left_out <= held);
CREATE INDEX vote_left_out ON vote (changed_at) WHERE left_out = 1;

-- A burst of votes for one resource of a server, for its moderators to look at. While it is open and `holds` (where
-- enough of those who pressed may vote at all), votes of members who are new to voting there are held: until moderators
-- have counted them, dropped them, or cleared the burst of those that counted before too, at the latest `until`.
-- `votes` is how many the decision was about; nothing here where that was not noted yet.
CREATE TABLE flag_before AS SELECT * FROM flag;
DROP TABLE flag;
CREATE TABLE flag (
    guild_id INTEGER NOT NULL,
    resource_id TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    since INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    holds INTEGER NOT NULL DEFAULT 1 CHECK (holds IN (0, 1)),
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'counted', 'dropped', 'cleared', 'expired')),
    decided_by INTEGER,
    decided_at INTEGER,
    until INTEGER NOT NULL DEFAULT 0,
    votes INTEGER,
    PRIMARY KEY (guild_id, resource_id, opened_at)
) STRICT, WITHOUT ROWID;
INSERT INTO flag (guild_id, resource_id, opened_at, since, attempts, holds, state, decided_by, decided_at, until)
SELECT guild_id, resource_id, opened_at, since, attempts, holds, state, decided_by, decided_at,
    CAST(strftime('%s', 'now') AS INTEGER) + 604800
FROM flag_before;
DROP TABLE flag_before;
CREATE UNIQUE INDEX flag_open ON flag (guild_id, resource_id) WHERE state = 'open';
CREATE INDEX flag_until ON flag (until) WHERE state = 'open';
CREATE INDEX flag_decided ON flag (decided_at) WHERE state <> 'open';
CREATE INDEX flag_of_resource ON flag (resource_id);
CREATE INDEX flag_of_moderator ON flag (decided_by) WHERE decided_by IS NOT NULL;
