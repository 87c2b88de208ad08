import Postgres

/// `due_at` is also the claim's end: who takes a job moves it there, and gives it back by moving it again.
enum OutboxSQL {
    /// $1 lane, $2 now, $3 most, $4 end of the claim, $5 claim -> the jobs taken, oldest due first
    static let claim = SQL(
        "outbox.claim",
        """
        WITH due AS (
            SELECT id, due_at FROM {outbox}
            WHERE lane = $1 AND state IN ('pending', 'sending') AND due_at <= $2
            ORDER BY due_at, id LIMIT $3 FOR UPDATE SKIP LOCKED
        ), taken AS (
            UPDATE {outbox} o SET claimed_by = $5, claimed_until = $4, due_at = $4 FROM due WHERE o.id = due.id
            RETURNING o.id, o.kind, o.dedupe_key, o.payload::text AS payload, o.state, o.attempts, o.unknowns,
                o.created_at, due.due_at AS was_due
        )
        SELECT * FROM taken ORDER BY was_due, id
        """)

    /// $1 job, $2 claim -> a row when the job is still the claim's
    static let sending = SQL(
        "outbox.sending",
        """
        UPDATE {outbox} SET state = 'sending' WHERE id = $1 AND claimed_by = $2 AND state = 'pending' RETURNING id
        """)

    /// $1 job, $2 claim, $3 state, $4 attempts to add, $5 unknowns to add, $6 due or null, $7 reason or null,
    /// $8 reference or null, $9 finished or null -> a row when the job was still the claim's
    static let finish = SQL(
        "outbox.finish",
        """
        UPDATE {outbox} SET state = $3, attempts = attempts + $4, unknowns = unknowns + $5,
            due_at = coalesce($6, due_at), reason = $7, reference = coalesce($8, reference), finished_at = $9,
            claimed_by = NULL, claimed_until = NULL
        WHERE id = $1 AND claimed_by = $2 RETURNING id
        """)

    /// $1 claim, $2 now: what was taken and not tried is anybody's again; what was on its way is looked at as lost
    static let release = SQL(
        "outbox.release",
        """
        UPDATE {outbox} SET due_at = $2, claimed_by = NULL, claimed_until = NULL WHERE claimed_by = $1
        """)

    /// $1 lanes -> lane, due: when the next job of each is to be looked at
    static let nextDue = SQL(
        "outbox.next_due",
        """
        SELECT lane, (SELECT due_at FROM {outbox} o WHERE o.lane = lanes.lane AND o.state IN ('pending', 'sending')
            ORDER BY due_at, id LIMIT 1) AS due
        FROM unnest($1::text[]) AS lanes (lane)
        """)
}
