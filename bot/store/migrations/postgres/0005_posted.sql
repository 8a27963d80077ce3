-- Where the bot showed what moderators decide on, so that a decision made elsewhere shows there too; the row ends with the
-- decision. `about` says what it is about, such as `suggestion:5`. What the bot tells only once has a row without message.
CREATE TABLE posted (
    guild_id BIGINT NOT NULL,
    about TEXT COLLATE "C" NOT NULL,
    channel_id BIGINT NOT NULL,
    message_id BIGINT NOT NULL,
    posted_at BIGINT NOT NULL,
    PRIMARY KEY (guild_id, about, message_id)
);
CREATE INDEX posted_old ON posted (posted_at);
