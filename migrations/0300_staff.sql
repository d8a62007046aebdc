-- owner: staff
-- The office's people, how they sign in, and what they may do.

CREATE TABLE member (
    id {bytes} NOT NULL PRIMARY KEY,
    login TEXT NOT NULL,
    name TEXT NOT NULL,
    roles TEXT NOT NULL,
    state TEXT NOT NULL,
    password TEXT,
    code_secret {bytes},
    code_step {int} NOT NULL,
    code_since_us {int},
    invite {bytes},
    invite_until_us {int},
    made_us {int} NOT NULL
) {strict};

CREATE UNIQUE INDEX member_login ON member (login);
CREATE UNIQUE INDEX member_invite ON member (invite);

-- Guesses under a name since the last full sign-in, by the digest of the name, also for names that do not exist.
CREATE TABLE member_guess (
    login_sha256 {bytes} NOT NULL PRIMARY KEY,
    guesses {int} NOT NULL,
    last_us {int} NOT NULL
) {strict};

CREATE TABLE member_session (
    token_sha256 {bytes} NOT NULL PRIMARY KEY,
    member {bytes} NOT NULL REFERENCES member (id),
    step TEXT NOT NULL,
    address TEXT NOT NULL,
    made_us {int} NOT NULL,
    seen_us {int} NOT NULL,
    ended_us {int}
) {strict};

CREATE INDEX member_session_member ON member_session (member, made_us);

-- Who is meant by an id in the audit log.
CREATE VIEW v_member AS SELECT id, login, name, roles, state FROM member;
