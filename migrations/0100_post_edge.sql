-- owner: post
-- The edge: who may write to us, how they sign in, the letters they sent, and the answers that wait for them.

CREATE TABLE correspondent (
    id {bytes} NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    rentity_id TEXT NOT NULL,
    kinds TEXT NOT NULL,
    state TEXT NOT NULL,
    made_us {int} NOT NULL
) {strict};

CREATE UNIQUE INDEX correspondent_rentity ON correspondent (rentity_id);

-- A person of a correspondent. The secret of the one-time codes is sealed to the edge's own key.
CREATE TABLE reporter (
    id {bytes} NOT NULL PRIMARY KEY,
    correspondent {bytes} NOT NULL REFERENCES correspondent (id),
    login TEXT NOT NULL,
    name TEXT NOT NULL,
    state TEXT NOT NULL,
    password TEXT,
    code_secret {bytes},
    code_step {int} NOT NULL,
    code_since_us {int},
    invite {bytes},
    invite_until_us {int},
    made_us {int} NOT NULL
) {strict};

CREATE UNIQUE INDEX reporter_login ON reporter (login);
CREATE UNIQUE INDEX reporter_invite ON reporter (invite);
CREATE INDEX reporter_correspondent ON reporter (correspondent);

-- Guesses under a name since the last full sign-in, by the digest of the name, also for names that do not exist.
CREATE TABLE reporter_guess (
    login_sha256 {bytes} NOT NULL PRIMARY KEY,
    guesses {int} NOT NULL,
    last_us {int} NOT NULL
) {strict};

CREATE TABLE reporter_session (
    token_sha256 {bytes} NOT NULL PRIMARY KEY,
    reporter {bytes} NOT NULL REFERENCES reporter (id),
    step TEXT NOT NULL,
    address TEXT NOT NULL,
    made_us {int} NOT NULL,
    seen_us {int} NOT NULL,
    ended_us {int}
) {strict};

CREATE INDEX reporter_session_reporter ON reporter_session (reporter, made_us);

CREATE TABLE machine_key (
    id {bytes} NOT NULL PRIMARY KEY,
    correspondent {bytes} NOT NULL REFERENCES correspondent (id),
    name TEXT NOT NULL,
    secret_sha256 {bytes} NOT NULL,
    made_us {int} NOT NULL,
    used_us {int},
    ended_us {int}
) {strict};

CREATE UNIQUE INDEX machine_key_secret ON machine_key (secret_sha256);
CREATE INDEX machine_key_correspondent ON machine_key (correspondent, made_us);

-- One row; its number is the last of the receipt log. A row and no database sequence, because a sequence leaves gaps.
CREATE TABLE receipt_log (
    log {int} NOT NULL PRIMARY KEY,
    last {int} NOT NULL
) {strict};

INSERT INTO receipt_log (log, last) VALUES (1, 0);

CREATE TABLE letter (
    id {bytes} NOT NULL PRIMARY KEY,
    correspondent {bytes} NOT NULL REFERENCES correspondent (id),
    reference TEXT NOT NULL,
    file_name TEXT NOT NULL,
    kind TEXT,
    media_type TEXT NOT NULL,
    sha256 {bytes} NOT NULL,
    byte_count {int} NOT NULL,
    sealed_blob TEXT NOT NULL,
    sealed_us {int} NOT NULL,
    received_us {int} NOT NULL,
    sequence {int} NOT NULL,
    receipt TEXT NOT NULL,
    state TEXT NOT NULL,
    reject_count {int} NOT NULL,
    warn_count {int} NOT NULL,
    quality_count {int} NOT NULL,
    fetched_us {int}
) {strict};

-- What makes the same letter one letter, however often and by however many it is sent.
CREATE UNIQUE INDEX letter_reference ON letter (correspondent, reference);
CREATE UNIQUE INDEX letter_sequence ON letter (sequence);
CREATE INDEX letter_newest ON letter (correspondent, received_us, id);

-- What the edge's own check remarked, without the values it met: the edge must not be able to tell what was reported.
CREATE TABLE letter_remarks (
    letter {bytes} NOT NULL PRIMARY KEY REFERENCES letter (id),
    remarks TEXT NOT NULL
) {strict};

-- Letters of the office to a correspondent. `note` is what the office signed.
CREATE TABLE answer (
    id {bytes} NOT NULL PRIMARY KEY,
    letter {bytes} NOT NULL REFERENCES letter (id),
    outcome TEXT NOT NULL,
    report_number TEXT,
    body TEXT NOT NULL,
    remarks TEXT NOT NULL,
    note TEXT NOT NULL,
    written_us {int} NOT NULL,
    delivered_us {int} NOT NULL,
    read_us {int}
) {strict};

CREATE UNIQUE INDEX answer_letter ON answer (letter);
