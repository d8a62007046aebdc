-- owner: store
-- Events that wait to be acted on, and that were acted on.

CREATE TABLE event (
    id {bytes} NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    detail TEXT NOT NULL,
    made_us {int} NOT NULL,
    due_us {int} NOT NULL,
    lease_until_us {int} NOT NULL,
    lease_by TEXT,
    tries {int} NOT NULL,
    reason TEXT,
    done_us {int}
) {strict};

CREATE INDEX event_due ON event (due_us, made_us) WHERE done_us IS NULL;
