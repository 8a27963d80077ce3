-- Where the bot showed what moderators decide on, so that a decision made elsewhere shows there too; the row ends with the
-- decision. `about` says what it is about, such as `suggestion:5`. What the bot tells only once has a row without message.
CREATE TABLE posted (
    guild_id INTEGER NOT NULL,
    about TEXT NOT NULL,
    channel_id INTEGER NOT NULL,
    message_id INTEGER NOT NULL,
    posted_at INTEGER NOT NULL,
    PRIMARY KEY (guild_id, about, message_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX posted_old ON posted (posted_at);
