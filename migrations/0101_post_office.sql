-- owner: post
-- The office: letters fetched from the edge, and letters on their way out.

CREATE TABLE arrival (
    id {bytes} NOT NULL PRIMARY KEY,
    correspondent {bytes} NOT NULL,
    correspondent_name TEXT NOT NULL,
    rentity_id TEXT NOT NULL,
    kinds TEXT NOT NULL,
    reference TEXT NOT NULL,
    file_name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    sha256 {bytes} NOT NULL,
    byte_count {int} NOT NULL,
    sealed_blob TEXT NOT NULL,
    sealed_us {int} NOT NULL,
    received_us {int} NOT NULL,
    sequence {int} NOT NULL,
    receipt TEXT NOT NULL,
    handover TEXT NOT NULL,
    fetched_us {int} NOT NULL
) {strict};

CREATE UNIQUE INDEX arrival_sequence ON arrival (sequence);
CREATE INDEX arrival_reference ON arrival (correspondent, reference);

CREATE TABLE outgoing (
    id {bytes} NOT NULL PRIMARY KEY,
    letter {bytes} NOT NULL REFERENCES arrival (id),
    correspondent {bytes} NOT NULL,
    outcome TEXT NOT NULL,
    report_number TEXT,
    body TEXT NOT NULL,
    remarks TEXT NOT NULL,
    note TEXT NOT NULL,
    written_us {int} NOT NULL,
    delivered_us {int}
) {strict};

CREATE UNIQUE INDEX outgoing_letter ON outgoing (letter);
CREATE INDEX outgoing_waiting ON outgoing (written_us, id) WHERE delivered_us IS NULL;

-- What other slices may know of a fetched letter.
CREATE VIEW v_arrival AS
SELECT id, correspondent, correspondent_name, rentity_id, kinds, reference, file_name, media_type, sha256, byte_count,
    received_us, sequence, receipt, fetched_us
FROM arrival;

-- What other slices may know of a letter on its way out.
CREATE VIEW v_outgoing AS
SELECT id, letter, correspondent, outcome, report_number, body, written_us, delivered_us
FROM outgoing;
