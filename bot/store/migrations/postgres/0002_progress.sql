-- What a member is doing or has done. It belongs to the member, not to a server.
CREATE TABLE progress (
    user_id BIGINT NOT NULL,
    resource_id TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL CHECK (state IN ('doing', 'done')),
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (user_id, resource_id)
);
