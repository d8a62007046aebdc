//! Every query of the post, one text for both databases. First the edge's, then the office's.

use store::door::Statements;

// Correspondents.

pub(crate) const CORRESPONDENT_ADD: &str =
    "INSERT INTO correspondent (id, name, rentity_id, kinds, state, made_us) VALUES ($1, $2, $3, $4, $5, $6)";

pub(crate) const CORRESPONDENT_STANDING: &str = "UPDATE correspondent SET state = $1 WHERE id = $2";

pub(crate) const CORRESPONDENT_ONE: &str = "SELECT * FROM correspondent WHERE id = $1";

pub(crate) const CORRESPONDENTS: &str = "SELECT * FROM correspondent ORDER BY name, id LIMIT 10000";

pub(crate) const CORRESPONDENT_MAY_WRITE: &str = "SELECT id FROM correspondent WHERE id = $1 AND state = 'active'";

// People of correspondents, their guesses and sessions.

pub(crate) const REPORTER_ADD: &str = "
    INSERT INTO reporter (id, correspondent, login, name, state, code_step, made_us)
    VALUES ($1, $2, $3, $4, 'invited', 0, $5)";

pub(crate) const REPORTERS: &str = "
    SELECT id, login, name, state, made_us FROM reporter WHERE correspondent = $1 ORDER BY login LIMIT 1000";

pub(crate) const SESSIONS_RECENT: &str = "
    SELECT address, made_us FROM reporter_session WHERE reporter = $1 AND step = 'whole'
    ORDER BY made_us DESC LIMIT 10";

/// Sessions that no code followed, and those that nobody has used for long.
pub(crate) const SESSIONS_OLD: &str = "
    DELETE FROM reporter_session WHERE (step = 'half' AND made_us < $1) OR seen_us < $2";

pub(crate) const GUESSES_OLD: &str = "DELETE FROM reporter_guess WHERE last_us < $1";

pub(crate) const DOOR: Statements = Statements {
    guesses_add: "
        INSERT INTO reporter_guess (login_sha256, guesses, last_us) VALUES ($1, 0, 0) ON CONFLICT DO NOTHING",
    guesses_one: "SELECT guesses, last_us FROM reporter_guess WHERE login_sha256 = $1",
    guesses_set: "UPDATE reporter_guess SET guesses = $1, last_us = $2 WHERE login_sha256 = $3",
    by_login: "
        SELECT reporter.id, reporter.password FROM reporter
        JOIN correspondent ON correspondent.id = reporter.correspondent
        WHERE reporter.login = $1 AND reporter.state = 'active' AND correspondent.state = 'active'",
    code_used: "UPDATE reporter SET code_step = $1 WHERE id = $2 AND code_step < $1",
    password_set: "UPDATE reporter SET password = $1 WHERE id = $2",
    session_add: "
        INSERT INTO reporter_session (token_sha256, reporter, step, address, made_us, seen_us)
        VALUES ($1, $2, $3, $4, $5, $5)",
    session_one: "
        SELECT reporter.id AS person, reporter_session.step, reporter_session.address, reporter_session.made_us,
            reporter_session.seen_us, reporter.login, reporter.name, reporter.code_secret, reporter.code_since_us,
            reporter.correspondent, correspondent.name AS correspondent_name, correspondent.rentity_id,
            correspondent.kinds
        FROM reporter_session
        JOIN reporter ON reporter.id = reporter_session.reporter
        JOIN correspondent ON correspondent.id = reporter.correspondent
        WHERE reporter_session.token_sha256 = $1 AND reporter_session.ended_us IS NULL
            AND reporter.state = 'active' AND correspondent.state = 'active'",
    session_seen: "UPDATE reporter_session SET seen_us = $1 WHERE token_sha256 = $2",
    session_end: "UPDATE reporter_session SET ended_us = $1 WHERE token_sha256 = $2 AND ended_us IS NULL",
    sessions_end_others: "
        UPDATE reporter_session SET ended_us = $1 WHERE reporter = $2 AND ended_us IS NULL AND token_sha256 <> $3",
    invited: "
        SELECT id, login, name, code_secret FROM reporter
        WHERE invite = $1 AND invite_until_us > $2 AND state = 'invited'",
    invite: "
        UPDATE reporter SET state = 'invited', password = NULL, code_secret = NULL, code_since_us = NULL,
            invite = $1, invite_until_us = $2
        WHERE id = $3",
    pair: "UPDATE reporter SET code_secret = $1 WHERE id = $2 AND code_secret IS NULL",
    enrol: "
        UPDATE reporter SET state = 'active', password = $1, code_step = $2, code_since_us = $3,
            invite = NULL, invite_until_us = NULL
        WHERE id = $4 AND invite = $5 AND state = 'invited'",
};

// Keys of machines.

pub(crate) const KEY_ADD: &str =
    "INSERT INTO machine_key (id, correspondent, name, secret_sha256, made_us) VALUES ($1, $2, $3, $4, $5)";

pub(crate) const KEY_BY_SECRET: &str = "
    SELECT machine_key.id, machine_key.used_us, machine_key.correspondent, correspondent.name AS correspondent_name,
        correspondent.rentity_id, correspondent.kinds
    FROM machine_key
    JOIN correspondent ON correspondent.id = machine_key.correspondent
    WHERE machine_key.secret_sha256 = $1 AND machine_key.ended_us IS NULL AND correspondent.state = 'active'";

pub(crate) const KEY_USED: &str = "UPDATE machine_key SET used_us = $1 WHERE id = $2";

pub(crate) const KEYS: &str = "
    SELECT id, name, made_us, used_us FROM machine_key WHERE correspondent = $1 AND ended_us IS NULL
    ORDER BY made_us DESC, id LIMIT 100";

pub(crate) const KEY_END: &str =
    "UPDATE machine_key SET ended_us = $1 WHERE id = $2 AND correspondent = $3 AND ended_us IS NULL";

// Letters at the edge.

pub(crate) const LOG_LAST: &str = "SELECT last FROM receipt_log WHERE log = 1";

pub(crate) const LOG_SET: &str = "UPDATE receipt_log SET last = $1 WHERE log = 1";

pub(crate) const LETTER_ADD: &str = "
    INSERT INTO letter (id, correspondent, reference, file_name, kind, media_type, sha256, byte_count, sealed_blob,
        sealed_us, received_us, sequence, receipt, state, reject_count, warn_count, quality_count)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'received', $14, $15, $16)
    ON CONFLICT (correspondent, reference) DO NOTHING";

pub(crate) const REMARKS_ADD: &str = "INSERT INTO letter_remarks (letter, remarks) VALUES ($1, $2)";

pub(crate) const REMARKS_OF: &str = "
    SELECT letter_remarks.remarks FROM letter_remarks
    JOIN letter ON letter.id = letter_remarks.letter
    WHERE letter.id = $1 AND letter.correspondent = $2";

pub(crate) const LETTER_BY_REFERENCE: &str =
    "SELECT id, sha256, receipt FROM letter WHERE correspondent = $1 AND reference = $2";

pub(crate) const LETTER_IS: &str = "SELECT sealed_blob FROM letter WHERE id = $1";

pub(crate) const LETTER_ONE: &str = "SELECT * FROM letter WHERE id = $1 AND correspondent = $2";

pub(crate) const LETTERS: &str = "
    SELECT * FROM letter
    WHERE correspondent = $1 AND (LOWER(reference) LIKE $2 ESCAPE '!' OR LOWER(file_name) LIKE $2 ESCAPE '!')
        AND (CAST($3 AS TEXT) IS NULL OR state = $3)
        AND (received_us < $4 OR (received_us = $4 AND id < $5))
    ORDER BY received_us DESC, id DESC LIMIT $6";

pub(crate) const LETTER_TOTALS: &str = "
    SELECT state, COUNT(*) AS n FROM letter WHERE correspondent = $1 AND received_us >= $2 GROUP BY state";

pub(crate) const LETTERS_AFTER: &str = "
    SELECT letter.*, correspondent.name AS correspondent_name, correspondent.rentity_id, correspondent.kinds
    FROM letter
    JOIN correspondent ON correspondent.id = letter.correspondent
    WHERE letter.sequence > $1 ORDER BY letter.sequence LIMIT $2";

pub(crate) const LETTER_TAKEN: &str = "
    UPDATE letter SET fetched_us = $1, state = CASE WHEN state = 'received' THEN 'with-office' ELSE state END
    WHERE id = $2 AND fetched_us IS NULL";

pub(crate) const LETTER_STATE: &str = "UPDATE letter SET state = $1 WHERE id = $2";

// Answers at the edge.

pub(crate) const ANSWER_ADD: &str = "
    INSERT INTO answer (id, letter, outcome, report_number, body, remarks, note, written_us, delivered_us)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    ON CONFLICT (letter) DO NOTHING";

pub(crate) const ANSWER_OF: &str = "SELECT * FROM answer WHERE letter = $1";

pub(crate) const ANSWER_READ: &str = "UPDATE answer SET read_us = $1 WHERE letter = $2 AND read_us IS NULL";

// Letters at the office.

pub(crate) const ARRIVAL_ADD: &str = "
    INSERT INTO arrival (id, correspondent, correspondent_name, rentity_id, kinds, reference, file_name, media_type,
        sha256, byte_count, sealed_blob, sealed_us, received_us, sequence, receipt, handover, fetched_us)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
    ON CONFLICT (id) DO NOTHING";

pub(crate) const ARRIVAL_ONE: &str = "SELECT * FROM arrival WHERE id = $1";

pub(crate) const ARRIVAL_LAST: &str = "SELECT CAST(COALESCE(MAX(sequence), 0) AS BIGINT) AS last FROM arrival";

// Letters of the office on their way out.

pub(crate) const OUTGOING_ADD: &str = "
    INSERT INTO outgoing (id, letter, correspondent, outcome, report_number, body, remarks, note, written_us)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    ON CONFLICT (letter) DO NOTHING";

pub(crate) const OUTGOING_OF: &str = "SELECT * FROM outgoing WHERE letter = $1";

pub(crate) const OUTGOING_NOTE: &str = "SELECT note FROM outgoing WHERE id = $1 AND delivered_us IS NULL";

pub(crate) const OUTGOING_WAITING: &str = "
    SELECT id, note FROM outgoing WHERE delivered_us IS NULL ORDER BY written_us, id LIMIT $1";

pub(crate) const OUTGOING_DELIVERED: &str =
    "UPDATE outgoing SET delivered_us = $1 WHERE id = $2 AND delivered_us IS NULL";
