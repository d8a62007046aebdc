//! Every query of intake, one text for both databases. Bulk rows are named in `rows.rs`.

pub(crate) const FILING_ADD: &str = "
    INSERT INTO filing (letter, state, attempt, kind, reject_count, warn_count, quality_count, begun_us)
    VALUES ($1, 'arrived', 0, '', 0, 0, 0, $2)
    ON CONFLICT (letter) DO NOTHING";

pub(crate) const FILING_ONE: &str = "SELECT state, attempt FROM filing WHERE letter = $1";

pub(crate) const FILING_BEGIN: &str =
    "UPDATE filing SET state = 'checking', attempt = $1, begun_us = $2 WHERE letter = $3";

pub(crate) const FILING_DECIDE: &str = "
    UPDATE filing SET state = $1, kind = $2, reject_count = $3, warn_count = $4, quality_count = $5, decided_us = $6
    WHERE letter = $7";

pub(crate) const KEY_LAST: &str = "SELECT last FROM report_key WHERE one = 1";

pub(crate) const KEY_SET: &str = "UPDATE report_key SET last = $1 WHERE one = 1";

pub(crate) const SEGMENT_NEWEST: &str = "SELECT segment, word_count FROM report_segment ORDER BY segment DESC LIMIT 1";

pub(crate) const SEGMENT_ADD: &str = "INSERT INTO report_segment (segment, word_count) VALUES ($1, 0)";

pub(crate) const SEGMENT_GROW: &str = "UPDATE report_segment SET word_count = word_count + $1 WHERE segment = $2";

pub(crate) const REPORT_BEGIN: &str = "
    INSERT INTO report (key, id, letter, segment, entry, state, begun_us) VALUES ($1, $2, $3, $4, '', 'writing', $5)";

pub(crate) const REPORTS_ABANDON: &str =
    "UPDATE report SET state = 'abandoned' WHERE letter = $1 AND state = 'writing'";

pub(crate) const REPORT_ID: &str = "SELECT id FROM report WHERE key = $1";

pub(crate) const REPORT_REGISTER: &str = "
    UPDATE report SET state = 'registered', entry = $1, number = $2, kind = $3, reference = $4, currency = $5,
        header = $6, transaction_count = $7, party_count = $8, account_count = $9, total_minor = $10, first_day = $11,
        last_day = $12, received_us = $13, registered_us = $14
    WHERE key = $15 AND state = 'writing'";

pub(crate) const NUMBERING_ADD: &str =
    "INSERT INTO numbering (kind, year, last) VALUES ($1, $2, 0) ON CONFLICT (kind, year) DO NOTHING";

pub(crate) const NUMBERING_LAST: &str = "SELECT last FROM numbering WHERE kind = $1 AND year = $2";

pub(crate) const NUMBERING_SET: &str = "UPDATE numbering SET last = $1 WHERE kind = $2 AND year = $3";

// Sweeping what a crash, an overtaken worker or a refusal left behind.

pub(crate) const ABANDONED: &str = "
    SELECT key, segment FROM report WHERE state = 'abandoned' AND begun_us < $1 ORDER BY key LIMIT 100";

pub(crate) const SWEEP_WORDS: &str = "
    DELETE FROM report_word WHERE segment = $1 AND report IN
        (SELECT key FROM report WHERE state = 'abandoned' AND begun_us < $2 AND key <= $3 AND segment = $1)";

pub(crate) const SWEEP: [&str; 8] = [
    "DELETE FROM report_run_words WHERE report = $1",
    "DELETE FROM report_run WHERE report = $1",
    "DELETE FROM report_transaction WHERE report = $1",
    "DELETE FROM report_party WHERE report = $1",
    "DELETE FROM report_account WHERE report = $1",
    "DELETE FROM report_role WHERE report = $1",
    "DELETE FROM report_details WHERE report = $1",
    "DELETE FROM report WHERE key = $1 AND state = 'abandoned'",
];

// What the desk shows.

pub(crate) const QUEUE: &str = "
    SELECT v_arrival.id, v_arrival.correspondent_name, v_arrival.reference, v_arrival.file_name, v_arrival.byte_count,
        v_arrival.received_us, v_arrival.fetched_us, v_arrival.sequence, filing.state, filing.kind, filing.reject_count,
        filing.warn_count, filing.quality_count, filing.decided_us
    FROM v_arrival
    LEFT JOIN filing ON filing.letter = v_arrival.id
    WHERE v_arrival.sequence < $1 AND (CAST($2 AS TEXT) IS NULL OR COALESCE(filing.state, 'arrived') = $2)
    ORDER BY v_arrival.sequence DESC LIMIT $3";

pub(crate) const QUEUE_ONE: &str = "
    SELECT v_arrival.id, v_arrival.correspondent_name, v_arrival.reference, v_arrival.file_name, v_arrival.byte_count,
        v_arrival.received_us, v_arrival.fetched_us, v_arrival.sequence, filing.state, filing.kind, filing.reject_count,
        filing.warn_count, filing.quality_count, filing.decided_us
    FROM v_arrival
    LEFT JOIN filing ON filing.letter = v_arrival.id
    WHERE v_arrival.id = $1";

pub(crate) const QUEUE_TOTALS: &str = "
    SELECT COALESCE(filing.state, 'arrived') AS state, COUNT(*) AS n FROM v_arrival
    LEFT JOIN filing ON filing.letter = v_arrival.id
    GROUP BY COALESCE(filing.state, 'arrived')";

pub(crate) const REPORTS_OF: &str = "
    SELECT id, number FROM report WHERE letter = $1 AND state = 'registered' ORDER BY key";

pub(crate) const REPORT_ONE: &str = "
    SELECT report.*, v_arrival.correspondent_name, v_arrival.file_name FROM report
    JOIN v_arrival ON v_arrival.id = report.letter
    WHERE report.id = $1 AND report.state = 'registered'";

pub(crate) const TRANSACTIONS: &str = "
    SELECT report_transaction.*, f.name AS from_name, t.name AS to_name, fa.account AS from_number,
        ta.account AS to_number, fa.iban AS from_iban, ta.iban AS to_iban
    FROM report_transaction
    LEFT JOIN report_party f ON f.report = report_transaction.report AND f.ordinal = report_transaction.from_party
    LEFT JOIN report_party t ON t.report = report_transaction.report AND t.ordinal = report_transaction.to_party
    LEFT JOIN report_account fa ON fa.report = report_transaction.report AND fa.ordinal = report_transaction.from_account
    LEFT JOIN report_account ta ON ta.report = report_transaction.report AND ta.ordinal = report_transaction.to_account
    WHERE report_transaction.report = $1 AND report_transaction.ordinal > $2
    ORDER BY report_transaction.ordinal LIMIT $3";

pub(crate) const PARTIES: &str =
    "SELECT * FROM report_party WHERE report = $1 AND ordinal > $2 ORDER BY ordinal LIMIT $3";

pub(crate) const ACCOUNTS: &str =
    "SELECT * FROM report_account WHERE report = $1 AND ordinal > $2 ORDER BY ordinal LIMIT $3";

pub(crate) const DETAILS: &str = "
    SELECT raw_bytes, body FROM report_details
    WHERE report = $1 AND part = $2 AND first <= $4 AND last >= $3 ORDER BY first";

pub(crate) const ROLES: &str = "SELECT * FROM report_role WHERE report = $1 AND ordinal > $2 ORDER BY ordinal LIMIT $3";

pub(crate) const FINDINGS: &str = "
    SELECT filing_finding.* FROM filing_finding
    JOIN filing ON filing.letter = filing_finding.letter AND filing.attempt = filing_finding.attempt
    WHERE filing_finding.letter = $1 AND filing_finding.ordinal > $2 AND filing.decided_us IS NOT NULL
    ORDER BY filing_finding.ordinal LIMIT $3";

pub(crate) const BY_NUMBER: &str = "
    SELECT id, number, kind, received_us, COALESCE(reference, '') AS what FROM report
    WHERE state = 'registered' AND number = $1";

pub(crate) const BY_NAME: &str = "
    SELECT report.id, report.number, report.kind, report.received_us, report_party.name AS what FROM report_segment
    JOIN report_word ON report_word.segment = report_segment.segment AND report_word.sort = 1
        AND report_word.word >= $1 AND report_word.word < $2
    JOIN report ON report.key = report_word.report AND report.state = 'registered'
    JOIN report_party ON report_party.report = report_word.report AND report_party.ordinal = report_word.ordinal
    ORDER BY report_segment.segment DESC, report_word.word LIMIT $3";

pub(crate) const BY_ACCOUNT: &str = "
    SELECT report.id, report.number, report.kind, report.received_us,
        COALESCE(report_account.account, report_account.iban) AS what
    FROM report_segment
    JOIN report_word ON report_word.segment = report_segment.segment AND report_word.sort = 2 AND report_word.word = $1
    JOIN report ON report.key = report_word.report AND report.state = 'registered'
    JOIN report_account ON report_account.report = report_word.report AND report_account.ordinal = report_word.ordinal
    ORDER BY report_segment.segment DESC, report_word.report DESC LIMIT $2";

// Bodies of words of large reports in which a word from `$2` to `$3` can be, the newest report first. In each run that
// is the last body that begins before `$2`, and all that begin between the two.
pub(crate) const IN_RUNS: &str = "
    SELECT report_run_words.report, report_run_words.raw_bytes, report_run_words.body FROM report_run
    JOIN report ON report.key = report_run.report AND report.state = 'registered'
    JOIN report_run_words ON report_run_words.report = report_run.report AND report_run_words.run = report_run.run
        AND report_run_words.sort = $1 AND report_run_words.word_first <= $3 AND report_run_words.word_first >= COALESCE(
            (SELECT MAX(before.word_first) FROM report_run_words AS before WHERE before.report = report_run.report
                AND before.run = report_run.run AND before.sort = $1 AND before.word_first <= $2), '')
    ORDER BY report_run.report DESC, report_run_words.run, report_run_words.word_first LIMIT $4";

pub(crate) const PARTY_FOUND: &str = "
    SELECT report.id, report.number, report.kind, report.received_us, report_party.name AS what FROM report
    JOIN report_party ON report_party.report = report.key AND report_party.ordinal = $2 WHERE report.key = $1";

pub(crate) const ACCOUNT_FOUND: &str = "
    SELECT report.id, report.number, report.kind, report.received_us,
        COALESCE(report_account.account, report_account.iban) AS what FROM report
    JOIN report_account ON report_account.report = report.key AND report_account.ordinal = $2 WHERE report.key = $1";

// The queue as an officer works through it: `$1` state, `$2` pattern of words, `$3` key of the page before, `$4` rows,
// `$5` the pattern as typed, because SQLite knows small letters of Latin alone.

macro_rules! arrivals {
    ($page:literal) => {
        concat!(
            "
    SELECT v_arrival.id, v_arrival.correspondent_name, v_arrival.reference, v_arrival.file_name, v_arrival.byte_count,
        v_arrival.received_us, v_arrival.fetched_us, v_arrival.sequence, filing.state, filing.kind, filing.reject_count,
        filing.warn_count, filing.quality_count, filing.decided_us,
        (SELECT MIN(number) FROM report WHERE letter = v_arrival.id AND state = 'registered') AS number,
        (SELECT COUNT(*) FROM report WHERE letter = v_arrival.id AND state = 'registered') AS report_count,
        (SELECT CAST(COALESCE(SUM(transaction_count), 0) AS BIGINT) FROM report
            WHERE letter = v_arrival.id AND state = 'registered') AS transaction_count
    FROM v_arrival
    LEFT JOIN filing ON filing.letter = v_arrival.id
    WHERE (CAST($1 AS TEXT) IS NULL OR COALESCE(filing.state, 'arrived') = $1)
        AND ($2 = '%%' OR LOWER(v_arrival.reference) LIKE $2 ESCAPE '!' OR LOWER(v_arrival.file_name) LIKE $2 ESCAPE '!'
            OR LOWER(v_arrival.correspondent_name) LIKE $2 ESCAPE '!'
            OR v_arrival.correspondent_name LIKE $5 ESCAPE '!' OR v_arrival.reference LIKE $5 ESCAPE '!'
            OR EXISTS (SELECT 1 FROM report WHERE letter = v_arrival.id AND state = 'registered'
                AND LOWER(number) LIKE $2 ESCAPE '!'))",
            $page
        )
    };
}

pub(crate) const ARRIVALS_NEWEST: &str =
    arrivals!(" AND v_arrival.sequence < $3 ORDER BY v_arrival.sequence DESC LIMIT $4");

pub(crate) const ARRIVALS_OLDEST: &str = arrivals!(" AND v_arrival.sequence > $3 ORDER BY v_arrival.sequence LIMIT $4");

pub(crate) const ARRIVALS_LARGEST: &str =
    arrivals!(" ORDER BY transaction_count DESC, v_arrival.sequence DESC LIMIT $4 OFFSET $3");

pub(crate) const WAITING_SINCE: &str = "
    SELECT MIN(v_arrival.received_us) AS since_us FROM v_arrival
    LEFT JOIN filing ON filing.letter = v_arrival.id
    WHERE COALESCE(filing.state, 'arrived') IN ('arrived', 'checking')";
