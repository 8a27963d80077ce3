-- One member's vote for one resource in one server. A vote taken back stays as a row that does not count,
-- so that pressing the button is always one statement.
CREATE TABLE vote (
    guild_id BIGINT NOT NULL,
    resource_id TEXT COLLATE "C" NOT NULL,
    user_id BIGINT NOT NULL,
    helped BIGINT NOT NULL CHECK (helped IN (0, 1)),
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (guild_id, resource_id, user_id)
);

-- Which commands Discord was told of last, so that a start without changes tells it nothing.
CREATE TABLE command_sync (
    application_id BIGINT PRIMARY KEY,
    digest TEXT COLLATE "C" NOT NULL
);
