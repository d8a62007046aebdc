//! Every query of the staff, one text for both databases.

use store::door::Statements;

pub(crate) const MEMBER_ADD: &str = "
    INSERT INTO member (id, login, name, roles, state, code_step, made_us)
    VALUES ($1, $2, $3, $4, 'invited', 0, $5)";

pub(crate) const MEMBER_ROLES: &str = "UPDATE member SET roles = $1 WHERE id = $2";

pub(crate) const MEMBER_CLOSE: &str = "UPDATE member SET state = 'closed' WHERE id = $1";

pub(crate) const MEMBERS: &str = "SELECT id, login, name, roles, state, made_us FROM member ORDER BY login LIMIT 10000";

pub(crate) const MEMBERS_ACTIVE: &str = "SELECT id, roles FROM member WHERE state = 'active' ORDER BY id";

pub(crate) const DOOR: Statements = Statements {
    guesses_add: "INSERT INTO member_guess (login_sha256, guesses, last_us) VALUES ($1, 0, 0) ON CONFLICT DO NOTHING",
    guesses_one: "SELECT guesses, last_us FROM member_guess WHERE login_sha256 = $1",
    guesses_set: "UPDATE member_guess SET guesses = $1, last_us = $2 WHERE login_sha256 = $3",
    by_login: "SELECT id, password FROM member WHERE login = $1 AND state = 'active'",
    code_used: "UPDATE member SET code_step = $1 WHERE id = $2 AND code_step < $1",
    password_set: "UPDATE member SET password = $1 WHERE id = $2",
    session_add: "
        INSERT INTO member_session (token_sha256, member, step, address, made_us, seen_us)
        VALUES ($1, $2, $3, $4, $5, $5)",
    session_one: "
        SELECT member.id AS person, member_session.step, member_session.address, member_session.made_us,
            member_session.seen_us, member.login, member.name, member.roles, member.code_secret, member.code_since_us
        FROM member_session
        JOIN member ON member.id = member_session.member
        WHERE member_session.token_sha256 = $1 AND member_session.ended_us IS NULL AND member.state = 'active'",
    session_seen: "UPDATE member_session SET seen_us = $1 WHERE token_sha256 = $2",
    session_end: "UPDATE member_session SET ended_us = $1 WHERE token_sha256 = $2 AND ended_us IS NULL",
    sessions_end_others: "
        UPDATE member_session SET ended_us = $1 WHERE member = $2 AND ended_us IS NULL AND token_sha256 <> $3",
    invited: "
        SELECT id, login, name, code_secret FROM member
        WHERE invite = $1 AND invite_until_us > $2 AND state = 'invited'",
    invite: "
        UPDATE member SET state = 'invited', password = NULL, code_secret = NULL, code_since_us = NULL, invite = $1,
            invite_until_us = $2
        WHERE id = $3",
    pair: "UPDATE member SET code_secret = $1 WHERE id = $2 AND code_secret IS NULL",
    enrol: "
        UPDATE member SET state = 'active', password = $1, code_step = $2, code_since_us = $3, invite = NULL,
            invite_until_us = NULL
        WHERE id = $4 AND invite = $5 AND state = 'invited'",
};
