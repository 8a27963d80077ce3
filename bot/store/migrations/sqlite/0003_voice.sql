-- What a member thinks of a resource in one server. `voter_id` is the member; where they had themselves forgotten, it
-- is a random negative number of its own for each vote, so that the vote counts on and is nobody's any more.
-- A held vote belongs to a burst that moderators have not looked at, and does not count. `cast_at` is when the member
-- first voted for it, `changed_at` when last.
CREATE TABLE opinion (
    guild_id INTEGER NOT NULL,
    resource_id TEXT NOT NULL,
    voter_id INTEGER NOT NULL,
    choice TEXT NOT NULL CHECK (choice IN (
        'helped', 'too-hard', 'too-easy', 'too-mathematical', 'outdated', 'not-my-style', 'withdrawn'
    )),
    held INTEGER NOT NULL DEFAULT 0 CHECK (held IN (0, 1)),
    cast_at INTEGER NOT NULL DEFAULT 0,
    changed_at INTEGER NOT NULL,
    PRIMARY KEY (guild_id, resource_id, voter_id)
) STRICT, WITHOUT ROWID;
INSERT INTO opinion (guild_id, resource_id, voter_id, choice, cast_at, changed_at)
SELECT guild_id, resource_id, user_id, CASE helped WHEN 1 THEN 'helped' ELSE 'withdrawn' END, changed_at, changed_at
FROM vote;
DROP TABLE vote;
ALTER TABLE opinion RENAME TO vote;
CREATE INDEX vote_of_member ON vote (voter_id);
CREATE INDEX vote_of_resource ON vote (resource_id);
CREATE INDEX vote_withdrawn ON vote (changed_at) WHERE choice = 'withdrawn';
-- Nobody's votes that still have their exact time, which they lose after a day.
CREATE INDEX vote_exact ON vote (changed_at)
    WHERE voter_id < 0 AND (changed_at % 86400 <> 0 OR cast_at % 86400 <> 0);
CREATE INDEX progress_of_resource ON progress (resource_id);

-- How many votes count, kept by the triggers below in the same statement as each vote.
CREATE TABLE tally (
    guild_id INTEGER NOT NULL,
    resource_id TEXT NOT NULL,
    choice TEXT NOT NULL,
    votes INTEGER NOT NULL CHECK (votes >= 0),
    PRIMARY KEY (guild_id, resource_id, choice)
) STRICT, WITHOUT ROWID;
INSERT INTO tally (guild_id, resource_id, choice, votes)
SELECT guild_id, resource_id, choice, count(*) FROM vote WHERE choice <> 'withdrawn' GROUP BY 1, 2, 3;

CREATE TRIGGER vote_cast AFTER INSERT ON vote WHEN new.held = 0 AND new.choice <> 'withdrawn' BEGIN
    INSERT INTO tally (guild_id, resource_id, choice, votes) VALUES (new.guild_id, new.resource_id, new.choice, 1)
    ON CONFLICT (guild_id, resource_id, choice) DO UPDATE SET votes = votes + 1;
END;
CREATE TRIGGER vote_gone AFTER DELETE ON vote WHEN old.held = 0 AND old.choice <> 'withdrawn' BEGIN
    UPDATE tally SET votes = votes - 1
    WHERE guild_id = old.guild_id AND resource_id = old.resource_id AND choice = old.choice;
END;
CREATE TRIGGER vote_changed AFTER UPDATE OF choice, held, guild_id, resource_id ON vote BEGIN
    UPDATE tally SET votes = votes - 1
    WHERE old.held = 0 AND old.choice <> 'withdrawn'
        AND guild_id = old.guild_id AND resource_id = old.resource_id AND choice = old.choice;
    INSERT INTO tally (guild_id, resource_id, choice, votes)
    SELECT new.guild_id, new.resource_id, new.choice, 1 WHERE new.held = 0 AND new.choice <> 'withdrawn'
    ON CONFLICT (guild_id, resource_id, choice) DO UPDATE SET votes = votes + 1;
END;

-- A burst of votes for one resource of a server, for its moderators to look at. While it is open, the votes of members
-- who had none for it before `since` are held, if it `holds`: where enough of those who pressed may vote at all.
CREATE TABLE flag (
    guild_id INTEGER NOT NULL,
    resource_id TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    since INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    holds INTEGER NOT NULL DEFAULT 1 CHECK (holds IN (0, 1)),
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'counted', 'dropped')),
    decided_by INTEGER,
    decided_at INTEGER,
    PRIMARY KEY (guild_id, resource_id, opened_at)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX flag_open ON flag (guild_id, resource_id) WHERE state = 'open';
CREATE INDEX flag_decided ON flag (decided_at) WHERE state <> 'open';
CREATE INDEX flag_of_resource ON flag (resource_id);
CREATE INDEX flag_of_moderator ON flag (decided_by) WHERE decided_by IS NOT NULL;

-- After a member had themselves forgotten: a keyed fingerprint of member and server that keeps them from voting twice
-- there, until it is deleted at `until`. The key is this database's own.
CREATE TABLE forgotten (
    fingerprint TEXT PRIMARY KEY,
    until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX forgotten_until ON forgotten (until);
CREATE TABLE secret (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What members propose. The id is that of the interaction that sent it. `entry` is the resource as JSON once it is
-- approved, and then the server's own under the id `c-<id>`. `user_id` is null where the member is forgotten.
CREATE TABLE suggestion (
    id INTEGER PRIMARY KEY,
    guild_id INTEGER NOT NULL,
    user_id INTEGER,
    title TEXT NOT NULL,
    url TEXT NOT NULL,
    format TEXT NOT NULL,
    why TEXT NOT NULL,
    audience TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft', 'open', 'approved', 'declined', 'merged')),
    public INTEGER NOT NULL DEFAULT 0 CHECK (public IN (0, 1)),
    entry TEXT,
    merged_into TEXT,
    reason TEXT,
    created_at INTEGER NOT NULL,
    decided_by INTEGER,
    decided_at INTEGER,
    CHECK ((state = 'approved') = (entry IS NOT NULL)),
    CHECK ((state = 'merged') = (merged_into IS NOT NULL))
) STRICT;
CREATE INDEX suggestion_of_server ON suggestion (guild_id, state);
CREATE INDEX suggestion_of_member ON suggestion (user_id);
CREATE INDEX suggestion_of_moderator ON suggestion (decided_by) WHERE decided_by IS NOT NULL;
CREATE INDEX suggestion_draft ON suggestion (created_at) WHERE state = 'draft';
CREATE INDEX suggestion_refused ON suggestion (decided_at) WHERE state IN ('declined', 'merged');

-- A member's short text on a resource, for the members of one server. The id is that of the interaction that sent it, so
-- that what moderators see and decide on is one text. Reported by several members, it is hidden until moderators look;
-- what they kept stays, whoever reports it.
CREATE TABLE review (
    guild_id INTEGER NOT NULL,
    resource_id TEXT NOT NULL,
    user_id INTEGER NOT NULL,
    id INTEGER NOT NULL UNIQUE,
    text TEXT NOT NULL,
    audience TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'shown' CHECK (state IN ('shown', 'hidden', 'kept', 'removed')),
    written_at INTEGER NOT NULL,
    PRIMARY KEY (guild_id, resource_id, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX review_of_member ON review (user_id);
CREATE INDEX review_of_resource ON review (resource_id, user_id);
CREATE INDEX review_to_show ON review (guild_id, resource_id, id) WHERE state IN ('shown', 'kept');
CREATE INDEX review_removed ON review (written_at) WHERE state = 'removed';
CREATE TABLE report (
    guild_id INTEGER NOT NULL,
    resource_id TEXT NOT NULL,
    user_id INTEGER NOT NULL,
    reporter_id INTEGER NOT NULL,
    reported_at INTEGER NOT NULL,
    PRIMARY KEY (guild_id, resource_id, user_id, reporter_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX report_of_member ON report (reporter_id);
CREATE INDEX report_of_author ON report (user_id);

-- Reports are of one text: they go where it goes, and end with it or once moderators have decided.
CREATE TRIGGER review_gone AFTER DELETE ON review BEGIN
    DELETE FROM report WHERE guild_id = old.guild_id AND resource_id = old.resource_id AND user_id = old.user_id;
END;
CREATE TRIGGER review_moved AFTER UPDATE OF resource_id ON review BEGIN
    UPDATE report SET resource_id = new.resource_id
    WHERE guild_id = old.guild_id AND resource_id = old.resource_id AND user_id = old.user_id;
END;
CREATE TRIGGER review_settled AFTER UPDATE OF id, state ON review
WHEN new.state IN ('kept', 'removed') OR (new.id <> old.id AND new.state = 'shown') BEGIN
    DELETE FROM report WHERE guild_id = new.guild_id AND resource_id = new.resource_id AND user_id = new.user_id;
END;

-- What a server's moderators chose; null is what holds where nothing was chosen. `formats` lists what may be
-- suggested, with commas between. `left_at` is when the bot was removed: the time of deletion counts from there.
CREATE TABLE server (
    guild_id INTEGER PRIMARY KEY,
    queue_channel INTEGER,
    moderator_role INTEGER,
    voter_role INTEGER,
    account_days INTEGER CHECK (account_days >= 0),
    member_days INTEGER CHECK (member_days >= 0),
    language TEXT,
    private INTEGER CHECK (private IN (0, 1)),
    suggestions TEXT CHECK (suggestions IN ('off', 'queue', 'public')),
    formats TEXT,
    left_at INTEGER
) STRICT;
CREATE INDEX server_left ON server (left_at) WHERE left_at IS NOT NULL;

-- What moderators put first or take away in their server, until a time or for good.
CREATE TABLE placement (
    guild_id INTEGER NOT NULL,
    resource_id TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('pinned', 'hidden')),
    note TEXT NOT NULL DEFAULT '',
    until INTEGER,
    placed_by INTEGER,
    placed_at INTEGER NOT NULL,
    PRIMARY KEY (guild_id, resource_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX placement_ends ON placement (until) WHERE until IS NOT NULL;
CREATE INDEX placement_of_resource ON placement (resource_id);
CREATE INDEX placement_of_moderator ON placement (placed_by) WHERE placed_by IS NOT NULL;

-- Members who may not vote, suggest or review in a server.
CREATE TABLE block (
    guild_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    blocked_by INTEGER,
    blocked_at INTEGER NOT NULL,
    PRIMARY KEY (guild_id, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX block_of_member ON block (user_id);
CREATE INDEX block_of_moderator ON block (blocked_by) WHERE blocked_by IS NOT NULL;

-- How often which combination of conditions was asked for in a month, and whether anything fitted. No text, no member.
CREATE TABLE asked (
    guild_id INTEGER NOT NULL,
    month TEXT NOT NULL,
    combination TEXT NOT NULL,
    found INTEGER NOT NULL CHECK (found IN (0, 1)),
    times INTEGER NOT NULL,
    PRIMARY KEY (guild_id, month, combination, found)
) STRICT, WITHOUT ROWID;
CREATE INDEX asked_of_month ON asked (month);

-- With a suggestion goes what is stored about its entry: whoever deletes it need not think of the rest.
CREATE TRIGGER suggestion_gone AFTER DELETE ON suggestion BEGIN
    DELETE FROM vote WHERE guild_id = old.guild_id AND resource_id = 'c-' || old.id;
    DELETE FROM tally WHERE guild_id = old.guild_id AND resource_id = 'c-' || old.id;
    DELETE FROM flag WHERE guild_id = old.guild_id AND resource_id = 'c-' || old.id;
    DELETE FROM review WHERE guild_id = old.guild_id AND resource_id = 'c-' || old.id;
    DELETE FROM placement WHERE guild_id = old.guild_id AND resource_id = 'c-' || old.id;
END;
