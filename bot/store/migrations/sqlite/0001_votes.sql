-- One member's vote for one resource in one server. A vote taken back stays as a row that does not count,
-- so that pressing the button is always one statement.
CREATE TABLE vote (
    guild_id INTEGER NOT NULL,
    resource_id TEXT NOT NULL,
    user_id INTEGER NOT NULL,
    helped INTEGER NOT NULL CHECK (helped IN (0, 1)),
    changed_at INTEGER NOT NULL,
    PRIMARY KEY (guild_id, resource_id, user_id)
) STRICT, WITHOUT ROWID;

-- Which commands Discord was told of last, so that a start without changes tells it nothing.
CREATE TABLE command_sync (
    application_id INTEGER PRIMARY KEY,
    digest TEXT NOT NULL
) STRICT;
