-- owner: intake
-- What became of each letter, and the reports: rows as filed, that never change once their report is registered.

CREATE TABLE filing (
    letter {bytes} NOT NULL PRIMARY KEY,
    state TEXT NOT NULL,
    attempt {int} NOT NULL,
    kind TEXT NOT NULL,
    reject_count {int} NOT NULL,
    warn_count {int} NOT NULL,
    quality_count {int} NOT NULL,
    begun_us {int} NOT NULL,
    decided_us {int}
) {strict};

CREATE TABLE filing_finding (
    letter {bytes} NOT NULL,
    attempt {int} NOT NULL,
    ordinal {int} NOT NULL,
    entry TEXT NOT NULL,
    code TEXT NOT NULL,
    severity TEXT NOT NULL,
    path TEXT NOT NULL,
    line_number {int} NOT NULL,
    column_number {int} NOT NULL,
    byte_offset {int} NOT NULL,
    value TEXT,
    args TEXT NOT NULL,
    PRIMARY KEY (letter, attempt, ordinal)
) {strict};

-- The last number given, per kind and year. A row and no database sequence: a number that is not used is not given.
CREATE TABLE numbering (
    kind TEXT NOT NULL,
    year {int} NOT NULL,
    last {int} NOT NULL,
    PRIMARY KEY (kind, year)
) {strict};

-- The key of the next report, for the rows below it. These keys may have gaps; nobody outside sees them.
CREATE TABLE report_key (
    one {int} NOT NULL PRIMARY KEY,
    last {int} NOT NULL
) {strict};

INSERT INTO report_key (one, last) VALUES (1, 0);

-- What is searched for in small reports lies in segments of about a million words, so that writing a word touches only the
-- newest segment however many reports there are. A search looks into each.
CREATE TABLE report_segment (
    segment {int} NOT NULL PRIMARY KEY,
    word_count {int} NOT NULL
) {strict};

INSERT INTO report_segment (segment, word_count) VALUES (1, 0);

-- A report exists for everybody but intake only when its state is `registered`. Days are the first ten characters of the
-- dates as filed; the total is of the local amounts, absent if one of them is no such amount.
CREATE TABLE report (
    key {int} NOT NULL PRIMARY KEY,
    id {bytes} NOT NULL,
    letter {bytes} NOT NULL,
    segment {int} NOT NULL,
    entry TEXT NOT NULL,
    state TEXT NOT NULL,
    begun_us {int} NOT NULL,
    number TEXT,
    kind TEXT,
    reference TEXT,
    currency TEXT,
    header TEXT,
    transaction_count {int},
    party_count {int},
    account_count {int},
    total_minor {int},
    first_day TEXT,
    last_day TEXT,
    received_us {int},
    registered_us {int}
) {strict};

CREATE UNIQUE INDEX report_id ON report (id);
CREATE UNIQUE INDEX report_number ON report (number);
CREATE INDEX report_letter ON report (letter);

-- `from_own`, `to_own`: whether the reporter calls that side its own client.
CREATE TABLE report_transaction (
    report {int} NOT NULL,
    ordinal {int} NOT NULL,
    number TEXT,
    day TEXT,
    amount TEXT,
    amount_minor {int},
    mode TEXT,
    from_party {int},
    from_account {int},
    from_country TEXT,
    from_own {bool} NOT NULL,
    to_party {int},
    to_account {int},
    to_country TEXT,
    to_own {bool} NOT NULL,
    description TEXT,
    PRIMARY KEY (report, ordinal)
) {keyed};

CREATE TABLE report_party (
    report {int} NOT NULL,
    ordinal {int} NOT NULL,
    kind TEXT NOT NULL,
    name TEXT,
    birth TEXT,
    id_number TEXT,
    country TEXT,
    PRIMARY KEY (report, ordinal)
) {keyed};

CREATE TABLE report_account (
    report {int} NOT NULL,
    ordinal {int} NOT NULL,
    account TEXT,
    iban TEXT,
    institution TEXT,
    institution_code TEXT,
    currency TEXT,
    PRIMARY KEY (report, ordinal)
) {keyed};

-- Who stands in which role, besides from and to: conductors, holders, signatories, directors, parties of a multi-party
-- transaction or an activity. `deal` is the transaction's ordinal, 0 for the activity and the header.
CREATE TABLE report_role (
    report {int} NOT NULL,
    ordinal {int} NOT NULL,
    deal {int} NOT NULL,
    role TEXT NOT NULL,
    party {int},
    account {int},
    of_party {int},
    of_account {int},
    PRIMARY KEY (report, ordinal)
) {keyed};

-- What of a transaction (part 1), a party (2) or an account (3) stands in no column, as filed: path and text. The details
-- of many rows, those with ordinals from `first` to `last`, stand in one compressed body of `raw_bytes`; nobody searches
-- in them. PostgreSQL would compress them again, which takes it longer than the rest of the row.
CREATE TABLE report_details (
    report {int} NOT NULL,
    part {int} NOT NULL,
    first {int} NOT NULL,
    last {int} NOT NULL,
    raw_bytes {int} NOT NULL,
    body {bytes} NOT NULL,
    PRIMARY KEY (report, part, first)
) {strict};

{on-postgres} ALTER TABLE report_details ALTER COLUMN body SET STORAGE EXTERNAL;

-- What a party (sort 1: its name) or an account (sort 2: its number, its IBAN) is found by, in the form of `key.rs`.
CREATE TABLE report_word (
    segment {int} NOT NULL,
    sort {int} NOT NULL,
    word {exact} NOT NULL,
    report {int} NOT NULL,
    ordinal {int} NOT NULL,
    PRIMARY KEY (segment, sort, word, report, ordinal)
) {keyed};

-- The words of a large report lie in runs of its own, sorted, many in one compressed body of `raw_bytes`, known by its
-- first word: `runs.rs`.
CREATE TABLE report_run (
    report {int} NOT NULL,
    run {int} NOT NULL,
    PRIMARY KEY (report, run)
) {keyed};

CREATE TABLE report_run_words (
    report {int} NOT NULL,
    run {int} NOT NULL,
    sort {int} NOT NULL,
    word_first {exact} NOT NULL,
    raw_bytes {int} NOT NULL,
    body {bytes} NOT NULL,
    PRIMARY KEY (report, run, sort, word_first)
) {strict};

{on-postgres} ALTER TABLE report_run_words ALTER COLUMN body SET STORAGE EXTERNAL;

-- For other slices: registered reports and their rows.
CREATE VIEW v_report AS
SELECT key, id, letter, number, kind, reference, currency, transaction_count, total_minor, first_day, last_day,
    received_us, registered_us
FROM report WHERE state = 'registered';

CREATE VIEW v_report_transaction AS
SELECT report_transaction.*, report.currency FROM report_transaction
JOIN report ON report.key = report_transaction.report WHERE report.state = 'registered';

CREATE VIEW v_report_party AS
SELECT report_party.* FROM report_party
JOIN report ON report.key = report_party.report WHERE report.state = 'registered';

CREATE VIEW v_report_account AS
SELECT report_account.* FROM report_account
JOIN report ON report.key = report_account.report WHERE report.state = 'registered';

CREATE VIEW v_report_role AS
SELECT report_role.* FROM report_role
JOIN report ON report.key = report_role.report WHERE report.state = 'registered';
