-- owner: store
-- The audit log: append only, each record's leaf covers the one before. Never content, only who, why, what and when.

CREATE TABLE audit_record (
    seq {int} NOT NULL PRIMARY KEY,
    mono_us {int} NOT NULL,
    wall_us {int} NOT NULL,
    user_ref TEXT NOT NULL,
    role TEXT NOT NULL,
    clearance TEXT,
    device TEXT,
    session TEXT,
    act TEXT NOT NULL,
    object_kind TEXT NOT NULL,
    object_id TEXT NOT NULL,
    object_version TEXT,
    object_digest TEXT,
    case_ref TEXT,
    reason_code TEXT NOT NULL,
    reason_text TEXT,
    legal_basis TEXT,
    handling_seen TEXT,
    recipients TEXT,
    result TEXT NOT NULL,
    source_class TEXT,
    request_id TEXT,
    prev TEXT NOT NULL,
    leaf TEXT NOT NULL
) {strict};

CREATE INDEX audit_record_user ON audit_record (user_ref, seq);
CREATE INDEX audit_record_object ON audit_record (object_kind, object_id, seq);
CREATE INDEX audit_record_case ON audit_record (case_ref, seq);

-- One row: where the chain ends. Held while a transaction appends.
CREATE TABLE audit_head (
    id {int} NOT NULL PRIMARY KEY,
    seq {int} NOT NULL,
    mono_us {int} NOT NULL,
    leaf TEXT NOT NULL
) {strict};

INSERT INTO audit_head (id, seq, mono_us, leaf)
VALUES (1, 0, 0, '0000000000000000000000000000000000000000000000000000000000000000');

CREATE TABLE audit_checkpoint (
    seq {int} NOT NULL PRIMARY KEY,
    note TEXT NOT NULL,
    made_us {int} NOT NULL
) {strict};
