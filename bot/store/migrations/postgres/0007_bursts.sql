-- Votes that moderators left out stay, and do not count: such a vote is held and `left_out`.
ALTER TABLE vote ADD COLUMN left_out BIGINT NOT NULL DEFAULT 0 CHECK (left_out IN (0, 1) AND left_out <= held);
CREATE INDEX vote_left_out ON vote (changed_at) WHERE left_out = 1;

-- A burst of votes for one resource of a server, for its moderators to look at. While it is open and `holds` (where
-- enough of those who pressed may vote at all), votes of members who are new to voting there are held: until moderators
-- have counted them, dropped them, or cleared the burst of those that counted before too, at the latest `until`.
-- `votes` is how many the decision was about; nothing here where that was not noted yet.
ALTER TABLE flag DROP CONSTRAINT flag_state_check;
ALTER TABLE flag ADD CONSTRAINT flag_state_check
    CHECK (state IN ('open', 'counted', 'dropped', 'cleared', 'expired'));
ALTER TABLE flag ADD COLUMN until BIGINT NOT NULL DEFAULT 0;
ALTER TABLE flag ADD COLUMN votes BIGINT;
UPDATE flag SET until = CAST(extract(epoch FROM now()) AS BIGINT) + 604800;
CREATE INDEX flag_until ON flag (until) WHERE state = 'open';
