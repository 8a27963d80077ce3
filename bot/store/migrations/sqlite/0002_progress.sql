-- What a member is doing or has done. It belongs to the member, not to a server.
CREATE TABLE progress (
    user_id INTEGER NOT NULL,
    resource_id TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('doing', 'done')),
    changed_at INTEGER NOT NULL,
    PRIMARY KEY (user_id, resource_id)
) STRICT, WITHOUT ROWID;
